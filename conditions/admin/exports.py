"""Content as files: one edition, or everything that is published."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from conditions import exchange
from conditions.models import Edition
from conditions.selectors.documents import all_documents, condition_document


@require_safe
def edition_file(request, pk, file_format):
    """Hand out one edition of a condition."""
    edition = get_object_or_404(Edition.objects.select_related("condition__broader"), pk=pk)
    document = condition_document(edition.condition, edition)
    name = f"{edition.condition.slug}-{edition.number}"
    try:
        return _file(request, [document], file_format, name)
    except exchange.ContentError as error:
        messages.error(request, str(error))
        return redirect("admin:conditions_edition_change", pk)


@require_safe
def pack_file(request, file_format):
    """Hand out the vocabulary, the sources, the rules and all published conditions."""
    try:
        return _file(request, all_documents(), file_format, "calcsite")
    except exchange.ContentError as error:
        messages.error(request, str(error))
        return redirect("admin:conditions_contentimport_add")


def _file(request, documents, file_format, name):
    if not request.user.has_perm("conditions.view_edition"):
        raise PermissionDenied
    if file_format not in exchange.FORMATS:
        raise Http404
    written = exchange.write_file(documents, file_format)
    return HttpResponse(
        written.data,
        content_type=written.media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}.{written.ending}"'},
    )
