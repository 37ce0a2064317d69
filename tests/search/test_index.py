"""The order of results, with a handful of pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conditions.lookup import TermWords
from conditions.search import MOST_PAGES, Hit, Passage, SiteIndex, marked


def condition(slug, name, plain="", **names):
    return TermWords(slug, "condition", name, plain, **names)


PAGES = [
    condition("gout", "Gout", "crystals of uric acid in a joint", synonyms=("podagra",)),
    condition("gout-of-the-hand", "Gouty arthritis of the hand"),
    condition("pseudogout", "Pseudogout", synonyms=("CPPD",), narrower=("CPP arthritis",)),
    condition("calciphylaxis", "Calciphylaxis", narrower=("CUA",)),
    condition("uraemic", "Uraemic calciphylaxis", synonyms=("CUA",)),
    condition("wart", "Wart", "a small bump"),
    TermWords("gout", "risk-factor", "Gout", "gout"),
    TermWords("tophus", "finding", "Tophus", "chalky lump"),
    TermWords("heel", "body-site", "Heel", "heel", loose=("foot",)),
    TermWords("mood", "finding", "Low mood"),
    TermWords("calcium", "treatment", "Calcium tablets"),
    TermWords("heel-prick", "risk-factor", "Heel prick", "heel prick"),
]
PASSAGES = [
    Passage("1", "wart", ("A wart hurts on the heel.", "Tenderness on pressure of the sole.")),
    Passage("4", "calciphylaxis", ("Low calcium.",)),
    Passage("2", "gout", ("Joints swell at night.", "Nocturnal arthritis.")),
    Passage("3", "gout", ("Stop smoking.", "Smoking cessation and joint protection.")),
]
INDEX = SiteIndex.build(PAGES, PASSAGES)


def found(text):
    return [f"{hit.kind}/{hit.slug}" for hit in INDEX.search(text).pages]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        # The name itself, conditions first; then names that begin with it or have it among others.
        ("gout", ["condition/gout", "risk-factor/gout"]),
        # An exact other name before a narrower one.
        ("CUA", ["condition/uraemic", "condition/calciphylaxis"]),
        ("cppd", ["condition/pseudogout"]),
        ("podagra", ["condition/gout"]),
        # The shorter name, of which more was typed.
        ("calciphy", ["condition/calciphylaxis", "condition/uraemic"]),
        ("uremic calciphylaxis", ["condition/uraemic"]),
        # By sound, by slip, apart and together.
        ("calcifilaxis", ["condition/calciphylaxis", "condition/uraemic"]),
        ("psuedogout", ["condition/pseudogout"]),
        ("pseudo-gout", ["condition/pseudogout"]),
        ("heelprick", ["risk-factor/heel-prick"]),
        # A condition by the text of its statements.
        ("tenderness sole", ["condition/wart"]),
        ("nocturnal joints", ["condition/gout"]),
        ("foot", ["body-site/heel"]),
        # Both words in one statement before one of the two in a name.
        ("low calcium", ["condition/calciphylaxis", "finding/mood", "treatment/calcium"]),
    ],
)
def test_pages_come_in_this_order(text, first):
    assert found(text)[: len(first)] == first


@pytest.mark.parametrize("text", ["", "  ", "& | !", "xyzzy", "of the"])
def test_nothing_is_found(text):
    assert not INDEX.search(text)


def test_small_words_are_searched_for_when_there_are_no_others():
    index = SiteIndex.build([condition("who", "Who")], [])

    assert index.search("who").pages == (Hit("condition", "who", "Who"),)


def test_name_that_means_something_near_says_so():
    assert INDEX.search("CUA").pages[1] == Hit("condition", "calciphylaxis", "CUA", True)
    assert INDEX.search("tenderness").pages == (Hit("condition", "wart"),)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("joints", ("2", "3")),  # the shorter statement, of which more was typed
        ("swell at night", ("2",)),
        ("wart heel", ("1",)),
        ("wart joints", ()),
    ],
)
def test_statements_have_most_of_the_words(text, keys):
    assert INDEX.search(text).passages == keys


def test_what_became_of_the_words_is_told():
    result = INDEX.search("Calcifilaxis gouut xyzzy wart")

    assert result.respelt == ("Calcifilaxis", "gouut")
    assert result.unknown == ("xyzzy",)


def test_word_that_begins_another_is_not_respelt():
    assert INDEX.search("calcip").respelt == ()


def test_suggestions_are_near_and_few():
    assert INDEX.nearest("verrt")[:1] == ()
    assert INDEX.nearest("wharrt")[0].slug == "wart"
    assert INDEX.nearest("") == ()


def test_only_so_many_pages_are_found():
    many = SiteIndex.build([condition(f"g-{n}", f"Gout {n}") for n in range(MOST_PAGES + 9)], [])

    found = many.search("gout")
    assert len(found.pages) == MOST_PAGES
    assert len(set(found.conditions)) == MOST_PAGES + 9  # a list that is filtered further has all
    assert found.conditions[:9] == tuple(page.slug for page in found.pages[:9])


def test_empty_index_finds_nothing():
    empty = SiteIndex.build([], [])

    assert not empty.search("gout")
    assert empty.nearest("gout") == ()


@given(st.permutations(PAGES), st.permutations(PASSAGES))
def test_order_of_the_content_changes_nothing(pages, passages):
    other = SiteIndex.build(pages, passages)

    for text in ("gout", "heel", "cua", "joint", "chalk"):
        assert other.search(text).pages == INDEX.search(text).pages


@given(st.text(max_size=200))
def test_any_text_can_be_searched_for(text):
    result = INDEX.search(text)

    assert len(set(result.pages)) == len(result.pages)
    INDEX.nearest(text)


@given(st.text(max_size=80))
def test_marked_parts_are_the_text(text):
    assert "".join(part.text for part in marked(text, {"gout", "breathless"})) == text


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("Gout, gouts and Gouty", ["Gout", "gouts"]),
        ("short of breath", ["short of breath"]),
        ("nothing", []),
    ],
)
def test_words_are_marked(text, marks):
    parts = marked(text, {"gout", "breathless"})

    assert [part.text for part in parts if part.is_marked] == marks
