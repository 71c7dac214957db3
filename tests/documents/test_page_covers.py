"""Covers, contents and what looks like a note or a title on a page and is none."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.documents.typesetting import column, kinds, put, read, text_of, texts


def test_a_house_number_on_a_cover_does_not_make_a_note_of_what_stands_below():
    def cover(canvas: Canvas) -> None:
        put(canvas, 72, 760, "The canal and its fees in one year", 20, "Times-Bold")
        put(canvas, 230, 680, "999 Lake Drive, Port West", 8)
        column(canvas, 72, 640, text_of(4), 440, 8)

    def body(canvas: Canvas) -> None:
        column(canvas, 72, 780, text_of(30, 4), 440)

    document = read(cover, body)
    assert not texts(document, "note")
    assert "999 Lake Drive, Port West" in texts(document, "paragraph")


def test_what_stands_far_below_a_note_is_not_part_of_it():
    def page(canvas: Canvas) -> None:
        column(canvas, 72, 780, text_of(20), 440)
        put(canvas, 72, 200, "1 The fee was set in May of that year by the authority.", 7)
        put(canvas, 72, 192, "It has not been changed since.", 7)
        put(canvas, 72, 150, "Printed on paper from managed woods.", 7)

    notes = texts(read(page), "note")
    assert notes == [
        "The fee was set in May of that year by the authority. It has not been changed since.",
        "Printed on paper from managed woods.",
    ]


@pytest.mark.parametrize(("name", "first", "kind"), [("INDEX", 1, "furniture"), ("I N D E X", 1, "furniture"),
                                                     ("Index", 95, "table")])  # fmt: skip
def test_an_index_is_a_list_of_contents_where_it_ends_with_numbers_that_pages_can_have(name, first, kind):
    def page(canvas: Canvas) -> None:
        put(canvas, 270, 760, name, 14, "Times-Bold")
        for number, entry in enumerate(["Business", "Risks", "Property", "Law", "Ships"]):
            y = 720 - 14 * number
            put(canvas, 72, y, f"Part {number}.")
            put(canvas, 160, y, entry)
            canvas.drawRightString(500, y, str(first + 3 * number))
        column(canvas, 72, 600, text_of(6), 440)

    document = read(page)
    (found,) = [one for one, text in kinds(document) if "Property" in text]
    assert found == kind


def test_a_date_above_the_title_is_the_date():
    def page(canvas: Canvas) -> None:
        put(canvas, 72, 790, "March 9, 2023")
        put(canvas, 72, 750, "The canal announces its fees of the year", 18, "Times-Bold")
        column(canvas, 72, 700, text_of(12), 440)

    document = read(page)
    assert document.metadata.published == "2023-03-09"
    assert kinds(document)[0] == ("furniture", "March 9, 2023")


@pytest.mark.parametrize("large", ["PC", "6.4 Internal locks", "01/14/2016 Fee 1,406,164.00 1,406,246.50", "Contents"])
def test_a_drawings_letters_and_the_head_of_a_part_are_no_title(large):
    def page(canvas: Canvas) -> None:
        column(canvas, 72, 780, text_of(6), 440)
        put(canvas, 72, 660, large, 20, "Times-Bold")
        column(canvas, 72, 620, text_of(8, 6), 440)

    assert read(page).metadata.title == ""


@pytest.mark.parametrize("head", ["FOR IMMEDIATE RELEASE", "UNITED STATES SECURITIES AND EXCHANGE COMMISSION"])
@pytest.mark.parametrize("size", [10, 20])
def test_what_heads_every_release_or_filing_is_no_title(head, size):
    def page(canvas: Canvas) -> None:
        put(canvas, 72, 780, head, size, "Times-Bold")
        column(canvas, 72, 720, text_of(12), 440)

    document = read(page)
    assert document.metadata.title == ""
    assert head in document.text
