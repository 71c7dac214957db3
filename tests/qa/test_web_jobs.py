"""Additions from the page: one bad file stops nothing, and the board tells what became of each."""

from __future__ import annotations

import threading

import pytest

from index.errors import LibraryBusy
from index.model import Outcome, Progress
from qa.web.jobs import Jobs
from tests.index.doubles import open_library, text_of


@pytest.fixture
def library(tmp_path):
    opened = open_library(tmp_path / "library")
    yield opened
    opened.close()


def uploads(tmp_path, **files):
    """Files as Gradio leaves them: in a folder of their own."""
    folder = tmp_path / "uploads"
    folder.mkdir(exist_ok=True)
    paths = []
    for name, data in files.items():
        path = folder / f"{name}.txt"
        path.write_bytes(data)
        paths.append(path)
    return paths


def worked(library, tmp_path, files):
    """The board after all of these files."""
    spool = tmp_path / "spool"
    spool.mkdir(exist_ok=True)
    jobs = Jobs(library, spool)
    jobs.start(files)
    wait_for(lambda: not jobs.running)
    jobs.close()
    assert list(spool.iterdir()) == []  # no upload outlives its reading
    return {job.name: job for job in jobs.board()}


def test_a_failing_file_does_not_stop_the_next(library, tmp_path):
    board = worked(
        library, tmp_path, uploads(tmp_path, bad=b"# Only a heading", good=text_of("A paragraph.", "Another."))
    )
    assert board["bad.txt"].state == "failed"
    assert board["bad.txt"].message == "There is nothing in the file that could be cited."
    assert board["good.txt"].state == "added"
    assert board["good.txt"].message == "Added: 2 paragraphs."
    with library.snapshot() as view:
        assert [entry.document for entry in view.entries()] == [board["good.txt"].document]


def test_the_board_tells_added_unchanged_and_replaced_apart(library, tmp_path):
    first = text_of("It was so.", "This stays.", title="A note")
    second = text_of("It is otherwise.", "This stays.", title="A note")
    states = [worked(library, tmp_path, uploads(tmp_path, note=data))["note.txt"] for data in (first, first, second)]
    assert [job.state for job in states] == ["added", "unchanged", "replaced"]
    assert states[2].message == "Replaced the earlier version: 2 paragraphs."
    assert all(job.message.endswith(".") and not job.running for job in states)


class Slow:
    """A library that stops in the middle of a file until it is let on, and cannot write the second one."""

    def __init__(self):
        self.reached, self.go_on = threading.Event(), threading.Event()

    def add(self, data, source, progress, *, retry, ocr):
        if data == b"second":
            raise LibraryBusy("Another process is writing: try again in a moment.")
        if data == b"third":
            raise RuntimeError("a fault of ours")
        progress(Progress(source, "embedding", 1, 4))
        self.reached.set()
        assert self.go_on.wait(10)
        return Outcome(source, "added", "0" * 16, 1)


def test_the_board_shows_stage_and_share_while_the_others_wait(tmp_path):
    library = Slow()
    spool = tmp_path / "spool"
    spool.mkdir()
    jobs = Jobs(library, spool)
    jobs.start(uploads(tmp_path, one=b"first", two=b"second", three=b"third"))
    assert library.reached.wait(10)
    one, two, three = jobs.board()
    assert jobs.running
    assert (one.state, one.message) == ("work", "Embedding passage 1 of 4")
    assert 0 < one.done < 1
    assert (two.state, three.state) == ("wait", "wait")

    library.go_on.set()
    wait_for(lambda: not jobs.running)
    jobs.close()
    one, two, three = jobs.board()
    assert (one.state, one.message) == ("added", "Added: 1 paragraph.")
    assert (two.state, two.message) == ("failed", "Another process is writing: try again in a moment.")
    assert three.state == "failed"
    assert "fault of ours" not in three.message  # the log's business


def test_ending_finishes_the_file_at_hand_and_drops_what_waits(tmp_path):
    library = Slow()
    spool = tmp_path / "spool"
    spool.mkdir()
    jobs = Jobs(library, spool)
    jobs.start(uploads(tmp_path, one=b"first", two=b"second"))
    assert library.reached.wait(10)
    closing = threading.Thread(target=jobs.close)
    closing.start()
    wait_for(jobs._ending.is_set)
    library.go_on.set()
    closing.join(10)
    assert [job.state for job in jobs.board()] == ["added", "wait"]


def test_a_new_batch_begins_a_new_board_and_numbers_are_never_given_twice(library, tmp_path):
    spool = tmp_path / "spool"
    spool.mkdir()
    jobs = Jobs(library, spool)
    jobs.start(uploads(tmp_path, one=text_of("One.")))
    wait_for(lambda: not jobs.running)
    (before,) = jobs.board()
    jobs.start(uploads(tmp_path, two=text_of("Two.")))
    (after,) = jobs.board()
    assert (before.name, after.name) == ("one.txt", "two.txt")
    assert after.number > before.number
    jobs.close()


def wait_for(condition):
    tick = threading.Event()
    for _ in range(1000):
        if condition():
            return
        tick.wait(0.01)
    raise TimeoutError
