"""A reader's ways through the site, with and without scripts."""

import pytest
from playwright.sync_api import expect

WORDS = "painful purple net-like skin, open sores that won't heal, dialysis"


def test_reader_finds_a_condition_and_reads_it_in_both_wordings(reader):
    page = reader("/", width=360)
    page.get_by_label("Search this site").fill("calciphylaxis")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("heading", level=3).get_by_role(
        "link", name="Calciphylaxis", exact=True
    ).click()
    assert page.get_by_role("heading", level=1).inner_text() == "Calciphylaxis"
    expect(page.get_by_role("heading", name="Emergency: get help now")).to_be_visible()
    expect(page.get_by_text("Not yet clinically reviewed.")).to_be_visible()
    plain = page.locator(".fact p").first.inner_text()
    page.get_by_role("link", name="clinical", exact=True).click()
    expect(page.locator(".fact p").first).not_to_have_text(plain)


def test_reader_sees_how_a_statement_is_known_and_goes_to_a_source(reader):
    page = reader("/conditions/calciphylaxis/", width=360)
    how = page.locator("#symptom + * + .facts .how").first
    expect(how.get_by_role("link").first).to_be_hidden()
    how.get_by_text("How we know").click()
    expect(how).to_contain_text("by Calcsite research")
    how.locator(".cite").first.click()
    page.wait_for_url("**#source-*")


def test_reader_has_a_word_explained_by_touch_and_by_key(reader):
    page = reader("/conditions/calciphylaxis/", width=360)
    word = page.get_by_role("button", name="atherosclerosis").first
    entry = page.locator("#word-atherosclerosis")
    word.click()
    expect(entry).to_be_in_viewport()
    assert entry.bounding_box()["x"] >= 0
    page.keyboard.press("Escape")
    expect(entry).not_to_be_in_viewport()
    expect(entry).to_be_visible()  # in the list of words
    page.keyboard.press("Enter")
    expect(entry).to_be_in_viewport()


def test_other_wording_opens_at_the_same_section(reader):
    page = reader("/conditions/calciphylaxis/")
    page.get_by_role("link", name="Clinical wording (Treatment)").click()
    page.wait_for_url("**?view=clinical#treatment")
    expect(page.get_by_role("heading", name="Treatment", exact=True)).to_be_in_viewport()


def test_contents_follow_the_reader(visit):
    page = visit("/conditions/calciphylaxis/")
    page.locator("#treatment").evaluate("heading => heading.scrollIntoView()")
    current = page.locator(".contents [aria-current]")
    expect(current).to_have_text("Treatment")
    expect(current).to_be_in_viewport()
    page.locator(".switch").get_by_role("link", name="clinical").evaluate("link => link.click()")
    page.wait_for_url("**?view=clinical#treatment")


def test_reader_narrows_the_list_and_takes_a_filter_away(reader):
    page = reader("/conditions/")
    everything = page.locator(".results > li").count()
    page.get_by_label("Words in the name or text").fill("dialysis necrosis")
    page.get_by_role("button", name="Apply", exact=True).click()
    remove = page.get_by_role("link", name="Remove “dialysis necrosis”")
    remove.wait_for()
    assert 0 < page.locator(".results > li").count() < everything
    remove.click()
    expect(page.locator(".results > li")).to_have_count(everything)


@pytest.mark.parametrize("width", [360, 1280])
def test_reader_filters_by_a_symptom(reader, width):
    page = reader("/conditions/", width=width)
    if width == 360:
        page.get_by_text("Filters", exact=True).click()
    page.locator("[name=symptom]").first.check()
    page.locator(".sheet > button").click()  # its name is what it does, with scripts or without
    page.wait_for_url("**symptom=*")
    expect(page.get_by_role("heading", name="condition").first).to_be_visible()
    top = page.locator(".results > li").first.bounding_box()["y"]
    assert top < 900  # the results are in the first window, whatever the number of filters


def test_reader_looks_up_features_and_goes_back(reader):
    page = reader("/lookup/", width=360)
    page.get_by_label("Describe what you see").fill(WORDS)
    page.get_by_role("button", name="Find features").click()
    for feature in ("Livedo", "Poor wound healing", "Dialysis for kidney failure"):
        page.get_by_role("group", name=feature).get_by_label("Yes").check()
    page.get_by_role("button", name="Show the conditions").click()
    first = page.locator(".results h3 a").first
    assert first.inner_text() == "Calciphylaxis"
    assert "livedo" not in page.url
    advice = page.get_by_role("heading", name="First: when to get help").bounding_box()
    assert advice["y"] < first.bounding_box()["y"]
    first.click()
    page.go_back()
    assert page.locator(".results h3 a").first.inner_text() == "Calciphylaxis"
    assert page.context.cookies() == []


def test_keyboard_reaches_the_content_first(visit):
    page = visit("/conditions/calciphylaxis/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_condition_page_is_light(visit):
    sizes = {}
    page = visit("/about/")
    page.wait_for_load_state("networkidle")  # its icon too, or it would count here
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    client.send("Network.setCacheDisabled", {"cacheDisabled": True})
    client.on(
        "Network.loadingFinished",
        lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}),
    )
    page.goto("/conditions/calciphylaxis/?view=clinical", wait_until="networkidle")
    total = sum(sizes.values())
    assert 0 < total <= 60_000
    assert len(sizes) <= 5
