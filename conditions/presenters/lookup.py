"""The lookup's page: the reader's answers, urgent advice, and results that read like sentences."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conditions.lookup import Contribution, Mention, Query, Question, Reading, Result, not_asked
from conditions.models import Fact, Source
from conditions.selectors.lookup import FiredRule, Knowledge
from conditions.selectors.lookup_search import OwnSearch
from conditions.selectors.places import Place

from .citations import NumberedSource, Numbering
from .facts import capitalised
from .frequency import NOT_REPORTED, FrequencyWords, frequency_words
from .lookup_rows import NOTES, Offer, Row, offer_at, offers_of, row_of

BANDS = {
    "most": gettext_lazy("describes most of these features"),
    "some": gettext_lazy("describes some of these features"),
    "few": gettext_lazy("describes few of these features"),
}
ENOUGH = 5  # below this the page says that more features will help
NOT_ASKED_SHOWN = 6
QUOTED = 80  # letters of what was not understood


@dataclass(frozen=True, slots=True)
class Reason:
    """One feature beside one condition: how often, what says so, what it adds to the score."""

    label: str
    note: str
    frequency: FrequencyWords
    source_numbers: list[int]
    value: float | None = None


@dataclass(frozen=True, slots=True)
class ResultWords:
    """A condition with the four groups of features and the sum behind its place."""

    slug: str
    name: str
    position: int
    band: str | Promise
    tied_with: list[str]
    fits: list[Reason]
    against: list[Reason]
    not_described: list[str]
    unsure: list[str]
    not_asked: list[Reason]
    score: float


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """A feature that would tell two of the leading conditions apart."""

    row: Row
    reason: str


@dataclass(frozen=True, slots=True)
class LookupPage:
    """Everything the page shows after a search."""

    answered: list[Row]
    offers: list[Offer]
    at_place: Offer | None
    not_understood: list[str]
    advice: list[FiredRule]
    results: list[ResultWords]
    alphabetical: bool
    total: int
    any_present: bool
    few_features: bool
    questions: list[QuestionWords]
    sources: list[NumberedSource]
    version: str


def lookup_page(
    search: OwnSearch,
    *,
    answers: Mapping[str, str],
    reading: Reading,
    place: Place | None,
    alphabetical: bool,
) -> LookupPage:
    """Return the page for `answers` (by slug), what was typed and the place that was chosen."""
    known, query, ranking = search.known, search.query, search.ranking
    numbering = Numbering()
    words = _Words(known, query, numbering)
    results = [words.result(result) for result in ranking.results]
    if alphabetical:
        results.sort(key=lambda result: result.name.casefold())
    offers = offers_of(answers, reading.mentions, words.offered)
    at_place = offer_at(known, place, answers, offers)
    offered = {row.slug for offer in (*offers, at_place) if offer for row in offer.rows}
    return LookupPage(
        answered=[words.row(slug, answer) for slug, answer in answers.items()],
        offers=offers,
        at_place=at_place,
        not_understood=[text[:QUOTED] for text in reading.not_understood],
        advice=[known.rule_texts[rule.slug] for rule in search.fired],
        results=results,
        alphabetical=alphabetical,
        total=ranking.total,
        any_present=bool(query.chosen),
        few_features=0 < len(query.chosen) < ENOUGH,
        questions=[words.question(one) for one in search.questions if one.term not in offered],
        sources=numbering.sources,
        version=known.version,
    )


def telling_frequency(facts: Iterable[Fact]) -> FrequencyWords:
    """Return the words of the fact that says most: counted before worded before silent."""
    found = [words for fact in facts if (words := frequency_words(fact))]
    found.sort(key=lambda words: (words.dots is None, words.summary == NOT_REPORTED))
    return found[0] if found else FrequencyWords(NOT_REPORTED)


def sources_of(facts: Iterable[Fact]) -> list[Source]:
    """Return what the facts rest on, each source once."""
    cited = (citation for fact in facts for citation in fact.citations.all())
    return list({citation.source_id: citation.source for citation in cited}.values())


class _Words:
    """Puts one search into words."""

    def __init__(self, known: Knowledge, query: Query, numbering: Numbering) -> None:
        self.known = known
        self.query = query
        self.numbering = numbering

    def offered(self, mention: Mention) -> Row:
        match = mention.match
        note = NOTES[mention.note]
        return row_of(self.known, match.slug, mention.answer, match.matched_text, note)

    def row(self, slug: str, answer: str) -> Row:
        return row_of(self.known, slug, answer)

    def question(self, question: Question) -> QuestionWords:
        one, other = (self.known.conditions[slug] for slug in question.tells_apart)
        reason = _("helps to tell %(one)s from %(other)s") % {"one": one, "other": other}
        return QuestionWords(row_of(self.known, question.term), reason)

    def result(self, result: Result) -> ResultWords:
        known = self.known
        fitting = {part.term for part in result.contributions}
        against = {part.term for part in result.against}
        missing = sorted(self.query.chosen - fitting - against)
        open_terms = not_asked(known.index, result.condition, self.query)[:NOT_ASKED_SHOWN]
        return ResultWords(
            slug=result.condition,
            name=known.conditions[result.condition],
            position=result.position,
            band=BANDS[result.band],
            tied_with=[known.conditions[slug] for slug in result.tied_with],
            fits=[self._reason(part) for part in result.contributions],
            against=[self._reason(part) for part in result.against],
            not_described=[self._label(slug) for slug in missing if slug in known.terms],
            unsure=[self._label(slug) for slug in sorted(self.query.unsure)],
            not_asked=[
                self._reason_of_facts(
                    self._label(item.term), "", [a.fact_key for a in item.annotations]
                )
                for item in open_terms
            ],
            score=result.score,
        )

    def _label(self, slug: str) -> str:
        return capitalised(self.known.terms[slug].plain_name)

    def _reason(self, part: Contribution) -> Reason:
        keys = [annotation.fact_key for annotation in part.annotations]
        return self._reason_of_facts(self._label(part.term), self._note(part), keys, part.value)

    def _note(self, part: Contribution) -> str:
        """Say where in the hierarchy the feature matched, when it is not the feature itself."""
        if part.relation == "marked absent":
            return _("you said no; this condition is described with it")
        if part.relation == "reported absent":
            return _("you said yes; the sources report that it does not occur")
        if part.relation == "same":
            return ""
        named = dict.fromkeys(
            self.known.terms[annotation.term].plain_name
            for annotation in part.annotations
            if annotation.term != part.term
        )
        if not named:
            return ""
        return _("described there as: %(terms)s") % {"terms": "; ".join(list(named)[:3])}

    def _reason_of_facts(
        self, label: str, note: str, keys: Iterable[str], value: float | None = None
    ) -> Reason:
        facts = [self.known.facts[key] for key in keys]
        return Reason(
            label=label,
            note=note,
            frequency=telling_frequency(facts),
            source_numbers=sorted(self.numbering.number(source) for source in sources_of(facts)),
            value=value,
        )
