"""The frame of the page: languages, keyboard, paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

QUESTION = "How long did the Ever Given block the Suez Canal?"


def opened(page, server, path="/"):
    page.goto(f"{server}{path}")
    expect(page.locator("#qa-question textarea")).to_be_visible()


def test_the_page_speaks_the_browsers_language_until_another_is_chosen(browser, server):
    context = browser.new_context(locale="pl-PL")
    page = context.new_page()
    opened(page, server)
    expect(page.get_by_role("tab", name="Biblioteka")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "pl"
    page.locator("[data-speak]").select_option("de")
    expect(page.get_by_role("tab", name="Bibliothek")).to_be_visible()
    again = context.new_page()
    opened(again, server)
    expect(again.get_by_role("tab", name="Bibliothek")).to_be_visible()
    context.close()


def test_the_list_of_keys_is_opened_and_closed_with_keys_and_focus_returns(page, server):
    opened(page, server)
    theme = page.locator("[data-theme]")
    theme.focus()
    page.keyboard.press("?")
    overlay = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(overlay).to_be_visible()
    page.keyboard.press("Escape")
    expect(overlay).to_be_hidden()
    expect(theme).to_be_focused()


def test_keys_lead_to_the_tabs_and_to_the_question(page, server):
    opened(page, server)
    page.locator("[data-theme]").focus()
    page.keyboard.press("2")
    expect(page.get_by_role("tab", name="Library")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("/")
    expect(page.locator("#qa-question textarea")).to_be_focused()
    page.keyboard.type("2/?")
    expect(page.locator("#qa-question textarea")).to_have_value("2/?")


def test_keys_of_a_single_character_can_be_switched_off_and_stay_so(page, server):
    opened(page, server)
    page.locator("[data-help]").click()
    page.get_by_label("Use keys of a single character").uncheck()
    page.get_by_role("button", name="Close", exact=True).click()
    page.reload()
    page.locator("[data-theme]").focus()
    for key in ("?", "2", "/"):
        page.keyboard.press(key)
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_hidden()
    expect(page.get_by_role("tab", name="Ask")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#qa-question textarea")).not_to_be_focused()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_on_paper_there_is_the_answer_with_its_sources_and_nothing_to_press(page, server, theme):
    page.goto(f"{server}/?q={QUESTION}&__theme={theme}")
    expect(page.locator("[data-state=done]")).to_be_visible()
    page.emulate_media(media="print")
    for shown in (".qa-q", ".qa-group", ".qa-card", ".qa-cover"):
        expect(page.locator(shown).first).to_be_visible()
    for control in ("#qa-header", "#qa-ask-row", ".qa-actions", ".qa-foot-acts", "[role=tab]"):
        expect(page.locator(control).first).to_be_hidden()
    ink, paper = page.evaluate(
        "[getComputedStyle(document.querySelector('.qa-group p')).color,"
        " getComputedStyle(document.querySelector('.gradio-container')).backgroundColor]"
    )
    assert (ink, paper) == ("rgb(0, 0, 0)", "rgb(255, 255, 255)")
