"""Error pages for what happens outside a view; they ask neither database nor session."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template import TemplateDoesNotExist
from django.template.loader import select_template
from django.utils.translation import gettext as _


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


def server_error(request):
    """Answer 503 while the database cannot be reached or written, and 500 to any other error."""
    if isinstance(sys.exception(), (OperationalError, InterfaceError)):
        return error_page(503, _("The site cannot reach its data just now. Please try again soon."))
    return error_page(500, _("Something went wrong on our side. Please try again."))
