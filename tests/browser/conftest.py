"""The site as it is served: gunicorn, collected files, the content pack, two people of staff."""

import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """Serve the site on a free port; return its address and the passwords of the staff."""
    folder = tmp_path_factory.mktemp("site")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "calcsite.settings",
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "SITE_URL": address,
        "PORT": str(port),
    }

    def manage(*arguments):
        command = [sys.executable, "manage.py", *arguments]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)

    manage("migrate", "--verbosity", "0")
    manage("load_content")
    passwords = folder / "staff.txt"
    manage("create_demo_staff", "--passwords", str(passwords))
    manage("collectstatic", "--noinput", "--verbosity", "0")
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "calcsite.wsgi"],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=log,
        )
        try:
            _wait_for(f"{address}/readyz")
            yield address, dict(line.split() for line in passwords.read_text().splitlines())
        finally:
            server.terminate()
            server.wait(timeout=40)


def _wait_for(address):
    for _attempt in range(100):
        try:
            urllib.request.urlopen(address)
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail("the site did not start")


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
