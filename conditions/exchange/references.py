"""What documents say of each other: references that must lead somewhere, names given once."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from .schema import (
    Code,
    ConditionDocument,
    Document,
    Fact,
    Name,
    Photograph,
    PictureFile,
    SourcesDocument,
    TermsDocument,
    UrgencyRulesDocument,
)

# Which kind of term the facts of a topic point to, and where there must be one.
TERM_KIND_OF_TOPIC = {
    "symptom": "finding",
    "risk-factor": "risk-factor",
    "diagnosis": "test",
    "treatment": "treatment",
    "complication": "finding",
}
# Which categories a kind of term may have.
CATEGORIES = {
    "finding": {"symptom", "sign", "examination", "laboratory", "imaging"},
    "risk-factor": {"demographic", "disease", "drug", "laboratory", "procedure", "trigger"},
    "body-site": {""},
    "test": {"clinical", "laboratory", "imaging", "biopsy"},
    "treatment": {"drug", "procedure", "wound-care", "supportive", "avoid", "monitoring"},
}
NEED_A_TERM = {"symptom", "risk-factor", "diagnosis", "treatment"}

Complaint = tuple[tuple[str | int, ...], str]  # the steps to a place, and what is wrong there


@dataclass(frozen=True, slots=True)
class Known:
    """What documents may refer to."""

    terms: Mapping[str, str] = field(default_factory=dict)  # slug → kind
    sources: Set[str] = frozenset()
    conditions: Set[str] = frozenset()
    broader_terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    broader_conditions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    # The picture files that are here, by digest. None: not known here, and so not judged.
    pictures: Mapping[str, PictureFile] | None = None

    def joined_with(self, documents: list[Document]) -> "Known":
        """Return what is known when `documents` are there too; theirs wins."""
        terms = dict(self.terms)
        sources = set(self.sources)
        conditions = set(self.conditions)
        broader_terms = dict(self.broader_terms)
        broader_conditions = dict(self.broader_conditions)
        for document in documents:
            if isinstance(document, TermsDocument):
                terms |= {term.slug: document.kind for term in document.terms}
                broader_terms |= {term.slug: term.broader for term in document.terms}
            elif isinstance(document, SourcesDocument):
                sources |= {source.slug for source in document.sources}
            elif isinstance(document, ConditionDocument):
                conditions.add(document.slug)
                broader = (document.broader,) if document.broader else ()
                broader_conditions[document.slug] = broader
        return replace(
            self,
            terms=terms,
            sources=sources,
            conditions=conditions,
            broader_terms=broader_terms,
            broader_conditions=broader_conditions,
        )


def complaints(document: Document, known: Known) -> Iterator[Complaint]:
    """Yield what is wrong with the references of `document`."""
    if isinstance(document, ConditionDocument):
        yield from _condition(document, known)
    elif isinstance(document, TermsDocument):
        yield from _terms(document, known)
    elif isinstance(document, SourcesDocument):
        for name in ("slug", "pmid", "pmcid", "doi"):
            yield from _twice("sources", [getattr(source, name) for source in document.sources])
    else:
        yield from _rules(document, known)


def _twice(name: str, values: Sequence[str]) -> Iterator[Complaint]:
    """Complain of values that more than one item of the list `name` has."""
    for value, count in Counter(filter(None, values)).items():
        if count > 1:
            last = len(values) - 1 - values[::-1].index(value)
            yield (name, last), f"“{value}” stands here {count} times; allowed is once"


def _names_twice(place: tuple[str | int, ...], names: Iterable[Name]) -> Iterator[Complaint]:
    for text, count in Counter(name.text.casefold() for name in names).items():
        if count > 1:
            yield (*place, "names"), f"the name “{text}” stands here {count} times; allowed is once"


def _codes_twice(codes: Iterable[Code]) -> Iterator[Complaint]:
    yield from _twice("codes", [f"{code.system} {code.code}" for code in codes])


def _circle(start: str, broader: Mapping[str, tuple[str, ...]]) -> bool:
    """Tell whether going up from `start` leads back to it."""
    path, seen = list(broader.get(start, ())), set()
    while path:
        slug = path.pop()
        if slug == start:
            return True
        if slug not in seen:
            seen.add(slug)
            path.extend(broader.get(slug, ()))
    return False


def _term(slug: str, kind: str, known: Known) -> str:
    """Return what is wrong with a reference to a term of `kind`, or an empty text."""
    if slug not in known.terms:
        return f"there is no term “{slug}”; allowed is the slug of a {kind}"
    if known.terms[slug] != kind:
        return f"“{slug}” is a {known.terms[slug]}; allowed here is a {kind}"
    return ""


def _terms(document: TermsDocument, known: Known) -> Iterator[Complaint]:
    yield from _twice("terms", [term.slug for term in document.terms])
    yield from _twice("terms", [term.name.casefold() for term in document.terms])
    for position, term in enumerate(document.terms):
        yield from _names_twice(("terms", position), term.names)
        for steps, problem in (*_codes_twice(term.codes), *_twice("broader", term.broader)):
            yield ("terms", position, *steps), problem
        if term.category not in CATEGORIES[document.kind]:
            allowed = ", ".join(sorted(CATEGORIES[document.kind])) or "none"
            yield ("terms", position, "category"), f"allowed for a {document.kind}: {allowed}"
        for number, slug in enumerate(term.broader):
            if problem := _term(slug, document.kind, known):
                yield ("terms", position, "broader", number), problem
        if _circle(term.slug, known.broader_terms):
            yield ("terms", position, "broader"), f"“{term.slug}” is broader than itself: a circle"


def _rules(document: UrgencyRulesDocument, known: Known) -> Iterator[Complaint]:
    yield from _twice("rules", [rule.slug for rule in document.rules])
    for position, rule in enumerate(document.rules):
        if not rule.all_of and not rule.any_of:
            yield ("rules", position), "it would never fire: name terms in all_of or any_of"
        if bool(rule.reviewed_by) != bool(rule.reviewed_on):
            yield ("rules", position), "“reviewed_by” and “reviewed_on” go together"
        for name in ("all_of", "any_of"):
            for number, slug in enumerate(getattr(rule, name)):
                if known.terms.get(slug) not in {"finding", "risk-factor"}:
                    problem = f"there is no finding or risk factor “{slug}”"
                    yield ("rules", position, name, number), problem
        for number, slug in enumerate(rule.sources):
            if slug not in known.sources:
                yield ("rules", position, "sources", number), f"there is no source “{slug}”"


def _condition(document: ConditionDocument, known: Known) -> Iterator[Complaint]:
    if document.broader and document.broader not in known.conditions:
        yield ("broader",), f"there is no condition “{document.broader}”"
    if _circle(document.slug, known.broader_conditions):
        yield ("broader",), f"“{document.slug}” is broader than itself: a circle"
    yield from _names_twice((), document.names)
    yield from _codes_twice(document.codes)
    yield from _twice("former_slugs", document.former_slugs)
    yield from _twice("facts", [str(fact.key) for fact in document.facts])
    yield from _photographs(document, known)
    for position, fact in enumerate(document.facts):
        for steps, problem in _fact(fact, known):
            yield ("facts", position, *steps), problem


def _photographs(document: ConditionDocument, known: Known) -> Iterator[Complaint]:
    rows = document.photographs
    yield from _twice("photographs", [str(row.key) for row in rows])
    yield from _twice("photographs", [row.file.digest for row in rows])
    keys = {fact.key for fact in document.facts}
    for position, row in enumerate(rows):
        if row.key in keys:
            yield ("photographs", position, "key"), "a fact has this key already"
        if row.file.source and row.file.source not in known.sources:
            problem = f"there is no source “{row.file.source}”"
            yield ("photographs", position, "file", "source"), problem
        yield from _body_sites(("photographs", position), row, known)
    if known.pictures is not None:
        yield from picture_complaints(document, known.pictures)


def picture_complaints(
    document: ConditionDocument, pictures: Mapping[str, PictureFile]
) -> Iterator[Complaint]:
    """Yield the photographs whose file is not among `pictures`, or is said to be another's."""
    for position, row in enumerate(document.photographs):
        place = ("photographs", position, "file")
        here = pictures.get(row.file.digest)
        if here is None:
            problem = (
                f"there is no picture file {row.file.digest} here; files do not travel in "
                "documents: add it under “Picture files” first"
            )
            yield (*place, "digest"), problem
            continue
        for name in PictureFile.__struct_fields__:
            if (kept := getattr(here, name)) != getattr(row.file, name):
                yield (*place, name), f"the picture file here says “{kept}”; change it there"


def _fact(fact: Fact, known: Known) -> Iterator[Complaint]:
    yield from _subject(fact, known)
    if (fact.topic == "seek-help") != bool(fact.urgency):
        yield (), "“urgency” belongs to seek-help facts, and each of them needs it"
    if fact.modifiable and fact.topic != "risk-factor":
        yield ("modifiable",), "belongs to risk factors only"
    yield from _body_sites((), fact, known)
    yield from _frequency(fact)
    for number, citation in enumerate(fact.citations):
        if citation.source not in known.sources:
            yield ("citations", number, "source"), f"there is no source “{citation.source}”"
    yield from _twice("citations", [citation.source for citation in fact.citations])


def _body_sites(
    place: tuple[str | int, ...], row: Fact | Photograph, known: Known
) -> Iterator[Complaint]:
    for steps, problem in _twice("body_sites", row.body_sites):
        yield (*place, *steps), problem
    for number, slug in enumerate(row.body_sites):
        if problem := _term(slug, "body-site", known):
            yield (*place, "body_sites", number), problem


def _subject(fact: Fact, known: Known) -> Iterator[Complaint]:
    """Complain of the term or the other condition that a fact is about."""
    kind = TERM_KIND_OF_TOPIC.get(fact.topic)
    if fact.term and not kind:
        yield ("term",), f"a fact about “{fact.topic}” points to no term"
    elif fact.term and kind and (problem := _term(fact.term, kind, known)):
        yield ("term",), problem
    elif not fact.term and fact.topic in NEED_A_TERM:
        yield (), f"a fact about “{fact.topic}” needs a term: the slug of a {kind}"
    if (fact.topic == "differential") != bool(fact.condition):
        yield (), "“condition” belongs to differential facts, and each of them needs it"
    elif fact.condition and fact.condition not in known.conditions:
        yield ("condition",), f"there is no condition “{fact.condition}”"


def _frequency(fact: Fact) -> Iterator[Complaint]:
    frequency = fact.frequency
    if fact.topic not in {"symptom", "risk-factor", "complication"}:
        for name in ("frequency", "reported_absent"):
            if getattr(fact, name):
                yield (name,), "belongs to symptoms, risk factors and complications only"
    if frequency is None:
        return
    if fact.reported_absent != (frequency.band == "excluded"):
        yield ("frequency", "band"), "“excluded” and “reported_absent: true” go together"
    figures = (
        frequency.numerator is not None,
        frequency.denominator is not None,
        frequency.percentage is not None,
    )
    fits = {
        "counted": figures == (True, True, False),
        "percentage": not figures[0] and figures[2],
        "wording": not any(figures),
    }
    if not fits[frequency.basis]:
        yield (
            ("frequency",),
            "counted needs numerator and denominator; percentage needs percentage, with or "
            "without denominator; wording has no figure",
        )
    if frequency.percentage is not None and round(frequency.percentage, 2) != frequency.percentage:
        yield ("frequency", "percentage"), "allowed are two decimals"
    if figures[0] and figures[1] and (frequency.numerator or 0) > (frequency.denominator or 0):
        yield ("frequency", "numerator"), "is larger than the denominator"
