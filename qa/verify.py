"""A saved answer against the library of today: what became of each citation, and do the statements quote them?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from qa.anchors import Address, Resolution, State, address_of, resolve
from qa.difference import told
from qa.model import Citation
from qa.record import NO_RECORD, BadRecord, citation_of, objects_of

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


def check_answer(view: Snapshot, text: str) -> Iterator[dict[str, Any]]:
    """One finding for each citation of each answer record, and one for each statement that misquotes its citation.

    Args:
        view: The library of today.
        text: One record, or JSON lines of records.

    Raises:
        BadRecord: the text holds anything else.
        LibraryDamaged: the text of a document is not what was added.
    """
    for answer, citations, statements in [_read(one) for one in objects_of(text)]:
        for cited in citations:
            yield _finding(answer, cited, resolve(view, address_of(cited)))
        quotes: dict[object, str] = {cited.number: cited.quote for cited in citations}
        for number, said in statements:
            if quotes.get(number) != said:
                yield _line(ALTERED, answer, number, MESSAGES[ALTERED])


def _read(record: Mapping[str, Any]) -> tuple[object, list[Citation], list[tuple[object, object]]]:
    """The parts of a record whose statements may say anything: that is what is to be found out."""
    try:
        citations = [citation_of(one) for one in _listed(record["citations"])]
        statements = [(one["citation"], one["text"]) for one in _listed(record["statements"])]
    except (KeyError, TypeError) as error:
        raise BadRecord(NO_RECORD) from error
    return record.get("id"), citations, statements


def _listed(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("not a list")
    return value


def _finding(answer: object, cited: Citation, today: Resolution) -> dict[str, Any]:
    line = _line(today.state.value, answer, cited.number, message(address_of(cited), today))
    place = {"paragraph": today.paragraph, "start": today.start, "end": today.end}
    changes = [asdict(change) for change in today.changes]
    return {**line, "document": today.document or cited.document, **place, "difference": changes}


def _line(finding: str, answer: object, number: object, said: str) -> dict[str, Any]:
    """A finding that is about no place."""
    return {
        "finding": finding, "answer": answer, "citation": number, "document": None, "paragraph": None,
        "start": None, "end": None, "difference": [], "message": said,
    }  # fmt: skip


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
