"""What a condition's page is made of."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch, Q

from conditions.lookup import Closure
from conditions.models import (
    Citation,
    Condition,
    Edition,
    Fact,
    Photograph,
    Topic,
    TranslatedWording,
)

from .currency import PageCurrency, page_currency
from .documents import photographs_of
from .places import site_closure
from .translations import translated_wordings

TOPIC_ORDER = {topic: number for number, topic in enumerate(Topic.values)}


@dataclass(frozen=True, slots=True)
class ConditionContent:
    """An edition with its facts in page order, how current they are and what they link to."""

    condition: Condition
    edition: Edition
    facts: list[Fact]
    photographs: list[Photograph]
    told_apart_on: list[Fact]  # of other pages that name this one as a look-alike, not named here
    currency: PageCurrency
    narrower: list[Condition]
    published_conditions: frozenset[int]  # ids, of those this page mentions
    sites: Closure  # of the body
    translations: dict[UUID, TranslatedWording]  # by the facts' keys


def published_edition(slug: str, at: datetime | None = None) -> Edition | None:
    """Return the edition of a condition that readers see."""
    editions = Edition.objects.published(at=at).select_related("condition__broader")
    edition: Edition | None = editions.filter(condition__slug=slug).first()
    return edition


def begun_editions(slug: str, at: datetime | None = None) -> list[Edition]:
    """Return every edition of a condition that readers have seen, oldest first."""
    editions = Edition.objects.begun(at=at).filter(condition__slug=slug)
    return list(editions.select_related("condition__broader").order_by("number"))


def condition_content(
    edition: Edition,
    *,
    at: datetime | None = None,
    checked_before: date | None = None,
    language: str | None = None,
) -> ConditionContent:
    """Return what the page of `edition` is made of, with what is translated into `language`.

    `checked_before` leaves out later checks: they looked at the words that replaced these.
    """
    condition = edition.condition
    facts, told_apart = _facts(edition, at)
    mentioned = {fact.other_condition_id for fact in facts} | {condition.broader_id}
    published = list(
        Condition.objects.published(at=at).filter(Q(pk__in=mentioned) | Q(broader=condition))
    )
    return ConditionContent(
        condition=condition,
        edition=edition,
        facts=facts,
        photographs=photographs_of([edition])[edition.pk],
        told_apart_on=[fact for fact in told_apart if fact.edition.condition_id not in mentioned],
        currency=page_currency(condition, facts, before=checked_before),
        narrower=[other for other in published if other.broader_id == condition.pk],
        published_conditions=frozenset(other.pk for other in published),
        sites=site_closure(),
        translations=translated_wordings(condition, facts, language),
    )


def _facts(edition: Edition, at: datetime | None) -> tuple[list[Fact], list[Fact]]:
    """Return the edition's facts in page order, and what other pages say against it.

    Both come with all that a page shows of them, in three queries.
    """
    elsewhere = Q(
        topic=Topic.DIFFERENTIAL,
        other_condition=edition.condition_id,
        edition__in=Edition.objects.published(at=at),
    )
    citations = Prefetch("citations", Citation.objects.select_related("source"))
    rows = (
        Fact.objects.filter(Q(edition=edition) | elsewhere)
        .select_related("edition__condition", "term", "other_condition")
        .prefetch_related(citations, "body_sites")
    )
    own = [fact for fact in rows if fact.edition_id == edition.pk]
    others = [fact for fact in rows if fact.edition_id != edition.pk]
    own.sort(key=lambda fact: (TOPIC_ORDER[fact.topic], fact.position, fact.pk))
    others.sort(key=lambda fact: (fact.edition.condition.name.casefold(), fact.pk))
    return own, others
