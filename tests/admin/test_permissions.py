"""Who sees what: each group against each list, and the rights that only some have."""

import pytest
from django.contrib import admin
from django.test import Client

from conditions.models import Condition, Source, Term
from tests.admin.pages import change_url
from tests.factories import (
    make_condition,
    make_edition,
    make_fact,
    make_published,
    make_source,
    make_term,
    make_urgency_rule,
    make_user,
)

pytestmark = pytest.mark.django_db

GROUPS = ("editor", "reviewer", "publisher", "vocabulary keeper")
MODELS = sorted(
    model._meta.model_name
    for model in admin.site._registry
    if model._meta.app_label == "conditions"
)
CATALOGUE = ("catalogueannotation", "cataloguedisease", "catalogueterm")
RECORDS = (
    *CATALOGUE, "draftsave", "expertopinion", "factcheck", "release", "reviewevent",
    "reviewinvitation", "searchmiss",
)  # fmt: skip


def browser(*groups, **fields):
    client = Client()
    client.force_login(make_user(groups=groups, **fields))
    return client


def test_every_model_of_the_desk_is_there():
    edited = (
        "condition",
        "contentimport",
        "edition",
        "fact",
        "feedback",
        "picturefile",
        "source",
        "term",
        "translatedwording",
        "urgencyrule",
    )
    assert sorted((*RECORDS, *edited)) == MODELS


@pytest.mark.parametrize("model", MODELS)
def test_list_is_open_to_every_group_and_nobody_else(model):
    url = f"/admin/conditions/{model}/"

    for group in GROUPS:
        assert browser(group).get(url).status_code == 200, group
    assert browser().get(url).status_code == 403
    assert browser(is_staff=False).get(url).status_code == 302
    assert Client().get(url).status_code == 302


@pytest.mark.parametrize("model", [*RECORDS, "edition", "fact", "feedback"])
def test_nothing_of_these_is_added_by_hand(model):
    root = browser(is_superuser=True)

    assert root.get(f"/admin/conditions/{model}/add/").status_code == 403


@pytest.mark.parametrize(
    ("make", "may_change"),
    [
        (make_term, {"vocabulary keeper"}),
        (make_source, {"editor", "vocabulary keeper"}),
        (make_condition, {"publisher"}),
        (make_urgency_rule, {"publisher"}),
        (make_edition, {"editor"}),
        (make_fact, {"editor"}),
        (make_published, set()),
    ],
)
def test_change_by_hand_made_post_needs_the_right(make, may_change):
    url = change_url(make())

    for group in GROUPS:
        client = browser(group)
        assert client.get(url).status_code == 200, group
        allowed = client.post(url, {}).status_code != 403
        assert allowed == (group in may_change), group
    assert browser().get(url).status_code == 403
    assert Client().post(url, {}).status_code == 302


@pytest.mark.parametrize("make", [make_term, make_source, make_condition, make_published])
def test_deletion_is_open_to_no_group(make):
    record = make()

    for group in GROUPS:
        url = change_url(record).replace("/change/", "/delete/")
        assert browser(group).post(url, {"post": "yes"}).status_code == 403, group
    assert type(record).objects.filter(pk=record.pk).exists()


@pytest.mark.parametrize("path", ["start-draft", "restore"])
def test_drafts_are_begun_by_editors_only(path):
    for group in GROUPS:
        if path == "start-draft":
            url = f"/admin/conditions/condition/{make_condition().pk}/start-draft/"
        else:
            url = f"/admin/conditions/edition/{make_published().pk}/restore/"
        response = browser(group).post(url)
        assert response.status_code == (302 if group == "editor" else 403), group
    assert Client().post(url).status_code == 302


def test_locked_fact_refuses_a_hand_made_post():
    fact = make_published().facts.get()
    citation = fact.citations.get()

    response = browser(is_superuser=True).post(
        change_url(fact),
        {
            "citations-TOTAL_FORMS": 1,
            "citations-INITIAL_FORMS": 1,
            "citations-0-id": citation.pk,
            "citations-0-fact": fact.pk,
            "citations-0-source": citation.source_id,
            "citations-0-locator": "smuggled in",
        },
    )

    assert response.status_code == 403
    citation.refresh_from_db()
    assert citation.locator == ""


def test_records_refuse_a_hand_made_post():
    event = make_edition().events.create(to_status="draft", by_name="Ed")

    response = browser(is_superuser=True).post(change_url(event), {"by_name": "Somebody else"})

    assert response.status_code == 403


@pytest.mark.parametrize("group", GROUPS)
def test_index_opens_for_every_group(group):
    assert browser(group).get("/admin/").status_code == 200


def test_models_have_what_autocomplete_needs():
    for model in (Condition, Source, Term):
        assert admin.site.get_model_admin(model).search_fields
