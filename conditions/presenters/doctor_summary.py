"""A page to take to a doctor: what somebody answered in the lookup, and what is still open.

It names no condition. A list of names that a search put together would stand between the patient
and the doctor; what the patient sees and feels helps both.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.functional import Promise

from conditions.selectors.lookup_search import OwnSearch

from .lookup_rows import Row
from .lookup_words import LookupWords, RuleWords
from .questions import WITHOUT_A_NAME

LEADERS = 5
NOT_ASKED_SHOWN = 12


@dataclass(frozen=True, slots=True)
class DoctorSummary:
    """The answers in order of entry, and what was not asked."""

    present: list[Row]
    absent: list[Row]
    unsure: list[Row]
    not_asked: list[Row]
    advice: list[RuleWords]
    questions: Iterable[str | Promise]
    on: date
    version: str


def doctor_summary(
    words: LookupWords, search: OwnSearch, answers: Mapping[str, str]
) -> DoctorSummary:
    def answered(answer: str) -> list[Row]:
        return [words.row(slug) for slug, given in answers.items() if given == answer]

    return DoctorSummary(
        present=answered("present"),
        absent=answered("absent"),
        unsure=answered("unsure"),
        not_asked=[words.row(slug) for slug in _not_asked(words, search)],
        advice=[words.rule(rule.slug) for rule in search.fired],
        questions=WITHOUT_A_NAME,
        on=timezone.localdate(),
        version=words.known.version,
    )


def _not_asked(words: LookupWords, search: OwnSearch) -> list[str]:
    """Return what the leading conditions are described with and no answer settles.

    What most of them have comes first, then what the best placed has most often.
    """
    counted = Counter(
        term
        for result in search.ranking.results[:LEADERS]
        for term, _reason in words.open_reasons(result.condition)
        if term in words.known.felt_or_seen and term not in search.closed
    )
    return [term for term, _count in counted.most_common(NOT_ASKED_SHOWN)]
