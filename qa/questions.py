"""A file of questions: one a line, or JSON lines with "id" and "question"."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path


def read_questions(file: str) -> list[tuple[str | None, str]]:
    """The questions of a file, each with its id where it has one; "-" is standard input.

    Raises:
        OSError: the file cannot be read.
    """
    text = sys.stdin.read() if file == "-" else Path(file).read_text("utf-8-sig", errors="replace")
    return list(_questions(text))


def _questions(text: str) -> Iterator[tuple[str | None, str]]:
    for line in text.split("\n"):
        if not line.strip():
            continue
        item = _object(line) if line.lstrip().startswith("{") else None
        if item is None:
            yield None, line.strip()
        else:
            name = item.get("id")
            yield (None if name is None else str(name)), str(item["question"])


def _object(line: str) -> dict[str, object] | None:
    """The line as a JSON object with a question; a line that is not one is a question that begins with a brace."""
    try:
        item = json.loads(line)
    except ValueError:
        return None
    return item if isinstance(item, dict) and "question" in item else None
