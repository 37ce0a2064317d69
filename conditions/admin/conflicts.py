"""Two editors on one draft: what the second one typed, merged with what the first one saved.

Every row is posted with a print of each value it was shown with. Against that print three cases
are told apart, field by field: only the other editor changed it (theirs is taken), both made the
same change or only this editor changed it (what was typed stays), or both changed it differently:
what was typed stays in the field, with the other editor's value beside it, to choose from.
"""

from dataclasses import dataclass, field

from django import forms
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conditions.presenters.changes import describe

from .prints import as_posted, comparable, compared, print_of, prints_in, prints_to_post
from .widgets import DirectHidden

REMOVED = gettext_lazy(
    "Another editor has removed this fact meanwhile. Saving puts it back with your wording; tick "
    "“Delete” to leave it out."
)
CHANGED = gettext_lazy(
    "Another editor has changed this fact meanwhile. Tick “Delete” again to delete it anyway."
)
# The names of fields whose value shall be the other editor's.
TAKEN = "take_theirs"


@dataclass
class Place:
    """A field that both editors changed: its id and name, what it is, and both values in words."""

    id: str
    name: str
    label: str
    mine: str
    theirs: str


@dataclass
class Conflict:
    """What to tell the second editor, and the form's data to go on from."""

    saves: list
    data: object
    notes: dict = field(default_factory=dict)  # by form prefix, then field
    places: list = field(default_factory=list)
    merged: list = field(default_factory=list)  # (id, label) of fields that now have their value

    @property
    def descriptions(self):
        """Return each save since with the changes it made, in words."""
        return [(save, describe(save.changes)) for save in self.saves]


class PrintsField(forms.CharField):
    """The prints that a row was shown with: nothing that anybody fills in."""

    widget = DirectHidden

    def has_changed(self, initial, data):
        return False


class ComparedForm(forms.ModelForm):
    """A form that posts a print of the values it was shown with, and shows a conflict's notes."""

    notes = {}  # what another editor saved: by form prefix, then field

    seen = PrintsField(required=False, label="")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self._prints_of_shown

    def _prints_of_shown(self):
        row = _Row.shown(self)
        return prints_to_post(row.seen)

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
    row.merge(form, conflict, form)
    row.write(conflict.data, form)
    for formset in formsets:
        _merge_formset(formset, data, conflict)
    conflict.data.pop(TAKEN, None)
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
    for name in [name for name in conflict.data if name.startswith(f"{formset.prefix}-")]:
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


def _put_back(row):
    row.pk = ""
    row.note = REMOVED
    return row


@dataclass
class _Row:
    """The raw values of one form, and the prints of what it was shown with."""

    typed: dict
    seen: dict
    fields: dict
    pk: str = ""
    key: str = ""
    delete: bool = False
    note: str = ""
    taken: frozenset = frozenset()

    @classmethod
    def posted(cls, data, form):
        fields = compared(form)
        taken = data.getlist(TAKEN)
        return cls(
            typed={name: data.getlist(form.add_prefix(name)) for name in fields},
            seen=prints_in(data.get(form.add_prefix("seen"), "")),
            fields=fields,
            pk=data.get(form.add_prefix("id"), ""),
            key=data.get(form.add_prefix("fact_key"), ""),
            delete=form.add_prefix(DELETION_FIELD_NAME) in data,
            taken=frozenset(name for name in fields if form.add_prefix(name) in taken),
        )

    @classmethod
    def shown(cls, form):
        """Return the row of a form that shows a stored record."""
        fields = compared(form)
        values = {name: as_posted(one, form[name].initial) for name, one in fields.items()}
        return cls(
            typed=values,
            seen={name: print_of(comparable(one, values[name])) for name, one in fields.items()},
            fields=fields,
            pk=str(form.instance.pk),
            key=str(getattr(form.instance, "key", "")),
        )

    @property
    def is_touched(self):
        return any(self._has_typed(name) for name in self.fields)

    def _has_typed(self, name):
        return print_of(self._comparable(name)) != self.seen.get(name)

    def _comparable(self, name):
        return comparable(self.fields[name], self.typed[name])

    def merge(self, shown, conflict, form):
        """Take over what the other editor changed; note where both changed the same field.

        `form` has the prefix that the row will have; `shown` shows the record as it is now.
        """
        theirs = _Row.shown(shown)
        changed_by_both = {}
        for name, one in self.fields.items():
            if name in self.taken:
                self.typed[name] = theirs.typed[name]
            now = theirs.seen[name]
            if now in (self.seen.get(name), print_of(self._comparable(name))):
                continue
            if self.delete:
                self.delete, self.note = False, CHANGED
            if not self._has_typed(name):
                self.typed[name] = theirs.typed[name]
                conflict.merged.append((form[name].id_for_label, _label(shown, name)))
                continue
            place = Place(
                id=form[name].id_for_label,
                name=form.add_prefix(name),
                label=_label(shown, name),
                mine=_readable(one, self.typed[name]),
                theirs=_readable(one, theirs.typed[name]),
            )
            conflict.places.append(place)
            changed_by_both[name] = _both_changed(place)
        self.seen = theirs.seen
        if changed_by_both:
            conflict.notes.setdefault(form.prefix, {}).update(changed_by_both)

    def write(self, data, form):
        for name, values in self.typed.items():
            data.setlist(form.add_prefix(name), values)
        data[form.add_prefix("seen")] = prints_to_post(self.seen)
        if "id" in form.fields:
            data[form.add_prefix("id")] = self.pk
        if "fact_key" in form.fields:
            data[form.add_prefix("fact_key")] = self.key
        if self.delete:
            data[form.add_prefix(DELETION_FIELD_NAME)] = "on"
        else:
            data.pop(form.add_prefix(DELETION_FIELD_NAME), None)


def _both_changed(place):
    return _("Another editor has saved: %(value)s. Your value is kept; saving replaces theirs.") % {
        "value": place.theirs
    }


def _readable(one, values):
    if isinstance(one, forms.BooleanField):
        return _("ticked") if values else _("not ticked")
    labels = dict(getattr(one, "choices", ()))
    rows = getattr(one, "rows", {})
    words = [str(labels.get(value) or rows.get(value) or value) for value in values if value]
    return f"“{'; '.join(words)}”" if words else _("nothing (the field was emptied)")


def _label(shown, name):
    """Return what a field is, with the fact or source that it belongs to."""
    label = shown.fields[name].label
    if shown.prefix is None:
        return label
    return f"{Truncator(shown.instance).chars(60)}: {label}"
