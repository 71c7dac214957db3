"""Pages without text: told by their numbers, from what the store holds, each document looked at once."""

from __future__ import annotations

import pytest

from documents.builder import Draft, build
from documents.model import BlockKind, Metadata
from documents.read import read
from index.library import Library
from index.model import Filters
from tests.index.doubles import open_library, searcher, text_of


def open_reading(folder, read_as):
    return Library(folder, searcher, lambda data, source, progress: read_as(data, source))  # noqa: ARG005


@pytest.fixture
def texts(folder):
    """A library of texts whose pages are parted by form feeds."""
    opened = open_reading(folder, read)
    yield opened
    opened.close()


def blank(library, filters=Filters()):
    with library.snapshot() as view:
        return {entry.source: pages for entry, pages in view.without_text(filters)}


def paged(*pages):
    return "\f".join(pages).encode()


ONE, TWO = "The canal was blocked for six days in March.", "The ship was refloated on the twenty-ninth."


def test_pages_without_text_are_told_by_their_physical_numbers(texts):
    texts.add(paged(ONE, "", "", TWO, "", ONE), "canal.txt")
    texts.add(paged("", TWO), "first.txt")
    texts.add(paged(ONE, TWO), "whole.txt")
    texts.add(ONE.encode(), "pageless.txt")
    assert blank(texts) == {"canal.txt": (2, 3, 5), "first.txt": (1,)}


def test_only_searched_documents_are_told(texts):
    texts.add(paged(ONE, "", TWO), "canal.txt")
    texts.add(paged(ONE, "", "", TWO), "ship.txt")
    assert blank(texts, Filters(documents=("ship.txt",))) == {"ship.txt": (2, 3)}


def test_what_comes_and_goes_is_followed(texts):
    first = texts.add(paged(ONE, "", TWO), "canal.txt").document
    assert blank(texts) == {"canal.txt": (2,)}
    texts.add(paged("", ONE), "ship.txt")
    assert blank(texts) == {"canal.txt": (2,), "ship.txt": (1,)}
    texts.remove(first)
    assert blank(texts) == {"ship.txt": (1,)}


def test_a_snapshot_tells_its_own_documents_whatever_came_later(texts):
    texts.add(paged(ONE, "", TWO), "canal.txt")
    with texts.snapshot() as before:
        texts.add(paged("", TWO), "ship.txt")
        assert blank(texts) == {"canal.txt": (2,), "ship.txt": (1,)}
        assert [entry.source for entry, _ in before.without_text()] == ["canal.txt"]
    assert blank(texts) == {"canal.txt": (2,), "ship.txt": (1,)}


def test_a_page_whose_text_stands_behind_the_next_pages_is_not_blank(folder):
    """A figure's caption on page 2, amid a paragraph that runs from page 1 to page 3; page 4 is a picture."""

    def drafted(data, source):
        drafts = [
            Draft(BlockKind.PARAGRAPH, "It begins here and it ends there.", pages=((0, 1), (19, 3))),
            Draft(BlockKind.CAPTION, "Figure 1. The canal.", pages=((0, 2),)),
        ]
        return build(drafts, data, source, Metadata(), page_count=4)

    library = open_reading(folder, drafted)
    library.add(b"any", "figure.pdf")
    assert blank(library) == {"figure.pdf": (4,)}
    library.close()


def test_formats_without_pages_have_none(folder):
    library = open_library(folder)
    library.add(text_of(ONE, TWO), "canal.txt")
    assert blank(library) == {}
    library.close()
