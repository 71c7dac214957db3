"""Pages set to order, word by word where it matters: columns, notes, tables and marks whose places are known."""

import io
from collections.abc import Callable, Sequence
from typing import Any

from pypdf import PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from documents.model import Document
from documents.readers import pdf

#: A page's drawing.
Draw = Callable[[Canvas], None]

SENTENCES = (
    "The canal was opened in November and links two seas that have almost the same level.",
    "Ships pass it in convoys that follow each other by day and by night at a moderate speed.",
    "A detour round the southern cape takes ten days longer and costs fuel that nobody has planned for.",
    "Insurance follows the risk within days while contracts of carriage are made for a whole year.",
    "The authority that runs the canal has widened its southern part and deepened the rest of it.",
    "Several hundred ships waited at both ends when one of them ran aground and closed the passage.",
)


def text_of(count: int, first: int = 0) -> str:
    """So many sentences, each with a number that makes it one of its kind."""
    return " ".join(f"In case {n} so. {SENTENCES[n % len(SENTENCES)]}" for n in range(first, first + count))


def pdf_of(*pages: Draw, setup: Draw | None = None) -> bytes:
    """A PDF of these pages."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4)
    if setup is not None:
        setup(canvas)
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def read(*pages: Draw, setup: Draw | None = None) -> Document:
    """The document that these pages are."""
    return pdf.read(pdf_of(*pages, setup=setup), "a.pdf")


def put(canvas: Canvas, x: float, y: float, text: str, size: float = 10, font: str = "Times-Roman") -> None:
    """One line."""
    canvas.setFont(font, size)
    canvas.drawString(x, y, text)


def lines_of(text: str, width: float, size: float = 10, font: str = "Times-Roman") -> list[str]:
    """The text broken to lines of a width."""
    return simpleSplit(text, font, size, width)


def column(canvas: Canvas, x: float, y: float, text: str, width: float, size: float = 10) -> float:
    """A paragraph in a column from the height ``y`` on; the height below it."""
    for line in lines_of(text, width, size):
        put(canvas, x, y, line, size)
        y -= 1.2 * size
    return y


def table(
    canvas: Canvas, x: Sequence[float], y: float, rows: Sequence[Sequence[str]], size: float = 10, bold: int = 0
) -> float:
    """Rows of cells that begin at these places, the figures flush right; the first ``bold`` rows in bold type."""
    for number, row in enumerate(rows):
        canvas.setFont("Times-Bold" if number < bold else "Times-Roman", size)
        for at, cell in zip(x, row, strict=True):
            if at == x[0]:
                canvas.drawString(at, y, cell)
            else:
                canvas.drawRightString(at + 50, y, cell)
        y -= 1.4 * size
    return y


def kinds(document: Document) -> list[tuple[str, str]]:
    """Kind and text of every block."""
    return [(str(block.kind), document.text_of(block)) for block in document.blocks]


def texts(document: Document, kind: str) -> list[str]:
    """The texts of the blocks of a kind."""
    return [text for one, text in kinds(document) if one == kind]


def raw_pdf(content: bytes, fonts: dict[str, str], change: Callable[[PdfWriter], Any] | None = None) -> bytes:
    """A page with this content stream, for operators that reportlab does not write; fonts by their name there."""
    from pypdf.generic import DictionaryObject, NameObject, StreamObject

    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    stream = StreamObject()
    stream.set_data(content)
    page[NameObject("/Contents")] = writer._add_object(stream)
    named = DictionaryObject()
    for name, base in fonts.items():
        named[NameObject(name)] = writer._add_object(
            DictionaryObject(
                {
                    NameObject("/Type"): NameObject("/Font"),
                    NameObject("/Subtype"): NameObject("/Type1"),
                    NameObject("/BaseFont"): NameObject(base),
                    NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
                }
            )
        )
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): named})
    if change is not None:
        change(writer)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()
