"""What every request passes before a view: headers, refusals, and the staff-only machinery.

Public pages set no cookie and keep nothing about a reader, so Django's session, CSRF, user and
message middleware run only under settings.STAFF_PATHS.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.exceptions import MiddlewareNotUsed
from django.middleware.csrf import CsrfViewMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header
from simple_history.middleware import HistoryRequestMiddleware

from calcsite.errors import error_answer, is_api_path

METHODS = ("GET", "HEAD", "POST")
BODY_TYPES = {"application/x-www-form-urlencoded", "application/json"}
MAX_BODY = 64 * 1024
MAX_LOGIN = 8 * 1024
MAX_PARAMETERS = 50
ISOLATION_HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
    ),
}


def is_staff_path(request):
    return request.path_info.startswith(settings.STAFF_PATHS)


def isolation_headers(get_response):
    """Add the headers that Django has no setting for, unless the view chose its own."""

    def middleware(request):
        response = get_response(request)
        for name, value in ISOLATION_HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return middleware


def speak_the_readers_language(get_response):
    """Answer in the first language of the browser's list that the interface is translated into.

    No cookie counts, so a cache needs to tell requests apart by Accept-Language and nothing else.
    With one language there is nothing to choose, and answers do not vary.
    """
    if len(settings.LANGUAGES) < 2:
        raise MiddlewareNotUsed

    def middleware(request):
        with translation.override(_language_of(request)):
            response = get_response(request)
        patch_vary_headers(response, ["Accept-Language"])
        return response

    return middleware


def _language_of(request):
    for wanted, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        try:
            return translation.get_supported_language_variant(wanted)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE


def refuse_bad_requests(get_response):
    """Answer requests that no page of this site can cause, before anything parses them."""

    def middleware(request):
        problem = _problem_of_any_request(request)
        if not problem and not is_staff_path(request):
            problem = _problem_of_public_request(request)
        if not problem:
            return get_response(request)
        response = error_answer(request, *problem)
        if response.status_code == 405:
            response.headers["Allow"] = ", ".join(METHODS)
        return response

    return middleware


def _problem_of_any_request(request):
    # Each address of the API judges methods and bodies itself, so that its errors can be exact.
    if request.method not in METHODS and not is_api_path(request):
        return 405, _("This site does not know that kind of request.")
    query = request.META.get("QUERY_STRING", "")
    # PostgreSQL cannot store NUL, and no text that anybody types holds it.
    if "\0" in request.path_info or "\0" in query or "%00" in query:
        return 400, _("The address holds a character that no text can hold.")
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal():
        return 400, _("The request does not say how long it is.")
    # The one staff form that is open to everybody, and it shows again what was typed.
    if request.path_info == settings.LOGIN_URL and int(length) > MAX_LOGIN:
        return 400, _("No name and password are that long.")
    return None


def _problem_of_public_request(request):
    too_many = _("The request has more parts than any form on this site.")
    if request.META.get("QUERY_STRING", "").count("&") >= MAX_PARAMETERS:
        return 400, too_many
    if request.method != "POST":
        return None
    # A body sent in chunks has no declared length to judge it by.
    if "HTTP_TRANSFER_ENCODING" in request.META or "HTTP_CONTENT_ENCODING" in request.META:
        return 400, _("Send the content as it is, uncompressed, and with its length.")
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BODY:
        return 413, _("That is more text than this site takes at once.")
    if is_api_path(request):
        return None
    if request.content_type and request.content_type not in BODY_TYPES:
        return 400, _("This site takes no files and no content of that type.")
    if request.content_type != "application/json":
        if request.body.count(b"&") >= MAX_PARAMETERS:
            return 400, too_many
        if b"\0" in request.body or b"%00" in request.body:
            return 400, _("The form holds a character that no text can hold.")
    return None


def refuse_foreign_posts(get_response):
    """Refuse a public form sent from another site, without a token and so without a cookie.

    Browsers say where a request comes from in Sec-Fetch-Site, older ones in Origin; programs that
    send neither carry no reader's rights that could be abused. The API writes nothing and knows
    nobody: it is for other sites too.
    """

    def middleware(request):
        is_form = request.method == "POST" and not is_staff_path(request)
        if is_form and not is_api_path(request) and _is_foreign(request):
            sentence = _("This form was sent from another site. Please send it from its own page.")
            return error_answer(request, 403, sentence)
        return get_response(request)

    return middleware


def _is_foreign(request):
    fetch_site = request.headers.get("Sec-Fetch-Site")
    if fetch_site is not None:
        return fetch_site not in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.get_host()


class StaffOnly:
    """Let public requests pass a piece of Django's middleware untouched."""

    def __call__(self, request):
        if is_staff_path(request):
            return super().__call__(request)
        return self.get_response(request)


class StaffSessionMiddleware(StaffOnly, SessionMiddleware):
    pass


class StaffAuthenticationMiddleware(StaffOnly, AuthenticationMiddleware):
    pass


class StaffMessageMiddleware(StaffOnly, MessageMiddleware):
    pass


class StaffCsrfMiddleware(StaffOnly, CsrfViewMiddleware):
    def process_view(self, request, callback, callback_args, callback_kwargs):
        """Check the token of staff forms; Django calls this hook past `__call__`."""
        if is_staff_path(request):
            return super().process_view(request, callback, callback_args, callback_kwargs)
        return None


def name_who_changes(get_response):
    """Let the history of records know who is signed in, where somebody can be."""
    named = HistoryRequestMiddleware(get_response)

    def middleware(request):
        return (named if is_staff_path(request) else get_response)(request)

    return middleware
