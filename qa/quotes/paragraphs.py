"""The words of the library's paragraphs, each folded once, and the runs of paragraphs that a text runs on in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from documents import Block, BlockKind, Document
from documents.folding import Folded, Join, fold
from qa.quotes.matching import without_marks

if TYPE_CHECKING:
    from index.snapshot import Snapshot

#: Blocks that a text runs on in, from one to the next.
_RUNNING = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE})
#: Blocks between two of these that the text runs on over.
_BETWEEN = frozenset({BlockKind.FURNITURE, BlockKind.NOTE, BlockKind.CAPTION, BlockKind.TABLE})
#: So many words at the end of a paragraph tell whether a quotation may go on in the next: half of them are its words.
EDGE = 4


class Paragraphs:
    """The paragraphs of one state of the library as words; spans count the characters of the document."""

    def __init__(self, view: Snapshot) -> None:
        self._view = view
        self._words: dict[tuple[str, int], Folded] = {}

    def document(self, name: str) -> Document:
        """The document of an id."""
        return self._view.document(name)

    def words(self, document: Document, ordinal: int) -> Folded:
        """The words of a block."""
        key = document.id, ordinal
        if key not in self._words:
            block = document.blocks[ordinal]
            self._words[key] = _moved(fold(document.text_of(block)), block)
        return self._words[key]

    def readings(self, document: Document, ordinal: int) -> Iterator[Folded]:
        """The words of a block as they stand, and without the marks of notes if there are any."""
        yield from _readings(document, self.words(document, ordinal))

    def stretches(self, document: Document, ordinal: int, quote: Folded) -> Iterator[Folded]:
        """The paragraph with those before and after it that a quotation may run over, if it may; read in both ways."""
        here = self.words(document, ordinal)
        if not len(here) or document.blocks[ordinal].kind not in _RUNNING:
            return
        said = frozenset(quote.words)
        before = self._running(document, ordinal, -1, len(quote)) if _half(here.words[:EDGE], said) else []
        after = self._running(document, ordinal, 1, len(quote)) if _half(here.words[-EDGE:], said) else []
        if before or after:
            yield from _readings(document, joined([*before, here, *after]))

    def around(self, document: Document, ordinal: int, length: int) -> Iterator[Folded]:
        """The paragraph with so many words of those before and after it; read in both ways."""
        before, after = (self._running(document, ordinal, step, length) for step in (-1, 1))
        yield from _readings(document, joined([*before, self.words(document, ordinal), *after]))

    def _running(self, document: Document, ordinal: int, step: int, length: int) -> list[Folded]:
        """The paragraphs to one side that the text runs on in, of so many words or a few more, in reading order."""
        found: list[Folded] = []
        if document.blocks[ordinal].kind not in _RUNNING:
            return found
        at = ordinal + step
        while 0 <= at < len(document.blocks) and sum(map(len, found)) < length:
            kind = document.blocks[at].kind
            if kind in _RUNNING:
                found.append(self.words(document, at))
            elif kind not in _BETWEEN:
                break
            at += step
        return found[::step]


def joined(parts: Iterable[Folded]) -> Folded:
    """Several runs of words as one."""
    every = [one for one in parts if len(one)]
    return Folded(
        tuple(word for one in every for word in one.words),
        tuple(span for one in every for span in one.spans),
        tuple(join for one in every for join in (Join.APART, *one.joins[1:])),
    )


def _moved(words: Folded, block: Block) -> Folded:
    """The words of a block's text with their places in the document."""
    spans = tuple((start + block.start, end + block.start) for start, end in words.spans)
    return Folded(words.words, spans, words.joins)


def _readings(document: Document, words: Folded) -> Iterator[Folded]:
    yield words
    plain = without_marks(document.text, words)
    if plain is not words:
        yield plain


def _half(some: tuple[str, ...], said: frozenset[str]) -> bool:
    """Whether half of some words are among those that are said."""
    return 2 * sum(word in said for word in some) >= len(some)
