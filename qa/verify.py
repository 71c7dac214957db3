"""A saved answer against the library of today: is each citation unchanged, moved, edited or gone?"""

from __future__ import annotations

import json
from collections.abc import Iterator
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
}


class BadRecord(ValueError):
    """The file is not an answer record."""


def check_answer(view: Snapshot, text: str) -> Iterator[dict[str, Any]]:
    """One finding for each citation of an answer record.

    Raises:
        BadRecord: the text is not the JSON of one answer.
    """
    try:
        citations = json.loads(text)["citations"]
        wanted = [(one["number"], one["document"], one["paragraph"], one["quote"], one["anchor"]) for one in citations]
    except (ValueError, KeyError, TypeError) as error:
        raise BadRecord("it is not an answer record: give the output of `footnote ask --json`") from error
    for number, document, paragraph, quote, anchor in wanted:
        found, place = _check(view, document, paragraph, quote, anchor)
        yield {
            "finding": found,
            "citation": number,
            "document": place[0],
            "paragraph": place[1],
            "message": MESSAGES[found],
        }


def _check(
    view: Snapshot, document: str, paragraph: int, quote: str, anchor: dict[str, Any]
) -> tuple[str, tuple[str, int]]:
    place = view.locate(document, paragraph, anchor["paragraph"])
    if place is None:
        there = view.living(document) is not None
        return ("edited" if there else "gone"), (document, paragraph)
    block_text = _paragraph(view, *place)
    if block_text[anchor["start"] : anchor["end"]] != quote:
        return "edited", place
    return ("unchanged" if place == (document, paragraph) else "moved"), place


def _paragraph(view: Snapshot, document: str, number: int) -> str:
    held = view.document(document)
    return held.text_of(held.paragraphs[number - 1])
