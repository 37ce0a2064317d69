"""Inviting outside experts to an edition in review, and what they answered."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from conditions.actions.experts import (
    MOST_DAYS,
    InvitationRefused,
    invite_expert,
    revoke_invitation,
)
from conditions.models import Edition, EditionStatus, InvitationState, ReviewInvitation, Verdict
from conditions.selectors.experts import invitations_of

USUAL_DAYS = 14


class InvitationForm(forms.Form):
    """Who is asked, and for how long the link opens."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=ReviewInvitation._meta.get_field("name").max_length,
    )
    role = forms.CharField(
        label=gettext_lazy("Role"),
        max_length=ReviewInvitation._meta.get_field("role").max_length,
        help_text=gettext_lazy("For example: consultant dermatologist, Riverside Hospital."),
    )
    days = forms.IntegerField(
        label=gettext_lazy("Days that the link opens"),
        min_value=1,
        max_value=MOST_DAYS,
        initial=USUAL_DAYS,
    )


def expert_context(edition, user):
    """Return what the panel of an edition shows of experts."""
    invitations = [(one, one.state()) for one in invitations_of(edition)]
    in_review = edition.status == EditionStatus.IN_REVIEW
    return {
        "invitations": [
            {
                "invitation": one,
                "state": state,
                "opinion": getattr(one, "opinion", None),
                "may_revoke": state == InvitationState.OPEN
                and user.has_perm("conditions.change_reviewinvitation"),
            }
            for one, state in invitations
        ],
        "approving_experts": [
            f"{one.opinion.name}, {one.opinion.role}"
            for one, state in invitations
            if state == InvitationState.ANSWERED and one.opinion.verdict == Verdict.APPROVES
        ],
        "invitation_form": InvitationForm(prefix="invitation")
        if in_review and user.has_perm("conditions.add_reviewinvitation")
        else None,
    }


@require_POST
@never_cache
def invite_view(request, pk):
    """Make a link for an expert and show it, this once."""
    edition = get_object_or_404(Edition.objects.select_related("condition"), pk=pk)
    if not request.user.has_perm("conditions.add_reviewinvitation"):
        raise PermissionDenied
    form = InvitationForm(request.POST, prefix="invitation")
    if not form.is_valid():
        for field, errors in form.errors.items():
            messages.error(request, f"{form.fields[field].label}: {' '.join(errors)}")
        return redirect("admin:conditions_edition_change", pk)
    try:
        invitation, token = invite_expert(edition=edition, by=request.user, **form.cleaned_data)
    except InvitationRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("admin:conditions_edition_change", pk)
    address = reverse("conditions:expert-review")
    context = {
        "title": _("A link for %(name)s") % {"name": invitation.name},
        "edition": edition,
        "invitation": invitation,
        "link": f"{settings.SITE_URL}{address}?{urlencode({'token': token})}",
    }
    return render(request, "admin/conditions/edition/invited.html", context)


@require_POST
def revoke_view(request, pk, invitation):
    """End a link before its time."""
    row = get_object_or_404(ReviewInvitation, pk=invitation, edition=pk)
    try:
        revoke_invitation(invitation=row, by=request.user)
        messages.success(request, _("Revoked: the link opens nothing any more."))
    except InvitationRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("admin:conditions_edition_change", pk)
