"""The workflow: every legal and illegal step, who may take it, and what it leaves behind."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied

from conditions.actions.editions import (
    MOVES,
    MoveRefused,
    SavedByAnother,
    move,
    record_save,
    start_draft,
)
from conditions.models import Edition, EditionStatus, ReviewEvent, TermKind, Topic
from conditions.selectors.documents import condition_document, newest_checks
from tests.factories import (
    approve,
    make_condition,
    make_edition,
    make_fact,
    make_published,
    make_source,
    make_term,
    make_user,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
LEGAL = {
    ("draft", "submit"): "in-review",
    ("in-review", "take_back"): "draft",
    ("in-review", "send_back"): "draft",
    ("in-review", "approve"): "approved",
    ("approved", "withdraw"): "withdrawn",
    ("draft", "delete"): "deleted",
    ("deleted", "recover"): "draft",
}


def make_edition_in(status):
    """Make a complete edition that stands at `status`."""
    edition = make_edition(status="in-review" if status == "in-review" else "draft")
    make_fact(edition)
    if status in ("approved", "withdrawn"):
        approve(edition)
    if status == "deleted":
        Edition.objects.filter(pk=edition.pk).update(status="deleted", deleted_at=NOW)
        edition.refresh_from_db()
    if status == "withdrawn":
        move(edition=edition, name="withdraw", by=make_root(), comment="Wrong.")
        edition.refresh_from_db()
    return edition


def make_root(**fields):
    return make_user(is_superuser=True, **fields)


@pytest.mark.parametrize("status", EditionStatus.values)
@pytest.mark.parametrize("name", MOVES)
def test_step_is_legal_from_one_status_only(status, name):
    edition = make_edition_in(status)
    after = LEGAL.get((status, name))

    if after:
        moved = move(edition=edition, name=name, by=make_root(), at=NOW, comment="Why.")
        assert moved.status == after
    else:
        with pytest.raises(MoveRefused, match="no longer possible"):
            move(edition=edition, name=name, by=make_root(), comment="Why.")

    edition.refresh_from_db()
    assert edition.status == (after or status)


@pytest.mark.parametrize(("status", "name"), LEGAL)
def test_step_leaves_a_record(status, name):
    edition = make_edition_in(status)
    by = make_root(first_name="Ada", last_name="Lee")

    move(edition=edition, name=name, by=by, at=NOW, comment="Why.")

    event = edition.events.get()
    assert (event.from_status, event.to_status) == (status, LEGAL[status, name])
    assert (event.by, event.by_name, event.at, event.comment) == (by, "Ada Lee", NOW, "Why.")


@pytest.mark.parametrize(("status", "name"), LEGAL)
def test_step_without_the_right_is_forbidden(status, name):
    edition = make_edition_in(status)

    with pytest.raises(PermissionDenied):
        move(edition=edition, name=name, by=make_user(), comment="Why.")

    edition.refresh_from_db()
    assert edition.status == status
    assert not edition.events.exists()


@pytest.mark.parametrize(("status", "name"), [("in-review", "send_back"), ("approved", "withdraw")])
def test_step_that_needs_a_reason_is_refused_without(status, name):
    with pytest.raises(MoveRefused, match="give the reason"):
        move(edition=make_edition_in(status), name=name, by=make_root(), comment="  ")


def test_unknown_step_is_no_step():
    with pytest.raises(KeyError):
        move(edition=make_edition(), name="publish", by=make_root())


def test_step_looks_at_the_row_and_not_at_an_old_copy():
    edition = make_edition_in("draft")
    copy = Edition.objects.get(pk=edition.pk)
    move(edition=edition, name="submit", by=make_root())

    with pytest.raises(MoveRefused):
        move(edition=copy, name="submit", by=make_root())


def test_steps_stamp_what_they_do():
    edition = make_edition_in("draft")
    root = make_root()
    later = datetime(2026, 7, 1, tzinfo=UTC)

    edition = move(edition=edition, name="submit", by=root, at=NOW)
    assert edition.submitted_at == NOW
    edition = move(edition=edition, name="take_back", by=root)
    assert edition.submitted_at is None
    edition = move(edition=edition, name="submit", by=root)
    edition = move(
        edition=edition, name="approve", by=root, at=NOW, publish_at=later, clinical_reviewer="Dr R"
    )
    assert (edition.approved_at, edition.approved_by, edition.publish_at) == (NOW, root, later)
    assert edition.clinical_reviewer == "Dr R"
    edition = move(edition=edition, name="withdraw", by=root, at=later, comment="Wrong.")
    assert (edition.withdrawn_at, edition.withdrawal_reason) == (later, "Wrong.")


def test_approval_without_a_date_publishes_at_once():
    edition = move(edition=make_edition_in("in-review"), name="approve", by=make_root(), at=NOW)

    assert edition.publish_at == NOW


def test_author_may_not_approve():
    author = make_root()
    edition = make_edition(author=author, status="in-review")
    make_fact(edition)

    with pytest.raises(MoveRefused, match="somebody else must approve"):
        move(edition=edition, name="approve", by=author)


def test_co_author_may_not_approve():
    co_author = make_root()
    edition = make_edition_in("draft")
    before = condition_document(edition.condition, edition)
    record_save(edition=edition, by=co_author, before=before, seen_revision=0)
    edition = move(edition=edition, name="submit", by=co_author)

    with pytest.raises(MoveRefused, match="somebody else must approve"):
        move(edition=edition, name="approve", by=co_author)
    assert move(edition=edition, name="approve", by=make_root()).status == "approved"


@pytest.mark.parametrize(("status", "name"), [("draft", "submit"), ("in-review", "approve")])
@pytest.mark.parametrize(
    "fact",
    [
        {"plain": " "},
        {"clinical": ""},
        {"sources": []},
        {"topic": Topic.CAUSE},  # and so no definition
    ],
)
def test_incomplete_edition_is_stopped(status, name, fact):
    edition = make_edition(status=status)
    make_fact(edition, **fact)

    with pytest.raises(MoveRefused, match="1 things are missing"):
        move(edition=edition, name=name, by=make_root())


# start_draft


def test_first_draft_is_empty():
    author = make_user()

    draft = start_draft(condition=make_condition(), by=author, change_note="Begun.")

    assert (draft.number, draft.status, draft.author) == (1, "draft", author)
    assert draft.change_note == "Begun."
    assert not draft.facts.exists()


def test_next_draft_copies_facts_citations_and_body_sites_under_the_same_keys():
    site = make_term(kind=TermKind.BODY_SITE)
    symptom = {
        "topic": Topic.SYMPTOM,
        "body_sites": [site],
        "sources": [make_source() for _ in "ab"],
    }
    published = make_published(facts=[symptom, {"topic": Topic.DIFFERENTIAL}])
    published_document = condition_document(published.condition, published)

    draft = start_draft(condition=published.condition, by=make_user())

    assert draft.number == 2
    assert condition_document(draft.condition, draft) == published_document
    assert len(published_document.facts) == 3
    assert published_document.facts[1].body_sites == (site.slug,)
    assert len(published_document.facts[1].citations) == 2
    # Rows of its own: changing the copy leaves the published ones alone.
    draft.facts.update(plain="Other words.")
    assert condition_document(published.condition, published) == published_document


def test_draft_while_one_is_in_work_is_refused():
    edition = make_edition()

    with pytest.raises(MoveRefused, match="Edition 1 is in work already"):
        start_draft(condition=edition.condition, by=make_user())


def test_draft_after_a_withdrawal_takes_the_next_number():
    edition = make_edition_in("withdrawn")

    draft = start_draft(condition=edition.condition, by=make_user())

    assert (draft.number, draft.facts.count()) == (2, 1)


def test_start_of_a_draft_is_recorded():
    by = make_user()

    draft = start_draft(condition=make_condition(), by=by)

    event = ReviewEvent.objects.get(edition=draft)
    assert (event.from_status, event.to_status, event.by) == ("", "draft", by)


# record_save


def test_save_is_recorded_with_what_it_changed():
    edition, by = make_edition(), make_user()
    fact = make_fact(edition)
    before = condition_document(edition.condition, edition)
    edition.facts.update(plain="Other words.")

    record_save(edition=edition, by=by, before=before, seen_revision=0)

    save = edition.saves.get()
    assert (save.revision, save.by, save.by_name) == (1, by, by.username)
    (change,) = save.changes
    assert change["key"] == str(fact.key)
    assert change["fields"] == [{"field": "plain", "before": fact.plain, "after": "Other words."}]
    edition.refresh_from_db()
    assert edition.revision == 1


def test_save_on_an_older_state_is_refused_and_told_whose_came_first():
    edition, first, second = make_edition(), make_user("first"), make_user("second")
    before = condition_document(edition.condition, edition)
    record_save(edition=edition, by=first, before=before, seen_revision=0)

    with pytest.raises(SavedByAnother) as refused:
        record_save(edition=edition, by=second, before=before, seen_revision=0)

    assert [save.by_name for save in refused.value.saves] == ["first"]
    assert edition.saves.count() == 1
    edition.refresh_from_db()
    assert edition.revision == 1


def test_save_of_what_is_in_review_is_refused():
    edition = make_edition(status="in-review")
    before = condition_document(edition.condition, edition)

    with pytest.raises(SavedByAnother):
        record_save(edition=edition, by=make_user(), before=before, seen_revision=0)


def test_approval_checks_what_is_new_and_leaves_the_rest():
    author, reviewer = make_root(), make_root()
    published = make_published(facts=[{"topic": Topic.CAUSE}])
    kept, changed = published.facts.order_by("pk")
    draft = start_draft(condition=published.condition, by=author, change_note="Clearer.")
    draft.facts.filter(key=changed.key).update(plain="Clearer words.")
    move(edition=draft, name="submit", by=author)

    move(edition=draft, name="approve", by=reviewer)

    assert kept.key not in newest_checks(draft.condition)
    check = newest_checks(draft.condition)[changed.key]
    assert (check.by, check.outcome) == (reviewer, "confirmed")
