"""Text search over what is published: names, then vocabulary, then the facts themselves.

Every word is looked for in three places, the best of which counts:

    4  a name of the condition
    2  a term of one of its facts: names, synonyms, body sites
    1  the wordings of its facts

A word weighs ln(1 + N / n) with n of the N published conditions that have it, so a rare word
counts for more. A condition is found when it has at least half of the weight of what was typed,
and the order is by the sum of place × weight, then the shorter name.
"""

import math
import re
from datetime import datetime

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Value, When

from conditions.lookup import SMALL_WORDS
from conditions.models import Condition, Edition, Fact

MAX_WORDS = 12
WORD = re.compile(r"\w{2,}")
PLURAL = re.compile(r"(?<=[^\Ws]{3})s$")  # "sores" finds "sore"; the text is searched for parts
IN_NAME, IN_TERM, IN_TEXT = 4, 2, 1
ENOUGH = 0.5


def words_of(text: str) -> list[str]:
    """Return the words to look for, each once, in order; at most `MAX_WORDS`."""
    words = [word for word in WORD.findall(text.casefold()) if word not in SMALL_WORDS]
    return list(dict.fromkeys(PLURAL.sub("", word) for word in words))[:MAX_WORDS]


def found_conditions(text: str, at: datetime | None = None) -> list[int]:
    """Return the ids of the published conditions that `text` finds, best first: one query."""
    words = words_of(text)
    if not words:
        return []
    places = {f"word_{number}": _place_of(word, at) for number, word in enumerate(words)}
    conditions = Condition.objects.published(at=at).annotate(**places)
    rows = list(conditions.values_list("pk", "name", *places))
    weights = _weights([row[2:] for row in rows], len(words))
    found = []
    for pk, name, *found_in in rows:
        share = sum(w for w, place in zip(weights, found_in, strict=True) if place) / sum(weights)
        if share >= ENOUGH:
            score = sum(w * place for w, place in zip(weights, found_in, strict=True))
            found.append((-score, len(name), name, pk))
    return [pk for *_order, pk in sorted(found)]


def _place_of(word: str, at: datetime | None) -> Case:
    """Return where a condition has `word`, as a number; 0 where it has not."""
    named = Condition.objects.filter(pk=OuterRef("pk"), names__text__icontains=word)
    facts = Fact.objects.filter(
        edition__in=Edition.objects.published(at=at), edition__condition=OuterRef("pk")
    )
    terms = (
        Q(term__name__icontains=word)
        | Q(term__plain_name__icontains=word)
        | Q(term__names__text__icontains=word)
        | Q(body_sites__name__icontains=word)
        | Q(body_sites__plain_name__icontains=word)
    )
    texts = Q(plain__icontains=word) | Q(clinical__icontains=word)
    in_name = Q(name__icontains=word) | Q(plain_name__icontains=word) | Q(Exists(named))
    return Case(
        When(in_name, then=Value(IN_NAME)),
        When(Exists(facts.filter(terms)), then=Value(IN_TERM)),
        When(Exists(facts.filter(texts)), then=Value(IN_TEXT)),
        default=Value(0),
        output_field=IntegerField(),
    )


def _weights(rows: list[tuple[int, ...]], count: int) -> list[float]:
    having = [sum(bool(row[number]) for row in rows) for number in range(count)]
    return [math.log(1 + len(rows) / max(1, number)) for number in having]
