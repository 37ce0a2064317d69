"""The medical words that pages explain where they stand."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from conditions.models import Audience, NameMatch, Term, TermName

from .published import Kept, State

WORD = re.compile(r"\w+(?:[-’']\w+)*")
# Names that every adult reads without help, or that sentences use in another sense than the term:
# the substance of a test, a person, a part of a longer name.
EVERYDAY = frozenset(
    """
    ageing albumin bicarbonate bone-pain breathlessness burn-scar chest-pain childhood
    creatinine cutis disability erythema fever gas-in-the-tissue genitals imaging
    internal-organs kidney-function leg-swelling leg-ulcer limb long-standing-disease
    male-sex men muscle-cramps muscle-weakness neck-pain obese obesity observation older-age
    parathyroid-hormone pregnancy pregnancy-loss pth radiology rest skin-infection skin-pain
    surgery warm-weather whole-body women
    """.split()  # noqa: SIM905 - a list would take a line a word
)


@dataclass(frozen=True, slots=True)
class Explained:
    """A place in a text where a term is named."""

    start: int
    end: int
    term: Term


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a term, in small letters and the singular."""

    text: str
    words: int
    term: Term


@dataclass(frozen=True, slots=True)
class Glossary:
    """The names that are explained, by their first word; longer names first."""

    names: Mapping[str, list[Name]]

    def find(self, text: str) -> Iterator[Explained]:
        """Yield where `text` names a term, first to last; the longest name at a place counts."""
        words = list(WORD.finditer(text))
        at = 0
        while at < len(words):
            start = words[at].start()
            for name in self.names.get(_singular(words[at].group()), ()):
                last = at + name.words - 1
                if last < len(words) and _singular(text[start : words[last].end()]) == name.text:
                    yield Explained(start, words[last].end(), name.term)
                    at = last
                    break
            at += 1


def _singular(text: str) -> str:
    return text.casefold().removesuffix("s")


def glossary(at: datetime | None = None) -> Glossary:
    """Return the words to explain: of terms that have a definition, what only doctors call them."""
    return _kept.newest(at)


def _build(_state: State) -> Glossary:
    terms = {term.pk: term for term in Term.objects.exclude(definition="").order_by("slug")}
    clinical = TermName.objects.filter(
        term__in=terms, audience=Audience.CLINICAL, match=NameMatch.EXACT
    )
    named = [(term.name, term) for term in terms.values()]
    named += [(name.text, terms[name.term_id]) for name in clinical.order_by("pk")]
    names: dict[str, dict[str, Name]] = defaultdict(dict)
    for text, term in named:
        if not _is_everyday(text, term):
            name = Name(_singular(text), len(WORD.findall(text)), term)
            names[_singular(text.split()[0])].setdefault(name.text, name)
    return Glossary({
        first: sorted(found.values(), key=lambda name: -name.words)
        for first, found in names.items()
    })  # fmt: skip


def _is_everyday(name: str, term: Term) -> bool:
    return "-".join(name.casefold().split()) in EVERYDAY or (
        _singular(name) == _singular(term.plain_name)
    )


_kept = Kept(_build)
