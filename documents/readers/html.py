"""HTML: the article of a page of the web, the whole of a page that is nothing but a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from documents.builder import build
from documents.errors import EmptyDocument
from documents.journal import SILENT, Journal
from documents.language import detect
from documents.model import BlockKind, Document, Metadata
from documents.pieces import Piece, assemble
from documents.readers.html_article import article_of
from documents.readers.html_blocks import Part, parts_of
from documents.readers.html_meta import TITLE, metadata_of
from documents.readers.html_notes import find_notes
from documents.readers.html_tree import Element, parse, remove_unseen

#: Parts among which the headline is looked for.
_OPENING = 6
#: Characters of the text that its language is told by.
_SAMPLE = 5_000


def read(data: bytes, source: str, _journal: Journal = SILENT) -> Document:
    """The document that a page is.

    Raises:
        DocumentError: no text in an encoding that is recognised, no text at all, or more parts than any real page has.
    """
    tree, encoding = parse(data)
    declared = metadata_of(tree)
    parts = article_of(tree, seen_parts(tree))
    if not parts:
        raise EmptyDocument(
            "The page has no text that could be cited, perhaps because a script was to load it: "
            "save it from the browser as a complete page, or print it to pdf, and add that."
        )
    pieces, declared = with_title([part.piece for part in parts], declared)
    drafts, metadata = assemble(pieces, without_wrong_language(declared, pieces))
    return build(drafts, data, source, metadata, media_type=f"text/html; charset={encoding}")


def seen_parts(tree: Element) -> list[Part]:
    """The blocks of all that is seen of the page; what is not is taken out of the tree."""
    remove_unseen(tree)
    return list(parts_of(tree, find_notes(tree)))


def with_title(pieces: Sequence[Piece], declared: Metadata) -> tuple[list[Piece], Metadata]:
    """The headline among the first pieces marked as the title; it then comes before the title that is declared.

    What the page declares is often cut for search engines, or followed by its site. But a first heading that says
    something else altogether is the name of a section or of the site, and no title.
    """
    alone = _heads_all(pieces) and not declared.title
    for at, piece in enumerate(pieces[:_OPENING]):
        is_title = piece.kind is BlockKind.HEADING and (alone or _is_title(piece, declared))
        if is_title or piece.kind is BlockKind.TITLE:
            titled = [*pieces[:at], replace(piece, kind=BlockKind.TITLE, level=0), *pieces[at + 1 :]]
            return titled, replace(declared, title="", provenance=_without(declared, "title"))
    strong = declared.title and declared.provenance.get("title") != TITLE
    return [_lowered(piece) if strong else piece for piece in pieces], declared


def _heads_all(pieces: Sequence[Piece]) -> bool:
    """Whether the text begins with a heading that all others are below."""
    levels = [piece.level for piece in pieces if piece.kind is BlockKind.HEADING]
    return pieces[0].kind is BlockKind.HEADING and levels.count(min(levels)) == 1 and levels[0] == min(levels)


def _is_title(heading: Piece, declared: Metadata) -> bool:
    """Whether the heading shares half of the words of the declared title, or of its own."""
    one, other = _words(heading.text), _words(declared.title)
    return len(one & other) * 2 >= min(len(one), len(other)) > 0 and (len(one) > 1 or one == other)


def _words(text: str) -> frozenset[str]:
    return frozenset("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def _lowered(piece: Piece) -> Piece:
    """A first heading of the first level that is no title heads a section like others."""
    return replace(piece, level=2) if piece.kind is BlockKind.HEADING and piece.level == 1 else piece


def without_wrong_language(declared: Metadata, pieces: Sequence[Piece]) -> Metadata:
    """The metadata without a declared language that the words of the text contradict: templates say "en"."""
    told = detect("\n".join(piece.text for piece in pieces)[:_SAMPLE])
    if not told or told == declared.language:
        return declared
    return replace(declared, language="", provenance=_without(declared, "language"))


def _without(metadata: Metadata, field: str) -> dict[str, str]:
    return {name: where for name, where in metadata.provenance.items() if name != field}
