"""Plain text search over what is published."""

import re
from datetime import datetime

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from conditions.models import Condition, Edition, Fact

MAX_WORDS = 12
# Short words are in every text, and no reader looks for them.
WORD = re.compile(r"\w{2,}")


def words_of(text: str) -> list[str]:
    """Return the words of a search, each once, in order; at most `MAX_WORDS`."""
    return list(dict.fromkeys(WORD.findall(text.casefold())))[:MAX_WORDS]


def matching(
    conditions: QuerySet[Condition], text: str, at: datetime | None = None
) -> QuerySet[Condition]:
    """Keep conditions whose names, facts or terms have every word; matches by name come first."""
    words = words_of(text)
    if not words:
        return conditions.none()
    in_names = Q()
    facts = Fact.objects.filter(
        edition__in=Edition.objects.published(at=at), edition__condition=OuterRef("pk")
    )
    for word in words:
        in_name = (
            Q(name__icontains=word)
            | Q(plain_name__icontains=word)
            | Exists(Condition.objects.filter(pk=OuterRef("pk"), names__text__icontains=word))
        )
        in_names &= in_name
        in_fact = (
            Q(plain__icontains=word)
            | Q(clinical__icontains=word)
            | Q(term__name__icontains=word)
            | Q(term__plain_name__icontains=word)
            | Q(term__names__text__icontains=word)
        )
        conditions = conditions.filter(in_name | Exists(facts.filter(in_fact)))
    order = Case(When(in_names, then=Value(0)), default=Value(1), output_field=IntegerField())
    return conditions.order_by(order, "name")
