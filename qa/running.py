"""The running text of a document: what is read, without the heads, feet and numbers that stand on every page.

A sentence is looked for in it, and what stands beside a sentence: the same text on other pages has them elsewhere.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from documents import BlockKind, Document


@dataclass(frozen=True, slots=True)
class Running:
    """The text, and where its parts begin in it and in ``Document.text``."""

    text: str
    parts: tuple[int, ...]
    origins: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Offsets into ``Document.text`` of a range that is not empty."""
        return self._origin(start), self._origin(end - 1) + 1

    def _origin(self, offset: int) -> int:
        part = bisect_right(self.parts, offset) - 1
        return self.origins[part] + offset - self.parts[part]

    def offset(self, origin: int) -> int:
        """Where the character of ``Document.text`` stands in the running text, which has it."""
        part = bisect_right(self.origins, origin) - 1
        return self.parts[part] + origin - self.origins[part]


def running(document: Document) -> Running:
    """The text of a document without its furniture."""
    text, blocks = document.text, document.blocks
    kept: list[tuple[int, int]] = []
    begin = 0
    for block in [one for one in blocks if one.kind is BlockKind.FURNITURE]:
        kept.append((begin, block.start))
        # What parts it from the next block goes with it.
        begin = blocks[block.ordinal + 1].start if block.ordinal + 1 < len(blocks) else len(text)
    kept = [(start, end) for start, end in (*kept, (begin, len(text))) if start < end]
    lengths = [end - start for start, end in kept]
    parts = tuple(accumulate(lengths[:-1], initial=0))
    return Running("".join(text[start:end] for start, end in kept), parts, tuple(start for start, _ in kept))
