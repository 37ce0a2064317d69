"""Adding vocabulary, sources and conditions from documents: what is there stays as it is."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from conditions import exchange
from conditions.models import (
    Condition,
    ConditionCode,
    ConditionName,
    FormerSlug,
    Source,
    Term,
    TermCode,
    TermName,
    TermRelation,
)


def missing(model: Any, records: Iterable[Any]) -> list[Any]:
    """Return the records whose slug no row of `model` has."""
    known = set(model.objects.values_list("slug", flat=True))
    return [record for record in records if record.slug not in known]


@transaction.atomic
def add_terms(documents: Iterable[exchange.TermsDocument]) -> int:
    """Add the terms that are not there, with their relations, names and codes; say how many."""
    documents = tuple(documents)
    kind_of = {term.slug: document.kind for document in documents for term in document.terms}
    new = missing(Term, (term for document in documents for term in document.terms))
    Term.objects.bulk_create(
        Term(
            kind=kind_of[record.slug],
            slug=record.slug,
            name=record.name,
            plain_name=record.plain_name,
            definition=record.definition,
            category=record.category,
        )
        for record in new
    )
    rows = {row.slug: row for row in Term.objects.all()}
    TermRelation.objects.bulk_create(
        TermRelation(term=rows[record.slug], broader=rows[broader])
        for record in new
        for broader in record.broader
    )
    _add_names_and_codes(TermName, TermCode, "term", rows, new)
    return len(new)


def _add_names_and_codes(
    names: Any, codes: Any, owner: str, rows: dict[str, Any], records: Iterable[Any]
) -> None:
    names.objects.bulk_create(
        names(**{owner: rows[record.slug]}, text=n.text, audience=n.audience, match=n.match)
        for record in records
        for n in record.names
    )
    codes.objects.bulk_create(
        codes(**{owner: rows[record.slug]}, system=c.system, code=c.code, checked=c.checked)
        for record in records
        for c in record.codes
    )


@transaction.atomic
def add_sources(records: Iterable[exchange.Source]) -> int:
    """Add the sources that are not there; say how many."""
    new = missing(Source, records)
    fields = exchange.Source.__struct_fields__
    Source.objects.bulk_create(
        Source(**{field: getattr(record, field) for field in fields}) for record in new
    )
    return len(new)


@transaction.atomic
def add_conditions(documents: Iterable[exchange.ConditionDocument]) -> int:
    """Add the conditions that are not there, without editions; say how many."""
    new = missing(Condition, documents)
    Condition.objects.bulk_create(
        Condition(
            slug=document.slug,
            name=document.name,
            plain_name=document.plain_name,
            kind=document.kind,
            review_interval=document.review_interval,
        )
        for document in new
    )
    rows = {row.slug: row for row in Condition.objects.all()}
    for document in new:
        if document.broader:
            rows[document.slug].broader = rows[document.broader]
    Condition.objects.bulk_update([rows[d.slug] for d in new if d.broader], ["broader"])
    FormerSlug.objects.bulk_create(
        FormerSlug(slug=slug, condition=rows[document.slug])
        for document in new
        for slug in document.former_slugs
    )
    _add_names_and_codes(ConditionName, ConditionCode, "condition", rows, new)
    return len(new)
