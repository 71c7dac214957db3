"""Removed documents that can still be brought back, for some minutes.

Removing is at once and for good in the library: a removed document answers nothing. Its file and the user's corrections
lie here meanwhile, outside of the library, and go when the time is over or the server ends.
"""

from __future__ import annotations

import itertools
import shutil
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.corrections import written
from index.errors import NotInLibrary

if TYPE_CHECKING:
    from index.library import Library
    from index.model import Removal
    from qa.web.jobs import Jobs

#: Seconds in which a removal can be undone.
KEPT = 600.0
#: Bytes of files that are kept, the latest removals first: more than most libraries have.
MOST = 2 << 30


@dataclass(frozen=True, slots=True)
class Removed:
    """A document that was removed, with what brings it back."""

    number: int
    source: str
    file: Path
    corrections: Mapping[str, str]
    at: float


class Bin:
    """The removed documents of a server. Safe to use from several threads.

    Args:
        library: That they were removed from.
        jobs: Brings them back.
        folder: Keeps their files; a folder of this server's own.
    """

    def __init__(self, library: Library, jobs: Jobs, folder: Path) -> None:
        self._library = library
        self._jobs = jobs
        self._folder = folder
        self._numbers = itertools.count(1)
        self._kept: dict[int, Removed] = {}
        self._lock = threading.Lock()

    def remove(self, name: str) -> tuple[Removal, int]:
        """Remove a document; what was removed, and the number that brings it back.

        Raises:
            NotInLibrary: there is no such document.
            LibraryError: the library cannot be written; nothing was removed.
        """
        number = next(self._numbers)
        file = self._folder / f"{number}.removed"
        with self._library.snapshot() as view:
            entry = view.find(name)
            held = view.document(entry.document).metadata
        corrections = {field: written(getattr(held, field)) for field in entry.corrected}
        shutil.copyfile(self._library.original(entry.document), file)
        try:
            removal = self._library.remove(entry.document)
        except BaseException:
            file.unlink(missing_ok=True)
            raise
        with self._lock:
            self._kept[number] = Removed(number, entry.source, file, corrections, time.monotonic())
            self._sweep()
        return removal, number

    def undo(self, number: int) -> str:
        """Add a removed document again, with its corrections, as a job; what its file is called.

        Raises:
            NotInLibrary: the time for that is over.
        """
        with self._lock:
            self._sweep()
            kept = self._kept.pop(number, None)
        if kept is None:
            raise NotInLibrary("It cannot be brought back any more: add its file again.")
        self._jobs.take(kept.file, kept.source, corrections=kept.corrections)
        return kept.source

    def _sweep(self) -> None:
        """Forget what is too old, and of the rest the oldest that are too much."""
        total = 0
        for one in sorted(self._kept.values(), key=lambda one: -one.at):
            total += one.file.stat().st_size if one.file.exists() else 0
            if time.monotonic() - one.at > KEPT or total > MOST:
                del self._kept[one.number]
                one.file.unlink(missing_ok=True)
