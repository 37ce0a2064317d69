"""Every template of the public pages, narrow and wide, light and dark, in both views."""

import pytest

from .accessibility import violations
from .pages import PAGES

# Pages on which one condition has several statements about a feature, each with its link.
REPEATING = [
    "/symptoms/skin-change/",
    "/risk-factors/hyperparathyroidism/",
    "/compare/?c=calciphylaxis&c=osteoma-cutis",
]
WIDTHS = (360, 768, 1280)
# One h1, no level of heading left out, and no two links of one name that lead to different pages.
STRUCTURE = """() => {
  const wrong = [];
  const levels = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map((h) => +h.tagName[1]);
  if (levels.filter((level) => level === 1).length !== 1) wrong.push("not one h1");
  levels.forEach((level, at) => {
    if (level > (levels[at - 1] ?? 0) + 1) wrong.push(`heading ${at + 1} has level ${level}`);
  });
  const leads = new Map();
  for (const link of document.querySelectorAll("a[href]")) {
    const name = (link.ariaLabel ?? link.textContent).replace(/\\s+/g, " ").trim().toLowerCase();
    const before = leads.get(name) ?? link.href;
    if (before !== link.href) wrong.push(`“${name}” leads to ${before} and ${link.href}`);
    leads.set(name, link.href);
  }
  return wrong;
}"""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_page_has_no_axe_violation(visit, dark):
    page = visit("/", dark=dark)
    found = []
    for path in PAGES:
        page.goto(path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            found += [f"{width}: {line}" for line in violations(page)]
    assert found == []


def test_page_is_well_built_and_does_not_scroll_sideways(visit):
    page = visit("/", width=320)
    found = []
    for path in [*PAGES, *REPEATING]:
        page.goto(path)
        found += [f"{path}: {line}" for line in page.evaluate(STRUCTURE)]
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            found.append(f"{path}: scrolls sideways")
    assert found == []


def test_structure_finds_planted_mistakes(visit):
    page = visit("/about/")
    page.evaluate("""document.querySelector("main").insertAdjacentHTML(
        "beforeend", "<h1>x</h1><h5>x</h5><a href='/a'>x</a><a href='/b'>X</a>")""")
    assert len(page.evaluate(STRUCTURE)) == 3


@pytest.mark.parametrize("width", [360, 1280])
def test_lookup_results_have_no_axe_violation(visit, width):
    page = visit("/lookup/", width=width)
    page.get_by_label("Describe what you see").fill("livedo, black scab, dialysis, gibberwort")
    page.get_by_role("button", name="Find features").click()
    found = violations(page)
    for choice in page.get_by_label("Yes").all():
        choice.check()
    page.get_by_role("button", name="Show the conditions").click()
    page.get_by_role("heading", name="Conditions described with these features").wait_for()
    for details in page.locator("summary").all():
        details.click()
    assert found + violations(page) + page.evaluate(STRUCTURE) == []


def test_axe_finds_a_planted_violation(visit):
    page = visit("/about/")
    page.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=\"\">')")
    assert any("image-alt" in line for line in violations(page))


def test_browser_reports_a_planted_inline_style(visit):
    page = visit("/about/")
    reports = []
    page.under_axe = True  # this one is meant to be stopped
    page.on("console", lambda message: reports.append(message.text))
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')")
    page.evaluate("0")
    assert any("Content Security Policy" in report for report in reports)
