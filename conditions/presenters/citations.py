"""Sources in Vancouver style, and their numbers on a page."""

from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from conditions.models import Source, SourceStatus

from .pieces import Piece

RESOLVERS = (
    ("pmid", "PMID", "https://pubmed.ncbi.nlm.nih.gov/{}/"),
    ("pmcid", "PMCID", "https://pmc.ncbi.nlm.nih.gov/articles/{}/"),
    ("doi", "DOI", "https://doi.org/{}"),
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link: its text and where it leads; others of the same text may lead elsewhere."""

    text: str
    url: str
    is_unique: bool = True


def reference(source: Source) -> str:
    """Return the record in Vancouver style, without identifiers.

    “Nigwekar SU, Thadhani R. Calciphylaxis. N Engl J Med. 2018;378(18):1704-14.”
    """
    volume = source.volume + (f"({source.issue})" if source.issue else "")
    issued = ";".join(filter(None, [str(source.year or ""), volume]))
    place = ":".join(filter(None, [issued, source.pages]))
    parts = [source.authors, source.title, source.journal, place]
    return " ".join(_sentence(part) for part in parts if part)


def short_reference(source: Source) -> str:
    """Return enough to know the record again in a list: “Nigwekar SU and others 2018”."""
    first, *others = source.authors.split(", ")
    who = _("%(author)s and others") % {"author": first} if others else first
    return " ".join(filter(None, [who or Truncator(source.title).words(9), str(source.year or "")]))


def _sentence(text: str) -> str:
    """Return `text` with the one mark that ends it."""
    return text if text.endswith(("?", "!")) else text.rstrip(".") + "."


def links(source: Source) -> list[Link]:
    """Return where the source can be read; the plain address only if there is no identifier."""
    found = [
        Link(f"{label} {getattr(source, field)}", pattern.format(getattr(source, field)))
        for field, label, pattern in RESOLVERS
        if getattr(source, field)
    ]
    if not found and source.url:
        found = [Link(_("Read it at its publisher"), source.url, is_unique=False)]
    return found


def warning(source: Source) -> str:
    """Return what readers must know of a source that no longer stands."""
    if source.status == SourceStatus.RETRACTED:
        return _("This source was retracted.")
    if source.status == SourceStatus.SUPERSEDED:
        return _("A newer version of this source exists.")
    return ""


@dataclass(frozen=True, slots=True)
class NumberedSource(Piece):
    """A source with its number on the page."""

    number: int
    source: Source
    text: str
    links: list[Link]
    warning: str

    @classmethod
    def of(cls, number: int, source: Source) -> "NumberedSource":
        return cls(number, source, reference(source), links(source), warning(source))


class Numbering:
    """Gives sources their numbers in the order in which a page first cites them."""

    def __init__(self) -> None:
        self._numbered: dict[int, NumberedSource] = {}

    def number(self, source: Source) -> int:
        if source.pk not in self._numbered:
            number = len(self._numbered) + 1
            self._numbered[source.pk] = NumberedSource.of(number, source)
        return self._numbered[source.pk].number

    @property
    def sources(self) -> list[NumberedSource]:
        return list(self._numbered.values())
