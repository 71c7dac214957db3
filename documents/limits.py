"""What a parser process may use, and what it may not touch; each as far as the system knows how.

Linux and macOS: memory, CPU time, open files, no written byte, no further process, no core dump (setrlimit). Linux
besides: no network (a namespace of its own) and an end with its parent. Everywhere: Python code that connects,
starts a program, opens a database, or opens a file that is not part of the installation, is refused.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType

try:
    import resource
except ImportError:  # Windows: the parent's wall limit is the only one
    resource = None  # type: ignore[assignment]

#: Address space in bytes. The largest of 1,986 public test PDFs needed 401 MB; a stream unpacks to 40 MB at most.
MEMORY = 1_536 << 20
#: Seconds of CPU time for a document: at least, for each page, and at most with all attempts and what follows the
#: pages. The slowest genuine file needed 0.7 s a page, 17 s in all.
CPU_LEAST, CPU_PER_PAGE, CPU_MOST = 60.0, 1.5, 600.0
#: Seconds of CPU time for one page; the slowest genuine one needed 6.3 s.
CPU_PAGE = 20.0
#: What ends the soft limit of CPU time where a parser does not notice it.
_CPU_GRACE = 10


class OutOfTime(BaseException):
    """The CPU limit; no parser's ``except Exception`` may swallow it."""


def cpu_limit(pages: int) -> float:
    """Seconds of CPU time for reading so many pages; CPU_LEAST more is kept for putting them together."""
    return min(max(CPU_LEAST, CPU_PER_PAGE * pages), CPU_MOST - CPU_LEAST)


def pages_limit(pages: int, spent: float, used: float) -> float:
    """Seconds of CPU time at which a process must have read the pages.

    It has used ``used`` seconds before the first one, and others, which died, ``spent``. One page's time is always
    left: whoever only puts together what others have read needs less.
    """
    return max(cpu_limit(pages) - spent, used + CPU_PAGE)


def limit_self() -> None:
    """Binds this process, for good, to read what it is given and to answer."""
    if resource is not None:
        signal.signal(signal.SIGXCPU, _on_cpu_limit)
        for name, soft, hard in (
            ("RLIMIT_AS", MEMORY, MEMORY),
            ("RLIMIT_CPU", int(CPU_LEAST), int(CPU_MOST) + _CPU_GRACE),
            ("RLIMIT_FSIZE", 0, 0),
            ("RLIMIT_NOFILE", 64, 64),
            ("RLIMIT_NPROC", 0, 0),  # root may fork all the same: the hook below refuses it too
            ("RLIMIT_CORE", 0, 0),
        ):
            with suppress(AttributeError, OSError, ValueError):
                resource.setrlimit(getattr(resource, name), (soft, hard))
    sys.addaudithook(_refuse)


#: Bytes of address space, and of a file that it writes, for a program that recognises text: a page of 600 dpi in
#: colour is a picture of 100 MB, of which it holds several copies.
_PROGRAM_MEMORY, _PROGRAM_FILE = 4 << 30, 1 << 30


def become(call: Sequence[str]) -> None:
    """Turns this process into another program, given by its path and arguments, with limits of its own."""
    leave_the_network()
    step_back()
    if resource is not None:
        for name, most in (
            ("RLIMIT_AS", _PROGRAM_MEMORY),
            ("RLIMIT_FSIZE", _PROGRAM_FILE),
            ("RLIMIT_CPU", int(CPU_MOST)),
            ("RLIMIT_CORE", 0),
        ):
            with suppress(AttributeError, OSError, ValueError):
                resource.setrlimit(getattr(resource, name), (most, most))
    os.execv(call[0], list(call))  # noqa: S606 - that is what this is for


def limit_cpu(seconds: float) -> None:
    """From now on ``OutOfTime`` is raised when this process has used so many seconds of CPU time since its start."""
    if resource is None:
        return
    with suppress(OSError, ValueError):
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (max(1, min(int(seconds), hard)), hard))


def cpu_used() -> float:
    """Seconds of CPU time of this process since its start."""
    return time.process_time()


def _on_cpu_limit(_signal: int, _frame: FrameType | None) -> None:
    signal.signal(signal.SIGXCPU, signal.SIG_IGN)
    raise OutOfTime


# --- Linux ---------------------------------------------------------------------------------------------------

_PR_SET_PDEATHSIG = 1  # <linux/prctl.h>
_CLONE_NEWUSER, _CLONE_NEWNET = 0x1000_0000, 0x4000_0000  # <linux/sched.h>


def die_with_parent() -> None:
    """On Linux: killed when the process that forked this one dies."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def leave_the_network() -> None:
    """On Linux, where it lets a user do this: into a network without any device, with all later children."""
    if sys.platform != "linux":
        return
    import ctypes

    unshare = getattr(ctypes.CDLL(None, use_errno=True), "unshare", None)
    for flags in (_CLONE_NEWNET, _CLONE_NEWUSER | _CLONE_NEWNET):  # root's way, then everyone's
        if unshare is None or unshare(flags) == 0:
            return


def leave_no_place_to_write() -> None:
    """The working directory becomes one that is already removed: empty, and nothing can be made in it."""
    folder = tempfile.mkdtemp()
    os.chdir(folder)
    with suppress(OSError):  # Windows keeps a directory that somebody is in
        os.rmdir(folder)  # noqa: PTH106 - no Path survives its own directory


def step_back() -> None:
    """Whoever asks a question goes before whoever adds a file."""
    with suppress(AttributeError, OSError):
        os.nice(10)


# --- Python --------------------------------------------------------------------------------------------------

#: Audit events (docs.python.org/3/library/audit_events.html) of what no parser needs.
_REFUSED = frozenset(
    {
        "socket.__new__", "socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname",
        "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile", "os.fork",
        "os.forkpty", "pty.spawn", "sqlite3.connect", "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link",
        "os.symlink", "os.chmod", "os.chown", "os.truncate", "os.kill", "shutil.rmtree", "webbrowser.open",
    }
)  # fmt: skip

#: What modules that are imported late, and the tables that they come with, lie under.
_INSTALLED = tuple(
    dict.fromkeys(
        os.path.realpath(folder)
        for folder in (sys.prefix, sys.base_prefix, Path(os.__file__).parent, Path(__file__).parent.parent)
    )
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    """An audit hook: the error reaches the parser as that of the call."""
    if event in _REFUSED or (event == "open" and not _may_open(*arguments)):
        raise PermissionError(f"a parser may not do this: {event}")


def _may_open(path: object, _mode: object = None, flags: object = 0) -> bool:
    if isinstance(path, int):
        return True  # a descriptor that is open already
    if isinstance(flags, int) and flags & _WRITING:
        return False
    name = os.path.realpath(os.fsdecode(path) if isinstance(path, (str, bytes, os.PathLike)) else "")
    return any(name.startswith(folder + os.sep) for folder in _INSTALLED)
