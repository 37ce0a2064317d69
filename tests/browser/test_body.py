"""The body map, by touch and by keyboard, and the way from it into the lookup."""

import pytest
from playwright.sync_api import expect

from .test_lookup import tab_to

SMALLEST = 24  # pixels each way
# The side of the largest square of each region at whose every pixel the region is hit.
LARGEST_SQUARES = """
  () => {
    const largest = {};
    for (const drawing of document.querySelectorAll(".body-map svg")) {
      drawing.scrollIntoView();
      const { left, top, width, height } = drawing.getBoundingClientRect();
      let above = [];
      for (let y = 0; y < height; y += 1) {
        const row = [];
        for (let x = 0; x < width; x += 1) {
          const hit = document.elementFromPoint(left + x + 0.5, top + y + 0.5);
          const name = hit?.closest(".body-map svg a")?.textContent;
          const near = [above[x], above[x - 1], row[x - 1]];
          const sides = near.map((pixel) => (pixel && pixel.name === name ? pixel.side : 0));
          row.push({ name, side: 1 + Math.min(...sides) });
          if (name) {
            largest[name] = Math.max(largest[name] ?? 0, row[x].side);
          }
        }
        above = row;
      }
    }
    return largest;
  }
"""


def test_regions_are_large_enough_for_a_finger_on_a_small_screen(visit):
    page = visit("/body/", width=360)

    largest = page.evaluate(LARGEST_SQUARES)

    assert len(largest) == page.locator(".body-map svg a").count() > 30
    assert {name: side for name, side in largest.items() if side < SMALLEST} == {}


def test_keyboard_goes_from_the_map_over_a_place_into_the_lookup(reader):
    page = reader("/body/", width=360)
    thigh = page.get_by_role("link", name="Thigh, from the front")
    before = thigh.locator("path").first.evaluate("path => getComputedStyle(path).fill")
    tab_to(page, thigh)
    path = thigh.locator("path").first
    assert path.evaluate("path => getComputedStyle(path).fill") != before
    assert path.evaluate("path => getComputedStyle(path).strokeWidth") == "3px"
    page.keyboard.press("Enter")

    page.get_by_role("heading", name="Thigh", level=1).wait_for()
    tab_to(page, page.get_by_role("button", name="Look up with this place"))
    page.keyboard.press("Enter")

    page.get_by_role("heading", name="Seen here: thigh").wait_for()
    expect(page.get_by_role("group", name="Open sore with a black crust")).to_be_visible()


def test_list_leads_where_the_map_leads(visit):
    page = visit("/body/")
    region = page.get_by_role("link", name="Back of the knee, from behind")
    listed = page.get_by_role("link", name="Back of the knee", exact=True)
    assert region.get_attribute("href") == listed.get_attribute("href")


def test_lookup_offers_the_map_only_while_no_answer_would_be_lost(reader):
    page = reader("/lookup/")
    link = page.get_by_role("link", name="Choose the place on a body map")
    expect(link).to_be_visible()
    page.get_by_label("Describe what you see").fill("livedo")
    page.get_by_role("button", name="Find features").click()
    page.get_by_role("heading", name="Is this what you mean?").wait_for()
    expect(link).not_to_be_visible()


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_marks_are_told_apart_in_forced_colours(visit, colours):
    page = visit("/conditions/calciphylaxis/", dark=colours == "dark")
    page.emulate_media(forced_colors="active")

    def look(selector):
        path = page.locator(f".body-figure {selector} path").first
        return path.evaluate(
            "path => [getComputedStyle(path).fill, getComputedStyle(path).fillOpacity].join()"
        )

    assert len({look(".named"), look(".near"), look("g:not([class])")}) == 3
