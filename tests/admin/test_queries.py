"""How often the editors' pages ask the database; each query is named beside its budget."""

import pytest

from conditions.models import TermKind, Topic
from tests.admin.pages import change_url, form_of, row_of
from tests.factories import (
    make_condition,
    make_edition,
    make_fact,
    make_large_draft,
    make_published,
    make_source,
    make_term,
    make_urgency_rule,
    make_user,
)

pytestmark = pytest.mark.django_db

# Session, user; edition with its condition and people, facts with their terms, body sites,
# citations with their sources; the user's own and the groups' permissions; what stops it: facts
# with terms, body sites, citations, sources; whether a draft is in work; the events; and the
# number of Django's content type, once in the life of a process.
FORM_QUERIES = 15


@pytest.fixture
def editor(client):
    editor = make_user(groups=["editor"])
    client.force_login(editor)
    return editor


@pytest.mark.parametrize("facts", [14, 150])
def test_edition_form(client, editor, django_assert_max_num_queries, facts):
    draft = make_large_draft(facts=facts, author=editor)

    with django_assert_max_num_queries(FORM_QUERIES):
        assert client.get(change_url(draft)).status_code == 200


@pytest.mark.parametrize("facts", [14, 150])
def test_edition_save_of_one_fact(client, editor, django_assert_max_num_queries, facts):
    draft = make_large_draft(facts=facts, author=editor)
    form = form_of(client.get(change_url(draft)))
    form[row_of(form, draft.facts.first()) + "-plain"] = ["Other words."]

    # Session, user, permissions (2); three transactions, opened and closed (6); the edition found,
    # locked, and read with facts, body sites and citations (5); the id of the changed fact; two
    # rules on its closed lists, each in a savepoint (6); the note and the revision (2); the
    # document before and after: former slugs, names, codes, checks, facts, body sites, citations,
    # and sources (16); the fact and its body sites (2); the record of the save, the log entry and
    # its content type.
    with django_assert_max_num_queries(45):
        assert client.post(change_url(draft), form).status_code == 302


@pytest.mark.parametrize("facts", [1, 60])
def test_edition_read_only(client, editor, django_assert_max_num_queries, facts):
    edition = make_published(facts=[{"topic": Topic.SYMPTOM, "body_sites": []}] * facts)

    with django_assert_max_num_queries(FORM_QUERIES):
        assert client.get(change_url(edition)).status_code == 200


@pytest.mark.parametrize("facts", [14, 150])
def test_changes_page(client, editor, django_assert_max_num_queries, facts):
    draft = make_large_draft(facts=facts, author=editor)

    # Session, user, permissions (2); edition, the one before it; the condition's former slugs,
    # names and codes twice; checks, facts, body sites, citations, sources; three kinds of names.
    with django_assert_max_num_queries(21):
        assert client.get(f"/admin/conditions/edition/{draft.pk}/changes/").status_code == 200


def _rows_of_every_list():
    for _number in range(3):
        draft = make_edition(make_condition(), author=make_user())
        make_fact(draft, Topic.SYMPTOM, body_sites=[make_term(kind=TermKind.BODY_SITE)])
        make_published()
        make_urgency_rule(all_of=[make_term(names=["a word"])], sources=[make_source()])
        draft.saves.create(revision=1, by_name="Ed")
        draft.events.create(to_status="draft", by_name="Ed")
        draft.condition.checks.create(
            fact_key=draft.facts.get().key, outcome="confirmed", by_name="Ed", on="2026-01-01"
        )
        draft.feedback.create(text="Unclear.")


# Session, user, permissions (2), the number of rows with and without the filter, the rows (and
# for facts two reads of what belongs to them); at most five filters with their counts.
@pytest.mark.parametrize(
    "model",
    [
        "condition",
        "draftsave",
        "edition",
        "fact",
        "factcheck",
        "feedback",
        "release",
        "reviewevent",
        "searchmiss",
        "source",
        "term",
        "urgencyrule",
    ],
)
def test_change_list(client, editor, django_assert_max_num_queries, model):
    counts = []
    for _round in range(2):
        _rows_of_every_list()
        with django_assert_max_num_queries(14 if model == "fact" else 12) as queries:
            assert client.get(f"/admin/conditions/{model}/").status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("terms", [1, 15])
def test_autocomplete(client, editor, django_assert_max_num_queries, terms):
    for _number in range(terms):
        make_term(names=["black scab"])

    # Session, user, permissions (2), the number of hits, the hits.
    with django_assert_max_num_queries(6):
        client.get(
            "/admin/autocomplete/?term=black&kind=finding"
            "&app_label=conditions&model_name=fact&field_name=term"
        )
