"""``footnote sync``: what it prints is what it does."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from qa.cli import main

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "reports"
    made.mkdir()
    (made / "trams.txt").write_text("Lisbon has had trams since 1873.")
    (made / "ferries.txt").write_text("Ferries cross the Tagus all day.")
    return made


@pytest.fixture
def sync(tmp_path, folder, capsys):
    def run(*options):
        code = main(["sync", "--library", str(tmp_path / "library"), "--json", str(folder), *options])
        said = capsys.readouterr()
        return code, [json.loads(one) for one in said.out.splitlines()], said.err

    return run


def outcomes(lines):
    return {Path(one["path"]).name: one["outcome"] for one in lines}


def test_a_preview_says_what_would_be_done_and_does_nothing(sync):
    for _ in range(2):
        code, lines, told = sync("--dry-run")
        assert (code, outcomes(lines)) == (0, {"ferries.txt": "new", "trams.txt": "new"})
        assert "new 2. Nothing was changed." in told


def test_the_library_follows_the_folder(sync, folder):
    assert outcomes(sync()[1]) == {"ferries.txt": "added", "trams.txt": "added"}
    assert sync()[1] == []
    (folder / "trams.txt").write_text("Lisbon has had electric trams since 1901.")
    (folder / "ferries.txt").rename(folder / "boats.txt")
    (folder / "empty.txt").write_text("")
    code, lines, told = sync()
    assert outcomes(lines) == {"boats.txt": "renamed", "trams.txt": "replaced", "empty.txt": "failed"}
    assert code == 1
    assert "new 1 · changed 1 · renamed 1" in told
    (folder / "boats.txt").unlink()
    assert outcomes(sync()[1]) == {"boats.txt": "removed"}
    assert "unchanged 1 · not readable 1" in sync()[2]


def test_a_folder_that_is_not_there_is_said_and_removes_nothing(sync, folder):
    sync()
    for file in folder.iterdir():
        file.unlink()
    code, lines, told = sync()
    assert (code, lines) == (1, [])
    assert "nothing is removed" in told
    folder.rmdir()
    assert sync()[0] == 1


def test_a_watched_folder_is_followed_until_it_is_stopped(tmp_path, folder):
    command = [sys.executable, "-m", "qa", "sync", "--library", tmp_path / "library", "--json", "--watch", folder]
    log = tmp_path / "out.jsonl"
    with log.open("w") as written:
        process = subprocess.Popen(command, cwd=ROOT, stdout=written, stderr=subprocess.DEVNULL)
    try:
        waited(log, 2)
        (folder / "late.txt").write_text("A bridge was opened in 1966.")
        waited(log, 3)
        (folder / "late.txt").replace(folder / "bridge.txt")
        lines = waited(log, 4)
    finally:
        process.send_signal(signal.SIGINT)
        code = process.wait(30)
    assert [one["outcome"] for one in lines[-2:]] == ["added", "renamed"]
    assert code == 130


def waited(log: Path, count: int) -> list[dict[str, object]]:
    """The lines of the log, once there are so many."""
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        lines = [json.loads(one) for one in log.read_text().splitlines()]
        if len(lines) >= count:
            return lines
        time.sleep(0.2)
    raise TimeoutError(log.read_text())
