"""Papers as Markdown and HTML, read back by other programs: to the letter, whatever is quoted."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings

from tests.qa.pages import HOSTILE, answered, copy_of, document
from tests.qa.papers import (
    FEW,
    HELD,
    NUMBERS,
    OLD,
    SHIPS,
    TEXTS,
    Page,
    markdown_it,
    quotations,
    quoted,
    text_of,
    words_of,
)


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS)
def test_markdown_gives_every_quotation_and_source_to_the_letter(words, title):
    held = document(words, title=title)
    markdown = text_of(answered((held, words), question=title))
    assert quotations(markdown) == [words]
    tokens = markdown_it().parse(markdown)
    notes = [words_of(tokens[at + 2]) for at, one in enumerate(tokens) if one.type == "footnote_open"]
    assert len(notes) == 1
    assert notes[0].startswith(f"{quoted(title)}")


def test_a_note_has_the_number_that_its_citation_has_on_the_page():
    markdown = text_of(answered(SHIPS, FEW, OLD, more={"conflicts": (NUMBERS,), "newer": (3,)}, stated=2))
    assert re.findall(r"\[\^(\d)\](?!:)", markdown) == ["1", "2", "1", "2", "3"]
    assert re.findall(r"(?m)^\[\^(\d)\]:", markdown) == ["1", "2", "3"]


@pytest.mark.parametrize("style", ["author-date", "apa", "mla"])
def test_in_a_style_without_notes_the_source_stands_in_the_text_and_a_note_has_only_what_must_be_known(style):
    markdown = text_of(answered(SHIPS, FEW, known={2: {"ocr": True, "also": (copy_of(HELD),)}}), style=style)
    shown = quotations(markdown)
    assert re.fullmatch(r"The lock holds 13 ships\. \(Berg.*par.*1\)", shown[0])
    assert "[^1]" not in markdown
    assert (
        "[^2]: Text recognised by OCR; check against the page. Also in: On Locks (2 May 2019), para. 1.\n" in markdown
    )


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS)
def test_html_gives_every_quotation_to_the_letter_and_makes_no_markup_of_it(words, title):
    plain = set(Page(text_of(answered(SHIPS), "html")).elements)
    page = Page(text_of(answered((document(words, title=title), words), question=title), "html"))
    assert page.quotations == [words]
    assert set(page.elements) <= plain


def test_an_html_file_loads_nothing_and_runs_nothing():
    html = text_of(answered((document(HOSTILE, title=HOSTILE), HOSTILE), question=HOSTILE), "html")
    page = Page(html)
    assert not {"script", "link", "img", "iframe", "object", "form"} & set(page.elements)
    assert not page.loaded
    assert "url(" not in html.partition("<body>")[0]
    assert "@import" not in html.partition("<body>")[0]
    assert "default-src 'none'" in html


def test_every_mark_of_a_note_leads_to_it_and_back():
    html = text_of(answered(SHIPS, FEW, more={"conflicts": (NUMBERS,)}), "html")
    page = Page(html)
    inside = [link.removeprefix("#") for link in page.links if link.startswith("#")]
    assert len(inside) == 2 * 4
    assert set(inside) <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
