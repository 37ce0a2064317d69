"""Conditions: stable identities whose content lives in editions."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .base import CodeBase, KeptHistory, NameBase, one_of
from .choices import ConditionKind


class ConditionQuerySet(models.QuerySet):
    def published(self, at=None):
        """Keep the conditions that readers can see at `at` (default: now)."""
        # Editions build on conditions, so this module cannot import them.
        editions = self.model._meta.get_field("editions").related_model.objects
        return self.filter(Exists(editions.published(at=at).filter(condition=OuterRef("pk"))))


class Condition(models.Model):
    """A disease or state. One without a published edition is only a name others refer to."""

    slug = models.SlugField(
        _("slug"), max_length=80, unique=True, help_text=_("The end of its address.")
    )
    name = models.CharField(_("name"), max_length=120)
    plain_name = models.CharField(
        _("plain name"),
        max_length=160,
        blank=True,
        help_text=_("Everyday words for it, shown under the name. Leave empty if there are none."),
    )
    kind = models.CharField(_("kind"), max_length=14, choices=ConditionKind)
    broader = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("broader condition"),
        related_name="narrower",
        null=True,
        blank=True,
        help_text=_("Its place in the tree: the condition it is a form of."),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("owner"),
        related_name="owned_conditions",
        null=True,
        blank=True,
        help_text=_("Who keeps it current, and is told by e-mail when facts are due."),
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("second person"),
        related_name="deputised_conditions",
        null=True,
        blank=True,
        help_text=_("Is told the same, so that nothing waits for one person alone."),
    )
    review_interval = models.PositiveSmallIntegerField(
        _("review interval (months)"),
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(36)],
        help_text=_("A fact is due again this many months after it was last checked."),
    )

    objects = ConditionQuerySet.as_manager()
    history = KeptHistory()

    class Meta:
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        ordering = ("name",)
        constraints = [
            one_of("kind", ConditionKind, "condition_kind_known"),
            models.CheckConstraint(
                condition=Q(broader__isnull=True) | ~Q(broader=F("id")),
                name="condition_not_broader_than_itself",
                violation_error_message=_("A condition cannot be broader than itself."),
            ),
            models.CheckConstraint(
                condition=Q(review_interval__range=(1, 36)),
                name="condition_review_interval_1_to_36",
                violation_error_message=_("Give a review interval from 1 to 36 months."),
            ),
            models.CheckConstraint(
                condition=Q(owner__isnull=True) | Q(deputy__isnull=True) | ~Q(deputy=F("owner")),
                name="condition_deputy_is_not_owner",
                violation_error_message=_("Owner and second person must be two people."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("conditions:condition", args=[self.slug])


class ConditionName(NameBase):
    """A synonym of a condition."""

    condition = models.ForeignKey(
        Condition, models.CASCADE, verbose_name=_("condition"), related_name="names"
    )

    history = KeptHistory()

    class Meta(NameBase.Meta):
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        constraints = [
            *NameBase.Meta.constraints,
            models.UniqueConstraint(
                "condition",
                "text",
                name="conditionname_once_per_condition",
                violation_error_message=_("This synonym is there already."),
            ),
        ]


class ConditionCode(CodeBase):
    """A code of a condition, for example in Orphanet or ICD-10."""

    condition = models.ForeignKey(
        Condition, models.CASCADE, verbose_name=_("condition"), related_name="codes"
    )

    history = KeptHistory()

    class Meta(CodeBase.Meta):
        verbose_name = _("code")
        verbose_name_plural = _("codes")
        constraints = [
            models.UniqueConstraint(
                "condition",
                "system",
                "code",
                name="conditioncode_once_per_condition",
                violation_error_message=_("This code is there already."),
            ),
        ]


class FormerSlug(models.Model):
    """An old address of a condition; it redirects to the present one."""

    slug = models.SlugField(_("former slug"), max_length=80, unique=True)
    condition = models.ForeignKey(
        Condition, models.CASCADE, verbose_name=_("condition"), related_name="former_slugs"
    )

    class Meta:
        verbose_name = _("former slug")
        verbose_name_plural = _("former slugs")
        ordering = ("slug",)

    def __str__(self):
        return self.slug
