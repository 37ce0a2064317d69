"""One search, in our conditions or in the catalogue: what the page and the API both show."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from conditions.lookup import (
    Annotation,
    Contribution,
    Group,
    NotAsked,
    Query,
    Question,
    Ranking,
    Rule,
    ask_next,
    fire,
    group_siblings,
    not_asked,
    rank,
    settled,
)

from .catalogue import Catalogue, Records, records
from .catalogue_links import OwnPage, Translation, own_pages, own_terms, translated
from .lookup import Knowledge

RESULTS = 10
NOT_ASKED_SHOWN = 6
ROWS_SHOWN = 3  # of what a broad finding rests on there can be dozens


@dataclass(frozen=True, slots=True)
class OwnSearch:
    """What was asked of our conditions and what was found.

    `query` and `ranking` leave out the paused feature; `with_paused` is the order with it.
    """

    known: Knowledge
    query: Query
    ranking: Ranking
    groups: tuple[Group, ...]
    fired: tuple[Rule, ...]
    closed: frozenset[str]  # the terms about which there is nothing more to ask
    questions: tuple[Question, ...]
    paused: str = ""
    with_paused: Ranking | None = None


def search_own(
    known: Knowledge,
    query: Query,
    present: Collection[str],
    *,
    paused: str = "",
    found_by_others: bool = True,
) -> OwnSearch:
    """Search our conditions.

    `present` is what urgency rules look at: it may be more than Q, and no pause silences them.
    Without `found_by_others` only what people see or feel themselves is asked next.
    """
    index = known.index
    counted = query.without(paused) if paused else query
    ranking = rank(index, counted, limit=RESULTS)
    closed = settled(index, query)
    closed_now = settled(index, counted) if paused else closed
    return OwnSearch(
        known=known,
        query=counted,
        ranking=ranking,
        groups=group_siblings(index, ranking, known.broader, known.findings, closed_now),
        fired=fire(known.rules, present, index.closure),
        closed=closed,
        questions=ask_next(
            index, ranking, closed, askable=None if found_by_others else known.felt_or_seen
        ),
        paused=paused,
        with_paused=rank(index, query, limit=RESULTS) if paused else None,
    )


@dataclass(frozen=True, slots=True)
class CatalogueSearch:
    """What was asked of the catalogue and what was found; the urgency rules are ours."""

    catalogue: Catalogue
    known: Knowledge
    given: Mapping[str, str]
    translation: Translation
    query: Query
    ranking: Ranking
    fired: tuple[Rule, ...]
    questions: tuple[Question, ...]
    not_asked: Mapping[str, tuple[NotAsked, ...]]  # by group
    records: Records
    own_pages: Mapping[str, list[OwnPage]]


def search_catalogue(
    hpo: Catalogue, known: Knowledge, given: Mapping[str, str], present: Collection[str]
) -> CatalogueSearch:
    """Search the catalogue by answers to our slugs or its codes; `present` as in `search_own`."""
    translation = translated(given, hpo, known.hpo_codes)
    query = translation.query
    ranking = rank(hpo.index, query, limit=RESULTS)
    there = translated(dict.fromkeys(present, "present"), hpo, known.hpo_codes).query.present
    groups = [result.condition for result in ranking.results]
    closed = settled(hpo.index, query)
    open_ones = {group: not_asked(hpo.index, group, closed, NOT_ASKED_SHOWN) for group in groups}
    found = records(hpo, groups, _keys_of(ranking, open_ones))
    return CatalogueSearch(
        catalogue=hpo,
        known=known,
        given=given,
        translation=translation,
        query=query,
        ranking=ranking,
        fired=fire(
            known.rules,
            own_terms(there, hpo, known.hpo_codes).union(present),
            known.index.closure,
        ),
        questions=ask_next(hpo.index, ranking, closed),
        not_asked=open_ones,
        records=found,
        own_pages=own_pages(found.diseases, known),
    )


def _keys_of(ranking: Ranking, open_ones: Mapping[str, tuple[NotAsked, ...]]) -> Iterator[str]:
    """Yield the keys of the rows that are shown."""
    for result in ranking.results:
        parts: list[Contribution | NotAsked] = [*result.contributions, *result.against]
        for part in parts + list(open_ones[result.condition]):
            yield from (annotation.fact_key for annotation in shown_of(part))


def shown_of(part: Contribution | NotAsked) -> Sequence[Annotation]:
    """Return what a feature in the catalogue rests on, the matched term itself first."""
    if len(part.annotations) < 2:
        return part.annotations
    matched = part.term if isinstance(part, NotAsked) else part.matched_at
    ordered = sorted(part.annotations, key=lambda one: one.term != matched)
    return ordered[:ROWS_SHOWN]
