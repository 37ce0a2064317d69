"""Any edition as readers would see it: the public page itself, under a band that says so."""

import re

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from conditions.models import Edition, EditionStatus
from conditions.models.choices import LOCKED
from conditions.presenters.condition_page import edition_context
from conditions.selectors.condition_page import begun_editions

# Where staff get pictures that no reader may see yet.
PICTURES = "admin:conditions_picturefile_image"
# Links and forms that lead to another page; the desk's own and places on this page stay.
LEADING_OUT = re.compile(r'<(?:a|form)\b(?=[^>]*\s(?:href|action)="(?:/(?!admin/)|https?:))')


@require_safe
def preview_view(request, pk):
    """Show an edition in the public template; nobody keeps or indexes the page."""
    if not request.user.has_perm("conditions.view_edition"):
        raise PermissionDenied
    edition = get_object_or_404(Edition.objects.select_related("condition__broader"), pk=pk)
    later = _later(edition)
    context = edition_context(
        edition, view=request.GET.get("view", ""), later=later, pictures=PICTURES
    )
    context["preview"] = {
        "is_published": edition.status == EditionStatus.APPROVED
        and edition.publish_at <= timezone.now()
        and not later
    }
    page = render_to_string("conditions/condition.html", context, request)
    response = HttpResponse(LEADING_OUT.sub(r'\g<0> target="_blank"', page))
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _later(edition):
    """Return what readers have seen since; a draft is not old, whatever its number."""
    if edition.status not in LOCKED:
        return []
    begun = begun_editions(edition.condition.slug)
    return [one for one in begun if one.number > edition.number]
