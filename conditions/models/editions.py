"""Editions: the numbered versions of a condition's content."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .base import AppendOnly, one_of
from .choices import IN_WORK, LOCKED, NEVER_APPROVED, EditionStatus, Origin
from .condition import Condition

# How long a deleted draft can be recovered.
KEPT_AFTER_DELETION = timedelta(days=30)


class LockedEditionError(TypeError):
    """Raised when code tries to change or delete what an approved edition says."""


class EditionQuerySet(models.QuerySet):
    def in_work(self):
        return self.filter(status__in=IN_WORK)

    def kept(self):
        """Leave out deleted drafts."""
        return self.exclude(status=EditionStatus.DELETED)

    def begun(self, at=None):
        """Keep what readers have seen by `at`; what was withdrawn before its time never began."""
        return self.filter(
            Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("publish_at")),
            status__in=LOCKED,
            publish_at__lte=at or timezone.now(),
        )

    def published(self, at=None):
        """Keep, per condition, the newest approved edition whose time has come.

        A later edition takes its place at its own time, so publishing at a date needs no
        scheduler. When the newest one is withdrawn the condition has none: readers never fall
        back to an older text that was already replaced.
        """
        at = at or timezone.now()
        later = self.model.objects.begun(at=at).filter(
            condition=OuterRef("condition"), number__gt=OuterRef("number")
        )
        return self.begun(at=at).filter(~Exists(later), status=EditionStatus.APPROVED)


class Edition(models.Model):
    """One version of a condition's content; once approved it never changes."""

    condition = models.ForeignKey(
        Condition, models.PROTECT, verbose_name=_("condition"), related_name="editions"
    )
    number = models.PositiveIntegerField(_("number"))
    status = models.CharField(
        _("status"), max_length=10, choices=EditionStatus, default=EditionStatus.DRAFT
    )
    origin = models.CharField(_("origin"), max_length=12, choices=Origin, default=Origin.EDITOR)
    change_note = models.TextField(
        _("what changes and why"),
        blank=True,
        help_text=_(
            "One or two sentences for readers and reviewers: they stand in the change log."
        ),
    )
    # Counts the saves of a draft, so that a save built on an older state is noticed.
    revision = models.PositiveIntegerField(_("saves"), default=0)
    created_at = models.DateTimeField(_("begun"), default=timezone.now)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("author"),
        related_name="authored_editions",
        null=True,
        blank=True,
    )
    submitted_at = models.DateTimeField(_("sent to review"), null=True, blank=True)
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("approved by"),
        related_name="approved_editions",
        null=True,
        blank=True,
    )
    clinical_reviewer = models.CharField(
        _("clinical reviewer"),
        max_length=160,
        blank=True,
        help_text=_(
            "Name and role of the clinician who reviewed it. Empty: the page says that none has."
        ),
    )
    publish_at = models.DateTimeField(_("publish at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawal_reason = models.TextField(
        _("reason for withdrawal"), blank=True, help_text=_("Readers see it in place of the page.")
    )
    deleted_at = models.DateTimeField(_("deleted"), null=True, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ("condition", "-number")
        constraints = [
            one_of("origin", Origin, "edition_origin_known"),
            models.UniqueConstraint("condition", "number", name="edition_number_once"),
            models.UniqueConstraint(
                fields=["condition"],
                condition=Q(status__in=IN_WORK),
                name="edition_one_in_work",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="edition_number_from_1"),
            models.CheckConstraint(
                condition=~Q(origin=Origin.EDITOR) | Q(author__isnull=False),
                name="edition_by_editor_has_author",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | Q(author__isnull=True)
                | ~Q(approved_by=F("author")),
                name="edition_approver_is_not_author",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=NEVER_APPROVED,
                    approved_at__isnull=True,
                    approved_by__isnull=True,
                    publish_at__isnull=True,
                )
                | Q(status__in=LOCKED, approved_at__isnull=False, publish_at__isnull=False),
                name="edition_approval_complete",
            ),
            models.CheckConstraint(
                condition=Q(status__in=NEVER_APPROVED)
                | Q(origin=Origin.CONTENT_PACK)
                | Q(approved_by__isnull=False),
                name="edition_approved_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(status=EditionStatus.WITHDRAWN, withdrawn_at__isnull=False)
                & ~Q(withdrawal_reason="")
                | ~Q(status=EditionStatus.WITHDRAWN)
                & Q(withdrawn_at__isnull=True, withdrawal_reason=""),
                name="edition_withdrawal_complete",
            ),
            models.CheckConstraint(
                condition=Q(status=EditionStatus.DELETED, deleted_at__isnull=False)
                | ~Q(status=EditionStatus.DELETED) & Q(deleted_at__isnull=True),
                name="edition_deletion_complete",
            ),
        ]
        indexes = [
            # For `published`: the newest locked edition of a condition.
            models.Index(fields=["condition", "status", "-number"], name="edition_published"),
        ]
        permissions = [
            ("submit_edition", _("Can send an edition to review")),
            ("review_edition", _("Can approve or send back an edition")),
            ("withdraw_edition", _("Can withdraw a published edition")),
        ]

    def __str__(self):
        return f"{self.condition} {self.number}"

    def get_absolute_url(self):
        return reverse("conditions:edition", args=[self.condition.slug, self.number])

    @property
    def recoverable_until(self):
        """When the content of a deleted draft goes for good; None for any other edition."""
        return self.deleted_at and self.deleted_at + KEPT_AFTER_DELETION

    def delete(self, *args, **kwargs):
        """Refuse: a row stays for the record even of a draft that was deleted."""
        raise LockedEditionError("an edition is never deleted; move it with “delete”")


class DraftSave(AppendOnly):
    """One save of a draft: who changed what, told to whoever saves on an older state."""

    edition = models.ForeignKey(
        Edition, models.CASCADE, verbose_name=_("edition"), related_name="saves"
    )
    revision = models.PositiveIntegerField(_("save"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("by"), related_name="+", null=True
    )
    by_name = models.CharField(_("by"), max_length=160)
    at = models.DateTimeField(_("at"), default=timezone.now)
    # The changes as `exchange.differences` gives them.
    changes = models.JSONField(_("changes"), default=list)

    class Meta:
        verbose_name = _("save of a draft")
        verbose_name_plural = _("saves of drafts")
        ordering = ("edition", "revision")
        constraints = [
            models.UniqueConstraint("edition", "revision", name="draftsave_revision_once"),
        ]

    def __str__(self):
        return f"{self.edition} · {self.revision} · {self.by_name}"
