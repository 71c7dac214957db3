"""A document → HTML for the reader: numbered paragraphs, headings, page marks; a long one in parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from documents import Block, BlockKind, Document, Metadata, paragraph_digest
from index.corrections import FIELDS, USER, written
from qa.web.markup import render, visible
from qa.web.texts import t

#: A document of more paragraphs is shown in parts, of so many blocks each: a browser lays out a part in 20 ms.
LONG, PART = 1_000, 200


def head(held: Document, read: Metadata) -> str:
    """What stands above the text: title, authors, date, the form to correct them; ``read`` is what the file says."""
    return render("document-head.html.j2", d=held, fields=list(fields(held, read)))


@dataclass(frozen=True, slots=True)
class Section:
    """A heading in the outline: its level from 1, its block, and the part of the text that it stands in."""

    level: int
    text: str
    block: int
    part: int


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document is parted: for each part its first paragraph's number and its characters; its headings."""

    firsts: tuple[int, ...]
    sizes: tuple[int, ...]
    outline: tuple[Section, ...]


def layout(held: Document) -> Layout:
    """The parts of a document: one, unless it is long."""
    firsts, sizes, outline, number = [], [], [], 0
    for part, blocks in enumerate(parted(held)):
        firsts.append(number + 1)
        sizes.append(sum(block.end - block.start for block in blocks))
        for block in blocks:
            number += held.paragraph_number(block) is not None
            if block.kind is BlockKind.HEADING:
                outline.append(Section(_level(block), visible(held.text_of(block)), block.ordinal, part))
    return Layout(tuple(firsts), tuple(sizes), tuple(outline))


def part(held: Document, number: int) -> str:
    """A part of the text, from 0.

    Raises:
        IndexError: it has no such part.
    """
    blocks = parted(held)[number]
    before = held.page_at(blocks[0].start - 1) if blocks and blocks[0].start else None
    shown = _with_pages(held, (_part(held, block) for block in blocks), before.number if before and number else None)
    return render("document-part.html.j2", d=held, parts=list(shown))


def parted(held: Document) -> Sequence[Sequence[Block]]:
    """The blocks of a document as they are shown, in its parts."""
    blocks = [block for block in held.blocks if block.kind is not BlockKind.TITLE]
    if len(held.paragraphs) <= LONG:
        return [blocks]
    return [[block for _, block in group] for _, group in groupby(enumerate(blocks), key=lambda one: one[0] // PART)]


def _level(block: Block) -> int:
    return max(1, min(len(block.section), 3))


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a document's metadata as its form shows it."""

    name: str
    label: str
    #: As a person writes it.
    value: str
    hint: str
    #: Where the value was read, or that it is the user's, or that the file does not say it.
    origin: str
    corrected: bool


#: What the form shows in an empty field.
HINTS = {
    "authors": "Anna Example; Bo Example",
    "published": "2024-01-31, 2024-01, 2024",
    "topics": "energy; shipping",
    "language": "en, de, pl, uk …",
}


def fields(held: Document, read: Metadata) -> Iterable[Field]:
    """What is known of a document, as a form to correct it shows it; ``read`` is what its file says."""
    for name in FIELDS:
        value, told = written(getattr(held.metadata, name)), written(getattr(read, name))
        corrected = held.metadata.provenance.get(name) == USER
        if corrected:
            origin = t("reader.yours", told=visible(told)) if told else t("reader.yours_alone")
        else:
            place = read.provenance.get(name, "")
            origin = t("reader.read_from", place=place) if value else t("reader.not_read")
        yield Field(name, t(f"reader.field_{name}"), value, HINTS.get(name, ""), origin, corrected)


@dataclass(frozen=True, slots=True)
class Part:
    """A block as the reader shows it; ``page`` names the page where the block is the first one to begin on it."""

    kind: str
    text: str
    number: int | None
    #: The paragraph's permanent name, empty where the block has no number.
    name: str
    ordinal: int
    level: int
    start: int
    #: Where it differs from the document's.
    language: str
    #: A table's rows; empty where the block is none.
    rows: tuple[tuple[Cell, ...], ...] = ()
    #: Whether the first row names the columns.
    header: bool = False
    page: str = ""
    #: Whether that page was a picture.
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; ``start`` is where its text begins in the block's, in code points."""

    text: str
    start: int


def _part(held: Document, block: Block) -> Part:
    text = held.text_of(block)
    name = paragraph_digest(text) if block.citable else ""
    rows = _table(text) if block.kind is BlockKind.TABLE else ()
    return Part(
        kind=block.kind.value,
        text=text,
        number=held.paragraph_number(block),
        name=name,
        ordinal=block.ordinal,
        level=min(len(block.section), 3),
        start=block.start,
        language=block.language,
        rows=rows,
        header=_names_columns(rows),
    )


#: A number as tables print it, with its unit; a year is none, for years name columns.
_NUMBER = re.compile(r"(?!(?:19|20)\d\d$)[-+−±<>~]?\s?[€$£]?\s?\d[\d\s.,]*\s?[%‰]?")


def _table(text: str) -> tuple[tuple[Cell, ...], ...]:
    """The rows of a table block (documents/tables.py), each cell with its place in the block's text."""
    return tuple(tuple(_cells(row.group(), row.start())) for row in re.finditer(r"[^\n]+", text))


def _cells(row: str, start: int) -> Iterable[Cell]:
    for part in row.split("|"):
        yield Cell(part.strip(), start + len(part) - len(part.lstrip()))
        start += len(part) + 1


def _names_columns(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the first of several rows holds names and no measures."""
    return len(rows) > 1 and not any(_NUMBER.fullmatch(cell.text) for cell in rows[0])


def _with_pages(held: Document, parts: Iterable[Part], shown: int | None) -> Iterator[Part]:
    """The parts, each first one of a page with the page's name; ``shown`` is the page before them."""
    for part in parts:
        page = held.page_at(part.start)
        if page is not None and page.number != shown:
            shown = page.number
            yield replace(part, page=page.label or str(page.number), ocr=page.ocr)
        else:
            yield part
