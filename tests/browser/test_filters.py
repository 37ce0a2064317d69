"""The filters of the conditions list: at once with scripts, with a button without."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import expect

from .accessibility import violations
from .test_lookup import tab_to


def tick(page, name, value):
    page.locator(f"[name={name}][value={value}]").check()


def names(page):
    return page.locator(".results h3").all_inner_texts()


def chosen_in(url):
    return sorted(parse_qsl(urlsplit(url).query))  # what is empty is left out


def heading(page):
    return page.locator("#count")


def test_list_and_address_are_the_same_with_and_without_scripts(visit):
    windows = [visit("/conditions/", scripts=scripts) for scripts in (True, False)]
    for page in windows:
        tick(page, "symptom", "pain")
        tick(page, "symptom", "skin-change")
        tick(page, "symptom_match", "all")
        tick(page, "not_kind", "look-alike")
        page.get_by_label("Words in the name or text").fill("dialysis")
        page.get_by_role("button", name="Apply", exact=True).click()
        page.get_by_role("link", name="Remove “dialysis”").wait_for()
        page.get_by_role("link", name="by name").click()
        page.wait_for_url("**sort=name*")
        page.get_by_role("link", name="Remove pain").click()
        page.wait_for_url(lambda url: "symptom=pain" not in url)
        expect(page.get_by_role("link", name="Remove pain")).to_have_count(0)

    scripted, plain = windows
    assert 0 < len(names(scripted)) < 50
    assert names(scripted) == names(plain)
    assert chosen_in(scripted.url) == chosen_in(plain.url)
    counts = [page.locator(".facet .count").all_text_contents() for page in windows]
    assert sorted(counts[0]) == sorted(counts[1])


def test_change_keeps_focus_and_place_is_told_and_can_be_gone_back_from(visit):
    page = visit("/conditions/")
    everything = heading(page).inner_text()
    page.locator(".facet details summary").first.click()
    box = page.locator("[name=symptom][value=livedo]")
    box.scroll_into_view_if_needed()
    place = box.bounding_box()["y"]
    page.evaluate("window.stayed = true")

    box.check()
    page.wait_for_url("**?symptom=livedo")
    told = page.get_by_role("status")
    expect(told).to_have_text(heading(page).inner_text())
    assert told.inner_text() != everything
    assert page.evaluate("document.activeElement.value") == "livedo"
    assert box.bounding_box()["y"] == place

    letter = page.get_by_role("navigation", name="first letter").get_by_role("link").last
    letter.click()
    page.wait_for_url("**&letter=*")
    expect(page.locator(".letters [aria-current]")).to_be_focused()
    narrowed = names(page)

    page.go_back()
    expect(page.locator(".letters [aria-current]")).to_have_count(0)
    assert box.is_checked()
    page.go_back()
    expect(told).to_have_text(everything)
    assert not box.is_checked()
    page.go_forward()
    page.go_forward()
    expect(page.locator(".letters [aria-current]")).to_have_count(1)
    assert page.evaluate("window.stayed")
    page.reload()
    assert names(page) == narrowed


def test_keyboard_chooses_leaves_out_and_comes_to_the_list(visit):
    page = visit("/conditions/", width=360)
    tab_to(page, page.locator(".sheet > summary"))
    page.keyboard.press("Enter")
    tab_to(page, page.locator("[name=symptom]").first)
    page.keyboard.press("Space")
    page.wait_for_url("**symptom=*")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # “not” of the same: it cannot be both
    page.wait_for_url("**not_symptom=*")
    assert chosen_in(page.url)[0][0] == "not_symptom"
    assert len(chosen_in(page.url)) == 1
    assert page.get_by_text("That does not mean that it never occurs in them.").is_visible()

    tab_to(page, page.get_by_role("button", name="Show"))
    page.keyboard.press("Enter")
    expect(heading(page)).to_be_focused()
    assert page.get_by_role("button", name="Show").is_hidden()


def test_ticks_to_compare_outlive_a_change_of_the_list(visit):
    page = visit("/conditions/")
    for name in ("Calciphylaxis", "Antiphospholipid syndrome"):
        page.get_by_label(f"Compare {name}", exact=True).check()
    tick(page, "kind", "look-alike")
    page.wait_for_url("**kind=look-alike")

    kept = page.get_by_label("Compare Calciphylaxis", exact=True)
    expect(page.get_by_text("Ticked before, and not in this list")).to_be_visible()
    assert kept.is_checked()
    assert page.get_by_label("Compare Antiphospholipid syndrome", exact=True).is_checked()
    page.get_by_role("button", name="Compare the ticked conditions").click()
    page.wait_for_url("**/compare/?*")
    assert chosen_in(page.url) == [("c", "antiphospholipid-syndrome"), ("c", "calciphylaxis")]


def test_failing_network_is_told_and_the_button_works(visit):
    page = visit("/conditions/")
    page.route("**/conditions/?*", lambda route: route.abort())
    tick(page, "kind", "look-alike")
    expect(page.get_by_role("alert")).to_be_visible()
    assert page.url.endswith("/conditions/")

    page.unroute("**/conditions/?*")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**kind=look-alike")
    expect(page.get_by_role("alert")).to_be_hidden()


def test_refused_choice_is_explained_by_its_page(visit):
    page = visit("/conditions/")
    page.evaluate("document.getElementById('q').removeAttribute('maxlength')")
    page.get_by_label("Words in the name or text").fill("a" * 201)
    page.keyboard.press("Enter")

    expect(page.get_by_text("Please type at most 200 characters.")).to_be_visible()


def test_print_shows_what_was_chosen_and_the_list(visit):
    page = visit("/conditions/?symptom=pain&not_kind=look-alike")
    page.emulate_media(media="print")

    assert page.get_by_role("heading", name="Chosen filters").is_visible()
    assert page.get_by_text("not: Look-alikes").is_visible()
    assert page.locator(".results h3").first.is_visible()
    for control in (".sheet", "#q", ".letters", ".orders", "[name=c]", "button"):
        assert page.locator(control).first.is_hidden()


@pytest.mark.parametrize(("width", "dark"), [(360, True), (768, False), (1280, True)])
def test_open_filters_have_no_axe_violation(visit, width, dark):
    page = visit(
        "/conditions/?symptom=pain&not_risk=dialysis&q=skin&letter=c", width=width, dark=dark
    )
    if page.locator(".sheet > summary").is_visible():
        page.locator(".sheet > summary").click()
        # Scrolled to the end, its button covers no option; axe takes a covered one for a small one.
        heading(page).scroll_into_view_if_needed()

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
