"""The elements of a page → blocks in the order of reading, each with the element that it stands in.

The text is what a browser shows: inline elements add and take no space, the source's line ends are spaces, ``<br>``
parts lines and two of them paragraphs, and text that stands bare between blocks is a block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from documents.model import BlockKind
from documents.pieces import Piece
from documents.readers.html.notes import Notes
from documents.readers.html.tables import cells_of, is_data
from documents.readers.html.tree import Element
from documents.structure import looks_like_heading
from documents.tables import row_groups
from documents.text import collapse, normalise

#: Elements that begin and end a line of their own (HTML standard, section 15.3).
_BLOCKS = frozenset(
    """address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
    footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav noframes ol p
    plaintext pre search section summary table tbody td tfoot th thead tr ul xmp""".split()  # noqa: SIM905
)
_PREFORMATTED = frozenset({"pre", "listing", "xmp", "plaintext"})
_KINDS = {
    "blockquote": BlockKind.QUOTE, "li": BlockKind.ITEM, "dt": BlockKind.ITEM, "dd": BlockKind.ITEM,
    "figcaption": BlockKind.CAPTION, "caption": BlockKind.CAPTION,
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), BlockKind.HEADING),
}  # fmt: skip
#: The paragraph styles that Word writes as classes, whatever the language of its menus.
_WORD = {
    "msotitle": BlockKind.TITLE, "msocaption": BlockKind.CAPTION, "msoquote": BlockKind.QUOTE,
    "msointensequote": BlockKind.QUOTE, "msolistparagraph": BlockKind.ITEM, "msolistbullet": BlockKind.ITEM,
    "msolistparagraphcxspfirst": BlockKind.ITEM, "msolistparagraphcxspmiddle": BlockKind.ITEM,
    "msolistparagraphcxsplast": BlockKind.ITEM, "msolistnumber": BlockKind.ITEM,
}  # fmt: skip
_BOLD = frozenset({"b", "strong"})
#: Bold lines head parts of a section where there are other headings, and sections where there are none.
_BOLD_LEVEL = 4
#: Characters of a paragraph that begins the text.
_BODY = 80
#: Headings of more characters are paragraphs that were made large.
_LONGEST_HEADING = 300
#: A line of so many characters that ends like a sentence is a paragraph, though only one ``<br>`` follows it.
_LONG_LINE = 120
_SENTENCE_END = re.compile(r"[.!?…][\"”’»)\]]*\Z")
_BLANK_LINE = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
#: Marks of a list that is typed by hand.
_BULLET = re.compile(r"[•·▪◦‣●■]\s+")
_SPACE = re.compile(r"\s+")
#: What an image's alternative text has to be a sentence: fewer words name the picture.
_SENTENCE_WORDS = 5


@dataclass(frozen=True, slots=True)
class Part:
    """A block of the page: ``element`` is the innermost block element around it, ``linked`` its characters in
    links to other pages."""

    piece: Piece
    element: Element
    linked: int = 0
    #: Whether all of it is bold.
    bold: bool = False


def parts_of(tree: Element, notes: Notes) -> Iterator[Part]:
    """The blocks of the tree, which ``html_tree.remove_unseen`` has cleared of what is not seen."""
    yield from _with_bold_headings(list(_Walk(notes).run(tree)))


@dataclass(slots=True)
class _Open:
    """A block element that is open. ``fresh``: nothing of it has been read, the next block is its first."""

    element: Element
    kind: BlockKind | None
    level: int = 0
    fresh: bool = True


class _Walk:
    """Goes through a tree; the text of the block at hand grows until an element begins or ends a block."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self.open: list[_Open] = []
        self.text: list[str] = []
        self.linked = 0
        self.links = 0
        self.shown = 0
        self.strong = 0
        self.strongs = 0
        self.preformatted = 0
        self.pictures: list[Part] = []
        self.term = ""

    def run(self, tree: Element) -> Iterator[Part]:
        walk = etree.iterwalk(tree, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if self._passed_over(element):
                    walk.skip_subtree()
                elif element.tag == "table" and is_data(element):
                    yield from self._flush()
                    yield from self._table(element)
                    walk.skip_subtree()
                else:
                    yield from self._begin(element)
            else:
                yield from self._end(element)
                if element is not tree:
                    self._add(element.tail)
        yield from self._flush()

    def _passed_over(self, element: Element) -> bool:
        """Marks of notes; buttons, but for those that open the answer to a question, which is then their heading."""
        if not isinstance(element.tag, str) or element in self.notes.marks:
            return True
        return element.tag == "button" and not any(one.kind is BlockKind.HEADING for one in self.open)

    def _begin(self, element: Element) -> Iterator[Part]:
        if element.tag in _BLOCKS:
            yield from self._flush()
            self.open.append(self._opened(element))
            self.preformatted += element.tag in _PREFORMATTED
        elif element.tag in _BOLD:
            self.strongs += 1
        elif element.tag == "br":
            self.text.append("\n")
        elif _is_link(element):
            self.links += 1
        elif element.tag == "img":
            self._picture(element)
        elif element.tag == "q":
            self.text.append("“")
        self._add(element.text)

    def _end(self, element: Element) -> Iterator[Part]:
        if self.open and self.open[-1].element is element:
            yield from self._flush()
            self.open.pop()
            self.preformatted -= element.tag in _PREFORMATTED
            if element.tag == "dl":
                self.term = ""
        elif _is_link(element) and element not in self.notes.marks:
            self.links -= 1
        elif element.tag in _BOLD:
            self.strongs -= 1
        elif element.tag == "q":
            self.text.append("”")

    def _add(self, text: str | None) -> None:
        if not text:
            return
        self.text.append(text if self.preformatted else _SPACE.sub(" ", text))
        size = len(text.strip())
        self.shown += size
        self.linked += size if self.links else 0
        self.strong += size if self.strongs else 0

    def _opened(self, element: Element) -> _Open:
        if element in self.notes.bodies:
            return _Open(element, BlockKind.NOTE)
        if element.get("role") == "heading" and element.tag != "li":
            level = element.get("aria-level") or "2"
            return _Open(element, BlockKind.HEADING, int(level) if level in "123456" else 2)
        kind = _KINDS.get(element.tag) or _WORD.get((element.get("class") or "").lower())
        if kind is BlockKind.ITEM and self._in_note():
            return _Open(element, None)
        return _Open(element, kind, int(element.tag[1]) if kind is BlockKind.HEADING else 0)

    def _in_note(self) -> bool:
        return any(one.kind is BlockKind.NOTE for one in self.open)

    def _picture(self, image: Element) -> None:
        """Its description is a caption where it is a sentence, and no caption of its own says it."""
        description = collapse(normalise(image.get("alt") or ""))
        if self.links or len(description.split()) < _SENTENCE_WORDS or not _SENTENCE_END.search(description):
            return
        figure = next((one.element for one in reversed(self.open) if one.element.tag == "figure"), None)
        if figure is None or next(figure.iter("figcaption"), None) is None:
            element = self.open[-1].element if self.open else image
            self.pictures.append(Part(Piece(BlockKind.CAPTION, (description,)), element))

    # --- blocks ----------------------------------------------------------------------------------------------

    def _flush(self) -> Iterator[Part]:
        """The block at hand is ended; nothing where it has no text."""
        paragraphs = list(_paragraphs("".join(self.text)))
        linked, bold = self.linked, len(paragraphs) == 1 and self.strong == self.shown
        self.linked = self.shown = self.strong = 0
        self.text.clear()
        for lines in paragraphs:
            yield replace(self._part(lines, linked // len(paragraphs)), bold=bold)
        yield from self.pictures
        self.pictures.clear()

    def _part(self, lines: tuple[str, ...], linked: int) -> Part:
        bullet = _BULLET.match(lines[0])
        if bullet and len(lines[0]) > bullet.end():
            part = self._of_kind((lines[0][bullet.end() :], *lines[1:]), linked)
            item = replace(part.piece, kind=BlockKind.ITEM)
            return replace(part, piece=item) if part.piece.kind is BlockKind.PARAGRAPH else part
        return self._of_kind(lines, linked)

    def _of_kind(self, lines: tuple[str, ...], linked: int) -> Part:
        inner = next((one for one in reversed(self.open) if one.kind is not None), None)
        element = self.open[-1].element
        kind = inner.kind if inner is not None and inner.kind is not None else BlockKind.PARAGRAPH
        text = " ".join(lines)
        if inner is None or (kind is BlockKind.HEADING and len(text) > _LONGEST_HEADING):
            return Part(Piece(BlockKind.PARAGRAPH, lines), element, linked)
        fresh, inner.fresh = inner.fresh, False
        if kind is BlockKind.HEADING:
            return Part(Piece(kind, (text,), inner.level), element, linked)
        if kind is BlockKind.ITEM and not fresh:
            kind = BlockKind.PARAGRAPH
        if inner.element.tag == "dt":
            self.term = text
        return Part(Piece(kind, lines, under=self.term if inner.element.tag == "dd" else ""), element, linked)

    def _table(self, table: Element) -> Iterator[Part]:
        caption = next(table.iter("caption"), None)
        title = self._inner_text(caption) if caption is not None else ""
        if title:
            yield Part(Piece(BlockKind.CAPTION, (title,)), table)
        rows, header = cells_of(table, self._inner_text)
        linked = sum(len("".join(link.itertext())) for link in table.iter("a") if _is_link(link))
        groups = list(row_groups(rows, header))
        for group in groups:
            yield Part(Piece(BlockKind.TABLE, (group,), under=title), table, linked // len(groups))

    def _inner_text(self, element: Element) -> str:
        """The text of a cell on one line."""
        return " ".join(part.piece.text for part in _Walk(self.notes).run(element))


def _is_link(element: Element) -> bool:
    """Whether the element leads elsewhere; a list of contents leads nowhere else."""
    href = element.get("href") or "" if element.tag == "a" else ""
    return bool(href) and (href == "#" or not href.startswith("#"))


def _with_bold_headings(parts: Sequence[Part]) -> Iterator[Part]:
    """Bold paragraphs that read like headings are headings, once the text has begun: above it stand bylines.

    Many sites have no other headings: their editor's program offers bold type and nothing else.
    """
    begun = False
    for at, part in enumerate(parts):
        begun = begun or (part.piece.kind is BlockKind.PARAGRAPH and len(part.piece.text) >= _BODY)
        below = parts[at + 1] if at + 1 < len(parts) else None
        heads = begun and below is not None and _is_bold_line(part) and not _is_bold_line(below)
        yield replace(part, piece=Piece(BlockKind.HEADING, part.piece.lines, _BOLD_LEVEL)) if heads else part


def _is_bold_line(part: Part) -> bool:
    plain = part.piece.kind is BlockKind.PARAGRAPH and len(part.piece.lines) == 1 and not part.linked
    return part.bold and plain and looks_like_heading(part.piece.text)


def _paragraphs(text: str) -> Iterator[tuple[str, ...]]:
    """The lines of each paragraph; a long line that ends like a sentence ends its paragraph."""
    if not text.strip():
        return
    for chunk in _BLANK_LINE.split(normalise(text).replace("\f", "\n\n")):
        lines: list[str] = []
        for line in filter(None, map(collapse, chunk.split("\n"))):
            lines.append(line)
            if len(line) >= _LONG_LINE and _SENTENCE_END.search(line):
                yield tuple(lines)
                lines = []
        if lines:
            yield tuple(lines)
