"""The rows of tables: known sheets and columns, cells in their types, owners that exist."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, get_args

from . import schema
from .problems import ContentError, Problem
from .tables import COLUMNS, Table

FLAGS = {
    "authoritative",
    "checked",
    "distressing",
    "editorial_advice",
    "key_fact",
    "modifiable",
    "on_record",
    "person",
    "red_flag",
    "reported_absent",
    "withdrawn",
}
NUMBERS = {"denominator", "numerator", "percentage", "review_interval", "skin_tone", "year"}
LISTS = {"all_of", "any_of", "body_sites", "former_slugs"}
YES_NO = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
TOGETHER = ("facts", "citations")  # without the second one the facts would lose their sources


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its place; `values` holds the cells that are not empty, in their types."""

    sheet: str
    number: int
    values: dict[str, Any]

    def problem(self, column: str, message: str) -> Problem:
        return Problem(self.sheet, self.number, column or "row", message)


def rows_of(tables: list[Table]) -> dict[str, list[Row]]:
    """Return the rows of each sheet that are not empty.

    Raises `ContentError` for a sheet or column that is unknown or missing, a cell that is not of
    its type, and a row that belongs to nothing.
    """
    problems = list(_problems_of_sheets(tables))
    if problems:
        raise ContentError(problems)
    rows: dict[str, list[Row]] = defaultdict(list)
    for table in tables:
        for number, cells in enumerate(table.rows, start=2):
            values = {}
            for column, cell in zip(table.columns, cells, strict=False):
                text = str(cell).strip()
                if text:
                    values[column] = text
            if values:
                rows[table.name].append(Row(table.name, number, values))
    problems = [problem for name in rows for row in rows[name] for problem in _typed(row)]
    problems += [*_homeless(rows), *_misnamed(rows)]
    if problems:
        raise ContentError(problems)
    return rows


def _problems_of_sheets(tables: list[Table]) -> Iterator[Problem]:
    names = [table.name for table in tables]
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            yield Problem(name, 1, "sheet", "the sheet stands here twice")
    for name in TOGETHER:
        if "conditions" in names and name not in names:
            yield Problem(name, 1, "sheet", "the sheet is missing: its content would go")
    for table in tables:
        if table.name in COLUMNS:
            yield from _problems_of_columns(table, COLUMNS[table.name])
        else:
            message = f"there is no sheet of that name; allowed: {', '.join(COLUMNS)}"
            yield Problem(table.name, 1, "sheet", message)


def _problems_of_columns(table: Table, allowed: tuple[str, ...]) -> Iterator[Problem]:
    for column in dict.fromkeys(table.columns):
        if column not in allowed:
            message = f"there is no such column; allowed: {', '.join(allowed)}"
            yield Problem(table.name, 1, column or "empty heading", message)
        elif table.columns.count(column) > 1:
            yield Problem(table.name, 1, column, "the column stands here twice")
    for column in allowed:
        if column not in table.columns:
            yield Problem(table.name, 1, column, "the column is missing: its content would go")


def _typed(row: Row) -> Iterator[Problem]:
    """Turn the cells of a row into their types in place; yield what cannot be one."""
    for column, text in row.values.items():
        if "\0" in text:
            yield row.problem(column, "the text holds a NUL character")
        elif column in FLAGS:
            if text.casefold() not in YES_NO:
                yield row.problem(column, "allowed: yes, no or nothing")
            row.values[column] = YES_NO.get(text.casefold(), False)
        elif column in NUMBERS:
            with suppress(ValueError):  # msgspec says what is allowed
                row.values[column] = int(text) if text.lstrip("-").isdecimal() else float(text)
        elif column in LISTS or (row.sheet, column) in {("terms", "broader"), ("rules", "sources")}:
            row.values[column] = text.replace(",", " ").split()


def _homeless(rows: Mapping[str, list[Row]]) -> Iterator[Problem]:
    """Yield the rows that name an owner no row of this file has."""
    owners = {
        "condition": {row.values.get("slug") for row in rows["conditions"]},
        "fact": {row.values.get("key") for row in rows["facts"]},
        "term": {row.values.get("slug") for row in rows["terms"]},
    }
    for sheet, columns in COLUMNS.items():
        owner = columns[0]
        for row in rows[sheet] if owner in owners else ():
            if row.values.get(owner) not in owners[owner]:
                message = f"there is no such {owner} in this file; allowed is one of its rows"
                yield row.problem(owner, message)


def _misnamed(rows: Mapping[str, list[Row]]) -> Iterator[Problem]:
    """Yield the rows whose own name is missing, given twice or of no known kind."""
    for sheet in ("conditions", "terms"):
        seen: set[str] = set()
        for row in rows[sheet]:
            slug = row.values.get("slug", "")
            if slug in seen:
                yield row.problem("slug", f"“{slug}” stands here twice")
            seen.add(slug)
    for row in rows["terms"]:
        if row.values.get("kind") not in get_args(schema.TermKind):
            yield row.problem("kind", f"allowed: {', '.join(get_args(schema.TermKind))}")
    for row in rows["facts"]:
        if "key" not in row.values:
            yield row.problem("key", "a new fact needs a short name of your choice, such as new-1")
