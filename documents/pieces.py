"""Pieces of a format that says itself what is a heading, a list, a table → drafts, with title and first lines told.

Markdown, HTML, Word, OpenDocument and EPUB come here; plain text and PDF, which say nothing, go by ``structure``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from documents.builder import Draft
from documents.bylines import is_label
from documents.captions import captioned
from documents.frontmatter import OPENING, Front, Opening, merged, read_front
from documents.model import BlockKind, Metadata

FIRST_HEADING = "first heading"


@dataclass(frozen=True, slots=True)
class Piece:
    """A block as the format gives it.

    ``lines`` are normalised, without white space at their ends, and those that the author parted: a byline is a line
    of its own there. ``level`` is a heading's depth, from 1. A table's piece has its rows as one text with line
    breaks (``tables.row_groups``), and in ``under`` its caption.
    """

    kind: BlockKind
    lines: tuple[str, ...]
    level: int = 0
    under: str = ""

    @property
    def text(self) -> str:
        """The lines as running text."""
        return " ".join(self.lines)

    @property
    def draft(self) -> Draft:
        """The piece as it is, no front matter."""
        return Draft(self.kind, self.text, self.level, under=self.under)


#: Short blocks that may stand above the title: a kicker, a picture's caption, a date.
_ABOVE_TITLE = 3
#: Lines of a byline paragraph, and their length; a wrapped paragraph of the body has longer or more lines.
_BYLINE_LINES, _BYLINE_LENGTH = 4, 60


def assemble(pieces: Sequence[Piece], declared: Metadata) -> tuple[list[Draft], Metadata]:
    """The pieces as drafts, and the metadata of the document.

    The title is the piece that the format calls so, or the first heading of the first level with nothing but short
    lines above it. What stands around it (kicker, byline, date) is told as in plain text; ``declared``, what the
    format states in fields of its own, comes before what was read there.
    """
    body = "\n".join(piece.text for piece in pieces)
    at = _title_at(pieces)
    title = pieces[at].text if at is not None else ""
    start = 0 if at is None else at + 1
    drafts, metadata = _above_title(pieces[: start - 1]) if at is not None else ([], Metadata())
    if at is not None:
        drafts.append(Draft(BlockKind.TITLE, title))
        metadata = merged(metadata, Metadata(title=title, provenance={"title": FIRST_HEADING}))
    openings, owners = _openings(pieces[start:])
    front = read_front(openings, body, title or declared.title)
    after = list(_after_title(pieces[start:], front, openings, owners))
    return captioned(drafts + after), merged(declared, merged(metadata, front.metadata))


def _title_at(pieces: Sequence[Piece]) -> int | None:
    called = next((at for at, piece in enumerate(pieces[:OPENING]) if piece.kind is BlockKind.TITLE), None)
    if called is not None and not any(piece.kind is BlockKind.HEADING for piece in pieces[:called]):
        return called  # a cover may have its logo's words, a series and a date above the title
    for at, piece in enumerate(pieces[: _ABOVE_TITLE + 1]):
        if piece.kind is BlockKind.HEADING:
            return at if piece.level == 1 else None
        if piece.kind not in (BlockKind.PARAGRAPH, BlockKind.CAPTION) or len(piece.text) > _BYLINE_LENGTH:
            return None
    return None


def _above_title(pieces: Sequence[Piece]) -> tuple[list[Draft], Metadata]:
    if len(pieces) == 1 and pieces[0].kind is BlockKind.PARAGRAPH and is_label(pieces[0].text):
        series = pieces[0].text
        return [Draft(BlockKind.FURNITURE, series)], Metadata(series=series, provenance={"series": "first lines"})
    return [piece.draft for piece in pieces], Metadata()


def _openings(pieces: Sequence[Piece]) -> tuple[list[Opening], list[int]]:
    """The lines that may be front matter, and for each the index of its piece."""
    openings: list[Opening] = []
    owners: list[int] = []
    for at, piece in enumerate(pieces[:OPENING]):
        short = len(piece.lines) <= _BYLINE_LINES and all(len(line) <= _BYLINE_LENGTH for line in piece.lines)
        lines = piece.lines if short and piece.kind is BlockKind.PARAGRAPH else (piece.text,)
        if piece.kind is not BlockKind.PARAGRAPH:
            lines = (f"• {piece.text}",)  # whatever it says, it is not front matter
        openings.extend(Opening(line, gap=number == 0) for number, line in enumerate(lines))
        owners.extend([at] * len(lines))
    return openings, owners


def _after_title(
    pieces: Sequence[Piece], front: Front, openings: Sequence[Opening], owners: Sequence[int]
) -> Iterator[Draft]:
    facts: dict[int, list[Draft]] = {}
    rest: dict[int, list[str]] = {}
    for at, (opening, owner) in enumerate(zip(openings, owners, strict=True)):
        if at in front.kinds:
            facts.setdefault(owner, []).append(Draft(front.kinds[at], opening.text))
        else:
            rest.setdefault(owner, []).append(opening.text)
    for at, piece in enumerate(pieces):
        if at not in facts:
            yield piece.draft
            continue
        yield from facts[at]
        if at in rest:
            yield replace(piece, lines=tuple(rest[at])).draft
