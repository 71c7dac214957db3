"""Footnotes: small type at the foot of a column, each beginning with its mark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from documents.model import BlockKind
from documents.pages.columns import Region
from documents.pages.paragraphs import Group, Measures, gap_above, lines_of
from documents.pages.typeset import PageLine

#: A note is set smaller than this share of the body.
_SMALL = 0.94
#: A note whose mark is not raised begins no farther from the side of its column, in type sizes.
_INDENT = 3.0
#: Lines of one note are no farther apart, in type sizes.
_TIGHT = 2.0
#: A note's mark: raised, or a number, letter or sign before its text.
_MARK = re.compile(r"(?P<mark>[¹²³⁰-⁹]{1,3}|[*†‡§]{1,3}|\d{1,3}|\[\d{1,3}\]|[a-z](?=[)\s]))[.)]?\s*(?=[^\s\d.,%])")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED_NUMBER = re.compile(r"\s?([¹²³⁰-⁹]{1,3}|[*†‡§]{1,3})(?:\s?[,⁾]\s?(?=[¹²³⁰-⁹*]))?")


def split_notes(region: Region, usual: Measures) -> tuple[Region, list[PageLine]]:
    """The region without the notes at its foot, and the lines of these."""
    rows = list(region.rows)
    start = len(rows)
    while start and rows[start - 1].size < _SMALL * usual.size:
        start -= 1
    at = next((at for at in range(start, len(rows)) if _begins_notes(region, at, usual)), None)
    if at is None:
        return region, []
    notes = [line for row in rows[at:] for line in lines_of(row)]
    return Region(tuple(rows[:at]), region.left, region.margin), notes


def _begins_notes(region: Region, at: int, usual: Measures) -> bool:
    row = region.rows[at]
    if (mark := mark_of(" ".join(cell.text for cell in row.cells))) == "":
        return False
    apart = at == 0 or gap_above(region.rows[at - 1].cells[0], row.cells[0], usual) or row.cells[0].ruled
    raised = not row.cells[0].text[0].isalnum() or row.cells[0].text[0] in "¹²³⁰⁴⁵⁶⁷⁸⁹"
    first = row.cells[0]
    aligned = first.x <= region.left + _INDENT * first.size and not first.bold  # "999 Main Street" stands elsewhere
    return raised or first.tag in ("Note", "FENote") or (apart and aligned and mark.isdigit())


def mark_of(text: str) -> str:
    """The mark that the note begins with, as plain digits or signs; "" without one."""
    match = _MARK.match(text)
    return match["mark"].strip("[]").translate(_RAISED) if match else ""


def note_groups(lines: Sequence[PageLine]) -> tuple[list[Group], frozenset[str]]:
    """The notes, each a group without its mark, and their marks."""
    groups: list[Group] = []
    marks: list[str] = []
    for line in lines:
        mark = mark_of(line.text)
        if mark and (not marks or _follows(marks[-1], mark, line.text)):
            text = _MARK.sub("", line.text, count=1)
            groups.append(Group([replace(line, text=text)], BlockKind.NOTE))
            marks.append(mark)
        elif groups and groups[-1].lines[-1].y - line.y <= _TIGHT * line.size:
            groups[-1].lines.append(line)
        else:
            groups.append(Group([line], BlockKind.NOTE))
    return groups, frozenset(marks)


def _follows(last: str, mark: str, text: str) -> bool:
    """Whether the mark is a new note's, and not a number that a line of the last one begins with."""
    if last.isdigit() and mark.isdigit():
        return int(mark) == int(last) + 1 or (text[0] in "¹²³⁰⁴⁵⁶⁷⁸⁹" and int(mark) > int(last))
    return (
        not mark.isalnum()
        or text[0] in "¹²³⁰⁴⁵⁶⁷⁸⁹"
        or (mark.isalpha() and last.isalpha() and ord(mark) == ord(last) + 1)
    )


def without_marks(line: PageLine, marks: frozenset[str]) -> PageLine:
    """The line without the raised marks of notes that stand on its page."""
    if not marks:
        return line
    text = _RAISED_NUMBER.sub(lambda match: "" if match[1].translate(_RAISED) in marks else match[0], line.text)
    return line if text == line.text or not text.strip() else replace(line, text=text.strip())
