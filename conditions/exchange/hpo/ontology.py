"""hp.obo: the terms of the Human Phenotype Ontology.

The format is OBO 1.2 (https://owlcollab.github.io/oboformat/doc/GO.format.obo-1_2.html): a header
of `tag: value` lines, then stanzas, each under a line such as `[Term]`. Tags that are not listed in
`HpoTerm` are read over; so are stanzas of other kinds.
"""

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .lines import BrokenFileError, date_in, numbered_lines

PHENOTYPES = "HP:0000118"  # “Phenotypic abnormality”: above all that a patient can show
SCOPES = ("EXACT", "BROAD", "NARROW", "RELATED")
CODE = re.compile(r"HP:\d{7}")
QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"\s*(.*)')
ESCAPED = re.compile(r"\\(.)")
ESCAPES = {"n": "\n", "t": "\t", "W": " "}

# A line of a stanza: its number and its value.
Values = Mapping[str, list[tuple[int, str]]]


@dataclass(frozen=True, slots=True)
class Synonym:
    """`scope` is one of `SCOPES`; `kind` is the ontology's own, such as “layperson”, or empty."""

    text: str
    scope: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class HpoTerm:
    code: str
    name: str  # an obsolete term may have none
    definition: str = ""
    synonyms: tuple[Synonym, ...] = ()
    broader: tuple[str, ...] = ()
    former_codes: tuple[str, ...] = ()  # alt_id: codes of terms merged into this one
    is_obsolete: bool = False
    replaced_by: str = ""  # of an obsolete term, where the ontology names exactly one


@dataclass(frozen=True, slots=True)
class Ontology:
    """All terms by their code, obsolete ones too."""

    version: str
    released_on: datetime.date
    terms: Mapping[str, HpoTerm]
    current: Mapping[str, str]  # any code ever used → the term that stands for it now


def read_ontology(path: Path) -> Ontology:
    """Read hp.obo. Raises `BrokenFileError` with the line that is wrong."""
    stanzas = _stanzas(path)
    _kind, _number, header = next(stanzas)
    released_on = _release_date(path, header)
    terms: dict[str, HpoTerm] = {}
    places: dict[str, int] = {}
    for kind, number, values in stanzas:
        if kind != "Term":
            continue
        term = _term(path, number, values)
        if term.code in terms:
            raise BrokenFileError(path, number, f"{term.code} stands here a second time")
        terms[term.code] = term
        places[term.code] = number
    _check_hierarchy(path, terms, places)
    return Ontology(released_on.isoformat(), released_on, terms, current_codes(terms))


def _release_date(path: Path, header: Values) -> datetime.date:
    for tag in ("format-version", "data-version"):
        if tag not in header:
            raise BrokenFileError(path, 1, f"the header lacks “{tag}”: is this an OBO file?")
    number, version = header["data-version"][0]
    released_on = date_in(version)
    if released_on is None:
        raise BrokenFileError(path, number, f"no date in the data version “{version}”")
    return released_on


def _check_hierarchy(path: Path, terms: Mapping[str, HpoTerm], places: Mapping[str, int]) -> None:
    for term in terms.values():
        for broader in term.broader:
            if broader not in terms or terms[broader].is_obsolete:
                message = f"{term.code} is a kind of {broader}, which is not a term of this file"
                raise BrokenFileError(path, places[term.code], message)
    if PHENOTYPES not in terms:
        raise BrokenFileError(path, 0, f"there is no {PHENOTYPES}: this is not hp.obo")


def _stanzas(path: Path) -> Iterator[tuple[str, int, Values]]:
    """Yield the header and then every stanza: its kind, its line and its values by tag."""
    kind, start = "", 1
    values: dict[str, list[tuple[int, str]]] = {}
    for number, line in numbered_lines(path):
        if line.startswith("["):
            if not line.endswith("]"):
                raise BrokenFileError(path, number, f"not the name of a stanza: {line[:40]}")
            yield kind, start, values
            kind, start, values = line[1:-1], number, {}
        elif line and not line.startswith("!"):
            tag, colon, value = line.partition(":")
            if not colon or not tag or " " in tag:
                raise BrokenFileError(path, number, f"not a “tag: value” line: {line[:40]}")
            values.setdefault(tag, []).append((number, value.strip()))
    yield kind, start, values


def _term(path: Path, start: int, values: Values) -> HpoTerm:
    is_obsolete = [value for _, value in values.get("is_obsolete", ())] == ["true"]
    # Some obsolete terms have lost their name.
    for tag in ("id",) if is_obsolete else ("id", "name"):
        if len(values.get(tag, ())) != 1 or not values[tag][0][1]:
            raise BrokenFileError(path, start, f"this term needs exactly one “{tag}”")
    replacements = _codes(path, values, "replaced_by")
    return HpoTerm(
        code=_codes(path, values, "id")[0],
        name=values["name"][0][1] if "name" in values else "",
        definition=_quoted(path, *values["def"][0])[0] if "def" in values else "",
        synonyms=tuple(_synonym(path, *line) for line in values.get("synonym", ())),
        broader=_codes(path, values, "is_a"),
        former_codes=_codes(path, values, "alt_id"),
        is_obsolete=is_obsolete,
        replaced_by=replacements[0] if len(replacements) == 1 else "",
    )


def _codes(path: Path, values: Values, tag: str) -> tuple[str, ...]:
    """Return the codes that a tag gives, without the name that may follow after “!”."""
    found = []
    for number, value in values.get(tag, ()):
        code = value.partition("!")[0].strip()
        if not CODE.fullmatch(code):
            raise BrokenFileError(path, number, f"“{tag}” needs a code like HP:0001234: {code}")
        found.append(code)
    return tuple(found)


def _synonym(path: Path, number: int, value: str) -> Synonym:
    text, rest = _quoted(path, number, value)
    scope, _space, more = rest.partition(" ")
    if scope not in SCOPES:
        raise BrokenFileError(path, number, f"a synonym is {', '.join(SCOPES)}, not “{scope}”")
    return Synonym(text, scope, more.partition("[")[0].strip())


def _quoted(path: Path, number: int, value: str) -> tuple[str, str]:
    """Return the text between quotation marks, unescaped, and what follows."""
    found = QUOTED.fullmatch(value)
    if not found:
        raise BrokenFileError(path, number, f"text in quotation marks is missing: {value[:40]}")
    text = ESCAPED.sub(lambda one: ESCAPES.get(one[1], one[1]), found[1])
    return text, found[2]


def current_codes(terms: Mapping[str, HpoTerm]) -> dict[str, str]:
    """Map every code to the term that stands for it; an obsolete one without heir is left out."""
    heirs = {former: term.code for term in terms.values() for former in term.former_codes}
    heirs |= {term.code: term.replaced_by for term in terms.values() if term.is_obsolete}
    current = {}
    for code in {*terms, *heirs}:
        seen = {code}
        place = code
        while place in heirs:
            place = heirs[place]
            if place in seen:
                break
            seen.add(place)
        if place in terms and not terms[place].is_obsolete:
            current[code] = place
    return current


def with_narrower(root: str, terms: Mapping[str, HpoTerm]) -> frozenset[str]:
    """Return `root` and everything below it."""
    narrower: dict[str, list[str]] = {}
    for term in terms.values():
        for broader in term.broader:
            narrower.setdefault(broader, []).append(term.code)
    found, open_ = {root}, [root]
    while open_:
        fresh = [code for code in narrower.get(open_.pop(), ()) if code not in found]
        found.update(fresh)
        open_ += fresh
    return frozenset(found)
