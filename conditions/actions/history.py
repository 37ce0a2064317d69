"""The state before the first change of records that were loaded in bulk."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone


@transaction.atomic
def keep_before(*, record: Any, related: Iterable[str] = ()) -> None:
    """Write down how `record` stands, unless its history has begun; call it before a change.

    `related` names the rows that are edited with it. Nobody is named: nobody is known.
    """
    if record.history.exists():
        return
    stored = type(record).objects.get(pk=record.pk)
    at = timezone.now()
    for row in (stored, *(row for name in related for row in getattr(stored, name).all())):
        row._history_user, row._history_date = "", at
        row.history_records.create_historical_record(row, "+")
