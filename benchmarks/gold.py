"""Gold sets: a folder of documents and questions whose evidence is known.

<set>/documents/…            files that documents.read understands
<set>/questions.jsonl        {"id", "question", "answerable", "evidence": [{"document", "text", "page"}],
                              "evidence_mode"}
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from documents.errors import DocumentError
from documents.model import Document
from documents.read import read
from index.analysis import words

#: A passage holds the evidence when it has this share of the words of the shorter of both.
OVERLAP = 0.8


@dataclass(frozen=True)
class Evidence:
    """A text that answers, in its document; without a text the whole document or page is the evidence."""

    document: str
    text: str
    page: int | None

    @cached_property
    def words(self) -> frozenset[str]:
        """The distinct words of the evidence."""
        return frozenset(words(self.text))


@dataclass(frozen=True)
class Question:
    """A question with its evidence: any of it is enough, or all of it is needed."""

    id: str
    text: str
    answerable: bool
    evidence: tuple[Evidence, ...]
    needs_all: bool


@dataclass(frozen=True)
class Candidate:
    """A passage as the hit rule sees it: the name of its document, its text, its first and last physical page."""

    document: str
    text: str
    pages: tuple[int, int] | None = None
    words: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", frozenset(words(self.text)))

    def holds(self, evidence: Evidence) -> bool:
        """The rule: the same document, the same page in a PDF, and enough of the words."""
        if self.document != evidence.document:
            return False
        if evidence.page is not None and self.pages and not self.pages[0] <= evidence.page <= self.pages[1]:
            return False
        shared = len(self.words & evidence.words)
        return not evidence.words or shared >= OVERLAP * min(len(self.words), len(evidence.words)) > 0


def hits(question: Question, ranked: Sequence[Candidate]) -> list[bool]:
    """For each rank whether the question is served by then: by any evidence, or by all of it."""
    missing = set(range(len(question.evidence)))
    served = []
    for candidate in ranked:
        missing -= {number for number in missing if candidate.holds(question.evidence[number])}
        served.append(not missing if question.needs_all else len(missing) < len(question.evidence))
    return served


def questions(folder: Path, limit: int | None = None) -> list[Question]:
    """The answerable questions of a set; with a limit, that many, spread evenly over the file."""
    answerable = [question for question in every_question(folder) if question.answerable]
    if limit is None or limit >= len(answerable):
        return answerable
    return [answerable[number * len(answerable) // limit] for number in range(limit)]


def every_question(folder: Path) -> list[Question]:
    """All questions of a set, the unanswerable ones as well."""
    lines = (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [_question(json.loads(line)) for line in lines if line.strip()]


def documents(folder: Path, limit: int | None = None) -> dict[str, Document]:
    """The documents of the set that can be read, by file name, in the names' order; with a limit, the first so many."""
    paths = sorted(path for path in (folder / "documents").rglob("*") if path.is_file())[:limit]
    read_ones = ((path.name, _read(path)) for path in paths)
    return {name: document for name, document in read_ones if document is not None}


def _read(path: Path) -> Document | None:
    try:
        return read(path.read_bytes(), str(path))
    except DocumentError:
        return None


def _question(record: dict[str, object]) -> Question:
    evidence = record.get("evidence")
    return Question(
        id=str(record["id"]),
        text=str(record["question"]),
        answerable=bool(record.get("answerable", True)) and bool(evidence),
        evidence=tuple(map(_evidence, evidence if isinstance(evidence, list) else [])),
        needs_all=record.get("evidence_mode") == "all",
    )


def _evidence(record: dict[str, object]) -> Evidence:
    page = record.get("page")
    return Evidence(str(record["document"]), str(record.get("text") or ""), page if isinstance(page, int) else None)
