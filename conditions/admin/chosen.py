"""Autocomplete fields for forms with many rows: all of them share one read per model.

Stock autocomplete widgets ask the database once each for the label of what is chosen, and stock
choice fields once each for what was posted. A draft has hundreds of both.
"""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteMixin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from conditions.models import Condition, Fact, PictureFile, Source, Term

from .widgets import DirectSelect, DirectSelectMultiple

# The form fields of a fact or photograph that refer to other records.
REFERENCES = {
    "term": Term,
    "other_condition": Condition,
    "body_sites": Term,
    "cited": Source,
    "picture": PictureFile,
}
LONGEST_ID = 18  # digits that fit every database's integers


class Chosen:
    """The records that the rows of a form refer to, or that were posted, by model and id."""

    def __init__(self, facts, photographs, data):
        self.rows = {model: {} for model in REFERENCES.values()}
        for fact in facts:
            self._keep(fact.term, fact.other_condition, *fact.body_sites.all())
            self._keep(*(citation.source for citation in fact.citations.all()))
        for photograph in photographs:
            self._keep(photograph.picture, *photograph.body_sites.all())
        for model, ids in self._missing(data).items():
            self._keep(*model.objects.filter(pk__in=ids))

    def _keep(self, *rows):
        for row in rows:
            if row is not None:
                self.rows[type(row)][str(row.pk)] = row

    def _missing(self, data):
        missing = {}
        for name, values in data.lists():
            model = REFERENCES.get(name.rpartition("-")[2])
            if model is None:
                continue
            ids = {
                one
                for value in values
                for one in value.split(",")
                if one.isdecimal() and len(one) <= LONGEST_ID
            }
            if ids := ids - self.rows[model].keys():
                missing.setdefault(model, set()).update(ids)
        return missing


class ChosenWidget(AutocompleteMixin):
    """An autocomplete whose options come from the field's rows; `kind` narrows what is offered."""

    def __init__(self, field, kind=None, model=Fact):
        super().__init__(model._meta.get_field(field), admin.site)
        self.rows = {}
        self.kind = kind

    def get_url(self):
        url = super().get_url()
        return f"{url}?kind={self.kind}" if self.kind else url

    def build_attrs(self, base_attrs, extra_attrs=None):
        """Leave the control to js/chosen.js: Django's script would prepare all of them at once."""
        attrs = super().build_attrs(base_attrs, extra_attrs)
        return attrs | {"class": attrs["class"].replace("admin-autocomplete", "chosen")}

    def options(self, chosen):
        empty = [] if self.allow_multiple_selected else [("", "")]
        return empty + [(one, self.rows.get(one, one)) for one in chosen if one]

    @property
    def media(self):
        # Named together so that they stay in this order.
        return super().media + forms.Media(js=["admin/js/autocomplete.js", "js/chosen.js"])


class ChosenSelect(ChosenWidget, DirectSelect):
    pass


class ChosenSelectMultiple(ChosenWidget, DirectSelectMultiple):
    pass


class ChosenField(forms.Field):
    """One record out of the `Chosen` ones, which the form lays in `rows`."""

    default_error_messages = {"invalid": _("This entry does not exist any more.")}
    rows = {}

    def take(self, chosen):
        self.rows = self.widget.rows = chosen.rows[self.widget.field.remote_field.model]

    def prepare_value(self, value):
        return getattr(value, "pk", value)

    def to_python(self, value):
        if value in self.empty_values:
            return None
        try:
            return self.rows[str(value)]
        except KeyError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def has_changed(self, initial, data):
        return str(self.prepare_value(initial) or "") != str(self.prepare_value(data) or "")


class ChosenSetField(ChosenField):
    """Several records out of the `Chosen` ones, in the order they were chosen."""

    def prepare_value(self, value):
        return [super(ChosenSetField, self).prepare_value(one) for one in value or []]

    def to_python(self, value):
        return [super(ChosenSetField, self).to_python(one) for one in value or []]

    def has_changed(self, initial, data):
        def ids(value):
            return sorted(map(str, self.prepare_value(value)))

        return ids(initial) != ids(data)
