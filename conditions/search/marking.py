"""Which words of a text are those that were searched for, to be marked where it is shown."""

from collections.abc import Collection
from typing import NamedTuple

from conditions.lookup import words_of


class Part(NamedTuple):
    """A piece of a text, and whether it is to be marked."""

    text: str
    is_marked: bool


def marked(text: str, forms: Collection[str]) -> tuple[Part, ...]:
    """Cut a text at the words that have one of the forms; together the parts are the text."""
    parts, end = [], 0
    for word in words_of(text):
        # A turn of phrase may stand for two words; it is marked once.
        if word.form in forms and word.start >= end:
            parts += [Part(text[end : word.start], False), Part(text[word.start : word.end], True)]
            end = word.end
    parts.append(Part(text[end:], False))
    return tuple(part for part in parts if part.text)
