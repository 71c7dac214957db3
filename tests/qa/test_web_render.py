"""What is read on the page: complete, honest, and never more than text."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.model import Block, BlockKind, Document, Metadata, Page, digest_of
from documents.read import FORMATS
from documents.tables import row_groups
from index.model import Entry, Failure, Filters
from qa.answer import Thread
from qa.cite import cite
from qa.formats import label, spoken
from qa.model import Answer, Coverage, Ranked, Statement, Verdict
from qa.web import render
from qa.web.jobs import Job

#: Each would be markup, a template's or a script's if it were not escaped.
HOSTILE = """"><img src=x onerror=alert(1)>'<script>alert(2)</script>&lt;${7*7}{{7*7}}{% raw %}`\\u12"""
PLAIN = "The canal was blocked."


def document(*paragraphs, source="/reports/canal.txt", section=(), pages=(), **metadata):
    """A document with a title, an optional heading and these paragraphs."""
    title, parts, blocks, at = metadata.get("title", ""), [], [], 0
    kinds = [(BlockKind.TITLE, title)] if title else []
    kinds += [(BlockKind.HEADING, one) for one in section] + [(BlockKind.PARAGRAPH, one) for one in paragraphs]
    for ordinal, (kind, text) in enumerate(kinds):
        inside = tuple(section) if kind is BlockKind.PARAGRAPH else ()
        blocks.append(Block(ordinal, kind, at, at + len(text), None, inside))
        parts.append(text)
        at += len(text) + 2
    text = "\n\n".join(parts)
    return Document(digest_of(text.encode()), source, text, tuple(blocks), Metadata(**metadata), tuple(pages))


def entry(held, **changes):
    known = held.metadata
    values = {
        "document": held.id, "source": held.source, "title": known.title, "authors": known.authors,
        "published": known.published, "publisher": known.publisher, "series": known.series, "topics": known.topics,
        "language": known.language, "media_type": held.media_type, "paragraphs": len(held.paragraphs),
        "pages": len(held.pages),
        "added": "2026-01-01T00:00:00+00:00", "warnings": held.warnings,
        "corrected": (),
    }  # fmt: skip
    return Entry(**{**values, **changes})


def answered(*quotes, question="What happened?", meant="", follows="", passages=(), **coverage):
    """An answer of (document, words) quotations; none is an honest no."""
    citations = []
    for number, (held, words) in enumerate(quotes, 1):
        start = held.text.rindex(words)
        citations.append(cite(held, start, start + len(words), number))
    return Answer(
        question=question,
        searched=meant or question,
        follows=follows,
        verdict=Verdict.ANSWERED if quotes else Verdict.NOT_FOUND,
        statements=tuple(Statement(one.quote, one.number) for one in citations),
        citations=tuple(citations),
        passages=tuple(passages),
        coverage=Coverage(**{"documents": 3, "searched": 3, "unreadable": 0, **coverage}),
        fingerprint="x",
        filters={},
    )


def shown(given, *held, filters=Filters(), unreadable=()):
    """The answer as HTML, with these documents and their entries at hand."""
    by_id = {one.id: one for one in held}
    found = render.sources(given, by_id, {name: entry(one) for name, one in by_id.items()})
    return render.answer(given, filters, found, unreadable, 0.05)


class Reading(HTMLParser):
    """What a browser would see: elements, attributes, text."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.elements, self.attributes, self.text = [], [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.text += data


def assert_only_text(html):
    """The hostile text is there, and made nothing of itself."""
    read = Reading(html)
    assert not {"img", "script", "iframe", "object"} & set(read.elements)
    assert not [name for name, _ in read.attributes if name.startswith("on")]
    values = [value or "" for _, value in read.attributes]
    assert HOSTILE in read.text or any(HOSTILE in value for value in values)
    links = [value for name, value in read.attributes if name in ("href", "src", "action") and value]
    assert all(link.startswith(("?", "#", "./", "files/", "/")) for link in links)


def read(held):
    """The document as HTML, nothing of it corrected."""
    return render.document(held, held.metadata)


def table(text, **metadata):
    """A document whose one paragraph is a table."""
    held = document(text, **metadata)
    return replace(
        held, blocks=tuple(replace(one, kind=BlockKind.TABLE) if one.citable else one for one in held.blocks)
    )


HELD = document(
    f"{PLAIN} {HOSTILE} It was long.",
    source=f"/x/{HOSTILE}",
    section=(HOSTILE,),
    title=HOSTILE,
    authors=(HOSTILE,),
    series=HOSTILE,
    topics=(HOSTILE,),
    language="en",
)


@pytest.mark.parametrize(
    "html",
    [
        shown(answered((HELD, HOSTILE), question=HOSTILE), HELD, filters=Filters((HOSTILE,), (HOSTILE,))),
        shown(answered(question=HOSTILE, absent_terms=(HOSTILE,)), filters=Filters((HOSTILE,))),
        shown(answered(question=HOSTILE), unreadable=[Failure(HOSTILE, "damaged", HOSTILE, "2026-01-01")]),
        shown(answered(passages=[Ranked(HELD.id, HOSTILE, HOSTILE, (1, 2), 1, HOSTILE, 0, 1, HOSTILE, 1.0)])),
        read(HELD),
        read(document(HOSTILE)),
        render.document(replace(HELD, warnings=(HOSTILE,)), HELD.metadata),
        render.document(document(PLAIN, title="T", provenance={"title": "user"}), Metadata(title=HOSTILE)),
        read(table(f"{HOSTILE} | b\n1 | {HOSTILE}")),
        shown(answered((table(f"a | b\n1 | {HOSTILE}"), f"1 | {HOSTILE}")), table(f"a | b\n1 | {HOSTILE}")),
        render.library([entry(HELD, media_type=HOSTILE, source=f"/x.{HOSTILE}")], []),
        render.library([entry(HELD)], [Failure(HOSTILE, "damaged", HOSTILE, "2026-01-01")]),
        render.library([entry(HELD, warnings=(HOSTILE,))], []),
        render.jobs([Job(1, HOSTILE), Job(2, HOSTILE, "failed", HOSTILE)]),
        render.empty([HOSTILE]),
        render.pending(HOSTILE, HOSTILE),
        render.error(HOSTILE, HOSTILE),
    ],
)
def test_hostile_text_is_text_in_every_template(html):
    assert_only_text(html)


def test_characters_that_disguise_a_name_are_taken_out_of_it():
    assert render.visible("invoice\u202efdp.exe\x00\u200b") == "invoicefdp.exe"
    assert "\u202e" not in render.jobs([Job(1, "a\u202eb.txt")])
    assert render.visible("Żółć – “quoted”") == "Żółć – “quoted”"


# ---------------------------------------------------------------- the answer


def test_each_quotation_ends_in_one_chip_that_addresses_its_paragraph():
    held = document("One stands here. Two stands here.", "Three stands here.", title="T")
    given = answered((held, "One stands here."), (held, "Three stands here."))
    html = shown(given, held)
    chips = re.findall(r'<a class="qa-chip"[^>]*>(\d+)</a>', html)
    assert chips == ["1", "2"]
    for citation in given.citations:
        assert html.count(f'data-at="{citation.anchor.start}-{citation.anchor.end}"') >= 2  # chip and card
        assert f"?q=What+happened%3F{citation.url[1:]}".replace("&", "&amp;") in html


def test_a_card_shows_the_quotation_marked_among_its_neighbours():
    before, after = "Before it " * 60, "after it " * 60
    held = document(f"{before}the very words {after}".strip(), title="T")
    (source,) = render.sources(answered((held, "the very words")), {held.id: held}, {held.id: entry(held)})
    pieces = source.places[0].pieces
    assert [text for text, number in pieces if number] == ["the very words"]
    assert pieces[0] == ("… ", 0)
    assert pieces[-1] == (" …", 0)
    around = "".join(text for text, _ in pieces[1:-1])
    assert around in held.text
    assert len(around) < 2 * render.AROUND + 40


def test_a_short_paragraph_is_shown_whole():
    held = document("One. Two. Three.", title="T")
    (source,) = render.sources(answered((held, "One."), (held, "Three.")), {held.id: held}, {held.id: entry(held)})
    (place,) = source.places
    assert "".join(text for text, _ in place.pieces) == "One. Two. Three."
    assert [number for _, number in place.pieces if number] == [1, 2]


def test_sentences_that_do_not_follow_each_other_are_parted_visibly():
    held = document("One. Two. Three.", title="T")
    assert "[…]" in shown(answered((held, "One."), (held, "Three.")), held)
    assert "[…]" not in shown(answered((held, "One."), (held, "Two.")), held)


def test_pages_are_shown_as_they_are_printed_and_only_where_there_are_any():
    held = document(PLAIN, "More.", title="T", pages=[Page(1, 0, "iv"), Page(2, 27, "5")])
    html = shown(answered((held, PLAIN)), held)
    assert "p. iv" in html
    assert '<span class="qa-tag">TXT</span>' in html
    without = document(PLAIN, title="T")
    assert " p. " not in shown(answered((without, PLAIN)), without)


def test_a_document_without_a_title_is_called_by_its_file_name():
    held = document(PLAIN, source="/a/b/report 7.txt")
    assert "untitled: report 7.txt" in shown(answered((held, PLAIN)), held)
    assert "untitled: report 7.txt" in read(held)
    assert "untitled: report 7.txt" in render.library([entry(held)], [])
    assert "/a/b" not in read(held)


# ---------------------------------------------------------------- the honest no


def test_not_found_names_the_words_that_the_library_never_uses():
    html = shown(answered(absent_terms=("Peru", "capital")))
    assert "The library does not answer this question." in html
    assert re.findall(r'class="qa-term">([^<]+)<', html) == ["Peru", "capital"]
    assert "qa-chip" not in html


def test_not_found_says_what_the_filters_let_through():
    assert "1 of 3 documents passed them." in shown(answered(searched=1), filters=Filters(since="2020-01-01"))
    assert "No document passed them." in shown(answered(searched=0), filters=Filters(since="2020-01-01"))
    assert "passed them" not in shown(answered())


def test_not_found_names_the_files_that_could_not_be_read():
    failures = [Failure(f"/x/scan{n}.pdf", "no_text_layer", "A scan.", "2026-01-01") for n in range(5)]
    html = shown(answered(unreadable=5), unreadable=failures)
    assert "scan0.pdf, scan1.pdf, scan2.pdf and 2 more" in Reading(html).text
    assert "5 files could not be read" in html


def test_not_found_shows_the_closest_passages_as_no_answer():
    close = [Ranked("0" * 16, "a.txt", "T", (1, 1), None, None, 0, 5, f"Passage {n}.", 1.0) for n in range(5)]
    html = shown(answered(passages=close))
    assert "Closest passages: they do not answer the question" in html
    assert html.count("Passage ") == 3


def test_an_empty_library_is_no_dead_end():
    assert "add documents in the Library tab" in shown(answered(documents=0, searched=0))


def test_the_permalink_asks_the_same_again():
    filters = Filters(("A & B",), ("note.txt",), "2021-01-01", "")
    assert render.permalink("What? #1", filters) == "?q=What%3F+%231&author=A+%26+B&doc=note.txt&since=2021-01-01"


def test_the_permalink_of_a_follow_up_keeps_its_thread_and_what_was_searched():
    thread = Thread(("A & B?", "Why?"), "a b")
    assert render.permalink("How?", Filters(series=("S",), languages=("pl",)), thread) == (
        "?q=How%3F&after=A+%26+B%3F&after=Why%3F&for=a+b&series=S&lang=pl"
    )


def told(given, thread):
    """The data of the finished answer that the browser works with."""
    html = render.answer(given, Filters(), (), (), 0.05, thread)
    found = re.search(r'data-permalink="([^"]*)" data-asked="([^"]*)" data-thread="([^"]*)"', html)
    permalink, asked, before = map(unescape, found.groups())
    return html, permalink, asked, json.loads(before)


def test_a_follow_up_shows_what_was_searched_and_the_next_question_follows_both():
    thread = Thread(("What is a lock?",))
    html, permalink, asked, before = told(
        answered(question="Who built it?", meant="Who built it? lock", follows="What is a lock?"), thread
    )
    assert permalink == asked == "?q=Who+built+it%3F&after=What+is+a+lock%3F"
    assert before == ["What is a lock?", "Who built it?"]
    assert "Who built it? lock</textarea>" in html
    assert 'href="?q=What+is+a+lock%3F"' in html


def test_a_question_that_needs_no_thread_leaves_it_out_and_begins_another():
    html, permalink, asked, before = told(answered(question="What is a ship?"), Thread(("What is a lock?",)))
    assert permalink == "?q=What+is+a+ship%3F"
    assert asked == "?q=What+is+a+ship%3F&after=What+is+a+lock%3F"
    assert before == ["What is a ship?"]
    assert "Searched for" not in html


def test_after_an_edited_search_the_next_question_follows_what_was_searched():
    given = answered(question="Who?", meant="lock builder", follows="What is a lock?")
    assert told(given, Thread(("What is a lock?",), "lock builder"))[3] == ["lock builder"]


def test_a_hostile_thread_is_text_and_nothing_else():
    html, _, _, before = told(
        answered(question="Why?", meant=f"Why? {HOSTILE}", follows=HOSTILE), Thread((HOSTILE,), "")
    )
    assert before == [HOSTILE, "Why?"]
    assert "<script" not in html
    assert "<img" not in html


# ---------------------------------------------------------------- reader, library, additions


def test_the_reader_numbers_the_paragraphs_and_names_each():
    held = document("One.", "Two.", section=("Commentary",), title="T", language="pl")
    html = read(held)
    assert re.findall(r'data-p="(\d+)"', html) == ["1", "2"]
    assert len(set(re.findall(r'data-h="([a-z2-7]{16})"', html))) == 2
    assert 'lang="pl"' in html
    assert re.search(r"<h3[^>]*>Commentary</h3>", html) or re.search(r"<h2[^>]*>Commentary</h2>", html)


def test_the_text_of_a_paragraph_is_one_text_without_additions():
    held = document("One  with <b>signs</b> & “marks”.", title="T")
    (inside,) = re.findall(r'<p data-o="0">(.*)</p>\n?\s*</div>', read(held), re.DOTALL)
    assert Reading(inside).text == held.text_of(held.paragraphs[0])
    assert Reading(inside).elements == []


def test_a_page_is_announced_once_where_it_begins():
    pages = [Page(1, 0), Page(2, 6)]
    html = read(document("One.", "Two.", "Three.", pages=pages))
    assert re.findall(r"<span>(page \d)</span>", html) == ["page 1", "page 2"]


def test_the_board_counts_what_is_done_and_what_was_not_added():
    board = [Job(1, "a.txt", "added"), Job(2, "b.txt", "failed", "Why."), Job(3, "c.txt", "work", "Reading", 0.25)]
    html = render.jobs(board)
    assert "2 of 3 files done" in html
    assert "1 not added" in html
    assert re.findall(r'<progress max="100" value="(\d+)"', html) == ["25"]
    assert render.jobs([]).strip() == ""


def test_the_newest_document_is_listed_first():
    first, second = document("One.", title="First"), document("Two.", title="Second")
    html = render.library([entry(first), entry(second)], [])
    assert html.index("Second") < html.index("First")


def test_failures_can_be_dismissed_by_their_source():
    failure = Failure("/x/scan.pdf", "no_text_layer", "It has no text.", "2026-01-01")
    html = render.library([], [failure])
    assert 'data-source="/x/scan.pdf"' in html
    assert "It has no text." in html


# ---------------------------------------------------------------- tables, languages, pictures of text

RATES = "Country | 2020 | Share\n| Poland | 12.5 % |\nFrance |  | 9"


def cells(html):
    """(tag, offset, text) of each cell."""
    return [(tag, int(at), text) for tag, at, text in re.findall(r'<(t[hd])[^>]* data-o="(\d+)">([^<]*)<', html)]


def test_a_table_is_a_table_whose_cells_know_their_place_in_the_text():
    found = cells(read(table(RATES)))
    assert [text for _, _, text in found if text] == ["Country", "2020", "Share", "Poland", "12.5 %", "France", "9"]
    assert all(RATES[at : at + len(text)] == text for _, at, text in found)
    assert read(table(RATES)).count("<tr>") == 3


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"])), max_size=4), max_size=4))
def test_every_character_of_a_table_but_bars_and_spaces_is_in_exactly_one_cell(rows):
    for text in row_groups([[" ".join(cell.split()) for cell in row] for row in rows]):
        (part,) = [render._part(held, block) for held in [table(text)] for block in held.blocks]
        inside = [at for row in part.rows for cell in row for at in range(cell.start, cell.start + len(cell.text))]
        assert len(inside) == len(set(inside))
        assert {at for at, one in enumerate(text) if one not in "| \n" and not one.isspace()} <= set(inside)
        assert all(text[cell.start : cell.start + len(cell.text)] == cell.text for row in part.rows for cell in row)


def test_the_first_row_of_a_table_names_its_columns_unless_it_holds_measures():
    assert [tag for tag, _, _ in cells(read(table(RATES)))][:4] == ["th", "th", "th", "td"]
    for text in ("Poland | 12.5 %\nFrance | 9", "One | row | only"):
        assert {tag for tag, _, _ in cells(read(table(text)))} == {"td"}


def test_a_cited_row_is_shown_under_the_names_of_its_columns():
    text = "Country | Share\nPoland | 12\nFrance | 9\nSpain | 7"
    held = table(text, title="T")
    for row, shown_as in (
        ("France | 9", "Country | Share\n…\nFrance | 9"),
        ("Poland | 12", "Country | Share\nPoland | 12"),
        ("Country | Share", "Country | Share"),
    ):
        (source,) = render.sources(answered((held, row)), {held.id: held}, {held.id: entry(held)})
        assert "".join(piece for piece, _ in source.places[0].pieces) == shown_as
        assert [piece for piece, number in source.places[0].pieces if number] == [row]


def test_a_paragraph_in_another_language_says_so_to_the_browser():
    held = document("One sentence.", "Jedno zdanie.", title="T", language="en")
    held = replace(held, blocks=(*held.blocks[:2], replace(held.blocks[2], language="pl")))
    assert re.findall(r'<p data-o="0"(?: lang="(\w+)")?>', read(held)) == ["", "pl"]
    html = shown(answered((held, "One sentence."), (held, "Jedno zdanie.")), held)
    assert re.findall(r'<p lang="(\w+)">', html) == ["en", "pl"]
    assert re.findall(r'<blockquote class="is-paragraph" lang="(\w+)">', html) == ["en", "pl"]


def test_a_quotation_from_a_picture_of_a_page_warns_of_it():
    held = document(PLAIN, "Not this one.", title="T", pages=[Page(1, 0, ocr=True), Page(2, 27)])
    warning = "Text recognised by OCR; check against the page."
    assert warning in Reading(shown(answered((held, PLAIN)), held)).text
    assert warning not in Reading(shown(answered((held, "Not this one.")), held)).text
    assert re.findall(r"<span>(page .*?)</span>", read(held)) == ["page 1 · recognised by OCR", "page 2"]


# ---------------------------------------------------------------- correcting


def test_the_form_has_every_field_with_its_value_and_says_where_it_was_read():
    known = Metadata(
        title="New", authors=("A, B", "C"), published="", language="en",
        provenance={"title": "user", "authors": "first lines", "published": "user", "language": "text"},
    )  # fmt: skip
    held = replace(document(PLAIN, title="New"), metadata=known)
    told = Metadata(title="Old", provenance={"title": "pdf info", "authors": "first lines", "language": "text"})
    html = render.document(held, told)
    fields = dict(re.findall(r'<input id="qa-f-(\w+)" name="\w+" value="([^"]*)"', html))
    assert fields == {
        "title": "New", "authors": "A, B; C", "published": "", "publisher": "", "series": "", "topics": "",
        "language": "en",
    }  # fmt: skip
    origins = [" ".join(Reading(one).text.split()) for one in re.findall(r'<p class="qa-origin">(.*?)</p>', html, re.S)]
    assert origins == [
        "yours; the file says “Old” Reset", "read from: first lines", "yours; the file does not say Reset",
        "not found in the file", "not found in the file", "not found in the file", "read from: text",
    ]  # fmt: skip
    assert re.findall(r'data-reset="(\w+)"', html) == ["title", "published"]


def test_the_library_shows_what_is_corrected_and_what_could_not_be_read():
    held = document(PLAIN, title="T")
    text = Reading(
        render.library([entry(held, corrected=("title", "authors"), warnings=("Page 3 has no text.",))], [])
    ).text
    assert "Corrected by you: title, authors" in text
    assert "Page 3 has no text." in text


def test_the_library_says_when_files_can_be_read_better():
    assert "2 documents read by an earlier version" in render.library([], [], 2)
    assert "earlier version" not in render.library([], [])


def test_every_format_that_is_read_is_named_where_files_are_dropped():
    for one in FORMATS:
        name = one.suffixes[0].removeprefix(".")
        assert re.search(rf"\b{name}\b", spoken())
        assert re.search(rf"\b{name}\b", render.library_head())
        assert re.search(rf"\b{name}\b", render.library([], []))


@pytest.mark.parametrize(
    ("media_type", "source", "shown_as"),
    [
        ("application/pdf", "/a/report.PDF", "PDF"), ("application/pdf", "report", "PDF"),
        ("text/plain; charset=cp1250", "/a/notes.2021", "TXT"), ("text/markdown", "a.markdown", "MARKDOWN"),
        ("text/plain; charset=utf-8", "a.txt", "TXT"), ("", "a.md", "MD"), ("", "a.xyz", "XYZ"), ("", "a", ""),
    ],
)  # fmt: skip
def test_a_format_is_shown_by_its_usual_letters(media_type, source, shown_as):
    assert label(media_type, source) == shown_as
