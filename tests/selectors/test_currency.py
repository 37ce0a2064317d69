from datetime import date, timedelta

import pytest

from conditions.models import Topic
from conditions.selectors.currency import (
    State,
    months_after,
    page_currency,
    state_of,
    work_on_pages,
)
from tests.factories import make_check, make_condition, make_edition, make_fact, make_published

TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ((2026, 1, 15), 1, (2026, 2, 15)),
        ((2026, 1, 31), 1, (2026, 2, 28)),
        ((2028, 1, 31), 1, (2028, 2, 29)),
        ((2028, 2, 29), 12, (2029, 2, 28)),
        ((2026, 12, 1), 1, (2027, 1, 1)),
        ((2026, 11, 30), 3, (2027, 2, 28)),
        ((2026, 3, 31), 36, (2029, 3, 31)),
        ((2026, 6, 30), 6, (2026, 12, 30)),
    ],
)
def test_months_after_keeps_the_day_or_takes_the_last(day, months, later):
    assert months_after(date(*day), months) == date(*later)


@pytest.mark.parametrize(
    ("due", "state"),
    [
        (None, State.UNCHECKED),
        (date(2026, 5, 31), State.OVERDUE),
        (date(2026, 6, 1), State.DUE_SOON),
        (date(2026, 7, 1), State.DUE_SOON),
        (date(2026, 7, 2), State.CURRENT),
    ],
)
def test_state_follows_the_day_on_which_a_fact_is_due(due, state):
    assert state_of(due, TODAY) == state


def currency_of(edition):
    return page_currency(edition.condition, edition.facts.all())


@pytest.mark.django_db
def test_page_is_as_old_as_the_fact_that_waits_longest():
    edition = make_published(make_condition(review_interval=6), facts=[{"topic": Topic.CAUSE}])
    one, other = edition.facts.all()
    make_check(one, date(2026, 1, 10))
    make_check(one, date(2026, 5, 1))
    make_check(other, date(2026, 3, 1))

    currency = currency_of(edition)

    assert currency.oldest_check == date(2026, 3, 1)
    assert currency.next_due == date(2026, 9, 1)
    assert currency.overdue_since(date(2026, 9, 1)) is None
    assert currency.overdue_since(date(2026, 9, 2)) == date(2026, 9, 1)


@pytest.mark.django_db
def test_page_with_an_unchecked_fact_has_no_date_but_can_be_overdue():
    edition = make_published(facts=[{"topic": Topic.CAUSE}])
    make_check(edition.facts.first(), date(2025, 3, 1))

    currency = currency_of(edition)

    assert (currency.oldest_check, currency.next_due) == (None, None)
    assert currency.overdue_since(TODAY) == date(2026, 3, 1)


@pytest.mark.django_db
def test_page_without_facts_has_no_dates():
    currency = page_currency(make_condition(), [])

    assert (currency.oldest_check, currency.next_due) == (None, None)
    assert currency.overdue_since(TODAY) is None


@pytest.mark.django_db
def test_check_that_found_a_change_makes_nothing_younger():
    fact = make_published().facts.get()
    confirmed = make_check(fact, date(2026, 1, 10))
    wanting = make_check(fact, date(2026, 5, 1), outcome="needs-change", note="A new figure.")

    known = page_currency(fact.edition.condition, [fact]).facts[fact.key]

    assert (known.newest, known.confirmed, known.due) == (wanting, confirmed, date(2027, 1, 10))
    assert known.needs_change


@pytest.mark.django_db
def test_fact_confirmed_after_a_change_was_asked_for_needs_none():
    fact = make_published().facts.get()
    make_check(fact, date(2026, 5, 1), outcome="needs-change")
    make_check(fact, date(2026, 5, 1))

    assert not page_currency(fact.edition.condition, [fact]).facts[fact.key].needs_change


@pytest.fixture
def published_page(db):
    def make(name, *confirmed_on, **fields):
        condition = make_condition(name, **fields)
        count = max(0, len(confirmed_on) - 1)
        edition = make_published(condition, facts=[{"topic": Topic.CAUSE}] * count)
        for fact, day in zip(edition.facts.order_by("pk"), confirmed_on, strict=True):
            if day:
                make_check(fact, day)
        return edition

    return make


def test_work_counts_the_facts_of_each_page_by_state(published_page):
    overdue, soon, current = date(2025, 5, 1), date(2025, 6, 20), date(2026, 5, 1)
    published_page("Wart", overdue, overdue - timedelta(days=9), soon, current, None)

    (page,) = work_on_pages(TODAY)

    assert page.facts == {
        State.OVERDUE: 2,
        State.DUE_SOON: 1,
        State.CURRENT: 1,
        State.UNCHECKED: 1,
    }
    assert page.first_due[State.OVERDUE] == date(2026, 4, 22)
    assert page.first_due[State.DUE_SOON] == date(2026, 6, 20)
    assert page.needing_change == 0


def test_work_agrees_with_the_page_for_every_interval_and_end_of_month(published_page):
    days = [date(2025, 1, 30), date(2025, 2, 28), date(2025, 5, 31), date(2025, 6, 30)]
    editions = [
        published_page(f"Condition {months}", *days, review_interval=months)
        for months in (1, 12, 13, 36)
    ]

    counted = {page.condition.pk: page.facts for page in work_on_pages(TODAY)}

    for edition in editions:
        known = currency_of(edition).facts.values()
        states = [state_of(fact.due, TODAY) for fact in known]
        assert counted[edition.condition_id] == {state: states.count(state) for state in states}


def test_work_is_on_published_facts_only(published_page):
    edition = published_page("Wart", None)
    make_fact(make_edition(edition.condition))
    make_fact()

    (page,) = work_on_pages(TODAY)

    assert (page.condition, page.facts) == (edition.condition, {State.UNCHECKED: 1})


def test_work_counts_facts_whose_newest_check_asks_for_a_change(published_page):
    edition = published_page("Wart", date(2026, 5, 1), date(2026, 5, 1))
    make_check(edition.facts.first(), date(2026, 5, 2), outcome="needs-change")

    (page,) = work_on_pages(TODAY)

    assert page.needing_change == 1
    assert page.facts == {State.CURRENT: 2}


def test_work_begins_with_what_waits_longest(published_page):
    published_page("Lately", date(2026, 5, 1))
    published_page("Long ago", date(2024, 5, 1))
    published_page("Never", None)

    assert [page.condition.name for page in work_on_pages(TODAY)] == ["Never", "Long ago", "Lately"]
