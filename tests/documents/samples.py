"""One analysis in the formats that are read, and PDFs made to order."""

import io
from collections.abc import Callable, Sequence

from pypdf import PdfWriter
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

from documents.model import Document

KICKER = "Analyses"
TITLE = "The Suez Canal and the price of a detour"
TOPIC = "Trade"
BYLINE = "Anna Example-Nowak"
DATELINE = "25 August 2021"
PARAGRAPHS = (
    "The Suez Canal links the Mediterranean Sea with the Red Sea and was opened in November 1869. It has no locks, "
    "because the two seas have almost the same level. A ship that takes it on the way from the Persian Gulf to "
    "Rotterdam saves about 40 per cent of the distance round the Cape of Good Hope.",
    "In March 2021 a container ship of 400 metres ran aground and closed the canal for six days. Several hundred ships "
    "waited at its two ends, and some operators sent theirs round Africa. The long-tended plan of a second channel was "
    "discussed again, and the southern section has been widened since.",
)
HEADING = "Commentary"
ITEMS = (
    "A detour costs time before it costs money: about ten days on the route between Asia and the north of Europe. "
    "The ships that are under way are missing elsewhere, and the price of a container rises everywhere.",
    "Insurance is the second cost. Premiums follow the risk within days, while contracts of carriage are made for a "
    "year, so that the owners of the goods pay last.",
    "It cannot be ruled out that some trade will not return to the canal, because a detour that has been organised "
    "once is cheaper the second time.",
)


def as_txt() -> bytes:
    """The analysis as the one in samples/ is laid out."""
    items = "\n".join(f"  • {item}" for item in ITEMS)
    front = f"{KICKER}\n\n{TITLE}\n\n{TOPIC}\n{BYLINE}\n{DATELINE}\n\n"
    return (front + "\n\n".join(PARAGRAPHS) + f"\n\n{HEADING}\n\n{items}\n").encode()


def as_markdown() -> bytes:
    """The same with Markdown's marks."""
    items = "\n".join(f"- {item}" for item in ITEMS)
    front = f"{KICKER}\n\n# {TITLE}\n\n{TOPIC}  \n{BYLINE}  \n{DATELINE}\n\n"
    return (front + "\n\n".join(PARAGRAPHS) + f"\n\n## {HEADING}\n\n{items}\n").encode()


def as_pdf(size: float = 10.5, page: tuple[float, float] = A4) -> bytes:
    """The same as a typeset page."""
    body = ParagraphStyle(
        "body", fontName="Times-Roman", fontSize=size, leading=1.25 * size, spaceAfter=size, alignment=TA_JUSTIFY
    )
    small = ParagraphStyle("small", parent=body, spaceAfter=2)
    title = ParagraphStyle("title", parent=body, fontName="Times-Bold", fontSize=2 * size, leading=2.4 * size)
    heading = ParagraphStyle("heading", parent=body, fontName="Times-Bold", fontSize=1.3 * size, leading=1.6 * size)
    item = ParagraphStyle("item", parent=body, leftIndent=18, bulletIndent=6)
    story = [Paragraph(KICKER, body), Paragraph(TITLE, title)]
    story += [Paragraph(line, small) for line in (TOPIC, BYLINE)] + [Paragraph(DATELINE, body)]
    story += [Paragraph(text, body) for text in PARAGRAPHS] + [Paragraph(HEADING, heading)]
    story += [Paragraph(text, item, bulletText="•") for text in ITEMS]
    target = io.BytesIO()
    SimpleDocTemplate(target, pagesize=page, leftMargin=70, rightMargin=70).build(story)
    return target.getvalue()


def pages_pdf(pages: Sequence[Sequence[str]], setup: Callable[[Canvas], None] | None = None) -> bytes:
    """A PDF with these lines on these pages, 14 points apart, in 11 points."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4)
    if setup is not None:
        setup(canvas)
    for lines in pages:
        canvas.setFont("Helvetica", 11)
        for number, line in enumerate(lines):
            canvas.drawString(72, 780 - 14 * number, line)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def rewritten(data: bytes, change: Callable[[PdfWriter], None]) -> bytes:
    """The PDF after ``change`` has been made to it."""
    writer = PdfWriter(clone_from=io.BytesIO(data))
    change(writer)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def shape(document: Document) -> list[tuple[str, str, tuple[str, ...]]]:
    """Kinds, texts and sections of the blocks: what two formats of one analysis share."""
    return [(block.kind, document.text_of(block), block.section) for block in document.blocks]
