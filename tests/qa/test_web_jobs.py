"""Additions from the page: one bad file stops nothing, and the board tells what became of each."""

from __future__ import annotations

import threading

import pytest

from index.errors import LibraryBusy
from index.model import Outcome, Progress
from index.sync import plan
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
    assert list(spool.iterdir()) == []  # no upload outlives the server but what waits
    return {job.name: job for job in jobs.board()}


def test_a_failing_file_does_not_stop_the_next(library, tmp_path):
    board = worked(
        library, tmp_path, uploads(tmp_path, bad=b"# Only a heading", good=text_of("A paragraph.", "Another."))
    )
    assert board["bad.txt"].state == "failed"
    assert board["bad.txt"].message == "There is nothing in the file that could be cited."
    assert board["good.txt"].state == "added"
    assert board["good.txt"].paragraphs == 2
    with library.snapshot() as view:
        assert [entry.document for entry in view.entries()] == [board["good.txt"].document]


def test_the_board_tells_added_unchanged_and_replaced_apart(library, tmp_path):
    first = text_of("It was so.", "This stays.", title="A note")
    second = text_of("It is otherwise.", "This stays.", title="A note")
    states = [worked(library, tmp_path, uploads(tmp_path, note=data))["note.txt"] for data in (first, first, second)]
    assert [job.state for job in states] == ["added", "unchanged", "replaced"]
    assert states[2].paragraphs == 2
    assert not any(job.running for job in states)


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
    assert (one.state, one.stage, one.at, one.of) == ("work", "embedding", 1, 4)
    assert 0 < one.done < 1
    assert (two.state, three.state) == ("wait", "wait")

    library.go_on.set()
    wait_for(lambda: not jobs.running)
    jobs.close()
    one, two, three = jobs.board()
    assert (one.state, one.paragraphs) == ("added", 1)
    assert (two.state, two.message) == ("failed", "Another process is writing: try again in a moment.")
    assert three.state == "failed"
    assert "fault of ours" not in three.message  # the log's business


def test_ending_finishes_the_file_at_hand_and_the_next_server_goes_on_with_what_waits(tmp_path, library):
    slow = Slow()
    spool = tmp_path / "spool"
    spool.mkdir()
    jobs = Jobs(slow, spool)
    jobs.start(uploads(tmp_path, one=b"first", two=text_of("It waited.")))
    assert slow.reached.wait(10)
    closing = threading.Thread(target=jobs.close)
    closing.start()
    wait_for(jobs._ending.is_set)
    slow.go_on.set()
    closing.join(10)
    assert [job.state for job in jobs.board()] == ["added", "wait"]
    (spool / "broken.part").write_bytes(b"half an upload")

    after = Jobs(library, spool)
    wait_for(lambda: not after.running)
    assert [(job.name, job.state) for job in after.board()] == [("two.txt", "added")]
    after.close()
    assert list(spool.iterdir()) == []


def test_what_waits_is_cancelled_at_once_and_what_is_under_way_at_its_next_step(tmp_path):
    class Stepping(Slow):
        def add(self, data, source, progress, *, retry, ocr):
            super().add(b"", source, progress, retry=retry, ocr=ocr)
            progress(Progress(source, "embedding", 2, 4))
            raise AssertionError("it went on")

    library, spool = Stepping(), tmp_path / "spool"
    spool.mkdir()
    jobs = Jobs(library, spool)
    jobs.start(uploads(tmp_path, one=b"first", two=b"other", three=b"other"))
    assert library.reached.wait(10)
    jobs.cancel(2)
    assert [job.state for job in jobs.board()] == ["work", "cancelled", "wait"]
    jobs.cancel()
    library.go_on.set()
    wait_for(lambda: not jobs.running)
    assert [job.state for job in jobs.board()] == ["cancelled"] * 3
    jobs.close()
    assert list(spool.iterdir()) == []


def test_a_file_that_failed_can_be_tried_again_until_it_is_dismissed(tmp_path):
    class Moody(Slow):
        fails = True

        def add(self, data, source, progress, *, retry, ocr):
            assert retry
            if self.fails:
                return Outcome(source, "failed", code="no_text_layer", message="It is a picture.")
            return Outcome(source, "added", "0" * 16, 3 if ocr else 1)

    library, spool = Moody(), tmp_path / "spool"
    spool.mkdir()
    jobs = Jobs(library, spool)
    jobs.start(uploads(tmp_path, scan=b"scan"))
    wait_for(lambda: not jobs.running)
    (failed,) = jobs.board()
    assert (failed.state, failed.code, failed.again) == ("failed", "no_text_layer", True)
    library.fails = False
    jobs.again(failed.number, ocr=True)
    wait_for(lambda: not jobs.running)
    (done,) = jobs.board()
    assert (done.state, done.paragraphs, done.again) == ("added", 3, False)
    jobs.again(done.number)  # nothing is left to be tried
    assert not jobs.running
    jobs.dismiss()
    assert jobs.board() == ()
    jobs.close()


def test_a_file_that_failed_is_not_tried_by_the_next_server(tmp_path, library):
    spool = tmp_path / "spool"
    spool.mkdir()
    jobs = Jobs(library, spool)
    jobs.start(uploads(tmp_path, bad=b"# Only a heading"))
    wait_for(lambda: not jobs.running)
    assert list(spool.glob("*.file"))
    after = Jobs(library, spool)
    assert after.board() == ()
    for one in (jobs, after):
        one.close()


def test_a_change_of_a_folder_is_done_once_however_often_it_is_seen(tmp_path, library):
    spool, folder = tmp_path / "spool", tmp_path / "reports"
    spool.mkdir()
    folder.mkdir()
    (folder / "dam.txt").write_bytes(text_of("The dam is high."))
    jobs = Jobs(library, spool)
    planned = plan(library, folder)
    with jobs._changed:  # before the worker can begin
        jobs.follow(planned.acted)
        jobs.follow(planned.acted)
    wait_for(lambda: not jobs.running)
    assert [job.state for job in jobs.board()] == ["added"]
    jobs.close()


def test_a_file_takes_the_place_of_a_document_that_is_called_otherwise(tmp_path, library):
    before = library.add(text_of("The dam is high."), "dam.txt").document
    library.correct(before, {"title": "On dams"})
    spool = tmp_path / "spool"
    spool.mkdir()
    (tmp_path / "new").write_bytes(text_of("Nothing of it is as before."))
    jobs = Jobs(library, spool)
    jobs.take(tmp_path / "new", "barrage.txt", instead_of=before)
    wait_for(lambda: not jobs.running)
    (job,) = jobs.board()
    assert job.state == "replaced"
    with library.snapshot() as view:
        assert [(entry.source, entry.title) for entry in view.entries()] == [("barrage.txt", "On dams")]
    jobs.close()


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
