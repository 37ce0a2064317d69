"""Requests through the whole middleware, with three views of their own behind it."""

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path

from calcsite.middleware import MAX_BODY, MAX_PARAMETERS

FORM = "application/x-www-form-urlencoded"
SECURITY_HEADERS = {
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
}


def echo(request):
    """Answer with what arrived, and touch everything that could set a cookie."""
    touched = [hasattr(request, name) for name in ("session", "user", "_messages")]
    return HttpResponse(f"{request.POST.get('q', '')} {touched}")


def broken(request):
    raise ValueError("a sentence that readers typed")


def offline(request):
    raise OperationalError("the password of the database")


def forbidden(request):
    raise PermissionDenied


urlpatterns = [
    path("echo/", echo),
    path("broken/", broken),
    path("offline/", offline),
    path("forbidden/", forbidden),
    path("admin/echo/", echo),
    path("", include("calcsite.urls")),
]
handler500 = "calcsite.errors.server_error"
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def browser():
    return Client(raise_request_exception=False)


def assert_refused(response, status):
    assert response.status_code == status
    assert response.content.strip()
    assert set(response.headers) >= SECURITY_HEADERS
    assert not response.cookies


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/echo/", 200),
        ("/nowhere/", 404),
        ("/forbidden/", 403),
        ("/broken/", 500),
        ("/offline/", 503),
    ],
)
def test_every_reply_carries_the_security_headers(browser, address, status):
    response = browser.get(address)
    assert_refused(response, status)
    assert b"password" not in response.content


def test_policy_allows_nothing_unsafe_and_no_other_host(browser):
    policy = browser.get("/echo/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    for word in ("unsafe", "data:", "http", "*"):
        assert word not in policy


def test_public_request_meets_no_session_user_or_messages(browser):
    junk = {settings.CSRF_COOKIE_NAME: "junk", settings.SESSION_COOKIE_NAME: "junk"}
    browser.cookies.load(junk)
    response = browser.get("/echo/")
    assert response.content == b" [False, False, False]"
    assert not response.cookies


def test_staff_request_meets_session_user_and_messages(browser):
    assert browser.get("/admin/echo/").content == b" [True, True, True]"


@pytest.mark.django_db
def test_staff_form_without_a_token_is_refused():
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x"})
    assert response.status_code == 403


def test_public_form_without_a_token_is_answered():
    browser = Client(enforce_csrf_checks=True)
    response = browser.post("/echo/", "q=net-like+skin", content_type=FORM)
    assert response.status_code == 200
    assert response.content.startswith(b"net-like skin")


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://testserver"},
        # A browser that speaks Sec-Fetch-Site knows better than a hidden Origin.
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
    ],
)
def test_post_from_this_site_is_answered(browser, headers):
    response = browser.post("/echo/", "q=a", content_type=FORM, headers=headers)
    assert response.status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_post_from_another_site_is_refused(browser, headers):
    assert_refused(browser.post("/echo/", "q=a", content_type=FORM, headers=headers), 403)


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "OPTIONS", "FOO"])
def test_unknown_method_is_refused(browser, method):
    response = browser.generic(method, "/echo/")
    assert_refused(response, 405)
    assert response.headers["Allow"] == "GET, HEAD, POST"


def test_body_at_the_limit_is_answered_and_above_it_refused(browser):
    at_limit = "q=" + "a" * (MAX_BODY - 2)
    assert browser.post("/echo/", at_limit, content_type=FORM).status_code == 200
    assert_refused(browser.post("/echo/", at_limit + "a", content_type=FORM), 413)


def test_body_over_the_public_limit_passes_on_staff_paths(browser):
    body = "q=" + "a" * (MAX_BODY + 1)
    assert browser.post("/admin/echo/", body, content_type=FORM).status_code == 200


def test_login_of_unlikely_length_is_refused(browser):
    body = "username=" + "u" * 8192
    assert_refused(browser.post("/admin/login/", body, content_type=FORM), 400)


def test_body_with_as_many_fields_as_allowed_is_answered(browser):
    body = "&".join(["q=a"] * MAX_PARAMETERS)
    assert browser.post("/echo/", body, content_type=FORM).status_code == 200
    assert_refused(browser.post("/echo/", body + "&q=a", content_type=FORM), 400)


def test_address_with_too_many_parameters_is_refused(browser):
    assert_refused(browser.get("/echo/?" + "&".join(["q=a"] * (MAX_PARAMETERS + 1))), 400)


@pytest.mark.parametrize("content_type", ["multipart/form-data; boundary=x", "text/plain"])
def test_body_of_another_type_is_refused(browser, content_type):
    assert_refused(browser.post("/echo/", b"--x--", content_type=content_type), 400)


@pytest.mark.parametrize("header", ["Transfer-Encoding", "Content-Encoding"])
def test_body_in_an_encoding_is_refused(browser, header):
    response = browser.post("/echo/", "q=a", content_type=FORM, headers={header: "gzip"})
    assert_refused(response, 400)


def test_body_of_unknown_length_is_refused(browser):
    response = browser.post("/echo/", "q=a", content_type=FORM, CONTENT_LENGTH="-1")
    assert_refused(response, 400)


def test_body_with_nul_is_refused(browser):
    assert_refused(browser.post("/echo/", "q=a%00b", content_type=FORM), 400)


@pytest.mark.parametrize("address", ["/echo/?q=%00", "/echo/%00", "/admin/echo/?q=a%00b"])
def test_address_with_nul_is_refused(browser, address):
    assert_refused(browser.get(address), 400)


def test_address_with_undecodable_bytes_is_harmless(browser):
    assert browser.get("/echo/?q=%ff%ed%a0%80").status_code == 200
    assert browser.get("/echo/%ff%ed%a0%80/").status_code == 404


def test_unknown_host_is_refused(browser):
    assert_refused(browser.get("/echo/", headers={"Host": "evil.example"}), 400)
