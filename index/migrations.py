"""The schema of a library, as numbered steps.

A step and its record are one transaction, and ``PRAGMA user_version`` is part of it: a library is at one
version or at the next, never between. A step that was released is never edited; a change is a new step.
"""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from index.errors import LibraryTooNew

#: "Foot": says that an SQLite file is a library of ours.
APPLICATION = 0x466F6F74


@dataclass(frozen=True, slots=True)
class Step:
    """One change of the schema; ``number`` is the version that it leads to."""

    number: int
    name: str
    statements: tuple[str, ...]


_FIRST = Step(1, "documents, passages, words", (
    "CREATE TABLE migration(number INTEGER PRIMARY KEY, name TEXT NOT NULL, at TEXT NOT NULL) STRICT",
    "CREATE TABLE setting(key TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID",
    # AUTOINCREMENT here and below is a safety feature: without it SQLite gives the id of a deleted row again,
    # and an engine that has not heard of the deletion would cite another document.
    """CREATE TABLE document(
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        digest TEXT NOT NULL UNIQUE CHECK (length(digest) = 64),
        source TEXT NOT NULL,
        size INTEGER NOT NULL,
        content TEXT NOT NULL,
        title TEXT NOT NULL, authors TEXT NOT NULL, published TEXT NOT NULL, publisher TEXT NOT NULL,
        series TEXT NOT NULL, topics TEXT NOT NULL, language TEXT NOT NULL, provenance TEXT NOT NULL,
        page_list TEXT NOT NULL, warnings TEXT NOT NULL,
        blocks INTEGER NOT NULL, paragraphs INTEGER NOT NULL, pages INTEGER NOT NULL,
        added TEXT NOT NULL,
        generation INTEGER NOT NULL,
        -- Last: SQLite reads past a long text to reach what stands behind it.
        text TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX document_source ON document(source)",
    """CREATE TABLE block(
        document INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,
        ordinal INTEGER NOT NULL,
        kind TEXT NOT NULL,
        start INTEGER NOT NULL, "end" INTEGER NOT NULL,
        page INTEGER,
        section TEXT NOT NULL,
        paragraph INTEGER,
        anchor TEXT,
        PRIMARY KEY (document, ordinal)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX block_anchor ON block(anchor) WHERE anchor IS NOT NULL",
    # A space is one way of cutting and embedding. Passages belong to it, not only vectors: they are cut to the
    # length of the model, counted by its tokenizer.
    """CREATE TABLE space(
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        fingerprint TEXT NOT NULL UNIQUE,
        dimension INTEGER NOT NULL,
        added TEXT NOT NULL
    ) STRICT""",
    # The row says that the document is whole in the space, with how many passages, and which analyser counted.
    """CREATE TABLE derived(
        space INTEGER NOT NULL REFERENCES space(id) ON DELETE CASCADE,
        document INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,
        passages INTEGER NOT NULL,
        analysis INTEGER NOT NULL,
        PRIMARY KEY (space, document)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX derived_document ON derived(document)",
    """CREATE TABLE passage(
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        space INTEGER NOT NULL,
        document INTEGER NOT NULL,
        ordinal INTEGER NOT NULL,
        first INTEGER NOT NULL, last INTEGER NOT NULL,
        start INTEGER NOT NULL, "end" INTEGER NOT NULL,
        context TEXT NOT NULL,
        UNIQUE (space, document, ordinal),
        FOREIGN KEY (space, document) REFERENCES derived(space, document) ON DELETE CASCADE
    ) STRICT""",
    # float16, little endian.
    """CREATE TABLE vector(
        passage INTEGER PRIMARY KEY REFERENCES passage(id) ON DELETE CASCADE,
        body BLOB NOT NULL
    ) STRICT""",
    "CREATE TABLE term(id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL UNIQUE) STRICT",
    # uint32 triples, little endian: term, count in the text, count in the context; ascending by term.
    """CREATE TABLE posting(
        passage INTEGER PRIMARY KEY REFERENCES passage(id) ON DELETE CASCADE,
        body BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE failure(
        digest TEXT PRIMARY KEY,
        source TEXT NOT NULL, code TEXT NOT NULL, message TEXT NOT NULL, at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX failure_source ON failure(source)",
    # Where an old permalink leads: the version that took the document's place, if one did.
    """CREATE TABLE departed(
        digest TEXT PRIMARY KEY,
        source TEXT NOT NULL, successor TEXT, at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    *(
        f"CREATE TRIGGER {table}_stays BEFORE UPDATE ON {table} "
        f"BEGIN SELECT raise(ABORT, 'a {table} is never changed'); END"
        for table in ("document", "block", "passage", "vector")
    ),
    "INSERT INTO setting VALUES ('generation', 0), ('library', :library)",
))  # fmt: skip

_SECOND = Step(2, "how a document was read, languages of blocks, corrections", (
    "ALTER TABLE block ADD COLUMN language TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX block_language ON block(language) WHERE language <> ''",
    # Beside the document, not in it: its row is never changed, and this is noted anew when a better reader has read
    # the same. What was there before was read by the first readers.
    """CREATE TABLE reading(
        document INTEGER PRIMARY KEY REFERENCES document(id) ON DELETE CASCADE,
        media_type TEXT NOT NULL,
        -- Checksum of the media type and the document's own checksum; empty where no type is recorded.
        seal TEXT NOT NULL,
        version INTEGER NOT NULL,
        ocr INTEGER NOT NULL CHECK (ocr IN (0, 1)),
        -- In the order of addition: the row of its first reading.
        place INTEGER NOT NULL
    ) STRICT""",
    "INSERT INTO reading SELECT id, '', '', 1, 0, id FROM document",
    "ALTER TABLE failure ADD COLUMN version INTEGER NOT NULL DEFAULT 1",
    "ALTER TABLE failure ADD COLUMN ocr INTEGER NOT NULL DEFAULT 0",
    # By digest, not by row: a correction outlives the row when the file is read again. The value is JSON.
    """CREATE TABLE correction(
        digest TEXT NOT NULL,
        field TEXT NOT NULL,
        value TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (digest, field)
    ) STRICT, WITHOUT ROWID""",
))  # fmt: skip

_THIRD = Step(3, "which documents share words", (
    # Derived, like passages, but of the text alone: no model is in it. uint32, little endian, ascending.
    """CREATE TABLE sketch(
        document INTEGER PRIMARY KEY REFERENCES document(id) ON DELETE CASCADE,
        version INTEGER NOT NULL,
        body BLOB NOT NULL
    ) STRICT""",
))  # fmt: skip

_FOURTH = Step(4, "answers and dossiers", (
    # Named by its content: the same answer is one row, whenever it is given. Turns count the giving.
    """CREATE TABLE answer(
        id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 16),
        turn INTEGER NOT NULL UNIQUE,
        question TEXT NOT NULL,
        verdict TEXT NOT NULL,
        quotations INTEGER NOT NULL,
        first TEXT NOT NULL, last TEXT NOT NULL,
        seal TEXT NOT NULL,
        -- JSON, compressed. Last, as the text of a document is.
        record BLOB NOT NULL
    ) STRICT""",
    # The ids of the documents, not their rows: quotations outlive what they quote.
    """CREATE TABLE quoted(
        answer TEXT NOT NULL REFERENCES answer(id) ON DELETE CASCADE,
        document TEXT NOT NULL,
        PRIMARY KEY (answer, document)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX quoted_document ON quoted(document)",
    """CREATE TABLE dossier(
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE,
        made TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE pin(
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        dossier INTEGER NOT NULL REFERENCES dossier(id) ON DELETE CASCADE,
        place INTEGER NOT NULL,
        key TEXT NOT NULL,
        document TEXT NOT NULL,
        question TEXT NOT NULL,
        answer TEXT REFERENCES answer(id) ON DELETE SET NULL,
        note TEXT NOT NULL,
        made TEXT NOT NULL,
        seal TEXT NOT NULL,
        citation TEXT NOT NULL,
        UNIQUE (dossier, key),
        UNIQUE (dossier, place)
    ) STRICT""",
    "CREATE INDEX pin_document ON pin(document)",
    "CREATE INDEX pin_answer ON pin(answer)",
))  # fmt: skip

_FIFTH = Step(5, "a file may get another name", (
    # Where a document was read is a label; all else of its row is never changed.
    "DROP TRIGGER document_stays",
    """CREATE TRIGGER document_stays BEFORE UPDATE OF id, digest, size, content, title, authors, published, publisher,
        series, topics, language, provenance, page_list, warnings, blocks, paragraphs, pages, added, generation, text
        ON document BEGIN SELECT raise(ABORT, 'a document is never changed'); END""",
))  # fmt: skip

STEPS: tuple[Step, ...] = (_FIRST, _SECOND, _THIRD, _FOURTH, _FIFTH)

#: The version that this Footnote writes.
LATEST = STEPS[-1].number


def version_of(connection: sqlite3.Connection) -> int:
    """The version of an open library; 0 for a new file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def is_ours(connection: sqlite3.Connection) -> bool:
    """Whether the file is a library or still empty."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    return application == APPLICATION or not connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone()


def refuse_newer(connection: sqlite3.Connection, latest: int = LATEST) -> None:
    """Leave a library of a later version alone.

    Raises:
        LibraryTooNew: it is one; nothing was changed.
    """
    version = version_of(connection)
    if version > latest:
        raise LibraryTooNew(
            f"This library was written by a later version of Footnote (its schema is {version}, this one knows "
            f"up to {latest}), so it is left untouched: update Footnote to open it."
        )


def migrate(connection: sqlite3.Connection, steps: Sequence[Step] = STEPS) -> int:
    """Bring an open library to the last step; how many steps were taken.

    Args:
        connection: In autocommit mode, held by the holder of the write lock.
        steps: Ascending and without gaps.

    Raises:
        LibraryTooNew: it is of a later version; nothing was changed.
    """
    refuse_newer(connection, steps[-1].number)
    due = [step for step in steps if step.number > version_of(connection)]
    for step in due:
        _take(connection, step)
    return len(due)


def _take(connection: sqlite3.Connection, step: Step) -> None:
    values = {"library": uuid.uuid4().hex}
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statement in step.statements:
            connection.execute(statement, values if ":library" in statement else {})
        now = datetime.now(UTC).isoformat(timespec="seconds")
        connection.execute("INSERT INTO migration VALUES (?, ?, ?)", (step.number, step.name, now))
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {step.number}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
