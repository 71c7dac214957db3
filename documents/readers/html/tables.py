"""The tables of a page: which of them hold data and which only lay the page out, and the rows of the former."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from documents.readers.html.tree import Element

#: Characters that a cell of data does not reach; a cell with more is a column of the page.
_LONGEST_CELL = 500
#: The same where the table names its columns: tables that compare policies have whole paragraphs in their cells.
_LONGEST_NAMED_CELL = 3_000
#: No table is wider, nor one of its cells higher; attributes may say anything.
_MOST_COLUMNS, _MOST_ROWS = 200, 10_000
_STRUCTURE = ("h1", "h2", "h3", "h4", "table", "blockquote", "form", "article", "section")


def is_data(table: Element) -> bool:
    """Whether the table holds data: it names its columns, or has rows and columns of short cells."""
    if table.get("role") in ("presentation", "none") or next(table.iterdescendants(*_STRUCTURE), None) is not None:
        return False
    lengths = [len("".join(cell.itertext())) for cell in table.iter("td", "th")]
    named = next(table.iter("th", "thead", "caption"), None) is not None
    if not lengths or max(lengths) > (_LONGEST_NAMED_CELL if named else _LONGEST_CELL):
        return False
    if named:
        return True
    widths = [len(_cells(row)) for row in _rows(table)]
    return len(widths) > 1 and max(widths) > 1


def cells_of(table: Element, text_of: Callable[[Element], str]) -> tuple[list[list[str]], int]:
    """The rows as the texts of their cells, and how many of them name the columns.

    A cell that spans rows is said in each of them, for each must be understood alone; one that spans columns is
    said in the first.
    """
    rows: list[list[str]] = []
    header = 0
    spanning: dict[int, tuple[int, str]] = {}
    for row in _rows(table):
        if header == len(rows) and _names_columns(row):
            header += 1
        rows.append(_filled(row, spanning, text_of))
    return rows, header if header < len(rows) else 0


def _rows(table: Element) -> list[Element]:
    """The rows in the order of reading: a foot stands last, wherever it is written."""
    rows = list(table.iter("tr"))
    return [row for row in rows if not _in(row, "tfoot")] + [row for row in rows if _in(row, "tfoot")]


def _in(row: Element, tag: str) -> bool:
    parent = row.getparent()
    return parent is not None and parent.tag == tag


def _cells(row: Element) -> list[Element]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _names_columns(row: Element) -> bool:
    cells = _cells(row)
    return _in(row, "thead") or (len(cells) > 1 and all(cell.tag == "th" for cell in cells))


def _filled(row: Element, spanning: dict[int, tuple[int, str]], text_of: Callable[[Element], str]) -> list[str]:
    """The texts of a row; ``spanning`` has, by column, for how many rows a cell above still stands, and its text."""
    texts: list[str] = []
    for cell in _cells(row):
        texts.extend(_from_above(len(texts), spanning))
        if len(texts) >= _MOST_COLUMNS:
            break
        width, height = _span(cell, "colspan", _MOST_COLUMNS), _span(cell, "rowspan", _MOST_ROWS)
        text = text_of(cell)
        for at in range(width):
            if height > 1:
                spanning[len(texts)] = (height - 1, "" if at else text)
            texts.append("" if at else text)
    texts.extend(_from_above(len(texts), spanning))
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _from_above(column: int, spanning: dict[int, tuple[int, str]]) -> Iterator[str]:
    while column in spanning:
        left, text = spanning.pop(column)
        if left > 1:
            spanning[column] = (left - 1, text)
        yield text
        column += 1


def _span(cell: Element, name: str, most: int) -> int:
    value = (cell.get(name) or "1").strip()
    return min(max(int(value), 1), most) if value.isascii() and value.isdigit() and len(value) < 7 else 1
