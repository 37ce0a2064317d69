import pytest

from conditions.models import Audience, NameMatch
from conditions.selectors.glossary import glossary
from tests.factories import make_term

pytestmark = pytest.mark.django_db


def found(text):
    return [(text[place.start : place.end], place.term.slug) for place in glossary().find(text)]


@pytest.fixture(autouse=True)
def terms():
    ulcer = make_term("Skin ulcer with eschar", slug="eschar", definition="A sore with a crust.")
    for name in ("eschar", "anti-Ro"):
        ulcer.names.create(text=name, audience=Audience.CLINICAL, match=NameMatch.EXACT)
    make_term("Eschar of a burn", slug="burn", plain_name="burn crust", definition="A crust.")


def test_names_are_found_as_whole_words_in_any_case():
    assert found("Eschar, escharotomy and neo-eschar.") == [("Eschar", "eschar")]


def test_plural_is_the_same_word():
    assert found("Two eschars.") == [("eschars", "eschar")]


def test_longest_name_counts():
    assert found("an eschar of a burn; an eschar") == [
        ("eschar of a burn", "burn"),
        ("eschar", "eschar"),
    ]


def test_words_with_a_mark_between_them_are_no_name():
    assert found("skin ulcer with (eschar)") == [("eschar", "eschar")]


def test_hyphen_and_digits_belong_to_a_word():
    assert found("The antibody anti-Ro52 or anti-Ro.") == [("anti-Ro", "eschar")]


@pytest.mark.parametrize("text", ["", "Nothing here.", "eschar-like", "(", "s"])
def test_other_words_are_left_alone(text):
    assert found(text) == []


def test_what_everybody_calls_it_is_not_explained():
    make_term("Itch", plain_name="itch", definition="The wish to scratch.")
    make_term("Fever", plain_name="high temperature", definition="A body that is too warm.")

    assert found("Itch and fever.") == []


def test_term_without_a_definition_and_lay_names_explain_nothing():
    make_term("Livedo", plain_name="net-like skin")
    make_term("Purpura", slug="purpura", definition="Spots.", names=["bruise"])

    assert found("Livedo with a bruise and purpura.") == [("purpura", "purpura")]
