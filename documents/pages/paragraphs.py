"""The rows of a column → groups of lines that belong together, and groups that a column's or page's end cut in two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from documents.model import BlockKind
from documents.pages.columns import Region, Row
from documents.pages.tables import is_figure
from documents.pages.typeset import PageLine
from documents.structure import marker_of


@dataclass(slots=True)
class Group:
    """Lines of one block. ``kind`` is None for what is yet to be told: a paragraph, an item, a heading.

    ``turns`` says that the group begins a column or page, where the distance to the line before says nothing;
    ``under`` is a table's caption.
    """

    lines: list[PageLine]
    kind: BlockKind | None = None
    turns: bool = False
    under: str = ""
    rows: list[str] = field(default_factory=list)

    @property
    def body(self) -> bool:
        """Whether the group is running text, that another may continue."""
        return self.kind is None and not self.lines[0].running


@dataclass(frozen=True, slots=True)
class Measures:
    """What is usual in a document: the size of its body, the distance of its base lines, in points."""

    size: float
    leading: float


def measures(regions: Sequence[Region]) -> Measures:
    """The usual size, by characters, and the usual distance of lines of that size."""
    sizes: Counter[float] = Counter()
    for region in regions:
        for row in region.rows:
            for line in row.cells:
                sizes[line.size] += len(line.text)
    size = max(sizes.most_common(1)[0][0], 1.0) if sizes else 10.0
    steps = [
        above.y - below.y
        for region in regions for above, below in pairwise(region.rows)
        if above.size == size == below.size and 0 < above.y - below.y < 3 * size
    ]  # fmt: skip
    return Measures(size, median(steps) if steps else 1.2 * size)


# --- rows to lines -------------------------------------------------------------------------------------------

#: Cells of a row that is in no table are one line when they are no farther apart than so many type sizes.
_APART = 3.0


def lines_of(row: Row) -> Iterator[PageLine]:
    """The row as lines: cells that stand close, a list's mark and its text, a name and its figure are one line."""
    line = row.cells[0]
    for cell in row.cells[1:]:
        near = cell.x - line.right <= _APART * max(line.size, cell.size)
        if near or is_figure(cell.text) or bool(marker_of(f"{line.text} x")) or line.text.endswith(("..", "…", "_")):
            line = _joined(line, cell)
        else:
            yield line
            line = cell
    yield line


def _joined(line: PageLine, cell: PageLine) -> PageLine:
    wider = line if line.width >= cell.width else cell
    return replace(
        line, text=f"{line.text} {cell.text}", right=max(line.right, cell.right), size=wider.size,
        bold=line.bold and cell.bold, italic=line.italic and cell.italic, tag=wider.tag, y=wider.y,
        ruled=line.ruled or cell.ruled,
    )  # fmt: skip


# --- lines to groups -----------------------------------------------------------------------------------------

#: A distance between lines beyond this multiple of the usual one parts paragraphs; word processors add a half or more.
_GAP = 1.3
#: Sizes that differ by less are one size: rounding, small capitals, a superscript's share.
_SAME_SIZE = 0.06
#: An indent, in type sizes, that begins a paragraph.
_INDENT = 0.7
#: The share of a type size that a word space takes, and the slack, in type sizes, of a line that is still full.
_SPACE, _SLACK = 0.28, 0.4
#: A line shorter than this share of its column, and without a sentence's end, ends a block all the same.
_SHORT = 0.7
#: Type larger than this is a title's, whose lines are broken by sense and not by width.
_DISPLAY = 1.2

_OPENERS = "“‘„«\"'(["
_CLOSED = (".", "!", "?", ":", "…", ".”", '."', ".)", "?”", ".’", ".»", "!”", ".“", '?"', '!"')


def groups_of(lines: Sequence[PageLine], usual: Measures) -> list[Group]:
    """The lines of a column, joined where one continues the other."""
    groups: list[Group] = []
    for line in lines:
        if groups and _continues(groups[-1].lines, line, usual):
            groups[-1].lines.append(line)
        else:
            gap = bool(groups) and gap_above(groups[-1].lines[-1], line, usual)
            groups.append(Group([replace(line, gap=gap)], turns=not groups))
    return groups


def gap_above(last: PageLine, line: PageLine, usual: Measures) -> bool:
    """Whether the line stands farther below the last than lines of a paragraph do."""
    larger = max(last.size, line.size, 0.1) / usual.size
    return not 0 <= last.y - line.y <= _GAP * usual.leading * max(larger, 1.0)


def _continues(group: Sequence[PageLine], line: PageLine, usual: Measures) -> bool:
    last = group[-1]
    if (
        not (_same_type(last, line) or _is_emphasis(last, line))
        or _begins_item(line, last)
        or gap_above(last, line, usual)
    ):
        return False
    if len(group) > 1 and last.y - line.y > _GAP * max(group[-2].y - last.y, 0.8 * line.size):
        return False
    if "H" in last.tag[:1] + line.tag[:1] and last.tag != line.tag:
        return False
    goes_on = not ended(last.text) and (line.text[0].islower() or last.text.endswith("-"))
    if goes_on:
        return True
    if _indented(group, line) or _outdented(group, line):
        return False
    if line.size > _DISPLAY * usual.size:
        return True
    return is_full(last, line.text, line.size) if ended(last.text) else last.width >= _SHORT * _column(last)


def _same_type(last: PageLine, line: PageLine) -> bool:
    # A word set apart inside a paragraph is part of its line; whole lines in other type are something else.
    return abs(line.size - last.size) <= _SAME_SIZE * max(last.size, line.size) and line.bold == last.bold


def _is_emphasis(last: PageLine, line: PageLine) -> bool:
    """Whether a sentence goes on in another weight: words set apart that happen to fill a line."""
    same = _same_type(last, replace(line, bold=last.bold))
    return same and not ended(last.text) and line.text[0].islower() and is_full(last, line.text, line.size)


def _begins_item(line: PageLine, last: PageLine) -> bool:
    """Whether a list's mark begins the line; a number that a full line ends before may be a sentence's."""
    mark = marker_of(line.text).strip()
    if not mark:
        return False
    return (
        not (mark[-1] == "." and mark[:-1].isdigit() and len(mark) > 2 and not ended(last.text)) or line.x > line.left
    )


def _indented(group: Sequence[PageLine], line: PageLine) -> bool:
    last = group[-1]
    if line.x <= last.x + _INDENT * line.size or marker_of(group[0].text):
        return False
    # A hanging indent: the first line stands out to the left, and was full.
    return not (len(group) == 1 and is_full(last, line.text, line.size) and not ended(last.text))


def _outdented(group: Sequence[PageLine], line: PageLine) -> bool:
    return len(group) > 1 and line.x < min(one.x for one in group[1:]) - _INDENT * line.size


def _column(line: PageLine) -> float:
    return max(line.margin - line.left, line.width, 1.0)


def is_full(line: PageLine, following: str, size: float) -> bool:
    """Whether the first word of what follows would not have fitted on the line."""
    word = following.split(maxsplit=1)[0]
    width = line.width * len(word) / max(len(line.text), 1)
    return line.right + _SPACE * size + width > line.margin - _SLACK * size


def ended(text: str) -> bool:
    """Whether the line ends as a sentence does."""
    return text.endswith(_CLOSED)


# --- groups across columns and pages -------------------------------------------------------------------------


def stitched(groups: Sequence[Group]) -> list[Group]:
    """The groups, a paragraph that goes on in the next column or on the next page made whole.

    What stands between (notes, running lines, figures' captions, tables) comes before the paragraph where it is of
    its first page, and after it where it is of the next, so that pages follow each other in the text.
    """
    merged: list[Group] = []
    body = -1
    for group in groups:
        last = merged[body] if body >= 0 else None
        if last is not None and group.body and _broken_between(last, group, merged[body + 1 :]):
            between = merged[body + 1 :]
            page = last.lines[0].page
            before = [one for one in between if one.lines[0].page == page]
            after = [one for one in between if one.lines[0].page != page]
            merged[body:] = [*before, replace(last, lines=[*last.lines, *group.lines]), *after]
            body += len(before)
            continue
        if group.body:
            body = len(merged)
        merged.append(group)
    return merged


def _broken_between(last: Group, group: Group, between: Sequence[Group]) -> bool:
    line, first = last.lines[-1], group.lines[0]
    if not (group.turns or between) or not _next_page(line, first):
        return False
    if ended(line.text) or not _same_type(line, first) or marker_of(first.text) or first.tag[:1] == "H" != line.tag[:1]:
        return False
    if first.text[0].islower():
        return True
    indented = first.x > first.left + _INDENT * first.size
    begins = first.text[0].isupper() or first.text[0].isdigit() or first.text[0] in _OPENERS
    return begins and not indented and len(last.lines) > 1 and is_full(line, first.text, first.size)


def _next_page(line: PageLine, first: PageLine) -> bool:
    return line.page is not None and first.page is not None and 0 <= first.page - line.page <= 1
