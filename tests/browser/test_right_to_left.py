"""The pages in a language that is written from right to left, made for the test."""

import pytest

from tests.served import served

from .accessibility import violations

PAGES = [
    "/",
    "/conditions/?symptom=skin-ulcer&q=dialysis",
    "/conditions/penile-calciphylaxis/",
    "/conditions/penile-calciphylaxis/changes/",
    "/compare/?c=osteoma-cutis&c=heel-stick-calcinosis",
    "/symptoms/livedo/",
    "/body/thigh/",
    "/lookup/",
    "/search/?q=calcifilaxis+kidney",
    "/sources/nigwekar-2018/",
]
OVERLAPS = """
() => {
  const boxes = [...document.querySelectorAll(".site-header .wrap > *")]
    .map((part) => part.getBoundingClientRect());
  return boxes.some((one, place) => boxes.slice(place + 1).some((other) =>
    one.left < other.right - 1 && other.left < one.right - 1 &&
    one.top < other.bottom - 1 && other.top < one.bottom - 1));
}
"""
# English text whose nearest direction is the page's: it would be read out in the wrong language.
UNMARKED = """
() => [...document.querySelectorAll("main :is(h1, h3, p, li, dd, a, td, blockquote)")]
  .filter((one) => [...one.childNodes].some((node) =>
    node.nodeType === Node.TEXT_NODE && /[A-Za-z]{3,} [A-Za-z]{2,} [A-Za-z]{2,}/.test(
      node.textContent.replace(/\\u2068.*?\\u2069/g, ""))))
  .filter((one) => !one.closest("[lang^=en], [dir=auto], bdi"))
  .map((one) => one.outerHTML.slice(0, 200))
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("right-to-left")
    with served(folder, settings="tests.pseudo.settings") as one:
        yield one.address, one.passwords


@pytest.mark.parametrize("width", [360, 1280])
def test_pages_stand_from_right_to_left(visit, width):
    page = visit("/", width=width)
    found = []
    for path in PAGES:
        page.goto(path)
        mark = page.locator(".site-header .mark").bounding_box()
        sound = {
            "direction": page.locator("html[dir=rtl]").count() == 1,
            "name of the site first": mark["x"] + mark["width"] > width * 0.6,
            "scrolls sideways": page.evaluate("document.documentElement.scrollWidth") <= width,
            "header overlaps": not page.evaluate(OVERLAPS),
        }
        found += [f"{path}: {what}" for what, is_sound in sound.items() if not is_sound]
        found += [f"{path}: {html}" for html in page.evaluate(UNMARKED)]
        found += violations(page)
    assert "\n".join(found) == ""
