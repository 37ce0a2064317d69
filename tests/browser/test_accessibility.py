"""Every template of the public pages, narrow and wide, light and dark, in both views."""

import pytest

from .accessibility import violations

# axe looks at each page in four ways, so all but one are pages of average length.
PAGES = [
    "/",
    "/conditions/",
    "/conditions/?symptom=skin-ulcer&not_site=hand&q=dialysis",
    "/conditions/?q=nothing-of-the-kind&kind=calcinosis",
    "/conditions/?symptom=not%20a%20slug",
    "/tree/",
    "/compare/",
    "/compare/?c=calciphylaxis",
    "/compare/?c=osteoma-cutis&c=pressure-ulcer&c=warfarin-induced-skin-necrosis",
    "/compare/?c=osteoma-cutis&c=heel-stick-calcinosis&view=clinical&only=differences",
    "/conditions/calciphylaxis/",
    "/conditions/uraemic-calciphylaxis/?view=clinical",
    "/conditions/penile-calciphylaxis/editions/1/",
    "/conditions/calciphylaxis/changes/",
    "/conditions/calciphylaxis/changes/?from=1&to=x",
    "/symptoms/",
    "/symptoms/livedo/",
    "/risk-factors/",
    "/risk-factors/dialysis/",
    "/glossary/",
    "/body/",
    "/body/thigh/",
    "/lookup/",
    "/search/",
    "/search/?q=calcifilaxis+kidney",
    "/search/?q=calcium&kind=statement&page=2",
    "/search/?q=gibberwort",
    "/search/?q=wart&kind=nothing",
    "/sources/",
    "/sources/nigwekar-2018/",
    "/about/",
    "/editorial-policy/",
    "/privacy/",
    "/accessibility/",
    "/feedback/",
    "/feedback/?page=/conditions/calciphylaxis/&edition=1",
    "/feedback/thanks/",
    "/no-such-page/",
    "/tree/?x=%00",  # refused
]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_page_has_no_axe_violation(visit, width, dark):
    page = visit("/", width=width, dark=dark)
    found = []
    for path in PAGES:
        page.goto(path)
        found += violations(page)
    assert found == []


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
    assert found + violations(page) == []


def test_axe_finds_a_planted_violation(visit):
    page = visit("/about/")
    page.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=\"\">')")
    assert any("image-alt" in line for line in violations(page))


@pytest.mark.parametrize("path", PAGES)
def test_page_does_not_scroll_sideways_at_320_pixels(visit, path):
    page = visit(path, width=320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_browser_reports_a_planted_inline_style(visit):
    page = visit("/about/")
    reports = []
    page.under_axe = True  # this one is meant to be stopped
    page.on("console", lambda message: reports.append(message.text))
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')")
    page.evaluate("0")
    assert any("Content Security Policy" in report for report in reports)
