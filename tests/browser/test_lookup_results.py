"""What to do with a lookup's results: leave an answer out, compare, take them to a doctor."""

import pytest
from playwright.sync_api import expect

from .accessibility import violations
from .test_lookup import answer_to

WORDS = "painful purple net-like skin, open sores that do not heal, dialysis, no fever"
RESULTS = "Conditions described with these features"


@pytest.fixture
def searched(visit, scripts):
    def opened(**options):
        page = visit("/lookup/", scripts=scripts, **options)
        page.get_by_label("Describe what you see").fill(WORDS)
        page.get_by_role("button", name="Find features").click()
        page.get_by_role("button", name="Show the conditions").first.click()
        page.get_by_role("heading", name=RESULTS).wait_for()
        return page

    return opened


def fits_the_window(page, width):
    return page.evaluate("document.documentElement.scrollWidth") <= width


def test_answer_can_be_left_out_and_counted_again(searched):
    page = searched(width=360)
    page.locator("summary", has_text="See what one answer does").click()
    page.get_by_label("Leave out for now").select_option(label="Being on dialysis")
    page.get_by_role("button", name="Show the order without it").click()

    page.get_by_text("“Being on dialysis” is left out for now.").wait_for()
    expect(page.get_by_text("with the paused feature").first).to_be_visible()
    assert answer_to(page, "Being on dialysis") == "present"
    assert fits_the_window(page, 360)

    page.get_by_role("button", name="Count it again").click()
    expect(page.get_by_text("is left out for now")).to_have_count(0)
    page.get_by_role("heading", name=RESULTS).wait_for()
    assert answer_to(page, "Being on dialysis") == "present"


def test_answers_become_a_page_for_the_doctor_and_back_leads_to_them(searched):
    page = searched()
    page.get_by_role("button", name="Make a page to take to a doctor").click()

    page.get_by_role("heading", name="For my appointment").wait_for()
    assert "Being on dialysis" in page.locator("section", has_text="What I have").last.inner_text()
    page.go_back()
    page.get_by_role("heading", name=RESULTS).wait_for()
    assert answer_to(page, "Being on dialysis") == "present"


def test_leaders_are_compared(searched):
    page = searched()
    page.get_by_role("link", name="Compare the first conditions").click()

    page.get_by_role("heading", name="Compare", exact=False).first.wait_for()
    assert page.url.count("c=") == 3
    assert "dialysis" not in page.url


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_paused_results_and_summary_have_no_axe_violation(visit, width, dark):
    page = visit("/lookup/", width=width, dark=dark)
    page.get_by_label("Describe what you see").fill("dialysis, livedo")
    page.get_by_role("button", name="Find features").click()
    page.get_by_role("button", name="Show the conditions").first.click()
    page.locator("summary", has_text="See what one answer does").click()
    page.get_by_label("Leave out for now").select_option(label="Being on dialysis")
    page.get_by_role("button", name="Show the order without it").click()
    page.get_by_text("is left out for now").wait_for()
    found = violations(page)
    page.get_by_role("button", name="Make a page to take to a doctor").click()
    page.get_by_role("heading", name="For my appointment").wait_for()

    assert found + violations(page) == []
    assert fits_the_window(page, width)
