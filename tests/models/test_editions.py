"""Which edition readers see, and when."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from conditions.models import (
    AppendOnlyError,
    Condition,
    Edition,
    Fact,
    FactCheck,
    LockedEditionError,
    ReviewEvent,
)
from tests.factories import (
    approve,
    make_condition,
    make_edition,
    make_fact,
    make_published,
    make_user,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def withdraw(edition, at=NOW):
    edition.status, edition.withdrawn_at = "withdrawn", at
    edition.withdrawal_reason = "A figure is wrong."
    edition.save()
    return edition


def published(at=NOW):
    """Return what all three ways of asking say, which must agree."""
    editions = set(Edition.objects.published(at=at))
    assert set(Condition.objects.published(at=at)) == {e.condition for e in editions}
    assert {fact.edition for fact in Fact.objects.published(at=at)} == editions
    return editions


def test_edition_in_work_is_not_published():
    make_fact()
    make_fact(make_edition(status="in-review"))

    assert published() == set()


def test_edition_is_published_from_its_time_on():
    edition = make_published(at=NOW)

    assert published(NOW - timedelta(microseconds=1)) == set()
    assert published(NOW) == {edition}


def test_newest_edition_takes_the_place_of_the_one_before_at_its_own_time():
    first = make_published(at=NOW - 2 * DAY)
    second = make_published(first.condition, at=NOW)

    assert published(NOW - DAY) == {first}
    assert published(NOW) == {second}


def test_draft_leaves_the_published_edition_in_place():
    edition = make_published(at=NOW - DAY)
    make_fact(make_edition(edition.condition))

    assert published() == {edition}


def test_withdrawn_newest_leaves_none_rather_than_an_older_text():
    first = make_published(at=NOW - 2 * DAY)
    withdraw(make_published(first.condition, at=NOW - DAY))

    assert published() == set()


def test_withdrawn_edition_is_followed_by_the_next():
    first = withdraw(make_published(at=NOW - DAY))
    second = make_published(first.condition, at=NOW)

    assert published() == {second}


def test_edition_withdrawn_before_its_time_leaves_the_one_before():
    first = make_published(at=NOW - DAY)
    withdraw(make_published(first.condition, at=NOW + DAY))

    assert published(NOW) == {first}
    assert published(NOW + 2 * DAY) == {first}


def test_later_number_counts_even_when_its_time_came_first():
    first = make_edition()
    make_fact(first)
    approve(first, at=NOW)
    second = make_published(first.condition, at=NOW - DAY)

    assert published(NOW) == {second}


def test_conditions_do_not_disturb_each_other():
    one, other = make_published(at=NOW), make_published(at=NOW)
    withdraw(make_published(at=NOW - DAY))

    assert published() == {one, other}


def test_published_without_a_time_means_now():
    edition = make_published()

    assert set(Edition.objects.published()) == {edition}
    assert set(Condition.objects.published()) == {edition.condition}
    assert set(Fact.objects.published()) == set(edition.facts.all())


def test_condition_without_an_edition_is_only_a_name():
    make_condition()

    assert published() == set()


def test_in_work_holds_drafts_and_what_is_in_review():
    draft, in_review = make_edition(), make_edition(status="in-review")
    make_published()

    assert set(Edition.objects.in_work()) == {draft, in_review}


@pytest.mark.parametrize("status", ["draft", "in-review", "approved"])
def test_row_of_an_edition_is_never_deleted(status):
    edition = make_published() if status == "approved" else make_edition(status=status)

    with pytest.raises(LockedEditionError):
        edition.delete()


def records():
    edition = make_edition()
    by = {"by": make_user(), "by_name": "Ed"}
    yield ReviewEvent.objects.create(edition=edition, to_status="draft", **by)
    yield edition.saves.create(revision=1, **by)
    yield FactCheck.objects.create(
        condition=edition.condition,
        fact_key="0" * 32,
        outcome="confirmed",
        on="2026-01-01",
        **by,
    )


def test_records_refuse_to_be_changed_or_deleted():
    for record in records():
        rows = type(record).objects.all()
        for write in (record.save, record.delete, partial(rows.update, by_name="Eve"), rows.delete):
            with pytest.raises(AppendOnlyError):
                write()
