"""Makes qa/samples/suez-canal.pdf from suez-canal.txt: ``python tests/samples/make_pdf.py``.

The PDF has what reports have and readers stumble over: a running header, printed page numbers that are not the
physical ones (it poses as pages 11 to 13 of a volume), paragraphs that cross a page, bullets, headings told by
their type only. The same text gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer

HERE = Path(__file__).parent
SOURCE = HERE / "suez-canal.txt"
TARGET = HERE.parent.parent / "qa" / "samples" / "suez-canal.pdf"
#: The number printed on the first page.
FIRST_PAGE = 11
#: B5, the size of a journal: the text takes three pages, and a sentence crosses from the second to the third.
PAGE = (176 * mm, 250 * mm)

BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=11, leading=16, spaceAfter=8, alignment=TA_JUSTIFY)
BULLET = ParagraphStyle("bullet", BODY, leftIndent=6 * mm, bulletIndent=2 * mm, bulletFontName="Symbol")
HEADING = ParagraphStyle("heading", BODY, fontName="Times-Bold", fontSize=13, leading=17, spaceBefore=7, keepWithNext=1)
TITLE = ParagraphStyle("title", BODY, fontName="Times-Bold", fontSize=18, leading=24, spaceBefore=6, alignment=0)
SMALL = ParagraphStyle("small", BODY, fontSize=9.5, leading=14, spaceAfter=2, alignment=0)


def make(source: Path = SOURCE, target: Path = TARGET) -> None:
    """Write the PDF of a text that is laid out as the samples are."""
    kicker, title, *_ = lines = [line for line in source.read_text("utf-8").splitlines() if line.strip()]
    document = SimpleDocTemplate(
        str(target),
        pagesize=PAGE,
        leftMargin=26 * mm,
        rightMargin=26 * mm,
        topMargin=26 * mm,
        bottomMargin=25 * mm,
        title=title,
        author=lines[3],
        invariant=1,
    )

    def frame(canvas: Canvas, template: SimpleDocTemplate) -> None:
        number = FIRST_PAGE + template.page - 1
        if template.page == 1:
            canvas.addPageLabel(0, style="ARABIC", start=FIRST_PAGE)
        else:
            canvas.setFont("Times-Italic", 9)
            canvas.drawString(26 * mm, PAGE[1] - 18 * mm, f"{kicker} · {title}")
        canvas.setFont("Times-Roman", 9)
        canvas.drawCentredString(PAGE[0] / 2, 18 * mm, str(number))

    document.build(list(flow(lines)), onFirstPage=frame, onLaterPages=frame)


def flow(lines: list[str]) -> Iterator[Flowable]:
    """The lines set: kicker, title, topic, author, date, then headings, bullets and paragraphs."""
    yield Paragraph(lines[0], SMALL)
    yield Paragraph(lines[1], TITLE)
    yield from (Paragraph(line, SMALL) for line in lines[2:5])
    yield Spacer(0, 6 * mm)
    for line in lines[5:]:
        text = line.strip()
        if text.startswith("•"):
            yield Paragraph(text.removeprefix("•").strip(), BULLET, bulletText="•")
        else:
            yield Paragraph(text, BODY if text.endswith(".") else HEADING)


if __name__ == "__main__":
    make()
