"""Whether facts are still current: when each was last checked, and when it is due again.

This is the one meaning of “due”, for the public page, the desk, the digest and every list: a fact
is due `review_interval` months after the newest check that confirmed it. A check that found that
the fact needs a change is remembered and shown, and makes nothing younger.
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, OuterRef, Subquery, TextChoices
from django.utils.translation import gettext_lazy as _

from conditions.models import CheckOutcome, Condition, Fact, FactCheck

DUE_SOON_DAYS = 30


class State(TextChoices):
    """How current a fact is on a day."""

    OVERDUE = "overdue", _("overdue")
    UNCHECKED = "unchecked", _("never checked")
    DUE_SOON = "due-soon", _("due within 30 days")
    CURRENT = "current", _("up to date")


def state_of(due: date | None, today: date) -> State:
    """Return the state of a fact that is due on a day, or was never confirmed (None)."""
    if due is None:
        return State.UNCHECKED
    if due < today:
        return State.OVERDUE
    return State.DUE_SOON if due <= today + timedelta(days=DUE_SOON_DAYS) else State.CURRENT


def months_after(day: date, months: int) -> date:
    """Return the same day `months` later, or the last of that month if it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class FactCurrency:
    """What is known of one fact: its newest check, the newest that confirmed it, when it is due."""

    newest: FactCheck | None = None
    confirmed: FactCheck | None = None
    due: date | None = None

    @property
    def needs_change(self) -> bool:
        return self.newest is not None and self.newest.outcome == CheckOutcome.NEEDS_CHANGE


@dataclass(frozen=True, slots=True)
class PageCurrency:
    """The currency of the facts of one edition, by their keys; the page's dates follow from it."""

    facts: dict[UUID, FactCurrency]

    @property
    def oldest_check(self) -> date | None:
        """When the fact that waits longest was last confirmed; None if one never was."""
        dates = [fact.confirmed.on for fact in self.facts.values() if fact.confirmed]
        return min(dates) if dates and len(dates) == len(self.facts) else None

    @property
    def next_due(self) -> date | None:
        """When the first of its facts is due; None if one was never confirmed."""
        return self._first_due if self.oldest_check else None

    def overdue_since(self, today: date) -> date | None:
        """Return the day on which the first of its overdue facts was due."""
        due = self._first_due
        return due if due and state_of(due, today) == State.OVERDUE else None

    @property
    def _first_due(self) -> date | None:
        return min((fact.due for fact in self.facts.values() if fact.due), default=None)


def page_currency(
    condition: Condition, facts: Iterable[Fact], before: date | None = None
) -> PageCurrency:
    """Return the currency of `facts`, which belong to one edition of `condition`: one query.

    Only checks made on an earlier day than `before` count, if there is one.
    """
    checks = condition.checks.newest_first()
    if before:
        checks = checks.filter(on__lt=before)
    newest: dict[UUID, FactCheck] = {}
    confirmed: dict[UUID, FactCheck] = {}
    for check in checks:
        newest.setdefault(check.fact_key, check)
        if check.outcome == CheckOutcome.CONFIRMED:
            confirmed.setdefault(check.fact_key, check)
    return PageCurrency(
        {
            fact.key: FactCurrency(
                newest=newest.get(fact.key),
                confirmed=confirmed.get(fact.key),
                due=_due(confirmed[fact.key].on, condition) if fact.key in confirmed else None,
            )
            for fact in facts
        }
    )


def _due(confirmed_on: date, condition: Condition) -> date:
    return months_after(confirmed_on, condition.review_interval)


@dataclass(slots=True)
class PageWork:
    """How many facts of a published page are in each state, and when the first of them was due."""

    condition: Condition
    facts: Counter[State] = field(default_factory=Counter)
    first_due: dict[State, date] = field(default_factory=dict)
    needing_change: int = 0


def work_on_pages(today: date, at: datetime | None = None) -> list[PageWork]:
    """Return every published page with the state of its facts, the longest overdue first.

    Two queries: the database counts the facts of a page that were confirmed on the same day.
    """
    checks = FactCheck.objects.filter(
        condition=OuterRef("edition__condition"), fact_key=OuterRef("key")
    ).newest_first()
    confirmed = checks.filter(outcome=CheckOutcome.CONFIRMED)
    rows = (
        Fact.objects.published(at=at)
        .annotate(
            confirmed_on=Subquery(confirmed.values("on")[:1]),
            newest_outcome=Subquery(checks.values("outcome")[:1]),
        )
        .order_by()
        .values_list("edition__condition", "confirmed_on", "newest_outcome")
        .annotate(count=Count("pk"))
    )
    counted = list(rows)
    conditions = Condition.objects.select_related("owner", "deputy")
    found = conditions.in_bulk({condition_pk for condition_pk, *_rest in counted})
    pages = {condition_pk: PageWork(condition) for condition_pk, condition in found.items()}
    for condition_pk, confirmed_on, outcome, count in counted:
        page = pages[condition_pk]
        due = _due(confirmed_on, page.condition) if confirmed_on else None
        state = state_of(due, today)
        page.facts[state] += count
        if due:
            page.first_due[state] = min(due, page.first_due.get(state, due))
        if outcome == CheckOutcome.NEEDS_CHANGE:
            page.needing_change += count
    return sorted(pages.values(), key=_urgency)


def _urgency(page: PageWork) -> tuple[date, str]:
    return min(page.first_due.values(), default=date.min), page.condition.name.casefold()
