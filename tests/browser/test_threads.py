"""What a visitor can rely on when one question follows another, and when the library is narrowed."""

from __future__ import annotations

import os
from urllib.parse import parse_qs, urlsplit

import pytest

if os.environ.get("CI") != "true":  # there a missing browser is an error, not a reason
    pytest.importorskip("playwright")

from playwright.sync_api import expect

from tests.browser.conftest import PATIENCE
from tests.browser.test_page import QUESTION, answered, ask, no_sideways

FOLLOW = "And how many ships waited there?"
MEANT = f"{FOLLOW} Ever Given block Suez Canal"

expect.set_options(timeout=PATIENCE)


def asked(page):
    """What the address asks: its question, thread and filters."""
    return parse_qs(urlsplit(page.url).query)


def searched(page):
    """The field that says what was searched."""
    return page.get_by_label("Searched for")


def followed(page, server):
    """A question, and one that follows it."""
    ask(page, QUESTION, server)
    expect(searched(page)).to_have_count(0)  # a question that stands by itself says nothing of this
    return ask(page, FOLLOW)


def test_a_follow_up_shows_what_was_searched_for_it_and_quotes_that(page, server):
    answer = followed(page, server)
    expect(searched(page)).to_have_value(MEANT)
    expect(answer.locator(".qa-prose")).to_contain_text("360 ships were waiting")
    expect(page.get_by_role("textbox", name="Question")).to_have_value(FOLLOW)
    assert asked(page) == {"q": [FOLLOW], "after": [QUESTION]}


def test_what_is_searched_is_edited_in_place_and_searched_exactly_so(page, server):
    followed(page, server)
    button = page.get_by_role("button", name="Search for this")
    expect(button).to_be_hidden()
    searched(page).fill("gas storage regulation winter")
    button.click()
    expect(page.locator(".qa-prose, .qa-more").first).to_contain_text("gas")
    expect(searched(page)).to_have_value("gas storage regulation winter")
    assert asked(page) == {"q": [FOLLOW], "after": [QUESTION], "for": ["gas storage regulation winter"]}
    expect(page.locator(".qa-q")).to_have_text(FOLLOW)

    searched(page).fill("something else")
    page.keyboard.press("Escape")
    expect(searched(page)).to_have_value("gas storage regulation winter")
    expect(button).to_be_hidden()


def test_a_follow_up_can_be_asked_as_a_new_question(page, server):
    followed(page, server)
    page.get_by_role("link", name="Ask as a new question").click()
    expect(searched(page)).to_have_count(0)
    answered(page, FOLLOW)
    assert asked(page) == {"q": [FOLLOW]}


def test_the_permalink_of_a_follow_up_searches_the_same_in_a_new_window(page, server, window):
    followed(page, server)
    searched(page).fill("ships waiting at the canal")
    page.keyboard.press("Enter")
    expect(page.locator(".qa-result[data-permalink*='for=ships']")).to_be_visible()
    link, sentences = page.url, page.locator(".qa-s").all_inner_texts()
    other = window.new_page()
    other.goto(link)
    answered(other, FOLLOW)
    expect(searched(other)).to_have_value("ships waiting at the canal")
    assert other.locator(".qa-s").all_inner_texts() == sentences
    assert other.url == link
    ask(other, "Why?")  # the conversation goes on from what was searched
    expect(searched(other)).to_have_value("Why? ships waiting canal")


def test_a_follow_up_of_a_follow_up_goes_back_to_both_and_the_browser_goes_back_through_them(page, server):
    followed(page, server)
    ask(page, "Why?")
    expect(searched(page)).to_have_value("Why? ships waited Ever Given block Suez Canal")
    page.get_by_role("link", name=FOLLOW).click()
    answered(page, FOLLOW)
    expect(searched(page)).to_have_value(MEANT)
    page.go_back()
    answered(page, "Why?")
    page.go_back()
    answered(page, FOLLOW)
    expect(searched(page)).to_have_value(MEANT)
    page.go_back()
    answered(page, QUESTION)
    expect(searched(page)).to_have_count(0)


def test_a_question_that_stands_by_itself_ends_the_thread(page, server):
    followed(page, server)
    alone = "How full must gas storage be under the EU regulation?"
    ask(page, alone)
    assert asked(page) == {"q": [alone]}
    ask(page, "Since when?")
    assert asked(page)["after"] == [alone]


def test_a_link_with_a_thread_that_is_not_needed_is_cleaned_and_goes_back_to_where_one_came_from(page, server):
    page.goto(server)
    expect(page.locator(".qa-empty")).to_be_visible()
    page.goto(f"{server}/?q={QUESTION}&after=What+is+inflation%3F")
    answered(page, QUESTION)
    page.wait_for_function("!location.search.includes('after')")
    page.go_back()
    expect(page.locator(".qa-empty")).to_be_visible()


def test_the_next_question_is_typed_over_the_last_one(page, server):
    ask(page, QUESTION, server)
    page.wait_for_function("document.activeElement.selectionEnd === document.activeElement.value.length")
    page.keyboard.type(FOLLOW)
    page.keyboard.press("Enter")
    answered(page, FOLLOW)
    expect(searched(page)).to_have_value(MEANT)


def test_what_can_be_filtered_by_is_what_the_library_has(page, server):
    page.goto(server)
    page.locator(".qa-filters summary").click()
    for label, option in (("Series", "Analyses"), ("Language", "English"), ("Author", "Footnote Samples")):
        page.locator(".qa-fields").get_by_role("combobox", name=label).click()
        page.locator(".qa-fields").get_by_role("option", name=option).click()
    ask(page, QUESTION)
    expect(page.locator(".qa-badge")).to_have_text("Answered")
    assert asked(page) == {"q": [QUESTION], "author": ["Footnote Samples"], "series": ["Analyses"], "lang": ["en"]}
    ask(page, FOLLOW)
    assert asked(page)["after"] == [QUESTION]
    assert asked(page)["series"] == ["Analyses"]


def test_a_filter_that_names_nothing_says_what_there_is_and_how_to_go_on(page, server):
    page.goto(f"{server}/?q={QUESTION}&lang=pl")
    told = page.locator("#qa-view [role=alert]")
    expect(told).to_contain_text("No document is in a language “pl”; the languages are English.")
    told.get_by_role("link", name="Ask the whole library").click()
    answered(page, QUESTION)
    assert asked(page) == {"q": [QUESTION]}


def test_on_a_phone_what_was_searched_is_read_and_edited_without_scrolling_sideways(phone, server):
    followed(phone, server)
    expect(searched(phone)).to_have_value(MEANT)
    assert no_sideways(phone)
    assert searched(phone).evaluate("t => t.scrollHeight <= t.clientHeight")  # seen whole
    searched(phone).fill("ships waiting " * 12)
    assert searched(phone).evaluate("t => t.scrollHeight <= t.clientHeight")
    for button in phone.locator(".qa-searched button").all():
        assert button.bounding_box()["height"] >= 24  # CSS pixels: WCAG 2.2, 2.5.8
    assert no_sideways(phone)
