"""What waits for somebody in the editorial desk; how current facts are is in `currency`."""

from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from conditions.models import (
    DraftSave,
    Edition,
    EditionStatus,
    Fact,
    FactComment,
    Feedback,
    FeedbackStatus,
    SearchMiss,
)

from .sources import SHOWN_OF_FACT


def _written_by(user: User) -> Q:
    """Return the test that the user wrote an edition, or part of it."""
    saves = DraftSave.objects.filter(edition=OuterRef("pk"), by=user)
    return Q(author=user) | Q(Exists(saves))


def drafts_of(user: User) -> QuerySet[Edition]:
    """Return the editions in work that the user writes, the oldest first."""
    editions: QuerySet[Edition] = Edition.objects.in_work().filter(_written_by(user))
    return editions.select_related("condition").order_by("created_at", "pk")


def waiting_reviews() -> QuerySet[Edition]:
    """Return the editions in review, the longest waiting first."""
    editions: QuerySet[Edition] = Edition.objects.filter(status=EditionStatus.IN_REVIEW)
    return editions.select_related("condition", "author").order_by("submitted_at", "pk")


def reviews_for(user: User) -> QuerySet[Edition]:
    """Return the editions in review that the user did not write, so may approve."""
    return waiting_reviews().filter(~_written_by(user))


def commented_editions() -> QuerySet[Any]:
    """Return the editions in work with open comments: how many, and since when."""
    commented = Edition.objects.in_work().filter(comments__in=FactComment.objects.open())
    editions: QuerySet[Any] = commented.annotate(
        open_comments=Count("comments"), commented_at=Min("comments__at")
    )
    return editions.select_related("condition").order_by("commented_at", "pk")


def unsupported_facts() -> QuerySet[Fact]:
    """Return the published facts without a publishable source."""
    facts: QuerySet[Fact] = Fact.objects.published().without_publishable_source()
    return facts.select_related(*SHOWN_OF_FACT).order_by(
        "edition__condition__name", "topic", "position", "pk"
    )


def open_feedback() -> QuerySet[Feedback]:
    """Return the remarks of readers that nobody has answered or closed, the oldest first."""
    feedback: QuerySet[Feedback] = Feedback.objects.kept().filter(status=FeedbackStatus.OPEN)
    return feedback.select_related("edition__condition").order_by("received_on", "pk")


def missed_searches() -> QuerySet[SearchMiss]:
    """Return the words that found nothing, the newest month and the most frequent first."""
    return SearchMiss.objects.order_by("-month", "-count", "word")
