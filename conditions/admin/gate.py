"""The panel “Before publishing”: giving a reason for warnings."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from conditions.actions.overrides import OverrideRefused, override_warnings
from conditions.models import Edition


@require_POST
def override_view(request, pk):
    """Record a reason for the chosen warnings, and go back to the panel."""
    edition = get_object_or_404(Edition, pk=pk)
    try:
        override_warnings(
            edition=edition,
            ids=request.POST.getlist("warning"),
            reason=request.POST.get("reason", ""),
            by=request.user,
        )
    except OverrideRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The reason is recorded."))
    return redirect("admin:conditions_edition_change", pk)
