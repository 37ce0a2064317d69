"""What staff typed survives a lost session (docs/adr/0012-lost-sessions.md).

A form of the desk that arrives without a session, or with a token that is no longer good, is not
acted on. The answer carries what it held, and leads through a login back to the form.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import login
from django.core import signing
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from calcsite.errors import error_page
from calcsite.middleware import is_staff_path

# Posted with a form that comes back: it is to be looked at before anything of it is saved.
RETURNED = "_returned"
KEPT = "kept"


def keep_what_was_typed(get_response):
    """Answer a form that needs a login with one that keeps what was typed."""

    def middleware(request):
        response = get_response(request)
        if request.method == "POST" and is_staff_path(request) and _leads_to_login(response):
            kept = _kept(request)
            return _ask_to_log_in(request, kept) if kept else response
        return response

    return middleware


def _leads_to_login(response):
    return response.status_code == 302 and urlsplit(response.url).path == settings.LOGIN_URL


def refused_token(request, reason=""):
    """Answer a staff form whose token is missing or no longer good; see CSRF_FAILURE_VIEW.

    Logging in again makes a new token, so a page that was open before has an old one. Only a
    browser that says the form came from our own page gets back what it sent.
    """
    is_kept = request.path != settings.LOGIN_URL and _is_from_here(request)
    kept = is_kept and (request.POST.get(KEPT) or _kept(request))
    if not kept:
        sentence = _("This form is too old, or not from this site. Reload its page and try again.")
        return error_page(403, sentence)
    if admin.site.has_permission(request):
        return _give_back(request, kept, status=403)
    return _ask_to_log_in(request, kept)


def _is_from_here(request):
    fetch_site = request.headers.get("Sec-Fetch-Site")
    if fetch_site is not None:
        return fetch_site == "same-origin"
    return urlsplit(request.headers.get("Origin", "")).netloc == request.get_host()


@never_cache
@sensitive_post_parameters("password")
def log_in_again(request):
    """Log in, and lead back to the form that was kept."""
    if request.method != "POST":  # somebody reloads: what was kept came with the form
        return redirect("admin:index")
    kept = request.POST.get(KEPT, "")
    if admin.site.has_permission(request):
        return _give_back(request, kept)
    form = AdminAuthenticationForm(request, data=request.POST)
    if not form.is_valid():
        return _ask_to_log_in(request, kept, form)
    login(request, form.get_user())
    return _give_back(request, kept)


def _kept(request):
    """Return the address and the values of a posted form as one short signed text, or none."""
    values = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and "password" not in name
        for value in values
    ]
    if not values:
        return ""
    return signing.dumps([request.get_full_path(), values], salt=__name__, compress=True)


def _ask_to_log_in(request, kept, form=None):
    context = {
        **admin.site.each_context(request),
        "title": _("Log in again: nothing that you typed is lost"),
        "form": form or AdminAuthenticationForm(request),
        "kept": kept,
    }
    return TemplateResponse(request, "admin/log_in_again.html", context, status=403).render()


def _give_back(request, kept, status=200):
    """Show what was kept to whoever is logged in, as a form that goes where it was meant to go."""
    try:
        address, values = signing.loads(kept, salt=__name__)
    except signing.BadSignature:
        return error_page(400, _("What was kept of the form is damaged."))
    context = {
        **admin.site.each_context(request),
        "title": _("What you typed is still here"),
        "address": address,
        "values": [(name, value) for name, value in values if name != RETURNED],
        "returned": RETURNED,
    }
    return TemplateResponse(request, "admin/give_back.html", context, status=status).render()
