"""The bibliography as readers see it."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from conditions.models import Citation, Edition, Fact, Source
from conditions.models.choices import OUTDATED

# What a line about a fact names, without a query for each.
SHOWN_OF_FACT = ("edition__condition", "term", "other_condition")


def cited_sources(at: datetime | None = None) -> QuerySet[Source]:
    """Return the sources that published facts rest on, with the number of those facts."""
    published = Q(facts__edition__in=Edition.objects.published(at=at))
    return (
        Source.objects.annotate(fact_count=Count("facts", filter=published, distinct=True))
        .filter(fact_count__gt=0)
        .order_by("title")
    )


def citations_of(source: Source, at: datetime | None = None) -> list[Citation]:
    """Return where published facts cite a source, by condition."""
    citations = Citation.objects.filter(
        source=source, fact__edition__in=Edition.objects.published(at=at)
    ).select_related(*(f"fact__{name}" for name in SHOWN_OF_FACT))
    return sorted(citations, key=_place)


def _place(citation: Citation) -> tuple[str, str, int]:
    fact = citation.fact
    return fact.edition.condition.name.casefold(), fact.topic, fact.pk


def outdated_citations(at: datetime | None = None) -> QuerySet[Any]:
    """Return where published facts cite a superseded or retracted source.

    Each has `alone`: whether its fact cites no source that still stands. Those come first.
    """
    citations = Citation.objects.filter(
        source__status__in=OUTDATED, fact__edition__in=Edition.objects.published(at=at)
    )
    standing = Citation.objects.filter(fact=OuterRef("fact")).exclude(source__status__in=OUTDATED)
    return (
        citations.annotate(alone=~Exists(standing))
        .select_related("source", *(f"fact__{name}" for name in SHOWN_OF_FACT))
        .order_by(
            "-alone", "source__status", "source__title", "fact__edition__condition__name", "pk"
        )
    )


def rests_on_outdated_only(fact: Fact) -> bool:
    """Tell whether a fact has sources and none of them still stands.

    Give it a fact whose citations are loaded with their sources.
    """
    statuses = [citation.source.status for citation in fact.citations.all()]
    return bool(statuses) and all(status in OUTDATED for status in statuses)
