"""A reader's remark."""

from django import forms
from django.utils.translation import gettext_lazy as _

from conditions.models import Feedback

from .text import PlainTextField


class RemarkForm(forms.Form):
    """What a reader finds wrong or unclear; nothing about the reader is asked."""

    text = PlainTextField(
        label=_("What is wrong or unclear?"),
        max_length=Feedback._meta.get_field("text").max_length,
        widget=forms.Textarea(attrs={"rows": 6, "aria-describedby": "remark-hint"}),
        error_messages={"required": _("Please write what is wrong or unclear.")},
    )
    # Programs fill in every field; people do not see this one.
    more = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    @property
    def is_from_a_program(self):
        return bool(self.data.get("more"))
