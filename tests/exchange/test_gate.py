"""Each stop and warning of the gate, made once out of sound content."""

from uuid import UUID

import msgspec
import pytest

from conditions.exchange import (
    Citation,
    ConditionDocument,
    Fact,
    Name,
    UrgencyRule,
)
from conditions.exchange.gate import (
    Finding,
    Surroundings,
    exact_names,
    holders,
    shared,
    stops,
    surroundings_of,
    warnings,
)

RULE = UrgencyRule(slug="lumps", level="today", plain="Go.", clinical="Go.", any_of=("lump",))
AROUND = Surroundings(
    publishable={"lee-2020"},
    kinds={"lump": "finding", "knot": "finding", "itch": "finding", "scan": "test"},
    broader={"knot": ("lump",)},
    rules=(RULE,),
)
LONG = "It " + "is so " * 20 + "now."
HARD = "Extraordinarily complicated physiological considerations necessitate deliberations."


def fact(number=9, topic="symptom", **fields):
    defaults = {
        "plain": f"It is bump {number}.",
        "clinical": f"Papule {number}.",
        "citations": (Citation(source="lee-2020"),),
    }
    if topic == "symptom":
        defaults["term"] = "lump"
    return Fact(key=UUID(int=number), topic=topic, **defaults | fields)


def wart(*facts, names=()):
    return ConditionDocument(
        slug="wart",
        name="Wart",
        plain_name="skin bump",
        kind="look-alike",
        names=tuple(Name(text=text, audience="lay") for text in names),
        facts=(fact(1, "definition"), *facts),
    )


def around_with(**fields):
    kept = {name: getattr(AROUND, name) for name in Surroundings.__dataclass_fields__}
    return Surroundings(**kept | fields)


def test_sound_content_passes_without_a_word():
    document = wart(fact(red_flag=True), fact(3, "seek-help", urgency="emergency"))

    assert list(stops(document, AROUND)) == list(warnings(document, AROUND)) == []


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"plain": " "}, "no-plain"),
        ({"clinical": ""}, "no-clinical"),
        ({"citations": ()}, "no-source"),
        ({"citations": (Citation(source="gone"),)}, "no-source"),
        ({"term": None}, "no-term"),
        ({"term": "scan"}, "wrong-term"),
        ({"term": "no-such-term"}, "wrong-term"),
    ],
)
def test_fact_is_stopped(fields, code):
    assert list(stops(wart(fact(**fields)), AROUND)) == [Finding(code, UUID(int=9))]


def test_page_that_does_not_say_what_it_is_is_stopped():
    document = msgspec.structs.replace(wart(), facts=(fact(),))

    assert list(stops(document, AROUND)) == [Finding("no-definition")]


@pytest.mark.parametrize(
    ("facts", "around", "stopped", "warned"),
    [
        # named itself, or by a broader term
        ([fact(term="lump", red_flag=True)], AROUND, [], []),
        ([fact(term="knot", red_flag=True)], AROUND, [], []),
        # not named, but a rule fires for another finding of the page
        ([fact(term="itch", red_flag=True), fact(8)], AROUND, [], ["sign-without-rule"]),
        # no rule fires for anything on the page
        ([fact(term="itch", red_flag=True)], AROUND, ["urgent-without-rule"], []),
        ([fact(red_flag=True)], around_with(rules=()), ["urgent-without-rule"], []),
        # a finding that is reported absent fires nothing
        (
            [fact(term="itch", red_flag=True), fact(8, reported_absent=True)],
            AROUND, ["urgent-without-rule"], [],
        ),
        # urgent advice without a warning sign, and nothing on the page that brings it up
        ([fact(8, "seek-help", urgency="today")], AROUND, [], ["advice-without-rule"]),
        ([fact(8, "seek-help", urgency="today"), fact()], AROUND, [], []),
        ([fact(8, "seek-help", urgency="soon")], AROUND, [], []),
        # a rule that needs more than the page brings
        (
            [fact(term="itch", red_flag=True), fact(8)],
            around_with(rules=(msgspec.structs.replace(RULE, all_of=("scan",)),)),
            ["urgent-without-rule"], [],
        ),
    ],
)  # fmt: skip
def test_urgent_advice_needs_its_rule(facts, around, stopped, warned):
    document = wart(*facts)

    assert [finding.code for finding in stops(document, around)] == stopped
    assert [finding.code for finding in warnings(document, around)] == warned


def test_hard_wording_is_told_with_its_grade():
    (finding,) = warnings(wart(fact(plain=HARD)), AROUND)

    assert (finding.code, finding.detail) == ("reading-grade", HARD)
    assert float(finding.figure) > 9


def test_medical_words_are_no_hard_words():
    named = "It is a sort of calciphylaxis arteriolopathy."
    around = around_with(medical_words={"calciphylaxis", "arteriolopathy"})

    assert [f.code for f in warnings(wart(fact(plain=named)), AROUND)] == ["reading-grade"]
    assert list(warnings(wart(fact(plain=named)), around)) == []


@pytest.mark.parametrize("view", ["plain", "clinical"])
def test_very_long_sentence_is_told(view):
    (finding,) = warnings(wart(fact(**{view: "Short. " + LONG})), AROUND)

    assert (finding.code, finding.detail, finding.figure) == ("long-sentence", LONG, "42")


def test_citation_that_no_reader_may_follow_is_unused_beside_a_good_one():
    cited = (Citation(source="lee-2020"), Citation(source="gone"))

    assert list(warnings(wart(fact(citations=cited)), AROUND)) == [
        Finding("unused-citation", UUID(int=9), "gone")
    ]
    assert not list(warnings(wart(fact(citations=cited[1:])), AROUND))  # a stop, not a warning


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("verruca",), []),
        (("Skin Bump",), ["skin bump"]),
        (("verruca", "Verruca"), ["verruca"]),
        (("corn",), ["corn"]),
    ],
)
def test_synonym_that_says_nothing_new_is_told(names, told):
    around = around_with(condition_names={"corn": {"wart", "callus"}, "verruca": {"wart"}})

    assert [f.detail for f in warnings(wart(names=names), around)] == told


def test_name_that_two_terms_share_is_told_once():
    around = around_with(shared_names={"lump": ["bump"]})

    found = list(warnings(wart(fact(), fact(8)), around))

    assert found == [Finding("duplicate-synonym", UUID(int=9), "bump")]


def test_names_are_shared_without_regard_to_capitals():
    named = [("lump", ["Lump", "bump"]), ("knot", ["Bump"]), ("itch", ["itch"])]

    assert shared(holders(named)) == {"lump": ["bump"], "knot": ["bump"]}


def test_wider_words_are_no_exact_names():
    wider = Name(text="growth", audience="lay", match="broader")

    assert exact_names((wider, Name(text="verruca", audience="clinical"))) == ["verruca"]


def test_every_shipped_condition_passes(pack):
    around = surroundings_of(pack)

    assert [f for c in pack.conditions if c.facts for f in stops(c, around)] == []
