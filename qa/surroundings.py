"""What stood beside a quotation, looked for in the text of today.

The prefix and suffix of an anchor are compared as words without what is between them, so that neither typography nor
the cut through a word at their ends counts.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate
from typing import Literal

from documents import Document, sentence_spans
from documents.folding import Folded, fold
from qa.model import Anchor

#: So many words more than the quotation may stand between what stood beside it: some inserted paragraphs.
REACH = 400
#: A sentence between both sides is the quotation, edited, if it is so much like it.
LEAST_BETWEEN = 0.5
#: Beside one side only it must be so much like it,
LEAST_BESIDE = 0.7
#: and so much more than every other sentence of the document: else it is one of a kind that differs in a figure.
MARGIN = 0.2
#: An editor makes up to so many sentences of one.
SENTENCES = 3

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many characters of a side stand at a place, from the quotation outwards; whether they all do."""

    characters: int
    wholly: bool


@dataclass(frozen=True, slots=True)
class Side:
    """What stood beside a quotation: the characters of its words. An empty one says nothing."""

    where: Literal["before", "after"]
    said: str
    #: Characters of text that were remembered: so many and some more are read where it is looked for.
    length: int

    def agrees(self, text: str, at: int) -> Agreement:
        """How much of it stands in a text before or after the offset."""
        reach = 2 * self.length
        if self.where == "before":
            found, said = _joined(text[max(0, at - reach) : at])[::-1], self.said[::-1]
        else:
            found, said = _joined(text[at : at + reach]), self.said
        pairs = enumerate(zip(said, found, strict=False))
        shared = next((at for at, (one, other) in pairs if one != other), min(len(said), len(found)))
        return Agreement(shared, bool(said) and shared == len(said))


def before(prefix: str) -> Side:
    """The side that a prefix is; its first word may be cut, and is left out."""
    whole = re.split(r"\s+", prefix, maxsplit=1)[-1]
    return Side("before", _joined(whole) or _joined(prefix), len(prefix))


def after(suffix: str) -> Side:
    """The side that a suffix is; its last word may be cut, and is left out."""
    whole = re.sub(r"\s+\S*$", "", suffix)
    return Side("after", _joined(whole) or _joined(suffix), len(suffix))


def _joined(text: str) -> str:
    return "".join(fold(text).words)


def became(document: Document, anchor: Anchor) -> Span | None:
    """What stands today where a quotation stood whose words are not there any more: (start, end) in the text.

    An empty span where what stood beside it is there and nothing like it between; None where its place is not known.
    """
    quote, text = fold(anchor.exact), _Words(fold(document.text))
    left, right = text.behind(before(anchor.prefix)), text.at(after(anchor.suffix))
    between = _between(left, right, len(quote) + REACH)
    if between:
        return _closest(document, text, quote, between)
    if len(left) == 1 and not right:
        return _beside(document, text, anchor, left[0], "after")
    if len(right) == 1 and not left:
        return _beside(document, text, anchor, right[0], "before")
    return None


class _Words:
    """The words of a text, and all their characters in a row, in which sides are looked for."""

    def __init__(self, folded: Folded) -> None:
        self.folded = folded
        self._joined = "".join(folded.words)
        #: Where each word begins in ``_joined``, and at last its length.
        self._starts = [0, *accumulate(map(len, folded.words))]

    def behind(self, side: Side) -> list[int]:
        """The numbers of the words that stand right behind a side."""
        return [at for start in self._found(side) if (at := self._word(start + len(side.said))) is not None]

    def at(self, side: Side) -> list[int]:
        """The numbers of the words with which a side begins."""
        return [at for start in self._found(side) if (at := self._word(start)) is not None]

    def _found(self, side: Side) -> Iterator[int]:
        start = self._joined.find(side.said) if side.said else -1
        while start >= 0:
            yield start
            start = self._joined.find(side.said, start + 1)

    def _word(self, character: int) -> int | None:
        at = bisect_left(self._starts, character)
        return at if self._starts[at] == character else None

    def span(self, first: int, last: int) -> Span:
        """From the beginning of one word to that of another, which is not part of it."""
        spans = self.folded.spans
        begin = spans[first][0] if first < len(spans) else spans[-1][1]
        return begin, (spans[last - 1][1] if last > first else begin)


def _between(left: Sequence[int], right: Sequence[int], most: int) -> tuple[int, int] | None:
    """The words between the two sides where they stand nearest to each other; None if two places are as good."""
    pairs = [(right[at], one) for one in left if (at := bisect_left(right, one)) < len(right)]
    near = sorted((after - before, before, after) for after, before in pairs if after - before <= most)
    if not near or (len(near) > 1 and near[0][0] == near[1][0]):
        return None
    return near[0][1], near[0][2]


def _closest(document: Document, text: _Words, quote: Folded, between: tuple[int, int]) -> Span:
    """Of what stands between two words the sentences that are most like the quotation, if they are enough."""
    region = text.span(*between)
    runs = list(_runs(_sentences(document, region)))
    likeness, best = max(((_alike(quote, document, run), run) for run in runs), default=(0.0, region))
    return best if likeness >= LEAST_BETWEEN else (region[0], region[0])


def _beside(
    document: Document, text: _Words, anchor: Anchor, at: int, where: Literal["before", "after"]
) -> Span | None:
    """The sentence right before or after a word, if it is the quotation edited beyond doubt."""
    quote = fold(anchor.exact)
    words = 2 * len(quote) + SENTENCES
    region = text.span(at, min(at + words, len(text.folded))) if where == "after" else text.span(max(0, at - words), at)
    sentences = _sentences(document, region)
    if not sentences:
        return None
    nearest = sentences[0] if where == "after" else sentences[-1]
    likeness = _alike(quote, document, nearest)
    others = (
        one for one in _sentences(document, (0, len(document.text))) if one[1] <= nearest[0] or nearest[1] <= one[0]
    )
    rival = max((_no_more_alike(quote, document, one) for one in others), default=0.0)
    if likeness < LEAST_BESIDE or likeness - rival < MARGIN or _is_neighbour(document, nearest, anchor, where):
        return None
    return nearest


def _is_neighbour(document: Document, sentence: Span, anchor: Anchor, where: Literal["before", "after"]) -> bool:
    """Whether the sentence is rather what stood on the other side of the quotation, edited as well."""
    other = fold(anchor.suffix if where == "after" else anchor.prefix)
    said = fold(document.text[slice(*sentence)])
    part = said[: len(other)] if where == "after" else said[-len(other) :]
    quote = fold(anchor.exact)
    own = quote[: len(other)] if where == "after" else quote[-len(other) :]
    return bool(other.words) and _ratio(other, part) >= _ratio(own, part)


def _sentences(document: Document, region: Span) -> list[Span]:
    """The sentences of the paragraphs in a region, cut where it begins and ends."""
    first, last = region
    return [
        span
        for block in document.paragraphs
        if block.start < last and first < block.end
        for span in sentence_spans(document.text, max(first, block.start), min(last, block.end))
    ]


def _runs(sentences: Sequence[Span]) -> Iterator[Span]:
    """One sentence, or some in a row."""
    for at, (start, _) in enumerate(sentences):
        yield from ((start, end) for _, end in sentences[at : at + SENTENCES])


def _alike(quote: Folded, document: Document, span: Span) -> float:
    return _ratio(quote, fold(document.text[slice(*span)]))


def _ratio(one: Folded, other: Folded) -> float:
    """How much of both texts are the same words in the same order, 0–1."""
    return SequenceMatcher(None, one.words, other.words, autojunk=False).ratio()


def _no_more_alike(quote: Folded, document: Document, span: Span) -> float:
    """What the likeness of a sentence cannot be above: the share of the same words in any order."""
    words = fold(document.text[slice(*span)]).words
    shared = (Counter(quote.words) & Counter(words)).total()
    return 2 * shared / (len(quote) + len(words)) if words else 0.0
