"""The parser's side of the worker: a process with limits that may die, and nothing else is lost.

``serve`` runs in a process of its own with one thread and forks a child for each document: a fork costs
milliseconds, importing the parsers a quarter of a second. ``alone`` does one document in a fresh process,
for systems that cannot fork. Nothing here imports what a library or a server is made of.
"""

from __future__ import annotations

import gc
import os
import selectors
import signal
import socket
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

from documents.errors import DocumentError, OutOfMemory, TooComplex, TookTooLong
from documents.journal import Journal
from documents.wire import LARGEST_FRAME, Frame, FrameError, pack, read_exactly, receive, to_json

try:
    import resource
except ImportError:  # Windows: the parent's wall limit is the only one
    resource = None  # type: ignore[assignment]

#: Address space in bytes. The largest of 1,986 public test PDFs needed 401 MB; a stream unpacks to 40 MB at most.
MEMORY = 1_536 << 20
#: Seconds of CPU time: at least, for each page, and at most. The slowest genuine file needed 0.7 s a page, 17 s in all.
CPU_LEAST, CPU_PER_PAGE, CPU_MOST = 60.0, 1.5, 600.0
#: Seconds between two progress messages.
_PROGRESS_EVERY = 0.1


class _OutOfTime(BaseException):
    """The CPU limit; no parser's ``except Exception`` may swallow it."""


def cpu_limit(pages: int) -> float:
    """Seconds of CPU time that a document of so many pages may take."""
    return min(max(CPU_LEAST, CPU_PER_PAGE * pages), CPU_MOST)


def handle(read: Callable[[int], bytes], write: Callable[[bytes], object]) -> None:
    """Takes one document from the stream and writes progress and then the document or its error."""
    try:
        frame = _outcome(read, write)
        packed = pack(frame)
        if len(packed) > LARGEST_FRAME:
            packed = pack(_error(TooComplex("The file has more parts than a document can have: split it.")))
    except MemoryError:
        packed = pack(_error(_out_of_memory()))
    except _OutOfTime:
        packed = pack(_error(TookTooLong(TOOK_TOO_LONG)))
    write(packed)


TOOK_TOO_LONG = "Reading the file took longer than any good file does: save or print it to a new pdf and add that."


def _outcome(read: Callable[[int], bytes], write: Callable[[bytes], object]) -> Frame:
    from documents.read import read as read_document

    _, source, size = receive(read)
    data = read_exactly(read, size)
    try:
        return ["document", to_json(read_document(data, source, Journal(_progress(write))))]
    except DocumentError as error:
        return _error(error)
    except MemoryError:
        return _error(_out_of_memory())
    except RecursionError:
        return _error(TooComplex("The file is nested deeper than can be followed: save it to a new file and add that."))
    except Exception:  # noqa: BLE001 - the edge: the parent says it in a sentence and logs this
        return ["crash", traceback.format_exc()[-4000:]]


def _out_of_memory() -> OutOfMemory:
    return OutOfMemory("Reading the file needs more memory than a document may take: split it, or save it anew.")


def _error(error: DocumentError) -> Frame:
    return ["error", error.code, " ".join(str(error).split())[:600]]


def _progress(write: Callable[[bytes], object]) -> Callable[[int, int], None]:
    last = 0.0

    def report(done: int, total: int) -> None:
        nonlocal last
        if done == 0:
            _limit_cpu(cpu_limit(total))
        now = time.monotonic()
        if done in (0, total) or now - last >= _PROGRESS_EVERY:
            last = now
            write(pack(["progress", done, total]))

    return report


# --- limits --------------------------------------------------------------------------------------------------


def limit_self() -> None:
    """Memory, CPU time, no files written, few open, no core dump; each as far as the system knows it."""
    if resource is None:
        return
    signal.signal(signal.SIGXCPU, _on_cpu_limit)
    for name, soft, hard in (
        ("RLIMIT_AS", MEMORY, MEMORY),
        ("RLIMIT_CPU", int(CPU_LEAST), int(CPU_MOST) + 10),
        ("RLIMIT_FSIZE", 0, 0),
        ("RLIMIT_NOFILE", 64, 64),
        ("RLIMIT_CORE", 0, 0),
    ):
        with suppress(AttributeError, OSError, ValueError):
            resource.setrlimit(getattr(resource, name), (soft, hard))


def _limit_cpu(seconds: float) -> None:
    if resource is None:
        return
    with suppress(OSError, ValueError):
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), hard))


def _on_cpu_limit(_signal: int, _frame: FrameType | None) -> None:
    signal.signal(signal.SIGXCPU, signal.SIG_IGN)
    raise _OutOfTime


def _die_with_parent() -> None:
    """On Linux: killed when the process that forked this one dies."""
    if sys.platform != "linux":
        return
    import ctypes

    pr_set_pdeathsig = 1  # <linux/prctl.h>
    ctypes.CDLL(None, use_errno=True).prctl(pr_set_pdeathsig, signal.SIGKILL)


# --- processes -----------------------------------------------------------------------------------------------


def alone() -> None:
    """One document from standard input to standard output, in this process."""
    limit_self()
    handle(lambda count: os.read(0, count), _flushed(sys.stdout.buffer.write))


def _flushed(write: Callable[[bytes], object]) -> Callable[[bytes], object]:
    def write_through(data: bytes) -> None:
        write(data)
        sys.stdout.buffer.flush()

    return write_through


def serve(control_fd: int) -> None:
    """Forks a child for each socket that arrives over ``control_fd``, until that is closed.

    When a child has ended, the last frame on its socket is ["exit", exit code] (negative: a signal).
    """
    _leave_no_place_to_write()
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


def _leave_no_place_to_write() -> None:
    """The working directory becomes one that is already removed: empty, and nothing can be made in it."""
    folder = tempfile.mkdtemp()
    os.chdir(folder)
    os.rmdir(folder)  # noqa: PTH106 - no Path survives its own directory
    os.nice(10)


def _warm_up() -> None:
    """Imports and tables that every document needs, made once for all children."""
    import ctypes  # noqa: F401 - _die_with_parent

    import documents.readers.markdown
    import documents.readers.pdf
    import documents.readers.plain  # noqa: F401
    from documents.read import read

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
        _die_with_parent()
        limit_self()
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
