"""Gold sets in memory, for sweeps: the questions and the hit rule of qa.evaluation, and documents without a library."""

from __future__ import annotations

from pathlib import Path

from documents.errors import DocumentError
from documents.model import Document
from documents.read import read
from qa.evaluation.gold import Question, read_gold, spread
from qa.evaluation.relevance import Candidate, candidate, hits

__all__ = ["Candidate", "Question", "candidate", "documents", "every_question", "hits", "questions"]


def questions(folder: Path, limit: int | None = None) -> list[Question]:
    """The questions of a set that have evidence; with a limit, that many, spread evenly over the file."""
    return spread([question for question in every_question(folder) if question.labelled], limit)


def every_question(folder: Path) -> tuple[Question, ...]:
    """All questions of a set, the unanswerable ones as well."""
    return read_gold(folder / "questions.jsonl").questions


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
