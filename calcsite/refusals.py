"""Answers to requests that are refused before they reach a view."""

from django.http import HttpResponse
from django.template import TemplateDoesNotExist
from django.template.loader import select_template


def refusal(request, status, sentence):
    """Return an error page that says in one sentence why the request was refused."""
    try:
        template = select_template([f"{status}.html", "400.html"])
    except TemplateDoesNotExist:
        response = HttpResponse(sentence, content_type="text/plain; charset=utf-8")
    else:
        response = HttpResponse(template.render({"reason": sentence}))
    response.status_code = status
    if status == 405:
        response.headers["Allow"] = "GET, HEAD, POST"
    return response
