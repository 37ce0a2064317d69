"""How much a typed word resembles the words of names or other texts, and what each word weighs.

Words meet in the forms of `spelling`. **Likeness** of a typed word to a word of a name, 0 to 1:

- 1 for the same word;
- .92 for kin: the same stem, or the same meaning in everyday speech;
- .8 + .12 · (share typed) when the typed word begins it ("calc": calcification), from two letters
  in the last word, which is being typed, from four in those before that no name has ("no" is no
  "nodule", "skin" no "skinny");
- .8 when it begins the typed word and has four letters or more ("calcium": calciumtablets);
- .9 · (1 − distance / length) for a misspelling: one slip (a letter more, less, other, or two
  swapped) in words of four to seven letters, two in longer ones. What some name has, or the kin
  of it, is none.
"""

import bisect
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from .spelling import LONGEST_WORD, kin

KINSHIP = 0.92
BEGINS = 0.8
BEGUN = 0.12
MISSPELT = 0.9

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]
Likeness = Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All words of all names (or other texts), and what finds those that resemble a typed one."""

    words: tuple[str, ...]  # sorted, for prefixes
    ids: Mapping[str, int]
    kin: Mapping[str, tuple[int, ...]]
    by_length: Mapping[int, tuple[tuple[str, ...], tuple[int, ...]]]
    holders: tuple[Ints, ...]  # per word: the names with it, ascending
    weights: Floats

    @classmethod
    def build(
        cls, texts: Iterable[Collection[str]], owners: Sequence[int] | None = None
    ) -> "Vocabulary":
        """Know the words of `texts`, each given as its distinct words in the form to compare.

        `owners` has the number, from 0, of what each text belongs to: texts of one owner count as
        one when words are weighed. Without it each text is its own.
        """
        held: dict[str, list[int]] = defaultdict(list)
        count = 0
        for number, text in enumerate(texts):
            count = number + 1
            for word in text:
                held[word].append(number)
        owner = range(count) if owners is None else owners
        count = max(owner, default=-1) + 1
        words = tuple(sorted(held))
        kindred: dict[str, list[int]] = defaultdict(list)
        lengths: dict[int, list[int]] = defaultdict(list)
        for place, word in enumerate(words):
            kindred[kin(word)].append(place)
            lengths[len(word)].append(place)
        having = {
            shared: len({owner[n] for place in places for n in held[words[place]]})
            for shared, places in kindred.items()
        }
        return cls(
            words=words,
            ids={word: place for place, word in enumerate(words)},
            kin={shared: tuple(places) for shared, places in kindred.items()},
            by_length={
                length: (tuple(words[place] for place in places), tuple(places))
                for length, places in lengths.items()
            },
            holders=tuple(np.array(held[word], dtype=np.int32) for word in words),
            weights=np.array([np.log1p(count / having[kin(word)]) for word in words]),
        )

    def alike(self, typed: str, prefix: int, misspelt: int = 4) -> dict[int, float]:
        """Return the words that resemble a typed one, with their likeness.

        `prefix` and `misspelt` are the letters from which the beginning of a word counts, and a
        misspelling.
        """
        found = {}
        same = self.same(typed)
        if len(typed) >= misspelt and not same:
            found = dict(self._misspelt(typed))
        for end in range(4, min(len(typed), LONGEST_WORD)):
            if typed[:end] in self.ids:
                found[self.ids[typed[:end]]] = BEGINS
        if len(typed) >= prefix:
            for place in range(bisect.bisect_left(self.words, typed), len(self.words)):
                if not self.words[place].startswith(typed):
                    break
                found[place] = BEGINS + BEGUN * len(typed) / len(self.words[place])
        found |= dict.fromkeys(same, KINSHIP)
        if typed in self.ids:
            found[self.ids[typed]] = 1.0
        return found

    def same(self, form: str) -> tuple[int, ...]:
        """Return the words that are the form itself or its kin."""
        return self.kin.get(kin(form), ())

    def _misspelt(self, typed: str) -> Iterable[tuple[int, float]]:
        slips = 1 if len(typed) < 8 else 2
        if len(typed) > LONGEST_WORD:
            return
        for length in range(len(typed) - slips, len(typed) + slips + 1):
            words, ids = self.by_length.get(length, ((), ()))
            near = process.extract_iter(typed, words, scorer=OSA.distance, score_cutoff=slips)
            for _word, distance, place in near:
                yield ids[place], MISSPELT * (1 - distance / max(length, len(typed)))

    def weight(self, alike: Likeness) -> float:
        """Weigh a typed word like the word it resembles most."""
        if not alike:
            return float(self.weights.max(initial=1.0))
        nearest = max(alike.values())
        return float(min(self.weights[word] for word, near in alike.items() if near == nearest))
