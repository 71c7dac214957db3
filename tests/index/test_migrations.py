from __future__ import annotations

import hashlib
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from documents.model import digest_of
from index.answers import Stored
from index.errors import LibraryDamaged, LibraryError, LibraryTooNew
from index.library import Library
from index.migrations import APPLICATION, LATEST, STEPS, Step, is_ours, migrate, version_of
from tests.index.doubles import open_library, read, searcher, text_of

ROOT = Path(__file__).parents[2]

#: sha256 of each released step. A step that libraries were made with is never edited: add a new one.
RELEASED = {
    1: "5198fa01a6055f2be4983f5826177f91fe0dc19d004c9ee374db104e1551fb95",
    2: "3b53c5ff6889a964d273647b7e3a3bb3d4a4c9782538dc0a87918b80aef07541",
    3: "16d9ee83800e925d208990c6dba07bafa143b30c6e3198a853abfdcb1e4b3bbd",
    4: "7f25e41f8a79e7025b3f895d38cb3e0de10c3c5caa345c5e562af77be2bda130",
    5: "02fe9c71a719cc31373ec931e0a000e13d94fece12b1ef83fe9c089a9824403e",
}

#: What the library of library_1.sql was made of.
RIVERS = text_of("The Danube flows through ten countries.", "The Rhine flows through six.", title="Rivers")


def write_library(folder, version):
    """The database of a library as it was written with this version of the schema."""
    connection = sqlite3.connect(folder / "library.db", isolation_level=None)
    connection.executescript((Path(__file__).parent / f"library_{version}.sql").read_text("utf-8"))
    connection.close()


@pytest.fixture
def first_library(folder):
    """A library as the first release wrote it."""
    folder.mkdir(mode=0o700)
    write_library(folder, 1)
    digest = digest_of(RIVERS)
    original = folder / "originals" / digest[:2] / digest
    original.parent.mkdir(parents=True)
    original.write_bytes(RIVERS)
    return folder


@pytest.fixture
def connection(tmp_path):
    opened = sqlite3.connect(tmp_path / "library.db", isolation_level=None)
    yield opened
    opened.close()


def schema(connection):
    return connection.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name").fetchall()


def test_steps_are_numbered_without_gaps():
    assert [step.number for step in STEPS] == list(range(1, LATEST + 1))


@pytest.mark.parametrize("number", sorted(RELEASED))
def test_a_released_step_is_never_edited(number):
    statements = "\n".join(STEPS[number - 1].statements)
    assert hashlib.sha256(statements.encode()).hexdigest() == RELEASED[number]


def test_an_empty_file_becomes_a_library_of_the_latest_version(connection):
    assert is_ours(connection)
    assert migrate(connection) == LATEST
    assert version_of(connection) == LATEST
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION,)
    assert [row[0] for row in connection.execute("SELECT number FROM migration")] == list(range(1, LATEST + 1))
    assert migrate(connection) == 0


def test_a_step_that_fails_leaves_the_library_at_the_version_before(connection):
    migrate(connection)
    before = schema(connection)
    broken = Step(LATEST + 1, "broken", ("CREATE TABLE extra(x) STRICT", "CREATE TABLE nonsense("))
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, (*STEPS, broken))
    assert version_of(connection) == LATEST
    assert schema(connection) == before
    assert not connection.in_transaction


def test_the_last_step_that_fails_at_any_of_its_statements_happened_not_at_all(connection):
    migrate(connection, STEPS[:-1])
    before = schema(connection)
    last = STEPS[-1]
    for done in range(len(last.statements) + 1):
        broken = Step(LATEST, last.name, (*last.statements[:done], "CREATE TABLE nonsense("))
        with pytest.raises(sqlite3.OperationalError):
            migrate(connection, (*STEPS[:-1], broken))
        assert (version_of(connection), schema(connection)) == (LATEST - 1, before)
    assert migrate(connection) == 1
    assert version_of(connection) == LATEST


def test_every_table_is_strict(connection):
    migrate(connection)
    tables = connection.execute("PRAGMA table_list").fetchall()
    assert {row[1] for row in tables if not row[5] and not row[1].startswith("sqlite_")} == set()


def test_a_library_of_a_later_version_is_left_untouched(tmp_path):
    folder = tmp_path / "library"
    open_library(folder).close()
    later = Step(LATEST + 1, "later", ("CREATE TABLE extra(x INTEGER) STRICT",))
    connection = sqlite3.connect(folder / "library.db", isolation_level=None)
    migrate(connection, (*STEPS, later))
    connection.close()
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    with pytest.raises(LibraryTooNew, match="update Footnote"):
        open_library(folder)
    assert {name: (folder / name).read_bytes() for name in before} == before


def test_another_programs_database_is_refused(tmp_path):
    connection = sqlite3.connect(tmp_path / "library.db")
    connection.execute("CREATE TABLE theirs(x)")
    connection.close()
    before = (tmp_path / "library.db").read_bytes()
    with pytest.raises(LibraryError, match="not a library of Footnote"):
        open_library(tmp_path)
    assert (tmp_path / "library.db").read_bytes() == before


def test_a_file_that_is_no_database_is_refused(tmp_path):
    (tmp_path / "library.db").write_bytes(b"notes of somebody\n" * 300)
    with pytest.raises(LibraryDamaged, match="not a library"):
        open_library(tmp_path)


def test_a_kill_while_the_library_is_made_leaves_one_that_opens(tmp_path):
    script = (
        "import sys\n"
        "from tests.index.doubles import *\n"
        "print('go', flush=True)\n"
        "for number in range(10_000):\n"
        "    open_library(Path(sys.argv[1]) / str(number)).close()\n"
        "    print(number, flush=True)\n"
    )
    for round_ in range(5):
        parent = tmp_path / str(round_)
        child = subprocess.Popen([sys.executable, "-c", script, parent], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        with child:
            for _ in range(round_ + 2):
                child.stdout.readline()
            child.send_signal(signal.SIGKILL)
        for folder in parent.iterdir():
            library = open_library(folder)
            assert library.add(text_of("It opens."), "/a.txt").outcome == "added"
            assert library.verify() == []
            library.close()


def test_a_library_of_the_first_release_is_whole_and_answers_after_the_migration(first_library):
    library = open_library(first_library)
    assert library.verify() == []
    with library.snapshot() as view:
        (entry,) = view.entries()
        assert (entry.title, entry.media_type, entry.corrected) == ("Rivers", "", ())
        hits = view.search("Which countries does the Danube flow through?")
        assert [view.document(hit.document).source for hit in hits] == ["/a/rivers.txt"]
        assert [one.code for one in view.failures()] == ["empty"]
    assert library.verify() == []
    assert library.correct("rivers.txt", {"title": "Streams"}).metadata.title == "Streams"
    assert library.verify() == []
    library.close()


def test_a_library_of_the_second_schema_knows_its_copies_after_the_migration(folder):
    folder.mkdir(mode=0o700)
    write_library(folder, 2)
    library = open_library(folder)
    with library.snapshot() as view:
        assert [entry.source for entry in view.copies("rivers.txt")] == ["/a/again.txt"]
        (found,) = view.also(
            "rivers.txt", *span(view.document("rivers.txt").text, "The Danube flows through ten countries.")
        )
        assert (found.document, found.paragraph) == (view.find("again.txt").document, 1)
        assert view.find("again.txt").published == "2021-05"
    assert {finding.code for finding in library.verify()} == {"original"}  # the dump has none
    library.close()


def test_a_library_of_the_third_schema_answers_as_before_and_keeps_answers_after_the_migration(folder):
    folder.mkdir(mode=0o700)
    write_library(folder, 3)
    library = open_library(folder)
    with library.snapshot() as view:
        assert view.generation == 3
        assert view.fingerprint == "9bba0e2e42f73904"  # what it was under the third schema
        assert [hit.document for hit in view.search("Danube")] == ["7c71589444f1eaac", "b23c7aa50b29a063"]
        assert (view.answers.lines(9), view.dossiers.lines()) == ((), ())
    quoted = ("7c71589444f1eaac",)
    with library.keeping() as kept:
        kept.answers.keep(Stored("a" * 16, "How long is the Danube?", "answered", b"{}", quoted))
    assert library.remove("again.txt", with_quotations=True).answers == 1
    assert {finding.code for finding in library.verify()} == {"original"}  # the dump has none
    library.close()


def test_a_document_of_a_library_of_the_fourth_schema_may_get_another_name_after_the_migration(folder):
    folder.mkdir(mode=0o700)
    write_library(folder, 4)
    library = open_library(folder)
    with library.snapshot() as view:
        before = view.find("rivers.txt")
        assert view.fingerprint == "776ce01b22e99d85"  # what it was under the fourth schema
    library.rename("rivers.txt", "/b/streams.txt")
    with library.snapshot() as view:
        after = view.find("/b/streams.txt")
        assert (after.document, after.published, after.added) == (before.document, "2021-05", before.added)
        assert [hit.document for hit in view.search("Danube")] == [before.document]
        assert view.answers.count() == len(view.dossiers.lines()) == 1
    with (
        pytest.raises(sqlite3.IntegrityError, match="never changed"),
        closing(sqlite3.connect(folder / "library.db")) as raw,
    ):
        raw.execute("UPDATE document SET title = 'x'")
    assert {finding.code for finding in library.verify()} == {"original"}  # the dump has none
    library.close()


def span(text, part):
    return text.index(part), text.index(part) + len(part)


def test_what_the_first_release_read_is_read_again_once_and_what_it_refused_is_tried_again(first_library):
    tried = []

    def counting(data, source, progress=None):
        tried.append(source)
        return read(data, source, progress)

    library = Library(first_library, searcher, counting)
    for _ in range(2):
        assert library.add(RIVERS, "/a/rivers.txt").outcome == "unchanged"
        assert library.add(b"# nothing", "/a/scan.txt").code == "empty"
    assert tried == ["/a/rivers.txt", "/a/scan.txt"]
    assert library.verify() == []
    library.close()
