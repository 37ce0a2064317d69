"""Vocabulary pages: the tree of terms, one term with its conditions, the glossary."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from conditions.models import Condition, Fact, Term
from conditions.selectors.vocabulary import TOPIC_OF_KIND, Vocabulary

from .citations import NumberedSource, Numbering
from .facts import PLAIN, FactWords, capitalised, fact_words


@dataclass(slots=True)
class Branch:
    """A term in the tree, with the number of conditions described with it or one below."""

    term: Term
    label: str
    count: int
    narrower: list["Branch"] = field(default_factory=list)


def term_tree(known: Vocabulary, described: dict[str, set[int]]) -> list[Branch]:
    """Return the described terms as a tree; a term with two broader terms stands under both."""
    below: dict[str, list[str]] = {}
    tops = []
    for slug in described:
        above = [broader for broader in known.broader[slug] if broader in described]
        for broader in above:
            below.setdefault(broader, []).append(slug)
        if not above:
            tops.append(slug)

    def branches(slugs: Iterable[str]) -> list[Branch]:
        found = [
            Branch(
                known.by_slug[slug],
                capitalised(known.by_slug[slug].plain_name),
                len(described[slug]),
                branches(below.get(slug, ())),
            )
            for slug in slugs
        ]
        return sorted(found, key=lambda branch: branch.label.casefold())

    return branches(tops)


@dataclass(frozen=True, slots=True)
class ConditionFacts:
    """What one condition's page says about the term."""

    condition: Condition
    facts: list[FactWords]


@dataclass(frozen=True, slots=True)
class TermPage:
    """A term's place in the vocabulary and the conditions described with it."""

    broader: list[Term]
    narrower: list[Term]
    conditions: list[ConditionFacts]
    elsewhere: list[ConditionFacts]  # mentioned, but not as a feature of the condition
    sources: list[NumberedSource]

    @property
    def can_compare(self) -> bool:
        return len({group.condition for group in (*self.conditions, *self.elsewhere)}) > 1


def term_page(term: Term, known: Vocabulary, facts: list[Fact]) -> TermPage:
    """Return the page of `term` from the published facts about it and the terms below it."""
    numbering = Numbering()

    def is_feature(fact: Fact) -> bool:
        return fact.topic == TOPIC_OF_KIND[term.kind] and not fact.reported_absent

    def by_condition(chosen: list[Fact]) -> list[ConditionFacts]:
        groups = groupby(chosen, key=lambda fact: fact.edition.condition)
        return [
            ConditionFacts(
                condition,
                [fact_words(fact, view=PLAIN, numbering=numbering) for fact in group],
            )
            for condition, group in groups
        ]

    return TermPage(
        broader=_named(known, known.broader[term.slug]),
        narrower=_named(known, known.directly_below(term.slug)),
        conditions=by_condition([fact for fact in facts if is_feature(fact)]),
        elsewhere=by_condition([fact for fact in facts if not is_feature(fact)]),
        sources=numbering.sources,
    )


def _named(known: Vocabulary, slugs: Iterable[str]) -> list[Term]:
    return sorted((known.by_slug[slug] for slug in slugs), key=lambda term: term.plain_name)


def glossary_letters(terms: Iterable[Term]) -> list[tuple[str, list[Term]]]:
    """Return the terms by the first letter of their plain name."""

    def letter(term: Term) -> str:
        return term.plain_name[:1].upper()

    ordered = sorted(terms, key=lambda term: term.plain_name.casefold())
    return [(first, list(group)) for first, group in groupby(ordered, key=letter)]
