"""The vocabulary as pages and filters need it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from conditions.lookup import Closure
from conditions.models import Citation, Fact, Term, TermKind, TermRelation, Topic

# The facts that say a condition has the term. A complication is a finding, but no feature.
TOPIC_OF_KIND: Mapping[str, str] = {
    TermKind.FINDING: Topic.SYMPTOM,
    TermKind.RISK_FACTOR: Topic.RISK_FACTOR,
}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All terms with their hierarchy."""

    by_id: Mapping[int, Term]
    by_slug: Mapping[str, Term]
    broader: Mapping[str, tuple[str, ...]]  # directly, by slug
    closure: Closure

    def narrower_ids(self, slugs: Iterable[str]) -> set[int]:
        """Return the ids of these terms and of all terms below them; unknown slugs have none."""
        known = {slug for slug in slugs if slug in self.by_slug}
        found = known.union(*(self.closure.descendants(slug) for slug in known))
        return {self.by_slug[slug].pk for slug in found}

    def with_broader(self, pk: int) -> set[str]:
        """Return the slugs of a term and of all terms above it."""
        slug = self.by_id[pk].slug
        return {slug, *self.closure.ancestors(slug)}

    def directly_below(self, slug: str) -> list[str]:
        return [below for below, above in self.broader.items() if slug in above]


def vocabulary() -> Vocabulary:
    """Return all terms with their hierarchy: two queries."""
    by_id = {term.pk: term for term in Term.objects.all()}
    broader: dict[str, tuple[str, ...]] = {term.slug: () for term in by_id.values()}
    for below, above in TermRelation.objects.order_by("pk").values_list("term_id", "broader_id"):
        broader[by_id[below].slug] += (by_id[above].slug,)
    return Vocabulary(
        by_id=by_id,
        by_slug={term.slug: term for term in by_id.values()},
        broader=broader,
        closure=Closure.of(broader),
    )


def conditions_per_term(known: Vocabulary, pairs: Iterable[tuple[int, int]]) -> dict[str, set[int]]:
    """Return which conditions have each term or one below it, from (condition, term) ids."""
    found: dict[str, set[int]] = defaultdict(set)
    for condition, term in pairs:
        for slug in known.with_broader(term):
            found[slug].add(condition)
    return found


def described_terms(
    kind: str, known: Vocabulary, at: datetime | None = None
) -> dict[str, set[int]]:
    """Return, per slug of a kind of term, which published conditions are described with it."""
    facts = Fact.objects.published(at=at).filter(topic=TOPIC_OF_KIND[kind], reported_absent=False)
    pairs = facts.order_by().values_list("edition__condition_id", "term_id").distinct()
    return conditions_per_term(known, pairs)


def facts_about(term_ids: Iterable[int], at: datetime | None = None) -> list[Fact]:
    """Return the published facts that point to these terms, by condition: three queries."""
    return in_page_order(Fact.objects.published(at=at).filter(term__in=term_ids))


def in_page_order(facts: QuerySet[Fact]) -> list[Fact]:
    """Return facts with all that a page shows of them, by condition: three queries."""
    citations = Prefetch("citations", Citation.objects.select_related("source"))
    rows = facts.select_related("edition__condition", "term", "other_condition").prefetch_related(
        citations, "body_sites"
    )
    return sorted(rows, key=lambda f: (f.edition.condition.name.casefold(), f.position, f.pk))
