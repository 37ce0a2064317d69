"""How often the public pages ask the database: the same with 5 and with 500 conditions."""

import pytest
from django.db import transaction

from conditions.models import Fact
from conditions.selectors.glossary import glossary
from tests.views.posting import post
from tests.views.world import make_many

pytestmark = pytest.mark.django_db

# Each budget names its queries.
PAGES = {
    # the published conditions
    "/": 1,
    # the published conditions
    "/tree/": 1,
    # the edition; its facts, their citations with sources, their body sites; its photographs; the
    # checks; the published conditions it mentions; what the body sites are part of; the state of
    # the vocabulary (2); names; codes
    "/conditions/condition-0/": 12,
    # the editions that readers have seen, then as above without the first
    "/conditions/condition-0/editions/1/": 12,
    # as the first without the vocabulary
    "/conditions/condition-0/?view=clinical": 10,
    # as the first without the codes
    "/conditions/condition-0/leaflet/": 11,
    "/conditions/condition-0/leaflet.pdf": 11,
    # the editions with their condition and people; nothing to compare the first with
    "/conditions/condition-0/changes/": 1,
    # the editions; the facts of the one, their citations, their body sites; its photographs
    "/conditions/condition-0/changes/?from=1&to=1": 5,
    # the terms, their relations, who has them
    "/symptoms/": 3,
    "/risk-factors/": 3,
    # the term, its names; the terms, their relations; the facts, their citations, their body sites
    "/symptoms/finding-0/": 7,
    "/risk-factors/risk-factor-0/": 7,
    # the terms, their relations, where something is seen
    "/body/": 3,
    # as above; the facts, their citations, their body sites
    "/body/body-site-0/": 6,
    # the terms
    "/glossary/": 1,
    # the sources with the number of their facts
    "/sources/": 1,
    # the source, its facts
    "/sources/source-0/": 2,
    # the editions and their number, the terms and their number, the places and their number
    "/sitemap.xml": 6,
    "/search/": 0,
    "/opensearch.xml": 0,
    "/feedback/": 0,
    # the edition, its fact
    "/feedback/?page=/conditions/condition-0/&edition=1&fact={fact}": 2,
    "/feedback/thanks/": 0,
    "/about/": 0,
    "/editorial-policy/": 0,
    "/privacy/": 0,
    "/accessibility/": 0,
    "/robots.txt": 0,
}


@pytest.fixture(scope="module", params=[5, 500])
def many(request, django_db_setup, django_db_blocker):

    with django_db_blocker.unblock(), transaction.atomic():
        make_many(request.param)
        glossary()  # each process keeps it
        yield request.param
        transaction.set_rollback(True)


@pytest.mark.parametrize("page", PAGES)
def test_page_keeps_its_number_of_queries(client, many, django_assert_num_queries, page):
    address = page.format(fact=Fact.objects.first().key)
    with django_assert_num_queries(PAGES[page]):
        response = client.get(address)

    assert response.status_code == 200
    assert not response.cookies


ANSWERS = {"answer-finding-0": "present", "answer-risk-factor-0": "present", "words": "finding"}


def test_lookup_keeps_its_number_of_queries(client, many, django_assert_num_queries):
    # Cold: the published editions and the newest change, which tell the state; the terms with
    # synonyms, their relations, their codes; the facts, their citations, their body sites; the
    # rules, what they point to; the conditions' codes.
    with django_assert_num_queries(11):
        first = post(client, "/lookup/", **ANSWERS)
    # Warm: only the state.
    with django_assert_num_queries(2):
        second = post(client, "/lookup/", **ANSWERS)
    for page in ("/lookup/", "/api/v1/terms?q=finding"):
        with django_assert_num_queries(2):
            assert client.get(page).status_code == 200

    assert first.status_code == second.status_code == 200
    assert first.content == second.content


def test_search_keeps_its_number_of_queries(client, many, django_assert_num_queries):
    # Cold: the published editions and the newest change, which tell the state; the conditions; the
    # terms, their relations; the other names of both; the facts; where findings are seen.
    with django_assert_num_queries(9):
        first = client.get("/search/?q=plain+finding")
    # Warm: only the state.
    for page in ("/search/?q=plain+finding", "/api/v1/search?q=finding"):
        with django_assert_num_queries(2):
            assert client.get(page).status_code == 200

    assert "Statements" in first.content.decode()


def test_filters_keep_their_number_of_queries(client, many, django_assert_num_queries):
    chosen = "symptom=finding-0&not_risk=risk-factor-1&site=body-site-0&kind=related&letter=c"
    # Cold: the conditions; the published editions and the newest change, which tell the state; the
    # terms, their relations; who has which findings, risk factors, body sites.
    with django_assert_num_queries(8):
        first = client.get(f"/conditions/?{chosen}")
    # Warm: the conditions, the state; also where nothing is left.
    for query in ("", chosen, "not_kind=related&risk_match=all&sort=match"):
        with django_assert_num_queries(3):
            assert client.get(f"/conditions/?{query}").status_code == 200
    # With words, that of the search too, which has been built by now.
    client.get("/search/?q=plain")
    with django_assert_num_queries(5):
        assert client.get(f"/conditions/?q=plain&{chosen}").status_code == 200

    assert "Condition 0" in first.content.decode()
