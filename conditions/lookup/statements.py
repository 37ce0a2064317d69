"""What the content says itself: statements that a condition is described with a term.

A statement says that the term occurs, this often or without saying how often, or that it is
absent. All statements about one condition and one term make an *entry*; its F is the
`pooled_estimate` of those that say it occurs, and 0 if none does.

Statements are kept in columns of numbers: a catalogue has a quarter of a million of them, and a
query shows a few dozen. `Statements` makes the `Annotation` objects of an entry when it is asked.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from .frequency import NOT_GIVEN, Frequency, pooled_estimate

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]
Places = npt.NDArray[np.intp]  # what numpy takes as an index without converting it first
Bools = npt.NDArray[np.bool_]
Array = TypeVar("Array", bound=npt.NDArray[Any])


class Annotation(NamedTuple):
    """One fact: the condition is described with the term, this often or never.

    A tuple, because an explanation makes a hundred of them.
    """

    condition: str
    term: str
    frequency: Frequency | None = None
    absent: bool = False
    fact_key: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """Many short lists of numbers in one array: row i is `rows[i]`."""

    starts: Places
    items: Places

    def __getitem__(self, row: int) -> Places:
        return self.items[self.starts[row] : self.starts[row + 1]]

    def gather(self, rows: Ints) -> tuple[Places, Places]:
        """Return the items of several rows, and for each item the place of its row in `rows`."""
        lengths = self.starts[rows + 1] - self.starts[rows]
        owner = np.repeat(np.arange(len(rows)), lengths)
        # Item i of the answer takes the next place of its row.
        shift = self.starts[rows] - np.cumsum(lengths) + lengths
        return owner, self.items[shift[owner] + np.arange(len(owner))]

    @classmethod
    def sorted_by(
        cls, rows: npt.NDArray[np.integer], items: npt.NDArray[np.integer], count: int
    ) -> "Rows":
        """Lay out items whose row numbers are already ascending."""
        starts = np.searchsorted(rows, np.arange(count + 1))
        return cls(frozen(starts.astype(np.intp)), frozen(items.astype(np.intp)))


@dataclass(frozen=True, slots=True)
class Columns:
    """Statements as arrays: place i of each is statement i.

    `condition` and `term` are numbers in the ascending order of slugs, `frequency` is a place in
    `frequencies`. `keys` names the facts; `str` of one is an annotation's `fact_key`. Statements
    about one condition and term stay in the order in which they are given here.
    """

    condition: Ints
    term: Ints
    frequency: Ints
    absent: Bools
    keys: Sequence[str] | npt.NDArray[np.integer]
    frequencies: Sequence[Frequency]

    @classmethod
    def of(
        cls,
        annotations: Iterable[Annotation],
        conditions: dict[str, int],
        terms: dict[str, int],
    ) -> "Columns":
        """Lay out annotations, which come by the key of their fact whatever order they had."""
        ordered = sorted(annotations, key=lambda annotation: annotation.fact_key)
        codes: dict[Frequency, int] = {}
        frequency = [codes.setdefault(a.frequency or NOT_GIVEN, len(codes)) for a in ordered]
        return cls(
            condition=np.array([conditions[a.condition] for a in ordered], dtype=np.int32),
            term=np.array([terms[a.term] for a in ordered], dtype=np.int32),
            frequency=np.array(frequency, dtype=np.int32),
            absent=np.array([a.absent for a in ordered], dtype=np.bool_),
            keys=[a.fact_key for a in ordered],
            frequencies=list(codes),
        )


@dataclass(frozen=True, slots=True)
class Statements:
    """The annotations of every entry: `statements[entry]`, in the order of the columns."""

    columns: Columns
    places: Rows  # per entry: places in the columns
    conditions: Sequence[str]
    terms: Sequence[str]
    frequencies: Sequence[Frequency | None]  # as in the columns; None where nothing is given

    @classmethod
    def of(
        cls, columns: Columns, places: Rows, conditions: Sequence[str], terms: Sequence[str]
    ) -> "Statements":
        stated = [None if one == NOT_GIVEN else one for one in columns.frequencies]
        return cls(columns, places, conditions, terms, stated)

    def __getitem__(self, entry: int) -> tuple[Annotation, ...]:
        return tuple([self._annotation(place) for place in self.places[entry].tolist()])

    def _annotation(self, place: int) -> Annotation:
        columns = self.columns
        return Annotation(
            self.conditions[columns.condition[place]],
            self.terms[columns.term[place]],
            self.frequencies[columns.frequency[place]],
            bool(columns.absent[place]),
            str(columns.keys[place]),
        )

    def __len__(self) -> int:
        return len(self.places.starts) - 1


@dataclass(frozen=True, slots=True)
class Direct:
    """One entry per (condition, term) that the content names, in that order."""

    of_condition: Rows  # the row's items are entry numbers
    occurs_in: Rows  # per term: the conditions with F > 0, ascending
    absent_in: Rows  # per term: the conditions that report it absent, ascending
    condition: Ints
    term: Ints
    frequency: Floats
    annotations: Statements

    @classmethod
    def of(cls, columns: Columns, conditions: Sequence[str], terms: Sequence[str]) -> "Direct":
        keys = columns.condition.astype(np.int64) * max(len(terms), 1) + columns.term
        order = np.argsort(keys, kind="stable")
        pairs, starts = np.unique(keys[order], return_index=True)
        places = Rows(frozen(np.append(starts, len(order))), frozen(order))
        condition, term = columns.condition[order[starts]], columns.term[order[starts]]
        frequency = _occurrence(columns, places)
        entries = np.arange(len(pairs))
        return cls(
            of_condition=Rows.sorted_by(condition, entries, len(conditions)),
            occurs_in=_by_term(term, condition, frequency > 0, len(terms)),
            absent_in=_by_term(term, condition, frequency == 0, len(terms)),
            condition=frozen(condition),
            term=frozen(term),
            frequency=frozen(frequency),
            annotations=Statements.of(columns, places, conditions, terms),
        )


def _occurrence(columns: Columns, places: Rows) -> Floats:
    """Return F of every entry from all that is said about it."""
    estimates = np.array([frequency.estimate() for frequency in columns.frequencies])
    first = places.items[places.starts[:-1]]
    found = np.where(columns.absent[first], 0.0, estimates[columns.frequency[first]])
    # Few entries have several statements, and many of these say the same in the same words.
    known: dict[tuple[int, ...], float] = {}
    for entry in np.flatnonzero(np.diff(places.starts) > 1).tolist():
        group = places[entry]
        codes = tuple(sorted(columns.frequency[group[~columns.absent[group]]].tolist()))
        if codes not in known:
            occurs = [columns.frequencies[code] for code in codes]
            known[codes] = pooled_estimate(occurs) if occurs else 0.0
        found[entry] = known[codes]
    return found


def _by_term(term: Ints, condition: Ints, which: Bools, count: int) -> Rows:
    """Return the conditions of the entries in question, per term."""
    term, condition = term[which], condition[which]
    order = np.argsort(term, kind="stable")
    return Rows.sorted_by(term[order], condition[order], count)


def frozen(array: Array) -> Array:
    array.setflags(write=False)
    return array
