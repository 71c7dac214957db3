"""The table of documents: found, corrected, replaced, removed and brought back; and the picture above it."""

from __future__ import annotations

import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import serving, visiting

SERIES = ("Energy notes", "Rail notes")


@pytest.fixture(scope="module")
def shelf(browser, tmp_path_factory):
    """A server over sixty short documents."""
    folder = tmp_path_factory.mktemp("shelf")
    (folder / "reports").mkdir()
    for n in range(60):
        head = f"title: Report number {n:02}\nseries: {SERIES[n % 2]}\ndate: {2010 + n % 8}-05-{1 + n % 28:02}"
        text = f"---\n{head}\n---\n\nThe station number {n} was opened."
        (folder / "reports" / f"report-{n:02}.md").write_text(text)
    command = [sys.executable, "-m", "qa", "add", "--library", folder / "library", folder / "reports"]
    subprocess.run(command, check=True, capture_output=True)
    with serving(folder / "library", folder / "server.log") as url:
        yield url


@pytest.fixture
def table(browser, shelf):
    with visiting(browser, shelf, viewport={"width": 1440, "height": 900}) as context:
        page = context.new_page()
        page.goto(shelf)
        page.get_by_role("tab", name="Library").click()
        expect(page.locator(".qa-lib-table")).to_be_visible()
        yield page


def titles(page):
    return page.locator(".qa-lib-table tbody th a.qa-open").all_inner_texts()


def first(page, title):
    expect(page.locator(".qa-lib-table tbody th a.qa-open").first).to_have_text(title)


def test_the_table_is_paged_sorted_and_searched_and_focus_stays(table):
    page = table
    assert len(titles(page)) == 50
    page.get_by_role("button", name="Next").click()
    expect(page.locator(".qa-pages")).to_contain_text("51–60 of 60")
    page.get_by_role("button", name="Title", exact=True).click()
    first(page, "Report number 00")
    header = page.get_by_role("columnheader", name="Title")
    expect(header).to_have_attribute("aria-sort", "ascending")
    expect(header.get_by_role("button")).to_be_focused()
    page.keyboard.press("Enter")
    first(page, "Report number 59")
    expect(header).to_have_attribute("aria-sort", "descending")
    search = page.locator("#qa-lib-words")
    search.press_sequentially("number 1")
    expect(page.locator(".qa-pages")).to_contain_text("of 15")
    expect(search).to_be_focused()
    page.get_by_role("button", name="Show all").click()
    expect(page.locator(".qa-pages")).to_contain_text("of 60")


def test_a_row_is_corrected_in_place_and_several_together(table):
    page = table
    page.locator("#qa-lib-words").fill("number 07")
    expect(page.locator(".qa-pages")).to_contain_text("1–1 of 1")
    page.get_by_role("button", name="Edit what is known of Report number 07").click()
    form = page.locator(".qa-edit form")
    form.get_by_label("Authors").fill("Anna Example; Bo Example")
    form.get_by_role("button", name="Save").click()
    row = page.locator(".qa-lib-table tbody tr[data-id]").first
    expect(row).to_contain_text("Anna Example, Bo Example")
    expect(row).to_contain_text("Corrected by you: Authors")
    expect(row.locator("[data-op=edit]")).to_be_focused()

    page.locator("#qa-lib-words").fill("number 2")
    expect(page.locator(".qa-pages")).to_contain_text("of 15")
    page.get_by_label("Choose all on this page").check()
    expect(page.locator(".qa-together-n")).to_have_text("15 chosen")
    page.locator(".qa-together [name=field]").select_option("series")
    page.locator(".qa-together [name=value]").fill("Twenties")
    page.get_by_role("button", name="Set", exact=True).click()
    page.get_by_role("button", name="Show all").click()
    page.locator("[data-by=series]").select_option("Twenties")
    expect(page.locator(".qa-pages")).to_contain_text("of 15")


def test_a_removal_is_at_once_and_can_be_undone(table):
    page = table
    page.locator("#qa-lib-words").fill("number 33")
    expect(page.locator(".qa-pages")).to_contain_text("1–1 of 1")
    page.get_by_role("button", name="Remove Report number 33").click()
    expect(page.locator(".qa-nohit")).to_be_visible()
    undo = page.locator(".qa-undo")
    expect(undo).to_contain_text("1 document removed.")
    undo.get_by_role("button", name="Undo").click()
    expect(page.locator(".qa-lib-table")).to_contain_text("Report number 33")


def test_a_document_is_replaced_by_another_file(table, tmp_path):
    page = table
    (tmp_path / "altogether-new.txt").write_text("Report number 44, revised\n\nThe station has been closed since.")
    page.locator("#qa-lib-words").fill("number 44")
    expect(page.locator(".qa-pages")).to_contain_text("1–1 of 1")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Replace Report number 44 with another file").click()
    chooser.value.set_files(str(tmp_path / "altogether-new.txt"))
    expect(page.locator(".qa-lib-table")).to_contain_text("Report number 44, revised")
    assert len(titles(page)) == 1


def test_the_picture_leads_to_the_documents_that_it_counts(table):
    page = table
    page.get_by_role("button", name="Picture").click()
    page.get_by_role("button", name="2012: 8 documents, show them").click()
    expect(page.locator(".qa-pages")).to_contain_text("of 8")
    page.get_by_role("button", name="Author", exact=True).first.click()
    expect(page.locator(".qa-overview")).to_be_visible()
    page.get_by_role("button", name="About this library").click()
    expect(page.locator(".qa-about")).to_contain_text("all-MiniLM-L6-v2")


def test_a_row_opens_the_reader_and_is_asked_alone(table):
    page = table
    page.locator("#qa-lib-words").fill("number 05")
    expect(page.locator(".qa-pages")).to_contain_text("1–1 of 1")
    page.get_by_role("link", name="Report number 05").click()
    expect(page.locator(".qa-doc h1")).to_have_text("Report number 05")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Ask Report number 05 alone").click()
    expect(page.get_by_role("tab", name="Ask")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#qa-filters")).to_contain_text("Report number 05")
