"""The form of a draft, and what is locked."""

import pytest

from conditions.models import DraftSave, Edition, Fact, TermKind, Topic
from tests.admin.pages import change_url, form_of, new_row, row_of
from tests.factories import (
    approve,
    make_condition,
    make_edition,
    make_fact,
    make_large_draft,
    make_published,
    make_source,
    make_term,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    editor = make_user("ed", groups=["editor"], first_name="Eda", last_name="Editor")
    client.force_login(editor)
    return editor


def test_form_shows_one_section_per_topic(client, editor):
    page = client.get(change_url(make_edition(author=editor))).content.decode()

    for topic in Topic:
        assert f'id="facts-{topic.value}-heading"' in page


def test_save_unchanged_records_nothing(client, editor):
    draft = make_large_draft(facts=28, author=editor)

    response = client.post(change_url(draft), form_of(client.get(change_url(draft))))

    assert response.status_code == 302
    assert not DraftSave.objects.exists()
    draft.refresh_from_db()
    assert draft.revision == 0


def test_save_changed_fact_keeps_the_rest(client, editor):
    draft = make_edition(author=editor)
    fact = make_fact(draft, Topic.SYMPTOM, plain="Old words.")
    other = make_fact(draft)
    form = form_of(client.get(change_url(draft)))
    form[row_of(form, fact) + "-plain"] = "New words."

    response = client.post(change_url(draft), form)

    assert response.status_code == 302
    fact.refresh_from_db()
    assert fact.plain == "New words."
    save = draft.saves.get()
    assert save.by == editor
    assert [change["key"] for change in save.changes] == [str(fact.key)]
    assert Fact.objects.get(pk=other.pk).plain == other.plain


def test_save_new_fact_gets_its_own_key_and_last_place(client, editor):
    draft = make_edition(author=editor)
    make_fact(draft, position=4)
    term = make_term()
    source = make_source()
    site = make_term(kind=TermKind.BODY_SITE)
    form = form_of(client.get(change_url(draft)))
    new_row(
        form,
        "symptom",
        term=term.pk,
        plain="Sores.",
        clinical="Ulceration.",
        frequency_band="frequent",
        frequency_basis="counted",
        numerator=17,
        denominator=24,
        body_sites=[site.pk],
        cited=[source.pk],
    )

    response = client.post(change_url(draft), form)

    assert response.status_code == 302, response.context["errors"]
    fact = draft.facts.get(topic=Topic.SYMPTOM)
    assert (fact.term, fact.numerator, fact.position) == (term, 17, 5)
    assert list(fact.sources.all()) == [source]
    assert list(fact.body_sites.all()) == [site]


def test_save_sources_keeps_what_a_citation_says(client, editor):
    first, second = make_source(), make_source()
    draft = make_edition(author=editor)
    fact = make_fact(draft, sources=[first])
    fact.citations.update(locator="table 2")
    form = form_of(client.get(change_url(draft)))
    form[row_of(form, fact) + "-cited"] = [first.pk, second.pk]

    client.post(change_url(draft), form)

    assert list(fact.citations.values_list("source", "locator")) == [
        (first.pk, "table 2"),
        (second.pk, ""),
    ]


def test_save_after_a_refused_one_still_adds_the_source(client, editor):
    draft = make_edition(author=editor)
    fact, source = make_fact(draft, sources=[]), make_source()
    form = form_of(client.get(change_url(draft)))
    prefix = row_of(form, fact)
    form |= {f"{prefix}-cited": [source.pk], f"{prefix}-position": ["x"]}
    refused = client.post(change_url(draft), form)
    assert refused.status_code == 200
    form = form_of(refused)
    form[f"{prefix}-position"] = ["0"]

    assert client.post(change_url(draft), form).status_code == 302

    assert list(fact.sources.all()) == [source]


def test_save_with_delete_removes_the_fact(client, editor):
    draft = make_edition(author=editor)
    fact = make_fact(draft)
    form = form_of(client.get(change_url(draft)))
    form[row_of(form, fact) + "-DELETE"] = "on"

    client.post(change_url(draft), form)

    assert not draft.facts.exists()
    assert draft.saves.get().changes[0]["after"] is None


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"frequency_band": "frequent"}, "go together"),
        ({"frequency_band": "frequent", "frequency_basis": "counted"}, "Counted: give"),
        ({"numerator": "3"}, "With figures"),
        (
            {
                "frequency_band": "frequent",
                "frequency_basis": "counted",
                "numerator": "9",
                "denominator": "3",
            },
            "More are affected",
        ),
        ({"frequency_band": "excluded", "frequency_basis": "wording"}, "needs this ticked"),
        ({"term": "999999"}, "does not exist any more"),
        ({"term": "9" * 40}, "does not exist any more"),
        ({"term": ""}, "required"),
        ({"body_sites": ["x"]}, "does not exist any more"),
    ],
)
def test_save_impossible_value_says_what_is_wrong(client, editor, values, message):
    draft = make_edition(author=editor)
    fact = make_fact(draft, Topic.SYMPTOM)
    form = form_of(client.get(change_url(draft)))
    form |= {f"{row_of(form, fact)}-{name}": value for name, value in values.items()}

    response = client.post(change_url(draft), form)

    assert response.status_code == 200
    assert message in response.content.decode()
    assert not draft.saves.exists()


def test_save_term_of_wrong_kind_is_refused(client, editor):
    draft = make_edition(author=editor)
    fact = make_fact(draft, Topic.SYMPTOM)
    form = form_of(client.get(change_url(draft)))
    form[row_of(form, fact) + "-term"] = make_term(kind=TermKind.TEST).pk

    assert "this section needs a finding" in client.post(change_url(draft), form).content.decode()


def test_what_is_missing_links_to_the_fact(client, editor):
    draft = make_edition(author=editor, change_note="")
    fact = make_fact(draft, sources=[])

    page = client.get(change_url(draft)).content.decode()

    assert "2 things stop it" in page
    assert f'href="#fact-{fact.key}"' in page
    assert f'id="fact-{fact.key}"' in page
    assert "There is no publishable source." in page


@pytest.mark.parametrize("status", ["in-review", "approved", "withdrawn"])
def test_locked_edition_refuses_a_hand_made_post(client, editor, status):
    draft = make_edition(author=editor)
    fact = make_fact(draft)
    form = form_of(client.get(change_url(draft)))
    form[row_of(form, fact) + "-plain"] = "Smuggled in."
    _bring_to(draft, status)

    response = client.post(change_url(draft), form)

    assert response.status_code == 403
    fact.refresh_from_db()
    assert fact.plain != "Smuggled in."


@pytest.mark.parametrize("status", ["in-review", "approved", "withdrawn"])
def test_locked_edition_shows_no_field_to_type_in(client, editor, status):
    draft = make_edition(author=editor)
    make_fact(draft, Topic.SYMPTOM)
    _bring_to(draft, status)

    response = client.get(change_url(draft))

    assert response.status_code == 200
    typed = [name for name in form_of(response) if "_FORMS" not in name]
    assert not [name for name in typed if not name.endswith(("-id", "-edition"))]


def test_foreign_fact_in_a_hand_made_post_stays_as_it_is(client, editor):
    published = make_published().facts.get()
    draft = make_edition(author=editor)
    own = make_fact(draft)
    form = form_of(client.get(change_url(draft)))
    prefix = row_of(form, own)
    form |= {f"{prefix}-id": published.pk, f"{prefix}-plain": "Smuggled in."}

    client.post(change_url(draft), form)

    published.refresh_from_db()
    assert published.plain != "Smuggled in."


def test_changes_page_compares_with_the_published_edition(client, editor):
    condition = make_condition()
    published = make_published(condition)
    draft = make_edition(condition, author=editor)
    old = published.facts.get()
    make_fact(draft, key=old.key, clinical="Another wording.", sources=list(old.sources.all()))
    make_fact(draft, Topic.CAUSE, clinical="A cause.")

    page = " ".join(
        client.get(f"/admin/conditions/edition/{draft.pk}/changes/").content.decode().split()
    )

    assert "Compared with edition 1." in page
    assert "Changed: Calcium builds up" in page
    assert "(removed: </span>Abnormal deposition of calcium salts.<" in page
    assert "(added: </span>A cause.<" in page


def test_change_list_has_editions_with_their_facts(client, editor):
    make_published(make_condition("Calciphylaxis"))

    page = client.get("/admin/conditions/edition/?q=calciph").content.decode()

    assert "Calciphylaxis 1" in page


def test_unknown_edition_is_told(client, editor):
    response = client.get("/admin/conditions/edition/99/change/", follow=True)

    assert "doesn’t exist" in response.content.decode()
    assert client.post("/admin/conditions/edition/99/change/", {}).status_code == 302
    assert client.post("/admin/conditions/edition/x/change/", {}).status_code == 302


def _bring_to(edition, status):
    if status == "in-review":
        Edition.objects.filter(pk=edition.pk).update(status=status)
        return
    approve(edition)
    if status == "withdrawn":
        edition.status = status
        edition.withdrawn_at, edition.withdrawal_reason = edition.approved_at, "Wrong."
        edition.save()


def test_address_shows_one_section_alone_and_keeps_to_it(client, editor):
    draft = make_large_draft(facts=28, author=editor)
    url = f"{change_url(draft)}?topic=cause"
    form = form_of(client.get(url))
    assert {name.split("-")[1] for name in form if name.startswith("facts-")} == {"cause"}
    form["facts-cause-0-plain"] = ["Other words."]

    response = client.post(url, form)

    assert response.url == url
    assert draft.facts.count() == 28
    assert draft.facts.get(plain="Other words.").topic == Topic.CAUSE


def test_unknown_section_in_the_address_shows_all(client, editor):
    page = client.get(f"{change_url(make_edition(author=editor))}?topic=x&add=y").content.decode()

    for topic in Topic:
        assert f'id="facts-{topic.value}-heading"' in page


def test_fact_is_added_without_scripts(client, editor):
    draft = make_edition(author=editor)
    form = form_of(client.get(change_url(draft))) | {"add_fact": "cause"}

    response = client.post(change_url(draft), form)

    assert response.url == f"{change_url(draft)}?add=cause#facts-cause-group"
    form = form_of(client.get(response.url))
    assert form["facts-cause-TOTAL_FORMS"] == ["1"]
    form |= {"facts-cause-0-plain": ["A cause."], "facts-cause-0-clinical": ["A cause."]}
    assert client.post(response.url, form).url == change_url(draft)
    assert draft.facts.get().topic == Topic.CAUSE


def test_refused_save_lists_what_is_wrong_with_links(client, editor):
    draft = make_edition(author=editor)
    fact = make_fact(draft)
    form = form_of(client.get(change_url(draft)))
    form[row_of(form, fact) + "-position"] = ["99999"]

    page = client.post(change_url(draft), form).content.decode()

    assert "error-summary" in page
    assert '<a href="#id_facts-definition-0-position">' in page
