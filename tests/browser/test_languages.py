"""The page in German and Polish: nothing of ours is left in English, and what is chosen lasts."""

from __future__ import annotations

import os
import re

import pytest

if os.environ.get("CI") != "true":  # there a missing browser is an error, not a reason
    pytest.importorskip("playwright")

from playwright.sync_api import expect

from qa.web import texts
from qa.web.texts import every
from tests.browser.conftest import PATIENCE, visiting
from tests.browser.test_page import QUESTION, marked

expect.set_options(timeout=PATIENCE)

#: A name in braces of a text, as it is in a pattern; and the names that stand for numbers.
VALUE = re.compile(r"\\\{(\w+)\\\}")
NUMBERS = {"n", "at", "all", "of", "part", "asked", "number", "numbers", "paragraph", "p", "page", "pages", "label"}
#: Words that a text has at least, if it is looked for inside of others too: fewer occur in what documents say.
WORDS = 4
#: What parts texts that stand in one line.
BETWEEN = re.compile(r"(?: ·|[,.;:]) ")
#: What a person sees or is told of elements: their own text, and the attributes that are read out or shown. What is
#: marked as English, as quotations and errors are, is no text of the interface.
SAID = """() => {
  const said = [];
  for (const one of document.querySelectorAll('body *')) {
    if (!one.checkVisibility({ visibilityProperty: true })) continue;
    if (one.closest('body [lang=en], script, style, cite, blockquote, a.qa-open, .qa-p')) continue;
    const own = [...one.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join(' ');
    said.push(own, ...['aria-label', 'title', 'placeholder'].map((name) => one.getAttribute(name) ?? ''));
  }
  return [...new Set(said.map((text) => text.replace(/\\s+/g, ' ').trim()))].filter(Boolean);
}"""
#: Attributes of language that are no language tag with a subtag at most (BCP 47).
ILL_TAGGED = """() => [...document.querySelectorAll('[lang]')].map((one) => one.lang)
  .filter((tag) => !/^[a-z]{2,3}(-[A-Za-z]{2,4})?$/.test(tag))"""
#: What each view is opened by, and what shows that it is there.
VIEWS = {
    "empty": ("/", ".qa-empty"),
    "answer": (f"/?q={QUESTION}", "[data-state=done]"),
    "not found": ("/?q=Which penguin knits marmalade?", "[data-state=done]"),
    "terms": ("/?mode=find", ".qa-empty"),
    "all passages": ("/?mode=find&q=Taliban", "[data-state=done]"),
    "no passage": ("/?mode=find&q=marmalade", "[data-state=done]"),
    "comparison": (f"/?mode=compare&q={QUESTION}", "[data-state=done]"),
    "draft": ("/?mode=check", ".qa-empty"),
    "checked": ("/?mode=check&q=“Penguins knit marmalade in the ocean” and “The Taliban”", "[data-state=done]"),
}  # fmt: skip
TABS = ("library", "answers", "dossiers")


@pytest.fixture(params=["de", "pl"])
def spoken(request):
    return request.param


@pytest.fixture
def abroad(browser, server, spoken):
    """The page of a visitor whose browser speaks this language."""
    wanted = {"Accept-Language": f"{spoken}-{spoken.upper()},{spoken};q=0.9,en;q=0.5"}
    with visiting(browser, server, extra_http_headers=wanted, viewport={"width": 1440, "height": 900}) as context:
        yield context.new_page()


def english(language):
    """The texts that are not the same in English and in this language, by their keys."""
    theirs = {form for text in every(language).values() for form in forms(text)}
    ours = [(key, form) for key, text in every("en").items() for form in forms(text)]
    return [(key, form) for key, form in ours if form not in theirs and re.search(r"\w\w", bare(form))]


def forms(text):
    return text.values() if isinstance(text, dict) else [text]


def bare(form):
    """A text without the names of its values."""
    return re.sub(r"\{\w+\}", "", form)


def occurs(form, said):
    """Whether a text is said: alone or as a part of a line; a longer one anywhere."""
    pattern = VALUE.sub(lambda name: r"[\d.,]+" if name[1] in NUMBERS else ".{1,80}?", re.escape(form))
    if len(bare(form).split()) >= WORDS and re.search(rf"(?<!\w){pattern}(?!\w)", said):
        return True
    return any(re.fullmatch(pattern, one) for one in (said, *BETWEEN.split(said)))


def left_over(page, language):
    """What is said in English, with the key of its text."""
    page.wait_for_load_state("networkidle")
    said = page.evaluate(SAID)
    assert len(said) > 10
    return [(key, one) for key, form in english(language) for one in said if occurs(form, one)]


@pytest.mark.parametrize("view", VIEWS)
def test_no_view_has_a_sentence_of_ours_in_english(abroad, server, spoken, view):
    address, there = VIEWS[view]
    abroad.goto(server + address)
    expect(abroad.locator(there).first).to_be_visible()
    assert left_over(abroad, spoken) == []
    assert abroad.evaluate("document.documentElement.lang") == spoken
    assert abroad.evaluate(ILL_TAGGED) == []


@pytest.mark.parametrize("place", range(1, 4), ids=TABS)
def test_no_tab_has_a_sentence_of_ours_in_english(abroad, server, spoken, place):
    abroad.goto(f"{server}/?q={QUESTION}")
    expect(abroad.locator("[data-state=done]")).to_be_visible()
    abroad.locator(".qa-side [data-pin]").first.click()
    abroad.locator("#qa-tabs [role=tab]:visible").nth(place).click()
    expect(abroad.locator(f"#qa-{TABS[place - 1]}").first).to_be_visible()
    assert left_over(abroad, spoken) == []


def test_the_reader_and_the_list_of_keys_have_no_sentence_of_ours_in_english(abroad, server, spoken):
    abroad.goto(f"{server}/?q={QUESTION}")
    abroad.locator("#qa-view .qa-chip").first.click()
    assert marked(abroad)
    assert left_over(abroad, spoken) == []
    abroad.keyboard.press("Escape")
    abroad.locator("[data-help]").click()
    expect(abroad.locator(".qa-help")).to_be_visible()
    assert left_over(abroad, spoken) == []


def test_the_search_for_english_finds_it_where_it_is(page, server):
    page.goto(server)
    expect(page.locator(".qa-empty")).to_be_visible()
    found = {key for key, _ in left_over(page, "pl")}
    assert {"page.tab_library", "page.mode_find", "ask.promise", "ask.documents", "page.keys"} <= found


def test_dates_are_written_as_the_language_does(abroad, server, spoken):
    abroad.goto(f"{server}/?q={QUESTION}")
    when = abroad.locator(".qa-side time[datetime]").first
    expect(when).to_be_visible()
    with texts.speaking(spoken):
        assert when.inner_text() == texts.day(when.get_attribute("datetime"))


def test_a_language_that_was_chosen_lasts_and_goes_back(abroad, server, spoken):
    def shows(name):
        expect(abroad.get_by_role("tab", name=name)).to_be_visible()
        abroad.wait_for_load_state("networkidle")  # what a reload interrupts would be told as an error

    abroad.goto(server)
    menu = abroad.locator("[data-speak]")
    expect(menu).to_have_value(spoken)
    shows(every(spoken)["page.tab_library"])
    menu.select_option("en")
    shows("Library")
    abroad.reload()
    shows("Library")
    assert abroad.evaluate("document.documentElement.lang") == "en"
    menu.select_option(spoken)
    shows(every(spoken)["page.tab_library"])
