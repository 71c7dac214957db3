"""Every paragraph that holds the terms, not the best few: its "there are no more" is true.

findings = find(view, 'gas NEAR/5 storage -"Nord Stream"', filters)      # counts, and where: complete and ordered
for one in shown(view, findings.places[:50]): …                          # a page of them, with citations and texts
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qa.model import Citation, Coverage


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph that holds the terms."""

    document: str
    #: Its number, as the reader prints it.
    paragraph: int
    #: The words that were found, as offsets into the paragraph's text; in order, none overlaps another.
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A paragraph that holds the terms, as it is shown: ``citation`` is that of its first sentence with one of them."""

    citation: Citation
    #: The whole paragraph.
    text: str
    #: Offsets into ``text``.
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many paragraphs of a document hold the terms."""

    document: str
    source: str
    title: str
    authors: tuple[str, ...]
    published: str
    paragraphs: int


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found, without the texts."""

    #: As they were asked for.
    terms: str
    #: Every paragraph that holds them, by date of its document (undated last), source and number.
    places: tuple[Place, ...]
    #: The documents that have any, in the same order.
    documents: tuple[Count, ...]
    #: Paragraphs by year ("2021"), ascending; those of undated documents last, under "".
    years: Mapping[str, int]
    #: How many of the documents that were searched hold the terms in their title, which is no paragraph.
    titles: int
    #: What was searched and what not; it has no absent terms and no spellings, for these are no question.
    coverage: Coverage
    filters: Mapping[str, object]
