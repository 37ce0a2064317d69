"""Errors that happen outside a view, as pages or as the API's JSON; they ask no database."""

import json
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template import TemplateDoesNotExist
from django.template.loader import select_template
from django.utils.translation import gettext as _
from django.views.defaults import page_not_found

API = "/api/"
# What the API says is public, and any site may show it; no answer holds a cookie.
OPEN_TO_ALL = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


def is_api_path(request):
    return request.path_info.startswith(API)


def json_error(status, message, details=None):
    """Return an error of the API: what is wrong, and for each parameter concerned."""
    error = {"error": {"status": status, "message": str(message), "details": details or {}}}
    return HttpResponse(
        json.dumps(error), status=status, content_type="application/json", headers=OPEN_TO_ALL
    )


def error_answer(request, status, sentence):
    """Return the error as the client expects it: JSON below /api/, a page elsewhere."""
    if is_api_path(request):
        return json_error(status, sentence)
    return error_page(status, sentence)


def error_page(status, sentence):
    """Return a page that says in one sentence what is wrong with the request or the site."""
    general = "500.html" if status >= 500 else "400.html"
    try:
        template = select_template([f"{status}.html", general])
    except TemplateDoesNotExist:
        response = HttpResponse(sentence, content_type="text/plain; charset=utf-8")
    else:
        response = HttpResponse(template.render({"reason": sentence}))
    response.status_code = status
    return response


def not_found(request, exception):
    """Answer 404: as JSON below /api/, otherwise with Django's page."""
    if is_api_path(request):
        return json_error(404, _("The API has no such address."))
    return page_not_found(request, exception)


def server_error(request):
    """Answer 503 while the database cannot be reached or written, and 500 to any other error."""
    if isinstance(sys.exception(), (OperationalError, InterfaceError)):
        return error_answer(
            request, 503, _("The site cannot reach its data just now. Please try again soon.")
        )
    return error_answer(request, 500, _("Something went wrong on our side. Please try again."))
