"""What changed between two versions of a text, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "removed", "added"]
Code = tuple[Literal["replace", "delete", "insert", "equal"], int, int, int, int]
# Words and figures whole ("0.5", "7 %" in two, "self-help"), spaces, and each other character.
TOKEN = re.compile(r"\w+(?:[.,'’/-]\w+)*|\s+|[^\w\s]")
# Texts with less in common than this are not marked word by word: the patchwork is unreadable.
ALIKE = 0.4
LONGEST = 4_000  # tokens; comparing takes their product


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stayed, went or came."""

    kind: Kind
    text: str


def marked(before: str, after: str) -> tuple[Piece, ...]:
    """Return both texts as one: what is not added is `before`, what is not removed is `after`.

    Where words are replaced, what went stands before what came.
    """
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    if len(old) + len(new) > LONGEST:
        return _whole(before, after)
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    common = sum(_words(old[i1:i2]) for tag, i1, i2, _j1, _j2 in codes if tag == "equal")
    if 2 * common < ALIKE * (_words(old) + _words(new)):
        return _whole(before, after)
    return tuple(_pieces(codes, old, new))


def _words(tokens: list[str]) -> int:
    return sum(not token.isspace() for token in tokens)


def _whole(before: str, after: str) -> tuple[Piece, ...]:
    if before == after:
        return (Piece("same", after),)
    pieces: tuple[tuple[Kind, str], ...] = (("removed", before), ("added", after))
    return tuple(Piece(kind, text) for kind, text in pieces if text)


def _pieces(codes: list[Code], old: list[str], new: list[str]) -> Iterator[Piece]:
    """Yield the pieces; a lone space between two changes goes with them."""
    removed = added = ""
    for number, (tag, i1, i2, j1, j2) in enumerate(codes):
        text = "".join(old[i1:i2])
        if tag == "equal" and (text.strip() or number in (0, len(codes) - 1)):
            yield from _changed(removed, added)
            removed = added = ""
            yield Piece("same", text)
        else:
            removed += text
            added += "".join(new[j1:j2])
    yield from _changed(removed, added)


def _changed(removed: str, added: str) -> Iterator[Piece]:
    if removed:
        yield Piece("removed", removed)
    if added:
        yield Piece("added", added)
