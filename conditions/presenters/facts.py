"""Facts in the reader's view: plain or clinical."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from conditions.models import Certainty, Fact, FactCheck, Topic
from conditions.selectors.sources import rests_on_outdated_only

from .citations import Numbering
from .drawings import DrawingWords, drawing_of
from .frequency import FrequencyWords, frequency_words

PLAIN = "plain"
CLINICAL = "clinical"
VIEWS = (PLAIN, CLINICAL)


@dataclass(frozen=True, slots=True)
class FactWords:
    """One fact as a template shows it."""

    fact: Fact
    anchor: str
    title: str
    title_url: str
    wording: str
    frequency: FrequencyWords | None
    notes: list[str | Promise]
    sites: str
    source_numbers: list[int]
    checked: date | None
    drawing: DrawingWords | None


def fact_words(
    fact: Fact,
    *,
    view: str,
    numbering: Numbering,
    check: FactCheck | None = None,
    linked_conditions: frozenset[int] = frozenset(),
) -> FactWords:
    """Return `fact` in `view`; only conditions in `linked_conditions` (ids) become links.

    Give it facts with term, other condition, body sites and citations with sources loaded.
    """
    title, url = _title(fact, view, linked_conditions)
    return FactWords(
        fact=fact,
        anchor=anchor(fact),
        title=title,
        title_url=url,
        wording=fact.clinical if view == CLINICAL else fact.plain,
        frequency=frequency_words(fact),
        notes=_notes(fact, view),
        sites=_sites(fact, view),
        source_numbers=sorted(numbering.number(c.source) for c in fact.citations.all()),
        checked=check.on if check else None,
        drawing=drawing_of(fact.key, clinical=view == CLINICAL),
    )


def anchor(fact: Fact) -> str:
    """Return the fact's place on its page; it stays the same through the editions."""
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


def _sites(fact: Fact, view: str) -> str:
    names = [site.name if view == CLINICAL else site.plain_name for site in fact.body_sites.all()]
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
