"""Conditions ticked in any list and set side by side, without scripts."""

import pytest

from .accessibility import violations

LISTS = [
    "/conditions/",
    "/tree/",
    "/symptoms/skin-ulcer/",
    "/risk-factors/dialysis/",
    "/body/thigh/",
    "/search/?q=calcinosis",
]
SMALLEST = 24  # pixels each way
BUTTON = "Compare the ticked conditions"


def boxes_of(page):
    return page.locator("[name=c]")


def tick_two(page):
    """Tick the first condition and another one; return their slugs."""
    first = boxes_of(page).first.get_attribute("value")
    other = page.locator(f"[name=c]:not([value={first}])").first.get_attribute("value")
    for slug in (first, other):
        page.locator(f"[name=c][value={slug}]").first.check()
    return [first, other]


def arrive(page, slugs):
    page.get_by_role("button", name=BUTTON).click()
    page.locator(".compared").wait_for()
    links = page.locator(".compared h3 a")
    found = [link.get_attribute("href") for link in links.all()]
    assert sorted(found) == sorted(f"/conditions/{slug}/" for slug in slugs)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", LISTS)
def test_two_ticked_in_a_list_stand_side_by_side_without_scripts(visit, path, width):
    page = visit(path, width=width, scripts=False)
    sides = page.locator("label:has(> [name=c])").evaluate_all(
        "them => them.flatMap((one) => [one.offsetWidth, one.offsetHeight])"
    )
    assert min(sides) >= SMALLEST
    assert page.locator("form form").count() == 0

    arrive(page, tick_two(page))


def test_two_ticked_lookup_results_stand_side_by_side_without_scripts(visit):
    page = visit("/lookup/", scripts=False)
    page.get_by_label("Describe what you see").fill("livedo, dialysis")
    page.get_by_role("button", name="Find features").click()
    page.get_by_role("button", name="Show the conditions").first.click()
    one, other = tick_two(page)

    arrive(page, [one, other])
    assert page.url.endswith(f"/compare/?c={one}&c={other}")  # and no answer


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", LISTS)
def test_way_to_the_comparison_is_in_reach_once_something_is_ticked(visit, path, width):
    page = visit(path, width=width)
    button = page.get_by_role("button", name=BUTTON)
    in_sight = "one => one.getBoundingClientRect().bottom <= innerHeight"
    boxes_of(page).first.scroll_into_view_if_needed()
    assert not button.evaluate(in_sight)
    boxes_of(page).first.check()

    assert button.evaluate(in_sight)
    assert violations(page) == []


@pytest.mark.parametrize("path", LISTS)
def test_paper_has_nothing_to_tick(visit, path):
    page = visit(path)
    boxes_of(page).first.check()
    page.emulate_media(media="print")

    assert page.locator(".option:visible, .to-compare:visible").count() == 0
