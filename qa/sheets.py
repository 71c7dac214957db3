"""What was found as a table for a spreadsheet: CSV (RFC 4180), UTF-8."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.compare import Comparison
    from qa.find import Found

FOUND = (
    "document", "source", "title", "authors", "published", "year", "section", "paragraph", "page",
    "sentence", "text", "link",
)  # fmt: skip
COMPARED = (
    "document", "source", "title", "authors", "published", "state", "quotation", "section", "paragraph", "page", "link",
    "prints",
)  # fmt: skip

#: What a spreadsheet program takes a cell that begins so for a formula, and runs it: OWASP, "CSV Injection". Excel does
#: so with the wide forms of East Asian keyboards as well.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
#: Tells a spreadsheet program that the cell is text.
_TEXT = "'"
#: Tells spreadsheet programs that the file is UTF-8; Excel would take it for the code page of the machine.
MARK = "\ufeff"


def found(rows: Iterable[Found]) -> Iterator[str]:
    """A line for each paragraph, with its line end, after one with the names of the columns."""
    yield _line(FOUND)
    for one in rows:
        at = one.citation
        yield _line((
            at.document, at.source, at.title, "; ".join(at.authors), at.published, at.published[:4],
            " › ".join(at.section), str(at.paragraph), at.page_label or "", at.quote, one.text, at.url,
        ))  # fmt: skip


def compared(comparison: Comparison) -> Iterator[str]:
    """A line for each document, with its line end, after one with the names of the columns."""
    yield _line(COMPARED)
    for row in comparison.rows:
        at = row.citation
        cells = (at.quote, " › ".join(at.section), str(at.paragraph), at.page_label or "", at.url) if at else [""] * 5
        about = (row.document, row.source, row.title, "; ".join(row.authors), row.published, row.state.value)
        yield _line((*about, *cells, "; ".join(one.source for one in row.prints)))


def _line(cells: Sequence[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(map(safe, cells))
    return buffer.getvalue()


def safe(cell: str) -> str:
    """The cell as text, whatever it begins with."""
    return _TEXT + cell if cell.startswith(_FORMULA) else cell
