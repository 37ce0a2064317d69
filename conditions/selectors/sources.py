"""The bibliography as readers see it."""

from datetime import datetime

from django.db.models import Count, Q, QuerySet

from conditions.models import Edition, Fact, Source


def cited_sources(at: datetime | None = None) -> QuerySet[Source]:
    """Return the sources that published facts rest on, with the number of those facts."""
    published = Q(facts__edition__in=Edition.objects.published(at=at))
    return (
        Source.objects.annotate(fact_count=Count("facts", filter=published, distinct=True))
        .filter(fact_count__gt=0)
        .order_by("title")
    )


def facts_resting_on(source: Source, at: datetime | None = None) -> list[Fact]:
    """Return the published facts that cite a source, by condition."""
    facts = (
        Fact.objects.published(at=at)
        .filter(sources=source)
        .select_related("edition__condition", "term", "other_condition")
    )
    return sorted(facts, key=lambda f: (f.edition.condition.name.casefold(), f.topic, f.pk))
