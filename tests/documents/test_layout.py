"""What a typesetter meant: reading order, paragraphs, headings, notes, captions, furniture."""

import io
import re

import pytest
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from documents.readers import pdf
from tests.documents.typesetting import (
    SENTENCES,
    column,
    kinds,
    lines_of,
    pdf_of,
    put,
    raw_pdf,
    read,
    table,
    text_of,
    texts,
)

LEFT, RIGHT, WIDTH = 72, 310, 215


# --- columns ---------------------------------------------------------------------------------------------------


def two_columns(canvas: Canvas) -> None:
    column(canvas, LEFT, 700, text_of(5), WIDTH)
    column(canvas, RIGHT, 700, text_of(5, 5), WIDTH)


def across(canvas: Canvas) -> None:
    """The same page, its lines printed from side to side."""
    left, right = lines_of(text_of(5), WIDTH), lines_of(text_of(5, 5), WIDTH)
    for number in range(max(len(left), len(right))):
        for x, lines in ((LEFT, left), (RIGHT, right)):
            if number < len(lines):
                put(canvas, x, 700 - 12 * number, lines[number])


@pytest.mark.parametrize("page", [two_columns, across])
def test_columns_are_read_one_after_the_other_in_whatever_order_the_file_has_them(page):
    assert " ".join(texts(read(page), "paragraph")) == text_of(10)


def test_three_columns_are_read_from_left_to_right():
    def page(canvas: Canvas) -> None:
        for number in (2, 0, 1):
            column(canvas, 60 + 170 * number, 700, text_of(4, 4 * number), 145, 9)

    assert " ".join(texts(read(page), "paragraph")) == text_of(12)


def test_what_goes_over_both_columns_parts_them():
    def page(canvas: Canvas) -> None:
        put(canvas, LEFT, 760, "A title that goes over both columns of this page", 20, "Times-Bold")
        column(canvas, LEFT, 720, text_of(3), WIDTH)
        column(canvas, RIGHT, 720, text_of(3, 3), WIDTH)
        put(
            canvas,
            LEFT,
            520,
            "Figure 1. Ships that passed the canal in each of the last twenty years, by their size",
            9,
        )
        column(canvas, LEFT, 490, text_of(3, 6), WIDTH)
        column(canvas, RIGHT, 490, text_of(3, 9), WIDTH)

    document = read(page)
    assert kinds(document)[0] == ("title", "A title that goes over both columns of this page")
    order = [int(number) for number in re.findall(r"In case (\d+)", document.text)]
    assert order == list(range(12))
    assert len(texts(document, "caption")) == 1


def test_what_stands_in_the_margin_does_not_cut_the_text_beside_it():
    def page(canvas: Canvas) -> None:
        column(canvas, 170, 700, text_of(8), 350)
        for number, line in enumerate(["Received in", "May, revised", "in July"]):
            put(canvas, 60, 650 - 10 * number, line, 8)

    assert text_of(8) in texts(read(page), "paragraph")


# --- paragraphs ------------------------------------------------------------------------------------------------


def test_a_paragraph_goes_on_in_the_next_column_and_on_the_next_page_and_knows_both_pages():
    lines = lines_of(text_of(30), WIDTH)

    def first(canvas: Canvas) -> None:
        for number, line in enumerate(lines[:40]):
            put(canvas, LEFT if number < 20 else RIGHT, 700 - 12 * (number % 20), line)

    def second(canvas: Canvas) -> None:
        for number, line in enumerate(lines[40:]):
            put(canvas, LEFT, 700 - 12 * number, line)
        column(canvas, RIGHT, 700, text_of(6, 20), WIDTH)

    document = read(first, second)
    assert texts(document, "paragraph")[0] == " ".join(lines)
    broken = document.paragraphs[0].start + len(" ".join(lines[:40])) + 1
    before, after = document.page_at(broken - 2), document.page_at(broken)
    assert (before and before.number, after and after.number) == (1, 2)


def test_every_sentence_of_a_long_document_knows_its_page():
    size, pages, where = 45, [], []
    lines = lines_of(text_of(120), 420)
    for start in range(0, len(lines), size):
        part = lines[start : start + size]

        def page(canvas: Canvas, part: list[str] = part, number: int = start // size + 1) -> None:
            put(canvas, 72, 800, "A report on the canal and its traffic", 9)
            for at, line in enumerate(part):
                put(canvas, 72, 760 - 14 * at, line)
            put(canvas, 290, 40, str(number), 9)

        where.extend((line, start // size + 1) for line in part)
        pages.append(page)
    document = read(*pages, setup=lambda canvas: canvas.addPageLabel(0, style="ROMAN_LOWER", start=4))
    (paragraph,) = document.paragraphs
    start = paragraph.start
    for line, number in where:
        assert document.text.startswith(line, start)
        for offset in (start, start + len(line) - 1):
            found = document.page_at(offset)
            assert found is not None
            assert (found.number, found.label) == (number, ["iv", "v", "vi"][number - 1])
        start += len(line) + 1


def test_an_indent_begins_a_paragraph_where_nothing_else_does():
    def page(canvas: Canvas) -> None:
        y = 700.0
        for text in SENTENCES[:3]:
            for number, line in enumerate(lines_of(f"{text} {text}", 300)):
                put(canvas, 72 + (14 if number == 0 else 0), y, line)
                y -= 12

    assert texts(read(page), "paragraph") == [f"{text} {text}" for text in SENTENCES[:3]]


def test_a_capital_over_several_lines_is_the_first_letter_of_its_word():
    def text(canvas: Canvas) -> None:
        put(canvas, 72, 676, "S", 44)
        lines = lines_of("hips pass the canal in convoys. " + text_of(6), 280)
        for number, line in enumerate(lines):
            put(canvas, 100 if number < 3 else 72, 700 - 12 * number, line)

    assert texts(read(text), "paragraph")[0].startswith("Ships pass the canal in convoys.")


def test_letters_that_are_spaced_out_are_words():
    content = b"BT /F 14 Tf 72 700 Td [(S)-300(U)-300(M)-300(M)-300(A)-300(R)-300(Y)-900(N)-300(O)-300(W)] TJ ET"
    document = pdf.read(raw_pdf(content, {"/F": "/Helvetica"}), "a.pdf")
    assert document.text == "SUMMARY NOW"


def test_a_word_that_is_printed_twice_to_look_bold_is_there_once():
    def page(canvas: Canvas) -> None:
        for shift in (0, 0.3):
            put(canvas, 72 + shift, 720, "Twice printed")
        column(canvas, 72, 690, text_of(3), 300)

    assert read(page).text.count("Twice printed") == 1


# --- headings --------------------------------------------------------------------------------------------------


def report(canvas: Canvas) -> None:
    put(canvas, 72, 780, "The price of a detour", 22, "Times-Bold")
    y = 740.0
    for size, heading in ((15, "1 The canal"), (12, "1.1 Its traffic"), (12, "1.2 Its fees"), (15, "2 The cape")):
        put(canvas, 72, y, heading, size, "Times-Bold")
        y = column(canvas, 72, y - 20, text_of(3), 440) - 18


def test_larger_and_bolder_type_makes_headings_and_their_depths():
    document = read(report)
    assert kinds(document)[0] == ("title", "The price of a detour")
    assert [block.section for block in document.paragraphs] == [
        ("1 The canal",),
        ("1 The canal", "1.1 Its traffic"),
        ("1 The canal", "1.2 Its fees"),
        ("2 The cape",),
    ]


def test_a_bookmark_makes_a_heading_of_the_line_that_it_names():
    def page(canvas: Canvas) -> None:
        put(canvas, 72, 790, "A report on the canal", 18)
        y = 750.0
        for number, name in enumerate(["On ships", "On pilots", "On tugs"]):
            canvas.bookmarkPage(name)
            canvas.addOutlineEntry(name, name, level=min(number, 1))
            put(canvas, 72, y, name)
            y = column(canvas, 72, y - 24, text_of(3), 440) - 24

    document = read(page)
    assert texts(document, "heading") == ["On ships", "On pilots", "On tugs"]
    assert [block.section for block in document.paragraphs] == [
        ("On ships",),
        ("On ships", "On pilots"),
        ("On ships", "On tugs"),
    ]


def test_entries_of_a_table_of_contents_are_neither_headings_nor_cited():
    def page(canvas: Canvas) -> None:
        put(canvas, 72, 780, "Contents", 14, "Times-Bold")
        for number, name in enumerate(["The canal", "Its traffic", "The price of a detour"]):
            put(canvas, 72, 740 - 16 * number, f"{name} {'.' * (60 - len(name))} {number + 3}")
        column(canvas, 72, 600, text_of(4), 440)

    document = read(page)
    assert len(document.paragraphs) == 1
    assert sum("....." in text for text in texts(document, "furniture")) == 3


def test_a_list_of_contents_without_dots_is_no_table_either():
    def page(canvas: Canvas) -> None:
        put(canvas, 72, 780, "Contents", 14, "Times-Bold")
        rows = [(f"{n}", name, str(2 * n)) for n, name in enumerate(["The canal", "Traffic", "Fees", "The cape"], 1)]
        table(canvas, (72, 100, 400), 740, rows)
        column(canvas, 72, 600, text_of(4), 440)

    document = read(page)
    assert not texts(document, "table")
    assert texts(document, "paragraph") == [text_of(4)]


# --- furniture -------------------------------------------------------------------------------------------------


def test_headers_at_both_sides_and_footers_are_furniture_on_every_page():
    def page(number: int):
        def draw(canvas: Canvas) -> None:
            put(canvas, 72, 800, "The price of a detour", 9)
            put(canvas, 460, 800, "Policy paper 7", 9)
            column(canvas, 72, 740, text_of(20, 20 * number), 440)
            put(canvas, 72, 50, "Institute of the canal, all rights reserved", 8)
            put(canvas, 500, 50, f"{number + 1} | 4", 8)

        return draw

    document = read(*map(page, range(4)))
    assert all(text.startswith("In case") for text in texts(document, "paragraph"))
    furniture = texts(document, "furniture")
    for text in ("The price of a detour", "Policy paper 7", "Institute of the canal, all rights reserved"):
        assert furniture.count(text) == 4
    assert " ".join(texts(document, "paragraph")) == text_of(80)


def test_turned_text_and_what_lies_outside_the_page_is_never_cited():
    def page(canvas: Canvas) -> None:
        column(canvas, 100, 700, text_of(8), 400)
        canvas.saveState()
        canvas.translate(40, 200)
        canvas.rotate(90)
        put(canvas, 0, 0, "Preprint of the first of May, not reviewed", 20)
        canvas.restoreState()
        canvas.saveState()
        canvas.translate(150, 300)
        canvas.rotate(45)
        put(canvas, 0, 0, "DRAFT", 80)
        canvas.restoreState()
        put(canvas, 100, -40, "A printer's note below the page")

    document = read(page)
    assert texts(document, "paragraph") == [text_of(8)]
    assert set(texts(document, "furniture")) == {
        "Preprint of the first of May, not reviewed",
        "DRAFT",
        "A printer's note below the page",
    }


def test_a_page_that_is_turned_as_a_whole_is_read_as_it_is_seen():
    def page(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.rotate(90)
        column(canvas, 60, -100, text_of(8), 600)

    def unsaid(canvas: Canvas) -> None:
        canvas.rotate(90)
        column(canvas, 60, -100, text_of(8), 600)

    assert texts(read(page), "paragraph") == texts(read(unsaid), "paragraph") == [text_of(8)]


def test_what_the_file_calls_an_artifact_is_furniture_and_text_that_is_not_painted_is_read():
    content = (
        b"BT /F 11 Tf 72 700 Td (A sentence of the text stands here.) Tj ET "
        b"/Artifact BMC BT /F 11 Tf 72 400 Td (Downloaded by a reader) Tj ET EMC "
        b"BT 3 Tr /F 11 Tf 72 650 Td (A sentence that a scanner recognised.) Tj ET"
    )
    document = pdf.read(raw_pdf(content, {"/F": "/Helvetica"}), "a.pdf")
    assert texts(document, "furniture") == ["Downloaded by a reader"]
    assert "A sentence that a scanner recognised." in texts(document, "paragraph")


# --- lists, captions, notes ------------------------------------------------------------------------------------


def test_bullets_that_are_printed_apart_from_their_text_make_items():
    def page(canvas: Canvas) -> None:
        y = 700.0
        for text in SENTENCES[:4]:
            put(canvas, 80, y, "•")
            for line in lines_of(f"{text} {text}", 380):
                put(canvas, 98, y, line)
                y -= 12

    assert texts(read(page), "item") == [f"{text} {text}" for text in SENTENCES[:4]]


@pytest.mark.parametrize(
    "caption",
    [
        "Figure 3. Ships by year", "Table 2: Fees in dollars", "Abb. 4: Schiffe nach Jahren", "Rys. 1. Liczba statków",
        "Tabela 5. Opłaty", "Рис. 2. Количество судов", "Wykres 7. Ceny", "Map 1. The canal", "Tableau 3 – Navires",
    ],
)  # fmt: skip
def test_captions_are_known_in_their_languages(caption: str):
    def page(canvas: Canvas) -> None:
        canvas.setFont("Body", 9)
        canvas.drawString(72, 600, caption)
        column(canvas, 72, 720, text_of(4), 440)
        column(canvas, 72, 560, text_of(4, 4), 440)

    document = read(page, setup=body_font)
    assert texts(document, "caption") == [caption]


def body_font(_: Canvas) -> None:
    """A font with the letters of Europe, as reportlab brings it."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    path = next((path for path in FONTS if path_exists(path)), None)
    if path is None:
        pytest.skip("no font with Cyrillic letters is installed")
    pdfmetrics.registerFont(TTFont("Body", path))


FONTS = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf",
    "/usr/share/fonts/TTF/DejaVuSans.ttf",
)


def path_exists(path: str) -> bool:
    from pathlib import Path

    return Path(path).exists()


def test_a_sentence_that_begins_with_a_figures_name_is_no_caption():
    def page(canvas: Canvas) -> None:
        column(canvas, 72, 700, f"Figure 3 shows how much. {text_of(5)}", 440)

    assert not texts(read(page), "caption")


def with_notes(canvas: Canvas) -> None:
    put(canvas, 72, 700, "The fee was raised in 2021")
    width = canvas.stringWidth("The fee was raised in 2021", "Times-Roman", 10)
    put(canvas, 72 + width, 704, "1", 6)
    put(canvas, 72 + width + 4, 700, "and the authority said that more would follow, which")
    put(canvas, 72, 688, "surprised nobody in the trade. An area of 400 m")
    width = canvas.stringWidth("surprised nobody in the trade. An area of 400 m", "Times-Roman", 10)
    put(canvas, 72 + width, 692, "2", 6)
    put(canvas, 72 + width + 4, 688, "was dredged, and the")
    canvas.line(72, 120, 200, 120)
    put(canvas, 72, 108, "1", 5.5)
    put(canvas, 76, 105, "The circular of the authority, of the first of March, names the sums", 8)
    put(canvas, 72, 95, "in the currency of the country.", 8)


def after_notes(canvas: Canvas) -> None:
    column(canvas, 72, 700, f"work went on until the end of the year. {text_of(8)}", 440)


def test_a_note_stands_apart_and_the_paragraph_goes_on_around_it():
    document = read(with_notes, after_notes)
    assert texts(document, "note") == [
        "The circular of the authority, of the first of March, names the sums in the currency of the country."
    ]
    (paragraph,) = texts(document, "paragraph")
    assert "raised in 2021 and the authority" in paragraph, "a note's mark is not the author's word"
    assert "400 m² was dredged, and the work went on" in paragraph, "a power is no note's mark"
    start = document.text.index("work went on")
    assert [page and page.number for page in map(document.page_at, (start - 2, start))] == [1, 2]


# --- tables ----------------------------------------------------------------------------------------------------

FEES = (
    ("Year", "Ships", "Tons", "Fee"),
    ("2019", "18,880", "1,207", "5.8"),
    ("2020", "18,829", "1,169", "5.6"),
    ("2021", "20,694", "1,270", "6.3"),
    ("Total of all", "58,403", "3,646", "17.7"),
)


def test_a_table_is_a_block_with_its_names_and_its_caption():
    def page(canvas: Canvas) -> None:
        column(canvas, 72, 760, text_of(4), 440)
        put(canvas, 72, 660, "Table 1: Ships, tons and fees", 9, "Times-Bold")
        table(canvas, (72, 200, 280, 360), 640, FEES, bold=1)
        column(canvas, 72, 540, text_of(4, 4), 440)

    document = read(page)
    assert texts(document, "table") == ["\n".join(" | ".join(row) for row in FEES)]
    (block,) = [block for block in document.blocks if block.kind == "table"]
    assert block.section[-1:] == ("Table 1: Ships, tons and fees",)
    assert [text for kind, text in kinds(document) if kind == "paragraph"] == [text_of(4), text_of(4, 4)]


def test_a_long_table_repeats_its_names_in_every_group():
    rows = [FEES[0], *((f"Port {n} of the south", f"{n},100", f"{n}.5", f"({n})") for n in range(1, 45))]

    def page(canvas: Canvas) -> None:
        table(canvas, (72, 200, 280, 360), 780, rows, bold=1)

    found = texts(read(page), "table")
    assert len(found) > 1
    assert all(text.startswith("Year | Ships | Tons | Fee\n") for text in found)
    assert sum(text.count("\n") for text in found) == len(rows) - 1


def test_a_name_over_two_lines_is_one_and_a_sign_goes_with_its_figure():
    def page(canvas: Canvas) -> None:
        for x, names in ((190, ("First", "half")), (290, ("Second", "half")), (390, ("Whole", "year"))):
            for number, name in enumerate(names):
                put(canvas, x, 720 - 11 * number, name, 9, "Times-Bold")
        for number, name in enumerate(["Fees of ships", "Fees of pilots", "Other income"]):
            put(canvas, 72, 695 - 14 * number, name)
            for x in (190, 290, 390):
                put(canvas, x, 695 - 14 * number, "$")
                canvas.drawRightString(x + 50, 695 - 14 * number, f"{x + number},5")

    (found,) = texts(read(page), "table")
    assert found.splitlines()[:2] == [
        "| First half | Second half | Whole year",
        "Fees of ships | $ 190,5 | $ 290,5 | $ 390,5",
    ]


def test_a_table_in_a_column_leaves_the_other_column_alone():
    def page(canvas: Canvas) -> None:
        column(canvas, LEFT, 760, text_of(8), WIDTH)
        y = column(canvas, RIGHT, 760, text_of(2, 8), WIDTH)
        y = table(canvas, (RIGHT, RIGHT + 60, RIGHT + 110, RIGHT + 160), y - 12, FEES, size=9)
        column(canvas, RIGHT, y - 12, text_of(3, 10), WIDTH)

    document = read(page)
    assert len(texts(document, "table")) == 1
    assert " ".join(texts(document, "paragraph")) == text_of(13)


def test_columns_of_text_are_never_a_table():
    def narrow(canvas: Canvas) -> None:
        for number in range(3):
            column(canvas, 60 + 165 * number, 760, text_of(9, 9 * number), 140, 9)

    for page in (two_columns, across, narrow):
        assert not texts(read(page), "table")


# --- all of it -------------------------------------------------------------------------------------------------


def test_every_word_of_a_page_is_in_exactly_one_block():
    pages = (two_columns, with_notes, after_notes, report)
    document = read(*pages)
    words = sorted(re.findall(r"\w+", " ".join(page.extract_text() for page in PdfReader(reader_of(pages)).pages)))
    there = sorted(re.findall(r"\w+", document.text))
    assert len(there) >= len(words) - 6, "only a hyphen's halves, marks of notes and of items are not there"


def reader_of(pages) -> io.BytesIO:
    return io.BytesIO(pdf_of(*pages))
