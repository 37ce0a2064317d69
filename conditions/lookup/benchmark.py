"""How often the ranking finds the disease of published cases, and how long it takes.

A case's findings that are present are the query; its place is that of its disease in the whole
list, with ties in the order of slugs as a reader sees them. A case whose disease the index does
not hold, none of whose findings it knows, or whose disease describes none of them, has no place:
it counts as a miss and is reported with the reason. Of several diseases the best placed counts.

**Split.** Formula and constants were chosen on the *development* half of the diseases; figures
are reported for the *held-back* half. A disease belongs to one by its code alone (`split_of`).

**Chance.** Samples and "N findings only" are drawn by hashes of names, so they are the same on
every machine and for every formula.

**Leaving out a case's own patient.** The release counts patients of publications, and a case may
be one of them. For statements with a count from a publication of the case, about the case's
disease: n/m becomes (n − 1)/(m − 1) if the case has the finding and n/(m − 1) if it reports it
absent; what then counts nobody is left out. Statements about findings that the case does not
mention stay, and so does b: one patient does not move it.
"""

import hashlib
import time
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Literal

import numpy as np

from .evidence import Profile
from .frequency import Frequency, pooled_estimate
from .index import Index
from .phenopackets import Case
from .ranking import Query, Scores, rank
from .statements import Annotation

Split = Literal["development", "held-back"]

EXPLAINED = 10
NOT_IN_RELEASE = "the release does not hold the disease"
NOTHING_KNOWN = "the release knows none of the findings"
NOTHING_DESCRIBED = "the disease is described with none of the findings"
PLACES = (1, 3, 5, 10)


def split_of(disease: str) -> Split:
    return "development" if _hash(disease) % 2 else "held-back"


def sample(cases: Iterable[Case], size: int) -> list[Case]:
    """Return that many cases, or all if there are fewer."""
    return sorted(cases, key=lambda case: _hash(case.name))[:size]


def chosen_findings(case: Case, current: Mapping[str, str], limit: int | None = None) -> list[str]:
    """Return the case's present findings in the codes in force, or that many of them."""
    found = list(dict.fromkeys(current[code] for code in case.present if code in current))
    if limit is None:
        return found
    return sorted(found, key=lambda code: _hash(case.name + code))[:limit]


def _hash(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest(), 16)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What cases are ranked against."""

    index: Index
    current: Mapping[str, str]  # any code of a finding → the one in force, a term of the index
    conditions: Mapping[str, str]  # a disease's code → its condition in the index
    publications: Mapping[str, Collection[int]]  # per fact key: the PMIDs of a counted statement


@dataclass(frozen=True, slots=True)
class Outcome:
    case: str
    disease: str
    place: int | None
    reason: str = ""  # why there is no place
    milliseconds: float = 0.0  # of processor time


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of cases in the first places, and the mean of 1 / place."""

    within: tuple[float, ...]  # per `PLACES`
    reciprocal: float

    @classmethod
    def of(cls, outcomes: Sequence[Outcome], *, per_disease: bool) -> "Figures":
        """Weigh every case alike, or every disease."""
        cases = Counter(one.disease for one in outcomes)
        weights = [1 / cases[one.disease] if per_disease else 1.0 for one in outcomes]
        places = np.array([one.place or np.inf for one in outcomes])
        return cls(
            within=tuple(float(np.average(places <= k, weights=weights)) for k in PLACES),
            reciprocal=float(np.average(1 / places, weights=weights)),
        )


def times(outcomes: Iterable[Outcome]) -> tuple[float, float]:
    """Return the median and the 95th percentile of the milliseconds that a query took."""
    measured = [one.milliseconds for one in outcomes if one.milliseconds]
    if len(measured) < 2:
        return (measured or [0.0])[0], (measured or [0.0])[0]
    return median(measured), quantiles(measured, n=20)[-1]


def run(
    known: Knowledge, case: Case, *, findings: int | None = None, leave_own_out: bool = False
) -> Outcome:
    """Rank one case by its present findings, or by that many of them."""
    conditions = {known.conditions[code] for code in case.diseases if code in known.conditions}
    numbers = [known.index.condition_ids.get(one) for one in conditions]
    targets = [number for number in numbers if number is not None]
    present = chosen_findings(case, known.current, findings)
    disease = case.diseases[0]
    if not targets:
        return Outcome(case.name, disease, None, NOT_IN_RELEASE)
    if not present:
        return Outcome(case.name, disease, None, NOTHING_KNOWN)
    query = Query(present=present)
    started = time.thread_time()
    rank(known.index, query, limit=EXPLAINED)
    milliseconds = (time.thread_time() - started) * 1000
    own = case if leave_own_out else None
    places = [_place(known, query, target, own) for target in targets]
    place = min((one for one in places if one is not None), default=None)
    reason = "" if place else NOTHING_DESCRIBED
    return Outcome(case.name, disease, place, reason, milliseconds)


def _place(known: Knowledge, query: Query, condition: int, own: Case | None) -> int | None:
    index = known.index
    scores = Scores.of(index, query)
    score, described = float(scores.score[condition]), int(scores.described[condition])
    if own is not None:
        frequency = [_without(known, own, entry) for entry in index.entries(condition).tolist()]
        profile = Profile.of(index, condition, direct_frequency=np.array(frequency))
        terms = [index.term_ids[slug] for slug in sorted(query.chosen)]
        score = sum(profile.value(term) for term in terms)
        described = sum(profile.describes(term) for term in terms)
    return scores.place(condition, score, described) if described else None


def _without(known: Knowledge, case: Case, entry: int) -> float:
    """Return F of an entry without the case's own patient."""
    said = (_one_less(known, case, one) for one in known.index.direct.annotations[entry])
    occurs = [one.frequency for one in said if one is not None and not one.absent]
    return pooled_estimate(occurs) if occurs else 0.0


def _one_less(known: Knowledge, case: Case, statement: Annotation) -> Annotation | None:
    counts = statement.frequency
    if counts is None or counts.numerator is None or counts.denominator is None:
        return statement
    if case.publications.isdisjoint(known.publications.get(statement.fact_key, ())):
        return statement
    has = statement.term in {known.current.get(code) for code in case.present}
    lacks = statement.term in {known.current.get(code) for code in case.absent}
    if not has and not lacks:
        return statement
    left = counts.denominator - 1
    if not left:
        return None
    # A count may leave out patients that the case's publication reports elsewhere.
    numerator = min(max(counts.numerator - has, 0), left)
    return Annotation(
        condition=statement.condition,
        term=statement.term,
        frequency=Frequency(numerator=numerator, denominator=left),
        fact_key=statement.fact_key,
    )


def misses(outcomes: Iterable[Outcome]) -> dict[str, Counter[str]]:
    """Return why cases have no place: per reason, how many of which diseases."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for one in sorted(outcomes, key=lambda one: one.disease):
        if one.place is None:
            found[one.reason][one.disease] += 1
    return dict(found)
