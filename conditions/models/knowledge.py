"""Imported knowledge: releases of the Human Phenotype Ontology and its annotations.

The catalogue has tables of its own, apart from the reviewed terms, conditions and facts: nothing
that reads those can show what no editor has reviewed (docs/adr/0013). Its rows are kept as the
release gives them and never changed; `immutability` lays the triggers.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .base import one_of


class ReleaseState(models.TextChoices):
    """Whether a release is looked things up in."""

    LOADING = "loading", _("being imported")
    SERVING = "serving", _("in use")
    REPLACED = "replaced", _("replaced")  # kept until the next import, for requests under way


class Release(models.Model):
    """One release of a knowledge base; what it brought is read-only and never edited here."""

    source = models.CharField(_("knowledge base"), max_length=40)
    version = models.CharField(_("version"), max_length=40)
    released_on = models.DateField(_("released on"))
    imported_at = models.DateTimeField(_("imported"), auto_now_add=True)
    licence = models.CharField(_("licence and attribution"), max_length=400)
    state = models.CharField(
        _("state"), max_length=8, choices=ReleaseState, default=ReleaseState.LOADING
    )
    with_parsed_rows = models.BooleanField(
        _("with rows parsed by a program"),
        default=False,
        help_text=_("Annotations that a program read from text (evidence IEA) were imported too."),
    )
    # Of the files and the way they were imported: the same twice changes nothing.
    fingerprint = models.CharField(_("fingerprint"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ("source", "-released_on")
        constraints = [
            models.UniqueConstraint("source", "fingerprint", name="release_once"),
            models.UniqueConstraint(
                "source", condition=Q(state="serving"), name="release_one_serving"
            ),
            one_of("state", ReleaseState, "release_state_known"),
            models.CheckConstraint(condition=~Q(licence=""), name="release_has_licence"),
        ]

    def __str__(self):
        return f"{self.source} {self.version}"


class CatalogueTerm(models.Model):
    """A term of the ontology, obsolete ones too."""

    release = models.ForeignKey(
        Release, models.CASCADE, verbose_name=_("release"), related_name="terms"
    )
    code = models.CharField(_("code"), max_length=10)
    name = models.TextField(_("name"), blank=True)  # some obsolete terms have none
    definition = models.TextField(_("definition"), blank=True)
    synonyms = models.JSONField(_("synonyms"), default=list)  # [text, scope, kind] each
    # Codes with spaces between them: these are read whole, some twenty thousand at a time.
    broader = models.TextField(_("broader terms"), blank=True)
    former_codes = models.TextField(_("former codes"), blank=True)
    is_obsolete = models.BooleanField(_("obsolete"), default=False)
    replaced_by = models.CharField(_("replaced by"), max_length=10, blank=True)

    class Meta:
        verbose_name = _("HPO term")
        verbose_name_plural = _("HPO terms")
        ordering = ("code",)
        constraints = [
            models.UniqueConstraint("release", "code", name="catalogueterm_once_per_release"),
        ]

    def __str__(self):
        return f"{self.code} {self.name}".rstrip()


class CatalogueDisease(models.Model):
    """A disease as one record of OMIM, Orphanet or DECIPHER has it.

    `group` is the same for records that name one disease: Mondo's code, where Mondo matches the
    record exactly, else the record's own. It only groups; each record keeps its rows.
    """

    release = models.ForeignKey(
        Release, models.CASCADE, verbose_name=_("release"), related_name="diseases"
    )
    code = models.CharField(_("code"), max_length=20)
    name = models.TextField(_("name"))
    other_names = models.JSONField(_("other names"), default=list)
    group = models.CharField(_("group"), max_length=20)

    class Meta:
        verbose_name = _("HPO disease")
        verbose_name_plural = _("HPO diseases")
        ordering = ("code",)
        constraints = [
            models.UniqueConstraint("release", "code", name="cataloguedisease_once_per_release"),
        ]
        indexes = [
            # For the records of the groups that the lookup shows.
            models.Index(fields=["release", "group"], name="cataloguedisease_group"),
        ]

    def __str__(self):
        return f"{self.code} {self.name}"

    @property
    def names(self):
        return [self.name, *self.other_names]


class CatalogueAnnotation(models.Model):
    """One row of phenotype.hpoa with all its columns, unpooled; `term` is the one in force now."""

    release = models.ForeignKey(
        Release, models.CASCADE, verbose_name=_("release"), related_name="annotations"
    )
    line = models.PositiveIntegerField(_("line"))
    disease = models.ForeignKey(
        CatalogueDisease, models.CASCADE, verbose_name=_("disease"), related_name="annotations"
    )
    disease_name = models.TextField(_("name in this row"))
    qualifier = models.CharField(_("qualifier"), max_length=3, blank=True)
    term = models.ForeignKey(
        CatalogueTerm, models.CASCADE, verbose_name=_("term"), related_name="annotations"
    )
    stated_code = models.CharField(_("term in this row"), max_length=10)
    reference = models.TextField(_("reference"))
    evidence = models.CharField(_("evidence"), max_length=3)
    onset = models.TextField(_("onset"), blank=True)
    frequency = models.CharField(_("frequency"), max_length=20, blank=True)
    sex = models.CharField(_("sex"), max_length=6, blank=True)
    modifier = models.TextField(_("modifier"), blank=True)
    aspect = models.CharField(_("aspect"), max_length=1)
    biocuration = models.TextField(_("curated by"), blank=True)

    class Meta:
        verbose_name = _("HPO annotation")
        verbose_name_plural = _("HPO annotations")
        ordering = ("line",)
        constraints = [
            # Also what an import that was stopped goes on from.
            models.UniqueConstraint("release", "line", name="catalogueannotation_line_once"),
        ]

    def __str__(self):
        return f"{self.release_id}:{self.line}"
