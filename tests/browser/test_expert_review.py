"""An expert without an account is asked about a change, comments on it and answers."""

from playwright.sync_api import expect

from .accessibility import violations

CONDITION = "Nephrocalcinosis"
WORDS = "This sentence was added in a test of the review by experts."


def test_expert_reviews_by_link(visit, sign_in):
    editor = sign_in("demo-editor")
    editor.goto("/admin/conditions/condition/")
    editor.get_by_role("link", name=CONDITION, exact=True).click()
    editor.get_by_role("button", name="Start a new draft").click()
    editor.get_by_role("heading", name="What comes next").wait_for()
    address = editor.url
    editor.locator("#facts-definition-heading").click()
    editor.locator("#facts-definition-0 summary").click()
    editor.locator("#id_facts-definition-0-plain").fill(WORDS)
    editor.locator("#id_change_note").fill("Says it in other words.")
    editor.locator("[name=_save]").first.click()
    editor.get_by_role("button", name="Send to review").click()

    reviewer = sign_in("demo-reviewer")
    reviewer.goto(address)
    reviewer.locator("summary", has_text="Invite an expert").click()
    reviewer.get_by_label("Name").fill("Dr Eva Roe")
    reviewer.get_by_label("Role").fill("consultant dermatologist")
    found = violations(reviewer)
    reviewer.get_by_role("button", name="Make the link").click()
    found += violations(reviewer)
    link = reviewer.get_by_role("textbox", name="Link").input_value()

    expert = visit(link, width=360)
    expect(expert.locator("ins", has_text=WORDS)).to_be_visible()
    found += violations(expert)
    expert.locator("summary", has_text="Comment on").first.click()
    expert.get_by_label("Comment").first.fill("Which joints?")
    expert.get_by_role("button", name="Send the comment").first.click()
    expect(expert.locator("blockquote", has_text="Which joints?")).to_be_visible()
    expert.get_by_label("I do not approve this edition").check()
    expert.get_by_role("button", name="Send the answer").click()
    expect(expert.get_by_role("alert").get_by_text("Please say why")).to_be_visible()
    found += violations(expert)
    assert expert.get_by_label("Your name").input_value() == "Dr Eva Roe"
    expert.get_by_label("I approve this edition").check()
    expert.get_by_role("button", name="Send the answer").click()
    expect(expert.get_by_text("Your answer is recorded")).to_be_visible()
    found += violations(expert)
    expert.goto(link)
    expect(expert.get_by_role("heading", name="This link opens nothing")).to_be_visible()
    found += violations(expert)
    assert expert.context.cookies() == []
    assert expert.evaluate("document.documentElement.scrollWidth") <= 360

    reviewer.goto(address)
    panel = reviewer.get_by_role("region", name="Outside experts").inner_text()
    assert "“I approve this edition”, answered Dr Eva Roe, consultant dermatologist" in panel
    assert "Which joints?" in reviewer.inner_text("#content")
    assert found + violations(reviewer) == []
