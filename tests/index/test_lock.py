from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from index.errors import LibraryBusy, LibraryError
from index.lock import WriteLock

ROOT = Path(__file__).parents[2]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "library.lock"


@pytest.fixture
def holder(path):
    """Another process that holds the lock until it is told to stop."""
    script = (
        "from pathlib import Path\n"
        "from index.lock import WriteLock\n"
        f"with WriteLock(Path({str(path)!r})).held(5):\n"
        "    print('held', flush=True)\n"
        "    input()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "held\n"
    with process:
        yield process
        process.kill()


def test_who_waits_in_vain_is_told_which_process_writes(path, holder):
    began = time.monotonic()
    with pytest.raises(LibraryBusy, match=f"process {holder.pid} on {socket.gethostname()} .* 0.2 seconds"):
        WriteLock(path).held(0.2).__enter__()
    assert 0.2 <= time.monotonic() - began < 2


def test_a_killed_holder_holds_nothing(path, holder):
    holder.kill()
    holder.wait()
    with WriteLock(path).held(0):
        assert f'"pid": {os.getpid()}' in path.read_text()


def test_who_waits_gets_it_when_the_holder_is_done(path, holder):
    timer = threading.Timer(0.2, lambda: holder.communicate("done\n"))
    timer.start()
    with WriteLock(path).held(5):
        pass
    timer.join()  # before the fixture ends the holder under its hands


def test_only_one_of_many_threads_and_handles_holds_it(path):
    locks = [WriteLock(path), WriteLock(path)]
    inside, most, done = [], [], []

    def work(number):
        for _ in range(10):
            with locks[number % 2].held(10):
                inside.append(number)
                most.append(len(inside))
                inside.pop()
        done.append(number)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == list(range(6))
    assert set(most) == {1}


def test_it_is_free_again_after_an_error_inside(path):
    lock = WriteLock(path)
    with pytest.raises(ZeroDivisionError), lock.held(0):
        raise ZeroDivisionError
    with lock.held(0):
        pass


def test_an_unreadable_holder_is_just_another_process(path, holder):
    path.write_text("not json")
    with pytest.raises(LibraryBusy, match="written by another process"):
        WriteLock(path).held(0).__enter__()


def test_a_lock_that_cannot_be_made_is_the_librarys_error(tmp_path):
    with pytest.raises(LibraryError, match="cannot be opened"):
        WriteLock(tmp_path / "missing" / "library.lock").held(0).__enter__()
