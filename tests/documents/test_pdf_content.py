"""The operators of a page → runs of text where a viewer shows them."""

import io
from collections.abc import Mapping

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, StreamObject, TextStringObject
from reportlab.pdfbase.pdfmetrics import stringWidth

from documents.errors import NoTextLayer
from documents.readers import pdf
from documents.readers.pdf.content import page_content
from documents.readers.pdf.fonts import Fonts
from documents.readers.pdf.runs import Run
from documents.readers.pdf.text import PdfText, from_json, to_json
from tests.documents.samples import as_pdf
from tests.documents.typesetting import raw_pdf

HELVETICA: Mapping[str, str] = {"/F": "/Helvetica", "/B": "/Helvetica-BoldOblique"}


def runs(content: bytes) -> list[Run]:
    reader = PdfReader(io.BytesIO(raw_pdf(content, dict(HELVETICA))))
    return page_content(reader.pages[0], Fonts()).runs


def test_a_run_is_as_wide_as_its_glyphs():
    (run,) = runs(b"BT /F 12 Tf 72 700 Td (Suez Canal) Tj ET")
    assert (run.text, run.x, run.y, run.size) == ("Suez Canal", 72, 700, 12)
    assert run.right == pytest.approx(72 + stringWidth("Suez Canal", "Helvetica", 12), abs=0.1)


@pytest.mark.parametrize(
    ("operators", "x", "y", "size"),
    [
        (b"2 0 0 2 10 20 cm BT /F 6 Tf 31 340 Td (A) Tj ET", 72, 700, 12),
        (b"BT /F 1 Tf 12 0 0 12 72 700 Tm (A) Tj ET", 72, 700, 12),
        (b"BT /F 12 Tf 14 TL 72 714 Td T* (A) Tj ET", 72, 700, 12),
        (b"BT /F 12 Tf 72 714 Td 0 -14 TD (A) Tj ET", 72, 700, 12),
        (b"q 5 0 0 5 0 0 cm Q BT /F 12 Tf 72 700 Td (A) Tj ET", 72, 700, 12),
        (b"BT /F 12 Tf 4 Ts 72 696 Td (A) Tj ET", 72, 700, 12),
    ],
)
def test_place_and_size_are_those_on_the_page_whatever_operators_set_them(
    operators: bytes, x: float, y: float, size: float
):
    (run,) = runs(operators)
    assert (run.x, run.y, run.size) == pytest.approx((x, y, size))


def test_spacing_and_scaling_widen_a_run():
    plain, spaced, scaled, words = (
        runs(b"BT /F 10 Tf " + extra + b" 0 0 Td (a b) Tj ET")[0].right for extra in (b"", b"2 Tc", b"200 Tz", b"5 Tw")
    )
    assert (spaced, scaled, words) == pytest.approx((plain + 6, 2 * plain, plain + 5))


def test_an_adjustment_is_kerning_a_space_or_the_way_to_another_column():
    assert [run.text for run in runs(b"BT /F 10 Tf [(Su)20(ez)-300(Canal)-4000(1869)] TJ ET")] == ["Suez Canal", "1869"]


def test_the_way_to_another_column_may_be_made_of_spaces():
    first, second = runs(b"BT /F 10 Tf (Ships      1869) Tj ET")
    assert (first.text, second.text) == ("Ships", "1869")
    assert second.x == pytest.approx(stringWidth("Ships      ", "Helvetica", 10), abs=0.1)


@pytest.mark.parametrize("middle", [b" by name of ", b" a ", b"  by  ", b"   by   "])
def test_words_between_blanks_in_one_string_are_not_taken_for_the_way_to_another_column(middle):
    found = runs(b"BT /F 10 Tf [(Ships) 17 (%b) -5 (large)] TJ ET" % middle)
    assert " ".join(run.text for run in found).split() == ["Ships", *middle.decode().split(), "large"]


def test_dots_that_lead_to_a_pages_number_do_not_glue_the_words_before_them():
    dots = b" -190 ".join([b"(.)"] * 30)
    (run,) = runs(b"BT /F 10 Tf [(Fees) -250 (of) -250 (ships) -168 %b -190 (12)] TJ ET" % dots)
    assert run.text.startswith("Fees of ships .")


def test_weight_and_slope_are_told_by_the_fonts_name():
    (run,) = runs(b"BT /B 10 Tf (Canal) Tj ET")
    assert run.bold
    assert run.italic


def test_operands_that_make_no_sense_do_nothing():
    found = runs(b"BT /F 12 Tf 72 700 Td (a) Td /x /y Td [(b)] cm (Canal) Tj /Nope 12 Tf ET 1 0 Do (x) re Q Q EMC ET")
    assert [run.text for run in found] == ["Canal"]


def test_a_replacement_text_stands_for_its_glyphs():
    (run,) = runs(b"/Span <</ActualText (fi)>> BDC BT /F 12 Tf (X) Tj ET EMC")
    assert run.text == "fi"


def form(content: bytes) -> StreamObject:
    stream = StreamObject()
    stream.set_data(content)
    stream[NameObject("/Subtype")] = NameObject("/Form")
    stream[NameObject("/Matrix")] = ArrayObject([NumberObject(n) for n in (1, 0, 0, 1, 50, 60)])
    return stream


def test_a_form_is_painted_in_its_place_and_one_that_paints_itself_ends():
    def change(writer) -> None:
        page = writer.pages[0]
        painted = writer._add_object(form(b"BT /F 12 Tf 22 640 Td (Canal) Tj ET /X Do"))
        page["/Resources"][NameObject("/XObject")] = DictionaryObject({NameObject("/X"): painted})

    reader = PdfReader(io.BytesIO(raw_pdf(b"/X Do", dict(HELVETICA), change)))
    (run,) = page_content(reader.pages[0], Fonts()).runs
    assert (run.text, run.x, run.y) == ("Canal", 72, 700)


def test_rules_are_level_lines_and_flat_boxes_that_are_painted():
    content = b"72 500 200 0.5 re f 72 400 m 200 400 l S 72 300 m 72 400 l S 72 200 300 90 re f 72 100 m 300 100 l n"
    reader = PdfReader(io.BytesIO(raw_pdf(content, dict(HELVETICA))))
    assert [(rule.x, rule.right) for rule in page_content(reader.pages[0], Fonts()).rules] == [(72, 272), (72, 200)]


def test_lines_go_through_json_unchanged():
    text = PdfText(PdfReader(io.BytesIO(as_pdf())))
    lines = text.lines(1)
    assert lines
    assert from_json(to_json(lines), 1) == lines


def test_a_glyph_whose_name_says_nothing_is_a_character_that_is_not_known_and_not_its_name():
    def change(writer) -> None:
        font = writer.pages[0]["/Resources"]["/Font"]["/F"].get_object()
        names = ArrayObject([NumberObject(1), NameObject("/C0")])
        font[NameObject("/Encoding")] = DictionaryObject({NameObject("/Differences"): names})

    reader = PdfReader(io.BytesIO(raw_pdf(b"BT /F 12 Tf 72 700 Td (\001939) Tj ET", dict(HELVETICA), change)))
    (run,) = page_content(reader.pages[0], Fonts()).runs
    assert run.text == "\ufffd939"


def with_glyph_numbers(ordering: str, content: bytes) -> bytes:
    """A page with a font /G whose codes are numbers of glyphs, and no table that says which characters these are."""

    def change(writer) -> None:
        system = DictionaryObject({NameObject("/Ordering"): TextStringObject(ordering)})
        below = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/CIDFontType2"),
                NameObject("/BaseFont"): NameObject("/Some"),
                NameObject("/CIDSystemInfo"): system,
            }
        )
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type0"),
                NameObject("/BaseFont"): NameObject("/Some"),
                NameObject("/Encoding"): NameObject("/Identity-H"),
                NameObject("/DescendantFonts"): ArrayObject([writer._add_object(below)]),
            }
        )
        writer.pages[0]["/Resources"]["/Font"][NameObject("/G")] = writer._add_object(font)

    return raw_pdf(content, dict(HELVETICA), change)


GLYPHS = b"BT /G 12 Tf 72 700 Td <0026004400510044004F> Tj ET "


@pytest.mark.parametrize("ordering", ["Identity", "Japan1"])
def test_numbers_of_glyphs_are_no_text(ordering):
    with pytest.raises(NoTextLayer):
        pdf.read(with_glyph_numbers(ordering, GLYPHS), "a.pdf")
    mixed = pdf.read(with_glyph_numbers(ordering, GLYPHS + b"BT /F 12 Tf 72 600 Td (The canal.) Tj ET"), "a.pdf")
    assert mixed.text.strip() == "The canal."


def test_codes_that_are_unicode_are_text():
    assert "&DQDO" in pdf.read(with_glyph_numbers("UCS", GLYPHS), "a.pdf").text


@pytest.mark.parametrize(("names", "text"), [("/fl", "efficient fifteen"), ("/quotesingle", "ecient fteen")])
def test_ligatures_are_where_tex_has_them_in_a_font_that_says_so_of_one(names, text):
    def change(writer) -> None:
        font = writer.pages[0]["/Resources"]["/Font"]["/F"].get_object()
        differences = ArrayObject([NumberObject(13), NameObject(names)])
        font[NameObject("/Encoding")] = DictionaryObject({NameObject("/Differences"): differences})

    content = b"BT /F 12 Tf 72 700 Td (e\\016cient \\014fteen) Tj ET"
    assert pdf.read(raw_pdf(content, dict(HELVETICA), change), "a.pdf").text.strip() == text
