"""The filters of the conditions list: what they find, count and offer."""

from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from conditions.filters import ConditionFilter
from conditions.filters.query import Choice
from conditions.models import Term, Topic
from tests.factories import make_condition, make_fact, make_published, make_term

pytestmark = pytest.mark.django_db


def filters(query=""):
    chosen = ConditionFilter(QueryDict(query))
    assert chosen.is_valid(), chosen.errors
    assert {condition.pk for condition in chosen.qs} == chosen.left
    return chosen


def found(query=""):
    return {condition.name for condition in filters(query).results}


def options(query, name):
    (facet,) = [facet for facet in filters(query).facets() if facet.name == name]
    return facet.options


def counts(query, name):
    return {option.value: option.count for option in options(query, name)}


ALL = {"Wart", "Calciphylaxis", "Gout"}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ALL),
        ("symptom=lump", {"Wart", "Gout"}),
        ("symptom=sore", {"Calciphylaxis"}),  # not where it is reported absent
        ("symptom=change", ALL),  # stands for the terms below
        ("symptom=lump&symptom=sore", ALL),
        ("symptom=lump&symptom=nowhere", {"Wart", "Gout"}),
        ("risk=dialysis", {"Calciphylaxis", "Gout"}),
        ("site=leg", {"Wart", "Calciphylaxis"}),
        ("kind=look-alike", {"Wart", "Gout"}),
        ("kind=look-alike&kind=calciphylaxis", ALL),
        ("symptom=lump&risk=dialysis", {"Gout"}),
        ("symptom=lump&site=leg&kind=look-alike", {"Wart"}),
        ("q=dialysis", {"Calciphylaxis", "Gout"}),
        ("q=dialysis&kind=look-alike", {"Gout"}),
        ("q=calcifilaxis", {"Calciphylaxis"}),  # as the site search reads it
        ("q=wart&symptom=sore", set()),
        ("symptom=nowhere", set()),
        ("risk=sore", set()),  # a slug of another facet
        ("kind=nothing", set()),
        ("colour=red", ALL),
        # All of a group
        ("symptom=lump&symptom=change&symptom_match=all", {"Wart", "Gout"}),
        ("symptom=lump&symptom=sore&symptom_match=all", set()),
        ("symptom=lump&symptom=nowhere&symptom_match=all", set()),
        ("symptom=lump&symptom=sore&risk_match=all", ALL),
        ("symptom_match=all", ALL),
        # Left out: what is described with it, not what reports it absent or says nothing
        ("not_symptom=sore", {"Wart", "Gout"}),
        ("not_symptom=change", set()),
        ("not_symptom=lump&not_risk=dialysis", set()),
        ("symptom=change&not_symptom=lump", {"Calciphylaxis"}),
        ("not_site=leg", {"Gout"}),
        ("not_kind=look-alike", {"Calciphylaxis"}),
        ("not_symptom=nowhere", ALL),
        ("symptom=lump&not_symptom=lump", set()),
        # The first letter
        ("letter=w", {"Wart"}),
        ("letter=W&risk=dialysis", set()),
        ("letter=%E9%AA%A8", set()),
    ],
)
def test_filters_narrow_each_other_and_values_of_one_add_up(three, query, names):
    assert found(query) == names


def test_counts_are_what_a_tick_leaves(three):
    assert counts("", "symptom") == {"change": 3, "lump": 2, "sore": 1}
    assert counts("risk=dialysis", "symptom") == {"change": 2, "lump": 1, "sore": 1}
    assert counts("symptom=sore", "kind") == {"calciphylaxis": 1, "look-alike": 0}
    assert counts("not_symptom=sore", "symptom") == {"change": 2, "lump": 2, "sore": 0}
    assert counts("symptom=lump&symptom_match=all", "symptom") == {
        "change": 2,
        "lump": 2,
        "sore": 0,
    }
    assert counts("q=gout", "site") == {"leg": 0}


def test_where_any_is_enough_a_tick_adds(three):
    shown = {
        option.value: (option.count, option.added) for option in options("symptom=sore", "symptom")
    }

    assert shown == {"sore": (1, None), "change": (3, 2), "lump": (3, 2)}


def test_used_options_come_first_even_when_they_find_nothing(three):
    used = options("symptom=sore&not_symptom=lump&kind=look-alike", "symptom")

    assert [(option.value, option.chosen, option.left_out) for option in used] == [
        ("lump", False, True),
        ("sore", True, False),
        ("change", False, False),
    ]


def test_group_folds_all_but_its_first_options_and_what_is_used(three):
    rare = [make_term(slug=f"rare-{number}") for number in range(9)]
    make_published(facts=[{"topic": Topic.SYMPTOM, "term": term} for term in rare])

    symptom, *_others = filters("").facets()
    assert (len(symptom.first), len(symptom.folded)) == (6, 6)
    query = urlencode([("not_symptom", term.slug) for term in rare[:8]])
    symptom, *_others = filters(query).facets()
    assert [option.value for option in symptom.first] == [f"rare-{number}" for number in range(8)]


def test_drafts_are_neither_found_nor_counted(three):
    make_fact(topic=Topic.SYMPTOM, term=make_term(slug="itch"))

    assert "itch" not in counts("", "symptom")
    assert found("symptom=itch") == set()
    assert "itch" in counts("symptom=itch", "symptom")  # it can be unticked


def test_chips_drop_one_choice_each(three):
    parts = [
        "q=gout", "symptom=lump", "symptom=nowhere", "kind=look-alike", "not_symptom=sore",
        "symptom_match=all", "letter=G",
    ]  # fmt: skip
    chips = list(filters("&".join([*parts, "sort=name"])).chips())

    assert [chip.label for chip in chips] == [
        "“gout”", "plain Nodule", "nowhere", "Look-alikes", "not: plain Ulcer",
        "Symptom or sign: all must fit", "begins with G",
    ]  # fmt: skip
    for part, chip in zip(parts, chips, strict=True):
        assert {*parts, "sort=name"} - {*chip.without.query.split("&")} == {part}


def test_wanting_all_of_one_value_is_no_chip(three):
    assert [chip.label for chip in filters("symptom=lump&symptom_match=all").chips()] == [
        "plain Nodule"
    ]


def test_ways_out_are_counted_and_the_best_comes_first(three):
    ways = filters("symptom=lump&symptom=sore&symptom_match=all&kind=look-alike").ways_out()

    assert [(chip.label, count) for chip, count in ways] == [
        ("plain Ulcer", 2),
        ("Symptom or sign: all must fit", 2),
    ]


def test_what_is_chosen_and_left_out_is_a_contradiction(three):
    chosen = filters("symptom=lump&symptom=sore&not_symptom=sore&not_risk=sore")

    assert chosen.contradictions == ["plain Ulcer"]
    assert chosen.unknown == ["sore"]  # it is no risk factor


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Calciphylaxis", "Gout", "Wart"]),
        ("sort=match", ["Calciphylaxis", "Gout", "Wart"]),  # nothing to match
        ("not_risk=nowhere&sort=match", ["Calciphylaxis", "Gout", "Wart"]),
        ("symptom=lump&symptom=change", ["Calciphylaxis", "Gout", "Wart"]),
        ("symptom=lump&symptom=change&sort=match", ["Gout", "Wart", "Calciphylaxis"]),
        ("q=nodule", ["Wart", "Gout"]),  # as the search has them
        ("q=nodule&sort=name", ["Gout", "Wart"]),
    ],
)
def test_order_is_by_name_or_by_match(three, query, names):
    assert [condition.name for condition in filters(query).results] == names


def test_match_counts_chosen_values_before_it_looks_at_the_text(three):
    ache = make_term(slug="ache")
    both = [ache, Term.objects.get(slug="lump")]
    make_published(
        make_condition("Lipoma", slug="d-lipoma"),
        facts=[{"topic": Topic.SYMPTOM, "term": term} for term in both],
    )

    def order(query):
        return [condition.name for condition in filters(query).results]

    assert order("q=nodule") == ["Wart", "Gout", "Lipoma"]
    assert order("q=nodule&symptom=change&symptom=ache") == ["Lipoma", "Wart", "Gout"]


def test_orders_are_offered_where_something_can_match(three):
    assert filters("not_symptom=sore&letter=G").orders() == []
    assert filters("symptom=sore").orders() == [
        ("name", "symptom=sore&sort=name", True),
        ("match", "symptom=sore&sort=match", False),
    ]


def test_letters_lead_to_names_and_lose_none(three):
    make_published(make_condition("Øre"))
    make_published(make_condition("écorce"))

    letters = filters("letter=g&kind=look-alike&kind=calcinosis").letters()

    assert "".join(letter.letter for letter in letters) == "ABCDEFGHIJKLMNOPQRSTUVWXYZØ"
    leading = {letter.letter: letter.query for letter in letters if letter.query}
    assert list(leading) == ["E", "G", "W", "Ø"]
    assert leading["W"] == "kind=look-alike&kind=calcinosis&letter=W"
    assert [letter.letter for letter in letters if letter.current] == ["G"]


# On the shipped pack


def ticked(query):
    """Yield, for every option that is not used, its count and what ticking it leaves."""
    listed = filters(query)
    for facet in listed.facets():
        for option in facet.options:
            if not option.is_used:
                pair = (facet.name, option.value)
                left = listed.fitting.fit(Choice((*listed.choice.pairs, pair)))
                yield pair, option.count, len(left)


@pytest.mark.parametrize(
    "query",
    [
        "q=skin&risk=dialysis",
        "symptom=pain&site=leg&not_risk=dialysis&not_kind=related&letter=C",
        "symptom=pain&symptom_match=all&kind=look-alike",
    ],
)
def test_every_count_is_the_number_of_results_one_gets(shipped, query):
    checked = list(ticked(query))

    assert len(checked) > 100
    assert len({count for _clicked, count, _left in checked}) > 3
    assert [row for row in checked if row[1] != row[2]] == []
