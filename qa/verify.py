"""A saved answer against the library of today: what became of each citation, and do the statements quote them?"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from qa.anchors import Address, Resolution, State, resolve
from qa.difference import told
from qa.model import Anchor

if TYPE_CHECKING:
    from index.snapshot import Snapshot

#: A statement of an answer that is not the quotation of its citation.
ALTERED = "altered"
#: What each finding means.
MESSAGES = {
    State.UNCHANGED.value: "the quotation stands where it stood",
    State.MOVED.value: "the quotation stands word for word in another place",
    State.EDITED.value: "its place is there, and says something else",
    State.REMOVED.value: "the document is there, and nothing in it says this",
    State.AMBIGUOUS.value: "its words stand in several places, and nothing tells which is meant",
    State.GONE.value: "the document is no longer in the library",
    ALTERED: "the statement is not the quotation of its citation",
}
_NO_RECORD = "it is not an answer record: give the output of `footnote ask --json`"


class BadRecord(ValueError):
    """The file is not an answer record."""


@dataclass(frozen=True, slots=True)
class _Cited:
    """What a record says of one citation."""

    number: int
    quote: str
    address: Address

    def __post_init__(self) -> None:
        one = self.address
        numbers = (self.number, one.paragraph, one.anchor.start, one.anchor.end, one.offset)
        texts = (self.quote, one.document, one.anchor.paragraph, one.anchor.exact)
        others = (one.anchor.prefix, one.anchor.suffix, one.title, one.published)
        whole = all(type(one) is int for one in numbers) and all(isinstance(one, str) and one for one in texts)
        if not whole or not all(isinstance(one, str) for one in others) or not 0 <= one.anchor.start < one.anchor.end:
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
            yield _finding(answer, cited, resolve(view, cited.address))
        quotes = {cited.number: cited.quote for cited in citations if cited.quote == cited.address.anchor.exact}
        for number, said in statements:
            if quotes.get(number) != said:
                yield {"finding": ALTERED, "answer": answer, "citation": number, "document": None, "paragraph": None,
                       "start": None, "end": None, "difference": [], "message": MESSAGES[ALTERED]}  # fmt: skip


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
        citations = [_cited(one) for one in _listed(record["citations"])]
        statements = [(one["citation"], one["text"]) for one in _listed(record["statements"])]
    except (KeyError, TypeError, ValueError) as error:
        raise BadRecord(_NO_RECORD) from error
    return record.get("id"), citations, statements


def _cited(one: Mapping[str, Any]) -> _Cited:
    anchor = one["anchor"]
    address = Address(
        one["document"], one["paragraph"],
        Anchor(
            anchor["paragraph"], anchor["start"], anchor["end"], anchor["exact"], anchor["prefix"], anchor["suffix"],
            unique=anchor.get("unique") is True,
        ),
        one["start"], one["title"], one["published"],
    )  # fmt: skip
    return _Cited(one["number"], one["quote"], address)


def _listed(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("not a list")
    return value


def _finding(answer: object, cited: _Cited, today: Resolution) -> dict[str, Any]:
    return {
        "finding": today.state.value,
        "answer": answer,
        "citation": cited.number,
        "document": today.document or cited.address.document,
        "paragraph": today.paragraph,
        "start": today.start,
        "end": today.end,
        "difference": [asdict(change) for change in today.changes],
        "message": message(cited.address, today),
    }


def message(address: Address, today: Resolution) -> str:
    """What became of a citation, in a sentence."""
    newer = today.document != address.document
    match today.state:
        case State.MOVED if today.elsewhere:
            return f"{_went(today)}; the quotation stands word for word in “{today.name}”, ¶ {today.paragraph}"
        case State.MOVED:
            version = " of the newer version" if newer else ""
            return f"the quotation stands word for word in ¶ {today.paragraph}{version}"
        case State.EDITED:
            return f"¶ {today.paragraph} says something else now: {told(today.changes)}"
        case State.REMOVED if newer:
            return "the newer version of the document does not say this any more"
        case State.GONE:
            return _went(today)
        case _:
            return MESSAGES[today.state.value]


def _went(today: Resolution) -> str:
    return f"the document was removed from the library on {today.removed[:10]}" if today.removed else MESSAGES["gone"]
