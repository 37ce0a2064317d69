"""Nothing typed is lost, and nothing needs a mouse."""

import pytest
from playwright.sync_api import expect

from .accessibility import violations

CONDITION = "Calcinosis"
WORDS = "Typed by hand and not to be lost."


def open_draft(page, condition):
    """Open the edition in work of a condition, beginning one if there is none."""
    page.goto("/admin/conditions/condition/")
    page.get_by_role("link", name=condition, exact=True).click()
    page.get_by_role("heading", name="Editions").wait_for()
    start = page.get_by_role("button", name="Start a new draft")
    if start.count():
        start.click()
    else:
        page.get_by_role("link", name="Edition 2").click()
    page.get_by_role("heading", name="What comes next").wait_for()
    page.wait_for_load_state()
    return page.url


def type_into_first_definition(page, words):
    page.locator("#facts-definition-heading").click()
    page.locator("#facts-definition-0 summary").click()
    page.locator("#id_facts-definition-0-plain").fill(words)


@pytest.fixture
def asked():
    """Return a function that leaves a page and tells whether the browser asked before."""

    def leave(page, address="/admin/"):
        questions = []

        def answer(dialog):
            questions.append(dialog.type)
            dialog.accept()

        page.on("dialog", answer)
        page.goto(address)
        page.remove_listener("dialog", answer)
        return questions == ["beforeunload"]

    return leave


def test_leaving_asks_only_when_something_differs(sign_in, asked):
    page = sign_in("demo-editor")
    address = open_draft(page, CONDITION)
    page.locator("#facts-definition-heading").click()
    assert not asked(page)

    page.goto(address)
    type_into_first_definition(page, WORDS)
    assert asked(page)

    page.goto(address)
    type_into_first_definition(page, WORDS)
    box = page.locator("#id_facts-definition-0-plain")
    box.fill(box.evaluate("one => one.defaultValue"))
    assert not asked(page)

    page.goto(address)
    page.locator("#facts-cause-heading").click()
    page.get_by_role("button", name="Add another fact under “Causes”").click()
    assert asked(page)

    page.goto(address)
    type_into_first_definition(page, WORDS)
    page.locator("[name=_save]").first.click()
    page.get_by_text("Saved.").wait_for()
    assert not asked(page)


def test_lost_session_during_a_save_comes_back_with_the_text(sign_in, site):
    page = sign_in("demo-editor")
    open_draft(page, CONDITION)
    page.context.clear_cookies(name="sid")
    type_into_first_definition(page, f"{WORDS} Twice.")
    page.locator("[name=_save]").first.click()
    page.get_by_role("heading", name="nothing that you typed is lost").wait_for()
    assert violations(page) == []
    page.get_by_label("Username").fill("demo-editor")
    page.get_by_label("Password").fill(site[1]["demo-editor"])
    page.get_by_role("button", name="Log in and go on").click()
    assert violations(page) == []
    page.get_by_role("button", name="Go on with what you typed").click()
    expect(page.get_by_role("heading", name="Nothing is saved yet")).to_be_visible()
    assert page.locator("#id_facts-definition-0-plain").input_value() == f"{WORDS} Twice."
    assert violations(page) == []
    page.locator("[name=_save]").first.click()
    page.get_by_text("Saved.").wait_for()


def test_without_scripts_a_section_is_shown_alone_and_a_fact_is_added_in_it(sign_in):
    page = sign_in("demo-editor", scripts=False)
    open_draft(page, CONDITION)
    page.get_by_role("navigation", name="Sections of this form").get_by_role(
        "link", name="What is not known"
    ).click()
    expect(page.locator(".inline-group")).to_have_count(1)
    count = page.locator("details.fact").count()
    page.get_by_role("button", name="Save, and add a fact").click()
    expect(page.locator(".inline-group")).to_have_count(1)
    row = page.locator(".inline-related:not(.empty-form) details.fact[open]").last
    row.locator("textarea").first.fill("Asked without a script?")
    row.locator("textarea").last.fill("Asked without a script?")
    page.locator("[name=_save]").first.click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    # One more fact, and the empty row that scripts copy.
    expect(page.locator("details.fact")).to_have_count(count + 1)


def test_words_leave_only_the_facts_that_hold_them(sign_in):
    page = sign_in("demo-editor")
    open_draft(page, CONDITION)
    all_facts = page.locator(".inline-related:not(.empty-form):not([hidden])").count()
    page.get_by_label("Show only facts with these words").fill("calcium skin")
    page.wait_for_function("document.querySelector('output').textContent !== ''")
    left = page.locator(".inline-related:not(.empty-form):not([hidden])").count()
    assert 0 < left < all_facts
    assert f"{left} fact" in page.locator("output").inner_text()
    page.get_by_label("Show only facts with these words").fill("")
    expect(page.locator(".inline-related:not(.empty-form):not([hidden])")).to_have_count(all_facts)


class Keyboard:
    """Somebody who has no mouse: goes from control to control, and sees where they are."""

    def __init__(self, page):
        self.page = page

    def focused(self):
        return self.page.evaluate(
            """() => {
              const one = document.activeElement;
              const label = one.labels && one.labels[0];
              const value = one.type === "submit" ? one.value : "";
              const style = getComputedStyle(one);
              const box = one.getBoundingClientRect();
              return {
                name: (one.getAttribute("aria-label") || (label || one).innerText || value)
                  .replace(/\\s+/g, " ").trim(),
                id: one.id,
                seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1
                  || style.boxShadow !== "none" || one === document.body,
                inView: one === document.body || box.bottom > 0 && box.top < innerHeight,
                tag: one.tagName,
              };
            }"""
        )

    def go_to(self, *, name=None, id=None, leads_on=False, most=400):
        """Press Tab until the control has the focus, which must be visible on the way.

        The summary of a section that folds leads nowhere.
        """
        for _step in range(most):
            self.page.keyboard.press("Tab")
            at = self.focused()
            assert at["seen"], f"no visible focus on {at}"
            assert at["inView"], f"focus out of view on {at}"
            if leads_on and at["tag"] == "SUMMARY":
                continue
            if (id and at["id"] == id) or (name and at["name"].startswith(name)):
                return
        raise AssertionError(f"the keyboard never reaches {name or id} on {self.page.url}")

    def press(self, name):
        """Go to a control and use it."""
        self.go_to(name=name)
        self.page.keyboard.press("Enter")

    def follow(self, name):
        """Go to a control that leads to another page, and use it."""
        self.go_to(name=name, leads_on=True)
        self.enter()

    def enter(self):
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def fill(self, words, **where):
        self.go_to(**where)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(words)


def log_in(visit, site, name, width):
    """Log in with the keyboard; return the window and its hands."""
    page = visit("/admin/", width=width)
    hands = Keyboard(page)
    assert hands.focused()["id"] == "id_username"
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(site[1][name])
    hands.enter()
    return page, hands


@pytest.mark.parametrize(
    ("width", "condition", "slug"),
    [
        (1280, "Tumoral calcinosis", "tumoral-calcinosis"),
        (768, "Osteoma cutis", "osteoma-cutis"),
    ],
)
def test_whole_loop_by_keyboard(visit, site, width, condition, slug):
    words = f"Typed with the keyboard at {width} pixels."
    page, hands = log_in(visit, site, "demo-editor", width)
    page.goto(f"/admin/conditions/condition/?q={condition}")
    hands.follow(condition)
    hands.follow("Start a new draft")
    address = page.url
    assert violations(page) == []

    # A save that is refused leads to what is wrong.
    hands.fill("Says it in other words.", id="id_change_note")
    hands.press("What it is (")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    hands.fill(words, id="id_facts-definition-0-plain")
    hands.fill("99999", id="id_facts-definition-0-position")
    hands.enter()
    assert "error-summary" in page.evaluate("document.activeElement.className")
    assert violations(page) == []
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert hands.focused()["id"] == "id_facts-definition-0-position"
    page.keyboard.press("Control+a")
    page.keyboard.type("0")
    hands.enter()
    expect(page.get_by_text("Saved.")).to_be_visible()
    hands.follow("Send to review")
    expect(page.get_by_text("Sent to review.")).to_be_visible()

    page, hands = log_in(visit, site, "demo-reviewer", width)
    page.goto(address)
    assert violations(page) == []
    hands.follow("See what changes for readers")
    assert words in page.inner_text("#content")
    page.goto(address)
    hands.press("Approve")
    hands.follow("Approve")
    expect(page.get_by_text("Approved.", exact=True)).to_be_visible()
    assert words in visit(f"/conditions/{slug}/").content()
