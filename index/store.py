"""The truth: one SQLite file. SQL is in reader.py and writer.py (and in migrations.py, which makes the tables).

``Store.reading`` gives a ``Reader`` on one snapshot and never waits for a writer; ``Store.writing`` gives a
``Writer`` in one transaction under the library's write lock. A document's row is never changed and its id never
given again, so two generations differ by a set of ids.

One process at a time writes and checkpoints, which is what SQLite before 3.51.3 needs to be safe in WAL mode
(sqlite.org/wal.html#walresetbug).
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.connection import Connection
from index.errors import LibraryError
from index.lock import WriteLock
from index.migrations import LATEST
from index.reader import Reader
from index.writer import Writer

#: Seconds that a writer waits for another one.
PATIENCE = 30.0


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


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise LibraryError(
            f"The library folder {folder} cannot be made ({error.strerror}): choose another with --library."
        ) from error
