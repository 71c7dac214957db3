"""Which documents share words: sketches propose, the words decide; and the library keeps in step."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reprints import CROWD, distinct
from index.works import GUARANTEED, RUN, Sketches, Works, sketch
from tests.index.doubles import open_library, text_of

WORDS = st.sampled_from([f"word{number}" for number in range(40)])
RIVERS = (
    "The Danube rises in the Black Forest and flows through ten countries to the Black Sea.",
    "It is navigable from Ulm, and a canal has joined it to the Main and the Rhine since 1992.",
    "Its delta in Romania and Ukraine is the second largest of Europe and a reserve of the biosphere.",
)
OWN = "Vienna, Bratislava, Budapest and Belgrade stand on its banks, four capitals of ten countries."


@pytest.fixture
def library(tmp_path):
    opened = open_library(tmp_path / "library")
    yield opened
    opened.close()


def put(library, name, *paragraphs, published=""):
    document = library.add(text_of(*paragraphs), name).document
    if published:
        library.correct(document, {"published": published})
    return document


def sources(entries):
    return [entry.source for entry in entries]


@given(
    shared=st.lists(WORDS, min_size=GUARANTEED, max_size=30),
    around=st.lists(st.lists(WORDS, max_size=30), min_size=4, max_size=4),
)
def test_two_texts_that_share_enough_words_in_a_row_share_every_hash_of_these(shared, around):
    before, after, above, below = around
    one, other = sketch(" ".join([*before, *shared, *after])), sketch(" ".join([*above, *shared, *below]))
    own = sketch(" ".join(shared))
    assert len(own) > 0
    assert set(own.tolist()) <= set(one.tolist()) & set(other.tolist())


def test_a_sketch_is_the_same_for_other_typography_and_another_for_other_figures():
    assert np.array_equal(sketch("“Gaz” – a 1,000 km pipe — ran dry"), sketch('"GAZ" - a 1000 km pipe - ran dry'))
    assert not np.array_equal(sketch("It carried 7 bcm a year"), sketch("It carried 9 bcm a year"))


def test_the_order_of_words_counts():
    assert not np.array_equal(sketch("one two three four"), sketch("four three two one"))


def test_a_text_of_fewer_words_than_a_run_has_no_sketch():
    assert len(sketch(" ".join(["word"] * (RUN - 1)))) == 0
    assert len(sketch(" ".join(["word"] * RUN))) == 1


@given(st.dictionaries(st.integers(1, 99), st.lists(st.integers(0, 2**32 - 1), unique=True, max_size=9), max_size=9))
def test_sketches_taken_in_one_by_one_are_found_as_those_taken_in_together(documents):
    made = {row: np.array(sorted(hashes), np.uint32) for row, hashes in sorted(documents.items())}
    empty = Works()._known
    together = empty.with_more(100, made)
    apart = empty
    for row, one in made.items():
        apart = apart.with_more(row, {row: one})
    assert np.array_equal(together.held, apart.held)
    for row, one in made.items():
        assert together.sharing(one).get(row, 0) == len(one)
        assert (row in together.holding(one)) == (len(one) > 0)


def test_what_very_many_documents_print_says_nothing_of_two_of_them():
    footer = sketch("All rights reserved by the publisher of this page")
    crowd = Sketches(0, {}, np.empty(0, np.uint64)).with_more(60, dict.fromkeys(range(1, 61), footer))
    assert crowd.sharing(footer) == {}
    assert len(crowd.holding(footer)) == 60


# ---------------------------------------------------------------- in the library


def test_reprints_are_copies_of_each_other_the_earliest_first_and_other_texts_are_none(library):
    late = put(library, "late.txt", *RIVERS, "Read more.", published="2022-03-01")
    undated = put(library, "undated.txt", "From our correspondent", *RIVERS)
    early = put(library, "early.txt", *RIVERS, published="2021-05")
    other = put(library, "other.txt", OWN)
    with library.snapshot() as view:
        assert sources(view.copies(late)) == ["early.txt", "undated.txt"]
        assert sources(view.copies(early)) == ["late.txt", "undated.txt"]
        assert sources(view.copies(undated)) == ["early.txt", "late.txt"]
        assert view.copies(other) == ()


def test_a_sentence_is_found_in_every_document_that_prints_it_with_its_paragraph_and_place(library):
    one = put(library, "one.txt", "An introduction.", RIVERS[0])
    book = put(library, "book.txt", OWN, "A chapter of its own.", f"{RIVERS[1]} {RIVERS[0].upper()}", OWN)
    put(library, "changed.txt", RIVERS[0].replace("ten", "nine"))
    with library.snapshot() as view:
        text = view.document(one).text
        start = text.index("The Danube")
        (found,) = view.also(one, start, start + len(RIVERS[0]))
        assert (found.document, found.paragraph) == (book, 3)
        assert view.document(book).text[found.start : found.end] == RIVERS[0].upper()
        assert view.copies(one) == ()  # a book that quotes is no copy


def test_a_short_sentence_is_looked_for_in_copies_only_and_a_very_short_one_nowhere(library):
    short, tiny = "The canal was opened in 1992.", "It rained all day."
    one = put(library, "one.txt", *RIVERS, short, tiny)
    two = put(library, "two.txt", *RIVERS, short, tiny, "More.")
    put(library, "three.txt", OWN, short, tiny)
    with library.snapshot() as view:
        text = view.document(one).text
        at = text.index(short)
        assert [found.document for found in view.also(one, at, at + len(short))] == [two]
        at = text.index(tiny)
        assert view.also(one, at, at + len(tiny)) == ()


def test_what_stands_under_everything_is_looked_for_in_copies_only(library):
    footer = "Send us your own view of this by letter, and say whether we may print it with your name."
    one = put(library, "one.txt", *RIVERS, footer)
    for number in range(6):
        put(
            library,
            f"{number}.txt",
            *(f"{OWN} {word}" for word in ("Up.", "Down.")[: number % 2 + 1]),
            f"No {number}.",
            footer,
        )
    with library.snapshot() as view:
        text = view.document(one).text
        at = text.index(footer)
        assert view.also(one, at, at + len(footer)) == ()
    copy = put(library, "copy.txt", *RIVERS, footer, "More.")
    with library.snapshot() as view:
        assert [found.document for found in view.also(one, at, at + len(footer))] == [copy]


def test_of_ten_reprints_only_the_first_passage_is_left_and_what_says_more_stays(library):
    for number in range(10):
        put(library, f"{number}.txt", f"Our page {number}.", *RIVERS, published=f"20{19 - number}-01-01")
    longer = put(library, "longer.txt", *RIVERS, OWN)
    figures = put(library, "figures.txt", *(one.replace("ten", "nine").replace("1992", "1993") for one in RIVERS))
    with library.snapshot() as view:
        hits = view.search("Through which countries does the Danube flow?", limit=20)
        left = distinct(view, hits, len(hits))
        assert len(hits) == 12
        assert {hit.document for hit in left} >= {longer, figures}
        assert len(left) == 3
        assert [hit.score for hit in left] == sorted((hit.score for hit in left), reverse=True)


def test_of_equal_passages_the_earlier_document_is_cited(library):
    late = put(library, "late.txt", *RIVERS, "One.", published="2021")
    put(library, "undated.txt", *RIVERS, "Two.")
    early = put(library, "early.txt", *RIVERS, "Six.", published="2020-12")
    with library.snapshot() as view:
        hits = [replace(hit, score=0.5) for hit in view.search("Which countries does the Danube flow through?")]
        assert [hit.document for hit in distinct(view, hits, 10)] == [early]
        better = [replace(hit, score=0.6) if hit.document == late else hit for hit in hits]
        assert [hit.document for hit in distinct(view, better, 10)] == [late]


def test_what_was_removed_or_replaced_is_no_copy_any_more(library, tmp_path):
    one = put(library, "one.txt", *RIVERS)
    two = put(library, "two.txt", *RIVERS, "More.")
    path = str(tmp_path / "three.txt")
    put(library, path, *RIVERS, "Most.")
    with library.snapshot() as view:
        assert sources(view.copies(one)) == ["two.txt", path]
        library.remove(two)
        assert sources(view.copies(one)) in ([path], ["two.txt", path])
    put(library, path, OWN)
    with library.snapshot() as view:
        assert view.copies(one) == ()


def test_a_sentence_stands_no_more_in_what_was_removed_nor_in_what_too_many_print(library):
    said = "The treaty of the ten countries of the river was signed in the town hall of Belgrade in 1948."
    one, *others = (put(library, f"{number}.txt", f"{OWN} No {number}.", said) for number in range(CROWD + 2))
    library.remove(others[0])
    with library.snapshot() as view:
        at = view.document(one).text.index(said)
        found = view.also(one, at, at + len(said))
    assert [standing.document for standing in found] == others[1:]
    put(library, "more.txt", *RIVERS, said)
    with library.snapshot() as view:
        assert view.also(one, at, at + len(said)) == ()


def test_a_library_without_sketches_gets_them_before_the_first_answer(library, tmp_path):
    one = put(library, "one.txt", *RIVERS)
    put(library, "two.txt", *RIVERS, "More.")
    library.close()
    connection = sqlite3.connect(tmp_path / "library" / "library.db")
    with connection:
        connection.execute("DELETE FROM sketch WHERE document = 1")
        connection.execute("UPDATE sketch SET version = version - 1, body = x''")
    connection.close()
    heard = []
    again = open_library(tmp_path / "library")
    again.warm(lambda done, total: heard.append((done, total)))
    with again.snapshot() as view:
        assert sources(view.copies(one)) == ["two.txt"]
    assert heard == [(0, 2), (1, 2), (2, 2)]
    assert again.verify() == []
    again.close()


def test_a_sketch_that_is_not_of_its_text_is_found(library, tmp_path):
    put(library, "one.txt", *RIVERS)
    assert library.verify() == []
    connection = sqlite3.connect(tmp_path / "library" / "library.db")
    with connection:
        connection.execute("UPDATE sketch SET body = x'01000000'")
    connection.close()
    assert [finding.code for finding in library.verify()] == ["sketch"]


def test_a_damaged_document_does_not_keep_the_others_from_their_sketches(library, tmp_path):
    put(library, "damaged.txt", OWN)
    one = put(library, "one.txt", *RIVERS)
    put(library, "two.txt", *RIVERS, "More.")
    library.close()
    connection = sqlite3.connect(tmp_path / "library" / "library.db")
    with connection:
        connection.execute("DROP TRIGGER document_stays")
        connection.execute("UPDATE document SET text = replace(text, 'Vienna', 'Venice') WHERE source = 'damaged.txt'")
        connection.execute("DELETE FROM sketch")
    connection.close()
    again = open_library(tmp_path / "library")
    with again.snapshot() as view:
        assert sources(view.copies(one)) == ["two.txt"]
    again.close()
