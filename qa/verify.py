"""A saved answer against the library of today: is each citation unchanged, moved, edited or gone?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.snapshot import Snapshot

#: The findings that leave a citation right: its paragraph says what it said.
SOUND = frozenset({"unchanged", "moved"})

MESSAGES = {
    "unchanged": "the quotation stands where it stood",
    "moved": "the paragraph stands unchanged in another place",
    "edited": "the document is there, but its paragraph no longer says this",
    "gone": "the document is no longer in the library",
    "altered": "the statement is not the quotation of its citation",
}
_NO_RECORD = "it is not an answer record: give the output of `footnote ask --json`"


class BadRecord(ValueError):
    """The file is not an answer record."""


@dataclass(frozen=True, slots=True)
class _Cited:
    """What a record says of one citation; ``start`` and ``end`` are offsets into the paragraph."""

    number: int
    document: str
    paragraph: int
    quote: str
    name: str
    start: int
    end: int

    def __post_init__(self) -> None:
        numbers = (self.number, self.paragraph, self.start, self.end)
        texts = (self.document, self.quote, self.name)
        whole = all(type(one) is int for one in numbers) and all(isinstance(one, str) and one for one in texts)
        if not whole or not 0 <= self.start < self.end:
            raise ValueError("not a citation")


def check_answer(view: Snapshot, text: str) -> Iterator[dict[str, Any]]:
    """One finding for each citation of each answer record, and one for each statement that misquotes its citation.

    Args:
        view: The library of today.
        text: One record, or JSON lines of records.

    Raises:
        BadRecord: the text holds anything else.
    """
    for answer, citations, statements in [_read(one) for one in _records(text)]:
        for cited in citations:
            found, (document, paragraph) = _check(view, cited)
            yield _finding(answer, cited.number, found, document, paragraph)
        quotes = {cited.number: cited.quote for cited in citations}
        for number, said in statements:
            if quotes.get(number) != said:
                yield _finding(answer, number, "altered", None, None)


def _records(text: str) -> list[dict[str, Any]]:
    try:
        try:
            found = [json.loads(text)]
        except json.JSONDecodeError:
            found = [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError) as error:
        raise BadRecord(_NO_RECORD) from error
    if not found or not all(isinstance(one, dict) for one in found):
        raise BadRecord(_NO_RECORD)
    return found


def _read(record: dict[str, Any]) -> tuple[object, list[_Cited], list[tuple[int, str]]]:
    try:
        citations = [
            _Cited(
                one["number"], one["document"], one["paragraph"], one["quote"],
                one["anchor"]["paragraph"], one["anchor"]["start"], one["anchor"]["end"],
            )
            for one in _listed(record["citations"])
        ]  # fmt: skip
        statements = [(one["citation"], one["text"]) for one in _listed(record["statements"])]
    except (KeyError, TypeError, ValueError) as error:
        raise BadRecord(_NO_RECORD) from error
    return record.get("id"), citations, statements


def _listed(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("not a list")
    return value


def _finding(answer: object, number: int, found: str, document: str | None, paragraph: int | None) -> dict[str, Any]:
    return {
        "finding": found,
        "answer": answer,
        "citation": number,
        "document": document,
        "paragraph": paragraph,
        "message": MESSAGES[found],
    }


def _check(view: Snapshot, cited: _Cited) -> tuple[str, tuple[str, int]]:
    before = cited.document, cited.paragraph
    place = view.locate(cited.document, cited.paragraph, cited.name)
    if place is None:
        return ("gone" if view.living(cited.document) is None else "edited"), before
    document, number = place
    held = view.document(document)
    if held.text_of(held.paragraphs[number - 1])[cited.start : cited.end] != cited.quote:
        return "edited", place
    return ("unchanged" if place == before else "moved"), place
