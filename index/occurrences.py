"""Every paragraph that holds the terms, one after the other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from documents.model import Block, Document
from index.corrections import corrected
from index.dates import age
from index.term_candidates import candidates
from index.term_matcher import Mark, Matcher
from index.terms_query import Query

if TYPE_CHECKING:
    from index.reader import Reader
    from index.rows import Held


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A paragraph that holds what is asked for."""

    document: Document
    block: Block
    #: What of it is asked for, as offsets into the paragraph; in order, none overlaps another.
    marks: tuple[Mark, ...]

    @property
    def paragraph(self) -> int:
        """Its number, as the reader prints it."""
        number = self.document.paragraph_number(self.block)
        if number is None:
            raise ValueError(f"block {self.block.ordinal} of {self.document.source} has no number")
        return number


def occurrences(
    reader: Reader, query: Query, among: Sequence[Held], languages: Collection[str]
) -> Iterator[Occurrence]:
    """Every numbered paragraph of these documents that holds what the query asks for.

    They come by the date of their document, undated ones last, then by its source, then in reading order. Each is
    judged by its verified text; what is left unread is only what cannot hold it.

    Args:
        reader: The state of the library.
        query: What is looked for.
        among: The documents that may be found.
        languages: All languages of their paragraphs.

    Raises:
        LibraryDamaged: the text of a document is not what was added.
    """
    places = candidates(reader, query, [held.row for held in among], languages)
    matcher = Matcher(query)
    for held in sorted((held for held in among if held.row in places), key=_order):
        document = corrected(reader.as_read(held.row), held.corrections)
        for block in map(document.blocks.__getitem__, places[held.row]):
            marks = matcher.marks(document.text_of(block), block.language or document.metadata.language)
            if marks is not None:
                yield Occurrence(document, block, marks)


def _order(held: Held) -> tuple[bool, str, str, int]:
    return *age(held.entry.published), held.entry.source, held.row
