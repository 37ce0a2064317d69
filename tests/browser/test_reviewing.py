"""A reviewer reads what changed, asks about one fact, and the answer opens the way to readers."""

from playwright.sync_api import expect

from .accessibility import violations
from .test_editing import open_draft, unfold

CONDITION = "Gout with tophi"


def test_reviewer_asks_and_readers_see_what_changed(visit, sign_in):
    editor = sign_in("demo-editor", width=768)
    address = open_draft(editor, CONDITION)
    changes = address.replace("/change/", "/changes/")
    unfold(editor, "definition")
    plain = editor.locator("#id_facts-definition-0-plain")
    plain.fill(plain.input_value().replace("uric acid", "urate", 1) + " It can be treated.")
    editor.locator("#id_change_note").fill("Says that it can be treated.")
    editor.locator("[name=_save]").first.click()
    editor.get_by_role("heading", name="Before publishing").wait_for()
    assert violations(editor) == []
    editor.get_by_role("button", name="Send to review").click()

    # with the keyboard alone
    reviewer = sign_in("demo-reviewer")
    reviewer.goto(changes)
    assert "1 fact differs" in reviewer.inner_text("#content")
    assert "(added:  It can be treated.)" in reviewer.locator("ins").last.text_content()
    reviewer.locator("section.change-changed summary", has_text="Comment on").focus()
    reviewer.keyboard.press("Enter")
    reviewer.keyboard.press("Tab")
    reviewer.keyboard.type("Which source says so?")
    reviewer.keyboard.press("Tab")
    reviewer.keyboard.press("Enter")
    reviewer.get_by_text("The comment is kept with the edition.").wait_for()
    assert violations(reviewer) == []

    reviewer.goto(address)
    expect(reviewer.get_by_text("A comment is open")).to_be_visible()
    reviewer.locator("summary", has_text="Approve").click()
    reviewer.get_by_role("button", name="Approve").click()
    expect(reviewer.get_by_text("Open comments: 1")).to_be_visible()

    editor.goto(changes)
    editor.locator("summary", has_text="Reply to").click()
    editor.get_by_label("Reply").fill("The first source of the fact.")
    editor.get_by_role("button", name="Reply").click()
    assert violations(editor) == []

    reviewer.goto(changes)
    reviewer.locator("summary", has_text="Resolve the comment").click()
    reviewer.get_by_label("How it was resolved").fill("Seen there.")
    reviewer.get_by_role("button", name="Resolve").click()
    expect(reviewer.get_by_text("Seen there.")).to_be_visible()
    assert violations(reviewer) == []
    reviewer.goto(address)
    reviewer.locator("summary", has_text="Approve").click()
    reviewer.get_by_role("button", name="Approve").click()

    for width, dark in ((360, False), (1280, True)):
        reader = visit("/conditions/gout-tophi/", width=width, dark=dark)
        reader.get_by_role("link", name="all changes of this page").click()
        expect(reader.get_by_text("Says that it can be treated.")).to_be_visible()
        expect(reader.locator("ins", has_text="It can be treated.")).to_be_visible()
        assert "Which source says so?" not in reader.content()
        assert violations(reader) == []
        reader.get_by_role("button", name="Show the differences").click()
        expect(reader.get_by_text("1 fact differs.")).to_be_visible()
        assert violations(reader) == []
        reader.goto("/conditions/gout-tophi/changes/?from=1&to=9")
        expect(reader.get_by_text("There is no such edition.")).to_be_visible()
        assert violations(reader) == []
        assert reader.evaluate("document.documentElement.scrollWidth") <= width
