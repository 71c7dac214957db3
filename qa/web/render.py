"""Values → HTML. Everything that is read on the page is made here: Jinja2 with autoescape, on the server.

Text of documents, questions and file names reaches a template only as a value, and a template puts it only between
tags or into quoted attributes.
"""

from __future__ import annotations

import functools
import itertools
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from urllib.parse import urlencode

import jinja2

from documents import Block, BlockKind, Document, paragraph_digest
from index.model import Entry, Failure, Filters
from qa import cite
from qa.model import Answer, Citation
from qa.web.jobs import Job

HERE = Path(__file__).parent


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
        visible=visible, day=cite.day, names=cite.names, named=named, number=lambda n: f"{n:,}", plural=plural
    )
    made.globals.update(address=cite.address, locator=cite.locator, note=cite.note, pages=cite.pages)
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

    citations: tuple[Citation, ...]
    #: (text, the number of the citation that it is, or 0)
    pieces: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Source:
    """One cited document of an answer."""

    entry: Entry | None
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
        places = tuple(_place(tuple(cited), documents.get(name)) for _, cited in paragraphs)
        made.append(Source(entries.get(name), places))
    return tuple(made)


def _place(cited: tuple[Citation, ...], document: Document | None) -> Place:
    if document is None:  # removed since it was cited: the quotation stands alone
        return Place(cited, tuple((one.quote, one.number) for one in cited))
    block = document.paragraphs[cited[0].paragraph - 1]
    text, pieces, at = document.text, [], max(block.start, _word_start(document.text, cited[0].start - AROUND))
    if at > block.start:
        pieces.append(("… ", 0))
    for one in cited:
        pieces += [(text[at : one.start], 0), (text[one.start : one.end], one.number)]
        at = one.end
    end = min(block.end, _word_end(text, at + AROUND))
    pieces += [(text[at:end], 0), (" …" if end < block.end else "", 0)]
    return Place(cited, tuple(piece for piece in pieces if piece[0]))


def _word_start(text: str, at: int) -> int:
    return text.find(" ", at) + 1 if at > 0 else 0


def _word_end(text: str, at: int) -> int:
    return at if at >= len(text) else text.rfind(" ", 0, at + 1)


def permalink(question: str, filters: Filters) -> str:
    """The query that asks again: ``?q=…&author=…&doc=…&since=…&until=…``."""
    pairs = [
        ("q", question),
        *(("author", name) for name in filters.authors),
        *(("doc", name) for name in filters.documents),
    ]
    pairs += [(key, value) for key, value in (("since", filters.since), ("until", filters.until)) if value]
    return "?" + urlencode(pairs)


def answer(
    given: Answer, filters: Filters, found: Sequence[Source], unreadable: Sequence[Failure], seconds: float
) -> str:
    """A finished answer, or its honest no."""
    return _render(
        "answer.html.j2",
        state="done",
        a=given,
        sources=found,
        filtered=bool(filters),
        unreadable=unreadable,
        permalink=permalink(given.question, filters),
        markdown=cite.markdown(given),
        seconds=seconds,
        languages={source.first.document: source.entry.language for source in found if source.entry},
    )


def empty(suggestions: Sequence[str]) -> str:
    """The page before a question."""
    return _render("answer.html.j2", state="empty", suggestions=suggestions)


def pending(question: str, note: str = "") -> str:
    """The skeleton while an answer is made."""
    return _render("answer.html.j2", state="pending", question=question, note=note)


def error(title: str, detail: str) -> str:
    """Something that went wrong, in words."""
    return _render("answer.html.j2", state="error", title=title, detail=detail)


def hero(entries: Sequence[Entry]) -> str:
    """The head of the Ask tab."""
    return _render("hero.html.j2", documents=len(entries), paragraphs=sum(entry.paragraphs for entry in entries))


# ---------------------------------------------------------------- reader and library


def document(held: Document) -> str:
    """A document with its numbered paragraphs, headings and page marks."""
    parts = [_part(held, block) for block in held.blocks if block.kind is not BlockKind.TITLE]
    return _render("document.html.j2", d=held, parts=list(_with_pages(held, parts)))


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
    page: str = ""


def _part(held: Document, block: Block) -> Part:
    text = held.text_of(block)
    name = paragraph_digest(text) if block.citable else ""
    return Part(block.kind.value, text, held.paragraph_number(block), name, min(len(block.section), 3), block.start)


def _with_pages(held: Document, parts: Iterable[Part]) -> Iterable[Part]:
    """The parts, each first one of a page with the page's name."""
    shown = None
    for part in parts:
        page = held.page_at(part.start)
        if page is not None and page.number != shown:
            shown = page.number
            yield replace(part, page=page.label or str(page.number))
        else:
            yield part


def library(entries: Sequence[Entry], failures: Sequence[Failure]) -> str:
    """The table of documents, and the files that could not be read."""
    return _render("library.html.j2", entries=list(reversed(entries)), failures=failures)


def jobs(board: Sequence[Job]) -> str:
    """The files on their way."""
    return _render(
        "jobs.html.j2",
        jobs=board,
        done=sum(not job.running for job in board),
        failed=sum(job.state == "failed" for job in board),
    )
