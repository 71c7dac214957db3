"""HTML: the article of a page of the web, the whole of a page that is nothing but a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from documents.builder import build
from documents.errors import EmptyDocument
from documents.journal import SILENT, Journal
from documents.language import detect
from documents.model import Document, Metadata
from documents.pieces import Piece, assemble
from documents.readers.html.article import article_of
from documents.readers.html.blocks import Part, parts_of
from documents.readers.html.meta import metadata_of
from documents.readers.html.notes import find_notes
from documents.readers.html.title import with_title
from documents.readers.html.tree import Element, parse, remove_unseen

#: Characters of the text that its language is told by.
_SAMPLE = 5_000


def read(data: bytes, source: str, _journal: Journal = SILENT) -> Document:
    """The document that a page is.

    Raises:
        DocumentError: no text in an encoding that is recognised, no text at all, or more parts than any real page has.
    """
    tree, encoding = parse(data)
    return document_of(tree, data, source, f"text/html; charset={encoding}")


def document_of(tree: Element, data: bytes, source: str, media_type: str) -> Document:
    """The document that a page is, which ``data`` are or hold; raises as ``read``."""
    declared = metadata_of(tree)
    parts = article_of(tree, seen_parts(tree), declared.title)
    if not parts:
        raise EmptyDocument(
            "The page has no text that could be cited, perhaps because a script was to load it: "
            "save it from the browser as a complete page, or print it to pdf, and add that."
        )
    pieces, declared = with_title([part.piece for part in parts], declared)
    drafts, metadata = assemble(pieces, without_wrong_language(declared, pieces))
    return build(drafts, data, source, metadata, media_type=media_type)


def seen_parts(tree: Element) -> list[Part]:
    """The blocks of all that is seen of the page; what is not is taken out of the tree."""
    remove_unseen(tree)
    return list(parts_of(tree, find_notes(tree)))


def without_wrong_language(declared: Metadata, pieces: Sequence[Piece]) -> Metadata:
    """The metadata without a declared language that the words of the text contradict: templates say "en"."""
    told = detect("\n".join(piece.text for piece in pieces)[:_SAMPLE])
    if not told or told == declared.language:
        return declared
    provenance = {name: where for name, where in declared.provenance.items() if name != "language"}
    return replace(declared, language="", provenance=provenance)
