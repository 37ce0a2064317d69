"""What the symptom lookup knows: built whole from what is published, kept per process."""

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db.models import Prefetch, QuerySet, Value

from conditions.lookup import (
    Annotation,
    Basis,
    Frequency,
    Index,
    Level,
    Reader,
    Rule,
    SiteWords,
    TermIndex,
    TermRecord,
    TermWords,
)
from conditions.models import (
    Citation,
    ConditionCode,
    Fact,
    NameMatch,
    Term,
    TermCategory,
    TermCode,
    TermKind,
    TermRelation,
    Topic,
    UrgencyRule,
)

from .places import Place, places
from .published import Kept, State

TOPICS = (Topic.SYMPTOM, Topic.RISK_FACTOR)
KINDS = (TermKind.FINDING, TermKind.RISK_FACTOR)
FOUND_BY_OTHERS = frozenset(
    {TermCategory.EXAMINATION, TermCategory.LABORATORY, TermCategory.IMAGING}
)


@dataclass(frozen=True, slots=True)
class TermNames:
    """A term as the lookup shows it."""

    slug: str
    kind: str
    category: str
    name: str
    plain_name: str


@dataclass(frozen=True, slots=True)
class FiredRule:
    """What the lookup shows of an urgency rule."""

    slug: str
    level: str
    plain: str
    clinical: str
    is_reviewed: bool
    sources: tuple[tuple[str, str], ...]  # slug, title


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything the lookup needs, from one state of the published content."""

    version: str
    index: Index
    words: TermIndex
    reader: Reader
    places: Mapping[str, Place]  # by slug, those at which some finding is seen
    terms: Mapping[str, TermNames]
    kinds: Mapping[str, str]  # of the same terms
    findings: frozenset[str]
    felt_or_seen: frozenset[str]  # what people find themselves, without a laboratory or pictures
    facts: Mapping[str, Fact]  # by key, with their citations
    conditions: Mapping[str, str]  # slug → name
    broader: Mapping[str, str]  # slug of a published condition → that of its broader one
    broader_names: Mapping[str, str]  # slug → name
    rules: tuple[Rule, ...]
    rule_texts: Mapping[str, FiredRule]
    hpo_codes: Mapping[str, tuple[str, ...]]  # of a term, where a person has checked them
    with_code: Mapping[str, tuple[str, ...]]  # conditions by checked code, as “OMIM:100”


def knowledge(at: datetime | None = None) -> Knowledge:
    """Return the lookup's knowledge; two queries while nothing has changed, eleven when it has."""
    return _kept.newest(at)


def _build(state: State) -> Knowledge:
    named, synonyms = _terms()
    sites = {slug: term for slug, term in named.items() if term.kind == TermKind.BODY_SITE}
    terms = {slug: term for slug, term in named.items() if slug not in sites}
    broader = _broader(named)
    facts = _facts(state.editions)
    index = Index.build(
        (TermRecord(slug, term.kind, broader[slug]) for slug, term in terms.items()),
        (_annotation(fact) for fact in facts),
    )
    conditions = {fact.edition.condition.slug: fact.edition.condition for fact in facts}
    broader_ones = {slug: one.broader for slug, one in conditions.items() if one.broader}
    rules, texts = _rules()
    words = TermIndex.build(_term_words(terms, synonyms))
    return Knowledge(
        version=state.version,
        index=index,
        words=words,
        reader=Reader.build(words, _site_words(sites, synonyms, broader)),
        places=places(
            {slug: site.plain_name for slug, site in sites.items()}, broader, state.editions
        ),
        terms=terms,
        kinds={slug: term.kind for slug, term in terms.items()},
        findings=frozenset(s for s, term in terms.items() if term.kind == TermKind.FINDING),
        felt_or_seen=frozenset(s for s, t in terms.items() if t.category not in FOUND_BY_OTHERS),
        facts={str(fact.key): fact for fact in facts},
        conditions={slug: condition.name for slug, condition in conditions.items()},
        broader={slug: one.slug for slug, one in broader_ones.items()},
        broader_names={one.slug: one.name for one in broader_ones.values()},
        rules=rules,
        rule_texts=texts,
        hpo_codes=_hpo_codes(),
        with_code=_with_code(conditions),
    )


Names = Mapping[str, Mapping[str, tuple[str, ...]]]  # by slug, then by how closely they mean it


def _broader(known: Mapping[str, TermNames]) -> Mapping[str, tuple[str, ...]]:
    """Return the terms directly above each term: one query."""
    broader: dict[str, tuple[str, ...]] = defaultdict(tuple)
    relations = TermRelation.objects.order_by("pk").values_list("term__slug", "broader__slug")
    for below, above in relations:
        # A relation across kinds would name a term that the lookup does not know.
        if {below, above} <= known.keys() and known[below].kind == known[above].kind:
            broader[below] += (above,)
    return broader


def _terms() -> tuple[dict[str, TermNames], Names]:
    """Return findings, risk factors and body sites with their synonyms: one query."""
    terms: dict[str, TermNames] = {}
    synonyms: dict[str, dict[str, tuple[str, ...]]] = defaultdict(lambda: defaultdict(tuple))
    rows = Term.objects.filter(kind__in=(*KINDS, TermKind.BODY_SITE))
    for slug, kind, category, name, plain, text, match in rows.order_by(
        "slug", "names__text"
    ).values_list("slug", "kind", "category", "name", "plain_name", "names__text", "names__match"):
        terms[slug] = TermNames(slug, kind, category, name, plain)
        if text:
            synonyms[slug][match] += (text,)
    return terms, synonyms


def _term_words(terms: Mapping[str, TermNames], synonyms: Names) -> Iterator[TermWords]:
    for slug, term in terms.items():
        names = synonyms[slug]
        yield TermWords(
            slug=slug,
            kind=term.kind,
            clinical=term.name,
            plain=term.plain_name,
            synonyms=names[NameMatch.EXACT],
            narrower=names[NameMatch.NARROWER],
            loose=(*names[NameMatch.BROADER], *names[NameMatch.RELATED]),
        )


def _site_words(
    sites: Mapping[str, TermNames], synonyms: Names, broader: Mapping[str, tuple[str, ...]]
) -> Iterator[SiteWords]:
    for slug, site in sites.items():
        names = (site.name, site.plain_name, *synonyms[slug][NameMatch.EXACT])
        yield SiteWords(slug, names, broader[slug])


def _hpo_codes() -> dict[str, tuple[str, ...]]:
    codes: dict[str, tuple[str, ...]] = defaultdict(tuple)
    rows = TermCode.objects.filter(system="HPO", checked=True).order_by("term", "code")
    for slug, code in rows.values_list("term__slug", "code"):
        codes[slug] += (code,)
    return dict(codes)


def _with_code(conditions: Container[str]) -> dict[str, tuple[str, ...]]:
    """Return which of these conditions have a code, as the catalogue writes it."""
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    rows = ConditionCode.objects.filter(checked=True).order_by("condition__slug")
    for slug, system, code in rows.values_list("condition__slug", "system", "code"):
        if slug in conditions:
            # Mondo's codes carry their prefix here too.
            found[code if system == "MONDO" else f"{system}:{code}"] += (slug,)
    return dict(found)


def _facts(editions: Sequence[int]) -> list[Fact]:
    """Return the features of the published conditions with their citations: two queries."""
    citations = Prefetch("citations", Citation.objects.select_related("source"))
    return list(
        Fact.objects.filter(edition__in=editions, topic__in=TOPICS)
        .select_related("term", "edition__condition__broader")
        .prefetch_related(citations)
        .order_by("edition", "position", "pk")
    )


def _annotation(fact: Fact) -> Annotation:
    frequency = None
    if fact.frequency_band and not fact.reported_absent:
        frequency = Frequency(
            band=fact.frequency_band,
            numerator=fact.numerator,
            denominator=fact.denominator,
            percentage=None if fact.percentage is None else float(fact.percentage),
            basis=cast(Basis, fact.frequency_basis),
        )
    return Annotation(
        condition=fact.edition.condition.slug,
        term=cast(Term, fact.term).slug,  # these topics need one
        frequency=frequency,
        absent=fact.reported_absent,
        fact_key=str(fact.key),
    )


def _rules() -> tuple[tuple[Rule, ...], dict[str, FiredRule]]:
    """Return the active urgency rules that name terms: two queries."""
    links: dict[tuple[str, int], tuple[tuple[str, str], ...]] = defaultdict(tuple)
    for name, rule, slug, title in sorted(_links_of_rules()):
        links[name, rule] += ((slug, title),)

    def slugs(name: str, rule: UrgencyRule) -> tuple[str, ...]:
        return tuple(slug for slug, _title in links[name, rule.pk])

    rows = [
        rule
        for rule in UrgencyRule.objects.active()
        if links["all_of", rule.pk] or links["any_of", rule.pk]
    ]
    rules = tuple(
        Rule(
            rule.slug,
            cast(Level, rule.level),
            any_of=slugs("any_of", rule),
            all_of=slugs("all_of", rule),
        )
        for rule in rows
    )
    texts = {
        rule.slug: FiredRule(
            slug=rule.slug,
            level=rule.level,
            plain=rule.plain,
            clinical=rule.clinical,
            is_reviewed=bool(rule.reviewed_by),
            sources=links["sources", rule.pk],
        )
        for rule in rows
    }
    return rules, texts


def _links_of_rules() -> QuerySet[Any]:
    """Return (list, rule, slug, name) for all that rules point to: one query."""
    columns: dict[str, tuple[Any, str, str]] = {
        "all_of": (UrgencyRule.all_of.through, "term__slug", "term__name"),
        "any_of": (UrgencyRule.any_of.through, "term__slug", "term__name"),
        "sources": (UrgencyRule.sources.through, "source__slug", "source__title"),
    }
    first, *others = (
        through.objects.order_by()
        .annotate(list=Value(name))
        .values_list("list", "urgencyrule", slug, title)
        for name, (through, slug, title) in columns.items()
    )
    links: QuerySet[Any] = first.union(*others, all=True)
    return links


_kept = Kept(_build)
