"""The leaflet as a page to print and as a file."""

import pytest
from django.core.cache import caches
from django.utils import timezone
from django.utils.html import escape

from conditions.models import Topic
from conditions.presenters import leaflet_pdf
from conditions.presenters.leaflet import leaflet
from conditions.views import leaflet as views
from tests.factories import make_condition, make_edition, make_fact, make_published

pytestmark = pytest.mark.django_db

PAGE, PDF = "/conditions/wart/leaflet/", "/conditions/wart/leaflet.pdf"
BOTH = pytest.mark.parametrize("address", [PAGE, PDF], ids=["page", "pdf"])


@pytest.fixture(autouse=True)
def empty_caches():
    caches["leaflets"].clear()
    caches["default"].clear()


@pytest.fixture
def wart():
    facts = [
        {"topic": Topic.SEEK_HELP, "urgency": "emergency", "plain": "Call for help."},
        {"topic": Topic.SYMPTOM, "plain": "Small <bumps>.", "clinical": "Papules."},
        {"topic": Topic.CAUSE, "plain": "A virus."},
    ]
    return make_published(make_condition("Wart", slug="wart"), facts=facts)


def page_of(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def test_page_says_what_the_leaflet_says(client, wart):
    page = page_of(client, PAGE)

    shown = leaflet(wart, view="plain")
    words = [
        shown.title, shown.lead.text, shown.review, shown.left_out, shown.limits,
        shown.references[0].text, *(text for _name, text in shown.stamp), *shown.questions,
        *(one.text for part in [*shown.advice, *shown.parts] for one in part.statements),
    ]  # fmt: skip
    for text in words:
        assert escape(str(text)) in page
    assert "A virus." not in page


def test_page_offers_the_pdf_on_both_papers_in_both_sizes(client, wart):
    page = page_of(client, f"{PAGE}?view=clinical")

    for paper in ("a4", "letter"):
        for size in ("normal", "large"):
            assert f'href="{PDF}?view=clinical&amp;paper={paper}&amp;print={size}"' in page


def test_page_of_the_condition_leads_to_the_leaflet_in_its_wording(client, wart):
    assert f'href="{PAGE}"' in page_of(client, "/conditions/wart/")
    assert f'href="{PAGE}?view=clinical"' in page_of(client, "/conditions/wart/?view=clinical")


def test_old_edition_offers_no_leaflet(client, wart):
    make_published(wart.condition)

    assert PAGE not in page_of(client, "/conditions/wart/editions/1/")


def test_leaflet_follows_the_newest_edition(client, wart):
    first = client.get(PDF).content
    make_published(wart.condition)

    assert "2, published" in page_of(client, PAGE)
    assert client.get(PDF).content != first


def test_pdf_is_shown_under_a_name_that_says_which_it_is(client, wart):
    response = client.get(f"{PDF}?view=clinical&paper=letter&print=large")

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == (
        'inline; filename="wart-edition-1-clinical-letter-large-print.pdf"'
    )
    assert response.content.startswith(b"%PDF-")


def test_search_engines_are_left_with_the_page_of_the_condition(client, wart):
    assert '<meta name="robots" content="noindex">' in page_of(client, PAGE)
    assert client.get(PDF)["X-Robots-Tag"] == "noindex"
    assert "leaflet" not in page_of(client, "/sitemap.xml")


@pytest.mark.parametrize(
    "query", ["view=%ff", "paper=a0", "print=tiny", "paper[]=letter", "paper="]
)
def test_choice_that_is_not_offered_is_the_usual_one(client, wart, query):
    assert client.get(f"{PDF}?{query}").content == client.get(PDF).content
    assert client.get(f"{PAGE}?{query}").content == client.get(PAGE).content


@BOTH
def test_unknown_condition_has_no_leaflet(client, address):
    assert client.get(address).status_code == 404


@BOTH
def test_draft_has_no_leaflet(client, address):
    make_fact(make_edition(make_condition(slug="wart")))

    assert client.get(address).status_code == 404


@BOTH
def test_leaflet_of_a_withdrawn_page_is_gone_and_says_why(client, wart, address):
    client.get(address)
    wart.status, wart.withdrawn_at = "withdrawn", timezone.now()
    wart.withdrawal_reason = "A figure is wrong."
    wart.save()

    page = page_of(client, address, status=410)

    assert "A figure is wrong." in page


@BOTH
def test_former_address_redirects_for_good(client, wart, address):
    wart.condition.former_slugs.create(slug="verruca")

    response = client.get(address.replace("wart", "verruca"))

    assert (response.status_code, response["Location"]) == (301, address)


def test_reader_who_has_the_pdf_is_told_that_it_is_unchanged(client, wart, monkeypatch):
    first = client.get(PDF)
    monkeypatch.setattr(views, "set_pdf", None)
    caches["leaflets"].clear()

    again = client.get(PDF, headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]


def test_pdf_is_set_once(client, wart, monkeypatch):
    first = client.get(PDF)
    monkeypatch.setattr(views, "set_pdf", None)

    assert client.get(PDF).content == first.content


def test_pdf_that_was_set_before_a_change_is_not_sent_after_it(client, wart):
    first = client.get(PDF)
    wart.condition.names.create(text="verruca")

    second = client.get(PDF)

    assert second.content != first.content
    assert second["ETag"] != first["ETag"]


def test_sender_may_have_only_so_many_pdfs_set(client, wart, monkeypatch):
    monkeypatch.setattr(views, "PDFS_AN_HOUR", 1)
    assert client.get(PDF).status_code == 200
    assert client.get(PDF).status_code == 200  # kept

    response = client.get(f"{PDF}?paper=letter")

    assert response.status_code == 429
    assert "no-store" in response["Cache-Control"]
    assert f'href="{PAGE}"' in response.content.decode()
    assert client.get(PAGE).status_code == 200


def test_without_typst_a_page_leads_to_the_page_to_print(client, wart, monkeypatch, caplog):
    monkeypatch.setattr(leaflet_pdf, "typst", None)

    response = client.get(PDF)

    assert response.status_code == 503
    assert "no-store" in response["Cache-Control"]
    assert f'href="{PAGE}"' in response.content.decode()
    assert "The leaflet of wart could not be set: typst is not installed" in caplog.text
    assert "Small &lt;bumps&gt;." in page_of(client, PAGE)


@BOTH
def test_leaflet_is_only_read(client, wart, address):
    form = {"content_type": "application/x-www-form-urlencoded"}

    assert client.post(address, "paper=a4", **form).status_code == 405
    assert client.head(address).status_code == 200
