import pytest
from django.test import override_settings

from conditions.models import TermKind, Topic
from tests.factories import make_condition, make_fact, make_published, make_term

pytestmark = pytest.mark.django_db


def page_of(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_home_shows_the_ways_in_and_the_published_conditions_by_kind(client):
    make_published(make_condition("Wart", kind="look-alike", plain_name="a bump"))
    make_condition("Only a name")

    page = page_of(client, "/")

    for words in ('href="/lookup/"', 'href="/conditions/"', "Look-alikes", "Wart", "a bump"):
        assert words in page
    assert "Only a name" not in page
    assert "Related calcium disorders" not in page


@pytest.mark.parametrize(
    ("number", "words"),
    [("112", "In an emergency call 112."), ("", "call your local emergency number.")],
)
@pytest.mark.parametrize("url", ["/", "/lookup/", "/about/", "/glossary/"])
def test_every_page_says_whom_to_call(client, url, number, words):
    with override_settings(EMERGENCY_NUMBER=number):
        assert words in page_of(client, url)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("/about/", "lookup"),
        ("/editorial-policy/", "source"),
        ("/privacy/", "cookie"),
        ("/accessibility/", "WCAG 2.2"),
    ],
)
def test_statement_of_the_site_is_there(client, url, words):
    assert words in page_of(client, url)


def test_robots_are_kept_from_searches_and_the_desk(client):
    with override_settings(SITE_URL="https://calcsite.example"):
        lines = page_of(client, "/robots.txt").splitlines()

    assert "Disallow: /admin/" in lines
    assert "Disallow: /lookup/?" in lines
    assert "Disallow: /lookup/" not in lines
    assert "Disallow: /lookup/summary/" in lines
    assert "Disallow: /feedback/" in lines
    assert "Sitemap: https://calcsite.example/sitemap.xml" in lines


def test_sitemap_lists_what_is_published(client):
    term, unused = make_term(slug="sore"), make_term(slug="itch")
    leg, arm = (make_term(slug=slug, kind=TermKind.BODY_SITE) for slug in ("leg", "arm"))
    make_published(
        make_condition(slug="wart"),
        facts=[{"topic": Topic.SYMPTOM, "term": term, "body_sites": [leg]}],
    )
    make_fact(topic=Topic.SYMPTOM, term=unused, body_sites=[arm])
    make_condition(slug="only-a-name")

    page = page_of(client, "/sitemap.xml")

    for path in ("/", "/about/", "/conditions/wart/", "/symptoms/sore/", "/body/leg/"):
        assert f"{path}</loc>" in page
    for slug in ("only-a-name", "itch", "arm"):
        assert slug not in page


def test_sitemap_prints_the_address_that_readers_use(client):
    with override_settings(SITE_URL="https://calcsite.example"):
        page = page_of(client, "/sitemap.xml")

    assert "<loc>https://calcsite.example/about/</loc>" in page
    assert "testserver" not in page


def test_tree_shows_forms_below_what_they_are_forms_of(client):
    top = make_published(make_condition("Calcinosis")).condition
    make_published(make_condition("Scrotal calcinosis", broader=top))

    page = page_of(client, "/tree/")

    assert page.index("Calcinosis</a>") < page.index("Scrotal calcinosis</a>")


def test_missing_page_says_so(client):
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert b"<h1>" in response.content


@pytest.mark.parametrize("url", ["/", "/conditions/", "/symptoms/", "/sources/", "/robots.txt"])
def test_reading_pages_take_no_post(client, url):
    assert client.post(url, "", content_type="application/x-www-form-urlencoded").status_code == 405
