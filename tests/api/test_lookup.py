"""What `POST /api/v1/lookup` answers from the shipped pack, held against the lookup's page."""

import math

import pytest
from django.test import override_settings

from conditions.forms import MAX_ANSWERS
from conditions.lookup import SCORER_VERSION
from conditions.models import Topic
from conditions.selectors.lookup import knowledge
from tests.api.asking import EXAMPLE, send, told
from tests.factories import make_condition, make_published, make_term
from tests.views.posting import post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]

ANSWERS = (("present", "present"), ("risk", "present"), ("absent", "absent"), ("unsure", "unsure"))


def page_of(client, data):
    """Return what the page shows for the same answers."""
    pairs = [
        (f"answer-{slug}", answer) for field, answer in ANSWERS for slug in data.get(field, ())
    ]
    return post(client, "/lookup/", pairs, view="clinical").context["page"]


def parts(answer):
    return [part for result in answer["results"] for part in result["contributions"]]


CASES = {
    "the example": EXAMPLE,
    "one finding": {"present": ["livedo"]},
    "a risk factor alone": {"risk": ["dialysis"]},
    "many": {"present": ["fever", "skin-pain", "skin-ulcer", "skin-necrosis", "livedo"]},
    "a broad one": {"present": ["skin-change"], "absent": ["purpura", "skin-necrosis"]},
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("order", ["score", "alphabetical"])
def test_answer_is_what_the_page_shows(client, case, order):
    data = CASES[case]
    with override_settings(LOOKUP_ORDER=order):
        answer, page = send(client, data), page_of(client, data)

    assert answer["problems"] == []
    assert answer["total"] == page.introduction.total
    assert answer["versions"] == {
        "content": page.foot.version,
        "scorer": SCORER_VERSION,
        "catalogue": None,
    }
    assert [rule["slug"] for rule in answer["urgency"]] == [rule.slug for rule in page.advice]
    assert [one["term"] for one in answer["ask_next"]] == [one.row.slug for one in page.questions]
    on_page = {
        one.condition.slug: one
        for entry in [*page.entries, *page.more_entries]
        for one in entry.results
    }
    first_of_entries = [
        entry.results[0].condition.slug for entry in [*page.entries, *page.more_entries]
    ]
    slugs = [result["condition"]["slug"] for result in answer["results"]]
    assert slugs == sorted(on_page, key=slugs.index)
    assert first_of_entries == sorted(first_of_entries, key=slugs.index)
    for result in answer["results"]:
        shown = on_page[result["condition"]["slug"]]
        assert result["condition"]["name"] == shown.condition.name
        assert f"{result['score']:.2f}" == shown.score
        assert result["band"] in str(shown.band)
        assert [one["name"] for one in result["tied_with"]] == shown.tied_with
        reasons = [*shown.fits, *shown.against]
        assert [part["value"] for part in result["contributions"]] == [r.value for r in reasons]
        for rows, words in ((result["contributions"], reasons), (result["not_asked"], None)):
            for row, reason in zip(rows, words or shown.not_asked, strict=True):
                assert row["frequency"]["summary"] == str(reason.frequency.summary)
                assert row["frequency"]["figure"] == reason.frequency.figure
                assert len(row["sources"]) == len(reason.source_numbers) > 0
        assert len(result["not_described"]) == len(shown.not_described)


@pytest.mark.parametrize("case", CASES)
def test_contributions_sum_to_the_score(client, case):
    for result in send(client, CASES[case])["results"]:
        assert result["score"] == math.fsum(part["value"] for part in result["contributions"])


def test_what_speaks_against_is_among_the_contributions_that_sum(client):
    itch, cough, spots = (make_term(slug=slug) for slug in ("itch-x", "cough-x", "spots-x"))
    counted = {"frequency_band": "always", "frequency_basis": "counted"}
    facts = [
        {"term": itch},
        {"term": cough, "reported_absent": True},
        {"term": spots, "numerator": 20, "denominator": 20, **counted},
    ]
    make_published(
        make_condition(slug="zebra"), facts=[{"topic": Topic.SYMPTOM, **fact} for fact in facts]
    )

    answer = send(client, {"present": ["itch-x", "cough-x"], "absent": ["spots-x"]})

    (zebra,) = answer["results"]
    values = {part["relation"]: part["value"] for part in zebra["contributions"]}
    frequencies = {one["relation"]: one["frequency"] for one in zebra["contributions"]}
    assert list(values) == ["same", "marked absent", "reported absent"]
    assert values["same"] > 0 > values["marked absent"]
    assert values["reported absent"] == 0
    assert zebra["score"] == math.fsum(values.values())
    assert frequencies["marked absent"]["figure"].startswith("20 of 20")
    assert frequencies["reported absent"]["summary"] == "reported not to occur"


def test_every_name_in_the_answer_is_explained(client):
    answer = send(client, EXAMPLE)

    used = {part[field] for part in parts(answer) for field in ("term", "matched_at")}
    used |= {slug for part in parts(answer) for slug in part["described_as"]}
    used |= {row["term"] for result in answer["results"] for row in result["not_asked"]}
    used |= {slug for result in answer["results"] for slug in result["not_described"]}
    used |= {one["term"] for one in answer["ask_next"]}
    cited = {slug for part in parts(answer) for slug in part["sources"]}
    cited |= {
        slug for result in answer["results"] for r in result["not_asked"] for slug in r["sources"]
    }
    cited |= {slug for rule in answer["urgency"] for slug in rule["sources"]}
    assert set(answer["terms"]) == used
    assert set(answer["sources"]) == cited
    assert answer["terms"]["livedo"] == {
        "kind": "finding",
        "name": knowledge().terms["livedo"].name,
        "plain_name": knowledge().terms["livedo"].plain_name,
    }
    assert all(source["reference"] for source in answer["sources"].values())


def test_urgency_rules_come_most_urgent_first_with_wording_sources_and_review(client):
    urgency = send(client, {"present": ["skin-ulcer", "fever"]})["urgency"]

    levels = [rule["level"] for rule in urgency]
    assert levels == sorted(levels, key=("emergency", "today", "soon").index)
    (sepsis,) = [rule for rule in urgency if rule["slug"] == "sore-with-fever"]
    assert sepsis["plain"].startswith("Get emergency help now: a fever with an open sore")
    assert sepsis["clinical"].startswith("Fever with an ulcer")
    assert sepsis["reviewed"] is False
    assert "orphanet-280062" in sepsis["sources"]


def test_questions_say_what_they_tell_apart(client):
    answer = send(client, EXAMPLE)

    leaders = [result["condition"] for result in answer["results"][:5]]
    for question in answer["ask_next"]:
        one, other = question["tells_apart"]
        assert one in leaders
        assert other in leaders
        assert question["gain"] > 0
    gains = [question["gain"] for question in answer["ask_next"]]
    assert gains == sorted(gains, reverse=True)
    assert gains


def test_kinds_that_nothing_can_tell_apart_name_each_other(client):
    above = make_condition(slug="above")
    itch = make_term(slug="itch-x")
    for slug in ("one-kind", "other-kind"):
        condition = make_condition(slug.title(), slug=slug, broader=above)
        make_published(condition, facts=[{"topic": Topic.SYMPTOM, "term": itch}])

    one, other = send(client, {"present": ["itch-x"]})["results"]

    assert one["siblings"] == one["tied_with"] == [{"slug": "other-kind", "name": "Other-Kind"}]
    assert other["siblings"] == other["tied_with"] == [{"slug": "one-kind", "name": "One-Kind"}]


def test_contribution_names_what_the_condition_is_described_with(client):
    answer = send(client, {"present": ["skin-ulcer"]})

    closure = knowledge().index.closure
    for part in parts(answer):
        named = set(part["described_as"])
        if part["relation"] == "same":
            assert "skin-ulcer" in named
        if part["relation"] == "narrower":
            assert named <= set(closure.descendants("skin-ulcer"))
    assert {"same", "narrower"} <= {part["relation"] for part in parts(answer)}


def test_feature_that_a_condition_does_not_describe_is_named(client):
    itch, cough = make_term(slug="itch-x"), make_term(slug="cough-x")
    make_published(facts=[{"topic": Topic.SYMPTOM, "term": itch}])

    (result,) = send(client, {"present": [itch.slug, cough.slug]})["results"]

    assert result["not_described"] == ["cough-x"]


def test_lists_of_present_findings_and_risk_factors_may_be_mixed_up(client):
    right = send(client, {"present": ["livedo"], "risk": ["dialysis"]})

    assert send(client, {"risk": ["livedo"], "present": ["dialysis"]}) == right
    assert send(client, {"present": ["dialysis", "livedo", "livedo"], "catalogue": ""}) == right


@pytest.mark.parametrize("data", [{"present": []}, {"absent": ["fever"]}, {"unsure": ["fever"]}])
def test_nothing_is_found_by_what_is_not_there(client, data):
    answer = send(client, data)

    assert (answer["results"], answer["total"], answer["urgency"]) == ([], 0, [])


# What is left out and told


@pytest.mark.parametrize(
    ("wrong", "problem", "given"),
    [
        ({"presnt": ["fever"], "q": "a\0b"}, "unknown-field", ["presnt", "q"]),
        (
            {"risk": ["nowhere", "calciphylaxis", ""]},
            "unknown-term",
            ["nowhere", "calciphylaxis", ""],
        ),
        ({"absent": ["HP:0001945"]}, "unknown-term", ["HP:0001945"]),
        ({"absent": ["fever"], "risk": ["fever"]}, "contradiction", ["fever"]),
        ({"absent": ["fever"], "unsure": ["fever"]}, "contradiction", ["fever"]),
        ({"unsure": ["<b>é🦴" + "x" * 400]}, "unknown-term", ["<b>é🦴" + "x" * 75]),
    ],
)
def test_what_cannot_be_used_is_told_and_the_rest_still_works(client, wrong, problem, given):
    right = send(client, {"present": ["livedo"]})

    answer = send(client, {"present": ["livedo"]} | wrong)

    assert told(answer) == {problem: given}
    assert answer["problems"][0]["message"]
    assert answer | {"problems": []} == right


def test_four_hundred_findings_are_cut_and_told(client):
    slugs = [slug for slug in knowledge().terms if slug != "chest-pain"][:399]

    answer = send(client, {"unsure": slugs[:200], "absent": slugs[200:], "risk": ["chest-pain"]})

    # What is there goes first.
    assert told(answer) == {"too-many": [*slugs[200 + MAX_ANSWERS - 1 :], *slugs[:200]]}
    assert parts(answer)[0]["term"] == "chest-pain"


def test_no_cap_silences_an_urgency_rule(client):
    slugs = [slug for slug in knowledge().terms if slug != "chest-pain"][:399]

    answer = send(client, {"present": [*slugs, "chest-pain"]})

    assert len(told(answer)["too-many"]) == len(slugs) + 1 - MAX_ANSWERS
    assert "chest-pain" in [rule["slug"] for rule in answer["urgency"]]


def test_no_contradiction_silences_an_urgency_rule(client):
    answer = send(client, {"present": ["chest-pain"], "absent": ["chest-pain"]})

    assert told(answer) == {"contradiction": ["chest-pain"]}
    assert answer["results"] == []
    assert "chest-pain" in [rule["slug"] for rule in answer["urgency"]]


def test_warm_answer_keeps_its_number_of_queries(client, django_assert_num_queries):
    send(client, EXAMPLE)

    # The state of our content (2); the sources.
    with django_assert_num_queries(3):
        send(client, EXAMPLE)
