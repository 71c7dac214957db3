"""The library: files come in whole or not at all, and leave for good.

    add: known? → read (in a process apart) → cut and embed (no lock) → original on the disk → one transaction
    remove: one transaction → original gone
    search: in a snapshot; the memory follows the store, never the other way

An outcome is returned after the commit, with synchronous writes: what was acknowledged survives a kill and, as far
as the disk tells the truth, a power cut.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from documents.anchors import paragraph_digest
from documents.errors import DocumentError
from documents.model import ID_LENGTH, Document, digest_of
from index import catalogue
from index.errors import LibraryError
from index.memory import Memory
from index.model import Entry, Failure, Outcome, Progress
from index.originals import Originals
from index.snapshot import Snapshot, WeighedWord, find
from index.store import Derived, Held, Reader, Store, Writer
from index.verify import Finding, check_memory, check_originals, check_store

if TYPE_CHECKING:
    from index.search import Searcher

Hear = Callable[[Progress], None]
Stage = Literal["reading", "embedding", "storing"]

__all__ = ["Finding", "Library", "Snapshot", "WeighedWord"]


class Library:
    """A folder with documents that can be searched. Safe to use from several threads and processes.

    Args:
        folder: Made, with its parents, when it is not there.
        searcher: Makes the model and the engines; called once, at first need. Opening, listing, removing and
            verifying do not need it.
        read: ``read(data, source, progress)`` makes a document of a file's bytes; ``progress(done, total)``
            counts pages.

    Raises:
        LibraryTooNew: the library is of a later version; it is left untouched.
        LibraryError: it cannot be opened or made.
    """

    def __init__(self, folder: Path, searcher: Callable[[], Searcher], read: Callable[..., Document]) -> None:
        self.folder = folder
        self._read = read
        self._originals = Originals(folder / "originals")
        if not _is_library(folder):
            self._originals.set_aside()
        self._store = Store(folder)
        self._memory = Memory(self._store, searcher)
        self._sweep()

    def add(self, data: bytes, source: str, progress: Hear | None = None, *, retry: bool = False) -> Outcome:
        """Take in a file, or say why not.

        The same bytes are the same document, whatever their name. A file at the same absolute path takes the place
        of what it said before; an upload does so only when it is recognisably a version of the one with its name.

        Args:
            data: The file's bytes.
            source: Its absolute path, or the name of an upload.
            progress: Hears how far reading and embedding are.
            retry: Read again what could not be read the last time.

        Raises:
            LibraryBusy: another process writes and does not finish.
            LibraryError: the library cannot be written, or the model cannot be loaded.
        """
        source = catalogue.printable(source)
        digest = digest_of(data)
        with self._store.reading() as reader:
            known, before = reader.held(digest), reader.from_source(source)
            failure = None if retry else reader.failure(digest)
        if known:
            return self._already(known, source, before)
        if failure:
            return Outcome(source, "failed", code=failure.code, message=failure.message)
        try:
            document = self._document(data, source, progress)
        except DocumentError as error:
            return self._failed(digest, Failure(source, error.code, str(error), _now()))
        derived = self._memory.derive(document, _stage(progress, source, "embedding"))
        if progress:
            progress(Progress(source, "storing", 0, 1))
        return self._stored(document, derived, data)

    def remove(self, name: str) -> Entry:
        """Remove a document for good: its text, what was derived from it, and its original.

        Raises:
            NotInLibrary: no document has this id, source or file name, or more than one has.
            LibraryBusy: another process writes and does not finish.
        """
        with self._store.locked():
            with self._store.transaction() as writer:
                held = find(writer.catalogue(), name)
                writer.remove(held)
            self._forget([held])
        return held.entry

    def original(self, name: str) -> Path:
        """The file as it was added.

        Raises:
            NotInLibrary: no document has this id, source or file name, or more than one has.
        """
        with self._store.reading() as reader:
            return self._originals.path(find(reader.catalogue(), name).digest)

    def dismiss(self, source: str) -> int:
        """Forget what was wrong with a file that could not be added; how many such states were remembered."""
        with self._store.writing() as writer:
            return writer.forget_failures(source)

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """The library at one moment, for reading; no writer waits for it nor it for a writer."""
        with self._store.reading() as reader:
            yield Snapshot(reader, self._memory)

    def warm(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Load the model, catch up with the store, and make what this model has not made yet.

        Args:
            progress: Hears how many documents were made ready, of how many; not called when there is nothing to do.

        Raises:
            ModelMissing: the model cannot be loaded.
        """
        with self._store.reading() as reader:
            self._memory.bring(reader, progress)

    def verify(self) -> list[Finding]:
        """Everything that is not as it should be; empty when the library is whole.

        Raises:
            LibraryDamaged: the database cannot be read at all.
            LibraryBusy: another process writes and does not finish.
        """
        with self._store.reading() as reader:
            findings = list(check_store(reader))
        with self._store.locked(), self._store.reading() as reader:
            findings += check_originals(self._originals, reader.catalogue())
            findings += check_memory(self._memory, reader)
        return findings

    def close(self) -> None:
        """Close the library's files."""
        self._store.close()

    def _document(self, data: bytes, source: str, progress: Hear | None) -> Document:
        hear = _stage(progress, source, "reading")
        document = self._read(data, source, hear)
        if document.digest != digest_of(data):
            raise ValueError(f"the reader gave {source} the digest of another file")
        return replace(document, source=source)

    def _failed(self, digest: str, failure: Failure) -> Outcome:
        with self._store.writing() as writer:
            writer.fail(digest, failure)
        return Outcome(failure.source, "failed", code=failure.code, message=failure.message)

    def _already(self, known: Held, source: str, before: tuple[Held, ...]) -> Outcome:
        """The bytes are here. If the file at this path said something else before, that goes."""
        stale = [one for one in before if one.digest != known.digest] if catalogue.is_path(source) else []
        if not stale:
            return _unchanged(known, source)
        with self._store.locked():
            with self._store.transaction() as writer:
                gone = [one for one in writer.from_source(source) if one.digest != known.digest]
                for one in gone:
                    writer.remove(one, known.digest)
            self._forget(gone)
        message = f"The file says now what is in the library as {known.entry.source}; what it said before is removed."
        return Outcome(source, "replaced", known.entry.document, known.entry.paragraphs, message=message)

    def _stored(self, document: Document, derived: Derived, data: bytes) -> Outcome:
        with self._store.locked():
            try:
                self._originals.put(document.digest, data)
            except OSError as error:
                raise _unwritable(document.source, error) from error
            with self._store.transaction() as writer:
                # Another thread or process may have been faster.
                same_source = writer.from_source(document.source)
                known = writer.held(document.digest)
                before = None if known else _version_before(writer, document)
                if before:
                    writer.remove(before, document.digest)
                if not known:
                    writer.add(document, derived, size=len(data))
            if before:
                self._forget([before])
        if known:
            return self._already(known, document.source, same_source)
        return _new(document, before, same_source)

    def _forget(self, gone: Sequence[Held]) -> None:
        """After the commit: no byte of these documents stays in the folder."""
        for one in gone:
            self._originals.discard(one.digest)
        self._store.empty_log()

    def _sweep(self) -> None:
        """Remove the originals that a crash left without a document; in a library that is in use, another time."""
        try:
            with self._store.locked(limit=0), self._store.reading() as reader:
                self._originals.sweep(reader.digests())
        except LibraryError:
            return


def _is_library(folder: Path) -> bool:
    try:
        return (folder / "library.db").exists()
    except OSError as error:  # a name too long for the file system, say
        raise LibraryError(
            f"The library folder {folder} cannot be used ({error.strerror}): choose another with --library."
        ) from error


def _version_before(writer: Writer, document: Document) -> Held | None:
    """The document whose place this one takes: the same path's, or the upload of this name most like it."""
    candidates = writer.from_source(document.source)
    if catalogue.is_path(document.source):
        return candidates[-1] if candidates else None
    anchors = {paragraph_digest(document.text_of(block)) for block in document.paragraphs}
    shares = [(_alike(writer, one, document, anchors), one) for one in candidates]
    best = max(shares, key=lambda share: share[0], default=None)
    return best[1] if best and best[0] >= ALIKE else None


#: From this share of the smaller one's paragraphs on, two uploads of one name are versions of one document. Half:
#: an update keeps most of its text, and two different files called "report.txt" share at most a disclaimer.
ALIKE = 0.5


def _alike(reader: Reader, held: Held, document: Document, anchors: set[str]) -> float:
    """1 for the same title; else the share of the smaller one's paragraphs that the other one has."""
    title = " ".join(document.metadata.title.casefold().split())
    if title and title == " ".join(held.entry.title.casefold().split()):
        return 1.0
    others = set(reader.anchors(held.row).values())
    smaller = min(len(anchors), len(others))
    return len(anchors & others) / smaller if smaller else 0.0


def _new(document: Document, before: Held | None, same_source: Sequence[Held]) -> Outcome:
    message = None if before or not same_source else _beside(same_source[-1].entry)
    outcome: Literal["added", "replaced"] = "replaced" if before else "added"
    return Outcome(document.source, outcome, document.id, len(document.paragraphs), message=message)


def _unchanged(known: Held, source: str) -> Outcome:
    elsewhere = known.entry.source != source
    message = f"The same file is in the library as {known.entry.source}." if elsewhere else None
    return Outcome(source, "unchanged", known.entry.document, known.entry.paragraphs, message=message)


def _beside(other: Entry) -> str:
    return (
        f"Another document is called {other.source} ({other.document[:ID_LENGTH]}) and says something else, "
        "so both are kept: remove one if it is out of date."
    )


def _unwritable(source: str, error: OSError) -> LibraryError:
    return LibraryError(
        f"{source} was not added, because its original cannot be written ({error.strerror}): "
        "check the disk and its free space."
    )


def _stage(progress: Hear | None, source: str, stage: Stage) -> Callable[[int, int], None] | None:
    if progress is None:
        return None
    return lambda done, total: progress(Progress(source, stage, done, total))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
