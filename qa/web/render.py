"""The reader, the library and the states of the page → HTML, by the templates (qa/web/markup.py)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from documents import Block, BlockKind, Document, Metadata, paragraph_digest
from index.corrections import FIELDS, USER, written
from index.model import Entry, Failure
from qa.web.jobs import Job
from qa.web.markup import render, visible
from qa.web.wish import Mode

#: What the page shows before a question, by what is made of it.
EXAMPLES = {
    Mode.FIND: (
        ("gas storage", "both words in one paragraph, in any of their forms"),
        ('"gas storage"', "these words beside each other, as they are written"),
        ("gas AND (storage OR reserve)", "operators in capitals, grouped by parentheses"),
        ("gas NOT Russia", "the first and not the second"),
        ("gas NEAR/5 Poland", "at most five words from one to the other"),
    ),
}


def empty(suggestions: Sequence[str], mode: Mode = Mode.ANSWER) -> str:
    """The page before a question."""
    return render("state.html.j2", state="empty", suggestions=suggestions, mode=mode.value, examples=EXAMPLES.get(mode))


def pending(question: str, note: str = "") -> str:
    """The skeleton while an answer is made."""
    return render("state.html.j2", state="pending", question=question, note=note)


def error(title: str, detail: str, everything: str = "") -> str:
    """Something that went wrong, in words; ``everything`` is the address that asks the same without filters."""
    return render("state.html.j2", state="error", title=title, detail=detail, everything=everything)


def hero(entries: Sequence[Entry]) -> str:
    """The head of the Ask tab."""
    return render("hero.html.j2", documents=len(entries), paragraphs=sum(entry.paragraphs for entry in entries))


# ---------------------------------------------------------------- reader and library


def document(held: Document, read: Metadata) -> str:
    """A document with its numbered paragraphs, headings and page marks; ``read`` is what the file says of it."""
    parts = [_part(held, block) for block in held.blocks if block.kind is not BlockKind.TITLE]
    return render("document.html.j2", d=held, parts=list(_with_pages(held, parts)), fields=list(_fields(held, read)))


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


#: How the form calls the fields, and what it shows in an empty one.
LABELS = {
    "title": ("Title", ""),
    "authors": ("Authors", "Anna Example; Bo Example"),
    "published": ("Date", "2024-01-31, 2024-01 or 2024"),
    "publisher": ("Publisher", ""),
    "series": ("Series", ""),
    "topics": ("Topics", "energy; shipping"),
    "language": ("Language", "en, pl, uk …"),
}


def _fields(held: Document, read: Metadata) -> Iterable[Field]:
    for name in FIELDS:
        value, told = written(getattr(held.metadata, name)), written(getattr(read, name))
        corrected = held.metadata.provenance.get(name) == USER
        if corrected:
            origin = f"yours; the file says “{visible(told)}”" if told else "yours; the file does not say"
        else:
            origin = f"read from: {read.provenance.get(name, 'the file')}" if value else "not found in the file"
        yield Field(name, LABELS[name][0], value, LABELS[name][1], origin, corrected)


@dataclass(frozen=True, slots=True)
class Part:
    """A block as the reader shows it; ``page`` names the page where the block is the first one to begin on it."""

    kind: str
    text: str
    number: int | None
    #: The paragraph's permanent name, empty where the block has no number.
    name: str
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


def _with_pages(held: Document, parts: Iterable[Part]) -> Iterable[Part]:
    """The parts, each first one of a page with the page's name."""
    shown = None
    for part in parts:
        page = held.page_at(part.start)
        if page is not None and page.number != shown:
            shown = page.number
            yield replace(part, page=page.label or str(page.number), ocr=page.ocr)
        else:
            yield part


def library(entries: Sequence[Entry], failures: Sequence[Failure], outdated: int = 0) -> str:
    """The table of documents, and the files that could not be read; ``outdated`` of them older readers read."""
    return render("library.html.j2", entries=list(reversed(entries)), failures=failures, outdated=outdated)


def library_head() -> str:
    """What the Library tab says above the drop zone."""
    return render("library-head.html.j2")


def jobs(board: Sequence[Job]) -> str:
    """The files on their way."""
    return render(
        "jobs.html.j2",
        jobs=board,
        done=sum(not job.running for job in board),
        failed=sum(job.state == "failed" for job in board),
    )
