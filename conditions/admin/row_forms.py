"""What the forms of facts and of photographs share: rows in the sections of an edition's form."""

import uuid

from django import forms
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import BaseInlineFormSet
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from conditions.models import TermKind

from .chosen import ChosenField
from .conflicts import ComparedForm
from .fact_layout import controls
from .widgets import DirectCheckbox, DirectHidden, DirectNumber


class RowForm(ComparedForm):
    """One fact or photograph of an edition; `chosen` and `notes` are laid in per request."""

    chosen = None

    position = forms.IntegerField(
        label=_("Position"),
        min_value=0,
        max_value=32767,
        required=False,
        help_text=_("Order within its section, smallest first. Empty: last."),
        widget=DirectNumber(attrs={"class": "vIntegerField"}),
    )
    # Its identity. Only one that another editor has removed meanwhile is told it.
    fact_key = forms.UUIDField(required=False, widget=DirectHidden)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.initial["position"] = None
        else:
            self.initial["fact_key"] = self.instance.key
        for field in self.fields.values():
            if isinstance(field, ChosenField):
                field.take(self.chosen)

    def rows(self):
        """Return the rows of the edition among which this one has its place and its key."""
        raise NotImplementedError

    def lines(self):
        """Return the names of its fields, row by row."""
        raise NotImplementedError

    def controls(self):
        return format_html("{}{}{}", self["seen"], self["fact_key"], controls(self, self.lines()))

    @property
    def is_deletable(self):
        """Tell whether “Delete” means something: a new row is left out when its section is sent."""
        return self.instance.pk is not None or self.is_bound

    def full_clean(self):
        """Leave alone a stored row that was not touched: it was judged when it was saved."""
        untouched = self.is_bound and self.instance.pk and not self.has_changed()
        if untouched and self.prefix not in self.notes:
            self._errors = forms.utils.ErrorDict(renderer=self.renderer)
            self.cleaned_data = {"id": self.instance}
            return
        super().full_clean()

    def clean_position(self):
        position = self.cleaned_data["position"]
        if position is None:
            position = max((row.position for row in self.rows()), default=-1) + 1
        return position

    def clean_body_sites(self):
        for term in self.cleaned_data["body_sites"]:
            if term.kind != TermKind.BODY_SITE:
                raise forms.ValidationError(gettext("“%s” is not a body site.") % term)
        return self.cleaned_data["body_sites"]

    def save(self, commit=True):
        if self.instance.pk is None:
            self.instance.key = self._free_key()
        return super().save(commit)

    def _free_key(self):
        taken = {row.key for row in self.rows()}
        key = self.cleaned_data.get("fact_key")
        return uuid.uuid4() if key is None or key in taken else key


class RowFormSet(BaseInlineFormSet):
    """The rows of one section; `topic` is its name."""

    topic = None

    @classmethod
    def get_default_prefix(cls):
        return f"facts-{cls.topic}"

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields[self.fk.name].widget = DirectHidden()
        if self.can_delete:
            form.fields[DELETION_FIELD_NAME].widget = DirectCheckbox()
