"""What is brought back, looked at beforehand or traced: restore, recovery, preview, history."""

import pytest
from playwright.sync_api import expect

from .accessibility import violations
from .test_editing import open_draft

CONDITION = "Calcinosis in systemic sclerosis"


def act(page, step):
    """Open a step of the panel and take it."""
    page.locator("summary", has_text=step).click()
    page.get_by_role("button", name=step).click()


@pytest.mark.parametrize("width", [768, 1280])
def test_deleted_draft_is_previewed_and_recovered(sign_in, visit, width):
    page = sign_in("demo-editor", width=width)
    address = open_draft(page, CONDITION)
    found = violations(page)
    page.get_by_role("link", name="Preview").click()
    page.get_by_text("Preview – not published").wait_for()
    found += violations(page)
    page.get_by_role("link", name="clinical", exact=True).click()
    expect(page.locator(".switch [aria-current]")).to_have_text("clinical")
    assert "/preview/" in page.url
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Glossary").first.click()
    assert opened.value.url.endswith("/glossary/")
    page.get_by_role("link", name="Back to the desk").click()

    act(page, "Delete this draft")
    page.get_by_text("It can be recovered until").wait_for()
    found += violations(page)
    page.goto("/admin/conditions/edition/?status__exact=deleted")
    found += violations(page)
    page.get_by_role("link", name=CONDITION).first.click()  # the newest
    act(page, "Recover")
    page.get_by_text("Recovered: it is a draft again.").wait_for()
    assert page.url == address
    act(page, "Delete this draft")  # the next width begins anew
    page.goto("/admin/conditions/reviewevent/")
    found += violations(page)
    assert found == []


@pytest.mark.parametrize("width", [768, 1280])
def test_history_of_a_condition_tells_its_changes(sign_in, width):
    page = sign_in("demo-reviewer", width=width)
    page.goto("/admin/conditions/condition/?q=hyperparathyroidism")
    page.locator("#result_list tbody th a").first.click()
    page.get_by_label("Review interval").fill(str(width // 100))
    page.get_by_label("Why this change").fill("A test of the history.")
    found = violations(page)
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator("#result_list tbody th a").first.click()
    page.get_by_role("link", name="History").click()
    page.get_by_text("“A test of the history.”").first.wait_for()
    assert "Review interval (months)" in page.inner_text("#content")
    assert "as it stood then" in page.inner_text("#content")
    found += violations(page)
    assert found == []
