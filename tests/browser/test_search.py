"""The search box on every page, with the keyboard, with and without scripts."""

import pytest

from .accessibility import violations
from .test_lookup import tab_to

MOST_SCRIPT = 20_000  # bytes on one page


def box_of(page):
    return page.get_by_label("Search this site")


def suggestions(page):
    return page.locator("form[role=search] [role=option]")


@pytest.mark.parametrize("width", [360, 1280])
def test_words_lead_to_a_page_with_the_keyboard_alone(visit, width, scripts):
    page = visit("/glossary/", width=width, scripts=scripts)
    tab_to(page, box_of(page))
    page.keyboard.type("calcifilaxis")
    page.keyboard.press("Enter")

    page.get_by_role("heading", name="Search results for “calcifilaxis”").wait_for()
    assert box_of(page).input_value() == "calcifilaxis"
    tab_to(page, page.get_by_role("link", name="Calciphylaxis", exact=True))
    page.keyboard.press("Enter")
    page.wait_for_url("**/conditions/calciphylaxis/")
    assert page.context.cookies() == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_arrow_keys_choose_a_page_while_typing(visit, width, dark):
    page = visit("/glossary/", width=width, dark=dark)
    box = box_of(page)
    tab_to(page, box)
    page.keyboard.type("hypercalc")
    suggestions(page).first.wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    assert "pages found" in page.locator("#header-search-status").inner_text()

    page.keyboard.press("ArrowDown")
    active = page.locator(f"#{box.get_attribute('aria-activedescendant')}")
    assert active.get_attribute("aria-selected") == "true"
    assert "condition" in active.inner_text()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.keyboard.press("Enter")
    page.wait_for_url("**/conditions/hypercalcaemia/")


def test_escape_closes_the_suggestions_and_keeps_the_words(visit):
    page = visit("/")
    box = box_of(page)
    box.fill("calc")
    suggestions(page).first.wait_for()

    page.keyboard.press("Escape")
    assert suggestions(page).first.is_hidden()
    assert box.input_value() == "calc"
    assert box.get_attribute("aria-expanded") == "false"


def test_suggestion_can_be_pointed_at(visit):
    page = visit("/about/", width=360)
    box_of(page).fill("CUA")
    suggestions(page).first.click()

    page.wait_for_url("**/conditions/uraemic-calciphylaxis/")


def test_statement_leads_to_its_place_on_the_page(visit):
    page = visit("/search/?q=sodium+thiosulfate&kind=statement")
    link = page.locator(".results h3 a").first
    fragment = link.get_attribute("href").partition("#")[2]
    link.click()

    assert page.locator(f"#{fragment}").count() == 1


@pytest.mark.parametrize("path", ["/lookup/", "/conditions/"])
def test_pages_hold_little_script(visit, path):
    page = visit(path)
    sizes = page.evaluate(
        """() => Promise.all([...document.scripts].map(
             async (script) => (await (await fetch(script.src)).text()).length))"""
    )

    assert len(sizes) == 2
    assert sum(sizes) <= MOST_SCRIPT
