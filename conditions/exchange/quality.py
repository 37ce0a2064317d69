"""What is wrong with a whole body of content, beyond what its format can see.

Errors keep it from being published; warnings want a person's eye. `docs/content-warnings.md`
justifies the warnings that stay.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from itertools import combinations
from statistics import median

from rapidfuzz import fuzz

from .reading_grade import WORD, grade
from .schema import ConditionDocument, Fact, Pack, Source, Term

HARD_GRADE = 9
HARD_SHARE = 0.10  # of the plain wordings of a page
NEAR = 93  # likeness of two names in per cent; "skin ulcer" and "skin ulcers" have 95
SENTENCE = re.compile(r"(?<=[.!?])\s+")
SHORTEST_SENTENCE = 25


@dataclass(frozen=True, slots=True, order=True)
class Flaw:
    """One thing that is wrong: how bad, where, what."""

    is_error: bool
    place: str
    message: str

    def __str__(self) -> str:
        return f"{'error' if self.is_error else 'warning'}: {self.place}: {self.message}"


@dataclass(frozen=True, slots=True)
class Readability:
    """How hard the plain wordings of a condition are to read."""

    condition: str
    facts: int
    median_grade: float
    hard: int  # wordings above `HARD_GRADE`


def flaws(pack: Pack) -> list[Flaw]:
    """Return everything wrong with `pack`, errors first."""
    publishable = {source.slug for source in pack.sources if is_publishable(source)}
    names = medical_words(pack)
    described = [condition for condition in pack.conditions if condition.facts]
    found = [
        *(f for condition in described for f in _of_condition(condition, publishable, names)),
        *_of_sources(pack, described),
        *_of_terms(pack, described),
        *_repeated_sentences(described),
    ]
    return sorted(found, key=lambda flaw: (not flaw.is_error, flaw.place, flaw.message))


def is_publishable(source: Source) -> bool:
    """Tell whether readers may be referred to a source: the rule of `models.sources`."""
    identified = source.pmid or source.pmcid or source.doi or (source.url and source.authoritative)
    return bool(source.title and identified and source.status != "retracted")


def medical_words(pack: Pack) -> frozenset[str]:
    """Return the words of clinical names, which plain wordings cannot do without."""
    names = [condition.name for condition in pack.conditions]
    names += [term.name for document in pack.terms for term in document.terms]
    return frozenset(word.casefold() for name in names for word in WORD.findall(name))


def readability(pack: Pack) -> list[Readability]:
    """Return the reading grades per described condition."""
    names = medical_words(pack)
    return [
        Readability(
            condition.slug,
            len(condition.facts),
            median(grades),
            sum(value > HARD_GRADE for value in grades),
        )
        for condition in pack.conditions
        if (grades := [grade(fact.plain, names) for fact in condition.facts])
    ]


def address_only(pack: Pack) -> list[str]:
    """Return the publishable sources without identifier: an authority's address stands for it."""
    return [
        source.slug
        for source in pack.sources
        if is_publishable(source) and not (source.pmid or source.pmcid or source.doi)
    ]


def _of_condition(
    condition: ConditionDocument, publishable: Set[str], names: Set[str]
) -> Iterator[Flaw]:
    if not any(fact.topic == "definition" for fact in condition.facts):
        yield Flaw(True, condition.slug, "no fact says what it is")
    if not any(fact.topic == "seek-help" for fact in condition.facts):
        yield Flaw(False, condition.slug, "no advice on when to seek help")
    for fact in condition.facts:
        for message in _of_fact(fact, publishable):
            yield Flaw(True, f"{condition.slug} {fact.key}", message)
    hard = sum(grade(fact.plain, names) > HARD_GRADE for fact in condition.facts)
    if hard >= HARD_SHARE * len(condition.facts):
        message = f"{hard} of {len(condition.facts)} plain wordings are above grade {HARD_GRADE}"
        yield Flaw(True, condition.slug, message)


def _of_fact(fact: Fact, publishable: Set[str]) -> Iterator[str]:
    if not fact.plain.strip():
        yield "the plain wording is missing"
    if not fact.clinical.strip():
        yield "the clinical wording is missing"
    if not any(citation.source in publishable for citation in fact.citations):
        yield "no publishable source"
    if fact.checked is None:
        yield "nobody has checked it"


def _of_sources(pack: Pack, described: Iterable[ConditionDocument]) -> Iterator[Flaw]:
    cited = {c.source for condition in described for f in condition.facts for c in f.citations}
    cited |= {slug for rule in pack.rules for slug in rule.sources}
    for source in pack.sources:
        if not is_publishable(source):
            yield Flaw(True, source.slug, "not publishable, so no reader may be referred to it")
        if source.slug not in cited:
            yield Flaw(False, source.slug, "nothing cites it")


def _of_terms(pack: Pack, described: Iterable[ConditionDocument]) -> Iterator[Flaw]:
    used = {fact.term for condition in described for fact in condition.facts}
    used |= {site for c in described for fact in c.facts for site in fact.body_sites}
    used |= {slug for rule in pack.rules for slug in (*rule.all_of, *rule.any_of)}
    for document in pack.terms:
        used |= {broader for term in document.terms for broader in term.broader}
        for term in document.terms:
            if term.slug not in used:
                yield Flaw(False, term.slug, "no fact, rule or narrower term uses it")
        yield from _near_duplicates(document.terms)


def _near_duplicates(terms: Iterable[Term]) -> Iterator[Flaw]:
    """Find terms of one kind that may be one: alike in spelling, or with a name in common."""
    holders: dict[str, set[str]] = defaultdict(set)
    for term in terms:
        for text in (term.name, term.plain_name, *(name.text for name in term.names)):
            holders[text.casefold()].add(term.slug)
    for text, slugs in holders.items():
        if len(slugs) > 1:
            message = f"the name “{text}” is shared with {', '.join(sorted(slugs)[1:])}"
            yield Flaw(False, min(slugs), message)
    for one, other in combinations(terms, 2):
        if fuzz.ratio(one.name.casefold(), other.name.casefold()) >= NEAR:
            message = f"“{one.name}” is spelt nearly like “{other.name}”"
            yield Flaw(False, one.slug, message)


def _repeated_sentences(described: Iterable[ConditionDocument]) -> Iterator[Flaw]:
    for condition in described:
        for view in ("plain", "clinical"):
            sentences = Counter(
                sentence.casefold()
                for fact in condition.facts
                for sentence in SENTENCE.split(getattr(fact, view))
                if len(sentence) > SHORTEST_SENTENCE
            )
            for sentence, count in sentences.items():
                if count > 1:
                    message = f"this {view} sentence stands {count} times: {sentence}"
                    yield Flaw(True, condition.slug, message)
