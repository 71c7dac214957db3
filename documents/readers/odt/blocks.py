"""The body of an OpenDocument text → its blocks, in reading order.

A frame with text stands after the paragraph that it is anchored in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from documents.model import BlockKind
from documents.pieces import Piece
from documents.readers.odt.xml import DEEPEST, Element, Styles, half_points, name, number, value
from documents.readers.office import LONGEST_HEADING, MOST_COLUMNS, Cell, Part, as_it_reads, lines_of, table_parts
from documents.readers.style_names import Role

#: Elements around blocks that say something of them and nothing themselves.
_AROUND = frozenset(
    """text:section text:index-body text:index-title text:list-header text:numbered-paragraph text:bibliography
    draw:frame draw:text-box draw:a draw:g""".split()  # noqa: SIM905
)
_LISTINGS = frozenset(
    """text:table-of-content text:illustration-index text:table-index text:object-index text:user-index
    text:alphabetical-index""".split()  # noqa: SIM905
)
#: What is not seen, or is no text of the document: comments, page numbers, what a change took out, declarations.
_UNSEEN = frozenset(
    """office:annotation office:annotation-end text:tracked-changes text:page-number text:page-count
    text:note-citation text:ruby-text text:hidden-text text:hidden-paragraph text:script text:sequence-decls
    text:variable-decls text:user-field-decls text:dde-connection-decls office:forms""".split()  # noqa: SIM905
)
_SHAPES = frozenset({"draw:frame", "draw:text-box", "draw:custom-shape", "draw:rect", "draw:ellipse", "draw:g"})


@dataclass(slots=True)
class _Said:
    """What a paragraph says, and what hangs on it; ``sizes`` counts characters by type size in half points."""

    parts: list[str] = field(default_factory=list)
    shapes: list[Element] = field(default_factory=list)
    notes: list[Element] = field(default_factory=list)
    characters: int = 0
    bold: int = 0
    sizes: Counter[int] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class _Look:
    """How text is set."""

    bold: bool
    hidden: bool
    size: int


class Blocks:
    """Reads the stories of one document: its body first, then its notes, headers and footers."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        #: ``text:note`` in the order of their marks.
        self.notes: list[Element] = []

    def story(self, container: Element) -> Iterator[Part]:
        """The blocks in a body, a cell, a frame, a note, a header."""
        for element in container:
            yield from self._block(element)

    def _block(self, element: Element) -> Iterator[Part]:
        kind = name(element)
        if kind in ("text:p", "text:h"):
            yield from self._paragraph(element, Role())
        elif kind == "text:list":
            yield from self._list(element)
        elif kind == "table:table":
            yield from self._table(element)
        elif kind in _LISTINGS:
            # The template of the list's entries stands beside them and says nothing.
            bodies = (one for one in element if name(one) == "text:index-body")
            yield from (part.become(BlockKind.FURNITURE) for body in bodies for part in self.story(body))
        elif kind in _AROUND:
            yield from self.story(element)
        elif kind in _SHAPES:
            yield from self._in_shape(element)

    def _in_shape(self, shape: Element) -> Iterator[Part]:
        for part in self.story(shape):
            yield replace(part, apart=True)

    def _list(self, items: Element) -> Iterator[Part]:
        """The first paragraph of an item is the item."""
        for item in items:
            fresh = name(item) == "text:list-item"
            for element in item:
                if name(element) in ("text:p", "text:h") and fresh:
                    yield from self._paragraph(element, Role(BlockKind.ITEM))
                    fresh = False
                else:
                    yield from self._block(element)

    # --- paragraphs ------------------------------------------------------------------------------------------

    def _paragraph(self, paragraph: Element, around: Role) -> Iterator[Part]:
        style = value(paragraph, "text:style-name")
        said = _Said()
        self._inline(paragraph, self._look("paragraph", style, None), said)
        if lines := lines_of("".join(said.parts)):
            role = self._role(paragraph, style, around)
            if role.kind is BlockKind.HEADING and len(" ".join(lines)) > LONGEST_HEADING:
                role = Role()
            size = said.sizes.most_common(1)[0][0] if said.sizes else 0
            piece = as_it_reads(Piece(role.kind or BlockKind.PARAGRAPH, lines, role.level))
            yield Part(piece, said.bold == said.characters, size, numbered=around.kind is not None)
        self.notes.extend(said.notes)
        for shape in said.shapes:
            yield from self._in_shape(shape)

    def _role(self, paragraph: Element, style: str, around: Role) -> Role:
        role = self._styles.role(style)
        if name(paragraph) == "text:h" and role.kind in (None, BlockKind.HEADING):
            return Role(BlockKind.HEADING, number(paragraph, "text:outline-level", DEEPEST))
        return role if role.kind is not None else around

    def _inline(self, parent: Element, look: _Look, said: _Said) -> None:
        self._add(parent.text, look, said)
        for element in parent:
            kind = name(element)
            if kind == "text:note":
                if not look.hidden:
                    said.notes.append(element)
            elif kind in _SHAPES:
                if not look.hidden:
                    said.shapes.append(element)
            elif kind in ("text:s", "text:tab", "text:line-break"):
                self._add("\n" if kind == "text:line-break" else " ", look, said)
            elif kind == "text:span":
                self._inline(element, self._look("text", value(element, "text:style-name"), look), said)
            elif kind and kind not in _UNSEEN:
                self._inline(element, look, said)
            self._add(element.tail, look, said)

    def _add(self, text: str | None, look: _Look, said: _Said) -> None:
        if not text or look.hidden:
            return
        # White space of the file's layout is a single space; those that are meant have elements of their own.
        said.parts.append(text if text == "\n" else " ".join(text.split("\n")))
        count = len(text) - sum(map(str.isspace, text))
        said.characters += count
        said.bold += count if look.bold else 0
        said.sizes[look.size] += count

    def _look(self, family: str, style: str, around: _Look | None) -> _Look:
        weight = self._styles.says(family, style, "fo:font-weight")
        display = self._styles.says(family, style, "text:display")
        size = half_points(self._styles.says(family, style, "fo:font-size"))
        if around is None:
            return _Look(_is_bold(weight), display == "none", size)
        bold = _is_bold(weight) if weight else around.bold
        return _Look(bold, around.hidden or display == "none", size or around.size)

    # --- tables ----------------------------------------------------------------------------------------------

    def _table(self, table: Element) -> Iterator[Part]:
        rows: list[list[Cell]] = []
        header = 0
        for row, named in _rows(table, named=False):
            rows.append(list(islice(self._cells(row), MOST_COLUMNS)))
            header += named and header == len(rows) - 1
        yield from table_parts([row for row in rows if row], header if header < len(rows) else 0)

    def _cells(self, row: Element) -> Iterator[Cell]:
        covered = 0
        for cell in row:
            kind = name(cell)
            copies = number(cell, "table:number-columns-repeated", MOST_COLUMNS)
            if kind == "table:table-cell":
                covered = number(cell, "table:number-columns-spanned", MOST_COLUMNS) - 1
                yield Cell(tuple(self.story(cell)))
                yield from [Cell()] * (copies - 1)
            elif kind == "table:covered-table-cell":
                for _ in range(copies):
                    yield Cell(continued=covered <= 0)
                    covered -= 1


def _is_bold(weight: str) -> bool:
    return weight == "bold" or (weight.isdigit() and int(weight) >= 600)


def _rows(element: Element, *, named: bool) -> Iterator[tuple[Element, bool]]:
    """The rows of a table, and whether each stands among those that name the columns."""
    for one in element:
        kind = name(one)
        if kind == "table:table-row":
            yield one, named
        elif kind in ("table:table-header-rows", "table:table-rows", "table:table-row-group"):
            yield from _rows(one, named=named or kind == "table:table-header-rows")
