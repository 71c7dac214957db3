"""A whole analysis, with all that analyses have, in every format that is read: the twins of test_twins.py."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from reportlab.lib import colors
from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, HRFlowable, Paragraph, SimpleDocTemplate, Spacer, Table

KICKER = "Analyses"
TITLE = "After the blockage: the Suez Canal and the trade of Europe"
SUBTITLE = "What six days in March 2021 tell about the price of a detour"
AUTHORS = ("Anna Example-Nowak", "Piet van der Voorbeeld")
DATELINE = "Warsaw, 25 August 2021"
PUBLISHED = "2021-08-25"


@dataclass(frozen=True)
class Piece:
    """A block of the analysis; ``level`` is a heading's depth, ``number`` a note's or a thesis's."""

    kind: str
    text: str = ""
    level: int = 0
    number: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


#: "{1}" stands where the first note is called.
BODY = (
    Piece("heading", "Key points", 1),
    Piece("item", "The canal was closed for six days, and several hundred ships waited at its two ends."),
    Piece("item", "A detour round the Cape of Good Hope takes about ten days more on the way from Asia to Rotterdam."),
    Piece("item", "Premiums of insurance follow the risk within days, while contracts of carriage last for a year."),
    Piece("heading", "1. The closure and its cost", 1),
    Piece(
        "paragraph",
        "On 23 March 2021 a container ship of 400 metres ran aground in the southern part of the canal. It "
        "was refloated on 29 March.{1} Until then no ship could pass, because the canal has a single channel "
        "there.",
    ),
    Piece(
        "quote",
        "“The canal shall always be free and open, in time of war as in time of peace, to every vessel of "
        "commerce or of war, without distinction of flag.”",
    ),
    Piece("heading", "1.1 The length of the detour", 2),
    Piece(
        "paragraph",
        "The distances below are those by sea, in nautical miles, rounded to hundreds. They differ by the "
        "weather and by the ports that a ship calls at on its way.",
    ),
    Piece("caption", "Table 1. Distances to Rotterdam by sea"),
    Piece(
        "table",
        rows=(
            ("From", "By the canal", "Round the Cape"),
            ("Mumbai", "6,300", "10,700"),
            ("Singapore", "8,300", "11,800"),
            ("Shanghai", "10,500", "13,800"),
        ),
    ),
    Piece(
        "paragraph",
        "A ship that sails at sixteen knots makes some four hundred miles a day. The detour from Singapore "
        "thus takes nine days, and that from Mumbai eleven.",
    ),
    Piece("heading", "2. Theses", 1),
    Piece(
        "thesis",
        "Part of the trade will not return at once, because a detour that has been organised once is cheaper "
        "the second time.",
        number=1,
    ),
    Piece(
        "thesis", "The ports of the Mediterranean lose first, and those of the North Sea hardly at all.{2}", number=2
    ),
    Piece(
        "thesis",
        "A second channel shortens the queue; it does not make the canal wider for a ship that stands across.",
        number=3,
    ),
    Piece("heading", "Conclusions", 1),
    Piece(
        "paragraph",
        "It cannot be ruled out that insurers will ask for more. For the states of Central Europe the price "
        "of a container matters more than the days it takes, and it has not fallen yet.",
    ),
    Piece("note", "The canal’s authority announced it on the same day.", number=1),
    Piece("note", "They are reached by the Atlantic as well as by the canal.", number=2),
)


def plainly(text: str, call: Callable[[int], str] = lambda _: "") -> str:
    """The text with what calls its notes in place of the marks."""
    return text.replace("{1}", call(1)).replace("{2}", call(2))


def expected() -> list[tuple[str, str, tuple[str, ...]]]:
    """Kind, text and section of the citable blocks, as every format has them."""
    above: list[tuple[int, str]] = []
    blocks, caption = [], ""
    for piece in BODY:
        if piece.kind == "heading":
            above = [(level, text) for level, text in above if level < piece.level] + [(piece.level, piece.text)]
            continue
        section = tuple(text for _, text in above)
        if piece.kind == "table":
            rows = "\n".join(" | ".join(row) for row in piece.rows)
            blocks.append(("table", rows, (*section, caption)))
        else:
            caption = piece.text if piece.kind == "caption" else caption
            blocks.append(({"thesis": "item"}.get(piece.kind, piece.kind), plainly(piece.text), section))
    return blocks


# --- text ----------------------------------------------------------------------------------------------------


def as_txt() -> bytes:
    """As a plain text file: rows of a table with bars, notes under a rule."""
    front = f"{KICKER}\n\n{TITLE}\n{SUBTITLE}\n\n{', '.join(AUTHORS)}\n\n{DATELINE}"
    return (front + "".join(_txt(at, piece) for at, piece in enumerate(BODY)) + "\n").encode()


def _txt(at: int, piece: Piece) -> str:
    text = plainly(piece.text, "[{}]".format)
    before = "\n" if at and BODY[at - 1].kind == piece.kind != "paragraph" else "\n\n"
    if piece.kind == "note" and before == "\n\n":
        before = "\n\n----------\n\n"
    if piece.kind == "table":
        text = "\n".join(" | ".join(row) for row in piece.rows)
    marks = {"item": "• ", "thesis": f"{piece.number}. ", "note": f"[{piece.number}] "}
    return before + marks.get(piece.kind, "") + text


def as_markdown() -> bytes:
    """As Markdown."""
    front = f"{KICKER}\n\n# {TITLE}\n\n{SUBTITLE}  \n{', '.join(AUTHORS)}  \n{DATELINE}"
    return (front + "".join(_markdown(at, piece) for at, piece in enumerate(BODY)) + "\n").encode()


def _markdown(at: int, piece: Piece) -> str:
    text = plainly(piece.text, "[^{}]".format)
    before = "\n" if BODY[at - 1].kind == piece.kind in ("item", "thesis") else "\n\n"
    marks = {
        "heading": "#" * (piece.level + 1) + " ", "item": "- ", "quote": "> ",
        "thesis": f"{piece.number}. ", "note": f"[^{piece.number}]: ",
    }  # fmt: skip
    if piece.kind == "table":
        rows = [f"| {' | '.join(row)} |" for row in piece.rows]
        text = "\n".join([rows[0], "| --- | ---: | ---: |", *rows[1:]])
    return before + marks.get(piece.kind, "") + text


# --- html ----------------------------------------------------------------------------------------------------


def as_html() -> bytes:
    """As the page of an institute, with navigation above and a footer below."""
    authors = ", ".join(AUTHORS)
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(TITLE)}</title></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/about">About us</a></li></ul></nav>
<article><p class="kicker">{KICKER}</p><h1>{escape(TITLE)}</h1><p class="subtitle">{SUBTITLE}</p>
<p class="authors">{authors}</p><p class="date">{DATELINE}</p>
{"".join(_html(at, piece) for at, piece in enumerate(BODY))}</article>
<footer><p>Privacy policy</p></footer></body></html>""".encode()


def _html(at: int, piece: Piece) -> str:
    text = plainly(escape(piece.text, quote=False), _html_call)
    first = BODY[at - 1].kind != piece.kind
    last = at + 1 == len(BODY) or BODY[at + 1].kind != piece.kind
    if piece.kind == "heading":
        return f"<h{piece.level + 1}>{text}</h{piece.level + 1}>\n"
    if piece.kind in ("item", "thesis", "note"):
        tag = "ul" if piece.kind == "item" else "ol"
        opened = '<ol class="footnotes">' if piece.kind == "note" else f"<{tag}>"
        name = f' id="fn{piece.number}"' if piece.kind == "note" else ""
        return f"{opened * first}<li{name}>{text}</li>{f'</{tag}>' * last}\n"
    if piece.kind == "table":
        return f"<table><caption>{BODY[at - 1].text}</caption>{''.join(_html_rows(piece))}</table>\n"
    if piece.kind == "caption":
        return ""
    return f"<blockquote><p>{text}</p></blockquote>\n" if piece.kind == "quote" else f"<p>{text}</p>\n"


def _html_call(number: int) -> str:
    return f'<sup><a href="#fn{number}">{number}</a></sup>'


def _html_rows(piece: Piece) -> Iterator[str]:
    for at, row in enumerate(piece.rows):
        tag = "td" if at else "th"
        yield "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in row) + "</tr>"


# --- docx ----------------------------------------------------------------------------------------------------


def as_docx() -> bytes:
    """As a Word document with Word's own styles and footnotes."""
    document = docx.Document()
    document.add_paragraph(KICKER)
    document.add_paragraph(TITLE, style="Title")
    document.add_paragraph(SUBTITLE, style="Subtitle")
    document.add_paragraph(", ".join(AUTHORS))
    document.add_paragraph(DATELINE)
    styles = {"item": "List Bullet", "thesis": "List Number", "quote": "Quote", "caption": "Caption"}
    for piece in BODY:
        if piece.kind == "heading":
            document.add_heading(piece.text, piece.level)
        elif piece.kind == "table":
            _docx_table(document, piece)
        elif piece.kind != "note":
            _docx_text(document.add_paragraph(style=styles.get(piece.kind)), piece.text)
    part = Part(PackURI("/word/footnotes.xml"), f"{_OFFICE}footnotes+xml", _docx_notes(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _docx_table(document: Any, piece: Piece) -> None:
    table = document.add_table(rows=0, cols=len(piece.rows[0]))
    for row in piece.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    header = table.rows[0]._tr.get_or_add_trPr()
    header.append(OxmlElement("w:tblHeader"))


def _docx_text(paragraph: Any, text: str) -> None:
    for part in re.split(r"(\{\d\})", text):
        if not part.startswith("{"):
            paragraph.add_run(part)
            continue
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), part[1])
        paragraph.add_run()._r.append(reference)


def _docx_notes() -> bytes:
    notes = "".join(
        f'<w:footnote w:id="{piece.number}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> '
        f"{escape(piece.text)}</w:t></w:r></w:p></w:footnote>"
        for piece in BODY
        if piece.kind == "note"
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes xmlns:w="{_WORD}">{notes}</w:footnotes>'.encode()


# --- odt -----------------------------------------------------------------------------------------------------

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_ODT = "application/vnd.oasis.opendocument.text"


def as_odt() -> bytes:
    """As an OpenDocument text with the styles that LibreOffice has for these parts."""
    names = " ".join(f'xmlns:{name}="{_ODF}{name}:1.0"' for name in ("office", "text", "table"))
    front = [f"<text:p>{KICKER}</text:p>", f'<text:p text:style-name="Title">{TITLE}</text:p>']
    front += [f'<text:p text:style-name="Subtitle">{SUBTITLE}</text:p>', f"<text:p>{', '.join(AUTHORS)}</text:p>"]
    front += [f"<text:p>{DATELINE}</text:p>", *(_odt(at, piece) for at, piece in enumerate(BODY))]
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}><office:body><office:text>'
        f"{''.join(front)}</office:text></office:body></office:document-content>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("mimetype", _ODT)
        package.writestr("content.xml", content)
        package.writestr("styles.xml", _odt_styles())
    return target.getvalue()


def _odt_styles() -> str:
    names = " ".join(f'xmlns:{name}="{_ODF}{name}:1.0"' for name in ("office", "style"))
    styles = "".join(
        f'<style:style style:name="{name}" style:family="paragraph"/>'
        for name in ("Standard", "Title", "Subtitle", "Quotations", "Caption")
    )
    return f"<office:document-styles {names}><office:styles>{styles}</office:styles></office:document-styles>"


def _odt(at: int, piece: Piece) -> str:
    text = plainly(escape(piece.text), _odt_note)
    if piece.kind == "heading":
        return f'<text:h text:outline-level="{piece.level}">{text}</text:h>'
    if piece.kind in ("item", "thesis"):
        first = BODY[at - 1].kind != piece.kind
        last = at + 1 == len(BODY) or BODY[at + 1].kind != piece.kind
        item = f"<text:list-item><text:p>{text}</text:p></text:list-item>"
        return f"{'<text:list>' * first}{item}{'</text:list>' * last}"
    if piece.kind == "table":
        rows = ["".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row)
                for row in piece.rows]  # fmt: skip
        header, *others = (f"<table:table-row>{row}</table:table-row>" for row in rows)
        return (
            f"<table:table><table:table-header-rows>{header}</table:table-header-rows>{''.join(others)}</table:table>"
        )
    style = {"quote": "Quotations", "caption": "Caption"}.get(piece.kind, "Standard")
    return "" if piece.kind == "note" else f'<text:p text:style-name="{style}">{text}</text:p>'


def _odt_note(number: int) -> str:
    text = next(piece.text for piece in BODY if piece.kind == "note" and piece.number == number)
    return (
        f'<text:note text:note-class="footnote"><text:note-citation>{number}</text:note-citation>'
        f"<text:note-body><text:p>{escape(text)}</text:p></text:note-body></text:note>"
    )


# --- pdf -----------------------------------------------------------------------------------------------------


def as_pdf() -> bytes:
    """As a typeset page; the notes stand in small type at its foot."""
    body = ParagraphStyle(
        "body", fontName="Times-Roman", fontSize=9.5, leading=11.5, spaceAfter=7, alignment=TA_JUSTIFY
    )
    title = ParagraphStyle("title", parent=body, fontName="Times-Bold", fontSize=20, leading=24, alignment=TA_LEFT)
    under = ParagraphStyle("under", parent=body, fontName="Times-Italic", fontSize=13, leading=16)
    story = [Paragraph(KICKER, body), Paragraph(TITLE, title), Paragraph(SUBTITLE, under)]
    story += [Paragraph(", ".join(AUTHORS), body), Paragraph(DATELINE, body)]
    for at, piece in enumerate(BODY):
        if piece.kind == "note" and BODY[at - 1].kind != "note":
            story += [Spacer(1, 24), HRFlowable(width="30%", hAlign="LEFT")]
        story.append(_pdf(piece, body))
    target = io.BytesIO()
    SimpleDocTemplate(target, pagesize=A4, leftMargin=70, rightMargin=70, topMargin=50, bottomMargin=50).build(story)
    return target.getvalue()


def _pdf(piece: Piece, body: ParagraphStyle) -> Flowable:
    text = plainly(escape(piece.text, quote=False), "<super>{}</super>".format)
    if piece.kind == "heading":
        size = 16 - 2 * piece.level
        style = ParagraphStyle(
            "h", parent=body, fontName="Times-Bold", fontSize=size, leading=1.3 * size, spaceBefore=9
        )
        return Paragraph(text, style)
    if piece.kind in ("item", "thesis"):
        item = ParagraphStyle("item", parent=body, leftIndent=18, bulletIndent=4)
        return Paragraph(text, item, bulletText="•" if piece.kind == "item" else f"{piece.number}.")
    if piece.kind == "table":
        grid = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONTNAME", (0, 0), (-1, 0), "Times-Bold")]
        return Table(piece.rows, style=grid, hAlign="LEFT", spaceAfter=12)
    if piece.kind == "note":
        small = ParagraphStyle("small", parent=body, fontSize=7.5, leading=9, spaceAfter=2)
        return Paragraph(f"<super>{piece.number}</super> {text}", small)
    looks = {"quote": {"leftIndent": 24, "rightIndent": 24}, "caption": {"fontName": "Times-Italic", "fontSize": 9}}
    return Paragraph(text, ParagraphStyle(piece.kind, parent=body, **looks.get(piece.kind, {})))
