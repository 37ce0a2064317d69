"""Words in the form they are compared in.

Text is cut into words without case, accents and apostrophes. A few turns of phrase that stand for
one word are put so first (`TURNS`: “short of breath” is “breathless”, “won't” is “not”), and
“sore” as an adjective (“sore leg”, “my skin is sore”) becomes “painful”, because “a sore” is an
open wound. Plurals, British and American spellings meet in one form, in this order (which need not
be a word):

- -ies → -y, -oses → -osis, -yses → -ysis; -es falls after s, x, z, ch, sh; else a last -s that is
  not -ss, -us or -is;
- ae, oe → e within a word (anaemia), our → or (tumour), -re → -er (fibre), sulph → sulf, lys → lyz
  before e or i, -is- → -iz- in -ise, -ised, -ising, -isation; at last a final -e falls after three
  letters (ache, aches).

The *stem* of a word lacks its endings too (swelling, itchy, numbness, reddish, hardened), as long
as three letters stay and it is none of `everyday.UNENDED`. Words with one stem, and words that mean
the same in everyday speech (`everyday.KIN`), are *kin*; `kin` returns what they share.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from .everyday import ADJECTIVE_AFTER, ADJECTIVE_BEFORE, KIN, SMALL_WORDS, TURNS, UNENDED

WORD = re.compile(r"[^\W_]+(?:['’`´][^\W_]+)*")
APOSTROPHES = re.compile("['’`´]")
PLURALS = (
    (re.compile("(?<=[a-z]{2})ies$"), "y"),
    (re.compile("(?<=[a-z][oy])ses$"), "sis"),
    (re.compile("(?<=[sxz])es$"), ""),
    (re.compile("(?<=[cs]h)es$"), ""),
    (re.compile("(?<=[a-z]{2}[^sui])s$"), ""),
)
SPELLINGS = (
    (re.compile("[ao]e(?=[a-z])"), "e"),
    (re.compile("(?<=[a-z]{2})our"), "or"),
    (re.compile("(?<=[^aeiou])re$"), "er"),
    (re.compile("sulph"), "sulf"),
    (re.compile("lys(?=[ei])"), "lyz"),
    (re.compile("(?<=[a-z]{3}i)s(?=e$|ed$|ing$|ation)"), "z"),
    (re.compile("(?<=[a-z]{3})e$"), ""),
)
ENDINGS = re.compile(
    "(?<=[a-z]{3})(?:iness|ness|ation|ated|ating|ion|ings?|edly|ied|ed|ish|like|ly|y|at)$"
)
LENGTHENED = re.compile("(?<=[a-z]{4})en$")
DOUBLED = re.compile(r"([b-df-hj-np-rtvwz])\1$")
LONGEST_WORD = 40  # what is longer is no word of any vocabulary


class Word(NamedTuple):
    """A word of a text: its form, and where it stands."""

    form: str
    start: int
    end: int


def plain_words(text: str) -> list[Word]:
    """Return the words of a text without case, accents and apostrophes."""
    return [Word(_plain(match[0]), match.start(), match.end()) for match in WORD.finditer(text)]


def words_of(text: str) -> list[Word]:
    """Return the words of a text in order, small ones among them; a turn of phrase is one word."""
    joined = list(_turned(plain_words(text)))
    return [
        Word(_adjective(joined, place) or one_form(word.form), word.start, word.end)
        for place, word in enumerate(joined)
    ]


def normalised_words(text: str) -> tuple[str, ...]:
    """Return the distinct words of a text in the form they are compared in.

    Small words ("of", "my") drop out unless nothing else is left.
    """
    words = [word.form for word in words_of(text)]
    telling = [word for word in words if word not in SMALL_WORDS]
    return tuple(dict.fromkeys(telling or words))


@lru_cache(maxsize=65536)
def one_form(word: str) -> str:
    """Return the form in which plurals and spellings of a plain word meet."""
    if word in SMALL_WORDS:
        return word
    word = word[:LONGEST_WORD]
    singulars = (plural.sub(ending, word) for plural, ending in PLURALS if plural.search(word))
    word = next(singulars, word)
    for british, common in SPELLINGS:
        word = british.sub(common, word)
    return word


@lru_cache(maxsize=65536)
def stem(form: str) -> str:
    """Return a form without its endings."""
    if form in UNENDED:
        return form
    short = ENDINGS.sub("", form)
    short = LENGTHENED.sub("", short)
    short = DOUBLED.sub(r"\1", short)
    return short[:-1] if len(short) > 3 and short[-1] in "ei" else short


def kin(form: str) -> str:
    """Return what a form shares with those of its stem or of its everyday meaning."""
    short = stem(form)
    return _KIN.get(form) or _KIN.get(short) or short


def _plain(word: str) -> str:
    word = APOSTROPHES.sub("", word)
    if word.isascii():
        return word.lower()
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _turned(words: list[Word]) -> Iterator[Word]:
    """Yield the words with each turn of phrase as one."""
    place = 0
    while place < len(words):
        length = _length_of_turn(words, place)
        if length:
            last = words[place + length - 1]
            for meant in _TURNS[_phrase(words, place, length)]:
                yield Word(meant, words[place].start, last.end)
        else:
            yield words[place]
        place += length or 1


def _length_of_turn(words: list[Word], place: int) -> int:
    """Return how many words the longest turn of phrase from `place` has; 0 when there is none."""
    if words[place].form not in _TURN_STARTS:
        return 0
    longest = min(LONGEST_TURN, len(words) - place)
    lengths = range(longest, 0, -1)
    return next((n for n in lengths if _phrase(words, place, n) in _TURNS), 0)


def _phrase(words: list[Word], place: int, length: int) -> str:
    return " ".join(word.form for word in words[place : place + length])


def _adjective(words: list[Word], place: int) -> str:
    """Return what “sore” means when it is an adjective."""
    if words[place].form != "sore":
        return ""
    before = words[place - 1].form if place else ""
    after = words[place + 1].form if place + 1 < len(words) else ""
    is_adjective = before in ADJECTIVE_AFTER or one_form(after) in ADJECTIVE_BEFORE
    return one_form("painful") if is_adjective else ""


_TURNS = {turn: meant.split() for meant, turns in TURNS.items() for turn in turns}
_TURN_STARTS = {turn.split()[0] for turn in _TURNS}
LONGEST_TURN = max(len(turn.split()) for turn in _TURNS)
# A word of the tables itself goes before what only has its stem, and an earlier row before a later.
_KIN = {
    **{stem(one_form(word)): row for row in reversed(KIN) for word in row.split()},
    **{one_form(word): row for row in reversed(KIN) for word in row.split()},
}
