"""Pages of PDFs as pictures: what is marked on them is what is meant, or nothing is."""

from __future__ import annotations

import io
from importlib.resources import files

import pypdfium2 as pdfium
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import RectangleObject
from reportlab.pdfgen.canvas import Canvas

from documents.errors import WorkerCrashed
from documents.pictures import page_picture
from documents.read import read
from documents.readers.pdf.picture import place
from documents.wire import Drawing

SAMPLE = (files("qa") / "samples" / "suez-canal.pdf").read_bytes()
WIDTH = 500


def letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def inside(data: bytes, page: int, boxes) -> str:
    """The text that PDFium has in these boxes of an upright, uncropped page."""
    document = pdfium.PdfDocument(data)
    sheet = document[page - 1]
    across, down = sheet.get_size()
    text = sheet.get_textpage()
    found = [
        text.get_text_bounded(left * across, (1 - top - height) * down, (left + width) * across, (1 - top) * down)
        for left, top, width, height in boxes
    ]
    document.close()
    return " ".join(found)


def pdf(*pages: list[str]) -> bytes:
    """Pages with these lines."""
    body = io.BytesIO()
    canvas = Canvas(body, pagesize=(400, 300))
    for lines in pages:
        for number, line in enumerate(lines):
            canvas.drawString(40, 250 - 20 * number, line)
        canvas.showPage()
    canvas.save()
    return body.getvalue()


def test_every_sentence_of_the_sample_is_marked_where_it_stands():
    held = read(SAMPLE, "suez-canal.pdf")
    marked = 0
    for block in held.paragraphs:
        first, last = held.page_at(block.start), held.page_at(block.end - 1)
        if first is None or first != last:
            continue
        quote = held.text_of(block)
        drawn = page_picture(SAMPLE, Drawing(first.number, WIDTH, quote))
        assert letters(quote) in letters(inside(SAMPLE, first.number, drawn.boxes)), quote
        assert drawn.width == WIDTH
        marked += 1
    assert marked >= 10


def test_a_sentence_that_goes_over_a_line_has_a_box_for_each_line():
    data = pdf(["The dam is high, and it was", "built in nineteen sixty of con-", "crete. It holds a lake."])
    drawn = page_picture(data, Drawing(1, WIDTH, "it was built in nineteen sixty of concrete."))
    assert len(drawn.boxes) == 3
    assert [round(top, 1) for _, top, _, _ in drawn.boxes] == sorted(round(top, 1) for _, top, _, _ in drawn.boxes)


def test_words_that_stand_twice_are_told_apart_by_what_stands_beside_them_or_not_marked():
    data = pdf(["First: the level rose by two metres.", "Second: the level rose by two metres."])
    quote = "the level rose by two metres."
    (box,) = page_picture(data, Drawing(1, WIDTH, quote, before="Second: ")).boxes
    assert "Second" not in inside(data, 1, [box])
    assert box[1] > page_picture(data, Drawing(1, WIDTH, quote, before="First: ")).boxes[0][1]
    assert page_picture(data, Drawing(1, WIDTH, quote)).boxes == ()


def test_words_that_are_not_on_the_page_are_not_marked():
    assert page_picture(SAMPLE, Drawing(1, WIDTH, "The canal was blocked for seven days.")).boxes == ()


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_on_a_turned_page_the_boxes_are_where_the_words_are_seen(turn):
    upright = pdf(["Words in the upper left corner."])
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(upright)))
    writer.pages[0].rotate(turn)
    body = io.BytesIO()
    writer.write(body)
    (left, top, width, height) = page_picture(upright, Drawing(1, WIDTH, "Words in the upper left")).boxes[0]
    seen = {
        90: (1 - top - height, left, height, width),
        180: (1 - left - width, 1 - top - height, width, height),
        270: (top, 1 - left - width, height, width),
    }[turn]
    assert page_picture(body.getvalue(), Drawing(1, WIDTH, "Words in the upper left")).boxes[0] == pytest.approx(
        seen, abs=0.01
    )


def test_on_a_cropped_page_the_boxes_are_shares_of_what_is_seen():
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(["Words in the upper left corner."]))))
    writer.pages[0].cropbox = RectangleObject((20, 150, 220, 300))
    body = io.BytesIO()
    writer.write(body)
    left, top, _, height = page_picture(body.getvalue(), Drawing(1, WIDTH, "Words in the upper left")).boxes[0]
    assert left == pytest.approx((40 - 20) / 200, abs=0.01)
    assert top + height == pytest.approx(50 / 150, abs=0.03)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\nnothing", b"no pdf at all", SAMPLE[:2000]])
def test_a_file_that_cannot_be_drawn_is_said_to_be_so(data):
    with pytest.raises(WorkerCrashed, match="cannot be drawn"):
        page_picture(data, Drawing(1, WIDTH))


def test_a_page_that_is_not_there_is_said_to_be_so():
    with pytest.raises(WorkerCrashed, match="3 pages"):
        page_picture(SAMPLE, Drawing(9, WIDTH))


def test_a_page_as_large_as_a_poster_is_drawn_smaller():
    body = io.BytesIO()
    canvas = Canvas(body, pagesize=(14_000, 14_000))
    canvas.showPage()
    canvas.save()
    drawn = page_picture(body.getvalue(), Drawing(1, 100_000))
    assert drawn.width * drawn.height <= 6_100_000


@pytest.mark.parametrize(
    ("quote", "before", "after", "found"),
    [
        ("bc", "a", "", (1, 3)), ("bc", "", "", None), ("bc", "xxa", "d", (1, 3)),
        ("abcdefgh", "", "", (0, 8)), ("zz", "", "", None), ("", "", "", None),
    ],
)  # fmt: skip
def test_few_letters_are_marked_only_where_what_stands_beside_them_agrees(quote, before, after, found):
    assert place("abcdefghij", quote, before, after) == found


def test_one_of_several_places_is_told_by_more_than_a_letter_that_agrees_by_chance():
    letters = "onextheleveltwoytheleveltheend"
    assert place(letters, "thelevel", "y", "") is None
    assert place(letters, "thelevel", "twoy", "") == (letters.index("twoy") + 4, letters.index("theend"))
