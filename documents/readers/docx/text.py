"""The text of a Word paragraph as it is seen with all changes accepted: runs, fields, symbols, equations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from documents.readers.docx.math import linear
from documents.readers.docx.styles import Styles, is_on_attribute
from documents.readers.docx.symbols import symbol, with_symbols
from documents.readers.docx.xml import Element, child, is_on, name, picked, value, within
from documents.readers.docx.xml import number as whole_number

#: What has been taken out, and what only stands where something was.
REMOVED = frozenset({"w:del", "w:moveFrom", "w:delText"})
#: Elements around runs that say something of them and nothing themselves.
_AROUND = frozenset({"w:hyperlink", "w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:dir", "w:bdo", "w:fldSimple"})
_MATH = frozenset({"m:oMath", "m:oMathPara"})
_PICTURES = frozenset({"w:drawing", "w:pict", "w:object"})
_NOTES = {"w:footnoteReference": "footnote", "w:endnoteReference": "endnote"}
#: A hyphen that no line ends at is a hyphen; one that is seen only at a line's end is not there.
_CHARACTERS = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
#: Fields whose result is a page's number: it changes with the paper.
_PAGE_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION"})
#: Fields inside fields; Word itself allows twenty.
_DEEPEST_FIELDS = 40
#: Fields whose result lists parts of the document itself.
_LISTING_FIELDS = frozenset({"TOC", "INDEX", "TOA"})


@dataclass(slots=True)
class Said:
    """What a paragraph says, and what hangs on it."""

    parts: list[str] = field(default_factory=list)
    #: ``w:txbxContent`` of the text boxes that are anchored here.
    boxes: list[Element] = field(default_factory=list)
    #: Kind ("footnote", "endnote") and id of the notes that are referred to.
    notes: list[tuple[str, str]] = field(default_factory=list)
    #: Characters in all, in bold, and by type size in half points; white space is not counted.
    characters: int = 0
    bold: int = 0
    sizes: Counter[int] = field(default_factory=Counter)
    #: Whether it is an entry of a table of contents or an index.
    listing: bool = False

    @property
    def text(self) -> str:
        """The text as it is in the file, with ``\\n`` for breaks of lines and pages."""
        return "".join(self.parts)

    def go_on(self, after: Said) -> None:
        """What follows in the same paragraph becomes part of this."""
        self.parts += after.parts
        self.boxes += after.boxes
        self.notes += after.notes
        self.characters += after.characters
        self.bold += after.bold
        self.sizes.update(after.sizes)
        self.listing |= after.listing


@dataclass(slots=True)
class _Field:
    """A field that has begun: its instruction is not shown, its result is."""

    instruction: str = ""
    showing: bool = False

    @property
    def kind(self) -> str:
        return next(iter(self.instruction.split(maxsplit=1)), "").upper()


@dataclass(frozen=True, slots=True)
class _Look:
    """How a run is set."""

    bold: bool
    hidden: bool
    size: int
    font: str


class Runs:
    """Reads the paragraphs of one part of a document, in order: a field may begin in one and end in another."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._fields: list[_Field] = []
        self._said = Said()
        self._style = ""
        #: Characters by the language tag of their run; "" is the language of the style.
        self.languages: Counter[str] = Counter()

    def read(self, paragraph: Element) -> Said:
        """What the paragraph says."""
        self._said = Said()
        self._style = value(within(paragraph, "w:pPr", "w:pStyle"))
        self._content(paragraph)
        for one in self._fields:  # an instruction ends with its paragraph, lest a broken field swallows the rest
            one.showing = True
        return self._said

    def _content(self, parent: Element) -> None:
        for element in parent:
            kind = name(element)
            if kind == "w:r":
                self._run(element)
            elif kind == "w:fldSimple" and _kind_of(value(element, "instr")) in _PAGE_FIELDS:
                continue
            elif kind in _AROUND:
                self._content(element)
            elif kind in _MATH:
                self._add(f" {linear(element)} ", _Look(bold=False, hidden=False, size=0, font=""))
            elif kind == "w:sdt":
                self._control(element)
            elif kind == "mc:AlternateContent" and (branch := picked(element)) is not None:
                self._content(branch)

    def _control(self, control: Element) -> None:
        content = child(control, "w:sdtContent")
        if content is not None and not is_placeholder(control):
            self._content(content)

    def _run(self, run: Element) -> None:
        look = self._look(child(run, "w:rPr"))
        language = value(within(run, "w:rPr", "w:lang"))
        before = self._said.characters
        self._of_run(run, look)
        self.languages[language] += self._said.characters - before

    def _of_run(self, run: Element, look: _Look) -> None:
        custom_mark = False
        for element in run:
            kind = name(element)
            if kind in _NOTES:
                custom_mark = self._note(element, kind, look)
            elif kind == "w:t":
                if not custom_mark:
                    self._add(with_symbols(element.text or "", look.font), look)
            elif kind in _CHARACTERS:
                self._add(_CHARACTERS[kind], look)
            else:
                self._odd(element, kind, look)

    def _odd(self, element: Element, kind: str, look: _Look) -> None:
        if kind == "w:sym":
            self._add(symbol(value(element, "char"), value(element, "font")), look)
        elif kind == "w:fldChar":
            self._turn(value(element, "fldCharType"))
        elif kind == "w:instrText" and self._fields:
            self._fields[-1].instruction += element.text or ""
        elif kind in _PICTURES:
            if not look.hidden:
                self._said.boxes.extend(boxes_in(element))
        elif kind == "mc:AlternateContent" and (branch := picked(element)) is not None:
            self._of_run(branch, look)
        elif kind == "w:ruby" and (base := child(element, "w:rubyBase")) is not None:
            self._content(base)

    def _note(self, reference: Element, kind: str, look: _Look) -> bool:
        """Whether the mark of the note is the text that follows in the run."""
        if not look.hidden:
            self._said.notes.append((_NOTES[kind], value(reference, "id")))
        return is_on_attribute(reference, "customMarkFollows")

    def _turn(self, turn: str) -> None:
        if turn == "begin" and len(self._fields) < _DEEPEST_FIELDS:
            self._fields.append(_Field())
        elif turn == "separate" and self._fields:
            self._fields[-1].showing = True
        elif turn == "end" and self._fields:
            self._fields.pop()

    def _add(self, text: str, look: _Look) -> None:
        if look.hidden or any(not one.showing or one.kind in _PAGE_FIELDS for one in self._fields):
            return
        said = self._said
        said.parts.append(text)
        count = len(text) - sum(map(str.isspace, text))
        said.characters += count
        said.bold += count if look.bold else 0
        said.sizes[look.size] += count
        said.listing |= count > 0 and any(one.kind in _LISTING_FIELDS for one in self._fields)

    def _look(self, properties: Element | None) -> _Look:
        size = whole_number(child(properties, "w:sz"))
        fonts = child(properties, "w:rFonts")
        return _Look(
            self._switch(properties, "w:b"),
            self._switch(properties, "w:vanish"),
            size if size is not None else self._styles.size(self._style),
            value(fonts, "ascii") or value(fonts, "hAnsi"),
        )

    def _switch(self, properties: Element | None, wanted: str) -> bool:
        """A switch as the run says it, or its character style, or the paragraph's style."""
        style = value(child(properties, "w:rStyle"))
        sources: tuple[Callable[[], Element | None], ...] = (
            lambda: child(properties, wanted),
            lambda: self._styles.run_property(style, wanted) if style else None,
            lambda: self._styles.run_property(self._style, wanted),
        )
        return next((said for source in sources if (said := is_on(source())) is not None), False)


def _kind_of(instruction: str) -> str:
    return _Field(instruction).kind


def is_placeholder(control: Element) -> bool:
    """Whether a content control shows only the invitation to fill it in."""
    return is_on(within(control, "w:sdtPr", "w:showingPlcHdr")) or False


def boxes_in(element: Element) -> Iterator[Element]:
    """The text boxes of a drawing, each once: drawings are written twice, for newer and for older programs."""
    for one in element:
        kind = name(one)
        if kind == "w:txbxContent":
            yield one
        elif kind == "mc:AlternateContent":
            if (branch := picked(one)) is not None:
                yield from boxes_in(branch)
        elif kind:
            yield from boxes_in(one)
