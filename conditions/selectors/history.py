"""The recorded changes of a record and of the rows that belong to it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

# What a row of the history says of itself rather than of the record.
ABOUT_THE_ROW = {"history_id", "history_date", "history_type"}
ABOUT_THE_ROW |= {"history_user_id", "history_change_reason", "id"}


@dataclass(frozen=True, slots=True)
class FieldStep:
    """A field before and after; the values are as stored, of relations the ids of records."""

    field: Any
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class RecordStep:
    """One recorded change of one row.

    `kind` is "+" (added), "~" (changed), "-" (removed), or empty: what it was before is unknown.
    """

    model: type[Model]
    row: Any
    kind: str
    fields: list[FieldStep]


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """What one person changed at one time."""

    at: Any
    by: str
    reason: str
    steps: list[RecordStep] = field(default_factory=list)


def history_of(record: Model, related: Iterable[str] = ()) -> list[HistoryEntry]:
    """Return the changes of `record` and of its `related` rows, newest first.

    The number of queries is that of the tables.
    """
    model = type(record)
    steps = list(_steps(model, {"id": record.pk}))
    for name in related:
        relation: Any = model._meta.get_field(name)
        owner = relation.field.attname
        steps += _steps(relation.related_model, {owner: record.pk}, hidden={owner})
    steps.sort(key=lambda step: (step.row.history_date, step.row.history_id))
    entries: list[HistoryEntry] = []
    for step in steps:
        row = step.row
        if not entries or (entries[-1].at, entries[-1].by) != (row.history_date, row.history_user):
            reason = row.history_change_reason or ""
            entries.append(HistoryEntry(row.history_date, row.history_user, reason))
        entries[-1].steps.append(step)
    return entries[::-1]


def names_in(entries: Iterable[HistoryEntry]) -> dict[tuple[type[Model], int], str]:
    """Return the names of the records that changed relations point to, by model and id."""
    wanted: dict[type[Model], set[int]] = {}
    for entry in entries:
        for change in (change for step in entry.steps for change in step.fields):
            if related := change.field.related_model:
                values = (change.before, change.after)
                ids = {pk for value in values for pk in _ids(value)}
                wanted.setdefault(related, set()).update(ids)
    return {
        (model, pk): str(row)
        for model, ids in wanted.items()
        for pk, row in model._base_manager.in_bulk(ids).items()
    }


def _ids(value: Any) -> tuple[int, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def _steps(
    model: Any, of: dict[str, Any], hidden: Iterable[str] = frozenset()
) -> Iterator[RecordStep]:
    """Yield the steps of a model's rows that changed anything."""
    rows = list(model.history.filter(**of).order_by("history_date", "history_id"))
    chosen = _chosen(model, rows)
    previous: dict[int, Any] = {}
    for row in rows:
        before = previous.get(row.id)
        removed = row.history_type == "-"
        fields = [
            FieldStep(one, None if before is None else values[0], None if removed else values[1])
            for one in _fields(row, hidden)
            for values in [(_value(before, one, chosen), _value(row, one, chosen))]
            if removed or before is None or values[0] != values[1]
        ]
        previous[row.id] = row
        if fields:
            kind = "" if before is None and row.history_type == "~" else row.history_type
            yield RecordStep(model, row, kind, fields)


def _fields(row: Any, hidden: Iterable[str]) -> list[Any]:
    own = [one for one in row._meta.concrete_fields if one.attname not in {*ABOUT_THE_ROW, *hidden}]
    return [*own, *row._history_m2m_fields]


def _value(row: Any, one: Any, chosen: dict[tuple[int, str], tuple[int, ...]]) -> Any:
    if row is None:
        return None
    if one.many_to_many:
        return chosen.get((row.history_id, one.name), ())
    return getattr(row, one.attname)


def _chosen(model: Any, rows: Iterable[Any]) -> dict[tuple[int, str], tuple[int, ...]]:
    """Return what plain many-to-many fields held, by history row and field."""
    chosen: dict[tuple[int, str], tuple[int, ...]] = {}
    for one in model.history.model._history_m2m_fields:
        key = one.m2m_reverse_field_name() + "_id"
        held = getattr(model.history.model, one.name).filter(history__in=rows).order_by(key)
        for history, pk in held.values_list("history_id", key):
            chosen[history, one.name] = (*chosen.get((history, one.name), ()), pk)
    return chosen
