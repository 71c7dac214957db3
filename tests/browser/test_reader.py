"""The reader beside the answer: finding, outline, pages of a PDF, long documents, what is selected."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

QUESTION = "How long did the Ever Given block the Suez Canal?"
QUOTE = "The canal was blocked for six days."


def answered(page, server):
    page.goto(f"{server}/?q={QUESTION}")
    expect(page.locator("[data-state=done]")).to_be_visible()


@pytest.fixture
def reader(page, server):
    """The reader, open at the first citation."""
    answered(page, server)
    page.locator(".qa-chip").first.click()
    expect(page.locator(".qa-p.is-cited mark")).to_have_text(QUOTE)
    return page.locator(".qa-reader")


def highlighted(page, name):
    return page.evaluate(f"[...(CSS.highlights.get('{name}') ?? [])].map((range) => range.toString())")


def test_words_are_found_stepped_through_and_forgotten(reader, page):
    page.keyboard.press("f")
    field = reader.get_by_role("searchbox", name="Find in this document")
    expect(field).to_be_focused()
    field.fill("CANAL")
    tally = reader.locator(".qa-rd-find output")
    expect(tally).to_have_text(re.compile(r"^1 of \d+$"))
    assert [one.lower() for one in highlighted(page, "qa-found-one")] == ["canal"]
    assert len(highlighted(page, "qa-found")) >= 5
    page.keyboard.press("Enter")
    expect(tally).to_have_text(re.compile(r"^2 of \d+$"))
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Shift+Enter")
    expect(tally).to_have_text(re.compile(r"^(\d+) of \1$"))
    field.fill("zebra")
    expect(tally).to_have_text("Nowhere")
    page.keyboard.press("Escape")
    expect(field).to_be_hidden()
    expect(reader).to_be_visible()
    assert highlighted(page, "qa-found-one") == []


def test_the_outline_leads_to_a_heading(reader, page):
    reader.get_by_role("button", name="Outline").click()
    outline = reader.get_by_role("navigation", name="Outline")
    outline.get_by_role("button", name="From accident to war").click()
    heading = reader.get_by_role("heading", name="From accident to war")
    expect(heading).to_be_in_viewport()
    expect(heading).to_be_focused()
    expect(outline.locator("[aria-current]")).to_have_text("From accident to war")


def test_the_page_of_a_pdf_is_shown_with_the_sentence_marked(reader, page):
    reader.get_by_role("button", name="Page", exact=True).click()
    image = reader.get_by_role("img", name="Page 11 of the file")
    expect(image).to_be_visible()
    box, frame = reader.locator(".qa-box").bounding_box(), image.bounding_box()
    assert frame["x"] <= box["x"]
    assert box["x"] + box["width"] <= frame["x"] + frame["width"]
    assert frame["y"] <= box["y"]
    assert box["y"] + box["height"] <= frame["y"] + frame["height"]
    expect(reader.get_by_role("link", name="Original, page 1")).to_have_attribute(
        "href", re.compile(r"files/\w+#page=1$")
    )
    reader.get_by_role("button", name="Next page").click()
    expect(reader.locator(".qa-page-bar")).to_contain_text("2 of 3")
    expect(reader.locator(".qa-box")).to_have_count(0)
    page.locator(".qa-rd-step [data-step='1']").click()  # the next citation, on its page again
    expect(reader.locator(".qa-page-bar")).to_contain_text("1 of 3")
    expect(reader.locator(".qa-box").first).to_be_visible()
    reader.get_by_role("button", name="Text", exact=True).click()
    expect(reader.locator(".qa-p.is-cited mark")).to_be_visible()


def test_a_text_has_no_pages_to_show(page, server):
    page.goto(f"{server}/?q=When did the Baltic states disconnect from the Russian power system?")
    page.locator(".qa-chip").first.click()
    expect(page.locator(".qa-p.is-cited")).to_be_visible()
    expect(page.locator(".qa-rd-view")).to_be_hidden()


def select(page, paragraph, start, end):
    """Select characters of a paragraph, as a pointer would."""
    page.evaluate(
        """([number, start, end]) => {
          const text = document.querySelector(`.qa-p[data-p="${number}"] [data-o]`);
          text.normalize();
          const range = document.createRange();
          range.setStart(text.lastChild, start); range.setEnd(text.lastChild, end);
          getSelection().removeAllRanges(); getSelection().addRange(range);
        }""",
        [paragraph, start, end],
    )


def test_selected_text_is_copied_with_its_citation(reader, page):
    select(page, 3, 0, 20)
    words = page.evaluate("getSelection().toString()")
    toolbar = reader.get_by_role("toolbar", name="Selected text")
    expect(toolbar).to_be_visible()
    page.keyboard.press("c")
    expect(toolbar.get_by_role("button").first).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"“{words.strip()}”")
    assert "The Suez Canal after the Ever Given" in copied
    assert page.url.partition("?")[0] in copied  # the permalink, under the address that the browser has
    page.evaluate("getSelection().removeAllRanges()")
    expect(toolbar).to_be_hidden()


def test_selected_text_is_pinned_and_stands_in_the_dossier(reader, page):
    select(page, 4, 0, 30)
    words = page.evaluate("getSelection().toString()").strip()
    page.keyboard.press("p")
    expect(reader.locator("[data-pin-selected]")).to_contain_text("Pinned")
    reader.get_by_role("button", name="Close the source").click()
    page.get_by_role("tab", name="Dossiers").click()
    expect(page.locator("#qa-dossiers")).to_contain_text(words)


@pytest.fixture
def laws(page, server, tmp_path):
    """A document of 5,000 paragraphs in the library."""
    paragraphs = (f"Article {n}. The authority reports number {n} to parliament every year." for n in range(1, 5001))
    file = tmp_path / "long-act.txt"
    file.write_text("The long act\n\n" + "\n\n".join(paragraphs), "utf-8")
    page.goto(server)
    page.get_by_role("tab", name="Library").click()
    page.locator("#qa-tab-lib input[type=file]").first.set_input_files(file)
    row = page.get_by_role("link", name="The long act")
    expect(row).to_be_visible(timeout=180_000)
    row.click()
    expect(page.locator(".qa-doc h1")).to_have_text("The long act")
    return page


@pytest.mark.slow
def test_a_long_document_has_only_a_window_of_itself_in_the_page(laws):
    page = laws

    def paragraphs():
        return page.locator(".qa-p").count()

    assert 0 < paragraphs() <= 1000
    page.locator("[data-find]").click()
    page.locator(".qa-rd-find input").fill("reports number 4321 to")
    found = page.locator('.qa-p[data-p="4321"]')
    expect(found).to_be_in_viewport()
    assert highlighted(page, "qa-found-one") == ["reports number 4321 to"]
    assert paragraphs() <= 1000
    found.locator(".qa-pn").click()
    expect(page).to_have_url(re.compile("p=4321"))
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.locator('.qa-p.is-cited[data-p="4321"]')).to_be_in_viewport()
    assert other.locator(".qa-p").count() <= 1000
    before = page.locator(".qa-rd-body").evaluate("(body) => body.scrollTop")
    page.locator(".qa-rd-body").evaluate("(body) => body.scrollBy(0, -6000)")
    page.wait_for_timeout(600)
    after = page.locator(".qa-rd-body").evaluate("(body) => body.scrollTop")
    assert abs(before - after - 6000) < 3000  # parts that come in above do not throw the reader elsewhere
    assert paragraphs() <= 1400
