"""Typed words, and the words of the site that resemble them.

To the likeness of `conditions.lookup.likeness` the search adds two things, because nobody chooses
for the reader here and a word that finds nothing is a dead end:

- **Sound.** A word that no text has, nor begins, is compared by how it sounds (`sound`: ph is f, y
  is i, th is t, and so on): .85 for the same sound ("calcifilaxis": calciphylaxis), .75 for its
  beginning, from five letters.
- **Hyphens.** Two neighbours become one word when the texts have that one, but not both of the two
  ("pseudo gout"); one word becomes two when they have both and not the one ("heelstick").
"""

import bisect
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from conditions.lookup import SMALL_WORDS, Vocabulary, Word, words_of

MOST_WORDS = 12
SAME_SOUND = 0.85
SOUND_BEGUN = 0.75
SOUND_PREFIX = 5
SHORTEST_HALF = 3  # letters of each of the two words that one word is split into
FAR = 0.5  # likeness of what is suggested when nothing is found
FAR_ENOUGH = 0.65  # share of letters in place that a suggestion needs
SHORTEST_FAR = 4  # letters of a word that is compared so

Alike = Mapping[str, Mapping[int, float]]  # typed form → the words like it, with their likeness

SOUNDS = (
    (re.compile("ph"), "f"),
    (re.compile("^ps"), "s"),
    (re.compile("([rtck])h"), r"\1"),
    (re.compile("c(?=[eiy])|z"), "s"),
    (re.compile("ck|c|q"), "k"),
    (re.compile("x"), "ks"),
    (re.compile("y"), "i"),
    (re.compile(r"(.)\1"), r"\1"),
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one collection of texts, by spelling and by sound."""

    vocabulary: Vocabulary
    sounds: tuple[tuple[str, int], ...]  # sorted, with the word's place

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> "Words":
        sounds = sorted((sound(word), place) for place, word in enumerate(vocabulary.words))
        return cls(vocabulary, tuple(sounds))

    def has(self, form: str) -> bool:
        """Tell whether some text has the word, or one of its stem or meaning."""
        return bool(form in self.vocabulary.ids or self.vocabulary.same(form))

    def begins(self, form: str, prefix: int) -> bool:
        """Tell whether some word begins with it, when it has `prefix` letters or more."""
        words = self.vocabulary.words
        place = bisect.bisect_left(words, form)
        return len(form) >= prefix and place < len(words) and words[place].startswith(form)

    def alike(self, form: str, prefix: int) -> dict[int, float]:
        """Return the words that resemble a typed one, with their likeness."""
        found = self.vocabulary.alike(form, prefix)
        if not (self.has(form) or self.begins(form, prefix)):
            for place, likeness in self._sounding_like(form):
                found[place] = max(likeness, found.get(place, 0.0))
        return found

    def far(self, form: str) -> dict[int, float]:
        """Return the words that lie nearest to one that resembles none."""
        if len(form) < SHORTEST_FAR:
            return {}
        nearest = process.extract(
            form,
            self.vocabulary.words,
            scorer=OSA.normalized_similarity,
            score_cutoff=FAR_ENOUGH,
            limit=3,
        )
        return {place: FAR * share for _word, share, place in nearest}

    def _sounding_like(self, form: str) -> list[tuple[int, float]]:
        heard = sound(form)
        found = []
        for place in range(bisect.bisect_left(self.sounds, (heard, 0)), len(self.sounds)):
            other, word = self.sounds[place]
            if other == heard:
                found.append((word, SAME_SOUND))
            elif len(heard) >= SOUND_PREFIX and other.startswith(heard):
                found.append((word, SOUND_BEGUN))
            else:
                break
        return found


def sound(form: str) -> str:
    """Return roughly how a word sounds; the result need not be one."""
    for written, heard in SOUNDS:
        form = written.sub(heard, form)
    return form


def typed_words(text: str, known: Sequence[Words]) -> tuple[Word, ...]:
    """Return the words to search for, small ones left out unless there are no others."""
    words = words_of(text)
    telling = [word for word in words if word.form not in SMALL_WORDS]
    cut = _split(_joined(telling or words, known), known)
    return tuple({word.form: word for word in reversed(cut)}.values())[::-1][:MOST_WORDS]


def _have(form: str, known: Sequence[Words]) -> bool:
    return any(form in words.vocabulary.ids for words in known)


def _joined(words: list[Word], known: Sequence[Words]) -> list[Word]:
    found: list[Word] = []
    for word in words:
        joined = found[-1].form + word.form if found else ""
        parts_are_words = found and _have(found[-1].form, known) and _have(word.form, known)
        if joined and _have(joined, known) and not parts_are_words:
            found[-1] = Word(joined, found[-1].start, word.end)
        else:
            found.append(word)
    return found


def _split(words: list[Word], known: Sequence[Words]) -> list[Word]:
    found: list[Word] = []
    for word in words:
        halves = () if _have(word.form, known) else _halves(word, known)
        found += halves or (word,)
    return found


def _halves(word: Word, known: Sequence[Words]) -> tuple[Word, ...]:
    for end in range(SHORTEST_HALF, len(word.form) - SHORTEST_HALF + 1):
        first, second = word.form[:end], word.form[end:]
        if _have(first, known) and _have(second, known):
            middle = min(word.start + end, word.end)
            return Word(first, word.start, middle), Word(second, middle, word.end)
    return ()
