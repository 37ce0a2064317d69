"""The whole way through the lookup and through a comparison with nothing but keys."""

import pytest
from playwright.sync_api import expect

from .keyboard import Keyboard

RESULTS = "Conditions described with these features"


@pytest.fixture
def keyboard(visit, scripts):
    return lambda path, **options: Keyboard(visit(path, scripts=scripts, **options))


def add_feature(keys, words):
    """Type a finding into the field with suggestions and choose the first of them."""
    field = keys.page.get_by_role("combobox", name="Or add one feature")
    if not keys.page.locator(":focus").and_(field).count():
        keys.to(field)
    keys.type(words)
    keys.page.locator("#pick-list [role=option]").first.wait_for()
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(field).to_have_value("")


def find_features(keys, words):
    """Type findings in a sentence and have them found."""
    keys.to(keys.page.get_by_label("Describe what you see"))
    keys.type(words)
    keys.follow(keys.page.get_by_role("button", name="Find features"))


def test_lookup_from_the_top_to_an_explanation_with_keys_only(keyboard, scripts):
    keys = keyboard("/lookup/", width=360 if scripts else 1280)
    page = keys.page
    keys.skip_to_content()
    if scripts:
        add_feature(keys, "dialysis")
        add_feature(keys, "livedo")
    else:
        find_features(keys, "dialysis, livedo")
    livedo = page.get_by_role("group", name="Net-like purple or red skin pattern")
    keys.to(livedo.get_by_label("Yes"))
    keys.press("ArrowRight")
    assert livedo.get_by_label("No", exact=True).is_checked()
    keys.press("ArrowLeft")
    assert livedo.get_by_label("Yes").is_checked()
    keys.follow(page.get_by_role("button", name="Show the conditions").first)
    page.get_by_role("heading", name=RESULTS).wait_for()

    # Another answer, to a question that would tell the results apart.
    questions = page.locator(".questions")
    keys.to(questions.locator("summary"))
    keys.press("Enter")
    question = questions.get_by_role("group").first
    asked = question.locator("legend").inner_text()
    keys.to(question.get_by_label("Leave out"))
    keys.press("ArrowRight")
    assert question.get_by_label("Yes").is_checked()
    keys.follow(questions.get_by_role("button", name="Show the conditions again"))
    answered = page.locator("section", has=page.locator("#answered"))
    expect(answered).to_contain_text(asked.splitlines()[0])

    first = page.locator(".result").first
    keys.to(first.get_by_role("link").first)
    keys.to(first.locator("summary"))
    expect(first.locator("details li").first).to_be_hidden()
    keys.press("Enter")
    expect(first.locator("details li").first).to_be_visible()
    source = first.locator("details .cite").first
    keys.to(source)
    keys.to(first.locator("summary"), "Shift+Tab")
    keys.press("Space")
    expect(source).to_be_hidden()
    assert "livedo" not in page.url


def test_comparison_from_ticks_in_the_list_to_a_source_with_keys_only(keyboard, scripts):
    keys = keyboard("/conditions/?letter=C", width=360 if scripts else 1280)
    page = keys.page
    keys.skip_to_content()
    boxes = page.locator(".results [name=c]")
    for place in (0, 2, 4):
        keys.tick(boxes.nth(place))
    keys.tick(boxes.nth(3), "Shift+Tab")  # by mistake
    keys.press("Space")
    keys.follow(page.get_by_role("button", name="Compare the ticked conditions"))

    expect(page.locator(".compared h3")).to_have_count(3)
    keys.follow(page.get_by_role("link", name="only differences"))
    expect(page.locator("[aria-current]", has_text="only differences")).to_be_visible()
    keys.to(page.locator(".comparison .cite").first)
    page.keyboard.press("Enter")
    keys.follow(page.locator(":target a[href^='/sources/']"))
    page.get_by_role("heading", name="What rests on it").wait_for()


@pytest.mark.parametrize(
    ("mistake", "told"),
    [
        ("*:focus { outline: none !important }", "not marked"),
        (".site-header { transform: translateX(-200vw) }", "off screen"),
        ("body::after { content: ''; position: fixed; inset: 0; z-index: 9 }", "covered"),
    ],
)
def test_keyboard_finds_a_planted_mistake(visit, mistake, told):
    keys = Keyboard(visit("/about/"))
    keys.press("Tab")
    keys.page.evaluate(
        """(css) => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(css);
          document.adoptedStyleSheets.push(sheet);
        }""",
        mistake,
    )
    with pytest.raises(pytest.fail.Exception, match=told):
        keys.press("Tab")
