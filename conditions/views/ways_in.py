"""The part of the lookup's pages that takes words and places."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from conditions.forms import WordsForm
from conditions.presenters.lookup_rows import BLANK_ROW, Row
from conditions.presenters.lookup_words import LookupWords
from conditions.presenters.pieces import Piece


@dataclass(frozen=True, slots=True)
class WaysIn(Piece):
    """Takes words and places, and asks in which words to answer."""

    form: WordsForm
    view: str
    blank: Row = BLANK_ROW


@lru_cache(maxsize=2)  # one for each view
def blank_ways_in(words: LookupWords) -> WaysIn:
    return WaysIn(WordsForm(places=words.places), words.view)


def ways_in(words: LookupWords, data: Any) -> tuple[WaysIn, dict[str, str]]:
    """Return what to show, and what was typed and chosen in `data`.

    What was understood is not typed again; what was refused is. Most searches type nothing, and
    making a form takes longer than looking.
    """
    blank = blank_ways_in(words)
    if not any(data.get(name) for name in blank.form.fields):
        return blank, {}
    form = WordsForm(data, places=words.places)
    form.full_clean()
    return (WaysIn(form, words.view) if form.errors else blank), form.cleaned_data
