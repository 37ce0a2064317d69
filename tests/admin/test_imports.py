"""The pages by which editors take content out and bring it back."""

import io
import zipfile

import msgspec
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from conditions import exchange
from conditions.actions.imports import keep_file
from conditions.admin import imports
from conditions.models import ContentImport, Edition
from conditions.selectors.documents import condition_document
from tests.factories import make_edition, make_fact, make_published, make_user

pytestmark = pytest.mark.django_db

ADD = "/admin/conditions/contentimport/add/"
LIST = "/admin/conditions/contentimport/"


@pytest.fixture
def editor():
    return make_user(groups=["editor"])


@pytest.fixture
def browser(editor):
    client = Client()
    client.force_login(editor)
    return client


def document_of(edition):
    """Return an edition's document as it is read from the database."""
    edition = Edition.objects.get(pk=edition.pk)
    return condition_document(edition.condition, edition)


def changed_file(condition, plain="New words."):
    document = document_of(condition.editions.order_by("-number").first())
    first = msgspec.structs.replace(document.facts[0], plain=plain)
    changed = msgspec.structs.replace(document, facts=(first, *document.facts[1:]))
    return exchange.write_file([changed], "xlsx").data


def upload(browser, data, name="file.xlsx"):
    return browser.post(ADD, {"file": SimpleUploadedFile(name, data)})


def say_yes(browser, url, **fields):
    mark = browser.get(url).context["plan"].fingerprint
    return browser.post(url, {"fingerprint": mark, "change_note": "Why.", **fields})


@pytest.mark.parametrize(
    ("file_format", "ending"), [("yaml", "yaml"), ("xlsx", "xlsx"), ("csv", "zip")]
)
def test_an_edition_is_handed_out_and_can_be_read_back(browser, file_format, ending):
    edition = make_published()

    response = browser.get(f"/admin/conditions/edition/{edition.pk}/export/{file_format}/")

    name = f"{edition.condition.slug}-1.{ending}"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert "no-store" in response["Cache-Control"]
    (part,) = exchange.read_file(name, response.content).parts
    assert part.document.slug == edition.condition.slug


def test_everything_published_is_handed_out(browser):
    edition = make_published()

    response = browser.get(f"{LIST}export/yaml/")

    names = zipfile.ZipFile(io.BytesIO(response.content)).namelist()
    assert f"conditions/{edition.condition.slug}.yaml" in names
    assert "sources.yaml" in names


def test_there_is_no_other_format(browser):
    edition = make_published()

    assert browser.get(f"{LIST}export/pdf/").status_code == 404
    assert browser.get(f"/admin/conditions/edition/{edition.pk}/export/pdf/").status_code == 404


def test_a_text_too_long_for_a_cell_is_told(browser):
    edition = make_edition()
    make_fact(edition, clinical="x" * 32_768)

    url = f"/admin/conditions/edition/{edition.pk}/export/xlsx/"
    response = browser.get(url, follow=True)

    assert "a cell holds at most 32767 characters" in response.content.decode()


def test_upload_shows_the_differences_and_changes_nothing(browser):
    edition = make_published()

    page = browser.get(upload(browser, changed_file(edition.condition)).url)

    text = page.content.decode()
    assert "New words." in text
    assert "1 fact differs" in text
    assert edition.condition.editions.count() == 1


def test_yes_lands_a_draft(browser, editor):
    edition = make_published()
    url = upload(browser, changed_file(edition.condition)).url

    response = say_yes(browser, url)
    landed = browser.get(response.url).content.decode()

    assert edition.condition.editions.in_work().get().author == editor
    assert f"{edition.condition} 2" in landed


def test_yes_needs_a_note_and_the_state_that_was_seen(browser):
    edition = make_published()
    url = upload(browser, changed_file(edition.condition)).url

    without_note = say_yes(browser, url, change_note=" ")
    stale = say_yes(browser, url, fingerprint="else")

    assert "This field is required" in without_note.content.decode()
    assert "since you looked" in stale.content.decode()
    assert "Why." in stale.content.decode()
    assert edition.condition.editions.count() == 1


def test_what_did_not_land_is_told(browser, editor):
    waiting, other = make_published(), make_published()
    draft = make_edition(waiting.condition, author=editor, status="in-review")
    make_fact(draft)
    one, two = document_of(waiting), document_of(other)
    swapped = [
        msgspec.structs.replace(one, facts=two.facts),
        msgspec.structs.replace(two, facts=one.facts),
    ]
    files = exchange.write_file(swapped, "yaml")

    url = upload(browser, files.data, "both.zip").url
    response = browser.get(say_yes(browser, url).url)

    assert "is in review" in response.content.decode()
    assert other.condition.editions.in_work().exists()


def test_rows_with_mistakes_are_listed(browser):
    document = document_of(make_published())
    text = exchange.write_document(document).replace("kind: calcinosis", "kind: bump")
    fine = exchange.SourcesDocument(
        sources=(exchange.Source(slug="new", kind="review", title="N", doi="10.1000/n"),)
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("wart.yaml", text)
        archive.writestr("sources.yaml", exchange.write_document(fine))

    page = browser.get(upload(browser, buffer.getvalue(), "pack.zip").url).content.decode()

    assert "1 problem in the file" in page
    assert "wart.yaml" in page
    assert "allowed: calciphylaxis" in page
    assert "1 source is added" in page


@pytest.mark.parametrize("name", ["file.xlsx", "file.docx", "file.zip", "file.yaml"])
def test_garbage_gets_a_clear_page(browser, name):
    response = upload(browser, b"\xff\x00garbage", name)

    assert response.status_code == 422
    assert "1 problem in the file" in response.content.decode()
    assert not ContentImport.objects.exists()


def test_too_large_a_file_gets_a_clear_page(browser, monkeypatch):
    monkeypatch.setattr(imports.exchange, "MAX_FILE", 1_000_000)

    response = upload(browser, b"x" * 1_000_001)

    assert response.status_code == 422
    assert "larger than 1 MB" in response.content.decode()


def test_no_file_is_told(browser):
    assert "This field is required" in browser.post(ADD, {}).content.decode()


def test_a_waiting_file_is_shown_to_its_owner_only(browser, editor):
    mine = keep_file(file_name="mine.xlsx", data=b"", by=editor)
    other = keep_file(file_name="secret.xlsx", data=b"", by=make_user())

    assert "secret" not in browser.get(LIST).content.decode()
    assert "mine" in browser.get(LIST).content.decode()
    assert browser.get(f"{LIST}{other.pk}/change/").status_code == 404
    assert browser.post(f"{LIST}{other.pk}/change/", {"change_note": "x"}).status_code == 404
    assert mine.content == b""


def test_reviewers_see_imports_and_bring_none():
    client = Client()
    client.force_login(make_user(groups=["reviewer"]))

    assert client.get(LIST).status_code == 200
    assert client.get(ADD).status_code == 403
    assert upload(client, b"x").status_code == 403
