"""A file becomes a Document: by what its bytes say first, and by its name only where they say nothing."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from documents.errors import EmptyDocument, PasswordNeeded, TooLarge, WrongType
from documents.journal import SILENT, Journal
from documents.model import Document

#: Of the readers together. A higher one reads files again that a lower one refused, and documents that it read worse.
VERSION = 2


@dataclass(frozen=True, slots=True)
class Format:
    """A format that is read; ``module`` of documents.readers has its ``read(data, source, journal)``."""

    name: str
    module: str
    suffixes: tuple[str, ...]
    #: Bytes.
    largest: int
    #: What to do with a file that is larger.
    remedy: str


#: 20 MB of text are some 10,000 pages: a dump or a log, not an analysis; its words would crowd out all others.
_MOST_TEXT = 20_000_000
#: 200 MB: the largest illustrated reports have half of it, and the worker keeps the bytes in its 1.5 GiB.
_MOST_PACKED = 200_000_000

_SPLIT = "add its parts as files of their own."
_LIGHTEN = "split it, or save it with smaller pictures."

PDF = Format("a pdf", "pdf", (".pdf",), _MOST_PACKED, _LIGHTEN)
MARKDOWN = Format("a text", "markdown", (".md", ".markdown", ".mkd", ".mdown"), _MOST_TEXT, _SPLIT)
#: Any other name is read as text too if its bytes are text.
TEXT = Format("a text", "plain", (".txt", ".text"), _MOST_TEXT, _SPLIT)

DOCX = Format("a Word document", "docx", (".docx", ".docm", ".dotx", ".dotm"), _MOST_PACKED, _LIGHTEN)
ODT = Format("an OpenDocument text", "odt", (".odt", ".ott"), _MOST_PACKED, _LIGHTEN)
#: Pictures in RTF are written out in digits.
RTF = Format("an RTF document", "rtf", (".rtf",), _MOST_PACKED, _LIGHTEN)
#: 20 MB of a page are text and markup; only pages saved with their pictures inside have more.
HTML = Format("a page", "html", (".html", ".htm", ".xhtml", ".shtml"), _MOST_TEXT, "save it without its pictures.")
EPUB = Format("a book", "epub", (".epub",), _MOST_PACKED, _LIGHTEN)
#: With what is attached to it; mail servers refuse more than half of that.
EML = Format("a message", "eml", (".eml", ".mht", ".mhtml"), 50_000_000, "add what is attached as files of their own.")

#: The formats that are read, in the order in which they are told to people.
FORMATS: tuple[Format, ...] = (PDF, DOCX, ODT, RTF, HTML, EPUB, EML, MARKDOWN, TEXT)

#: No document is larger than this, in bytes.
LARGEST = max(one.largest for one in FORMATS)

_CONVERT = "save it as txt, md or pdf and add that."
_PACKED = "The file is a packed archive: unpack it and add the files in it."

#: What old Office files begin with, and new ones that are encrypted: these have a part of this name inside.
_OLE = rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

#: What the first bytes say: a format that is read, or why it is not. In the order of looking.
_MAGIC: tuple[tuple[re.Pattern[bytes], Format | str], ...] = tuple(
    (re.compile(magic, re.DOTALL | re.IGNORECASE), verdict)
    for magic, verdict in (
        (rb"%PDF-", PDF),
        (_OLE, f"Old Office files (doc, xls) are not read: open the file, {_CONVERT}"),
        (rb"\{\\rtf", RTF),
        (rb"%!PS", "PostScript is not read: convert the file to pdf and add that."),
        (
            rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|II\*\x00|MM\x00\*|RIFF.{4}WEBP|BM.{4}\x00\x00\x00\x00",
            "The file is a picture: run OCR on it, save the result as pdf and add that.",
        ),
        (rb"\x1f\x8b|BZh\d|\xfd7zXZ|7z\xbc\xaf|Rar!", _PACKED),
        (rb"SQLite format 3\x00", "The file is a database: add a txt, md or pdf."),
        (rb"\x7fELF|MZ.{58}|\xca\xfe\xba\xbe", "The file is a program: add a txt, md or pdf."),
        (
            rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml.{0,200}?\?>\s*)?(?:<!--.{0,2000}?-->\s*)?"
            rb"(?:<!doctype html|<html[\s>]|<head[\s>])",
            HTML,
        ),
    )
)

#: What lies in a zip file tells what it is: a part's name, or the "mimetype" that OpenDocument and EPUB begin with.
_PARTS: tuple[tuple[str, Format | str], ...] = (
    ("word/document.xml", DOCX),
    ("word/styles.xml", DOCX),  # some programs call the main part otherwise
    ("xl/workbook.xml", f"Spreadsheets are not read: {_CONVERT}"),
    ("ppt/presentation.xml", "Presentations are not read: save the slides as pdf and add that."),
)
_MIMETYPES: tuple[tuple[str, Format | str], ...] = (
    ("application/epub+zip", EPUB),
    ("application/vnd.oasis.opendocument.text", ODT),
    ("application/vnd.oasis.opendocument", f"Of OpenDocument only texts are read: open the file, {_CONVERT}"),
)

#: Names that decide where the bytes are plain text of some kind.
_BY_NAME: dict[str, Format | str] = {
    **dict.fromkeys(MARKDOWN.suffixes, MARKDOWN),
    ".pdf": "The file is called pdf but is none: download or save it again.",
    **dict.fromkeys(HTML.suffixes, HTML),
    **dict.fromkeys(EML.suffixes, EML),
}


def read(data: bytes, source: str, journal: Journal = SILENT) -> Document:
    """The document that these bytes are, read in this process; ``worker.read_apart`` is for files of others.

    ``source`` is the file's path or name; ``journal`` hears how far the reader is.

    Raises:
        DocumentError: what is wrong with the file, in one sentence.
    """
    found = format_of(data, source)
    reader = importlib.import_module(f"documents.readers.{found.module}")
    document: Document = reader.read(data, source, journal)
    return document


def format_of(data: bytes, source: str) -> Format:
    """The format of the file, told by its bytes, then by its name; text where neither says more.

    Raises:
        EmptyDocument: there is nothing in it.
        WrongType: it is in none of the formats that are read.
        TooLarge: more bytes than a document of this format may have.
        DamagedDocument, PasswordNeeded, TooComplex: an archive or a locked document that cannot be opened.
    """
    if not data.strip(b" \t\r\n\f\v\0"):
        raise EmptyDocument("The file is empty: check that it was saved and copied whole.")
    found = _told(data, PurePath(source).suffix.lower())
    if isinstance(found, str):
        raise WrongType(found)
    if len(data) > found.largest:
        size, limit = len(data) // 1_000_000, found.largest // 1_000_000
        raise TooLarge(f"The file has {size:,} MB and {found.name} may have {limit}: {found.remedy}")
    return found


def _told(data: bytes, suffix: str) -> Format | str:
    # Readers forgive some bytes before a PDF's header, and a header that is missing where the end is there.
    if suffix == ".pdf" and (b"%PDF-" in data[:1024] or b"startxref" in data[-2048:]):
        return PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(data)
    for magic, verdict in _MAGIC:
        if magic.match(data, 0, 8192):
            if magic.pattern == _OLE and _ENCRYPTED in data:
                raise PasswordNeeded("The document is locked with a password: save it without one and add that.")
            return verdict
    return _BY_NAME.get(suffix, TEXT)


def _packed(data: bytes) -> Format | str:
    """What a zip file is, by its list of contents; nothing is unpacked but "mimetype"."""
    from documents.package import Package  # and lxml with it, which only the worker needs

    package = Package(data)
    names = package.names
    mimetype = package.read("mimetype").decode("ascii", "replace") if "mimetype" in names else ""
    return _first(_MIMETYPES, mimetype.startswith) or _first(_PARTS, names.__contains__) or _PACKED


def _first(table: Sequence[tuple[str, Format | str]], matches: Callable[[str], bool]) -> Format | str:
    return next((verdict for key, verdict in table if matches(key)), "")
