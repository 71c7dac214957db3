"""The write lock of a library: one writer at a time, between threads and between processes.

The lock is the operating system's, on an open file: it is gone the moment its holder is, however that died.
The file itself stays and says who holds it, for the message to the one who waits.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import LibraryBusy, LibraryError

#: Seconds between two tries. A commit takes 1–35 ms: a waiting writer loses at most one commit's time.
PAUSE = 0.02

if sys.platform == "win32":
    import msvcrt

    #: Windows locks bytes against reading too: lock one far behind the text, so that the holder can be read.
    _FAR = 1 << 30

    def _try_lock(handle: int) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(handle: int) -> None:
        # Explicitly, not by closing: a child forked meanwhile may still hold a copy of the handle.
        fcntl.flock(handle, fcntl.LOCK_UN)


class WriteLock:
    """The lock on one library folder; cheap to make, holds nothing until ``held`` is entered."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._threads = threading.Lock()

    @contextmanager
    def held(self, limit: float) -> Iterator[None]:
        """Hold the lock for the block.

        Args:
            limit: Seconds to wait for it; 0 tries once.

        Raises:
            LibraryBusy: another holds it for longer; the text names the process and its machine.
            LibraryError: the lock file cannot be opened.
        """
        deadline = time.monotonic() + limit
        if not self._threads.acquire(timeout=max(limit, 0)):
            raise self._busy(limit)
        try:
            handle = self._open()
            try:
                self._wait(handle, deadline, limit)
                try:
                    self._sign(handle)
                    yield
                finally:
                    _unlock(handle)
            finally:
                os.close(handle)
        finally:
            self._threads.release()

    def _open(self) -> int:
        try:
            return os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise LibraryError(
                f"The library cannot be written, because {self._path} cannot be opened ({error.strerror}): "
                "check that you may write to this folder."
            ) from error

    def _wait(self, handle: int, deadline: float, limit: float) -> None:
        while not _try_lock(handle):
            if time.monotonic() >= deadline:
                raise self._busy(limit)
            time.sleep(PAUSE)

    def _sign(self, handle: int) -> None:
        holder = json.dumps({"pid": os.getpid(), "host": socket.gethostname()}).encode()
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, holder)

    def _busy(self, limit: float) -> LibraryBusy:
        return LibraryBusy(
            f"The library is being written by {self._holder()} and did not become free within {limit:g} seconds: "
            "try again when that is done."
        )

    def _holder(self) -> str:
        try:
            holder = json.loads(self._path.read_bytes())
            return f"process {int(holder['pid'])} on {str(holder['host'])[:100]}"
        except (OSError, ValueError, KeyError, TypeError):
            return "another process"
