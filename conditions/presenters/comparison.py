"""Conditions side by side: one row a feature, one cell a condition, every cell with its sources."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from conditions.models import Certainty, Condition, Fact, Term, Topic
from conditions.selectors.comparison import ROW_TOPICS, ComparedContent

from .citations import NumberedSource, Numbering
from .facts import CLINICAL, anchor, capitalised
from .frequency import NOT_REPORTED, FrequencyWords, frequency_words

DESCRIBED = FrequencyWords(gettext_lazy("described, no figure"))

State = Literal["described", "absent", "varies", "nearby", "silent"]


@dataclass(frozen=True, slots=True)
class Statement:
    """What one fact says in a cell, and where it stands on its page."""

    words: FrequencyWords
    url: str
    source_numbers: list[int]


@dataclass(frozen=True, slots=True)
class Cell:
    """What a condition's page says of the row's feature.

    `described`: it occurs; `absent`: reported not to occur; `varies`: the sources disagree;
    `nearby`: the page speaks of a narrower or broader feature only, named in `nearby`;
    `silent`: it says nothing, which does not mean that it does not occur.
    """

    condition: Condition
    state: State
    statements: list[Statement]
    nearby: list[str]


@dataclass(frozen=True, slots=True)
class Row:
    """A feature across the conditions."""

    title: str
    url: str
    cells: list[Cell]

    @property
    def differs(self) -> bool:
        """Tell whether the cells say different things."""
        return (
            len(
                {
                    (cell.state, *(str(s.words.summary) for s in cell.statements))
                    for cell in self.cells
                }
            )
            > 1
        )


@dataclass(frozen=True, slots=True)
class RowGroup:
    """The rows of one topic."""

    topic: str
    title: str | Promise
    rows: list[Row]
    hidden: int  # rows that all cells agree on, when only differences are shown


@dataclass(frozen=True, slots=True)
class ToldApart:
    """What one of the conditions' pages says to tell it from another."""

    condition: Condition
    other: Condition
    wording: str
    url: str
    source_numbers: list[int]


@dataclass(frozen=True, slots=True)
class Column:
    """A condition at the head of its column."""

    condition: Condition
    definition: str
    source_numbers: list[int]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything on the page."""

    columns: list[Column]
    told_apart: list[ToldApart]
    groups: list[RowGroup]
    sources: list[NumberedSource]


def comparison(content: ComparedContent, *, view: str, only_differences: bool) -> Comparison:
    """Return the page of `content` in `view`."""
    words = _Words(content, view)
    columns = [words.column(edition.condition) for edition in content.editions]
    told_apart = [words.told_apart(fact) for fact in content.told_apart]
    groups = [words.group(topic, only_differences) for topic in ROW_TOPICS]
    return Comparison(
        columns=columns,
        told_apart=told_apart,
        groups=[group for group in groups if group.rows or group.hidden],
        sources=words.numbering.sources,
    )


class _Words:
    """Puts one comparison into words."""

    def __init__(self, content: ComparedContent, view: str) -> None:
        self.content = content
        self.view = view
        self.numbering = Numbering()

    def column(self, condition: Condition) -> Column:
        fact = self.content.definitions.get(condition.pk)
        if fact is None:
            return Column(condition, "", [])
        return Column(condition, self._wording(fact), self._numbers(fact))

    def told_apart(self, fact: Fact) -> ToldApart:
        condition = fact.edition.condition
        return ToldApart(
            condition=condition,
            other=fact.other_condition,
            wording=self._wording(fact),
            url=self._url(fact),
            source_numbers=self._numbers(fact),
        )

    def group(self, topic: str, only_differences: bool) -> RowGroup:
        here = {term for at, term, _condition in self.content.facts if at == topic}
        terms = sorted(
            (self.content.terms[pk] for pk in here), key=lambda term: self._name(term).casefold()
        )
        rows = [self._row(topic, term, terms) for term in terms]
        # What more of the conditions speak of comes first.
        rows.sort(key=lambda row: sum(cell.state in ("silent", "nearby") for cell in row.cells))
        shown = [row for row in rows if row.differs or not only_differences]
        return RowGroup(topic, Topic(topic).label, shown, len(rows) - len(shown))

    def _row(self, topic: str, term: Term, terms: Iterable[Term]) -> Row:
        kin = {*self.content.closure.ancestors(term.slug)}
        kin.update(self.content.closure.descendants(term.slug))
        related = [other for other in terms if other.slug in kin]
        return Row(
            title=self._name(term),
            url=term.get_absolute_url(),
            cells=[
                self._cell(topic, term, related, edition.condition)
                for edition in self.content.editions
            ],
        )

    def _cell(self, topic: str, term: Term, related: list[Term], condition: Condition) -> Cell:
        facts = self.content.facts.get((topic, term.pk, condition.pk), [])
        nearby = [
            self._name(other)
            for other in related
            if (topic, other.pk, condition.pk) in self.content.facts
        ]
        return Cell(
            condition=condition,
            state=_state(facts, nearby),
            statements=[self._statement(fact) for fact in facts],
            nearby=[] if facts else nearby,
        )

    def _statement(self, fact: Fact) -> Statement:
        said = frequency_words(fact)
        if said is None or said.summary == NOT_REPORTED:
            said = DESCRIBED
        return Statement(said, self._url(fact), self._numbers(fact))

    def _name(self, term: Term) -> str:
        return term.name if self.view == CLINICAL else capitalised(term.plain_name)

    def _wording(self, fact: Fact) -> str:
        return fact.clinical if self.view == CLINICAL else fact.plain

    def _url(self, fact: Fact) -> str:
        query = "?view=clinical" if self.view == CLINICAL else ""
        return f"{fact.edition.condition.get_absolute_url()}{query}#{anchor(fact)}"

    def _numbers(self, fact: Fact) -> list[int]:
        return sorted(self.numbering.number(c.source) for c in fact.citations.all())


def _state(facts: list[Fact], nearby: list[str]) -> State:
    if not facts:
        return "nearby" if nearby else "silent"
    absent = [fact.reported_absent for fact in facts]
    if any(absent) != all(absent) or any(f.certainty == Certainty.DISPUTED for f in facts):
        return "varies"
    return "absent" if all(absent) else "described"
