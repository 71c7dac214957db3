"""What stood beside a quotation, looked for in the text of today.

The prefix and suffix of an anchor are compared as words without what is between them, so that neither typography nor
the cut through a word at their ends counts.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate
from operator import itemgetter
from typing import Literal

from documents import Document, sentence_spans
from documents.folding import fold
from qa.model import Anchor
from qa.running import Running

#: So many words more than the quotation may stand between what stood beside it: some inserted paragraphs.
REACH = 400
#: A sentence between both sides is the quotation, edited, if it is so much like it. Of 4,837 pairs of two sentences of
#: one text 99 in 100 are below 0.38; a sentence of which three words were changed is above 0.57, of 80 such ones.
LEAST_BETWEEN = 0.5
#: Beside one side only it must be so much like it (a sentence of which one word was changed is above 0.75),
LEAST_BESIDE = 0.7
#: and so much more than every other sentence of the document: else it is one of a kind that differs in a figure.
MARGIN = 0.2
#: An editor makes up to so many sentences of one.
SENTENCES = 3

Span = tuple[int, int]
Words = tuple[str, ...]
Where = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """What of a side stands at a place."""

    #: Whether all of it does.
    wholly: bool
    #: How much of its words stand there in their order, 0–1.
    mostly: float


@dataclass(frozen=True, slots=True)
class Side:
    """What stood beside a quotation, its words. An empty one says nothing, and agrees with nothing."""

    where: Where
    words: Words
    #: Characters of text that were remembered: where it is looked for, as many and some more are read.
    length: int

    @property
    def said(self) -> str:
        """Its words without what is between them."""
        return "".join(self.words)

    def stands(self, text: str, at: int) -> bool:
        """Whether all of it stands in a running text right before or after the offset."""
        found, said = "".join(self._found(text, at)), self.said
        return bool(said) and (found.endswith(said) if self.where == "before" else found.startswith(said))

    def agrees(self, text: str, at: int) -> Agreement:
        """How much of it stands in a running text right before or after the offset."""
        if not self.words:
            return Agreement(wholly=False, mostly=0.0)
        found, count = self._found(text, at), len(self.words)
        near = found[-count:] if self.where == "before" else found[:count]
        return Agreement(self.stands(text, at), SequenceMatcher(None, self.words, near, autojunk=False).ratio())

    def _found(self, text: str, at: int) -> Words:
        """The words that stand there, as many and some more."""
        reach = 2 * self.length
        return fold(text[max(0, at - reach) : at] if self.where == "before" else text[at : at + reach]).words


def before(prefix: str) -> Side:
    """The side that a prefix is."""
    return Side("before", fold(whole_before(prefix)).words, len(prefix))


def after(suffix: str) -> Side:
    """The side that a suffix is."""
    return Side("after", fold(whole_after(suffix)).words, len(suffix))


def whole_before(prefix: str) -> str:
    """A prefix without its first word, which may be cut, unless it is the only one."""
    rest = re.split(r"\s+", prefix, maxsplit=1)[-1]
    return rest if rest.strip() else prefix


def whole_after(suffix: str) -> str:
    """A suffix without its last word, which may be cut, unless it is the only one."""
    rest = re.sub(r"\s+\S*$", "", suffix)
    return rest if rest.strip() else suffix


def became(document: Document, text: Running, anchor: Anchor, quoting: Sequence[Span] = ()) -> Span | None:
    """What stands today where a quotation stood: (start, end) in the text of the document.

    An empty span where what stood beside it is there and nothing like it between; None where its place is not known.
    ``quoting`` are places that say the words of the quotation, and are not its own.
    """
    today, quote = _Today(document, text), fold(anchor.exact).words
    left, right = today.behind(before(anchor.prefix)), today.at(after(anchor.suffix))
    between = _between(left, right, len(quote) + REACH)
    if between:
        return _closest(today, today.span(*between), quote)
    reach = 2 * len(quote)
    beside: list[tuple[Where, Span]] = []
    if len(left) == 1:
        beside += [("after", one) for one in today.sentences(today.span(left[0], left[0] + reach))[:1]]
    if len(right) == 1:
        beside += [("before", one) for one in today.sentences(today.span(right[0] - reach, right[0]))[-1:]]
    sure = [one for where, one in beside if _is_it(today, one, anchor, where, quoting)]
    return sure[0] if len(sure) == 1 else None


class _Today:
    """A document of today: the words of its running text, and all their characters in a row to look for sides in."""

    def __init__(self, document: Document, text: Running) -> None:
        self._document = document
        self._text = text
        self._folded = fold(text.text)
        self._joined = "".join(self._folded.words)
        #: Where each word begins in ``_joined``, and at last its length.
        self._starts = [0, *accumulate(map(len, self._folded.words))]

    def behind(self, side: Side) -> list[int]:
        """The numbers of the words that stand right behind a side."""
        return [at for start in self._found(side) if (at := self._word(start + len(side.said))) is not None]

    def at(self, side: Side) -> list[int]:
        """The numbers of the words with which a side begins."""
        return [at for start in self._found(side) if (at := self._word(start)) is not None]

    def _found(self, side: Side) -> Iterator[int]:
        start = self._joined.find(side.said) if side.words else -1
        while start >= 0:
            yield start
            start = self._joined.find(side.said, start + 1)

    def _word(self, character: int) -> int | None:
        at = bisect_left(self._starts, character)
        return at if self._starts[at] == character else None

    def span(self, first: int, last: int) -> Span:
        """From one word to the end of the one before another, as far as there are words; in the document's text."""
        first, last = max(0, first), min(last, len(self._folded))
        if first >= last:
            start, _ = self._text.place(*self._folded.spans[min(first, len(self._folded) - 1)])
            return start, start
        return self._text.place(self._folded.spans[first][0], self._folded.spans[last - 1][1])

    def words(self, span: Span) -> tuple[str, ...]:
        """The words of a sentence."""
        ends = (self._text.offset(span[0]), self._text.offset(span[1] - 1) + 1)
        first, last = (bisect_left(self._folded.spans, end, key=itemgetter(0)) for end in ends)
        return self._folded.words[first:last]

    def sentences(self, region: Span | None = None) -> list[Span]:
        """The sentences of the paragraphs in a region, cut where it begins and ends; all where none is given."""
        first, last = region or (0, len(self._document.text))
        return [
            span
            for block in self._document.paragraphs
            if block.start < last and first < block.end
            for span in sentence_spans(self._document.text, max(first, block.start), min(last, block.end))
        ]


def _between(left: Sequence[int], right: Sequence[int], most: int) -> tuple[int, int] | None:
    """The words between the two sides where they stand nearest to each other; None if two places are as good."""
    pairs = [(right[at], one) for one in left if (at := bisect_left(right, one)) < len(right)]
    near = sorted((last - first, first, last) for last, first in pairs if last - first <= most)
    if not near or (len(near) > 1 and near[0][0] == near[1][0]):
        return None
    return near[0][1], near[0][2]


def _closest(today: _Today, region: Span, quote: Words) -> Span:
    """Of what stands in a region the sentences that are most like the quotation, if they are enough."""
    runs = _runs(today.sentences(region))
    likeness, best = max(((_alike(quote, today.words(run)), run) for run in runs), default=(0.0, region))
    return best if likeness >= LEAST_BETWEEN else (region[0], region[0])


def _runs(sentences: Sequence[Span]) -> Iterator[Span]:
    """One sentence, or some in a row."""
    for at, (start, _) in enumerate(sentences):
        yield from ((start, end) for _, end in sentences[at : at + SENTENCES])


def _is_it(today: _Today, sentence: Span, anchor: Anchor, where: Where, quoting: Sequence[Span]) -> bool:
    """Whether a sentence that stands beside one side only is the quotation, edited: beyond doubt."""
    quote, said = fold(anchor.exact).words, today.words(sentence)
    likeness = _alike(quote, said)
    if likeness < LEAST_BESIDE or _is_neighbour(said, quote, anchor, where):
        return False
    others = (
        today.words(one) for one in today.sentences() if not any(_overlap(one, two) for two in (sentence, *quoting))
    )
    return not any(_alike(quote, other, likeness - MARGIN) > likeness - MARGIN for other in others)


def _is_neighbour(said: Words, quote: Words, anchor: Anchor, where: Where) -> bool:
    """Whether a sentence is rather what stood on the other side of the quotation, edited as well."""
    if where == "after":
        other = fold(anchor.suffix).words[: len(quote)]
        part, own = said[: len(other)], quote[: len(other)]
    else:
        other = fold(anchor.prefix).words[-len(quote) :]
        part, own = said[-len(other) :], quote[-len(other) :]
    return bool(other) and _alike(other, part) >= _alike(own, part)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _alike(one: Words, other: Words, least: float = 0.0) -> float:
    """How much of both texts are the same words in the same order, 0–1; 0 if it cannot be more than the least."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if least and (matcher.real_quick_ratio() <= least or matcher.quick_ratio() <= least):
        return 0.0
    return matcher.ratio()
