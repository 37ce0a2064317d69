"""What readers tell us. No personal data is asked for or kept."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .base import one_of
from .editions import Edition


class FeedbackStatus(models.TextChoices):
    """Where a reader's remark stands."""

    OPEN = "open", _("open")
    ANSWERED = "answered", _("answered by a change")
    CLOSED = "closed", _("closed without a change")


RESOLVED = (FeedbackStatus.ANSWERED, FeedbackStatus.CLOSED)


# Remarks are kept for so long and then deleted: a reader may have written more than was asked for.
KEPT_FOR = timedelta(days=90)


class FeedbackQuerySet(models.QuerySet):
    def kept(self, on=None):
        """Leave out what is old enough to be deleted."""
        return self.filter(received_on__gt=(on or timezone.localdate()) - KEPT_FOR)


class Feedback(models.Model):
    """A reader's remark on a page: on its edition if it has one, or on one fact of that."""

    page = models.CharField(_("page"), max_length=200)
    edition = models.ForeignKey(
        Edition,
        models.CASCADE,
        verbose_name=_("edition"),
        related_name="feedback",
        null=True,
        blank=True,
    )
    fact_key = models.UUIDField(_("fact"), null=True, blank=True)
    text = models.CharField(_("remark"), max_length=500)
    received_on = models.DateField(_("received"), default=timezone.localdate)
    status = models.CharField(
        _("status"), max_length=8, choices=FeedbackStatus, default=FeedbackStatus.OPEN
    )
    resolution = models.TextField(_("what was done, or why not"), blank=True)
    resolved_at = models.DateTimeField(_("dealt with"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("dealt with by"),
        related_name="+",
        null=True,
        blank=True,
    )
    # A copy, so that the record outlives the account.
    resolved_by_name = models.CharField(_("dealt with by"), max_length=160, blank=True)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ("received_on", "id")
        constraints = [
            one_of("status", FeedbackStatus, "feedback_status_known"),
            models.CheckConstraint(condition=~Q(text=""), name="feedback_says_something"),
            models.CheckConstraint(
                condition=Q(fact_key__isnull=True) | Q(edition__isnull=False),
                name="feedback_fact_is_of_an_edition",
            ),
            models.CheckConstraint(
                condition=Q(status=FeedbackStatus.OPEN) | ~Q(resolution=""),
                name="feedback_resolved_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(
                    status=FeedbackStatus.OPEN, resolved_at__isnull=True, resolved_by_name=""
                )
                | ~Q(status=FeedbackStatus.OPEN)
                & ~Q(resolved_by_name="")
                & Q(resolved_at__isnull=False),
                name="feedback_resolved_by_someone",
            ),
        ]

    def __str__(self):
        return self.text[:60]


# A word that fewer people typed in a month may be a name; nobody sees it.
SHOWN_FROM = 5


class SearchMissQuerySet(models.QuerySet):
    def shown(self):
        """Keep what editors may see."""
        return self.filter(count__gte=SHOWN_FROM)


class SearchMiss(models.Model):
    """A single word that found nothing, counted per month, without time or address."""

    word = models.CharField(_("word"), max_length=40)
    month = models.DateField(_("month"), help_text=_("Its first day."))
    count = models.PositiveIntegerField(_("times"), default=1)

    objects = SearchMissQuerySet.as_manager()

    class Meta:
        verbose_name = _("word that found nothing")
        verbose_name_plural = _("words that found nothing")
        ordering = ("-month", "-count", "word")
        constraints = [
            models.UniqueConstraint("word", "month", name="searchmiss_once_a_month"),
            models.CheckConstraint(
                condition=~Q(word="") & ~Q(word__regex=r"\W|\d|_"), name="searchmiss_letters_only"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="searchmiss_month_is_first_day"),
        ]

    def __str__(self):
        return self.word
