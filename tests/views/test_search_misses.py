"""Searches that find nothing: what they leave, and that a page does not write it."""

import pytest
from django.test import override_settings

from conditions.actions import search_misses
from conditions.actions.search_misses import write_tally
from conditions.models import SearchMiss
from tests.factories import make_condition, make_published
from tests.views.posting import post

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def counting():
    with override_settings(COUNT_SEARCH_MISSES=True):
        yield
    search_misses._take()


@pytest.fixture(autouse=True)
def published():
    return make_published(make_condition("Wart"))


def counted():
    write_tally(even_if_young=True)
    return dict(SearchMiss.objects.values_list("word", "count"))


def test_search_that_finds_nothing_leaves_its_word(client):
    client.get("/conditions/?q=Gibberwort&kind=related")
    client.get("/conditions/?q=gibberwort")

    assert not SearchMiss.objects.exists()
    assert counted() == {"gibberwort": 2}


@pytest.mark.parametrize(
    "query", ["q=wart", "q=wart&kind=related", "q=ann+smith", "q=", "", "q=12345", "kind=x%20y"]
)
def test_search_leaves_nothing_else(client, query):
    client.get(f"/conditions/?{query}")

    assert counted() == {}


def test_site_search_that_finds_nothing_leaves_its_word(client):
    client.get("/search/?q=Gibberwort")
    client.get("/search/?q=ann+gibberwort")
    client.get("/search/?q=wart")
    client.get("/api/v1/search?q=zzwort")  # half typed: nobody asked for this

    assert counted() == {"gibberwort": 1}


def test_lookup_leaves_the_words_that_it_does_not_know(client):
    post(client, "/lookup/", words="gibberwort, ann smith, 12345")

    assert counted() == {"gibberwort": 1}


def test_lookup_by_address_leaves_nothing(client):
    client.get("/lookup/?words=gibberwort")

    assert counted() == {}


@pytest.mark.parametrize("counts", [True, False])
def test_pages_say_whether_words_are_counted(client, counts):
    with override_settings(COUNT_SEARCH_MISSES=counts):
        lookup, privacy = (client.get(url).content.decode() for url in ("/lookup/", "/privacy/"))

    assert ("words that nothing on this site fits are counted" in lookup) is counts
    assert ("When a single word finds nothing" in privacy) is counts


def test_privacy_page_says_what_becomes_of_remarks(client):
    page = client.get("/privacy/").content.decode()

    assert "After 90 days it is deleted" in page
