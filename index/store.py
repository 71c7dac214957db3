"""The truth: one SQLite file. The only module with SQL (and migrations.py, which makes the tables).

``Store.reading`` gives a ``Reader`` on one snapshot and never waits for a writer; ``Store.writing`` gives a
``Writer`` in one transaction under the library's write lock. A document's row is never changed and its id never
given again, so two generations differ by a set of ids.

One process at a time writes and checkpoints, which is what SQLite before 3.51.3 needs to be safe in WAL mode
(sqlite.org/wal.html#walresetbug).
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt

from documents.anchors import paragraph_digest
from documents.model import ID_LENGTH, Block, BlockKind, Document, Metadata, Page
from index.connection import Connection, Row
from index.engine import Terms
from index.errors import LibraryDamaged, LibraryError
from index.lock import WriteLock
from index.migrations import LATEST
from index.model import Entry, Failure, Ids, Passage, Vectors

#: Seconds that a writer waits for another one.
PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Held:
    """A document in the library: its row, its whole digest, its line of the catalogue."""

    row: int
    digest: str
    #: Checksum of the whole document as it was read: ``content_digest``.
    content: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Space:
    """One way of cutting and embedding. Everything that changes a passage or a vector is in the fingerprint."""

    fingerprint: str
    dimension: int


@dataclass(frozen=True, slots=True)
class Derived:
    """What is made of a document for one space: a vector and counted terms for each passage."""

    space: Space
    passages: tuple[Passage, ...]
    #: Shape (len(passages), space.dimension).
    vectors: Vectors
    #: For each passage: term → (count in the text, count in the context).
    terms: tuple[Mapping[str, tuple[int, int]], ...]
    #: Version of the analyser that counted.
    analysis: int


@dataclass(frozen=True, slots=True)
class Made:
    """What is stored of a document in a space: how many passages there should be, how many parts there are."""

    space: Space
    declared: int
    #: Of the right length.
    vectors: int
    postings: int


def content_digest(document: Document) -> str:
    """The checksum that a stored document is verified against, in hexadecimal: text, blocks, pages and metadata.

    It differs from ``Document.digest``, the checksum of the file, whenever another reader reads the file otherwise.
    """
    known = document.metadata
    content = (
        document.text,
        [(block.kind, block.start, block.end, block.page, block.section) for block in document.blocks],
        [(page.number, page.start, page.label) for page in document.pages],
        (known.title, known.authors, known.published, known.publisher, known.series, known.topics, known.language),
        sorted(known.provenance.items()), document.warnings,
    )  # fmt: skip
    return hashlib.sha256(_json(content).encode()).hexdigest()


class Store:
    """The database of one library folder.

    Raises:
        LibraryTooNew: it is of a later version; it is left untouched.
        LibraryDamaged: the file is not a database any more.
        LibraryError: it cannot be opened or created; the text says why.
    """

    def __init__(self, folder: Path, patience: float = PATIENCE) -> None:
        self.folder = folder
        self._path = folder / "library.db"
        self._patience = patience
        self._lock = WriteLock(folder / "library.lock")
        self._idle: list[Connection] = []
        self._pool = threading.Lock()
        self._writing = threading.Lock()
        self._writer: Connection | None = None
        self._closed = False
        _make_folder(folder)
        if not self._current():
            with self.locked(), Connection(self._path, create=True) as connection:
                connection.migrate()

    def _current(self) -> bool:
        """Whether the file is there at the last version; a probe that changes nothing."""
        if not self._path.exists():
            return False
        with Connection(self._path, probe=True) as connection:
            return connection.checked_version() == LATEST

    @contextmanager
    def locked(self, limit: float | None = None) -> Iterator[None]:
        """Hold the write lock without a transaction: for what happens to files.

        Raises:
            LibraryBusy: another process writes for longer than ``limit`` seconds.
        """
        with self._lock.held(self._patience if limit is None else limit):
            yield

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """One snapshot; closed stores refuse with LibraryError."""
        connection = self._borrow()
        try:
            yield Reader(connection)
        finally:
            connection.rollback()
            self._give_back(connection)

    @contextmanager
    def transaction(self) -> Iterator[Writer]:
        """One transaction, for the holder of ``locked``: committed when the block ends, undone when it raises."""
        with self._writing:
            connection = self._for_writing()
            connection.run("BEGIN IMMEDIATE")
            try:
                yield Writer(connection)
                connection.run("COMMIT")
            finally:
                connection.rollback()

    def _for_writing(self) -> Connection:
        if self._closed:
            raise self._is_closed()
        if self._writer is None:
            connection = Connection(self._path, writing=True)
            try:
                connection.check()
            except LibraryError:
                connection.close()
                raise
            self._writer = connection
        return self._writer

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """The lock and one transaction.

        Raises:
            LibraryBusy: another process writes for longer than the store's patience.
        """
        with self.locked(), self.transaction() as writer:
            yield writer

    def empty_log(self) -> None:
        """Move the log into the file and cut it to nothing, so that what was removed is on the disk no more.

        For the holder of ``locked``. Readers of an older snapshot delay it: then the next one does it.
        """
        with self._writing:
            if self._writer is not None:
                self._writer.checkpoint()

    def close(self) -> None:
        """Close every connection: a transaction under way ends first, snapshots in use close when they end."""
        with self._pool:
            self._closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()
        with self._writing:
            if self._writer is not None:
                self._writer.close()
                self._writer = None

    def _borrow(self) -> Connection:
        with self._pool:
            if self._closed:
                raise self._is_closed()
            if self._idle:
                return self._idle.pop()
        return Connection(self._path)

    def _is_closed(self) -> LibraryError:
        return LibraryError(f"The library {self.folder} is closed: open it again.")

    def _give_back(self, connection: Connection) -> None:
        with self._pool:
            if not self._closed:
                self._idle.append(connection)
                return
        connection.close()


class Reader:
    """One snapshot of the library. Not for two threads at once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
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
        return tuple(map(_held, self._connection.all(f"SELECT {_HELD} FROM document ORDER BY id")))  # noqa: S608 our own names

    def held(self, prefix: str) -> Held | None:
        """The document whose digest begins so, if there is exactly one."""
        found = self._held("digest >= ? AND digest < ?", prefix, prefix + "g")
        return found[0] if len(found) == 1 else None

    def from_source(self, source: str) -> tuple[Held, ...]:
        """The documents of a source; more than one only for names of uploads."""
        return self._held("source = ?", source)

    def _held(self, condition: str, *values: object) -> tuple[Held, ...]:
        found = self._connection.all(f"SELECT {_HELD} FROM document WHERE {condition} ORDER BY id", *values)  # noqa: S608
        return tuple(map(_held, found))

    def languages(self) -> frozenset[str]:
        """The languages of the documents."""
        return frozenset(row[0] for row in self._connection.all("SELECT DISTINCT language FROM document")) - {""}

    def digests(self) -> frozenset[str]:
        """The digests of all documents."""
        return frozenset(row[0] for row in self._connection.all("SELECT digest FROM document"))

    def failures(self) -> tuple[Failure, ...]:
        """The files that could not be added, oldest first."""
        return tuple(
            Failure(*row)
            for row in self._connection.all("SELECT source, code, message, at FROM failure ORDER BY at, source, digest")
        )

    def failure(self, digest: str) -> Failure | None:
        """What happened the last time when these bytes were read."""
        row = self._connection.first("SELECT source, code, message, at FROM failure WHERE digest = ?", digest)
        return Failure(*row) if row else None

    # Documents

    def there(self, row: int) -> bool:
        """Whether the document is in this snapshot."""
        return self._connection.first("SELECT 1 FROM document WHERE id = ?", row) is not None

    def document(self, row: int) -> Document:
        """The document of a row, verified against its checksum.

        Raises:
            LibraryDamaged: the stored text is not the one that was added, or the row is gone.
        """
        found = self._connection.first(
            "SELECT digest, source, text, content, title, authors, published, publisher, series, topics, "
            "language, provenance, page_list, warnings FROM document WHERE id = ?", row,
        )  # fmt: skip
        if found is None:
            raise LibraryDamaged(f"Document {row} is not in the library any more.")
        try:
            return _document(found, self._blocks(row))
        except (ValueError, TypeError) as error:
            raise _damaged(found[0], str(error)) from error

    def _blocks(self, row: int) -> tuple[Block, ...]:
        found = self._connection.all(
            'SELECT ordinal, kind, start, "end", page, section FROM block WHERE document = ? ORDER BY ordinal', row
        )
        return tuple(
            Block(ordinal, BlockKind(kind), start, end, page, tuple(json.loads(section)))
            for ordinal, kind, start, end, page, section in found
        )

    def anchors(self, row: int) -> dict[int, str]:
        """Paragraph number → its permanent name, for one document."""
        return dict(self._connection.all(
            "SELECT paragraph, anchor FROM block WHERE document = ? AND anchor IS NOT NULL ORDER BY paragraph", row
        ))  # fmt: skip

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
        return _vectors([row[1] for row in found], space.dimension), _postings([row[2] for row in found])

    def terms(self, texts: Iterable[str]) -> dict[str, int]:
        """The numbers of those terms that occur, or ever occurred, in the library."""
        found = ((text, self._connection.first("SELECT id FROM term WHERE text = ?", text)) for text in set(texts))
        return {text: int(row[0]) for text, row in found if row}

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

    def counts(self, row: int) -> tuple[int, int]:
        """How many blocks and paragraphs a document was added with."""
        blocks, paragraphs = self._connection.one("SELECT blocks, paragraphs FROM document WHERE id = ?", row)
        return int(blocks), int(paragraphs)

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
        return _vectors([body for (body,) in found], space.dimension)


class Writer(Reader):
    """One transaction: everything in it happens, or nothing."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.generation = self._stored_generation()

    def renew(self) -> None:
        """A writer has no snapshot to change."""
        raise RuntimeError("a writer sees the newest state already")

    def rest(self) -> None:
        """A writer ends with its transaction only."""
        raise RuntimeError("a writer's transaction ends with its block")

    def add(self, document: Document, derived: Derived, *, size: int) -> int:
        """Take in a document whole: its text, blocks, passages, vectors and words; its row.

        Args:
            document: Its digest must not be in the library.
            derived: Made of this very document.
            size: Bytes of the file.
        """
        self._advance()
        row = self._insert(document, size)
        self._connection.many("INSERT INTO block VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", _block_rows(row, document))
        self.derive(row, derived)
        self._connection.run("DELETE FROM failure WHERE digest = ?", document.digest)
        self.forget_failures(document.source)
        self._connection.run("DELETE FROM departed WHERE digest = ?", document.digest)
        return row

    def _insert(self, document: Document, size: int) -> int:
        known = document.metadata
        values = {
            "digest": document.digest, "source": document.source, "size": size,
            "text": document.text, "content": content_digest(document),
            "title": known.title, "authors": _json(known.authors), "published": known.published,
            "publisher": known.publisher, "series": known.series, "topics": _json(known.topics),
            "language": known.language, "provenance": _json(dict(known.provenance)),
            "page_list": _json([(page.number, page.start, page.label) for page in document.pages]),
            "warnings": _json(document.warnings),
            "blocks": len(document.blocks), "paragraphs": len(document.paragraphs), "pages": len(document.pages),
            "added": _now(), "generation": self.generation,
        }  # fmt: skip
        names = ", ".join(values)
        marks = ", ".join("?" * len(values))
        return self._connection.insert(f"INSERT INTO document({names}) VALUES ({marks})", *values.values())  # noqa: S608

    def derive(self, row: int, derived: Derived) -> None:
        """Give a document its passages in a space, if it is still there and has none yet."""
        space = self._space_for(derived.space)
        if not self.there(row) or self._connection.first(
            "SELECT 1 FROM derived WHERE space = ? AND document = ?", space, row
        ):
            return
        self._advance()
        count = len(derived.passages)
        self._connection.run("INSERT INTO derived VALUES (?, ?, ?, ?)", space, row, count, derived.analysis)
        ids = [
            self._connection.insert(
                'INSERT INTO passage(space, document, ordinal, first, last, start, "end", context) '
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                space, row, ordinal, one.first, one.last, one.start, one.end, one.context,
            )
            for ordinal, one in enumerate(derived.passages)
        ]  # fmt: skip
        bodies = (vector.astype("<f2").tobytes() for vector in derived.vectors)
        self._connection.many("INSERT INTO vector VALUES (?, ?)", zip(ids, bodies, strict=True))
        self._connection.many("INSERT INTO posting VALUES (?, ?)", zip(ids, self._bodies(derived.terms), strict=True))

    def recount(self, row: int, space: Space, terms: Sequence[Mapping[str, tuple[int, int]]], analysis: int) -> None:
        """Replace the words of a document's passages by those of another analyser."""
        number = self._space(space)
        ids = [found[0] for found in self._connection.all(
            "SELECT id FROM passage WHERE space = ? AND document = ? ORDER BY ordinal", number, row
        )]  # fmt: skip
        if len(ids) != len(terms):
            return  # removed, or cut again, while the words were counted
        self._advance()
        bodies = self._bodies(terms)
        self._connection.many("UPDATE posting SET body = ? WHERE passage = ?", zip(bodies, ids, strict=True))
        self._connection.run("UPDATE derived SET analysis = ? WHERE space = ? AND document = ?", analysis, number, row)

    def _space_for(self, space: Space) -> int:
        self._connection.run(
            "INSERT OR IGNORE INTO space(fingerprint, dimension, added) VALUES (?, ?, ?)",
            space.fingerprint, space.dimension, _now(),
        )  # fmt: skip
        return self._space(space)

    def _bodies(self, terms: Sequence[Mapping[str, tuple[int, int]]]) -> list[bytes]:
        texts = sorted({term for counts in terms for term in counts})
        self._connection.many("INSERT OR IGNORE INTO term(text) VALUES (?)", ((text,) for text in texts))
        numbers = self.terms(texts)
        return [_posting(counts, numbers) for counts in terms]

    def remove(self, held: Held, successor: str | None = None) -> None:
        """Remove a document with all that is derived from it, and remember where its permalinks lead."""
        self._advance()
        self._connection.run("DELETE FROM document WHERE id = ?", held.row)
        self._connection.run(
            "INSERT OR REPLACE INTO departed VALUES (?, ?, ?, ?)", held.digest, held.entry.source, successor, _now()
        )

    def drop_other_spaces(self, space: Space) -> None:
        """Forget what other models made: for when the space is whole."""
        self._advance()
        # Passages hang on derived, not on space: name the documents' rows, the cascade does the rest.
        self._connection.run("DELETE FROM space WHERE fingerprint <> ?", space.fingerprint)

    def fail(self, digest: str, failure: Failure) -> None:
        """Remember that these bytes could not be read, unless somebody else could meanwhile."""
        if self.held(digest):
            return
        self.forget_failures(failure.source)
        self._connection.run(
            "INSERT OR REPLACE INTO failure VALUES (?, ?, ?, ?, ?)",
            digest, failure.source, failure.code, failure.message, failure.at,
        )  # fmt: skip

    def forget_failures(self, source: str) -> int:
        """Forget what was wrong with earlier states of a file; how many."""
        return self._connection.run("DELETE FROM failure WHERE source = ?", source)

    def _advance(self) -> None:
        """One more generation, once in a transaction."""
        if self._stored_generation() == self.generation and not self._advanced:
            self.generation += 1
            self._advanced = True
            self._connection.run("UPDATE setting SET value = ? WHERE key = 'generation'", self.generation)

    _advanced = False


_HELD = (
    "id, digest, content, source, title, authors, published, publisher, series, topics, language, "
    "paragraphs, pages, added, warnings"
)


def _held(row: Row) -> Held:
    number, digest, content, source, title, authors, published, publisher, series, topics, language, *rest = row
    paragraphs, pages, added, warnings = rest
    return Held(number, digest, content, Entry(
        document=digest[:ID_LENGTH], source=source, title=title, authors=_strings(authors),
        published=published, publisher=publisher, series=series, topics=_strings(topics), language=language,
        paragraphs=paragraphs, pages=pages, added=added, warnings=_strings(warnings),
    ))  # fmt: skip


def _strings(body: str) -> tuple[str, ...]:
    """A stored list; nothing for a damaged one, so that its document can still be named and removed."""
    if body == "[]":
        return ()
    try:
        return tuple(json.loads(body))
    except ValueError:
        return ()


def _document(row: Row, blocks: tuple[Block, ...]) -> Document:
    digest, source, text, expected, title, authors, published, publisher, series, topics, language, *rest = row
    provenance, pages, warnings = (json.loads(value) for value in rest)
    document = Document(
        digest=digest, source=source, text=text, blocks=blocks,
        metadata=Metadata(
            title=title, authors=tuple(json.loads(authors)), published=published, publisher=publisher, series=series,
            topics=tuple(json.loads(topics)), language=language, provenance=provenance,
        ),
        pages=tuple(Page(*page) for page in pages), warnings=tuple(warnings),
    )  # fmt: skip
    if content_digest(document) != expected:
        raise ValueError("it fails its checksum")
    return document


def _block_rows(row: int, document: Document) -> Iterator[Row]:
    for block in document.blocks:
        anchor = paragraph_digest(document.text_of(block)) if block.citable else None
        yield (
            row, block.ordinal, block.kind.value, block.start, block.end, block.page,
            _json(block.section), document.paragraph_number(block), anchor,
        )  # fmt: skip


def _posting(counts: Mapping[str, tuple[int, int]], numbers: Mapping[str, int]) -> bytes:
    triples = sorted((numbers[term], *fields) for term, fields in counts.items())
    return np.array(triples, "<u4").tobytes()


def _postings(bodies: Sequence[bytes]) -> list[Terms]:
    triples = np.frombuffer(b"".join(bodies), "<u4").reshape(-1, 3)
    columns: npt.NDArray[np.int64] = np.ascontiguousarray(triples.T, np.int64)
    ends = np.cumsum([len(body) // 12 for body in bodies])
    starts = [0, *ends[:-1].tolist()]
    return [Terms(*columns[:, start:end]) for start, end in zip(starts, ends.tolist(), strict=True)]


def _vectors(bodies: Sequence[bytes], dimension: int) -> Vectors:
    try:
        return np.frombuffer(b"".join(bodies), "<f2").reshape(len(bodies), dimension).astype(np.float32)
    except ValueError as error:
        raise LibraryDamaged("A stored vector has the wrong length: run `footnote verify`.") from error


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _damaged(digest: str, why: str) -> LibraryDamaged:
    return LibraryDamaged(
        f"Document {digest[:ID_LENGTH]} is damaged in the library ({why}): "
        "remove it and add its file again, and run `footnote verify`."
    )


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise LibraryError(
            f"The library folder {folder} cannot be made ({error.strerror}): choose another with --library."
        ) from error
