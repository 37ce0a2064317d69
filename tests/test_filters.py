"""The filters of the conditions list: what they find, count and offer."""

import re
from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from conditions.filters import MAX_VALUES, ConditionFilter
from conditions.models import Condition, TermKind, Topic
from tests.factories import make_condition, make_fact, make_published, make_term

pytestmark = pytest.mark.django_db

NAMES = ("symptom", "risk", "site", "kind")


def filters(query=""):
    chosen = ConditionFilter(QueryDict(query), queryset=Condition.objects.published())
    assert chosen.is_valid()
    return chosen


def found(query=""):
    return {condition.name for condition in filters(query).results}


def counts(query, name):
    (facet,) = [facet for facet in filters(query).facets() if facet.name == name]
    return {option.value: option.count for option in facet.options}


@pytest.fixture
def three():
    """Publish three conditions that share some of their features."""
    above = make_term(slug="change")
    sore = make_term("Ulcer", slug="sore", broader=[above])
    lump = make_term("Nodule", slug="lump", broader=[above])
    dialysis = make_term("Dialysis", kind=TermKind.RISK_FACTOR, slug="dialysis")
    leg = make_term("Leg", kind=TermKind.BODY_SITE, slug="leg")
    make_published(
        make_condition("Wart", kind="look-alike"),
        facts=[{"topic": Topic.SYMPTOM, "term": lump, "body_sites": [leg]}],
    )
    make_published(
        make_condition("Calciphylaxis", kind="calciphylaxis"),
        facts=[
            {"topic": Topic.SYMPTOM, "term": sore, "body_sites": [leg]},
            {"topic": Topic.RISK_FACTOR, "term": dialysis},
        ],
    )
    make_published(
        make_condition("Gout", kind="look-alike"),
        facts=[
            {"topic": Topic.SYMPTOM, "term": lump},
            {"topic": Topic.SYMPTOM, "term": sore, "reported_absent": True},
            {"topic": Topic.RISK_FACTOR, "term": dialysis},
        ],
    )


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {"Wart", "Calciphylaxis", "Gout"}),
        ("symptom=lump", {"Wart", "Gout"}),
        ("symptom=sore", {"Calciphylaxis"}),  # not where it is reported absent
        ("symptom=change", {"Wart", "Calciphylaxis", "Gout"}),  # stands for the terms below
        ("symptom=lump&symptom=sore", {"Wart", "Calciphylaxis", "Gout"}),
        ("symptom=lump&symptom=nowhere", {"Wart", "Gout"}),
        ("risk=dialysis", {"Calciphylaxis", "Gout"}),
        ("site=leg", {"Wart", "Calciphylaxis"}),
        ("kind=look-alike", {"Wart", "Gout"}),
        ("kind=look-alike&kind=calciphylaxis", {"Wart", "Calciphylaxis", "Gout"}),
        ("symptom=lump&risk=dialysis", {"Gout"}),
        ("symptom=lump&site=leg&kind=look-alike", {"Wart"}),
        ("q=dialysis", {"Calciphylaxis", "Gout"}),
        ("q=dialysis&kind=look-alike", {"Gout"}),
        ("q=wart&symptom=sore", set()),
        ("symptom=nowhere", set()),
        ("risk=sore", set()),  # a slug of another facet
        ("kind=nothing", set()),
        ("colour=red", {"Wart", "Calciphylaxis", "Gout"}),
    ],
)
def test_filters_narrow_each_other_and_values_of_one_add_up(three, query, names):
    assert found(query) == names


def test_counts_apply_all_other_filters(three):
    assert counts("", "symptom") == {"change": 3, "lump": 2, "sore": 1}
    assert counts("risk=dialysis", "symptom") == {"change": 2, "lump": 1, "sore": 1}
    # The facet's own choice does not narrow its counts.
    assert counts("symptom=sore", "symptom") == {"change": 3, "lump": 2, "sore": 1}
    assert counts("symptom=sore", "kind") == {"calciphylaxis": 1}
    assert counts("q=gout", "site") == {}


def test_chosen_options_come_first_even_when_they_find_nothing(three):
    (facet, *_others) = filters("symptom=sore&kind=look-alike").facets()

    first = facet.options[0]
    assert (first.value, first.count, first.chosen) == ("sore", 0, True)
    assert [option.value for option in facet.chosen] == ["sore"]


def test_drafts_are_neither_found_nor_counted(three):
    make_fact(topic=Topic.SYMPTOM, term=make_term(slug="itch"))

    assert "itch" not in counts("", "symptom")
    assert found("symptom=itch") == set()


def test_chips_drop_one_choice_each(three):
    query = "q=gout&symptom=lump&symptom=sore&kind=look-alike"
    chosen = filters(query)

    chips = {str(chip.label): set(chip.query.split("&")) for chip in chosen.chips(chosen.facets())}

    parts = set(query.split("&"))
    assert list(chips) == ["“gout”", "plain Nodule", "plain Ulcer", "Look-alikes"]
    assert [parts - left for left in chips.values()] == [
        {"q=gout"},
        {"symptom=lump"},
        {"symptom=sore"},
        {"kind=look-alike"},
    ]


# On the page


def page_of(client, query, status=200):
    response = client.get(f"/conditions/?{query}")
    assert response.status_code == status
    return response.content.decode()


def test_page_shows_results_and_checked_options(client, three):
    page = page_of(client, "symptom=lump&kind=look-alike")

    assert "2 conditions" in page
    assert re.search(r'value="lump" checked> plain Nodule <span class="count">2</span>', page)
    assert page.index("Gout</a>") < page.index("Wart</a>")


def test_empty_value_chooses_nothing(client, three):
    assert "3 conditions" in page_of(client, "symptom=&kind=")


def test_value_of_another_group_is_named(client, three):
    assert "We have nothing called lump." in page_of(client, "kind=lump")


def test_unknown_value_is_named(client, three):
    assert "We have nothing called nowhere." in page_of(client, "symptom=nowhere&symptom=sore&q=zz")


@pytest.mark.parametrize("query", ["symptom=nowhere", "q=xqzzv", "kind=nothing&risk=dialysis"])
def test_empty_result_helps(client, three, query):
    page = page_of(client, query)

    assert "No condition fits all of this" in page
    assert "That does not mean that nothing is wrong." in page
    assert 'href="/lookup/"' in page


def test_empty_result_offers_what_to_drop(client, three):
    page = page_of(client, "symptom=sore&kind=look-alike")

    assert "search without plain Ulcer" in page
    assert 'href="?kind=look-alike"' in page
    assert 'href="?symptom=sore"' in page


@pytest.mark.parametrize(
    "query",
    [
        "symptom=%3Cscript%3E",
        "symptom=a+b",
        "site=%ff",
        "kind=" + "x" * 300 + "%21",
        "q=" + "a" * 201,
        urlencode([("symptom", f"s{n}") for n in range(MAX_VALUES + 1)]),
    ],
)
def test_malformed_filter_is_told_in_a_sentence(client, three, query):
    page = page_of(client, query, status=400)

    assert "There is a problem" in page
    assert "Show all conditions" in page
    assert "<script>" not in page


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999999999999", "1.5", ""])
def test_unknown_page_number_shows_a_page(client, three, page):
    assert "3 conditions" in page_of(client, f"page={page}")


def test_repeated_value_counts_once(client, three):
    assert page_of(client, "symptom=lump&symptom=lump").count('class="results"') == 1
    assert found("symptom=lump&symptom=lump") == {"Wart", "Gout"}


# On the shipped pack


def clicked_through(query=""):
    """Yield, for every option of every facet, its count and what choosing it finds."""
    for facet in filters(query).facets():
        others = [(n, v) for n, v in QueryDict(query).items() if n != facet.name]
        for option in facet.options:
            clicked = urlencode([*others, (facet.name, option.value)])
            yield clicked, option.count, filters(clicked).qs.count()


@pytest.mark.parametrize("query", ["", "q=skin&risk=dialysis"])
def test_every_count_is_the_number_of_results_one_gets(shipped, query):
    checked = list(clicked_through(query))

    assert len(checked) > 10
    assert [row for row in checked if row[1] != row[2]] == []
