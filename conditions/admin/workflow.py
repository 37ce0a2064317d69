"""The steps of an edition's workflow as buttons: which there are for whom, and their views."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from conditions.actions.drafts import restore
from conditions.actions.editions import MOVES, MoveRefused, move, start_draft
from conditions.models import Condition, Edition

# What was typed into a step that was refused waits here, in the session, for the next page.
REFUSED = "refused_step"
MAX_COMMENT = 2000


class StepForm(forms.Form):
    """What a step asks for; each step keeps the fields it needs."""

    comment = forms.CharField(
        label=gettext_lazy("Comment"),
        max_length=MAX_COMMENT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    clinical_reviewer = forms.CharField(
        label=gettext_lazy("Clinical reviewer"),
        max_length=160,
        required=False,
        help_text=Edition._meta.get_field("clinical_reviewer").help_text,
        # Offers the experts who approve this edition (_experts.html).
        widget=forms.TextInput(attrs={"list": "approving-experts"}),
    )
    publish_at = forms.DateTimeField(
        label=gettext_lazy("Publish at"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=gettext_lazy("Empty: at once. The time is UTC."),
    )

    def __init__(self, *args, name, **kwargs):
        super().__init__(*args, prefix=name, **kwargs)
        if name != "approve":
            del self.fields["clinical_reviewer"], self.fields["publish_at"]
        if MOVES[name].reason:
            self.fields["comment"].label = _("Reason")
            self.fields["comment"].required = True

    def clean_publish_at(self):
        publish_at = self.cleaned_data["publish_at"]
        if publish_at and publish_at < timezone.now():
            raise forms.ValidationError(_("That time has passed. Leave it empty for “at once”."))
        return publish_at


@dataclass(frozen=True)
class Step:
    """A button of the workflow panel."""

    name: str
    label: str
    done: str
    note: str
    form: StepForm


LABELS = {
    "submit": (gettext_lazy("Send to review"), gettext_lazy("Sent to review.")),
    "take_back": (gettext_lazy("Take back"), gettext_lazy("Taken back: it is a draft again.")),
    "send_back": (gettext_lazy("Send back"), gettext_lazy("Sent back to the editors.")),
    "approve": (gettext_lazy("Approve"), gettext_lazy("Approved.")),
    "withdraw": (gettext_lazy("Withdraw"), gettext_lazy("Withdrawn: readers see the reason.")),
    "delete": (gettext_lazy("Delete this draft"), gettext_lazy("The draft is deleted.")),
    "recover": (gettext_lazy("Recover"), gettext_lazy("Recovered: it is a draft again.")),
}
NOTES = {
    "withdraw": gettext_lazy("Readers see the reason in place of the page, until the next one."),
    "delete": gettext_lazy("It can be recovered for 30 days. The published edition stays."),
}


def steps(edition, user, typed=None):
    """Return the steps that `user` may take with `edition` as it stands.

    `typed` is what `take_typed` gives: its step comes back as it was filled in.
    """
    refused = typed["step"] if typed else None
    return [
        Step(
            name,
            *LABELS[name],
            note=NOTES.get(name, ""),
            form=StepForm(typed["data"] if name == refused else None, name=name),
        )
        for name, one in MOVES.items()
        if one.from_status == edition.status and user.has_perm(one.permission)
        if name != "recover" or edition.recoverable_until > timezone.now()
    ]


def keep_typed(request, edition, form, name):
    """Keep what was typed into a refused step until the edition's page is shown again."""
    request.session[REFUSED] = {
        "edition": edition.pk,
        "step": name,
        "data": {
            form.add_prefix(field): request.POST.get(form.add_prefix(field), "")[:MAX_COMMENT]
            for field in form.fields
        },
    }


def take_typed(request, edition):
    """Return what was typed into a refused step of `edition`, once."""
    typed = request.session.get(REFUSED)
    if typed is None or typed["edition"] != edition.pk:
        return None
    return request.session.pop(REFUSED)


def may_start_draft(condition, user):
    return user.has_perm("conditions.add_edition") and not condition.editions.in_work().exists()


def unsent(typed, offered):
    """Return what was typed into a refused step that is not `offered` any more."""
    if typed is None or typed["step"] in {step.name for step in offered}:
        return []
    return [text for text in typed["data"].values() if text]


@require_POST
def step_view(request, pk, name):
    """Take one step; a refusal is told on the edition's page."""
    if name not in MOVES:
        raise Http404
    edition = get_object_or_404(Edition, pk=pk)
    if not request.user.has_perm(MOVES[name].permission):
        raise PermissionDenied
    form = StepForm(request.POST, name=name)
    if form.is_valid():
        try:
            move(edition=edition, name=name, by=request.user, **form.cleaned_data)
            messages.success(request, LABELS[name][1])
        except MoveRefused as refusal:
            messages.error(request, str(refusal))
            keep_typed(request, edition, form, name)
    else:
        keep_typed(request, edition, form, name)
        for field, errors in form.errors.items():
            messages.error(request, f"{form.fields[field].label}: {' '.join(errors)}")
    return redirect("admin:conditions_edition_change", pk)


@require_POST
def start_draft_view(request, pk):
    """Begin the next edition of a condition, and go there."""
    condition = get_object_or_404(Condition, pk=pk)
    if not request.user.has_perm("conditions.add_edition"):
        raise PermissionDenied
    try:
        edition = start_draft(condition=condition, by=request.user)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("admin:conditions_condition_change", pk)
    messages.success(request, _("A new draft: readers see it only when it is approved."))
    return redirect("admin:conditions_edition_change", edition.pk)


@require_POST
def restore_view(request, pk):
    """Begin the next edition as a copy of this one, and go there."""
    edition = get_object_or_404(Edition, pk=pk)
    try:
        draft = restore(edition=edition, by=request.user)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("admin:conditions_edition_change", pk)
    messages.success(
        request,
        _("A new draft with the content of edition %(number)s. Say why in its note.")
        % {"number": edition.number},
    )
    return redirect("admin:conditions_edition_change", draft.pk)
