"""Plain text as people type it into a form."""

import unicodedata

from django import forms
from django.utils.translation import gettext_lazy as _

TOO_LONG = _("Please type at most %(limit_value)d characters; this was %(show_value)d.")


class PlainTextField(forms.CharField):
    """Several lines of plain text, of which `max_length` counts the characters.

    Browsers send two characters for the end of a line and count one; control characters, which
    nobody types, are dropped.
    """

    widget = forms.Textarea
    default_error_messages = {"max_length": TOO_LONG}

    def to_python(self, value):
        text = super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")
        return "".join(
            letter for letter in text if letter == "\n" or unicodedata.category(letter) != "Cc"
        ).strip()
