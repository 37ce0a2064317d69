"""What a form was shown with, as short prints of its values: enough to tell what was changed."""

from hashlib import blake2b

from django import forms
from django.forms.formsets import DELETION_FIELD_NAME

# Fields whose values are sentences that somebody wrote.
TEXTS = ("change_note", "plain", "clinical", "alt", "setting", "locator", "supports")


def written_texts(data):
    """Return the texts in posted data that differ from those the form was shown with."""
    texts = []
    for name, value in data.items():
        prefix, _dash, field_name = name.rpartition("-")
        if field_name not in TEXTS or not value.strip():
            continue
        seen = prints_in(data.get(f"{prefix}-seen" if prefix else "seen", ""))
        if seen.get(field_name) != print_of([plain_text(value)]):
            texts.append(value)
    return texts


def plain_text(value):
    return value.replace("\r\n", "\n").strip()


def print_of(value):
    """Return a short text that is equal for equal values only."""
    return blake2b(repr(value).encode(), digest_size=6).hexdigest()


def prints_in(posted):
    """Return the prints by field, out of what a form's `seen` posts."""
    pairs = (pair.partition(":") for pair in posted.split())
    return {name: value for name, _colon, value in pairs}


def prints_to_post(prints):
    return " ".join(f"{name}:{value}" for name, value in prints.items())


def compared(form):
    """Return the fields that an editor fills in."""
    return {
        name: one
        for name, one in form.fields.items()
        if not one.widget.is_hidden and name != DELETION_FIELD_NAME
    }


def as_posted(one, value):
    """Return what a browser posts for a field that shows `value`."""
    value = one.prepare_value(value)
    if isinstance(one, forms.BooleanField):
        return ["on"] if value else []
    if isinstance(value, list):
        return [str(item) for item in value]
    return ["" if value is None else str(value)]


def comparable(one, values):
    """Return what was typed in a form in which equal values are equal."""
    if isinstance(one, forms.BooleanField):
        return bool(values)
    return sorted(plain_text(value) for value in values if value)
