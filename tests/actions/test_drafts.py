"""Bringing back: earlier editions as new drafts, deleted drafts for thirty days."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from conditions.actions.drafts import purge_deleted_drafts, restore
from conditions.actions.editions import MoveRefused, move, record_save, start_draft
from conditions.models import Edition, EditionStatus, TermKind, Topic
from conditions.selectors.documents import condition_document
from tests.factories import (
    make_condition,
    make_edition,
    make_fact,
    make_published,
    make_term,
    make_user,
)

pytestmark = pytest.mark.django_db

# Later than any step that takes the time of the clock.
NOW = datetime(2126, 6, 1, 12, tzinfo=UTC)
KEPT = timedelta(days=30)


@pytest.fixture
def root():
    return make_user("root", is_superuser=True)


def written_by(root):
    """Make a draft with facts, citations, body sites, a note and a save, as an editor would."""
    draft = start_draft(condition=make_condition(), by=root, change_note="Says it better.")
    before = condition_document(draft.condition, draft)
    make_fact(draft)
    make_fact(draft, Topic.SYMPTOM, body_sites=[make_term(kind=TermKind.BODY_SITE)])
    record_save(edition=draft, by=root, before=before, seen_revision=0)
    return draft


def deleted_by(root, *, at=NOW):
    return move(edition=written_by(root), name="delete", by=root, at=at, comment="A mistake.")


# restore


@pytest.mark.parametrize("status", ["approved", "withdrawn"])
def test_restored_edition_is_a_new_draft_with_the_same_facts_and_keys(root, status):
    symptom = {"topic": Topic.SYMPTOM, "body_sites": [make_term(kind=TermKind.BODY_SITE)]}
    old = make_published(facts=[symptom])
    before = condition_document(old.condition, old)
    newest = make_published(old.condition)
    if status == "withdrawn":
        old = move(edition=old, name="withdraw", by=root, comment="Wrong.")

    draft = restore(edition=old, by=root)

    assert (draft.number, draft.status, draft.author) == (newest.number + 1, "draft", root)
    assert condition_document(draft.condition, draft) == before
    assert {f.key for f in draft.facts.all()} == {f.key for f in old.facts.all()}
    assert "edition 1" in draft.change_note
    event = draft.events.get()
    assert (event.to_status, event.by, event.comment) == ("draft", root, "Restored from edition 1.")


def test_restore_while_one_is_in_work_is_refused(root):
    old = make_published()
    make_edition(old.condition)

    with pytest.raises(MoveRefused, match="Edition 2 is in work already"):
        restore(edition=old, by=root)

    assert old.condition.editions.count() == 2


@pytest.mark.parametrize("status", ["draft", "in-review", "deleted"])
def test_restore_of_what_was_never_approved_is_refused(root, status):
    edition = make_edition(status=status, deleted_at=NOW if status == "deleted" else None)

    with pytest.raises(MoveRefused, match="Only an edition that was approved"):
        restore(edition=edition, by=root)


def test_restore_without_the_right_is_forbidden():
    with pytest.raises(PermissionDenied):
        restore(edition=make_published(), by=make_user(groups=["reviewer"]))


# deletion and recovery


def test_deleted_draft_is_out_of_the_way(root):
    draft = deleted_by(root)

    assert not Edition.objects.in_work().exists()
    following = start_draft(condition=draft.condition, by=root)
    assert (following.number, following.facts.count()) == (2, 0)


def test_recovered_draft_is_as_it_was(root):
    deleted = deleted_by(root)
    document = condition_document(deleted.condition, deleted)

    draft = move(edition=deleted, name="recover", by=root, at=NOW + KEPT)

    assert (draft.status, draft.number, draft.deleted_at) == ("draft", 1, None)
    assert draft.change_note == "Says it better."
    assert condition_document(draft.condition, draft) == document
    assert draft.saves.count() == draft.revision == 1
    assert [(event.to_status, event.comment) for event in draft.events.all()] == [
        ("draft", ""),
        ("deleted", "A mistake."),
        ("draft", ""),
    ]


def test_recovered_draft_comes_after_what_was_begun_meanwhile(root):
    deleted = deleted_by(root)
    make_published(deleted.condition)

    draft = move(edition=deleted, name="recover", by=root, at=NOW)

    assert draft.number == 3
    assert draft.events.last().comment == "It was edition 1."


def test_recovery_while_one_is_in_work_is_refused(root):
    deleted = deleted_by(root)
    make_edition(deleted.condition)

    with pytest.raises(MoveRefused, match="Edition 2 is in work already"):
        move(edition=deleted, name="recover", by=root, at=NOW)

    deleted.refresh_from_db()
    assert deleted.status == EditionStatus.DELETED


def test_recovery_after_thirty_days_is_refused(root):
    deleted = deleted_by(root)

    with pytest.raises(MoveRefused, match="more than 30 days ago"):
        move(edition=deleted, name="recover", by=root, at=NOW + KEPT + timedelta(seconds=1))


# purge


def test_purge_removes_the_text_and_keeps_the_steps(root):
    draft = deleted_by(root)

    assert purge_deleted_drafts(at=NOW + KEPT) == 0
    assert draft.facts.count() == 2
    assert purge_deleted_drafts(at=NOW + KEPT + timedelta(seconds=1)) == 1
    assert purge_deleted_drafts(at=NOW + KEPT + timedelta(seconds=1)) == 0

    draft.refresh_from_db()
    assert (draft.status, draft.change_note) == ("deleted", "")
    assert not draft.facts.exists()
    assert not draft.saves.exists()
    assert [event.to_status for event in draft.events.all()] == ["draft", "deleted"]


def test_purge_leaves_everything_else(root):
    others = [make_published(), make_edition(), deleted_by(root, at=NOW)]

    purge_deleted_drafts(at=NOW + timedelta(days=1))

    assert [edition.facts.exists() for edition in others] == [True, False, True]
