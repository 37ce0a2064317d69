"""Which results stand together because no feature can tell them apart.

Two results are *alike* under a query when they are kinds of the same broader condition and

- every chosen feature is worth the same in both: values and penalties differ by at most .1; and
- every finding that one of them is described with and the query leaves open would move them apart
  by at most .1, as `discriminate` reckons what an answer moves (p · yes + (1 − p) · no).

Risk factors that are left open do not count: they say who gets a condition, not how it looks, so
kinds that only a risk factor separates stay together until the reader names it. A tenth of a
natural logarithm is a factor of 1.1 between the two: less than any source can tell.

Results are taken in their order; each joins the first group whose best placed member it is alike
with. Groups of one are left out. Every result keeps its own place and parts.
"""

from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .discriminate import Answers
from .evidence import Profile
from .index import Index
from .ranking import Ranking, Result

ALIKE = 0.1


@dataclass(frozen=True, slots=True)
class Group:
    """Results that no feature can tell apart, in their order."""

    broader: str  # the condition they are kinds of
    members: tuple[str, ...]


def group_siblings(
    index: Index,
    ranking: Ranking,
    broader: Mapping[str, str],
    findings: Container[str],
    closed: Container[str],
) -> tuple[Group, ...]:
    """Group the results.

    `broader` is a condition's broader one, `findings` what can be asked, `closed` what the query
    has `settled`.
    """

    def open_terms(named: Collection[int]) -> list[int]:
        slugs = ((term, index.terms[term]) for term in sorted(named))
        return [term for term, slug in slugs if slug in findings and slug not in closed]

    leaders: list[tuple[Result, Profile, list[str]]] = []
    for result in ranking.results:
        if result.condition not in broader:
            continue
        profile = Profile.at_least(index, index.condition_ids[result.condition])
        for leader, other, members in leaders:
            if (
                broader[leader.condition] == broader[result.condition]
                and _answered_alike(leader, result)
                and _would_stay_alike(profile, other, open_terms(profile.named | other.named))
            ):
                members.append(result.condition)
                break
        else:
            leaders.append((result, profile, [result.condition]))
    return tuple(
        Group(broader[leader.condition], tuple(members))
        for leader, _profile, members in leaders
        if len(members) > 1
    )


def _answered_alike(one: Result, other: Result) -> bool:
    parts = [{p.term: p.value for p in (*r.contributions, *r.against)} for r in (one, other)]
    return all(
        abs(parts[0].get(term, 0.0) - parts[1].get(term, 0.0)) <= ALIKE
        for term in parts[0].keys() | parts[1].keys()
    )


def _would_stay_alike(one: Profile, other: Profile, terms: Sequence[int]) -> bool:
    answers = Answers.of([one, other], np.array(terms, dtype=np.int32))
    move = answers.take([0]).expected_move(answers.take([1]))
    return bool((move <= ALIKE).all())
