"""Gold sets: questions whose evidence is known.

<set>/documents/…            files that are read as ``footnote add`` reads them
<set>/questions.jsonl        {"id", "question", "answerable", "evidence": [{"document", "text", "page"}],
                              "evidence_mode", "about_document", "history", "language"}

All but "question" may be missing: a question without "answerable" can be answered, and one without evidence is asked
for the sake of refusals only. An empty "text" means that the whole page or document is the evidence.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, TypeVar

from qa.questions import Asked, BadQuestions, read_questions

#: Which half of the questions: to tune on, or to check a decision with.
Half = Literal["tuning", "held-back"]
#: So much of a line is shown when something is wrong with it.
SHOWN = 60

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A text that answers, in its document; without a text the whole page or document is the evidence."""

    #: A name of the document as the file gives it, or its id.
    document: str
    text: str
    #: Its physical page, from 1; None where it is not known or the document has none.
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its evidence: any of it is enough, or all of it is needed."""

    id: str
    text: str
    answerable: bool
    evidence: tuple[Evidence, ...]
    needs_all: bool
    #: The document that it is about, where it makes no sense without; else empty.
    about: str = ""
    #: The questions before it, oldest first.
    earlier: tuple[str, ...] = ()
    #: ISO 639-1; empty where the file does not say it.
    language: str = ""

    @property
    def labelled(self) -> bool:
        """Whether it can tell a good ranking from a bad one."""
        return self.answerable and bool(self.evidence)


@dataclass(frozen=True, slots=True)
class Gold:
    """The questions of one file, and what was wrong with it, a sentence each."""

    questions: tuple[Question, ...]
    problems: tuple[str, ...] = ()


def read_gold(file: Path) -> Gold:
    """The questions of a file; lines that are no questions are left out and named.

    Raises:
        BadQuestions: the file cannot be read, or no line of it is a question.
    """
    questions: list[Question] = []
    problems: list[str] = []
    for number, asked in enumerate(read_questions(str(file)), 1):
        try:
            questions.append(_question(number, asked))
        except ValueError as error:
            problems.append(f"Entry {number} of {file} is left out: {error} It begins {asked.line[:SHOWN]!r}.")
    if not questions:
        raise BadQuestions(f"No line of {file} is a question: {problems[0]}")
    return Gold(tuple(questions), tuple(problems))


def half_of(question_id: str) -> Half:
    """The half that a question belongs to, the same on every machine and in every order of the file."""
    return "held-back" if int(hashlib.sha256(question_id.encode()).hexdigest()[:2], 16) % 2 else "tuning"


def chosen(questions: Sequence[Question], limit: int | None = None, only: Half | None = None) -> list[Question]:
    """The questions of one half, or all; of these ``limit``, spread evenly over the file."""
    return spread([one for one in questions if only is None or half_of(one.id) == only], limit)


def spread(items: Sequence[Item], limit: int | None) -> list[Item]:
    """So many items, evenly from the first to the last; all where there are no more or no limit is given."""
    if limit is None or limit >= len(items):
        return list(items)
    return [items[number * len(items) // limit] for number in range(limit)]


def resolved(question: Question, names: Mapping[str, str]) -> tuple[Question | None, list[str]]:
    """The question with ids in the place of its documents' names, and the names that no document has.

    Evidence in a document that is not there is left out; None where a question can then not be judged any more.

    Args:
        question: As it was read.
        names: Name → id; an empty id is a document that is there and could not be read.
    """
    missing = [one.document for one in question.evidence if one.document not in names]
    about = names.get(question.about, "")
    if question.about and not about:
        missing.append(question.about)
    evidence = tuple(replace(one, document=names[one.document]) for one in question.evidence if one.document in names)
    judged = not question.evidence or (
        bool(evidence) and not (question.needs_all and len(evidence) < len(question.evidence))
    )
    return (replace(question, evidence=evidence, about=about) if judged else None), missing


def _question(number: int, asked: Asked) -> Question:
    record = _record(asked.line)
    if not isinstance(record.get("question"), str) or not record["question"].strip():
        raise ValueError('it has no "question" in words.')
    evidence = record.get("evidence") or []
    if not isinstance(evidence, list):
        raise ValueError('its "evidence" is no list.')
    return Question(
        id=asked.name or str(number),
        text=record["question"],
        answerable=bool(record.get("answerable", True)),
        evidence=tuple(map(_evidence, evidence)),
        needs_all=record.get("evidence_mode") == "all",
        about=_text(record, "about_document"),
        earlier=asked.earlier,
        language=_text(record, "language"),
    )


def _record(line: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        raise ValueError("it is not JSON.") from None
    if not isinstance(record, dict):
        raise ValueError("it is no JSON object.")
    return record


def _evidence(item: object) -> Evidence:
    if not isinstance(item, dict) or not _text(item, "document"):
        raise ValueError('a piece of its "evidence" names no "document".')
    page = item.get("page")
    return Evidence(_text(item, "document"), _text(item, "text"), page if isinstance(page, int) and page > 0 else None)


def _text(record: Mapping[str, Any], key: str) -> str:
    value = record.get(key)
    return value if isinstance(value, str) else ""
