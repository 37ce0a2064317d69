"""The filters of the conditions list: they own the query string."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db.models import Q, QuerySet
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from conditions.models import Condition, ConditionKind, Edition, Fact, TermKind, Topic
from conditions.selectors.search import found_conditions
from conditions.selectors.vocabulary import Vocabulary, conditions_per_term, vocabulary

MAX_VALUES = 30
KIND_OF_FACET = {
    "symptom": TermKind.FINDING,
    "risk": TermKind.RISK_FACTOR,
    "site": TermKind.BODY_SITE,
}


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


class SlugsFilter(django_filters.Filter):
    """Keeps what has at least one of the chosen values; the filter set says how."""

    field_class = SlugsField


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a facet: how many conditions it would show, all other filters applied."""

    value: str
    label: str | Promise
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A group of values; any of the chosen ones is enough."""

    name: str
    label: str | Promise
    options: list[Option]

    @property
    def chosen(self) -> list[Option]:
        return [option for option in self.options if option.chosen]


@dataclass(frozen=True, slots=True)
class Chip:
    """A chosen value, with the address that drops it."""

    label: str | Promise
    query: str


class ConditionFilter(django_filters.FilterSet):
    """Conditions by text, symptom, risk factor, body site and kind.

    Within a group any chosen value is enough; the groups and the text narrow each other. A term
    stands for all terms below it.
    """

    q = django_filters.CharFilter(label=_("Search"), method="by_text", max_length=200)
    symptom = SlugsFilter(label=_("Symptom or sign"), method="by_symptom")
    risk = SlugsFilter(label=_("Risk factor"), method="by_risk")
    site = SlugsFilter(label=_("Part of the body"), method="by_site")
    kind = SlugsFilter(label=_("Kind of condition"), method="by_kind")

    FACETS = ("symptom", "risk", "site", "kind")

    class Meta:
        model = Condition
        fields: tuple[str, ...] = ()

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return vocabulary()

    @cached_property
    def published_facts(self) -> QuerySet[Fact]:
        return Fact.objects.filter(edition__in=Edition.objects.published())

    @cached_property
    def found(self) -> list[int]:
        """The ids of what the text finds, best first."""
        return found_conditions(self.form.cleaned_data["q"])

    @property
    def results(self) -> list[Condition]:
        """The conditions that are left: what the text finds best first, otherwise by name."""
        conditions = list(self.qs)
        if self.form.cleaned_data["q"]:
            place = {pk: number for number, pk in enumerate(self.found)}
            conditions.sort(key=lambda condition: place[condition.pk])
        return conditions

    def by_text(self, queryset, name, value):
        return queryset.filter(pk__in=self.found)

    def by_symptom(self, queryset, name, value):
        return self._with_facts(queryset, Q(topic=Topic.SYMPTOM, reported_absent=False), value)

    def by_risk(self, queryset, name, value):
        return self._with_facts(queryset, Q(topic=Topic.RISK_FACTOR, reported_absent=False), value)

    def by_site(self, queryset, name, value):
        sites = self.vocabulary.narrower_ids(value)
        return self._having(queryset, Q(body_sites__in=sites, reported_absent=False))

    def by_kind(self, queryset, name, value):
        return queryset.filter(kind__in=value)

    def _with_facts(self, queryset, condition, slugs):
        return self._having(queryset, condition & Q(term__in=self.vocabulary.narrower_ids(slugs)))

    def _having(self, queryset, condition):
        facts = self.published_facts.filter(condition)
        return queryset.filter(pk__in=facts.values("edition__condition"))

    def facets(self) -> list[Facet]:
        """Return the groups with their counts: one query each."""
        return [self._facet(name) for name in self.FACETS]

    def _facet(self, name: str) -> Facet:
        chosen = self._values(name)
        others = self._filtered_without(name)
        counts = self._kind_counts(others) if name == "kind" else self._term_counts(name, others)
        labels = self._labels(name, [*counts, *chosen])
        options = [
            Option(slug, label, counts.get(slug, 0), slug in chosen)
            for slug, label in labels.items()
        ]
        options.sort(key=lambda o: (not o.chosen, -o.count, str(o.label).casefold()))
        return Facet(name, self.filters[name].label, options)

    def _values(self, name: str) -> list[str]:
        return self.form.cleaned_data.get(name) or [] if self.form.is_valid() else []

    def _filtered_without(self, name: str) -> QuerySet[Condition]:
        """Return the conditions that all filters but one leave."""
        queryset = self.queryset.all()
        for other, value in self.form.cleaned_data.items():
            if other != name and value:
                queryset = self.filters[other].filter(queryset, value)
        return queryset.order_by()

    def _kind_counts(self, conditions) -> dict[str, int]:
        counts: dict[str, int] = {}
        for kind in conditions.values_list("kind", flat=True):
            counts[kind] = counts.get(kind, 0) + 1
        return counts

    def _term_counts(self, name: str, conditions) -> dict[str, int]:
        column = "body_sites" if name == "site" else "term"
        facts = self.published_facts.filter(edition__condition__in=conditions)
        if name == "site":
            facts = facts.filter(body_sites__isnull=False, reported_absent=False)
        else:
            topic = Topic.SYMPTOM if name == "symptom" else Topic.RISK_FACTOR
            facts = facts.filter(topic=topic, reported_absent=False)
        pairs = facts.order_by().values_list("edition__condition", column).distinct()
        found = conditions_per_term(self.vocabulary, pairs)
        return {slug: len(conditions) for slug, conditions in found.items()}

    def _labels(self, name: str, slugs: list[str]) -> dict[str, str | Promise]:
        """Return the labels of the values there are; unknown ones have none."""
        known = self._known(name)
        return {slug: known[slug] for slug in slugs if slug in known}

    def _known(self, name: str) -> dict[str, str | Promise]:
        """Return every value a group can have, with its label."""
        if name == "kind":
            return dict(ConditionKind.choices)
        kind = KIND_OF_FACET[name]
        terms = self.vocabulary.by_slug.values()
        return {term.slug: term.plain_name for term in terms if term.kind == kind}

    def unknown_values(self) -> list[str]:
        """Return chosen values that their group does not have; they find nothing."""
        return [
            value
            for name in self.FACETS
            for value in self._values(name)
            if value not in self._known(name)
        ]

    def chips(self, facets: list[Facet]) -> Iterator[Chip]:
        """Yield the chosen values, each with the query string that drops it."""
        chosen = [(facet.name, option) for facet in facets for option in facet.chosen]
        text = self.form.cleaned_data.get("q") or ""
        pairs = ([("q", text)] if text else []) + [(name, o.value) for name, o in chosen]
        labels = (["“" + text + "”"] if text else []) + [option.label for _name, option in chosen]
        for position, label in enumerate(labels):
            yield Chip(label, urlencode(pairs[:position] + pairs[position + 1 :]))
