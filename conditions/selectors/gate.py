"""What stands between a draft and its readers."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from conditions.exchange import TERM_KIND_OF_TOPIC
from conditions.models import Edition, Fact, Topic


@dataclass(frozen=True, slots=True)
class Stop:
    """Something that keeps an edition from being published; `fact` is None for the whole."""

    message: str
    fact: Fact | None = None


def stops(edition: Edition) -> list[Stop]:
    """Return everything that keeps `edition` from being published, in the order of the page."""
    facts = list(
        edition.facts.select_related("term", "other_condition").prefetch_related("sources")
    )
    found = [Stop(message, fact) for fact in facts for message in _of_fact(fact)]
    if not any(fact.topic == Topic.DEFINITION for fact in facts):
        found.insert(0, Stop(_("There is no fact that says what the condition is.")))
    if not edition.change_note.strip():
        found.insert(0, Stop(_("The change note is empty: say what changes and why.")))
    return found


def _of_fact(fact: Fact) -> list[str]:
    messages = []
    if not fact.plain.strip():
        messages.append(_("The plain wording is missing."))
    if not fact.clinical.strip():
        messages.append(_("The clinical wording is missing."))
    if not any(source.publishable for source in fact.sources.all()):
        messages.append(_("There is no publishable source."))
    wanted = TERM_KIND_OF_TOPIC.get(Topic(fact.topic))
    if fact.term and wanted and fact.term.kind != wanted:
        messages.append(_("The term is of the wrong kind."))
    return messages
