"""What an altered quotation was made of: the run of a paragraph that has most of its words, in their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from documents.folding import Folded

#: So many words of a text for each of the quotation, and so many more, may be what it was made of.
TWICE, AND_MORE = 2, 10


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of a quotation stands in a text, and where."""

    #: From 0 to 1: the words that stand there in the quotation's order, each weighed by its rarity.
    share: float
    #: The words of the text from ``first`` to ``end`` (behind the last).
    first: int = 0
    end: int = 0
    #: Words of the quotation that stand before and behind these, and are not in the text there.
    before: int = 0
    behind: int = 0


def most(said: Folded, rarity: Sequence[float], text: Folded) -> float:
    """What share of the quotation can stand in the text at most, whatever its order."""
    held = frozenset(text.words)
    return sum(weight for word, weight in zip(said.words, rarity, strict=True) if word in held) / sum(rarity)


def likeness(said: Folded, rarity: Sequence[float], text: Folded) -> Likeness:
    """How much of what is said stands in a text.

    Args:
        said: The quotation.
        rarity: Of each of its words.
        text: A paragraph.
    """
    matcher = SequenceMatcher(None, said.words, text.words, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    weights = [sum(rarity[block.a : block.a + block.size]) for block in blocks]
    longest = TWICE * len(said) + AND_MORE
    best, at, to = 0.0, 0, 0
    for first, begin in enumerate(blocks):
        shared = 0.0
        for last in range(first, len(blocks)):
            if blocks[last].b + blocks[last].size - begin.b > longest:
                break
            shared += weights[last]
            if shared > best:
                best, at, to = shared, first, last
    if not best:
        return Likeness(0.0)
    end = blocks[to]
    return Likeness(
        best / sum(rarity), blocks[at].b, end.b + end.size, blocks[at].a, len(said) - end.a - end.size
    )  # fmt: skip
