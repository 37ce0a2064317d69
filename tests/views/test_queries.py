"""How often the public pages ask the database: the same with 5 and with 500 conditions."""

import pytest
from django.db import transaction

from conditions.models import Fact
from tests.views.posting import post
from tests.views.world import make_many

pytestmark = pytest.mark.django_db

# Each budget names its queries.
PAGES = {
    # the published conditions
    "/": 1,
    # the conditions that are left; the terms, their relations; one per facet (4)
    "/conditions/": 7,
    "/conditions/?symptom=finding-0&risk=risk-factor-0&site=body-site-0&kind=related": 7,
    # what the text finds, then as above
    "/conditions/?q=plain&symptom=finding-0": 8,
    # the published conditions
    "/tree/": 1,
    # the edition; its facts, their citations with sources, their body sites; the checks; the
    # published conditions it mentions; what the body sites are part of; names; codes
    "/conditions/condition-0/": 9,
    # the editions that readers have seen, then as above without the first
    "/conditions/condition-0/editions/1/": 9,
    # the editions with their condition and people; nothing to compare the first with
    "/conditions/condition-0/changes/": 1,
    # the editions; the facts of the one, their citations, their body sites
    "/conditions/condition-0/changes/?from=1&to=1": 4,
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
