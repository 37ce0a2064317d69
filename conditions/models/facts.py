"""Facts: the single statements that editions are made of, and what they rest on."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from conditions.exchange import TERM_KIND_OF_TOPIC

from .base import one_of
from .choices import (
    TOPICS_NEEDING_A_TERM,
    TOPICS_WITH_FREQUENCY,
    Certainty,
    Evidence,
    FrequencyBand,
    FrequencyBasis,
    TermKind,
    Topic,
    Urgency,
)
from .condition import Condition
from .editions import Edition
from .sources import Source
from .vocabulary import Term

NO_FIGURES = Q(numerator__isnull=True, denominator__isnull=True, percentage__isnull=True)


class FactQuerySet(models.QuerySet):
    def published(self, at=None):
        """Keep the facts of the published editions."""
        return self.filter(edition__in=Edition.objects.published(at=at))

    def without_publishable_source(self):
        good = Citation.objects.filter(fact=OuterRef("pk"), source__publishable=True)
        return self.filter(~Exists(good))


class Fact(models.Model):
    """One statement. Its `key` is its identity: the copies in later editions keep it."""

    edition = models.ForeignKey(
        Edition, models.CASCADE, verbose_name=_("edition"), related_name="facts"
    )
    key = models.UUIDField(_("key"), default=uuid.uuid4)
    topic = models.CharField(_("topic"), max_length=14, choices=Topic)
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Order within its section, smallest first.")
    )
    term = models.ForeignKey(
        Term,
        models.PROTECT,
        verbose_name=_("term"),
        related_name="facts",
        null=True,
        blank=True,
        help_text=_("The entry of the shared vocabulary. Type plain or clinical words to find it."),
    )
    other_condition = models.ForeignKey(
        Condition,
        models.PROTECT,
        verbose_name=_("other condition"),
        related_name="differential_facts",
        null=True,
        blank=True,
    )
    plain = models.TextField(
        _("plain wording"),
        blank=True,
        help_text=_(
            "For a frightened reader of 11 to 14 years: everyday word first, the medical word in "
            "brackets once, short sentences, figures as “about 7 in 10”."
        ),
    )
    clinical = models.TextField(
        _("clinical wording"),
        blank=True,
        help_text=_(
            "The field's terms, the figure with its denominator, the setting of the study."
        ),
    )
    frequency_band = models.CharField(
        _("how often"),
        max_length=14,
        choices=FrequencyBand,
        blank=True,
        help_text=_(
            "Leave empty when no source says how often: the page then says “not reported”."
        ),
    )
    frequency_basis = models.CharField(
        _("this rests on"), max_length=10, choices=FrequencyBasis, blank=True
    )
    numerator = models.PositiveIntegerField(_("number affected"), null=True, blank=True)
    denominator = models.PositiveIntegerField(_("out of"), null=True, blank=True)
    percentage = models.DecimalField(
        _("percentage"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Only when the source gives a percentage and not the count."),
    )
    setting = models.CharField(
        _("counted in"),
        max_length=200,
        blank=True,
        help_text=_("Whom the figure is about, for example “patients in one US series”."),
    )
    reported_absent = models.BooleanField(
        _("reported absent"),
        default=False,
        help_text=_("Tick when the sources say that it does not occur."),
    )
    body_sites = models.ManyToManyField(
        Term,
        verbose_name=_("body sites"),
        related_name="sited_facts",
        blank=True,
        limit_choices_to={"kind": TermKind.BODY_SITE},
    )
    red_flag = models.BooleanField(
        _("warning sign"),
        default=False,
        help_text=_("A reason to get help; an editorial judgement."),
    )
    urgency = models.CharField(_("how soon"), max_length=10, choices=Urgency, blank=True)
    certainty = models.CharField(_("certainty"), max_length=12, choices=Certainty, blank=True)
    evidence = models.CharField(_("best evidence"), max_length=18, choices=Evidence, blank=True)
    modifiable = models.BooleanField(
        _("can be changed"),
        default=False,
        help_text=_("Tick when the risk can be lowered or treated."),
    )
    editorial_advice = models.BooleanField(
        _("editorial advice"),
        default=False,
        help_text=_("Tick when the wording is our clinical reasoning rather than a source's."),
    )
    key_fact = models.BooleanField(
        _("key fact"), default=False, help_text=_("Shown in the box at the top of the page.")
    )
    sources = models.ManyToManyField(
        Source, verbose_name=_("sources"), related_name="facts", through="Citation"
    )

    objects = FactQuerySet.as_manager()

    class Meta:
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        ordering = ("edition", "topic", "position", "id")
        constraints = [
            models.UniqueConstraint(
                "edition",
                "key",
                name="fact_key_once_per_edition",
                violation_error_message=_("This fact is in the edition already."),
            ),
            one_of("topic", Topic, "fact_topic_known"),
            one_of("urgency", Urgency, "fact_urgency_known", blank=True),
            one_of("certainty", Certainty, "fact_certainty_known", blank=True),
            one_of("evidence", Evidence, "fact_evidence_known", blank=True),
            one_of("frequency_band", FrequencyBand, "fact_band_known", blank=True),
            models.CheckConstraint(
                condition=Q(topic__in=TOPICS_NEEDING_A_TERM, term__isnull=False)
                | Q(topic=Topic.COMPLICATION)
                | Q(term__isnull=True) & ~Q(topic__in=TOPICS_NEEDING_A_TERM),
                name="fact_term_as_topic_needs",
                violation_error_message=_("This section needs a term, or takes none."),
            ),
            models.CheckConstraint(
                condition=Q(topic=Topic.DIFFERENTIAL, other_condition__isnull=False)
                | ~Q(topic=Topic.DIFFERENTIAL) & Q(other_condition__isnull=True),
                name="fact_other_condition_as_topic_needs",
                violation_error_message=_("Name the other condition here and nowhere else."),
            ),
            models.CheckConstraint(
                condition=Q(topic=Topic.SEEK_HELP) & ~Q(urgency="")
                | ~Q(topic=Topic.SEEK_HELP) & Q(urgency=""),
                name="fact_urgency_as_topic_needs",
                violation_error_message=_("Say how soon to get help here and nowhere else."),
            ),
            models.CheckConstraint(
                condition=Q(topic__in=TOPICS_WITH_FREQUENCY)
                | Q(frequency_band="", reported_absent=False),
                name="fact_frequency_as_topic_allows",
                violation_error_message=_("This section takes no figures on how often."),
            ),
            models.CheckConstraint(
                condition=Q(modifiable=False) | Q(topic=Topic.RISK_FACTOR),
                name="fact_only_risk_factors_modifiable",
                violation_error_message=_("Only a risk factor can be changed."),
            ),
            models.CheckConstraint(
                condition=Q(NO_FIGURES, frequency_basis="", frequency_band="")
                | Q(NO_FIGURES, frequency_basis=FrequencyBasis.WORDING) & ~Q(frequency_band="")
                | Q(
                    frequency_basis=FrequencyBasis.COUNTED,
                    numerator__isnull=False,
                    denominator__isnull=False,
                    percentage__isnull=True,
                )
                & ~Q(frequency_band="")
                | Q(
                    frequency_basis=FrequencyBasis.PERCENTAGE,
                    numerator__isnull=True,
                    percentage__isnull=False,
                )
                & ~Q(frequency_band=""),
                name="fact_figures_fit_basis",
                violation_error_message=_("The figures do not fit what “how often” rests on."),
            ),
            models.CheckConstraint(
                condition=Q(numerator__isnull=True) | Q(numerator__lte=F("denominator")),
                name="fact_numerator_within_denominator",
                violation_error_message=_("More are affected than were counted."),
            ),
            models.CheckConstraint(
                condition=Q(denominator__isnull=True) | Q(denominator__gte=1),
                name="fact_denominator_not_zero",
                violation_error_message=_("“Out of” is at least 1."),
            ),
            models.CheckConstraint(
                condition=Q(percentage__isnull=True) | Q(percentage__range=(0, 100)),
                name="fact_percentage_0_to_100",
                violation_error_message=_("Give a percentage from 0 to 100."),
            ),
            models.CheckConstraint(
                condition=Q(reported_absent=True, frequency_band__in=["", FrequencyBand.EXCLUDED])
                | Q(reported_absent=False) & ~Q(frequency_band=FrequencyBand.EXCLUDED),
                name="fact_absent_is_never_frequent",
                violation_error_message=_("Reported absent, and yet seen: please correct one."),
            ),
        ]
        indexes = [
            # For vocabulary pages and filters: which facts speak of this term.
            models.Index("term", "topic", name="fact_term_topic"),
            # For the last check of a fact, and its history through the editions.
            models.Index("key", name="fact_key"),
        ]

    def __str__(self):
        return str(self.term or self.other_condition or Truncator(self.clinical).chars(60))

    def clean(self):
        """Refuse a term of the wrong kind: the one rule that spans two tables."""
        wanted = TERM_KIND_OF_TOPIC.get(self.topic)
        if self.term is not None and wanted and self.term.kind != wanted:
            raise ValidationError(
                {
                    "term": _("“%(term)s” is a %(kind)s; this section needs a %(wanted)s.")
                    % {
                        "term": self.term,
                        "kind": self.term.get_kind_display(),
                        "wanted": TermKind(wanted).label,
                    }
                }
            )


class Citation(models.Model):
    """A source behind a fact, with the place in it and what it supports."""

    fact = models.ForeignKey(Fact, models.CASCADE, verbose_name=_("fact"), related_name="citations")
    source = models.ForeignKey(
        Source, models.PROTECT, verbose_name=_("source"), related_name="citations"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    locator = models.CharField(
        _("place in the source"),
        max_length=80,
        blank=True,
        help_text=_("Page, table or “abstract”."),
    )
    supports = models.CharField(
        _("what it supports"),
        max_length=240,
        blank=True,
        help_text=_("In a few words: what of this fact the source says."),
    )

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ("fact", "position", "id")
        constraints = [
            models.UniqueConstraint(
                "fact",
                "source",
                name="citation_source_once_per_fact",
                violation_error_message=_("This source is cited for the fact already."),
            ),
        ]

    def __str__(self):
        return str(self.source)
