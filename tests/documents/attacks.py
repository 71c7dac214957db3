"""Files that were made to break a parser: small, and asking for endless time or memory.

Collected from reliability studies of PDF, HTML, XML and zip readers; every one is generated here.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

_FONT = b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
_GOOD = b"BT /F1 11 Tf 72 700 Td (The canal was opened in November 1869 and has no locks.) Tj ET"


@dataclass(frozen=True)
class Attack:
    """A file, made at need. ``slow`` ones use up the CPU time that a document or a page may have."""

    name: str
    make: Callable[[], bytes]
    slow: bool = False

    @property
    def source(self) -> str:
        """A file name with the suffix that the name of the attack begins with."""
        return f"{self.name.replace(' ', '-')}.{self.name.partition(' ')[0]}"


# --- PDF -----------------------------------------------------------------------------------------------------


def pdf_of(objects: Sequence[bytes], trailer: bytes = b"", size: int = 0) -> bytes:
    """A PDF of these objects, numbered from 1, the first of them the catalogue."""
    parts, offsets, position = [b"%PDF-1.4\n"], [], 9
    for number, one in enumerate(objects, 1):
        offsets.append(position)
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, one))
        position += len(parts[-1])
    size = size or len(objects) + 1
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    parts.extend(b"%010d 00000 n \n" % offset for offset in offsets)
    parts.append(b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (size, trailer, position))
    return b"".join(parts)


def stream(content: bytes, about: bytes = b"") -> bytes:
    """A stream object, packed."""
    packed = zlib.compress(content, 9)
    return b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (len(packed), about, packed)


def page(contents: bytes = b"3 0 R", more: bytes = _FONT) -> bytes:
    """A page object below object 2."""
    return b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents %s %s >>" % (contents, more)


def stream_pdf(content: bytes, pages: int = 1, good: Sequence[int] = ()) -> bytes:
    """Pages that share this stream; before and among them, at the numbers ``good``, are harmless ones."""
    count = pages + len(good)
    kids = b" ".join(b"%d 0 R" % (5 + n) for n in range(count))
    each = [page(b"4 0 R" if number in good else b"3 0 R") for number in range(1, count + 1)]
    head = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count)]
    return pdf_of([*head, stream(content), stream(_GOOD), *each])


def one_page(*more: bytes, contents: bytes = b"4 0 R", of_page: bytes = _FONT) -> bytes:
    """One page (object 3) with these objects from number 4."""
    tree = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return pdf_of([b"<< /Type /Catalog /Pages 2 0 R >>", tree, page(contents, of_page), *more])


def _same_page(times: int) -> bytes:
    kids = b"4 0 R " * times
    tree = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, times)
    return pdf_of([b"<< /Type /Catalog /Pages 2 0 R >>", tree, stream(_GOOD), page()])


def _doubling(depth: int) -> bytes:
    nodes = [b"<< /Type /Pages /Kids [%d 0 R %d 0 R] /Count %d >>" % (n, n, 2**depth) for n in range(3, depth + 3)]
    return pdf_of([b"<< /Type /Catalog /Pages 2 0 R >>", *nodes, page(b"%d 0 R" % (depth + 3)), stream(_GOOD)])


def _laughing_forms(depth: int) -> bytes:
    """Forms that each show the next one twice; at depth 0 one that shows itself."""
    about = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>"
    forms = [stream(b"/X Do /X Do", about % (5 + min(n + 1, depth))) for n in range(depth + 1)]
    return one_page(stream(b"/X Do"), *forms, of_page=b"/Resources << /XObject << /X 5 0 R >> >>")


def _filters(count: int) -> bytes:
    return one_page(b"<< /Length 1 /Filter [%s] >>\nstream\nx\nendstream" % (b"/FlateDecode " * count))


def _run_length() -> bytes:
    return one_page(b"<< /Length 2000000 /Filter /RunLengthDecode >>\nstream\n%s\nendstream" % (b"\x81 " * 1_000_000))


def _font(mapping: bytes = b"", widths: bytes = b"") -> bytes:
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [6 0 R] %s >>"
    descendant = b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A %s >>" % widths
    return one_page(
        stream(b"BT /F1 9 Tf <00410042> Tj ET"), font % (b"/ToUnicode 7 0 R" if mapping else b""), descendant,
        stream(mapping or b" "), of_page=b"/Resources << /Font << /F1 5 0 R >> >>",
    )  # fmt: skip


_CMAP = b"/CIDInit /ProcSet findresource begin begincmap 1 beginbfrange <0000> <FFFFFFFF> <0041> endbfrange endcmap"


def _text(operators: bytes) -> bytes:
    return b"BT /F1 9 Tf " + operators + b" ET"


PDFS = (
    Attack("pdf of spaces that unpack to 100 MB", lambda: stream_pdf(b" " * 100_000_000)),
    Attack("pdf packed twice", lambda: one_page(_twice())),
    Attack("pdf with a thousand filters", lambda: _filters(1000)),
    Attack("pdf with 64 MB of run lengths", _run_length),
    Attack("pdf with 8 MB of text on a page", lambda: stream_pdf(_text(b"(a) Tj " * 1_200_000))),
    Attack("pdf with a million strings", lambda: stream_pdf(_text(b"[" + b"(a) 1 " * 1_000_000 + b"] TJ"))),
    Attack("pdf with 40,000 text objects", lambda: stream_pdf(b"BT /F1 9 Tf (a) Tj ET " * 40_000)),
    Attack("pdf with moves between letters", lambda: stream_pdf(_text(b"1 0 Td (a) Tj " * 150_000)), slow=True),
    Attack("pdf with saved states", lambda: stream_pdf(b"q " * 400_000)),
    Attack("pdf with 500 pages that share 1 MB", lambda: stream_pdf(_text(b"(abc) Tj T* " * 90_000), 500), slow=True),
    Attack("pdf with one page 100,000 times", lambda: _same_page(100_000)),
    Attack("pdf with one page 15,000 times", lambda: _same_page(15_000), slow=True),
    Attack(
        "pdf with a stream 9,999 times", lambda: one_page(stream(_GOOD * 100), contents=b"[" + b"4 0 R " * 9999 + b"]")
    ),
    Attack("pdf with comments of 18 MB", lambda: b"%PDF-1.4\n" + b"%a\n" * 6_000_000 + one_page(stream(_GOOD))),
    Attack(
        "pdf with a million objects",
        lambda: b"%PDF-1.4\n" + b"1 0 obj null endobj\n" * 1_000_000 + b"startxref\n9",
        slow=True,
    ),
    Attack(
        "pdf with pages in a circle",
        lambda: pdf_of([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"]),
    ),
    Attack("pdf with pages doubled 24 times", lambda: _doubling(24)),
    Attack(
        "pdf with a parent in a circle",
        lambda: pdf_of(
            [
                b"<< /Type /Catalog /Pages 2 0 R >>",
                b"<< /Type /Pages /Kids [3 0 R] /Count 1 /Parent 2 0 R >>",
                b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>",
                stream(_GOOD),
            ]
        ),
    ),
    Attack("pdf with a form that shows itself", lambda: _laughing_forms(0)),
    Attack("pdf with forms doubled 30 times", lambda: _laughing_forms(30)),
    Attack("pdf with a table of 2 to the 31", lambda: pdf_of([b"<< /Type /Catalog /Pages 2 0 R >>"], size=2**31)),
    Attack(
        "pdf with a table that comes before itself", lambda: one_page(stream(_GOOD)).replace(b"/Root", b"/Prev 9 /Root")
    ),
    Attack(
        "pdf with deep arrays", lambda: one_page(stream(_GOOD), contents=b"[" * 100_000 + b"4 0 R" + b"]" * 100_000)
    ),
    Attack("pdf with deep dictionaries", lambda: one_page(stream(_GOOD), of_page=b"/A << " * 50_000 + b">> " * 50_000)),
    Attack("pdf with deep operands", lambda: stream_pdf(b"[" * 200_000)),
    Attack("pdf with a mapping of 2 to the 32 codes", lambda: _font(_CMAP)),
    Attack("pdf with two thousand million widths", lambda: _font(widths=b"/W [0 2000000000 500]")),
    Attack("pdf with a picture that does not end", lambda: stream_pdf(b"BI /W 9 /H 9 ID " + b"EI" * 500_000)),
    Attack("pdf with a wrong length", lambda: one_page(b"<< /Length 99999999 >>\nstream\n%s\nendstream" % _GOOD)),
    Attack("pdf whose length is itself", lambda: one_page(b"<< /Length 4 0 R >>\nstream\n%s\nendstream" % _GOOD)),
)


def _twice() -> bytes:
    packed = zlib.compress(zlib.compress(b"a" * 100_000_000, 9), 9)
    return b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream" % (len(packed), packed)


# --- text and Markdown ---------------------------------------------------------------------------------------

TEXTS = (
    Attack("txt of one word of 19 MB", lambda: b"a" * 19_000_000),
    Attack("txt of one line of 19 MB", lambda: b"canal " * 3_100_000),
    Attack("txt of empty lines", lambda: b"a canal" + b"\n" * 15_000_000 + b"a lock"),
    Attack("txt of ligatures that unfold", lambda: "\ufdfa".encode() * 1_000_000),
    Attack("txt of one letter with a million accents", lambda: ("a" + "\u0301\u0327" * 500_000).encode()),
    Attack("txt of direction marks", lambda: ("a\u202e\u2066" * 1_000_000).encode()),
    Attack("txt of half a surrogate", lambda: b"\xff\xfe" + b"\x00\xd8" * 100_000),
    Attack("txt of utf-16 without its last byte", lambda: "The canal.".encode("utf-16")[:-1] * 9_001),
    Attack("txt of utf-16 that is read as utf-8", lambda: ("The canal. " * 9_000).encode("utf-16-le")),
    Attack("txt of utf-32", lambda: ("The canal. " * 9_000).encode("utf-32")),
    Attack("txt of utf-7 and escapes", lambda: b"+/v8-\x1b$B\x1b(J" * 100_000),
    Attack("txt of full stops", lambda: b". " * 5_000_000),
    Attack("txt of bullets", lambda: "• a\n".encode() * 300_000, slow=True),
    Attack("txt of brackets", lambda: b"(" * 2_000_000 + b"a" + b")" * 2_000_000),
    Attack("txt of hyphens at line ends", lambda: b"ca-\n" * 1_000_000, slow=True),
    Attack("txt of numbers", lambda: b"1. 2. 3. 4. " * 500_000),
    Attack("txt of two million lines", lambda: b"a\n" * 9_900_000, slow=True),
    Attack("md of quotes in quotes", lambda: b">" * 100_000 + b" canal"),
    Attack("md of lists in lists", lambda: b"".join(b" " * (2 * n) + b"- a\n" for n in range(3_000))),
    Attack("md of brackets", lambda: b"[" * 200_000 + b"a" + b"](b)" * 200_000),
    Attack("md of pictures in pictures", lambda: b"![" * 100_000, slow=True),
    Attack("md of stars", lambda: b"*a **b " * 200_000, slow=True),
    Attack("md of growing backticks", lambda: b"".join(b"`" * n + b"a" for n in range(1, 3_000))),
    Attack(
        "md of a wide table", lambda: b"|" * 20_000 + b"\n" + b"|-" * 20_000 + b"|\n" + (b"|" * 20_000 + b"\n") * 20
    ),
    Attack("md of references", lambda: b"".join(b"[%d]: /x\n" % n for n in range(100_000)) + b"[1][2][3]" * 9_000),
    Attack("md of open comments", lambda: b"<!--" * 200_000),
    Attack("md of html attributes", lambda: b"<a " + b"a='" * 200_000),
    Attack("md of entities", lambda: b"&#x41;&amp;&" * 300_000, slow=True),
    Attack(
        "md of front matter that laughs",
        lambda: (
            b"---\na: &a [x,x]\n"
            + b"".join(b"%c: &%c [*%c,*%c]\n" % (c + 1, c + 1, c, c) for c in range(97, 120))
            + b"---\ntext\n"
        ),
    ),
    Attack("md of front matter that does not end", lambda: b"---\n" + b"title: a\n" * 500_000, slow=True),
)


# --- HTML ----------------------------------------------------------------------------------------------------


def _html(body: bytes) -> bytes:
    return b"<!doctype html><html><head><title>Canal</title></head><body><p>The canal has no locks.</p>" + body


HTMLS = (
    *(
        Attack(f"html of {mark.decode()} {times:,} times", lambda mark=mark, times=times: _html(mark * times))  # type: ignore[misc]
        for mark, times in (
            (b"<!--", 20_000),
            (b"<a ", 20_000),
            (b"<a href='", 20_000),
            (b"<a b='", 20_000),
            (b"<![CDATA[", 80_000),
            (b"</", 80_000),
            (b"<?", 80_000),
            (b"<!", 80_000),
            (b"&", 500_000),
            (b"<svg>", 50_000),
            (b"<script>", 80_000),
            (b"<table><tr><td>", 20_000),
            (b"<b><i>", 50_000),
            (b"<p>a", 50_000),
            (b"<ul><li>a", 30_000),
            (b"<template>", 20_000),
            (b"<select><option>", 20_000),
            (b"<blockquote>", 30_000),
        )
    ),
    Attack("html of deep boxes", lambda: _html(b"<div>" * 200_000)),
    Attack(
        "html of 100,000 attributes", lambda: _html(b"<p " + b"".join(b"a%d=b " % n for n in range(100_000)) + b">x")
    ),
    Attack("html of an attribute of 9 MB", lambda: _html(b"<p title='" + b"a" * 9_000_000 + b"'>x")),
    Attack("html of a wide table", lambda: _html(b"<table>" + (b"<tr>" + b"<td>1" * 2_000) * 100), slow=True),
    Attack(
        "html of spans of a thousand million cells",
        lambda: _html(b"<table><tr><td colspan=1000000000 rowspan=1000000000>a<td>b" * 50),
    ),
    Attack(
        "html of nested JSON-LD",
        lambda: (
            b"<html><head><script type='application/ld+json'>"
            + b'{"a":[' * 100_000
            + b"</script></head><body><p>The canal."
        ),
    ),
    Attack("html of an encoding that lies", lambda: b"<html><meta charset=utf-16><body><p>The canal has no locks.</p>"),
    Attack(
        "html of entities that unfold",
        lambda: (
            b"<?xml version='1.0'?><!DOCTYPE html [<!ENTITY a 'canal '>"
            + b"".join(b"<!ENTITY %c '%s'>" % (c + 1, b"&%c;" % c * 10) for c in range(97, 110))
            + b"]><html><body><p>&n;</p></body></html>"
        ),
    ),
)


# --- archives ------------------------------------------------------------------------------------------------

_W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Override PartName="/word/document.xml" ContentType='
    b'"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    b'Target="word/document.xml"/></Relationships>'
)


def docx(body: bytes, more: Sequence[tuple[str, bytes]] = (), head: bytes = b"") -> bytes:
    """A Word document with this body, and with these parts beside it."""
    document = b'<?xml version="1.0"?>%s<w:document %s><w:body>%s</w:body></w:document>' % (head, _W, body)
    return archive(
        [("[Content_Types].xml", _TYPES), ("_rels/.rels", _RELATIONS), ("word/document.xml", document), *more]
    )


def archive(parts: Sequence[tuple[str, bytes]]) -> bytes:
    """A zip file of these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as written:
        for name, content in parts:
            written.writestr(name, content)
    return target.getvalue()


def word(text: bytes) -> bytes:
    """A paragraph of Word."""
    return b"<w:p><w:r><w:t>%s</w:t></w:r></w:p>" % text


def _lying(data: bytes, size: int) -> bytes:
    """The archive whose list of contents says another size of what was unpacked."""
    position = data.rindex(b"PK\x01\x02")
    while position >= 0:
        data = data[: position + 24] + size.to_bytes(4, "little") + data[position + 28 :]
        position = data.rfind(b"PK\x01\x02", 0, position)
    return data


def _laughs(depth: int) -> bytes:
    steps = b"".join(b"<!ENTITY l%d '%s'>" % (n + 1, b"&l%d;" % n * 10) for n in range(depth))
    return b"<!DOCTYPE lolz [<!ENTITY l0 'canal '>" + steps + b"]>"


def _locked(data: bytes) -> bytes:
    """The archive that says that its parts are encrypted."""
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        position = data.find(mark)
        while position >= 0:
            data = data[: position + place] + b"\x01\x00" + data[position + place + 2 :]
            position = data.find(mark, position + 4)
    return data


def _odt(content: bytes, mimetype: bytes = b"application/vnd.oasis.opendocument.text") -> bytes:
    return archive([("mimetype", mimetype), ("content.xml", content)])


def _epub(chapter: bytes, times: int = 1) -> bytes:
    container = (
        b'<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
        b'<rootfiles><rootfile full-path="c.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    package = (
        b'<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata/><manifest>'
        b'<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine>%s</spine></package>'
    ) % (b'<itemref idref="a"/>' * times)
    return archive(
        [("mimetype", b"application/epub+zip"), ("META-INF/container.xml", container), ("c.opf", package),
         ("a.xhtml", chapter)]
    )  # fmt: skip


_BLANKS = (
    b'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    b'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
    b'<text:p>a<text:s text:c="1000000000"/>b</text:p>'
    b"</office:text></office:body></office:document-content>"
)
_XHTML = (
    b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">'
    b"<body><p>The canal has no locks.</p>%s</body></html>"
)

ARCHIVES = (
    Attack("docx that unpacks to 80 MB", lambda: docx(_bomb())),
    Attack("docx that lies of its size", lambda: _lying(docx(_bomb()), 100)),
    Attack("docx with 20,000 parts", lambda: docx(word(b"a"), [(f"word/{n}.xml", b"") for n in range(20_000)])),
    Attack("docx with entities that unfold", lambda: docx(word(b"&l9;"), head=_laughs(9))),
    Attack(
        "docx with an entity from a file",
        lambda: docx(word(b"&f;"), head=b"<!DOCTYPE d [<!ENTITY f SYSTEM 'file:///etc/passwd'>]>"),
    ),
    Attack("docx of deep elements", lambda: docx(b"<w:p>" * 300_000)),
    Attack(
        "docx of deep tables",
        lambda: docx(b"<w:tbl><w:tr><w:tc>" * 5_000 + word(b"a") + b"</w:tc></w:tr></w:tbl>" * 5_000),
    ),
    Attack("docx of 300,000 paragraphs", lambda: docx(word(b"canal") * 300_000), slow=True),
    Attack("docx of runs", lambda: docx(b"<w:p>" + b"<w:r><w:t>a</w:t></w:r>" * 300_000 + b"</w:p>"), slow=True),
    Attack("docx that is locked", lambda: _locked(docx(word(b"a")))),
    Attack("docx without a body", lambda: docx(b"")),
    Attack(
        "docx with parts outside of it",
        lambda: docx(word(b"The canal has no locks."), [("../../x.txt", b"x"), ("/etc/x", b"x")]),
    ),
    Attack("docx of half an archive", lambda: docx(word(b"a") * 9_000)[:-200]),
    Attack("docx of nonsense", lambda: docx(b"<w:p><w:numPr/><w:pPr><w:pStyle/></w:pPr><w:r/></w:p><x/>")),
    Attack("odt of deep elements", lambda: _odt(b"<office:document-content>" + b"<text:p>" * 300_000)),
    Attack("odt with entities that unfold", lambda: _odt(_laughs(9) + b"<a>&l9;</a>")),
    Attack("odt that unpacks to 80 MB", lambda: _odt(_bomb())),
    Attack(
        "odt of a million blanks in one mark",
        lambda: _odt(_BLANKS),
    ),
    Attack("epub of one chapter 10,000 times", lambda: _epub(_XHTML % b"", 10_000)),
    Attack("epub with entities that unfold", lambda: _epub(_laughs(9) + b"<html><body><p>&l9;</p></body></html>")),
    Attack("epub that unpacks to 80 MB", lambda: _epub(_bomb())),
    Attack("epub of deep boxes", lambda: _epub(_XHTML % (b"<div>" * 100_000))),
    Attack("rtf of open braces", lambda: b"{\\rtf1 " + b"{" * 1_000_000),
    Attack("rtf of a picture of 19 MB", lambda: b"{\\rtf1 The canal.{\\pict " + b"0" * 19_000_000 + b"}}"),
    Attack("rtf of unicode escapes", lambda: b"{\\rtf1 " + b"\\u-10179?\\u-8704?" * 300_000 + b"}"),
    Attack("rtf of tables", lambda: b"{\\rtf1 " + b"\\trowd\\cellx1 a\\cell\\row " * 100_000 + b"}", slow=True),
    Attack("rtf of binary data that does not end", lambda: b"{\\rtf1 The canal.\\bin2000000000 xx}"),
    Attack("eml of 100,000 headers", lambda: b"From: a@b.cd\n" + b"X-A: b\n" * 100_000 + b"\nThe canal.\n"),
    Attack("eml of parts in parts", lambda: _nested_mail(3_000)),
    Attack("eml of addresses", lambda: b"From: " + b"a <a@b.cd>, (" * 100_000 + b"\nSubject: x\n\nThe canal.\n"),
    Attack(
        "eml of encoded words", lambda: b"From: a@b.cd\nSubject: " + b"=?utf-8?q?a?= " * 100_000 + b"\n\nThe canal.\n"
    ),
    Attack(
        "eml of a long folded header",
        lambda: b"From: a@b.cd\nSubject: a\n" + b" a\n" * 500_000 + b"\nThe canal.\n",
        slow=True,
    ),
)


def _bomb() -> bytes:
    return word(b"The canal has no locks.") + b" " * 80_000_000


def _nested_mail(depth: int) -> bytes:
    parts = [b"From: a@b.cd\nMIME-Version: 1.0\n"]
    parts.extend(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(depth))
    return b"".join(parts) + b"Content-Type: text/plain\n\nThe canal.\n"


def attacks() -> Iterator[Attack]:
    """All of them."""
    yield from (*PDFS, *TEXTS, *HTMLS, *ARCHIVES)
