"""Word documents (docx, docm, dotx, dotm), by lxml from a vetted package.

python-docx would open the zip a second time and all of it, refuses ISO-strict files, and knows neither notes nor text
boxes, fields nor changes; what is left of it here, styles and their inheritance, is ``docx_styles``.

The text is the final one: insertions are in it, deletions, comments and hidden text are not. Footnotes and then
endnotes stand at the end, in the order of their references, as in Markdown; their marks are left out. Lists of
contents, headers and footers are furniture. Word keeps no pages, so there are none.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import unquote

from documents.builder import build
from documents.errors import DamagedDocument, WrongType
from documents.journal import SILENT, Journal
from documents.model import BlockKind, Document, Metadata
from documents.package import Package
from documents.properties import declared
from documents.readers.docx.blocks import Blocks
from documents.readers.docx.numbering import Numbering
from documents.readers.docx.styles import Styles
from documents.readers.docx.xml import Element, child, name, value
from documents.readers.office import Part, assembled

PROVENANCE = "docx properties"

_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_MACROS = "application/vnd.ms-word."
#: The type of the main part → that of the file; a damaged list of types still lets the text be read.
_MEDIA_TYPES = {
    f"{_OFFICE}document.main+xml": f"{_OFFICE}document",
    f"{_OFFICE}template.main+xml": f"{_OFFICE}template",
    f"{_MACROS}document.macroEnabled.main+xml": f"{_MACROS}document.macroEnabled.12",
    f"{_MACROS}template.macroEnabledTemplate.main+xml": f"{_MACROS}template.macroEnabled.12",
}
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"


def read(data: bytes, source: str, _journal: Journal = SILENT) -> Document:
    """The document that a Word file is.

    Raises:
        DamagedDocument, PasswordNeeded, TooLarge, TooComplex: the package or its XML, as ``documents.package`` says.
        WrongType: an Office package without a Word document.
        EmptyDocument: there is nothing to cite.
    """
    package = Package(data)
    parts = _Parts(package)
    root = package.xml(parts.main)
    body = child(root, "w:body")
    if body is None:
        raise WrongType("The file has no Word document in it: open it in its program and save it as docx.")
    styles = Styles(parts.related("styles"))
    blocks = Blocks(styles, Numbering(parts.related("numbering"), styles))
    pieces = [*blocks.story(body)]
    pieces += _notes(blocks, parts)
    pieces += _running(blocks, parts)
    drafts, metadata = assembled(pieces, _properties(parts, source))
    document = build(
        drafts, data, source, metadata, media_type=_media_type(package, parts.main), warnings=_warnings(blocks),
    )  # fmt: skip
    return _with_language(document, blocks.languages, styles.language)


# --- parts ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Relation:
    """``kind`` is the last word of the relationship's type: "styles", "footnotes"."""

    kind: str
    target: str


class _Parts:
    """The parts of a package by what they are to each other, wherever they lie."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self.root = list(self._relations(""))
        main = [one.target for one in self.root if one.kind == "officeDocument"]
        self.main = next((one for one in [*main, "word/document.xml"] if one in package.names), "")
        if not self.main:
            raise DamagedDocument("The file has no Word document in it: download it again, or save it anew as docx.")
        self._of_main = list(self._relations(self.main))

    def _relations(self, part: str) -> Iterator[_Relation]:
        folder, _, file = part.rpartition("/")
        listed = posixpath.join(folder, "_rels", f"{file}.rels")
        if listed not in self._package.names:
            return
        for one in self._package.xml(listed):
            if one.get("TargetMode") == "External" or not one.get("Target"):
                continue
            target = posixpath.normpath(posixpath.join("/", folder, unquote(one.get("Target")))).lstrip("/")
            yield _Relation((one.get("Type") or "").rpartition("/")[2], target)

    def related(self, kind: str) -> Element | None:
        """The first part of that kind that belongs to the main one."""
        return next(self.all_related(kind), None)

    def all_related(self, kind: str) -> Iterator[Element]:
        """All of that kind."""
        targets = dict.fromkeys(one.target for one in self._of_main if one.kind == kind)
        return (self._package.xml(target) for target in targets if target in self._package.names)

    def properties(self) -> Element | None:
        """The core properties of the package."""
        targets = [one.target for one in self.root if one.kind == "core-properties"]
        return next((self._package.xml(target) for target in targets if target in self._package.names), None)


def _notes(blocks: Blocks, parts: _Parts) -> Iterator[Part]:
    """The notes that are referred to, footnotes first; a note in a note comes after them."""
    known = {
        (kind, value(note, "id")): note
        for kind in ("footnote", "endnote")
        for root in (parts.related(f"{kind}s"),) if root is not None
        for note in root if name(note) == f"w:{kind}"
    }  # fmt: skip
    for wanted in ("footnote", "endnote"):
        for key in [key for key in blocks.notes if key[0] == wanted and key in known]:
            for part in blocks.story(known[key]):
                yield part if part.kind is BlockKind.TABLE else replace(part.become(BlockKind.NOTE), apart=True)


def _running(blocks: Blocks, parts: _Parts) -> Iterator[Part]:
    """Headers and footers, each text once: sections repeat them."""
    seen: set[str] = set()
    for kind in ("header", "footer"):
        for root in parts.all_related(kind):
            for part in blocks.story(root):
                text = part.piece.text
                if text not in seen and any(map(str.isalpha, text)):
                    seen.add(text)
                    yield replace(part.become(BlockKind.FURNITURE), apart=True)


# --- metadata ------------------------------------------------------------------------------------------------


def _properties(parts: _Parts, source: str) -> Metadata:
    core = parts.properties()
    if core is None:
        return Metadata()
    said = {kind: core.findtext(f"{_DUBLIN_CORE}{kind}") or "" for kind in ("title", "creator")}
    return declared(said["title"], [said["creator"]], source, PROVENANCE)


def _media_type(package: Package, main: str) -> str:
    types = package.xml("[Content_Types].xml") if "[Content_Types].xml" in package.names else ()
    said = {(one.get("PartName") or "").lstrip("/"): one.get("ContentType") or "" for one in types}
    return _MEDIA_TYPES.get(said.get(main, ""), f"{_OFFICE}document")


def _with_language(document: Document, languages: Mapping[str, int], usual: str) -> Document:
    """The language that most of the text is marked with, where its words do not tell it."""
    if document.metadata.language:
        return document
    counts: Counter[str] = Counter()
    for tag, characters in languages.items():
        counts[(tag or usual)[:2].lower()] += characters
    language = next((code for code, count in counts.most_common(1) if count and code.isalpha()), "")
    if not language:
        return document
    provenance = {**document.metadata.provenance, "language": PROVENANCE}
    return replace(document, metadata=replace(document.metadata, language=language, provenance=provenance))


def _warnings(blocks: Blocks) -> list[str]:
    if not blocks.embedded:
        return []
    return ["A part of the document that is only embedded in it, in another format, was not read."]
