"""A file of questions: one a line, or JSON lines with "id", "question", and "history" where others came before."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


class BadQuestions(ValueError):
    """The file as a whole cannot be read; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of the file; ``question`` is None where a JSON line has none."""

    name: str | None
    question: str | None
    line: str
    #: The questions before it, oldest first.
    earlier: tuple[str, ...] = ()


def read_questions(file: str) -> list[Asked]:
    """The questions of a file, each with its id where it has one; "-" is standard input.

    Raises:
        BadQuestions: the file is not there, is not UTF-8, or holds no question.
    """
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise BadQuestions(f"The file of questions cannot be read ({error.strerror}): {file}") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadQuestions(f"The file of questions is not UTF-8: save it as UTF-8. {file}") from error
    asked = [_asked(line.strip()) for line in text.split("\n") if line.strip()]
    if not asked:
        raise BadQuestions(f"The file of questions is empty: write one question a line. {file}")
    return asked


def _asked(line: str) -> Asked:
    """A JSON object is a question with its id; any other line is the question itself."""
    item: object = None
    if line.startswith("{"):
        try:
            item = json.loads(line)
        except (ValueError, RecursionError):
            item = None
    if not isinstance(item, dict):
        return Asked(None, line, line)
    name, question = item.get("id"), item.get("question")
    return Asked(
        str(name) if isinstance(name, str | int) else None,
        question if isinstance(question, str) else None,
        line,
        _earlier(item.get("history")),
    )


#: Who speaks where a turn of the history is no question.
_ANSWERING = frozenset({"agent", "assistant", "system", "bot"})


def _earlier(history: object) -> tuple[str, ...]:
    """The questions of a history: a list of texts, or of turns with "text" or "content" and "speaker" or "role"."""
    turns = history if isinstance(history, list) else []
    return tuple(text for turn in turns if (text := _said(turn)))


def _said(turn: object) -> str:
    if isinstance(turn, str):
        return turn
    if not isinstance(turn, Mapping) or str(turn.get("speaker", turn.get("role"))).lower() in _ANSWERING:
        return ""
    text = turn.get("text", turn.get("content"))
    return text if isinstance(text, str) else ""
