"""The adding part of the Library tab, and the folders that a library follows."""

from __future__ import annotations

import re
import threading

import pytest

from index.model import Outcome
from qa.web.adding import Adding, board, pace, preview
from qa.web.bin import KEPT, MOST, Bin
from qa.web.folders import Folders
from qa.web.jobs import Job, Jobs
from qa.web.texts import speaking, t
from tests.index.doubles import open_library, text_of
from tests.qa.pages import Reading


@pytest.fixture
def library(tmp_path):
    made = open_library(tmp_path / "library")
    yield made
    made.close()


@pytest.fixture
def jobs(library, tmp_path):
    (tmp_path / "spool").mkdir()
    made = Jobs(library, tmp_path / "spool")
    yield made
    made.close()


@pytest.fixture
def folders(library, jobs):
    made = Folders(library, jobs, look=0.05)
    yield made
    made.close()


@pytest.fixture
def adding(library, jobs, folders):
    return Adding(library, jobs, folders)


@pytest.fixture
def reports(tmp_path):
    made = tmp_path / "reports"
    made.mkdir()
    (made / "dam.txt").write_bytes(text_of("The dam is high."))
    (made / "lake.txt").write_bytes(text_of("The lake is deep."))
    return made


def wait_for(condition):
    tick = threading.Event()
    for _ in range(1000):
        if condition():
            return
        tick.wait(0.01)
    raise TimeoutError


def sources(library):
    with library.snapshot() as view:
        return sorted(entry.source for entry in view.entries())


# ---------------------------------------------------------------- the board


def test_of_many_files_those_at_work_and_those_that_failed_are_shown_and_the_rest_is_counted():
    every = [Job(n, f"{n}.txt", state="added", paragraphs=2) for n in range(1, 400)]
    every += [Job(400, "bad.txt", state="failed", message="It is empty."), Job(401, "now.txt", state="work")]
    every += [Job(n, f"{n}.txt") for n in range(402, 700)]
    html = board(every)
    text = Reading(html).text
    assert html.count('class="qa-job ') < 100
    assert "400 of 699 files done" in text
    assert "It is empty." in text
    assert "now.txt" in text
    assert "and 286 more" in text


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (None, ""),
        (0.2, "about 1 second left"),
        (42.4, "about 42 seconds left"),
        (61, "about 1 minute left"),
        (600, "about 10 minutes left"),
    ],
)
def test_what_is_left_is_told_as_people_do(seconds, said):
    assert pace(seconds) == said


def test_the_board_speaks_the_visitors_language():
    with speaking("pl"):
        assert "Dodano: 5 akapitów." in board([Job(1, "a.txt", state="added", paragraphs=5)])
        assert "Dodano: 3 akapity." in board([Job(1, "a.txt", state="added", paragraphs=3)])


def test_a_file_that_is_too_large_is_told_on_the_board(adding):
    told = adding.shown({"op": "refuse", "name": "films.zip"})
    assert "more than 200 MB" in told["board"]
    assert told["running"] is False


@pytest.mark.parametrize(
    "wanted", [{}, {"op": "nonsense"}, {"op": "cancel", "job": "x"}, {"op": "again"}, {"op": "dismiss", "job": 9}]
)
def test_an_act_that_makes_no_sense_does_nothing(adding, wanted):
    assert adding.shown(wanted)["board"].strip() == ""


# ---------------------------------------------------------------- folders


def test_a_folder_is_previewed_then_followed_and_remembered(adding, library, jobs, reports):
    shown = adding.shown({"op": "plan", "folder": str(reports)})["preview"]
    assert "2 new" in shown
    assert "dam.txt" in shown
    assert str(reports / "dam.txt") not in Reading(shown).text  # named as it stands below the folder
    assert sources(library) == []
    told = adding.shown({"op": "follow", "folder": str(reports)})
    wait_for(lambda: not jobs.running)
    assert sources(library) == [str(reports / "dam.txt"), str(reports / "lake.txt")]
    assert str(reports) in told["folders"]
    assert "2 unchanged" in adding.shown({"op": "plan", "folder": str(reports)})["preview"]


@pytest.mark.parametrize("path", ["", "relative/path", "/nowhere/at/all"])
def test_a_path_that_is_no_folder_is_said(adding, path):
    told = adding.shown({"op": "plan", "folder": path})
    assert told["error"].endswith(".")


def test_a_watched_folder_is_followed_by_itself_until_the_watch_is_switched_off(adding, library, jobs, reports):
    adding.shown({"op": "follow", "folder": str(reports)})
    wait_for(lambda: len(sources(library)) == 2)
    adding.shown({"op": "watch", "folder": str(reports), "on": True})
    (reports / "ice.txt").write_bytes(text_of("Ice floats."))
    (reports / "dam.txt").unlink()
    wait_for(lambda: sources(library) == [str(reports / "ice.txt"), str(reports / "lake.txt")])
    told = adding.shown({"op": "watch", "folder": str(reports), "on": False})
    assert "checked" not in told["folders"]
    (reports / "late.txt").write_bytes(text_of("Too late."))
    threading.Event().wait(0.5)
    assert len(sources(library)) == 2


def test_the_watch_is_remembered_with_the_library(adding, library, jobs, reports):
    adding.shown({"op": "follow", "folder": str(reports)})
    adding.shown({"op": "watch", "folder": str(reports), "on": True})
    again = Folders(library, jobs, look=0.05)
    assert [(one.path, one.watched) for one, _ in again.every()] == [(str(reports), True)]
    again.close()


def test_a_watched_folder_that_vanishes_is_said_and_empties_nothing(adding, folders, library, reports, tmp_path):
    adding.shown({"op": "follow", "folder": str(reports)})
    wait_for(lambda: len(sources(library)) == 2)
    adding.shown({"op": "watch", "folder": str(reports), "on": True})
    reports.rename(tmp_path / "unplugged")
    wait_for(lambda: folders.every()[0][1])
    assert "not there" in adding.shown({"op": "draw"})["folders"]
    (tmp_path / "unplugged").rename(reports)
    wait_for(lambda: not folders.every()[0][1])
    assert len(sources(library)) == 2


def test_a_folder_that_is_forgotten_keeps_its_documents(adding, library, reports):
    adding.shown({"op": "follow", "folder": str(reports)})
    wait_for(lambda: len(sources(library)) == 2)
    assert adding.shown({"op": "forget", "folder": str(reports)})["folders"].strip() == ""
    assert len(sources(library)) == 2


def test_a_preview_tells_what_would_go(adding, library, folders, jobs, reports):
    adding.shown({"op": "follow", "folder": str(reports)})
    wait_for(lambda: len(sources(library)) == 2)
    (reports / "lake.txt").unlink()
    (reports / "dam.txt").rename(reports / "barrage.txt")
    text = Reading(preview(folders.plan(str(reports)))).text
    assert re.search(r"1 renamed.*dam\.txt → barrage\.txt", text, re.DOTALL)
    assert "lake.txt" in text


# ---------------------------------------------------------------- removed documents


def test_a_removed_document_answers_nothing_and_comes_back_with_its_corrections(library, jobs, tmp_path):
    document = library.add(text_of("The dam is high."), "/reports/dam.txt").document
    library.correct(document, {"title": "On dams", "authors": "A; B"})
    bin_ = Bin(library, jobs, tmp_path)
    removal, number = bin_.remove(document)
    assert removal.entry.document == document
    assert sources(library) == []
    assert bin_.undo(number) == "/reports/dam.txt"
    wait_for(lambda: not jobs.running)
    with library.snapshot() as view:
        (entry,) = view.entries()
    assert (entry.document, entry.title, entry.authors) == (document, "On dams", ("A", "B"))
    with pytest.raises(Exception, match="cannot be brought back"):
        bin_.undo(number)
    assert list(tmp_path.glob("*.removed")) == []


def test_what_is_removed_is_gone_when_its_time_is_over(library, jobs, tmp_path, monkeypatch):
    bin_ = Bin(library, jobs, tmp_path)
    _, number = bin_.remove(library.add(text_of("The dam is high."), "dam.txt").document)
    assert KEPT >= 60
    assert MOST > 200_000_000
    monkeypatch.setattr("qa.web.bin.KEPT", 0.0)
    with pytest.raises(Exception, match="cannot be brought back"):
        bin_.undo(number)
    assert list(tmp_path.glob("*.removed")) == []


def test_an_outcome_of_a_change_is_told_in_words():
    for state in ("removed", "renamed", "unchanged", "cancelled"):
        assert t(f"adding.{state}") in board([Job(1, "a.txt", state=state)])
    assert Outcome("a", "renamed").outcome == "renamed"
