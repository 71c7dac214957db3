"""Sentences of real texts with what changes of them are made of, and whether a changed one says what the texts say.

The oracle knows nothing of the matcher: it compares letters and digits, and nothing else.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from documents import Block, BlockKind, Document, sentence_spans
from tests.qa.altered_copies import Material

#: Words of a sentence: shorter ones are headings and exclamations, longer ones tables that were read as text.
SHORTEST, LONGEST = 6, 60
#: Sentences that one can be stitched to.
OFFERED = 12
_RUNNING = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE)


@dataclass(frozen=True)
class Quoted:
    """A sentence, where it stands, and what can be made of it."""

    document: Document = field(repr=False)
    start: int
    end: int
    material: Material = field(repr=False)

    @property
    def text(self) -> str:
        """As it stands there."""
        return self.document.text[self.start : self.end]


def quoted(documents: Sequence[Document], language: str, seed: int) -> list[Quoted]:
    """The sentences of some documents of one language, in a random order."""
    rng = random.Random(seed)  # noqa: S311 - chance that can be repeated is wanted
    found = [(document, block, spans) for document in documents for block, spans in _sentences(document)]
    every = [(document, span) for document, _, spans in found for span in spans]
    text = "\n".join(document.text for document in documents)
    words = tuple(sorted({word for word in re.findall(r"[^\W\d_]{4,}", text) if word.islower()}))
    names = tuple(sorted({name for name in re.findall(r"(?<=[^\W\d_] )[^\W\d_]{4,}", text) if name.istitle()}))
    made = []
    for document, block, spans in found:
        for at, (start, end) in enumerate(spans):
            beyond = [span for n, span in enumerate(spans) if abs(n - at) > 1]
            material = Material(
                language, words, names,
                beyond=tuple(document.text[slice(*span)] for span in beyond),
                elsewhere=tuple(_further(rng, document, block, found)),
                strange=tuple(one.text[slice(*span)] for one, span in _strange(rng, document, every)),
            )  # fmt: skip
            made.append(Quoted(document, start, end, material))
    rng.shuffle(made)
    return made


def _sentences(document: Document) -> Iterator[tuple[Block, list[tuple[int, int]]]]:
    """The blocks that run on, each with its sentences that are long enough."""
    for block in document.paragraphs:
        if block.kind in _RUNNING and "\n" not in document.text_of(block):
            spans = sentence_spans(document.text, block.start, block.end)
            kept = [span for span in spans if SHORTEST <= len(document.text[slice(*span)].split()) <= LONGEST]
            if kept:
                yield block, kept


def _further(
    rng: random.Random, document: Document, block: Block, found: Sequence[tuple[Document, Block, list[tuple[int, int]]]]
) -> Iterator[str]:
    """Sentences of paragraphs of the document that are not beside this one."""
    own = [
        span
        for one, other, spans in found
        if one is document and abs(other.ordinal - block.ordinal) > 3
        for span in spans
    ]
    for start, end in rng.sample(own, min(OFFERED, len(own))):
        yield document.text[start:end]


def _strange(
    rng: random.Random, document: Document, every: Sequence[tuple[Document, tuple[int, int]]]
) -> list[tuple[Document, tuple[int, int]]]:
    drawn = rng.sample(every, min(OFFERED, len(every)))
    return [one for one in drawn if one[0] is not document]


class Oracle:
    """Whether letters and digits stand in the texts in a row, whatever is between them."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._texts = "\x00".join(bare(document.text) for document in documents)

    def says(self, quote: str) -> bool:
        """Whether the quotation, without what it puts in brackets and cut at its marks of omission, stands there."""
        return all(self.stands(bare(part)) for part in re.split(r"\.\s?\.\s?\.|…|\[[^\]]*\]", quote))

    def stands(self, letters: str) -> bool:
        """Whether these letters and digits stand in the texts in a row."""
        return letters in self._texts


#: Marks inside and before numbers, which say something.
_SAID = re.compile(r"(?<=\d)[.,](?=\d)|[−–-](?=\d)|(?<=\d)[–-]")


def bare(text: str) -> str:
    """The letters and digits of a text, and the signs that say something."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    said = {match.start() for match in _SAID.finditer(folded)}
    kept = (one for at, one in enumerate(folded) if at in said or one.isalnum() or one in "%‰$€£°+" or _is_mark(one))
    return "".join(kept)


def _is_mark(letter: str) -> bool:
    return unicodedata.combining(letter) > 0
