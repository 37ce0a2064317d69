"""The bibliography."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Case, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .base import KeptHistory, one_of
from .choices import SourceKind, SourceStatus

# Rule 1 of the editorial policy: a real title, and an identifier or an authoritative address.
PUBLISHABLE = (
    ~Q(title="")
    & ~Q(status=SourceStatus.RETRACTED)
    & (~Q(pmid="") | ~Q(pmcid="") | ~Q(doi="") | (~Q(url="") & Q(authoritative=True)))
)


def _once(field):
    return models.UniqueConstraint(
        fields=[field],
        condition=~Q(**{field: ""}),
        name=f"source_{field}_once",
        violation_error_message=_("Another source has this number already."),
    )


class Source(models.Model):
    """One bibliographic record that facts cite."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    title = models.TextField(
        _("title"), blank=True, help_text=_("As printed, without a full stop.")
    )
    authors = models.TextField(
        _("authors"), blank=True, help_text=_("Vancouver style: Nigwekar SU, Thadhani R, et al.")
    )
    journal = models.CharField(_("journal or publisher"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(
        _("year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1800), MaxValueValidator(2100)],
    )
    volume = models.CharField(_("volume"), max_length=20, blank=True)
    issue = models.CharField(_("issue"), max_length=20, blank=True)
    pages = models.CharField(_("pages"), max_length=40, blank=True)
    pmid = models.CharField(
        _("PMID"),
        max_length=9,
        blank=True,
        validators=[RegexValidator(r"^\d{1,9}\Z", _("A PMID is up to nine digits."))],
    )
    pmcid = models.CharField(
        _("PMCID"),
        max_length=12,
        blank=True,
        validators=[RegexValidator(r"^PMC\d+\Z", _("A PMCID is PMC and digits."))],
    )
    doi = models.CharField(
        _("DOI"),
        max_length=120,
        blank=True,
        validators=[RegexValidator(r"^10\.\d{4,9}/\S+\Z", _("A DOI begins with 10. and a slash."))],
    )
    url = models.URLField(_("address"), max_length=400, blank=True)
    authoritative = models.BooleanField(
        _("authoritative address"),
        default=False,
        help_text=_(
            "Tick when the address is that of a public health body, Orphanet, OMIM, GeneReviews, "
            "a professional society or a reference page of a teaching hospital. "
            "A record without PMID, PMCID or DOI is publishable only then."
        ),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=SourceKind)
    status = models.CharField(
        _("status"), max_length=10, choices=SourceStatus, default=SourceStatus.CURRENT
    )
    publishable = models.GeneratedField(
        verbose_name=_("publishable"),
        expression=Case(When(PUBLISHABLE, then=Value(True)), default=Value(False)),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    history = KeptHistory(excluded_fields=["publishable", "updated_at"])

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ("slug",)
        constraints = [
            one_of("kind", SourceKind, "source_kind_known"),
            one_of("status", SourceStatus, "source_status_known"),
            models.CheckConstraint(
                condition=Q(year__isnull=True) | Q(year__range=(1800, 2100)),
                name="source_year_plausible",
                violation_error_message=_("Give a year from 1800 to 2100."),
            ),
            _once("pmid"),
            _once("pmcid"),
            _once("doi"),
        ]

    def __str__(self):
        return self.title or self.slug

    def get_absolute_url(self):
        return reverse("conditions:source", args=[self.slug])
