"""Where our records and the catalogue's mean the same, by the codes that people have checked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from conditions.lookup import Query

from .catalogue import Catalogue, Disease
from .lookup import Knowledge

Codes = Mapping[str, tuple[str, ...]]  # of the ontology, by the slug of our term


@dataclass(frozen=True, slots=True)
class OwnPage:
    """A condition of ours that is the same disease."""

    slug: str
    name: str


@dataclass(slots=True)
class Translation:
    """The reader's answers in the catalogue's codes."""

    given: dict[str, str] = field(default_factory=dict)  # code → answer
    spoken: dict[str, str] = field(default_factory=dict)  # code → our slug, where it came from one
    unused: list[str] = field(default_factory=list)  # our slugs for which there is no code
    # Codes for which two answers differed: both answers are left out.
    contradicted: list[str] = field(default_factory=list)

    @property
    def query(self) -> Query:
        return Query(
            present=[code for code, answer in self.given.items() if answer == "present"],
            absent=[code for code, answer in self.given.items() if answer == "absent"],
            unsure=[code for code, answer in self.given.items() if answer == "unsure"],
        )


def translated(given: Mapping[str, str], catalogue: Catalogue, codes: Codes) -> Translation:
    """Return answers by our slugs or by any code ever used as answers by the codes in force."""
    found = Translation()
    contradicted = set()
    for name, answer in given.items():
        own = [catalogue.current[code] for code in codes.get(name, ()) if code in catalogue.current]
        targets = [catalogue.current[name]] if name in catalogue.current else own
        if not targets:
            found.unused.append(name)
        for code in targets:
            if found.given.setdefault(code, answer) != answer:
                contradicted.add(code)
            if own:
                found.spoken[code] = name
    for code in contradicted:
        del found.given[code]
    found.contradicted = sorted(contradicted)
    return found


def own_terms(present: Iterable[str], catalogue: Catalogue, codes: Codes) -> frozenset[str]:
    """Return our terms that are there when these findings of the catalogue are.

    A finding has its broader ones with it, so our term for a broader one counts too.
    """
    there = catalogue.index.closure.with_ancestors(present)
    return frozenset(
        slug
        for slug, own in codes.items()
        if any(catalogue.current.get(code) in there for code in own)
    )


def own_pages(
    diseases: Mapping[str, list[Disease]], known: Knowledge
) -> Mapping[str, list[OwnPage]]:
    """Return our conditions that are one of the diseases, by group of records."""
    pages = {}
    for group, found in diseases.items():
        codes = dict.fromkeys((group, *(disease.code for disease in found)))
        slugs = dict.fromkeys(slug for code in codes for slug in known.with_code.get(code, ()))
        if slugs:
            pages[group] = [OwnPage(slug, known.conditions[slug]) for slug in slugs]
    return pages
