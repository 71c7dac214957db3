"""Dossiers: quotations of several answers, in the user's order and with the user's notes, held against the library."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.dossiers import NewPin, StoredPin
from index.errors import LibraryDamaged, NotKept
from qa.anchors import Resolution, address_of, resolve
from qa.model import Answer, Citation
from qa.record import BadRecord, citation_of, citation_record

if TYPE_CHECKING:
    from index.library import Library
    from index.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Pin:
    """A pinned quotation; ``place`` counts from 1, ``id`` stays its own whatever is moved."""

    id: int
    place: int
    citation: Citation
    #: What it was quoted for, and the id of the stored answer that quoted it; both may be empty.
    question: str
    answer: str
    note: str
    #: When it was pinned, ISO 8601, UTC.
    made: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """Quotations in the order of their places."""

    name: str
    pins: tuple[Pin, ...]


def dossier(view: Snapshot, name: str) -> Dossier:
    """The dossier of this name.

    Raises:
        NotKept: there is none.
        LibraryDamaged: a pin of it is not what was pinned.
    """
    return Dossier(" ".join(name.split()), tuple(map(_pin, view.dossiers.pins(name))))


def latest(view: Snapshot) -> str | None:
    """The name of the dossier that was made or pinned to last; None where there is none."""
    return view.dossiers.latest()


def today(view: Snapshot, pin: Pin) -> Resolution:
    """What became of a pinned quotation.

    Raises:
        LibraryDamaged: the text of a document is not what was added.
    """
    return resolve(view, address_of(pin.citation))


def make(library: Library, name: str) -> None:
    """Make an empty dossier, if there is none of this name.

    Raises:
        BadDossier: none can be called so.
    """
    with library.keeping() as kept:
        kept.dossiers.make(name)


def pin(library: Library, name: str, cited: Citation, answer: Answer | None = None) -> int:
    """Pin a quotation at the end of a dossier, which is made where it is not there; the id of the pin.

    The same place pinned again is the pin that is there.

    Args:
        library: Where the dossier is kept.
        name: Of the dossier.
        cited: The quotation.
        answer: That it was quoted for, stored or not: the pin leads back to it while it is.

    Raises:
        BadDossier: no dossier can be called so.
    """
    body = json.dumps(citation_record(cited), ensure_ascii=False, separators=(",", ":"))
    question, known = (answer.question, answer.id) if answer else ("", "")
    with library.keeping() as kept:
        return kept.dossiers.pin(name, NewPin(_key(cited), cited.document, body, question, known))


def quotation(answer: Answer, number: int) -> Citation:
    """The quotation of this number among the citations of an answer.

    Raises:
        NotKept: it has none.
    """
    cited = next((one for one in answer.citations if one.number == number), None)
    if cited is None:
        raise NotKept(f"The answer has no quotation {number}: `footnote answers {answer.id}` prints it.")
    return cited


def unpin(library: Library, name: str, number: int) -> None:
    """Take the pin of this id out of a dossier, with its note.

    Raises:
        NotKept: there is no such dossier, or no such pin in it.
    """
    with library.keeping(erasing=True) as kept:
        kept.dossiers.unpin(name, number)


def move(library: Library, name: str, number: int, place: int) -> None:
    """Put the pin of this id at a place, from 1; beyond the last it is the last.

    Raises:
        NotKept: there is no such dossier, or no such pin in it.
    """
    with library.keeping() as kept:
        kept.dossiers.move(name, number, place)


def annotate(library: Library, name: str, number: int, note: str) -> None:
    """Write the note of the pin of this id; an empty one takes it away.

    Raises:
        NotKept: there is no such dossier, or no such pin in it.
        BadDossier: the note is too long.
    """
    with library.keeping(erasing=True) as kept:
        kept.dossiers.annotate(name, number, note.strip())


def rename(library: Library, name: str, new: str) -> None:
    """Give a dossier another name.

    Raises:
        NotKept: there is no dossier of this name.
        BadDossier: another has the new name, or none can be called so.
    """
    with library.keeping() as kept:
        kept.dossiers.rename(name, new)


def remove(library: Library, name: str) -> None:
    """Remove a dossier with its pins and notes for good; the answers stay.

    Raises:
        NotKept: there is none of this name.
    """
    with library.keeping(erasing=True) as kept:
        kept.dossiers.remove(name)


def _key(citation: Citation) -> str:
    """The place that is quoted: by its words, so that it is the same when the file is read again."""
    anchor = citation.anchor
    return f"{citation.document} {anchor.paragraph} {citation.paragraph} {anchor.start}-{anchor.end}"


def _pin(stored: StoredPin) -> Pin:
    try:
        cited = citation_of(json.loads(stored.citation))
    except (BadRecord, ValueError) as error:
        raise LibraryDamaged(
            f"Pin {stored.id} cannot be read: take it out with `footnote dossier unpin`, and pin the quotation again."
        ) from error
    return Pin(stored.id, stored.place, cited, stored.question, stored.answer, stored.note, stored.made)
