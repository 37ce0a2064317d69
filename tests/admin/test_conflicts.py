"""Two editors on one draft: the second is told who changed what, and loses nothing."""

from contextlib import contextmanager

import pytest
from django.test import Client

from conditions.actions.locks import EditionBusy
from conditions.admin import drafts
from conditions.models import Topic
from tests.admin.pages import change_url, form_of, new_row, row_of
from tests.factories import make_edition, make_fact, make_source, make_term, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return make_edition(author=make_user("ana", groups=["editor"], first_name="Ana"))


@pytest.fixture
def ana(draft, client_of):
    return client_of(draft.author)


@pytest.fixture
def ben(client_of):
    return client_of(make_user("ben", groups=["editor"], first_name="Ben"))


@pytest.fixture
def client_of():
    def make(user):
        client = Client()
        client.force_login(user)
        return client

    return make


def opened(client, draft):
    return form_of(client.get(change_url(draft)))


def save(client, draft, form):
    return client.post(change_url(draft), form)


def test_second_save_with_other_fields_takes_theirs_and_keeps_mine(draft, ana, ben):
    fact = make_fact(draft, plain="Plain 0.", clinical="Clinical 0.")
    hers, his = opened(ana, draft), opened(ben, draft)
    hers[row_of(hers, fact) + "-plain"] = ["Plain by Ana."]
    his[row_of(his, fact) + "-clinical"] = ["Clinical by Ben."]
    assert save(ana, draft, hers).status_code == 302

    response = save(ben, draft, his)

    assert response.status_code == 200
    page = response.content.decode()
    assert "Somebody else saved this draft" in page
    assert "Ana saved on" in page
    assert "plain wording" in page
    again = form_of(response)
    prefix = row_of(again, fact)
    assert again[f"{prefix}-plain"] == ["Plain by Ana."]
    assert again[f"{prefix}-clinical"] == ["Clinical by Ben."]
    fact.refresh_from_db()
    assert fact.clinical == "Clinical 0."

    assert save(ben, draft, again).status_code == 302
    fact.refresh_from_db()
    assert (fact.plain, fact.clinical) == ("Plain by Ana.", "Clinical by Ben.")
    assert [one.by_name for one in draft.saves.all()] == ["Ana", "Ben"]


def test_second_save_of_the_same_field_shows_both_values(draft, ana, ben):
    fact = make_fact(draft, plain="Plain 0.")
    hers, his = opened(ana, draft), opened(ben, draft)
    hers[row_of(hers, fact) + "-plain"] = ["Plain by Ana."]
    his[row_of(his, fact) + "-plain"] = ["Plain by Ben."]
    save(ana, draft, hers)

    response = save(ben, draft, his)

    page = response.content.decode()
    prefix = row_of(his, fact)
    assert "Another editor has saved: “Plain by Ana.”" in page
    assert f'href="#id_{prefix}-plain"' in page
    again = form_of(response)
    assert again[f"{prefix}-plain"] == ["Plain by Ben."]
    assert save(ben, draft, again).status_code == 302
    fact.refresh_from_db()
    assert fact.plain == "Plain by Ben."


def test_second_save_of_the_same_change_is_no_quarrel(draft, ana, ben):
    fact = make_fact(draft, red_flag=False)
    hers, his = opened(ana, draft), opened(ben, draft)
    for form in (hers, his):
        form[row_of(form, fact) + "-red_flag"] = ["on"]
    save(ana, draft, hers)

    response = save(ben, draft, his)

    assert "You both changed" not in response.content.decode()
    assert form_of(response)[row_of(his, fact) + "-red_flag"] == ["on"]


@pytest.mark.parametrize("field", ["term", "body_sites", "cited", "red_flag", "numerator"])
def test_second_save_takes_over_every_kind_of_field(draft, ana, ben, field):
    fact = make_fact(
        draft,
        Topic.SYMPTOM,
        frequency_band="frequent",
        frequency_basis="counted",
        numerator=3,
        denominator=9,
    )
    values = {
        "term": make_term().pk,
        "body_sites": make_term(kind="body-site").pk,
        "cited": make_source().pk,
        "red_flag": "on",
        "numerator": 4,
    }
    hers, his = opened(ana, draft), opened(ben, draft)
    hers[f"{row_of(hers, fact)}-{field}"] = [str(values[field])]
    his["change_note"] = ["By Ben."]
    assert save(ana, draft, hers).status_code == 302

    again = form_of(save(ben, draft, his))

    assert again[f"{row_of(again, fact)}-{field}"] == [str(values[field])]
    assert save(ben, draft, again).status_code == 302
    assert form_of(ben.get(change_url(draft)))[f"{row_of(again, fact)}-{field}"] == [
        str(values[field])
    ]
    draft.refresh_from_db()
    assert draft.change_note == "By Ben."


def test_change_notes_of_both_are_shown(draft, ana, ben):
    hers, his = opened(ana, draft), opened(ben, draft)
    hers["change_note"], his["change_note"] = ["By Ana."], ["By Ben."]
    save(ana, draft, hers)

    response = save(ben, draft, his)

    assert "Another editor has saved: “By Ana.”" in response.content.decode()
    assert form_of(response)["change_note"] == ["By Ben."]


def test_fact_added_by_the_other_is_shown_and_kept(draft, ana, ben):
    mine = make_fact(draft, Topic.CAUSE)
    hers, his = opened(ana, draft), opened(ben, draft)
    new_row(hers, "cause", plain="New by Ana.", clinical="New by Ana.", position="0")
    new_row(his, "cause", plain="New by Ben.", clinical="New by Ben.", position="0")
    his[row_of(his, mine) + "-plain"] = ["Mine by Ben."]
    assert save(ana, draft, hers).status_code == 302

    response = save(ben, draft, his)

    assert "was added" in response.content.decode()
    assert save(ben, draft, form_of(response)).status_code == 302
    assert sorted(draft.facts.values_list("plain", flat=True)) == [
        "Mine by Ben.",
        "New by Ana.",
        "New by Ben.",
    ]


def test_fact_removed_by_the_other_stays_removed_when_untouched(draft, ana, ben):
    gone, kept = make_fact(draft, Topic.CAUSE), make_fact(draft, Topic.CAUSE)
    hers, his = opened(ana, draft), opened(ben, draft)
    hers[row_of(hers, gone) + "-DELETE"] = ["on"]
    his[row_of(his, kept) + "-plain"] = ["By Ben."]
    save(ana, draft, hers)

    response = save(ben, draft, his)

    assert "was removed" in response.content.decode()
    assert save(ben, draft, form_of(response)).status_code == 302
    assert [fact.plain for fact in draft.facts.all()] == ["By Ben."]


def test_fact_removed_by_the_other_comes_back_when_i_worked_on_it(draft, ana, ben):
    fact = make_fact(draft, Topic.SYMPTOM)
    source = fact.sources.get()
    hers, his = opened(ana, draft), opened(ben, draft)
    hers[row_of(hers, fact) + "-DELETE"] = ["on"]
    his[row_of(his, fact) + "-plain"] = ["By Ben."]
    save(ana, draft, hers)

    response = save(ben, draft, his)

    assert "Another editor has removed this fact" in response.content.decode()
    assert save(ben, draft, form_of(response)).status_code == 302
    back = draft.facts.get()
    assert (back.key, back.plain, back.term) == (fact.key, "By Ben.", fact.term)
    assert list(back.sources.all()) == [source]


def test_fact_i_delete_but_the_other_changed_asks_again(draft, ana, ben):
    fact = make_fact(draft)
    hers, his = opened(ana, draft), opened(ben, draft)
    hers[row_of(hers, fact) + "-plain"] = ["By Ana."]
    his[row_of(his, fact) + "-DELETE"] = ["on"]
    save(ana, draft, hers)

    response = save(ben, draft, his)

    assert "Tick “Delete” again" in response.content.decode()
    again = form_of(response)
    assert row_of(again, fact) + "-DELETE" not in again
    assert draft.facts.filter(pk=fact.pk).exists()


def test_fact_both_delete_is_gone_without_error(draft, ana, ben):
    fact, other = make_fact(draft), make_fact(draft)
    hers, his = opened(ana, draft), opened(ben, draft)
    for form in (hers, his):
        form[row_of(form, fact) + "-DELETE"] = ["on"]
    his[row_of(his, other) + "-plain"] = ["By Ben."]
    save(ana, draft, hers)

    again = form_of(save(ben, draft, his))

    assert save(ben, draft, again).status_code == 302
    assert [one.plain for one in draft.facts.all()] == ["By Ben."]


def test_third_save_meanwhile_is_told_again(draft, ana, ben):
    fact = make_fact(draft)
    hers, his = opened(ana, draft), opened(ben, draft)
    his["change_note"] = ["By Ben."]
    for words in ("First.", "Second."):
        hers[row_of(hers, fact) + "-plain"] = [words]
        save(ana, draft, hers)
        hers = opened(ana, draft)
        his = form_of(save(ben, draft, his))
        assert his[row_of(his, fact) + "-plain"] == [words]

    assert save(ben, draft, his).status_code == 302


def test_same_draft_saved_by_its_only_editor_twice_from_one_form_is_told(draft, ana):
    fact = make_fact(draft)
    form = opened(ana, draft)
    form[row_of(form, fact) + "-plain"] = ["First."]
    save(ana, draft, form)
    form[row_of(form, fact) + "-plain"] = ["Second."]

    response = save(ana, draft, form)

    assert "Another editor has saved: “First.”" in response.content.decode()


def test_draft_sent_to_review_meanwhile_gives_back_what_was_written(draft, ana, ben):
    fact = make_fact(draft)
    his = opened(ben, draft)
    his[row_of(his, fact) + "-plain"] = ["A sentence by Ben."]
    ana.post(f"/admin/conditions/edition/{draft.pk}/step/submit/")

    response = save(ben, draft, his)

    assert response.status_code == 403
    page = response.content.decode()
    assert "A sentence by Ben." in page
    assert "Ana" in page
    assert fact.clinical not in page


@pytest.mark.parametrize("moment", ["_merge", "_changeform_view"])
def test_draft_sent_to_review_while_a_conflict_is_worked_out_gives_back_what_was_written(
    draft, ana, ben, monkeypatch, moment
):
    fact = make_fact(draft)
    hers, his = opened(ana, draft), opened(ben, draft)
    hers[row_of(hers, fact) + "-plain"] = ["A sentence by Ana."]
    his[row_of(his, fact) + "-plain"] = ["A sentence by Ben."]
    save(ana, draft, hers)
    go_on = getattr(drafts.DraftAdmin, moment)

    def sent_to_review_before(admin, *args):
        ana.post(f"/admin/conditions/edition/{draft.pk}/step/submit/")
        return go_on(admin, *args)

    monkeypatch.setattr(drafts.DraftAdmin, moment, sent_to_review_before)

    response = save(ben, draft, his)

    assert response.status_code == 403
    assert "A sentence by Ben." in response.content.decode()


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 30, "7"])
def test_impossible_revision_is_a_conflict_and_no_error(draft, ana, ben, revision):
    fact = make_fact(draft)
    hers, his = opened(ana, draft), opened(ben, draft)
    hers[row_of(hers, fact) + "-plain"] = ["By Ana."]
    save(ana, draft, hers)
    his["seen_revision"] = [revision]

    response = save(ben, draft, his)

    assert response.status_code == 200
    assert "Nothing is saved yet" in response.content.decode()


def test_citations_page_merges_in_the_same_way(draft, ana, ben):
    fact = make_fact(draft)
    url = change_url(fact)
    hers, his = form_of(ana.get(url), "fact_form"), form_of(ben.get(url), "fact_form")
    hers["citations-0-locator"] = ["page 1"]
    his["citations-0-supports"] = ["the figure"]
    assert ana.post(url, hers).status_code == 302

    response = ben.post(url, his)

    assert "Somebody else saved this draft" in response.content.decode()
    assert ben.post(url, form_of(response, "fact_form")).status_code == 302
    citation = fact.citations.get()
    assert (citation.locator, citation.supports) == ("page 1", "the figure")
    assert draft.saves.count() == 2


def test_theirs_can_be_chosen_field_by_field(draft, ana, ben):
    fact = make_fact(draft, plain="Plain 0.", clinical="Clinical 0.")
    hers, his = opened(ana, draft), opened(ben, draft)
    for form, name in ((hers, "Ana"), (his, "Ben")):
        form[row_of(form, fact) + "-plain"] = [f"Plain by {name}."]
        form[row_of(form, fact) + "-clinical"] = [f"Clinical by {name}."]
    save(ana, draft, hers)
    response = save(ben, draft, his)
    again = form_of(response)
    prefix = row_of(again, fact)
    assert f'value="{prefix}-plain"' in response.content.decode()
    again["take_theirs"] = [f"{prefix}-plain"]

    assert save(ben, draft, again).status_code == 302

    fact.refresh_from_db()
    assert (fact.plain, fact.clinical) == ("Plain by Ana.", "Clinical by Ben.")


def test_theirs_is_the_newest_when_they_saved_once_more(draft, ana, ben):
    fact = make_fact(draft, plain="Plain 0.")
    hers, his = opened(ana, draft), opened(ben, draft)
    his[row_of(his, fact) + "-plain"] = ["By Ben."]
    hers[row_of(hers, fact) + "-plain"] = ["First by Ana."]
    save(ana, draft, hers)
    again = form_of(save(ben, draft, his)) | {"take_theirs": [row_of(his, fact) + "-plain"]}
    hers = opened(ana, draft)
    hers[row_of(hers, fact) + "-plain"] = ["Second by Ana."]
    save(ana, draft, hers)

    response = save(ben, draft, again)

    assert form_of(response)[row_of(his, fact) + "-plain"] == ["Second by Ana."]


@pytest.mark.parametrize(
    ("field", "kind"), [("body_sites", "site"), ("cited", "source"), ("position", "")]
)
def test_both_changed_what_is_no_text(draft, ana, ben, field, kind):
    fact = make_fact(draft, Topic.SYMPTOM, position=0)
    make = {"site": lambda n: make_term(n, kind="body-site"), "source": make_source}.get(kind)
    values = [make("From Ana"), make("From Ben")] if make else [7, 9]
    hers, his = opened(ana, draft), opened(ben, draft)
    for form, value in zip((hers, his), values, strict=True):
        form[f"{row_of(form, fact)}-{field}"] = [str(getattr(value, "pk", value))]
    assert save(ana, draft, hers).status_code == 302

    response = save(ben, draft, his)

    page = response.content.decode()
    assert "You both changed" in page
    for value in values:
        assert f"<dd>“{value}”</dd>" in page
    again = form_of(response)
    again["take_theirs"] = [f"{row_of(again, fact)}-{field}"]
    assert save(ben, draft, again).status_code == 302
    assert opened(ben, draft)[f"{row_of(again, fact)}-{field}"] == [
        str(getattr(values[0], "pk", values[0]))
    ]


def test_fact_put_back_can_stay_out_after_all(draft, ana, ben):
    fact = make_fact(draft, Topic.CAUSE)
    hers, his = opened(ana, draft), opened(ben, draft)
    hers[row_of(hers, fact) + "-DELETE"] = ["on"]
    his[row_of(his, fact) + "-plain"] = ["By Ben."]
    save(ana, draft, hers)
    response = save(ben, draft, his)
    assert 'name="facts-cause-0-DELETE"' in response.content.decode()
    again = form_of(response) | {"facts-cause-0-DELETE": ["on"]}

    assert save(ben, draft, again).status_code == 302

    assert not draft.facts.exists()


def test_draft_deleted_meanwhile_gives_back_what_was_written(draft, ana, ben):
    fact = make_fact(draft)
    his = opened(ben, draft)
    his[row_of(his, fact) + "-plain"] = ["A sentence by Ben."]
    ana.post(f"/admin/conditions/edition/{draft.pk}/step/delete/")

    response = save(ben, draft, his)

    assert response.status_code == 403
    page = response.content.decode()
    assert "this draft was deleted" in page
    assert "A sentence by Ben." in page
    assert fact.clinical not in page


def test_draft_that_is_held_too_long_gives_the_form_back(draft, ben, monkeypatch):
    fact = make_fact(draft)
    his = opened(ben, draft)
    his[row_of(his, fact) + "-plain"] = ["By Ben."]

    @contextmanager
    def busy(edition):
        raise EditionBusy
        yield

    monkeypatch.setattr(drafts, "held", busy)

    response = save(ben, draft, his)

    assert response.status_code == 200
    assert "They had not finished when your save arrived" in response.content.decode()
    monkeypatch.undo()
    assert save(ben, draft, form_of(response)).status_code == 302
    fact.refresh_from_db()
    assert fact.plain == "By Ben."


def test_values_are_escaped_wherever_they_are_shown(draft, ana):
    """The controls are written without templates, so nobody else escapes for them."""
    nasty = "</textarea><script>alert('\"&')</script>"
    fact = make_fact(draft, Topic.SYMPTOM, term=make_term(nasty), plain=nasty, setting=nasty)
    assert "<script>alert" not in ana.get(change_url(draft)).content.decode()
    form = opened(ana, draft)
    assert form[row_of(form, fact) + "-plain"] == [nasty]
    assert form[row_of(form, fact) + "-setting"] == [nasty]
