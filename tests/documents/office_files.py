"""Office files written part by part, so that each test sees what it reads."""

import io
import zipfile
from collections.abc import Mapping

from docx import Document as WordDocument

from tests.documents import samples

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_SPACES = (
    f'xmlns:w="{_W}" xmlns:r="{_OFFICE}/relationships" xmlns:m="{_OFFICE}/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip file of these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return target.getvalue()


def word(body: str, **parts: str) -> bytes:
    """A Word file with this in ``w:body``, and in ``w:styles``, ``w:numbering``, ``w:footnotes``, … this.

    ``core`` is what stands in its properties, ``headerN`` and ``footerN`` are headers and footers.
    """
    files = {
        "_rels/.rels": _relations({
            "officeDocument": "word/document.xml", "core-properties": "docProps/core.xml",
        }),
        "word/document.xml": f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations({
            name: f"{name}.xml" for name in parts if name != "core"
        }),
    }  # fmt: skip
    for name, text in parts.items():
        if name == "core":
            files["docProps/core.xml"] = f'<c:p xmlns:c="c" xmlns:dc="http://purl.org/dc/elements/1.1/">{text}</c:p>'
        else:
            tag = {"header": "hdr", "footer": "ftr"}.get(name.rstrip("0123456789"), name)
            files[f"word/{name}.xml"] = f"<w:{tag} {_SPACES}>{text}</w:{tag}>"
    return packed(files)


def _relations(targets: Mapping[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/relationships/{kind.rstrip("0123456789")}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items())
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}</Relationships>'
    )


def p(text: str, style: str = "", properties: str = "", run: str = "") -> str:
    """A paragraph of one run."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{r(text, run)}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def style(style_id: str, name: str, inside: str = "", based_on: str = "") -> str:
    """A paragraph style."""
    below = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="paragraph" w:styleId="{style_id}"><w:name w:val="{name}"/>{below}{inside}</w:style>'


def table(*rows: str, inside: str = "") -> str:
    """A table of rows; a row is its cells, parted by "|"."""
    cells = ("".join(f"<w:tc>{p(cell)}</w:tc>" for cell in row.split("|")) for row in rows)
    return f"<w:tbl>{inside}{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def as_docx() -> bytes:
    """The analysis of ``samples`` as python-docx writes it."""
    document = WordDocument()
    document.add_paragraph(samples.KICKER)
    document.add_paragraph(samples.TITLE, style="Title")
    front = document.add_paragraph(samples.TOPIC)
    for line in (samples.BYLINE, samples.DATELINE):
        front.add_run().add_break()
        front.add_run(line)
    for text in samples.PARAGRAPHS:
        document.add_paragraph(text)
    document.add_heading(samples.HEADING, level=1)
    for text in samples.ITEMS:
        document.add_paragraph(text, style="List Bullet")
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_ODF_SPACES = " ".join(
    f'xmlns:{prefix}="{_ODF}{home}:1.0"'
    for prefix, home in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("style", "style"),
        ("fo", "xsl-fo-compatible"), ("meta", "meta"), ("manifest", "manifest"),
    )
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip


def odt(body: str, styles: str = "", meta: str = "", pages: str = "", manifest: str = "") -> bytes:
    """An OpenDocument text with this in ``office:text``, its styles, its properties and its master pages."""
    common = f"<office:styles>{styles}</office:styles><office:master-styles>{pages}</office:master-styles>"
    return packed({
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": _root("content", f"<office:body><office:text>{body}</office:text></office:body>"),
        "styles.xml": _root("styles", common),
        "meta.xml": _root("meta", f"<office:meta>{meta}</office:meta>"),
        "META-INF/manifest.xml": f"<manifest:manifest {_ODF_SPACES}>{manifest}</manifest:manifest>",
    })  # fmt: skip


def _root(kind: str, inside: str) -> str:
    return f"<office:document-{kind} {_ODF_SPACES}>{inside}</office:document-{kind}>"


def as_odt() -> bytes:
    """The analysis of ``samples`` as LibreOffice writes it."""
    front = "<text:line-break/>".join((samples.TOPIC, samples.BYLINE, samples.DATELINE))
    body = "".join(f"<text:p>{text}</text:p>" for text in samples.PARAGRAPHS)
    items = "".join(f"<text:list-item><text:p>{text}</text:p></text:list-item>" for text in samples.ITEMS)
    return odt(
        f'<text:p>{samples.KICKER}</text:p><text:p text:style-name="Title">{samples.TITLE}</text:p>'
        f'<text:p>{front}</text:p>{body}<text:h text:outline-level="1">{samples.HEADING}</text:h>'
        f"<text:list>{items}</text:list>",
        styles='<style:style style:name="Title" style:family="paragraph"/>',
    )


def as_rtf() -> bytes:
    """The analysis of ``samples`` as Word writes it."""
    items = "".join(
        rf"{{\listtext\pard\plain \'b7\tab}}\pard\plain \s2\ls1 {text}\par " + "\n" for text in samples.ITEMS
    )
    body = "".join(rf"\pard\plain {text}\par " + "\n" for text in samples.PARAGRAPHS)
    return (
        r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman\fcharset0 Times New Roman;}}"
        r"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}{\s2 List Paragraph;}{\s3 Title;}}"
        rf"\pard\plain {samples.KICKER}\par \pard\plain \s3 {samples.TITLE}\par "
        rf"\pard\plain {samples.TOPIC}\line {samples.BYLINE}\line {samples.DATELINE}\par {body}"
        rf"\pard\plain \s1 {samples.HEADING}\par {items}}}"
    ).encode("ascii")
