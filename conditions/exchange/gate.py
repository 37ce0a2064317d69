"""What stands between a condition's content and its readers: what stops it, and what warns.

A stop keeps it from being published; a warning asks a person for a reason. The publishing gate
and `manage.py check_content` judge by these same rules; docs/gate.md says why each is there.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from uuid import UUID

from .reading_grade import WORD, grade
from .references import NEED_A_TERM, TERM_KIND_OF_TOPIC
from .schema import ConditionDocument, Fact, Name, Pack, Photograph, Source, UrgencyRule

HARD_GRADE = 9
LONG_SENTENCE = {"plain": 25, "clinical": 40}  # words
SENTENCE = re.compile(r"(?<=[.!?])\s+")
URGENT = {"emergency", "today"}
# “IMG_2041.jpg”, “wound-3.png”, “DSC00012”: what a camera or a folder calls a picture.
FILE_NAME = re.compile(
    r"\S+\.(jpe?g|png|webp|heic|tiff?|gif|bmp)|(img|dsc[fn]?|pict|p)[-_]?\d+", re.I
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: which, in which fact or photograph (None: the whole), with what.

    `detail` is what was judged, `figure` the measure that was taken of it.
    """

    code: str
    key: UUID | None = None
    detail: str = ""
    figure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What content is judged against; all that is not a slug is in lower case."""

    publishable: Set[str]  # sources
    kinds: Mapping[str, str]  # of terms
    broader: Mapping[str, Iterable[str]]  # of terms
    rules: tuple[UrgencyRule, ...]  # the active ones
    medical_words: Set[str] = frozenset()
    shared_names: Mapping[str, Iterable[str]] = field(default_factory=dict)  # by term
    condition_names: Mapping[str, Set[str]] = field(default_factory=dict)  # name → who has it

    def with_broader(self, terms: Iterable[str]) -> set[str]:
        """Return `terms` and all that is broader."""
        found: set[str] = set()
        path = list(terms)
        while path:
            term = path.pop()
            if term not in found:
                found.add(term)
                path.extend(self.broader.get(term, ()))
        return found


def is_publishable(source: Source) -> bool:
    """Tell whether readers may be referred to a source: the rule of `models.sources`."""
    identified = source.pmid or source.pmcid or source.doi or (source.url and source.authoritative)
    return bool(source.title and identified and source.status != "retracted")


def holders(named: Iterable[tuple[str, Iterable[str]]]) -> dict[str, set[str]]:
    """Return who has each name, out of (slug, names), without regard to capitals."""
    found: dict[str, set[str]] = {}
    for slug, names in named:
        for name in names:
            found.setdefault(name.casefold(), set()).add(slug)
    return found


def shared(holders: Mapping[str, Set[str]]) -> dict[str, list[str]]:
    """Return, by slug, the names that others have too."""
    found: dict[str, list[str]] = {}
    for name, slugs in holders.items():
        for slug in slugs if len(slugs) > 1 else ():
            found.setdefault(slug, []).append(name)
    return found


def exact_names(names: Iterable[Name]) -> list[str]:
    """Return the synonyms that mean exactly the record."""
    return [name.text for name in names if name.match == "exact"]


def words_of(names: Iterable[str]) -> frozenset[str]:
    """Return the words of clinical names, which plain wordings cannot do without."""
    return frozenset(word.casefold() for name in names for word in WORD.findall(name))


def stops(document: ConditionDocument, around: Surroundings) -> Iterator[Finding]:
    """Yield what keeps `document` from being published: its facts in order, then photographs."""
    if not any(fact.topic == "definition" for fact in document.facts):
        yield Finding("no-definition")
    silent = not _rule_in_reach(document, around)
    for fact in document.facts:
        for code in _stops_of_fact(fact, around):
            yield Finding(code, fact.key)
        if silent and _is_unnamed_sign(fact, around):
            yield Finding("urgent-without-rule", fact.key)
    for photograph in document.photographs:
        for code in _stops_of_photograph(photograph):
            yield Finding(code, photograph.key)


def _stops_of_fact(fact: Fact, around: Surroundings) -> Iterator[str]:
    if not fact.plain.strip():
        yield "no-plain"
    if not fact.clinical.strip():
        yield "no-clinical"
    if not any(citation.source in around.publishable for citation in fact.citations):
        yield "no-source"
    if fact.topic in NEED_A_TERM and not fact.term:
        yield "no-term"
    if fact.term and around.kinds.get(fact.term) != TERM_KIND_OF_TOPIC.get(fact.topic):
        yield "wrong-term"


def _stops_of_photograph(photograph: Photograph) -> Iterator[str]:
    if not photograph.alt.strip():
        yield "no-alt"
    elif _says_nothing_seen(photograph):
        yield "alt-repeats"
    if not photograph.plain.strip():
        yield "no-plain"
    if not photograph.clinical.strip():
        yield "no-clinical"
    file = photograph.file
    if not file.credit.strip() or not file.licence:
        yield "no-rights"
    if (file.person or file.licence == "permission") and not file.on_record:
        yield "no-consent"
    if file.withdrawn:
        yield "picture-withdrawn"


def _says_nothing_seen(photograph: Photograph) -> bool:
    """Tell whether an alternative text is a file name, or repeats what stands below the picture."""
    alt = _bare(photograph.alt)
    captions = {_bare(photograph.plain), _bare(photograph.clinical)}
    return bool(FILE_NAME.fullmatch(photograph.alt.strip())) or alt in captions


def _bare(text: str) -> str:
    return " ".join(WORD.findall(text)).casefold()


def warnings(document: ConditionDocument, around: Surroundings) -> Iterator[Finding]:
    """Yield what wants a reason before `document` is published, in the order of its facts."""
    for name in _doubled_names(document, around):
        yield Finding("duplicate-synonym", detail=name)
    in_reach = _rule_in_reach(document, around)
    has_signs = any(fact.red_flag and fact.term for fact in document.facts)
    told: set[str] = set()
    for fact in document.facts:
        yield from _warnings_of_wording(fact, around)
        yield from _unused_citations(fact, around)
        if in_reach and _is_unnamed_sign(fact, around):
            yield Finding("sign-without-rule", fact.key, fact.term or "")
        if fact.urgency in URGENT and not in_reach and not has_signs:
            yield Finding("advice-without-rule", fact.key, fact.urgency)
        if fact.term and fact.term not in told:
            told.add(fact.term)
            for name in around.shared_names.get(fact.term, ()):
                yield Finding("duplicate-synonym", fact.key, name)
    for photograph in document.photographs:
        yield from _warnings_of_wording(photograph, around)


def is_hard(fact: Fact | Photograph, medical_words: Set[str]) -> bool:
    """Tell whether a plain wording is harder to read than it should be."""
    return grade(fact.plain, medical_words) > HARD_GRADE


def _warnings_of_wording(fact: Fact | Photograph, around: Surroundings) -> Iterator[Finding]:
    if is_hard(fact, around.medical_words):
        figure = f"{grade(fact.plain, around.medical_words):.1f}"
        yield Finding("reading-grade", fact.key, fact.plain, figure)
    for view, most in LONG_SENTENCE.items():
        for sentence in SENTENCE.split(getattr(fact, view)):
            if (words := len(WORD.findall(sentence))) > most:
                yield Finding("long-sentence", fact.key, sentence, str(words))


def _unused_citations(fact: Fact, around: Surroundings) -> Iterator[Finding]:
    """Find citations that no reader may follow, beside others that carry the fact."""
    sources = [citation.source for citation in fact.citations]
    unusable = [source for source in sources if source not in around.publishable]
    if len(unusable) < len(sources):
        for source in unusable:
            yield Finding("unused-citation", fact.key, source)


def _doubled_names(document: ConditionDocument, around: Surroundings) -> Iterator[str]:
    """Find synonyms of a condition that say nothing new, or that another condition has too.

    Only exact ones: a wider or related word may well be shared.
    """
    main = {document.name.casefold(), document.plain_name.casefold()}
    counts = Counter(name.casefold() for name in exact_names(document.names))
    for name, count in counts.items():
        others = around.condition_names.get(name, set()) - {document.slug}
        if name in main or count > 1 or others:
            yield name


def _is_unnamed_sign(fact: Fact, around: Surroundings) -> bool:
    """Tell whether a fact is a warning sign with a term that no active rule names."""
    if not fact.red_flag or not fact.term:
        return False
    named = {slug for rule in around.rules for slug in (*rule.all_of, *rule.any_of)}
    return named.isdisjoint(around.with_broader([fact.term]))


def _rule_in_reach(document: ConditionDocument, around: Surroundings) -> bool:
    """Tell whether an urgent rule fires for somebody with everything the condition can bring."""
    terms = {fact.term for fact in document.facts if fact.term and not fact.reported_absent}
    chosen = around.with_broader(terms)
    return any(
        rule.level in URGENT
        and chosen.issuperset(rule.all_of)
        and (not rule.any_of or not chosen.isdisjoint(rule.any_of))
        for rule in around.rules
    )


def surroundings_of(pack: Pack) -> Surroundings:
    """Return what the conditions of a pack are judged against: the pack itself."""
    by_kind = {document.kind: document.terms for document in pack.terms}
    terms = [term for terms in by_kind.values() for term in terms]
    shared_names: dict[str, list[str]] = {}
    for of_kind in by_kind.values():
        shared_names |= shared(
            holders((t.slug, (t.name, t.plain_name, *(n.text for n in t.names))) for t in of_kind)
        )
    return Surroundings(
        publishable={source.slug for source in pack.sources if is_publishable(source)},
        kinds={term.slug: kind for kind, terms in by_kind.items() for term in terms},
        broader={term.slug: term.broader for term in terms},
        rules=pack.rules,
        medical_words=words_of([*(c.name for c in pack.conditions), *(t.name for t in terms)]),
        shared_names=shared_names,
        condition_names=holders(
            (c.slug, filter(None, (c.name, c.plain_name, *exact_names(c.names))))
            for c in pack.conditions
        ),
    )
