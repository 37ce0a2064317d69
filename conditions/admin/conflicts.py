"""Two editors on one draft: what the second one typed, merged with what the first one saved.

Every field is posted with the value it was shown with. Against that value three cases are told
apart, field by field: only the other editor changed it (theirs is taken), both made the same
change or only this editor changed it (what was typed stays), or both changed it differently: what
was typed stays in the field, with the other editor's value as a message beside it.
"""

from dataclasses import dataclass, field

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .changes import describe
from .chosen import ChosenSetField
from .widgets import DirectHidden

REMOVED = gettext_lazy(
    "Another editor has removed this fact meanwhile. Saving puts it back with your wording."
)
CHANGED = gettext_lazy(
    "Another editor has changed this fact meanwhile. Tick “Delete” again to delete it anyway."
)


# Fields whose values are sentences that somebody wrote.
TEXTS = ("change_note", "plain", "clinical", "setting", "locator", "supports")


def written_texts(data):
    """Return the texts in posted data that differ from those the form was shown with."""
    return [
        value
        for name, value in data.items()
        if name.rpartition("-")[2] in TEXTS
        and _plain_text(value) not in ("", _plain_text(data.get(f"initial-{name}", value)))
    ]


def _plain_text(value):
    return value.replace("\r\n", "\n").strip()


@dataclass
class Conflict:
    """What to tell the second editor, and the form's data to go on from."""

    saves: list
    data: object
    notes: dict = field(default_factory=dict)  # by form prefix, then field
    places: list = field(default_factory=list)  # (id of the field, its label) changed by both

    @property
    def descriptions(self):
        """Return each save since with the changes it made, in words."""
        return [(save, describe(save.changes)) for save in self.saves]


class ComparedForm(forms.ModelForm):
    """A form that posts each value with the one it was shown with, and shows a conflict's notes."""

    notes = {}  # what another editor saved: by form prefix, then field

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for one in self.fields.values():
            one.show_hidden_initial = not one.widget.is_hidden
            if one.hidden_widget is forms.HiddenInput:
                one.hidden_widget = DirectHidden

    def clean(self):
        for name, message in self.notes.get(self.prefix, {}).items():
            self.add_error(name, message)
        return self.cleaned_data


def merge(*, saves, revision, data, form, formsets):
    """Return the conflict between posted `data` and the unbound `form` and `formsets`.

    These show the draft as it is now, at `revision`, and are in the order of the page.
    """
    conflict = Conflict(saves, data.copy())
    conflict.data["seen_revision"] = str(revision)
    row = _Row.posted(data, form)
    row.merge(form, conflict, None)
    row.write(conflict.data, form)
    for formset in formsets:
        _merge_formset(formset, data, conflict)
    return conflict


def _merge_formset(formset, data, conflict):
    """Write the rows of a formset anew: those that are stored, in their order, then new ones."""
    mine = {}
    new = []
    for number in range(_count(data, formset)):
        row = _Row.posted(data, _form_at(formset, number))
        if row.pk:
            mine[row.pk] = row
        else:
            new.append(row)
    stored = []
    for form in formset.initial_forms:
        row = mine.pop(str(form.instance.pk), None)
        stored.append((row or _Row.shown(form), form if row else None))
    new += [_put_back(row) for row in mine.values() if row.is_touched]
    for name in [name for name in conflict.data if _belongs(name, formset)]:
        del conflict.data[name]
    rows = stored + [(row, None) for row in new]
    for number, (row, shown) in enumerate(rows):
        form = _form_at(formset, number)
        if shown is not None:
            row.merge(shown, conflict, form)
        row.write(conflict.data, form)
        if row.note:
            conflict.notes.setdefault(form.prefix, {})[None] = row.note
    conflict.data[f"{formset.prefix}-TOTAL_FORMS"] = str(len(rows))
    conflict.data[f"{formset.prefix}-INITIAL_FORMS"] = str(len(stored))


def _count(data, formset):
    count = data.get(f"{formset.prefix}-TOTAL_FORMS", "0")
    return min(int(count) if count.isdecimal() and len(count) < 6 else 0, formset.absolute_max)


def _form_at(formset, number):
    form = formset.empty_form
    form.prefix = formset.add_prefix(number)
    return form


def _belongs(name, formset):
    return name.startswith((f"{formset.prefix}-", f"initial-{formset.prefix}-"))


def _put_back(row):
    row.pk = ""
    row.seen = {name: _as_hidden(one, None) for name, one in row.fields.items()}
    row.note = REMOVED
    return row


@dataclass
class _Row:
    """The raw values of one form: what was typed, and what it was shown with."""

    typed: dict
    seen: dict
    pk: str = ""
    key: str = ""
    delete: bool = False
    note: str = ""
    fields: dict = field(default_factory=dict)

    @classmethod
    def posted(cls, data, form):
        fields = _compared(form)
        return cls(
            typed={name: data.getlist(form.add_prefix(name)) for name in fields},
            seen={name: data.get(form.add_initial_prefix(name), "") for name in fields},
            pk=data.get(form.add_prefix("id"), ""),
            key=data.get(form.add_prefix("fact_key"), ""),
            delete=form.add_prefix("DELETE") in data,
            fields=fields,
        )

    @classmethod
    def shown(cls, form):
        """Return the row of a stored fact as its form shows it."""
        fields = _compared(form)
        values = {name: _as_posted(one, form[name].value()) for name, one in fields.items()}
        return cls(
            typed=values,
            seen={name: _as_hidden(one, form[name].value()) for name, one in fields.items()},
            pk=str(form.instance.pk),
            key=str(getattr(form.instance, "key", "")),
            fields=fields,
        )

    @property
    def is_touched(self):
        return any(
            _plain(one, self.typed[name]) != _plain_seen(one, self.seen[name])
            for name, one in self.fields.items()
        )

    def merge(self, shown, conflict, form):
        """Take over what the other editor changed; note where both changed the same field."""
        theirs = _Row.shown(shown)
        changed_by_both = {}
        for name, one in self.fields.items():
            seen, typed = _plain_seen(one, self.seen[name]), _plain(one, self.typed[name])
            now = _plain(one, theirs.typed[name])
            if now in (seen, typed):
                continue
            if self.delete:
                self.delete, self.note = False, CHANGED
            if typed == seen:
                self.typed[name] = theirs.typed[name]
            else:
                changed_by_both[name] = _both_changed(one, theirs.typed[name])
                conflict.places.append(_place(form or shown, shown, name))
        self.seen = theirs.seen
        if changed_by_both:
            prefix = form.prefix if form is not None else None
            conflict.notes.setdefault(prefix, {}).update(changed_by_both)

    def write(self, data, form):
        for name, values in self.typed.items():
            data.setlist(form.add_prefix(name), values)
        for name, value in self.seen.items():
            data[form.add_initial_prefix(name)] = value
        if "id" in form.fields:
            data[form.add_prefix("id")] = self.pk
        if "fact_key" in form.fields:
            data[form.add_prefix("fact_key")] = self.key
        if self.delete:
            data[form.add_prefix("DELETE")] = "on"
        else:
            data.pop(form.add_prefix("DELETE"), None)


def _compared(form):
    return {name: one for name, one in form.fields.items() if one.show_hidden_initial}


def _as_posted(one, value):
    """Return what a browser posts for a field that shows `value`."""
    value = one.prepare_value(value)
    if isinstance(one, forms.BooleanField):
        return ["on"] if value else []
    if isinstance(value, list):
        return [str(item) for item in value]
    return ["" if value is None else str(value)]


def _as_hidden(one, value):
    """Return what the hidden control beside a field that shows `value` posts."""
    if isinstance(one, forms.BooleanField):
        return str(bool(value))
    return ",".join(_as_posted(one, value))


def _plain(one, values):
    """Return what was typed in a form in which equal values are equal."""
    if isinstance(one, forms.BooleanField):
        return bool(values)
    return sorted(_plain_text(value) for value in values if value)


def _plain_seen(one, value):
    """Return what a field was shown with in the form of `_plain`."""
    if isinstance(one, forms.BooleanField):
        return value == "True"
    return _plain(one, value.split(",") if isinstance(one, ChosenSetField) else [value])


def _both_changed(one, values):
    return _("Another editor has saved: %(value)s. Your value is kept; saving replaces theirs.") % {
        "value": _readable(one, values)
    }


def _readable(one, values):
    if isinstance(one, forms.BooleanField):
        return _("ticked") if values else _("not ticked")
    labels = dict(getattr(one, "choices", ()))
    rows = getattr(one, "rows", {})
    words = [str(labels.get(value) or rows.get(value) or value) for value in values if value]
    return f"“{'; '.join(words)}”" if words else _("nothing (the field was emptied)")


def _place(form, shown, name):
    label = form.fields[name].label
    if form is shown:
        return form[name].id_for_label, label
    return form[name].id_for_label, f"{Truncator(shown.instance).chars(60)}: {label}"
