"""The analysis of analysis.py as office documents and as a PDF."""

import io
import re
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

from tests.documents.analysis import AUTHORS, BODY, DATELINE, KICKER, SUBTITLE, TITLE, Piece, plainly, zipped

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
    return zipped({"mimetype": _ODT, "content.xml": content, "styles.xml": _odt_styles()})


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


# --- rtf -----------------------------------------------------------------------------------------------------

_RTF_STYLES = {"Title": 1, "Subtitle": 2, "heading 1": 3, "heading 2": 4, "Quote": 5, "caption": 6}


def as_rtf() -> bytes:
    """As Rich Text Format, with the styles of Word."""
    styles = "".join(f"{{\\s{number} {name};}}" for name, number in _RTF_STYLES.items())
    front = _rtf_text(KICKER) + _rtf_text(TITLE, "Title") + _rtf_text(SUBTITLE, "Subtitle")
    front += _rtf_text(", ".join(AUTHORS)) + _rtf_text(DATELINE)
    body = "".join(map(_rtf, BODY))
    return f"{{\\rtf1\\ansi\\ansicpg1252{{\\stylesheet{{\\s0 Normal;}}{styles}}}{front}{body}}}".encode("ascii")


def _rtf(piece: Piece) -> str:
    if piece.kind == "note":
        return ""
    if piece.kind == "table":
        rows = ["".join(f"\\intbl {_rtf_escaped(cell)}\\cell" for cell in row) for row in piece.rows]
        edges = "".join(f"\\cellx{3000 * (at + 1)}" for at in range(len(piece.rows[0])))
        return "".join(
            f"\\trowd{'' if at else chr(92) + 'trhdr'}{edges}{row}\\row\n" for at, row in enumerate(rows)
        ) + "\\pard "  # fmt: skip
    style = {"heading": f"heading {piece.level}", "quote": "Quote", "caption": "caption"}.get(piece.kind, "")
    marks = {"item": "{\\pntext\\bullet\\tab}", "thesis": f"{{\\pntext {piece.number}.\\tab}}"}
    return _rtf_text(piece.text, style, marks.get(piece.kind, ""))


def _rtf_text(text: str, style: str = "", mark: str = "") -> str:
    said = plainly(_rtf_escaped(text), _rtf_note)
    return f"\\pard\\plain\\s{_RTF_STYLES.get(style, 0)} {mark}{said}\\par\n"


def _rtf_escaped(text: str) -> str:
    """The text in ASCII; the marks of notes are no groups."""
    return "".join(character if character.isascii() else f"\\u{ord(character)}?" for character in text)


def _rtf_note(number: int) -> str:
    text = next(piece.text for piece in BODY if piece.kind == "note" and piece.number == number)
    return f"{{\\super\\chftn{{\\footnote\\pard\\plain {{\\super\\chftn}} {_rtf_escaped(text)}}}}}"


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
