"""A file becomes a Document: by what its bytes say first, and by its name only where they say nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePath

from documents.errors import EmptyDocument, TooLarge, WrongType
from documents.model import Document

#: 20 MB of text are some 10,000 pages: a dump or a log, not an analysis; its words would crowd out all others.
LARGEST_TEXT = 20_000_000
#: 200 MB: the largest illustrated reports have half of it, and the worker keeps the bytes in its 1.5 GiB.
LARGEST_PDF = 200_000_000

#: Suffixes of text files. Any other name is read as text too if its bytes are text.
_MARKDOWN = (".md", ".markdown", ".mkd", ".mdown")

_CONVERT = "save it as txt, md or pdf and add that."
_PACKED = "The file is a packed archive: unpack it and add the files in it."
_HTML = f"HTML is not read yet: open the page in a browser, {_CONVERT}"

#: What the first bytes say, in the order of looking.
_MAGIC: tuple[tuple[re.Pattern[bytes], str], ...] = tuple(
    (re.compile(magic, re.DOTALL | re.IGNORECASE), message)
    for magic, message in (
        (rb"PK\x03\x04.{26,60}mimetypeapplication/epub", f"EPUB is not read yet: convert the book, {_CONVERT}"),
        (rb"PK\x03\x04.{26,60}mimetypeapplication/vnd\.oasis", f"OpenDocument is not read yet: {_CONVERT}"),
        (rb"PK\x03\x04.{0,4000}word/", f"Word documents (docx) are not read yet: open the document, {_CONVERT}"),
        (rb"PK(?:\x03\x04|\x05\x06)", _PACKED),
        (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", f"Old Office files (doc, xls) are not read: open the file, {_CONVERT}"),
        (rb"\{\\rtf", f"RTF is not read yet: open the document, {_CONVERT}"),
        (rb"%!PS", "PostScript is not read: convert the file to pdf and add that."),
        (rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|II\*\x00|MM\x00\*|RIFF.{4}WEBP|BM.{4}\x00\x00\x00\x00",
         "The file is a picture: run OCR on it, save the result as pdf and add that."),
        (rb"\x1f\x8b|BZh\d|\xfd7zXZ|7z\xbc\xaf|Rar!", _PACKED),
        (rb"SQLite format 3\x00", "The file is a database: add a txt, md or pdf."),
        (rb"\x7fELF|MZ.{58}|\xca\xfe\xba\xbe", "The file is a program: add a txt, md or pdf."),
        (rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml.{0,200}?\?>\s*)?(?:<!--.{0,2000}?-->\s*)?"
         rb"(?:<!doctype html|<html[\s>]|<head[\s>])", _HTML),
    )
)
#: Names that say a format that is not read, for files whose bytes are plain text.
_REFUSED_NAMES = {".html": _HTML, ".htm": _HTML, ".xhtml": _HTML}


def read(data: bytes, source: str, progress: Callable[[int, int], None] | None = None) -> Document:
    """The document that these bytes are, read in this process; ``worker.read_apart`` is for files of others.

    ``source`` is the file's path or name; ``progress`` hears how many of how many pages are done.

    Raises:
        DocumentError: what is wrong with the file, in one sentence.
    """
    check_size(data, source)
    suffix = PurePath(source).suffix.lower()
    if not data.strip(b" \t\r\n\f\v\0"):
        raise EmptyDocument("The file is empty: check that it was saved and copied whole.")
    if is_pdf(data, suffix):
        return _read_pdf(data, source, progress)
    _refuse(data, suffix)
    if suffix in _MARKDOWN:
        from documents.readers import markdown

        return markdown.read(data, source)
    from documents.readers import plain

    return plain.read(data, source)


def check_size(data: bytes, source: str) -> None:
    """Refuses what is too large, before anything is done with it.

    Raises:
        TooLarge: more bytes than a document of this type may have.
    """
    if is_pdf(data, PurePath(source).suffix.lower()):
        if len(data) > LARGEST_PDF:
            raise TooLarge(_too_large(len(data), LARGEST_PDF, "a pdf", "split it, or save it with smaller pictures."))
    elif len(data) > LARGEST_TEXT:
        raise TooLarge(_too_large(len(data), LARGEST_TEXT, "a text", "add its parts as files of their own."))


def is_pdf(data: bytes, suffix: str = "") -> bool:
    """Whether the bytes are a PDF, whatever the file is called."""
    if suffix != ".pdf":
        return data.startswith(b"%PDF-")
    # Readers forgive some bytes before the header, and a header that is missing where the end is there.
    return b"%PDF-" in data[:1024] or b"startxref" in data[-2048:]


def _read_pdf(data: bytes, source: str, progress: Callable[[int, int], None] | None) -> Document:
    from documents.readers import pdf

    return pdf.read(data, source, progress)


def _refuse(data: bytes, suffix: str) -> None:
    for magic, message in _MAGIC:
        if magic.match(data, 0, 8192):
            raise WrongType(message)
    if suffix == ".pdf":
        raise WrongType("The file is called pdf but is none: download or save it again.")
    if suffix in _REFUSED_NAMES:
        raise WrongType(_REFUSED_NAMES[suffix])


def _too_large(size: int, limit: int, what: str, remedy: str) -> str:
    return f"The file has {size // 1_000_000:,} MB and {what} may have {limit // 1_000_000}: {remedy}"
