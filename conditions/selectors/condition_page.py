"""What a condition's page is made of."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch, Q

from conditions.models import Citation, Condition, Edition, EditionStatus, Fact, FactCheck, Topic

from .documents import newest_checks

TOPIC_ORDER = {topic: number for number, topic in enumerate(Topic.values)}


@dataclass(frozen=True, slots=True)
class ConditionContent:
    """An edition with its facts in page order, their newest checks and what they link to."""

    condition: Condition
    edition: Edition
    facts: list[Fact]
    checks: dict[UUID, FactCheck]
    narrower: list[Condition]
    published_conditions: frozenset[int]  # ids, of those this page mentions

    @property
    def oldest_check(self) -> date | None:
        """When the fact that waits longest was last checked; None if one never was."""
        dates = [self.checks[f.key].on if f.key in self.checks else None for f in self.facts]
        known = [day for day in dates if day]
        return min(known) if known and len(known) == len(dates) else None

    @property
    def next_due(self) -> date | None:
        """When the first of its facts is due to be checked again."""
        oldest = self.oldest_check
        return months_after(oldest, self.condition.review_interval) if oldest else None


def months_after(day: date, months: int) -> date:
    """Return the same day `months` later, or the last of that month if it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))


def published_edition(slug: str, at: datetime | None = None) -> Edition | None:
    """Return the edition of a condition that readers see."""
    editions = Edition.objects.published(at=at).select_related(
        "condition__broader", "approved_by", "author"
    )
    return editions.filter(condition__slug=slug).first()


def edition_by_number(slug: str, number: int) -> Edition | None:
    """Return an edition that was public at some time: approved, its time come."""
    editions = Edition.objects.select_related("condition__broader", "approved_by", "author")
    return editions.filter(
        condition__slug=slug, number=number, status=EditionStatus.APPROVED
    ).first()


def facts_in_page_order(edition: Edition) -> list[Fact]:
    """Return an edition's facts with all that a page shows of them, in four queries."""
    citations = Prefetch("citations", Citation.objects.select_related("source"))
    facts = edition.facts.select_related("term", "other_condition").prefetch_related(
        citations, "body_sites"
    )
    return sorted(facts, key=lambda fact: (TOPIC_ORDER[fact.topic], fact.position, fact.pk))


def condition_content(edition: Edition, at: datetime | None = None) -> ConditionContent:
    """Return what the page of `edition` is made of."""
    condition = edition.condition
    facts = facts_in_page_order(edition)
    mentioned = {fact.other_condition_id for fact in facts} | {condition.broader_id}
    published = list(
        Condition.objects.published(at=at).filter(Q(pk__in=mentioned) | Q(broader=condition))
    )
    return ConditionContent(
        condition=condition,
        edition=edition,
        facts=facts,
        checks=newest_checks(condition),
        narrower=[other for other in published if other.broader_id == condition.pk],
        published_conditions=frozenset(other.pk for other in published),
    )
