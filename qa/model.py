"""The answer: quotations, each with its address. An uncited statement cannot be constructed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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
    into that paragraph. The rest is a TextQuoteSelector (W3C, Web Annotation Data Model, §4.2.4) in the running
    text, without heads and feet of pages. Of what stands before and after the quotation each has so much that it
    stands in one place of the document only, 32 characters at least; none where no length does.
    """

    paragraph: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    #: In how many places of the document the words of the quotation stood; 0 where a record does not say.
    places: int = 0


@dataclass(frozen=True, slots=True)
class Copy:
    """Another document that prints a cited sentence: the same work, or a reprint of it."""

    document: str
    source: str
    title: str
    authors: tuple[str, ...]
    published: str
    paragraph: int
    page_label: str | None
    url: str


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
    #: Who is said to have said it ("Gazprom"), where the text leaves no doubt of it; else empty.
    reported: str = ""
    #: Where else in the library the same words stand: reprints and versions, which are no further source.
    also: tuple[Copy, ...] = ()
    publisher: str = ""
    series: str = ""
    #: ISO 639-1, of the quotation, which may be in another language than the document; empty when uncertain.
    language: str = ""

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
class Part:
    """What the library says to one part of a question that asks several things."""

    question: str
    verdict: Verdict
    #: Numbers of the citations that answer it.
    citations: tuple[int, ...]


class Disagreement(StrEnum):
    """In what two sentences about the same thing differ. The values are part of the answer record."""

    NUMBER = "number"
    DATE = "date"
    POLARITY = "polarity"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two quotations that do not say the same of the same thing: evidence that is not unanimous, without a verdict."""

    kind: Disagreement
    #: Numbers of the two citations, the earlier document's first.
    citations: tuple[int, int]
    #: What each says, as it is written: "13 bcm", "7 bcm".
    values: tuple[str, str]


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
class Unread:
    """A file that could not be read, and what to do."""

    source: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class WithoutText:
    """Pages of a searched document that have no text, by their physical numbers: what they say is not known."""

    document: str
    source: str
    title: str
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was searched, and what was not and why."""

    documents: int
    searched: int
    unreadable: int
    #: Words of the question that never occur in the library.
    absent_terms: tuple[str, ...] = ()
    #: For an absent term the words that might be meant, as they are written there, the likeliest first. Two words
    #: of a question that the library writes as one ("sea bed": "seabed") have a key of their own, as they stand in it.
    spellings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: For each filter that was set how many documents it alone leaves out.
    left_out: Mapping[str, int] = field(default_factory=dict)
    unread: tuple[Unread, ...] = ()
    without_text: tuple[WithoutText, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether every file, and every page that was searched, has text: else what is not found may still be there."""
        return not self.unread and not self.without_text


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
    #: Of a question that asks several things, each of them with its verdict; empty for one that asks one thing.
    parts: tuple[Part, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    #: Numbers of citations of documents that are newer than all that answer and speak of the same point.
    newer: tuple[int, ...] = ()
    #: Of a question that nothing answers within its filters: whether a document that they leave out does.
    beyond: tuple[Ranked, ...] = ()
    #: How many passages were asked for.
    limit: int = 10
    id: str = ""
    elapsed_ms: float = 0.0

    def __post_init__(self) -> None:
        quotes = {citation.number: citation.quote for citation in self.citations}
        if len(quotes) != len(self.citations):
            raise ValueError("two citations have one number")
        for statement in self.statements:
            if quotes.get(statement.citation) != statement.text:
                raise ValueError(f"statement is not the quotation of its citation {statement.citation}")
        beside = {number for conflict in self.conflicts for number in conflict.citations} | set(self.newer)
        if {statement.citation for statement in self.statements} | beside != set(quotes):
            raise ValueError("a citation belongs to no statement and no other evidence, or one of these has none")
        if bool(self.statements) == (self.verdict is Verdict.NOT_FOUND):
            raise ValueError(f"{self.verdict} with {len(self.statements)} statements")
