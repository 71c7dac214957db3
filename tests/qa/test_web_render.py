"""What is read on the page: complete, honest, and never more than text."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.model import Metadata, Page
from documents.read import FORMATS
from documents.tables import row_groups
from index.model import Failure, Filters
from qa.formats import label, spoken
from qa.model import Conflict, Disagreement, Part, Ranked, Unread, Verdict, WithoutText
from qa.web import answers, markup, render
from qa.web import document as shown_document
from qa.web.adding import board
from qa.web.jobs import Job
from qa.web.suggestions import Suggested
from tests.qa.pages import (
    HOSTILE,
    PLAIN,
    Reading,
    answered,
    assert_only_text,
    copy_of,
    document,
    entry,
    library,
    read,
    shown,
    table,
    whole,
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
        shown(answered(question=HOSTILE, unreadable=1, unread=(Unread(HOSTILE, "damaged", HOSTILE),))),
        shown(
            answered(
                question=HOSTILE, absent_terms=(HOSTILE,), spellings={HOSTILE: (HOSTILE,)}, left_out={"author": 3},
                without_text=(WithoutText("0" * 16, HOSTILE, HOSTILE, (1,)),),
                more={"beyond": (Ranked("0" * 16, HOSTILE, HOSTILE, (1, 1), 1, HOSTILE, 0, 1, HOSTILE, 1.0),)},
            ),
            filters=Filters((HOSTILE,)),
        ),
        shown(
            answered(
                (HELD, HOSTILE), (HELD, PLAIN), stated=1,
                known={1: {"reported": HOSTILE, "also": (copy_of(HELD),)}},
                more={
                    "conflicts": (Conflict(Disagreement.NUMBER, (1, 2), (HOSTILE[:9], HOSTILE)),), "newer": (2,),
                    "parts": (Part(HOSTILE, Verdict.ANSWERED, (1,)), Part(HOSTILE, Verdict.NOT_FOUND, ())),
                    "verdict": Verdict.PARTLY,
                },
            ),
            HELD,
        ),
        shown(answered(passages=[Ranked(HELD.id, HOSTILE, HOSTILE, (1, 2), 1, HOSTILE, 0, 1, HOSTILE, 1.0)])),
        read(HELD),
        read(document(HOSTILE)),
        whole(replace(HELD, warnings=(HOSTILE,)), HELD.metadata),
        whole(document(PLAIN, title="T", provenance={"title": "user"}), Metadata(title=HOSTILE)),
        read(table(f"{HOSTILE} | b\n1 | {HOSTILE}")),
        shown(answered((table(f"a | b\n1 | {HOSTILE}"), f"1 | {HOSTILE}")), table(f"a | b\n1 | {HOSTILE}")),
        library([entry(HELD, media_type=HOSTILE, source=f"/x.{HOSTILE}")], []),
        library([entry(HELD)], [Failure(HOSTILE, "damaged", HOSTILE, "2026-01-01")]),
        library([entry(HELD, warnings=(HOSTILE,))], []),
        board([Job(1, HOSTILE), Job(2, HOSTILE, state="failed", message=HOSTILE)]),
        render.empty(Suggested((HOSTILE,), HOSTILE)),
        render.error(HOSTILE, HOSTILE, "?q=x"),
        render.pending(HOSTILE, HOSTILE),
        render.error(HOSTILE, HOSTILE),
    ],
)  # fmt: skip
def test_hostile_text_is_text_in_every_template(html):
    assert_only_text(html)


def test_characters_that_disguise_a_name_are_taken_out_of_it():
    assert markup.visible("invoice\u202efdp.exe\x00\u200b") == "invoicefdp.exe"
    assert "\u202e" not in board([Job(1, "a\u202eb.txt")])
    assert markup.visible("Żółć – “quoted”") == "Żółć – “quoted”"


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
    jobs = [
        Job(1, "a.txt", state="added", paragraphs=1),
        Job(2, "b.txt", state="failed", message="Why."),
        Job(3, "c.txt", state="work", stage="reading", at=1, of=4, done=0.25),
    ]
    html = board(jobs)
    assert "2 of 3 files done" in html
    assert "1 not added" in html
    assert re.findall(r'<progress max="100" value="(\d+)"', html) == ["25"]
    assert board([]).strip() == ""


def test_the_newest_document_is_listed_first():
    first, second = document("One.", title="First"), document("Two.", title="Second")
    html = library([entry(first), entry(second)], [])
    assert html.index("Second") < html.index("First")


def test_failures_can_be_dismissed_by_their_source():
    failure = Failure("/x/scan.pdf", "no_text_layer", "It has no text.", "2026-01-01")
    html = library([], [failure])
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
        (part,) = [shown_document._part(held, block) for held in [table(text)] for block in held.blocks]
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
        (source,) = answers.sources(answered((held, row)), {held.id: held}, {held.id: entry(held)})
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
    html = whole(held, told)
    fields = dict(re.findall(r'<input id="qa-reader-(\w+)" name="\w+" value="([^"]*)"', html))
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
        library([entry(held, corrected=("title", "authors"), warnings=("Page 3 has no text.",))], [])
    ).text
    assert "Corrected by you: Title, Authors" in text
    assert "Page 3 has no text." in text


def test_the_library_says_when_files_can_be_read_better():
    assert "2 documents were read by an earlier version" in library([], [], 2)
    assert "earlier version" not in library([], [])


def test_every_format_that_is_read_is_named_where_files_are_dropped():
    for one in FORMATS:
        name = one.suffixes[0].removeprefix(".")
        assert re.search(rf"\b{name}\b", spoken())
        assert re.search(rf"\b{name}\b", markup.render("adding.html.j2"))
        assert re.search(rf"\b{name}\b", library([], []))


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
