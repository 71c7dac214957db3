"""Dossiers: quotations that a user has pinned, in the user's order and with the user's notes.

The places of the pins of a dossier are always 1, 2, 3 … without a gap; the table itself refuses that two have one.
What is pinned is a text with a seal, and the id of the document that it quotes; it stays when the answer goes that it
was pinned from.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.connection import Connection
from index.errors import BadDossier, LibraryDamaged, NotKept
from index.rows import now

#: Characters of a name and of a note: more is no name, and a document of one's own.
LONGEST_NAME, LONGEST_NOTE = 120, 4_000


@dataclass(frozen=True, slots=True)
class DossierLine:
    """A line of the list of dossiers."""

    name: str
    pins: int
    #: ISO 8601, UTC.
    made: str


@dataclass(frozen=True, slots=True)
class NewPin:
    """A quotation to be pinned."""

    #: Names the place that is quoted: pinned again it is the same pin.
    key: str
    #: The id of the document.
    document: str
    #: JSON.
    citation: str
    question: str
    #: The id of the stored answer; empty where there is none.
    answer: str


@dataclass(frozen=True, slots=True)
class StoredPin:
    """A pinned quotation; ``place`` counts from 1, ``id`` is never given again."""

    id: int
    place: int
    citation: str
    question: str
    answer: str
    note: str
    #: ISO 8601, UTC.
    made: str


class DossierReader:
    """The dossiers of one snapshot."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def lines(self) -> tuple[DossierLine, ...]:
        """All dossiers, the oldest first."""
        return tuple(DossierLine(*row) for row in self._connection.all(
            "SELECT name, (SELECT count(*) FROM pin WHERE dossier = dossier.id), made FROM dossier ORDER BY id"
        ))  # fmt: skip

    def latest(self) -> str | None:
        """The name of the one that was made or pinned to last; None where there is none."""
        row = self._connection.first(
            "SELECT name FROM dossier "
            "ORDER BY coalesce((SELECT max(made) FROM pin WHERE dossier = dossier.id), made) DESC, id DESC LIMIT 1"
        )
        return str(row[0]) if row else None

    def pins(self, name: str) -> tuple[StoredPin, ...]:
        """The pins of a dossier in their order.

        Raises:
            NotKept: there is no dossier of this name.
            LibraryDamaged: a pin is not what was pinned.
        """
        return tuple(self._pin(number) for number in self._order(self._dossier(name)))

    def _pin(self, number: int) -> StoredPin:
        row = self._connection.one(
            "SELECT id, place, citation, question, coalesce(answer, ''), note, made, seal FROM pin WHERE id = ?", number
        )
        pin, seal = StoredPin(*row[:-1]), row[-1]
        if _seal(pin.citation, pin.question) != seal:
            raise LibraryDamaged(
                f"Pin {number} is damaged in the library (it fails its checksum): take it out with "
                "`footnote dossier unpin`, and pin the quotation again."
            )
        return pin

    def damaged(self) -> Iterator[tuple[str, int]]:
        """Dossier and id of the pins that cannot be read."""
        found = self._connection.all("SELECT d.name, p.id FROM pin p JOIN dossier d ON d.id = p.dossier ORDER BY p.id")
        for name, number in found:
            try:
                self._pin(number)
            except LibraryDamaged:
                yield name, number

    def out_of_order(self) -> tuple[str, ...]:
        """The names of the dossiers whose places are not 1, 2, 3 …: there should be none."""
        found = self._connection.all(
            "SELECT name FROM dossier WHERE (SELECT count(*) || ':' || coalesce(min(place), 1) || ':' || "
            "coalesce(max(place), 0) FROM pin WHERE dossier = dossier.id) <> "
            "(SELECT count(*) || ':1:' || count(*) FROM pin WHERE dossier = dossier.id) ORDER BY id"
        )
        return tuple(name for (name,) in found)

    def quoting(self, documents: Sequence[str]) -> int:
        """How many pins quote any of these documents."""
        return int(self._connection.one(
            "SELECT count(*) FROM pin WHERE document IN (SELECT value FROM json_each(?))", json.dumps(list(documents))
        )[0])  # fmt: skip

    def _dossier(self, name: str) -> int:
        row = self._connection.first("SELECT id FROM dossier WHERE name = ?", named(name))
        if row is None:
            raise NotKept(f"There is no dossier “{name}”: `footnote dossier` lists them.")
        return int(row[0])

    def _order(self, dossier: int) -> list[int]:
        """The ids of its pins in their order."""
        found = self._connection.all("SELECT id FROM pin WHERE dossier = ? ORDER BY place", dossier)
        return [number for (number,) in found]


class DossierWriter(DossierReader):
    """The dossiers in one transaction."""

    def make(self, name: str) -> None:
        """Make a dossier, if there is none of this name yet.

        Raises:
            BadDossier: no dossier can be called so.
        """
        self._connection.run("INSERT OR IGNORE INTO dossier(name, made) VALUES (?, ?)", named(name), now())

    def rename(self, name: str, new: str) -> None:
        """Give a dossier another name.

        Raises:
            NotKept: there is no dossier of this name.
            BadDossier: another has the new one, or none can be called so.
        """
        dossier, wanted = self._dossier(name), named(new)
        if self._connection.first("SELECT 1 FROM dossier WHERE name = ? AND id <> ?", wanted, dossier):
            raise BadDossier(f"There is a dossier “{wanted}” already: choose another name.")
        self._connection.run("UPDATE dossier SET name = ? WHERE id = ?", wanted, dossier)

    def remove(self, name: str) -> None:
        """Remove a dossier with its pins and notes for good.

        Raises:
            NotKept: there is none of this name.
        """
        self._connection.run("DELETE FROM dossier WHERE id = ?", self._dossier(name))

    def pin(self, name: str, new: NewPin) -> int:
        """Pin a quotation at the end of a dossier, which is made if it is not there; the id of the pin.

        One that is pinned there already stays where it is, with its note.

        Raises:
            BadDossier: no dossier can be called so.
        """
        self.make(name)
        dossier = self._dossier(name)
        self._connection.run(
            "INSERT INTO pin(dossier, place, key, document, question, answer, note, made, seal, citation) "
            "VALUES (?, (SELECT count(*) + 1 FROM pin WHERE dossier = ?), ?, ?, ?, "
            "(SELECT id FROM answer WHERE id = ?), '', ?, ?, ?) ON CONFLICT (dossier, key) DO NOTHING",
            dossier, dossier, new.key, new.document, new.question, new.answer, now(),
            _seal(new.citation, new.question), new.citation,
        )  # fmt: skip
        return int(self._connection.one("SELECT id FROM pin WHERE dossier = ? AND key = ?", dossier, new.key)[0])

    def unpin(self, name: str, number: int) -> None:
        """Take a quotation out of a dossier; the ones behind it move up.

        Raises:
            NotKept: there is no such dossier, or no such pin in it.
        """
        dossier, order = self._holding(name, number)
        self._connection.run("DELETE FROM pin WHERE id = ?", number)
        self._put(dossier, [one for one in order if one != number])

    def move(self, name: str, number: int, place: int) -> None:
        """Put a quotation at a place from 1, or at the end; the others keep their order.

        Raises:
            NotKept: there is no such dossier, or no such pin in it.
        """
        dossier, order = self._holding(name, number)
        order.remove(number)
        order.insert(max(place, 1) - 1, number)
        self._put(dossier, order)

    def annotate(self, name: str, number: int, note: str) -> None:
        """Write the note of a pin; an empty one takes it away.

        Raises:
            NotKept: there is no such dossier, or no such pin in it.
            BadDossier: the note is too long.
        """
        self._holding(name, number)
        if len(note) > LONGEST_NOTE:
            raise BadDossier(f"The note has {len(note):,} characters: keep it under {LONGEST_NOTE:,}.")
        self._connection.run("UPDATE pin SET note = ? WHERE id = ?", note, number)

    def unpin_quoting(self, documents: Sequence[str]) -> int:
        """Take everything out of all dossiers that quotes these documents; how many pins it was."""
        names = json.dumps(list(documents))
        quoting = "document IN (SELECT value FROM json_each(?))"
        touched = self._connection.all(f"SELECT DISTINCT dossier FROM pin WHERE {quoting}", names)  # noqa: S608
        removed = self._connection.run(f"DELETE FROM pin WHERE {quoting}", names)  # noqa: S608
        for (dossier,) in touched:
            self._put(dossier, self._order(dossier))
        return removed

    def _holding(self, name: str, number: int) -> tuple[int, list[int]]:
        """The dossier that has this pin, and the order of its pins."""
        dossier = self._dossier(name)
        order = self._order(dossier)
        if number not in order:
            raise NotKept(f"There is no pin {number} in “{name}”: `footnote dossier show` prints their numbers.")
        return dossier, order

    def _put(self, dossier: int, order: Sequence[int]) -> None:
        """Give the pins their places. In two steps: no two may have one place even for a moment."""
        self._connection.run("UPDATE pin SET place = -place WHERE dossier = ?", dossier)
        self._connection.many("UPDATE pin SET place = ? WHERE id = ?", enumerate(order, 1))


def named(name: str) -> str:
    """The name of a dossier with its white space collapsed.

    Raises:
        BadDossier: it is empty or too long.
    """
    plain = " ".join("".join(c if c.isprintable() else " " for c in name).split())
    if not plain:
        raise BadDossier("A dossier needs a name: write one.")
    if len(plain) > LONGEST_NAME:
        raise BadDossier(f"The name has {len(plain):,} characters: keep it under {LONGEST_NAME}.")
    return plain


def _seal(citation: str, question: str) -> str:
    return hashlib.sha256(json.dumps([citation, question]).encode()).hexdigest()
