"""The wordings of facts in other languages, each with a review of its own."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .base import KeptHistory
from .choices import TranslationStatus
from .condition import Condition

IN_WORK = (TranslationStatus.DRAFT, TranslationStatus.IN_REVIEW)
LOCKED = (TranslationStatus.APPROVED, TranslationStatus.WITHDRAWN)
NOT_WITHDRAWN = Q(withdrawn_at__isnull=True, withdrawal_reason="")


class TranslatedWording(models.Model):
    """What a fact says, in one other language; once approved it never changes.

    It belongs to a fact's key, as checks do, and holds the wording that was translated word for
    word. So it is out of date exactly when the fact says something else: no flag can be forgotten,
    and whoever translates anew sees what has changed. A newer row replaces an older one.
    """

    condition = models.ForeignKey(
        Condition, models.PROTECT, verbose_name=_("condition"), related_name="translated_wordings"
    )
    fact_key = models.UUIDField(_("fact"))
    language = models.CharField(
        _("language"),
        max_length=12,
        validators=[RegexValidator(r"^[a-z]{2,3}(-[a-z0-9]{2,8})*\Z")],
        help_text=_("A language tag in small letters, as in LANGUAGES: “de”, “pt-br”."),
    )
    original_plain = models.TextField(_("plain wording that was translated"))
    original_clinical = models.TextField(_("clinical wording that was translated"))
    plain = models.TextField(_("plain wording"), blank=True)
    clinical = models.TextField(_("clinical wording"), blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=TranslationStatus, default=TranslationStatus.DRAFT
    )
    created_at = models.DateTimeField(_("begun"), default=timezone.now)
    translator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("translator"), related_name="+"
    )
    submitted_at = models.DateTimeField(_("sent to review"), null=True, blank=True)
    sent_back_because = models.TextField(_("why it was sent back"), blank=True)
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("reviewer"),
        related_name="+",
        null=True,
        blank=True,
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawal_reason = models.TextField(_("reason for withdrawal"), blank=True)

    history = KeptHistory()

    class Meta:
        verbose_name = _("translated wording")
        verbose_name_plural = _("translated wordings")
        ordering = ("condition", "fact_key", "language", "-created_at")
        constraints = [
            models.UniqueConstraint(
                fields=["fact_key", "language"],
                condition=Q(status__in=IN_WORK),
                name="translatedwording_one_in_work",
            ),
            models.CheckConstraint(
                condition=Q(reviewer__isnull=True) | ~Q(reviewer=F("translator")),
                name="translatedwording_reviewer_is_not_translator",
            ),
            models.CheckConstraint(
                condition=Q(status=TranslationStatus.DRAFT) | ~Q(plain="") & ~Q(clinical=""),
                name="translatedwording_reviewed_is_whole",
            ),
            # Refuses an unknown status too.
            models.CheckConstraint(
                condition=Q(status__in=IN_WORK, approved_at__isnull=True, reviewer__isnull=True)
                | Q(status__in=LOCKED, approved_at__isnull=False, reviewer__isnull=False),
                name="translatedwording_approval_complete",
            ),
            models.CheckConstraint(
                condition=Q(status=TranslationStatus.WITHDRAWN, withdrawn_at__isnull=False)
                & ~Q(withdrawal_reason="")
                | ~Q(status=TranslationStatus.WITHDRAWN) & NOT_WITHDRAWN,
                name="translatedwording_withdrawal_complete",
            ),
        ]
        indexes = [
            # For a page in its language.
            models.Index(fields=["condition", "language"], name="translatedwording_of_page"),
        ]
        permissions = [
            ("review_translatedwording", _("Can approve, send back or withdraw a translation")),
        ]

    def __str__(self):
        return f"{self.condition} ({self.language}): {self.plain[:60]}"

    def is_of(self, fact):
        """Tell whether `fact` still says what was translated."""
        return (self.original_plain, self.original_clinical) == (fact.plain, fact.clinical)
