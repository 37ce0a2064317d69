import pytest
from django.core.exceptions import PermissionDenied

from conditions.actions.editions import MoveRefused, move
from conditions.actions.overrides import OverrideRefused, override_warnings
from conditions.models import AppendOnlyError, EditionStatus, WarningOverride
from conditions.selectors.gate import gate_of
from tests.factories import approve, make_comment, make_edition, make_fact, make_user

pytestmark = pytest.mark.django_db

LONG = "It " + "is so " * 20 + "now."


@pytest.fixture
def reviewer():
    return make_user(groups=["reviewer"], first_name="Rita", last_name="Roe")


@pytest.fixture
def warned():
    """Return an edition in review whose only flaw is a long sentence."""
    return make_fact(make_edition(status=EditionStatus.IN_REVIEW), clinical=LONG).edition


def ids(edition):
    return [warned.id for warned in gate_of(edition).unanswered]


def test_reason_is_recorded_with_who_and_what(warned, reviewer):
    override_warnings(edition=warned, ids=ids(warned), reason=" A quotation. ", by=reviewer)

    override = WarningOverride.objects.get()
    assert (override.code, override.detail, override.reason) == (
        "long-sentence", LONG, "A quotation.",
    )  # fmt: skip
    assert (override.by, override.by_name, override.fact_key) == (
        reviewer, "Rita Roe", warned.facts.get().key,
    )  # fmt: skip
    with pytest.raises(AppendOnlyError):
        override.save()


def test_approval_waits_for_the_reason(warned, reviewer):
    with pytest.raises(MoveRefused, match="without a reason: 1"):
        move(edition=warned, name="approve", by=reviewer)

    override_warnings(edition=warned, ids=ids(warned), reason="A quotation.", by=reviewer)

    assert move(edition=warned, name="approve", by=reviewer).status == EditionStatus.APPROVED


def test_warning_does_not_keep_a_draft_from_review():
    edition = make_fact(clinical=LONG).edition
    make_comment(edition)

    moved = move(edition=edition, name="submit", by=make_user(groups=["editor"]))

    assert moved.status == EditionStatus.IN_REVIEW


def test_open_comment_keeps_an_edition_from_approval(reviewer):
    edition = make_fact(make_edition(status=EditionStatus.IN_REVIEW)).edition
    make_comment(edition)

    with pytest.raises(MoveRefused, match="Open comments: 1"):
        move(edition=edition, name="approve", by=reviewer)


def test_stop_is_never_overridden(reviewer):
    edition = make_fact(clinical="", plain=LONG).edition
    chosen = ids(edition)

    for more in ("no-clinical", "0" * 16):
        with pytest.raises(OverrideRefused, match="no warning"):
            override_warnings(edition=edition, ids=[*chosen, more], reason="x", by=reviewer)
    assert not WarningOverride.objects.exists()


def test_nothing_is_recorded_without_a_reason_a_choice_or_a_right(warned, reviewer):
    with pytest.raises(OverrideRefused, match="give the reason"):
        override_warnings(edition=warned, ids=ids(warned), reason=" ", by=reviewer)
    with pytest.raises(OverrideRefused, match="at least one"):
        override_warnings(edition=warned, ids=[], reason="x", by=reviewer)
    with pytest.raises(PermissionDenied):
        override_warnings(
            edition=warned, ids=ids(warned), reason="x", by=make_user(groups=["publisher"])
        )
    assert not WarningOverride.objects.exists()


def test_warning_of_a_locked_edition_is_not_overridden(warned, reviewer):
    chosen = ids(warned)
    approve(warned)

    with pytest.raises(OverrideRefused, match="no longer in work"):
        override_warnings(edition=warned, ids=chosen, reason="x", by=reviewer)
