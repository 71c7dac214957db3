"""A folder and the library: what is told of the difference, and what following it does."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from index.library import Library
from index.sync import FolderGone, Memory, follow, plan
from tests.index.doubles import open_library, text_of


@pytest.fixture
def library(tmp_path) -> Library:
    made = open_library(tmp_path / "library")
    yield made
    made.close()


@pytest.fixture
def folder(tmp_path):
    """A folder with three files, one of them in a folder of its own."""
    made = tmp_path / "reports"
    (made / "old").mkdir(parents=True)
    for name, text in (
        ("dam.txt", "The dam is high."),
        ("old/lake.txt", "The lake is deep."),
        ("ice.txt", "Ice floats."),
    ):
        (made / name).write_bytes(text_of(text))
    return made


def kinds(library, folder, memory=None):
    return {os.path.relpath(one.path, folder): one.kind for one in plan(library, folder, memory).changes}


def followed(library, folder):
    return {os.path.relpath(one.path, folder): one.outcome for one in follow(library, plan(library, folder))}


def sources(library):
    with library.snapshot() as view:
        return sorted(entry.source for entry in view.entries())


def test_a_plan_changes_nothing_and_what_it_says_is_done(library, folder):
    new = {"dam.txt": "new", "ice.txt": "new", str(Path("old/lake.txt")): "new"}
    assert kinds(library, folder) == kinds(library, folder) == new
    assert sources(library) == []
    assert followed(library, folder) == dict.fromkeys(new, "added")
    assert kinds(library, folder) == dict.fromkeys(new, "unchanged")
    assert followed(library, folder) == {}


def test_a_changed_file_takes_the_place_of_what_it_said_and_keeps_its_corrections(library, folder):
    followed(library, folder)
    library.correct(str(folder / "dam.txt"), {"title": "On dams"})
    (folder / "dam.txt").write_bytes(text_of("The dam is very high."))
    assert kinds(library, folder)["dam.txt"] == "changed"
    assert followed(library, folder) == {"dam.txt": "replaced"}
    with library.snapshot() as view:
        assert view.find(str(folder / "dam.txt")).title == "On dams"


def test_a_file_that_is_gone_is_removed_and_nothing_else_is(library, folder, tmp_path):
    followed(library, folder)
    library.add(text_of("Dropped on the page."), "upload.txt")
    beside = tmp_path / "reports-of-others.txt"
    library.add(text_of("Beside the folder, with a name that begins like it."), str(beside))
    (folder / "ice.txt").unlink()
    assert followed(library, folder) == {"ice.txt": "removed"}
    assert sources(library) == sorted(
        [str(folder / "dam.txt"), str(folder / "old" / "lake.txt"), "upload.txt", str(beside)]
    )


def test_a_renamed_file_is_told_as_renamed_and_loses_nothing(library, folder):
    followed(library, folder)
    with library.snapshot() as view:
        before = view.find(str(folder / "dam.txt"))
    library.correct(before.document, {"title": "On dams"})
    (folder / "dam.txt").rename(folder / "old" / "barrage.txt")
    moved = str(Path("old/barrage.txt"))
    assert kinds(library, folder)[moved] == "renamed"
    assert "dam.txt" not in kinds(library, folder)
    assert followed(library, folder) == {moved: "renamed"}
    with library.snapshot() as view:
        after = view.find(str(folder / moved))
        assert view.document(after.document).source == str(folder / moved)
    assert (after.document, after.title, after.added) == (before.document, "On dams", before.added)
    assert set(kinds(library, folder).values()) == {"unchanged"}
    assert library.verify() == []


def test_two_files_that_change_names_keep_their_texts(library, folder):
    followed(library, folder)
    (folder / "dam.txt").rename(folder / "x")
    (folder / "ice.txt").rename(folder / "dam.txt")
    (folder / "x").rename(folder / "ice.txt")
    library.correct(str(folder / "dam.txt"), {"title": "On dams"})
    assert sorted(followed(library, folder).values()) == ["renamed", "renamed"]
    assert set(kinds(library, folder).values()) == {"unchanged"}
    with library.snapshot() as view:
        assert view.find(str(folder / "ice.txt")).title == "On dams"
        assert view.document(str(folder / "dam.txt")).text == "Ice floats."
        assert view.document(str(folder / "ice.txt")).text == "The dam is high."


def test_the_same_file_in_two_places_is_one_document_and_one_of_them_may_go(library, folder):
    shutil.copy(folder / "dam.txt", folder / "copy.txt")
    followed(library, folder)
    assert len(sources(library)) == 3
    assert set(kinds(library, folder).values()) == {"unchanged"}
    (kept,) = [source for source in sources(library) if source.endswith(("dam.txt", "copy.txt"))]
    Path(kept).unlink()
    assert sorted(followed(library, folder).values()) == ["renamed"]
    assert len(sources(library)) == 3


def test_a_file_that_cannot_be_read_is_told_and_tried_again_only_when_asked(library, folder):
    (folder / "bad.txt").write_bytes(b"Title: nothing else")
    assert followed(library, folder)["bad.txt"] == "failed"
    assert kinds(library, folder)["bad.txt"] == "failed"
    assert followed(library, folder) == {}
    again = [one.outcome for one in follow(library, plan(library, folder), retry=True)]
    assert again == ["failed"]
    (folder / "bad.txt").write_bytes(text_of("It can be read now."))
    list(follow(library, plan(library, folder), retry=True))
    assert kinds(library, folder)["bad.txt"] == "unchanged"


@pytest.mark.parametrize("how", ["gone", "empty", "file"])
def test_a_folder_that_vanishes_empties_no_library(library, folder, how):
    followed(library, folder)
    shutil.rmtree(folder)
    if how == "empty":
        folder.mkdir()
    if how == "file":
        folder.write_text("no folder")
    with pytest.raises(FolderGone, match=r"Nothing was changed|nothing is removed"):
        plan(library, folder)
    assert len(sources(library)) == 3


def test_an_empty_folder_that_was_never_followed_is_no_mistake(library, tmp_path):
    (tmp_path / "empty").mkdir()
    assert plan(library, tmp_path / "empty").changes == ()


def test_a_file_that_comes_back_before_it_is_removed_stays(library, folder):
    followed(library, folder)
    content = (folder / "ice.txt").read_bytes()
    (folder / "ice.txt").unlink()
    planned = plan(library, folder)
    (folder / "ice.txt").write_bytes(content)
    assert list(follow(library, planned)) == []
    assert len(sources(library)) == 3


def test_a_second_look_reads_only_what_has_changed(library, folder, monkeypatch):
    memory = Memory()
    assert kinds(library, folder, memory) == kinds(library, folder, memory)
    before = dict(memory.seen)
    (folder / "dam.txt").write_bytes(text_of("The dam is higher."))
    plan(library, folder, memory)
    changed = [path.name for path, seen in memory.seen.items() if before[path] != seen]
    assert changed == ["dam.txt"]


def test_hidden_files_litter_and_the_library_itself_are_passed_over(folder):
    inside = open_library(folder / "library")
    (folder / ".hidden.txt").write_text("Hidden.")
    (folder / "Thumbs.db").write_bytes(b"litter")
    (folder / "link.txt").symlink_to(folder / "dam.txt")
    assert sorted(kinds(inside, folder)) == sorted(["dam.txt", "ice.txt", str(Path("old/lake.txt"))])
    inside.close()
