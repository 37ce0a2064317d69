"""What the catalogue for professionals knows: one release of the ontology, kept per process."""

import json
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from threading import Lock
from time import monotonic
from typing import Any, NamedTuple

import numpy as np
from django.conf import settings
from django.db import connection

from conditions.exchange.hpo import (
    PHENOTYPES,
    HpoTerm,
    StatedFrequency,
    current_codes,
    with_narrower,
)
from conditions.lookup import (
    Columns,
    Frequency,
    Index,
    Reader,
    TermIndex,
    TermRecord,
    TermWords,
)
from conditions.models import (
    CatalogueAnnotation,
    CatalogueDisease,
    Release,
    ReleaseState,
)

SOURCE = "HPO"
PHENOTYPE_ASPECT = "P"  # the rows about what patients show; others say how it is inherited
FINDING = "finding"
ROWS_AT_ONCE = 10_000


class NoCatalogueError(LookupError):
    """Nothing has been imported yet."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One release, ready to be looked things up in.

    The index's terms are codes of the ontology, its conditions the groups of disease records.
    """

    release: Release
    index: Index
    names: Mapping[str, str]  # of every term in force, findings or not
    current: Mapping[str, str]  # any code ever used for a finding → the one in force


_kept: list[tuple[Catalogue, float]] = []  # at most one, and when it was last known to serve
_kept_readers: dict[tuple[int, str], Reader] = {}  # by release; at most one
_lock = Lock()


def catalogue() -> Catalogue:
    """Return the release that serves; one query while it stays the same, four when it is new.

    A process that has just looked, less than `LOOKUP_RECHECK_SECONDS` ago, makes no query. Raises
    `NoCatalogueError` before the first import.
    """
    started = monotonic()
    if _kept and started - _kept[0][1] < settings.LOOKUP_RECHECK_SECONDS:
        return _kept[0][0]
    release = Release.objects.filter(source=SOURCE, state=ReleaseState.SERVING).first()
    if release is None:
        raise NoCatalogueError
    # One thread builds; the others wait for it rather than build the same again.
    with _lock:
        is_new = not _kept or _identity(_kept[0][0].release) != _identity(release)
        found = _build(release) if is_new else _kept[0][0]
        _kept[:] = [(found, started)]
        return found


def catalogue_reader(catalogue: Catalogue) -> Reader:
    """Return the reader of sentences that knows the names and synonyms of the findings."""
    release = catalogue.release
    identity = _identity(release)
    with _lock:
        if identity not in _kept_readers:
            terms = _term_words(release, catalogue.index.term_ids)
            reader = Reader.build(TermIndex.build(terms))
            _kept_readers.clear()
            _kept_readers[identity] = reader
        return _kept_readers[identity]


def _identity(release: Release) -> tuple[int, str]:
    """Tell releases apart, also those of another database or of one that was put back."""
    return release.pk, release.fingerprint


class Row(NamedTuple):
    """What is shown of one row, as the release has it."""

    pk: int
    disease: str
    qualifier: str
    frequency: str
    reference: str
    evidence: str
    onset: str
    sex: str
    modifier: str


class Disease(NamedTuple):
    """What is shown of one record of a disease; records of one disease share a group."""

    group: str
    code: str
    name: str
    other_names: str  # a list in JSON

    @property
    def names(self) -> list[str]:
        return [self.name, *json.loads(self.other_names)]


# Asked at every search: written out, because putting it together takes longer than running it. Rows
# by key alone: with the release beside it SQLite would walk through all rows of the release.
# Only names of our own tables and columns are put into the text (noqa: S608).
COLUMNS = ", ".join(f"annotation.{name}" for name in Row._fields[2:])
ROWS = (
    f"SELECT annotation.id, disease.code, {COLUMNS}"  # noqa: S608
    f" FROM {CatalogueAnnotation._meta.db_table} AS annotation"
    f" JOIN {CatalogueDisease._meta.db_table} AS disease ON disease.id = annotation.disease_id"
    " WHERE annotation.id IN ({})"
)
DISEASES = (
    'SELECT disease."group", disease.code, disease.name, disease.other_names'  # noqa: S608
    f" FROM {CatalogueDisease._meta.db_table} AS disease"
    ' WHERE disease.release_id = %s AND disease."group" IN ({})'
)


@dataclass(frozen=True, slots=True)
class Records:
    """What the shown results rest on, as the release has it."""

    diseases: Mapping[str, list[Disease]]  # by group
    rows: Mapping[str, Row]  # by the key of an annotation


def records(catalogue: Catalogue, groups: Collection[str], keys: Iterable[str]) -> Records:
    """Return the records of the groups and the rows of the keys: two queries."""
    diseases: dict[str, list[Disease]] = {group: [] for group in groups}
    for disease in map(Disease._make, _found(DISEASES, groups, catalogue.release.pk)):
        diseases[disease.group].append(disease)
    rows = map(Row._make, _found(ROWS, sorted({*map(int, keys)})))
    return Records(diseases, {str(row.pk): row for row in rows})


def _found(query: str, among: Collection[Any], *first: Any) -> list[tuple[Any, ...]]:
    if not among:
        return []
    with connection.cursor() as cursor:
        cursor.execute(query.format(", ".join(["%s"] * len(among))), [*first, *among])
        return list(cursor.fetchall())


def _term_words(release: Release, findings: Container[str]) -> Iterator[TermWords]:
    for code, name, synonyms in release.terms.values_list("code", "name", "synonyms"):
        if code in findings:
            yield TermWords(code, FINDING, name, synonyms=tuple(text for text, *_ in synonyms))


def _build(release: Release) -> Catalogue:
    terms: dict[str, HpoTerm] = {}
    codes: dict[int, str] = {}
    fields = ("pk", "code", "name", "broader", "former_codes", "is_obsolete", "replaced_by")
    for pk, code, name, broader, former, is_obsolete, heir in release.terms.values_list(*fields):
        codes[pk] = code
        terms[code] = HpoTerm(
            code,
            name,
            broader=tuple(broader.split()),
            former_codes=tuple(former.split()),
            is_obsolete=is_obsolete,
            replaced_by=heir,
        )
    findings = with_narrower(PHENOTYPES, terms)
    records = [
        TermRecord(code, FINDING, tuple(one for one in terms[code].broader if one in findings))
        for code in findings
    ]
    conditions, columns = _columns(release, codes, findings)
    return Catalogue(
        release=release,
        index=Index.of_columns(records, conditions, columns),
        names={code: term.name for code, term in terms.items() if not term.is_obsolete},
        current={code: heir for code, heir in current_codes(terms).items() if heir in findings},
    )


def _columns(
    release: Release, codes: Mapping[int, str], findings: frozenset[str]
) -> tuple[tuple[str, ...], Columns]:
    """Return the groups of diseases, ascending, and what the rows say of them."""
    groups = dict(release.diseases.values_list("pk", "group"))
    numbers = {code: number for number, code in enumerate(sorted(findings))}
    term_of = {pk: numbers[code] for pk, code in codes.items() if code in findings}
    frequencies: dict[str, int] = {}
    rows = release.annotations.filter(aspect=PHENOTYPE_ASPECT).order_by("pk")
    columns = rows.values_list("pk", "disease", "term", "frequency", "qualifier")
    table = np.fromiter(
        (
            (pk, disease, term_of[term], frequencies.setdefault(text, len(frequencies)), not_)
            for pk, disease, term, text, not_ in columns.iterator(chunk_size=ROWS_AT_ONCE)
        ),
        dtype=[("key", "i8"), ("disease", "i8"), ("term", "i4"), ("code", "i4"), ("not", "?")],
    )
    diseases, place = np.unique(table["disease"], return_inverse=True)
    of_disease = [groups[pk] for pk in diseases.tolist()]
    conditions, group = np.unique(of_disease, return_inverse=True)
    return tuple(conditions.tolist()), Columns(
        condition=group[place].astype(np.int32),
        term=table["term"].copy(),
        frequency=table["code"].copy(),
        absent=table["not"].copy(),
        keys=table["key"].copy(),
        frequencies=[Frequency(**asdict(StatedFrequency.of(text))) for text in frequencies],
    )
