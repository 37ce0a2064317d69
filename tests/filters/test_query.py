"""What the query string of the conditions list may hold."""

from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from conditions.filters import MAX_VALUES
from conditions.filters.query import ConditionQuery, alphabetical, initial


def choice(query):
    asked = ConditionQuery(QueryDict(query))
    assert asked.is_valid(), asked.errors
    return asked.choice


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("calcinosis", "C"),
        ("Écorce", "E"),
        ("Øre", "Ø"),
        ("β-thalassaemia", "Β"),  # a capital beta
        ("Жаба", "Ж"),
        ("骨", "骨"),
        ("ßeta", "S"),
        ("“Quoted”", "Q"),
        ("22q11 deletion", "2"),
        ("…", "#"),
        ("", "#"),
    ],
)
def test_initial_is_a_capital_without_accents_in_any_alphabet(name, letter):
    assert initial(name) == letter
    assert initial(letter) == letter


def test_names_are_sorted_without_regard_to_accents_and_capitals():
    names = ["Zinc", "écorce", "Apple", "Ebb", "apple pie"]

    assert sorted(names, key=alphabetical) == ["Apple", "apple pie", "Ebb", "écorce", "Zinc"]


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("", ""),
        ("q=&symptom=&letter=&sort=&colour=red&page=3", ""),
        (
            "kind=related&symptom=b&symptom=a&symptom=b&q=+x+",
            "q=x&symptom=b&symptom=a&kind=related",
        ),
        ("symptom_match=any&risk_match=all", "risk_match=all"),
        ("kind_match=all", ""),
        ("letter=%C3%A9&sort=match", "letter=E&sort=match"),
        ("symptom=a&not_symptom=a", "symptom=a&not_symptom=a"),
    ],
)
def test_choice_keeps_what_was_chosen_once_and_in_one_order(query, kept):
    assert choice(query).query == kept
    assert choice(kept).query == kept


def test_choice_gives_its_values_and_can_do_without_them():
    chosen = choice("q=x&symptom=a&symptom=b&not_symptom=c&letter=d")

    assert list(chosen.in_facets()) == [("symptom", "a"), ("symptom", "b")]
    assert (chosen.value("q"), chosen.value("sort")) == ("x", "")
    assert chosen.without("symptom", "q").query == "not_symptom=c&letter=D"
    assert chosen.without_pair(("symptom", "a")).values("symptom") == ["b"]
    assert chosen.with_one("letter", "E").values("letter") == ["E"]


MANY = [f"s{number}" for number in range(MAX_VALUES + 1)]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("symptom=%3Cscript%3E", "A chosen value is not one of this list."),
        ("not_risk=a+b", "A chosen value is not one of this list."),
        ("site=%ff", "A chosen value is not one of this list."),
        ("kind=" + "x" * 300 + "%21", "A chosen value is not one of this list."),
        (urlencode([("symptom", slug) for slug in MANY]), "Choose at most 30 values in one group."),
        (
            urlencode([("not_kind", slug) for slug in MANY]),
            "Choose at most 30 values in one group.",
        ),
        ("q=" + "a" * 201, "Please type at most 200 characters."),
        ("sort=-name", "The list has no such order."),
        ("sort=edition__author", "The list has no such order."),
        ("symptom_match=some", "Choose “any” or “all”."),
        ("letter=ab", "Choose one letter of the bar."),
        ("letter=%3Cb%3E", "Choose one letter of the bar."),
    ],
)
def test_malformed_query_is_refused_in_a_sentence(query, told):
    form = ConditionQuery(QueryDict(query))

    assert not form.is_valid()
    assert [message for messages in form.errors.values() for message in messages] == [told]
