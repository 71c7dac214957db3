"""EPUB: a book of pages, in the order of its spine; its notes and headings are those of the pages."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from lxml import etree

from documents.builder import build
from documents.dates import parse_field_date
from documents.errors import DamagedDocument, EmptyDocument, PasswordNeeded
from documents.journal import SILENT, Journal
from documents.model import Document, Metadata
from documents.names import split_names
from documents.package import Package
from documents.pieces import Piece, assemble
from documents.readers.html.reader import seen_parts, without_wrong_language
from documents.readers.html.title import with_title
from documents.readers.html.tree import decode_page, parse_text
from documents.text import collapse, normalise

EPUB_METADATA = "epub metadata"

_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
#: Fonts are scrambled in free books too; pages are only in locked ones.
_LOCKED = re.compile(r"\.(?:x?html?|xml|opf)\Z", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2}\b")
_ROLE = "{http://www.idpf.org/2007/opf}role"
_EVENT = "{http://www.idpf.org/2007/opf}event"


def read(data: bytes, source: str, journal: Journal = SILENT) -> Document:
    """The document that a book is.

    Raises:
        DocumentError: a damaged or locked book, or one without text.
    """
    package = Package(data)
    _refuse_locked(package)
    folder, book = _book(package)
    declared = metadata_of(book)
    pieces = list(_pieces(package, _spine(package, folder, book), journal))
    if not pieces:
        raise EmptyDocument("The book has no text that could be cited: check that it is no book of pictures.")
    titled, _ = with_title(pieces, declared)
    drafts, metadata = assemble(titled, without_wrong_language(declared, pieces))
    return build(drafts, data, source, metadata, media_type="application/epub+zip")


def _refuse_locked(package: Package) -> None:
    if "META-INF/encryption.xml" not in package.names:
        return
    locks = package.xml("META-INF/encryption.xml")
    if any(_LOCKED.search(unquote(reference.get("URI") or "")) for reference in locks.iter("{*}CipherReference")):
        raise PasswordNeeded(
            "The book is locked by its seller's copy protection: get it without that, or as a pdf, and add that."
        )


def _book(package: Package) -> tuple[str, etree._Element]:
    """The folder of the package document (OPF), and its root."""
    container = package.xml("META-INF/container.xml")
    path = next((root.get("full-path") or "" for root in container.iter("{*}rootfile")), "")
    return posixpath.dirname(path), package.xml(path)


def _spine(package: Package, folder: str, book: etree._Element) -> list[str]:
    """The names of the pages in the order of reading, the list of contents left out."""
    items = {item.get("id"): item for item in book.iter("{*}item")}
    names = []
    for entry in book.iter("{*}itemref"):
        item = items.get(entry.get("idref"))
        if item is None or item.get("media-type") not in _PAGES or "nav" in (item.get("properties") or "").split():
            continue
        names.append(posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or ""))))
    found = [name for name in names if name in package.names]
    if names and not found:
        raise DamagedDocument("The book's pages are not in it: download it again, or convert it to pdf and add that.")
    return found


def _pieces(package: Package, names: list[str], journal: Journal) -> Iterator[Piece]:
    journal.progress(0, len(names))
    for done, name in enumerate(names, 1):
        text, _ = decode_page(package.read(name))
        try:
            tree = parse_text(text if text.lstrip().startswith("<?xml") else f"<?xml version='1.0'?>{text}")
        except EmptyDocument:
            continue
        yield from (part.piece for part in seen_parts(tree))
        journal.progress(done, len(names))


def metadata_of(book: etree._Element) -> Metadata:
    """What the package document says of the book (EPUB 2 and 3)."""
    found: dict[str, Any] = {
        "title": next(iter(_texts(book, "title")), ""),
        "authors": tuple(name for entry in _creators(book) for name in split_names(entry)),
        "published": next(filter(None, map(parse_field_date, _dates(book))), ""),
        "publisher": next(iter(_texts(book, "publisher")), ""),
        "topics": tuple(_texts(book, "subject")),
        "language": next(
            (text[:2].lower() for text in _texts(book, "language") if re.match(r"[A-Za-z]{2}\b", text)), ""
        ),
    }
    known = {name: value for name, value in found.items() if value}
    return Metadata(**known, provenance=dict.fromkeys(known, EPUB_METADATA))


def _elements(book: etree._Element, name: str) -> Iterator[etree._Element]:
    yield from book.iter(f"{{http://purl.org/dc/elements/1.1/}}{name}")


def _text(element: etree._Element) -> str:
    return collapse(normalise("".join(element.itertext())))


def _texts(book: etree._Element, name: str) -> list[str]:
    return [text for element in _elements(book, name) if (text := _text(element))]


def _creators(book: etree._Element) -> list[str]:
    """The creators whose role is the author's, or who have none; "file-as" forms are not looked at."""
    roles = {
        (meta.get("refines") or "").removeprefix("#"): _text(meta)
        for meta in book.iter("{*}meta")
        if meta.get("property") == "role"
    }
    return [
        _text(creator)
        for creator in _elements(book, "creator")
        if (creator.get(_ROLE) or roles.get(creator.get("id"), "aut")) == "aut"
    ]


def _dates(book: etree._Element) -> list[str]:
    """The dates of publication; EPUB 2 has dates of creation and change beside them."""
    return [
        _text(date).partition("T")[0]
        for date in _elements(book, "date")
        if (date.get(_EVENT) or "publication") in ("publication", "original-publication")
    ]
