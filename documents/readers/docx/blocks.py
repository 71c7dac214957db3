"""The body of a Word document → its blocks, in reading order: paragraphs, items, tables, boxes.

A text box stands after the paragraph that it is anchored in. Tables that only lay the page out are what stands in
their cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from documents.model import BlockKind
from documents.pieces import Piece
from documents.readers.docx.numbering import Numbering
from documents.readers.docx.styles import Styles
from documents.readers.docx.text import REMOVED, Runs, Said, is_placeholder
from documents.readers.docx.xml import Element, child, children, is_on, name, number, picked, value, within
from documents.readers.office import LONGEST_HEADING, MOST_COLUMNS, Cell, Part, as_it_reads, lines_of, table_parts
from documents.readers.style_names import Role

#: Elements around blocks that say something of them and nothing themselves.
_AROUND = frozenset({"w:customXml", "w:ins", "w:moveTo", "w:smartTag", "w:dir", "w:bdo"})
_EMBEDDED = frozenset({"w:altChunk", "w:subDoc"})
#: What a list of contents is called among Word's building blocks.
_CONTENTS = "table of contents"


class Blocks:
    """Reads the stories of one document: its body first, then its notes, headers and footers."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._runs = Runs(styles)
        #: What goes on in the next paragraph: its mark has been deleted, or it is a large initial.
        self._carried: Said | None = None
        #: Kind and id of each note that is referred to, in the order of the references.
        self.notes: dict[tuple[str, str], None] = {}
        #: Parts in other formats that the document only embeds.
        self.embedded = 0

    @property
    def languages(self) -> dict[str, int]:
        """How many characters have each language tag; "" stands for that of the style."""
        return dict(self._runs.languages)

    def story(self, container: Element) -> Iterator[Part]:
        """The blocks in a body, a cell, a box, a note, a header."""
        above, self._carried = self._carried, None
        for element in container:
            yield from self._block(element)
        if self._carried is not None:
            yield from self._parts(self._carried, None, "")
        self._carried = above

    def _block(self, element: Element) -> Iterator[Part]:
        kind = name(element)
        if kind == "w:p":
            yield from self._paragraph(element)
        elif kind == "w:tbl":
            yield from self._table(element)
        elif kind == "w:sdt":
            yield from self._control(element)
        elif kind in _AROUND:
            for one in element:
                yield from self._block(one)
        elif kind == "mc:AlternateContent" and (branch := picked(element)) is not None:
            for one in branch:
                yield from self._block(one)
        elif kind in _EMBEDDED:
            self.embedded += 1

    def _control(self, control: Element) -> Iterator[Part]:
        content = child(control, "w:sdtContent")
        if content is None or is_placeholder(control):
            return
        gallery = value(within(control, "w:sdtPr", "w:docPartObj", "w:docPartGallery"))
        for one in content:
            for part in self._block(one):
                yield part.become(BlockKind.FURNITURE) if gallery.lower() == _CONTENTS else part

    # --- paragraphs ------------------------------------------------------------------------------------------

    def _paragraph(self, paragraph: Element) -> Iterator[Part]:
        properties = child(paragraph, "w:pPr")
        said = self._runs.read(paragraph)
        if self._carried is not None:
            self._carried.go_on(said)
            said, self._carried = self._carried, None
        if _goes_on(properties):
            self._carried = said
        else:
            yield from self._parts(said, properties, value(child(properties, "w:pStyle")))

    def _parts(self, said: Said, properties: Element | None, style_id: str) -> Iterator[Part]:
        level, label = self._numbering.mark(properties, style_id)
        if lines := lines_of(said.text):
            kind, depth = self._kind(said, properties, style_id, numbered=level is not None)
            if kind is BlockKind.HEADING and len(" ".join(lines)) > LONGEST_HEADING:
                kind, depth = BlockKind.PARAGRAPH, 0
            if label:
                lines = (f"{label} {lines[0]}", *lines[1:])
            size = said.sizes.most_common(1)[0][0] if said.sizes else 0
            bold = said.bold == said.characters
            yield Part(as_it_reads(Piece(kind, lines, depth)), bold, size, numbered=level is not None)
        self.notes |= dict.fromkeys(said.notes)
        for box in said.boxes:
            yield from (replace(part, apart=True) for part in self.story(box))

    def _kind(self, said: Said, properties: Element | None, style_id: str, *, numbered: bool) -> tuple[BlockKind, int]:
        """The kind of a paragraph, and a heading's depth."""
        role = self._styles.role(style_id)
        outline = number(child(properties, "w:outlineLvl"))
        if outline is not None and role.kind in (None, BlockKind.HEADING):
            role = Role(BlockKind.HEADING, outline + 1) if 0 <= outline < 9 else Role()
        if said.listing:
            return BlockKind.FURNITURE, 0
        if role.kind is not None:
            return role.kind, role.level
        return (BlockKind.ITEM if numbered else BlockKind.PARAGRAPH), 0

    # --- tables ----------------------------------------------------------------------------------------------

    def _table(self, table: Element) -> Iterator[Part]:
        rows = [row for row in _inside(table, "w:tr") if not _is_removed(row)]
        cells = [list(self._cells(row)) for row in rows]
        yield from table_parts([row for row in cells if row], self._header(table, rows))

    def _header(self, table: Element, rows: list[Element]) -> int:
        """The rows that are said to name the columns, one by one or by the table's style."""
        marked = 0
        while marked < len(rows) and is_on(within(rows[marked], "w:trPr", "w:tblHeader")):
            marked += 1
        if marked:
            return marked if marked < len(rows) else 0
        properties = child(table, "w:tblPr")
        style_id = value(child(properties, "w:tblStyle"))
        return int(_first_row_is_set_apart(child(properties, "w:tblLook")) and self._styles.names_columns(style_id))

    def _cells(self, row: Element) -> Iterator[Cell]:
        yield from _gap(within(row, "w:trPr", "w:gridBefore"))
        for cell in _inside(row, "w:tc"):
            properties = child(cell, "w:tcPr")
            width = number(child(properties, "w:gridSpan")) or 1
            merged = child(properties, "w:vMerge")
            continued = merged is not None and value(merged) != "restart"
            removed = child(properties, "w:cellDel") is not None
            parts = () if removed else tuple(self.story(cell))
            yield Cell(parts, min(max(width, 1), MOST_COLUMNS), continued and not parts)


def _goes_on(properties: Element | None) -> bool:
    """Whether the next paragraph goes on in this one: its mark has been taken out, or it is a large initial."""
    mark = child(properties, "w:rPr")
    if any(child(mark, removed) is not None for removed in REMOVED):
        return True
    return value(child(properties, "w:framePr"), "dropCap") in ("drop", "margin")


def _inside(element: Element, wanted: str) -> Iterator[Element]:
    """The rows or cells, also those in content controls and in tracked changes."""
    for one in element:
        kind = name(one)
        if kind == wanted:
            yield one
        elif kind == "w:sdt":
            yield from (row for content in children(one, "w:sdtContent") for row in _inside(content, wanted))
        elif kind in _AROUND:
            yield from _inside(one, wanted)
        elif kind == "mc:AlternateContent" and (branch := picked(one)) is not None:
            yield from _inside(branch, wanted)


def _is_removed(row: Element) -> bool:
    return child(child(row, "w:trPr"), "w:del") is not None


def _gap(said: Element | None) -> Iterator[Cell]:
    """Columns that a row leaves out at its beginning."""
    width = number(said)
    if width is not None and 0 < width <= MOST_COLUMNS:
        yield Cell(width=width)


#: The bit of ``w:tblLook`` that sets the first row apart (ISO/IEC 29500-4, 14.4.14).
_FIRST_ROW = 0x0020


def _first_row_is_set_apart(look: Element | None) -> bool:
    said = value(look, "firstRow")
    if said:
        return said in ("1", "true", "on")
    try:
        return bool(int(value(look) or "0", 16) & _FIRST_ROW)
    except ValueError:
        return False
