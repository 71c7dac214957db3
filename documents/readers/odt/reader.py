"""OpenDocument texts (odt, ott), by lxml from a vetted package.

As with Word: deletions, comments and hidden text are not in the text; footnotes and then endnotes stand at the end;
lists of contents, headers and footers are furniture; there are no pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from documents.builder import build
from documents.errors import DamagedDocument, PasswordNeeded
from documents.journal import SILENT, Journal
from documents.model import BlockKind, Document, Metadata
from documents.package import Package
from documents.properties import declared
from documents.readers.odt.blocks import Blocks
from documents.readers.odt.xml import Element, Styles, every, find, name, value
from documents.readers.office import Part, assembled

PROVENANCE = "odt properties"

_TEXT = "application/vnd.oasis.opendocument.text"
_LANGUAGE = re.compile(r"([a-z]{2})(?:-\w+)?")


def read(data: bytes, source: str, _journal: Journal = SILENT) -> Document:
    """The document that an OpenDocument text is.

    Raises:
        PasswordNeeded: it is encrypted, which OpenDocument does part by part.
        DamagedDocument, TooLarge, TooComplex: the package or its XML, as ``documents.package`` says.
        EmptyDocument: there is nothing to cite.
    """
    package = Package(data)
    _refuse_encrypted(package)
    content, styling, meta = (
        package.xml(part) if part in package.names else None for part in ("content.xml", "styles.xml", "meta.xml")
    )
    body = find(content, "office:body", "office:text")
    if body is None:
        raise DamagedDocument("The file has no text document in it: download it again, or save it anew as odt.")
    blocks = Blocks(Styles([content, styling]))
    parts = [*blocks.story(body)]
    parts += _notes(blocks)
    parts += _running(blocks, styling)
    drafts, metadata = assembled(parts, _properties(meta, source))
    return _with_language(build(drafts, data, source, metadata, media_type=_media_type(package)), meta)


def _refuse_encrypted(package: Package) -> None:
    listed = "META-INF/manifest.xml"
    if listed not in package.names:
        return
    if next(every(package.xml(listed), "manifest:encryption-data"), None) is not None:
        raise PasswordNeeded("The document is locked with a password: save it without one and add that.")


def _notes(blocks: Blocks) -> Iterator[Part]:
    for kind in ("footnote", "endnote"):
        for note in [one for one in blocks.notes if (value(one, "text:note-class") or "footnote") == kind]:
            body = find(note, "text:note-body")
            for part in blocks.story(body) if body is not None else ():
                yield part if part.kind is BlockKind.TABLE else replace(part.become(BlockKind.NOTE), apart=True)


_RUNNING = re.compile(r"style:(?:header|footer)(?:-left|-first)?")


def _running(blocks: Blocks, styling: Element | None) -> Iterator[Part]:
    """Headers and footers, each text once."""
    seen: set[str] = set()
    for page in every(find(styling, "office:master-styles"), "style:master-page"):
        for element in page:
            for part in blocks.story(element) if _RUNNING.fullmatch(name(element)) else ():
                text = part.piece.text
                if text not in seen and any(map(str.isalpha, text)):
                    seen.add(text)
                    yield replace(part.become(BlockKind.FURNITURE), apart=True)


def _said(meta: Element | None, field: str) -> str:
    found = find(meta, "office:meta", field)
    return "" if found is None else found.text or ""


def _properties(meta: Element | None, source: str) -> Metadata:
    """Title and author; ``dc:creator`` is who saved the file last, and says little where another began it."""
    author = _said(meta, "meta:initial-creator") or _said(meta, "dc:creator")
    return declared(_said(meta, "dc:title"), [author], source, PROVENANCE)


def _with_language(document: Document, meta: Element | None) -> Document:
    match = _LANGUAGE.fullmatch(_said(meta, "dc:language").lower())
    if document.metadata.language or match is None:
        return document
    provenance = {**document.metadata.provenance, "language": PROVENANCE}
    return replace(document, metadata=replace(document.metadata, language=match[1], provenance=provenance))


def _media_type(package: Package) -> str:
    said = package.read("mimetype").decode("ascii", "replace").strip() if "mimetype" in package.names else ""
    return said if said.startswith(_TEXT) and len(said) < 100 else _TEXT
