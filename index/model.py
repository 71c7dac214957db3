"""The values that the library hands out. No vector and no text of a document sits on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

#: Rows of unit length, float32, shape (n, dimension).
Vectors = npt.NDArray[np.float32]
#: Passage ids as the store gives them (AUTOINCREMENT: never given twice), int64, shape (n,).
Ids = npt.NDArray[np.int64]
#: Scores beside ids, float32, shape (n,).
Scores = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Passage:
    """What is embedded and searched: a run of whole blocks of one section, or a part of one long block.

    ``start`` and ``end`` are offsets into the document's text; ``context`` (title › section) is searched
    with the passage and never quoted.
    """

    first: int
    last: int
    start: int
    end: int
    context: str


@dataclass(frozen=True, slots=True)
class Filters:
    """Which documents may answer. Empty fields let everything through; a document must pass all that are not.

    ``authors`` and ``series`` are compared without case and diacritics, authors by whole names or surnames;
    ``documents`` are ids, sources or file names; ``since`` and ``until`` are ISO dates, both inclusive;
    ``languages`` are ISO 639-1 codes or names of languages; ``as_of`` is an ISO date: the library as it stood then,
    so only documents that were out by its end, whichever day of their month or year they are of. A document of which
    a field is not known passes no filter on it.
    """

    authors: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    series: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    as_of: str = ""

    def __bool__(self) -> bool:
        return self != Filters()


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the catalogue: what ``footnote list`` prints of a document."""

    document: str
    source: str
    title: str
    authors: tuple[str, ...]
    published: str
    publisher: str
    series: str
    topics: tuple[str, ...]
    language: str
    #: The format as it was read, an Internet media type; empty where it was read before this was recorded.
    media_type: str
    paragraphs: int
    pages: int
    #: When it was added: ISO 8601, UTC.
    added: str
    warnings: tuple[str, ...]
    #: The fields above that the user has corrected.
    corrected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Removal:
    """A document that was removed, and how much quotes it: kept, or removed with it where that was wished."""

    entry: Entry
    #: Stored answers.
    answers: int
    #: Pins of dossiers.
    pins: int


@dataclass(frozen=True, slots=True)
class Attempt:
    """Who read a file: which version of the readers, and whether they might recognise text in pictures."""

    version: int
    ocr: bool = False

    def covers(self, other: Attempt) -> bool:
        """Whether the other attempt would find nothing that this one did not."""
        return self.version >= other.version and self.ocr >= other.ocr


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be added, until it changes, is added after all, or is dismissed."""

    source: str
    code: str
    message: str
    at: str


@dataclass(frozen=True, slots=True)
class WeighedWord:
    """A content word of a question in this library."""

    surface: str
    #: Every term that counts as the word.
    alternatives: tuple[str, ...]
    #: Its idf: how much it tells.
    weight: float
    #: How many passages hold it.
    passages: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A ranked passage; ``words`` and ``meaning`` are what it was found by ("why this?")."""

    document: str
    passage: int
    first: int
    last: int
    start: int
    end: int
    #: What it is ordered by, from 0 to 1.
    score: float
    #: Share of the best possible BM25 score of the question, 0–1.
    words: float
    #: Cosine of question and passage, −1–1.
    meaning: float


@dataclass(frozen=True, slots=True)
class Standing:
    """Where words stand in a document: offsets into its text, and the number of their paragraph."""

    document: str
    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Departed:
    """A document that was removed: what it was called, and when it went (ISO 8601, UTC)."""

    source: str
    at: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: one line of ``footnote add --json``."""

    path: str
    outcome: Literal["added", "unchanged", "replaced", "failed", "removed", "renamed"]
    document: str | None = None
    paragraphs: int | None = None
    code: str | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """Where an addition stands: ``done`` of ``total`` units of the stage (pages read, passages embedded)."""

    path: str
    stage: Literal["reading", "embedding", "storing"]
    done: int
    total: int
