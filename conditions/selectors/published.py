"""The state of what is published, and what each process keeps for as long as it lasts."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar

from django.conf import settings
from django.db import connection
from django.utils import timezone

from conditions.models import ConditionCode, ConditionName, Edition, Source, Term, UrgencyRule

T = TypeVar("T")
# Asked at every search: written out, because putting it together takes longer than running it.
# Nothing from outside is in these texts, only names of our own tables (noqa: S608).
STAMPS = " UNION ALL ".join((
    *(
        f"SELECT '{model.__name__}', COUNT(*), MAX(updated_at) FROM {model._meta.db_table}"  # noqa: S608
        for model in (Term, Source, UrgencyRule)
    ),
    # These keep no time of change, but are few.
    f"SELECT \"match\" || ' ' || text, condition_id, NULL FROM {ConditionName._meta.db_table}",  # noqa: S608
    f"SELECT system || ' ' || code, condition_id, NULL FROM {ConditionCode._meta.db_table}"  # noqa: S608
    " WHERE checked",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class State:
    """A fingerprint of the published content, and the ids of the published editions."""

    version: str
    editions: tuple[int, ...]


class Kept(Generic[T]):
    """Something built whole from the published content, kept by each process while that stays."""

    def __init__(self, build: Callable[[State], T]) -> None:
        self._build = build
        self._lock = Lock()
        self._built: tuple[State, T, float] | None = None  # the last: when it was known to be new

    def newest(self, at: datetime | None = None) -> T:
        """Return what belongs to the content of this moment; two queries while it has not changed.

        A process that has just looked, less than `LOOKUP_RECHECK_SECONDS` ago, makes no query.
        """
        started, built = monotonic(), self._built
        if at is None and built and started - built[2] < settings.LOOKUP_RECHECK_SECONDS:
            return built[1]
        state = _state(at or timezone.now())
        # One thread builds; the others wait for it rather than build the same again.
        with self._lock:
            built = self._built
            thing = built[1] if built and built[0] == state else self._build(state)
            self._built = state, thing, started
            return thing


def _state(at: datetime) -> State:
    """Return the state of published editions, vocabulary, names, codes, sources and rules."""
    editions = list(
        Edition.objects.published(at=at)
        .order_by("pk")
        .values_list(
            "pk",
            "condition__slug",
            "condition__name",
            "condition__plain_name",
            "condition__broader",
        )
    )
    with connection.cursor() as cursor:
        cursor.execute(STAMPS)
        stamps = cursor.fetchall()
    text = repr((editions, sorted(map(repr, stamps))))
    version = hashlib.sha256(text.encode()).hexdigest()[:12]
    return State(version, tuple(pk for pk, *_others in editions))
