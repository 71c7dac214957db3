"""One SQLite connection, set up for safety, whose errors are the library's.

The only module that opens ``library.db``: closing any other handle of the file in this process would drop the locks
of the connections (sqlite.org/howtocorrupt.html §2.2).
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index.errors import LibraryBusy, LibraryDamaged, LibraryError
from index.migrations import is_ours, migrate, refuse_newer, version_of

#: Seconds that SQLite itself waits: only a recovery after a crash makes a reader wait at all.
BUSY_TIMEOUT = 5.0
#: Bytes; a longer log is cut back to this after a checkpoint.
LONGEST_LOG = 64 * 1024 * 1024

Row = tuple[Any, ...]


class Connection:
    """One SQLite connection whose errors are the library's."""

    def __init__(self, path: Path, *, create: bool = False, writing: bool = False, probe: bool = False) -> None:
        if create:
            _create(path)
        mode = "ro" if probe else "rw"
        with _translated(path):
            self._sqlite = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False,
                timeout=BUSY_TIMEOUT,
            )  # fmt: skip
        self._path = path
        try:
            self._prepare(reading=not create and not writing, probe=probe)
        except LibraryError:
            self.close()
            raise

    def _prepare(self, *, reading: bool, probe: bool) -> None:
        self.run("PRAGMA trusted_schema = OFF")
        self.run("PRAGMA cell_size_check = ON")
        self.run("PRAGMA mmap_size = 0")
        if reading:
            self.run("PRAGMA query_only = ON")
            if not probe:
                self.run("PRAGMA wal_autocheckpoint = 0")
            return
        self.run("PRAGMA synchronous = FULL")
        self.run("PRAGMA fullfsync = ON")  # macOS; nothing elsewhere
        self.run("PRAGMA foreign_keys = ON")
        self.run("PRAGMA secure_delete = ON")  # what is removed does not stay in free pages
        self.run(f"PRAGMA journal_size_limit = {LONGEST_LOG}")

    def checked_version(self) -> int:
        """The version of the schema, for a file that is ours and not newer."""
        with _translated(self._path):
            if not is_ours(self._sqlite):
                raise LibraryError(f"{self._path} is not a library of Footnote: choose another folder with --library.")
            refuse_newer(self._sqlite)
            return version_of(self._sqlite)

    def migrate(self) -> None:
        """Bring the file to the last version of the schema."""
        self.checked_version()
        self.run("PRAGMA journal_mode = WAL")
        with _translated(self._path):
            migrate(self._sqlite)

    def check(self) -> None:
        """Refuse to write into a broken file (0.13 s for 246 MB, once per writing process)."""
        found = self.all("PRAGMA quick_check(1)")
        if found != [("ok",)]:
            raise LibraryDamaged(
                f"The library {self._path} is damaged ({found[0][0]}), so nothing is written to it: "
                "run `footnote verify`, and restore a copy or add the documents to a new library."
            )

    def checkpoint(self) -> None:
        """Move the log into the file and empty it, as far as that needs no waiting for readers."""
        self.run("PRAGMA busy_timeout = 0")
        try:
            self.all("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            self.run(f"PRAGMA busy_timeout = {int(BUSY_TIMEOUT * 1000)}")

    def all(self, sql: str, *values: object) -> list[Row]:
        """All rows."""
        with _translated(self._path):
            return self._sqlite.execute(sql, values).fetchall()

    def first(self, sql: str, *values: object) -> Row | None:
        """The first row, if there is one."""
        with _translated(self._path):
            found: Row | None = self._sqlite.execute(sql, values).fetchone()
            return found

    def one(self, sql: str, *values: object) -> Row:
        """The row that must be there."""
        found = self.first(sql, *values)
        if found is None:
            raise LibraryDamaged(f"The library {self._path} lacks a row that it must have: run `footnote verify`.")
        return found

    def run(self, sql: str, *values: object) -> int:
        """Execute; how many rows changed."""
        with _translated(self._path):
            return self._sqlite.execute(sql, values).rowcount

    def insert(self, sql: str, *values: object) -> int:
        """Insert one row; its id."""
        with _translated(self._path):
            return int(self._sqlite.execute(sql, values).lastrowid or 0)

    def many(self, sql: str, rows: Iterable[Row]) -> None:
        """Execute once per row."""
        with _translated(self._path):
            self._sqlite.executemany(sql, rows)

    def rollback(self) -> None:
        """End what transaction there is; SQLite may have ended it itself (a full disk)."""
        if self._sqlite.in_transaction:
            self._sqlite.execute("ROLLBACK")

    def close(self) -> None:
        """Close now: left to the collector it would keep its locks for a while."""
        self._sqlite.close()

    def __enter__(self) -> Connection:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _create(path: Path) -> None:
    """Make the empty file with its permissions; SQLite gives the log the same ones."""
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        return  # opening it here, and closing it, would drop the locks of other connections
    except OSError as error:
        raise LibraryError(f"The library {path} cannot be made ({error.strerror}): choose another folder.") from error


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    """SQLite's errors that come from the world as the library's; those of our own making stay as they are."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code not in _FROM_THE_WORLD:
            raise
        kind, what, then = _FROM_THE_WORLD[code]
        raise kind(f"The library {path} {what} ({error}): {then}.") from error


_BUSY = (LibraryBusy, "is in use by another process", "try again in a moment")
_RESTORE = "run `footnote verify`, and restore a copy or add the documents to a new library"
#: SQLite's primary result code → which error, what is wrong, what to do.
_FROM_THE_WORLD: dict[int, tuple[type[LibraryError], str, str]] = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_FULL: (LibraryError, "cannot be written: the disk is full", "nothing was changed; free some space"),
    sqlite3.SQLITE_IOERR: (LibraryError, "cannot be read or written", "nothing was changed; check the disk"),
    sqlite3.SQLITE_READONLY: (LibraryError, "cannot be written", "check that you may write to its folder"),
    sqlite3.SQLITE_PERM: (LibraryError, "cannot be opened", "check that you may read its folder"),
    sqlite3.SQLITE_CANTOPEN: (LibraryError, "cannot be opened", "check that you may write to its folder"),
    sqlite3.SQLITE_CORRUPT: (LibraryDamaged, "is damaged", _RESTORE),
    sqlite3.SQLITE_NOTADB: (LibraryDamaged, "is not a library", "restore a copy or choose another folder"),
}
