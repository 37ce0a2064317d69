"""Where on the body findings are seen: a way in for readers without a word for it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from conditions.lookup import Closure
from conditions.models import Edition, Fact, TermKind, TermRelation, Topic

from .vocabulary import Vocabulary, conditions_per_term, in_page_order

WHOLE_BODY = "whole-body"


def sightings(editions: Collection[int] | QuerySet[Edition]) -> QuerySet[Any]:
    """Return the pairs of fact and term by which `editions` say where a finding occurs."""
    rows: QuerySet[Any] = Fact.body_sites.through.objects.filter(
        fact__edition__in=editions, fact__topic=Topic.SYMPTOM, fact__reported_absent=False
    ).order_by()
    return rows


@dataclass(frozen=True, slots=True)
class Place:
    """A body site and the findings seen at it or at a part of it, in most conditions first."""

    slug: str
    label: str
    findings: tuple[str, ...]


def places(
    labels: Mapping[str, str], broader: Mapping[str, Sequence[str]], editions: Sequence[int]
) -> dict[str, Place]:
    """Return the body sites at which some finding is seen, by slug in order of label: one query.

    A finding is seen at a site when a fact of `editions` says that it occurs there. `labels` names
    the sites and `broader` what each is part of.
    """
    closure = Closure.of({slug: broader.get(slug, ()) for slug in labels})
    rows = sightings(editions).values_list("term__slug", "fact__term__slug", "fact__edition")
    seen: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for site, finding, edition in rows.distinct():
        for place in {site, *closure.ancestors(site)} & labels.keys():
            seen[place][finding].add(edition)
    return {
        slug: Place(slug, labels[slug], _most_first(seen[slug]))
        for slug in sorted(seen, key=lambda slug: labels[slug].casefold())
    }


def _most_first(findings: Mapping[str, set[int]]) -> tuple[str, ...]:
    return tuple(sorted(findings, key=lambda finding: (-len(findings[finding]), finding)))


def described_places(known: Vocabulary, at: datetime | None = None) -> dict[str, set[int]]:
    """Return, per slug of a body site, in which published conditions something is seen there."""
    rows = sightings(Edition.objects.published(at=at))
    pairs = rows.values_list("fact__edition__condition_id", "term_id").distinct()
    return conditions_per_term(known, pairs)


def facts_seen_at(slug: str, known: Vocabulary, at: datetime | None = None) -> list[Fact]:
    """Return the published facts that say a finding occurs at a place or at a part of it.

    Everything is a part of the whole body: of that only what is said of it as a whole. By
    condition, in three queries.
    """
    sites = {known.by_slug[slug].pk} if slug == WHOLE_BODY else known.narrower_ids([slug])
    seen = sightings(Edition.objects.published(at=at)).filter(term__in=sites)
    return in_page_order(Fact.objects.filter(pk__in=seen.values("fact")))


def site_closure() -> Closure:
    """Return what each body site is part of and what is part of it: one query."""
    broader: dict[str, list[str]] = defaultdict(list)
    relations = TermRelation.objects.filter(
        term__kind=TermKind.BODY_SITE, broader__kind=TermKind.BODY_SITE
    )
    for site, whole in relations.values_list("term__slug", "broader__slug"):
        broader[site].append(whole)
        broader[whole]  # a whole that is part of nothing is known too
    return Closure.of(broader)
