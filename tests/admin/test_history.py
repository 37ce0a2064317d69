"""The history of vocabulary, sources, rules and conditions: who, when, field by field, why."""

import re
from html import unescape

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from conditions.actions.content import load_pack
from conditions.models import Condition, Source, Term, UrgencyRule
from tests.admin.pages import change_url, form_of
from tests.factories import (
    make_condition,
    make_source,
    make_term,
    make_urgency_rule,
    make_user,
)

pytestmark = pytest.mark.django_db


def history_url(record):
    return change_url(record).replace("/change/", "/history/")


def words(client, record):
    """Return the history page as text, one space between words."""
    response = client.get(history_url(record))
    assert response.status_code == 200
    content = response.content.decode().partition('<div id="content"')[2]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", content)).split())


@pytest.fixture
def root():
    client = Client()
    client.force_login(make_user("root", is_superuser=True, first_name="Ada", last_name="Lee"))
    return client


def change(client, record, **values):
    form = form_of(client.get(change_url(record)), f"{record._meta.model_name}_form") | values
    response = client.post(change_url(record), form)
    assert response.status_code == 302


def test_change_of_a_term_is_told_field_by_field(root):
    term = make_term("Livedo", plain_name="net pattern")

    change(root, term, plain_name="lace pattern", change_reason="Plainer.")

    page = words(root, term)
    assert "Ada Lee “Plainer.” Changed – term: Livedo" in page
    assert "Plain name net pattern lace pattern" in page
    assert "Clinical name Livedo Livedo" not in page


def test_first_change_of_what_was_loaded_in_bulk_shows_what_was_before(root, pack):
    load_pack(pack=pack)
    term = Term.objects.filter(names__isnull=False, broader__isnull=False).first()
    before, synonym = term.plain_name, term.names.first()
    assert words(root, term).endswith("Nothing was changed here since it was loaded.")

    change(root, term, plain_name="other words")

    page = words(root, term)
    assert f"Plain name {before} other words" in page
    assert "as it stood then" in page
    assert f"Recorded – synonym: {synonym.text}" in page


def test_synonyms_codes_and_broader_terms_belong_to_the_history_of_their_term(root):
    term, above = make_term("Livedo", names=["lace", "net"]), make_term("Skin sign")
    rows = {f"names-{number}-id": name.pk for number, name in enumerate(term.names.all())}
    assert len(rows) == 2

    change(
        root,
        term,
        **{
            "names-0-DELETE": "on",
            "names-1-audience": "clinical",
            "broader_relations-TOTAL_FORMS": "1",
            "broader_relations-0-broader": above.pk,
            "codes-TOTAL_FORMS": "1",
            "codes-0-system": "HPO",
            "codes-0-code": "HP:1",
            "change_reason": "As dermatologists say.",
        },
    )

    page = words(root, term)
    assert "Removed – synonym: lace" in page
    assert "Changed – synonym: net" in page
    assert "Whose word lay clinical" in page
    assert "Added – broader term" in page
    assert "Broader term (empty) Skin sign" in page
    assert "Added – code: HP:1" in page
    assert page.count("As dermatologists say.") == 1


def test_terms_and_sources_of_a_rule_belong_to_its_history(root):
    first, second, source = make_term("Fever"), make_term("Sepsis"), make_source("On sepsis")
    rule = make_urgency_rule(all_of=[first])

    change(root, rule, all_of=[first.pk, second.pk], sources=[source.pk])

    page = words(root, rule)
    assert "All of Fever Fever, Sepsis" in page
    assert "Sources (empty) On sepsis" in page
    assert "At least one of" not in page


def test_source_and_condition_have_a_history(root):
    source, condition = make_source("On warts"), make_condition("Wart")
    above, owner = make_condition("Skin growth"), make_user("keeper")

    change(root, source, status="retracted")
    change(root, condition, broader=above.pk, owner=owner.pk, review_interval="6")

    assert "Status current retracted" in words(root, source)
    page = words(root, condition)
    assert "Broader condition (empty) Skin growth" in page
    assert "Owner (empty) keeper" in page
    assert "Review interval (months) 12 6" in page


def test_save_that_changes_nothing_is_no_entry(root):
    source = make_source()

    change(root, source)

    assert "Ada Lee" not in words(root, source)


def test_name_of_who_changed_it_outlives_the_account(root):
    keeper = make_user("keeper", groups=["vocabulary keeper"])
    client, term = Client(), make_term("Livedo")
    client.force_login(keeper)
    change(client, term, name="Livedo racemosa")

    keeper.delete()

    assert "keeper" in words(root, term)


def test_history_is_seen_by_whoever_sees_the_record():
    for record in (make_term(), make_source(), make_urgency_rule(), make_condition()):
        client = Client()
        assert client.get(history_url(record)).status_code == 302
        client.force_login(make_user())
        assert client.get(history_url(record)).status_code == 403
        client.force_login(make_user(groups=["reviewer"]))
        assert client.get(history_url(record)).status_code == 200


def test_history_of_nothing_is_not_found(root):
    for address in ("999", "x"):
        assert root.get(f"/admin/conditions/term/{address}/history/").status_code == 404


def test_reason_is_asked_of_whoever_may_change(root):
    reader, term = Client(), make_term()
    reader.force_login(make_user(groups=["reviewer"]))

    assert "Why this change" in root.get(change_url(term)).content.decode()
    assert "Why this change" not in reader.get(change_url(term)).content.decode()
    assert "Why this change" not in root.get("/admin/conditions/source/add/").content.decode()


def test_reason_that_is_too_long_is_refused(root):
    source = make_source("On warts")
    form = form_of(root.get(change_url(source)), "source_form")

    response = root.post(change_url(source), form | {"title": "x", "change_reason": "y" * 201})

    assert response.status_code == 200
    assert Source.objects.get().title == "On warts"


@pytest.mark.parametrize("model", [Condition, Source, Term, UrgencyRule])
def test_database_keeps_the_history_as_it_is(model):
    make = {
        Condition: make_condition,
        Source: make_source,
        Term: make_term,
        UrgencyRule: make_urgency_rule,
    }[model]
    make()

    with pytest.raises(IntegrityError, match="only ever added to"), transaction.atomic():
        model.history.update(slug="other")


@pytest.mark.parametrize("changes", [1, 12])
def test_history_keeps_its_number_of_queries(root, django_assert_max_num_queries, changes):
    term = make_term()
    for number in range(changes):
        term.names.create(text=f"name {number}")
        term.broader_relations.create(broader=make_term())
        term.plain_name = f"plain {number}"
        term.save()

    # Session, user, the term with its counts; four tables of history; the names of terms.
    with django_assert_max_num_queries(10):
        words(root, term)
