"""The lookup's knowledge, laid out for ranking: built once per content version, never changed.

`statements` gives F[d, t] for a condition d and a term t that its content names directly; and for
every term a at or above such terms, by noisy-or (each finding below brings a about on
its own account):

    F[d, a] = 1 − Π (1 − F[d, t])    over t annotated for d, t = a or narrower

    background  b[a] = (Σ_d F[d, a] + .5) / (N + 1)      N conditions with any annotation
    size        S_d  = Σ_t F[d, t]                       over direct annotations only
    breadth     .4 · ln(1 + S_d / 10)                    what a feature of d is worth less
    worth       what a is worth to a feature below it:
                max(0, g · ln(F[d, a] / b[a]) − breadth) g = .75 if the content names a, else .5;
                                                         0 where b[a] > ½

The four figures were chosen on the development split of published cases (docs/lookup.md).

A finding is *reported absent* when its F is 0: all statements say it does not occur, or 0 of m
patients had it. Where sources disagree, the statements that it occurs give F, and the ones that
it does not stay among the annotations for the reader to see.

Equivalent records of one disease are folded by giving their annotations the same `condition`.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from .closure import Closure
from .statements import Annotation, Bools, Columns, Direct, Floats, Ints, Places, Rows, frozen

COMMON = 0.5
NAMED_ABOVE = 0.75
UNNAMED_ABOVE = 0.5
BREADTH_WEIGHT = 0.4
BREADTH_SCALE = 10

Numbers = npt.NDArray[np.int64]

CONDITIONS_AT_ONCE = 250


@dataclass(frozen=True, slots=True)
class TermRecord:
    slug: str
    kind: str
    broader: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Index:
    """See the module. Conditions and terms are numbered in the order of their slugs."""

    conditions: tuple[str, ...]
    terms: tuple[str, ...]
    condition_ids: Mapping[str, int]
    term_ids: Mapping[str, int]
    closure: Closure
    direct: Direct
    described: Rows  # per term: the conditions with F > 0, ascending
    frequency: Floats  # F, item for item of `described`
    worth: Floats  # item for item of `described`
    background: Floats
    size: Floats
    breadth: Floats
    lineage: Rows  # per term: itself, then its ancestors from rare to common
    # What `evidence` keeps of conditions and of terms, where the conditions are few.
    profiles: dict[int, object] = field(default_factory=dict)
    weighed: dict[int, object] = field(default_factory=dict)

    @classmethod
    def build(cls, terms: Iterable[TermRecord], annotations: Iterable[Annotation]) -> "Index":
        terms, annotations = list(terms), list(annotations)
        term_ids = _numbered(term.slug for term in terms)
        strange = sorted({a.term for a in annotations} - term_ids.keys())
        if strange:
            raise ValueError(f"Annotations with unknown terms: {', '.join(strange)}")
        condition_ids = _numbered(annotation.condition for annotation in annotations)
        columns = Columns.of(annotations, condition_ids, term_ids)
        return cls.of_columns(terms, tuple(condition_ids), columns)

    @classmethod
    def of_columns(
        cls, terms: Iterable[TermRecord], conditions: Sequence[str], columns: Columns
    ) -> "Index":
        """Build from statements in columns; `conditions` come in the order of their slugs.

        Every condition needs a statement: without one it would thin out the background.
        """
        closure = Closure.of({term.slug: term.broader for term in terms})
        term_ids = _numbered(closure.above)
        names = tuple(term_ids)
        direct = Direct.of(columns, conditions, names)
        upward = _upward(names, term_ids, closure)
        described, frequency = _propagated(direct, upward, len(names))
        owner = np.repeat(np.arange(len(names), dtype=np.int32), np.diff(described.starts))
        total = np.bincount(owner, frequency, minlength=len(names))
        background = (total + 0.5) / (len(conditions) + 1)
        size = np.bincount(direct.condition, direct.frequency, minlength=len(conditions))
        breadth = np.array([breadth_of(one) for one in size.tolist()])
        return cls(
            conditions=tuple(conditions),
            terms=names,
            condition_ids=_numbered(conditions),
            term_ids=term_ids,
            closure=closure,
            direct=direct,
            described=described,
            frequency=frozen(frequency),
            worth=frozen(_worth(direct, described, frequency, background, breadth)),
            background=frozen(background),
            size=frozen(size.astype(np.float64)),
            breadth=frozen(breadth),
            lineage=_rare_first(upward, background),
        )

    def worth_above(self, term: int) -> tuple[Places, Floats]:
        """Return the conditions with F > 0 for the term, and what it is worth to one below it."""
        start, end = self.described.starts[term], self.described.starts[term + 1]
        return self.described.items[start:end], self.worth[start:end]

    def frequencies(self, term: int) -> tuple[Places, Floats]:
        """Return the conditions with F > 0 for the term, and these F."""
        start, end = self.described.starts[term], self.described.starts[term + 1]
        return self.described.items[start:end], self.frequency[start:end]

    def frequency_of(self, condition: int, term: int) -> float:
        conditions, frequency = self.frequencies(term)
        place = int(np.searchsorted(conditions, condition))
        if place < len(conditions) and conditions[place] == condition:
            return float(frequency[place])
        return 0.0

    def entries(self, condition: int) -> Places:
        """Return the numbers of the condition's direct entries, findings that occur or not."""
        return self.direct.of_condition[condition]


def breadth_of(size: float) -> float:
    return BREADTH_WEIGHT * math.log1p(size / BREADTH_SCALE)


def _numbered(slugs: Iterable[str]) -> dict[str, int]:
    """Number the distinct slugs in their order."""
    return {slug: number for number, slug in enumerate(sorted(set(slugs)))}


def _upward(names: Sequence[str], term_ids: Mapping[str, int], closure: Closure) -> Rows:
    """Return each term's row of itself and its ancestors."""
    rows = [
        (number, *map(term_ids.__getitem__, closure.above[name]))
        for number, name in enumerate(names)
    ]
    lengths = np.fromiter(map(len, rows), dtype=np.int64, count=len(rows))
    items = np.fromiter((item for row in rows for item in row), np.intp, int(lengths.sum()))
    return Rows(np.concatenate(([0], np.cumsum(lengths))), items)


def _propagated(direct: Direct, upward: Rows, count: int) -> tuple[Rows, Floats]:
    """Spread the direct F to all broader terms by noisy-or; return conditions and F per term."""
    occurs = np.flatnonzero(direct.frequency > 0)
    # Some conditions at a time: all of a catalogue's at once would need a hundred megabytes.
    cuts = np.flatnonzero(np.diff(direct.condition[occurs])) + 1
    blocks = np.split(occurs, cuts[CONDITIONS_AT_ONCE::CONDITIONS_AT_ONCE])
    parts = [_spread(direct, upward, block) for block in blocks]
    sizes = [np.bincount(term, minlength=count) for term, _condition, _frequency in parts]
    starts = np.append(0, np.cumsum(np.sum(sizes, axis=0)))
    conditions, frequencies = np.empty(starts[-1], np.intp), np.empty(starts[-1])
    # The parts come by condition, so each adds to a term's row behind the parts before it.
    free = starts[:-1].copy()
    for (term, condition, frequency), size in zip(parts, sizes, strict=True):
        place = (free - np.cumsum(size) + size)[term] + np.arange(len(term))
        conditions[place], frequencies[place] = condition, frequency
        free += size
    return Rows(frozen(starts), frozen(conditions)), frequencies


def _spread(direct: Direct, upward: Rows, occurs: Numbers) -> tuple[Ints, Ints, Floats]:
    """Return (term, condition, F) for the entries in question and everything above them."""
    term = direct.term[occurs]
    reach = np.diff(upward.starts)[term]
    # Entry e takes the next reach[e] places: from its term's row, in the order of the row.
    shift = (upward.starts[:-1][term] - np.cumsum(reach) + reach).astype(np.int32)
    target = upward.items[np.repeat(shift, reach) + np.arange(reach.sum(), dtype=np.int32)]
    # Two bytes, where they suffice, let numpy take its linear sort.
    narrow = target.astype(np.uint16) if len(upward.starts) <= 1 << 16 else target
    order = np.argsort(narrow, kind="stable")
    target = target[order]
    source = np.repeat(occurs.astype(np.int32), reach)[order]
    condition, frequency = direct.condition[source], direct.frequency[source]
    fresh = np.ones(len(order), dtype=np.bool_)
    fresh[1:] = (target[1:] != target[:-1]) | (condition[1:] != condition[:-1])
    starts = np.flatnonzero(fresh)
    if len(starts) == 0:
        return target, condition, frequency
    missed = np.multiply.reduceat(1 - frequency, starts)
    alone = np.diff(starts, append=len(order)) == 1
    # A single finding keeps its F to the last digit instead of 1 − (1 − F).
    spread = np.where(alone, frequency[starts], np.maximum(1 - missed, frequency[starts]))
    return target[starts], condition[starts], spread


def _worth(
    direct: Direct, described: Rows, frequency: Floats, background: Floats, breadth: Floats
) -> Floats:
    """Return what each described term is worth to a feature below it, item for item."""
    owner = np.repeat(np.arange(len(background), dtype=np.int32), np.diff(described.starts))
    worth: Floats = frequency / background[owner]
    np.log(worth, out=worth)
    worth *= np.where(_named(direct, described, owner), NAMED_ABOVE, UNNAMED_ABOVE)
    worth -= breadth[described.items]
    worth[background[owner] > COMMON] = 0.0
    return np.maximum(worth, 0.0, out=worth)


def _named(direct: Direct, described: Rows, owner: Ints) -> Bools:
    """Tell which described terms the condition's content names itself."""
    width = len(direct.of_condition.starts)
    pairs = owner * np.int64(width) + described.items  # ascending
    occurs = direct.frequency > 0
    names = direct.term[occurs] * np.int64(width) + direct.condition[occurs]
    named = np.zeros(len(pairs), dtype=np.bool_)
    named[np.searchsorted(pairs, names)] = True
    return named


def _rare_first(upward: Rows, background: Floats) -> Rows:
    """Order each row: the term itself, then its ancestors by background, then by slug."""
    count = len(upward.starts) - 1
    owner = np.repeat(np.arange(count), np.diff(upward.starts))
    broader = upward.items != owner
    order = np.lexsort((upward.items, background[upward.items], broader, owner))
    return Rows(frozen(upward.starts), frozen(upward.items[order]))
