"""Finding in an open document: letters as they are typed, whatever their case and accents."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from documents import Block, BlockKind, Document
from qa.web.document import parted

#: Places that are found in one document: nobody steps through more.
MOST = 2_000

#: Ordinal of a block, the part of the document that it is shown in, start and end in the block's text.
Place = tuple[int, int, int, int]


def places(held: Document, words: str) -> Iterator[Place]:
    """Where the words stand, in the order of the text, at most ``MOST`` times."""
    sought = "".join(letter for letter, _ in _folded(" ".join(words.split())))
    found = _places(held, sought) if sought else iter(())
    for _, place in zip(range(MOST), found, strict=False):
        yield place


def _places(held: Document, sought: str) -> Iterator[Place]:
    for part, blocks in enumerate(parted(held)):
        for block in blocks:
            if block.kind is not BlockKind.FURNITURE:
                yield from ((block.ordinal, part, start, end) for start, end in _in(held, block, sought))


def _in(held: Document, block: Block, sought: str) -> Iterator[tuple[int, int]]:
    folded = list(_folded(held.text_of(block)))  # none of a block of accents alone
    text, at = "".join(letter for letter, _ in folded), 0
    while (at := text.find(sought, at)) >= 0:
        yield folded[at][1], folded[at + len(sought) - 1][1] + 1
        at += len(sought)


def _folded(text: str) -> Iterator[tuple[str, int]]:
    """Each letter without case and accents, with the place in the text that it comes from."""
    for index, character in enumerate(text):
        for letter in unicodedata.normalize("NFKD", character).casefold():
            if not unicodedata.combining(letter):
                yield letter, index
