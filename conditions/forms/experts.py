"""What an invited expert sends: comments, and one final answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from conditions.models import ExpertOpinion, Verdict

from .text import PlainTextField

LONGEST_COMMENT = 4000


class ExpertCommentForm(forms.Form):
    """A comment on one fact, or on the whole edition without a key."""

    text = PlainTextField(
        max_length=LONGEST_COMMENT, error_messages={"required": _("Please write the comment.")}
    )
    fact_key = forms.UUIDField(required=False)


class OpinionForm(forms.Form):
    """Whether the expert approves the edition; whoever does not says why."""

    verdict = forms.ChoiceField(
        label=_("Do you approve this edition?"),
        choices=Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose your answer.")},
    )
    name = forms.CharField(
        label=_("Your name"), max_length=ExpertOpinion._meta.get_field("name").max_length
    )
    role = forms.CharField(
        label=_("Your role"),
        max_length=ExpertOpinion._meta.get_field("role").max_length,
        help_text=_("For example: consultant dermatologist, Riverside Hospital."),
    )
    note = PlainTextField(
        label=_("Reason or remark"),
        max_length=LONGEST_COMMENT,
        required=False,
        help_text=_("Needed if you do not approve."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self):
        super().clean()
        if self.cleaned_data.get("verdict") == Verdict.DECLINES and not self.cleaned_data["note"]:
            self.add_error("note", _("Please say why you do not approve."))
