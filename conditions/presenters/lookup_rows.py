"""The features a lookup's page asks about: one row each, with yes, no and not sure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from conditions.lookup import Mention
from conditions.selectors.lookup import Knowledge
from conditions.selectors.places import Place

from .facts import CLINICAL, PLAIN, capitalised
from .pieces import Piece

# With as many answers as a form may have, the questions, the words and the place, a page sends no
# more than the parts a public form may have (calcsite.middleware).
SUGGESTIONS = 11
NOTES = {
    "": "",
    "guess": "",
    "doubtful": gettext_lazy("We could not tell whether you mean yes or no."),
    "past": gettext_lazy("You wrote that this was in the past."),
    "relative": gettext_lazy("You wrote this about somebody else."),
}


@dataclass(frozen=True, slots=True)
class Row(Piece):
    """A feature to answer: yes, no, not sure, or leave out."""

    slug: str
    label: str
    also: str  # its name in the other words, clinical or plain
    kind: str
    answer: str = ""
    matched: str = ""
    note: str | Promise = ""


# A row for scripts to fill in: its slug and its words.
BLANK_ROW = Row("-", "-", "", "")


@dataclass(frozen=True, slots=True)
class Offer:
    """A piece of what was typed, and the features it may mean, with the answers it suggests."""

    text: str
    rows: list[Row]


def offers_of(
    answers: Mapping[str, str], mentions: Iterable[Mention], row: Callable[[Mention], Row]
) -> list[Offer]:
    """Return what each piece of text may mean, as `row` words it; nothing that is answered already.

    When there is no room for all, what was found goes before what was guessed.
    """
    new = [mention for mention in mentions if mention.match.slug not in answers]
    kept = sorted(new, key=lambda mention: mention.note == "guess")[:SUGGESTIONS]
    kept.sort(key=new.index)
    return [
        Offer(quoted, [row(mention) for mention in group])
        for quoted, group in groupby(kept, key=lambda mention: mention.quoted)
    ]


def offer_at(
    place: Place | None,
    answers: Mapping[str, str],
    offers: Iterable[Offer],
    row: Callable[[str], Row],
) -> Offer | None:
    """Return the findings seen at a place for which there is room, and that are not shown yet."""
    if place is None:
        return None
    offered = {row.slug for offer in offers for row in offer.rows}
    new = [slug for slug in place.findings if slug not in answers and slug not in offered]
    return Offer(place.label, [row(slug) for slug in new[: SUGGESTIONS - len(offered)]])


def row_of(
    known: Knowledge,
    slug: str,
    answer: str = "",
    matched: str = "",
    note: str | Promise = "",
    *,
    view: str = PLAIN,
) -> Row:
    term = known.terms[slug]
    label, also = capitalised(term.plain_name), term.name
    if view == CLINICAL:
        label, also = term.name, term.plain_name
    if also.casefold() == label.casefold():
        also = ""
    if matched.casefold() in {term.name.casefold(), term.plain_name.casefold()}:
        matched = ""
    return Row(slug, label, also, term.kind, answer, matched, note)
