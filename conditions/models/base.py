"""What several records share: names, codes, closed lists, history, rows that are only added."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .choices import Audience, NameMatch

MAX_REASON = 200


class AppendOnlyError(TypeError):
    """Raised when code tries to change or delete a row that is only ever added."""


def one_of(field: str, choices: type[models.TextChoices], name: str, blank: bool = False):
    """Return a constraint that holds `field` to the values of `choices`."""
    values = [*choices.values, ""] if blank else choices.values
    return models.CheckConstraint(condition=Q(**{f"{field}__in": values}), name=name)


def name_of(user) -> str:
    """Return the name that stands in the records; it stays when the account goes."""
    return user.get_full_name() or user.get_username()


def _actor(request=None, **kwargs):
    return name_of(request.user) if request else ""


def _by(row):
    return row.history_user_id


def _set_by(row, name):
    row.history_user_id = name


class KeptHistory(HistoricalRecords):
    """What a record was before each of its changes, with who made it, when and why.

    Who is kept by name, as in the other records. Writes past `save()` (`update`, `bulk_create`)
    leave no trace: the content pack is loaded so, and `actions.history` keeps the state before
    the first change. The library takes the name of the field `history_user_id` for granted.
    """

    def __init__(self, **options):
        super().__init__(
            history_user_id_field=models.CharField(_("by"), max_length=160, blank=True),
            history_user_getter=_by,
            history_user_setter=_set_by,
            get_user=_actor,
            history_change_reason_field=models.CharField(
                _("why"), max_length=MAX_REASON, blank=True, null=True
            ),
            **options,
        )

    def contribute_to_class(self, cls, name):
        super().contribute_to_class(cls, name)
        cls.history_records = self


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
    """A record of what happened; fields of `set_later` may be filled in once, afterwards."""

    set_later: frozenset[str] = frozenset()

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        filled_in = set(kwargs.get("update_fields") or ())
        if self.pk is not None and not (filled_in and filled_in <= self.set_later):
            raise AppendOnlyError(f"{self._meta.verbose_name_plural} are only ever added")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnlyError(f"{self._meta.verbose_name_plural} are only ever added")
