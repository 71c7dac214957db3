"""The Ask tab: what it suggests, how it filters at any size, why it quotes, in the visitor's language."""

from __future__ import annotations

import os
import re
from urllib.parse import parse_qs, urlsplit

import pytest

if os.environ.get("CI") != "true":  # there a missing browser is an error, not a reason
    pytest.importorskip("playwright")

from playwright.sync_api import expect

from tests.browser.conftest import PATIENCE, visiting
from tests.browser.test_page import answered, ask, no_sideways

expect.set_options(timeout=PATIENCE)

SUEZ = "How long did the Ever Given block the Suez Canal?"
PERU = "What is the capital of Peru?"
TITLE = "The Suez Canal after the Ever Given"


def asked(page):
    """What the address asks."""
    return parse_qs(urlsplit(page.url).query)


def filters(page):
    """The open panel of filters."""
    page.locator(".qa-filters summary").click()
    return page.locator(".qa-fields")


def test_what_is_suggested_is_answered_and_the_last_one_is_honestly_refused(page, server):
    page.goto(server)
    offered = page.locator(".qa-suggest button")
    expect(offered).to_have_count(4)
    expect(offered.last).to_contain_text(PERU)
    expect(offered.last).to_contain_text("the library does not answer this one")
    offered.nth(2).click()
    answered(page, SUEZ)
    expect(page.locator(".qa-badge")).to_have_text("Answered")
    page.goto(server)
    page.locator(".qa-suggest button").last.click()
    answered(page, PERU)
    expect(page.locator(".qa-badge")).to_have_text("Not found")


def test_a_question_of_before_leads_to_its_stored_answer(page, server):
    ask(page, SUEZ, server)
    page.goto(server)
    page.locator(".is-before a", has_text=SUEZ).click()
    answered(page, SUEZ)
    assert list(asked(page)) == ["a"]
    expect(page.locator(".qa-stored")).to_be_visible()


def test_a_document_is_chosen_by_keyboard_as_it_is_typed_and_goes_with_the_question(page, server):
    page.goto(server)
    panel = filters(page)
    field = panel.get_by_role("combobox", name="Document")
    field.press_sequentially("suez")
    option = panel.get_by_role("option", name=TITLE)
    expect(option).to_be_visible()
    expect(panel.get_by_role("option")).to_have_count(1)
    field.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", option.get_attribute("id"))
    field.press("Enter")
    expect(panel.locator(".qa-chosen li")).to_contain_text(TITLE)
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    page.locator(".qa-filters summary").click()
    expect(page.locator(".qa-active")).to_contain_text(f"Document: {TITLE}")
    page.get_by_role("textbox", name="Question").fill(SUEZ)
    page.keyboard.press("Enter")
    answered(page, SUEZ)
    assert len(asked(page)["doc"]) == 1
    page.reload()
    answered(page, SUEZ)
    expect(page.locator(".qa-active")).to_contain_text(f"Document: {TITLE}")  # the address has its id alone


def test_chosen_filters_are_taken_back_one_by_one_or_all_at_once(page, server):
    page.goto(server)
    panel = filters(page)
    panel.get_by_role("combobox", name="Author").click()
    panel.get_by_role("option", name="Footnote Samples").click()
    panel.get_by_role("combobox", name="Language").click()
    panel.get_by_role("option", name="English").click()
    chosen = panel.locator(".qa-chosen li")
    expect(chosen).to_have_count(2)
    panel.get_by_role("button", name="Remove English").click()
    expect(chosen).to_have_count(1)
    field = panel.get_by_role("combobox", name="Author")
    field.press("Backspace")
    expect(chosen).to_have_count(0)
    field.fill("Nobody Known")
    expect(panel.locator(".qa-rest:visible")).to_have_text("Nothing of this name")
    field.press("Enter")
    expect(chosen).to_contain_text("Nobody Known")
    page.get_by_role("button", name="Clear filters").click()
    expect(chosen).to_have_count(0)
    expect(page.locator(".qa-active")).to_be_hidden()


def test_no_name_of_the_library_is_sent_before_it_is_asked_for(page, server):
    page.goto(server)
    expect(page.get_by_role("textbox", name="Question")).to_be_visible()
    config = page.evaluate("fetch('config').then((answer) => answer.json())")
    (sent,) = [one for one in config["components"] if one["props"].get("elem_id") == "qa-filters"]
    assert "combobox" in str(sent)
    assert "Footnote Samples" not in str(sent)
    assert TITLE not in str(sent)


def test_escape_closes_what_is_offered_and_leaves_the_panel_open(page, server):
    page.goto(server)
    panel = filters(page)
    field = panel.get_by_role("combobox", name="Series")
    field.click()
    expect(panel.get_by_role("listbox", name="Series")).to_be_visible()
    field.press("Escape")
    expect(panel.get_by_role("listbox", name="Series")).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_be_focused()


def test_why_a_sentence_is_quoted_is_said_in_words_without_percentages(page, server):
    answer = ask(page, SUEZ, server)
    card = answer.locator(".qa-pass").first
    card.get_by_text("Why this?").click()
    told = card.locator(".qa-reasons")
    expect(told).to_contain_text("Words of the question in the sentence")
    expect(told).to_contain_text("Canal")
    expect(told).to_contain_text("near to the question")
    assert "%" not in told.inner_text()
    assert not re.search(r"\d\.\d", told.inner_text())


def test_a_citation_shows_its_whole_paragraph_at_rest_and_escape_takes_it_away(page, server):
    answer = ask(page, SUEZ, server)
    chip = answer.locator(".qa-prose .qa-chip").first
    chip.hover()
    glance = page.get_by_role("tooltip")
    expect(glance.locator("mark")).to_have_text("The canal was blocked for six days.")
    expect(glance).to_contain_text("The last of those that had been held up passed on 3 April.")
    expect(glance.locator("cite")).to_have_text(TITLE)
    expect(chip).to_have_attribute("aria-describedby", "qa-glance")
    box = glance.bounding_box()
    assert box["x"] >= 0
    assert box["y"] >= 0
    page.keyboard.press("Escape")
    expect(glance).to_be_hidden()
    page.mouse.move(5, 5)
    chip.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(glance).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".qa-reader")).to_be_visible()
    expect(glance).to_be_hidden()


def test_the_link_of_a_place_opens_the_answer_with_the_source_at_the_very_sentence(page, server):
    answer = ask(page, SUEZ, server)
    answer.get_by_role("button", name="Copy the link of paragraph and quotation 1").click()
    page.wait_for_function("navigator.clipboard.readText().then((text) => text.includes('#doc='))")
    page.goto("about:blank")
    page.goto(server)
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(f"{server}/?q=")
    page.goto(link)
    answered(page, SUEZ)
    expect(page.locator(".qa-reader mark")).to_have_text("The canal was blocked for six days.")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("pl", ("Jest odpowiedź", "zdania z 1 dokumentu", "Dlaczego ten cytat?", "22 listopada 2026", "s. 11")),
        ("de", ("Beantwortet", "Sätze aus 1 Dokument", "Warum dieses Zitat?", "22. November 2026", "S. 11")),
    ],
)
def test_the_answer_speaks_the_visitors_language_and_quotes_in_its_own(browser, server, language, words):
    with visiting(browser, server, viewport={"width": 390, "height": 844}) as context:
        context.add_cookies([{"name": "qa-lang", "value": language, "url": server}])
        page = context.new_page()
        page.goto(f"{server}/?q={SUEZ.replace(' ', '+').replace('?', '%3F')}")
        answered(page, SUEZ)
        told = page.locator(".qa-result")
        for one in words:
            expect(told).to_contain_text(one)
        expect(told.locator(".qa-prose")).to_contain_text("The canal was blocked for six days.")
        assert no_sideways(page)
