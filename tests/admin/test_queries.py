"""How often the editors' pages ask the database; each query is named beside its budget."""

import pytest

from conditions.actions.experts import give_opinion
from conditions.models import Source, TermKind, Topic
from conditions.presenters.desk import LISTS
from tests.admin.pages import change_url, form_of, row_of
from tests.factories import (
    invite,
    make_comment,
    make_condition,
    make_edition,
    make_fact,
    make_in_review,
    make_large_draft,
    make_photograph,
    make_published,
    make_remark,
    make_source,
    make_term,
    make_translation,
    make_urgency_rule,
    make_user,
)
from tests.views.world import make_many

pytestmark = pytest.mark.django_db

# Session, user; edition with its condition and people, facts with their terms, body sites,
# citations with their sources, photographs; the user's own and the groups' permissions; the gate:
# facts, body sites, citations, photographs, the condition's names, terms with relations and
# synonyms, conditions with synonyms, sources, rules with what they point to (4), open comments,
# reasons for warnings; whether a draft is in work; the invited experts; the events; and the number
# of Django's content type, once in the life of a process.
FORM_QUERIES = 27


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


@pytest.mark.parametrize("photographs", [1, 12])
def test_edition_form_with_photographs(client, editor, django_assert_max_num_queries, photographs):
    draft = make_large_draft(facts=14, author=editor)
    for _number in range(photographs):
        make_photograph(draft, body_sites=[make_term(kind=TermKind.BODY_SITE)])

    # The body sites of the photographs besides, for the form and for the gate.
    with django_assert_max_num_queries(FORM_QUERIES + 2):
        assert client.get(change_url(draft)).status_code == 200


@pytest.mark.parametrize("facts", [14, 150])
def test_edition_save_of_one_fact(client, editor, django_assert_max_num_queries, facts):
    draft = make_large_draft(facts=facts, author=editor)
    form = form_of(client.get(change_url(draft)))
    form[row_of(form, draft.facts.first()) + "-plain"] = ["Other words."]

    # Session, user, permissions (2); three transactions, opened and closed (6); the edition found,
    # locked, and read with facts, body sites, citations and photographs (6); the id of the changed
    # fact; two rules on its closed lists, each in a savepoint (6); the note and the revision (2);
    # the document before and after: former slugs, names, codes, checks, facts, body sites,
    # citations, sources and photographs (18); the fact and its body sites (2); the record of the
    # save, the log entry and its content type.
    with django_assert_max_num_queries(48):
        assert client.post(change_url(draft), form).status_code == 302


@pytest.mark.parametrize("facts", [1, 60])
def test_edition_read_only(client, editor, django_assert_max_num_queries, facts):
    edition = make_published(facts=[{"topic": Topic.SYMPTOM, "body_sites": []}] * facts)

    with django_assert_max_num_queries(FORM_QUERIES):
        assert client.get(change_url(edition)).status_code == 200


@pytest.mark.parametrize("facts", [14, 150])
def test_changes_page(client, editor, django_assert_max_num_queries, facts):
    draft = make_large_draft(facts=facts, author=editor)

    make_comment(draft, fact_key=draft.facts.first().key)

    # Session, user, permissions (2); edition, those before it; facts, body sites, citations,
    # photographs; the comments.
    with django_assert_max_num_queries(11):
        assert client.get(f"/admin/conditions/edition/{draft.pk}/changes/").status_code == 200


# Session, user, permissions (2); the user's drafts, reviews, open comments, how current the pages
# are and their names (2), facts without source, citations of outdated sources, feedback, words.
DESK_QUERIES = 13


@pytest.mark.parametrize("conditions", [5, 200])
def test_desk(client, django_assert_max_num_queries, conditions):
    client.force_login(make_user(groups=["editor", "reviewer", "publisher"]))
    make_many(conditions)
    Source.objects.update(status="retracted")

    with django_assert_max_num_queries(DESK_QUERIES):
        page = client.get("/admin/").content.decode()

    assert f'<span class="count">{conditions}</span>' in page  # every page was never checked
    assert f'<span class="count">{4 * conditions}</span>' in page  # every fact lost its source


# Session, user, permissions (2); what the list shows: a page of it and its length, or how current
# the pages are and their names.
@pytest.mark.parametrize("conditions", [5, 200])
@pytest.mark.parametrize("name", [desk_list.name for desk_list in LISTS])
def test_desk_list(client, django_assert_max_num_queries, name, conditions):
    client.force_login(make_user(groups=["editor", "reviewer"]))
    make_many(conditions)
    Source.objects.update(status="retracted")

    with django_assert_max_num_queries(6):
        assert client.get(f"/admin/desk/{name}/").status_code == 200
    with django_assert_max_num_queries(6):
        assert client.get(f"/admin/desk/{name}/csv/").status_code == 200


@pytest.mark.parametrize("facts", [1, 60])
def test_currency_page(client, editor, django_assert_max_num_queries, facts):
    edition = make_published(facts=[{"topic": Topic.CAUSE}] * facts)

    # Session, user, permissions (2); the condition with its people, its published edition, the
    # facts, their citations with sources, the checks.
    with django_assert_max_num_queries(9):
        url = f"/admin/conditions/condition/{edition.condition_id}/currency/"
        assert client.get(url).status_code == 200


@pytest.mark.parametrize("facts", [1, 60])
def test_check_of_a_page(client, editor, django_assert_max_num_queries, facts):
    edition = make_published(facts=[{"topic": Topic.CAUSE}] * facts)
    keys = [fact.key for fact in edition.facts.all()]

    # Session, user, permissions (2); the condition; a transaction, opened and closed, in which
    # the editions are locked, the published one, its facts and their checks are read, and the
    # checks are written, in a transaction of their own on some databases (2).
    with django_assert_max_num_queries(14):
        url = f"/admin/conditions/condition/{edition.condition_id}/check-facts/"
        client.post(url, {"edition_id": edition.pk, "outcome": "confirmed", "key": keys})

    assert edition.condition.checks.count() == len(keys)


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
        make_remark(draft)
        make_photograph(draft)
        invitation, _token = invite(make_in_review())
        give_opinion(invitation=invitation, verdict="approves", name="Eva", role="surgeon")
        make_translation(status="approved")


# Session, user, permissions (2), the number of rows with and without the filter, the rows (and
# for facts two reads of what belongs to them); at most five filters with their counts. The
# remarks can be filtered by condition, and Django reads which there are once for each filter.
MORE_QUERIES = {"fact": 14, "feedback": 16}


@pytest.mark.parametrize(
    "model",
    [
        "condition",
        "draftsave",
        "edition",
        "expertopinion",
        "fact",
        "factcheck",
        "feedback",
        "picturefile",
        "release",
        "reviewevent",
        "reviewinvitation",
        "searchmiss",
        "source",
        "term",
        "translatedwording",
        "urgencyrule",
    ],
)
def test_change_list(client, editor, django_assert_max_num_queries, model):
    counts = []
    for _round in range(2):
        _rows_of_every_list()
        with django_assert_max_num_queries(MORE_QUERIES.get(model, 12)) as queries:
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
