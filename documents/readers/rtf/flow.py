"""A story of an RTF file as it grows, paragraph by paragraph and cell by cell, and the styles of its paragraphs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from documents.model import BlockKind
from documents.pieces import Piece
from documents.readers.office import LONGEST_HEADING, Cell, Part, as_it_reads, lines_of, table_parts
from documents.readers.style_names import LONGEST_CHAIN, Role, named_role

#: Deeper outline levels are body text.
_LEVELS = range(9)


@dataclass(slots=True)
class Style:
    """A paragraph style as it is written; ``outline`` counts from 0, ``listed``: it is a list's."""

    name: str = ""
    outline: int | None = None
    parent: int = -1
    listed: bool = False


class Styles(dict[int, Style]):
    """The paragraph styles by their numbers."""

    def role(self, number: int) -> tuple[Role, bool]:
        """What a style makes of a paragraph, and whether it is a list's."""
        seen: set[int] = set()
        listed = False
        while number in self and number not in seen and len(seen) < LONGEST_CHAIN:
            seen.add(number)
            style = self[number]
            listed |= style.listed
            if (role := named_role(style.name.strip())) is not None:
                return role, listed
            if style.outline in _LEVELS:
                return Role(BlockKind.HEADING, (style.outline or 0) + 1), listed
            number = style.parent
        return Role(), listed


@dataclass(frozen=True, slots=True)
class Format:
    """What a paragraph's control words say; kept until ``\\pard``."""

    style: int = 0
    outline: int | None = None
    listed: bool = False
    in_table: bool = False


@dataclass(slots=True)
class Said:
    """A paragraph while it is read; ``bold`` and ``sizes`` count characters that are no white space."""

    parts: list[str] = field(default_factory=list)
    bold: int = 0
    sizes: Counter[int] = field(default_factory=Counter)


@dataclass(slots=True)
class Flow:
    """A story as it grows: the body, the notes, headers and footers, the boxes of a paragraph."""

    styles: Styles
    #: What stands in boxes, until the paragraph that they are anchored in has ended.
    boxes: Flow | None = None
    parts: list[Part] = field(default_factory=list)
    said: Said = field(default_factory=Said)
    format: Format = Format()
    #: Of the row at hand: whether its cells go on from above, and whether it is said on each page.
    continued: list[bool] = field(default_factory=list)
    repeated: bool = False
    _rows: list[list[Cell]] = field(default_factory=list)
    _row: list[Cell] = field(default_factory=list)
    _cell: list[Part] = field(default_factory=list)
    _header: int = 0

    def say(self, text: str, size: int, *, bold: bool) -> None:
        """More text of the paragraph at hand; ``size`` in half points."""
        self.said.parts.append(text)
        count = len(text) - sum(map(str.isspace, text))
        self.said.bold += count if bold else 0
        self.said.sizes[size] += count

    def end_paragraph(self) -> None:
        """The paragraph at hand is whole; what it is anchored to follows it."""
        said, self.said = self.said, Said()
        parts = [part for part in [self._part(said)] if part is not None]
        parts += [replace(part, apart=True) for part in self.boxes.taken()] if self.boxes else []
        if self.format.in_table:
            self._cell.extend(parts)
        elif parts or self._rows:
            self.end_row()
            self._end_table()
            self.parts.extend(parts)

    def _part(self, said: Said) -> Part | None:
        lines = lines_of(_paired("".join(said.parts)))
        if not lines:
            return None
        role, listed = self.styles.role(self.format.style)
        listed |= self.format.listed
        if self.format.outline in _LEVELS and role.kind in (None, BlockKind.HEADING):
            role = Role(BlockKind.HEADING, (self.format.outline or 0) + 1)
        if role.kind is BlockKind.HEADING and len(" ".join(lines)) > LONGEST_HEADING:
            role = Role()
        kind = role.kind or (BlockKind.ITEM if listed else BlockKind.PARAGRAPH)
        size = said.sizes.most_common(1)[0][0]
        bold = said.bold == said.sizes.total()
        return Part(as_it_reads(Piece(kind, lines, role.level)), bold, size, numbered=listed)

    def end_cell(self) -> None:
        """The cell at hand is whole."""
        self.format = replace(self.format, in_table=True)
        self.end_paragraph()
        at = len(self._row)
        continued = at < len(self.continued) and self.continued[at] and not self._cell
        self._row.append(Cell(tuple(self._cell), continued=continued))
        self._cell = []

    def end_row(self) -> None:
        """The row at hand is whole."""
        if self._cell:
            self._row.append(Cell(tuple(self._cell)))
            self._cell = []
        if self._row:
            self._rows.append(self._row)
            self._header += self.repeated and self._header == len(self._rows) - 1
            self._row = []

    def _end_table(self) -> None:
        if self._rows:
            self.parts.extend(table_parts(self._rows, self._header if self._header < len(self._rows) else 0))
            self._rows, self._header = [], 0

    def taken(self) -> list[Part]:
        """The whole story so far; it begins anew."""
        self.end_paragraph()
        self.end_row()
        self._end_table()
        parts, self.parts = self.parts, []
        return parts


def _paired(text: str) -> str:
    """The text with the halves of UTF-16 pairs, which RTF writes one by one, made whole."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
