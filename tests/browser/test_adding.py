"""Files come in: singly, by folders, by a folder that is followed; they can be cancelled and tried again."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

FERRIES = "Ferries of the Tagus\n\nA ferry crosses the Tagus every ten minutes.\n\nIt takes a quarter of an hour."
TRAMS = "Trams of Lisbon\n\nLisbon has had trams since 1873.\n\nThey climb steep hills."


@pytest.fixture
def library(page, server):
    """The Library tab."""
    page.goto(server)
    page.get_by_role("tab", name="Library").click()
    expect(page.locator("#qa-up")).to_be_visible()
    return page


@pytest.fixture
def reports(tmp_path):
    folder = tmp_path / "lisbon"
    (folder / "old").mkdir(parents=True)
    (folder / "ferries.txt").write_text(FERRIES)
    (folder / "old" / "trams.txt").write_text(TRAMS)
    (folder / ".hidden.txt").write_text("Hidden.")
    return folder


def job(page, name):
    return page.locator(".qa-job", has=page.locator(".qa-job-n", has_text=name))


def clear(page):
    """Remove what the test has added."""
    page.locator("#qa-lib-words").fill("lisbon")
    rows = page.locator(".qa-lib-table tbody tr[data-id]")
    expect(page.locator(".qa-lib-table, .qa-nohit").first).to_be_visible()
    page.wait_for_timeout(400)
    while rows.count():
        count = rows.count()
        rows.first.locator("[data-op=remove]").click()
        expect(rows).to_have_count(count - 1)
    page.locator("#qa-lib-words").fill("")


def test_a_folder_is_added_with_all_that_is_in_it_and_each_file_has_its_row(library, reports):
    page = library
    page.set_input_files("#qa-up-folder", str(reports))
    for name in ("lisbon/ferries.txt", "lisbon/old/trams.txt"):
        expect(job(page, name)).to_have_class("qa-job is-added")
    expect(page.locator(".qa-jobs-sum")).to_have_text("2 of 2 files done")
    expect(page.locator(".qa-lib-table")).to_contain_text("Trams of Lisbon")
    assert page.get_by_text("hidden.txt").count() == 0
    page.get_by_role("button", name="Clear the list").click()
    expect(page.locator(".qa-jobs")).to_have_count(0)
    clear(page)


def test_files_are_dropped_on_the_page(library):
    page = library
    page.evaluate(
        """(text) => {
          const data = new DataTransfer();
          data.items.add(new File([text], 'trams of lisbon.txt', { type: 'text/plain' }));
          const zone = document.querySelector('#qa-up');
          for (const name of ['dragenter', 'dragover', 'drop']) {
            zone.dispatchEvent(new DragEvent(name, { dataTransfer: data, bubbles: true, cancelable: true }));
          }
        }""",
        TRAMS,
    )
    expect(job(page, "trams of lisbon.txt")).to_have_class("qa-job is-added")
    clear(page)


def test_a_file_is_cancelled_and_nothing_of_it_is_added(library, tmp_path):
    page = library
    paragraphs = "\n\n".join(f"The square of {n} is {n * n}, as everybody in Lisbon knows." for n in range(6000))
    (tmp_path / "squares of lisbon.txt").write_text(f"Squares\n\n{paragraphs}")
    page.set_input_files("#qa-up-files", str(tmp_path / "squares of lisbon.txt"))
    row = job(page, "squares of lisbon.txt")
    expect(row.locator("progress")).to_be_visible()
    expect(row.locator(".qa-job-m")).to_contain_text("Embedding passage")
    row.get_by_role("button", name="Cancel squares of lisbon.txt").click()
    expect(row).to_have_class("qa-job is-cancelled")
    expect(row).to_contain_text("nothing of it was added")
    assert page.locator(".qa-lib-table", has_text="Squares").count() == 0


def test_a_file_that_failed_is_tried_again(library, tmp_path):
    page = library
    (tmp_path / "empty.txt").write_text("")
    page.set_input_files("#qa-up-files", str(tmp_path / "empty.txt"))
    row = job(page, "empty.txt")
    expect(row).to_have_class("qa-job is-failed")
    expect(row).to_contain_text("The file is empty")
    row.get_by_role("button", name="Retry empty.txt").click()
    expect(row).to_have_class("qa-job is-failed")
    expect(page.locator(".qa-fails li")).to_have_count(1)
    page.locator(".qa-fails").get_by_role("button", name="Dismiss").click()
    expect(page.locator(".qa-fails")).to_have_count(0)


def test_a_folder_is_previewed_followed_and_watched(library, reports):
    page = library
    page.get_by_text("Follow a folder").click()
    page.get_by_label("Folder on this computer").fill(str(reports))
    page.get_by_role("button", name="Preview").first.click()
    preview = page.get_by_role("region", name="Preview")
    expect(preview).to_contain_text("2 new")
    preview.get_by_role("button", name="Make these 2 changes").click()
    expect(page.locator(".qa-lib-table")).to_contain_text("Trams of Lisbon")
    line = page.locator("[data-folder]", has_text=str(reports)).last
    line.get_by_label("Watch").check()
    (reports / "bridge.txt").write_text("The bridge of Lisbon\n\nA bridge was opened in 1966.")
    (reports / "ferries.txt").unlink()
    expect(page.locator(".qa-lib-table")).to_contain_text("The bridge of Lisbon", timeout=30_000)
    expect(page.locator(".qa-lib-table")).not_to_contain_text("Ferries of the Tagus")
    page.reload()
    page.get_by_role("tab", name="Library").click()
    page.get_by_text("Follow a folder").click()
    line = page.locator("[data-folder]", has_text=str(reports)).last
    expect(line.get_by_label("Watch")).to_be_checked()
    line.get_by_role("button", name="Follow").click()
    expect(page.locator(".qa-folder-list")).to_have_count(0)
    clear(page)


def test_a_path_that_is_no_folder_is_said(library):
    page = library
    page.get_by_text("Follow a folder").click()
    page.get_by_label("Folder on this computer").fill("/no/such/folder")
    page.get_by_label("Folder on this computer").press("Enter")
    expect(page.locator(".qa-preview [role=alert]")).to_contain_text("is not there")
