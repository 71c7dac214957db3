"""A folder and the library: what is new, changed, renamed and gone, and the library made to follow.

planned = plan(library, folder)          # looks, and changes nothing
for outcome in follow(library, planned): # adds, replaces, renames, removes

What is gone is only ever what was read from that folder. A folder that is not there, or has become empty, is taken for
a disk that is not connected, never for a wish to remove everything.
"""

from __future__ import annotations

import hashlib
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Literal

from documents.model import ID_LENGTH
from index.catalogue import printable, real_path
from index.errors import LibraryError, NotInLibrary
from index.ingest import add_file, files
from index.model import Entry, Outcome, Progress

if TYPE_CHECKING:
    from index.library import Library

Kind = Literal["new", "changed", "renamed", "gone", "unchanged", "failed"]

#: What is done, in this order: a renamed file is told before one is removed, and a place is free before it is taken.
ACTED: tuple[Kind, ...] = ("renamed", "gone", "changed", "new")
#: Bytes that are read of a file at a time.
_PIECE = 1 << 20


class FolderGone(LibraryError):
    """The folder is not there, or nothing is in it any more."""


@dataclass(frozen=True, slots=True)
class Change:
    """One file of the folder, or one that was there."""

    kind: Kind
    path: str
    #: The id of the document that the library has of it; none for a new file.
    document: str | None = None
    #: Where it was read before, of a renamed one.
    was: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What following a folder would change."""

    folder: Path
    changes: tuple[Change, ...]

    def count(self, kind: Kind) -> int:
        """How many files there are of a kind."""
        return Counter(one.kind for one in self.changes)[kind]

    @property
    def acted(self) -> tuple[Change, ...]:
        """What would be done, in its order."""
        return tuple(one for kind in ACTED for one in self.changes if one.kind == kind)


#: Of a file, when it was looked at last: its size, when it was changed (ns), and the sha256 of its bytes.
Seen = tuple[int, int, str]


@dataclass(slots=True)
class Memory:
    """What is known of files from looking before: one whose size and time are the same is not read again."""

    seen: dict[Path, Seen] = field(default_factory=dict)

    def digest(self, path: Path) -> str:
        """The sha256 of a file's bytes, in hexadecimal.

        Raises:
            OSError: it cannot be read.
        """
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise OSError("not a file")
        known = self.seen.get(path)
        if known and known[:2] == (about.st_size, about.st_mtime_ns):
            return known[2]
        found = _digest(path)
        self.seen[path] = (about.st_size, about.st_mtime_ns, found)
        return found


def _digest(path: Path) -> str:
    made = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            made.update(piece)
    return made.hexdigest()


def plan(library: Library, folder: Path, memory: Memory | None = None) -> Plan:
    """What is new, changed, renamed, gone and unchanged between a folder and the library; nothing is changed.

    Args:
        library: Compared with.
        folder: With all folders in it; hidden files and litter are passed over.
        memory: Of an earlier look.

    Raises:
        FolderGone: the folder is not there, or is empty while the library has documents from it.
        LibraryError: the library cannot be read.
    """
    root = real_path(folder)
    with library.snapshot() as view:
        every, failed = view.entries(), {one.source for one in view.failures()}
    inside = {one.source: one for one in every if _is_in(one.source, root)}
    found = _found(root, library.folder)
    if not found and inside:
        raise FolderGone(
            f"The folder {printable(str(root))} is empty, and the library has {len(inside)} documents from it: nothing "
            "is removed. Connect the disk, or remove them in the library."
        )
    changes = list(_compared(found, inside, {one.document: one for one in every}, failed, memory or Memory()))
    return Plan(root, tuple(changes))


def _found(root: Path, own: Path) -> list[Path]:
    try:
        if not root.is_dir():
            raise NotADirectoryError
        next(root.iterdir(), None)
    except OSError as error:
        raise FolderGone(
            f"The folder {printable(str(root))} is not there or cannot be read: check its path and its disk. "
            "Nothing was changed."
        ) from error
    return list(files([root], own))


def _is_in(source: str, root: Path) -> bool:
    return PurePath(source).is_relative_to(root)


def _compared(
    found: Iterable[Path], inside: Mapping[str, Entry], every: Mapping[str, Entry], failed: set[str], memory: Memory
) -> Iterator[Change]:
    here = {printable(str(path)): _looked(path, memory) for path in found}
    kept = {entry.document for source, entry in inside.items() if here.get(source) == entry.document}
    for source, digest in here.items():
        known, before = every.get(digest), inside.get(source)
        if known and (known.source == source or known.document in kept or known.source not in inside):
            # Where its bytes stand under another name too, the library has them once.
            same = before is None or before.document == known.document
            yield Change("unchanged" if same else "changed", source, known.document if same else _id(before))
        elif known:  # what was read there stands here now
            kept.add(known.document)
            yield Change("renamed", source, known.document, known.source)
        elif before:
            yield Change("changed", source, before.document)
        else:
            yield Change("failed" if source in failed and digest else "new", source)
    moved = {entry.source for entry in inside.values() if entry.document in kept}
    left = inside.keys() - here.keys() - moved
    yield from (Change("gone", source, inside[source].document) for source in inside if source in left)


def _looked(path: Path, memory: Memory) -> str:
    """The id of a file's bytes; empty where it cannot be read: adding it says why."""
    try:
        return memory.digest(path)[:ID_LENGTH]
    except OSError:
        return ""


def _id(entry: Entry | None) -> str | None:
    return entry.document if entry else None


def follow(
    library: Library,
    planned: Plan,
    progress: Callable[[Progress], None] | None = None,
    *,
    retry: bool = False,
    ocr: bool = False,
) -> Iterator[Outcome]:
    """Do what was planned; an outcome for each file that something was done with, as soon as it is done.

    Args:
        library: Follows the folder.
        planned: What to do. What has changed since is done as it is now, or left.
        progress: Hears how far each file is.
        retry: Read again what could not be read the last time.
        ocr: Recognise text in pages that are pictures.

    Raises:
        LibraryError: the library itself cannot go on; what was yielded is done.
    """
    retried = tuple(one for one in planned.changes if retry and one.kind == "failed")
    for change in (*planned.acted, *retried):
        outcome = done(library, change, progress, retry=retry, ocr=ocr)
        if outcome:
            yield outcome


def done(
    library: Library,
    change: Change,
    progress: Callable[[Progress], None] | None = None,
    *,
    retry: bool = False,
    ocr: bool = False,
) -> Outcome | None:
    """Do one change; its outcome, or none where there is nothing to do any more."""
    match change.kind:
        case "renamed":
            return _renamed(library, change)
        case "gone":
            return _removed(library, change)
        case "unchanged":
            return None
        case _:
            return add_file(
                Path(change.path), lambda data, source: library.add(data, source, progress, retry=retry, ocr=ocr)
            )


def _renamed(library: Library, change: Change) -> Outcome | None:
    try:
        library.rename(change.document or "", change.path)
    except NotInLibrary:
        return None
    message = f"The file was {change.was} before; its links and corrections stay."
    return Outcome(change.path, "renamed", change.document, message=message)


def _removed(library: Library, change: Change) -> Outcome | None:
    if Path(change.path).exists():  # it has come back
        return None
    try:
        library.remove(change.document or "")
    except NotInLibrary:
        return None
    return Outcome(change.path, "removed", change.document, message="The file is no longer in the folder.")
