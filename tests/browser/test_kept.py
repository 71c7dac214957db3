"""What a visitor keeps: answers with a permanent address, dossiers, files for an editor; and a draft is checked."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

if os.environ.get("CI") != "true":  # there a missing browser is an error, not a reason
    pytest.importorskip("playwright")

from playwright.sync_api import expect

from tests.browser.conftest import PATIENCE
from tests.browser.test_page import AA, CONTRAST, answered, ask, drop, marked, no_sideways, remove, write

expect.set_options(timeout=PATIENCE)

#: A document that only these tests have.
TRAMS = """Notes

Trams on Vinegar Street

Transport
Footnote test desk
12 May 2024

The tram of Vinegar Street runs every nine minutes. It was built in 1904.

The tram is paid for by the city. Its passengers pay the rest.
"""
QUESTION = "How often does the tram of Vinegar Street run?"
SENTENCE = "The tram of Vinegar Street runs every nine minutes."


@pytest.fixture
def trams(page, server, tmp_path):
    path = write(tmp_path, "trams.txt", TRAMS)
    page.goto(server)
    assert drop(page, path)[path.name][0] == "added"
    page.get_by_role("tab", name="Ask").click()
    yield path
    page.goto(server)
    remove(page, path)


def stored(page):
    """The address of the stored answer, as the page copies it."""
    page.get_by_role("button", name="Copy link").click()
    return page.evaluate("navigator.clipboard.readText()")


def dossier(page):
    page.get_by_role("tab", name="Dossiers").click()
    return page.locator(".qa-dossier")


def quotes(page):
    return page.locator(".qa-pins blockquote").all_inner_texts()


def test_an_answer_keeps_its_address_and_says_what_became_of_its_quotations(page, server, trams, tmp_path):
    ask(page, QUESTION, server)
    link = stored(page)
    assert re.search(r"/\?a=[0-9a-f]{16}$", link)
    page.goto(link)
    answered(page, QUESTION)
    expect(page.locator(".qa-stored")).to_contain_text("in the library as quoted")
    write(tmp_path, "trams.txt", TRAMS.replace("every nine minutes", "every twelve minutes"))
    drop(page, trams)
    page.goto(link)
    answered(page, QUESTION)
    expect(page.locator(".qa-prose")).to_contain_text(SENTENCE)  # as it was given
    expect(page.locator(".qa-side .qa-diff")).to_contain_text("twelve")
    page.get_by_role("link", name="Ask again").click()
    expect(page.locator(".qa-stored h3")).to_have_text("The answer is different today.")
    expect(page.locator(".qa-prose")).to_contain_text("every twelve minutes")
    expect(page.locator(".qa-gone").first).to_contain_text("nine minutes")
    page.go_back()
    expect(page.locator(".qa-stored")).to_contain_text("Stored answer.")


def test_answers_are_listed_found_and_forgotten(page, server, trams):
    question = "What was built on Vinegar Street in 1904?"
    ask(page, question, server)
    ask(page, "Who pays for the tram?")
    page.get_by_role("tab", name="Answers").click()
    pane = page.locator("#qa-answers")
    expect(pane.get_by_role("link", name=question)).to_be_visible()
    search = pane.get_by_role("searchbox")
    search.fill("1904")
    search.press("Enter")
    expect(pane.get_by_role("link", name="Who pays for the tram?")).to_have_count(0)
    pane.get_by_role("button", name=f"Forget this answer: {question}").click()
    expect(pane).to_contain_text("No question has these words.")


def test_a_listed_answer_opens_in_the_ask_tab(page, server, trams):
    ask(page, QUESTION, server)
    page.get_by_role("tab", name="Answers").click()
    page.locator("#qa-answers").get_by_role("link", name=QUESTION).first.click()
    answered(page, QUESTION)
    expect(page.locator(".qa-stored")).to_be_visible()
    assert "a=" in page.url


def test_quotations_of_several_answers_are_pinned_ordered_annotated_and_exported_once(page, server, trams, tmp_path):
    ask(page, QUESTION, server)
    page.locator(".qa-side [data-pin]").first.click()
    expect(page.locator(".qa-side [data-pin]").first).to_have_text("Pinned")
    ask(page, "When was the tram of Vinegar Street built?")
    page.locator(".qa-side [data-pin]").first.click()
    expect(page.locator(".qa-side [data-pin]").first).to_have_text("Pinned")
    held = dossier(page)
    expect(held.locator(".qa-card")).to_have_count(2)
    first, second = quotes(page)
    held.get_by_role("button", name="Move down").first.click()
    expect(held.locator("blockquote").first).to_have_text(second)
    note = held.get_by_role("textbox", name="Note").first
    note.fill("For the lead.")
    note.blur()
    page.reload()  # it is kept in the library, not in the browser
    held = dossier(page)
    expect(held.locator("blockquote").first).to_have_text(second)
    expect(held.get_by_role("textbox", name="Note").first).to_have_value("For the lead.")
    held.get_by_text("Export", exact=True).click()
    held.get_by_label("Style").select_option("APA")
    with page.expect_download() as coming:
        held.get_by_role("link", name="Markdown").click()
    text = Path(coming.value.path()).read_text("utf-8")
    assert text.index(second.replace(".", "")[:20]) < text.index(first.replace(".", "")[:20])
    assert "For the lead" in text
    assert "**References**" in text
    held.get_by_role("button", name="Remove").click()
    held.get_by_role("button", name="Remove for good?").click()
    expect(page.locator("#qa-dossiers")).to_contain_text("There is no dossier yet.")


def test_a_quotation_is_dragged_to_its_place_and_escape_puts_it_back(page, server, trams):
    for question in (QUESTION, "When was the tram of Vinegar Street built?"):
        ask(page, question, server)
        page.locator(".qa-side [data-pin]").first.click()
        expect(page.locator(".qa-side [data-pin]").first).to_have_text("Pinned")
    held = dossier(page)
    expect(held.locator(".qa-card")).to_have_count(2)
    first, second = quotes(page)
    lift(page, held.locator(".qa-card").first, held.locator(".qa-card").last)
    page.keyboard.press("Escape")
    page.mouse.up()
    assert quotes(page) == [first, second]
    lift(page, held.locator(".qa-card").first, held.locator(".qa-card").last)
    page.mouse.up()
    expect(held.locator("[data-place='1'] blockquote")).to_have_text(second)  # drawn anew, as it is kept
    page.reload()
    held = dossier(page)
    expect(held.locator("blockquote").first).to_have_text(second)
    assert quotes(page) == [second, first]
    held.get_by_role("button", name="Remove").click()
    held.get_by_role("button", name="Remove for good?").click()
    expect(page.locator("#qa-dossiers")).to_contain_text("There is no dossier yet.")


def lift(page, card, to):
    """Drag a card by its grip below another one, and hold it there."""
    card.locator(".qa-grip").hover()
    page.mouse.down()
    to.scroll_into_view_if_needed()
    box = to.bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + box["height"] - 4, steps=8)
    expect(page.locator(".qa-pins > :last-child")).to_have_class(re.compile("is-dragged"))


@pytest.mark.parametrize(
    ("format_", "begins"), [("Word", b"PK"), ("BibTeX", b"@"), ("RIS", b"TY  - "), ("HTML", b"<!")]
)
def test_an_answer_is_exported_for_other_programs(page, server, trams, format_, begins):
    ask(page, QUESTION, server)
    page.locator(".qa-actions").get_by_text("Export", exact=True).click()
    with page.expect_download() as coming:
        page.locator(".qa-actions").get_by_role("link", name=format_).click()
    assert Path(coming.value.path()).read_bytes().lstrip(b"\xef\xbb\xbf").startswith(begins)


def test_a_citation_is_copied_in_the_style_that_was_chosen(page, server, trams):
    ask(page, QUESTION, server)
    copy = page.locator(".qa-side").get_by_role("button", name="Copy the citation").first
    copy.click()
    text = page.evaluate("navigator.clipboard.readText()")
    assert "“Trams on Vinegar Street,”" in text
    assert f"{server}/#doc=" in text  # the address under which this browser has the page
    page.locator(".qa-actions").get_by_text("Export", exact=True).click()
    page.locator(".qa-actions").get_by_label("Style").select_option("APA")
    page.keyboard.press("Escape")
    copy.click()
    expect(copy).to_contain_text("Copied")
    assert "(2024, May 12)" in page.evaluate("navigator.clipboard.readText()")


def test_a_draft_is_checked_quotation_by_quotation(page, server, trams):
    page.goto(f"{server}/?mode=check")
    field = page.get_by_role("textbox", name="Question")
    field.fill(
        "The paper says that “the tram of Vinegar Street runs every nine minutes”.\n"
        "It does not say that “the tram of Vinegar Street runs every ten minutes”, nor that\n"
        "“penguins of the southern ocean have taken to knitting marmalade”."
    )
    assert field.input_value().count("\n") == 2
    page.get_by_role("button", name="Check").click()
    cards = page.locator(".qa-verdicts > li")
    expect(cards).to_have_count(3)
    expect(cards.nth(0)).to_contain_text("verbatim")
    expect(cards.nth(1).locator("del")).to_contain_text("ten")
    expect(cards.nth(1).locator("ins")).to_contain_text("nine")
    expect(cards.nth(2)).to_contain_text("not in the library")
    cards.nth(0).locator(".qa-chip").click()
    assert marked(page).rstrip(".") == SENTENCE.rstrip(".")


def test_on_a_phone_what_is_kept_fits_the_screen(phone, server):
    phone.goto(server)
    ask(phone, "How long did the Ever Given block the Suez Canal?")
    phone.locator(".qa-actions").get_by_text("Export", exact=True).click()
    expect(phone.locator(".qa-menu-body")).to_be_in_viewport(ratio=1)
    phone.keyboard.press("Escape")
    phone.locator(".qa-side [data-pin]").first.click()
    for tab in ("Answers", "Dossiers"):
        phone.get_by_role("tab", name=tab).click()
        expect(phone.locator(f"#qa-{tab.lower()} .qa-kept")).to_be_visible()
        assert no_sideways(phone)
    phone.locator("#qa-dossiers").get_by_role("button", name="Remove").click()
    phone.locator("#qa-dossiers").get_by_role("button", name="Remove for good?").click()
    expect(phone.locator("#qa-dossiers")).to_contain_text("There is no dossier yet.")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_is_kept_and_checked_is_legible(page, server, trams, tmp_path, theme):
    def legible(selector):
        found = page.evaluate(CONTRAST, selector)
        assert found, selector
        assert [one for one in found if one[1] < AA] == []

    page.goto(f"{server}/?__theme={theme}")
    ask(page, QUESTION)
    link = stored(page)
    page.locator(".qa-side [data-pin]").first.click()
    expect(page.locator(".qa-side [data-pin]").first).to_have_text("Pinned")
    page.locator(".qa-actions").get_by_text("Export", exact=True).click()
    legible(".qa-menu-body a, .qa-menu-body label, .qa-menu-body select, .qa-btn.is-done")
    write(tmp_path, "trams.txt", TRAMS.replace("every nine minutes", "every twelve minutes"))
    drop(page, trams)
    page.goto(f"{link}&__theme={theme}")
    expect(page.locator(".qa-stored")).to_be_visible()
    legible(".qa-stored p, .qa-stored strong, .qa-status, .qa-diff del, .qa-diff ins, .qa-diff")
    page.get_by_role("tab", name="Answers").click()
    expect(page.locator(".qa-row-q").first).to_be_visible()
    legible(".qa-row-q, .qa-row-main .qa-attrib, .qa-day")
    page.get_by_role("tab", name="Dossiers").click()
    expect(page.locator(".qa-pins blockquote").first).to_be_visible()
    legible(".qa-pins blockquote, .qa-from, .qa-from a, .qa-annotation span, .qa-shelf .qa-btn, .qa-status")
    page.locator("#qa-dossiers").get_by_role("button", name="Remove").click()
    page.locator("#qa-dossiers").get_by_role("button", name="Remove for good?").click()
    page.get_by_role("tab", name="Ask").click()
    page.get_by_label("Check a quote", exact=True).check()
    page.get_by_role("textbox", name="Question").fill(
        "“The tram of Vinegar Street runs every ten minutes” … “penguins knit”"
    )
    page.get_by_role("button", name="Check").click()
    expect(page.locator(".qa-verdicts > li")).to_have_count(2)
    legible(".qa-verdict .qa-badge, .qa-verdict .qa-attrib, .qa-diff del, .qa-diff ins, .qa-verdicts blockquote")
