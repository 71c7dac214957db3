"""The files as they were added, by the sha256 of their bytes: ``originals/ab/ab12…``.

A file is whole and on the disk before the commit that names it, and goes after the commit that forgets it.
So the only thing a crash can leave is a file that nobody names; ``sweep`` removes those.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from documents.model import digest_of

_NAME = re.compile(r"[0-9a-f]{64}")


class Originals:
    """The folder of originals. Every change is made by the holder of the write lock."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, digest: str) -> Path:
        """Where the file with this digest stands, if it does."""
        return self._folder / digest[:2] / digest

    def put(self, digest: str, data: bytes) -> None:
        """Write a file so that after a crash it is there whole or not at all.

        Raises:
            OSError: the disk is full, or the folder may not be written.
        """
        target = self.path(digest)
        if target.exists():
            return
        for folder in (self._folder, target.parent):
            folder.mkdir(mode=0o700, exist_ok=True)
        temporary = target.with_suffix(".new")
        try:
            _write(temporary, data)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
        _sync_folder(target.parent)
        _sync_folder(self._folder)

    def set_aside(self) -> None:
        """Keep files whose library is lost, under another name: in a new library they would be swept as orphans."""
        if not _listed(self._folder):
            return
        number = 1
        while (kept := self._folder.with_name(f"{self._folder.name}-kept-{number}")).exists():
            number += 1
        self._folder.rename(kept)

    def discard(self, digest: str) -> None:
        """Remove a file that no document names any more."""
        self.path(digest).unlink(missing_ok=True)

    def sound(self, digest: str) -> bool | None:
        """Whether the file's bytes are the ones added; None when it is not there."""
        try:
            return digest_of(self.path(digest).read_bytes()) == digest
        except FileNotFoundError:
            return None

    def orphans(self, named: Collection[str]) -> Iterator[Path]:
        """Files that no document names: what a crash left."""
        for folder in sorted(path for path in _listed(self._folder) if path.is_dir()):
            yield from (path for path in sorted(_listed(folder)) if path.name not in named and _ours(path))

    def sweep(self, named: Collection[str]) -> int:
        """Remove the orphans; how many there were."""
        gone = list(self.orphans(named))
        for path in gone:
            path.unlink(missing_ok=True)
        return len(gone)


def _ours(path: Path) -> bool:
    return _NAME.fullmatch(path.stem) is not None and path.suffix in {"", ".new"}


def _listed(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []


def _write(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make a rename durable. Windows has no such call and needs none for a rename within one volume."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
