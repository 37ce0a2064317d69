"""The lookup's page: the reader's answers, urgent advice, and results that read like sentences."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from conditions.lookup import Group, Mention, Question, Reading, Result
from conditions.selectors.lookup_search import NOT_ASKED_SHOWN, OwnSearch
from conditions.selectors.places import Place

from .citations import NumberedSource
from .lookup_rows import NOTES, Offer, Row, offer_at, offers_of, row_of
from .lookup_words import (
    ConditionWords,
    Foot,
    Introduction,
    Label,
    LookupWords,
    Reason,
    RuleWords,
)

ENOUGH = 5  # below this the page says that more features will help
LEADERS = 3  # are offered to be compared
OPEN = 5  # entries in sight at once
QUOTED = 80  # letters of what was not understood


@dataclass(frozen=True, slots=True)
class ResultWords:
    """A condition with the four groups of features and the sum behind its place."""

    condition: ConditionWords
    band: str
    tied_with: list[str]
    moved: str
    fits: list[Reason]
    against: list[Reason]
    not_described: list[Label]
    unsure: list[Label]
    not_asked: list[Reason]
    score: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A result, or several that no feature can tell apart: forms of `broader`."""

    results: list[ResultWords]
    broader: str = ""


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """A feature that would tell two of the leading conditions apart."""

    row: Row
    reason: str


@dataclass(frozen=True, slots=True)
class Paused:
    """A feature that is left out for now, to see what it does to the order."""

    slug: str
    label: str
    no_longer: list[str]  # conditions that are among the first only with it


@dataclass(frozen=True, slots=True)
class LookupPage:
    """Everything the page shows after a search."""

    answered: list[Row]
    can_pause: list[Row]
    offers: list[Offer]
    at_place: Offer | None
    not_understood: list[str]
    advice: list[RuleWords]
    entries: list[Entry]
    more_entries: list[Entry]  # shown when asked for
    introduction: Introduction
    compare: str  # asks for the first conditions side by side; empty when there is one only
    any_present: bool
    paused: Paused | None
    questions: list[QuestionWords]
    sources: list[NumberedSource]
    foot: Foot

    @property
    def can_compare(self) -> bool:
        return bool(self.compare)


def lookup_page(
    words: LookupWords,
    search: OwnSearch,
    *,
    answers: Mapping[str, str],
    reading: Reading,
    place: Place | None,
    alphabetical: bool,
) -> LookupPage:
    """Return the page for `answers` (by slug), what was typed and the place that was chosen."""
    ranking = search.ranking
    results = {one.condition: _result(words, search, one) for one in ranking.results}
    offers = offers_of(answers, reading.mentions, lambda one: _offered(words, one))
    at_place = offer_at(place, answers, offers, words.row)
    offered = {row.slug for offer in (*offers, at_place) if offer for row in offer.rows}
    answered = [words.row(slug, answer) for slug, answer in answers.items()]
    entries = list(_entries(words, results, search.groups))
    if alphabetical:
        entries.sort(key=lambda entry: entry.results[0].condition.name.casefold())
    return LookupPage(
        answered=answered,
        can_pause=[row for row in answered if row.slug != search.paused],
        offers=offers,
        at_place=at_place,
        not_understood=[text[:QUOTED] for text in reading.not_understood],
        advice=[words.rule(rule.slug) for rule in search.fired],
        entries=entries[:OPEN],
        more_entries=entries[OPEN:],
        introduction=words.introduction(
            ranking.total, len(results), alphabetical, 0 < len(search.query.chosen) < ENOUGH
        ),
        compare=_compare(ranking.results),
        any_present="present" in answers.values(),
        paused=_paused(words, search),
        questions=[_question(words, one) for one in search.questions if one.term not in offered],
        sources=_sources(words, results.values()),
        foot=words.foot,
    )


def _offered(words: LookupWords, mention: Mention) -> Row:
    match, note = mention.match, NOTES[mention.note]
    return row_of(
        words.known, match.slug, mention.answer, match.matched_text, note, view=words.view
    )


def _question(words: LookupWords, question: Question) -> QuestionWords:
    one, other = (words.isolated(words.known.conditions[slug]) for slug in question.tells_apart)
    reason = words.tells_apart % {"one": one, "other": other}
    return QuestionWords(words.row(question.term), reason)


def _compare(results: Sequence[Result]) -> str:
    if len(results) < 2:
        return ""
    return urlencode([("c", one.condition) for one in results[:LEADERS]])


def _result(words: LookupWords, search: OwnSearch, result: Result) -> ResultWords:
    slug, query = result.condition, search.query
    explained = {part.term for part in (*result.contributions, *result.against)}
    missing = sorted(query.chosen - explained)
    unasked = (reason for term, reason in words.open_reasons(slug) if term not in search.closed)
    return ResultWords(
        condition=words.condition(slug),
        band=words.bands[result.band],
        tied_with=[words.known.conditions[other] for other in result.tied_with],
        moved=_moved(search, result),
        fits=[words.reason(slug, part) for part in result.contributions],
        against=[words.reason(slug, part) for part in result.against],
        not_described=[words.label(term) for term in missing if term in words.known.terms],
        unsure=[words.label(term) for term in sorted(query.unsure)],
        not_asked=list(islice(unasked, NOT_ASKED_SHOWN)),
        score=words.figure(result.score),
    )


def _moved(search: OwnSearch, result: Result) -> str:
    """Say where a result stands with the paused feature, if that is elsewhere."""
    if search.with_paused is None:
        return ""
    with_it = {one.condition: one.position for one in search.with_paused.results}
    position = with_it.get(result.condition)
    if position is None:
        return _("with the paused feature: not among the first")
    if position == result.position:
        return _("with the paused feature: the same place")
    return _("with the paused feature: place %(position)d instead of %(now)d") % {
        "position": position,
        "now": result.position,
    }


def _paused(words: LookupWords, search: OwnSearch) -> Paused | None:
    if search.with_paused is None:
        return None
    here = {result.condition for result in search.ranking.results}
    with_it = [result.condition for result in search.with_paused.results]
    gone = [words.known.conditions[slug] for slug in with_it if slug not in here]
    return Paused(search.paused, words.name(search.paused), gone)


def _entries(
    words: LookupWords, results: Mapping[str, ResultWords], groups: Iterable[Group]
) -> Iterator[Entry]:
    """Yield the results in order; those of a group stand together at the place of its first."""
    group_of = {member: group for group in groups for member in group.members}
    for slug, result in results.items():
        group = group_of.get(slug)
        if group is None:
            yield Entry([result])
        elif group.members[0] == slug:
            members = [results[member] for member in group.members]
            yield Entry(members, words.known.broader_names[group.broader])


def _sources(words: LookupWords, results: Iterable[ResultWords]) -> list[NumberedSource]:
    numbers = {
        number
        for result in results
        for reasons in (result.fits, result.against, result.not_asked)
        for reason in reasons
        for number in reason.source_numbers
    }
    return [words.source(number) for number in sorted(numbers)]
