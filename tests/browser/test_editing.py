"""Staff carry a change from a draft to the public page, and two of them meet in one draft."""

import pytest
from playwright.sync_api import expect

from .accessibility import violations

CALCIPHYLAXIS = "/conditions/calciphylaxis/"
WORDS = "Doctors do not know exactly why it happens. This sentence was added in a test."
NOTE = "Says more clearly that the cause is not known."


def open_draft(page, condition="Scrotal calcinosis"):
    """Open the newest edition of a condition from the list, beginning a draft if there is none."""
    page.goto("/admin/conditions/condition/")
    page.get_by_role("link", name=condition, exact=True).click()
    page.get_by_role("button", name="Start a new draft").click()
    page.get_by_role("heading", name="What comes next").wait_for()
    return page.url


def unfold(page, topic):
    """Open a section of the form and its first fact."""
    page.locator(f"#facts-{topic}-heading").click()
    page.locator(f"#facts-{topic}-0 summary").click()


def test_change_goes_from_draft_to_public_page(visit, sign_in):
    editor = sign_in("demo-editor")
    address = open_draft(editor, "Calciphylaxis")
    unfold(editor, "cause")
    editor.locator("#id_facts-cause-0-plain").fill(WORDS)
    editor.locator("#id_change_note").fill(NOTE)
    editor.locator("[name=_save]").first.click()
    assert violations(editor) == []
    editor.get_by_role("link", name="See what changes for readers").click()
    assert "1 fact differs" in editor.inner_text("#content")
    assert violations(editor) == []
    assert WORDS not in visit(CALCIPHYLAXIS).content()

    editor.goto(address)
    editor.get_by_role("button", name="Send to review").click()
    expect(editor.get_by_role("button", name="Approve")).not_to_be_visible()

    reviewer = sign_in("demo-reviewer")
    reviewer.goto(address)
    assert violations(reviewer) == []
    reviewer.locator("summary", has_text="Approve").click()
    reviewer.get_by_role("button", name="Approve").click()

    reader = visit(CALCIPHYLAXIS, width=360)
    expect(reader.get_by_text(WORDS)).to_be_visible()
    expect(reader.get_by_text(NOTE)).to_be_visible()
    reader.goto(f"{CALCIPHYLAXIS}editions/1/")
    expect(reader.get_by_text("It has been replaced.")).to_be_visible()
    assert violations(reader) == []


def test_second_editor_is_told_and_loses_nothing(sign_in):
    first = sign_in("demo-editor")
    address = open_draft(first)
    second = sign_in("demo-editor")
    second.goto(address)
    for page, words in ((first, "Words of the first."), (second, "Words of the second.")):
        unfold(page, "definition")
        page.locator("#id_facts-definition-0-plain").fill(words)
        page.locator("#id_change_note").fill("A change in a test.")
    first.locator("[name=_save]").first.click()
    expect(first.get_by_text("Saved.")).to_be_visible()
    second.locator("[name=_save]").first.click()
    expect(second.get_by_role("heading", name="Somebody else saved this draft")).to_be_visible()
    assert "Words of the first." in second.inner_text("#content")
    assert second.locator("#id_facts-definition-0-plain").input_value() == "Words of the second."
    assert violations(second) == []
    second.locator("[name=_save]").first.click()
    expect(second.get_by_text("Saved.")).to_be_visible()
    first.goto(address)
    assert first.locator("#id_facts-definition-0-plain").input_value() == "Words of the second."


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_desk_has_no_axe_violation(sign_in, dark):
    page = sign_in("demo-reviewer", dark=dark)
    found = violations(page)
    for model in ("condition", "edition", "fact", "term", "source", "urgencyrule", "factcheck"):
        page.goto(f"/admin/conditions/{model}/")
        found += violations(page)
    page.goto("/admin/conditions/condition/add/")
    found += violations(page)
    for name in ("reviews", "overdue", "unsupported", "searches"):
        page.goto(f"/admin/desk/{name}/")
        found += violations(page)
    assert found == []


@pytest.mark.parametrize("width", [768, 1280])
def test_reviewer_checks_a_page_fact_by_fact(sign_in, width):
    page = sign_in("demo-reviewer", width=width)
    page.goto("/admin/conditions/condition/")
    page.get_by_role("link", name="Calcinosis cutis", exact=True).click()
    page.get_by_role("link", name="When its facts were checked").click()
    first, second = page.locator("article").nth(0), page.locator("article").nth(1)

    first.get_by_role("button", name="Checked, no change").click()
    assert "by demo-reviewer: confirmed." in first.inner_text()
    second.locator("summary", has_text="Add a note").click()
    second.get_by_label("Note").fill("A newer series gives another figure.")
    assert violations(page) == []
    second.get_by_role("button", name="Needs a change").click()
    assert "needs change. “A newer series" in second.inner_text()
    assert violations(page) == []

    page.goto("/admin/")
    section = page.get_by_role("region", name="Pages with facts that need a change")
    expect(section.get_by_role("link", name="Calcinosis cutis")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
