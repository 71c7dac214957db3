"""The lines of a page → its columns in reading order, each as rows from its top to its foot.

A gutter is a strip that no line crosses for a while, with running text on both sides. Whether the text on its sides
runs down in columns or across in rows of a table is told by the lines themselves: those of a column fill it and follow
each other closely; and the file mostly has a column's lines one after the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import mean, median

from documents.pages.typeset import PageLine


@dataclass(frozen=True, slots=True)
class Row:
    """Lines on one base line, from left to right."""

    cells: tuple[PageLine, ...]

    @property
    def y(self) -> float:
        """The base line of the first cell."""
        return self.cells[0].y

    @property
    def size(self) -> float:
        """The type size of the widest cell."""
        return max(self.cells, key=lambda cell: cell.width).size


@dataclass(frozen=True, slots=True)
class Region:
    """A column, or a part of the page that is not set in columns: its rows and its sides, in points."""

    rows: tuple[Row, ...]
    left: float
    margin: float


#: Base lines that differ by less, in type sizes, are one row.
_SAME_ROW = 0.35
#: Share of a column's lines that may be longer than its margin: formulas, words that would not break.
_LONGEST_LINES = 0.95


def in_reading_order(lines: Sequence[PageLine]) -> list[Region]:
    """The regions of a page in the order in which they are read; each line is in one."""
    order = {id(line): at for at, line in enumerate(lines)}
    return [_region(part) for part in _parts(list(lines), order) if part]


def _region(lines: Sequence[PageLine]) -> Region:
    rights = sorted(line.right for line in lines)
    left, margin = min(line.x for line in lines), rights[int(_LONGEST_LINES * (len(rights) - 1))]
    placed = [replace(line, left=left, margin=max(margin, line.right if len(lines) < 3 else margin)) for line in lines]
    return Region(tuple(rows_of(placed)), left, margin)


def rows_of(lines: Sequence[PageLine]) -> Iterator[Row]:
    """The lines from the top to the foot, those on one base line together."""
    row: list[PageLine] = []
    for line in sorted(lines, key=lambda line: (-line.y, line.x)):
        if row and row[0].y - line.y > _SAME_ROW * min(max(cell.size for cell in row), line.size):
            yield Row(tuple(sorted(row, key=lambda cell: cell.x)))
            row = []
        row.append(line)
    if row:
        yield Row(tuple(sorted(row, key=lambda cell: cell.x)))


# --- gutters -------------------------------------------------------------------------------------------------

#: Lines on each side of a gutter, and the deepest nesting of columns.
_LEAST_LINES, _DEEPEST = 3, 12
#: A gutter's width in type sizes; lines that begin within this many points begin at one place.
_GUTTER, _EDGE = 0.6, 3.0
#: Places at which columns may begin that are tried, the commonest first.
_MOST_EDGES = 12
#: Words of a column's usual line; where the file goes on from side to side, as it does in a table, there must be more.
_WORDS, _WORDS_ACROSS = 2.0, 3.5
#: Share of the lines that fill so much of their column, and of the column's height that its lines take.
_FULL, _FULL_SHARE, _FULL_SHARE_ACROSS, _DENSE = 0.62, 0.3, 0.55, 0.4
#: Changes of side, by lines of the shorter one, beyond which the file goes across.
_ACROSS = 0.5
#: What the file has in one go, with at most so many changes of side, beside so many lines of running text, stands in
#: the margin.
_MARGIN_CHANGES, _BESIDE_MARGIN = 2, 8
#: Share of the rows of one side with several cells, their usual words (also where the file goes across), and the share
#: of the rows that are level with one on the other side, in a table.
_CELLS, _CELL_WORDS, _CELL_WORDS_ACROSS, _LEVEL = 0.6, 3.0, 4.5, 0.8
#: Share of a column's lines that are alone in their row.
_MOSTLY = 0.85
#: Share of rows with fewer letters than this share of their characters, beyond which they are a table's figures.
_FIGURES, _LETTERS = 0.3, 0.4
#: The usual distance of lines, in type sizes.
_LEADING = 1.2


@dataclass(frozen=True, slots=True)
class _Gutter:
    """Where the right column begins, and the lines above, left, right and below."""

    above: list[PageLine]
    left: list[PageLine]
    right: list[PageLine]
    below: list[PageLine]

    @property
    def lines(self) -> int:
        """How many lines it parts."""
        return len(self.left) + len(self.right)


def _parts(lines: list[PageLine], order: dict[int, int], depth: int = 0) -> Iterator[list[PageLine]]:
    gutter = _best_gutter(lines, order) if len(lines) >= 2 * _LEAST_LINES and depth < _DEEPEST else None
    if gutter is None:
        yield lines
        return
    for part in (gutter.above, gutter.left, gutter.right, gutter.below):
        if part:
            yield from _parts(part, order, depth + 1)


def _best_gutter(lines: Sequence[PageLine], order: dict[int, int]) -> _Gutter | None:
    found = [
        gutter
        for edge in _edges(lines)
        for gutter in _gutters(lines, edge)
        if _is_columns(gutter, order)
    ]  # fmt: skip
    return max(found, key=lambda gutter: gutter.lines, default=None)


def _edges(lines: Sequence[PageLine]) -> list[float]:
    """Where several lines begin to the right of others, the commonest place first."""
    starts: dict[int, list[float]] = {}
    for line in lines:
        starts.setdefault(round(line.x / _EDGE), []).append(line.x)
    leftmost = min(line.x for line in lines)
    edges = [
        (len(found) + len(starts.get(place + 1, ())), min(found))
        for place, found in starts.items() if min(found) > leftmost + 4 * _EDGE
    ]  # fmt: skip
    return [edge for _, edge in sorted(edges, reverse=True)[:_MOST_EDGES]]


def _gutters(lines: Sequence[PageLine], edge: float) -> Iterator[_Gutter]:
    """The stretches of the page in which no line crosses the strip to the left of ``edge``."""
    rows = sorted(lines, key=lambda line: -line.y)
    usual = median(line.size for line in rows)
    band: list[PageLine] = []
    start = 0
    for at, line in enumerate([*rows, None]):
        if line is not None and not line.x < edge - 1 < line.right - 1:
            band.append(line)
            continue
        left = [one for one in band if one.x < edge - 1]
        right = [one for one in band if one.x >= edge - 1]
        if left and right and edge - max(one.right for one in left) >= _GUTTER * usual:
            yield _Gutter(rows[:start], left, right, rows[at:])
        band, start = [], at + 1


def _is_columns(gutter: _Gutter, order: dict[int, int]) -> bool:
    changes = _changes(gutter, order)
    fewer, more = sorted((gutter.left, gutter.right), key=len)
    if changes <= _MARGIN_CHANGES and any(_has_beside(*sides) for sides in ((fewer, more), (more, fewer))):
        return True
    if changes <= _MARGIN_CHANGES and len(more) >= _BESIDE_MARGIN and len(more) >= 2 * len(fewer):
        return _is_column(more, across=True) and _in_one(more) and _beside_all(fewer, more)
    across = changes > _ACROSS * len(fewer)
    if _in_rows(gutter, _CELL_WORDS_ACROSS if across else _CELL_WORDS):
        return False
    return len(fewer) >= _LEAST_LINES and _beside(gutter) and all(_is_column(s, across=across) for s in (fewer, more))


def _in_rows(gutter: _Gutter, words: float) -> bool:
    """Whether both sides have the same rows, and one of them several cells in most: a table's, cut in two."""
    left, right = (list(rows_of(side)) for side in (gutter.left, gutter.right))
    if not any(_has_cells(side, words) for side in (left, right)):
        return False
    return _level(left, right) >= _LEVEL * max(len(left), len(right))


def _level(rows: Sequence[Row], others: Sequence[Row]) -> int:
    """How many of the others have one of the rows on their base line."""
    heights = [row.y for row in rows]
    return sum(any(abs(row.y - y) <= _SAME_ROW * row.size for y in heights) for row in others)


def _has_beside(text: Sequence[PageLine], others: Sequence[PageLine]) -> bool:
    """Whether running text has something else beside it, a box or a table, whose lines are not level with its own."""
    if len(text) < _BESIDE_MARGIN or not (_is_column(text, across=True) and _in_one(text)):
        return False
    low, high = min(line.y for line in text), max(line.y for line in text)
    rows = list(rows_of(others))
    beside = [row for row in rows if low - row.size <= row.y <= high + row.size]
    cells = [row for row in beside if len(row.cells[0].text.split()) <= _CELL_WORDS_ACROSS]
    level = _level(list(rows_of(text)), cells)
    return len(beside) >= _LEVEL * len(rows) and level < _LEVEL * len(beside)


def _has_cells(rows: Sequence[Row], words: float) -> bool:
    """Whether most rows have several cells, of no more words as a rule; more are the lines of columns."""
    usual = mean(len(cell.text.split()) for row in rows for cell in row.cells)
    return usual <= words and sum(len(row.cells) > 1 for row in rows) >= _CELLS * len(rows)


def _in_one(lines: Sequence[PageLine]) -> bool:
    """Whether the lines are one column, and not the names and figures of a table's rows."""
    return len(lines) * _MOSTLY <= len(list(rows_of(lines)))


def _beside_all(fewer: Sequence[PageLine], more: Sequence[PageLine]) -> bool:
    """Whether the few lines stand beside the many, and not above or below them."""
    low, high = min(line.y for line in more), max(line.y for line in more)
    return all(low - line.size <= line.y <= high + line.size for line in fewer)


def _beside(gutter: _Gutter) -> bool:
    """Whether the sides stand beside each other for some lines, and not one below the other."""
    low = max(min(line.y for line in side) for side in (gutter.left, gutter.right))
    high = min(max(line.y for line in side) for side in (gutter.left, gutter.right))
    return all(sum(low - 2 <= line.y <= high + 2 for line in side) >= 2 for side in (gutter.left, gutter.right))


def _changes(gutter: _Gutter, order: dict[int, int]) -> int:
    left = {order[id(line)] for line in gutter.left}
    sides = [at in left for at in sorted(left | {order[id(line)] for line in gutter.right})]
    return sum(a != b for a, b in pairwise(sides))


def _is_column(lines: Sequence[PageLine], *, across: bool) -> bool:
    """Whether the lines are running text: of several words, that fill the column and follow each other closely."""
    rows = list(rows_of(lines))
    texts = [" ".join(cell.text for cell in row.cells) for row in rows]
    words = median(len(text.split()) for text in texts)
    figures = sum(sum(map(str.isalpha, text)) < _LETTERS * len(text) for text in texts)
    if words < (_WORDS_ACROSS if across else _WORDS) or figures > _FIGURES * len(rows):
        return False
    width = max(line.right for line in lines) - min(line.x for line in lines)
    full = sum(row.cells[-1].right - row.cells[0].x >= _FULL * width for row in rows)
    dense = len(rows) * median(row.size for row in rows) * _LEADING
    return full >= (_FULL_SHARE_ACROSS if across else _FULL_SHARE) * len(rows) and (
        dense >= _DENSE * (rows[0].y - rows[-1].y)
    )
