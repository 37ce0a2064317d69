"""The list of a lookup's results, put together without a template.

A page has ten, each of a dozen parts that are rendered once (`pieces`); a template around them
would take longer than the search.
"""

from collections.abc import Iterable
from functools import lru_cache, partial

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from conditions.presenters.languages import isolated
from conditions.presenters.lookup import Entry, ResultWords

from .pieces import language_of, rendered

register = template.Library()


@register.simple_tag(takes_context=True)
def result_list(
    context: template.Context, entries: Iterable[Entry], *, can_compare: bool
) -> SafeString:
    """Return the entries as a list, with an article for each result.

    Each tells name and band, the four groups, the sum; it can be ticked if there is another one.
    """
    cards = _cards(language_of(context), can_compare)
    items = "".join([f"<li>{cards.entry(one)}</li>" for one in entries])
    return mark_safe(f'<ol class="results">{items}</ol>')  # noqa: S308 - escaped


class _Cards:
    """What all cards in a language have in common, with something to tick or without."""

    def __init__(self, language: str | None, can_compare: bool) -> None:
        self.name = partial(rendered, "lookup/_result_name.html", language)
        self.not_asked = partial(rendered, "lookup/_not_asked_summary.html", language)
        self.reasons = partial(rendered, "lookup/_reason.html", language)
        self.missing = partial(rendered, "lookup/_not_described.html", language)
        self.labels = partial(rendered, "lookup/_label.html", language)
        self.tick = partial(rendered, "components/compare_tick.html", language)
        self.can_compare = can_compare
        self.fits, self.against = escape(_("Fits")), escape(_("Does not fit"))
        self.unsure, self.sum = escape(_("Not sure")), escape(_("Sum"))

    def entry(self, entry: Entry) -> str:
        cards = "".join(map(self.card, entry.results))
        if not entry.broader:
            return cards
        kinds = _("Forms of %(broader)s that no feature here can tell apart:")
        return (
            f'<p class="banner">{escape(kinds % {"broader": isolated(entry.broader)})}</p>{cards}'
        )

    def card(self, result: ResultWords) -> str:
        this = (result.condition,)
        against = self.reasons(result.against) + self.missing(result.not_described)
        open_ones = ""
        tick = self.tick(this) if self.can_compare else ""
        if result.not_asked:
            reasons = self.reasons(result.not_asked)
            open_ones = f"<details>{self.not_asked(this)}<ul>{reasons}</ul></details>"
        return (
            f'<article class="result">{self.name(this)}'
            f"<p><strong>{escape(result.band)}</strong>{_notes(result)}</p>"
            f"{_group(self.fits, self.reasons(result.fits))}"
            f"{_group(self.against, against)}"
            f"{_group(self.unsure, self.labels(result.unsure))}"
            f'<p class="meta">{self.sum}: {result.score}</p>{open_ones}{tick}</article>'
        )


_cards = lru_cache(maxsize=None)(_Cards)


def _notes(result: ResultWords) -> str:
    notes = []
    if result.tied_with:
        names = ", ".join(result.tied_with)
        notes.append(_("fits exactly as well as %(names)s") % {"names": isolated(names)})
    if result.moved:
        notes.append(result.moved)
    return "".join([f" · {escape(note)}" for note in notes])


def _group(heading: str, items: str) -> str:
    return f"<h4>{heading}</h4><ul>{items}</ul>" if items else ""
