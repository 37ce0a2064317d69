"""A leaflet: what somebody takes away from a condition's page, on paper.

It is a choice of what the page says, in words that need no link; the page to print and the PDF
are both made from it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conditions.models import Edition, Topic
from conditions.selectors.condition_page import ConditionContent, condition_content

from .citations import RESOLVERS, NumberedSource
from .condition_page import Advice, ConditionPage, condition_page
from .facts import PLAIN, VIEWS, FactWords
from .questions import ABOUT_A_CONDITION

# In plain words a leaflet says what to know, what to look for and what can be done. Its key facts
# tell how common it is, who gets it and how dangerous it is; the rest is on the page. A topic is
# there as a whole or not at all, so that no statement loses the one that qualifies it.
PLAIN_TOPICS = frozenset(
    {Topic.DEFINITION, Topic.SYMPTOM, Topic.DIAGNOSIS, Topic.TREATMENT, Topic.PREVENTION}
)

Words = str | Promise

HEADINGS: dict[str, Words] = {
    "also_called": gettext_lazy("Also called:"),
    "questions": gettext_lazy("Questions to take to a doctor"),
    "sources": gettext_lazy("Sources"),
    "about": gettext_lazy("About this leaflet"),
    "page": gettext_lazy("Page %(page)s of %(pages)s"),
}


@dataclass(frozen=True, slots=True)
class Statement:
    """One fact: `details` says how often, where and how sure, in one line."""

    title: str
    text: str
    language: str  # of the text
    details: str
    numbers: list[int]


@dataclass(frozen=True, slots=True)
class Part:
    """Statements under a heading; advice has its level of urgency, whom to call and a note."""

    title: Words
    statements: list[Statement]
    level: str = ""
    call: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A source and where to find it."""

    number: int
    text: str
    found_at: str
    warning: str


@dataclass(frozen=True, slots=True)
class Leaflet:
    """All that stands on a leaflet, in this order."""

    view: str
    title: str
    subtitle: str
    also_called: str
    overdue: str
    lead: Statement | None
    advice: list[Part]
    key_facts: Part | None
    review: str
    parts: list[Part]
    left_out: str
    questions: tuple[Words, ...]
    references: list[Reference]
    stamp: list[tuple[Words, Words]]
    limits: str
    running: str
    address: str
    headings: dict[str, Words]


def leaflet(edition: Edition, *, view: str) -> Leaflet:
    """Return the leaflet of a published edition; `view` may be anything that a reader typed."""
    view = view if view in VIEWS else PLAIN
    everything = condition_content(edition)
    topics = PLAIN_TOPICS if view == PLAIN else frozenset(Topic)
    content = _only(everything, topics)
    page = condition_page(content, view=view, today=timezone.localdate())
    condition = content.condition
    return Leaflet(
        view=view,
        title=condition.name,
        subtitle=condition.plain_name,
        also_called=", ".join(name.text for name in condition.names.all()),
        overdue=_overdue(page),
        lead=_statement(page.lead) if page.lead else None,
        advice=[_advice(advice, edition) for advice in page.advice],
        key_facts=_key_facts(page),
        review=_review(edition),
        parts=[
            Part(section.title, [_statement(words) for words in section.facts])
            for section in page.sections
            if section.topic in topics
        ],
        left_out=_left_out(everything, topics),
        questions=ABOUT_A_CONDITION,
        references=[_reference(source) for source in page.sources],
        stamp=_stamp(edition, page, view),
        limits=_(
            "This leaflet informs. It does not examine you and cannot replace a doctor who does."
        ),
        running=_running(edition),
        address=_address(condition),
        headings=HEADINGS,
    )


def _running(edition: Edition) -> str:
    """Return what tells, on every page, where a page that got lost belongs."""
    return _("%(name)s · edition %(number)d, %(date)s") % {
        "name": edition.condition.name,
        "number": edition.number,
        "date": _day(_published_on(edition)),
    }


def _address(thing) -> str:
    """Return the whole address of a condition or an edition, as somebody would type it."""
    return f"{settings.SITE_URL}{thing.get_absolute_url()}"


def _only(content: ConditionContent, topics: frozenset[Topic]) -> ConditionContent:
    """Return `content` without the facts that stand nowhere on the leaflet.

    Sources are then numbered as the leaflet cites them. The page's dates stay those of all facts.
    """
    facts = [f for f in content.facts if f.topic in topics or f.urgency or f.key_fact]
    return replace(content, facts=facts)


def _statement(words: FactWords) -> Statement:
    how_often = [words.frequency.summary, words.frequency.figure] if words.frequency else []
    details = _in_one_line([*how_often, words.sites, *words.notes])
    return Statement(words.title, words.wording, words.language, details, words.source_numbers)


def _in_one_line(parts: Sequence[Words]) -> str:
    return " · ".join(str(part) for part in parts if part)


def _key_facts(page: ConditionPage) -> Part | None:
    statements = [
        Statement(
            words.fact.get_topic_display(),
            words.wording,
            words.language,
            _in_one_line(words.notes),
            words.source_numbers,
        )
        for words in page.key_facts
    ]
    return Part(_("Key facts"), statements) if statements else None


def _advice(advice: Advice, edition: Edition) -> Part:
    note = []
    if advice.is_editorial:
        note.append(_("Editorial advice, drawn from the sources named."))
        if not edition.clinical_reviewer:
            note.append(_("No clinician has reviewed it yet."))
    return Part(
        advice.title,
        [replace(_statement(words), details="") for words in advice.facts],
        level=advice.level,
        call=_emergency_line() if advice.level == "emergency" else "",
        note=" ".join(note),
    )


def _emergency_line() -> str:
    if settings.EMERGENCY_NUMBER:
        return _("In an emergency call %(number)s.") % {"number": settings.EMERGENCY_NUMBER}
    return _("In an emergency call your local emergency number.")


def _overdue(page: ConditionPage) -> str:
    if not page.overdue_since:
        return ""
    return _("This text was due to be checked on %(date)s. Some of it may be out of date.") % {
        "date": _day(page.overdue_since)
    }


def _review(edition: Edition) -> str:
    if edition.clinical_reviewer:
        return _("Clinically reviewed by %(name)s.") % {"name": edition.clinical_reviewer}
    return " ".join(
        (
            _("Not yet clinically reviewed."),
            _("Every statement has its source, but no clinician has signed this leaflet off."),
        )
    )


def _left_out(content: ConditionContent, topics: frozenset[Topic]) -> str:
    shown = topics | {Topic.SEEK_HELP}
    there = {fact.topic for fact in content.facts if not fact.key_fact}
    missing = [str(topic.label) for topic in Topic if topic in there and topic not in shown]
    if not missing:
        return ""
    return _("The whole page also has: %(topics)s.") % {"topics": ", ".join(missing)}


def _reference(source: NumberedSource) -> Reference:
    """Return a source with the identifier by which it is found most surely, or its address."""
    record = source.source
    has_identifier = any(getattr(record, field) for field, *_rest in RESOLVERS)
    found = source.links[0].text if has_identifier else record.url
    return Reference(source.number, source.text, found, source.warning)


def _stamp(edition: Edition, page: ConditionPage, view: str) -> list[tuple[Words, Words]]:
    """Return what tells later which text this was, how old it is and where the newest one is."""
    wording = _("plain") if view == PLAIN else _("clinical")
    return [
        (
            _("Edition"),
            _("%(number)s, published %(date)s")
            % {"number": edition.number, "date": _day(_published_on(edition))},
        ),
        (_("Wording"), wording),
        (_("Written by"), edition.get_origin_display()),
        (_("Clinical review"), edition.clinical_reviewer or _("none yet")),
        (
            _("Facts last checked against their sources"),
            _("%(date)s (the oldest check)") % {"date": _day(page.oldest_check)}
            if page.oldest_check
            else _("not all of them yet"),
        ),
        (_("Next check due"), _day(page.next_due) if page.next_due else _("not set")),
        (_("Newest edition"), _address(edition.condition)),
        (_("This edition"), _address(edition)),
    ]


def _published_on(edition: Edition) -> date:
    return timezone.localdate(edition.publish_at)


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
