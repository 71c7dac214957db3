"""What stands in a paper, in whatever format."""

from __future__ import annotations

import re

import pytest

from index.model import Filters
from qa.answer import filters_record
from qa.export.paper import Checked, Paper, Piece, Role, of_answers, of_pins
from qa.export.write import TYPES, write
from qa.model import Part, Unread, Verdict
from tests.qa.pages import answered, document
from tests.qa.papers import (
    ACCESS,
    FEW,
    NUMBERS,
    OLD,
    OTHER,
    SHIPS,
    Page,
    W,
    docx_of,
    paper_of,
    quotations,
    text_of,
    tree,
    word,
    zipped_text,
)


@pytest.mark.parametrize("rows", ["Ships | Year\n13 | 2019", "|a|b|\n|-|-|\n|1|2|", "a\n===\n- b\n1. c"])
def test_the_rows_of_a_table_stay_rows(rows):
    for format in ("markdown", "html", "docx"):  # noqa: A001
        data = write(paper_of(answered((document(rows), rows))), format, "chicago", ACCESS)
        shown = {
            "markdown": lambda one: quotations(one.decode())[0],
            "html": lambda one: Page(one.decode()).quotations[0],
            "docx": lambda one: word(one).paragraphs[2].text,
        }[format](data)
        assert shown == rows


def test_an_answer_of_several_parts_has_its_quotations_under_each_of_them():
    parts = (
        Part("How many?", Verdict.ANSWERED, (1,)),
        Part("Who?", Verdict.NOT_FOUND, ()),
        Part("Why?", Verdict.ANSWERED, (1,)),
    )
    markdown = text_of(answered(SHIPS, more={"parts": parts, "verdict": Verdict.PARTLY}))
    assert markdown.split("\n\n")[1:6] == [
        "Answered in part.",
        "*How many?*",
        "> The lock holds 13 ships.[^1]",
        "*Who? – not found in the library*",
        "*Why?* [^1]",
    ]


def test_at_the_end_stands_what_is_not_known_when_it_was_looked_up_and_in_which_state_of_the_library():
    unread = (Unread("/x/scan.pdf", "no_text_layer", "It is a scan."),)
    markdown = text_of(answered(FEW, unreadable=1, unread=unread, more={"id": "4613c07dadb06a17", "fingerprint": "f1"}))
    assert markdown.partition("---\n\n")[2].split("\n\n")[:4] == [
        "Not known of second.txt: author, title, date.",
        "Looked up in the library on November 23, 2026; every quotation here stood word for word.",
        "Searched 3 of 3 documents; 1 file could not be read; state of the library: f1.",
        "This answer: <http://127.0.0.1:7860/?a=4613c07dadb06a17>",
    ]


def test_a_question_that_followed_another_says_what_was_searched():
    assert "\n\nSearched for: ships in the lock\n\n" in text_of(answered(SHIPS, meant="ships in the lock"))


def test_an_answer_says_of_which_documents_only_it_was_asked():
    filters = filters_record(Filters(authors=("Berg", "Example"), as_of="2024-03"))
    assert "\n\nAsked of some documents only: author Berg, Example; as of 2024-03.\n\n" in text_of(
        answered(SHIPS, more={"filters": filters})
    )
    assert "Asked of" not in text_of(answered(SHIPS, more={"filters": filters_record(Filters())}))


@pytest.mark.parametrize("format", ["markdown", "html", "docx", "apa", "bibtex", "ris", "csl-json"])
def test_what_does_not_stand_any_more_is_no_source_in_any_format(format):  # noqa: A002
    given_answer = answered(SHIPS, FEW, more={"conflicts": (NUMBERS,)})
    data = write(paper_of(given_answer, without=(2,)), format, "chicago", ACCESS)
    text = zipped_text(data) if format == "docx" else data.decode()
    assert "Schleuse" not in text
    assert OTHER.id not in text
    if format in ("markdown", "html", "docx"):
        assert "A quotation is left out here" in text
        assert "Left out: a quotation of second.txt: the document is gone." in text


def test_a_paper_without_the_source_of_a_piece_cannot_be_made():
    with pytest.raises(ValueError, match="no source"):
        Paper("T", (Piece(Role.QUOTATION, "It is old.", (1,)),), ())


def test_several_answers_are_one_paper_with_one_list_of_works_numbered_through():
    both = [(one, Checked({c.number: c for c in one.citations})) for one in (answered(SHIPS, FEW), answered(OLD))]
    markdown = write(of_answers(both, ACCESS), "markdown", "chicago", ACCESS).decode()
    assert re.findall(r"(?m)^\[\^(\d)\]: ([^“,]*)", markdown)[2][0] == "3"
    assert "[^3]: Berg, “On Locks,”" in markdown
    assert markdown.count("**Bibliography**") == 1
    assert markdown.count("- Berg, Anna.") == 1


def test_a_dossier_has_its_quotations_in_their_order_with_the_notes_of_its_owner():
    class Pin:
        def __init__(self, citation, note):
            self.citation, self.note = citation, note

    first, second = answered(SHIPS).citations[0], answered(FEW).citations[0]
    pins = [Pin(second, "Compare *both*."), Pin(first, "")]
    found = Checked({place: pin.citation for place, pin in enumerate(pins, 1)})
    markdown = write(of_pins("Locks", pins, found, ACCESS), "markdown", "chicago", ACCESS).decode()
    assert markdown.split("\n\n")[:4] == [
        "**Locks**",
        "> Die Schleuse fasst 7 Schiffe.[^1]",
        r"Compare \*both\*.",
        "> The lock holds 13 ships.[^2]",
    ]


def test_every_quotation_names_its_language():
    assert Page(text_of(answered(SHIPS, FEW), "html")).languages == ["en", "de"]
    languages = [one.get(f"{W}val") for one in tree(docx_of(answered(SHIPS, FEW)), "document").iter(f"{W}lang")]
    assert languages == ["en", "de"]


def test_the_same_paper_gives_the_same_bytes_in_every_format():
    for format in TYPES:  # noqa: A001
        assert len({write(paper_of(answered(SHIPS, FEW)), format, "mla", ACCESS) for _ in range(2)}) == 1


def test_an_answer_that_found_nothing_says_so():
    not_found = "**What happened?**\n\nNot found: the library does not answer this question."
    assert text_of(answered()).startswith(not_found)
