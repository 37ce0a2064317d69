"""What one chosen feature says about every condition.

A feature q that is present, finding or risk factor alike, is worth

    value[d, q] = max(0, strength − breadth[d])

    strength    = max over a of  weight · ln(F[d, a] / b[a])
                  a in {q} ∪ ancestors(q) with b[a] ≤ ½

    weight      = 1 for q itself, .75 for an ancestor that the condition's content names, else .5

(`index` defines F, b and breadth.) So it counts the more, the more often the condition has it and
the rarer it is elsewhere; less where it matches only at a broader term, least where the content
names something else below that term; and a little less in a condition described at great length,
which many features match by chance. The breadth comes off each feature that a condition has and
leads never below 0: a further feature lowers no condition, and raises none that lacks it.

The term a where the maximum lies is where the feature *matched*; of equals, q itself or else the
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
from dataclasses import dataclass, field
from itertools import chain
from typing import cast

import numpy as np

from .index import COMMON, NAMED_ABOVE, UNNAMED_ABOVE, Index, breadth_of
from .statements import Annotation, Bools, Floats, Ints, Places, frozen

ABSENT_WEIGHT = 0.3
ABSENT_FROM = 0.8
LEAST_MISSED = 0.01
# With more conditions nothing is kept: a profile takes some twenty kilobytes, and with fewer what
# is kept of a term takes five at most.
MOST_KEPT = 500


@dataclass(frozen=True, slots=True)
class Evidence:
    """One present feature against all conditions, by condition number."""

    term: int
    value: Floats
    described: Bools


def weigh_present(index: Index, term: int) -> Evidence:
    if len(index.conditions) > MOST_KEPT:
        return _weigh_present(index, term)
    if term not in index.weighed:
        index.weighed[term] = _weigh_present(index, term)
    return cast(Evidence, index.weighed[term])


def _weigh_present(index: Index, term: int) -> Evidence:
    count = len(index.conditions)
    value = np.zeros(count)
    absent = np.zeros(count, dtype=np.bool_)
    described = np.zeros(count, dtype=np.bool_)
    conditions, frequency = index.frequencies(term)
    if index.background[term] <= COMMON:
        strength = np.log(frequency / index.background[term])
        value[conditions] = np.maximum(0.0, strength - index.breadth[conditions])
    lineage = index.lineage[term].tolist()
    for place in lineage:
        described[index.direct.occurs_in[place]] = True
        absent[index.direct.absent_in[place]] = True
    for place in lineage[1:]:
        if index.background[place] <= COMMON:
            above, worth = index.worth_above(place)
            np.maximum.at(value, above, worth)
    described[conditions] = True
    absent[conditions] = False
    described[absent] = False
    value[absent] = 0.0
    return Evidence(term, frozen(value), frozen(described))


def weigh_absent(index: Index, term: int) -> Floats:
    """Return the penalty of every condition for a finding that the reader marked absent."""
    penalty = np.zeros(len(index.conditions))
    conditions, frequency = index.frequencies(term)
    penalty[conditions] = penalties(frequency)
    return penalty


def penalties(frequency: Floats) -> Floats:
    """Return what F takes off the scores when the finding is marked absent."""
    missed = np.maximum(LEAST_MISSED, 1 - frequency)
    penalty: Floats = np.where(frequency >= ABSENT_FROM, ABSENT_WEIGHT * np.log(missed), 0.0)
    return penalty


@dataclass(frozen=True, slots=True)
class Profile:
    """The same evidence for one condition: quick where few conditions face many terms."""

    index: Index
    breadth: float
    frequency: dict[int, float]  # F at every term with F > 0
    below: tuple[Places, Places]  # such terms, and for each an entry at or below it with F > 0
    named: frozenset[int]  # terms that the content says occur
    absent: dict[int, int]  # per term that it reports absent: its entry
    told: dict[int, tuple[Annotation, ...]] = field(default_factory=dict)  # per term, once asked
    matched: dict[int, tuple[int, float]] = field(default_factory=dict)  # per term, once asked
    widened: list["Wide"] = field(default_factory=list)  # at most one, once asked

    @classmethod
    def at_least(cls, index: Index, condition: int, places: Bools | None = None) -> "Profile":
        """Return the profile at `places` or more: whole if the conditions are few, then kept."""
        if len(index.conditions) > MOST_KEPT:
            return cls.of(index, condition, places)
        if condition not in index.profiles:
            index.profiles[condition] = cls.of(index, condition)
        return cast(Profile, index.profiles[condition])

    @classmethod
    def of(
        cls,
        index: Index,
        condition: int,
        places: Bools | None = None,
        direct_frequency: Floats | None = None,
    ) -> "Profile":
        """Profile a condition; if only some `places` matter, at these.

        `direct_frequency` gives its entries another F than the index does.
        """
        direct = index.direct
        entries = index.entries(condition)
        if direct_frequency is None:
            direct_frequency = direct.frequency[entries]
        occurs = direct_frequency > 0
        never = entries[~occurs]
        entries = entries[occurs]
        terms = direct.term[entries]
        owner, place = index.lineage.gather(terms)
        if places is not None:
            wanted = places[place]
            owner, place = owner[wanted], place[wanted]
        frequency = direct_frequency[occurs]
        found: dict[int, float] = {}
        for at, one in zip(place.tolist(), frequency[owner].tolist(), strict=True):
            so_far = found.get(at)
            found[at] = one if so_far is None else so_far + (1 - so_far) * one
        return cls(
            index,
            breadth_of(math.fsum(frequency.tolist())),
            found,
            (place, entries[owner]),
            frozenset(terms.tolist()),
            dict(zip(direct.term[never].tolist(), never.tolist(), strict=True)),
        )

    def match(self, term: int) -> tuple[int, float]:
        """Return where a present feature matched, and its strength; the place −1 if nowhere."""
        if term not in self.matched:
            self.matched[term] = self._match(term)
        return self.matched[term]

    def _match(self, term: int) -> tuple[int, float]:
        best, strength = -1, 0.0
        lineage = self.index.lineage[term]
        backgrounds = self.index.background[lineage].tolist()
        for place, background in zip(lineage.tolist(), backgrounds, strict=True):
            frequency = self.frequency.get(place)
            if frequency is None:
                continue
            named = place in self.named
            worth = 0.0
            if background <= COMMON:
                weight = 1.0 if place == term else NAMED_ABOVE if named else UNNAMED_ABOVE
                worth = weight * math.log(frequency / background)
            if worth > strength or (best < 0 and (named or place == term)):
                best, strength = place, max(worth, strength)
        return best, strength

    def value(self, term: int) -> float:
        if self.reported_absent(term) is not None:
            return 0.0
        return max(0.0, self.match(term)[1] - self.breadth)

    def values(self, asked: "Asked") -> Floats:
        """Return `value` of many terms at once."""
        wide = self.wide()
        worth = np.where(asked.is_own, wide.own[asked.place], wide.above[asked.place])
        value: Floats = np.maximum(0.0, np.maximum.reduceat(worth, asked.first) - self.breadth)
        if self.absent:
            never = np.logical_or.reduceat(wide.absent[asked.place], asked.first)
            value[never & (wide.frequency[asked.terms] == 0)] = 0.0
        return value

    def wide(self) -> "Wide":
        if not self.widened:
            self.widened.append(Wide.of(self))
        return self.widened[0]

    def reported_absent(self, term: int) -> int | None:
        """Return the entry that reports the term or a broader one absent, the nearest first."""
        if not self.absent or term in self.frequency:
            return None
        lineage = self.index.lineage[term].tolist()
        return next((self.absent[place] for place in lineage if place in self.absent), None)

    def statements(self, term: int) -> tuple[Annotation, ...]:
        """Return what the content says to occur at and below a term."""
        if term not in self.told:
            place, entry = self.below
            annotations = self.index.direct.annotations
            entries = entry[place == term].tolist()
            self.told[term] = tuple(chain.from_iterable(annotations[one] for one in entries))
        return self.told[term]

    def describes(self, term: int) -> bool:
        if self.reported_absent(term) is not None:
            return False
        lineage = self.index.lineage[term].tolist()
        return term in self.frequency or not self.named.isdisjoint(lineage)


@dataclass(frozen=True, slots=True)
class Asked:
    """Many terms with their lineages, one lineage after the other."""

    terms: Ints
    place: Places
    is_own: Bools  # where the place is the term itself
    first: Places  # where each lineage begins

    @classmethod
    def of(cls, index: Index, terms: Ints) -> "Asked":
        owner, place = index.lineage.gather(terms)
        return cls(terms, place, place == terms[owner], np.flatnonzero(np.diff(owner, prepend=-1)))


@dataclass(frozen=True, slots=True)
class Wide:
    """A profile laid out over all terms: quick where one condition faces many at once."""

    frequency: Floats
    own: Floats  # strength where the term itself is asked
    above: Floats  # strength where one below it is
    absent: Bools  # what the content reports absent

    @classmethod
    def of(cls, profile: Profile) -> "Wide":
        count, background = len(profile.frequency), profile.index.background
        places = np.fromiter(profile.frequency, np.intp, count)
        named, absent = np.zeros((2, len(background)), dtype=np.bool_)
        named[list(profile.named)] = True
        absent[list(profile.absent)] = True
        frequency, own, above = np.zeros((3, len(background)))
        frequency[places] = np.fromiter(profile.frequency.values(), np.float64, count)
        strength = np.log(frequency[places] / background[places])
        strength[background[places] > COMMON] = 0.0
        own[places] = strength
        above[places] = strength * np.where(named[places], NAMED_ABOVE, UNNAMED_ABOVE)
        return cls(frequency, own, above, absent)
