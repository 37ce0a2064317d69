from itertools import pairwise

import pytest

from conditions.lookup.closure import Closure, CycleError

#       body
#      /    \
#   skin    leg
#      \    /
#    leg-ulcer
DIAMOND = {"body": (), "skin": ("body",), "leg": ("body",), "leg-ulcer": ("skin", "leg")}


def test_a_term_reached_by_two_ways_is_listed_once():
    closure = Closure.of(DIAMOND)

    assert closure.ancestors("leg-ulcer") == ("body", "leg", "skin")
    assert closure.descendants("body") == ("leg", "leg-ulcer", "skin")


def test_ends_of_the_graph_and_strange_slugs_have_nothing():
    closure = Closure.of(DIAMOND)

    assert closure.ancestors("body") == ()
    assert closure.descendants("leg-ulcer") == ()
    assert closure.ancestors("tail") == closure.descendants("tail") == ()


def test_with_ancestors_adds_what_is_broader():
    assert Closure.of(DIAMOND).with_ancestors(["skin", "tail"]) == {"skin", "body", "tail"}


def test_a_circle_is_refused_and_named_from_narrow_to_broad():
    with pytest.raises(CycleError) as caught:
        Closure.of({"a": ("b",), "b": ("c",), "c": ("a",), "d": ("a",)})

    cycle = caught.value.cycle
    assert cycle[0] == cycle[-1]
    assert set(pairwise(cycle)) == {("a", "b"), ("b", "c"), ("c", "a")}
    assert " → ".join(cycle) in str(caught.value)


def test_a_term_broader_than_itself_is_refused():
    with pytest.raises(CycleError, match="a → a"):
        Closure.of({"a": ("a",)})


def test_an_unknown_broader_term_is_refused_and_named():
    with pytest.raises(ValueError, match="tail"):
        Closure.of({"a": ("tail",)})


def test_a_very_deep_chain_is_closed():
    chain = {"t0": ()} | {f"t{n}": (f"t{n - 1}",) for n in range(1, 1500)}

    assert len(Closure.of(chain).ancestors("t1499")) == 1499
