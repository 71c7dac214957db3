from __future__ import annotations

import os
from pathlib import Path

import pytest

from index import ingest
from index.ingest import add_paths
from tests.index.doubles import open_library, text_of


@pytest.fixture
def shelf(tmp_path):
    """A folder with documents, litter and things that are neither."""
    shelf = tmp_path / "shelf"
    documents = ["a.txt", "b/c.txt", "b/d/e.txt", "b.txt", "Ünïcode – “name”.txt", "z.txt"]
    litter = [".hidden.txt", ".git/config", "b/.DS_Store", "Thumbs.db", "~$report.docx", "__MACOSX/a.txt"]
    for name in documents + litter:
        path = shelf / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text_of(f"This is said in {name}."))
    return shelf


def told(library, *paths, **options):
    return [(Path(one.path).name, one.outcome, one.code) for one in add_paths(library, paths, **options)]


def test_each_file_of_a_folder_has_exactly_one_outcome_in_the_order_of_names(library, shelf):
    names = [one.path.removeprefix(f"{shelf}/") for one in add_paths(library, [shelf])]
    assert names == ["a.txt", "b/c.txt", "b/d/e.txt", "b.txt", "z.txt", "Ünïcode – “name”.txt"]
    assert {outcome for _, outcome, _ in told(library, shelf)} == {"unchanged"}
    assert library.verify() == []


def test_a_file_that_is_named_twice_is_told_once(library, shelf):
    assert len(told(library, shelf / "a.txt", shelf, shelf / "b" / ".." / "a.txt")) == 6


def test_the_source_is_the_absolute_path(library, shelf, monkeypatch):
    monkeypatch.chdir(shelf)
    assert [one.path for one in add_paths(library, [Path("b/c.txt")])] == [str(shelf / "b" / "c.txt")]
    with library.snapshot() as view:
        assert view.find("b/c.txt").source == str(shelf / "b" / "c.txt")


def test_one_bad_file_does_not_stop_the_others(library, shelf):
    (shelf / "a.txt").write_bytes(b"# nothing to cite")
    outcomes = told(library, shelf / "a.txt", shelf / "gone.txt", shelf / "z.txt")
    assert outcomes == [("a.txt", "failed", "empty"), ("gone.txt", "failed", "not_found"), ("z.txt", "added", None)]


def test_what_failed_is_tried_again_only_when_told(library, shelf):
    (shelf / "a.txt").write_bytes(b"# nothing to cite")
    assert told(library, shelf / "a.txt") == [("a.txt", "failed", "empty")]
    assert told(library, shelf / "a.txt") == [("a.txt", "failed", "empty")]
    (shelf / "a.txt").write_bytes(text_of("Now there is something."))
    assert told(library, shelf / "a.txt") == [("a.txt", "added", None)]


def test_a_changed_file_of_a_folder_is_replaced_and_the_others_are_unchanged(library, shelf):
    told(library, shelf)
    (shelf / "b.txt").write_bytes(text_of("This is said now."))
    assert [one for one in told(library, shelf) if one[1] != "unchanged"] == [("b.txt", "replaced", None)]


def test_links_in_a_folder_are_passed_over_and_one_that_is_named_is_followed(library, shelf, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "private.txt").write_bytes(text_of("Not for this library."))
    (shelf / "link.txt").symlink_to(outside / "private.txt")
    (shelf / "folder").symlink_to(outside)
    (shelf / "circle").symlink_to(shelf / "circle")
    assert len(told(library, shelf)) == 6
    assert told(library, shelf / "link.txt") == [("private.txt", "added", None)]
    assert told(library, shelf / "circle") == [("circle", "failed", "unreadable")]


def test_what_is_no_file_is_not_waited_for(library, shelf):
    os.mkfifo(shelf / "pipe")
    assert told(library, shelf / "pipe") == [("pipe", "failed", "not_a_file")]


def test_a_file_that_is_too_large_is_not_read(library, shelf, monkeypatch):
    with (shelf / "a.txt").open("r+b") as file:
        file.truncate(ingest.LARGEST + 1)
    outcome = next(add_paths(library, [shelf / "a.txt"]))
    assert (outcome.code, outcome.message[:24]) == ("too_large", "The file has 200 MB and ")


def test_a_name_that_is_not_unicode_or_moves_the_cursor_is_shown_safely(library, tmp_path):
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    for name in (b"bad\xff.txt", b"line\nbreak.txt", b"red\x1b[31m.txt"):
        (Path(os.fsdecode(os.fsencode(shelf) + b"/" + name))).write_bytes(text_of(f"Said in {name!r}."))
    shown = [Path(one.path).name for one in add_paths(library, [shelf])]
    assert sorted(shown) == [r"bad\udcff.txt", r"line\nbreak.txt", r"red\x1b[31m.txt"]
    assert {outcome for _, outcome, _ in told(library, shelf)} == {"unchanged"}
    assert library.verify() == []


def test_a_library_in_the_folder_does_not_take_itself_in(tmp_path):
    (tmp_path / "a.txt").write_bytes(text_of("A document."))
    library = open_library(tmp_path / "library")
    assert told(library, tmp_path) == [("a.txt", "added", None)]
    assert told(library, tmp_path) == [("a.txt", "unchanged", None)]
    library.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_says_so(library, shelf):
    (shelf / "a.txt").chmod(0)
    (shelf / "b").chmod(0)
    outcomes = told(library, shelf)
    (shelf / "b").chmod(0o700)
    failed = [one for one in outcomes if one[1] == "failed"]
    assert failed == [("a.txt", "failed", "unreadable"), ("b", "failed", "unreadable")]


def test_an_empty_folder_has_no_outcome(library, tmp_path):
    (tmp_path / "empty").mkdir()
    assert told(library, tmp_path / "empty") == []
