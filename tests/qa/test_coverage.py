"""What was searched, what was not and why; and what lies beyond the filters."""

from __future__ import annotations

import pytest

from documents.errors import EmptyDocument
from documents.read import read
from index.library import Library
from index.model import Filters
from qa.coverage import TOLD, beyond, coverage, left_out
from qa.model import Unread, WithoutText
from qa.select import candidates
from tests.index.doubles import searcher
from tests.qa.conftest import CANAL, GAS

QUESTION = "Which ship blocked the Suez Canal?"
ENGLISH, POLISH, UNDATED = "canal.txt", "gas.txt", "ship.txt"
SHIP = "The ship\n\nThe ship Ever Given blocked the Suez Canal. Tugs pulled it free.\f\fIt sailed on to Rotterdam."


@pytest.fixture
def library(tmp_path):
    """An analysis in English of 2021, one in Polish of 2022, and an undated text with an empty page."""
    opened = Library(tmp_path / "library", searcher, lambda data, source, progress: read(data, source))  # noqa: ARG005
    for text, source in ((CANAL, ENGLISH), (GAS, POLISH), (SHIP, UNDATED)):
        assert opened.add(text.encode(), source).outcome == "added"
    yield opened
    opened.close()


def covered(library, question=QUESTION, filters=Filters()):
    with library.snapshot() as view:
        view.search(question, filters)
        return coverage(view, question, filters)


def test_a_whole_library_was_searched_when_nothing_was_left_out(library):
    found = covered(library)
    assert (found.documents, found.searched, found.unreadable) == (3, 3, 0)
    assert (found.unread, found.left_out, found.absent_terms, found.spellings) == ((), {}, (), {})


def test_each_filter_is_told_by_how_many_documents_it_alone_leaves_out(library):
    filters = Filters(authors=("Ada Lovelace",), languages=("en",), since="2022", documents=(POLISH,))
    found = covered(library, filters=filters)
    assert (found.documents, found.searched) == (3, 0)
    # Of none is an author known, and the undated text passes no filter on dates.
    assert found.left_out == {"author": 3, "document": 2, "language": 1, "since": 2}


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(until="2021"), {"until": 2}),
        (Filters(series=("analyses",)), {"series": 2}),
        (Filters(as_of="2021-03-29"), {"as_of": 2}),
        (Filters(since="2000", until="2030"), {"since": 1, "until": 1}),
    ],
)
def test_filters_are_named_as_the_record_names_them(library, filters, expected):
    with library.snapshot() as view:
        assert left_out(view, filters) == expected


def test_files_that_could_not_be_read_are_told_with_their_reason(library):
    library.add(b"\n\n", "empty.txt")
    found = covered(library)
    assert found.unreadable == 1
    ((source, code),) = [(one.source, one.code) for one in found.unread]
    assert (source, code) == ("empty.txt", EmptyDocument.code)
    assert all(isinstance(one, Unread) and one.message.endswith(".") for one in found.unread)
    assert (found.documents, found.searched) == (3, 3)


def test_pages_without_text_are_told_of_searched_documents_only(library):
    ((told),) = covered(library).without_text
    assert told == WithoutText(told.document, UNDATED, told.title, (2,))
    assert covered(library, filters=Filters(documents=(ENGLISH,))).without_text == ()


def test_a_library_with_files_or_pages_unread_was_not_searched_whole(library):
    english = Filters(documents=(ENGLISH,))
    assert not covered(library).whole
    assert covered(library, filters=english).whole
    library.add(b"\n\n", "empty.txt")  # who knows whether it would have passed the filters
    assert not covered(library, filters=english).whole


def test_words_that_never_occur_are_told_with_those_that_might_be_meant(library):
    found = covered(library, "Did the Suez Cannal flood the quarries of Peru?")
    assert found.absent_terms == ("Cannal", "flood", "quarries", "Peru")
    assert found.spellings == {"Cannal": ("Canal",)}


def test_an_empty_library_was_searched_in_vain(tmp_path):
    empty = Library(tmp_path / "empty", searcher, read)
    found = covered(empty, filters=Filters(since="2020"))
    assert (found.documents, found.searched, found.left_out, found.spellings) == (0, 0, {"since": 0}, {})
    empty.close()


# ---------------------------------------------------------------- beyond the filters


def looked_beyond(library, filters, holds):
    """The passages from beyond, where the sentences that hold some words answer; and what was asked of them."""
    asked = []
    with library.snapshot() as view:

        def answering(hits):
            asked.append([view.find(hit.document).source for hit in hits])
            return [one for one in candidates(view, QUESTION, hits) if holds in one.text]

        hits = beyond(view, QUESTION, filters, answering)
        return [
            (view.find(hit.document).source, view.document(hit.document).text[hit.start : hit.end]) for hit in hits
        ], asked


def test_a_passage_beyond_the_filters_is_told_when_it_holds_a_sentence_that_answers(library):
    told, asked = looked_beyond(library, Filters(languages=("pl",)), "Ever Given ran aground")
    assert [source for source, _ in told] == [ENGLISH]
    assert "Ever Given ran aground" in told[0][1]
    assert len(asked) == 1
    assert set(asked[0]) == {ENGLISH, UNDATED}


def test_nothing_is_told_when_nothing_beyond_answers(library):
    assert looked_beyond(library, Filters(languages=("pl",)), "no such words")[0] == []


def test_documents_within_the_filters_are_not_asked_again(library):
    told, asked = looked_beyond(library, Filters(documents=(ENGLISH, POLISH)), "Suez Canal")
    assert asked == [[UNDATED] * len(asked[0])]
    assert {source for source, _ in told} == {UNDATED}


def test_without_filters_nothing_lies_beyond_them(library):
    assert looked_beyond(library, Filters(), "Suez Canal") == ([], [])


def test_filters_that_leave_nothing_out_have_nothing_beyond_them(library):
    assert looked_beyond(library, Filters(documents=(ENGLISH, POLISH, UNDATED)), "Suez Canal") == ([], [])


def test_a_few_passages_from_beyond_are_enough(library):
    for number in range(6):
        library.add(
            f"Note {number}\n\nThe ship number {number} blocked the Suez Canal again.".encode(), f"{number}.txt"
        )
    told, _ = looked_beyond(library, Filters(languages=("pl",)), "Suez Canal")
    assert len(told) == TOLD
