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
    told_apart_on: list[Fact]  # of other pages that name this one as a look-alike, not named here
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
    edition: Edition | None = editions.filter(condition__slug=slug).first()
    return edition


def edition_by_number(slug: str, number: int) -> Edition | None:
    """Return an edition that was public at some time: approved, its time come."""
    editions = Edition.objects.select_related("condition__broader", "approved_by", "author")
    return editions.filter(
        condition__slug=slug, number=number, status=EditionStatus.APPROVED
    ).first()


def condition_content(edition: Edition, at: datetime | None = None) -> ConditionContent:
    """Return what the page of `edition` is made of."""
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
        told_apart_on=[fact for fact in told_apart if fact.edition.condition_id not in mentioned],
        checks=newest_checks(condition),
        narrower=[other for other in published if other.broader_id == condition.pk],
        published_conditions=frozenset(other.pk for other in published),
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
