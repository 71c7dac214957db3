"""The lines of a PDF page, from the runs of its content streams: each with its place and the type it is set in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from pypdf import PageObject, PdfReader

from documents.pages.typeset import PageLine
from documents.readers.pdf.content import page_content
from documents.readers.pdf.fonts import Fonts
from documents.readers.pdf.runs import Rule, Run
from documents.readers.pdf.structure import Tags
from documents.text import collapse, normalise


class PdfText:
    """The text of a document, page by page; fonts and structure are read once for all of them."""

    def __init__(self, reader: PdfReader) -> None:
        self._reader = reader
        self._fonts = Fonts()
        self._tags = Tags(reader)

    def lines(self, number: int) -> list[PageLine]:
        """The lines of page ``number``, from 1. pypdf raises anything at all on damaged pages."""
        page = self._reader.pages[number - 1]
        content = page_content(page, self._fonts)
        lines = _Gathered(content.runs, number, self._tags.of(page)).lines()
        return _ruled(_inside(lines, _box(page)), content.rules)


# --- runs to lines -------------------------------------------------------------------------------------------

#: Base lines that differ by less, in type sizes, are one; raised and lowered type is set off by up to the second.
_SAME_BASE, _RAISED = 0.22, 0.65
#: Raised and lowered type is smaller than this share of what it stands beside, and off the line by this much.
_SMALLER, _OFF_LINE = 0.86, 0.1
#: Type so many times larger than what stands beside it is a capital over several lines.
_CAPITAL = 2.0
#: A gap within a line, in type sizes, where the file goes on without a break, and where it comes back to the place.
_GAP_ON, _GAP_BACK = 0.8, 0.5
#: How far a run may begin before the end of the last, in type sizes: kerning, italics, an accent set upon its letter.
_OVERLAP = 0.4
#: A word gap is beyond this share of the letter space.
_WORD_GAP = 0.55
#: Copies of a run as close as this, in type sizes, are one that was made bold by printing it twice.
_TWICE = 0.12
#: Runs that are looked back at for such a copy.
_LOOK_BACK = 40


@dataclass(slots=True)
class _Segment:
    """Runs on one base line without a gap."""

    runs: list[Run]
    order: int
    x: float
    right: float
    y: float
    size: float

    def takes(self, run: Run, most: float) -> bool:
        """Whether the run goes on in the line."""
        size = max(self.size, run.size)
        if not -_OVERLAP * size <= run.x - self.right <= most * size or run.turned != self.runs[0].turned:
            return False
        if run.artifact != self.runs[0].artifact:
            return False
        if size > _CAPITAL * min(self.size, run.size):
            return False
        off = abs(run.y - self.y)
        return off <= _SAME_BASE * min(self.size, run.size) or (
            off <= _RAISED * size and min(self.size, run.size) <= _SMALLER * size
        )

    def add(self, runs: Sequence[Run]) -> None:
        """The runs become part of the line; the largest of all says where its base is."""
        self.runs.extend(runs)
        self.x = min(self.x, *(run.x for run in runs))
        self.right = max(self.right, *(run.right for run in runs))
        largest = max(runs, key=lambda run: run.size)
        if largest.size > self.size:
            self.size, self.y = largest.size, largest.y


class _Gathered:
    """The runs of a page while they become lines."""

    def __init__(self, runs: Sequence[Run], number: int, tags: Mapping[int, str]) -> None:
        self._runs = runs
        self._number = number
        self._tags = tags

    def lines(self) -> list[PageLine]:
        """The lines in the order of the stream."""
        segments = _touching(_in_stream_order(list(_once(self._runs))))
        return [line for segment in segments if (line := self._line(segment)) is not None]

    def _line(self, segment: _Segment) -> PageLine | None:
        text = collapse(normalise(_text(segment)))
        if not text.strip(" \ufffd"):
            return None  # characters that the file does not tell are no text: such a page wants recognising
        visible = [run for run in segment.runs if run.text.strip()]
        sizes: Counter[float] = Counter()
        tags: Counter[str] = Counter()
        for run in visible:
            sizes[run.size] += len(run.text)
            tags[self._tags.get(run.mark, "")] += len(run.text)
        bold = sum(len(run.text) for run in visible if run.bold) >= 0.9 * sizes.total()
        italic = sum(len(run.text) for run in visible if run.italic) >= 0.9 * sizes.total()
        first = min(visible, key=lambda run: run.x)
        return PageLine(
            text, self._number, x=round(first.x, 1), right=round(max(run.right for run in visible), 1),
            y=round(segment.y, 1), size=sizes.most_common(1)[0][0], bold=bold, italic=italic,
            aside=bool(first.turned) or first.artifact, tag=tags.most_common(1)[0][0],
        )  # fmt: skip


def _once(runs: Sequence[Run]) -> Iterator[Run]:
    """The runs, a copy printed over another one left out."""
    seen: dict[str, list[Run]] = {}
    for run in runs:
        text = run.text.strip()
        others = seen.setdefault(text, [])
        near = _TWICE * run.size
        if text and any(abs(run.x - other.x) <= near and abs(run.y - other.y) <= near for other in others):
            continue
        others.append(run)
        del others[:-_LOOK_BACK]
        yield run


def _in_stream_order(runs: Sequence[Run]) -> list[_Segment]:
    segments: list[_Segment] = []
    recognised = _is_recognised(runs)
    for order, blank_ended in enumerate(runs):
        if not blank_ended.text.strip():
            continue  # the gap says it, and a blank as wide as a column would hide one
        run = blank_ended if recognised else _without_blanks(blank_ended)
        if segments and segments[-1].takes(run, _GAP_ON):
            segments[-1].add([run])
        else:
            segments.append(_Segment([run], order, run.x, run.right, run.y, run.size))
    return segments


def _is_recognised(runs: Sequence[Run]) -> bool:
    """Whether the page was a picture: programs that recognise text set it word by word, each stretched with the blank
    behind it to the width of the word in the picture.
    """
    words = [run for run in runs if run.text.strip()]
    return sum(_WORD_AND_BLANK.fullmatch(run.text) is not None for run in words) >= _MOSTLY * max(1, len(words))


_WORD_AND_BLANK = re.compile(r"\S+ ")
#: The share of such runs; the last word of a line may have no blank. Typeset pages have few of them.
_MOSTLY = 0.7


def _without_blanks(run: Run) -> Run:
    """The run in the place of its visible characters; its text keeps the blanks, which part words for certain."""
    text = run.text.strip()
    if len(text) == len(run.text):
        return run
    before = len(run.text) - len(run.text.lstrip())
    after = len(run.text) - len(text) - before
    x, right = run.x + before * run.space, run.right - after * run.space
    return replace(run, x=x, right=right) if x < right else run


def _touching(segments: Sequence[_Segment]) -> list[_Segment]:
    """The segments, joined where one ends at the place at which another, printed earlier or later, begins."""
    joined: list[_Segment] = []
    rows: dict[int, list[_Segment]] = {}
    for segment in sorted(segments, key=lambda one: one.x):
        row = int(segment.y // 4)
        near = [one for key in (row - 1, row, row + 1) for one in rows.get(key, ())]
        home = next((one for one in near if _fits(one, segment)), None)
        if home is None:
            joined.append(segment)
            rows.setdefault(row, []).append(segment)
        else:
            home.add(segment.runs)
            home.order = min(home.order, segment.order)
    return sorted(joined, key=lambda one: one.order)


def _fits(home: _Segment, segment: _Segment) -> bool:
    if home.runs[0].turned or segment.runs[0].turned:
        return False
    return home.takes(replace(segment.runs[0], y=segment.y, size=segment.size), _GAP_BACK)


# --- text of a line ------------------------------------------------------------------------------------------

_RAISED_MARKS = str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")
#: What raised type is written with raised characters: numbers and powers; "st" of "1st" is not.
_RAISABLE = re.compile(r"[0-9+\-−,;\s]*\d[0-9+\-−,;\s]*|[−-]?n|[*†‡§]+")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_LEFT_TO_RIGHT = re.compile(
    r"[0-9A-Za-z\u00c0-\u024f][0-9A-Za-z\u00c0-\u024f.,:/%\- ]*[0-9A-Za-z\u00c0-\u024f%]|[0-9A-Za-z]"
)


def _text(segment: _Segment) -> str:
    runs = segment.runs
    if not runs[0].turned and any(b.x < a.x for a, b in pairwise(runs)):
        runs = sorted(runs, key=lambda run: run.x)
    limit = _word_gap(runs)
    parts: list[str] = []
    last: Run | None = None
    for run in runs:
        gap = run.x - last.right if last is not None else 0.0
        if last is not None and gap > limit * min(run.space, last.space) and not parts[-1].endswith(" "):
            parts.append(" ")
        parts.append(_raised(run, segment))
        last = run
    text = "".join(parts)
    return _logical(text) if _RIGHT_TO_LEFT.search(text) else text


def _word_gap(runs: Sequence[Run]) -> float:
    """The share of a letter space that parts words: more than usual where single letters are spaced out."""
    if len(runs) < 6 or sum(len(run.text.strip()) <= 1 for run in runs) < 0.8 * len(runs):
        return _WORD_GAP
    gaps = sorted(
        (b.x - a.right) / max(min(a.space, b.space), 0.01) for a, b in pairwise(runs)
    )  # fmt: skip
    usual = gaps[len(gaps) // 3]
    return max(_WORD_GAP, 1.6 * usual) if usual > _WORD_GAP else _WORD_GAP


def _raised(run: Run, segment: _Segment) -> str:
    """The run's text; numbers and marks that stand above the line as the raised characters of Unicode."""
    if run.size > _SMALLER * segment.size or run.y - segment.y < _OFF_LINE * segment.size:
        return run.text
    return run.text.translate(_RAISED_MARKS) if _RAISABLE.fullmatch(run.text.strip()) else run.text


def _logical(text: str) -> str:
    """The characters of a line as they are read, where they stand from left to right as they are seen."""
    if _RIGHT_TO_LEFT.search(text) is None:
        return text
    return _LEFT_TO_RIGHT.sub(lambda match: match[0][::-1], text[::-1])


# --- the page ------------------------------------------------------------------------------------------------


def _box(page: PageObject) -> tuple[float, float, float, float]:
    """The corners of what is seen of the page, turned as its text is; endless where the file does not say."""
    try:
        left, low, right, high = (float(value) for value in page.cropbox)
        turns = int(page.get_inherited("/Rotate", 0)) // 90 % 4
    except (TypeError, ValueError, AttributeError):
        return float("-inf"), float("-inf"), float("inf"), float("inf")
    corners = (
        (left, low, right, high),
        (low, -right, high, -left),
        (-right, -high, -left, -low),
        (-high, left, -low, right),
    )
    return corners[turns]


def _inside(lines: Sequence[PageLine], box: tuple[float, float, float, float]) -> list[PageLine]:
    """The lines, those that nobody sees marked as aside; where that is most of them, the box is not to be believed."""
    left, low, right, high = box
    outside = [not (left <= (line.x + line.right) / 2 <= right and low - 2 <= line.y <= high) for line in lines]
    if 2 * sum(outside) > len(lines):
        return list(lines)
    return [replace(line, aside=True) if out else line for line, out in zip(lines, outside, strict=True)]


#: A rule belongs to the line below it when it is no farther above, in type sizes; closer to the base line of the one
#: above it than this, in points, it underlines that.
_RULE_ABOVE, _UNDERLINE = 3.0, 3.5


def _ruled(lines: Sequence[PageLine], rules: Sequence[Rule]) -> list[PageLine]:
    found: set[int] = set()
    for rule in rules[:200]:
        crossed = [at for at, line in enumerate(lines) if line.x < rule.right and line.right > rule.x]
        if any(
            0 <= lines[at].y - rule.y <= _UNDERLINE and lines[at].width < 1.3 * (rule.right - rule.x) for at in crossed
        ):
            continue
        below = [at for at in crossed if 0 < rule.y - lines[at].y <= _RULE_ABOVE * lines[at].size]
        if below:
            found.add(max(below, key=lambda at: lines[at].y))
    return [replace(line, ruled=True) if at in found else line for at, line in enumerate(lines)]


# --- JSON ----------------------------------------------------------------------------------------------------


def to_json(lines: Sequence[PageLine]) -> list[list[Any]]:
    """The lines of one page as JSON: what a worker sends before it goes on to the next page."""
    return [
        [line.text, line.x, line.y, line.right, line.size, line.bold, line.italic, line.aside, line.ruled, line.tag]
        for line in lines
    ]


def from_json(value: Sequence[Sequence[Any]], number: int) -> list[PageLine]:
    """The lines that ``to_json`` wrote."""
    return [
        PageLine(
            str(text), number, x=float(x), y=float(y), right=float(right), size=float(size), bold=bool(bold),
            italic=bool(italic), aside=bool(aside), ruled=bool(ruled), tag=str(tag),
        )
        for text, x, y, right, size, bold, italic, aside, ruled, tag in value
    ]  # fmt: skip
