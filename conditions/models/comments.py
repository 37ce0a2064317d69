"""What is said about the facts of an edition before it is approved; readers never see it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .base import AppendOnly, AppendOnlyQuerySet
from .editions import Edition

UNRESOLVED = Q(
    resolved_at__isnull=True, resolved_by__isnull=True, resolved_by_name="", resolution=""
)


class FactCommentQuerySet(AppendOnlyQuerySet):
    def open(self):
        """Keep what still waits for a resolution; a reply waits with what it answers."""
        return self.filter(reply_to__isnull=True, resolved_at__isnull=True)


class FactComment(AppendOnly):
    """A remark on one fact of an edition, or on the whole edition; its words never change.

    Who wrote it may be a member of staff or an outside expert, who has no account but a role.
    It is open until somebody resolves it, once, and says how. Replies are not resolved.
    """

    set_later = frozenset({"resolved_at", "resolved_by", "resolved_by_name", "resolution"})

    edition = models.ForeignKey(
        Edition, models.CASCADE, verbose_name=_("edition"), related_name="comments"
    )
    # Empty: the whole edition.
    fact_key = models.UUIDField(_("fact"), null=True, blank=True)
    reply_to = models.ForeignKey(
        "self",
        models.CASCADE,
        verbose_name=_("reply to"),
        related_name="replies",
        null=True,
        blank=True,
    )
    text = models.TextField(_("comment"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("by"), related_name="+", null=True
    )
    by_name = models.CharField(_("by"), max_length=160)
    by_role = models.CharField(_("role"), max_length=160, blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now)
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("resolved by"),
        related_name="+",
        null=True,
        blank=True,
    )
    resolved_by_name = models.CharField(_("resolved by"), max_length=160, blank=True)
    resolution = models.TextField(_("how it was resolved"), blank=True)

    objects = FactCommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ("at", "id")
        constraints = [
            models.CheckConstraint(
                condition=~Q(by_name="") & ~Q(text=""), name="factcomment_says_who_and_what"
            ),
            models.CheckConstraint(
                condition=UNRESOLVED
                | Q(resolved_at__isnull=False) & ~Q(resolved_by_name="") & ~Q(resolution=""),
                name="factcomment_resolution_complete",
            ),
            models.CheckConstraint(
                condition=Q(reply_to__isnull=True) | UNRESOLVED,
                name="factcomment_reply_is_not_resolved",
            ),
        ]

    def __str__(self):
        return f"{self.edition}: {self.text[:60]}"

    @property
    def is_open(self):
        return self.reply_to_id is None and self.resolved_at is None


class WarningOverride(AppendOnly):
    """Why a warning of the publishing gate does not keep an edition back.

    It holds for exactly what was warned of (`detail`, as `exchange.quality` gives it): other
    words, or a worse grade, ask for another reason. Later editions inherit it with the words.
    """

    edition = models.ForeignKey(
        Edition, models.CASCADE, verbose_name=_("edition"), related_name="overrides"
    )
    code = models.SlugField(_("warning"), max_length=40)
    # Empty: the whole edition.
    fact_key = models.UUIDField(_("fact"), null=True, blank=True)
    detail = models.TextField(_("what was warned of"), blank=True)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("by"), related_name="+", null=True
    )
    by_name = models.CharField(_("by"), max_length=160)
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("overridden warning")
        verbose_name_plural = _("overridden warnings")
        ordering = ("at", "id")
        constraints = [
            models.CheckConstraint(
                condition=~Q(by_name="") & ~Q(reason=""), name="warningoverride_says_who_and_why"
            ),
        ]

    def __str__(self):
        return f"{self.edition}: {self.code}"
