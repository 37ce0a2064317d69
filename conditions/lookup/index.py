"""The lookup's knowledge, laid out for ranking: built once per content version, never changed.

For a condition d and a term t that the condition's content names directly:

    F[d, t] = `pooled_estimate` of the statements about it; 0 if every statement reports it absent

and for every term a at or above such terms, by noisy-or (each finding below brings a about on
its own account):

    F[d, a] = 1 − Π (1 − F[d, t])    over t annotated for d, t = a or narrower

    background  b[a] = (Σ_d F[d, a] + .5) / (N + 1)      N conditions with any annotation
    size        S_d  = Σ_t F[d, t]                       over direct annotations only

A finding is *reported absent* when its F is 0: all statements say it does not occur, or 0 of m
patients had it. Where sources disagree, the statements that it occurs give F, and the ones that
it does not stay among the annotations for the reader to see.

Equivalent records of one disease are folded by giving their annotations the same `condition`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from .closure import Closure
from .frequency import Frequency, pooled_estimate

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]
Array = TypeVar("Array", bound=npt.NDArray[Any])


@dataclass(frozen=True, slots=True)
class TermRecord:
    slug: str
    kind: str
    broader: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Annotation:
    """One fact: the condition is described with the term, this often or never."""

    condition: str
    term: str
    frequency: Frequency | None = None
    absent: bool = False
    fact_key: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """Many short lists of numbers in one array: row i is `rows[i]`."""

    starts: npt.NDArray[np.int64]
    items: Ints

    def __getitem__(self, row: int) -> Ints:
        return self.items[self.starts[row] : self.starts[row + 1]]

    @classmethod
    def sorted_by(cls, rows: npt.NDArray[np.integer], items: Ints, count: int) -> "Rows":
        """Lay out items whose row numbers are already ascending."""
        starts = np.searchsorted(rows, np.arange(count + 1))
        return cls(_frozen(starts.astype(np.int64)), _frozen(items))


@dataclass(frozen=True, slots=True)
class Direct:
    """What the content says itself: one entry per (condition, term), in that order."""

    of_condition: Rows  # the row's items are entry numbers
    occurs_in: Rows  # per term: the conditions with F > 0, ascending
    absent_in: Rows  # per term: the conditions that report it absent, ascending
    condition: Ints
    term: Ints
    frequency: Floats
    annotations: tuple[tuple[Annotation, ...], ...]


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
    frequency: Floats  # F, entry for entry of `described`
    background: Floats
    size: Floats
    lineage: Rows  # per term: itself, then its ancestors from rare to common

    @classmethod
    def build(cls, terms: Iterable[TermRecord], annotations: Iterable[Annotation]) -> "Index":
        closure = Closure.of({term.slug: term.broader for term in terms})
        names = tuple(sorted(closure.above))
        term_ids = {slug: number for number, slug in enumerate(names)}
        annotations = list(annotations)
        strange = sorted({a.term for a in annotations} - term_ids.keys())
        if strange:
            raise ValueError(f"Annotations with unknown terms: {', '.join(strange)}")
        conditions = tuple(sorted({a.condition for a in annotations}))
        condition_ids = {slug: number for number, slug in enumerate(conditions)}
        direct = _direct(annotations, condition_ids, term_ids)
        upward = _upward(names, term_ids, closure)
        described, frequency = _propagated(direct, upward, len(names))
        owner = np.repeat(np.arange(len(names)), np.diff(described.starts))
        total = np.bincount(owner, weights=frequency, minlength=len(names))
        background = (total + 0.5) / (len(conditions) + 1)
        size = np.bincount(direct.condition, direct.frequency, minlength=len(conditions))
        return cls(
            conditions=conditions,
            terms=names,
            condition_ids=condition_ids,
            term_ids=term_ids,
            closure=closure,
            direct=direct,
            described=described,
            frequency=_frozen(frequency),
            background=_frozen(background),
            size=_frozen(size.astype(np.float64)),
            lineage=_rare_first(upward, background),
        )

    def frequencies(self, term: int) -> tuple[Ints, Floats]:
        """Return the conditions with F > 0 for the term, and these F."""
        start, end = self.described.starts[term], self.described.starts[term + 1]
        return self.described.items[start:end], self.frequency[start:end]

    def frequency_of(self, condition: int, term: int) -> float:
        conditions, frequency = self.frequencies(term)
        place = int(np.searchsorted(conditions, condition))
        if place < len(conditions) and conditions[place] == condition:
            return float(frequency[place])
        return 0.0

    def entries(self, condition: int) -> Ints:
        """Return the numbers of the condition's direct entries, findings that occur or not."""
        return self.direct.of_condition[condition]


def _direct(
    annotations: Sequence[Annotation],
    condition_ids: Mapping[str, int],
    term_ids: Mapping[str, int],
) -> Direct:
    width = max(len(term_ids), 1)
    keys = np.fromiter(
        (condition_ids[a.condition] * width + term_ids[a.term] for a in annotations),
        dtype=np.int64,
        count=len(annotations),
    )
    order = np.argsort(keys, kind="stable")
    pairs, starts = np.unique(keys[order], return_index=True)
    bounds = [*starts.tolist(), len(annotations)]
    ordered = [annotations[place] for place in order.tolist()]
    groups = tuple(_by_fact(ordered[start:end]) for start, end in pairwise(bounds))
    condition = (pairs // width).astype(np.int32)
    term = (pairs % width).astype(np.int32)
    entries = np.arange(len(pairs), dtype=np.int32)
    frequency = np.fromiter(map(_occurrence, groups), dtype=np.float64, count=len(groups))
    return Direct(
        of_condition=Rows.sorted_by(condition, entries, len(condition_ids)),
        occurs_in=_by_term(term, condition, frequency > 0, len(term_ids)),
        absent_in=_by_term(term, condition, frequency == 0, len(term_ids)),
        condition=_frozen(condition),
        term=_frozen(term),
        frequency=_frozen(frequency),
        annotations=groups,
    )


def _by_term(term: Ints, condition: Ints, which: npt.NDArray[np.bool_], count: int) -> Rows:
    """Return the conditions of the entries in question, per term."""
    term, condition = term[which], condition[which]
    order = np.argsort(term, kind="stable")
    return Rows.sorted_by(term[order], condition[order], count)


def _by_fact(group: Sequence[Annotation]) -> tuple[Annotation, ...]:
    if len(group) == 1:
        return (group[0],)
    return tuple(sorted(group, key=lambda annotation: annotation.fact_key))


def _occurrence(group: Sequence[Annotation]) -> float:
    """Return F of one condition and term from all that is said about the pair."""
    occurs = [annotation.frequency for annotation in group if not annotation.absent]
    return pooled_estimate(occurs) if occurs else 0.0


def _upward(names: Sequence[str], term_ids: Mapping[str, int], closure: Closure) -> Rows:
    """Return each term's row of itself and its ancestors."""
    rows = [
        (number, *map(term_ids.__getitem__, closure.above[name]))
        for number, name in enumerate(names)
    ]
    lengths = np.fromiter(map(len, rows), dtype=np.int64, count=len(rows))
    items = np.fromiter((item for row in rows for item in row), np.int32, int(lengths.sum()))
    return Rows(np.concatenate(([0], np.cumsum(lengths))), items)


def _propagated(direct: Direct, upward: Rows, count: int) -> tuple[Rows, Floats]:
    """Spread the direct F to all broader terms by noisy-or; return conditions and F per term."""
    occurs = np.flatnonzero(direct.frequency > 0)
    term = direct.term[occurs]
    reach = np.diff(upward.starts)[term]
    # Entry e takes the next reach[e] places: from its term's row, in the order of the row.
    shift = (upward.starts[:-1][term] - np.cumsum(reach) + reach).astype(np.int32)
    target = upward.items[np.repeat(shift, reach) + np.arange(reach.sum(), dtype=np.int32)]
    # The entries come by condition, so a stable sort by term leaves them by (term, condition).
    # Two bytes, where they suffice, let numpy take its linear sort.
    narrow = target.astype(np.uint16) if count <= 1 << 16 else target
    order = np.argsort(narrow, kind="stable")
    target = target[order]
    source = np.repeat(occurs.astype(np.int32), reach)[order]
    condition, frequency = direct.condition[source], direct.frequency[source]
    fresh = np.ones(len(order), dtype=np.bool_)
    fresh[1:] = (target[1:] != target[:-1]) | (condition[1:] != condition[:-1])
    starts = np.flatnonzero(fresh)
    if len(starts) == 0:
        return Rows.sorted_by(target, condition, count), frequency
    missed = np.multiply.reduceat(1 - frequency, starts)
    alone = np.diff(starts, append=len(order)) == 1
    # A single finding keeps its F to the last digit instead of 1 − (1 − F).
    spread = np.where(alone, frequency[starts], 1 - missed)
    return Rows.sorted_by(target[starts], condition[starts], count), spread


def _rare_first(upward: Rows, background: Floats) -> Rows:
    """Order each row: the term itself, then its ancestors by background, then by slug."""
    count = len(upward.starts) - 1
    owner = np.repeat(np.arange(count), np.diff(upward.starts))
    broader = upward.items != owner
    order = np.lexsort((upward.items, background[upward.items], broader, owner))
    return Rows(_frozen(upward.starts), _frozen(upward.items[order]))


def _frozen(array: Array) -> Array:
    array.setflags(write=False)
    return array
