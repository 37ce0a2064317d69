"""What is wrong with a whole body of content, beyond what its format can see.

Errors keep it from being published; warnings want a person's eye. `docs/content-warnings.md`
justifies the warnings that stay. What a single condition is judged by stands in `gate`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from statistics import median

from rapidfuzz import fuzz

from . import gate
from .reading_grade import grade
from .schema import ConditionDocument, Pack, Term

HARD_SHARE = 0.10  # of the plain wordings of a page
NEAR = 93  # likeness of two names in per cent; "skin ulcer" and "skin ulcers" have 95
SHORTEST_SENTENCE = 25
# The stops of the gate, in the words of this report.
STOPS = {
    "no-definition": "no fact says what it is",
    "no-plain": "the plain wording is missing",
    "no-clinical": "the clinical wording is missing",
    "no-source": "no publishable source",
    "no-term": "the term is missing",
    "wrong-term": "the term is of the wrong kind",
    "urgent-without-rule": "a warning sign, but no urgency rule speaks for any of them",
}


@dataclass(frozen=True, slots=True, order=True)
class Flaw:
    """One thing that is wrong: how bad, where, what."""

    is_error: bool
    place: str
    message: str

    def __str__(self) -> str:
        return f"{'error' if self.is_error else 'warning'}: {self.place}: {self.message}"


@dataclass(frozen=True, slots=True)
class Readability:
    """How hard the plain wordings of a condition are to read."""

    condition: str
    facts: int
    median_grade: float
    hard: int  # wordings above `gate.HARD_GRADE`


def flaws(pack: Pack) -> list[Flaw]:
    """Return everything wrong with `pack`, errors first."""
    around = gate.surroundings_of(pack)
    described = [condition for condition in pack.conditions if condition.facts]
    found = [
        *(f for condition in described for f in _of_condition(condition, around)),
        *_of_sources(pack, described, around),
        *_of_terms(pack, described),
        *_repeated_sentences(described),
    ]
    return sorted(found, key=lambda flaw: (not flaw.is_error, flaw.place, flaw.message))


def gate_warnings(pack: Pack) -> Counter[str]:
    """Return how often an editor would be asked for a reason, by the gate's codes."""
    around = gate.surroundings_of(pack)
    return Counter(
        finding.code
        for condition in pack.conditions
        if condition.facts
        for finding in gate.warnings(condition, around)
    )


def readability(pack: Pack) -> list[Readability]:
    """Return the reading grades per described condition."""
    names = gate.surroundings_of(pack).medical_words
    return [
        Readability(
            condition.slug,
            len(condition.facts),
            median(grades),
            sum(gate.is_hard(fact, names) for fact in condition.facts),
        )
        for condition in pack.conditions
        if (grades := [grade(fact.plain, names) for fact in condition.facts])
    ]


def address_only(pack: Pack) -> list[str]:
    """Return the publishable sources without identifier: an authority's address stands for it."""
    return [
        source.slug
        for source in pack.sources
        if gate.is_publishable(source) and not (source.pmid or source.pmcid or source.doi)
    ]


def _of_condition(condition: ConditionDocument, around: gate.Surroundings) -> Iterator[Flaw]:
    for stop in gate.stops(condition, around):
        place = f"{condition.slug} {stop.key}" if stop.key else condition.slug
        yield Flaw(True, place, STOPS[stop.code])
    if not any(fact.topic == "seek-help" for fact in condition.facts):
        yield Flaw(False, condition.slug, "no advice on when to seek help")
    for fact in condition.facts:
        if fact.checked is None:
            yield Flaw(True, f"{condition.slug} {fact.key}", "nobody has checked it")
    hard = sum(gate.is_hard(fact, around.medical_words) for fact in condition.facts)
    if hard >= HARD_SHARE * len(condition.facts):
        message = f"{hard} of {len(condition.facts)} plain wordings are above grade"
        yield Flaw(True, condition.slug, f"{message} {gate.HARD_GRADE}")


def _of_sources(
    pack: Pack, described: Iterable[ConditionDocument], around: gate.Surroundings
) -> Iterator[Flaw]:
    cited = {c.source for condition in described for f in condition.facts for c in f.citations}
    cited |= {slug for rule in pack.rules for slug in rule.sources}
    cited |= {p.file.source for c in described for p in c.photographs if p.file.source}
    for source in pack.sources:
        if source.slug not in around.publishable:
            yield Flaw(True, source.slug, "not publishable, so no reader may be referred to it")
        if source.slug not in cited:
            yield Flaw(False, source.slug, "nothing cites it")


def _of_terms(pack: Pack, described: Iterable[ConditionDocument]) -> Iterator[Flaw]:
    used = {fact.term for condition in described for fact in condition.facts}
    used |= {site for c in described for fact in c.facts for site in fact.body_sites}
    used |= {site for c in described for shown in c.photographs for site in shown.body_sites}
    used |= {slug for rule in pack.rules for slug in (*rule.all_of, *rule.any_of)}
    for document in pack.terms:
        used |= {broader for term in document.terms for broader in term.broader}
        for term in document.terms:
            if term.slug not in used:
                yield Flaw(False, term.slug, "no fact, rule or narrower term uses it")
        yield from _near_duplicates(document.terms)


def _near_duplicates(terms: Iterable[Term]) -> Iterator[Flaw]:
    """Find terms of one kind that may be one: alike in spelling, or with a name in common."""
    holders = gate.holders(
        (term.slug, (term.name, term.plain_name, *(name.text for name in term.names)))
        for term in terms
    )
    for text, slugs in holders.items():
        if len(slugs) > 1:
            message = f"the name “{text}” is shared with {', '.join(sorted(slugs)[1:])}"
            yield Flaw(False, min(slugs), message)
    for one, other in combinations(terms, 2):
        if fuzz.ratio(one.name.casefold(), other.name.casefold()) >= NEAR:
            message = f"“{one.name}” is spelt nearly like “{other.name}”"
            yield Flaw(False, one.slug, message)


def _repeated_sentences(described: Iterable[ConditionDocument]) -> Iterator[Flaw]:
    for condition in described:
        for view in ("plain", "clinical"):
            sentences = Counter(
                sentence.casefold()
                for fact in condition.facts
                for sentence in gate.SENTENCE.split(getattr(fact, view))
                if len(sentence) > SHORTEST_SENTENCE
            )
            for sentence, count in sentences.items():
                if count > 1:
                    message = f"this {view} sentence stands {count} times: {sentence}"
                    yield Flaw(True, condition.slug, message)
