"""Rows of cells that stand below each other → tables. A wrong table is worse than none: in doubt there is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.pages.columns import Row
from documents.pages.typeset import PageLine
from documents.structure import marker_of

#: Text, left and right side of a cell, in points.
_Cell = tuple[str, float, float]


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table: its cells by row, how many rows name the columns, and the rows of the column that it takes."""

    rows: tuple[tuple[str, ...], ...]
    header: int
    first: int
    end: int


#: Rows of several cells that make a table, and how many rows of a single one may stand between two of them.
_LEAST_ROWS, _MOST_BETWEEN = 3, 3
#: Rows of a table are no farther apart than so many type sizes.
_FAR = 4.0
#: A single cell as wide as this share of the column, and of so many words, is a sentence between two tables.
_SENTENCE_WIDTH, _SENTENCE_WORDS = 0.8, 10
#: Share of the rows that may reach across the gap between two columns: headings over several.
_CROSSING = 0.12
#: Share of the rows that have two cells where one has a single: this one is no column's.
_SPANNED = 0.5
#: Points between columns.
_NARROWEST_GAP = 3
#: Share of figures among the cells that are not row names, from which on the table needs no other sign of being one.
_FIGURES = 0.5
#: Share of the rows in which two columns at least have a cell.
_FILLED = 0.5
#: Share of the rows that must have a word; a drawing has figures alone.
_NAMED = 0.4
#: Share of the rows with an equals sign beyond which they are formulas.
_FORMULAS = 0.2
#: Words of a cell where the table is of words alone: more are running text.
_CELL_WORDS = 4.5
#: Rows that name the columns are no more than this.
_MOST_HEADER = 6
#: What stands over columns is so near, in type sizes, and so short, in characters.
_OVER, _NAME_LENGTH = 2.1, 40
#: Lines of one name are no farther apart, in type sizes.
_TIGHT = 1.6

_FIGURE = re.compile(
    r"[(\[]?[-–—−+~<>≤≥±]?\s*(?:[$€£¥₴₽]|US\$|EUR|USD|PLN|zł)?\s*[-–—−+]?\d[\d.,'’\s\u202f]*\s*"
    r"(?:%|[$€£¥₴₽]|p\.?p\.?|bn|mn?|m|k|x|pts?)?[)\]]?\s*[¹²³⁰-⁹*†]*|[-–—−]|n/?a|N/?A|N/?M|nm|\(?x+\)?|[✓✔✗]",
)
_YEAR = re.compile(r"(?:FY\s?|Q[1-4]\s)?(?:19|20)\d\d(?:[/–-]\d{2,4})?\s*(?:E|F|\(?[a-z]\)?)?")
_CURRENCY = re.compile(r"[(\[]?(?:[$€£¥₴₽]|US\$)|[(\[]")
#: "$ 3,226.8 $": a figure with its sign and the next one's.
_NEXT_SIGN = re.compile(r"(?P<own>(?P<next>[$€£¥₴₽]|US\$)\s?[\d(–—-].*?)\s?(?P=next)")
_FIRST_OF_FIGURE = frozenset("0123456789(–—-")
_CLOSING = re.compile(r"%|\)|%\)|\]|[¹²³⁰-⁹]+")
_LEADERS = re.compile(r"(?:\.\s?){4,}|…{2,}|_{4,}")


def tables_in(rows: Sequence[Row], left: float, margin: float) -> Iterator[PageTable]:
    """The tables among the rows of a column between ``left`` and ``margin``, in their order."""
    taken = 0
    for first, end in _stretches(rows, margin - left):
        table = _table(rows[first:end], first)
        if table is None:
            continue
        above = _names_above(rows, first, taken)
        yield (_table(rows[above:end], above) if above < first else table) or table
        taken = end


def _names_above(rows: Sequence[Row], first: int, taken: int) -> int:
    """Where the table begins with what stands over some of its columns: "Years ended", "Total"."""
    name = rows[first].cells[0]
    second = min((row.cells[1].x for row in rows[first : first + _LEAST_ROWS] if len(row.cells) > 1), default=name.x)
    at = first
    while at > taken and first - at < _LEAST_ROWS:
        row, below = rows[at - 1], rows[at]
        if row.y - below.y > _OVER * max(row.size, below.size) or len(row.cells) > 1:
            break
        if row.cells[0].x < second - row.size or row.size > 1.1 * below.size or len(row.cells[0].text) > _NAME_LENGTH:
            break
        at -= 1
    return at


def _stretches(rows: Sequence[Row], width: float) -> Iterator[tuple[int, int]]:
    """Runs of rows that begin and end with one of several cells, with few others between."""
    first = last = -1
    for at, row in enumerate(rows):
        broken = first >= 0 and (
            at - last > _MOST_BETWEEN + 1 or _is_far(rows[at - 1], row) or _is_sentence(row, width)
        )  # fmt: skip
        if broken:
            yield first, last + 1
            first = -1
        if len(row.cells) > 1 and not _is_sentence(row, width):
            first, last = (at if first < 0 else first), at
    if first >= 0:
        yield first, last + 1


def _is_far(above: Row, row: Row) -> bool:
    return above.y - row.y > _FAR * max(above.size, row.size)


def _is_sentence(row: Row, width: float) -> bool:
    widest = max(row.cells, key=lambda cell: cell.width)
    return widest.width >= _SENTENCE_WIDTH * width and len(widest.text.split()) >= _SENTENCE_WORDS


def _table(rows: Sequence[Row], first: int) -> PageTable | None:
    several = [_merged(row.cells) for row in rows if len(row.cells) > 1]
    several = [cells for cells in several if len(cells) > 1]
    if len(several) < _LEAST_ROWS or _is_contents(rows):
        return None
    columns = _columns(_with_figures(several))
    if len(columns) < 2:
        return None
    grid = [_in_columns(_merged(row.cells), columns) for row in rows]
    if not _is_tagged(rows) and not _is_table(grid, several):
        return None
    header = _header(grid, rows)
    names = _joined_names(grid, rows[:header], columns)
    cells = [*names, *_wrapped(grid[header:])]
    return PageTable(tuple(map(tuple, cells)), len(names), first, first + len(rows))


def _merged(cells: Sequence[PageLine]) -> list[_Cell]:
    """The cells; a currency's sign goes with the figure after it, “%” with the one before."""
    merged: list[_Cell] = []
    for cell in cells:
        text, x, right = merged[-1] if merged else ("", 0.0, 0.0)
        if merged and (_CURRENCY.fullmatch(text) or _CLOSING.fullmatch(cell.text)):
            space = "" if text.endswith("(") or _CLOSING.fullmatch(cell.text) else " "
            merged[-1] = (text + space + cell.text, x, max(right, cell.right))
        else:
            merged.append((cell.text, cell.x, cell.right))
    return list(_with_own_signs(merged))


def _with_own_signs(cells: Sequence[_Cell]) -> Iterator[_Cell]:
    """The cells; the sign of the next figure, where it stands close to the one before it, put to its own."""
    sign = ""
    for at, (cell, x, right) in enumerate(cells):
        text = f"{sign} {cell}".strip()
        sign = ""
        if at + 1 < len(cells) and cells[at + 1][0][0] in _FIRST_OF_FIGURE and (match := _NEXT_SIGN.fullmatch(text)):
            text, sign = match["own"], match["next"]
        yield text, x, right


def _is_contents(rows: Sequence[Row]) -> bool:
    return 2 * sum(any(_LEADERS.search(cell.text) for cell in row.cells) for row in rows) >= len(rows)


def _columns(rows: Sequence[Sequence[_Cell]]) -> list[tuple[float, float]]:
    """The columns' sides: where, looked at from above, cells stand below each other."""
    single = [[cell for cell in row if not _spans(cell, rows)] for row in rows]
    rows = [row for row in single if row] or rows
    start = int(min(x for row in rows for _, x, _ in row))
    covered = [0] * (int(max(right for row in rows for _, _, right in row)) - start + 2)
    for row in rows:
        for _, x, right in row:
            for point in range(int(x) - start, int(right) - start + 1):
                covered[point] += 1
    most = _CROSSING * len(rows)
    columns: list[tuple[int, int]] = []
    for point, count in enumerate(covered):
        if count <= most:
            continue
        if columns and point - columns[-1][1] <= _NARROWEST_GAP:
            columns[-1] = (columns[-1][0], point)
        else:
            columns.append((point, point))
    return [(start + a, start + b + 1.0) for a, b in columns if b > a]


def _with_figures(rows: Sequence[Sequence[_Cell]]) -> Sequence[Sequence[_Cell]]:
    """The rows with figures, which tell the columns, where the others do not name one more: names reach over gaps."""
    found = [row for row in rows if any(is_figure(text) and not _YEAR.fullmatch(text) for text, *_ in row[1:])]
    return found if len(found) >= _LEAST_ROWS and max(map(len, found)) >= max(map(len, rows)) else rows


def _spans(cell: _Cell, rows: Sequence[Sequence[_Cell]]) -> bool:
    """Whether most rows have several cells within the sides of this one: it stands over columns, and is in none."""
    under = sum(sum(cell[1] < right - 1 and cell[2] > x + 1 for _, x, right in row) > 1 for row in rows)
    return under > _SPANNED * len(rows)


def _in_columns(cells: Sequence[_Cell], columns: Sequence[tuple[float, float]]) -> list[str]:
    texts = [""] * len(columns)
    for text, x, right in cells:
        at = max(range(len(columns)), key=lambda one: (_shared(columns[one], x, right), -one))
        texts[at] = f"{texts[at]} {text}".strip()
    return texts


def _shared(column: tuple[float, float], x: float, right: float) -> float:
    """Points that a cell shares with a column, or less than none: how far it is from it."""
    return min(column[1], right) - max(column[0], x)


def _is_tagged(rows: Sequence[Row]) -> bool:
    cells = [cell for row in rows for cell in row.cells]
    return 2 * sum(cell.tag in ("TD", "TH") for cell in cells) > len(cells)


def _is_table(grid: Sequence[Sequence[str]], several: Sequence[Sequence[_Cell]]) -> bool:
    columns = len(grid[0])
    filled = [sum(bool(row[at]) for row in grid) for at in range(columns)]
    if sorted(filled)[-2] < _FILLED * len(several):
        return False
    if columns == 2 and sum(_is_mark(row[0]) for row in grid) > 0.5 * sum(bool(row[0]) for row in grid):
        return False
    if sum(any(map(str.isalpha, "".join(row))) for row in grid) < _NAMED * len(grid):
        return False
    if sum(any("=" in text for text in row) for row in grid) > _FORMULAS * len(grid):
        return False
    values = [text for row in grid for text in row[1:] if text]
    figures = sum(is_figure(text) for text in values)
    if figures >= _FIGURES * len(values):
        return True
    words = [len(text.split()) for row in grid for text in row if text]
    return columns >= 3 and sum(words) <= _CELL_WORDS * len(words) and _full_rows(grid) >= _LEAST_ROWS


def _full_rows(grid: Sequence[Sequence[str]]) -> int:
    return sum(sum(map(bool, row)) >= min(3, len(row)) for row in grid)


def is_figure(text: str) -> bool:
    """Whether a cell holds a number, a share, a sum, or a dash in the place of one."""
    return _FIGURE.fullmatch(text) is not None


def _is_mark(text: str) -> bool:
    return len(text) <= 5 and (bool(marker_of(f"{text} a")) or text.isdigit())


def _wrapped(grid: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows, one that only goes on with a cell of the row above, or begins the name of the next, made part of it."""
    rows: list[list[str]] = []
    for cells in grid:
        held = [at for at, text in enumerate(cells) if text]
        last = rows[-1] if rows else None
        if last is not None and len(held) == 1 and held[0] and last[held[0]] and not is_figure(cells[held[0]]):
            last[held[0]] += f" {cells[held[0]]}"
        elif last is not None and not any(last[1:]) and last[0] and cells[0][:1].islower():
            last[:] = [f"{last[0]} {cells[0]}", *cells[1:]]
        else:
            rows.append(list(cells))
    return rows


def _joined_names(
    grid: Sequence[Sequence[str]], rows: Sequence[Row], columns: Sequence[tuple[float, float]]
) -> list[list[str]]:
    """The rows that name the columns: a name over several lines made one, one over several columns kept apart."""
    names: list[list[str]] = []
    for at, row in enumerate(rows):
        texts = list(grid[at])
        if names and _goes_on_below(rows[at - 1], row, grid[at - 1], texts, columns):
            names[-1] = [f"{above} {text}".strip() for above, text in zip(names[-1], texts, strict=True)]
        else:
            names.append(texts)
    return names


def _goes_on_below(
    above: Row, row: Row, texts: Sequence[str], below: Sequence[str], columns: Sequence[tuple[float, float]]
) -> bool:
    held, under = ({at for at, text in enumerate(line) if text} for line in (texts, below))
    if above.y - row.y > _TIGHT * max(above.size, row.size) or not held <= under | {0}:
        return False
    if len(held) == 1 and len(under) > 2:
        return False
    return not any(sum(_shared(column, x, right) > 2 for column in columns) > 1 for _, x, right in _merged(above.cells))


def _without_row_names(cells: Sequence[Sequence[str]]) -> int:
    """How many rows are left without the last ones that only name rows below: "Revenue:"; "(in millions)" is a unit."""
    count = len(cells)
    while count > 1 and not any(cells[count - 1][1:]) and not cells[count - 1][0].startswith("("):
        count -= 1
    return count


def _header(cells: Sequence[Sequence[str]], rows: Sequence[Row]) -> int:
    """How many of the first rows name the columns: those above the first with a name and a figure."""
    for at, row in enumerate(cells[: _MOST_HEADER + 1]):
        if row[0] and any(is_figure(text) and not _YEAR.fullmatch(text) for text in row[1:]):
            return _without_row_names(cells[:at])
    if all(cell.bold or cell.tag == "TH" for cell in rows[0].cells) and not all(
        cell.bold for row in rows[1:] for cell in row.cells
    ):
        return 1
    return 0
