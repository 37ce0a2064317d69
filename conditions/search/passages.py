"""Statements by their wording, and what the statements of a condition say of its page.

A **passage** is found with t, the weighted share of the typed words in it, of at least .7. Passages
come by t, then by the share of their own words that was typed, then in the order of the pages. Both
are rounded, to nine and six digits, so no machine's last bit decides. What comes after the first
`MOST_PASSAGES` is left out.

**Text** of a condition: with w the weight of a typed word, l the likeness of the nearest word in
the condition's passages and c the number of those that have such a word,

    share = Σ w · l / Σ w        text = Σ w · l · (1 + c / (c + 3)) / (2 · Σ w)

`text` counts when the share is at least .6. The words stand *together* when one passage has t of at
least .9.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from conditions.lookup import Vocabulary, normalised_words

from .typed import Alike, Words

MOST_PASSAGES = 1000
PASSAGE_ENOUGH = 0.7
TEXT_COUNTS = 0.6
TOGETHER = 0.9
HALF_SATURATED = 3

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Passage:
    """A statement: its key, the slug of the condition on whose page it stands, and its texts."""

    key: str
    condition: str
    texts: tuple[str, ...]


class InText(NamedTuple):
    """What a condition's passages have of the typed words; `score` is *text* of the module."""

    share: float
    score: float
    is_together: bool


NO_TEXT = InText(0.0, 0.0, False)


@dataclass(frozen=True, slots=True)
class PassageIndex:
    """All passages, those of a condition together; see the module."""

    keys: tuple[str, ...]
    words: Words
    weight: Floats  # of all words of each passage
    starts: Ints  # per condition: where its passages start
    conditions: tuple[str, ...]  # slugs, by the same places

    @classmethod
    def build(cls, passages: Iterable[Passage]) -> "PassageIndex":
        """Index the passages; those of one condition keep their order."""
        ordered = sorted(passages, key=lambda passage: passage.condition)
        vocabulary = Vocabulary.build(normalised_words(" ".join(p.texts)) for p in ordered)
        weight = np.zeros(len(ordered))
        for word, holders in enumerate(vocabulary.holders):
            weight[holders] += vocabulary.weights[word]
        firsts = [
            n for n, p in enumerate(ordered) if not n or ordered[n - 1].condition != p.condition
        ]
        return cls(
            keys=tuple(passage.key for passage in ordered),
            words=Words.of(vocabulary),
            weight=weight,
            starts=np.array(firsts, dtype=np.int32),
            conditions=tuple(ordered[n].condition for n in firsts),
        )

    def search(self, alike: Alike) -> tuple[tuple[str, ...], dict[str, InText]]:
        """Return the keys of what is found, best first, and by slug what conditions have."""
        if not self.keys:
            return (), {}
        vocabulary = self.words.vocabulary
        found, own = np.zeros(len(self.keys)), np.zeros(len(self.keys))
        share, text = np.zeros(len(self.starts)), np.zeros(len(self.starts))
        total = 0.0
        for words in alike.values():
            weight = vocabulary.weight(words)
            total += weight
            nearest = np.zeros(len(self.keys))
            for word in sorted(words, key=lambda word: words[word]):  # the likest is written last
                nearest[vocabulary.holders[word]] = words[word]
                own[vocabulary.holders[word]] += vocabulary.weights[word]
            found += weight * nearest
            likest = weight * np.maximum.reduceat(nearest, self.starts)
            count = np.add.reduceat(nearest > 0, self.starts, dtype=np.float64)
            share += likest
            text += likest * (1 + count / (count + HALF_SATURATED)) / 2
        typed_share = np.round(found / total, 9)
        together = np.maximum.reduceat(typed_share, self.starts) >= TOGETHER
        by_condition = {
            self.conditions[place]: InText(
                float(share[place] / total), float(text[place] / total), bool(together[place])
            )
            for place in np.flatnonzero(share / total >= TEXT_COUNTS).tolist()
        }
        return self._best(typed_share, own), by_condition

    def _best(self, typed_share: Floats, own: Floats) -> tuple[str, ...]:
        places = np.flatnonzero(typed_share >= PASSAGE_ENOUGH)
        density = np.round(own[places] / self.weight[places], 6)
        rank = (
            np.round(typed_share[places] * 1e9) * 2 + density
        )  # density, at most 1, decides ties only
        if len(places) > MOST_PASSAGES:  # sorting them all would take longer than finding them
            likely = rank >= np.partition(rank, -MOST_PASSAGES)[-MOST_PASSAGES]
            places, rank = places[likely], rank[likely]
        order = np.argsort(-rank, kind="stable")[:MOST_PASSAGES]
        return tuple(self.keys[place] for place in places[order].tolist())
