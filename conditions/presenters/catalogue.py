"""The page of a search in the imported catalogue."""

from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from django.utils.translation import gettext as _

from conditions.lookup import Contribution, Mention, NotAsked, Question, Reading, Result
from conditions.selectors.catalogue_links import OwnPage
from conditions.selectors.lookup_search import CatalogueSearch, shown_of

from .catalogue_rows import RowsInWords, RowWords, link_to
from .citations import Link
from .facts import capitalised
from .lookup import ENOUGH, QUOTED, QuestionWords
from .lookup_rows import NOTES, Offer, Row, offers_of
from .lookup_words import LookupWords, RuleWords
from .numbers import decimals
from .pieces import Piece


class FindingWords(NamedTuple):
    """One finding beside one disease, with the rows that say so."""

    label: str
    note: str
    value: str  # what it counts; nothing while it is not asked
    rows: list[RowWords]
    more_rows: int


@dataclass(frozen=True, slots=True)
class DiseaseWords:
    """A disease as one or more records have it, and the sum behind its place."""

    name: str
    other_names: list[str]
    records: list[Link]
    own_pages: list[OwnPage]
    band: str
    tied_with: list[str]
    fits: list[FindingWords]
    against: list[FindingWords]
    not_described: list[str]
    unsure: list[str]
    not_asked: list[FindingWords]
    score: str


@dataclass(frozen=True, slots=True)
class ReleaseWords(Piece):
    """What the page says of the release: its version and on which terms it is used."""

    version: str
    licence: str
    with_parsed_rows: bool


_release = lru_cache(maxsize=1)(ReleaseWords)


@dataclass(frozen=True, slots=True)
class CataloguePage:
    """Everything the page shows after a search."""

    release: ReleaseWords
    answered: list[Row]
    offers: list[Offer]
    not_understood: list[str]
    problems: list[str]
    advice: list[RuleWords]
    results: list[DiseaseWords]
    alphabetical: bool
    total: int
    any_present: bool
    few_features: bool
    questions: list[QuestionWords]


def catalogue_page(
    words: LookupWords, search: CatalogueSearch, *, reading: Reading, alphabetical: bool
) -> CataloguePage:
    """Return the page; urgent advice and our own features stand on it in our `words`."""
    wording = FindingsInWords(search)
    results = [_disease(words, search, result, wording) for result in search.ranking.results]
    if alphabetical:
        results.sort(key=lambda disease: disease.name.casefold())
    offers = offers_of(search.given, reading.mentions, lambda one: _offered(search, one))
    offered = {row.slug for offer in offers for row in offer.rows}
    present = search.query.present
    release = search.catalogue.release
    return CataloguePage(
        release=_release(release.version, release.licence, release.with_parsed_rows),
        answered=[_answered(search, slug, answer) for slug, answer in search.given.items()],
        offers=offers,
        not_understood=[text[:QUOTED] for text in reading.not_understood],
        problems=_problems(search),
        advice=[words.rule(rule.slug) for rule in search.fired],
        results=results,
        alphabetical=alphabetical,
        total=search.ranking.total,
        any_present="present" in search.given.values(),
        few_features=0 < len(present) < ENOUGH,
        questions=[
            _question(words, search, one) for one in search.questions if one.term not in offered
        ],
    )


def _problems(search: CatalogueSearch) -> list[str]:
    problems = []
    if search.translation.contradicted:
        problems.append(
            _("Two answers mean the same finding and differ; both were left out of the search.")
        )
    if search.translation.unused:
        labels = [_answered(search, slug, "").label for slug in search.translation.unused]
        problems.append(
            _("The catalogue has no finding for these, so they were not used: %(labels)s.")
            % {"labels": "; ".join(labels)}
        )
    return problems


def _answered(search: CatalogueSearch, slug: str, answer: str) -> Row:
    """Return the row of an answer, in our words where it was given in ours."""
    if term := search.known.terms.get(slug):
        return Row(slug, capitalised(term.plain_name), term.name, term.kind, answer)
    code = search.catalogue.current[slug]
    return Row(code, search.catalogue.names[code], code, "finding", answer)


def _offered(search: CatalogueSearch, mention: Mention) -> Row:
    code, text = mention.match.slug, mention.match.matched_text
    name = search.catalogue.names[code]
    matched = "" if text == name else text
    return Row(code, name, code, "finding", mention.answer, matched, NOTES[mention.note])


def _question(words: LookupWords, search: CatalogueSearch, question: Question) -> QuestionWords:
    one, other = (disease_name(search, group) for group in question.tells_apart)
    reason = words.tells_apart % {"one": one, "other": other}
    name = search.catalogue.names[question.term]
    return QuestionWords(Row(question.term, name, question.term, "finding"), reason)


def disease_name(search: CatalogueSearch, group: str) -> str:
    """Return the name of a disease: that of its first record, Orphanet's before OMIM's."""
    found = search.records.diseases.get(group)
    return by_record(found)[0].name if found else group


def by_record(diseases):
    return sorted(diseases, key=lambda one: (not one.code.startswith("ORPHA"), one.code))


class FindingsInWords:
    """Puts the findings of one page into words; what they share is translated once."""

    def __init__(self, search: CatalogueSearch) -> None:
        self.names = search.catalogue.names
        self.found = search.records.rows
        self.row = RowsInWords(self.names).row
        self.figure = decimals(2)
        self.above = _("matched at the broader finding “%(name)s”")

    def of(self, part: Contribution | NotAsked) -> FindingWords:
        """Return one finding beside one disease, with the rows that say so."""
        found = self.found
        shown = shown_of(part)
        is_open = isinstance(part, NotAsked)
        return FindingWords(
            label=self.names[part.term],
            note="" if is_open else self._note(part),
            value="" if is_open else self.figure(part.value),
            rows=[
                self.row(found[one.fact_key], one.term) for one in shown if one.fact_key in found
            ],
            more_rows=len(part.annotations) - len(shown),
        )

    def _note(self, part: Contribution) -> str:
        """Say where in the hierarchy the finding matched, when it is not the finding itself."""
        if part.relation == "marked absent":
            return _("you said no; the disease is described with it")
        if part.relation == "reported absent":
            return _("you said yes; it is reported not to occur")
        if part.matched_at == part.term:
            return ""
        return self.above % {"name": self.names[part.matched_at]}


def _disease(
    words: LookupWords, search: CatalogueSearch, result: Result, wording: FindingsInWords
) -> DiseaseWords:
    diseases = by_record(search.records.diseases[result.condition])
    names = dict.fromkeys(name for disease in diseases for name in disease.names)
    name, *others = names
    fitting = {part.term for part in (*result.contributions, *result.against)}
    missing = sorted(search.query.present - fitting)
    return DiseaseWords(
        name=name,
        other_names=others,
        records=[link_to(disease.code) for disease in diseases],
        own_pages=sorted(search.own_pages.get(result.condition, []), key=attrgetter("name")),
        band=words.bands[result.band],
        tied_with=[disease_name(search, group) for group in result.tied_with],
        fits=[wording.of(part) for part in result.contributions],
        against=[wording.of(part) for part in result.against],
        not_described=[search.catalogue.names[code] for code in missing],
        unsure=[search.catalogue.names[code] for code in sorted(search.query.unsure)],
        not_asked=[wording.of(one) for one in search.not_asked[result.condition]],
        score=wording.figure(result.score),
    )
