"""The document: one normalised text, cut into blocks.

Everything that is cited later is a slice of ``Document.text``. Blocks, passages, sentences and
citations hold offsets into it and never a copy, so a quotation cannot differ from its source.

Offsets count Unicode code points of ``Document.text``, from 0, end exclusive.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType


class BlockKind(StrEnum):
    """What a block is. The values are stored in libraries: never rename them."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    QUOTE = "quote"
    TABLE = "table"
    CAPTION = "caption"
    NOTE = "note"
    #: Kicker, topic line, byline, date line, page header, footer, page number: kept, never cited.
    FURNITURE = "furniture"


#: The kinds that are cited; these are numbered, from 1, in reading order.
CITABLE = frozenset(
    {BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE, BlockKind.TABLE, BlockKind.CAPTION, BlockKind.NOTE}
)


@dataclass(frozen=True, slots=True)
class Block:
    """A slice of the document's text; ``page`` is the physical page of its first character, from 1."""

    ordinal: int
    kind: BlockKind
    start: int
    end: int
    page: int | None = None
    #: The headings above the block, outermost first. A heading is not in its own section.
    section: tuple[str, ...] = ()
    #: ISO 639-1, where the block is in another language than the document; else empty.
    language: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"block {self.ordinal}: {self.start}–{self.end} is not a span")

    @property
    def citable(self) -> bool:
        """Whether the block has a paragraph number."""
        return self.kind in CITABLE


@dataclass(frozen=True, slots=True)
class Page:
    """Where a page begins in the text; ``label`` is the number printed on it, where the file records one."""

    number: int
    start: int
    label: str | None = None
    #: Whether the page was a picture and its text was recognised by a program, which may misread.
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a footnote needs. Unknown stays empty: nothing here is guessed.

    ``provenance`` says for each field that is not empty where it was read: "first lines", "front matter",
    "pdf info", "file name", "text" (the language, told by its words), "user".
    """

    title: str = ""
    authors: tuple[str, ...] = ()
    #: ISO 8601, as exact as the source: "2021-08-25", "2021-08" or "2021"; empty when unknown.
    published: str = ""
    publisher: str = ""
    #: The kicker or series: "Analyses".
    series: str = ""
    topics: tuple[str, ...] = ()
    #: ISO 639-1, told by the words of the text; empty when uncertain.
    language: str = ""
    provenance: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "provenance", MappingProxyType(dict(self.provenance)))


@dataclass(frozen=True)
class Document:
    """A file as text, blocks, pages and metadata.

    Blocks are in reading order, do not overlap and cover every visible character of ``text``.
    Not slotted, so that the numbering below is computed once.

    Raises:
        ValueError: blocks or pages that break these invariants.
    """

    #: sha256 of the file's bytes, in hexadecimal.
    digest: str
    #: Where the file was read: an absolute path, or the name of an upload.
    source: str
    text: str
    blocks: tuple[Block, ...]
    metadata: Metadata = field(default_factory=Metadata)
    #: Empty for formats without pages.
    pages: tuple[Page, ...] = ()
    #: The format as it was read, an Internet media type (RFC 2046): "application/pdf", "text/plain; charset=cp1250".
    media_type: str = ""
    #: What a reader could not read, a sentence each: "Pages 3–7 have no text."
    warnings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        position = 0
        for ordinal, block in enumerate(self.blocks):
            if block.ordinal != ordinal or block.start < position or block.end > len(self.text):
                raise ValueError(f"{self.source}: block {ordinal} is out of order or out of the text")
            if self.text[position : block.start].strip():
                raise ValueError(f"{self.source}: text before block {ordinal} belongs to no block")
            position = block.end
        if self.text[position:].strip():
            raise ValueError(f"{self.source}: text after the last block belongs to no block")
        starts = [page.start for page in self.pages]
        if starts != sorted(starts) or (starts and starts[0] != 0):
            raise ValueError(f"{self.source}: pages are out of order or do not begin with the text")

    @property
    def id(self) -> str:
        """The short public name, from the content alone: the same file has it in every library."""
        return self.digest[:ID_LENGTH]

    @cached_property
    def paragraphs(self) -> tuple[Block, ...]:
        """The citable blocks; ``paragraphs[n - 1]`` is ¶ n."""
        return tuple(block for block in self.blocks if block.citable)

    @cached_property
    def _numbers(self) -> dict[int, int]:
        return {block.ordinal: number for number, block in enumerate(self.paragraphs, 1)}

    def paragraph_number(self, block: Block) -> int | None:
        """The number that the reader page prints beside the block, or None where it is not citable."""
        return self._numbers.get(block.ordinal)

    def text_of(self, block: Block) -> str:
        """The block's own characters."""
        return self.text[block.start : block.end]

    def block_at(self, offset: int) -> Block | None:
        """The block that holds the character at ``offset``."""
        at = bisect_right(self.blocks, offset, key=lambda block: block.start) - 1
        return self.blocks[at] if at >= 0 and offset < self.blocks[at].end else None

    def page_at(self, offset: int) -> Page | None:
        """The page that holds the character at ``offset``, or None in a format without pages."""
        at = bisect_right(self.pages, offset, key=lambda page: page.start) - 1
        return self.pages[at] if at >= 0 else None


#: 16 hexadecimal digits: in a library of a million documents two share a name with probability 3e-8.
ID_LENGTH = 16


def digest_of(data: bytes) -> str:
    """sha256 of a file's bytes, in hexadecimal: the document's identity."""
    return hashlib.sha256(data).hexdigest()
