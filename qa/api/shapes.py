"""What is sent to the API and what it says, as types: requests are checked by them, and its schema is made of them.

What is not here is what the rest of Footnote has already: an answer is a ``qa.model.Answer``, whose JSON is its record.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from index.model import Entry, Filters
from qa.answer import LONGEST
from qa.find import Found
from qa.model import Answer, Citation, Ranked
from qa.programs import Paragraph, Standing

#: Names to filter by in one request, and characters of one: far more than any author or file has.
MOST_NAMES, LONGEST_NAME = 100, 500
#: Characters of a draft that are checked in one request: a long report.
LONGEST_DRAFT = 300_000
#: Things of a list that one request gives at most.
MOST = 1_000


def _visible(text: str) -> str:
    if not text.strip():
        raise ValueError("it is empty")
    return text


def _day(text: str) -> str:
    """A date as exact as it is known."""
    if text:
        date.fromisoformat(text + "-01" * (2 - text.count("-")))
    return text


Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME), AfterValidator(_visible)]
Names = Annotated[list[Name], Field(max_length=MOST_NAMES)]
Day = Annotated[
    str,
    Field(pattern=r"^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$", description="2024-01-31, 2024-01, 2024, or empty"),
    AfterValidator(_day),
]
Question = Annotated[
    str,
    Field(min_length=1, max_length=LONGEST, description="1–2,000 characters that are not all white space"),
]


#: What ``index.terms_query`` reads.
TERMS = 'words, "a phrase", AND, OR, NOT, parentheses, gas NEAR/5 storage'


class Wanted(BaseModel):
    """Which documents may answer; what is empty lets everything through."""

    model_config = ConfigDict(extra="forbid")

    authors: Names = []
    documents: Names = []
    series: Names = []
    languages: Names = []
    since: Day = ""
    until: Day = ""
    as_of: Day = ""

    def filters(self) -> Filters:
        """As the library takes them."""
        return Filters(
            authors=tuple(self.authors),
            documents=tuple(self.documents),
            series=tuple(self.series),
            languages=tuple(self.languages),
            since=self.since,
            until=self.until,
            as_of=self.as_of,
        )


class Nearing(BaseModel):
    """A question whose nearest passages are wanted."""

    model_config = ConfigDict(extra="forbid")

    question: Question
    filters: Wanted = Wanted()
    limit: Annotated[int, Field(ge=1, le=100, description="how many ranked passages are given")] = 10


class Asking(Nearing):
    """A question, and the questions before it."""

    earlier: Annotated[
        list[Annotated[str, Field(max_length=LONGEST)]],
        Field(max_length=20, description="the questions before it, oldest first"),
    ] = []
    searched: Annotated[
        str,
        Field(max_length=LONGEST, description="what to search in place of what the question is taken to refer to"),
    ] = ""


class Finding(BaseModel):
    """Terms to be found in paragraphs."""

    model_config = ConfigDict(extra="forbid")

    terms: Annotated[
        str,
        Field(
            min_length=1,
            max_length=LONGEST,
            description='as `footnote find` reads them: gas NEAR/5 storage -"North Sea"',
        ),
    ]
    filters: Wanted = Wanted()
    offset: Annotated[int, Field(ge=0, le=10_000_000)] = 0
    limit: Annotated[int, Field(ge=1, le=MOST)] = 100


class Listing(Wanted):
    """A part of the catalogue."""

    offset: Annotated[int, Field(ge=0, le=10_000_000)] = 0
    limit: Annotated[int, Field(ge=1, le=MOST)] = 100


class Checking(BaseModel):
    """A sentence or a draft whose quotations are to be checked."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(max_length=LONGEST_DRAFT, description="plain text or Markdown")]
    documents: Annotated[Names, Field(description="documents that all of it is quoted from, by id or source")] = []


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, why, and what to do; the code is stable."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is said in place of what was asked for."""

    error: Problem


@dataclass(frozen=True, slots=True)
class Lines:
    """A part of the catalogue; ``total`` counts all that pass the filters."""

    total: int
    documents: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Removed:
    """A document that is gone for good, and how many stored answers and pinned quotations quote it."""

    document: str
    outcome: str
    answers: int
    pins: int


@dataclass(frozen=True, slots=True)
class Whole:
    """A document with its text and blocks, as ``footnote show --json`` prints it."""

    document: str
    digest: str
    source: str
    media_type: str
    text: str
    blocks: tuple[dict[str, Any], ...]
    pages: tuple[dict[str, Any], ...]
    metadata: dict[str, Any]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """A paragraph and those around it."""

    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Nearest:
    """Passages near to a question, best first, whether or not they answer it."""

    question: str
    passages: tuple[Ranked, ...]


@dataclass(frozen=True, slots=True)
class Hits:
    """All paragraphs that hold the terms, counted; and a part of them from ``offset`` on."""

    terms: str
    paragraphs: int
    documents: tuple[dict[str, Any], ...]
    years: dict[str, int]
    titles: int
    coverage: dict[str, Any]
    filters: dict[str, Any]
    offset: int
    passages: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation of a text, as ``footnote check --json`` prints it."""

    quote: str
    verdict: str
    citation: Citation | None
    difference: tuple[dict[str, Any], ...]
    omitted: tuple[str, ...]
    denied: bool
    inserted: tuple[str, ...]
    short: bool
    start: int
    end: int
    claimed: tuple[str, ...]
    continued: tuple[Citation, ...]
    others: tuple[Citation, ...]
    more: int
    stitched: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Quotes:
    """Every quotation of a text, in its order."""

    quotations: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A stored answer in the list."""

    id: str
    question: str
    verdict: str
    quotations: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Askeds:
    """The newest stored answers; ``total`` counts all."""

    total: int
    answers: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Stored:
    """An answer as it was given, when it was, and what became of each of its citations."""

    answer: Answer
    first: str
    last: str
    citations: tuple[Standing, ...]
