from __future__ import annotations

import sqlite3
import stat
import threading
import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.model import Block, BlockKind, Document, Metadata, Page, digest_of
from index import analysis
from index.errors import LibraryDamaged, LibraryError
from index.model import Attempt, Passage
from index.passages import context_of
from index.rows import Derived, Space, content_digest
from index.store import Store
from index.verify import check_store, covers
from index.works import sketch_of
from tests.index.doubles import read, text_of

SPACE = Space("test", 4)
ATTEMPT = Attempt(2)


@pytest.fixture
def store(folder):
    opened = Store(folder)
    yield opened
    opened.close()


def derived_of(document, space=SPACE, seed=0):
    """One passage for each paragraph, random vectors, the words of the paragraph."""
    cut = tuple(
        Passage(one.ordinal, one.ordinal, one.start, one.end, context_of(document, one)) for one in document.paragraphs
    )
    vectors = np.random.default_rng(seed).normal(size=(len(cut), space.dimension)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    terms = tuple(analysis.count_terms(document.text[one.start : one.end], one.context, "en") for one in cut)
    return Derived(space, cut, vectors, terms, analysis.VERSION, sketch_of(document))


def put(store, *paragraphs, source="/a.txt"):
    document = read(text_of(*paragraphs), source)
    with store.writing() as writer:
        return writer.add(document, derived_of(document), ATTEMPT, size=1), document


def tampered(store, sql, *values):
    """Change the file behind the library's back, as a broken disk would."""
    store.close()
    connection = sqlite3.connect(store.folder / "library.db", isolation_level=None)
    triggers = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for (name,) in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    changed = connection.execute(sql, values).rowcount
    connection.close()
    assert changed == 1
    return Store(store.folder)


# Documents


def test_a_document_comes_back_as_it_was_added(store):
    text = "Title\n\nFirst — with “quotes”, ½ and 🜂.\n\nNote\x00with NUL"
    document = Document(
        digest_of(b"x"), "/ä/ü.pdf", text,
        (
            Block(0, BlockKind.TITLE, 0, 5, 1),
            Block(1, BlockKind.PARAGRAPH, 7, 38, 1, ("A › B", "“C”"), "uk"),
            Block(2, BlockKind.NOTE, 40, len(text), 2),
        ),
        Metadata("Title", ("Ż. Ą", "B"), "2021-08", "P", "S", ("t", "u"), "pl", {"title": "pdf info"}),
        (Page(1, 0, "iv"), Page(2, 40, ocr=True)), "application/pdf", ("Pages 3–7 have no text.",),
    )  # fmt: skip
    with store.writing() as writer:
        row = writer.add(document, derived_of(document), ATTEMPT, size=7)
    with store.reading() as reader:
        assert reader.document(row) == document
        entry = reader.catalogue()[0].entry
        assert (entry.title, entry.authors, entry.pages, entry.paragraphs) == ("Title", ("Ż. Ą", "B"), 2, 2)
        assert (entry.media_type, entry.corrected) == ("application/pdf", ())
        assert reader.block_languages() == {"uk"}
        assert list(check_store(reader)) == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE document SET text = replace(text, 'six', 'ten')",
        "UPDATE document SET title = 'Another'",
        """UPDATE document SET authors = '["Somebody Else"]'""",
        "UPDATE document SET published = '1999'",
        "UPDATE document SET page_list = '[[1, 0, null]]'",
        "UPDATE document SET content = 'ff'",
        "UPDATE reading SET media_type = 'text/html'",
        "UPDATE reading SET seal = 'ff'",
        "UPDATE block SET language = 'pl' WHERE ordinal = 0",
        "INSERT INTO correction SELECT digest, 'title', 'no json', '' FROM document",
        """INSERT INTO correction SELECT digest, 'title', '["a list"]', '' FROM document""",
        "UPDATE document SET authors = 'not json'",
        "UPDATE block SET start = start + 1 WHERE ordinal = 0",
        "UPDATE block SET kind = 'note' WHERE ordinal = 0",
        "UPDATE block SET kind = 'nonsense' WHERE ordinal = 0",
        "UPDATE block SET page = 3 WHERE ordinal = 0",
        "DELETE FROM block WHERE ordinal = 1",
    ],
)
def test_no_document_is_read_that_differs_from_what_was_added(store, change):
    row, _ = put(store, "There are six.", "And more.")
    store = tampered(store, change)
    with store.reading() as reader, pytest.raises(LibraryDamaged, match="remove it and add its file again"):
        reader.document(row)
    with store.reading() as reader:
        assert {one.code for one in check_store(reader)} == {"document"}
    store.close()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("DELETE FROM vector WHERE passage = 1", "vectors"),
        ("UPDATE vector SET body = x'00' WHERE passage = 1", "vectors"),
        ("UPDATE vector SET body = x'007c007c007c007c' WHERE passage = 1", "vectors"),  # infinite
        ("DELETE FROM posting WHERE passage = 2", "words"),
        ("UPDATE passage SET start = start + 1 WHERE id = 1", "passages"),
        ('UPDATE passage SET "end" = "end" + 9 WHERE id = 1', "passages"),
        ("UPDATE derived SET passages = 3", "passages"),
        ("UPDATE block SET anchor = 'a' WHERE ordinal = 1", "anchor"),
        ("UPDATE setting SET value = 0 WHERE key = 'generation'", "generation"),
        ("UPDATE passage SET context = 'Another title' WHERE id = 1", "passages"),
        ("INSERT INTO correction VALUES ('ff', 'title', '\"x\"', '')", "correction"),
    ],
)
def test_verify_finds_what_is_missing_or_wrong(store, change, code):
    put(store, "There are six.", "And more.")
    store = tampered(store, change)
    with store.reading() as reader:
        assert code in {one.code for one in check_store(reader)}
    store.close()


def test_a_row_is_never_changed(store):
    put(store, "There are six.")
    changes = (
        "UPDATE document SET title = 'x'", "UPDATE block SET kind = 'note'",
        "UPDATE passage SET start = 1", "UPDATE vector SET body = x'00'",
    )  # fmt: skip
    for change in changes:
        with pytest.raises(sqlite3.IntegrityError, match="never changed"), store.writing() as writer:
            writer._connection.run(change)


def test_the_checksum_covers_every_field_of_a_document():
    document = read(text_of("One.", "Two."), "/a.txt")
    known = document.metadata
    others = [
        replace(document, text="One.\n\nTwo!"),
        replace(document, blocks=(replace(document.blocks[0], page=1), document.blocks[1])),
        replace(document, blocks=(replace(document.blocks[0], language="uk"), document.blocks[1])),
        replace(document, pages=(Page(1, 0),)),
        replace(document, pages=(Page(1, 0, ocr=True),)),
        replace(document, warnings=("Page 1 has no text.",)),
        *(replace(document, metadata=replace(known, **{name: value})) for name, value in [
            ("title", "x"), ("authors", ("x",)), ("published", "x"), ("publisher", "x"), ("series", "x"),
            ("topics", ("x",)), ("language", "x"), ("provenance", {"x": "y"}),
        ]),
    ]  # fmt: skip
    assert len({content_digest(one) for one in [document, *others]}) == 1 + len(others)
    assert content_digest(replace(document, source="elsewhere")) == content_digest(document)
    assert content_digest(replace(document, media_type="text/html")) == content_digest(document)  # it has its own seal


# Transactions


def test_a_transaction_that_raises_leaves_nothing(store):
    document = read(text_of("One."), "/a.txt")

    def fail_half_way():
        with store.writing() as writer:
            writer.add(document, derived_of(document), ATTEMPT, size=1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    with store.reading() as reader:
        assert (reader.generation, reader.catalogue()) == (0, ())
        assert reader.terms(["one"]) == {}
    assert put(store, "One.")[0] == 1


def test_a_removed_id_is_never_given_again(store):
    rows = []
    for _ in range(3):
        row, _ = put(store, "One.")
        rows.append(row)
        with store.writing() as writer:
            writer.remove(writer.held(digest_of(text_of("One."))))
    assert len(set(rows)) == 3


def test_each_transaction_is_one_generation(store):
    put(store, "One.")
    with store.writing() as writer:
        before = writer.held(digest_of(text_of("One.")))
        document = read(text_of("Two."), "/a.txt")
        writer.remove(before, document.digest)
        writer.add(document, derived_of(document), ATTEMPT, size=1)
    with store.reading() as reader:
        assert reader.generation == 2


def test_what_is_removed_takes_all_that_hangs_on_it(store):
    put(store, "One.", "Two.")
    with store.writing() as writer:
        writer.remove(writer.catalogue()[0])
        for table in ("document", "block", "derived", "passage", "vector", "posting"):
            assert writer._connection.one(f"SELECT count(*) FROM {table}") == (0,)  # noqa: S608


def test_a_snapshot_stays_what_it_was_until_it_is_renewed(store):
    put(store, "One.")
    with store.reading() as reader:
        put(store, "Two.", source="/b.txt")
        assert (reader.generation, len(reader.catalogue())) == (1, 1)
        reader.renew()
        assert (reader.generation, len(reader.catalogue())) == (2, 2)


def test_readers_never_wait_for_a_writer(store):
    """P9: not even while a transaction is open."""
    put(store, "One.")
    document = read(text_of("Two."), "/b.txt")
    with store.writing() as writer:
        writer.add(document, derived_of(document), ATTEMPT, size=1)
        began = time.perf_counter()
        for _ in range(50):
            with store.reading() as reader:
                assert len(reader.catalogue()) == 1
        assert time.perf_counter() - began < 2


def test_many_readers_during_many_writes_see_whole_documents(store):
    done, wrong, seen = threading.Event(), [], []

    def look():
        while not done.is_set():
            with store.reading() as reader:
                for held in reader.catalogue():
                    made = reader.made(held.row)
                    if [(one.declared, one.vectors, one.postings) for one in made] != [(3, 3, 3)]:
                        wrong.append(made)
                seen.append(reader.generation)

    threads = [threading.Thread(target=look) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(30):
        put(store, f"One {number}.", "Two.", "Three.", source=f"/{number}.txt")
    done.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(set(seen)) > 3


def test_a_library_is_for_its_owner_only(store, folder):
    put(store, "One.")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    files = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir() if path.is_file()}
    assert set(files.values()) == {0o600}
    assert {"library.db", "library.db-wal", "library.lock"} <= files.keys()


def test_a_full_disk_undoes_the_addition_and_nothing_else(store, folder):
    put(store, "One.")
    store._writer._sqlite.execute("PRAGMA max_page_count = 60")
    with pytest.raises(LibraryError, match="disk is full"):
        put(store, *(f"Paragraph {number} " + "x" * 2000 for number in range(200)), source="/b.txt")
    with store.reading() as reader:
        assert [held.entry.source for held in reader.catalogue()] == ["/a.txt"]
        assert list(check_store(reader)) == []
    with store.writing() as writer:
        writer.remove(writer.catalogue()[0])


def test_nothing_is_written_to_a_damaged_file(store, folder):
    for number in range(20):
        put(store, *(f"Paragraph {number} {part} " + "x" * 500 for part in range(10)), source=f"/{number}.txt")
    store.close()
    path = folder / "library.db"
    body = bytearray(path.read_bytes())
    for page in range(8, len(body) // 4096, 3):
        body[page * 4096 : page * 4096 + 64] = b"damaged!" * 8
    path.write_bytes(body)
    store = Store(folder)
    with pytest.raises(LibraryDamaged):
        put(store, "One more.", source="/more.txt")
    with pytest.raises(LibraryDamaged):
        put(store, "One more.", source="/more.txt")
    store.close()


# What engines are given


def test_vectors_and_terms_come_back_as_they_were_stored(store):
    _, document = put(store, "The river is the river.", "Another bank.")
    derived = derived_of(document)
    with store.reading() as reader:
        ids = reader.passage_ids(SPACE)
        vectors, terms = reader.indexed(SPACE, ids)
        assert vectors.dtype == np.float32
        np.testing.assert_array_equal(vectors, derived.vectors.astype(np.float16).astype(np.float32))
        numbers = reader.terms(term for counts in derived.terms for term in counts)
    assert len(terms) == len(ids) == 2
    for counts, one in zip(derived.terms, terms, strict=True):
        assert one.terms.tolist() == sorted(one.terms.tolist())
        columns = (one.terms.tolist(), one.text.tolist(), one.context.tolist())
        back = {number: (text, context) for number, text, context in zip(*columns, strict=True)}
        assert back == {numbers[term]: fields for term, fields in counts.items()}


def test_a_part_of_the_passages_is_given_as_exactly_that_part(store):
    for number in range(5):
        put(store, f"One {number}.", "Two.", source=f"/{number}.txt")
    with store.reading() as reader:
        every = reader.passage_ids(SPACE)
        vectors, terms = reader.indexed(SPACE, every)
        some = every[[0, 3, 4, 9]]
        part, part_terms = reader.indexed(SPACE, some)
        np.testing.assert_array_equal(part, vectors[[0, 3, 4, 9]])
        assert [one.terms.tolist() for one in part_terms] == [terms[at].terms.tolist() for at in (0, 3, 4, 9)]
        with pytest.raises(LibraryDamaged):
            reader.indexed(SPACE, np.array([1, 999]))


def test_a_passage_without_words_has_empty_terms(store):
    document = read(text_of("One.", "Two."), "/a.txt")
    derived = replace(derived_of(document), terms=({}, {"two": (1, 0)}))
    with store.writing() as writer:
        writer.add(document, derived, ATTEMPT, size=1)
    with store.reading() as reader:
        _, terms = reader.indexed(SPACE, reader.passage_ids(SPACE))
    assert [len(one.terms) for one in terms] == [0, 1]


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1), min_size=1, max_size=20, unique=True))
@settings(max_examples=20, deadline=None)
def test_any_term_keeps_one_number(tmp_path_factory, terms):
    store = Store(tmp_path_factory.mktemp("library"))
    document = read(text_of("One."), "/a.txt")
    counts = dict.fromkeys(terms, (1, 0))
    with store.writing() as writer:
        writer.add(document, replace(derived_of(document), terms=(counts,)), ATTEMPT, size=1)
        numbers = writer.terms(terms)
    assert len(set(numbers.values())) == len(terms)
    store.close()


# Proof


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        ([(0, 0, 0, 4), (1, 1, 6, 10)], True),
        ([(0, 1, 0, 10)], True),
        ([(0, 0, 0, 4)], False),
        ([(0, 1, 0, 10), (1, 1, 6, 10)], False),
        ([(0, 0, 0, 3), (1, 1, 6, 10)], False),
        ([(0, 0, 0, 4), (1, 2, 6, 10)], False),
        ([(0, 0, 0, 5), (1, 1, 6, 10)], False),
    ],
)
def test_passages_are_whole_when_every_character_is_in_exactly_one(cut, whole):
    document = read(text_of("One.", "Two."), "/a.txt")
    assert covers(document, tuple(Passage(*one, "") for one in cut)) is whole
