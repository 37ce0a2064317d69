"""The lookup as readers use it, by POST, on the shipped pack."""

import re

import pytest
from django.test import override_settings

from conditions.forms import MAX_ANSWERS
from conditions.lookup import fire
from conditions.selectors.lookup import knowledge
from conditions.selectors.lookup_search import RESULTS
from tests.views.posting import post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]

EXAMPLE = "painful purple net-like skin, open sores that won't heal, dialysis"


def said(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def offered(page):
    """Return the first feature that the page offers for each piece of text."""
    pieces = re.split(r"<h3>“", page)[1:]
    return [re.search(r'name="answer-([^"]+)"', piece)[1] for piece in pieces]


def results(page):
    return re.findall(r'<article class="result">\s*<h3><a href="/conditions/([^/]+)/', page)


def answered(page):
    return dict(re.findall(r'name="answer-([^"]+)" value="(\w+)" checked', page))


def features(count, kind="finding"):
    """Return slugs of findings that some condition has, most specific conditions first."""
    known = knowledge()
    slugs = [fact.term.slug for fact in known.facts.values() if fact.term.kind == kind]
    return list(dict.fromkeys(slugs))[:count]


def test_example_of_the_page_finds_calciphylaxis_first(client):
    first = said(post(client, "/lookup/", words=EXAMPLE))
    chosen = offered(first)
    assert len(chosen) == 3

    second = said(post(client, "/lookup/", **{f"answer-{slug}": "present" for slug in chosen}))

    assert results(second)[0] == "calciphylaxis"
    assert answered(second) == dict.fromkeys(chosen, "present")


def test_results_show_reasons_with_sources_and_the_content_version(client):
    (slug,) = features(1)

    page = said(post(client, "/lookup/", **{f"answer-{slug}": "present"}))

    assert "<h4>Fits</h4>" in page
    cited = set(re.findall(r'class="cite" href="#source-(\d+)"', page))
    listed = re.findall(r'id="source-(\d+)" value="(\d+)"', page)
    assert cited
    assert [(number, number) for number in sorted(cited, key=int)] == listed
    assert knowledge().version in page
    assert "noindex" in page


def test_urgent_advice_stands_before_everything_else(client):
    known = knowledge()
    rule = known.rules[0]
    chosen = {*rule.all_of, *rule.any_of[:1]}

    page = said(post(client, "/lookup/", **{f"answer-{slug}": "present" for slug in chosen}))

    for fired in fire(known.rules, chosen, known.index.closure):
        assert known.rule_texts[fired.slug].plain.split("&")[0][:20] in page
    places = [
        page.index(words)
        for words in (
            "In an emergency",
            "First: when to get help",
            'href="#results"',
            "Describe what you see or feel. You get",
            "What you have told us",
        )
    ]
    assert places == sorted(places)


def test_answers_and_new_words_go_together(client):
    (slug,) = features(1)

    page = said(post(client, "/lookup/", **{f"answer-{slug}": "absent", "words": "dialysis"}))

    assert answered(page) == {slug: "absent", "dialysis": "present"}
    assert len(offered(page)) == 1
    assert results(page) == []  # what is only suggested counts for nothing
    assert slug not in offered(page)


def test_words_that_mean_nothing_are_told(client):
    page = said(post(client, "/lookup/", words="xqzzv wqpfff"))

    assert "We did not understand your words" in page
    assert "We do not know a word for “xqzzv wqpfff”." in page
    assert (
        "Show the conditions" not in page.partition("We do not know")[2].partition("</section>")[0]
    )
    assert not results(page)


def test_words_are_escaped(client):
    page = said(post(client, "/lookup/", words="<b>xqzzv</b>"))

    assert "<b>xqzzv" not in page


def test_contradictory_answers_are_left_out_and_told(client):
    one, other = features(2)
    pairs = [(f"answer-{one}", "present"), (f"answer-{one}", "absent")]

    page = said(post(client, "/lookup/", pairs, **{f"answer-{other}": "present"}))

    assert "A feature was answered both ways" in page
    assert answered(page) == {other: "present"}


@pytest.mark.parametrize("slug", ["nowhere", "x" * 400, "<b>", "é", "calciphylaxis"])
def test_unknown_feature_is_left_out_and_told(client, slug):
    page = said(post(client, "/lookup/", **{f"answer-{slug}": "present"}))

    assert "Some of the features are not in our list" in page
    assert answered(page) == {}


def test_answer_that_is_none_is_left_out(client):
    (slug,) = features(1)

    page = said(post(client, "/lookup/", **{f"answer-{slug}": "perhaps"}))

    assert answered(page) == {}


def test_more_answers_than_allowed_are_cut_and_told(client):
    slugs = features(40)
    assert len(slugs) == 40

    page = said(post(client, "/lookup/", **{f"answer-{slug}": "present" for slug in slugs}))

    assert f"Only the first {MAX_ANSWERS} features were used." in page
    assert list(answered(page)) == slugs[:MAX_ANSWERS]


def test_no_cap_silences_urgent_advice(client):
    slugs = [slug for slug in features(60) if slug != "chest-pain"][:MAX_ANSWERS]
    data = {f"answer-{slug}": "unsure" for slug in slugs}

    page = said(post(client, "/lookup/", **data, **{"answer-chest-pain": "present"}))

    assert f"Only the first {MAX_ANSWERS} features were used." in page
    assert "chest pain can come from the heart" in page


def test_no_contradiction_silences_urgent_advice(client):
    pairs = [("answer-chest-pain", "present"), ("answer-chest-pain", "absent")]

    page = said(post(client, "/lookup/", pairs))

    assert "chest pain can come from the heart" in page
    assert results(page) == []


def test_fullest_page_can_be_sent_again(client):
    slugs = features(MAX_ANSWERS)
    data = {f"answer-{slug}": "present" for slug in slugs}
    data |= {"words": f"{EXAMPLE}, {UNCLE}", "place": "leg"}
    page = said(post(client, "/lookup/", **data))

    # A browser sends one answer per feature shown, and the words.
    shown = set(re.findall(r'name="answer-([^"]+)"', page))
    again = {f"answer-{slug}": answered(page).get(slug, "") for slug in shown - {"-"}}

    assert said(post(client, "/lookup/", **again, words="itch", place="leg"))


def test_too_many_words_are_told_and_the_answers_kept(client):
    (slug,) = features(1)

    page = said(post(client, "/lookup/", **{f"answer-{slug}": "present", "words": "a" * 2001}))

    assert "Please type at most 2000 characters; this was 2001." in page
    assert answered(page) == {slug: "present"}
    assert results(page)


UNCLE = "my dialysis uncle has black crusty sores on his thigh and it hurts terribly. No fever."


def test_sentence_is_offered_as_features_to_confirm(client):
    page = said(post(client, "/lookup/", words=UNCLE))

    assert answered(page) == {
        "dialysis": "present",
        "skin-ulcer-with-eschar": "present",
        "skin-ulcer": "present",
        "pain": "present",
        "fever": "absent",
    }
    assert "“black crusty sores on his thigh”" in page
    assert results(page) == []


def test_what_a_relative_had_and_what_is_past_is_offered_without_an_answer(client):
    page = said(post(client, "/lookup/", words="My mother had gout. I used to have kidney stones."))

    assert {"gout", "kidney-stones"} <= set(re.findall(r'name="answer-([^"]+)"', page))
    assert answered(page) == {}
    assert "You wrote this about somebody else." in page
    assert "You wrote that this was in the past." in page


def test_place_offers_what_is_seen_there(client):
    place = knowledge().places["thigh"]

    page = said(post(client, "/lookup/", place="thigh", words="fever"))

    words, there = page.split("Seen here: ")
    assert answered(page) == {"fever": "present"}
    assert 'name="answer-fever"' in words
    seen = dict.fromkeys(re.findall(r'name="answer-([^"]+)"', there.split("</section>")[0]))
    assert list(seen) == [slug for slug in place.findings if slug != "fever"][: len(seen)]
    assert len(seen) > 5


def test_place_alone_is_not_called_the_readers_words(client):
    page = said(post(client, "/lookup/", place="thigh"))

    assert "Which of these are there?" in page
    assert "your words" not in page.partition("Which of these")[2].partition("</section>")[0]


def test_unknown_place_is_told(client):
    page = said(post(client, "/lookup/", place="no-such-place"))

    assert "Please choose a place from the list." in page
    assert '<a href="#id_place">' in page


def test_refused_words_stand_in_the_form_again(client):
    assert "a" * 2001 in said(post(client, "/lookup/", words="a" * 2001))
    assert "gout</textarea>" not in said(post(client, "/lookup/", words="gout"))


def test_words_as_long_as_allowed_are_read(client):
    assert "There is a problem" not in said(post(client, "/lookup/", words="sore " * 400))


def test_nul_is_refused(client):
    assert said(post(client, "/lookup/", words="a\0b"), status=400)


def test_half_a_character_is_told(client):
    response = client.post(
        "/lookup/", b"words=%ed%a0%80", content_type="application/x-www-form-urlencoded"
    )

    assert response.status_code == 200


def test_empty_form_shows_no_results(client):
    page = said(post(client, "/lookup/"))

    assert not results(page)
    assert "There is a problem" not in page


def test_features_in_the_address_are_ignored(client):
    (slug,) = features(1)
    plain = said(client.get("/lookup/"))

    assert said(client.get(f"/lookup/?answer-{slug}=present&words=itch")) == plain
    assert not results(plain)


@pytest.mark.parametrize("method", ["get", "post"])
def test_nothing_is_kept(client, method):
    response = client.get("/lookup/") if method == "get" else post(client, "/lookup/", words="itch")

    # Not “no-store”: Back must work.
    assert set(response["Cache-Control"].split(", ")) == {"private", "no-cache"}
    assert not response.cookies


def test_operator_may_have_the_results_by_name(client):
    data = {f"answer-{slug}": "present" for slug in features(4)}
    by_score = said(post(client, "/lookup/", **data))
    with override_settings(LOOKUP_ORDER="alphabetical"):
        by_name = said(post(client, "/lookup/", **data))

    names = knowledge().conditions
    assert results(by_name) == sorted(results(by_score), key=lambda slug: names[slug].casefold())
    assert "in order of how specifically" in by_score
    assert "in order of how specifically" not in by_name
    assert "in order of name" in by_name
    assert "the order says little" not in by_name


def test_page_says_that_it_shows_the_first_results_only(client):
    page = said(post(client, "/lookup/", **{"answer-dialysis": "present"}))

    (total,) = re.findall(r"(\d+) conditions are described", page)
    assert len(results(page)) == RESULTS < int(total)
    assert f"The {RESULTS} that describe them most specifically are shown" in page


def test_feature_is_asked_once(client):
    answers = {f"answer-{slug}": "present" for slug in ("dialysis", "livedo")}
    asked = re.search(
        r'<details class="questions">(.*?)</details>',
        said(post(client, "/lookup/", **answers)),
        re.DOTALL,
    )[1]
    slug = re.search(r'name="answer-([^"]+)"', asked)[1]

    page = said(post(client, "/lookup/", words=knowledge().terms[slug].plain_name, **answers))

    assert len(re.findall(f'name="answer-{slug}" value="present"', page)) == 1


def test_names_of_narrower_features_keep_their_capitals(client):
    page = said(post(client, "/lookup/", **{"answer-autoantibodies": "present"}))

    assert re.search("described there as: [^<]*anti-[A-Z]", page)
    assert "anti-mda5" not in page


def test_page_asks_for_a_yes_when_there_is_none(client):
    (slug,) = features(1)

    page = said(post(client, "/lookup/", **{f"answer-{slug}": "absent"}))

    assert "Answer Yes to at least one feature" in page
    assert results(page) == []
