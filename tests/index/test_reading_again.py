"""Better readers: what older ones read worse, or could not read, is read again; what is found stays where it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from documents.errors import NoTextLayer
from documents.model import Page, digest_of
from index.library import Library
from index.model import Attempt
from tests.index.doubles import anchor, read, searcher, text_of

NOTE = text_of("One stands here.", "Two stands here.", title="A note")
SOURCE = "/a/note.txt"


class Shelf:
    """A library whose readers get better and worse."""

    def __init__(self, folder):
        self.folder, self.reads = folder, []
        self.change = lambda document: document

    def read(self, data, source, progress=None, *, ocr=False):
        self.reads.append(ocr)
        return self.change(read(data, source, progress))

    def opened(self, version):
        self.library = Library(self.folder, searcher, self.read, version)
        return self.library

    def reopened(self, version):
        self.library.close()
        return self.opened(version)


@pytest.fixture
def shelf(folder):
    made = Shelf(folder)
    made.opened(1)
    yield made
    assert made.library.verify() == []
    made.library.close()


def test_the_same_readers_read_a_file_once(shelf):
    for outcome in ("added", "unchanged", "unchanged"):
        assert shelf.library.add(NOTE, SOURCE).outcome == outcome
    assert shelf.reads == [False]


def test_better_readers_that_find_the_same_change_nothing_and_look_once(shelf):
    shelf.library.add(NOTE, SOURCE)
    with shelf.library.snapshot() as view:
        before = view.generation, view.fingerprint, view.entries()
    assert shelf.library.outdated() == 0
    library = shelf.reopened(2)
    assert library.outdated() == 1
    for _ in range(2):
        told = library.add(NOTE, SOURCE)
        assert (told.outcome, told.message) == ("unchanged", None)
    assert len(shelf.reads) == 2
    assert library.outdated() == 0
    with library.snapshot() as view:
        assert (view.generation, view.fingerprint, view.entries()) == before


def test_what_better_readers_find_takes_the_place_of_what_was_read_before(shelf):
    first = shelf.library.add(NOTE, SOURCE)
    shelf.library.add(text_of("Another."), "/a/other.txt")
    with shelf.library.snapshot() as view:
        before = view.fingerprint
        added = view.find(first.document).added
    shelf.change = lambda document: replace(document, metadata=replace(document.metadata, published="2021"))
    library = shelf.reopened(2)
    told = library.add(NOTE, SOURCE)
    assert (told.outcome, told.document, told.paragraphs) == ("replaced", first.document, 2)
    assert told.message == "It was read again, by a better reader."
    assert library.add(NOTE, SOURCE).outcome == "unchanged"
    with library.snapshot() as view:
        assert view.fingerprint != before
        assert [entry.source for entry in view.entries()] == [SOURCE, "/a/other.txt"]  # it keeps its place
        assert (view.find(first.document).published, view.find(first.document).added) == ("2021", added)
        assert view.named(anchor("Two stands here.")) == ((first.document, 2),)
        assert len(view.search("stands here")) == 2
    assert library.original(first.document).read_bytes() == NOTE


def test_a_paragraph_that_better_readers_read_otherwise_is_not_taken_for_another(shelf):
    first = shelf.library.add(NOTE, SOURCE)
    shelf.change = lambda document: replace(
        read(text_of("One stands here.", "Two stand here.", title="A note"), SOURCE), digest=document.digest
    )
    library = shelf.reopened(2)
    assert library.add(NOTE, SOURCE).outcome == "replaced"
    with library.snapshot() as view:
        assert view.named(anchor("One stands here.")) == ((first.document, 1),)
        assert view.named(anchor("Two stands here.")) == ()
        assert view.living(first.document).document == first.document


def test_what_an_open_snapshot_found_stays_readable_while_the_file_is_read_again(shelf):
    first = shelf.library.add(NOTE, SOURCE)
    shelf.change = lambda document: replace(document, metadata=replace(document.metadata, title="Other"))
    library = shelf.reopened(2)
    with library.snapshot() as view:
        (hit,) = view.search("Two stands")
        library.add(NOTE, SOURCE)
        assert view.document(hit.document).metadata.title == "A note"
    with library.snapshot() as view:
        assert view.document(first.document).metadata.title == "Other"


def test_a_format_that_was_not_recorded_is_recorded_without_reading_anything_otherwise(shelf):
    name = shelf.library.add(NOTE, SOURCE).document
    with shelf.library.snapshot() as view:
        before = view.fingerprint
        (hit,) = view.search("Two stands")
    shelf.change = lambda document: replace(document, media_type="text/plain; charset=utf-8")
    library = shelf.reopened(2)
    with library.snapshot() as view:
        assert view.find(name).media_type == ""
    assert library.add(NOTE, SOURCE).outcome == "unchanged"
    with library.snapshot() as view:
        assert view.find(name).media_type == view.document(name).media_type == "text/plain; charset=utf-8"
        assert view.fingerprint == before
        assert view.search("Two stands") == (hit,)  # not embedded anew: the passage is the same row


def test_older_readers_leave_what_better_ones_read(shelf):
    library = shelf.reopened(3)
    library.add(NOTE, SOURCE)
    shelf.change = lambda document: replace(document, metadata=replace(document.metadata, title="Worse"))
    assert shelf.reopened(2).add(NOTE, SOURCE).outcome == "unchanged"
    assert len(shelf.reads) == 1


def test_a_file_that_better_readers_refuse_stays_as_it_was_read(shelf):
    shelf.library.add(NOTE, SOURCE)

    def refuse(document):
        raise NoTextLayer("It is a scan: run OCR on it.")

    shelf.change = refuse
    library = shelf.reopened(2)
    told = library.add(NOTE, SOURCE)
    assert told.outcome == "unchanged"
    assert told.message == "It could not be read again, so what was read before stays. It is a scan: run OCR on it."
    library.add(NOTE, SOURCE)
    assert len(shelf.reads) == 2
    with library.snapshot() as view:
        assert (len(view.entries()), view.failures()) == (1, ())


def test_a_copy_that_is_read_again_keeps_its_name_and_the_path_gives_up_what_it_said(shelf):
    first = shelf.library.add(NOTE, SOURCE)
    shelf.library.add(text_of("Something else."), "/a/copy.txt")
    shelf.change = lambda document: replace(document, metadata=replace(document.metadata, series="Notes"))
    library = shelf.reopened(2)
    told = library.add(NOTE, "/a/copy.txt")
    assert (told.outcome, told.document, told.path) == ("replaced", first.document, "/a/copy.txt")
    with library.snapshot() as view:
        assert [(entry.source, entry.series) for entry in view.entries()] == [(SOURCE, "Notes")]


def test_what_older_readers_refused_is_tried_again_by_better_ones(shelf):
    assert shelf.library.add(b"# nothing", SOURCE).code == "empty"
    shelf.library.add(b"# nothing", SOURCE)
    assert len(shelf.reads) == 1
    library = shelf.reopened(2)
    for _ in range(2):
        library.add(b"# nothing", SOURCE)
    assert len(shelf.reads) == 2


# Pictures of text


def paged(*recognised):
    """A reader of two pages; without OCR the second one has no text."""

    def change(document):
        pages = (Page(1, 0), Page(2, 34, ocr=True)) if recognised else (Page(1, 0), Page(2, len(document.text)))
        return replace(document, pages=pages)

    return change


def test_a_document_with_a_page_without_text_is_read_again_when_ocr_is_asked_for(shelf):
    shelf.change = paged()
    first = shelf.library.add(NOTE, SOURCE)
    assert shelf.library.add(NOTE, SOURCE).outcome == "unchanged"
    shelf.change = paged(2)
    told = shelf.library.add(NOTE, SOURCE, ocr=True)
    assert (told.outcome, told.document) == ("replaced", first.document)
    assert told.message == "It was read again, with its pictures of text."
    assert shelf.library.add(NOTE, SOURCE, ocr=True).outcome == "unchanged"
    assert shelf.reads == [False, True]
    with shelf.library.snapshot() as view:
        assert [page.ocr for page in view.document(first.document).pages] == [False, True]


def test_a_document_whose_pages_all_have_text_is_not_read_again_for_ocr(shelf):
    shelf.library.add(NOTE, SOURCE)
    assert shelf.library.add(NOTE, SOURCE, ocr=True).outcome == "unchanged"
    assert shelf.reads == [False]


def test_a_scan_is_tried_again_when_ocr_is_asked_for_and_then_no_more(shelf):
    for ocr in (False, False, True, True, False):
        assert shelf.library.add(b"# nothing", SOURCE, ocr=ocr).code == "empty"
    assert shelf.reads == [False, True]


def test_better_readers_read_a_document_with_ocr_if_it_was_read_so_before(shelf):
    shelf.change = paged(2)
    shelf.library.add(NOTE, SOURCE, ocr=True)
    shelf.reopened(2).add(NOTE, SOURCE)
    assert shelf.reads == [True, True]


def test_text_that_was_recognised_is_not_lost_when_the_program_for_it_has_gone(shelf):
    shelf.change = paged(2)
    name = shelf.library.add(NOTE, SOURCE, ocr=True).document
    shelf.change = paged()
    library = shelf.reopened(2)
    assert library.add(NOTE, SOURCE).outcome == "unchanged"
    with library.snapshot() as view:
        assert any(page.ocr for page in view.document(name).pages)


def test_an_attempt_covers_another_that_is_neither_newer_nor_has_more(shelf):
    assert Attempt(2, ocr=True).covers(Attempt(1))
    assert Attempt(2).covers(Attempt(2))
    assert not Attempt(2).covers(Attempt(3))
    assert not Attempt(3).covers(Attempt(2, ocr=True))
    assert digest_of(NOTE)
