"""What several records share: names, codes, closed lists and rows that are only ever added."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .choices import Audience, NameMatch


class AppendOnlyError(TypeError):
    """Raised when code tries to change or delete a row that is only ever added."""


def one_of(field: str, choices: type[models.TextChoices], name: str, blank: bool = False):
    """Return a constraint that holds `field` to the values of `choices`."""
    values = [*choices.values, ""] if blank else choices.values
    return models.CheckConstraint(condition=Q(**{f"{field}__in": values}), name=name)


class NameBase(models.Model):
    """Another name of a record, with whose word it is and how closely it fits."""

    text = models.CharField(
        _("name"), max_length=200, help_text=_("As people write it, for example “black scab”.")
    )
    audience = models.CharField(
        _("whose word"),
        max_length=8,
        choices=Audience,
        default=Audience.LAY,
        help_text=_("Lay: what patients say. Clinical: what professionals say."),
    )
    match = models.CharField(
        _("match"),
        max_length=8,
        choices=NameMatch,
        default=NameMatch.EXACT,
        help_text=_("Exact unless the word means something wider, narrower or only related."),
    )

    class Meta:
        abstract = True
        ordering = ("text", "id")
        constraints = [
            one_of("audience", Audience, "%(class)s_audience_known"),
            one_of("match", NameMatch, "%(class)s_match_known"),
        ]

    def __str__(self):
        return self.text


class CodeBase(models.Model):
    """The code of a record in a published code system."""

    system = models.CharField(
        _("code system"), max_length=20, help_text=_("For example HPO, ORPHA, OMIM, MeSH, ICD-10.")
    )
    code = models.CharField(_("code"), max_length=60)
    checked = models.BooleanField(
        _("checked"),
        default=False,
        help_text=_("Tick only when a person has looked the code up in the code system itself."),
    )

    class Meta:
        abstract = True
        ordering = ("system", "code")

    def __str__(self):
        return f"{self.system} {self.code}"


class AppendOnlyQuerySet(models.QuerySet):
    """A query set that adds rows and never changes them; the database refuses it too."""

    def update(self, **kwargs):
        raise AppendOnlyError(f"{self.model._meta.verbose_name_plural} are only ever added")

    def delete(self):
        raise AppendOnlyError(f"{self.model._meta.verbose_name_plural} are only ever added")


class AppendOnly(models.Model):
    """A record of what happened."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if self.pk is not None:
            raise AppendOnlyError(f"{self._meta.verbose_name_plural} are only ever added")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnlyError(f"{self._meta.verbose_name_plural} are only ever added")
