import pytest

from conditions.lookup import Closure, Rule, fire

CLOSURE = Closure.of({"ulcer": (), "black-ulcer": ("ulcer",), "fever": (), "dialysis": ()})
ANY = Rule("any", "today", any_of=("ulcer", "fever"))
ALL = Rule("all", "emergency", all_of=("ulcer", "dialysis"))
BOTH = Rule("both", "soon", any_of=("fever", "ulcer"), all_of=("dialysis",))
RULES = (BOTH, ANY, ALL)


@pytest.mark.parametrize(
    ("present", "expected"),
    [
        ((), ()),
        (("dialysis",), ()),
        (("fever",), (ANY,)),
        (("ulcer",), (ANY,)),
        (("fever", "dialysis"), (ANY, BOTH)),
        (("ulcer", "dialysis"), (ALL, ANY, BOTH)),
        (("black-ulcer", "dialysis"), (ALL, ANY, BOTH)),
        (("not-a-term", "fever"), (ANY,)),
    ],
)
def test_rules_fire_most_urgent_first(present, expected):
    assert fire(RULES, present, CLOSURE) == expected


def test_a_broader_term_does_not_fire_the_rule_of_a_narrower_one():
    assert fire([Rule("black", "emergency", any_of=("black-ulcer",))], ["ulcer"], CLOSURE) == ()


def test_rules_of_one_level_come_by_slug():
    rules = [Rule(slug, "soon", any_of=("fever",)) for slug in ("b", "c", "a")]

    assert [rule.slug for rule in fire(rules, ["fever"], CLOSURE)] == ["a", "b", "c"]


def test_nothing_else_chosen_silences_a_rule():
    alone = set(fire(RULES, ["fever"], CLOSURE))

    for other in ("ulcer", "black-ulcer", "dialysis"):
        assert alone <= set(fire(RULES, ["fever", other], CLOSURE))


def test_a_rule_that_would_always_fire_is_refused():
    with pytest.raises(ValueError, match="empty"):
        Rule("empty", "soon")


def test_a_rule_of_unknown_level_is_refused():
    with pytest.raises(ValueError, match="tomorrow"):
        Rule("late", "tomorrow", any_of=("fever",))
