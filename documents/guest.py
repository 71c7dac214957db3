"""The parser's side of the worker: a process with limits that may die, and nothing else is lost.

``serve`` runs in a process of its own with one thread and forks a child for each document: a fork costs
milliseconds, importing the parsers a quarter of a second. ``alone`` does one document in a fresh process,
for systems that cannot fork. Nothing here imports what a library or a server is made of.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import selectors
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from documents import limits
from documents.errors import DocumentError, OutOfMemory, TooComplex, TookTooLong
from documents.journal import Journal
from documents.wire import (
    LARGEST_DOCUMENT,
    LARGEST_PAGE,
    LARGEST_PICTURE,
    Drawing,
    FrameError,
    Request,
    document_to_json,
    dump,
    pack,
    receive_request,
)

_Write = Callable[[bytes], object]

TOOK_TOO_LONG = "Reading the file took longer than any good file does: save or print it to a new pdf and add that."


def handle(read: Callable[[int], bytes], write: _Write) -> None:
    """Takes one request from the stream and writes pages and progress, then the document or its error."""
    try:
        answer = _outcome(read, write)
    except MemoryError:
        answer = _error(_out_of_memory())
    except limits.OutOfTime:
        answer = _error(TookTooLong(TOOK_TOO_LONG))
    write(answer)


def _outcome(read: Callable[[int], bytes], write: _Write) -> bytes:
    from documents.read import read as read_document

    request = receive_request(read)
    try:
        if request.pictures_of:
            return _pictures(request, write)
        if request.drawing:
            return _drawn(request.data, request.drawing)
        document = read_document(request.data, request.source, _journal(request, write))
        body = dump(document_to_json(document))
    except DocumentError as error:
        return _error(error)
    except MemoryError:
        return _error(_out_of_memory())
    except RecursionError:
        return _error(TooComplex("The file is nested deeper than can be followed: save it to a new file and add that."))
    except Exception:  # noqa: BLE001 - the edge: the parent says it in a sentence and logs this
        return pack(["crash", traceback.format_exc()[-4000:]])
    if len(body) > LARGEST_DOCUMENT:
        return _error(TooComplex("The file has more parts than a document can have: split it."))
    return pack(["document", len(body)]) + body


def _pictures(request: Request, write: _Write) -> bytes:
    from documents.readers.pdf.reader import pictures

    for number, picture in pictures(request.data, request.pictures_of):
        if len(picture) <= LARGEST_PICTURE:
            write(pack(["picture", number, len(picture)]) + picture)
    return pack(["document", 0])


def _drawn(data: bytes, drawing: Drawing) -> bytes:
    from documents.readers.pdf.picture import draw

    limits.limit_cpu(limits.cpu_used() + limits.CPU_PAGE)
    drawn = draw(data, drawing)
    return pack(["drawn", len(drawn.image), drawn.width, drawn.height, drawn.boxes]) + drawn.image


def _out_of_memory() -> OutOfMemory:
    return OutOfMemory("Reading the file needs more memory than a document may take: split it, or save it anew.")


def _error(error: DocumentError) -> bytes:
    return pack(["error", error.code, " ".join(str(error).split())[:600]])


# --- what is said while reading ------------------------------------------------------------------------------


def _journal(request: Request, write: _Write) -> Journal:
    teller = _Teller(write, request.spent)
    known = {number: json.loads(value) for number, value in request.known.items()}
    return Journal(teller.progress, teller.begin, teller.keep, known, request.given_up, request.recognised)


@dataclass(slots=True)
class _Teller:
    """Tells the parent how far the reader is, and moves the limit of CPU time along."""

    write: _Write
    #: Seconds of CPU time of the attempts before.
    spent: float
    #: Of this process, in seconds, for the pages together.
    limit: float = limits.CPU_LEAST

    def progress(self, done: int, total: int) -> None:
        """The pages together have a limit, and so has what is done once all are read."""
        if done == 0:
            self.limit = limits.pages_limit(total, self.spent, limits.cpu_used())
            limits.limit_cpu(self.limit)
        elif done == total:
            limits.limit_cpu(limits.cpu_used() + limits.CPU_LEAST)
        self.write(pack(["progress", done, total, limits.cpu_used()]))

    def begin(self, number: int) -> None:
        """A page has a limit of its own."""
        used = limits.cpu_used()
        limits.limit_cpu(min(self.limit, used + limits.CPU_PAGE))
        self.write(pack(["begin", number, used]))

    def keep(self, number: int, value: Any) -> None:  # noqa: ANN401 - JSON that only the reader knows
        """A page that is too large to be kept would be read again."""
        body = dump(value)
        if len(body) <= LARGEST_PAGE:
            self.write(pack(["page", number, len(body)]) + body)


# --- processes -----------------------------------------------------------------------------------------------


def alone() -> None:
    """One document from standard input to standard output, in this process."""
    limits.leave_no_place_to_write()
    limits.step_back()
    limits.limit_self()
    handle(lambda count: os.read(0, count), _flushed(sys.stdout.buffer.write))


def _flushed(write: _Write) -> _Write:
    def write_through(data: bytes) -> None:
        write(data)
        sys.stdout.buffer.flush()

    return write_through


def serve(control_fd: int) -> None:
    """Forks a child for each socket that arrives over ``control_fd``, until that is closed.

    When a child has ended, the last frame on its socket is ["exit", exit code] (negative: a signal).
    """
    limits.leave_no_place_to_write()
    limits.leave_the_network()
    limits.step_back()
    _warm_up()
    control = socket.socket(fileno=control_fd)
    woken, waker = socket.socketpair()
    waker.settimeout(0)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(waker.fileno(), warn_on_full_buffer=False)
    children: dict[int, socket.socket] = {}
    selector = selectors.DefaultSelector()
    selector.register(control, selectors.EVENT_READ)
    selector.register(woken, selectors.EVENT_READ)
    while True:
        ready = [key.fileobj for key, _ in selector.select()]
        if woken in ready:
            woken.recv(1024)
            _reap(children)
        if control in ready and not _fork_one(control, children, [control, woken, waker]):
            return


def _warm_up() -> None:
    """Imports and tables that every document needs, made once for all children."""
    import ctypes  # noqa: F401 - limits.die_with_parent

    from documents.read import FORMATS, read

    for found in FORMATS:
        importlib.import_module(f"documents.readers.{found.module}")
    importlib.import_module("documents.readers.pdf.picture")
    read(b"Words enough to tell the language of the text.", "warm.txt")
    gc.collect()
    gc.freeze()


def _fork_one(control: socket.socket, children: dict[int, socket.socket], inherited: list[socket.socket]) -> bool:
    message, fds, _, _ = socket.recv_fds(control, 1, 1)
    if not message:
        return False
    connection = socket.socket(fileno=fds[0])
    pid = os.fork()
    if pid == 0:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for other in [*inherited, *children.values()]:
            other.close()
        _child(connection)
    children[pid] = connection
    return True


def _child(connection: socket.socket) -> None:
    """Never returns: a child that went on would serve as its parent."""
    code = 1
    try:
        limits.die_with_parent()
        limits.limit_self()
        connection.sendall(pack(["pid", os.getpid()]))
        handle(connection.recv, connection.sendall)
        code = 0
    except (OSError, FrameError):
        code = 2  # the parent has gone or does not want the answer any more
    finally:
        os._exit(code)


def _reap(children: dict[int, socket.socket]) -> None:
    while children:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if pid == 0:
            return
        connection = children.pop(pid)
        connection.settimeout(0)
        with suppress(OSError):
            connection.send(pack(["exit", os.waitstatus_to_exitcode(status)]))
        connection.close()
