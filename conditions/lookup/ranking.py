"""Order conditions by how specifically they describe the chosen features, and show why.

    score(d) = Σ value[d, q] + Σ penalty[d, q]
               present, risk   absent

`evidence` defines value and penalty. Findings marked not sure, terms the vocabulary does not hold
and repeated entries change nothing.

**The explanation is the score.** For every result

    score == math.fsum([*values of contributions, *values of against])

holds exactly, not nearly: `math.fsum` rounds once, so the order of the parts cannot matter, and
every part that is not zero is listed.

Bands, by the share of Q, the present findings and risk factors, that the condition describes
(`evidence`; a "related" match adds to the score but describes nothing): *most* from two thirds,
*some* from one third, *few* below. A condition that describes none of Q is not returned.

Order: score, then number of features described, then slug. Scores that agree to nine decimals
count as equal. Results equal in score and number share a position (1, 2, 2, 4 …) and name each
other in `tied_with`; their slugs only keep the list steady.

**What choosing one more feature does.** It raises d by value[d, q] ≥ 0 and leaves a condition
that lacks the feature (not described, nor related) where it was. So one more feature that a
condition has never lowers its position among those that lack it, and no feature lowers a score.
"""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from .evidence import Evidence, Profile, weigh_absent, weigh_present
from .index import COMMON, Index
from .statements import Annotation, Bools, Floats

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

    def without(self, term: str) -> "Query":
        lists = (self.present, self.absent, self.unsure, self.risk)
        return Query(*(frozenset(given).difference({term}) for given in lists))


class Contribution(NamedTuple):
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
    position: int
    tied_with: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    results: tuple[Result, ...]
    total: int  # conditions found, those beyond the limit included
    unknown_terms: tuple[str, ...]


def rank(index: Index, query: Query, limit: int | None = None) -> Ranking:
    """Return the conditions that describe any chosen feature, in the module's order."""
    scores = Scores.of(index, query)
    found = np.flatnonzero(scores.described)
    score = scores.score[found]
    leading = _leading(score, limit)
    front, score = found[leading], score[leading]
    placing = np.lexsort((front, -scores.described[front], -score))
    order = front[placing]
    explain = _Explainer.of(index, query, scores)
    results = tuple(
        explain.result(int(order[place]), order[start:end], start + 1)
        for place, (start, end) in enumerate(_ties(score[placing], scores.described[order], limit))
    )
    unknown = sorted(slug for slug in query.mentioned if slug not in index.term_ids)
    return Ranking(results, len(found), tuple(unknown))


@dataclass(frozen=True, slots=True)
class Scores:
    """The numbers of one ranking, by condition."""

    score: Floats  # to the nine decimals that are compared
    described: Numbers  # how many of the chosen features
    evidence: Sequence[Evidence]
    penalties: Mapping[int, Floats]

    @classmethod
    def of(cls, index: Index, query: Query) -> "Scores":
        conflict = sorted(query.chosen.intersection(query.absent))
        if conflict:
            raise ValueError(f"Chosen both as present and as absent: {', '.join(conflict)}")
        evidence = [weigh_present(index, term) for term in _known(index, query.chosen)]
        penalties = {term: weigh_absent(index, term) for term in _known(index, query.absent)}
        described = np.zeros(len(index.conditions), dtype=np.int64)
        score = np.zeros(len(index.conditions))
        for piece in evidence:
            described += piece.described
            score += piece.value
        for penalty in penalties.values():
            score += penalty
        return cls(np.round(score, DECIMALS), described, evidence, penalties)

    def place(self, condition: int, score: float, described: int) -> int:
        """Return the place in the whole list of a condition with this score, from 1.

        Equals stand in the order of their slugs, as in the list.
        """
        score = round(score, DECIMALS)
        other = self.described > 0
        other[condition] = False
        equal = self.score == score
        same = equal & (self.described == described)
        ahead = (self.score > score) | (equal & (self.described > described))
        ahead |= same & (np.arange(len(same)) < condition)
        return 1 + int(np.count_nonzero(ahead & other))


def _known(index: Index, slugs: Iterable[str]) -> list[int]:
    """Return the term numbers in one order, so that sums do not depend on the entry's."""
    return sorted(index.term_ids[slug] for slug in slugs if slug in index.term_ids)


def _leading(score: Floats, limit: int | None) -> Bools:
    """Tell which may stand within the limit; whatever equals the last one does."""
    if limit is None or not 0 < limit < len(score):
        return np.ones(len(score), dtype=np.bool_)
    last: Bools = score >= np.partition(score, -limit)[-limit]
    return last


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
    scores: Scores
    places: Bools  # where anything in the query can match, if the content names the place
    telling: Bools  # where it can match even if the content only names something below it

    @classmethod
    def of(cls, index: Index, query: Query, scores: Scores) -> "_Explainer":
        places = np.zeros(len(index.terms), dtype=np.bool_)
        places[list(scores.penalties)] = True
        for piece in scores.evidence:
            places[index.lineage[piece.term]] = True
        telling = places & (index.background <= COMMON)
        telling[[*scores.penalties, *(piece.term for piece in scores.evidence)]] = True
        return cls(index, query, scores, places, telling)

    def result(self, d: int, equals: Numbers, position: int) -> Result:
        evidence, described = self.scores.evidence, int(self.scores.described[d])
        profile = self._profile(d)
        fits = [
            self._fit(profile, piece.term, float(piece.value[d]), described=piece.described[d])
            for piece in evidence
            if piece.described[d] or piece.value[d] > 0
        ]
        against = [
            self._reported_absent(profile, piece.term, entry)
            for piece in evidence
            if (entry := profile.reported_absent(piece.term)) is not None
        ]
        against += [
            self._part(profile, term, "marked absent", term, float(penalty[d]))
            for term, penalty in self.scores.penalties.items()
            if term in profile.frequency
        ]
        return Result(
            condition=self.index.conditions[d],
            score=math.fsum(part.value for part in [*fits, *against]),
            band=_band(described, len(evidence)),
            described=described,
            contributions=tuple(sorted(fits, key=lambda part: (-part.value, part.term))),
            against=tuple(sorted(against, key=lambda part: (part.value, part.term))),
            position=position,
            tied_with=tuple(self.index.conditions[e] for e in equals.tolist() if e != d),
        )

    def _profile(self, d: int) -> Profile:
        """Profile a condition where it matters.

        Nearly all that it is described with lies below the common terms, which match only by name.
        """
        named = self.index.direct.term[self.index.entries(d)]
        places = self.telling.copy()
        places[named] |= self.places[named]
        return Profile.at_least(self.index, d, places)

    def _fit(self, profile: Profile, term: int, value: float, *, described: bool) -> Contribution:
        relation: Relation = "related"
        if term in profile.frequency:
            relation = "same" if term in profile.named else "narrower"
        elif described:
            relation = "broader"
        return self._part(profile, term, relation, profile.match(term)[0], value)

    def _reported_absent(self, profile: Profile, term: int, entry: int) -> Contribution:
        return Contribution(
            term=self.index.terms[term],
            kind=self._kind(term),
            relation="reported absent",
            matched_at=self.index.terms[self.index.direct.term[entry]],
            value=0.0,
            frequency_estimate=0.0,
            annotations=self.index.direct.annotations[entry],
        )

    def _part(
        self, profile: Profile, term: int, relation: Relation, place: int, value: float
    ) -> Contribution:
        return Contribution(
            term=self.index.terms[term],
            kind=self._kind(term),
            relation=relation,
            matched_at=self.index.terms[place],
            value=value,
            frequency_estimate=profile.frequency[place],
            annotations=profile.statements(place),
        )

    def _kind(self, term: int) -> Kind:
        return "risk" if self.index.terms[term] in self.query.risk else "finding"
