"""Facts in the reader's view: plain or clinical."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from conditions.models import (
    Certainty,
    Fact,
    FactCheck,
    Photograph,
    Term,
    Topic,
    TranslatedWording,
)
from conditions.selectors.sources import rests_on_outdated_only
from conditions.selectors.translations import is_original

from .citations import Numbering, short_reference
from .drawings import DrawingWords, drawing_of
from .frequency import FrequencyWords, frequency_words
from .glossary import Part, WordMarks

PLAIN = "plain"
CLINICAL = "clinical"
VIEWS = (PLAIN, CLINICAL)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A source that a fact rests on: its number on the page, and where in it."""

    number: int
    reference: str
    kind: str
    locator: str


@dataclass(frozen=True, slots=True)
class FactWords:
    """One fact as a template shows it.

    `number` tells the statements of a page apart; `parts` is the wording with its explained words.
    """

    fact: Fact
    number: int
    anchor: str
    title: str
    title_url: str
    wording: str
    parts: list[Part]
    language: str  # of the wording
    is_untranslated: bool  # the page is in another language, and nothing reviewed is there in it
    frequency: FrequencyWords | None
    notes: list[str | Promise]
    sites: str
    evidence: list[Evidence]
    check: FactCheck | None
    drawing: DrawingWords | None

    @property
    def source_numbers(self) -> list[int]:
        return [one.number for one in self.evidence]


def fact_words(
    fact: Fact,
    *,
    view: str,
    numbering: Numbering,
    number: int = 0,
    check: FactCheck | None = None,
    linked_conditions: frozenset[int] = frozenset(),
    marks: WordMarks | None = None,
    translation: TranslatedWording | None = None,
) -> FactWords:
    """Return `fact` in `view`; only conditions in `linked_conditions` (ids) become links.

    `marks` are the page's explained words; without them none is. `translation` is what
    `selectors.translations` found to show in place of the original. Give it facts with term, other
    condition, body sites and citations with sources loaded.
    """
    title, url = _title(fact, view, linked_conditions)
    said = translation or fact
    wording = said.clinical if view == CLINICAL else said.plain
    return FactWords(
        fact=fact,
        number=number,
        anchor=anchor(fact),
        title=title,
        title_url=url,
        wording=wording,
        parts=marks.parts(wording, fact) if marks and not translation else [Part(wording)],
        language=translation.language if translation else settings.CONTENT_LANGUAGE,
        is_untranslated=not translation and not is_original(get_language()),
        frequency=frequency_words(fact),
        notes=_notes(fact, view),
        sites=site_names(fact.body_sites.all(), view),
        evidence=_evidence(fact, numbering),
        check=check,
        drawing=drawing_of(fact.key, clinical=view == CLINICAL),
    )


def _evidence(fact: Fact, numbering: Numbering) -> list[Evidence]:
    evidence = [
        Evidence(
            number=numbering.number(citation.source),
            reference=short_reference(citation.source),
            kind=citation.source.get_kind_display(),
            locator=citation.locator,
        )
        for citation in fact.citations.all()
    ]
    return sorted(evidence, key=lambda one: one.number)


def anchor(fact: Fact | Photograph) -> str:
    """Return a fact's or photograph's place on its page; it stays the same through the editions."""
    return f"fact-{fact.key.hex[:10]}"


def _title(fact: Fact, view: str, linked: frozenset[int]) -> tuple[str, str]:
    if fact.other_condition:
        other = fact.other_condition
        return other.name, other.get_absolute_url() if other.pk in linked else ""
    if fact.term:
        name = fact.term.name if view == CLINICAL else capitalised(fact.term.plain_name)
        return name, fact.term.get_absolute_url()
    return "", ""


def capitalised(text: str) -> str:
    """Return `text` with a capital first letter and the rest as it is."""
    return text[:1].upper() + text[1:]


def site_names(sites: Iterable[Term], view: str) -> str:
    """Return body sites in one line."""
    names = [site.name if view == CLINICAL else site.plain_name for site in sites]
    return ", ".join(name.lower() for name in sorted(names))


def _notes(fact: Fact, view: str) -> list[str | Promise]:
    """Return the short labels that qualify a fact."""
    notes: list[str | Promise] = []
    if fact.red_flag:
        notes.append(_("warning sign"))
    if fact.certainty == Certainty.DISPUTED:
        notes.append(_("sources disagree"))
    elif fact.certainty == Certainty.HYPOTHESIS:
        notes.append(_("not proven"))
    elif fact.certainty == Certainty.PROBABLE:
        notes.append(_("probable, not certain"))
    if fact.topic == Topic.RISK_FACTOR and fact.modifiable:
        notes.append(_("can be changed or treated"))
    if fact.editorial_advice:
        notes.append(_("editorial advice"))
    if fact.evidence and (view == CLINICAL or fact.topic == Topic.TREATMENT):
        notes.append(_("best evidence: %(kind)s") % {"kind": fact.get_evidence_display()})
    if rests_on_outdated_only(fact):
        notes.append(_("rests only on a source that was retracted or replaced"))
    return notes
