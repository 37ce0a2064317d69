"""The site search's form: it comes by GET, so that results can be shared and gone back to."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .text import TOO_LONG

MOST_TYPED = 200


class SearchForm(forms.Form):
    """Words, and one kind of result when only that is to be shown."""

    q = forms.CharField(
        max_length=MOST_TYPED,
        required=False,
        error_messages={"max_length": TOO_LONG},
    )
    kind = forms.ChoiceField(
        required=False,
        error_messages={"invalid_choice": gettext_lazy("There is no such kind of result.")},
    )

    def __init__(self, *args, kinds, **kwargs):
        """Offer `kinds`, the labels of results by what the address calls them."""
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = list(kinds.items())

    def clean_q(self):
        words = self.cleaned_data["q"]
        try:
            words.encode()
        except UnicodeEncodeError as error:
            raise ValidationError(_("Please type letters.")) from error
        return words
