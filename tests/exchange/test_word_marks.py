"""Word-level marks: readable, and always both texts whole."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conditions.exchange.word_marks import LONGEST, marked

SIGNS = {"same": "{}", "removed": "[-{}-]", "added": "[+{}+]"}


def shown(before, after):
    return "".join(SIGNS[piece.kind].format(piece.text) for piece in marked(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("It hurts.", "It hurts.", "It hurts."),
        ("", "", ""),
        ("", "It hurts.", "[+It hurts.+]"),
        ("It hurts.", "", "[-It hurts.-]"),
        ("About 7 in 10 people.", "About 8 in 10 people.", "About [-7-][+8+] in 10 people."),
        ("The skin can hurt.", "The skin can hurt a lot.", "The skin can hurt[+ a lot+]."),
        ("It is very painful skin.", "It is painful skin.", "It is[- very-] painful skin."),
        # figures, hyphens and slashes are not torn
        ("Seen in 12.5 % of us.", "Seen in 12.8 % of us.", "Seen in [-12.5-][+12.8+] % of us."),
        ("A long-term risk.", "A short-term risk.", "A [-long-term-][+short-term+] risk."),
        # neighbours that change together are one change
        ("It is a red sore on legs.", "It is an open sore on legs.",
         "It is [-a red-][+an open+] sore on legs."),
        # too little in common
        ("It is a lump on the skin.", "You may need dialysis for many years.",
         "[-It is a lump on the skin.-][+You may need dialysis for many years.+]"),
        ("One line.\n\nTwo lines.", "One line.\n\nThree lines.",
         "One line.\n\n[-Two-][+Three+] lines."),
    ],
)  # fmt: skip
def test_words_are_marked(before, after, expected):
    assert shown(before, after) == expected


TEXTS = st.text(alphabet="ab7.,- \n%é", max_size=40)


@given(TEXTS, TEXTS)
@example(" ", "")
@example("a b", "b  a")
def test_pieces_hold_both_texts_whole(before, after):
    pieces = marked(before, after)

    assert "".join(piece.text for piece in pieces if piece.kind != "added") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == after
    assert all(piece.text for piece in pieces)


def test_very_long_texts_are_replaced_whole():
    long = "word " * LONGEST

    assert [piece.kind for piece in marked(long, long + "more")] == ["removed", "added"]
    assert [piece.kind for piece in marked(long, long)] == ["same"]
