"""Where the parts of a query stand in a text, and which of them are near to each other.

A part stands in spans, from its first to its last word. They are kept together: for each last word the bits of one
number say how many words before it a span begins (bit 0: a single word). A text has more pairs of words that are near
to each other than can be looked at one by one – a table of a thousand like cells has a hundred thousand, and each is
near to a hundred more cells –, but of their spans many are the same, and with bits all that end at one word are
compared at once.
"""

from __future__ import annotations

import sys
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

    @property
    def gaps(self) -> Spans:
        """Those of its spans between whose words others may stand: of what is near to something."""

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

    @property
    def gaps(self) -> Spans:
        """None: what stands in a phrase is the phrase."""
        return {}

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

    @property
    def gaps(self) -> Spans:
        """Those of all parts."""
        return _united(*(part.gaps for part in self.parts))

    def pieces(self, among: Spans) -> Iterator[Span]:
        """Those of each part in what of these spans is its own."""
        for part in self.parts:
            yield from part.pieces(_shared(part.spans, among))


class Nearby:
    """One part at most so many words from another one, in either order, or between the words of another that is near.

    It stands from the first word of both to the last.
    """

    def __init__(self, left: Places, right: Places, distance: int) -> None:
        self._left, self._right = left, right
        #: The first of the two is the left part in the first of these, and the right one in the others.
        self._from_left = (_Order(left.spans, right.spans, distance), _Between(left.gaps, right.spans, distance))
        self._from_right = (_Order(right.spans, left.spans, distance), _Between(right.gaps, left.spans, distance))
        self.spans: Spans = _united(*(one.spans for one in (*self._from_left, *self._from_right)))

    @property
    def gaps(self) -> Spans:
        """All its spans."""
        return self.spans

    def pieces(self, among: Spans) -> Iterator[Span]:
        """Those of both parts in the spans of which these are made."""
        mine = [one.made_of(_shared(one.spans, among)) for one in self._from_left]
        theirs = [one.made_of(_shared(one.spans, among)) for one in self._from_right]
        yield from self._left.pieces(_united(*(one for one, _ in mine), *(other for _, other in theirs)))
        yield from self._right.pieces(_united(*(other for _, other in mine), *(one for one, _ in theirs)))


class _Order:
    """Spans each with one behind it that begins at most so many words after its end."""

    def __init__(self, before: Spans, behind: Spans, distance: int) -> None:
        self._before, self._behind, self._distance = before, behind, distance
        #: For a first word of the ones behind the distances to the first words of those before it.
        self._reach = {first: self._ending_before(first) for first in _firsts(behind)}
        self.spans: Spans = {
            last: joined
            for last, widths in behind.items()
            if (joined := reduce(or_, (self._reach[last - width] << width for width in _ones(widths)), 0))
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


class _Between:
    """Spans each with one between its words, at most so many words from the first of them or from the last."""

    def __init__(self, outer: Spans, inner: Spans, distance: int) -> None:
        self._inner = inner if outer else {}
        self._near = range(1, distance + 1)
        ends, begins = _least_last(self._inner), _greatest_first(self._inner)
        ending = {first: min(ends.get(first + gap, _NEVER) for gap in self._near) for first in _firsts(outer)}
        beginning = {last: max(begins.get(last - gap, -1) for gap in self._near) for last in outer}
        self.spans: Spans = {
            last: sum(
                1 << width for width in _ones(widths) if ending[last - width] < last or beginning[last] > last - width
            )
            for last, widths in outer.items()
        }

    def made_of(self, among: Spans) -> tuple[Spans, Spans]:
        """The spans, which are among those of the outer part, and the spans between their words."""
        inner = self._inner if among else {}
        ends, begins = _greatest_last(among), _least_first(among)
        ending = {first: max(ends.get(first - gap, -1) for gap in self._near) for first in _firsts(inner)}
        beginning = {last: min(begins.get(last + gap, _NEVER) for gap in self._near) for last in inner}
        between = {
            last: sum(
                1 << width for width in _ones(widths) if ending[last - width] > last or beginning[last] < last - width
            )
            for last, widths in inner.items()
        }
        return among, between


#: Behind every word.
_NEVER = sys.maxsize


def _firsts(spans: Spans) -> set[int]:
    return {last - width for last, widths in spans.items() for width in _ones(widths)}


def _least_last(spans: Spans) -> dict[int, int]:
    """First word → the least last word of the spans that begin there."""
    descending = sorted(spans, reverse=True)
    return {last - width: last for last in descending for width in _ones(spans[last])}


def _greatest_last(spans: Spans) -> dict[int, int]:
    """First word → the greatest last word of the spans that begin there."""
    return {last - width: last for last in sorted(spans) for width in _ones(spans[last])}


def _greatest_first(spans: Spans) -> dict[int, int]:
    """Last word → the greatest first word of the spans that end there."""
    return {last: last - next(_ones(widths)) for last, widths in spans.items() if widths}


def _least_first(spans: Spans) -> dict[int, int]:
    """Last word → the least first word of the spans that end there."""
    return {last: last - widths.bit_length() + 1 for last, widths in spans.items() if widths}


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
