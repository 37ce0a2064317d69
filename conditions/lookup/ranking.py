"""Order conditions by how specifically they describe the chosen features, and show why.

    score(d) = Σ value[d, q] + Σ penalty[d, q] + size_adjustment(d)
               present, risk   absent

    size_adjustment(d) = −.3 · |Q| · ln(S_d / mean S)      Q: present findings and risk factors

`evidence` defines value and penalty, `index` defines S. The size adjustment keeps a condition
described at great length from winning by length alone. Findings marked not sure, terms the
vocabulary does not hold and repeated entries change nothing.

**The explanation is the score.** For every result

    score == math.fsum([size_adjustment, *values of contributions, *values of against])

holds exactly, not nearly: `math.fsum` rounds once, so the order of the parts cannot matter, and
every part that is not zero is listed.

Bands, by the share of Q that the condition describes (`evidence`; a "related" match adds to the
score but describes nothing): *most* from two thirds, *some* from one third, *few* below. A
condition that describes none of Q is not returned.

Order: score, then number of features described, then slug. Scores that agree to nine decimals
count as equal. Results equal in score and number share a position (1, 2, 2, 4 …) and name each
other in `tied_with`; their slugs only keep the list steady.

**What choosing one more feature does.** It moves d against d' by exactly

    value[d, q] − value[d', q] − .3 · ln(S_d / S_d')

So a feature that d has never lets a condition d' that lacks it overtake d if d is not the
longer described of the two (S_d ≤ S_d'). Against a much shorter description, or for a feature
most conditions share (value 0), it may: then the size adjustment outweighs the evidence. The
evidence alone, without the size adjustment, never falls when a present feature is added.
"""

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from .evidence import Evidence, weigh_absent, weigh_present
from .index import Annotation, Floats, Index

Band = Literal["most", "some", "few"]
Kind = Literal["finding", "risk"]
Relation = Literal[
    "same",
    "narrower",
    "broader",
    "related",
    "reported absent",  # present, but the content says it does not occur
    "marked absent",  # marked absent, but the content describes it
]

Numbers = npt.NDArray[np.int64]

SIZE_WEIGHT = 0.3
DECIMALS = 9


@dataclass(frozen=True, slots=True)
class Query:
    """The reader's choices, as term slugs; order and repetition mean nothing."""

    present: Collection[str] = ()
    absent: Collection[str] = ()
    unsure: Collection[str] = ()
    risk: Collection[str] = ()

    def __post_init__(self) -> None:
        for name in ("present", "absent", "unsure", "risk"):
            object.__setattr__(self, name, frozenset(getattr(self, name)))

    @property
    def chosen(self) -> frozenset[str]:
        """Return what is said to be there: Q."""
        return frozenset(self.present).union(self.risk)

    @property
    def mentioned(self) -> frozenset[str]:
        return self.chosen.union(self.absent, self.unsure)


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one chosen feature adds to or takes from a score, and the facts that say so.

    `frequency_estimate` and `annotations` are those at and below `matched_at`.
    """

    term: str
    kind: Kind
    relation: Relation
    matched_at: str
    value: float
    frequency_estimate: float
    annotations: tuple[Annotation, ...]


@dataclass(frozen=True, slots=True)
class Result:
    condition: str
    score: float
    band: Band
    described: int  # how many of the chosen features
    contributions: tuple[Contribution, ...]  # largest first
    against: tuple[Contribution, ...]  # heaviest first
    size_adjustment: float
    position: int
    tied_with: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    results: tuple[Result, ...]
    total: int  # conditions found, those beyond the limit included
    unknown_terms: tuple[str, ...]


def rank(index: Index, query: Query, limit: int | None = None) -> Ranking:
    """Return the conditions that describe any chosen feature, in the module's order."""
    conflict = sorted(query.chosen.intersection(query.absent))
    if conflict:
        raise ValueError(f"Chosen both as present and as absent: {', '.join(conflict)}")
    evidence = [weigh_present(index, term) for term in _known(index, query.chosen)]
    penalties = {term: weigh_absent(index, term) for term in _known(index, query.absent)}
    adjustment = _size_adjustment(index, len(evidence))
    described = np.zeros(len(index.conditions), dtype=np.int64)
    score = adjustment.copy()
    for piece in evidence:
        described += piece.described
        score += piece.value
    for penalty in penalties.values():
        score += penalty
    found = np.flatnonzero(described)
    rounded = np.round(score, DECIMALS)
    order = found[np.lexsort((found, -described[found], -rounded[found]))]
    explain = _Explainer(index, query, evidence, penalties, adjustment)
    results = tuple(
        explain.result(int(order[place]), int(described[order[place]]), order[start:end], start + 1)
        for place, (start, end) in enumerate(_ties(rounded[order], described[order], limit))
    )
    return Ranking(results, len(order), tuple(sorted(query.mentioned - index.term_ids.keys())))


def _known(index: Index, slugs: Iterable[str]) -> list[int]:
    """Return the term numbers in one order, so that sums do not depend on the entry's."""
    return sorted(index.term_ids[slug] for slug in slugs if slug in index.term_ids)


def _size_adjustment(index: Index, chosen: int) -> Floats:
    adjustment = np.zeros(len(index.conditions))
    sized = index.size > 0  # a condition of size 0 describes nothing and is never returned
    if chosen and sized.any():
        relative = index.size[sized] / index.size.mean()
        adjustment[sized] = -SIZE_WEIGHT * chosen * np.log(relative)
    return adjustment


def _ties(score: Floats, described: Numbers, limit: int | None) -> list[tuple[int, int]]:
    """Return for each place up to the limit the start and end of its run of equals."""
    fresh = np.ones(len(score), dtype=np.bool_)
    fresh[1:] = (score[1:] != score[:-1]) | (described[1:] != described[:-1])
    starts = np.flatnonzero(fresh)
    ends = np.append(starts[1:], len(score))
    run = (np.cumsum(fresh) - 1)[:limit]
    return list(zip(starts[run].tolist(), ends[run].tolist(), strict=True))


def _band(described: int, chosen: int) -> Band:
    if 3 * described >= 2 * chosen:
        return "most"
    return "some" if 3 * described >= chosen else "few"


@dataclass(frozen=True, slots=True)
class _Explainer:
    """Turns the numbers of one ranking into results."""

    index: Index
    query: Query
    evidence: Sequence[Evidence]
    penalties: dict[int, Floats]
    adjustment: Floats

    def result(self, d: int, described: int, equals: Numbers, position: int) -> Result:
        fits = [self._fit(d, e) for e in self.evidence if e.described[d] or e.value[d] > 0]
        against = [self._reported_absent(d, e) for e in self.evidence if e.reported_absent[d]]
        against += [
            self._marked_absent(d, term, float(penalty[d]))
            for term, penalty in self.penalties.items()
            if self.index.frequency_of(d, term) > 0
        ]
        adjustment = float(self.adjustment[d])
        return Result(
            condition=self.index.conditions[d],
            score=math.fsum([adjustment, *(part.value for part in [*fits, *against])]),
            band=_band(described, len(self.evidence)),
            described=described,
            contributions=tuple(sorted(fits, key=lambda part: (-part.value, part.term))),
            against=tuple(sorted(against, key=lambda part: (part.value, part.term))),
            size_adjustment=adjustment,
            position=position,
            tied_with=tuple(self.index.conditions[e] for e in equals.tolist() if e != d),
        )

    def _fit(self, d: int, evidence: Evidence) -> Contribution:
        relation: Relation = "related"
        if evidence.described[d]:
            relation = self._described_by(d, evidence.term)
        value = float(evidence.value[d])
        return self._part(d, evidence.term, relation, int(evidence.matched_at[d]), value)

    def _described_by(self, d: int, term: int) -> Relation:
        if self.index.frequency_of(d, term) == 0:
            return "broader"
        entries = self.index.entries(d)
        named = entries[self.index.direct.term[entries] == term]
        return "same" if self.index.direct.frequency[named].any() else "narrower"

    def _reported_absent(self, d: int, evidence: Evidence) -> Contribution:
        entries = self.index.entries(d)
        entries = entries[self.index.direct.frequency[entries] == 0]
        never = set(self.index.direct.term[entries].tolist())
        lineage = self.index.lineage[evidence.term].tolist()
        place = next(term for term in lineage if term in never)
        return self._part(d, evidence.term, "reported absent", place, 0.0)

    def _marked_absent(self, d: int, term: int, penalty: float) -> Contribution:
        return self._part(d, term, "marked absent", term, penalty)

    def _part(
        self, d: int, term: int, relation: Relation, place: int, value: float
    ) -> Contribution:
        name = self.index.terms[term]
        return Contribution(
            term=name,
            kind="risk" if name in self.query.risk else "finding",
            relation=relation,
            matched_at=self.index.terms[place],
            value=value,
            frequency_estimate=self.index.frequency_of(d, place),
            annotations=self._annotations(d, place, absent=relation == "reported absent"),
        )

    def _annotations(self, d: int, place: int, *, absent: bool) -> tuple[Annotation, ...]:
        """Return what the content says at the place and, unless it is "never", below it."""
        name, above = self.index.terms[place], self.index.closure.above
        found: list[Annotation] = []
        for entry in self.index.entries(d).tolist():
            statements = self.index.direct.annotations[entry]
            term = statements[0].term
            here = term == name or (not absent and name in above[term])
            if here and (self.index.direct.frequency[entry] == 0) == absent:
                found += statements
        return tuple(found)
