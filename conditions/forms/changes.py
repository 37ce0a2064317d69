"""Which editions to compare."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from conditions.models import EditionStatus

ONE = _("Edition %(number)s, %(date)s")


class EditionField(forms.TypedChoiceField):
    """The number of an edition that readers may read; others are told apart by why not."""

    def __init__(self, *, editions, **kwargs):
        self.by_number = {str(edition.number): edition for edition in editions}
        choices = [
            (number, ONE % {"number": number, "date": date_format(edition.publish_at)})
            for number, edition in self.by_number.items()
            if edition.status != EditionStatus.WITHDRAWN
        ]
        messages = {"required": _("Choose two editions.")}
        super().__init__(
            choices=choices, coerce=self.by_number.get, error_messages=messages, **kwargs
        )

    def validate(self, value):
        if value and not self.valid_value(value):
            raise ValidationError(
                _("This edition was withdrawn, so its text is not shown any more.")
                if value in self.by_number
                else _("There is no such edition.")
            )
        super().validate(value)


class ComparisonForm(forms.Form):
    """Which two editions of a condition to compare; `editions` are those readers have seen."""

    def __init__(self, data=None, *, editions):
        super().__init__(data)
        first = pgettext_lazy("the first of two editions", "Compare")
        second = pgettext_lazy("the second of two editions", "with")
        self.fields["from"] = EditionField(label=first, editions=editions)
        self.fields["to"] = EditionField(label=second, editions=editions)
        numbers = [number for number, _label in self.fields["to"].choices]
        self.initial = {"from": "".join(numbers[1:2]), "to": "".join(numbers[:1])}
        self.has_a_choice = len(numbers) > 1

    @property
    def status(self):
        """Return the HTTP status of the answer: nonsense is told from what is not there."""
        if self.is_valid():
            return 200
        return 404 if all(self.data.get(name, "").isdecimal() for name in self.fields) else 400
