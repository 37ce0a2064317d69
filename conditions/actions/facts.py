"""Writing the facts of an edition."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from conditions import exchange
from conditions.models import Citation, Condition, Edition, Fact, FactCheck, Source, Term

from .people import name_of


@transaction.atomic
def write_facts(*, edition: Edition, facts: Iterable[exchange.Fact]) -> None:
    """Add `facts` to an edition in work, in their order, with citations and body sites.

    References must exist (`exchange.check_references`); a missing one raises `KeyError`.
    """
    facts = tuple(facts)
    terms = _by_slug(Term, {f.term for f in facts} | {s for f in facts for s in f.body_sites})
    conditions = _by_slug(Condition, {fact.condition for fact in facts})
    sources = _by_slug(Source, {c.source for fact in facts for c in fact.citations})
    rows = [
        Fact(
            edition=edition,
            position=position,
            term=terms[fact.term] if fact.term else None,
            other_condition=conditions[fact.condition] if fact.condition else None,
            **_own_fields(fact),
        )
        for position, fact in enumerate(facts)
    ]
    Fact.objects.bulk_create(rows)
    Citation.objects.bulk_create(
        Citation(
            fact=row,
            source=sources[citation.source],
            position=position,
            locator=citation.locator,
            supports=citation.supports,
        )
        for row, fact in zip(rows, facts, strict=True)
        for position, citation in enumerate(fact.citations)
    )
    body_sites = Fact.body_sites.through
    body_sites.objects.bulk_create(
        body_sites(fact=row, term=terms[slug])
        for row, fact in zip(rows, facts, strict=True)
        for slug in fact.body_sites
    )


def _own_fields(fact: exchange.Fact) -> dict[str, Any]:
    """Return the fields of a row that are no references."""
    fields = (
        "key",
        "topic",
        "plain",
        "clinical",
        "reported_absent",
        "red_flag",
        "urgency",
        "certainty",
        "evidence",
        "modifiable",
        "editorial_advice",
        "key_fact",
    )
    values = {field: getattr(fact, field) for field in fields}
    if frequency := fact.frequency:
        values |= {
            "frequency_band": frequency.band,
            "frequency_basis": frequency.basis,
            "numerator": frequency.numerator,
            "denominator": frequency.denominator,
            "percentage": None
            if frequency.percentage is None
            else Decimal(str(frequency.percentage)),
            "setting": frequency.setting,
        }
    return values


def _by_slug(model: Any, slugs: Iterable[str | None]) -> dict[str, Any]:
    return {row.slug: row for row in model.objects.filter(slug__in=[s for s in slugs if s])}


@transaction.atomic
def copy_facts(*, source: Edition, target: Edition) -> None:
    """Copy the facts of one edition into another, keys included."""
    facts = list(source.facts.prefetch_related("citations", "body_sites"))
    related = [(list(fact.citations.all()), list(fact.body_sites.all())) for fact in facts]
    for fact in facts:
        fact.pk, fact.edition, fact._state.adding = None, target, True
    Fact.objects.bulk_create(facts)
    citations, sites = [], []
    body_sites = Fact.body_sites.through
    for fact, (old_citations, old_sites) in zip(facts, related, strict=True):
        for citation in old_citations:
            citation.pk, citation.fact, citation._state.adding = None, fact, True
            citations.append(citation)
        sites += [body_sites(fact=fact, term=site) for site in old_sites]
    Citation.objects.bulk_create(citations)
    body_sites.objects.bulk_create(sites)


@transaction.atomic
def check_facts(
    *,
    condition: Condition,
    keys: Iterable[Any],
    outcome: str,
    by: User,
    on: date,
    note: str = "",
) -> None:
    """Record that `by` held these facts against their sources on a day."""
    FactCheck.objects.bulk_create(
        FactCheck(
            condition=condition,
            fact_key=key,
            outcome=outcome,
            by=by,
            by_name=name_of(by),
            on=on,
            note=note,
        )
        for key in keys
    )


@transaction.atomic
def set_sources(*, fact: Fact, sources: Iterable[Source]) -> None:
    """Make `sources` the sources of a fact; citations that stay keep their place and words."""
    wanted = {source.pk: position for position, source in enumerate(sources)}
    cited = {citation.source_id: citation for citation in Citation.objects.filter(fact=fact)}
    Citation.objects.filter(fact=fact).exclude(source__in=wanted).delete()
    Citation.objects.bulk_create(
        Citation(fact=fact, source_id=pk, position=position)
        for pk, position in wanted.items()
        if pk not in cited
    )
