"""Taking the content pack into the database."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from conditions import exchange
from conditions.models import (
    Condition,
    ConditionCode,
    ConditionName,
    Edition,
    EditionStatus,
    FactCheck,
    FormerSlug,
    Origin,
    ReviewEvent,
    Source,
    Term,
    TermCode,
    TermName,
    TermRelation,
    UrgencyRule,
)
from conditions.selectors.documents import condition_document
from conditions.selectors.gate import stops

from .facts import write_facts

PACK = "content pack"


class IncompleteContent(ValueError):  # noqa: N818 - it names what the pack is
    """A pack with facts that the publishing gate stops; carries (condition, fact, message)."""

    def __init__(self, found: list[tuple[str, str, str]]):
        self.found = found
        super().__init__("\n".join(": ".join(filter(None, line)) for line in found))


@dataclass(slots=True)
class Loaded:
    """What a load did: how many records it added, and which conditions it left alone."""

    terms: int = 0
    sources: int = 0
    conditions: int = 0
    published: int = 0
    facts: int = 0
    differing: list[str] = field(default_factory=list)


@transaction.atomic
def load_pack(*, pack: exchange.Pack, at: datetime | None = None) -> Loaded:
    """Add what the pack has and the database lacks; publish new conditions as edition 1.

    What is in the database already is the editors' and stays as it is: loading twice changes
    nothing. Raises `IncompleteContent` when a fact would not pass the publishing gate; then
    nothing is loaded.
    """
    at = at or timezone.now()
    loaded = Loaded()
    loaded.terms = _add_terms(pack.terms)
    loaded.sources = _add_sources(pack.sources)
    loaded.conditions = _add_conditions(pack.conditions)
    _add_urgency_rules(pack.rules)
    incomplete: list[tuple[str, str, str]] = []
    rows = {row.slug: row for row in Condition.objects.select_related("broader")}
    for document in pack.conditions:
        condition = rows[document.slug]
        if not document.facts:
            continue
        if condition.editions.exists():
            if _differs(condition, document):
                loaded.differing.append(document.slug)
            continue
        incomplete += _publish(condition, document, at)
        loaded.published += 1
        loaded.facts += len(document.facts)
    if incomplete:
        raise IncompleteContent(incomplete)
    return loaded


def _differs(condition: Condition, document: exchange.ConditionDocument) -> bool:
    published = condition.editions.published().first()
    return bool(exchange.differences(condition_document(condition, published), document))


def _publish(
    condition: Condition, document: exchange.ConditionDocument, at: datetime
) -> list[tuple[str, str, str]]:
    """Publish a document as edition 1; return what the gate says against it."""
    edition = Edition.objects.create(
        condition=condition,
        number=1,
        origin=Origin.CONTENT_PACK,
        change_note=_("First edition, from the content shipped with the software."),
        created_at=at,
    )
    write_facts(edition=edition, facts=document.facts)
    found = stops(edition)
    FactCheck.objects.bulk_create(
        FactCheck(
            condition=condition,
            fact_key=fact.key,
            outcome=fact.checked.outcome,
            by_name=fact.checked.by,
            on=fact.checked.on,
            note=fact.checked.note,
        )
        for fact in document.facts
        if fact.checked
    )
    edition.status = EditionStatus.APPROVED
    edition.approved_at = edition.publish_at = at
    edition.save()
    ReviewEvent.objects.create(
        edition=edition, to_status=EditionStatus.APPROVED, by_name=PACK, at=at
    )
    return [
        (condition.slug, str(stop.fact.key) if stop.fact else "", stop.message) for stop in found
    ]


def _missing(model: Any, records: Iterable[Any]) -> list[Any]:
    known = set(model.objects.values_list("slug", flat=True))
    return [record for record in records if record.slug not in known]


def _add_terms(documents: Iterable[exchange.TermsDocument]) -> int:
    kind_of = {term.slug: document.kind for document in documents for term in document.terms}
    missing = _missing(Term, (term for document in documents for term in document.terms))
    Term.objects.bulk_create(
        Term(
            kind=kind_of[record.slug],
            slug=record.slug,
            name=record.name,
            plain_name=record.plain_name,
            definition=record.definition,
            category=record.category,
        )
        for record in missing
    )
    rows = {row.slug: row for row in Term.objects.all()}
    TermRelation.objects.bulk_create(
        TermRelation(term=rows[record.slug], broader=rows[broader])
        for record in missing
        for broader in record.broader
    )
    _add_names_and_codes(TermName, TermCode, "term", rows, missing)
    return len(missing)


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


def _add_sources(records: Iterable[exchange.Source]) -> int:
    missing = _missing(Source, records)
    fields = exchange.Source.__struct_fields__
    Source.objects.bulk_create(
        Source(**{field: getattr(record, field) for field in fields}) for record in missing
    )
    return len(missing)


def _add_conditions(documents: Iterable[exchange.ConditionDocument]) -> int:
    missing = _missing(Condition, documents)
    Condition.objects.bulk_create(
        Condition(
            slug=document.slug,
            name=document.name,
            plain_name=document.plain_name,
            kind=document.kind,
            review_interval=document.review_interval,
        )
        for document in missing
    )
    rows = {row.slug: row for row in Condition.objects.all()}
    for document in missing:
        if document.broader:
            rows[document.slug].broader = rows[document.broader]
    Condition.objects.bulk_update([rows[d.slug] for d in missing if d.broader], ["broader"])
    FormerSlug.objects.bulk_create(
        FormerSlug(slug=slug, condition=rows[document.slug])
        for document in missing
        for slug in document.former_slugs
    )
    _add_names_and_codes(ConditionName, ConditionCode, "condition", rows, missing)
    return len(missing)


def _add_urgency_rules(records: Iterable[exchange.UrgencyRule]) -> None:
    for record in _missing(UrgencyRule, records):
        rule = UrgencyRule.objects.create(
            slug=record.slug,
            level=record.level,
            plain=record.plain,
            clinical=record.clinical,
            reviewed_by=record.reviewed_by,
            reviewed_on=record.reviewed_on,
            review_due=record.review_due,
        )
        rule.all_of.set(Term.objects.filter(slug__in=record.all_of))
        rule.any_of.set(Term.objects.filter(slug__in=record.any_of))
        rule.sources.set(Source.objects.filter(slug__in=record.sources))
