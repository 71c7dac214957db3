"""Answers as the library keeps them: each once, under the name of its content, newest first.

What is in a record is the business of whoever keeps it: here it is bytes with a seal, and the ids of the documents
that it quotes. An answer changes no generation: nothing that is searched depends on it.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.connection import Connection, Row
from index.errors import LibraryDamaged
from index.rows import now

#: A record of 20 kB becomes 5 kB in half a millisecond; higher levels save nothing that is worth their time
#: (docs/decisions/0013).
LEVEL = 6


@dataclass(frozen=True, slots=True)
class Stored:
    """An answer to be kept. ``id`` is 16 hexadecimal characters that name its content."""

    id: str
    question: str
    verdict: str
    record: bytes
    #: The ids of the documents that it quotes, once for each quotation.
    quoted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """A line of the list of answers; ``first`` and ``last`` are when it was given, ISO 8601, UTC."""

    id: str
    question: str
    verdict: str
    quotations: int
    first: str
    last: str
    #: Counts the answers as they were given: pages of a list go on below one, whatever is given meanwhile.
    turn: int


_LINE = "id, question, verdict, quotations, first, last, turn"


class AnswerReader:
    """The answers of one snapshot."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def count(self) -> int:
        """How many there are."""
        return int(self._connection.one("SELECT count(*) FROM answer")[0])

    def lines(self, limit: int, below: int | None = None) -> tuple[AnswerLine, ...]:
        """The newest ``limit``, or those that come next ``below`` a turn."""
        found = self._connection.all(
            f"SELECT {_LINE} FROM answer WHERE ? IS NULL OR turn < ? ORDER BY turn DESC LIMIT ?",  # noqa: S608 our own
            below, below, limit,
        )  # fmt: skip
        return tuple(AnswerLine(*row) for row in found)

    def get(self, name: str) -> tuple[AnswerLine, bytes] | None:
        """The line and the record of an answer; None where there is none of this id.

        Raises:
            LibraryDamaged: it is not what was kept.
        """
        row = self._connection.first(f"SELECT seal, record, {_LINE} FROM answer WHERE id = ?", name)  # noqa: S608
        return (AnswerLine(*row[2:]), _opened(row)) if row else None

    def damaged(self) -> Iterator[str]:
        """The ids of those that cannot be read, newest first."""
        for (name,) in self._connection.all("SELECT id FROM answer ORDER BY turn DESC"):
            try:
                self.get(name)
            except LibraryDamaged:
                yield name

    def quoting(self, documents: Sequence[str]) -> tuple[str, ...]:
        """The ids of those that quote any of these documents."""
        found = self._connection.all(
            "SELECT DISTINCT answer FROM quoted WHERE document IN (SELECT value FROM json_each(?)) ORDER BY answer",
            json.dumps(list(documents)),
        )
        return tuple(name for (name,) in found)


class AnswerWriter(AnswerReader):
    """The answers in one transaction."""

    def keep(self, answer: Stored) -> None:
        """Keep an answer; one that is kept already is only noted as given again."""
        at = now()
        body = zlib.compress(answer.record, LEVEL)
        self._connection.run(
            "INSERT INTO answer VALUES (?, (SELECT coalesce(max(turn), 0) + 1 FROM answer), ?, ?, ?, ?, ?, ?, ?) "
            # The record as well: it is the same, or the one that is there is damaged.
            "ON CONFLICT (id) DO UPDATE SET turn = excluded.turn, last = excluded.last, question = excluded.question, "
            "verdict = excluded.verdict, quotations = excluded.quotations, seal = excluded.seal, "
            "record = excluded.record",
            answer.id, answer.question, answer.verdict, len(answer.quoted), at, at,
            _seal(answer.id, answer.question, answer.verdict, len(answer.quoted), answer.record), body,
        )  # fmt: skip
        rows = ((answer.id, document) for document in answer.quoted)
        self._connection.many("INSERT OR IGNORE INTO quoted VALUES (?, ?)", rows)

    def remove(self, names: Sequence[str]) -> int:
        """Remove the answers of these ids for good; how many there were. Pins keep what they quote."""
        return self._connection.run(
            "DELETE FROM answer WHERE id IN (SELECT value FROM json_each(?))", json.dumps(list(names))
        )

    def remove_all(self) -> int:
        """Remove all answers for good; how many there were."""
        return self._connection.run("DELETE FROM answer")


def _seal(name: str, question: str, verdict: str, quotations: int, record: bytes) -> str:
    told = json.dumps([name, question, verdict, quotations]).encode()
    return hashlib.sha256(told + b"\n" + record).hexdigest()


def _opened(row: Row) -> bytes:
    seal, body, name, question, verdict, quotations = row[:6]
    try:
        record = zlib.decompress(body)
    except zlib.error:
        record = None
    if record is None or _seal(name, question, verdict, quotations, record) != seal:
        raise LibraryDamaged(
            f"The stored answer {name} is damaged in the library (it fails its checksum): ask its question again, or "
            f"remove it with `footnote answers --remove {name}`."
        )
    return record
