"""What happened to editions and facts, and the urgency rules that reviewers keep."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .base import AppendOnly, AppendOnlyQuerySet, KeptHistory, one_of
from .choices import CheckOutcome, EditionStatus, Urgency
from .condition import Condition
from .editions import Edition
from .sources import Source
from .vocabulary import Term


class ReviewEvent(AppendOnly):
    """One step of an edition through the workflow."""

    edition = models.ForeignKey(
        Edition, models.CASCADE, verbose_name=_("edition"), related_name="events"
    )
    # Empty: the edition was begun.
    from_status = models.CharField(_("from"), max_length=10, choices=EditionStatus, blank=True)
    to_status = models.CharField(_("to"), max_length=10, choices=EditionStatus)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("by"), related_name="+", null=True
    )
    # A copy, so that the record outlives the account.
    by_name = models.CharField(_("by"), max_length=160)
    at = models.DateTimeField(_("at"), default=timezone.now)
    comment = models.TextField(_("comment"), blank=True)

    class Meta:
        verbose_name = _("review event")
        verbose_name_plural = _("review events")
        ordering = ("at", "id")
        constraints = [
            one_of("from_status", EditionStatus, "reviewevent_from_known", blank=True),
            one_of("to_status", EditionStatus, "reviewevent_to_known"),
            models.CheckConstraint(condition=~Q(by_name=""), name="reviewevent_names_someone"),
        ]

    def __str__(self):
        return f"{self.edition}: {self.get_to_status_display()}"


class FactCheckQuerySet(AppendOnlyQuerySet):
    def newest_first(self):
        return self.order_by("-on", "-id")


class FactCheck(AppendOnly):
    """Somebody held a fact against its sources again.

    It belongs to the fact's key, not to one edition's copy: checking again is not editing.
    """

    condition = models.ForeignKey(
        Condition, models.CASCADE, verbose_name=_("condition"), related_name="checks"
    )
    fact_key = models.UUIDField(_("fact"))
    outcome = models.CharField(_("outcome"), max_length=12, choices=CheckOutcome)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("by"), related_name="+", null=True
    )
    by_name = models.CharField(_("by"), max_length=160)
    on = models.DateField(_("on"))
    note = models.TextField(_("note"), blank=True)

    objects = FactCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("check of a fact")
        verbose_name_plural = _("checks of facts")
        ordering = ("-on", "-id")
        constraints = [
            one_of("outcome", CheckOutcome, "factcheck_outcome_known"),
            models.CheckConstraint(condition=~Q(by_name=""), name="factcheck_names_someone"),
        ]
        indexes = [
            # For the last check of each fact of a condition.
            models.Index(fields=["condition", "fact_key", "-on"], name="factcheck_newest"),
        ]

    def __str__(self):
        return f"{self.condition}: {self.get_outcome_display()} {self.on}"


class UrgencyRuleQuerySet(models.QuerySet):
    def active(self):
        return self.filter(active=True)


class UrgencyRule(models.Model):
    """When these findings or risk factors are chosen, this advice stands first in the lookup.

    It fires when all of `all_of` and, if there are any, at least one of `any_of` are present;
    a narrower term counts as its broader one.
    """

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    level = models.CharField(_("how soon"), max_length=10, choices=Urgency)
    plain = models.TextField(
        _("plain wording"), help_text=_("The action first: “Get emergency help now if …”.")
    )
    clinical = models.TextField(_("clinical wording"))
    all_of = models.ManyToManyField(
        Term, verbose_name=_("all of"), related_name="urgency_rules_all", blank=True
    )
    any_of = models.ManyToManyField(
        Term, verbose_name=_("at least one of"), related_name="urgency_rules_any", blank=True
    )
    sources = models.ManyToManyField(
        Source, verbose_name=_("sources"), related_name="urgency_rules", blank=True
    )
    active = models.BooleanField(_("active"), default=True)
    reviewed_by = models.CharField(
        _("reviewed by"), max_length=160, blank=True, help_text=_("Name and role of the clinician.")
    )
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)
    review_due = models.DateField(_("review due"), null=True, blank=True)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects = UrgencyRuleQuerySet.as_manager()
    history = KeptHistory(m2m_fields=[all_of, any_of, sources], excluded_fields=["updated_at"])

    class Meta:
        verbose_name = _("urgency rule")
        verbose_name_plural = _("urgency rules")
        ordering = ("level", "slug")
        constraints = [
            one_of("level", Urgency, "urgencyrule_level_known"),
            models.CheckConstraint(
                condition=~Q(plain="") & ~Q(clinical=""),
                name="urgencyrule_has_both_wordings",
                violation_error_message=_("Give both the plain and the clinical wording."),
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by="", reviewed_on__isnull=True)
                | ~Q(reviewed_by="") & Q(reviewed_on__isnull=False),
                name="urgencyrule_review_complete",
                violation_error_message=_("“Reviewed by” and the day of the review go together."),
            ),
        ]

    def __str__(self):
        return f"{self.get_level_display()}: {self.slug}"
