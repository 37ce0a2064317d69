"""The vocabulary's admin: search in both languages, and no circles."""

import pytest

from conditions.models import (
    Citation,
    Condition,
    ConditionCode,
    ConditionName,
    Fact,
    Source,
    Term,
    TermCode,
    TermKind,
    TermName,
    TermRelation,
    Topic,
    UrgencyRule,
)
from conditions.selectors.lookup import knowledge
from tests.admin.pages import change_url, form_of
from tests.factories import make_published, make_term, make_urgency_rule, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client):
    client.force_login(make_user(groups=["vocabulary keeper"]))
    return client


def offered(client, term, kind=""):
    response = client.get(
        f"/admin/autocomplete/?term={term}&kind={kind}"
        "&app_label=conditions&model_name=fact&field_name=term"
    )
    return [result["text"] for result in response.json()["results"]]


def test_autocomplete_finds_lay_and_clinical_words(keeper):
    make_term("Eschar", plain_name="dark crust", names=["black scab"])

    assert offered(keeper, "eschar") == ["Eschar"]
    assert offered(keeper, "black scab") == ["Eschar"]
    assert offered(keeper, "dark crust") == ["Eschar"]
    assert offered(keeper, "nothing") == []


def test_autocomplete_keeps_to_the_kind_of_the_section(keeper):
    make_term("Skin biopsy", kind=TermKind.TEST)
    make_term("Skin pain", kind=TermKind.FINDING)

    assert offered(keeper, "skin", "finding") == ["Skin pain"]
    assert offered(keeper, "skin", "test") == ["Skin biopsy"]
    assert offered(keeper, "skin", "nonsense") == ["Skin biopsy", "Skin pain"]


def test_autocomplete_of_body_sites_offers_body_sites(keeper):
    make_term("Thigh", kind=TermKind.BODY_SITE)
    make_term("Thigh pain", kind=TermKind.FINDING)

    response = keeper.get(
        "/admin/autocomplete/?term=thigh&app_label=conditions&model_name=fact&field_name=body_sites"
    )

    assert [result["text"] for result in response.json()["results"]] == ["Thigh"]


def test_circle_of_broader_terms_is_refused(keeper):
    above = make_term("Ulcer")
    below = make_term("Leg ulcer", broader=[above])
    form = form_of(keeper.get(change_url(above)), "term_form")
    form |= {"broader_relations-TOTAL_FORMS": "1", "broader_relations-0-broader": below.pk}

    response = keeper.post(change_url(above), form)

    assert "this would be a circle" in response.content.decode()
    assert TermRelation.objects.count() == 1


def test_list_counts_facts_and_synonyms_apart(keeper):
    make_term("Eschar", names=["black scab", "dark crust"])

    page = keeper.get("/admin/conditions/term/").content.decode()

    assert '<td class="field-number_of_facts">0</td>' in page
    assert '<td class="field-number_of_synonyms">2</td>' in page


def test_term_keeps_its_kind(keeper):
    term = make_term("Livedo", category="sign")
    make_published(facts=[{"topic": Topic.SYMPTOM, "term": term}])
    form = form_of(keeper.get(change_url(term)), "term_form")

    response = keeper.post(change_url(term), form | {"kind": "test", "category": "biopsy"})

    assert "A term keeps its kind" in response.content.decode()
    assert knowledge().terms[term.slug].kind == TermKind.FINDING


def test_term_keeps_its_address(keeper):
    term = make_term("Livedo", slug="livedo")
    form = form_of(keeper.get(change_url(term)), "term_form")

    keeper.post(change_url(term), form | {"name": "Livedo racemosa", "slug": "other"})

    term.refresh_from_db()
    assert (term.name, term.slug) == ("Livedo racemosa", "livedo")


def test_term_of_an_urgency_rule_cannot_be_deleted(client):
    term = make_term()
    rule = make_urgency_rule(all_of=[term])
    client.force_login(make_user(is_superuser=True))

    response = client.post(change_url(term).replace("/change/", "/delete/"), {"post": "yes"})

    assert response.status_code == 403
    assert list(rule.all_of.all()) == [term]


@pytest.mark.parametrize(
    "model",
    [
        Citation,
        Condition,
        ConditionCode,
        ConditionName,
        Fact,
        Source,
        Term,
        TermCode,
        TermName,
        TermRelation,
        UrgencyRule,
    ],
)
def test_no_form_names_a_constraint(model):
    for constraint in model._meta.constraints:
        if constraint.name.endswith("_known"):  # the choices of the field refuse it first
            continue
        assert constraint.violation_error_message != constraint.default_violation_error_message
