"""What differs between editions of a condition, with the names behind the slugs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from conditions import exchange
from conditions.models import Condition, Edition, Fact, Photograph, Source, Term
from conditions.models.choices import LOCKED

from .documents import facts_document, facts_of, photographs_of


@dataclass(frozen=True, slots=True)
class Names:
    """The names of the records that changes mention, by slug."""

    terms: dict[str, str] = field(default_factory=dict)
    conditions: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)

    def learn(self, facts: Iterable[Fact]) -> None:
        """Add the names of all that these facts, read by `facts_of`, refer to."""
        for fact in facts:
            for term in filter(None, (fact.term, *fact.body_sites.all())):
                self.terms[term.slug] = str(term)
            if fact.other_condition:
                self.conditions[fact.other_condition.slug] = str(fact.other_condition)
            for citation in fact.citations.all():
                self.sources[citation.source.slug] = str(citation.source)

    def learn_shown(self, photographs: Iterable[Photograph]) -> None:
        """Add the names of all that these photographs refer to."""
        for photograph in photographs:
            for term in photograph.body_sites.all():
                self.terms[term.slug] = str(term)
            if photograph.picture.source:
                self.sources[photograph.picture.source.slug] = str(photograph.picture.source)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One edition against an earlier one (None: against nothing)."""

    edition: Edition
    base: Edition | None
    changes: list[dict[str, Any]]  # as `exchange.as_json` gives them
    moved: tuple[UUID, ...]
    facts: list[Fact | Photograph]  # of `edition`, in page order; photographs come last
    names: Names


def comparison(edition: Edition, base: Edition | None) -> Comparison:
    """Return what differs between two editions of a condition."""
    return comparisons([(edition, base)])[0]


def comparisons(pairs: Sequence[tuple[Edition, Edition | None]]) -> list[Comparison]:
    """Return what differs in each pair of (edition, earlier one), in one read of all facts."""
    editions = {edition for pair in pairs for edition in pair if edition}
    facts, shown = facts_of(editions), photographs_of(editions)
    names = Names()
    for pk, rows in facts.items():
        names.learn(rows)
        names.learn_shown(shown[pk])
    documents = {
        edition.pk: facts_document(edition.condition, facts[edition.pk], shown[edition.pk])
        for pair in pairs
        for edition in pair
        if edition
    }
    content: dict[int, list[Fact | Photograph]] = {pk: [*facts[pk], *shown[pk]] for pk in facts}
    return [_compare(edition, base, content, documents, names) for edition, base in pairs]


def _compare(
    edition: Edition,
    base: Edition | None,
    facts: Mapping[int, list[Fact | Photograph]],
    documents: Mapping[int, exchange.ConditionDocument],
    names: Names,
) -> Comparison:
    after = documents[edition.pk]
    before = documents[base.pk] if base else facts_document(edition.condition, [])
    return Comparison(
        edition=edition,
        base=base,
        changes=exchange.as_json(exchange.differences(before, after)),
        moved=exchange.moved(before, after),
        facts=facts[edition.pk],
        names=names,
    )


def names_in(changes: Iterable[dict[str, Any]]) -> Names:
    """Return the names behind the slugs that recorded changes mention, read once per model."""
    slugs: dict[Any, set[str]] = {Term: set(), Condition: set(), Source: set()}
    for change in changes:
        for fact in filter(None, (change["before"], change["after"])):
            slugs[Term].update(filter(None, [fact.get("term"), *fact.get("body_sites", ())]))
            slugs[Condition].update(filter(None, [fact.get("condition")]))
            slugs[Source].update(one["source"] for one in fact.get("citations", ()))
            slugs[Source].update(filter(None, [fact.get("file", {}).get("source")]))
    found = {
        model: {row.slug: str(row) for row in model.objects.filter(slug__in=wanted)}
        for model, wanted in slugs.items()
    }
    return Names(found[Term], found[Condition], found[Source])


def editions_to_compare_with(edition: Edition) -> list[Edition]:
    """Return the earlier editions that were approved, newest first: what readers had."""
    earlier = edition.condition.editions.filter(number__lt=edition.number, status__in=LOCKED)
    return list(earlier.order_by("-number"))


def public_editions(slug: str, at: datetime | None = None) -> list[Edition]:
    """Return what readers have seen of a condition, newest first; withdrawn ones are among it."""
    editions = Edition.objects.begun(at=at).filter(condition__slug=slug)
    return list(editions.select_related("condition", "author", "approved_by").order_by("-number"))
