from datetime import date, timedelta

import pytest
from django.utils import timezone

from conditions.models import Edition, FactCheck, Topic
from conditions.selectors.condition_page import (
    condition_content,
    edition_by_number,
    months_after,
    published_edition,
)
from tests.factories import make_condition, make_edition, make_fact, make_published


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


def check(fact, day, outcome="confirmed"):
    FactCheck.objects.create(
        condition=fact.edition.condition,
        fact_key=fact.key,
        outcome=outcome,
        by_name="Ed",
        on=date(2026, *day),
    )


def content_of(edition):
    return condition_content(Edition.objects.get(pk=edition.pk))


@pytest.mark.django_db
def test_page_is_as_old_as_the_fact_that_waits_longest():
    edition = make_published(make_condition(review_interval=6), facts=[{"topic": Topic.CAUSE}])
    one, other = edition.facts.all()
    check(one, (1, 10))
    check(one, (5, 1))
    check(other, (3, 1))

    content = content_of(edition)

    assert content.oldest_check == date(2026, 3, 1)
    assert content.next_due == date(2026, 9, 1)


@pytest.mark.django_db
def test_page_with_an_unchecked_fact_has_no_date():
    edition = make_published(facts=[{"topic": Topic.CAUSE}])
    check(edition.facts.first(), (3, 1))

    content = content_of(edition)

    assert (content.oldest_check, content.next_due) == (None, None)


@pytest.mark.django_db
def test_facts_stand_in_the_order_of_topics_and_positions():
    edition = make_edition()
    make_fact(edition, Topic.CAUSE, position=2, plain="third")
    make_fact(edition, Topic.CAUSE, position=1, plain="second")
    make_fact(edition, Topic.DEFINITION, position=9, plain="first")
    make_fact(edition, Topic.OPEN_QUESTION, position=0, plain="last")

    assert [f.plain for f in content_of(edition).facts] == ["first", "second", "third", "last"]


@pytest.mark.django_db
def test_only_published_relatives_are_linked():
    top = make_published().condition
    condition = make_condition(broader=top)
    form = make_published(make_condition(broader=condition)).condition
    make_condition(broader=condition)
    other = make_published().condition
    edition = make_published(
        condition,
        facts=[
            {"topic": Topic.DIFFERENTIAL, "other_condition": other},
            {"topic": Topic.DIFFERENTIAL},
        ],
    )

    content = content_of(edition)

    assert content.narrower == [form]
    assert content.published_conditions == {top.pk, form.pk, other.pk}


@pytest.mark.django_db
def test_published_edition_depends_on_the_time():
    now = timezone.now()
    edition = make_published(make_condition(slug="wart"), at=now)

    assert published_edition("wart", at=now) == edition
    assert published_edition("wart", at=now - timedelta(seconds=1)) is None
    assert published_edition("nowhere", at=now) is None


@pytest.mark.django_db
def test_edition_by_number_is_an_approved_one():
    edition = make_published(make_condition(slug="wart"))
    make_edition(edition.condition)

    assert edition_by_number("wart", 1) == edition
    assert edition_by_number("wart", 2) is None
