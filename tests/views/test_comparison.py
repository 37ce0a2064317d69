"""The comparison page: what can be asked of it, and what it answers otherwise."""

import pytest

from conditions.models import Topic
from tests.factories import make_edition, make_fact, make_published, make_term
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


def test_every_list_can_be_ticked_for_comparison(client, four):
    page = client.get("/conditions/").content.decode()

    assert page.count('name="c"') == 4
    assert '<form id="compare" action="/compare/">' in page


@pytest.mark.parametrize("many", [5, 60])
def test_query_budget(client, django_assert_num_queries, many):
    make_many(many)
    make_fact()

    # The published conditions; the editions; their facts, citations with sources; the relations.
    with django_assert_num_queries(5):
        compare(client, "condition-0", "condition-1", "condition-2")
