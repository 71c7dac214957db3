"""Lines with their place and type → paragraphs, headings, items, tables, furniture: what a typesetter meant by them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from documents.builder import Draft
from documents.frontmatter import OPENING, Front, Opening, could_be_title, is_label, merged, read_front
from documents.model import BlockKind, Metadata
from documents.structure import (
    Chunk,
    Line,
    Words,
    across_pages,
    chunk_of,
    drafts_with_headings,
    looks_like_heading,
    marker_of,
    running,
)  # fmt: skip

FIRST_PAGE = "first page"


@dataclass(frozen=True, slots=True)
class PageLine(Line):
    """A line with its place on the page, in points from the lower left corner, and its type."""

    x: float = 0.0
    y: float = 0.0
    size: float = 0.0
    bold: bool = False


#: A line in the same place, to these points, is running when it is there on two pages; in a longer document, on three.
_SAME_HEIGHT = 4.0
_SHORT_DOCUMENT, _RUNNING_PAGES = 6, 3


def _mark_running(lines: Sequence[PageLine]) -> list[PageLine]:
    by_page: dict[int | None, list[int]] = {}
    for at, line in enumerate(lines):
        by_page.setdefault(line.page, []).append(at)
    pages = [sorted(ats, key=lambda at: -lines[at].y) for ats in by_page.values()]
    least = _RUNNING_PAGES if len(pages) > _SHORT_DOCUMENT else 2
    found = running(lines, pages, least, lambda line: round(line.y / _SAME_HEIGHT))
    return [replace(line, running=True) if at in found else line for at, line in enumerate(lines)]


# --- paragraphs ----------------------------------------------------------------------------------------------

#: A distance between lines beyond this multiple of the usual one parts paragraphs; word processors add a half or more.
_GAP = 1.3
#: Sizes that differ by less are one size: rounding, small capitals, a superscript's share.
_SAME_SIZE = 0.06
#: A line with room for the next one's first word ends its paragraph; by characters, whose widths differ, the line
#: must be shorter than this share of the column, and with a sentence's end than this greater one.
_SHORT_LINE, _SHORT_LAST_LINE = 0.75, 0.9
#: Lines that begin within so many type sizes of each other stand in one column, and how many make its width known.
_COLUMN, _COLUMN_LINES = 3.0, 5
#: An indent, in type sizes, that begins a paragraph.
_INDENT = 0.7


@dataclass(frozen=True, slots=True)
class _Measures:
    """What is usual in a document: the size of its body, the distance of its lines, characters in a full line."""

    size: float
    leading: float
    width: int


def _measures(lines: Sequence[PageLine]) -> _Measures:
    sizes: Counter[float] = Counter()
    for line in lines:
        if not line.running:
            sizes[line.size] += len(line.text)
    size = sizes.most_common(1)[0][0] if sizes else lines[0].size
    body = [line for line in lines if line.size == size and not line.running] or list(lines)
    steps = [a.y - b.y for a, b in pairwise(body) if a.page == b.page and 0 < a.y - b.y < 4 * size]
    lengths = sorted(len(line.text) for line in body)
    return _Measures(size, median(steps) if steps else 1.2 * size, lengths[int(0.9 * (len(lengths) - 1))])


def _chunks(lines: Sequence[PageLine], usual: _Measures) -> list[Chunk]:
    groups: list[list[PageLine]] = []
    columns = _column_widths(lines, usual)
    for line in lines:
        if groups and _continues(groups[-1], line, usual, columns[_column(groups[-1][-1], usual)]):
            groups[-1].append(line)
        else:
            gap = bool(groups) and _gap_above(groups[-1][-1], line, usual)
            groups.append([replace(line, gap=gap)])
    return [chunk_of(group) for group in across_pages(groups)]


def _column(line: PageLine, usual: _Measures) -> tuple[int | None, int]:
    return line.page, round(line.x / (_COLUMN * max(usual.size, 1.0)))


def _column_widths(lines: Sequence[PageLine], usual: _Measures) -> dict[tuple[int | None, int], int]:
    """Characters in a full line, by page and place of the line's beginning."""
    lengths: dict[tuple[int | None, int], list[int]] = {}
    for line in lines:
        lengths.setdefault(_column(line, usual), []).append(len(line.text))
    return {
        column: sorted(found)[int(0.8 * (len(found) - 1))] if len(found) >= _COLUMN_LINES else usual.width
        for column, found in lengths.items()
    }


def _gap_above(last: PageLine, line: PageLine, usual: _Measures) -> bool:
    larger = max(last.size, line.size, 0.1) / max(usual.size, 0.1)
    return not 0 <= last.y - line.y <= _GAP * usual.leading * max(larger, 1.0)


def _continues(group: Sequence[PageLine], line: PageLine, usual: _Measures, width: int) -> bool:
    last = group[-1]
    if line.running or last.running or line.page != last.page or marker_of(line.text):
        return False
    if abs(line.size - last.size) > _SAME_SIZE * last.size or line.bold != last.bold:
        # A word set apart inside a paragraph is part of its line; whole lines in other type are something else.
        return False
    if _gap_above(last, line, usual):
        return last.y < line.y and _broken_off(last, line)  # the next column
    if line.x > last.x + _INDENT * line.size and not marker_of(group[0].text):
        return False
    if line.text[0].islower():
        return True
    ended = last.text[-1] in ".!?:…" or last.text[-2:] in (".”", '."', ".)", "?”")
    taken = len(last.text) + 1 + len(line.text.split(maxsplit=1)[0])
    return taken >= (_SHORT_LAST_LINE if ended else _SHORT_LINE) * width or _is_display(line, usual)


def _is_display(line: PageLine, usual: _Measures) -> bool:
    """Whether the type is a title's, whose lines are broken by sense and not by width."""
    return line.size > _TITLE_SIZE * usual.size


def _broken_off(last: PageLine, line: PageLine) -> bool:
    return last.text[-1] not in ".!?:;…" and line.text[0].islower()


# --- the document --------------------------------------------------------------------------------------------

#: Type this much larger than the body's is a heading's; 10 % is a caption's or a quotation's difference.
_HEADING_SIZE = 1.12
#: A title is larger still, or a heading of the largest size on the first page.
_TITLE_SIZE = 1.2
#: Lines of a heading or title.
_HEADING_LINES = 4


def lay_out(lines: Sequence[PageLine], info: Metadata) -> tuple[list[Draft], Metadata]:
    """The lines of all pages as drafts in reading order, and what the first page adds to ``info``."""
    marked = _mark_running(lines)
    usual = _measures(marked)
    words = Words([line.text for line in lines])
    chunks = _chunks(marked, usual)
    texts = [chunk.joined(words)[0] for chunk in chunks]
    title = _title_at(chunks, texts, usual, info.title)
    front, kinds = _front(chunks, texts, title)
    levels = _levels(chunks, texts, usual)
    return drafts_with_headings(chunks, words, kinds, levels), merged(front.metadata, info)


def _style(chunk: Chunk) -> tuple[float, bool]:
    line = chunk.lines[0]
    return (line.size, line.bold) if isinstance(line, PageLine) else (0.0, False)


def _levels(chunks: Sequence[Chunk], texts: Sequence[str], usual: _Measures) -> dict[int, int]:
    """Depths of the headings by chunk: each larger or bolder type is one level above the next."""
    headings = {at: _style(chunk) for at, chunk in enumerate(chunks) if _is_heading(chunk, texts[at], usual)}
    styles = sorted(set(headings.values()), reverse=True)
    return {at: styles.index(style) + 1 for at, style in headings.items() if at + 1 < len(chunks)}


def _is_heading(chunk: Chunk, text: str, usual: _Measures) -> bool:
    size, bold = _style(chunk)
    if chunk.table or chunk.lines[0].running or len(chunk.lines) > _HEADING_LINES:
        return False
    if not any(map(str.isalpha, text)) or text[-1] in ".;,:":
        return False
    if size > _HEADING_SIZE * usual.size:
        return len(text) <= 200
    return bold and size >= usual.size and looks_like_heading(text)


def _title_at(chunks: Sequence[Chunk], texts: Sequence[str], usual: _Measures, known: str) -> int | None:
    """The chunk on the first page that is the title: what the file says it is, or the largest type there."""
    first = [
        at for at, chunk in enumerate(chunks[: 2 * OPENING])
        if chunk.lines[0].page == chunks[0].lines[0].page and not chunk.lines[0].running
        and len(chunk.lines) <= _HEADING_LINES and could_be_title(texts[at])
    ]  # fmt: skip
    for at in first:
        if known and plain_words(texts[at]) == plain_words(known):
            return at
    largest = max(first, key=lambda at: _style(chunks[at])[0], default=None)
    if largest is None or _style(chunks[largest])[0] < _TITLE_SIZE * usual.size:
        return None
    return largest


def plain_words(text: str) -> str:
    """The text's letters and digits in lower case, single spaces between: what two spellings of a title share."""
    return re.sub(r"[\W_]+", " ", text).strip().lower()


def _front(chunks: Sequence[Chunk], texts: Sequence[str], title: int | None) -> tuple[Front, dict[int, BlockKind]]:
    """Front matter below the title, or among the first lines where type does not tell the title."""
    start = 0 if title is None else title + 1
    at = [i for i in range(start, min(start + 2 * OPENING, len(chunks))) if not chunks[i].lines[0].running]
    openings = [Opening(texts[i], chunks[i].gap) for i in at]
    front = read_front(openings, "\n".join(texts), "" if title is None else texts[title])
    kinds = {at[i]: kind for i, kind in front.kinds.items()}
    if title is None:
        return front, kinds
    kinds[title] = BlockKind.TITLE
    metadata = merged(Metadata(title=texts[title], provenance={"title": FIRST_PAGE}), front.metadata)
    above = [i for i in range(title) if not chunks[i].lines[0].running]
    if len(above) == 1 and is_label(texts[above[0]]):
        kinds[above[0]] = BlockKind.FURNITURE
        metadata = merged(metadata, Metadata(series=texts[above[0]], provenance={"series": FIRST_PAGE}))
    return Front(front.kinds, metadata), kinds
