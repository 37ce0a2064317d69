from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from conditions.actions import feedback
from conditions.actions.feedback import (
    RemarkRefused,
    delete_old_remarks,
    resolve_remark,
    take_remark,
)
from conditions.models import Feedback, FeedbackStatus
from conditions.selectors.feedback import Subject
from tests.factories import make_published, make_remark, make_user

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 31, 12, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def editor():
    return make_user(groups=["editor"], first_name="Ada", last_name="Ray")


def test_remark_is_pinned_to_page_edition_and_fact():
    edition = make_published()
    fact = edition.facts.get()

    remark = take_remark(subject=Subject("/conditions/x/", edition, fact), text="Hm.", at=NOW)

    remark.refresh_from_db()
    assert (remark.page, remark.edition, remark.fact_key) == ("/conditions/x/", edition, fact.key)
    assert (remark.text, remark.received_on, remark.status) == ("Hm.", TODAY, "open")


def test_day_has_room_for_so_many_remarks(monkeypatch):
    monkeypatch.setattr(feedback, "REMARKS_A_DAY", 2)
    make_remark(received_on=TODAY - timedelta(days=1))
    for _number in range(2):
        take_remark(subject=Subject(), text="More.", at=NOW)

    with pytest.raises(RemarkRefused, match="tomorrow"):
        take_remark(subject=Subject(), text="More.", at=NOW)

    take_remark(subject=Subject(), text="More.", at=NOW + timedelta(days=1))


def test_remarks_are_kept_for_ninety_days():
    old = make_remark(received_on=TODAY - timedelta(days=90))
    young = make_remark(received_on=TODAY - timedelta(days=89))

    assert list(Feedback.objects.kept(on=TODAY)) == [young]
    assert delete_old_remarks(at=NOW) == 1
    assert not Feedback.objects.filter(pk=old.pk).exists()


def test_new_remark_takes_the_old_ones_away():
    make_remark(received_on=TODAY - timedelta(days=90))

    taken = take_remark(subject=Subject(), text="New.", at=NOW)

    assert list(Feedback.objects.all()) == [taken]


@pytest.mark.parametrize("status", [FeedbackStatus.ANSWERED, FeedbackStatus.CLOSED])
def test_resolution_says_who_when_and_why(editor, status):
    remark = make_remark()

    resolve_remark(remark=remark, status=status, resolution=" Reworded. ", by=editor, at=NOW)

    remark.refresh_from_db()
    assert (remark.status, remark.resolution) == (status, "Reworded.")
    assert (remark.resolved_by, remark.resolved_by_name) == (editor, "Ada Ray")
    assert remark.resolved_at == NOW


def test_resolution_outlives_the_account(editor):
    remark = resolve_remark(remark=make_remark(), status="closed", resolution="No.", by=editor)

    editor.delete()

    remark.refresh_from_db()
    assert (remark.resolved_by, remark.resolved_by_name) == (None, "Ada Ray")


def test_remark_is_dealt_with_once(editor):
    remark = resolve_remark(remark=make_remark(), status="closed", resolution="No.", by=editor)

    with pytest.raises(RemarkRefused, match="Ada Ray has dealt with"):
        resolve_remark(remark=remark, status="answered", resolution="Yes.", by=editor)

    remark.refresh_from_db()
    assert (remark.status, remark.resolution) == ("closed", "No.")


@pytest.mark.parametrize("status", ["open", "else"])
def test_remark_cannot_become(editor, status):
    remark = make_remark()

    with pytest.raises(RemarkRefused):
        resolve_remark(remark=remark, status=status, resolution="Why.", by=editor)

    remark.refresh_from_db()
    assert remark.resolution == ""


def test_resolution_needs_a_reason_and_the_right(editor):
    remark = make_remark()

    with pytest.raises(RemarkRefused, match="what was done"):
        resolve_remark(remark=remark, status="closed", resolution=" ", by=editor)
    with pytest.raises(PermissionDenied):
        resolve_remark(
            remark=remark, status="closed", resolution="No.", by=make_user(groups=["reviewer"])
        )
