"""Tables back into documents: every problem is told with its sheet, row and column.

A new fact has no key yet. Its row gives any short name instead (“new-1”), by which its citations
refer to it; the key is then made from what the fact says, so that reading the same file again
gives the same fact and never a second one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, get_args
from uuid import UUID, uuid5

import msgspec

from . import schema
from .problems import Part, Problem, Steps, explained
from .schema import ConditionDocument, Document, SourcesDocument, TermsDocument
from .table_rows import Row, rows_of
from .tables import COLUMN_OF_FIELD, COLUMNS, FREQUENCY, Table

KEYS = UUID("6f0f3c52-8d0b-4d5e-9a39-1f0f5b8f6f1d")  # the namespace of keys made here


@dataclass(slots=True)
class Reading:
    """What a file holds: the documents that could be read, and what is wrong with the rest."""

    parts: list[Part] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_tables(tables: Iterable[Table]) -> Reading:
    """Return the documents in `tables`; one with a problem is left out whole.

    Raises `ContentError` as `rows_of` does.
    """
    rows = rows_of(list(tables))
    reading = Reading()
    owned = _owned(rows)
    for kind in get_args(schema.TermKind):
        terms = [row for row in rows["terms"] if row.values.get("kind") == kind]
        if terms:
            _add(reading, _Terms(kind, terms, owned))
    if rows["sources"]:
        _add(reading, _Sources(rows["sources"]))
    if rows["rules"]:
        _add(reading, _Rules(rows["rules"]))
    for row in rows["conditions"]:
        _add(reading, _Condition(row, owned))
    return reading


def _owned(rows: Mapping[str, list[Row]]) -> dict[tuple[str, str], list[Row]]:
    """Return the rows of each sheet by the owner they name."""
    owned: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for sheet in ("condition-names", "condition-codes", "facts", "citations", "photographs"):
        for row in rows[sheet]:
            owned[sheet, row.values[COLUMNS[sheet][0]]].append(row)
    for sheet in ("term-names", "term-codes"):
        for row in rows[sheet]:
            owned[sheet, row.values["term"]].append(row)
    return owned


def _add(reading: Reading, source: "_Source") -> None:
    data = source.data()
    problems = list(source.problems())
    if not problems:
        try:
            document: Document = msgspec.convert(data, Document)
        except msgspec.ValidationError as error:
            steps, message = explained(error, source.model)
            problems = [source.locate(steps, message)]
        else:
            reading.parts.append(Part(source.sheet, document, source.locate))
            return
    reading.problems += problems


class _Source:
    """The rows of one document: their data, and the place each of its fields came from."""

    sheet: str
    model: type
    item: type
    items: str

    def __init__(self, rows: list[Row]) -> None:
        self.rows = rows

    def data(self) -> dict[str, Any]:
        raise NotImplementedError

    def records(self) -> list[dict[str, Any]]:
        return [row.values for row in self.rows]

    def problems(self) -> Iterator[Problem]:
        """Check record by record, so that all wrong ones are told at once."""
        for position, record in enumerate(self.records()):
            try:
                msgspec.convert(record, self.item)
            except msgspec.ValidationError as error:
                steps, message = explained(error, self.item)
                yield self.locate((self.items, position, *steps), message)

    def locate(self, steps: Steps, message: str) -> Problem:
        """Return a problem at the place that steps through the document lead to."""
        if len(steps) > 1 and isinstance(steps[1], int):
            return self.place_in(steps[1], steps[2:], message)
        return self.rows[0].problem(str(steps[0]) if steps else "", message)

    def place_in(self, position: int, steps: Steps, message: str) -> Problem:
        return self.rows[position].problem(str(steps[0]) if steps else "", message)


class _Sources(_Source):
    sheet = items = "sources"
    model, item = SourcesDocument, schema.Source

    def data(self) -> dict[str, Any]:
        return {"schema": "calcsite/sources/1", "sources": self.records()}


class _Rules(_Source):
    sheet = items = "rules"
    model, item = schema.UrgencyRulesDocument, schema.UrgencyRule

    def data(self) -> dict[str, Any]:
        return {"schema": "calcsite/urgency-rules/1", "rules": self.records()}


class _Terms(_Source):
    sheet = items = "terms"
    model, item = TermsDocument, schema.Term

    def __init__(
        self, kind: str, rows: list[Row], owned: Mapping[tuple[str, str], list[Row]]
    ) -> None:
        super().__init__(rows)
        self.kind = kind
        self.owned = owned

    def data(self) -> dict[str, Any]:
        return {"schema": "calcsite/terms/1", "kind": self.kind, "terms": self.records()}

    def records(self) -> list[dict[str, Any]]:
        return [
            _without(row.values, "kind") | _names_and_codes(self.owned, "term", row)
            for row in self.rows
        ]

    def place_in(self, position: int, steps: Steps, message: str) -> Problem:
        row = self.rows[position]
        return _place_of_owned(self.owned, "term", row, steps, message) or super().place_in(
            position, steps, message
        )


class _Condition(_Source):
    sheet, items = "conditions", "facts"
    model, item = ConditionDocument, schema.Fact

    def __init__(self, row: Row, owned: Mapping[tuple[str, str], list[Row]]) -> None:
        super().__init__(owned.get(("facts", row.values.get("slug", "")), []))
        self.row = row
        self.slug = row.values.get("slug", "")
        self.owned = owned

    def data(self) -> dict[str, Any]:
        own = self.row.values | _names_and_codes(self.owned, "condition", self.row)
        shown = [_photograph(row.values) for row in self.photographs]
        if shown:
            own["photographs"] = shown
        return {"schema": "calcsite/condition/1", **own, "facts": self.records()}

    @property
    def photographs(self) -> list[Row]:
        return self.owned.get(("photographs", self.slug), [])

    def records(self) -> list[dict[str, Any]]:
        return [_fact(row.values, self.slug) | self._citations(row) for row in self.rows]

    def _citations(self, row: Row) -> dict[str, Any]:
        rows = self.owned.get(("citations", row.values["key"]), [])
        return {"citations": [_without(row.values, "fact") for row in rows]} if rows else {}

    def locate(self, steps: Steps, message: str) -> Problem:
        if steps and steps[0] == "facts":
            return super().locate(steps, message)
        if len(steps) > 1 and steps[0] == "photographs" and isinstance(steps[1], int):
            names = [
                str(step) for step in steps[2:] if step != "file" and not isinstance(step, int)
            ]
            return self.photographs[steps[1]].problem(names[0] if names else "", message)
        place = _place_of_owned(self.owned, "condition", self.row, steps, message)
        return place or self.row.problem(str(steps[0]) if steps else "", message)

    def place_in(self, position: int, steps: Steps, message: str) -> Problem:
        row = self.rows[position]
        if len(steps) > 1 and steps[0] == "citations" and isinstance(steps[1], int):
            row = self.owned["citations", row.values["key"]][steps[1]]
            return row.problem(str(steps[2]) if len(steps) > 2 else "source", message)
        names = [str(step) for step in steps if step != "frequency" and not isinstance(step, int)]
        column = names[0] if names else ""
        return row.problem(COLUMN_OF_FIELD.get(column, column), message)


def _fact(values: dict[str, Any], condition: str) -> dict[str, Any]:
    """Return a row as the record of a fact, with the key of a new fact made from what it says."""
    record = _without(values, "condition", "other_condition", *FREQUENCY)
    if "other_condition" in values:
        record["condition"] = values["other_condition"]
    frequency = {name: values[name] for name in FREQUENCY if name in values}
    if frequency:
        record["frequency"] = frequency
    try:
        UUID(values["key"])
    except ValueError:
        said = ("topic", "term", "other_condition", "plain", "clinical")
        text = "\n".join([condition, *(str(values.get(name, "")) for name in said)])
        record["key"] = str(uuid5(KEYS, text))
    return record


def _photograph(values: dict[str, Any]) -> dict[str, Any]:
    """Return a row as the record of a photograph."""
    columns = schema.PictureFile.__struct_fields__
    file = {name: values[name] for name in columns if name in values}
    return _without(values, "condition", *columns) | {"file": file}


def _without(values: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in names}


def _names_and_codes(
    owned: Mapping[tuple[str, str], list[Row]], owner: str, row: Row
) -> dict[str, Any]:
    slug = row.values.get("slug", "")
    found = {name: owned.get((f"{owner}-{name}", slug), []) for name in ("names", "codes")}
    return {
        name: [_without(one.values, owner) for one in rows] for name, rows in found.items() if rows
    }


def _place_of_owned(
    owned: Mapping[tuple[str, str], list[Row]], owner: str, row: Row, steps: Steps, message: str
) -> Problem | None:
    """Return the place of a problem in a name or code, if it is in one."""
    if not steps or steps[0] not in ("names", "codes"):
        return None
    rows = owned.get((f"{owner}-{steps[0]}", row.values.get("slug", "")), [])
    number = steps[1] if len(steps) > 1 and isinstance(steps[1], int) else len(rows) - 1
    return rows[number].problem(str(steps[2]) if len(steps) > 2 else "", message)
