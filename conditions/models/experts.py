"""Review by experts who have no account: who was invited, and what they answered."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .base import AppendOnly, one_of
from .choices import EditionStatus
from .editions import Edition

NOT_REVOKED = Q(revoked_at__isnull=True, revoked_by__isnull=True, revoked_by_name="")


class InvitationState(models.TextChoices):
    """Whether the link of an invitation still opens, and why not."""

    OPEN = "open", _("open")
    ANSWERED = "answered", _("answered")
    REVOKED = "revoked", _("revoked")
    EXPIRED = "expired", _("expired")
    OVER = "over", _("the review is over")


class ReviewInvitation(AppendOnly):
    """A link for one expert to one edition, for as long as that is in review.

    The link itself is kept by nobody: the token in it is stored as a hash.
    """

    set_later = frozenset({"revoked_at", "revoked_by", "revoked_by_name"})

    edition = models.ForeignKey(
        Edition, models.CASCADE, verbose_name=_("edition"), related_name="invitations"
    )
    name = models.CharField(_("name"), max_length=160)
    role = models.CharField(_("role"), max_length=160)
    token_digest = models.CharField(_("hash of the link"), max_length=64)
    expires_at = models.DateTimeField(_("ends"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("by"), related_name="+", null=True
    )
    by_name = models.CharField(_("by"), max_length=160)
    at = models.DateTimeField(_("at"), default=timezone.now)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("revoked by"),
        related_name="+",
        null=True,
        blank=True,
    )
    revoked_by_name = models.CharField(_("revoked by"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("invitation of an expert")
        verbose_name_plural = _("invitations of experts")
        ordering = ("at", "id")
        constraints = [
            models.UniqueConstraint("token_digest", name="reviewinvitation_token_once"),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(role="") & ~Q(by_name=""),
                name="reviewinvitation_says_who",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("at")), name="reviewinvitation_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=NOT_REVOKED | Q(revoked_at__isnull=False) & ~Q(revoked_by_name=""),
                name="reviewinvitation_revocation_complete",
            ),
        ]

    def __str__(self):
        return f"{self.edition}: {self.name}"

    def state(self, at=None):
        """Return where the invitation stands; it does not outlive the review it was made for."""
        if hasattr(self, "opinion"):
            return InvitationState.ANSWERED
        if self.revoked_at:
            return InvitationState.REVOKED
        # Sent back and submitted again, an edition is another one than the expert was shown.
        again = self.edition.submitted_at and self.edition.submitted_at > self.at
        if self.edition.status != EditionStatus.IN_REVIEW or again:
            return InvitationState.OVER
        if (at or timezone.now()) >= self.expires_at:
            return InvitationState.EXPIRED
        return InvitationState.OPEN


class Verdict(models.TextChoices):
    """What an expert answers; it advises the reviewers and publishes nothing."""

    APPROVES = "approves", _("I approve this edition")
    DECLINES = "declines", _("I do not approve this edition")


class ExpertOpinion(AppendOnly):
    """The final answer of an invited expert, under the name and role they gave."""

    invitation = models.OneToOneField(
        ReviewInvitation, models.CASCADE, verbose_name=_("invitation"), related_name="opinion"
    )
    verdict = models.CharField(_("answer"), max_length=8, choices=Verdict)
    name = models.CharField(_("name"), max_length=160)
    role = models.CharField(_("role"), max_length=160)
    note = models.TextField(_("reason or remark"), blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("opinion of an expert")
        verbose_name_plural = _("opinions of experts")
        ordering = ("at", "id")
        constraints = [
            one_of("verdict", Verdict, "expertopinion_verdict_known"),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(role=""), name="expertopinion_says_who"
            ),
            models.CheckConstraint(
                condition=~Q(verdict=Verdict.DECLINES) | ~Q(note=""),
                name="expertopinion_declines_with_reason",
            ),
        ]

    def __str__(self):
        return f"{self.invitation.edition}: {self.name}, {self.get_verdict_display()}"
