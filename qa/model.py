"""The answer: quotations, each with its address. An uncited statement cannot be constructed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """Whether the library answers. The values are part of the answer record."""

    ANSWERED = "answered"
    PARTLY = "partly"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A citation's permanent address, independent of row ids, chunking and model.

    ``paragraph`` names the paragraph by its content (documents.anchors); ``start`` and ``end`` are offsets
    into that paragraph. The rest is a TextQuoteSelector (W3C, Web Annotation Data Model, §4.2.4), with up to
    32 characters on each side.
    """

    paragraph: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a quotation stands. Invariant: ``document.text[start:end] == quote``.

    ``page`` is the physical page of the sentence's first character, from 1, and ``page_label`` how a reader
    names it ("4", "iv", "4–5" for a sentence that crosses a page); both are None in a format without pages.
    """

    number: int
    document: str
    source: str
    title: str
    authors: tuple[str, ...]
    published: str
    section: tuple[str, ...]
    paragraph: int
    page: int | None
    page_label: str | None
    #: Whether the text was recognised in a picture of the page, by a program that may misread.
    ocr: bool
    start: int
    end: int
    quote: str
    anchor: Anchor
    url: str

    def __post_init__(self) -> None:
        if not self.quote.strip() or len(self.quote) != self.end - self.start:
            raise ValueError(f"citation {self.number}: the quotation does not fill {self.start}–{self.end}")
        if self.paragraph < 1:
            raise ValueError(f"citation {self.number}: only numbered paragraphs are cited")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of the answer: always somebody's words."""

    text: str
    citation: int


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage as it was ranked, best first, whether or not the verdict is an answer."""

    document: str
    source: str
    title: str
    paragraphs: tuple[int, int]
    page: int | None
    page_label: str | None
    start: int
    end: int
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was searched. ``absent_terms`` are words of the question that never occur in the library."""

    documents: int
    searched: int
    unreadable: int
    absent_terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What the library says to a question.

    Raises:
        ValueError: a statement without its citation, one that is not its citation's quotation, a
            verdict that does not fit the statements.
    """

    question: str
    #: What was searched: the question, or for one that follows another plain words that say what it refers to.
    searched: str
    #: The earlier question that it follows; empty for none.
    follows: str
    verdict: Verdict
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    passages: tuple[Ranked, ...]
    coverage: Coverage
    #: Names the state that answered: documents, reader, passages, model, ranking. Equal fingerprint, equal answer.
    fingerprint: str
    filters: Mapping[str, object]
    id: str = ""
    elapsed_ms: float = 0.0

    def __post_init__(self) -> None:
        quotes = {citation.number: citation.quote for citation in self.citations}
        if len(quotes) != len(self.citations):
            raise ValueError("two citations have one number")
        for statement in self.statements:
            if quotes.get(statement.citation) != statement.text:
                raise ValueError(f"statement is not the quotation of its citation {statement.citation}")
        if {statement.citation for statement in self.statements} != set(quotes):
            raise ValueError("a citation belongs to no statement")
        if bool(self.statements) == (self.verdict is Verdict.NOT_FOUND):
            raise ValueError(f"{self.verdict} with {len(self.statements)} statements")
