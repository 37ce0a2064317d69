"""From a reader's own words to conditions, with the keyboard alone."""

import pytest
from playwright.sync_api import expect

from .accessibility import violations

SENTENCE = "my dialysis uncle has black crusty sores on his thigh and it hurts terribly. No fever."
MOST_SCRIPT = 20_000  # bytes on one page


def tab_to(page, chosen, most=80):
    """Press Tab until the focus is where `chosen` says."""
    for _press in range(most):
        page.keyboard.press("Tab")
        if page.locator(":focus").and_(chosen).count():
            return
    pytest.fail(f"Tab does not reach {chosen}")


def suggestions(page):
    return page.locator("#pick-list").get_by_role("option")


def answer_to(page, feature):
    return page.get_by_role("group", name=feature).locator(":checked").first.get_attribute("value")


@pytest.mark.parametrize("width", [360, 1280])
def test_pasted_sentence_becomes_features_to_confirm_and_then_conditions(reader, width):
    page = reader("/lookup/", width=width)
    tab_to(page, page.get_by_label("Describe what you see"))
    page.keyboard.insert_text(SENTENCE)
    tab_to(page, page.get_by_role("button", name="Find features"))
    page.keyboard.press("Enter")

    page.get_by_role("heading", name="Is this what you mean?").wait_for()
    expect(page.locator(".results")).to_have_count(0)
    assert answer_to(page, "Dialysis for kidney failure") == "present"
    assert answer_to(page, "Open sore with a black crust") == "present"
    assert answer_to(page, "High temperature") == "absent"

    # “Not sure” instead of the “No” that was understood.
    fever = page.get_by_role("group", name="High temperature")
    tab_to(page, fever.get_by_label("No", exact=True))
    page.keyboard.press("ArrowRight")
    assert answer_to(page, "High temperature") == "unsure"
    tab_to(page, page.get_by_role("button", name="Show the conditions").first)
    page.keyboard.press("Enter")

    page.get_by_role("heading", name="Conditions described with these features").wait_for()
    assert "Calciphylaxis" in page.locator(".results h3 a").all_inner_texts()[:3]
    assert answer_to(page, "High temperature") == "unsure"
    assert "dialysis" not in page.url
    assert page.context.cookies() == []


def test_place_offers_what_is_seen_there(reader):
    page = reader("/lookup/")
    page.get_by_label("Where is it?").select_option("thigh")
    page.get_by_role("button", name="Find features").click()

    page.get_by_role("heading", name="Seen here: thigh").wait_for()
    page.get_by_label("Yes").first.check()
    page.get_by_role("button", name="Show the conditions").first.click()
    page.locator(".results h3 a").first.wait_for()


def test_typing_a_few_letters_offers_features_for_the_arrow_keys(visit):
    page = visit("/lookup/", width=360)
    box = page.get_by_role("combobox", name="Or add one feature")
    tab_to(page, box)
    page.keyboard.type("dialy")
    suggestions(page).first.wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    assert "features found" in page.get_by_role("status").inner_text()

    page.keyboard.press("ArrowDown")
    active = page.locator(f"#{box.get_attribute('aria-activedescendant')}")
    assert active.get_attribute("aria-selected") == "true"
    assert violations(page) == []
    page.keyboard.press("Enter")

    assert answer_to(page, "Being on dialysis") == "present"
    assert box.input_value() == ""
    assert box.get_attribute("aria-expanded") == "false"
    expect(page.locator(":focus").and_(box)).to_have_count(1)
    assert page.get_by_role("status").inner_text() == "Added: being on dialysis"
    assert violations(page) == []

    tab_to(page, page.get_by_role("button", name="Show the conditions"))
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Conditions described with these features").wait_for()


def test_escape_closes_the_list_and_then_empties_the_field(visit):
    page = visit("/lookup/")
    box = page.get_by_role("combobox", name="Or add one feature")
    box.fill("skin")
    suggestions(page).first.wait_for()

    page.keyboard.press("Escape")
    expect(suggestions(page)).to_have_count(0)
    assert box.input_value() == "skin"
    page.keyboard.press("Escape")
    assert box.input_value() == ""


def test_enter_in_the_half_typed_field_loses_nothing(visit):
    page = visit("/lookup/")
    page.get_by_label("Describe what you see").fill("a rash")
    box = page.get_by_role("combobox", name="Or add one feature")
    box.fill("zzz")
    box.press("Enter")

    assert page.get_by_label("Describe what you see").input_value() == "a rash"
    assert page.url.endswith("/lookup/")


def test_chosen_feature_is_not_added_twice(visit):
    page = visit("/lookup/")
    for _time in range(2):
        page.get_by_role("combobox", name="Or add one feature").fill("dialysis")
        suggestions(page).first.click()

    expect(page.get_by_role("group", name="Being on dialysis")).to_have_count(1)


def test_reader_without_scripts_sees_no_field_that_needs_them(visit):
    page = visit("/lookup/", scripts=False)

    expect(page.get_by_role("combobox", name="Or add one feature")).to_have_count(0)


def test_scripts_of_the_lookup_are_small(visit):
    sizes = []
    page = visit("/about/")
    page.on(
        "response",
        lambda response: response.url.endswith(".js") and sizes.append(len(response.body())),
    )
    page.goto("/lookup/", wait_until="networkidle")

    assert 0 < sum(sizes) <= MOST_SCRIPT
