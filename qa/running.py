"""The running text of a document: what is read, without the heads, feet and numbers that stand on every page.

A sentence is looked for in it, and what stands beside a sentence: the same text on other pages has them elsewhere.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

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
    kept: list[str] = []
    parts: list[int] = []
    origins: list[int] = []
    length = 0
    blocks = document.blocks
    for at, block in enumerate(blocks):
        if block.kind is BlockKind.FURNITURE:
            continue
        # What parts a block from the next goes with it, whatever the next is.
        end = blocks[at + 1].start if at + 1 < len(blocks) else len(document.text)
        if not parts or blocks[at - 1].kind is BlockKind.FURNITURE:
            parts.append(length)
            origins.append(block.start)
        kept.append(document.text[block.start : end])
        length += end - block.start
    return Running("".join(kept), tuple(parts), tuple(origins))
