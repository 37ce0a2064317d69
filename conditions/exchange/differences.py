"""What changed between two versions of a condition's content, fact by fact.

A photograph has a key, a topic and wordings as a fact has, and is compared as one.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from .schema import ConditionDocument, Fact, Photograph

# Checking a fact again is not changing it.
NOT_COMPARED = {"key", "checked"}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a fact before and after, as it stands in the document; None: empty."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact or photograph that was added (no `before`), removed (no `after`) or changed."""

    key: UUID
    before: Fact | Photograph | None
    after: Fact | Photograph | None
    fields: tuple[FieldChange, ...] = ()


def differences(before: ConditionDocument, after: ConditionDocument) -> tuple[FactChange, ...]:
    """Return what differs, in the order of `after`, then what is gone; photographs come last.

    Facts are compared by key; their order and their checks are not compared.
    """
    return (
        *_differences(before.facts, after.facts),
        *_differences(before.photographs, after.photographs),
    )


def _differences(
    before: Iterable[Fact | Photograph], after: Iterable[Fact | Photograph]
) -> tuple[FactChange, ...]:
    old = {fact.key: fact for fact in before}
    new = {fact.key: fact for fact in after}
    changes = []
    for key, fact in new.items():
        fields = tuple(_fields(old.get(key), fact))
        if key not in old or fields:
            changes.append(FactChange(key, old.get(key), fact, fields))
    changes += [FactChange(key, fact, None) for key, fact in old.items() if key not in new]
    return tuple(changes)


def moved(before: ConditionDocument, after: ConditionDocument) -> tuple[UUID, ...]:
    """Return the facts, and the photographs, that stand elsewhere among those that both have.

    They are as few as can be: the others (a longest increasing run) kept their order.
    """
    return (
        *_moved(before.facts, after.facts),
        *_moved(before.photographs, after.photographs),
    )


def _moved(
    before: Sequence[Fact | Photograph], after: Sequence[Fact | Photograph]
) -> tuple[UUID, ...]:
    place = {fact.key: number for number, fact in enumerate(before)}
    common = [fact.key for fact in after if fact.key in place]
    # The last fact of the best run of each length so far, and what stands before each fact.
    ends: list[UUID] = []
    previous: dict[UUID, UUID | None] = {}
    for key in common:
        length = bisect_left(ends, place[key], key=place.__getitem__)
        previous[key] = ends[length - 1] if length else None
        ends[length : length + 1] = [key]
    kept = set()
    step = ends[-1] if ends else None
    while step is not None:
        kept.add(step)
        step = previous[step]
    return tuple(key for key in common if key not in kept)


def _fields(before: Fact | Photograph | None, after: Fact | Photograph) -> Iterator[FieldChange]:
    if before is None:
        return
    for field in after.__struct_fields__:
        old, new = getattr(before, field), getattr(after, field)
        if field not in NOT_COMPARED and old != new:
            yield FieldChange(field, msgspec.to_builtins(old), msgspec.to_builtins(new))


def as_json(changes: Iterable[FactChange]) -> list[dict[str, Any]]:
    """Return changes as plain data to be kept: field by field, whole facts when added or gone."""
    return [
        {
            "key": str(change.key),
            "before": None if change.before is None else msgspec.to_builtins(change.before),
            "after": None if change.after is None else msgspec.to_builtins(change.after),
            "fields": [msgspec.to_builtins(field) for field in change.fields],
        }
        for change in changes
    ]
