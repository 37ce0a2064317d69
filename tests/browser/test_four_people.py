"""Four people carry one change to readers, and take it back again by restoring an old edition."""

from playwright.sync_api import expect

from .accessibility import violations
from .test_bringing_back import act
from .test_editing import open_draft, unfold

CONDITION = "Fibrodysplasia ossificans progressiva"
PAGE = "/conditions/fibrodysplasia-ossificans-progressiva/"
FIRST = "Words of the first editor."
SECOND = "Words of the second editor."
QUESTION = "Is this what the source says?"
SENT_BACK = "Please look at the source again."
WITHDRAWN = "The sentence was taken from the wrong source."


def write(page, words):
    """Write the first sentence of the draft anew, without saving it."""
    unfold(page, "definition")
    page.locator("#id_facts-definition-0-plain").fill(words)


def save(page):
    page.locator("[name=_save]").first.click()


def told(page, message):
    page.get_by_text(message, exact=True).wait_for()


def act_with_reason(page, step, reason):
    page.locator("summary", has_text=step).click()
    page.get_by_label("Reason").fill(reason)
    page.get_by_role("button", name=step).click()


def submit(page, address):
    page.goto(address)
    page.get_by_role("button", name="Send to review").click()
    told(page, "Sent to review.")


def approve(page, address):
    page.goto(address)
    act(page, "Approve")
    told(page, "Approved.")


def comment_and_send_back(page, address):
    """Ask about the fact that differs, and send the edition back; return what axe finds."""
    assert page.get_by_role("region", name="Waiting for my review").get_by_text(CONDITION).count()
    page.goto(address.replace("/change/", "/changes/"))
    page.locator("section.change-changed summary", has_text="Comment on").click()
    page.get_by_role("textbox", name="Comment").fill(QUESTION)
    page.get_by_role("button", name="Comment").click()
    told(page, "The comment is kept with the edition.")
    found = violations(page)
    page.goto(address)
    act_with_reason(page, "Send back", SENT_BACK)
    told(page, "Sent back to the editors.")
    return found


def meet_in_one_draft(first, second, address):
    """Both editors change the same sentence; the second one chooses. Return what axe finds."""
    for page in (first, second):
        page.goto(address)
        expect(page.get_by_text(SENT_BACK)).to_be_visible()
    write(second, SECOND)
    write(first, f"{FIRST} Looked up.")
    save(first)
    told(first, "Saved.")
    save(second)
    second.get_by_role("heading", name="You both changed").wait_for()
    choice = second.locator("fieldset.choice").inner_text()
    assert f"{FIRST} Looked up." in choice
    assert SECOND in choice
    found = violations(second)
    second.get_by_role("button", name="Save what the form now says").click()
    told(second, "Saved.")
    return found


def answer_and_resolve(page, address):
    """Answer the reviewer's question and close it; return what axe finds."""
    page.goto(address.replace("/change/", "/changes/"))
    page.locator("summary", has_text="Reply to demo-reviewer").click()
    page.get_by_role("textbox", name="Reply").fill("Yes, in its abstract.")
    page.get_by_role("button", name="Reply").click()
    page.locator("summary", has_text="Resolve the comment of demo-reviewer").click()
    page.get_by_label("How it was resolved").fill("Written anew from the abstract.")
    page.get_by_role("button", name="Resolve").click()
    told(page, "The comment is resolved.")
    return violations(page)


def restore_first_edition(page):
    """Begin a draft with the words of edition 1; return its address."""
    page.goto("/admin/conditions/condition/")
    page.get_by_role("link", name=CONDITION, exact=True).click()
    page.get_by_role("link", name="Edition 1").click()
    act(page, "Restore this edition")
    page.get_by_text("A new draft with the content of edition 1.").wait_for()
    return page.url


# Readers' pages are opened in a window of their own each time: a browser keeps them for a minute.
def test_four_people_carry_a_change_to_readers_and_take_it_back(visit, sign_in):
    old_words = visit(PAGE).locator(".lead").inner_text()

    editor = sign_in("demo-editor")
    address = open_draft(editor, CONDITION)
    write(editor, FIRST)
    editor.locator("#id_change_note").fill("Says it more simply.")
    save(editor)
    found = violations(editor)
    submit(editor, address)

    reviewer = sign_in("demo-reviewer")
    found += comment_and_send_back(reviewer, address)

    second = sign_in("demo-second-editor", width=768)
    found += meet_in_one_draft(editor, second, address)
    found += answer_and_resolve(second, address)
    submit(second, address)

    approve(reviewer, address)
    found += violations(reviewer)
    reader = visit(PAGE)
    assert SECOND in reader.locator(".lead").inner_text()
    reader.get_by_role("link", name="all changes of this page").click()
    expect(reader.locator("ins", has_text="second editor").first).to_be_visible()
    expect(reader.get_by_text("Says it more simply.")).to_be_visible()
    assert QUESTION not in reader.content()
    found += violations(reader)

    # The publisher may neither edit nor approve.
    publisher = sign_in("demo-publisher")
    publisher.goto(address)
    expect(publisher.get_by_role("button", name="Start a new draft")).to_have_count(0)
    act_with_reason(publisher, "Withdraw", WITHDRAWN)
    told(publisher, "Withdrawn: readers see the reason.")
    found += violations(publisher)
    reader = visit(PAGE)
    expect(reader.get_by_text(WITHDRAWN)).to_be_visible()
    assert SECOND not in reader.content()
    found += violations(reader)

    restored = restore_first_edition(editor)
    found += violations(editor)
    submit(editor, restored)
    approve(reviewer, restored)
    reader = visit(PAGE)
    assert reader.locator(".lead").inner_text() == old_words
    found += violations(reader)

    assert found == []
