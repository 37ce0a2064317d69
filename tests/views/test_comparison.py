"""The comparison page: what can be asked of it, and what it answers otherwise."""

import re

import pytest

from conditions.models import TermKind, Topic
from tests.factories import make_condition, make_edition, make_fact, make_published, make_term
from tests.views.posting import post
from tests.views.world import make_many

pytestmark = pytest.mark.django_db


def compare(client, *slugs, **query):
    return client.get("/compare/", {"c": slugs, **query})


@pytest.fixture
def four():
    return [make_published().condition.slug for _ in range(4)]


@pytest.mark.parametrize("count", [2, 3, 4])
def test_two_to_four_conditions_are_compared(client, four, count):
    response = compare(client, *four[:count])

    assert response.status_code == 200
    assert len(response.context["page"].columns) == count


def test_nothing_chosen_offers_the_choice(client, four):
    response = client.get("/compare/")

    assert response.status_code == 200
    assert response.content.decode().count('type="checkbox"') == 4


def test_one_needs_another_and_stays_ticked(client, four):
    response = compare(client, four[0])

    assert response.status_code == 400
    assert "Choose at least one more" in response.content.decode()
    assert response.content.decode().count(" checked>") == 1


def test_five_are_too_many(client, four):
    response = compare(client, *four, make_published().condition.slug)

    assert response.status_code == 400
    assert "At most 4 conditions" in response.content.decode()


def test_one_given_twice_counts_once(client, four):
    assert compare(client, four[0], four[0]).status_code == 400
    assert compare(client, four[0], four[1], four[0]).status_code == 200


@pytest.mark.parametrize("slug", ["nobody", "<script>", "a b", "\N{SNOWMAN}", "x" * 3000])
def test_unknown_ones_are_told(client, four, slug):
    response = compare(client, four[0], slug)

    assert response.status_code == 404
    assert "no such condition" in response.content.decode()
    assert "<script>" not in response.content.decode()


def test_a_draft_is_no_condition(client, four):
    draft = make_edition()

    assert compare(client, four[0], draft.condition.slug).status_code == 404


@pytest.mark.parametrize("query", [{"view": "loud"}, {"only": "else"}, {"x": "y"}])
def test_other_parameters_change_nothing(client, four, query):
    assert compare(client, *four[:2], **query).status_code == 200


def test_clinical_wording_and_only_differences(client):
    term = make_term("Ulcus", plain_name="sore")
    facts = [{"topic": Topic.SYMPTOM, "term": term}]
    slugs = [make_published(facts=facts).condition.slug for _ in range(2)]

    page = compare(client, *slugs, view="clinical", only="differences").content.decode()

    assert "Abnormal deposition" in page
    assert "1 row is the same for all" in page


# Ticked in a list

BOX = re.compile(r'<label[^>]*><input type="checkbox" name="c" value="([^"]+)" form="compare">')
FORM = '<form id="compare" action="/compare/"'
LISTS = {
    "/tree/": {},
    "/symptoms/lump/": {},
    "/risk-factors/smoking/": {},
    "/body/palm/": {},
    "/search/?q=wart": {},
    "/search/?q=wart&kind=condition": {},
    "/lookup/": {"answer-lump": "present"},
}


@pytest.fixture
def features():
    """Return facts that bring a condition into every list; `publish_wart` takes them."""
    palm = make_term("Palm", slug="palm", kind=TermKind.BODY_SITE)
    lump = make_term("Lump", slug="lump")
    smoking = make_term("Smoking", slug="smoking", kind=TermKind.RISK_FACTOR)
    return [
        {"topic": Topic.SYMPTOM, "term": lump, "body_sites": [palm]},
        {"topic": Topic.RISK_FACTOR, "term": smoking},
    ]


def publish_wart(slug, facts):
    make_published(make_condition(f"{slug.capitalize()} wart", slug=slug), facts=facts)


def page_with_list(client, address):
    fields = LISTS.get(address)
    response = post(client, address, **fields) if fields else client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("address", ["/conditions/", *LISTS])
def test_every_list_can_be_ticked_for_comparison(client, features, address):
    publish_wart("common", features)
    publish_wart("plane", features)

    page = page_with_list(client, address)

    assert sorted(BOX.findall(page)) == ["common", "plane"]
    assert page.count(FORM) == page.count("Compare the ticked conditions") == 1
    for name in ("Common wart", "Plane wart"):
        assert f'Compare <span class="hidden">{name}</span>' in page
    assert compare(client, *BOX.findall(page)).status_code == 200


@pytest.mark.parametrize("address", LISTS)
def test_list_of_one_has_nothing_to_tick(client, features, address):
    publish_wart("common", features)

    page = page_with_list(client, address)

    assert "/conditions/common/" in page
    assert BOX.findall(page) == []
    assert FORM not in page


def test_condition_with_two_statements_about_a_term_is_ticked_once(client, features):
    lump = features[0]["term"]
    cyst = make_term("Cyst", slug="cyst", broader=[lump])
    for slug in ("common", "plane"):
        publish_wart(slug, [*features, {"topic": Topic.SYMPTOM, "term": cyst}])

    page = page_with_list(client, "/symptoms/lump/")

    assert len(re.findall(r'Common wart(?:<span class="hidden">)?:', page)) == 2
    assert sorted(BOX.findall(page)) == ["common", "plane"]


def test_condition_that_is_only_mentioned_can_be_ticked_too(client, features):
    publish_wart("common", features)
    publish_wart("plane", [features[0] | {"reported_absent": True}])

    assert sorted(BOX.findall(page_with_list(client, "/symptoms/lump/"))) == ["common", "plane"]


def test_results_that_are_no_conditions_cannot_be_ticked(client, features):
    make_term("Wart in view", slug="view")
    publish_wart("common", features)
    publish_wart("plane", features)

    page = page_with_list(client, "/search/?q=wart")

    assert "/symptoms/view/" in page
    assert sorted(BOX.findall(page)) == ["common", "plane"]


@pytest.mark.parametrize("many", [5, 60])
def test_query_budget(client, django_assert_num_queries, many):
    make_many(many)
    make_fact()

    # The published conditions; the editions; their facts, citations with sources; the relations.
    with django_assert_num_queries(5):
        compare(client, "condition-0", "condition-1", "condition-2")
