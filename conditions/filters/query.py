"""The query string of the conditions list.

    q                           words, as in the site search
    symptom, risk, site, kind   a value of this group, by slug; `MAX_VALUES` times at most
    not_symptom, not_risk …     a value of this group that is left out
    symptom_match, risk_match, site_match
                                `all`: a condition must have all chosen values of the group; without
                                it, or with `any`, one is enough
    letter                      the first letter of the name
    sort                        `name` or `match` (`listing.ConditionFilter.order`)
    page                        the page of the list, read by the view

What is malformed or not one of these lists is refused in a sentence; a slug that its group does not
have fits no condition. Unknown parameters do nothing.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from conditions.models import Condition

MAX_VALUES = 30
FACETS: dict[str, str | Promise] = {
    "symptom": _("Symptom or sign"),
    "risk": _("Risk factor"),
    "site": _("Part of the body"),
    "kind": _("Kind of condition"),
}
SEVERAL_AT_ONCE = ("symptom", "risk", "site")  # a condition has one kind only
NAME, MATCH = "name", "match"


def initial(name: str) -> str:
    """Return the first letter or digit of a name, as a capital without accents; # for none.

    Letters of other alphabets stay what they are.
    """
    letters = (letter for letter in unicodedata.normalize("NFKD", name) if letter.isalnum())
    return next(letters, "#").upper()[0]


def alphabetical(name: str) -> str:
    """Return what a name is sorted by: accents and capitals make no difference."""
    letters = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


class SlugsField(forms.Field):
    """Several slugs from repeated parameters; each at most once, in order."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value):
        slugs = list(dict.fromkeys(filter(None, value or [])))
        if len(slugs) > MAX_VALUES:
            raise ValidationError(
                _("Choose at most %(limit)d values in one group."), params={"limit": MAX_VALUES}
            )
        for slug in slugs:
            try:
                validate_slug(slug)
            except ValidationError as error:
                raise ValidationError(_("A chosen value is not one of this list.")) from error
        return slugs


class LetterField(forms.CharField):
    """One letter, however it is written."""

    def to_python(self, value):
        letter = super().to_python(value)
        if len(letter) > 1:
            raise ValidationError(_("Choose one letter of the bar."))
        return initial(letter) if letter else ""


class SlugsFilter(django_filters.Filter):
    field_class = SlugsField


class LetterFilter(django_filters.Filter):
    field_class = LetterField


class OneOfFilter(django_filters.Filter):
    field_class = forms.ChoiceField


def _any_or_all() -> OneOfFilter:
    return OneOfFilter(
        choices=[("any", "any"), ("all", "all")],
        error_messages={"invalid_choice": _("Choose “any” or “all”.")},
    )


class ConditionQuery(django_filters.FilterSet):
    """What the query string may hold; see the module."""

    q = django_filters.CharFilter(
        max_length=200,
        error_messages={"max_length": _("Please type at most %(limit_value)d characters.")},
    )
    symptom, risk, site, kind = (SlugsFilter() for _facet in FACETS)
    not_symptom, not_risk, not_site, not_kind = (SlugsFilter() for _facet in FACETS)
    symptom_match, risk_match, site_match = (_any_or_all() for _facet in SEVERAL_AT_ONCE)
    letter = LetterFilter()
    sort = OneOfFilter(
        choices=[(NAME, NAME), (MATCH, MATCH)],
        error_messages={"invalid_choice": _("The list has no such order.")},
    )

    class Meta:
        model = Condition
        fields: tuple[str, ...] = ()

    @cached_property
    def choice(self) -> "Choice":
        """What was chosen, without what is empty or goes without saying; of a bad query nothing."""
        if not self.is_valid():
            return Choice()
        pairs = [
            (name, value)
            for name in self.filters
            for value in _listed(self.form.cleaned_data[name])
            if value and not (name.endswith("_match") and value == "any")
        ]
        return Choice(tuple(pairs))


def _listed(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen: the parameters of a query string and their values, in their order."""

    pairs: tuple[tuple[str, str], ...] = ()

    def value(self, name: str) -> str:
        return next(iter(self.values(name)), "")

    def values(self, name: str) -> Sequence[str]:
        return [value for given, value in self.pairs if given == name]

    def in_facets(self) -> Iterator[tuple[str, str]]:
        """Yield the chosen values with their groups, not those that are left out."""
        return ((name, value) for name, value in self.pairs if name in FACETS)

    def wants_all(self, facet: str) -> bool:
        return (f"{facet}_match", "all") in self.pairs

    def without(self, *names: str) -> "Choice":
        return Choice(tuple(pair for pair in self.pairs if pair[0] not in names))

    def without_pair(self, dropped: tuple[str, str]) -> "Choice":
        return Choice(tuple(pair for pair in self.pairs if pair != dropped))

    def with_one(self, name: str, value: str) -> "Choice":
        """Choose a value of what has only one."""
        return Choice((*self.without(name).pairs, (name, value)))

    @property
    def query(self) -> str:
        return urlencode(self.pairs)
