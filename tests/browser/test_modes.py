"""What a visitor can rely on beyond one answer: every passage, one question to every document, the library of a day."""

from __future__ import annotations

import csv
import io
import os
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

if os.environ.get("CI") != "true":  # there a missing browser is an error, not a reason
    pytest.importorskip("playwright")

from playwright.sync_api import expect

from qa.web.listing import PER_PAGE
from tests.browser.conftest import PATIENCE
from tests.browser.test_page import QUESTION, answered, ask, drop, marked, no_sideways, remove, write

#: A word that only these tests' own document has, in more paragraphs than one part of a list shows.
MANY = "Notes\n\nAll about quaggas\n\nZoology\nFootnote test desk\n12 August 1883\n\n" + "\n\n".join(
    f"Note {n} on the quagga says that its stripes faded from the head to the tail." for n in range(1, PER_PAGE + 4)
)

#: CSS pixels that a target is high at least: WCAG 2.2, 2.5.8.
SMALLEST = 24

expect.set_options(timeout=PATIENCE)


def said(page):
    """What the address says."""
    return parse_qs(urlsplit(page.url).query)


def field(page):
    return page.get_by_role("textbox", name="Question")


def switch(page, mode):
    """Press a mode."""
    page.get_by_role("radiogroup", name="What to show").get_by_label(mode, exact=True).check()


def opened(page, server, mode="All passages"):
    """The page in a mode, as an address opens it."""
    page.goto(f"{server}/?mode={'find' if mode == 'All passages' else 'compare'}")
    expect(page.get_by_label(mode, exact=True)).to_be_checked()


def find(page, terms, server=None):
    """Type terms and wait for the list."""
    if server:
        opened(page, server)
    field(page).fill(terms)
    page.keyboard.press("Enter")
    return answered(page, terms)


def table_of(page, link):
    """The rows of the file that a link gives to keep."""
    with page.expect_download() as coming:
        page.get_by_role("link", name=link).click()
    text = Path(coming.value.path()).read_text("utf-8-sig")
    return coming.value.suggested_filename, list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def quaggas(page, server, tmp_path):
    """A document whose paragraphs need two parts of a list."""
    path = write(tmp_path, "quaggas.txt", MANY)
    page.goto(server)
    assert drop(page, path)[path.name][0] == "added"
    page.get_by_role("tab", name="Ask").click()
    switch(page, "All passages")
    expect(page.get_by_role("button", name="Find")).to_be_visible()
    yield path
    remove(page, path)


# ---------------------------------------------------------------- all passages


def test_all_passages_are_listed_with_their_words_marked_and_open_in_the_reader(page, server):
    shown = find(page, "gas", server)
    hits = shown.locator(".qa-hit")
    assert hits.count() > 2
    assert all("gas" in one.casefold() for one in hits.locator("mark").all_inner_texts())
    assert hits.filter(has=page.locator("mark")).count() == hits.count()
    expect(shown).to_contain_text("There are no more.")

    chip = hits.nth(1).locator(".qa-chip")
    number = re.search(r"paragraph (\d+)", chip.get_attribute("aria-label")).group(1)
    chip.click()
    assert "gas" in marked(page).casefold()
    expect(page.locator(".qa-reader .qa-p.is-cited")).to_have_attribute("data-p", number)
    expect(page.locator(".qa-rd-step output")).to_have_text(f"Passage 2 of {hits.count()}")


def test_the_terms_are_in_the_address_which_shows_the_same_in_a_new_window(page, server, window):
    shown = find(page, "storage -Germany", server)
    assert said(page) == {"mode": ["find"], "q": ["storage -Germany"]}
    passages = shown.locator(".qa-hit blockquote").all_inner_texts()
    other = window.new_page()
    other.goto(page.url)
    expect(answered(other, "storage -Germany").locator(".qa-hit blockquote")).to_have_text(passages)
    expect(other.get_by_label("All passages", exact=True)).to_be_checked()
    expect(field(other)).to_have_value("storage -Germany")
    other.reload()
    expect(answered(other, "storage -Germany").locator(".qa-hit blockquote")).to_have_text(passages)


def test_a_long_list_is_parted_and_only_its_end_says_that_there_are_no_more(page, server, quaggas):
    shown = find(page, "quagga")
    expect(shown.locator(".qa-hit")).to_have_count(PER_PAGE)
    expect(shown).to_contain_text(f"{PER_PAGE + 3} paragraphs in 1 of")
    expect(shown).not_to_contain_text("There are no more.")
    page.get_by_role("link", name="Next").click()
    expect(shown.locator(".qa-hit")).to_have_count(3)
    expect(shown).to_contain_text("There are no more.")
    expect(shown.locator(".qa-hit .qa-chip").first).to_have_text(str(PER_PAGE + 1))
    expect(shown.get_by_role("heading", name="quagga")).to_be_focused()  # the new part is read from its head
    assert said(page) == {"mode": ["find"], "q": ["quagga"], "part": ["2"]}
    page.go_back()
    expect(shown.locator(".qa-hit")).to_have_count(PER_PAGE)
    assert said(page) == {"mode": ["find"], "q": ["quagga"]}


def test_the_table_has_every_passage_not_only_those_that_are_shown(page, server, quaggas):
    find(page, "quagga")
    name, rows = table_of(page, "All as CSV")
    assert name == "passages.csv"
    assert [row["paragraph"] for row in rows] == [str(n) for n in range(1, PER_PAGE + 4)]
    assert {row["title"] for row in rows} == {"All about quaggas"}
    assert all("quagga" in row["text"] for row in rows)


def test_counts_by_year_and_by_document_lead_to_these_passages_alone(page, server, quaggas):
    shown = find(page, "quagga OR storage")
    years = page.get_by_role("region", name="By year")
    total = sum(int(one.replace(",", "")) for one in years.locator(".qa-bar-c").all_inner_texts())
    expect(shown).to_contain_text(f"{total} paragraphs in")
    years.get_by_role("link", name=re.compile("^1883: ")).click()
    expect(shown).to_contain_text(f"{PER_PAGE + 3} paragraphs in 1 of 1 document")
    assert said(page) == {
        "mode": ["find"], "q": ["quagga OR storage"], "since": ["1883-01-01"], "until": ["1883-12-31"],
    }  # fmt: skip
    page.go_back()
    expect(shown).to_contain_text(f"{total} paragraphs in")
    page.get_by_role("region", name="By document").get_by_role("link", name=re.compile("^All about quaggas")).click()
    expect(shown).to_contain_text(f"{PER_PAGE + 3} paragraphs in 1 of 1 document")
    assert list(said(page)) == ["mode", "q", "doc"]


def test_what_can_be_looked_for_is_explained_before_anything_is_and_where_it_cannot_be_read(page, server):
    opened(page, server)
    expect(page.get_by_role("heading", name="What can be looked for")).to_be_visible()
    field(page).fill("(storage")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("These terms cannot be read.")
    field(page).fill("zeppelin")
    page.keyboard.press("Enter")
    expect(answered(page, "zeppelin")).to_contain_text("No passage")
    expect(page.get_by_role("link", name="All as CSV")).to_have_count(0)


# ---------------------------------------------------------------- between the modes


def test_another_mode_takes_the_question_along_and_back_returns_to_the_answer(page, server):
    ask(page, QUESTION, server)
    switch(page, "Compare")
    shown = answered(page, QUESTION)
    expect(shown.get_by_role("table")).to_be_visible()
    expect(page.get_by_role("button", name="Compare", exact=True)).to_be_visible()
    assert said(page) == {"mode": ["compare"], "q": [QUESTION]}
    page.go_back()
    expect(answered(page, QUESTION).locator(".qa-prose")).to_be_visible()
    expect(page.get_by_label("Answer", exact=True)).to_be_checked()
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_visible()
    assert said(page) == {"q": [QUESTION]}
    page.go_forward()
    expect(answered(page, QUESTION).get_by_role("table")).to_be_visible()
    expect(page.get_by_label("Compare", exact=True)).to_be_checked()


def test_the_modes_are_one_group_of_radio_buttons_for_the_keyboard(page, server):
    page.goto(server)
    group = page.get_by_role("radiogroup", name="What to show")
    expect(group.get_by_role("radio")).to_have_count(4)
    group.get_by_label("Answer", exact=True).focus()
    page.keyboard.press("ArrowRight")
    expect(group.get_by_label("All passages", exact=True)).to_be_checked()
    expect(page.get_by_role("button", name="Find")).to_be_visible()


# ---------------------------------------------------------------- compare


def test_a_comparison_has_a_row_for_every_document_and_its_quotation_opens(page, server):
    opened(page, server, "Compare")
    field(page).fill(QUESTION)
    page.keyboard.press("Enter")
    shown = answered(page, QUESTION)
    rows = shown.get_by_role("table").locator("tbody tr")
    expect(rows).to_have_count(3)
    canal = rows.filter(has_text="Suez")
    expect(canal.locator(".qa-chip")).to_have_count(1)
    expect(rows.filter(has_text="nothing found").first).to_be_visible()
    dates = [one or "9999" for one in rows.evaluate_all("rs => rs.map(r => r.querySelector('time')?.dateTime)")]
    assert dates == sorted(dates)
    canal.locator(".qa-chip").click()
    assert marked(page) in canal.locator(".qa-s").inner_text()


def test_documents_that_say_nothing_can_be_left_out_of_sight(page, server):
    page.goto(f"{server}/?mode=compare&q={QUESTION}")
    rows = answered(page, QUESTION).locator("tbody tr")
    page.get_by_role("checkbox", name="Only those that answer").check()
    expect(rows.filter(has_text="nothing found").first).to_be_hidden()
    assert rows.filter(visible=True).count() == rows.filter(has=page.locator(".qa-chip")).count() > 0
    page.get_by_role("checkbox", name="Only those that answer").uncheck()
    expect(rows.filter(visible=True)).to_have_count(3)


def test_the_table_of_a_comparison_has_its_rows_in_their_order(page, server):
    page.goto(f"{server}/?mode=compare&q={QUESTION}")
    titles = answered(page, QUESTION).locator("tbody th a").all_inner_texts()
    name, rows = table_of(page, "Table as CSV")
    assert name == "comparison.csv"
    assert [row["title"] for row in rows] == titles
    assert {row["state"] for row in rows} == {"answers", "nothing_found"}


# ---------------------------------------------------------------- as of


def test_the_library_as_of_a_day_does_not_know_what_was_written_later(page, server, quaggas):
    switch(page, "Answer")
    page.locator(".qa-filters summary").click()
    page.get_by_label("As of", exact=True).fill("1883-08-12")
    shown = ask(page, QUESTION)
    expect(shown).to_contain_text("Not found")
    expect(shown).to_contain_text("As of")
    assert said(page) == {"q": [QUESTION], "asof": ["1883-08-12"]}
    page.reload()
    expect(page.get_by_label("As of", exact=True)).to_have_value("1883-08-12")
    switch(page, "All passages")
    field(page).fill("quagga OR storage")
    page.keyboard.press("Enter")
    expect(answered(page, "quagga OR storage")).to_contain_text(f"{PER_PAGE + 3} paragraphs in 1 of 1 document")
    page.locator(".qa-filters summary").click()
    page.get_by_label("As of", exact=True).fill("1883-08-11")
    page.get_by_role("button", name="Find").click()
    expect(page.locator("#qa-view")).to_contain_text("0 paragraphs")


# ---------------------------------------------------------------- a narrow window


@pytest.mark.parametrize(
    "address",
    ["?mode=find", "?mode=find&q=storage", "?mode=find&q=zeppelin&asof=2024-01-01", f"?mode=compare&q={QUESTION}"],
)
def test_nothing_scrolls_sideways_on_a_phone(phone, server, address):
    phone.goto(f"{server}/{address}")
    expect(phone.locator("#qa-view [data-state]:not([data-state=pending])")).to_be_visible()
    assert no_sideways(phone)
    targets = phone.locator("#qa-view :is(a, button).qa-btn, #qa-mode label").filter(visible=True)
    assert [one.inner_text() for one in targets.all() if one.bounding_box()["height"] < SMALLEST] == []
