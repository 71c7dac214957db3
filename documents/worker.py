"""A file becomes a Document in a process that may be killed: parsers are guests, their files come from anywhere.

The worker has limits on memory and CPU time, no library, no network, no place to write, and answers in JSON. When
it dies on a page, what it read before is kept and another one goes on behind that page. Here, in the parent, wait
a wall clock and the documents' own checks.
"""

from __future__ import annotations

import logging
import signal
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from documents import ocr as recognition
from documents.errors import BY_CODE, DocumentError, NoTextLayer, OutOfMemory, TookTooLong, WorkerCrashed
from documents.guest import TOOK_TOO_LONG
from documents.limits import CPU_LEAST, CPU_PAGE, cpu_limit, pages_limit
from documents.model import Document, digest_of
from documents.processes import Channel, TooLate, worker_process
from documents.wire import (
    LARGEST_DOCUMENT,
    LARGEST_PAGE,
    LARGEST_PICTURE,
    Frame,
    FrameError,
    Request,
    document_from_json,
    pack_request,
    receive_body,
)

_log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]

#: Seconds between two words to the listener.
_PROGRESS_EVERY = 0.1
#: Workers that may die on pages of one file before the pages that are left are given up.
_DEATHS = 6
#: Bytes of pages that are kept: 20,000 dense ones have 50 MB.
_MOST_KEPT = 64_000_000

_CRASHED = "The parser died on the file: save or print it to a new pdf, or to txt, and add that."
#: A page without text, as a reader keeps it.
_SILENT = b"[]"
#: Why a page was given up, in words that follow "it".
_WHY: dict[type[DocumentError], str] = {
    TookTooLong: "took too long",
    OutOfMemory: "needed too much memory",
    WorkerCrashed: "crashed the parser",
}
_TOO_MANY = "came after too many that failed"


def read_apart(data: bytes, source: str, progress: Progress | None = None, *, ocr: bool = False) -> Document:
    """The document that these bytes are, read in a worker process with limits.

    ``progress`` hears (pages done, pages in all); an exception in it ends the worker. With ``ocr`` pages without
    text are recognised where a program for that is installed (``documents.ocr``). May be called from any thread;
    calls run beside each other.

    Raises:
        DocumentError: what is wrong with the file, in one sentence; among them the limits of the worker.
    """
    reading = _Reading(data, source, _seldom(progress))
    if not ocr:
        return reading.document()
    try:
        document = reading.document()
    except NoTextLayer:
        if not reading.recognise():
            raise
        return reading.document()
    return reading.document() if reading.recognise() else document


@dataclass(slots=True)
class _Reading:
    """A file while workers read it, one after the other."""

    data: bytes
    source: str
    progress: Progress
    #: As the workers sent them, by page.
    pages: dict[int, bytes] = field(default_factory=dict)
    given_up: dict[int, str] = field(default_factory=dict)
    recognised: frozenset[int] = frozenset()
    #: Bytes of the pages together.
    kept: int = 0
    total: int = 0
    #: The page that the worker is at, since this moment of the monotonic clock; 0 outside of pages.
    at: int = 0
    begun: float = 0.0
    #: Whether the worker has begun to read pages, one by one, and has not read all.
    among_pages: bool = False
    closing: bool = False
    deaths: int = 0
    #: Seconds of CPU time: of the dead workers, and of the present one when it last said so.
    spent: float = 0.0
    used: float = 0.0

    def document(self) -> Document:
        """The document that is left after all deaths of workers."""
        first: DocumentError | None = None
        while True:
            try:
                return self.attempt()
            except (TookTooLong, OutOfMemory, WorkerCrashed) as error:
                first = first or error
                if not self.give_up(_WHY[type(error)]):
                    raise first from None
            except DocumentError as error:  # of what the workers that died had left
                raise first or error from None

    def recognise(self) -> bool:
        """Puts recognised text where pages have none; whether there is any."""
        silent = [number for number, value in sorted(self.pages.items()) if value == _SILENT]
        found = _recognised(self.data, silent) if silent else {}
        self.pages.update(found)
        self.recognised = frozenset(found)
        return bool(found)

    def attempt(self) -> Document:
        """The document that the next worker makes of the file."""
        self.at, self.used, self.among_pages = 0, 0.0, False
        request = Request(self.data, self.source, self.spent, self.pages, self.given_up, self.recognised)
        try:
            with worker_process() as channel:
                body = self._converse(channel, request)
            return document_from_json(body, digest_of(self.data), self.source)
        except TooLate:
            raise TookTooLong(TOOK_TOO_LONG) from None
        except FrameError as error:
            _log.debug("%s: %s", self.source, error)
            raise WorkerCrashed(_CRASHED) from None

    def give_up(self, why: str) -> bool:
        """Leaves out the page that the worker died on; whether another worker can make something of the others."""
        if not self.among_pages or self.closing:
            return False
        if self.at:
            self.given_up[self.at] = why
        self.deaths += 1
        self.spent += self.used + min(CPU_PAGE, time.monotonic() - self.begun)
        if self.deaths >= _DEATHS or self.spent + CPU_PAGE > cpu_limit(self.total):
            self._close(why if self.deaths < _DEATHS else _TOO_MANY)
            return bool(self.pages)
        return True

    def _close(self, why: str) -> None:
        """The next worker puts together what was read, and is the last one."""
        self.closing = True
        for number in range(1, self.total + 1):
            if number not in self.pages:
                self.given_up.setdefault(number, why)

    def _converse(self, channel: Channel, request: Request) -> bytes:
        """The worker's document, still JSON; its errors are raised."""
        try:
            for part in pack_request(request):
                channel.send(part)
        except OSError as error:  # it died before it had read everything; its last words follow
            _log.debug("%s: %s", self.source, error)
        while True:
            frame = channel.receive()
            if frame[0] == "document":
                return receive_body(channel.read, frame[1], LARGEST_DOCUMENT)
            self._hear(channel, frame)

    def _hear(self, channel: Channel, frame: Frame) -> None:
        if frame[0] == "progress":
            done, total, self.used = _numbers(frame, 3)
            self._hear_progress(channel, int(done), int(total))
        elif frame[0] == "begin":
            number, self.used = _numbers(frame, 2)
            self.at, self.begun, self.among_pages = int(number), time.monotonic(), True
            channel.expect(self.used + CPU_PAGE, self.used)
        elif frame[0] == "page":
            number, size = _numbers(frame, 2)
            self._keep(int(number), receive_body(channel.read, size, LARGEST_PAGE))
        else:
            _raise(frame, self.source)

    def _hear_progress(self, channel: Channel, done: int, total: int) -> None:
        self.total = total
        if done == 0:
            channel.expect(pages_limit(total, self.spent, self.used), self.used)
        elif done == total:
            self.among_pages = False
            channel.expect(self.used + CPU_LEAST, self.used)
        self.progress(done, total)

    def _keep(self, number: int, body: bytes) -> None:
        self.at = 0
        if self.kept + len(body) <= _MOST_KEPT:
            self.pages[number] = body
            self.kept += len(body)


# --- pages that are pictures ---------------------------------------------------------------------------------


def _recognised(data: bytes, silent: Sequence[int]) -> dict[int, bytes]:
    """The pages without text that have one after all, as a worker sends them."""
    try:
        if recognition.has_ocrmypdf():
            made, places = recognition.of_pages(data, silent), {number: number for number in silent}
        else:
            pictures = _pictures(data, silent)
            if not pictures:
                return {}
            made = recognition.of_pictures(list(pictures.values()))
            places = {number: at for at, number in enumerate(pictures, 1)}
    except recognition.OcrFailed as error:
        _log.warning("OCR: %s", error)
        return {}
    reading = _Reading(made, "recognised.pdf", _seldom(None))
    with suppress(DocumentError):
        reading.document()
    found = {number: reading.pages.get(at, _SILENT) for number, at in places.items()}
    return {number: value for number, value in found.items() if value != _SILENT}


def _pictures(data: bytes, pages: Sequence[int]) -> dict[int, bytes]:
    """The largest picture of each page that has one, by a worker."""
    found: dict[int, bytes] = {}
    try:
        with worker_process() as channel:
            for part in pack_request(Request(data, "pictures.pdf", pictures_of=tuple(pages))):
                channel.send(part)
            while (frame := channel.receive())[0] == "picture":
                number, size = _numbers(frame, 2)
                found[int(number)] = receive_body(channel.read, size, LARGEST_PICTURE)
    except (FrameError, TooLate, OSError) as error:
        _log.warning("OCR: no more pictures: %s", error)
    return found


def _numbers(frame: Frame, count: int) -> list[float]:
    values = frame[1:]
    if len(values) != count or not all(isinstance(value, (int, float)) for value in values):
        raise FrameError(f"a frame that says {frame!r:.200}")
    return values


def _raise(frame: Frame, source: str) -> None:
    """Raises what the frame says: an error of the file, a crash of the parser, the end of the process."""
    if frame[0] == "error" and frame[1] in BY_CODE:
        raise BY_CODE[frame[1]](str(frame[2]))
    _log.debug("%s: %s", source, frame)
    if frame[0] == "exit" and frame[1] == -getattr(signal, "SIGXCPU", 0):
        raise TookTooLong(TOOK_TOO_LONG)
    if frame[0] == "exit" and frame[1] == -getattr(signal, "SIGKILL", 0):
        raise OutOfMemory("The system stopped the parser, most likely for want of memory: split the file.")
    raise WorkerCrashed(_CRASHED)


def _seldom(progress: Progress | None) -> Progress:
    """The listener, who hears the first word, the last, and one each moment between."""
    last = 0.0

    def tell(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if progress is not None and (done in (0, total) or now - last >= _PROGRESS_EVERY):
            last = now
            progress(done, total)

    return tell
