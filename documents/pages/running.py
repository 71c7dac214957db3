"""Running headers, footers and page numbers: what stands in the same place on several pages, at their edges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from documents.pages.columns import Row, rows_of
from documents.pages.typeset import PageLine
from documents.structure import is_page_number, running_pattern

#: Headers stand within this share of the page's height from the top of all text, footers from its foot; the height is
#: taken to be no less than this, in points, where the pages are nearly empty.
_ZONE, _LEAST_HEIGHT = 0.12, 600.0
#: Rows at a page's edge that are looked at.
_EDGE = 5
#: Lines in the same place, to these points, are running when two pages have them; in a longer document, three.
_SAME_HEIGHT = 4.0
_SHORT_DOCUMENT, _RUNNING_PAGES = 6, 3
#: Letters of a running line that is no page number: figures are those of tables.
_LETTERS = 3
#: Lines that differ in height by less, in type sizes, stand beside each other.
_BESIDE = 0.6

#: What a line says, its numbers made equal, and the height that it stands at.
_Key = tuple[str, int]


def running_lines(lines: Sequence[PageLine]) -> frozenset[int]:
    """The ``id`` of each running line; none where all lines are."""
    pages: dict[int | None, list[PageLine]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    if not pages:
        return frozenset()
    top, low = max(line.y for line in lines), min(line.y for line in lines)
    zone = _ZONE * max(top - low, _LEAST_HEIGHT)
    rows = [list(rows_of(page)) for page in pages.values()]
    edges = [row for page in rows for row in _edge_rows(page, top - zone, low + zone)]
    least = _RUNNING_PAGES if len(pages) > _SHORT_DOCUMENT else 2
    repeated = _repeated([cell for row in edges for cell in row.cells], least)
    found = {one for page in rows for one in _at_edges(page, repeated)}
    found |= _page_numbers(rows, found)
    return frozenset(found) if len(found) < len(lines) else frozenset()


def _edge_rows(rows: Sequence[Row], top: float, low: float) -> list[Row]:
    first = [row for row in rows[:_EDGE] if row.y >= top]
    last = [row for row in rows[max(len(first), len(rows) - _EDGE) :] if row.y <= low]
    return first + last


def _repeated(cells: Sequence[PageLine], least: int) -> set[int]:
    keys = {id(cell): _key(cell) for cell in cells if sum(map(str.isalpha, cell.text)) >= _LETTERS}
    seen = Counter(key for _, key in {(cell.page, keys[id(cell)]) for cell in cells if id(cell) in keys})
    return {
        one
        for one, (text, height) in keys.items()
        if sum(seen[text, near] for near in (height - 1, height, height + 1)) >= least
    }


def _at_edges(rows: Sequence[Row], repeated: set[int]) -> set[int]:
    """The repeated lines with none of the text between them and the edge; the names of a table's columns have some.

    A header in the margin stands beside text; what goes on below its first line belongs to it.
    """
    found: set[int] = set()
    for from_edge in (rows[:_EDGE], rows[: -_EDGE - 1 : -1]):
        text: list[PageLine] = []
        above: list[PageLine] = []
        for row in from_edge:
            new = [cell for cell in row.cells if id(cell) in repeated and _is_free(cell, text, above)]
            found |= {id(cell) for cell in new}
            above += new
            text += [cell for cell in row.cells if id(cell) not in found]
    return found


def _is_free(cell: PageLine, text: Sequence[PageLine], above: Sequence[PageLine]) -> bool:
    if not any(abs(one.y - cell.y) > _BESIDE * cell.size for one in text):
        return True
    continues = any(abs(one.y - cell.y) <= 2 * cell.size and _over(one, cell) for one in above)
    return continues and not any(_over(one, cell) for one in text)


def _over(one: PageLine, other: PageLine) -> bool:
    return one.x < other.right and one.right > other.x


def _key(cell: PageLine) -> _Key:
    return running_pattern(cell.text), round(cell.y / _SAME_HEIGHT)


def _page_numbers(pages: Sequence[Sequence[Row]], found: set[int]) -> set[int]:
    """Page numbers that stand alone, or beside a running line, in the first or last row of a page."""
    numbers: set[int] = set()
    for rows in pages:
        for row in (rows[0], rows[-1]):
            others = [cell for cell in row.cells if not is_page_number(cell.text)]
            if all(id(cell) in found for cell in others):
                numbers |= {id(cell) for cell in row.cells}
    return numbers
