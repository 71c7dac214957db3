"""Processes for parsers: started, spoken to, and ended whatever happens.

Where the system can fork, one helper process holds the imported parsers and forks a child for each document;
elsewhere each document has a fresh process.
"""

from __future__ import annotations

import atexit
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import cache
from pathlib import Path

from documents.limits import CPU_LEAST
from documents.wire import Frame, pack, receive

#: Wall clock to CPU time: beside a busy page and other workers on two cores a worker still gets a fourth of one.
WALL = 4.0
#: The share of one core below which a worker is not thought to work at all. A process that steps back (nice 10)
#: gets a tenth of a core that others keep busy.
_LEAST_SHARE = 0.01
#: Seconds between two looks at the CPU time of a worker that is silent, and beyond its limit when it is ended: a
#: parser in native code does not hear the signal that tells it of the limit.
_GLANCE, _GRACE = 1.0, 1.0


class TooLate(Exception):
    """The worker did not speak for longer than it may."""


class Channel:
    """The line to one worker: bytes there, frames back, each in time.

    ``read`` gives what comes within some seconds or raises TimeoutError; ``used`` gives the worker's CPU time, where
    the system tells it.
    """

    def __init__(
        self,
        send: Callable[[bytes], None],
        read: Callable[[int, float], bytes],
        used: Callable[[], float | None] | None = None,
    ) -> None:
        self.send = send
        self._read = read
        self._used = used
        self.expect(CPU_LEAST, 0.0)

    def expect(self, cpu: float, now: float) -> None:
        """The worker, at ``now`` seconds of CPU time, must speak before it has used ``cpu`` seconds."""
        self._cpu = cpu
        self._seen = now
        self._patience = WALL * max(1.0, cpu - now)
        self._deadline = time.monotonic() + self._patience

    def read(self, count: int) -> bytes:
        """Up to ``count`` bytes, b"" at the end.

        Raises:
            TooLate: it did not speak in time, and not because others kept the processor busy.
        """
        while True:
            left = max(0.01, self._deadline - time.monotonic())
            try:
                return self._read(count, min(left, _GLANCE) if self._used else left)
            except TimeoutError:
                self._wait_longer()
            except ConnectionError:
                return b""

    def receive(self) -> Frame:
        """The next frame.

        Raises:
            TooLate, FrameError: there is none.
        """
        return receive(self.read)

    def _wait_longer(self) -> None:
        """Ends a worker that is deaf to its own limit, and one that does nothing; a heavy document is not lost to
        other programs that are busy.
        """
        late = time.monotonic() >= self._deadline
        used = self._used() if self._used else None
        if used is not None and used > self._cpu + _GRACE:
            raise TooLate
        if late and (used is None or used - self._seen < _LEAST_SHARE * self._patience):
            raise TooLate
        if late and used is not None:
            self._seen = used
            self._deadline = time.monotonic() + self._patience


def worker_process() -> AbstractContextManager[Channel]:
    """A new worker; it is ended when the context is."""
    return _forked() if _can_fork() else _spawned()


def prepare() -> None:
    """Have the parsers imported before the first worker is needed, in a thread of its own; at once where they are."""
    if _can_fork():
        threading.Thread(target=_helper(os.getpid()).prepare, name="parsers", daemon=True).start()


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

    def prepare(self) -> None:
        """Starts the helper, if it does not run."""
        with self._lock, suppress(OSError):
            self._running()

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
def _forked() -> Iterator[Channel]:
    with _helper(os.getpid()).connect() as connection:

        def read(count: int, seconds: float) -> bytes:
            connection.settimeout(seconds)
            return connection.recv(count)

        connection.settimeout(WALL * CPU_LEAST)
        first = Channel(connection.sendall, read).receive()
        pid = int(first[1]) if first[0] == "pid" else 0
        try:
            yield Channel(connection.sendall, read, lambda: _cpu_of(pid))
        except BaseException:
            if pid:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            raise


def _cpu_of(pid: int) -> float | None:
    """Seconds of CPU time of a process, where the system has /proc (man 5 proc_pid_stat)."""
    try:
        values = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
        return (int(values[11]) + int(values[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError):
        return None


# --- a process for each document -----------------------------------------------------------------------------


@contextmanager
def _spawned() -> Iterator[Channel]:
    """A fresh process; a timer ends it, because a pipe cannot be read with a limit on every system."""
    process = _python("alone()", stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    pipe = _Pipe(process)
    try:
        yield Channel(pipe.send, pipe.read)
    finally:
        process.kill()
        process.wait()
        pipe.close()


class _Pipe:
    """Standard input and output of a process; its exit code is its last frame, as a forked child's."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None  # noqa: S101 - both are pipes: for the type checker
        assert process.stdout is not None  # noqa: S101
        self._process, self._stdin, self._stdout = process, process.stdin, process.stdout
        self._last: bytes | None = None

    def send(self, data: bytes) -> None:
        """All of the data; OSError where the process has ended."""
        self._stdin.write(data)
        self._stdin.flush()

    def read(self, count: int, seconds: float) -> bytes:
        """Up to ``count`` bytes; TimeoutError after so many seconds, when the process has been ended."""
        late = threading.Event()

        def stop() -> None:
            late.set()
            self._process.kill()

        timer = threading.Timer(seconds, stop)
        timer.start()
        try:
            part = os.read(self._stdout.fileno(), count)
        finally:
            timer.cancel()
        if not part and late.is_set():
            raise TooLate
        return part or self._exit(count)

    def close(self) -> None:
        """Closes both pipes."""
        with suppress(OSError):
            self._stdin.close()
        self._stdout.close()

    def _exit(self, count: int) -> bytes:
        if self._last is None:
            self._last = pack(["exit", self._process.wait()])
        part, self._last = self._last[:count], self._last[count:]
        return part


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
