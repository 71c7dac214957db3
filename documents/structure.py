"""Lines of plain text → chunks → drafts: paragraphs, items, headings, tables, and what is only furniture.

Nothing is lost: every line's words end up in exactly one chunk. In doubt a line is a paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from documents.builder import Draft
from documents.captions import captioned, is_caption
from documents.dates import parse_date
from documents.headings import heading_level, is_section_name
from documents.model import BlockKind
from documents.names import begins_with_title
from documents.notes import Notes, begins_note, find_notes, is_rule
from documents.text import collapse


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the white space at its ends; ``page`` counts from 1, ``indent`` in characters."""

    text: str
    page: int | None = None
    #: Whether a blank line stands above.
    gap: bool = False
    indent: int = 0
    #: Page number, running header or footer.
    running: bool = False


L = TypeVar("L", bound=Line)


class Words:
    """The words of a document, to tell a hyphen that a line's end made from one that belongs to the word."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = texts

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(word for text in self._texts for word in _COMPOUND.findall(text.lower()))

    def keeps_hyphen(self, left: str, right: str) -> bool:
        """Whether ``left-`` and ``right`` on the next line are a compound that the text has elsewhere."""
        left, right = left.lower(), right.lower()
        return left + right not in self._known and f"{left}-{right}" in self._known


_COMPOUND = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_BROKEN = re.compile(r"([^\W\d_]+)[-\u2010]\Z")
_FIRST_LETTERS = re.compile(r"[^\W\d_]+")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uff00-\uffef\u3000-\u303f]")


def join_lines(lines: Iterable[tuple[str, int | None]], words: Words) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The running text of (text, page) lines, hyphenation undone, and where in it each page begins."""
    pieces: list[str] = []
    pages: list[tuple[int, int]] = []
    length = 0
    for text, page in lines:
        if pieces:
            last, between = _junction(pieces[-1], text, words)
            length += len(last) - len(pieces[-1]) + len(between)
            pieces[-1] = last
            pieces.append(between)
        if page is not None and (not pages or page > pages[-1][1]):
            pages.append((length, page))
        pieces.append(text)
        length += len(text)
    return "".join(pieces), tuple(pages)


def _junction(last: str, following: str, words: Words) -> tuple[str, str]:
    """The line as it stands before ``following``, and what stands between the two."""
    left, right = _BROKEN.search(last), _FIRST_LETTERS.match(following)
    if left and right and following[0].islower():
        return (last, "") if words.keeps_hyphen(left[1], right[0]) else (last[:-1], "")
    if last.endswith("-") and not last.endswith(" -") and following[0].isalnum():
        return last, ""
    return last, "" if _UNSPACED.match(last[-1]) and _UNSPACED.match(following) else " "


# --- lines ---------------------------------------------------------------------------------------------------


def lines_of(text: str) -> list[Line]:
    """The lines of normalised text that are not blank; form feeds part pages."""
    sheets = text.rstrip().split("\f")
    paged = len(sheets) > 1
    lines: list[Line] = []
    for page, sheet in enumerate(sheets, 1):
        sheet_lines = list(_sheet_lines(sheet, page if paged else None))
        lines.extend(sheet_lines)
    return mark_running(lines) if paged else lines


def _sheet_lines(sheet: str, page: int | None) -> Iterator[Line]:
    gap = False
    for raw in sheet.split("\n"):
        text = collapse(raw)
        if not text:
            gap = True
            continue
        yield Line(text, page, gap, len(raw) - len(raw.lstrip()))
        gap = False


#: "7", "- 7 -", "Page 3 of 10", "str. 4", "Seite 2 von 9", "iv".
_PAGE_NUMBER = re.compile(
    r"(?:(?:page|p\.|seite|s\.|strona|str\.|с\.|стр\.|стор\.)\s*)?[-–—|\s]*(?:\d{1,4}|[ivxl]{1,6})[-–—|\s]*"
    r"(?:(?:of|von|z|sur|из|з|/)\s*\d{1,4})?",
    re.IGNORECASE,
)
#: Lines at a page's top and at its foot that may be running ones.
_EDGE = 2
#: A line is running when it stands at the edge of this many pages, and of this share of them.
_RUNNING_PAGES, _RUNNING_SHARE = 3, 0.3


def mark_running(lines: Sequence[Line]) -> list[Line]:
    """The lines, with page numbers and those that repeat at the edges of pages marked as running."""
    by_page: dict[int | None, list[int]] = {}
    for at, line in enumerate(lines):
        by_page.setdefault(line.page, []).append(at)
    found = running(lines, list(by_page.values()), max(_RUNNING_PAGES, _RUNNING_SHARE * len(by_page)))
    return [replace(line, running=True) if at in found else line for at, line in enumerate(lines)]


def running(
    lines: Sequence[L],
    pages: Sequence[Sequence[int]],
    least: float,
) -> frozenset[int]:
    """Indices of page numbers and of lines that repeat at the edges of at least ``least`` pages.

    ``pages`` has the indices of each page's lines, from its top to its foot.
    """
    edges = [at for ats in pages for at in dict.fromkeys([*ats[:_EDGE], *ats[-_EDGE:]])]
    keys = {at: running_pattern(lines[at].text) for at in edges}
    seen = Counter(keys.values())
    found = frozenset(at for at in edges if _PAGE_NUMBER.fullmatch(lines[at].text) or seen[keys[at]] >= least)
    return found if len(found) < len(lines) else frozenset()


def is_page_number(text: str) -> bool:
    """Whether the line is nothing but a page's number."""
    return _PAGE_NUMBER.fullmatch(text) is not None


def running_pattern(text: str) -> str:
    """The line with its numbers made equal: "Annual report | 7" repeats as "Annual report | 8"."""
    return re.sub(r"\d+", "0", text.lower())


# --- chunks --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines that belong together: a paragraph, an item, a heading, the rows of a table."""

    lines: tuple[Line, ...]
    table: bool = False
    marker: str = ""

    @property
    def gap(self) -> bool:
        """Whether a blank line stands above."""
        return self.lines[0].gap

    def joined(self, words: Words) -> tuple[str, tuple[tuple[int, int], ...]]:
        """The running text and where in it each page begins."""
        if not self.table:
            return join_lines([(line.text, line.page) for line in self.lines], words)
        page = self.lines[0].page
        return "\n".join(line.text for line in self.lines), ((0, page),) if page is not None else ()


_BULLET = r"[•‣◦⁃▪▫●○■□►▶➢➤✓✔∙·\uf0b7\uf0a7]\s*"
_DASH = r"[-*–—]\s+"
_NUMBER = r"\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{2,5}|[IVX]{2,5})[.)]\s+"
_MARKER = re.compile(rf"(?P<bullet>{_BULLET})|(?P<dash>{_DASH})|(?P<number>{_NUMBER})")


def marker_of(text: str) -> str:
    """The list mark that the text begins with, with the white space after it; "" without one or with nothing after."""
    match = _MARKER.match(text)
    return match[0] if match and match.end() < len(text) else ""


def chunks_of(lines: Sequence[Line]) -> list[Chunk]:
    """The lines, joined where one continues the other."""
    width = _wrap_width(lines)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _continues(groups[-1], line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [chunk_of(group) for group in across_pages(groups)]


def chunk_of(group: Sequence[Line]) -> Chunk:
    """The lines as one chunk."""
    table = len(group) > 1 and all(_is_row(line) for line in group)
    return Chunk(tuple(group), table, "" if table or group[0].running else marker_of(group[0].text))


def _is_row(line: Line) -> bool:
    return line.text.count("|") >= 2


def _continues(group: Sequence[Line], line: Line, width: float) -> bool:
    last = group[-1]
    if line.gap or line.running or last.running or line.page != last.page:
        return False
    if _is_row(line) or _is_row(last):
        return _is_row(line) and _is_row(last)
    if marker_of(line.text) or begins_note(line.text) or is_rule(line.text) or is_rule(last.text):
        return False
    if parse_date(line.text) and line.text[-1] != ".":
        return False
    if _unfinished(last.text) and line.text[0].islower() and not begins_with_title(line.text):
        return True
    if line.indent >= last.indent + 2 and not marker_of(group[0].text):
        return False  # the indented first line of a paragraph
    return _is_full(last, line, width)


def across_pages(groups: Sequence[list[L]]) -> list[list[L]]:
    """The groups, a paragraph that goes on after a page's end made whole.

    Of the running lines between, those of the earlier page then stand before the paragraph, so that pages
    follow each other in the text.
    """
    merged: list[list[L]] = []
    body = -1
    for group in groups:
        if body >= 0 and _goes_on(merged[body][-1], group[0]):
            paragraph = merged[body]
            feet = [between for between in merged[body + 1 :] if between[0].page == paragraph[0].page]
            heads = [between for between in merged[body + 1 :] if between[0].page != paragraph[0].page]
            merged[body:] = [*feet, [*paragraph, *group], *heads]
            body += len(feet)
            continue
        if not group[0].running:
            body = len(merged)
        merged.append(group)
    return merged


def _goes_on(last: Line, line: Line) -> bool:
    return (
        last.page is not None and line.page == last.page + 1 and not line.running
        and _unfinished(last.text) and line.text[0].islower() and not marker_of(line.text)
        and not _is_row(line) and not _is_row(last)
    )  # fmt: skip


def _unfinished(text: str) -> bool:
    return text[-1] not in ".!?:;…|" and not text.endswith((".”", '."', ".)"))


#: Lines longer than this were not wrapped by hand or by a typewriter's margin: each is a whole paragraph.
_LONGEST_WRAPPED = 120
#: Share of the lines with a next line that must break off a sentence, and be full, before the text counts as wrapped.
_SHARE_UNFINISHED = 0.3
_SHARE_FULL = 0.4


def _wrap_width(lines: Sequence[Line]) -> float:
    """The width in characters that the text was wrapped to, or infinity where each line is a paragraph."""
    pairs = [
        (line, following)
        for line, following in pairwise(lines)
        if not following.gap and not line.running and not following.running
        and len(line.text) <= _LONGEST_WRAPPED and line.page == following.page
    ]  # fmt: skip
    if sum(_unfinished(line.text) for line, _ in pairs) <= _SHARE_UNFINISHED * len(pairs):
        return float("inf")
    lengths = sorted(_length(line) for line, _ in pairs)
    width = lengths[int(0.9 * (len(lengths) - 1))]
    full = sum(_is_full(line, following, width) for line, following in pairs)
    return width if width > 40 and full >= _SHARE_FULL * len(pairs) else float("inf")


def _length(line: Line) -> int:
    return line.indent + len(line.text)


def _is_full(line: Line, following: Line, width: float) -> bool:
    """Whether the next line's first word would not have fitted on this one."""
    return len(line.text) <= _LONGEST_WRAPPED and _length(line) + 1 + len(following.text.split(maxsplit=1)[0]) > width


# --- drafts --------------------------------------------------------------------------------------------------


class _Body:
    """The chunks of a document while they become drafts, with their running texts."""

    def __init__(self, chunks: Sequence[Chunk], words: Words, kinds: Mapping[int, BlockKind]) -> None:
        self.chunks = chunks
        self.kinds = kinds
        self.notes = Notes({})
        self.joined = [chunk.joined(words) for chunk in chunks]
        self.texts = [text for text, _ in self.joined]

    def find_notes(self) -> None:
        """Tells the notes at the end, and takes the marks that call them out of the text."""
        self.notes = find_notes(self.texts)
        first = min(self.notes.marks, default=0)
        self.joined[:first] = [self.notes.without_calls(*joined) for joined in self.joined[:first]]
        self.texts = [text for text, _ in self.joined]


def drafts_of(chunks: Sequence[Chunk], words: Words, kinds: Mapping[int, BlockKind]) -> list[Draft]:
    """The chunks as drafts, in order; ``kinds`` says what the front matter among them is, by index."""
    body = _Body(chunks, words, kinds)
    body.find_notes()
    spaced = sum(chunk.gap for chunk in chunks) * 4 >= len(chunks)
    return captioned([_draft(body, at, lambda at: _heading(body, at, spaced=spaced)) for at in range(len(chunks))])


def drafts_with_headings(
    chunks: Sequence[Chunk], words: Words, kinds: Mapping[int, BlockKind], levels: Mapping[int, int]
) -> list[Draft]:
    """As ``drafts_of``, where something else than the words tells headings: ``levels`` has their depths by index."""
    body = _Body(chunks, words, kinds)
    return [_draft(body, at, lambda at: levels.get(at, 0)) for at in range(len(chunks))]


def _draft(body: _Body, at: int, level_of: Callable[[int], int]) -> Draft:
    chunk = body.chunks[at]
    text, pages = body.joined[at]
    if at in body.kinds:
        return Draft(body.kinds[at], text, pages=pages)
    if chunk.table:
        return Draft(BlockKind.TABLE, text, pages=pages)
    if chunk.lines[0].running or not any(map(str.isalnum, text)):
        return Draft(BlockKind.FURNITURE, text, pages=pages)
    if mark := body.notes.marks.get(at):
        return Draft(BlockKind.NOTE, text[len(mark) :], pages=_moved(pages, len(mark)))
    if _is_item(body, at):
        return Draft(BlockKind.ITEM, text[len(chunk.marker) :], pages=_moved(pages, len(chunk.marker)))
    if level := level_of(at):
        return Draft(BlockKind.HEADING, text, level, pages)
    return Draft(BlockKind.PARAGRAPH, text, pages=pages)


def _moved(pages: tuple[tuple[int, int], ...], cut: int) -> tuple[tuple[int, int], ...]:
    """The beginnings of pages after the first ``cut`` characters are gone."""
    return tuple((max(0, start - cut), page) for start, page in pages)


def _is_item(body: _Body, at: int) -> bool:
    """Bullets, hyphens and stars are enough; a dash may open speech, a number a heading: these need company."""
    mark = body.chunks[at].marker.strip()
    if not mark or (mark not in ("–", "—") and (mark in "-*" or not any(map(str.isalnum, mark)))):
        return bool(mark)
    before = body.chunks[at - 1].marker.strip() if at else ""
    after = body.chunks[at + 1].marker.strip() if at + 1 < len(body.chunks) else ""
    if mark in ("–", "—"):
        return mark in (before, after)
    counts_up = (before and before == _predecessor(mark)) or (after and mark == _predecessor(after))
    return bool(counts_up) or _counts_down(body, at)


def _counts_down(body: _Body, at: int) -> bool:
    """ "5. 4. 3.": three in a row, because "2. Theses" may stand above "1. The first"."""
    marks = [chunk.marker.strip() for chunk in body.chunks[max(0, at - 2) : at + 3]]
    runs = [marks[first : first + 3] for first in range(len(marks) - 2)]
    here = body.chunks[at].marker.strip()
    return any(
        here in run and run[2] and run[2] == _predecessor(run[1]) and run[1] == _predecessor(run[0]) for run in runs
    )


_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi")


def _predecessor(mark: str) -> str:
    """The mark before this one in a list: "(b)" for "(c)", "1." for "2."; "" for the first of a list."""
    core = mark.strip("().")
    if core.isdigit():
        before = str(int(core) - 1) if int(core) > 1 else ""
    elif core.lower() in _ROMANS and (len(core) > 1 or core in "vV"):
        before = _ROMANS[max(_ROMANS.index(core.lower()) - 1, 0)]
        before = before.upper() if core.isupper() else before
    else:
        before = chr(ord(core) - 1) if len(core) == 1 and core not in "aA" else ""
    return mark.replace(core, before) if before else ""


#: Longest heading of plain text; longer lines without a full stop are often captions or quotes.
_HEADING_LENGTH, _HEADING_WORDS = 80, 12


def looks_like_heading(text: str) -> bool:
    """Whether the line alone could be a heading: short, begins large, does not end like a sentence."""
    return (
        len(text) <= _HEADING_LENGTH
        and len(text.split()) <= _HEADING_WORDS
        and (text[0].isupper() or text[0].isdigit() or text[0] in "“‘„«\"'¿¡")
        and text[-1] not in ".!;:,…|)"
        and any(map(str.isalpha, text))
        and "@" not in text and "://" not in text
    )  # fmt: skip


def _heading(body: _Body, at: int, *, spaced: bool) -> int:
    return heading_level(body.texts[at]) if _is_heading(body, at, spaced=spaced) else 0


def _is_heading(body: _Body, at: int, *, spaced: bool) -> bool:
    """A short line by itself, above text that is longer, and not one of several short lines."""
    chunk, text = body.chunks[at], body.texts[at]
    if len(chunk.lines) > 1 or at + 1 == len(body.chunks):
        return False
    if is_section_name(text):
        return True
    if not looks_like_heading(text) or is_caption(text):
        return False
    if spaced and ((at and not chunk.gap) or not body.chunks[at + 1].gap):
        return False
    if at > 1 and not _is_body(body, at - 1) and not _is_body(body, at - 2):
        return False
    return _is_body(body, at + 1) or (at + 2 < len(body.chunks) and looks_like_heading(
        body.texts[at + 1]) and _is_body(body, at + 2))  # fmt: skip


def _is_body(body: _Body, at: int) -> bool:
    text = body.texts[at]
    return bool(body.chunks[at].marker) or body.chunks[at].table or len(text) > _HEADING_LENGTH or text[-1] in '.!?…”"'
