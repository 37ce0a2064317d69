"""A reader says what is unclear, and an editor deals with it."""

from playwright.sync_api import expect

from .accessibility import violations

CALCIPHYLAXIS = "/conditions/calciphylaxis/"


def test_reader_sends_a_remark_on_a_statement(visit, scripts):
    page = visit(CALCIPHYLAXIS, width=360, scripts=scripts)
    fact = page.locator(".fact").first
    wording = fact.locator("p").first.inner_text()
    fact.get_by_text("How we know").click()
    fact.get_by_role("link", name="wrong or unclear?").click()
    expect(page.get_by_text(wording)).to_be_visible()
    expect(page.get_by_text("This form is not read at once")).to_be_visible()
    page.get_by_label("What is wrong or unclear?").fill("What is a crust?\nAnd an eschar?")
    page.get_by_role("button", name="Send the remark").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert page.context.cookies() == []


def test_editor_closes_a_remark_of_a_reader(visit, sign_in):
    reader = visit("/glossary/")
    reader.get_by_role("link", name="Is something wrong or unclear?").click()
    reader.get_by_label("What is wrong or unclear?").fill(" ")
    reader.get_by_role("button", name="Send the remark").click()
    found = violations(reader)
    expect(reader.get_by_role("alert")).to_be_visible()
    reader.get_by_label("What is wrong or unclear?").fill("A glossary by topic would help me.")
    reader.get_by_role("button", name="Send the remark").click()

    editor = sign_in("demo-editor")
    editor.goto("/admin/conditions/feedback/?status__exact=open")
    found += violations(editor)
    editor.get_by_role("link", name="A glossary by topic").click()
    found += violations(editor)
    editor.get_by_label("closed without a change").check()
    editor.get_by_label("What was done").fill("The letters are what most readers look for.")
    editor.get_by_role("button", name="Record it").click()
    assert "closed without a change, by demo-editor" in editor.inner_text("#content")
    assert found + violations(editor) == []
