"""One snapshot of the truth: what the library's readers ask the database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter

import numpy as np
import numpy.typing as npt

from documents.model import Block, BlockKind, Document
from index.answers import AnswerReader
from index.connection import Connection
from index.corrections import Value, corrected
from index.dossiers import DossierReader
from index.engine import Terms
from index.errors import LibraryDamaged
from index.model import Attempt, Failure, Ids, Passage, Vectors
from index.rows import (
    DOCUMENT,
    HELD,
    HELD_FROM,
    Held,
    Made,
    Space,
    corrections_of,
    damaged,
    document_of,
    held_of,
    postings_of,
    sketch_from,
    vectors_of,
)
from index.works import Sketch


class Reader:
    """One snapshot of the library. Not for two threads at once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.answers = AnswerReader(connection)
        self.dossiers = DossierReader(connection)
        self.generation = 0
        self.renew()

    def renew(self) -> None:
        """Move to the newest snapshot."""
        self.rest()
        self._connection.run("BEGIN")
        self.generation = self._stored_generation()

    def rest(self) -> None:
        """Let the snapshot go, so that a long piece of work does not keep the log from being emptied."""
        self._connection.rollback()

    def _stored_generation(self) -> int:
        return int(self._connection.one("SELECT value FROM setting WHERE key = 'generation'")[0])

    # The catalogue

    def catalogue(self) -> tuple[Held, ...]:
        """Every document, in the order of addition."""
        return self._held("TRUE")

    def held(self, prefix: str) -> Held | None:
        """The document whose digest begins so, if there is exactly one."""
        found = self._held("digest >= ? AND digest < ?", prefix, prefix + "g")
        return found[0] if len(found) == 1 else None

    def setting(self, key: str) -> str:
        """A setting of this library; empty where it was never set."""
        row = self._connection.first("SELECT value FROM setting WHERE key = ?", key)
        return str(row[0]) if row else ""

    def from_source(self, source: str) -> tuple[Held, ...]:
        """The documents of a source; more than one only for names of uploads."""
        return self._held("source = ?", source)

    def _held(self, condition: str, *values: object) -> tuple[Held, ...]:
        # A document that was read again has a new row, and keeps its place.
        sql = f"SELECT {HELD} FROM {HELD_FROM} WHERE {condition} ORDER BY coalesce(place, id)"  # noqa: S608 our own names
        return tuple(map(held_of, self._connection.all(sql, *values)))

    def block_languages(self) -> frozenset[str]:
        """The languages of blocks that are not in their document's."""
        return frozenset(
            row[0] for row in self._connection.all("SELECT DISTINCT language FROM block WHERE language <> ''")
        )

    def digests(self) -> frozenset[str]:
        """The digests of all documents."""
        return frozenset(row[0] for row in self._connection.all("SELECT digest FROM document"))

    def failures(self) -> tuple[Failure, ...]:
        """The files that could not be added, oldest first."""
        return tuple(
            Failure(*row)
            for row in self._connection.all("SELECT source, code, message, at FROM failure ORDER BY at, source, digest")
        )

    def failure(self, digest: str, attempt: Attempt) -> Failure | None:
        """What happened the last time when these bytes were read, if this attempt would not do better."""
        row = self._connection.first(
            "SELECT source, code, message, at FROM failure WHERE digest = ? AND version >= ? AND ocr >= ?",
            digest, attempt.version, attempt.ocr,
        )  # fmt: skip
        return Failure(*row) if row else None

    # Documents

    def there(self, row: int) -> bool:
        """Whether the document is in this snapshot."""
        return self._connection.first("SELECT 1 FROM document WHERE id = ?", row) is not None

    def document(self, row: int) -> Document:
        """The document of a row with the user's corrections, verified against its checksum.

        Raises:
            LibraryDamaged: the stored text is not the one that was added, or the row is gone.
        """
        document = self.as_read(row)
        return corrected(document, self.corrections(document.digest))

    def as_read(self, row: int) -> Document:
        """The document of a row as it was read, verified against its checksum.

        Raises:
            LibraryDamaged: the stored text is not the one that was added, or the row is gone.
        """
        found = self._connection.first(f"SELECT {DOCUMENT} FROM {HELD_FROM} WHERE id = ?", row)  # noqa: S608
        if found is None:
            raise LibraryDamaged(f"Document {row} is not in the library any more.")
        try:
            return document_of(found, self._blocks(row))
        except (ValueError, TypeError) as error:
            raise damaged(found[0], str(error)) from error

    def corrections(self, digest: str) -> dict[str, Value]:
        """What the user has put in place of what was read, by field.

        Raises:
            LibraryDamaged: what is stored is no correction.
        """
        row = self._connection.one("SELECT json_group_object(field, value) FROM correction WHERE digest = ?", digest)
        try:
            return corrections_of(row[0])
        except ValueError as error:
            raise damaged(digest, "a correction of it cannot be read") from error

    def corrected_digests(self) -> frozenset[str]:
        """The digests of all documents that the user has corrected."""
        return frozenset(row[0] for row in self._connection.all("SELECT DISTINCT digest FROM correction"))

    def outdated(self, version: int) -> int:
        """How many documents were read by older readers than these."""
        return int(self._connection.one("SELECT count(*) FROM reading WHERE version < ?", version)[0])

    def _blocks(self, row: int) -> tuple[Block, ...]:
        found = self._connection.all(
            'SELECT ordinal, kind, start, "end", page, section, language FROM block '
            "WHERE document = ? ORDER BY ordinal", row,
        )  # fmt: skip
        return tuple(
            Block(ordinal, BlockKind(kind), start, end, page, tuple(json.loads(section)), language)
            for ordinal, kind, start, end, page, section, language in found
        )

    def last_row(self) -> int:
        """The highest row of a document, 0 for none; later ones get higher rows."""
        return int(self._connection.one("SELECT coalesce(max(id), 0) FROM document")[0])

    def rows_above(self, row: int) -> list[int]:
        """The rows of the documents above this one, ascending."""
        return [int(one) for (one,) in self._connection.all("SELECT id FROM document WHERE id > ? ORDER BY id", row)]

    def page_lists(self, after: int) -> list[tuple[int, str, int]]:
        """Row, pages as they are stored and the end of the last block, of documents with pages above this row."""
        return [(row, pages, end) for row, pages, end in self._connection.all(
            'SELECT id, page_list, (SELECT "end" FROM block WHERE document = id ORDER BY ordinal DESC LIMIT 1) '
            "FROM document WHERE id > ? AND pages > 0", after,
        )]  # fmt: skip

    def block_pages(self, rows: Sequence[int]) -> dict[int, frozenset[int]]:
        """For each of these rows the pages that a block of it begins on."""
        found = self._connection.all(
            "SELECT document, json_group_array(DISTINCT page) FROM block "
            "WHERE document IN (SELECT value FROM json_each(?)) GROUP BY document", json.dumps(list(rows)),
        )  # fmt: skip
        return {row: frozenset(json.loads(pages)) for row, pages in found}

    def anchors(self, row: int) -> dict[int, str]:
        """Paragraph number → its permanent name, for one document."""
        return dict(self._connection.all(
            "SELECT paragraph, anchor FROM block WHERE document = ? AND anchor IS NOT NULL ORDER BY paragraph", row
        ))  # fmt: skip

    def named(self, anchor: str) -> list[tuple[str, int]]:
        """Digest and paragraph number wherever a paragraph of this permanent name stands, in the order of addition."""
        return [(digest, number) for digest, number in self._connection.all(
            "SELECT d.digest, b.paragraph FROM block b JOIN document d ON d.id = b.document "
            "WHERE b.anchor = ? ORDER BY d.id, b.paragraph", anchor,
        )]  # fmt: skip

    def departed(self, prefix: str) -> tuple[str, str] | None:
        """Source of the document that was removed, and when; None of one that never was here, or is again."""
        row = self._connection.first(
            "SELECT source, at FROM departed WHERE digest >= ? AND digest < ?", prefix, prefix + "g"
        )
        return (str(row[0]), str(row[1])) if row else None

    def versions(self, digest: str) -> tuple[str, ...]:
        """The digest and those of all versions whose place the document took, however many there were between."""
        found = self._connection.all(
            "WITH RECURSIVE version(digest) AS (VALUES (?) UNION "
            "SELECT departed.digest FROM departed JOIN version ON departed.successor = version.digest) "
            "SELECT digest FROM version", digest,
        )  # fmt: skip
        return tuple(name for (name,) in found)

    def successor(self, prefix: str) -> str | None:
        """The digest of the version that took a departed document's place; None where none did."""
        row = self._connection.first(
            "SELECT successor FROM departed WHERE digest >= ? AND digest < ? AND successor IS NOT NULL",
            prefix, prefix + "g",
        )  # fmt: skip
        return str(row[0]) if row else None

    # What is derived

    def spaces(self) -> tuple[Space, ...]:
        """The spaces that hold anything, oldest first."""
        return tuple(
            Space(*row) for row in self._connection.all("SELECT fingerprint, dimension FROM space ORDER BY id")
        )

    def lacking(self, space: Space, analysis: int) -> tuple[int, ...]:
        """The rows of documents that are not whole in the space, or counted by another analyser."""
        return tuple(row[0] for row in self._connection.all(
            "SELECT id FROM document WHERE id NOT IN "
            "(SELECT document FROM derived WHERE space = ? AND analysis = ?) ORDER BY id",
            self._space(space), analysis,
        ))  # fmt: skip

    def _space(self, space: Space) -> int:
        row = self._connection.first("SELECT id FROM space WHERE fingerprint = ?", space.fingerprint)
        return int(row[0]) if row else 0

    def passages(self, space: Space, row: int) -> tuple[Passage, ...] | None:
        """The passages of one document; None where it is not in the space."""
        number = self._space(space)
        if not self._connection.first("SELECT 1 FROM derived WHERE space = ? AND document = ?", number, row):
            return None
        return tuple(Passage(*found) for found in self._connection.all(
            'SELECT first, last, start, "end", context FROM passage WHERE space = ? AND document = ? ORDER BY ordinal',
            number, row,
        ))  # fmt: skip

    def passage_ids(self, space: Space, rows: Iterable[int] | None = None) -> Ids:
        """The ids of the passages of these documents, or of all, ascending."""
        sql = "SELECT json_group_array(id) FROM passage WHERE space = ?"
        values: list[object] = [self._space(space)]
        if rows is not None:
            sql += " AND document IN (SELECT value FROM json_each(?))"
            values.append(json.dumps(list(rows)))
        return np.sort(np.array(json.loads(self._connection.one(sql, *values)[0]), np.int64))

    def located(self, ids: Sequence[int]) -> dict[int, tuple[str, Passage]]:
        """Passage id → digest of its document and the passage, for those ids that are in this snapshot."""
        found = self._connection.all(
            'SELECT p.id, d.digest, p.first, p.last, p.start, p."end", p.context FROM passage p '
            "JOIN document d ON d.id = p.document WHERE p.id IN (SELECT value FROM json_each(?))",
            json.dumps([int(one) for one in ids]),
        )
        return {row[0]: (row[1], Passage(*row[2:])) for row in found}

    def indexed(self, space: Space, ids: Ids) -> tuple[Vectors, list[Terms]]:
        """The vectors and terms of these passages (ascending ids), as engines take them in.

        The vectors are the stored float16 as float32, also for what was added a moment ago: a library answers
        the same before and after it is opened again.

        Raises:
            LibraryDamaged: one of the passages lacks its vector or its terms.
        """
        if not len(ids):
            return np.zeros((0, space.dimension), np.float32), []
        found = self._connection.all(
            "SELECT p.id, v.body, t.body FROM passage p JOIN vector v ON v.passage = p.id "
            # The plus keeps SQLite from going by the index of spaces and sorting all the bodies afterwards.
            "JOIN posting t ON t.passage = p.id WHERE +p.space = ? AND p.id BETWEEN ? AND ? ORDER BY p.id",
            self._space(space), int(ids[0]), int(ids[-1]),
        )  # fmt: skip
        if len(found) != len(ids):
            wanted = set(ids.tolist())
            found = [row for row in found if row[0] in wanted]
        if len(found) != len(ids):
            raise LibraryDamaged("Some passages lack their vector or their words: run `footnote verify`.")
        return vectors_of([row[1] for row in found], space.dimension), postings_of([row[2] for row in found])

    def terms(self, texts: Iterable[str]) -> dict[str, int]:
        """The numbers of those terms that occur, or ever occurred, in the library."""
        found = ((text, self._connection.first("SELECT id FROM term WHERE text = ?", text)) for text in set(texts))
        return {text: int(row[0]) for text, row in found if row}

    def terms_after(self, number: int) -> list[tuple[int, str]]:
        """Number and text of the terms above this number, ascending: the store only ever adds terms."""
        found = self._connection.all("SELECT id, text FROM term WHERE id > ? ORDER BY id", number)
        return [(one, text) for one, text in found]

    def term_texts(self, numbers: Iterable[int]) -> dict[int, str]:
        """The terms of these numbers."""
        return dict(self._connection.all(
            "SELECT id, text FROM term WHERE id IN (SELECT value FROM json_each(?))", json.dumps(list(numbers))
        ))  # fmt: skip

    def passage_texts(self, ids: Iterable[int]) -> dict[int, str]:
        """What is searched of these passages, those of them that are in this snapshot: context and text, by id."""
        found = self._connection.all(
            'SELECT document, id, context, start, "end" FROM passage WHERE id IN (SELECT value FROM json_each(?)) '
            "ORDER BY document, id", json.dumps(sorted(ids)),
        )  # fmt: skip
        read: dict[int, str] = {}
        # A document's text once, and here: SQLite would read it from its beginning for every passage.
        for row, passages in groupby(found, itemgetter(0)):
            ((_, text),) = self.texts([row])
            read.update((number, f"{context}\n{text[start:end]}") for _, number, context, start, end in passages)
        return read

    # Every paragraph

    def paragraphs(self, rows: Iterable[int]) -> npt.NDArray[np.int64]:
        """The numbered blocks of these documents, ordered: row, ordinal and start of each, shape (n, 3)."""
        found = self._connection.all(
            "SELECT document, ordinal, start FROM block WHERE paragraph IS NOT NULL "
            "AND document IN (SELECT value FROM json_each(?)) ORDER BY document, ordinal", json.dumps(list(rows)),
        )  # fmt: skip
        return np.array(found, np.int64).reshape(-1, 3)

    def texts(self, rows: Sequence[int]) -> list[tuple[int, str]]:
        """Row and text of these documents, not verified: only to tell where to look."""
        found = self._connection.all(
            "SELECT id, text FROM document WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
            json.dumps(list(rows)),
        )
        return [(row, text) for row, text in found]

    def counted(self, analysis: int) -> tuple[int, frozenset[int]]:
        """The space in which this analyser has counted most documents, and the rows of these; 0 where in none."""
        row = self._connection.first(
            "SELECT space, json_group_array(document) FROM derived WHERE analysis = ? "
            "GROUP BY space ORDER BY count(*) DESC, space LIMIT 1", analysis,
        )  # fmt: skip
        return (int(row[0]), frozenset(json.loads(row[1]))) if row else (0, frozenset())

    def counts(self, space: int, rows: Sequence[int]) -> list[tuple[int, int, int, bytes | None]]:
        """The passages of these documents: row, first and last block, and the counted terms as they are stored.

        The terms are None where they are missing, which `footnote verify` tells.
        """
        found = self._connection.all(
            "SELECT p.document, p.first, p.last, t.body FROM passage p LEFT JOIN posting t ON t.passage = p.id "
            "WHERE p.space = ? AND p.document IN (SELECT value FROM json_each(?))", space, json.dumps(list(rows)),
        )  # fmt: skip
        return [(row, first, last, body) for row, first, last, body in found]

    def sketches(self, after: int, version: int) -> dict[int, Sketch]:
        """The sketches of this version of the documents above this row, by row."""
        found = self._connection.all(
            "SELECT document, body FROM sketch WHERE document > ? AND version = ?", after, version
        )
        return {row: sketch_from(body) for row, body in found}

    def sketch(self, row: int) -> Sketch:
        """The sketch of one document."""
        return sketch_from(self._connection.one("SELECT body FROM sketch WHERE document = ?", row)[0])

    def unsketched(self, version: int) -> tuple[int, ...]:
        """The rows of documents without a sketch of this version."""
        sql = "SELECT id FROM document WHERE id NOT IN (SELECT document FROM sketch WHERE version = ?) ORDER BY id"
        return tuple(row[0] for row in self._connection.all(sql, version))

    # Proof

    def integrity(self) -> list[str]:
        """What SQLite itself finds wrong with the file; empty when nothing is."""
        found = [str(row[0]) for row in self._connection.all("PRAGMA integrity_check")]
        dangling = self._connection.all("PRAGMA foreign_key_check")
        problems = [] if found == ["ok"] else found
        return problems + [f"row {row[1]} of {row[0]} belongs to no {row[2]}" for row in dangling]

    def last_change(self) -> int:
        """The highest generation of a document."""
        return int(self._connection.one("SELECT coalesce(max(generation), 0) FROM document")[0])

    def made(self, row: int) -> tuple[Made, ...]:
        """What was made of a document, for each space."""
        return tuple(Made(Space(found[0], found[1]), *found[2:]) for found in self._connection.all(
            """SELECT s.fingerprint, s.dimension, d.passages,
                      count(CASE WHEN length(v.body) = 2 * s.dimension THEN 1 END),
                      count(CASE WHEN length(t.body) % 12 = 0 THEN 1 END)
               FROM derived d JOIN space s ON s.id = d.space
               LEFT JOIN passage p ON p.space = d.space AND p.document = d.document
               LEFT JOIN vector v ON v.passage = p.id LEFT JOIN posting t ON t.passage = p.id
               WHERE d.document = ? GROUP BY d.space ORDER BY d.space""", row,
        ))  # fmt: skip

    def vectors(self, space: Space, row: int) -> Vectors:
        """The vectors of one document's passages that have the right length, shape (n, space.dimension)."""
        found = self._connection.all(
            "SELECT v.body FROM passage p JOIN vector v ON v.passage = p.id "
            "WHERE p.space = ? AND p.document = ? AND length(v.body) = ? ORDER BY p.ordinal",
            self._space(space), row, 2 * space.dimension,
        )  # fmt: skip
        return vectors_of([body for (body,) in found], space.dimension)
