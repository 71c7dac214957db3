"""Lines with their place and type → paragraphs, headings, items, tables, furniture: what a typesetter meant by them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from documents.builder import Draft
from documents.bylines import is_label
from documents.captions import TABLE_WORDS, is_caption
from documents.dates import parse_date
from documents.frontmatter import OPENING, Front, Opening, could_be_title, merged, read_front
from documents.model import BlockKind, Metadata
from documents.pages.columns import Region, in_reading_order
from documents.pages.headings import heading_levels, plain_words
from documents.pages.notes import note_groups, split_notes, without_marks
from documents.pages.paragraphs import Group, Measures, groups_of, lines_of, measures, stitched
from documents.pages.running import running_lines
from documents.pages.tables import PageTable, tables_in
from documents.pages.typeset import Bookmark, PageLine
from documents.structure import Chunk, Words, drafts_with_headings, marker_of
from documents.tables import row_groups

FIRST_PAGE = "first page"


def lay_out(
    lines: Sequence[PageLine], info: Metadata, bookmarks: Sequence[Bookmark] = ()
) -> tuple[list[Draft], Metadata]:
    """The lines of all pages as drafts in reading order, and what the first page adds to ``info``."""
    pages = [_page(page) for page in _by_page(_mark_running(lines))]
    usual = measures([region for page in pages for region in page.regions])
    groups = _with_something_to_read(
        _captioned(stitched([group for page in pages for group in _groups(page, usual)]), usual)
    )
    words = Words([line.text for line in lines])
    chunks = [_chunk(group) for group in groups]
    texts = [chunk.joined(words)[0] for chunk in chunks]
    title = _title_at(groups, texts, usual, info.title)
    front, kinds = _front(groups, texts, title)
    kinds = {**{at: group.kind for at, group in enumerate(groups) if group.kind is not None}, **kinds}
    levels = heading_levels(groups, texts, usual, bookmarks)
    drafts = drafts_with_headings(chunks, words, kinds, levels)
    placed = [replace(draft, under=group.under) for draft, group in zip(drafts, groups, strict=True)]
    return placed, merged(front.metadata, info)


# --- pages ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Page:
    """The running lines above and below the text of a page, and the text in reading order."""

    head: list[PageLine]
    regions: list[Region]
    foot: list[PageLine]


def _mark_running(lines: Sequence[PageLine]) -> list[PageLine]:
    if all(line.aside for line in lines):
        lines = [replace(line, aside=False) for line in lines]  # then it is what the document says
    still = running_lines([line for line in lines if not line.aside])
    return [replace(line, running=True) if line.aside or id(line) in still else line for line in lines]


def _by_page(lines: Sequence[PageLine]) -> list[list[PageLine]]:
    pages: dict[int | None, list[PageLine]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    return list(pages.values())


def _page(lines: Sequence[PageLine]) -> _Page:
    body = [line for line in lines if not line.running]
    top = max((line.y for line in body), default=float("-inf"))
    still = sorted((line for line in lines if line.running), key=lambda line: (line.aside, -line.y, line.x))
    head = [line for line in still if line.y > top and not line.aside]
    foot = [line for line in still if line.y <= top or line.aside]
    return _Page(head, in_reading_order(_with_capitals(body)), foot)


#: A capital over several lines is so many times larger than the text that it begins.
_DROPPED = 1.8


def _with_capitals(lines: Sequence[PageLine]) -> list[PageLine]:
    """The lines, a capital that was set over several of them put before the first."""
    kept = list(lines)
    for capital in [line for line in lines if len(line.text) == 1 and line.text.isupper()]:
        first = next((line for line in kept if _begins_with(capital, line)), None)
        if first is not None:
            kept.remove(capital)
            kept[kept.index(first)] = replace(first, text=capital.text + first.text, x=capital.x)
    return kept


def _begins_with(capital: PageLine, line: PageLine) -> bool:
    return (
        capital.size >= _DROPPED * line.size and line is not capital
        and -0.2 * line.size <= line.x - capital.right <= 1.5 * line.size
        and abs((capital.y + 0.7 * capital.size) - (line.y + 0.7 * line.size)) <= 0.6 * line.size
    )  # fmt: skip


# --- groups --------------------------------------------------------------------------------------------------


def _groups(page: _Page, usual: Measures) -> list[Group]:
    """The page's groups: running lines above, the text, its notes, running lines below."""
    body: list[Group] = []
    notes: list[Group] = []
    marks: frozenset[str] = frozenset()
    for region in page.regions:
        text, lines = split_notes(region, usual)
        found, of_region = note_groups(lines)
        notes += found
        marks |= of_region
        body += _region_groups(text, usual)
    for group in body:
        group.lines = [without_marks(line, marks) for line in group.lines]
    heads, feet = ([Group([line]) for line in lines] for lines in (page.head, page.foot))
    return [*heads, *body, *notes, *feet]


def _region_groups(region: Region, usual: Measures) -> list[Group]:
    groups: list[Group] = []
    at = 0
    for table in tables_in(region.rows, region.left, region.margin):
        groups += _text_groups(region, at, table.first, usual)
        groups += _table_groups(region, table)
        at = table.end
    return groups + _text_groups(region, at, len(region.rows), usual)


def _text_groups(region: Region, start: int, end: int, usual: Measures) -> list[Group]:
    lines = [line for row in region.rows[start:end] for line in lines_of(row)]
    groups = groups_of(lines, usual)
    for group in groups[: 1 if start else 0]:
        group.turns = False
    for group in groups:
        if _is_contents(group) or not any(map(str.isalpha, "".join(line.text for line in group.lines))):
            group.kind = BlockKind.FURNITURE  # figures alone are a drawing's
    return groups


def _table_groups(region: Region, table: PageTable) -> Iterator[Group]:
    first = region.rows[table.first].cells[0]
    for text in row_groups(table.rows, table.header):
        yield Group([replace(first, text=text)], BlockKind.TABLE)


#: "Chapter 2 ........ 17": an entry of a table of contents.
_CONTENTS = re.compile(r".*?(?:(?:\.\s?){5,}|…{2,})\s*(?:\d{1,4}|[ivxl]{1,6})?")


def _is_contents(group: Group) -> bool:
    return all(_CONTENTS.fullmatch(line.text) for line in group.lines[-1:])


def _with_something_to_read(groups: list[Group]) -> list[Group]:
    """The groups; where all are furniture, figures alone among them, these are what the document says."""
    if not any(group.body or group.kind not in (None, BlockKind.FURNITURE) for group in groups):
        for group in groups:
            if any(map(str.isalnum, group.lines[0].text)):
                group.kind = None
    return groups


# --- captions ------------------------------------------------------------------------------------------------


def _captioned(groups: Sequence[Group], usual: Measures) -> list[Group]:
    """The groups with captions told; a table's stands above it or below it."""
    for group in groups:
        if group.body and is_caption(group.lines[0].text) and _looks_apart(group, usual):
            group.kind = BlockKind.CAPTION
    for at, group in enumerate(groups):
        if group.kind is BlockKind.TABLE:
            group.under = _caption_beside(groups, at)
    for group in _contents_tables(groups):
        group.kind = BlockKind.FURNITURE
    return list(groups)


_CONTENTS_NAMES = frozenset(
    """contents|index|table of contents|spis treści|inhalt|inhaltsverzeichnis|sommaire|table des matières|índice|indice
    |зміст|содержание|оглавление""".replace("\n", "").replace(" ", "").split("|")
)  # fmt: skip
#: Share of the rows of a table of contents that end with a page's number, and of these no lower than the one before.
_PAGED, _RISING = 0.5, 0.8
#: Printed numbers of pages are no higher than the last page's by more than this.
_MOST_BEFORE = 30


def _contents_tables(groups: Sequence[Group]) -> Iterator[Group]:
    """The tables, on a page that says so, whose rows end with numbers of pages: each is a list of what is where."""
    named = {
        group.lines[0].page
        for group in groups
        if plain_words(" ".join(line.text for line in group.lines)).replace(" ", "") in _CONTENTS_NAMES
    }
    most = _MOST_BEFORE + max((group.lines[0].page or 0 for group in groups), default=0)
    for group in groups:
        if group.kind is not BlockKind.TABLE or group.lines[0].page not in named:
            continue
        last = [row.rsplit("|", 1)[-1].strip() for row in group.lines[0].text.split("\n")]
        pages = [int(cell) for cell in last if cell.isdecimal()]
        rising = sum(a <= b for a, b in pairwise(pages)) + 1
        if len(pages) >= _PAGED * len(last) and rising >= _RISING * len(pages) and max(pages) <= most:
            yield group


def _looks_apart(group: Group, usual: Measures) -> bool:
    line = group.lines[0]
    return len(group.lines) <= 3 or line.bold or line.size < 0.97 * usual.size or line.tag == "Caption"


def _caption_beside(groups: Sequence[Group], at: int) -> str:
    first = at
    while first and groups[first - 1].kind is BlockKind.TABLE:
        first -= 1
    last = at
    while last + 1 < len(groups) and groups[last + 1].kind is BlockKind.TABLE:
        last += 1
    for beside in (first - 1, last + 1):
        if 0 <= beside < len(groups) and groups[beside].kind is BlockKind.CAPTION:
            text = " ".join(line.text for line in groups[beside].lines)
            if text.lower().startswith(TABLE_WORDS):
                return text
    return ""


# --- the document --------------------------------------------------------------------------------------------

#: A title's type is larger than the body's by this much.
_TITLE_SIZE = 1.2
#: Lines of a title.
_TITLE_LINES = 4


def _chunk(group: Group) -> Chunk:
    lines = tuple(group.lines)
    marked = group.kind is None and not lines[0].running
    return Chunk(lines, group.kind is BlockKind.TABLE, marker_of(lines[0].text) if marked else "")


#: Letters of a title, and their share; what has fewer is a label in a drawing, or a row of figures.
_TITLE_LETTERS, _TITLE_SHARE = 3, 0.4
#: "6.4 Overview": a part of a document whose title stands elsewhere.
_PART = re.compile(r"\d{1,2}\.\d")
#: What heads every release or filing, whatever it is about.
_HEADED = re.compile(
    r"(?:for immediate|press|news|media) release|united states securities and exchange commission", re.IGNORECASE
)


def _names_something(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    if letters < max(_TITLE_LETTERS, _TITLE_SHARE * len(text.replace(" ", ""))) or _PART.match(text):
        return False
    if _HEADED.fullmatch(text):
        return False
    return plain_words(text).replace(" ", "") not in _CONTENTS_NAMES


def _title_at(groups: Sequence[Group], texts: Sequence[str], usual: Measures, known: str) -> int | None:
    """The group on the first page that is the title: what the file says it is, or the largest type there."""
    first = [
        at for at, group in enumerate(groups[: 2 * OPENING])
        if group.lines[0].page == groups[0].lines[0].page and group.body
        and len(group.lines) <= _TITLE_LINES and could_be_title(texts[at]) and _names_something(texts[at])
    ]  # fmt: skip
    for at in first:
        if known and plain_words(texts[at]) == plain_words(known):
            return at
    largest = max(first, key=lambda at: (groups[at].lines[0].size, groups[at].lines[0].bold), default=None)
    if largest is None or groups[largest].lines[0].size < _TITLE_SIZE * usual.size:
        return None
    return largest


def _front(groups: Sequence[Group], texts: Sequence[str], title: int | None) -> tuple[Front, dict[int, BlockKind]]:
    """Front matter below the title, or among the first lines where type does not tell the title."""
    start = 0 if title is None else title + 1
    at = [
        i
        for i in range(start, min(start + 2 * OPENING, len(groups)))
        if groups[i].body and not _HEADED.fullmatch(texts[i])
    ]
    openings = [Opening(texts[i], groups[i].lines[0].gap) for i in at]
    front = read_front(openings, "\n".join(texts), "" if title is None else texts[title])
    kinds = {at[i]: kind for i, kind in front.kinds.items()}
    if title is None:
        return front, kinds
    kinds[title] = BlockKind.TITLE
    metadata = merged(Metadata(title=texts[title], provenance={"title": FIRST_PAGE}), front.metadata)
    above = [i for i in range(title) if groups[i].body]
    if len(above) == 1 and (published := parse_date(texts[above[0]])):
        kinds[above[0]] = BlockKind.FURNITURE
        metadata = merged(metadata, Metadata(published=published, provenance={"published": FIRST_PAGE}))
    elif len(above) == 1 and is_label(texts[above[0]]):
        kinds[above[0]] = BlockKind.FURNITURE
        metadata = merged(metadata, Metadata(series=texts[above[0]], provenance={"series": FIRST_PAGE}))
    return Front(front.kinds, metadata), kinds
