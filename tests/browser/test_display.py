"""What readers set in their browser or system: larger text, forced colours."""

from .conftest import ARGUMENTS, CHROMIUM

PAGES = [
    "/",
    "/conditions/?q=dialysis",
    "/conditions/calciphylaxis/",
    "/lookup/",
    "/compare/",
    "/compare/?c=osteoma-cutis&c=pressure-ulcer",
    "/tree/",
    "/body/",
]
TWICE = "--blink-settings=defaultFontSize=32"


def test_text_of_twice_the_size_does_not_scroll_sideways_on_a_phone(browser, site):
    chromium = browser.browser_type.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, TWICE])
    page = chromium.new_page(base_url=site[0], viewport={"width": 320, "height": 640})
    wide = []
    for path in PAGES:
        page.goto(path)
        assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") == 36
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wide.append(path)
    chromium.close()
    assert wide == []


def test_forced_colours_leave_visible_what_is_chosen_and_drawn(visit):
    page = visit("/conditions/calciphylaxis/")
    page.emulate_media(forced_colors="active")

    def styles(selector, name):
        return page.eval_on_selector_all(
            selector, f"them => them.map(one => getComputedStyle(one).{name})"
        )

    assert styles(".switch a", "outlineStyle") == ["solid", "none"]
    text, ground = styles("body", "color")[0], styles("body", "backgroundColor")[0]
    assert text != ground
    assert set(styles(".drawing .calcium", "fill")) == {text}
    assert set(styles(".drawing .wall", "fill")) == {ground}
    assert set(styles(".drawing .wall, .drawing .cell", "stroke")) == {text}

    page.goto("/lookup/")
    assert styles(".choices label:has(:checked)", "outlineStyle") == ["solid"]
    assert set(styles(".choices label:not(:has(:checked))", "outlineStyle")) == {"none"}


def test_search_in_the_header_stays_on_one_line_on_phones(visit):
    page = visit("/about/", width=360)
    row = page.locator("header .search-row")
    for width in (360, 390, 420, 460):
        page.set_viewport_size({"width": width, "height": 700})
        field, button = row.locator("input").bounding_box(), row.locator("button").bounding_box()
        assert field["y"] == button["y"], width
