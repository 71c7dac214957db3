"""A document is cut into passages: what is embedded and searched.

A passage is a run of whole paragraphs of one section; small ones are put together, and one that is longer than the
model reads is cut at its sentences. All citable text is in exactly one passage. The title and the headings above a
passage are its context: they are searched with it and never quoted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from documents.model import Block, BlockKind, Document
from documents.sentences import sentence_spans
from index.embedder import Embedder
from index.model import Passage, Vectors

#: Goes up with every change to where passages begin and end or what of them is embedded.
VERSION = 1

#: Words of a passage at most; docs/decisions/0004-fusion.md has the sweep.
LONGEST_PASSAGE = 150
#: What the context's vector counts for beside the text's; docs/decisions/0004-fusion.md has the sweep.
CONTEXT_WEIGHT = 0.2
#: Between title and headings.
SEPARATOR = " › "

CountTokens = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of the text that is not cut further, with its size."""

    first: int
    last: int
    start: int
    end: int
    words: int
    tokens: int

    def with_next(self, other: _Piece) -> _Piece:
        """Both as one."""
        words, tokens = self.words + other.words, self.tokens + other.tokens
        return _Piece(self.first, other.last, self.start, other.end, words, tokens)


def cut(
    document: Document, count_tokens: CountTokens, length: int, longest: int = LONGEST_PASSAGE
) -> tuple[Passage, ...]:
    """The passages of a document, in reading order.

    ``length`` is how many tokens the model reads; no passage has more, nor more than ``longest`` words.

    Raises:
        ValueError: a length below 1.
    """
    if length < 1:
        raise ValueError(f"a model that reads {length} tokens cannot search anything")
    cutter = _Cutter(document, count_tokens, length, longest)
    return tuple(
        Passage(piece.first, piece.last, piece.start, piece.end, context_of(document, run[0]))
        for run in _runs(document)
        for piece in cutter.passages(run)
    )


def context_of(document: Document, block: Block) -> str:
    """Title › section › subsection; a heading that only repeats what is above it is named once."""
    names = [document.metadata.title, *block.section]
    return SEPARATOR.join(dict.fromkeys(name for name in names if name))


def searched_text(document: Document, passage: Passage) -> str:
    """What of a passage is embedded and analysed: its citable blocks, without the page header between them."""
    blocks = document.blocks[passage.first : passage.last + 1]
    spans = ((max(block.start, passage.start), min(block.end, passage.end)) for block in blocks if block.citable)
    return "\n\n".join(document.text[start:end] for start, end in spans)


def passage_vectors(
    embedder: Embedder,
    document: Document,
    passages: Sequence[Passage],
    progress: Callable[[int], None] | None = None,
    weight: float = CONTEXT_WEIGHT,
) -> Vectors:
    """Unit vectors of the passages, shape (len(passages), dimension): the text's plus a little of the context's.

    Joined to the text, a title would count for as much as it has words, and articles with like titles would all look
    alike; as a vector of its own it has its own weight and is embedded once. ``progress`` hears how many are done.
    """
    texts = embedder.embed_passages([searched_text(document, passage) for passage in passages], progress)
    names = sorted({passage.context for passage in passages if passage.context})
    contexts = dict(zip(names, embedder.embed_passages(names), strict=True))
    nothing = np.zeros(embedder.dimension, np.float32)
    added = [contexts.get(passage.context, nothing) for passage in passages]
    return mixed(texts, np.array(added, np.float32).reshape(texts.shape), weight)


def mixed(texts: Vectors, contexts: Vectors, weight: float) -> Vectors:
    """normalise(text + weight · context), row by row; a zero row stays zero."""
    total = texts + np.float32(weight) * contexts
    norms = np.linalg.norm(total, axis=1, keepdims=True)
    return (total / np.where(norms > 0, norms, 1)).astype(np.float32)


def _runs(document: Document) -> Iterator[list[Block]]:
    """The citable blocks between two headings; a page header between them does not part them."""
    run: list[Block] = []
    for block in document.blocks:
        if block.citable and (not run or run[-1].section == block.section):
            run.append(block)
        elif block.citable or block.kind in (BlockKind.HEADING, BlockKind.TITLE):
            if run:
                yield run
            run = [block] if block.citable else []
    if run:
        yield run


class _Cutter:
    """Cuts the blocks of one document to size."""

    def __init__(self, document: Document, count_tokens: CountTokens, length: int, longest: int) -> None:
        self._document = document
        self._count_tokens = count_tokens
        self._length = length
        self._longest = longest

    def passages(self, run: Iterable[Block]) -> Iterator[_Piece]:
        """Whole blocks put together; a block that does not fit makes passages of its own."""
        waiting: list[_Piece] = []
        for block in run:
            whole = self._piece(block, block.start, block.end)
            if self._fits(whole):
                waiting.append(whole)
            else:
                yield from self._packed(waiting, self._longest)
                yield from self._packed(self._sentences(block), self._share(whole))
                waiting = []
        yield from self._packed(waiting, self._longest)

    def _packed(self, pieces: Iterable[_Piece], enough: int) -> Iterator[_Piece]:
        """Put neighbours together as long as the whole fits, until there are enough words."""
        current: _Piece | None = None
        for piece in pieces:
            joined = current.with_next(piece) if current else piece
            if current and (current.words >= enough or not self._fits(joined)):
                yield current
                joined = piece
            current = joined
        if current:
            yield current

    def _share(self, whole: _Piece) -> int:
        """Words of each part of a block that does not fit, so that the last part is not a scrap."""
        parts = max(-(-whole.words // self._longest), -(-whole.tokens // self._length))
        return -(-whole.words // parts)

    def _sentences(self, block: Block) -> Iterator[_Piece]:
        for start, end in sentence_spans(self._document.text, block.start, block.end):
            yield from self._halves(block, start, end)

    def _halves(self, block: Block, start: int, end: int) -> Iterator[_Piece]:
        """The sentence, or its halves (and theirs) where it does not fit."""
        piece = self._piece(block, start, end)
        if self._fits(piece) or end - start < 2:
            yield piece
            return
        left, right = _parted(self._document.text, start, end)
        yield from self._halves(block, start, left)
        yield from self._halves(block, right, end)

    def _piece(self, block: Block, start: int, end: int) -> _Piece:
        text = self._document.text[start:end]
        return _Piece(block.ordinal, block.ordinal, start, end, len(text.split()), self._count_tokens(text))

    def _fits(self, piece: _Piece) -> bool:
        return piece.words <= self._longest and piece.tokens <= self._length


def _parted(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the left half ends and the right half begins: at the white space nearest the middle, else in the middle."""
    middle = (start + end) // 2
    before, after = text.rfind(" ", start + 1, middle), text.find(" ", middle, end - 1)
    gaps = [gap for gap in (before, after) if gap > 0]
    if not gaps:
        return middle, middle
    gap = min(gaps, key=lambda at: abs(at - middle))
    return gap, gap + 1
