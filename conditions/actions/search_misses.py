"""Words that found nothing: counted in memory, written down now and then, never who or when.

Only a single word of letters counts that the vocabulary does not know either. A page that finds
nothing adds to a tally in the memory of its process, which a read-only request may do. What was
tallied is written at most once a minute, after an answer has gone out (`write_tally` is a receiver
of `request_finished`), so that no page waits for it and no time of day can be read from it.
"""

import logging
import time
import unicodedata
from collections import Counter
from collections.abc import Iterable
from datetime import date
from threading import Lock
from typing import Any

from django.conf import settings
from django.core.signals import request_finished
from django.db import DatabaseError, transaction
from django.db.models import F
from django.dispatch import receiver
from django.utils import timezone

from conditions.models import SearchMiss
from conditions.models.readers import SHOWN_FROM
from conditions.selectors.lookup import knowledge

SHORTEST_WORD, LONGEST_WORD = 3, 40
SECONDS_BETWEEN_WRITES = 60
WORDS_IN_TALLY = 200  # different ones, per process and minute
WORDS_A_MONTH = 2000  # different ones: more is a flood

logger = logging.getLogger(__name__)
_tally: Counter[str] = Counter()
_since: list[float] = []  # when the tally's first word came; at most one
_lock = Lock()
_writing = Lock()


def word_of(text: str) -> str:
    """Return the single word that `text` is, without case and accents, or an empty text.

    Letters outside the Latin alphabet are no word of this site, whose vocabulary is English.
    """
    letters = unicodedata.normalize("NFKD", text.strip().casefold())
    word = "".join(letter for letter in letters if not unicodedata.combining(letter))
    is_word = word.isascii() and word.isalpha() and SHORTEST_WORD <= len(word) <= LONGEST_WORD
    return word if is_word else ""


def tally(texts: Iterable[str]) -> None:
    """Add the texts that are a single word to the tally; nothing is written."""
    if not settings.COUNT_SEARCH_MISSES:
        return
    words = {word for text in texts if (word := word_of(text))}
    with _lock:
        for word in words:
            if word in _tally or len(_tally) < WORDS_IN_TALLY:
                _tally[word] += 1
        if _tally and not _since:
            _since.append(time.monotonic())


@receiver(request_finished)
def write_tally(*, even_if_young: bool = False, **signal: Any) -> None:
    """Write the tally when it is a minute old; a failure costs the tally and nothing else."""
    if not _is_due(even_if_young) or not _writing.acquire(blocking=False):
        return
    try:
        count_misses(counts=_unknown(_take()), month=timezone.localdate().replace(day=1))
    except DatabaseError:
        logger.warning("Words that found nothing could not be counted.")
    finally:
        _writing.release()


def _is_due(even_if_young: bool) -> bool:
    with _lock:
        if not _since:
            return False
        return even_if_young or time.monotonic() - _since[0] >= SECONDS_BETWEEN_WRITES


def _take() -> dict[str, int]:
    with _lock:
        taken = dict(_tally)
        _tally.clear()
        _since.clear()
    return taken


def _unknown(counts: dict[str, int]) -> dict[str, int]:
    """Leave out the words that the lookup would have understood."""
    reader = knowledge().reader
    return {word: times for word, times in counts.items() if not reader.read(word).mentions}


@transaction.atomic
def count_misses(*, counts: dict[str, int], month: date) -> None:
    """Add to the counts of a month (its first day), and forget rare words of earlier months.

    New words are left out once the month has `WORDS_A_MONTH`.
    """
    SearchMiss.objects.filter(month__lt=month, count__lt=SHOWN_FROM).delete()
    this_month = SearchMiss.objects.filter(month=month)
    there = set(this_month.filter(word__in=counts).values_list("word", flat=True))
    room = WORDS_A_MONTH - this_month.count()
    new = [word for word in counts if word not in there][: max(0, room)]
    SearchMiss.objects.bulk_create(
        (SearchMiss(word=word, month=month, count=0) for word in new), ignore_conflicts=True
    )
    for word in [*there, *new]:
        this_month.filter(word=word).update(count=F("count") + counts[word])
