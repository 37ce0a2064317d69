"""Picture files and photographs through drafts, approval, withdrawal, files and time."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from conditions import exchange
from conditions.actions.content import IncompleteContent, load_pack
from conditions.actions.drafts import purge_deleted_drafts, restore
from conditions.actions.editions import move, start_draft
from conditions.actions.imports import keep_file, land
from conditions.actions.photographs import (
    WithdrawalRefused,
    delete_picture,
    withdraw_picture,
)
from conditions.models import Condition, Edition, FactCheck, Photograph, PictureFile, TermKind
from conditions.presenters.changes import compared
from conditions.selectors.changes import comparison
from conditions.selectors.documents import all_documents, condition_document
from conditions.selectors.imports import plan_import
from tests.factories import (
    approve,
    make_edition,
    make_fact,
    make_photograph,
    make_picture,
    make_source,
    make_term,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make_user(groups=["editor"])


@pytest.fixture
def publisher():
    return make_user(groups=["publisher"])


def make_shown(**fields):
    """Make a published photograph."""
    edition = make_edition()
    make_fact(edition)
    photograph = make_photograph(edition, **fields)
    approve(edition)
    return photograph


def stored(picture):
    return [width for width in picture.widths if default_storage.exists(picture.file_name(width))]


def test_picture_is_kept_in_all_its_widths():
    picture = make_picture((600, 400))

    assert stored(picture) == [480, 600]
    assert picture.history.count() == 1


def test_draft_takes_photographs_along_with_key_and_places(editor):
    site = make_term(kind=TermKind.BODY_SITE)
    shown = make_shown(body_sites=[site], skin_tone=8, distressing=True)

    draft = start_draft(condition=shown.edition.condition, by=editor)

    (copy,) = draft.photographs.all()
    assert (copy.key, copy.picture, copy.skin_tone) == (shown.key, shown.picture, 8)
    assert list(copy.body_sites.all()) == [site]
    assert list(shown.body_sites.all()) == [site]
    assert comparison(draft, shown.edition).changes == []


def test_restored_edition_has_its_photographs_again(editor):
    shown = make_shown()
    draft = start_draft(condition=shown.edition.condition, by=editor)
    draft.photographs.all().delete()
    approve(draft)

    assert restore(edition=shown.edition, by=editor).photographs.get().key == shown.key


def test_approval_checks_facts_and_no_photograph():
    edition = make_edition()
    fact = make_fact(edition)
    make_photograph(edition)
    move(edition=edition, name="submit", by=make_user(groups=["editor"]))

    move(edition=edition, name="approve", by=make_user(groups=["reviewer"]))

    assert [check.fact_key for check in FactCheck.objects.all()] == [fact.key]


def test_withdrawal_deletes_the_file_and_nothing_else(
    publisher, django_capture_on_commit_callbacks
):
    shown = make_shown()

    with django_capture_on_commit_callbacks(execute=True):
        picture = withdraw_picture(picture=shown.picture, reason=" Asked for. ", by=publisher)

    assert picture.withdrawn_at
    assert picture.withdrawal_reason == "Asked for."
    assert stored(picture) == []
    assert Photograph.objects.get() == shown
    with pytest.raises(WithdrawalRefused, match="already"):
        withdraw_picture(picture=picture, reason="Again.", by=publisher)


def test_withdrawal_needs_the_right_and_a_reason(editor, publisher):
    picture = make_picture()

    with pytest.raises(PermissionDenied):
        withdraw_picture(picture=picture, reason="Asked for.", by=editor)
    with pytest.raises(WithdrawalRefused, match="reason"):
        withdraw_picture(picture=picture, reason=" ", by=publisher)
    assert stored(picture)


def test_new_draft_leaves_a_withdrawn_picture_behind(editor, publisher):
    shown = make_shown()
    withdraw_picture(picture=shown.picture, reason="Asked for.", by=publisher)

    draft = start_draft(condition=shown.edition.condition, by=editor)

    (words,) = compared(comparison(draft, shown.edition))
    assert (words.kind, words.picture) == ("removed", None)
    assert "A white lump on a finger" in words.label


def test_picture_that_an_edition_shows_cannot_be_deleted():
    picture = make_photograph().picture

    with pytest.raises(ProtectedError):
        delete_picture(picture=picture)
    assert stored(picture)


def test_deleted_picture_takes_its_files_along(django_capture_on_commit_callbacks):
    picture = make_picture()

    with django_capture_on_commit_callbacks(execute=True):
        delete_picture(picture=picture)

    assert stored(picture) == []
    assert not PictureFile.objects.exists()


def test_same_picture_is_not_kept_twice():
    picture = make_picture()
    copy = PictureFile(digest=picture.digest, width=16, height=12)

    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save()


def test_purged_draft_keeps_no_photograph(editor):
    draft = make_edition(author=editor, change_note="")
    picture = make_photograph(draft).picture
    move(edition=draft, name="delete", by=editor)

    assert purge_deleted_drafts(at=timezone.now() + timedelta(days=31)) == 1

    assert not draft.photographs.exists()
    assert PictureFile.objects.get() == picture


def raw(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


FORBIDDEN = {
    "change a photograph": lambda shown: Photograph.objects.update(alt="Something else"),
    "delete a photograph": lambda shown: Photograph.objects.all().delete(),
    "add a photograph": lambda shown: make_photograph(shown.edition),
    "move one in": lambda shown: raw(
        "UPDATE conditions_photograph SET edition_id = %s WHERE id = %s",
        shown.edition_id,
        make_photograph().pk,
    ),
    "add a place": lambda shown: shown.body_sites.add(make_term(kind=TermKind.BODY_SITE)),
    "remove a place": lambda shown: Photograph.body_sites.through.objects.all().delete(),
    "change a credit": lambda shown: PictureFile.objects.update(credit="Somebody else"),
    "change a digest": lambda shown: PictureFile.objects.update(digest="0" * 64),
    "change a consent": lambda shown: PictureFile.objects.update(consent_reference=""),
}


@pytest.mark.parametrize("deed", FORBIDDEN)
def test_database_keeps_what_an_approved_edition_shows(deed):
    shown = make_shown(body_sites=[make_term(kind=TermKind.BODY_SITE)])

    with pytest.raises(IntegrityError), transaction.atomic():
        FORBIDDEN[deed](shown)


def test_database_lets_no_withdrawal_be_taken_back(publisher):
    picture = withdraw_picture(picture=make_picture(), reason="Asked for.", by=publisher)

    with pytest.raises(IntegrityError), transaction.atomic():
        PictureFile.objects.filter(pk=picture.pk).update(withdrawn_at=None, withdrawal_reason="")


def test_picture_of_a_draft_can_be_changed():
    make_photograph()

    assert PictureFile.objects.update(credit="Dr Lee") == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"licence": "all-mine"},
        {"withdrawn_at": timezone.now()},
        {"withdrawal_reason": "Why."},
        {"width": 0},
    ],
)
def test_picture_that_makes_no_sense_is_refused(fields):
    picture = make_picture()

    with pytest.raises(IntegrityError), transaction.atomic():
        PictureFile.objects.filter(pk=picture.pk).update(**fields)


def test_photograph_that_makes_no_sense_is_refused():
    photograph = make_photograph()

    for fields in ({"skin_tone": 11}, {"skin_tone": 0}, {"topic": "hearsay"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Photograph.objects.filter(pk=photograph.pk).update(**fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_photograph(photograph.edition, picture=photograph.picture)


def test_file_brings_a_photograph_back_into_a_draft(editor):
    shown = make_shown(
        body_sites=[make_term(kind=TermKind.BODY_SITE)],
        picture=make_picture(source=make_source()),
    )
    draft = start_draft(condition=shown.edition.condition, by=editor)
    before = condition_document(draft.condition, draft)
    data = exchange.write_file([before], "xlsx").data
    draft.photographs.all().delete()

    plan = plan_import(file_name="one.xlsx", data=data, by=editor)
    upload = keep_file(file_name="one.xlsx", data=data, by=editor)
    assert [change.key for change in plan.drafts[0].changes] == [shown.key]
    land(upload=upload, fingerprint=plan.fingerprint, change_note="Why.", by=editor)

    assert condition_document(draft.condition, draft).photographs == before.photographs


def test_file_with_an_unknown_picture_is_refused(editor):
    shown = make_shown()
    condition = Condition.objects.get()
    data = exchange.write_file([condition_document(condition, shown.edition)], "yaml")
    text = data.data.replace(shown.picture.digest.encode(), b"f" * 64)

    plan = plan_import(file_name="one.yaml", data=text, by=editor)

    (problem,) = plan.problems
    assert "there is no picture file ffff" in problem.message
    assert not plan.lands


def pack_with(picture_digest):
    shown = make_shown()
    pack = exchange.pack_of(list(all_documents()))
    text = exchange.write_document(pack.conditions[0]).replace(
        shown.picture.digest, picture_digest or shown.picture.digest
    )
    return text.replace(shown.edition.condition.slug, "another")


def loaded(text):
    document = exchange.read_document(text, "another.yaml")
    return load_pack(pack=exchange.Pack(conditions=(document,)))


def test_pack_publishes_photographs_whose_file_is_here():
    assert loaded(pack_with("")).published == 1

    edition = Edition.objects.get(condition__slug="another")
    assert edition.photographs.get().alt == "A white lump on a finger"


def test_pack_with_an_unknown_picture_is_refused():
    with pytest.raises(IncompleteContent, match="there is no picture file eeee"):
        loaded(pack_with("e" * 64))
