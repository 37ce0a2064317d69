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

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from .evidence import Profile
from .index import Index
from .ranking import Query, Ranking, Result
from .statements import Annotation

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


def not_asked(index: Index, condition: str, query: Query) -> tuple[NotAsked, ...]:
    """Return what the condition's content names and the query leaves open, most frequent first."""
    closed = settled(index, query)
    found = [
        NotAsked(index.terms[term], frequency, index.direct.annotations[entry])
        for entry, term, frequency in _occurring(index, condition)
        if index.terms[term] not in closed
    ]
    return tuple(sorted(found, key=lambda open_: (-open_.frequency_estimate, open_.term)))


def ask_next(index: Index, query: Query, ranking: Ranking, limit: int = 5) -> tuple[Question, ...]:
    """Return the open terms that would tell the first five results apart, best first."""
    leaders = [
        _Leader(result, Profile.of(index, index.condition_ids[result.condition]))
        for result in ranking.results[:LEADERS]
    ]
    closed = settled(index, query)
    named = {
        term
        for leader in leaders
        for _, term, _ in _occurring(index, leader.result.condition)
        if index.terms[term] not in closed
    }
    questions = [_best_question(index.terms[term], term, leaders) for term in sorted(named)]
    useful = [question for question in questions if question.gain > 0]
    return tuple(sorted(useful, key=lambda question: (-question.gain, question.term))[:limit])


@dataclass(frozen=True, slots=True)
class _Leader:
    result: Result
    profile: Profile


@dataclass(frozen=True, slots=True)
class Answer:
    """What either answer about a term is worth to one condition."""

    value: float
    frequency: float
    penalty: float

    @classmethod
    def of(cls, profile: Profile, term: int) -> "Answer":
        return cls(profile.value(term), profile.frequency.get(term, 0.0), profile.penalty(term))

    def expected_move(self, other: "Answer") -> float:
        """Return by how much the answer is expected to move two scores apart."""
        share = (self.frequency + other.frequency) / 2
        yes, no = abs(self.value - other.value), abs(self.penalty - other.penalty)
        return share * yes + (1 - share) * no


def _best_question(name: str, term: int, leaders: Sequence[_Leader]) -> Question:
    answers = [(Answer.of(leader.profile, term), leader.result) for leader in leaders]
    # The leaders the finding speaks for come first; of equals, the better placed.
    answers.sort(key=lambda answer: (-answer[0].value, -answer[0].frequency))
    best = Question(name, ("", ""), 0.0)
    for (answer_a, a), (answer_b, b) in combinations(answers, 2):
        gain = answer_a.expected_move(answer_b) / (1 + abs(a.score - b.score))
        if gain > best.gain:
            best = Question(name, (a.condition, b.condition), gain)
    return best


def _occurring(index: Index, condition: str) -> Iterable[tuple[int, int, float]]:
    """Yield entry, term and F of the findings the condition's content says occur."""
    number = index.condition_ids.get(condition)
    if number is None:
        return
    for entry in index.entries(number).tolist():
        frequency = float(index.direct.frequency[entry])
        if frequency > 0:
            yield entry, int(index.direct.term[entry]), frequency


def settled(index: Index, query: Query) -> frozenset[str]:
    """Return the terms that the query settles."""
    below = (index.closure.descendants(slug) for slug in query.mentioned)
    return query.mentioned.union(index.closure.with_ancestors(query.chosen), *below)
