"""A document is cut into passages: what is embedded and searched.

A passage is a run of whole paragraphs of one section; small ones are put together, and a long one is cut at its
sentences. All citable text is in exactly one passage. The title and the headings above a passage are its context:
they are searched with it and never quoted.

How long a passage is, is a question of words, not of the model's tokens: a model that needs three tokens for a Polish
word would else cut Polish paragraphs in half, and the search by words would lose by it (nine points of hit@1 on
poquad, six on xquad-de). What the model cannot read at once it reads in parts, and the passage's vector is their mean.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from documents.model import Block, BlockKind, Document
from documents.sentences import sentence_spans
from index import analysis
from index.embedder import Embedder
from index.model import Passage, Vectors

#: Goes up with every change to where passages begin and end or what of them is embedded.
VERSION = 4

#: Words of a passage at most; docs/decisions/0004-fusion.md has the sweep (100, 150, 200, 250).
LONGEST_PASSAGE = 150
#: A passage has at most so many times the tokens that the model reads: text without spaces has no words to count.
READINGS = 4
#: What the context's vector counts for beside the text's; from 0 to 0.3 it hardly matters (docs/decisions/0004).
CONTEXT_WEIGHT = 0.1
#: Between title and headings.
SEPARATOR = " › "
#: Between the paragraphs of a passage.
SEAM = "\n\n"

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

    ``length`` is how many tokens the model reads. A passage has at most ``longest`` words and ``READINGS`` times the
    length in tokens.

    Raises:
        ValueError: a length below 1.
    """
    if length < 1:
        raise ValueError(f"a model that reads {length} tokens cannot search anything")
    cutter = _Cutter(document, count_tokens, READINGS * length, longest)
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
    return SEAM.join(text for _, text in _searched(document, passage))


def passage_terms(document: Document, passage: Passage) -> dict[str, tuple[int, int]]:
    """The terms of a passage with their counts in text and context, each paragraph's in its own language."""
    own = document.metadata.language
    texts: dict[str, list[str]] = {own: []}
    for block, text in _searched(document, passage):
        texts.setdefault(block.language or own, []).append(text)
    counts = [
        analysis.count_terms(SEAM.join(parts), passage.context if language == own else "", language)
        for language, parts in texts.items()
    ]
    return counts[0] if len(counts) == 1 else analysis.together(counts)


def sentences(document: Document, passage: Passage) -> Iterator[tuple[Block, int, int]]:
    """The sentences of a passage with their blocks, start and end in the document's text; of a table its rows.

    A passage that is a part of a long block has the sentences that it overlaps, whole.
    """
    for block in document.blocks[passage.first : passage.last + 1]:
        if block.citable:
            for start, end in _spans(document, block):
                if start < passage.end and end > passage.start:
                    yield block, start, end


def _spans(document: Document, block: Block) -> Iterator[tuple[int, int]]:
    if block.kind is not BlockKind.TABLE:
        yield from sentence_spans(document.text, block.start, block.end)
        return
    for row in re.finditer(r"[^\n]+", document.text_of(block)):
        yield block.start + row.start(), block.start + row.end()


def _searched(document: Document, passage: Passage) -> Iterator[tuple[Block, str]]:
    for block in document.blocks[passage.first : passage.last + 1]:
        if block.citable:
            yield block, document.text[max(block.start, passage.start) : min(block.end, passage.end)]


def passage_vectors(
    embedder: Embedder,
    document: Document,
    passages: Sequence[Passage],
    progress: Callable[[int], None] | None = None,
    weight: float = CONTEXT_WEIGHT,
) -> Vectors:
    """Unit vectors of the passages, shape (len(passages), dimension): the text's plus a little of the context's.

    The text's is the mean of its parts' where it is longer than the model reads.

    Joined to the text, a title would count for as much as it has words, and articles with like titles would all look
    alike; as a vector of its own it has its own weight and is embedded once. ``progress`` hears how many are done.
    """
    parts = [_parts(embedder, document, passage) for passage in passages]
    read = [part for each in parts for part in each]
    names = sorted({passage.context for passage in passages if passage.context})
    # One call for both: a model is at its best with many texts at once, and most documents are small.
    vectors = embedder.embed_passages([*names, *read], progress and _beyond(len(names), progress))
    texts = _means(vectors[len(names) :], [len(each) for each in parts])
    contexts = dict(zip(names, vectors, strict=False))
    nothing = np.zeros(embedder.dimension, np.float32)
    added = [contexts.get(passage.context, nothing) for passage in passages]
    return mixed(texts, np.array(added, np.float32).reshape(texts.shape), weight)


def _beyond(first: int, progress: Callable[[int], None]) -> Callable[[int], None]:
    """Progress that does not count the first texts."""
    return lambda done: progress(max(0, done - first))


def mixed(texts: Vectors, contexts: Vectors, weight: float) -> Vectors:
    """normalise(text + weight · context), row by row; a zero row stays zero."""
    return _unit(texts + np.float32(weight) * contexts)


def _unit(vectors: Vectors) -> Vectors:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.where(norms > 0, norms, 1)).astype(np.float32)


def _means(vectors: Vectors, sizes: Sequence[int]) -> Vectors:
    """The unit mean of each group of neighbouring rows, shape (len(sizes), dimension)."""
    if not sizes:
        return vectors
    return _unit(np.add.reduceat(vectors, np.cumsum([0, *sizes[:-1]]), axis=0))


def _parts(embedder: Embedder, document: Document, passage: Passage) -> list[str]:
    """The passage's text in parts that the model can read at once: mostly one."""
    text = searched_text(document, passage)
    if embedder.count_tokens(text) <= embedder.length:
        return [text]
    cutter = _Cutter(document, embedder.count_tokens, embedder.length, max(1, len(text.split())))
    return [
        searched_text(document, Passage(part.first, part.last, part.start, part.end, ""))
        for part in cutter.parts(passage)
    ]


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
                yield from self._packed(self._sentences(block, block.start, block.end), self._share(whole))
                waiting = []
        yield from self._packed(waiting, self._longest)

    def parts(self, passage: Passage) -> Iterator[_Piece]:
        """A passage's sentences put together to parts of like size that fit."""
        blocks = [block for block in self._document.blocks[passage.first : passage.last + 1] if block.citable]
        spans = [(block, max(block.start, passage.start), min(block.end, passage.end)) for block in blocks]
        whole = [self._piece(*span) for span in spans]
        size = _Piece(0, 0, 0, 0, sum(piece.words for piece in whole), sum(piece.tokens for piece in whole))
        sentences = (sentence for span in spans for sentence in self._sentences(*span))
        yield from self._packed(sentences, self._share(size))

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

    def _sentences(self, block: Block, start: int, end: int) -> Iterator[_Piece]:
        for begin, stop in sentence_spans(self._document.text, start, end):
            yield from self._halves(block, begin, stop)

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
