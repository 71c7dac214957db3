"""Values → HTML. Everything that is read on the page is made here: Jinja2 with autoescape, on the server.

Text of documents, questions and file names reaches a template only as a value, and a template puts it only between
tags or into quoted attributes.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from urllib.parse import urlencode

import jinja2

from documents import Block, BlockKind, Document, Metadata, paragraph_digest
from index.corrections import FIELDS, USER, written
from index.model import Entry, Failure, Filters
from qa import cite, conversation
from qa.answer import ALONE, Thread
from qa.formats import label, spoken
from qa.model import Answer, Citation
from qa.web.jobs import Job

HERE = Path(__file__).parent
STATIC = HERE / "static"


def visible(text: str) -> str:
    """The text without control and direction characters, which could make a name read as another."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs"))


@functools.cache
def _templates() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    made.filters.update(
        visible=visible,
        day=cite.day,
        names=cite.names,
        named=named,
        number=lambda n: f"{n:,}",
        plural=plural,
        written=written,
    )
    made.globals.update(
        address=cite.address,
        note=cite.note,
        pages=cite.pages,
        recognised=cite.RECOGNISED,
        label=label,
        formats=spoken(),
    )
    return made


def _render(template: str, **values: object) -> str:
    return _templates().get_template(template).render(**values)


def plural(number: int, noun: str) -> str:
    """ "1 paragraph", "1,200 paragraphs"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def named(title: str, source: str) -> str:
    """The title, or the file's name where no title is known."""
    return visible(title) or f"untitled: {visible(PurePath(source).name)}"


# ---------------------------------------------------------------- the answer


@dataclass(frozen=True, slots=True)
class Place:
    """One cited paragraph of an answer: its text in pieces, the quotations among them."""

    kind: str
    language: str
    citations: tuple[Citation, ...]
    #: (text, the number of the citation that it is, or 0)
    pieces: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Source:
    """One cited document of an answer."""

    entry: Entry
    places: tuple[Place, ...]

    @property
    def first(self) -> Citation:
        """Its first citation."""
        return self.places[0].citations[0]


#: Characters of the paragraph that a source card shows on each side of a quotation.
AROUND = 160


def sources(answer: Answer, documents: Mapping[str, Document], entries: Mapping[str, Entry]) -> tuple[Source, ...]:
    """The answer's citations by document and paragraph, in its order; ``documents`` and ``entries`` by id."""
    made = []
    for name, group in itertools.groupby(answer.citations, key=lambda one: one.document):
        paragraphs = itertools.groupby(group, key=lambda one: one.paragraph)
        places = tuple(_place(tuple(cited), documents[name]) for _, cited in paragraphs)
        made.append(Source(entries[name], places))
    return tuple(made)


def _place(cited: tuple[Citation, ...], document: Document) -> Place:
    block = document.paragraphs[cited[0].paragraph - 1]
    pieces = _rows(cited, document, block) if block.kind is BlockKind.TABLE else _sentences(cited, document, block)
    language = block.language or document.metadata.language
    return Place(block.kind.value, language, cited, tuple(piece for piece in pieces if piece[0]))


def _rows(cited: tuple[Citation, ...], document: Document, block: Block) -> list[tuple[str, int]]:
    """The cited rows of a table under its first one, which names the columns; rows between are left out."""
    text, pieces = document.text, []
    head = min(text.index("\n", block.start) if "\n" in document.text_of(block) else block.end, cited[0].start)
    at = block.start + len(text[block.start : head].rstrip())
    pieces.append((text[block.start : at], 0))
    for one in cited:
        between = text[at : one.start]
        pieces += [("\n…\n" if between.strip() else between, 0), (text[one.start : one.end], one.number)]
        at = one.end
    return pieces


def _sentences(cited: tuple[Citation, ...], document: Document, block: Block) -> list[tuple[str, int]]:
    """The cited sentences among their neighbours."""
    text, pieces, at = document.text, [], max(block.start, _word_start(document.text, cited[0].start - AROUND))
    if at > block.start:
        pieces.append(("… ", 0))
    for one in cited:
        pieces += [(text[at : one.start], 0), (text[one.start : one.end], one.number)]
        at = one.end
    end = min(block.end, _word_end(text, at + AROUND))
    return [*pieces, (text[at:end], 0), (" …" if end < block.end else "", 0)]


def _word_start(text: str, at: int) -> int:
    return text.find(" ", at) + 1 if at > 0 else 0


def _word_end(text: str, at: int) -> int:
    return at if at >= len(text) else text.rfind(" ", 0, at + 1)


def permalink(question: str, filters: Filters, thread: Thread = ALONE) -> str:
    """The query that asks again: ``?q=…&after=…&for=…&author=…&series=…&lang=…&doc=…&since=…&until=…``."""
    pairs = [
        ("q", question),
        *(("after", one) for one in thread.earlier),
        *(("for", one) for one in [thread.searched] if one),
        *(("author", name) for name in filters.authors),
        *(("series", name) for name in filters.series),
        *(("lang", name) for name in filters.languages),
        *(("doc", name) for name in filters.documents),
    ]
    pairs += [(key, value) for key, value in (("since", filters.since), ("until", filters.until)) if value]
    return "?" + urlencode(pairs)


def _up_to(question: str, thread: Thread) -> Thread:
    """The thread of one of its own questions: those before it."""
    earlier = list(thread.earlier)
    return Thread(tuple(earlier[: earlier.index(question)])) if question in earlier else ALONE


def answer(
    given: Answer,
    filters: Filters,
    found: Sequence[Source],
    unreadable: Sequence[Failure],
    seconds: float,
    thread: Thread = ALONE,
) -> str:
    """A finished answer, or its honest no."""
    needed = thread if given.searched != given.question else ALONE
    # What a person wrote to be searched stands by itself: the next question goes no further back.
    before = [needed.searched] if needed.searched else [*needed.earlier, given.question]
    return _render(
        "answer.html.j2",
        state="done",
        a=given,
        sources=found,
        filtered=bool(filters),
        unreadable=unreadable,
        permalink=permalink(given.question, filters, needed),
        asked=permalink(given.question, filters, thread),
        before=permalink(given.follows, filters, _up_to(given.follows, thread)),
        thread=before[-conversation.MOST_EARLIER :],
        markdown=cite.markdown(given),
        seconds=seconds,
    )


def empty(suggestions: Sequence[str]) -> str:
    """The page before a question."""
    return _render("answer.html.j2", state="empty", suggestions=suggestions)


def pending(question: str, note: str = "") -> str:
    """The skeleton while an answer is made."""
    return _render("answer.html.j2", state="pending", question=question, note=note)


def error(title: str, detail: str, again: str = "") -> str:
    """Something that went wrong, in words; ``again`` is a question that may be asked without filters."""
    return _render("answer.html.j2", state="error", title=title, detail=detail, again=again)


def hero(entries: Sequence[Entry]) -> str:
    """The head of the Ask tab."""
    return _render("hero.html.j2", documents=len(entries), paragraphs=sum(entry.paragraphs for entry in entries))


# ---------------------------------------------------------------- reader and library


def document(held: Document, read: Metadata) -> str:
    """A document with its numbered paragraphs, headings and page marks; ``read`` is what the file says of it."""
    parts = [_part(held, block) for block in held.blocks if block.kind is not BlockKind.TITLE]
    return _render("document.html.j2", d=held, parts=list(_with_pages(held, parts)), fields=list(_fields(held, read)))


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
    return _render("library.html.j2", entries=list(reversed(entries)), failures=failures, outdated=outdated)


def library_head() -> str:
    """What the Library tab says above the drop zone."""
    return _render("library-head.html.j2")


def jobs(board: Sequence[Job]) -> str:
    """The files on their way."""
    return _render(
        "jobs.html.j2",
        jobs=board,
        done=sum(not job.running for job in board),
        failed=sum(job.state == "failed" for job in board),
    )
