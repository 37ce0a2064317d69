"""Imported knowledge: releases of the Human Phenotype Ontology and its annotations."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Release(models.Model):
    """One release of a knowledge base; what it brought is read-only and never edited here."""

    source = models.CharField(_("knowledge base"), max_length=40)
    version = models.CharField(_("version"), max_length=40)
    released_on = models.DateField(_("released on"))
    imported_at = models.DateTimeField(_("imported"), auto_now_add=True)
    licence = models.CharField(_("licence and attribution"), max_length=400)

    class Meta:
        verbose_name = _("release")
        ordering = ("source", "-released_on")
        constraints = [
            models.UniqueConstraint("source", "version", name="release_once"),
            models.CheckConstraint(condition=~Q(licence=""), name="release_has_licence"),
        ]

    def __str__(self):
        return f"{self.source} {self.version}"
