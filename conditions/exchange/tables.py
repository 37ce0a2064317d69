"""Documents as flat tables, for people who work in spreadsheets; `table_reading` goes back.

One row a record, one column a field; a column that holds several slugs parts them with spaces.
What belongs to a record stands in a table of its own and names its owner in its first column.
Checks of facts are left out: they are made on the site, not typed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .schema import (
    ConditionDocument,
    Document,
    Fact,
    Photograph,
    PictureFile,
    Source,
    SourcesDocument,
    TermsDocument,
    UrgencyRule,
)

Cell = str | int | float | bool | date | None

NAME = ("text", "audience", "match")
CODE = ("system", "code", "checked")
FREQUENCY = ("band", "basis", "numerator", "denominator", "percentage", "setting")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "conditions": (
        "slug",
        "name",
        "plain_name",
        "kind",
        "broader",
        "review_interval",
        "former_slugs",
    ),
    "condition-names": ("condition", *NAME),
    "condition-codes": ("condition", *CODE),
    "facts": (
        "condition",
        "key",
        "topic",
        "term",
        "other_condition",
        "plain",
        "clinical",
        *FREQUENCY,
        "reported_absent",
        "body_sites",
        "red_flag",
        "urgency",
        "certainty",
        "evidence",
        "modifiable",
        "editorial_advice",
        "key_fact",
    ),
    "citations": ("fact", "source", "locator", "supports"),
    "photographs": (
        "condition",
        "key",
        *PictureFile.__struct_fields__,
        "topic",
        "alt",
        "plain",
        "clinical",
        "body_sites",
        "skin_tone",
        "distressing",
    ),
    "terms": ("kind", "slug", "name", "plain_name", "definition", "category", "broader"),
    "term-names": ("term", *NAME),
    "term-codes": ("term", *CODE),
    "sources": Source.__struct_fields__,
    "rules": UrgencyRule.__struct_fields__,
}
# A fact's document calls it “condition”; in a row that is the condition the fact belongs to.
COLUMN_OF_FIELD = {"condition": "other_condition"}


@dataclass(slots=True)
class Table:
    """A sheet: named columns, and rows of cells."""

    name: str
    columns: tuple[str, ...]
    rows: list[tuple[Cell, ...]] = field(default_factory=list)

    def add(self, values: Mapping[str, Cell]) -> None:
        self.rows.append(tuple(values.get(column) for column in self.columns))


def tables_of(documents: Iterable[Document]) -> list[Table]:
    """Return documents as tables; those that would be empty are left out, but for a condition's."""
    documents = list(documents)
    tables = {name: Table(name, columns) for name, columns in COLUMNS.items()}
    for document in documents:
        for name, values in _rows(document):
            tables[name].add(values)
    needed = {"facts", "citations"} if tables["conditions"].rows else set()
    return [table for table in tables.values() if table.rows or table.name in needed]


def _rows(document: Document) -> Iterator[tuple[str, Mapping[str, Cell]]]:
    if isinstance(document, ConditionDocument):
        yield from _condition_rows(document)
    elif isinstance(document, TermsDocument):
        for term in document.terms:
            yield "terms", _flat(term) | {"kind": document.kind}
            yield from _owned("term", term.slug, term)
    elif isinstance(document, SourcesDocument):
        for source in document.sources:
            yield "sources", _flat(source)
    else:
        for rule in document.rules:
            yield "rules", _flat(rule)


def _condition_rows(document: ConditionDocument) -> Iterator[tuple[str, Mapping[str, Cell]]]:
    yield "conditions", _flat(document)
    yield from _owned("condition", document.slug, document)
    for fact in document.facts:
        yield "facts", _fact_row(fact) | {"condition": document.slug}
        for citation in fact.citations:
            yield "citations", _flat(citation) | {"fact": str(fact.key)}
    for photograph in document.photographs:
        yield "photographs", _photograph_row(photograph) | {"condition": document.slug}


def _fact_row(fact: Fact) -> dict[str, Cell]:
    row = _flat(fact) | {"key": str(fact.key), "other_condition": fact.condition}
    return row | (_flat(fact.frequency) if fact.frequency else {})


def _photograph_row(photograph: Photograph) -> dict[str, Cell]:
    return _flat(photograph) | _flat(photograph.file) | {"key": str(photograph.key)}


def _owned(owner: str, slug: str, record: Any) -> Iterator[tuple[str, Mapping[str, Cell]]]:
    for name in record.names:
        yield f"{owner}-names", _flat(name) | {owner: slug}
    for code in record.codes:
        yield f"{owner}-codes", _flat(code) | {owner: slug}


def _flat(record: Any) -> dict[str, Cell]:
    """Return the fields of a record that fit into one cell each."""
    cells: dict[str, Cell] = {}
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if isinstance(value, tuple):
            if all(isinstance(item, str) for item in value):
                cells[name] = " ".join(value)
        elif isinstance(value, str | int | float | date):  # a bool is an int
            cells[name] = value
    return cells
