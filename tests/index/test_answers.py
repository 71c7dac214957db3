from __future__ import annotations

import sqlite3
import threading

import pytest

from index.answers import Stored
from index.errors import LibraryBusy, LibraryDamaged
from tests.index.doubles import open_library, text_of

RIVERS = text_of("The Danube flows through ten countries.", "The Rhine flows through six.", title="Rivers")
LONGER = text_of("The Danube flows through ten countries.", "The Rhine flows through six.", "The Elbe too.")
PEAKS = text_of("Peaks are high.")


def stored(name="a" * 16, question="How long?", record=b'{"quote": "ten countries"}', quoted=()):
    return Stored(name, question, "answered", record, quoted)


def keep(library, *answers):
    for answer in answers:
        with library.keeping() as kept:
            kept.answers.keep(answer)


def names(library):
    with library.snapshot() as view:
        return [line.id[0] for line in view.answers.lines(100)]


def tampered(library, sql, *values):
    """Change the file behind the library's back, as a broken disk would; the library opened again."""
    library.close()
    connection = sqlite3.connect(library.folder / "library.db", isolation_level=None)
    assert connection.execute(sql, values).rowcount == 1
    connection.close()
    return open_library(library.folder)


def on_the_disk(folder, part):
    return [path.name for path in folder.rglob("*") if path.is_file() and part in path.read_bytes()]


def test_an_answer_comes_back_byte_for_byte_after_the_library_was_closed(library, folder):
    record = "“Łódź” \x00 \U0001f702".encode() * 1000
    keep(library, stored(record=record, quoted=("d1", "d1", "d2")))
    library.close()
    library = open_library(folder)
    with library.snapshot() as view:
        line, body = view.answers.get("a" * 16)
    assert body == record
    assert (line.question, line.verdict, line.quotations) == ("How long?", "answered", 3)
    library.close()


def test_the_same_answer_is_one_row_that_moves_to_the_top_when_it_is_given_again(library):
    keep(library, stored("a" * 16), stored("b" * 16), stored("c" * 16), stored("a" * 16))
    assert names(library) == ["a", "c", "b"]
    with library.snapshot() as view:
        line, _ = view.answers.get("a" * 16)
        assert line.first <= line.last
        assert view.answers.count() == 3


def test_a_page_goes_on_where_the_last_one_ended_whatever_is_given_meanwhile(library):
    keep(library, *(stored(letter * 16) for letter in "abcdef"))
    with library.snapshot() as view:
        first = view.answers.lines(2)
    keep(library, stored("g" * 16), stored("f" * 16))
    with library.snapshot() as view:
        second = view.answers.lines(2, first[-1].turn)
    assert [line.id[0] for line in (*first, *second)] == ["f", "e", "d", "c"]


def test_keeping_and_pinning_change_nothing_that_is_searched(library):
    library.add(RIVERS, "/rivers.txt")
    with library.snapshot() as view:
        before = view.generation, view.fingerprint
    keep(library, stored())
    with library.keeping() as kept:
        kept.dossiers.make("Water")
    with library.snapshot() as view:
        assert (view.generation, view.fingerprint) == before


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE answer SET question = 'How short?' WHERE id = ?",
        "UPDATE answer SET verdict = 'not_found' WHERE id = ?",
        "UPDATE answer SET record = x'00' WHERE id = ?",
        "UPDATE answer SET record = (SELECT record FROM answer WHERE id = 'bbbbbbbbbbbbbbbb') WHERE id = ?",
        "UPDATE answer SET seal = '' WHERE id = ?",
    ],
)
def test_a_damaged_answer_is_refused_and_found_and_the_others_go_on(library, change):
    keep(library, stored("a" * 16), stored("b" * 16, record=b"{}"))
    library = tampered(library, change, "a" * 16)
    with library.snapshot() as view:
        with pytest.raises(LibraryDamaged, match="answers --remove aaaa"):
            view.answers.get("a" * 16)
        assert view.answers.get("b" * 16)[1] == b"{}"
    assert [(one.code, "a" * 16 in one.message) for one in library.verify()] == [("answer", True)]
    keep(library, stored("a" * 16))  # asked again it is whole again
    assert library.verify() == []
    library.close()


def test_a_forgotten_answer_is_on_the_disk_no_more(library, folder):
    keep(library, stored(question="How long is the Danube?", record=b"incompressible"), stored("b" * 16))
    assert on_the_disk(folder, b"Danube")
    with library.keeping(erasing=True) as kept:
        assert kept.answers.remove(["a" * 16, "f" * 16]) == 1
    assert on_the_disk(folder, b"Danube") == []
    assert names(library) == ["b"]
    with library.keeping(erasing=True) as kept:
        assert kept.answers.remove_all() == 1
    assert names(library) == []


def test_answers_that_quote_a_removed_document_stay_unless_they_are_to_go_with_it(library):
    rivers, peaks = (library.add(data, source).document for data, source in ((RIVERS, "/r.txt"), (PEAKS, "/p.txt")))
    keep(library, stored("a" * 16, quoted=(rivers, peaks)), stored("b" * 16, quoted=(peaks,)), stored("c" * 16))
    removal = library.remove("r.txt")
    assert (removal.entry.document, removal.answers, removal.pins) == (rivers, 1, 0)
    assert names(library) == ["c", "b", "a"]
    removal = library.remove("p.txt", with_quotations=True)
    assert (removal.answers, removal.pins) == (2, 0)
    assert names(library) == ["c"]
    assert library.verify() == []


def test_what_quotes_an_earlier_version_of_a_document_goes_with_it_too(library, folder):
    first = library.add(RIVERS, "/r.txt").document
    keep(library, stored("a" * 16, question="What of the secretword?", quoted=(first,)))
    second = library.add(LONGER, "/r.txt").document
    assert second != first
    third = library.add(text_of("Only the Elbe is left."), "/r.txt").document
    assert third not in (first, second)
    assert library.remove("r.txt", with_quotations=True).answers == 1
    assert names(library) == []
    assert on_the_disk(folder, b"secretword") == []


def test_threads_and_processes_that_keep_at_once_lose_nothing(library, folder):
    other = open_library(folder)
    failed = []

    def work(number):
        for turn in range(8):
            try:
                keep(library if number % 2 else other, stored(f"{number:08x}{turn:08x}"), stored("f" * 16))
            except Exception as error:
                failed.append(error)
                raise

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert failed == []
    with library.snapshot() as view:
        lines = view.answers.lines(100)
    assert len(lines) == view_count(library) == 6 * 8 + 1
    assert [line.turn for line in lines] == sorted({line.turn for line in lines}, reverse=True)
    other.close()


def view_count(library):
    with library.snapshot() as view:
        return view.answers.count()


def test_keeping_waits_no_longer_for_another_writer_than_it_is_told(library, folder):
    other = open_library(folder)
    with other.keeping() as held:
        held.answers.keep(stored("b" * 16))
        with pytest.raises(LibraryBusy), library.keeping(patience=0.1):
            pass
    keep(library, stored())
    assert names(library) == ["a", "b"]
    other.close()
