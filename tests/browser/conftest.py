"""The site as it is served: gunicorn, collected files, the content pack, two people of staff."""

import os

import pytest
from playwright.sync_api import sync_playwright

from tests.served import served

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """Serve the site on a free port; return its address and the passwords of the staff."""
    with served(tmp_path_factory.mktemp("site")) as one:
        yield one.address, one.passwords


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser, site):
    """Return a function that opens a window: `visit("/path", width=360, dark=True)`.

    After the test it fails on anything a page asked of another host, on scripts or styles that
    the Content-Security-Policy stopped, and on errors in scripts.
    """
    address, _passwords = site
    contexts, complaints = [], []

    def opened(path, *, width=1280, dark=False, scripts=True):
        context = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
        )
        contexts.append(context)
        page = context.new_page()
        page.on(
            "request",
            lambda request: (
                request.url.startswith(address)
                or complaints.append(f"asked another host: {request.url}")
            ),
        )
        page.on("pageerror", lambda error: complaints.append(f"script error: {error}"))
        page.under_axe = False
        page.on(
            "console",
            lambda message: (
                page.under_axe
                or "Content Security Policy" not in message.text
                or complaints.append(f"{page.url}: {message.text}")
            ),
        )
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not complaints


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def scripts(request):
    """Tell whether the browser runs scripts: a test sees both."""
    return request.param


@pytest.fixture
def reader(visit, scripts):
    """Return a function that opens a window as `visit` does, with scripts and without."""
    return lambda path, **options: visit(path, scripts=scripts, **options)


@pytest.fixture
def sign_in(visit, site):
    """Return a function that signs in one of the demo staff and returns the window."""

    def signed_in(name, **options):
        page = visit("/admin/", **options)
        page.get_by_label("Username").fill(name)
        page.get_by_label("Password").fill(site[1][name])
        page.get_by_role("button", name="Log in").click()
        return page

    return signed_in
