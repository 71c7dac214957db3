"""The headline of a page: which heading is the title that the page declares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from documents.bylines import facts_of
from documents.model import BlockKind, Metadata
from documents.pieces import Piece
from documents.readers.html.meta import TITLE

#: Characters of names and a date beneath a title; and what these lines say.
_LONGEST_BYLINE = 150
_FACTS = frozenset({"authors", "published"})
#: Pieces among which the headline is looked for.
_OPENING = 6


def is_headline(text: str, declared: str) -> bool:
    """Whether a heading shares half of the words of the declared title, or of its own."""
    one, other = _words(text), _words(declared)
    return len(one & other) * 2 >= min(len(one), len(other)) > 0 and (len(one) > 1 or one == other)


def _words(text: str) -> frozenset[str]:
    return frozenset("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def is_byline(piece: Piece) -> bool:
    """Whether the lines name authors or a date and nothing else."""
    if piece.kind is BlockKind.HEADING or len(piece.text) > _LONGEST_BYLINE:
        return False
    facts = [facts_of(line) for line in piece.lines]
    return all(fact is not None for fact in facts) and any(not _FACTS.isdisjoint(fact or ()) for fact in facts)


def with_title(pieces: Sequence[Piece], declared: Metadata) -> tuple[list[Piece], Metadata]:
    """The headline among the first pieces marked as the title; it then comes before the title that is declared.

    What the page declares is often cut for search engines, or followed by its site. But a first heading that says
    something else altogether is the name of a section or of the site, and no title.
    """
    alone = bool(pieces) and _heads_all(pieces) and not declared.title
    for at, piece in enumerate(pieces[:_OPENING]):
        headline = piece.kind is BlockKind.HEADING and (alone or is_headline(piece.text, declared.title))
        if headline or piece.kind is BlockKind.TITLE:
            title = replace(piece, kind=BlockKind.TITLE, level=0)
            return [*pieces[:at], title, *_unlisted(pieces[at + 1 :])], without_title(declared)
    if not declared.title or declared.provenance.get("title") == TITLE:
        return list(pieces), declared
    return [_lowered(piece) for piece in pieces], declared


def _unlisted(pieces: Sequence[Piece]) -> list[Piece]:
    """Bylines below a headline that stand in a list are lines like others."""
    front = [
        replace(one, kind=BlockKind.PARAGRAPH) if one.kind is BlockKind.ITEM and is_byline(one) else one
        for one in pieces[:_OPENING]
    ]
    return [*front, *pieces[_OPENING:]]


def without_title(metadata: Metadata) -> Metadata:
    """The metadata without its title."""
    provenance = {name: where for name, where in metadata.provenance.items() if name != "title"}
    return replace(metadata, title="", provenance=provenance)


def _heads_all(pieces: Sequence[Piece]) -> bool:
    """Whether the text begins with a heading that all others are below."""
    levels = [piece.level for piece in pieces if piece.kind is BlockKind.HEADING]
    return pieces[0].kind is BlockKind.HEADING and levels.count(min(levels)) == 1 and levels[0] == min(levels)


def _lowered(piece: Piece) -> Piece:
    """Every heading is a level lower: one of the first level that is no title heads a section."""
    return replace(piece, level=piece.level + 1) if piece.kind is BlockKind.HEADING else piece
