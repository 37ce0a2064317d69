"""Writing and resolving the comments of the review page."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from conditions.actions.comments import CommentRefused, comment_on, resolve_comment
from conditions.models import Edition, FactComment


class CommentForm(forms.Form):
    text = forms.CharField(
        max_length=4000, error_messages={"required": gettext_lazy("Please write the comment.")}
    )
    fact_key = forms.UUIDField(required=False)
    reply_to = forms.ModelChoiceField(FactComment.objects.none(), required=False)

    def __init__(self, *args, edition, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reply_to"].queryset = edition.comments.all()


@require_POST
def comment_view(request, pk):
    """Add a comment or a reply, and come back to it."""
    edition = get_object_or_404(Edition.objects.select_related("condition"), pk=pk)
    if not request.user.has_perm("conditions.add_factcomment"):
        raise PermissionDenied
    form = CommentForm(request.POST, edition=edition)
    if not form.is_valid():
        reason = " ".join(error for errors in form.errors.values() for error in errors)
        return _refused(request, edition, reason, "text")
    try:
        comment = comment_on(edition=edition, by=request.user, **form.cleaned_data)
    except CommentRefused as refusal:
        return _refused(request, edition, str(refusal), "text")
    messages.success(request, _("The comment is kept with the edition."))
    return _back_to(request, comment)


@require_POST
def resolve_view(request, pk, comment):
    """Resolve a comment with a note, and come back to it."""
    edition = get_object_or_404(Edition.objects.select_related("condition"), pk=pk)
    row = get_object_or_404(edition.comments.all(), pk=comment)
    try:
        resolve_comment(comment=row, resolution=request.POST.get("resolution", ""), by=request.user)
    except CommentRefused as refusal:
        return _refused(request, edition, str(refusal), "resolution")
    messages.success(request, _("The comment is resolved."))
    return _back_to(request, row)


def _back_to(request, comment):
    """Return to a comment on the page it was written on, which says what it compares with."""
    address = reverse("admin:conditions_edition_changes", args=[comment.edition_id])
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return HttpResponseRedirect(f"{address}{query}#comment-{comment.reply_to_id or comment.pk}")


def _refused(request, edition, reason, field):
    """Say why nothing was kept, and give back what was written."""
    context = {
        "title": _("Not kept"),
        "edition": edition,
        "reason": reason,
        "text": request.POST.get(field, ""),
    }
    return render(request, "admin/conditions/edition/refused.html", context, status=409)
