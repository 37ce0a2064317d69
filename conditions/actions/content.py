"""Taking the content pack into the database."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from conditions import exchange
from conditions.exchange.gate import Surroundings
from conditions.models import (
    Condition,
    Edition,
    EditionStatus,
    FactCheck,
    Origin,
    ReviewEvent,
    Source,
    Term,
    UrgencyRule,
)
from conditions.selectors.documents import condition_document, picture_records
from conditions.selectors.gate import stops, surroundings

from .facts import write_facts
from .photographs import write_photographs
from .records import add_conditions, add_sources, add_terms, missing

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
    loaded.terms = add_terms(pack.terms)
    loaded.sources = add_sources(pack.sources)
    loaded.conditions = add_conditions(pack.conditions)
    _add_urgency_rules(pack.rules)
    incomplete: list[tuple[str, str, str]] = []
    around = surroundings()
    rows = {row.slug: row for row in Condition.objects.select_related("broader")}
    for document in pack.conditions:
        condition = rows[document.slug]
        if not document.facts:
            continue
        if condition.editions.exists():
            if _differs(condition, document):
                loaded.differing.append(document.slug)
            continue
        incomplete += _publish(condition, document, around, at)
        loaded.published += 1
        loaded.facts += len(document.facts)
    if incomplete:
        raise IncompleteContent(incomplete)
    return loaded


def _differs(condition: Condition, document: exchange.ConditionDocument) -> bool:
    published = condition.editions.published().first()
    return bool(exchange.differences(condition_document(condition, published), document))


def _publish(
    condition: Condition,
    document: exchange.ConditionDocument,
    around: Surroundings,
    at: datetime,
) -> list[tuple[str, str, str]]:
    """Publish a document as edition 1; return what the gate says against it.

    Nothing is written of a document with a photograph whose file is not here.
    """
    pictures = picture_records(row.file.digest for row in document.photographs)
    if unknown := list(exchange.picture_complaints(document, pictures)):
        return [(condition.slug, "photographs", message) for _place, message in unknown]
    edition = Edition.objects.create(
        condition=condition,
        number=1,
        origin=Origin.CONTENT_PACK,
        change_note=_("First edition, from the content shipped with the software."),
        created_at=at,
    )
    write_facts(edition=edition, facts=document.facts)
    write_photographs(edition=edition, photographs=document.photographs)
    found = stops(edition, around)
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


def _add_urgency_rules(records: Iterable[exchange.UrgencyRule]) -> None:
    for record in missing(UrgencyRule, records):
        rule: Any = UrgencyRule(
            slug=record.slug,
            level=record.level,
            plain=record.plain,
            clinical=record.clinical,
            reviewed_by=record.reviewed_by,
            reviewed_on=record.reviewed_on,
            review_due=record.review_due,
        )
        # Its history begins with its first change here, as that of the records written in bulk.
        rule.skip_history_when_saving = True
        rule.save()
        rule.all_of.set(Term.objects.filter(slug__in=record.all_of))
        rule.any_of.set(Term.objects.filter(slug__in=record.any_of))
        rule.sources.set(Source.objects.filter(slug__in=record.sources))
