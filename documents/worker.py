"""A file becomes a Document in a process that may be killed: parsers are guests, their files come from anywhere.

The worker has limits on memory and CPU time, no library, no network use, no place to write, and answers in
JSON. Here, in the parent, wait a wall clock and the documents' own checks. Where the system can fork, one
helper process holds the imported parsers and forks a child for each document; elsewhere each document has a
fresh process.
"""

from __future__ import annotations

import atexit
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

from documents.errors import BY_CODE, OutOfMemory, TookTooLong, WorkerCrashed
from documents.guest import CPU_LEAST, TOOK_TOO_LONG, cpu_limit
from documents.model import Document, digest_of
from documents.wire import Frame, FrameError, from_json, pack, receive

_log = logging.getLogger(__name__)

#: Wall clock to CPU time: beside a busy page and other workers on two cores a worker still gets a fourth of one.
_WALL = 4.0

_CRASHED = "The parser died on the file: save or print it to a new pdf, or to txt, and add that."

Progress = Callable[[int, int], None]


def read_apart(data: bytes, source: str, progress: Progress | None = None) -> Document:
    """The document that these bytes are, read in a worker process with limits.

    ``progress`` hears (pages done, pages in all); an exception in it ends the worker. May be called from any
    thread; calls run beside each other.

    Raises:
        DocumentError: what is wrong with the file, in one sentence; among them the limits of the worker.
    """
    with _forked() if _can_fork() else _spawned() as channel:
        answer = _converse(channel, data, source, progress)
    try:
        return from_json(answer, digest_of(data), source)
    except FrameError as error:
        _log.debug("%s: %s", source, error)
        raise WorkerCrashed(_CRASHED) from None


class _Channel:
    """The line to one worker: bytes there, frames back, until the deadline."""

    def __init__(self, send: Callable[[bytes], None], read: Callable[[int, float], bytes]) -> None:
        self.send = send
        self._read = read
        self.deadline = time.monotonic() + _WALL * CPU_LEAST

    def read(self, count: int) -> bytes:
        """Up to ``count`` bytes, b"" at the end.

        Raises:
            TookTooLong: the deadline passed.
        """
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TookTooLong(TOOK_TOO_LONG)
        try:
            return self._read(count, left)
        except TimeoutError:
            raise TookTooLong(TOOK_TOO_LONG) from None
        except ConnectionError:
            return b""


def _converse(channel: _Channel, data: bytes, source: str, progress: Progress | None) -> Any:  # noqa: ANN401 - JSON
    """The worker's document, still JSON; its errors are raised."""
    try:
        channel.send(pack(["read", source, len(data)]) + data)
    except OSError as error:  # it died before it had read everything; its last words follow
        _log.debug("%s: %s", source, error)
    start = time.monotonic()
    while True:
        frame = _next(channel, source)
        if frame[0] == "document":
            return frame[1]
        if frame[0] == "progress":
            channel.deadline = max(channel.deadline, start + _WALL * cpu_limit(int(frame[2])))
            if progress is not None:
                progress(int(frame[1]), int(frame[2]))
        else:
            _raise(frame, source)


def _next(channel: _Channel, source: str) -> Frame:
    try:
        return receive(channel.read)
    except FrameError as error:
        _log.debug("%s: %s", source, error)
        raise WorkerCrashed(_CRASHED) from None


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


# --- a fork for each document --------------------------------------------------------------------------------


def _can_fork() -> bool:
    return hasattr(os, "fork") and hasattr(socket, "send_fds")


class _Helper:
    """The process that holds the imported parsers and forks."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def connect(self) -> socket.socket:
        """A socket to a new child; the helper is started at first need, and again when it has died."""
        ours, theirs = socket.socketpair()
        with theirs, self._lock:
            for last in (False, True):
                control = self._running()
                try:
                    socket.send_fds(control, [b"+"], [theirs.fileno()])
                    return ours
                except OSError:
                    self._stop()
                    if last:
                        ours.close()
                        raise
        raise AssertionError("unreachable")

    def close(self) -> None:
        """Ends the helper."""
        with self._lock:
            self._stop()

    def _running(self) -> socket.socket:
        if self._control is not None and self._process is not None and self._process.poll() is None:
            return self._control
        self._stop()
        self._control, theirs = socket.socketpair()
        with theirs:
            call = f"serve({theirs.fileno()})"
            self._process = _python(call, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, fds=(theirs.fileno(),))
        return self._control

    def _stop(self) -> None:
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=1.0)
            if self._process.poll() is None:
                self._process.kill()
                self._process.wait()
        self._process = self._control = None


@cache
def _helper(_process_id: int) -> _Helper:
    """One for each process: a forked copy of this one must not speak over the same line."""
    helper = _Helper()
    atexit.register(helper.close)
    return helper


@contextmanager
def _forked() -> Iterator[_Channel]:
    with _helper(os.getpid()).connect() as connection:

        def read(count: int, seconds: float) -> bytes:
            connection.settimeout(seconds)
            return connection.recv(count)

        connection.settimeout(_WALL * CPU_LEAST)
        pid = 0

        def kill() -> None:
            if pid:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)

        channel = _Channel(connection.sendall, read)
        first = _next(channel, "worker")
        pid = int(first[1]) if first[0] == "pid" else 0
        try:
            yield channel
        except BaseException:
            kill()
            raise


# --- a process for each document -----------------------------------------------------------------------------


@contextmanager
def _spawned() -> Iterator[_Channel]:
    """A fresh process; a timer ends it, because a pipe cannot be read with a limit on every system."""
    process = _python("alone()", stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    stdin, stdout = process.stdin, process.stdout
    assert stdin is not None  # noqa: S101 - both are pipes: for the type checker
    assert stdout is not None  # noqa: S101
    timer: threading.Timer | None = None
    late = threading.Event()

    def stop() -> None:
        late.set()
        process.kill()

    def send(data: bytes) -> None:
        stdin.write(data)
        stdin.close()

    def read(count: int, seconds: float) -> bytes:
        nonlocal timer
        timer = threading.Timer(seconds, stop)
        timer.start()
        try:
            part = os.read(stdout.fileno(), count)
        finally:
            timer.cancel()
        if not part and late.is_set():
            raise TimeoutError
        return part

    try:
        yield _Channel(send, read)
    finally:
        process.kill()
        process.wait()
        with suppress(OSError):
            stdin.close()
        stdout.close()


_KEPT = ("SYSTEMROOT", "TMPDIR", "TEMP", "TMP")


def _python(call: str, stdin: int, stdout: int, fds: tuple[int, ...] = ()) -> subprocess.Popen[bytes]:
    """A Python without environment, user packages and standard error that makes this call of ``documents.guest``."""
    root = str(Path(__file__).resolve().parent.parent)
    code = f"import sys; sys.path.insert(0, {root!r}); from documents import guest; guest.{call}"
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return subprocess.Popen(  # noqa: S603 - our own code, no input in it
        [sys.executable, "-I", "-X", "utf8", "-c", code],
        stdin=stdin, stdout=stdout, stderr=subprocess.DEVNULL,
        env=environment, pass_fds=fds, start_new_session=True,  # Ctrl-C is for the parent, which ends this one
    )  # fmt: skip
