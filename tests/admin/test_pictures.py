"""Picture files at the desk, and the photographs of a draft."""

import re

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from conditions import pictures
from conditions.admin import pictures as admin_pictures
from conditions.models import Photograph, PictureFile, TermKind
from tests.admin.pages import change_url, form_of, new_row, row_of
from tests.factories import (
    approve,
    make_edition,
    make_fact,
    make_in_review,
    make_photograph,
    make_picture,
    make_term,
    make_user,
    picture_data,
)

pytestmark = pytest.mark.django_db
ADD = "/admin/conditions/picturefile/add/"
TYPED = {"credit": "Dr Lee", "licence": "cc-by-4.0", "consent_reference": "K 99"}


def client_of(*groups, **fields):
    client = Client()
    client.force_login(make_user(groups=groups, **fields))
    return client


@pytest.fixture
def editor():
    return client_of("editor")


@pytest.fixture
def draft():
    draft = make_edition()
    make_fact(draft)
    return draft


def upload(client, data, name="wound.jpg"):
    return client.post(ADD, TYPED | {"upload": SimpleUploadedFile(name, data)})


def text_of(response):
    return " ".join(response.content.decode().split())


def test_editor_adds_a_picture(editor):
    response = upload(editor, picture_data((600, 300), file_format="JPEG"))

    assert response.status_code == 302
    picture = PictureFile.objects.get()
    assert (picture.credit, picture.width, picture.height) == ("Dr Lee", 600, 300)
    assert default_storage.exists(picture.file_name(480))
    entry = picture.history.get()
    assert entry.history_user_id
    assert "wound" not in text_of(editor.get(change_url(picture)))


BAD = {
    "nothing": (b"", "The file is empty."),
    "text": (b"not a picture", "This is no JPEG, PNG or WebP picture."),
    "drawing": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "This is no JPEG, PNG or WebP"),
    "half": (picture_data((64, 64), "red", "JPEG")[:300], "The picture is damaged or cut short."),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_file_is_refused_and_what_was_typed_stays(editor, name):
    data, message = BAD[name]

    response = upload(editor, data)

    assert response.status_code == 200
    page = text_of(response)
    assert message in page
    assert 'value="Dr Lee"' in page
    assert 'value="K 99"' in page
    assert '<option value="cc-by-4.0" selected>' in page
    assert not PictureFile.objects.exists()


def test_file_that_is_too_large_is_not_even_read(editor, monkeypatch):
    monkeypatch.setattr(admin_pictures, "MAX_BYTES", 100)
    monkeypatch.setattr(admin_pictures, "render", None)

    page = text_of(upload(editor, picture_data((64, 64))))

    assert "The file is larger than 20 MB. Save a smaller copy of it." in page
    assert 'value="Dr Lee"' in page


def test_every_refusal_has_its_words():
    assert set(admin_pictures.REFUSALS) == set(pictures.REASONS)


def test_no_file_is_asked_for(editor):
    page = text_of(editor.post(ADD, TYPED))

    assert "This field is required." in page
    assert 'value="Dr Lee"' in page


def test_same_picture_is_refused(editor):
    data = picture_data()
    upload(editor, data)

    assert "This picture is here already: Dr Lee" in text_of(upload(editor, data))


def test_change_keeps_the_file_and_tells_why(editor):
    picture = make_picture()
    form = form_of(editor.get(change_url(picture)), "picturefile_form")
    assert "upload" not in form
    form |= {"credit": "Dr May", "change_reason": "Misspelt."}

    assert editor.post(change_url(picture), form).status_code == 302

    before, digest = picture.credit, picture.digest
    picture.refresh_from_db()
    assert (before, picture.credit, picture.digest) == ("Dr Kay", "Dr May", digest)
    history = text_of(editor.get(f"/admin/conditions/picturefile/{picture.pk}/history/"))
    assert "Misspelt." in history


def test_picture_of_an_approved_edition_is_only_looked_at(editor, draft):
    picture = make_photograph(draft).picture
    approve(draft)

    page = text_of(editor.get(change_url(picture)))

    assert 'name="credit"' not in page
    assert f"{draft}</a>: approved" in page
    assert editor.post(change_url(picture), TYPED).status_code == 403


def test_publisher_withdraws(django_capture_on_commit_callbacks):
    publisher, picture = client_of("publisher"), make_photograph().picture
    address = f"/admin/conditions/picturefile/{picture.pk}/withdraw/"
    assert "It cannot be undone." in text_of(publisher.get(change_url(picture)))

    with django_capture_on_commit_callbacks(execute=True):
        refused = publisher.post(address, {"reason": " "}, follow=True)
        assert "Please give the reason." in text_of(refused)
        done = publisher.post(address, {"reason": "Asked for."}, follow=True)

    page = text_of(done)
    assert "The picture is withdrawn, and its file is deleted." in page
    assert "Asked for." in page
    assert "Withdraw this picture" not in page
    assert not default_storage.exists(picture.file_name(picture.width))


def test_picture_of_nobody_is_deleted(editor, django_capture_on_commit_callbacks):
    used, unused = make_photograph().picture, make_picture()
    delete = "/admin/conditions/picturefile/{}/delete/"
    assert editor.get(delete.format(used.pk)).status_code == 403

    with django_capture_on_commit_callbacks(execute=True):
        editor.post(delete.format(unused.pk), {"post": "yes"})

    assert PictureFile.objects.get() == used
    assert not default_storage.exists(unused.file_name(unused.width))


def test_staff_see_pictures_that_readers_do_not(editor):
    picture = make_picture()
    address = f"/admin/conditions/picturefile/image/{picture.digest}/16.jpg"

    response = editor.get(address)

    assert response["Content-Type"] == "image/jpeg"
    assert "private, no-store" in response["Cache-Control"]
    assert client_of().get(address).status_code == 403
    assert Client().get(address).status_code == 302


def test_preview_gets_its_pictures_at_the_desk(editor, draft):
    picture = make_photograph(draft).picture

    page = editor.get(f"/admin/conditions/edition/{draft.pk}/preview/").content.decode()

    address = f"/admin/conditions/picturefile/image/{picture.digest}/16.jpg"
    assert f'src="{address}"' in page
    assert "/photographs/" not in page


def test_draft_takes_a_photograph(editor, draft):
    picture, site = make_picture(), make_term(kind=TermKind.BODY_SITE)
    form = form_of(editor.get(change_url(draft)))
    new_row(
        form,
        "photographs",
        picture=[str(picture.pk)],
        alt=["A lump"],
        plain=["It is hard."],
        clinical=["A nodule."],
        body_sites=[str(site.pk)],
        skin_tone=["9"],
        distressing=["on"],
        topic=["symptom"],
        position=[""],
    )

    assert editor.post(change_url(draft), form).status_code == 302

    photograph = draft.photographs.get()
    assert (photograph.picture, photograph.skin_tone, photograph.distressing) == (picture, 9, True)
    assert list(photograph.body_sites.all()) == [site]
    (change,) = draft.saves.get().changes
    assert (change["before"], change["after"]["alt"]) == (None, "A lump")


def test_photograph_is_changed_and_removed(editor, draft):
    kept, gone = make_photograph(draft), make_photograph(draft)
    form = form_of(editor.get(change_url(draft)))
    form[f"{row_of_photograph(form, kept)}-alt"] = ["A hard white lump"]
    form[f"{row_of_photograph(form, gone)}-DELETE"] = ["on"]

    assert editor.post(change_url(draft), form).status_code == 302

    assert [one.alt for one in draft.photographs.all()] == ["A hard white lump"]
    assert PictureFile.objects.count() == 2


def row_of_photograph(form, photograph):
    """Return the prefix of a photograph's row: a fact may have the same id."""
    rows = {name: form[name] for name in form if name.startswith("facts-photographs-")}
    return row_of(rows, photograph)


def test_picture_that_is_no_more_is_told(editor, draft):
    form = form_of(editor.get(change_url(draft)))
    new_row(form, "photographs", picture=["999999"], alt=["A lump"], topic=["symptom"])

    page = text_of(editor.post(change_url(draft), form))

    assert "This entry does not exist any more." in page
    assert "A lump" in page


def test_withdrawn_picture_is_not_taken(editor, draft):
    picture = make_picture(withdrawn_at="2026-01-01T00:00Z", withdrawal_reason="Asked for.")
    form = form_of(editor.get(change_url(draft)))
    new_row(form, "photographs", picture=[str(picture.pk)], alt=["A lump"], topic=["symptom"])

    page = text_of(editor.post(change_url(draft), form))

    assert "This picture was withdrawn; choose another." in page
    assert not draft.photographs.exists()


def test_same_picture_twice_in_a_draft_is_told(editor, draft):
    photograph = make_photograph(draft)
    form = form_of(editor.get(change_url(draft)))
    new_row(
        form, "photographs", picture=[str(photograph.picture_id)], alt=["Again"], topic=["symptom"]
    )

    page = text_of(editor.post(change_url(draft), form))

    assert "This picture is in the edition already." in page
    assert "Again" in page
    assert draft.photographs.count() == 1


def test_two_photographs_cannot_change_places_by_their_pictures(editor, draft):
    one, other = make_photograph(draft), make_photograph(draft)
    form = form_of(editor.get(change_url(draft)))
    form[f"{row_of_photograph(form, one)}-picture"] = [str(other.picture_id)]
    form[f"{row_of_photograph(form, other)}-picture"] = [str(one.picture_id)]

    page = text_of(editor.post(change_url(draft), form))

    assert "This picture is in the edition already." in page


def test_photograph_is_replaced_by_another_of_the_same_picture(editor, draft):
    photograph = make_photograph(draft)
    picture = str(photograph.picture_id)
    form = form_of(editor.get(change_url(draft)))
    form[f"{row_of_photograph(form, photograph)}-DELETE"] = ["on"]
    new_row(form, "photographs", picture=[picture], alt=["Again"], topic=["symptom"])

    assert editor.post(change_url(draft), form).status_code == 302

    assert draft.photographs.get().alt == "Again"


def test_two_editors_lose_no_photograph(editor, draft):
    other = client_of("editor", first_name="Ana")
    photograph = make_photograph(draft)
    hers, mine = (form_of(one.get(change_url(draft))) for one in (other, editor))
    row = row_of_photograph(mine, photograph)
    hers[f"{row}-alt"] = ["What Ana sees"]
    new_row(hers, "photographs", picture=[str(make_picture().pk)], alt=["Hers"], topic=["symptom"])
    mine[f"{row}-plain"] = ["What I say"]
    new_row(mine, "photographs", picture=[str(make_picture().pk)], alt=["Mine"], topic=["cause"])
    assert other.post(change_url(draft), hers).status_code == 302

    response = editor.post(change_url(draft), mine)

    assert "Somebody else saved this draft" in text_of(response)
    assert editor.post(change_url(draft), form_of(response)).status_code == 302
    photograph.refresh_from_db()
    assert (photograph.alt, photograph.plain) == ("What Ana sees", "What I say")
    alts = sorted(Photograph.objects.values_list("alt", flat=True))
    assert alts == ["Hers", "Mine", "What Ana sees"]


def test_gate_leads_to_the_photograph(editor, draft):
    photograph = make_photograph(draft, alt="IMG_2041.jpg")

    page = text_of(editor.get(change_url(draft)))

    assert re.search(
        f'<a href="#fact-{photograph.key}">Symptoms and signs: Photograph: IMG_2041.jpg</a> – '
        "The alternative text is a file name",
        page,
    )
    assert f'<details id="fact-{photograph.key}"' in page


def test_section_alone_comes_back_to_itself(editor, draft):
    make_photograph(draft)
    address = f"{change_url(draft)}?topic=photographs"
    form = form_of(editor.get(address))
    assert not [name for name in form if name.startswith("facts-symptom")]

    response = editor.post(address, form | {"add_fact": ["photographs"]})

    assert response["Location"].endswith(
        "?topic=photographs&add=photographs#facts-photographs-group"
    )


def test_edition_in_review_shows_photographs_without_fields(editor):
    edition = make_in_review()
    make_photograph(edition, body_sites=[make_term("calf", kind=TermKind.BODY_SITE)], skin_tone=2)

    page = text_of(editor.get(change_url(edition)))

    assert "A white lump on a finger" in page
    assert "light skin (Monk scale 2 of 10)" in page
    assert "facts-photographs-0-alt" not in page


def test_review_page_shows_the_picture_and_takes_a_comment(draft):
    reviewer = client_of("reviewer")
    edition = make_in_review()
    photograph = make_photograph(edition)
    address = f"/admin/conditions/edition/{edition.pk}/"

    page = text_of(reviewer.get(f"{address}changes/"))
    reviewer.post(f"{address}comments/", {"fact_key": photograph.key, "text": "Whose finger?"})

    assert f"/admin/conditions/picturefile/image/{photograph.picture.digest}/16.jpg" in page
    assert "Skin tone" not in page
    assert edition.comments.get().fact_key == photograph.key
