"""The vocabulary as pages, filters and the lookup need it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q

from conditions.lookup import Closure
from conditions.models import Citation, Fact, Term, TermRelation, Topic
from conditions.models.choices import TERM_KIND_OF_TOPIC, TermKind

# The facts that say a condition has the term; complications are findings too, but not features.
TOPIC_OF_KIND = {
    TermKind.FINDING: Topic.SYMPTOM,
    TermKind.RISK_FACTOR: Topic.RISK_FACTOR,
}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All terms with their hierarchy: two queries."""

    terms: Mapping[int, Term]
    closure: Closure  # over slugs
    by_slug: Mapping[str, Term]

    def narrower_ids(self, slugs: Iterable[str]) -> set[int]:
        """Return the ids of these terms and of all terms below them."""
        found: set[str] = set()
        for slug in slugs:
            if slug in self.by_slug:
                found |= {slug, *self.closure.descendants(slug)}
        return {self.by_slug[slug].pk for slug in found}

    def with_broader(self, pk: int) -> set[str]:
        """Return the slugs of a term and of all terms above it."""
        slug = self.terms[pk].slug
        return {slug, *self.closure.ancestors(slug)}


def vocabulary() -> Vocabulary:
    """Return all terms with their hierarchy."""
    terms = {term.pk: term for term in Term.objects.all()}
    broader: dict[str, tuple[str, ...]] = {term.slug: () for term in terms.values()}
    for below, above in TermRelation.objects.values_list("term", "broader"):
        broader[terms[below].slug] += (terms[above].slug,)
    return Vocabulary(
        terms=terms,
        closure=Closure.of(broader),
        by_slug={term.slug: term for term in terms.values()},
    )


def conditions_per_term(known: Vocabulary, pairs: Iterable[tuple[int, int]]) -> dict[str, set[int]]:
    """Return which conditions have each term or one below it, from (condition, term) ids."""
    found: dict[str, set[int]] = defaultdict(set)
    for condition, term in pairs:
        for slug in known.with_broader(term):
            found[slug].add(condition)
    return found


def described_terms(kind: str, at: datetime | None = None) -> dict[str, set[int]]:
    """Return, per slug of a kind of term, which published conditions are described with it."""
    facts = Fact.objects.published(at=at).filter(topic=TOPIC_OF_KIND[kind], reported_absent=False)
    return conditions_per_term(
        vocabulary(), facts.values_list("edition__condition_id", "term_id").distinct()
    )


def facts_about(term_ids: Iterable[int], at: datetime | None = None) -> list[Fact]:
    """Return the published facts that point to these terms, by condition."""
    citations = Prefetch("citations", Citation.objects.select_related("source"))
    facts = (
        Fact.objects.published(at=at)
        .filter(Q(topic__in=TERM_KIND_OF_TOPIC), term__in=term_ids)
        .select_related("edition__condition", "term", "other_condition")
        .prefetch_related(citations, "body_sites")
    )
    return sorted(facts, key=lambda f: (f.edition.condition.name.casefold(), f.topic, f.pk))
