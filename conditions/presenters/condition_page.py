"""A condition's page: sections, key facts, urgent advice, sources, dates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from conditions.models import Edition, EditionStatus, Fact, Term, Topic, Urgency
from conditions.selectors.condition_page import ConditionContent, condition_content
from conditions.selectors.glossary import glossary

from .body import WhereShown, where_shown
from .citations import Link, NumberedSource, Numbering
from .facts import PLAIN, VIEWS, FactWords, anchor, fact_words
from .glossary import WordMarks
from .languages import isolated
from .photographs import PUBLIC, PhotographWords, photograph_words
from .questions import ABOUT_A_CONDITION

COLUMNS = 4  # of a comparison


@dataclass(frozen=True, slots=True)
class Section:
    """One topic's facts and photographs under a heading."""

    topic: str
    title: str | Promise
    facts: list[FactWords]
    photographs: list[PhotographWords]


@dataclass(frozen=True, slots=True)
class Advice:
    """The advice of one level of urgency."""

    level: str
    title: str | Promise
    facts: list[FactWords]
    is_editorial: bool


@dataclass(frozen=True, slots=True)
class ConditionPage:
    """Everything on the page, in the order in which it stands there."""

    untranslated: int  # facts that are shown as they were written, not in the page's language
    lead: FactWords | None
    advice: list[Advice]
    key_facts: list[FactWords]
    sections: list[Section]
    where: WhereShown | None
    told_apart_on: list[Link]
    comparison: str  # the address that sets it beside what it can be confused with, if any
    words: list[Term]  # those that are explained where they stand
    sources: list[NumberedSource]
    oldest_check: date | None
    next_due: date | None
    overdue_since: date | None


def edition_context(
    edition: Edition, *, view: str, later: Sequence[Edition] = (), pictures: str = PUBLIC
) -> dict[str, Any]:
    """Return all that the template of a condition's page shows of `edition`.

    `view` may be anything that a reader typed; `later` are the editions that readers have seen
    since, oldest first. The public page and the preview come from here alike; `pictures` names the
    address that gives their pictures.
    """
    view = view if view in VIEWS else PLAIN
    replaced_on = timezone.localdate(later[0].approved_at) if later else None
    content = condition_content(edition, checked_before=replaced_on, language=get_language())
    is_withdrawn = later and later[-1].status == EditionStatus.WITHDRAWN
    return {
        "condition": content.condition,
        "edition": edition,
        "is_old": bool(later),
        "withdrawal": later[-1] if is_withdrawn else None,
        "content": content,
        "page": condition_page(content, view=view, today=timezone.localdate(), pictures=pictures),
        "names": ", ".join(name.text for name in content.condition.names.all()),
        "codes": list(content.condition.codes.all()),
        "view": view,
        "citation": _citation(edition),
        "questions": ABOUT_A_CONDITION,
        "feedback_url": _feedback_url(edition, is_old=bool(later)),
    }


def _citation(edition: Edition) -> str:
    """Return how to cite a published edition, in Vancouver style; nothing before it is public."""
    if not edition.publish_at:
        return ""
    return _(
        "%(title)s. In: Calcsite [Internet]. Edition %(number)d, published %(date)s."
        " Available from: %(address)s"
    ) % {
        "title": isolated(edition.condition.name),
        "number": edition.number,
        "date": date_format(timezone.localdate(edition.publish_at)),
        "address": f"{settings.SITE_URL}{edition.get_absolute_url()}",
    }


def _feedback_url(edition: Edition, *, is_old: bool) -> str:
    """Return the address of the form for remarks; a fact is added as `&fact=`."""
    page = edition.get_absolute_url() if is_old else edition.condition.get_absolute_url()
    query = urlencode({"page": page, "edition": edition.number})
    return f"{reverse('conditions:feedback')}?{query}"


def condition_page(
    content: ConditionContent, *, view: str, today: date, pictures: str = PUBLIC
) -> ConditionPage:
    """Return the page of `content` in `view` as it stands on `today`."""
    numbering = Numbering()
    marks = WordMarks(glossary()) if view == PLAIN else None
    shown = {
        fact.pk: fact_words(
            fact,
            view=view,
            numbering=numbering,
            number=number,
            check=content.currency.facts[fact.key].confirmed,
            linked_conditions=content.published_conditions,
            marks=marks,
            translation=content.translations.get(fact.key),
        )
        for number, fact in enumerate(content.facts, 1)
    }
    photographs = [
        photograph_words(one, view=view, numbering=numbering, pictures=pictures)
        for one in content.photographs
    ]
    definitions = [fact for fact in content.facts if fact.topic == Topic.DEFINITION]
    lead = definitions[0] if definitions else None
    return ConditionPage(
        untranslated=sum(words.is_untranslated for words in shown.values()),
        lead=shown[lead.pk] if lead else None,
        advice=_advice(content.facts, shown),
        key_facts=[shown[fact.pk] for fact in content.facts if fact.key_fact],
        sections=_sections(content.facts, shown, lead, photographs),
        where=where_shown(content.facts, content.sites, view=view),
        told_apart_on=_told_apart_on(content),
        comparison=_comparison(content),
        words=marks.terms if marks else [],
        sources=numbering.sources,
        oldest_check=content.currency.oldest_check,
        next_due=content.currency.next_due,
        overdue_since=content.currency.overdue_since(today),
    )


def _told_apart_on(content: ConditionContent) -> list[Link]:
    """Return the pages that say how to tell this condition from theirs, each once."""
    links = {
        fact.edition.condition.name: f"{fact.edition.condition.get_absolute_url()}#{anchor(fact)}"
        for fact in reversed(content.told_apart_on)
    }
    return [Link(name, url) for name, url in reversed(links.items())]


def _comparison(content: ConditionContent) -> str:
    """Return where it stands side by side with the first look-alikes that have a page."""
    lookalikes = dict.fromkeys(
        fact.other_condition.slug
        for fact in content.facts
        if fact.topic == Topic.DIFFERENTIAL
        and fact.other_condition_id in content.published_conditions
    )
    if not lookalikes:
        return ""
    slugs = [content.condition.slug, *lookalikes][:COLUMNS]
    return f"{reverse('conditions:compare')}?{urlencode({'c': slugs}, doseq=True)}"


def _advice(facts: list[Fact], shown: dict[int, FactWords]) -> list[Advice]:
    advice = []
    for level in Urgency:
        chosen = [fact for fact in facts if fact.urgency == level]
        if chosen:
            words = [shown[fact.pk] for fact in chosen]
            editorial = any(fact.editorial_advice for fact in chosen)
            advice.append(Advice(level.value, level.label, words, editorial))
    return advice


def _sections(
    facts: list[Fact],
    shown: dict[int, FactWords],
    lead: Fact | None,
    photographs: list[PhotographWords],
) -> list[Section]:
    """Return the sections; the lead and the urgent advice stand above them.

    Urgent advice has no section, so its photographs stand with the symptoms.
    """
    sections = []
    for topic in Topic:
        if topic == Topic.SEEK_HELP:
            continue
        words = [shown[fact.pk] for fact in facts if fact.topic == topic and fact != lead]
        pictured = [one for one in photographs if one.topic == topic]
        if words or pictured:
            sections.append(Section(topic.value, topic.label, words, pictured))
    return sections
