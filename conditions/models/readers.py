"""What readers tell us. No personal data is asked for or kept."""

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


class Feedback(models.Model):
    """A reader's remark on an edition, or on one fact of it."""

    edition = models.ForeignKey(
        Edition, models.CASCADE, verbose_name=_("edition"), related_name="feedback"
    )
    fact_key = models.UUIDField(_("fact"), null=True, blank=True)
    text = models.CharField(_("remark"), max_length=500)
    received_on = models.DateField(_("received"), default=timezone.localdate)
    status = models.CharField(
        _("status"), max_length=8, choices=FeedbackStatus, default=FeedbackStatus.OPEN
    )
    resolution = models.TextField(
        _("what was done, or why not"), blank=True, help_text=_("Needed to answer or close it.")
    )

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ("received_on", "id")
        constraints = [
            one_of("status", FeedbackStatus, "feedback_status_known"),
            models.CheckConstraint(condition=~Q(text=""), name="feedback_says_something"),
            models.CheckConstraint(
                condition=Q(status=FeedbackStatus.OPEN) | ~Q(resolution=""),
                name="feedback_resolved_with_reason",
            ),
        ]

    def __str__(self):
        return self.text[:60]


class SearchMiss(models.Model):
    """A single word that found nothing, counted per month, without time or address."""

    word = models.CharField(_("word"), max_length=40)
    month = models.DateField(_("month"), help_text=_("Its first day."))
    count = models.PositiveIntegerField(_("times"), default=1)

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
