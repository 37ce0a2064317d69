"""The Nu HTML checker on every public template. VNU_JAR names it; it needs Java."""

import os
import subprocess
import urllib.error
import urllib.request

from .pages import PAGES

JAR = os.environ.get("VNU_JAR", "vnu.jar")
LOOKUP = "answer-livedo=present&answer-dialysis=present&answer-fever=absent"


def checked(folder):
    """Return what the checker finds wrong in the HTML files of `folder`, a line each."""
    done = subprocess.run(
        ["java", "-jar", JAR, "--errors-only", "--format", "gnu", *sorted(folder.glob("*.html"))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stderr.splitlines()


def body_of(address, data=None):
    try:
        with urllib.request.urlopen(address, data) as response:
            return response.read()
    except urllib.error.HTTPError as answer:  # a page as well
        return answer.read()


def test_pages_are_valid_html(site, tmp_path):
    address, _passwords = site
    for number, path in enumerate(PAGES):
        (tmp_path / f"{number}.html").write_bytes(body_of(address + path))
    for name, page in (("results", "/lookup/"), ("summary", "/lookup/summary/")):
        (tmp_path / f"{name}.html").write_bytes(body_of(address + page, LOOKUP.encode()))

    assert checked(tmp_path) == []


def test_checker_finds_a_planted_mistake(tmp_path):
    page = "<!doctype html><html lang=en><title>x</title><p role=button><div></p>"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")

    assert checked(tmp_path)
