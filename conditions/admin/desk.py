"""The lists of the desk as pages and as CSV; the desk itself is the admin's first page."""

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from conditions.exchange import write_csv
from conditions.presenters.desk import LISTS, PagesWork

ROWS_ON_PAGE = 100
admin.site.index_title = gettext_lazy("What waits")


def csv_download(columns, rows, name):
    """Return rows as a CSV file; each ends with the address it leads to."""
    text = write_csv(
        [*columns, _("Address")],
        ([*row.cells, f"{settings.SITE_URL}{row.url}" if row.url else ""] for row in rows),
    )
    # Excel takes a file without this mark for another encoding.
    response = HttpResponse(text.encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


@require_safe
def list_view(request, name):
    """Show one list in full."""
    desk_list = _open_list(request, name)
    paginator = Paginator(desk_list.find(request.user, PagesWork()), ROWS_ON_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    context = {
        **admin.site.each_context(request),
        "title": desk_list.title,
        "list": desk_list,
        "page": page,
        "rows": [desk_list.row(found) for found in page],
    }
    return TemplateResponse(request, "admin/desk_list.html", context)


@require_safe
def csv_view(request, name):
    """Give one list in full as a CSV file."""
    desk_list = _open_list(request, name)
    found = desk_list.find(request.user, PagesWork())
    return csv_download(desk_list.columns, map(desk_list.row, found), desk_list.name)


def _open_list(request, name):
    """Return the list of that name, if there is one and the user may see it."""
    desk_list = next((one for one in LISTS if one.name == name), None)
    if desk_list is None:
        raise Http404
    if not desk_list.is_open_to(request.user):
        raise PermissionDenied
    return desk_list
