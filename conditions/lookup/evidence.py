"""What one chosen feature says about every condition.

A feature q that is present, finding or risk factor alike, is worth

    value[d, q] = ln max(1, max over a of F[d, a] / b[a])
                  a in {q} ∪ ancestors(q) with b[a] ≤ ½

so it counts the more, the more often the condition has it and the rarer it is elsewhere. The
term a where the maximum lies is where the feature *matched*; of equals, q itself or else the
rarest. A condition that says nothing about q loses nothing. How the condition describes q:

- "same": its content names q;
- "narrower": it names a narrower term;
- "broader": neither, but it names an ancestor of q;
- "related": none of these, but value > 0: it has something else below an ancestor of q.

Only the first three count as *described*. A common feature may be described and worth 0.

A condition whose content reports q, or a broader term, absent while F[d, q] = 0 ("reported
absent") is against: its value is 0, whatever the ancestors say.

A finding q that is absent (only those the reader marked so) is against every condition with
F[d, q] > 0, and worth

    penalty[d, q] = .3 · ln max(.01, 1 − F[d, q])    where F[d, q] ≥ .8, else 0

The weight .3 and the limit .8 were measured (full weight hurts: published descriptions are not
complete). No source can claim more than 99 %, which keeps the logarithm of "always" finite.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .index import Floats, Index, Ints

Bools = npt.NDArray[np.bool_]

COMMON = 0.5
ABSENT_WEIGHT = 0.3
ABSENT_FROM = 0.8
LEAST_MISSED = 0.01


@dataclass(frozen=True, slots=True)
class Evidence:
    """One present feature against all conditions, by condition number."""

    term: int
    value: Floats
    matched_at: Ints  # a term; meaningful where value > 0 or `described`
    described: Bools
    reported_absent: Bools


def weigh_present(index: Index, term: int) -> Evidence:
    count = len(index.conditions)
    ratio = np.ones(count)
    matched_at = np.full(count, -1, dtype=np.int32)
    occurs = np.zeros(count, dtype=np.bool_)
    occurs[index.described[term]] = True
    named = occurs.copy()
    absent = np.zeros(count, dtype=np.bool_)
    matched_at[occurs] = term
    for place in index.lineage[term].tolist():
        absent[index.direct.absent_in[place]] = True
        conditions = index.direct.occurs_in[place]
        fresh = conditions[~named[conditions]]
        named[fresh] = True
        matched_at[fresh[ratio[fresh] <= 1]] = place  # stays unless some match is worth more
        _raise_ratio(index, place, ratio, matched_at)
    absent &= ~occurs
    ratio[absent] = 1.0
    return Evidence(term, np.log(ratio), matched_at, named & ~absent, absent)


def _raise_ratio(index: Index, place: int, ratio: Floats, matched_at: Ints) -> None:
    """Take F / b at the place wherever it beats what was found at a more specific one."""
    background = index.background[place]
    if background > COMMON:
        return
    conditions, frequency = index.frequencies(place)
    here = frequency / background
    better = np.flatnonzero(here > ratio[conditions])
    winners = conditions[better]
    ratio[winners] = here[better]
    matched_at[winners] = place


@dataclass(frozen=True, slots=True)
class Profile:
    """The same evidence for one condition: quick where few conditions face many terms."""

    index: Index
    frequency: dict[int, float]  # F at every term with F > 0
    absent: frozenset[int]  # terms reported absent

    @classmethod
    def of(cls, index: Index, condition: int) -> "Profile":
        missed: dict[int, float] = {}
        absent: set[int] = set()
        for entry in index.entries(condition).tolist():
            term, frequency = int(index.direct.term[entry]), float(index.direct.frequency[entry])
            if frequency == 0:
                absent.add(term)
                continue
            for place in index.lineage[term].tolist():
                missed[place] = missed.get(place, 1.0) * (1 - frequency)
        return cls(index, {term: 1 - share for term, share in missed.items()}, frozenset(absent))

    def value(self, term: int) -> float:
        lineage = self.index.lineage[term].tolist()
        if term not in self.frequency and not self.absent.isdisjoint(lineage):
            return 0.0
        background = self.index.background
        ratios = (
            self.frequency[place] / background[place]
            for place in lineage
            if place in self.frequency and background[place] <= COMMON
        )
        return math.log(max([1.0, *ratios]))

    def penalty(self, term: int) -> float:
        frequency = self.frequency.get(term, 0.0)
        if frequency < ABSENT_FROM:
            return 0.0
        return ABSENT_WEIGHT * math.log(max(LEAST_MISSED, 1 - frequency))


def weigh_absent(index: Index, term: int) -> Floats:
    """Return the penalty of every condition for a finding that the reader marked absent."""
    penalty = np.zeros(len(index.conditions))
    conditions, frequency = index.frequencies(term)
    counts = frequency >= ABSENT_FROM
    missed = np.maximum(LEAST_MISSED, 1 - frequency[counts])
    penalty[conditions[counts]] = ABSENT_WEIGHT * np.log(missed)
    return penalty
