"""The library: files come in whole or not at all, and leave for good.

    add: known? → read (in a process apart) → cut and embed (no lock) → original on the disk → one transaction
    correct: cut and embed (no lock) → one transaction
    remove: one transaction → original gone
    search: in a snapshot; the memory follows the store, never the other way

An outcome is returned after the commit, with synchronous writes: what was acknowledged survives a kill and, as far
as the disk tells the truth, a power cut.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import documents.read
from documents.model import ID_LENGTH, Document
from index.answers import AnswerWriter
from index.catalogue import printable
from index.corrections import SEARCHED, checked, corrected, fields_of
from index.dossiers import DossierWriter
from index.errors import LibraryError
from index.intake import Hear, Intake, heard
from index.memory import Memory
from index.model import Outcome, Removal
from index.originals import Originals
from index.reader import Reader
from index.reranker import try_out
from index.rows import Held
from index.snapshot import Snapshot, find
from index.store import Store
from index.verify import Finding, check_memory, check_originals, check_store

if TYPE_CHECKING:
    from index.search import Searcher

__all__ = ["Finding", "Keeping", "Library", "Snapshot"]


@dataclass(frozen=True, slots=True)
class Keeping:
    """What is kept beside the documents, in one transaction."""

    answers: AnswerWriter
    dossiers: DossierWriter


class Library:
    """A folder with documents that can be searched. Safe to use from several threads and processes.

    Args:
        folder: Made, with its parents, when it is not there.
        searcher: Makes the model and the engines; called once, at first need. Opening, listing, removing and
            verifying do not need it.
        read: ``read(data, source, progress)`` makes a document of a file's bytes; ``progress(done, total)``
            counts pages. Asked for OCR it is given ``ocr=True`` too.
        version: Of the readers. What older ones read, or could not read, is read again when it is added again.

    Raises:
        LibraryTooNew: the library is of a later version; it is left untouched.
        LibraryError: it cannot be opened or made.
    """

    def __init__(
        self,
        folder: Path,
        searcher: Callable[[], Searcher],
        read: Callable[..., Document],
        version: int = documents.read.VERSION,
    ) -> None:
        self.folder = folder
        self._originals = Originals(folder / "originals")
        if not _is_library(folder):
            self._originals.set_aside()
        self._store = Store(folder)
        self._memory = Memory(self._store, searcher)
        self._intake = Intake(self._store, self._originals, self._memory, read, version)
        self._sweep()

    def add(
        self,
        data: bytes,
        source: str,
        progress: Hear | None = None,
        *,
        retry: bool = False,
        ocr: bool = False,
        instead_of: str = "",
    ) -> Outcome:
        """Take in a file, or say why not.

        The same bytes are the same document, whatever their name. A file at the same absolute path takes the place
        of what it said before; an upload does so only when it is recognisably a version of the one with its name.
        A file that is here and was read by older readers is read again, and so is one with pages without text when
        OCR is asked for; what it is called, its address and the user's corrections stay.

        Args:
            data: The file's bytes.
            source: Its absolute path, or the name of an upload.
            progress: Hears how far reading and embedding are.
            retry: Read again what could not be read the last time.
            ocr: Recognise text in pages that are pictures.
            instead_of: The id of a document whose place it takes, whatever both are called; its corrections stay.

        Raises:
            LibraryBusy: another process writes and does not finish.
            LibraryError: the library cannot be written, or the model cannot be loaded.
        """
        return self._intake.add(data, source, progress, retry=retry, ocr=ocr, instead_of=instead_of)

    def correct(
        self, name: str, written: Mapping[str, str], reset: Collection[str] = (), progress: Hear | None = None
    ) -> Document:
        """Put a user's values in place of what was read of a document; the document as it is now.

        Where title or language change, the document is embedded and counted anew before anything is stored: until
        then the library answers as before.

        Args:
            name: The document's id, source or file name.
            written: Values by field (``corrections.FIELDS``) as a person writes them: lists parted by semicolons,
                dates as 2024-01-31, 2024-01 or 2024; empty for what the user knows to be unknown.
            reset: Fields that are again what was read.
            progress: Hears how far embedding is.

        Raises:
            NotInLibrary: no document has this name, or more than one has.
            BadCorrection: no such field, or a value that it cannot hold; nothing was changed.
            LibraryBusy: another process writes and does not finish.
        """
        values, taken_back = checked(written), fields_of(reset)
        while True:
            with self._store.reading() as reader:
                held = _found(reader, name)
                read = reader.as_read(held.row)
            kept = {field: value for field, value in held.corrections.items() if field not in taken_back}
            before, after = corrected(read, held.corrections), corrected(read, {**kept, **values})
            derived = None
            if any(getattr(before.metadata, field) != getattr(after.metadata, field) for field in SEARCHED):
                derived = self._memory.derive(after, heard(progress, held.entry.source, "embedding"))
            with self._store.writing() as writer:
                now = writer.held(held.digest)
                if now is not None and (now.row, now.corrections) == (held.row, held.corrections):
                    writer.correct(held, values, taken_back)
                    if derived:
                        writer.rederive(held.row, derived)
                    return after

    def remove(self, name: str, *, with_quotations: bool = False) -> Removal:
        """Remove a document for good: its text, its corrections, what was derived from it, and its original.

        What answers and dossiers quote of it are excerpts of the user's own, and stay.

        Args:
            name: The document's id, source or file name.
            with_quotations: Remove stored answers and pins that quote it, or a version before it, as well.

        Raises:
            NotInLibrary: no document has this id, source or file name, or more than one has.
            LibraryBusy: another process writes and does not finish.
        """
        with self._store.locked():
            with self._store.transaction() as writer:
                held = _found(writer, name)
                quoted = [digest[:ID_LENGTH] for digest in writer.versions(held.digest)]
                answers, pins = writer.answers.quoting(quoted), writer.dossiers.quoting(quoted)
                if with_quotations:
                    writer.answers.remove(answers)
                    writer.dossiers.unpin_quoting(quoted)
                writer.remove(held)
            self._intake.forget([held])
        return Removal(held.entry, len(answers), pins)

    @contextmanager
    def keeping(self, *, patience: float | None = None, erasing: bool = False) -> Iterator[Keeping]:
        """One transaction on the stored answers and the dossiers. No generation changes by it.

        Args:
            patience: Seconds to wait for another writer; None for as long as documents do.
            erasing: What is removed in it shall be on the disk no more.

        Raises:
            LibraryBusy: another process writes and does not finish.
            LibraryError: the library cannot be written.
        """
        with self._store.locked(patience):
            with self._store.transaction() as writer:
                yield Keeping(writer.answers, writer.dossiers)
            if erasing:
                self._store.empty_log()

    def original(self, name: str) -> Path:
        """The file as it was added.

        Raises:
            NotInLibrary: no document has this id, source or file name, or more than one has.
        """
        with self._store.reading() as reader:
            return self._originals.path(_found(reader, name).digest)

    def rename(self, name: str, path: str) -> None:
        """Say that a document's file is at another path now; its address, corrections and date of addition stay.

        Args:
            name: Its id, source or file name.
            path: Absolute. What else is in the library under this path stays too.

        Raises:
            NotInLibrary: no document has this name, or more than one has.
            LibraryBusy: another process writes and does not finish.
        """
        with self._store.writing() as writer:
            writer.rename(_found(writer, name), printable(path))

    def setting(self, key: str) -> str:
        """What was set for this library under a key; empty where nothing was."""
        with self._store.reading() as reader:
            return reader.setting(key)

    def set(self, key: str, value: str) -> None:
        """Set something for this library, whoever opens it."""
        with self._store.writing() as writer:
            writer.set(key, value)

    def outdated(self) -> int:
        """How many documents were read by older readers, and may be read better when their files are added again."""
        with self._store.reading() as reader:
            return reader.outdated(self._intake.version)

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
        """Load the models, catch up with the store, and make what this model has not made yet.

        What is wrong with a model is said here and not with the first question, which would wait for it too.

        Args:
            progress: Hears how many documents were made ready, of how many; not called when there is nothing to do.

        Raises:
            ModelMissing: a model cannot be loaded, or cannot do what it is for.
        """
        with self._store.reading() as reader:
            reranker = self._memory.bring(reader, progress).reranker
            self._memory.works.of(reader)  # read now, and not with the first question
        if reranker:
            try_out(reranker)

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


def _found(reader: Reader, name: str) -> Held:
    """The one document of this name. A whole id is looked up: to read the lines of 7,000 documents takes 0.15 s.

    Raises:
        NotInLibrary: none has it, or more than one.
    """
    known = reader.held(printable(name)) if len(name) == ID_LENGTH else None
    return known if known and known.entry.document == name else find(reader.catalogue(), name)
