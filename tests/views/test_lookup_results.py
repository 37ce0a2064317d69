"""What readers can do with a lookup's results: pause an answer, compare, take them to a doctor."""

import re

import pytest
from django.test import override_settings

from conditions.models import TermCategory, Topic
from conditions.selectors.lookup import knowledge
from tests.factories import make_condition, make_published, make_term
from tests.views.posting import post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]

ANSWERS = {
    "answer-livedo": "present",
    "answer-skin-ulcer": "present",
    "answer-dialysis": "present",
    "answer-fever": "absent",
    "answer-pruritus": "unsure",
}


def page_of(client, **fields):
    return post(client, "/lookup/", **(ANSWERS | fields)).context["page"]


def said(response):
    assert response.status_code == 200
    return response.content.decode()


def order(page):
    return [
        one.condition.slug for entry in [*page.entries, *page.more_entries] for one in entry.results
    ]


def test_paused_answer_is_left_out_of_the_order_and_stays_in_the_form(client):
    without = {name: answer for name, answer in ANSWERS.items() if name != "answer-dialysis"}

    response = post(client, "/lookup/", **ANSWERS, pause="dialysis")

    page, text = response.context["page"], said(response)
    never_given = post(client, "/lookup/", **without).context["page"]
    assert order(page) == order(never_given)
    assert "is left out for now" in text
    assert 'name="answer-dialysis" value="present" checked' in text
    assert '<option value="dialysis" selected>' in text


def test_page_says_where_results_stand_with_the_paused_answer(client):
    usual = order(page_of(client))

    page = page_of(client, pause="livedo")

    for entry in [*page.entries, *page.more_entries]:
        (result,) = entry.results
        here = order(page).index(result.condition.slug)
        if result.condition.slug not in usual:
            assert result.moved == "with the paused feature: not among the first"
        elif usual.index(result.condition.slug) == here:
            assert result.moved == "with the paused feature: the same place"
        else:
            assert re.match(r"with the paused feature: place \d+ instead of \d+", result.moved)
    names = knowledge().conditions
    assert page.paused.no_longer == [names[slug] for slug in usual if slug not in order(page)]
    assert any(
        "instead of" in one.moved
        for entry in [*page.entries, *page.more_entries]
        for one in entry.results
    )


def test_paused_answer_still_fires_its_urgency_rules(client):
    usual = page_of(client).advice
    assert usual

    for paused in ("livedo", "skin-ulcer", "dialysis"):
        assert page_of(client, pause=paused).advice == usual


def test_only_yes_can_be_paused_without_losing_the_way_back(client):
    text = said(post(client, "/lookup/", **{"answer-livedo": "present"}, pause="livedo"))

    assert '<option value="livedo" selected>' in text
    assert "No condition here is described with these features" in text


@pytest.mark.parametrize("pause", ["no-such-feature", "joint-pain", "<b>", ""])
def test_what_was_not_answered_cannot_be_paused(client, pause):
    page = page_of(client, pause=pause)

    assert page.paused is None
    assert order(page) == order(page_of(client))


def test_leaders_can_be_compared(client):
    response = post(client, "/lookup/", **ANSWERS)

    (link,) = re.findall(r'<a href="(/compare/[^"]+)"', said(response))
    leaders = order(response.context["page"])[:3]
    assert link.replace("&amp;", "&") == "/compare/?" + "&".join(f"c={slug}" for slug in leaders)
    assert client.get(link.replace("&amp;", "&")).status_code == 200


def test_siblings_that_nothing_tells_apart_stand_together(client):
    itch, cough = make_term(slug="itch-x"), make_term(slug="cough-x")
    broader = make_condition("Kinds of itch")
    for name in ("One kind", "Other kind"):
        make_published(
            condition=make_condition(name, broader=broader),
            facts=[{"topic": Topic.SYMPTOM, "term": itch}],
        )
    make_published(
        facts=[{"topic": Topic.SYMPTOM, "term": itch}, {"topic": Topic.SYMPTOM, "term": cough}]
    )

    response = post(client, "/lookup/", **{"answer-itch-x": "present"})

    entries = [*response.context["page"].entries, *response.context["page"].more_entries]
    assert sorted(len(entry.results) for entry in entries) == [1, 2]
    assert "Forms of Kinds of itch that no feature here can tell apart:" in said(response)


def test_plain_view_asks_only_what_people_find_themselves(client):
    itch = make_term(slug="itch-x")
    blood = make_term(slug="blood-x", category=TermCategory.EXAMINATION)
    seen = make_term(slug="seen-x", category=TermCategory.SIGN)
    for more in (blood, seen):
        make_published(facts=[{"topic": Topic.SYMPTOM, "term": one} for one in (itch, more)])
    given = {"answer-itch-x": "present"}

    plain = post(client, "/lookup/", **given).context["page"]
    clinical = post(client, "/lookup/", **given, view="clinical").context["page"]

    assert [one.row.slug for one in plain.questions] == ["seen-x"]
    assert {one.row.slug for one in clinical.questions} == {"seen-x", "blood-x"}


def test_clinical_view_uses_clinical_names_and_is_kept(client):
    term = knowledge().terms["livedo"]

    text = said(post(client, "/lookup/", **ANSWERS, view="clinical"))

    assert f"<legend>{term.name} <span" in text
    assert 'name="view" value="clinical" checked' in text


def test_page_for_the_doctor_holds_the_answers_and_names_no_condition(client):
    response = post(client, "/lookup/summary/", **ANSWERS)

    page, text = response.context["page"], said(response)
    assert [row.slug for row in page.present] == ["livedo", "skin-ulcer", "dialysis"]
    assert [row.slug for row in page.absent] == ["fever"]
    assert [row.slug for row in page.unsure] == ["pruritus"]
    asked = {name.removeprefix("answer-") for name in ANSWERS}
    assert page.not_asked
    assert not asked & {row.slug for row in page.not_asked}
    assert {row.slug for row in page.not_asked} <= knowledge().felt_or_seen
    main = text[text.index("<main") : text.index("</main")]
    assert "/conditions/" not in main
    assert "First: when to get help" in main
    assert knowledge().version in main
    assert "noindex" in text
    assert set(response["Cache-Control"].split(", ")) == {"private", "no-cache"}
    assert not response.cookies


def test_page_for_the_doctor_without_answers_says_so(client):
    assert said(post(client, "/lookup/summary/")).count("Nothing answered.") == 4


def test_page_for_the_doctor_cannot_be_opened_by_its_address(client):
    response = client.get("/lookup/summary/")

    assert (response.status_code, response["Location"]) == (302, "/lookup/")


def test_what_is_shown_once_rendered_follows_the_content(client):
    """A page after a change must not show a piece kept from before it."""
    itch = make_term(slug="itch-x", plain_name="itch before")
    make_published(facts=[{"topic": Topic.SYMPTOM, "term": itch}])
    assert "Itch before" in said(post(client, "/lookup/", **{"answer-itch-x": "present"}))

    itch.plain_name = "itch after"
    itch.save()

    text = said(post(client, "/lookup/", **{"answer-itch-x": "present"}))
    assert "Itch after" in text
    assert "Itch before" not in text


def test_process_that_has_just_looked_asks_the_database_nothing(
    client, django_assert_max_num_queries
):
    client.get("/lookup/")
    with override_settings(LOOKUP_RECHECK_SECONDS=60), django_assert_max_num_queries(0):
        post(client, "/lookup/", **ANSWERS)
