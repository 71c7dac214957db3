"""In which words two texts differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from documents.folding import Folded, fold

Kind = Literal["same", "removed", "added"]


@dataclass(frozen=True, slots=True)
class Change:
    """A run of words that both texts have, or only the one (removed) or the other (added); each as it is written."""

    kind: Kind
    text: str


def difference(one: str, other: str) -> tuple[Change, ...]:
    """What became of the one text in the other, word by word; what folding forgives is no difference.

    The same and the added runs together are the other text, but for white space.
    """
    return tuple(_changes(one, fold(one), other, fold(other)))


def _changes(one: str, words: Folded, other: str, others: Folded) -> Iterator[Change]:
    matcher = SequenceMatcher(None, words.words, others.words, autojunk=False)
    for kind, start, end, from_, to in matcher.get_opcodes():
        if kind == "equal":
            yield Change("same", _written(other, others, from_, to))
            continue
        if end > start:
            yield Change("removed", _written(one, words, start, end))
        if to > from_:
            yield Change("added", _written(other, others, from_, to))


def _written(text: str, words: Folded, start: int, end: int) -> str:
    """The words from ``start`` to ``end``, with the signs that stand close to them."""
    return text[_edge(text, words, start) : _edge(text, words, end)].strip()


def _edge(text: str, words: Folded, at: int) -> int:
    """Where a word begins, with what stands close before it: "(" and "[" belong to what follows them."""
    if at in (0, len(words)):
        return len(text) if at else 0
    before, here = words.spans[at - 1][1], words.spans[at][0]
    spaces = [place for place in range(before, here) if text[place].isspace()]
    return spaces[-1] + 1 if spaces else here


def told(changes: Iterable[Change]) -> str:
    """The difference on one line: "exports [-fell-] {+rose+} in 2023"."""
    marks = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return " ".join(marks[one.kind].format(one.text) for one in changes)
