"""What the readers of office documents share: blocks with their look, and what only the whole tells of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from documents.builder import Draft
from documents.captions import TABLE_WORDS
from documents.dates import parse_date
from documents.frontmatter import OPENING, merged
from documents.headings import heading_level, is_section_name
from documents.model import BlockKind, Metadata
from documents.names import is_name
from documents.pieces import Piece, assemble
from documents.structure import looks_like_heading, marker_of
from documents.tables import row_groups
from documents.text import collapse, normalise


@dataclass(frozen=True, slots=True)
class Part:
    """A block as it is written. ``size`` is the size of most of its type, in half points; 0 where nothing says it.

    ``bold``: all of it is. ``apart``: it stands in a box, a cell or a note, and not in the run of the text.
    ``numbered``: the program counts it.
    """

    piece: Piece
    bold: bool = False
    size: int = 0
    apart: bool = False
    numbered: bool = False

    @property
    def kind(self) -> BlockKind:
        """The kind of its piece."""
        return self.piece.kind

    def become(self, kind: BlockKind, level: int = 0) -> Part:
        """The part with another kind."""
        return replace(self, piece=replace(self.piece, kind=kind, level=level))


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: ``width`` columns, and whether it goes on from the row above."""

    parts: tuple[Part, ...] = ()
    width: int = 1
    continued: bool = False

    @property
    def text(self) -> str:
        """What it says, on one line."""
        return " ".join(part.piece.text.replace("\n", " ") for part in self.parts)


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a paragraph that its author parted, normalised; none for one without visible text."""
    return tuple(filter(None, map(collapse, normalise(text).replace("\f", "\n").split("\n"))))


#: Longer headings are paragraphs that were given a heading's style, in characters.
LONGEST_HEADING = 300


def as_it_reads(piece: Piece) -> Piece:
    """A paragraph that begins with a typed bullet is the item that it looks like; one of signs alone is furniture."""
    if piece.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and not any(map(str.isalnum, piece.text)):
        return replace(piece, kind=BlockKind.FURNITURE)
    mark = marker_of(piece.lines[0]) if piece.lines else ""
    bare = mark.strip()
    if piece.kind is not BlockKind.PARAGRAPH or not bare or bare in "-–—*" or any(map(str.isalnum, bare)):
        return piece
    return replace(piece, kind=BlockKind.ITEM, lines=(piece.lines[0][len(mark) :], *piece.lines[1:]))


# --- tables --------------------------------------------------------------------------------------------------

#: No table is wider; an attribute may say anything.
MOST_COLUMNS = 1_000
#: A cell with more characters is a column of the page; where the table names its columns it may be a long cell.
_LONGEST_CELL, _LONGEST_NAMED_CELL = 500, 3_000
_STRUCTURE = frozenset({BlockKind.HEADING, BlockKind.TITLE, BlockKind.TABLE})


def table_parts(rows: Sequence[Sequence[Cell]], header: int) -> Iterator[Part]:
    """The table as parts: row groups where it holds data, else what stands in its cells, in order of reading.

    ``header`` rows name the columns; 0 where nothing says it, and a first row in bold then does.
    """
    if not _is_data(rows, header):
        yield from (replace(part, apart=True) for row in rows for cell in row for part in cell.parts)
        return
    header = header or int(_is_bold(rows[0]) and not any(_is_bold(row) for row in rows[1:]))
    texts = list(_filled(rows))
    for group in row_groups(texts, header if header < len(texts) else 0):
        yield Part(Piece(BlockKind.TABLE, (group,)), apart=True)


def _is_data(rows: Sequence[Sequence[Cell]], header: int) -> bool:
    cells = [cell for row in rows for cell in row]
    longest = max((len(cell.text) for cell in cells), default=0)
    return (
        len(rows) > 1
        and max(len(row) for row in rows) > 1
        and longest <= (_LONGEST_NAMED_CELL if header else _LONGEST_CELL)
        and not any(part.kind in _STRUCTURE for cell in cells for part in cell.parts)
    )


def _is_bold(row: Sequence[Cell]) -> bool:
    parts = [part for cell in row for part in cell.parts]
    return bool(parts) and all(part.bold for part in parts)


def _filled(rows: Iterable[Sequence[Cell]]) -> Iterator[list[str]]:
    """The texts of the rows. A cell that spans rows is said in each: each must be understood alone."""
    above: dict[int, str] = {}
    for row in rows:
        texts: list[str] = []
        for cell in row:
            text = above.get(len(texts), "") if cell.continued else cell.text
            above[len(texts)] = text
            texts.extend([text] + [""] * (min(cell.width, MOST_COLUMNS - len(texts)) - 1))
        while texts and not texts[-1]:
            texts.pop()
        yield texts


#: Captions of pictures, which do not name the table below them.
_FIGURE = re.compile(r"(?:fig|rys|ryc|abb|bild|рис|мал|chart|graph|wykres|map|karte|carte|photo|fot)", re.IGNORECASE)


def _under_captions(parts: Sequence[Part]) -> list[Part]:
    """The parts, each table with the caption that stands above it, or below."""
    captions: dict[int, str] = {}
    runs = [list(run) for _, run in groupby(range(len(parts)), key=lambda at: parts[at].kind)]
    for at, run in enumerate(runs):
        if parts[run[0]].kind is not BlockKind.TABLE:
            continue
        before = parts[runs[at - 1][-1]] if at else None
        after = parts[runs[at + 1][0]] if at + 1 < len(runs) else None
        text = ""
        if before is not None and before.kind is BlockKind.CAPTION and not _FIGURE.match(before.piece.text):
            text = before.piece.text
        elif after is not None and after.kind is BlockKind.CAPTION and after.piece.text.lower().startswith(TABLE_WORDS):
            text = after.piece.text
        captions.update(dict.fromkeys(run, text))
    return [
        replace(part, piece=replace(part.piece, under=captions[at])) if captions.get(at) else part
        for at, part in enumerate(parts)
    ]


# --- titles and headings -------------------------------------------------------------------------------------

#: Type this much larger than most of the text is a heading's.
_LARGER = 1.15
#: Where more of the paragraphs look like headings, it is the text that is set so.
_MOST_HEADINGS = 0.4
#: Paragraphs that a long title is broken into.
_TITLE_PARAGRAPHS = 3
#: Headings directly under each other; more are an address, or a list in bold.
_MOST_STACKED = 2
#: A paragraph longer than this is text and no front matter, in characters.
_TEXT_LENGTH = 100


def assembled(parts: Sequence[Part], properties: Metadata) -> tuple[list[Draft], Metadata]:
    """The parts as drafts, and the document's metadata: what the first lines say, then what ``properties`` do.

    The text comes first, because a file's properties outlive the text that they were written for.
    """
    parts = _titled_by_size(_with_one_title(parts, properties.title))
    if not any(part.kind is BlockKind.HEADING for part in parts):
        parts = _with_headings_by_look(parts)
    drafts, metadata = assemble([part.piece for part in _under_captions(_chapters(parts))], Metadata())
    return drafts, merged(metadata, properties)


def _with_one_title(parts: Sequence[Part], known: str) -> list[Part]:
    """The first paragraphs in a title's style as one title, or the first line that says what the properties say.

    Further ones name chapters.
    """
    first = next((at for at, part in enumerate(parts) if part.kind is BlockKind.TITLE), None)
    if first is None:
        opening = [part.piece.text.casefold() for part in parts[:OPENING]]
        at = opening.index(known.casefold()) if known and known.casefold() in opening else None
        return list(parts) if at is None else _titled(parts, at, at + 1)
    end = next((at for at in range(first, len(parts)) if parts[at].kind is not BlockKind.TITLE), len(parts))
    titled = _titled(parts, first, end)
    return [part.become(BlockKind.HEADING, 1) if at > first and part.kind is BlockKind.TITLE else part
            for at, part in enumerate(titled)]  # fmt: skip


def _titled(parts: Sequence[Part], first: int, end: int) -> list[Part]:
    """The parts, those from ``first`` up to ``end`` as one title."""
    lines = tuple(line for part in parts[first:end] for line in part.piece.lines)
    title = replace(parts[first], piece=Piece(BlockKind.TITLE, lines))
    return [*parts[:first], title, *parts[end:]]


def _chapters(parts: Sequence[Part]) -> list[Part]:
    """The parts, with headings one deeper where the first is that of a chapter and not the document's title."""
    first = next((part for part in parts if part.kind in (BlockKind.HEADING, BlockKind.TITLE)), None)
    if first is None or first.kind is BlockKind.TITLE:
        return list(parts)
    text = first.piece.text
    if not first.numbered and not is_section_name(text) and not text[0].isdigit():
        return list(parts)
    return [part.become(part.kind, part.piece.level + 1) if part.kind is BlockKind.HEADING else part for part in parts]


def _with_headings_by_look(parts: Sequence[Part]) -> list[Part]:
    """The parts, short bold or large paragraphs as headings: for a document that does without heading styles."""
    titled = list(parts)
    usual = _usual_size(parts)
    looks = [_is_headlike(part, usual) for part in titled]
    text_from = next((at for at, part in enumerate(titled) if len(part.piece.text) > _TEXT_LENGTH), len(titled))
    if sum(looks) > _MOST_HEADINGS * sum(part.kind is BlockKind.PARAGRAPH for part in titled):
        return titled
    headings = [at for at in _over_text(looks) if _may_head(titled, at, text_from)]
    sizes = sorted({titled[at].size for at in headings}, reverse=True)
    for at in headings:
        titled[at] = titled[at].become(BlockKind.HEADING, _level(titled[at], sizes))
    return titled


def _over_text(looks: Sequence[bool]) -> Iterator[int]:
    """Indices of those that look like headings and have text below, at most under one more of them."""
    for look, run in groupby(range(len(looks)), key=looks.__getitem__):
        places = list(run)
        if look and len(places) <= _MOST_STACKED and places[-1] + 1 < len(looks):
            yield from places


def _may_head(parts: Sequence[Part], at: int, text_from: int) -> bool:
    """Above the first text stand kicker, subtitle and byline; of headings only the one directly over it."""
    part = parts[at]
    return part.kind is BlockKind.PARAGRAPH and (
        at >= text_from or is_section_name(part.piece.text) or at + 1 == text_from > 1
    )


def _usual_size(parts: Iterable[Part]) -> int:
    sizes: Counter[int] = Counter()
    for part in parts:
        if part.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE):
            sizes[part.size] += len(part.piece.text)
    return sizes.most_common(1)[0][0] if sizes else 0


def _is_headlike(part: Part, usual: int) -> bool:
    text = part.piece.text
    return (
        part.kind is BlockKind.PARAGRAPH
        and not part.apart
        and (part.bold or part.size > _LARGER * usual)
        and len(part.piece.lines) == 1
        and looks_like_heading(text)
        and not is_name(text)
        and not parse_date(text)
    )


def _titled_by_size(parts: Sequence[Part]) -> list[Part]:
    """The parts, what is set in the largest type of all, once and above the text, as the title."""
    if any(part.kind is BlockKind.TITLE for part in parts):
        return list(parts)
    found = _largest(parts)
    text_from = next((at for at, part in enumerate(parts) if len(part.piece.text) > _TEXT_LENGTH), len(parts))
    above = bool(found) and found[-1] < min(text_from, OPENING) and len(found) <= _TITLE_PARAGRAPHS
    if not above or found != list(range(found[0], found[-1] + 1)):
        return list(parts)
    alone = all(parts[at].kind is BlockKind.PARAGRAPH and not parts[at].apart for at in found)
    several = sum(len(parts[at].piece.text.split()) for at in found) > 1  # one word alone is a series: "REPORT"
    if alone and several and all(looks_like_heading(parts[at].piece.text) for at in found):
        return _titled(parts, found[0], found[-1] + 1)
    return list(parts)


def _largest(parts: Sequence[Part]) -> list[int]:
    """Indices of what is set in the largest type, larger than most; a title page that comes again counts once."""
    largest = max((part.size for part in parts), default=0)
    if not 0 < _usual_size(parts) < largest:
        return []
    texts: dict[str, int] = {}
    for at, part in enumerate(parts):
        if part.size == largest:
            texts.setdefault(part.piece.text, at)
    return list(texts.values())


def _level(part: Part, sizes: Sequence[int]) -> int:
    """By number if the heading has one, else by size."""
    if part.piece.text[0].isdigit():
        return heading_level(part.piece.text)
    return sizes.index(part.size) + 1 if part.size in sizes else 1
