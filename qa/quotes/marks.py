"""Which words of a paragraph stand between quotation marks, whatever marks its language has.

Marks are told from apostrophes, inches and each other by what stands beside them. One that is never closed quotes
nothing and takes nothing of what follows with it; of marks in marks the outer ones count.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

#: What may close what a mark opens; careless writers close „ with a straight mark and “ with itself.
_CLOSED_BY = {
    "“": "”“", "„": "“”\"", "”": "”", "«": "»", "»": "«»", '"': '"', "「": "」", "『": "』",
    "‹": "›", "›": "‹", "‘": "’", "‚": "‘’", "'": "'’",
}  # fmt: skip
#: Marks that look like apostrophes.
_SINGLE = "‘'"
#: Marks that stand close to the letters of any word: 「日本」の.
_CLOSE_SET = "「『」』"
#: Marks that open whatever stands before them.
_ONLY_OPEN = "„‚「『"
#: What may stand before a mark that opens, beside white space: brackets, dashes, other marks, signs of Markdown.
_BEFORE = "([{<-–—―/|>*_\\=:" + "".join(_CLOSED_BY)
#: Words that begin with an apostrophe: '90s, 'em, 'n', 'tis.
_SHORTENED = re.compile(r"(?:\d0s|em|n|tis|twas|til|cause|bout|round|neath)\b", re.IGNORECASE)
_MARK = re.compile(f"[{''.join({*_CLOSED_BY, *''.join(_CLOSED_BY.values())})}]")

#: Offsets of the words between two marks.
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marked:
    """What the marks of one paragraph tell."""

    #: The words between marks, in their order.
    spans: tuple[Span, ...]
    #: Where the first mark behind all these stands that opens and is not closed in the paragraph.
    left_open: int | None


def between_marks(text: str, start: int, end: int) -> Marked:
    """The runs between quotation marks in ``text[start:end]``, which is one paragraph."""
    pairs, open_ = _pairs(text, start, end)
    outer = list(_outermost(pairs))
    singles = [one for one in _singles(text, start, end) if _around(outer, one[0]) == _around(outer, one[1])]
    spans = tuple((first + 1, last) for first, last in _outermost([*outer, *singles]))
    behind = spans[-1][1] if spans else start
    return Marked(spans, next((at for at in sorted(open_) if at >= behind), None))


def opens(text: str, at: int, start: int, end: int) -> bool:
    """Whether the character is a mark that opens a quotation in the paragraph from ``start`` to ``end``."""
    mark = text[at]
    if mark not in _CLOSED_BY or at + 1 >= end:
        return False
    if mark in _ONLY_OPEN:
        return True
    following = text[at + 1]
    if following.isspace():
        return mark == "«"  # French sets a space there
    if mark in _SINGLE and (_SHORTENED.match(text, at + 1) or not (following.isalnum() or following in '[“"(…')):
        return False
    return at == start or text[at - 1].isspace() or text[at - 1] in _BEFORE


def _pairs(text: str, start: int, end: int) -> tuple[list[Span], list[int]]:
    """Where marks that belong together stand, and marks that nothing closes; not of those like apostrophes."""
    pairs: list[Span] = []
    waiting: dict[str, list[int]] = defaultdict(list)
    for found in _MARK.finditer(text, start, end):
        at, mark = found.start(), found[0]
        if mark in _SINGLE:
            continue
        opener = _opener(text, at, end, waiting)
        if opener:
            pairs.append((waiting[opener].pop(), at))
        elif opens(text, at, start, end):
            waiting[mark].append(at)
    return pairs, [at for some in waiting.values() for at in some]


def _opener(text: str, at: int, end: int, waiting: dict[str, list[int]]) -> str:
    """The mark that this one closes: of several that wait for it the last."""
    able = [
        (places[-1], mark)
        for mark, places in waiting.items()
        if places and text[at] in _CLOSED_BY[mark] and _closes(text, at, mark, end) and at > places[-1] + 1
    ]
    return max(able)[1] if able else ""


def _closes(text: str, at: int, opener: str, end: int) -> bool:
    if text[at] in _CLOSE_SET:
        return True
    followed = at + 1 < end and (text[at + 1].isalpha() or text[at + 1].isdecimal())  # a raised number calls a note
    return (opener == "«" or not text[at - 1].isspace()) and not followed


def _singles(text: str, start: int, end: int) -> Iterator[Span]:
    """Pairs of marks that look like apostrophes.

    One behind an s and before a word ("states’ rights") closes only where no other does before the next opens.
    """
    opening, last = -1, -1
    for found in _MARK.finditer(text, start, end):
        at = found.start()
        if found[0] in _SINGLE and opens(text, at, start, end):
            if last > opening >= 0:
                yield opening, last
            opening, last = at, -1
        elif opening >= 0 and found[0] in _CLOSED_BY[text[opening]] and _closes(text, at, text[opening], end):
            last = at
            if not _may_be_genitive(text, at, end):
                yield opening, last
                opening, last = -1, -1
    if last > opening >= 0:
        yield opening, last


def _may_be_genitive(text: str, at: int, end: int) -> bool:
    return text[at - 1] in "sS" and at + 2 < end and text[at + 1] == " " and text[at + 2].isalpha()


def _around(pairs: Sequence[Span], at: int) -> int | None:
    """Which of the pairs, of which none is in another, an offset lies in: a pair that crosses one is none."""
    place = bisect_right(pairs, at, key=lambda pair: pair[0]) - 1
    return place if place >= 0 and at < pairs[place][1] else None


def _outermost(pairs: Iterable[Span]) -> Iterator[Span]:
    """Those that lie in no other, in their order."""
    behind = -1
    for pair in sorted(pairs):
        if pair[0] > behind:
            yield pair
            behind = pair[1]
