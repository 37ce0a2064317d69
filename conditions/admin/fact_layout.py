"""Which fields a fact of a topic has, in which rows, and how a row of controls is written.

Django's own template for a row takes a second for a draft of 150 facts; this takes a tenth.
"""

from django import forms
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from conditions.exchange import TERM_KIND_OF_TOPIC
from conditions.models import Topic
from conditions.models.choices import TOPICS_WITH_FREQUENCY

FREQUENCY = (
    ("frequency_band", "frequency_basis"),
    ("numerator", "denominator", "percentage"),
    ("setting",),
    ("reported_absent",),
)
LEADING = {
    Topic.DIFFERENTIAL: (("other_condition",),),
    Topic.SEEK_HELP: (("urgency",),),
    **dict.fromkeys(TERM_KIND_OF_TOPIC, (("term",),)),
}
MARKS = ("red_flag", "key_fact", "editorial_advice")
TICKED = {"reported_absent", "modifiable", "distressing", *MARKS}


def lines_of(topic):
    """Return the rows of fields of a fact of `topic`."""
    marks = (*MARKS, "modifiable") if topic == Topic.RISK_FACTOR else MARKS
    return (
        *LEADING.get(topic, ()),
        ("plain",),
        ("clinical",),
        *(FREQUENCY if topic in TOPICS_WITH_FREQUENCY else ()),
        ("body_sites",),
        ("cited",),
        ("certainty", "evidence"),
        marks,
        ("position",),
    )


def translated_once(fields):
    """Give form fields their texts as plain strings: hundreds of forms show the same ones."""
    for field in fields:
        field.label, field.help_text = capfirst(str(field.label)), str(field.help_text)
        if isinstance(field, forms.ChoiceField):
            field.choices = [(value, str(label)) for value, label in field.choices]


def controls(form, lines):
    """Return the controls of one fact or photograph, row by row."""
    return SafeString("".join(_line([form[name] for name in line]) for line in lines))


def _line(bound_fields):
    names = "".join(f" field-{bound.name}" for bound in bound_fields)
    cells = "".join(f"<div>{_cell(bound)}</div>" for bound in bound_fields)
    if len(bound_fields) > 1:
        cells = f'<div class="flex-container form-multiline">{cells}</div>'
    return f'<div class="form-row{names}">{cells}</div>'


def _cell(bound):
    """Return a control with its label, its help, and what is wrong with it."""
    is_ticked = bound.name in TICKED
    parts = [_label(bound, is_ticked), str(bound)]
    if is_ticked:
        parts.reverse()
    errors = bound.errors
    classes = f"{' errors' if errors else ''}{' checkbox-row' if is_ticked else ''}"
    return (
        f'{errors or ""}<div class="flex-container{classes}">{"".join(parts)}</div>{_help(bound)}'
    )


def _label(bound, is_ticked):
    text = escape(bound.label)
    if is_ticked:
        return f'<label for="{bound.auto_id}" class="vCheckboxLabel">{text}</label>'
    required = ' class="required"' if bound.field.required else ""
    return f'<label for="{bound.auto_id}"{required}>{text}:</label>'


def _help(bound):
    if not bound.help_text:
        return ""
    text = escape(bound.help_text)
    return f'<div class="help" id="{bound.auto_id}_helptext"><div>{text}</div></div>'
