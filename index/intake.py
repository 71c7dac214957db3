"""A file comes in: read, cut and embedded without a lock, then stored in one transaction.

What a document is made of depends on what is in the library (the corrections that it takes over), and that may change
while it is embedded. So the transaction looks again, and where it finds another state the document is made anew.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise
from typing import Literal

from documents.anchors import paragraph_digest
from documents.errors import DocumentError
from documents.model import ID_LENGTH, Document, digest_of
from index import catalogue
from index.corrections import corrected
from index.errors import LibraryError
from index.memory import Memory
from index.model import Attempt, Entry, Failure, Outcome, Progress
from index.originals import Originals
from index.reader import Reader
from index.rows import Held, content_digest
from index.store import Store

Hear = Callable[[Progress], None]
Stage = Literal["reading", "embedding", "storing"]

#: From this share of the smaller one's paragraphs on, two uploads of one name are versions of one document. Half:
#: an update keeps most of its text, and two different files called "report.txt" share at most a disclaimer.
ALIKE = 0.5

READ_AGAIN = "It was read again, by a better reader."
WITH_OCR = "It was read again, with its pictures of text."
CORRECTIONS_STAY = "Your corrections stay ({})."


@dataclass(frozen=True, slots=True)
class _File:
    """A file on its way into the library."""

    data: bytes
    digest: str
    source: str
    attempt: Attempt
    progress: Hear | None
    #: The id of the document whose place it takes whatever it is called; empty for none.
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class Intake:
    """Takes files in. Safe to use from several threads and processes.

    ``read(data, source, progress)`` makes a document of a file's bytes; asked for OCR it is given ``ocr=True`` too.
    ``version`` is that of the readers.
    """

    store: Store
    originals: Originals
    memory: Memory
    read: Callable[..., Document]
    version: int

    def add(
        self, data: bytes, source: str, progress: Hear | None, *, retry: bool, ocr: bool, instead_of: str
    ) -> Outcome:
        """Take in a file, or say why not: ``Library.add``."""
        attempt = Attempt(self.version, ocr)
        file = _File(data, digest_of(data), catalogue.printable(source), attempt, progress, instead_of)
        with self.store.reading() as reader:
            known, before = reader.held(file.digest), reader.from_source(file.source)
            failure = None if retry else reader.failure(file.digest, file.attempt)
            again = known is not None and _promising(reader, known, file.attempt)
        if known and again:
            return self._read_again(known, file, before)
        if known:
            return self._already(known, file.source, before)
        if failure:
            return Outcome(file.source, "failed", code=failure.code, message=failure.message)
        try:
            document = self._document(file)
        except DocumentError as error:
            return self._failed(file, error)
        return self._taken_in(document, file)

    def forget(self, gone: Sequence[Held]) -> None:
        """After the commit: no byte of these documents stays in the folder."""
        for one in gone:
            self.originals.discard(one.digest)
        self.store.empty_log()

    def _document(self, file: _File) -> Document:
        options = {"ocr": True} if file.attempt.ocr else {}
        document = self.read(file.data, file.source, heard(file.progress, file.source, "reading"), **options)
        if document.digest != file.digest:
            raise ValueError(f"the reader gave {file.source} the digest of another file")
        return replace(document, source=file.source)

    def _failed(self, file: _File, error: DocumentError) -> Outcome:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        failure = Failure(file.source, error.code, str(error), now)
        with self.store.writing() as writer:
            writer.fail(file.digest, failure, file.attempt)
        return Outcome(file.source, "failed", code=error.code, message=str(error))

    # A file that is here

    def _read_again(self, known: Held, file: _File, before: tuple[Held, ...]) -> Outcome:
        """Better readers read the file; what they find otherwise takes the place of what was read before."""
        asked = replace(file.attempt, ocr=file.attempt.ocr or known.attempt.ocr)
        try:
            document = self._document(replace(file, source=known.entry.source, attempt=asked))
        except DocumentError as error:
            self._note(known, file.attempt, known.entry.media_type)
            why = f"It could not be read again, so what was read before stays. {error}"
            return replace(self._already(known, file.source, before), message=why)
        if not self._loses_pictures(known, document):
            file = replace(file, attempt=asked)
            if content_digest(document) != known.content:
                outcome = self._taken_in(document, file)
                return self._with_stale(outcome, document.digest, file.source, before)
            self._note(known, asked, document.media_type)
        return self._already(known, file.source, before)

    def _loses_pictures(self, known: Held, document: Document) -> bool:
        """Whether text that was recognised in pictures would be lost: the program for it is there no more."""
        if any(page.ocr for page in document.pages) or not known.attempt.ocr:
            return False
        with self.store.reading() as reader:
            return reader.there(known.row) and any(page.ocr for page in reader.as_read(known.row).pages)

    def _note(self, known: Held, attempt: Attempt, media_type: str) -> None:
        with self.store.writing() as writer:
            writer.note(known, attempt, media_type)

    def _with_stale(self, outcome: Outcome, digest: str, source: str, before: tuple[Held, ...]) -> Outcome:
        """The outcome of reading again; where the path said something else before, that goes too."""
        with self.store.reading() as reader:
            known = reader.held(digest)
        if known is None:  # removed meanwhile
            return outcome
        told = self._already(known, source, before)
        return told if told.outcome == "replaced" else replace(outcome, path=source)

    def _already(self, known: Held, source: str, before: tuple[Held, ...]) -> Outcome:
        """The bytes are here. If the file at this path said something else before, that goes."""
        stale = [one for one in before if one.digest != known.digest] if catalogue.is_path(source) else []
        if not stale:
            return _unchanged(known, source)
        with self.store.locked():
            with self.store.transaction() as writer:
                gone = [one for one in writer.from_source(source) if one.digest != known.digest]
                for one in gone:
                    writer.remove(one, known.digest)
            self.forget(gone)
        message = f"The file says now what is in the library as {known.entry.source}; what it said before is removed."
        return Outcome(source, "replaced", known.entry.document, known.entry.paragraphs, message=message)

    # A document that is new

    def _taken_in(self, document: Document, file: _File) -> Outcome:
        outcome = None
        while outcome is None:
            with self.store.reading() as reader:
                before = _place(reader, document, file.instead_of)
            meant = corrected(document, before.corrections if before else {})
            derived = self.memory.derive(meant, heard(file.progress, file.source, "embedding"))
            if file.progress:
                file.progress(Progress(file.source, "storing", 0, 1))
            with self.store.locked():
                self._keep(file)
                with self.store.transaction() as writer:
                    same_source = writer.from_source(document.source)
                    now = _place(writer, document, file.instead_of)
                    # Another thread or process may have been faster.
                    known = now if now and now.digest == document.digest and _as_good(now, document, file) else None
                    if not known and _corrections(now) == _corrections(before):
                        writer.add(document, derived, file.attempt, size=len(file.data), instead_of=now)
                        outcome = _new(document, now, same_source, file)
                if now and outcome and now.digest != document.digest:
                    self.forget([now])
            if known:
                return self._already(known, document.source, same_source)
        return outcome

    def _keep(self, file: _File) -> None:
        try:
            self.originals.put(file.digest, file.data)
        except OSError as error:
            raise LibraryError(
                f"{file.source} was not added, because its original cannot be written ({error.strerror}): "
                "check the disk and its free space."
            ) from error


def heard(progress: Hear | None, source: str, stage: Stage) -> Callable[[int, int], None] | None:
    """The progress of one stage."""
    if progress is None:
        return None
    return lambda done, total: progress(Progress(source, stage, done, total))


def _promising(reader: Reader, known: Held, attempt: Attempt) -> bool:
    """Whether reading a document again may find more: by newer readers, or by OCR where pages have no text."""
    if known.attempt.version < attempt.version:
        return True
    return not known.attempt.covers(attempt) and _has_empty_pages(reader.as_read(known.row))


def _has_empty_pages(document: Document) -> bool:
    bounds = [*(page.start for page in document.pages), len(document.text)]
    return any(not document.text[start:end].strip() for start, end in pairwise(bounds))


def _place(reader: Reader, document: Document, wanted: str) -> Held | None:
    """The document whose place this one takes: an earlier reading, the wanted one, the path's, the likest upload."""
    known = reader.held(document.digest)
    if known:
        return known
    if wanted:
        return next((one for one in reader.catalogue() if one.entry.document == wanted), None)
    candidates = reader.from_source(document.source)
    if catalogue.is_path(document.source):
        return candidates[-1] if candidates else None
    anchors = {paragraph_digest(document.text_of(block)) for block in document.paragraphs}
    shares = [(_alike(reader, one, document, anchors), one) for one in candidates]
    best = max(shares, key=lambda share: share[0], default=None)
    return best[1] if best and best[0] >= ALIKE else None


def _alike(reader: Reader, held: Held, document: Document, anchors: set[str]) -> float:
    """1 for the same title; else the share of the smaller one's paragraphs that the other one has."""
    title = " ".join(document.metadata.title.casefold().split())
    if title and title == " ".join(held.title.casefold().split()):
        return 1.0
    others = set(reader.anchors(held.row).values())
    smaller = min(len(anchors), len(others))
    return len(anchors & others) / smaller if smaller else 0.0


def _as_good(held: Held, document: Document, file: _File) -> bool:
    return held.content == content_digest(document) or held.attempt.covers(file.attempt)


def _corrections(held: Held | None) -> object:
    return dict(held.corrections) if held else {}


def _new(document: Document, before: Held | None, same_source: Sequence[Held], file: _File) -> Outcome:
    outcome: Literal["added", "replaced"] = "replaced" if before else "added"
    said = []
    if before and before.digest == document.digest:
        said.append(WITH_OCR if before.attempt.version >= file.attempt.version else READ_AGAIN)
    elif same_source and not before:
        said.append(_beside(same_source[-1].entry))
    if before and before.corrections:
        said.append(CORRECTIONS_STAY.format(", ".join(before.corrections)))
    message = " ".join(said) or None
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
