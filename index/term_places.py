"""Where the parts of a query stand in a text, and which of them are near to each other.

A part stands in spans, from its first to its last word. They are kept together: for each last word the bits of one
number say how many words before it a span begins (bit 0: a single word). A text has more pairs of words that are near
to each other than can be looked at one by one – a table of a thousand like cells has a hundred thousand, and each is
near to a hundred more cells –, but of their spans many are the same, and with bits all that end at one word are
compared at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Protocol

#: Numbers of the first and the last word.
Span = tuple[int, int]
#: Last word → the bits of the distances to the first words of the spans that end there.
Spans = Mapping[int, int]


class Places(Protocol):
    """Where a part of a query stands."""

    @property
    def spans(self) -> Spans:
        """All its spans."""

    def pieces(self, among: Spans) -> Iterator[Span]:
        """Where its words and phrases stand in these of its spans; some perhaps more than once."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A word or a phrase: each span is a piece."""

    spans: Spans

    @classmethod
    def at(cls, found: Iterable[Span]) -> Standing:
        """That which stands there."""
        spans: dict[int, int] = defaultdict(int)
        for first, last in found:
            spans[last] |= 1 << (last - first)
        return cls(spans)

    def pieces(self, among: Spans) -> Iterator[Span]:
        """The spans themselves."""
        return ((last - width, last) for last, widths in among.items() for width in _ones(widths))


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Any of several parts."""

    parts: Sequence[Places]

    @property
    def spans(self) -> Spans:
        """Those of all parts."""
        return _united(*(part.spans for part in self.parts))

    def pieces(self, among: Spans) -> Iterator[Span]:
        """Those of each part in what of these spans is its own."""
        for part in self.parts:
            yield from part.pieces(_shared(part.spans, among))


class Nearby:
    """One part at most so many words from another one, in either order: from the first of the first to the last."""

    def __init__(self, left: Places, right: Places, distance: int) -> None:
        self._left, self._right = left, right
        self._orders = (_Order(left.spans, right.spans, distance), _Order(right.spans, left.spans, distance))
        self.spans: Spans = _united(*(order.spans for order in self._orders))

    def pieces(self, among: Spans) -> Iterator[Span]:
        """Those of both parts in the spans of which these are made."""
        left_first, right_first = (order.made_of(_shared(order.spans, among)) for order in self._orders)
        yield from self._left.pieces(_united(left_first[0], right_first[1]))
        yield from self._right.pieces(_united(left_first[1], right_first[0]))


class _Order:
    """Spans each with one behind it that begins at most so many words after its end."""

    def __init__(self, before: Spans, behind: Spans, distance: int) -> None:
        self._before, self._behind, self._distance = before, behind, distance
        firsts = {last - width for last, widths in behind.items() for width in _ones(widths)}
        #: For a first word of the ones behind the distances to the first words of those before it.
        self._reach = {first: self._ending_before(first) for first in firsts}
        self.spans: Spans = {
            last: joined
            for last, widths in behind.items()
            if (joined := reduce(or_, (self._reach[last - width] << width for width in _ones(widths))))
        }

    def _ending_before(self, first: int) -> int:
        gaps = range(1, self._distance + 1)
        return reduce(or_, (self._before.get(first - gap, 0) << gap for gap in gaps))

    def made_of(self, joined: Spans) -> tuple[Spans, Spans]:
        """The spans before and the spans behind of which these of the joined ones are made."""
        ending: dict[int, int] = defaultdict(int)
        behind: dict[int, int] = defaultdict(int)
        for last, whole in joined.items():
            for width in _ones(self._behind[last]):
                if used := whole >> width & self._reach[last - width]:
                    behind[last] |= 1 << width
                    ending[last - width] |= used
        before = {last: self._beginning_behind(ending, last) & widths for last, widths in self._before.items()}
        return before, behind

    def _beginning_behind(self, ending: Spans, last: int) -> int:
        gaps = range(1, self._distance + 1)
        return reduce(or_, (ending.get(last + gap, 0) >> gap for gap in gaps))


def _united(*several: Spans) -> Spans:
    found: dict[int, int] = defaultdict(int)
    for spans in several:
        for last, widths in spans.items():
            found[last] |= widths
    return found


def _shared(one: Spans, other: Spans) -> Spans:
    return {last: widths & other.get(last, 0) for last, widths in one.items()}


def _ones(bits: int) -> Iterator[int]:
    """The places of the bits that are set, ascending."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
