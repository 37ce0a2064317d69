"""An editor takes a page out as a spreadsheet, changes a cell and brings it back."""

import openpyxl
import pytest
from playwright.sync_api import expect

from .accessibility import violations


@pytest.mark.parametrize("width", [768, 1280])
def test_a_changed_cell_becomes_a_draft(sign_in, tmp_path, width):
    page = sign_in("demo-editor", width=width)
    page.goto("/admin/conditions/edition/?q=band%20keratopathy")
    page.locator("#result_list tbody th a").first.click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="spreadsheet (XLSX)").click()
    path = tmp_path / taken.value.suggested_filename
    taken.value.save_as(path)
    book = openpyxl.load_workbook(path)
    sheet = book["facts"]
    column = [cell.value for cell in sheet[1]].index("plain") + 1
    sheet.cell(2, column).value = f"Brought back at {width} pixels."
    book.save(path)

    page.get_by_role("link", name="Bring a changed file back").click()
    found = violations(page)
    page.get_by_label("File").set_input_files(path)
    page.get_by_role("button", name="Show what would change").click()
    page.get_by_text("Changed:").first.click()
    found += violations(page)
    expect(page.locator("summary", has_text=f"Brought back at {width} pixels.")).to_be_visible()
    page.get_by_label("What changes and why").fill("A clearer sentence.")
    page.get_by_role("button", name="Import as drafts").click()
    found += violations(page)

    expect(page.get_by_text("Readers see it once")).to_be_visible()
    assert found == []
