"""A line of text with its place on a page: what a PDF's reader hands to the layout."""

from __future__ import annotations

from dataclasses import dataclass

from documents.structure import Line


@dataclass(frozen=True, slots=True)
class PageLine(Line):
    """A line, or the part of one that stands alone in a column or cell, from ``x`` to ``right`` on its base line ``y``.

    Places and ``size`` are points, from the lower left corner of the page. The lines of a page are in the order in
    which the file has them until ``columns.in_reading_order`` has seen them; then ``left`` and ``margin`` are the
    sides of the column.
    """

    x: float = 0.0
    y: float = 0.0
    right: float = 0.0
    size: float = 0.0
    bold: bool = False
    italic: bool = False
    #: Turned text, what the file calls an artifact, what lies outside the page: no part of the text that is read.
    aside: bool = False
    #: Whether a rule stands above.
    ruled: bool = False
    #: The structure type that the file gives it: "H1", "P", "LI", "TD", "Caption", "Note"; "" where it gives none.
    tag: str = ""
    left: float = 0.0
    margin: float = 0.0

    @property
    def width(self) -> float:
        """In points."""
        return self.right - self.x


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of a document's outline: its title, its depth from 1, the physical page that it leads to."""

    title: str
    level: int
    page: int
