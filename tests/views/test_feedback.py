"""“Is something wrong or unclear?”, as browsers and programs send it."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.core.cache import cache

from conditions.actions import feedback
from conditions.models import Feedback
from conditions.views.feedback import REMARKS_AN_HOUR
from tests.factories import make_condition, make_published
from tests.views.posting import post

pytestmark = pytest.mark.django_db
PAGE = "/conditions/wart/"
THANKS = "/feedback/thanks/"


@pytest.fixture(autouse=True)
def nobody_has_sent_anything():
    cache.clear()


@pytest.fixture
def published():
    return make_published(make_condition("Wart", slug="wart"))


def said(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def send(client, text="The second sentence is unclear.", **fields):
    return post(client, "/feedback/", text=text, **fields)


def links_to_the_form(page):
    return [link.replace("&amp;", "&") for link in re.findall(r'href="(/feedback/[^"]*)"', page)]


def test_every_page_leads_to_the_form(client, published):
    own = {path: path for path in ("/", "/lookup/", "/about/", PAGE)}
    for path, page in (own | {f"{PAGE}editions/1/": PAGE}).items():
        (link, *_others) = reversed(links_to_the_form(said(client.get(path))))
        assert dict(parse_qsl(urlsplit(link).query))["page"] == page

    assert links_to_the_form(said(client.get("/nowhere/"), 404))


def test_form_says_what_it_is_for_and_whom_to_call(client):
    page = said(client.get("/feedback/"))

    assert "This form is not read at once" in page
    assert "call your local emergency number" in page
    assert "no names and nothing about anybody's health" in page
    assert 'maxlength="500"' in page
    assert "noindex" in page


def test_remark_on_a_fact_goes_from_the_page_to_the_queue(client, published):
    published_fact = published.facts.get()
    link = f"/feedback/?page={PAGE}&edition=1&fact={published_fact.key}"
    form = said(client.get(link))
    assert published_fact.plain in form
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))

    response = send(client, **hidden)

    assert (response.status_code, response["Location"]) == (303, THANKS)
    assert "Thank you" in said(client.get(THANKS))
    remark = Feedback.objects.get()
    assert (remark.page, remark.edition, remark.fact_key) == (PAGE, published, published_fact.key)
    assert not response.cookies


def test_listed_facts_link_to_the_form(client, published):
    edition = make_published(facts=[{"topic": "cause"}])
    fact = edition.facts.get(topic="cause")

    page = said(client.get(edition.condition.get_absolute_url()))

    linked = [dict(parse_qsl(urlsplit(link).query)) for link in links_to_the_form(page)]
    assert {
        "page": edition.condition.get_absolute_url(), "edition": "1", "fact": fact.key.hex[:10]
    } in linked  # fmt: skip


def test_remark_on_another_page_is_kept_without_an_edition(client):
    assert send(client, page="/lookup/").status_code == 303

    remark = Feedback.objects.get()
    assert (remark.page, remark.edition, remark.fact_key) == ("/lookup/", None, None)


@pytest.mark.parametrize("fields", [
    {"page": "//evil.example/", "edition": "1"},
    {"page": PAGE, "edition": "9" * 300, "fact": "x"},
    {"edition": "-1", "fact": "0" * 32},
])  # fmt: skip
def test_remark_is_kept_when_what_it_names_is_not_there(client, published, fields):
    assert send(client, **fields).status_code == 303
    assert Feedback.objects.get().edition is None


@pytest.mark.parametrize("text", ["", " \r\n ", "\x07\x1b"])
def test_empty_remark_is_told(client, text):
    page = said(send(client, text), 400)

    assert "Please write what is wrong or unclear." in page
    assert "<title>Error:" in page
    assert not Feedback.objects.exists()


def test_length_is_counted_in_characters(client):
    longest = "ß\r\n𝔘" * 166 + "ab"  # 500 characters, each line's end being one
    assert send(client, longest).status_code == 303
    assert len(Feedback.objects.get().text) == 500

    page = said(send(client, longest + "c"), 400)
    assert "500 characters" in page
    assert "𝔘" in page
    assert Feedback.objects.count() == 1


def test_text_is_plain_and_comes_back_escaped(client, published):
    script = "<script>alert(1)</script>"

    page = said(send(client, script + "x" * 500, page=PAGE, edition="1"), 400)

    assert script not in page
    assert "&lt;script&gt;" in page
    assert 'name="edition" value="1"' in page


def test_program_gets_the_same_thanks_and_nothing_is_kept(client):
    response = send(client, more="https://spam.example")

    assert (response.status_code, response["Location"]) == (303, THANKS)
    assert not Feedback.objects.exists()


def test_sixth_remark_in_an_hour_is_asked_to_wait_and_keeps_the_text(client):
    for _number in range(REMARKS_AN_HOUR):
        assert send(client).status_code == 303

    page = said(send(client, "What I typed.", page="/lookup/"), 429)

    assert "Please wait an hour." in page
    assert "What I typed." in page
    assert 'name="page" value="/lookup/"' in page
    assert Feedback.objects.count() == REMARKS_AN_HOUR


def test_flood_from_many_senders_meets_the_ceiling_of_the_day(client, monkeypatch):
    monkeypatch.setattr(feedback, "REMARKS_A_DAY", 1)
    send(client)

    page = said(send(client, "What I typed.", page="/lookup/"), 429)

    assert "tomorrow" in page
    assert "What I typed." in page
    assert Feedback.objects.count() == 1


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}])
def test_remark_from_another_site_is_refused(client, headers):
    response = client.post(
        "/feedback/",
        "text=Hm",
        content_type="application/x-www-form-urlencoded",
        headers=headers,
    )

    assert response.status_code == 403
    assert not Feedback.objects.exists()


def test_json_is_no_remark(client):
    response = client.post("/feedback/", '{"text": "Hm"}', content_type="application/json")

    assert response.status_code == 400


def test_reading_the_form_keeps_nothing(client):
    client.get(f"/feedback/?text=Hm&page={PAGE}")

    assert not Feedback.objects.exists()


def test_thanks_take_no_post(client):
    assert post(client, THANKS).status_code == 405
