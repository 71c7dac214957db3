"""A parser that was tricked: what can it reach?"""

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

#: What a worker does before it looks at a file.
BOUND = """
import ctypes, os, socket, sqlite3, subprocess, sys
from documents import limits
limits.leave_no_place_to_write()
{before}
limits.limit_self()
try:
    {attempt}
except (OSError, sqlite3.Error, subprocess.SubprocessError) as error:
    print("refused", error)
else:
    print("done")
"""


def tried(attempt: str, before: str = "limits.leave_the_network()") -> str:
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r})" + BOUND.format(attempt=attempt, before=before)
    ran = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True, timeout=60)
    return ran.stdout


@pytest.fixture
def listening() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.parametrize(
    "attempt",
    ["socket.create_connection(('127.0.0.1', {port}))", "socket.getaddrinfo('localhost', {port})", "socket.socket()"],
)
def test_it_reaches_no_network(attempt: str, listening: int):
    assert tried(attempt.format(port=listening)).startswith("refused")


NETWORK = "os.readlink('/proc/self/ns/net')"
LEAVE = f"was = {NETWORK}; limits.leave_the_network(); print('left' if {NETWORK} != was else 'stayed')"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux gives a process a network of its own")
def test_not_even_native_code_reaches_a_network(listening: int):
    address = bytes([2, 0, listening >> 8, listening & 255, 127, 0, 0, 1]) + bytes(8)
    connect = f"libc = ctypes.CDLL(None); print(libc.connect(libc.socket(2, 1, 0), {address!r}, 16))"
    assert tried(connect, before="").startswith("0"), "the one that listens can be reached otherwise"
    if (said := tried(connect, before=LEAVE).split())[0] == "stayed":
        pytest.skip("this system lets nobody leave the network")
    assert said[1] == "-1"


@pytest.mark.parametrize(
    "attempt",
    [
        "open({path!r}).read()", "open({path!r}, 'a')", "open({path!r} + '.new', 'w')", "os.open({path!r}, os.O_RDWR)",
        "os.remove({path!r})", "os.rename({path!r}, {path!r} + '.old')", "sqlite3.connect({path!r})",
        "os.open('here', os.O_CREAT | os.O_WRONLY)", "os.chmod({path!r}, 0)", "os.symlink({path!r}, {path!r} + '.l')",
        "open('/proc/self/environ').read()", "open({path!r} + '/../library.db')",
    ],
)  # fmt: skip
def test_it_opens_no_file_of_anybody(attempt: str, tmp_path: Path):
    library = tmp_path / "library.db"
    library.write_bytes(b"the library")
    assert tried(attempt.format(path=str(library))).startswith("refused")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("library.db", b"the library")]


@pytest.mark.parametrize("attempt", ["subprocess.run(['true'])", "os.system('true')", "os.fork()"])
def test_it_starts_no_program(attempt: str):
    assert tried(attempt).startswith("refused")


def test_what_it_needs_of_the_installation_it_may_still_read():
    assert tried("import wave, encodings.cp1250; print('imported')").startswith("imported")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_native_code_can_make_no_file_grow(tmp_path: Path):
    path = tmp_path / "grown"
    write = (
        f"libc = ctypes.CDLL(None); import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        f"line = libc.open({str(path)!r}.encode(), 65, 384); print('wrote', libc.write(line, b'x', 1))"
    )
    assert "wrote -1" in tried(write)


def test_the_environment_of_a_worker_holds_no_secret():
    code = (
        "import os; os.environ['SECRET'] = 'x'; from documents import processes, worker;"
        "worker.read_apart(b'The canal was opened.', 'a.txt');"
        "pid = processes._helper(os.getpid())._process.pid;"
        "print(open(f'/proc/{pid}/environ').read(), os.readlink(f'/proc/{pid}/cwd'),"
        "os.getpriority(0, pid) - os.getpriority(0, 0))"
    )
    if not Path("/proc/self/environ").exists():
        pytest.skip("this system does not show the environment of a process")
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert "SECRET" not in ran.stdout
    assert ran.stdout.strip().endswith("(deleted) 10"), "an empty folder, and after everyone who asks a question"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_no_parser_that_catches_everything_outlives_its_time():
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from documents import limits\n"
        "limits.limit_self(); limits.limit_cpu(1)\n"
        "try:\n"
        "    while True:\n"
        "        try: sum(range(10_000))\n"
        "        except Exception: pass\n"
        "except limits.OutOfTime: print('out of time', round(limits.cpu_used()))"
    )
    ran = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert ran.stdout == "out of time 1\n"
