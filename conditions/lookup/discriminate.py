"""What is still open: the features not asked about, and those that would tell leaders apart.

A term is *settled* by a query that mentions it, or by one that mentions

- a broader term, in whichever way (it stands under that answer), or
- a narrower term as present (who has the narrower has the broader).

**Asking next.** For two of the leading results, a and b, and a term t that is not settled, the
answer would change the distance of their scores:

    p       = (F[a, t] + F[b, t]) / 2                     the share of "yes" expected
    yes     = |value[a, t] − value[b, t]|                 if it is there
    no      = |penalty[a, t] − penalty[b, t]|             if it is not
    gain    = (p · yes + (1 − p) · no) / (1 + |score(a) − score(b)|)

so a term gains by what its answer is expected to move, more so between conditions that now lie
close together. The gain of a term is its largest over all pairs of leaders, and that pair is the
reason given: first the condition the finding speaks for, then the other. Terms are drawn from
what the leaders' content names; equal gains are ordered by slug.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from .evidence import Asked, Profile, penalties
from .index import COMMON, Index
from .ranking import Query, Ranking, Result
from .statements import Annotation, Floats, Ints, Places

LEADERS = 5


@dataclass(frozen=True, slots=True)
class NotAsked:
    term: str
    frequency_estimate: float
    annotations: tuple[Annotation, ...]


@dataclass(frozen=True, slots=True)
class Question:
    term: str
    tells_apart: tuple[str, str]  # the condition it speaks for, the other
    gain: float


def not_asked(
    index: Index, condition: str, closed: Container[str] = (), limit: int | None = None
) -> tuple[NotAsked, ...]:
    """Return what the condition's content names and is not `closed`, most frequent first.

    `closed` is what a query leaves nothing to ask about: what it has `settled`.
    """
    entries, direct = _occurring(index, condition), index.direct
    columns = entries, direct.term[entries], direct.frequency[entries]
    found = [
        (-frequency, index.terms[term], entry)
        for entry, term, frequency in zip(*(column.tolist() for column in columns), strict=True)
        if index.terms[term] not in closed
    ]
    return tuple(
        NotAsked(term, -frequency, index.direct.annotations[entry])
        for frequency, term, entry in sorted(found)[:limit]
    )


def ask_next(
    index: Index,
    ranking: Ranking,
    closed: Container[str],
    limit: int = 5,
    askable: Container[str] | None = None,
) -> tuple[Question, ...]:
    """Return the open terms that would tell the first five results apart, best first.

    `closed` is what the query has `settled`; `askable` holds the terms that may be asked, and
    without it all may.
    """
    leaders = ranking.results[:LEADERS]
    if len(leaders) < 2:
        return ()
    terms = _open_terms(index, leaders, closed, askable)
    if len(terms) == 0:
        return ()
    # Where the terms themselves, or what is above them, can match.
    places = index.background <= COMMON
    places[terms] = True
    numbers = [index.condition_ids[leader.condition] for leader in leaders]
    answers = Answers.of([Profile.at_least(index, d, places) for d in numbers], terms)
    pairs = list(combinations(range(len(leaders)), 2))
    one, other = np.array(pairs).T
    score = np.array([leader.score for leader in leaders])
    gap = abs(score[one] - score[other])
    gains = answers.take(one).expected_move(answers.take(other)) / (1 + gap[:, np.newaxis])
    gain = dict(zip(pairs, gains, strict=True))
    largest = np.max(gains, axis=0)
    first = np.lexsort((terms, -largest))[:limit].tolist()
    return tuple(
        Question(
            index.terms[terms[place]],
            _told_apart(leaders, answers, gain, place),
            float(largest[place]),
        )
        for place in first
        if largest[place] > 0
    )


@dataclass(frozen=True, slots=True)
class Answers:
    """What either answer about each of some terms is worth: a row for each condition."""

    value: Floats
    frequency: Floats
    penalty: Floats

    @classmethod
    def of(cls, profiles: Sequence[Profile], terms: Ints) -> "Answers":
        asked = Asked.of(profiles[0].index, terms)
        value = np.array([profile.values(asked) for profile in profiles])
        frequency = np.array([profile.wide().frequency[terms] for profile in profiles])
        return cls(value, frequency, penalties(frequency))

    def take(self, rows: Ints | list[int]) -> "Answers":
        return Answers(self.value[rows], self.frequency[rows], self.penalty[rows])

    def expected_move(self, other: "Answers") -> Floats:
        """Return by how much each answer is expected to move two scores apart."""
        share = (self.frequency + other.frequency) / 2
        yes, no = abs(self.value - other.value), abs(self.penalty - other.penalty)
        move: Floats = share * yes + (1 - share) * no
        return move


def _told_apart(
    leaders: Sequence[Result],
    answers: Answers,
    gain: Mapping[tuple[int, int], Floats],
    place: int,
) -> tuple[str, str]:
    """Return the pair with the largest gain, the leader that the finding speaks for first.

    Of equal pairs it is the one with the leaders that the finding speaks for most.
    """

    def speaks_for(number: int) -> tuple[float, float]:
        return -float(answers.value[number, place]), -float(answers.frequency[number, place])

    ordered = sorted(range(len(leaders)), key=speaks_for)
    a, b = max(
        combinations(ordered, 2),
        key=lambda pair: float(gain[min(pair), max(pair)][place]),
    )
    return leaders[a].condition, leaders[b].condition


def _open_terms(
    index: Index, leaders: Sequence[Result], closed: Container[str], askable: Container[str] | None
) -> Ints:
    """Return what the leaders' content names, may be asked and is not closed, ascending."""
    named = [index.direct.term[_occurring(index, one.condition)] for one in leaders]
    slugs = ((term, index.terms[term]) for term in np.unique(np.concatenate(named)).tolist())
    return np.array(
        [
            term
            for term, slug in slugs
            if slug not in closed and (askable is None or slug in askable)
        ],
        dtype=np.int32,
    )


def _occurring(index: Index, condition: str) -> Places:
    """Return the entries of the findings that the condition's content says occur."""
    number = index.condition_ids.get(condition)
    if number is None:
        return np.empty(0, np.intp)
    entries = index.entries(number)
    return entries[index.direct.frequency[entries] > 0]


def settled(index: Index, query: Query) -> frozenset[str]:
    """Return the terms that the query settles."""
    below = (index.closure.descendants(slug) for slug in query.mentioned)
    return query.mentioned.union(index.closure.with_ancestors(query.chosen), *below)
