"""Words of a page that are explained where they stand."""

from collections import defaultdict
from dataclasses import dataclass

from conditions.models import Fact, Term
from conditions.selectors.glossary import Glossary


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a wording; `term` is what it names, if that is explained."""

    text: str
    term: Term | None = None


class WordMarks:
    """The explained words of one page.

    A word is marked once in each section, because readers jump between them, and never in the
    statement about its own term, which leads to the term's page.
    """

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary
        self._seen: dict[str, set[int]] = defaultdict(set)
        self._terms: dict[int, Term] = {}

    @property
    def terms(self) -> list[Term]:
        """What has been marked so far, by clinical name."""
        return sorted(self._terms.values(), key=lambda term: term.name.casefold())

    def parts(self, wording: str, fact: Fact) -> list[Part]:
        """Return the wording of `fact` in pieces that give it again when they are joined."""
        parts, at = [], 0
        seen = self._seen[fact.topic]
        for place in self._glossary.find(wording):
            term = place.term
            if term.pk in seen or term.pk == fact.term_id:
                continue
            seen.add(term.pk)
            self._terms[term.pk] = term
            parts += [Part(wording[at : place.start]), Part(wording[place.start : place.end], term)]
            at = place.end
        return [*parts, Part(wording[at:])]
