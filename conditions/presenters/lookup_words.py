"""What the lookup says of the published content, each thing put into words once.

No search changes what a feature is called, why it speaks for a condition or what its source is.
So one `LookupWords` serves all searches for as long as the content stays as it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from conditions.lookup import SCORER_VERSION, Contribution, not_asked
from conditions.models import Fact, Source
from conditions.selectors.lookup import Knowledge

from .citations import NumberedSource
from .facts import CLINICAL, capitalised
from .frequency import NOT_REPORTED, FrequencyWords, frequency_words
from .languages import isolating
from .lookup_rows import Row, row_of
from .numbers import decimals
from .pieces import Piece

BANDS = {
    "most": gettext_lazy("describes most of these features"),
    "some": gettext_lazy("describes some of these features"),
    "few": gettext_lazy("describes few of these features"),
}
NARROWER_NAMED = 3
INTRODUCTIONS_KEPT = 100
REASONS_KEPT = 10_000  # some six hundred bytes each; a pack of 57 conditions has about 8,000


@dataclass(frozen=True, slots=True)
class Reason(Piece):
    """One feature beside one condition: how often, what says so, what it adds to the score."""

    label: str
    note: str
    frequency: FrequencyWords
    source_numbers: list[int]
    value: float | None = None


@dataclass(frozen=True, slots=True)
class ConditionWords(Piece):
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Label(Piece):
    """A feature by its name alone."""

    label: str


@dataclass(frozen=True, slots=True)
class RuleWords(Piece):
    """Urgent advice, with its sources by slug and title."""

    slug: str
    level: str
    wording: str
    is_reviewed: bool
    sources: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Introduction(Piece):
    """What stands above the results: how many there are, and in which order they stand."""

    total: int
    shown: int
    alphabetical: bool
    few_features: bool


@dataclass(frozen=True, slots=True)
class Foot(Piece):
    """What stands below the results: what else can be done, and what they were made with."""

    version: str
    scorer: str


class LookupWords:
    """One state of the content in one language, in plain or clinical words.

    Sources have numbers of their own, by slug among all that the lookup rests on: the same in
    every search until the content changes.
    """

    def __init__(self, known: Knowledge, view: str) -> None:
        self.known = known
        self.view = view
        sources = {source.slug: source for source in sources_of(known.facts.values())}
        self._numbers = {slug: number for number, slug in enumerate(sorted(sources), 1)}
        self._sources = [sources[slug] for slug in self._numbers]
        self.condition = lru_cache(None)(self._condition)
        self.label = lru_cache(None)(self._label)
        self.row = lru_cache(None)(self._row)
        self.rule = lru_cache(None)(self._rule)
        self.source = lru_cache(None)(self._source)
        self.open_reasons = lru_cache(None)(self._open_reasons)
        self.introduction = lru_cache(INTRODUCTIONS_KEPT)(Introduction)
        self.foot = Foot(known.version, SCORER_VERSION)
        self.tells_apart = _("helps to tell %(one)s from %(other)s")
        self.figure = decimals(2)
        self.isolated = isolating()
        self.bands = {band: str(text) for band, text in BANDS.items()}
        self._reasons: dict[tuple[str, str, str], Reason] = {}
        self.places = {slug: capitalised(one.label) for slug, one in known.places.items()}

    def _condition(self, slug: str) -> ConditionWords:
        return ConditionWords(slug, self.known.conditions[slug])

    def _label(self, slug: str) -> Label:
        return Label(self.name(slug))

    def _row(self, slug: str, answer: str = "") -> Row:
        return row_of(self.known, slug, answer, view=self.view)

    def _rule(self, slug: str) -> RuleWords:
        rule = self.known.rule_texts[slug]
        wording = rule.clinical if self.view == CLINICAL else rule.plain
        return RuleWords(slug, rule.level, wording, rule.is_reviewed, rule.sources)

    def _source(self, number: int) -> NumberedSource:
        return NumberedSource.of(number, self._sources[number - 1])

    def name(self, slug: str) -> str:
        term = self.known.terms[slug]
        return term.name if self.view == CLINICAL else capitalised(term.plain_name)

    def reason(self, condition: str, part: Contribution) -> Reason:
        """Return why a chosen feature speaks for a condition or against it."""
        key = condition, part.term, part.relation
        reason = self._reasons.get(key)
        if reason is None:
            if len(self._reasons) >= REASONS_KEPT:
                self._reasons.clear()
            keys = [annotation.fact_key for annotation in part.annotations]
            reason = self._reason(part.term, self._note(part), keys, part.value)
            self._reasons[key] = reason
        return reason

    def _open_reasons(self, condition: str) -> tuple[tuple[str, Reason], ...]:
        """Return what a condition is described with, by slug, most frequent first."""
        return tuple(
            (item.term, self._reason(item.term, "", [a.fact_key for a in item.annotations]))
            for item in not_asked(self.known.index, condition)
        )

    def _note(self, part: Contribution) -> str:
        """Say where in the hierarchy the feature matched, when it is not the feature itself."""
        if part.relation == "marked absent":
            return _("you said no; this condition is described with it")
        if part.relation == "reported absent":
            return _("you said yes; the sources report that it does not occur")
        if part.relation == "same":
            return ""
        terms = dict.fromkeys(one.term for one in part.annotations if one.term != part.term)
        known = self.known.terms
        clinical = self.view == CLINICAL
        names = dict.fromkeys(
            known[term].name if clinical else known[term].plain_name for term in terms
        )
        if not names:
            return ""
        shown = "; ".join(list(names)[:NARROWER_NAMED])
        return _("described there as: %(terms)s") % {"terms": self.isolated(shown)}

    def _reason(
        self, term: str, note: str, keys: Iterable[str], value: float | None = None
    ) -> Reason:
        facts = [self.known.facts[key] for key in keys]
        return Reason(
            label=self.name(term),
            note=note,
            frequency=telling_frequency(facts),
            source_numbers=sorted(self._numbers[source.slug] for source in sources_of(facts)),
            value=value,
        )


def sources_of(facts: Iterable[Fact]) -> list[Source]:
    """Return what the facts rest on, each source once."""
    cited = (citation for fact in facts for citation in fact.citations.all())
    return list({citation.source_id: citation.source for citation in cited}.values())


def telling_frequency(facts: Iterable[Fact]) -> FrequencyWords:
    """Return the words of the fact that says most: counted before worded before silent."""
    found = [words for fact in facts if (words := frequency_words(fact))]
    found.sort(key=lambda words: (words.dots is None, words.summary == NOT_REPORTED))
    return found[0] if found else FrequencyWords(NOT_REPORTED)


_kept: dict[tuple[str, str | None], LookupWords] = {}


def lookup_words(known: Knowledge, view: str) -> LookupWords:
    """Return the words for one state of the content in the language in use."""
    key = view, get_language()
    words = _kept.get(key)
    if words is None or words.known is not known:
        words = _kept[key] = LookupWords(known, view)
    return words
