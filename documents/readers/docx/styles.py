"""What a Word style says of a paragraph: its own words and those of the styles that it is based on."""

from __future__ import annotations

from collections.abc import Iterator

from documents.model import BlockKind
from documents.readers.docx.xml import Element, child, children, number, value, within
from documents.readers.style_names import LONGEST_CHAIN, Role, named_role

#: The outline level of body text; 0 to 8 are headings (ISO/IEC 29500-1, 17.3.1.20).
_BODY_LEVEL = 9


class Styles:
    """The styles of a document by their ids; ``root`` is ``w:styles``, or None where the file has none."""

    def __init__(self, root: Element | None) -> None:
        self._by_id: dict[str, Element] = {}
        self._chains: dict[str, tuple[Element, ...]] = {}
        self._roles: dict[str, Role] = {}
        self._default = ""
        self._defaults = within(root, "w:docDefaults", "w:rPrDefault", "w:rPr")
        for style in children(root, "w:style"):
            style_id = value(style, "styleId")
            self._by_id.setdefault(style_id, style)
            if value(style, "type") == "paragraph" and is_on_attribute(style, "default"):
                self._default = self._default or style_id

    @property
    def language(self) -> str:
        """The language of text that has none of its own, as a tag: "pl-PL"; "" when unknown."""
        normal = self.run_property(self._default, "w:lang")
        return value(normal) or value(child(self._defaults, "w:lang"))

    def role(self, style_id: str) -> Role:
        """What the style makes of a paragraph."""
        if style_id not in self._roles:
            self._roles[style_id] = self._role(style_id)
        return self._roles[style_id]

    def _role(self, style_id: str) -> Role:
        for style in self.chain(style_id):
            role = named_role(_name(style))
            level = number(within(style, "w:pPr", "w:outlineLvl"))
            if level is not None and (role is None or role.kind is BlockKind.HEADING):
                return Role(BlockKind.HEADING, level + 1) if 0 <= level < _BODY_LEVEL else Role()
            if role is not None:
                return role
        return Role()

    def chain(self, style_id: str) -> tuple[Element, ...]:
        """The style and those that it is based on, itself first; the default paragraph style for ""."""
        style_id = style_id or self._default
        if style_id not in self._chains:
            self._chains[style_id] = tuple(self._walk(style_id))
        return self._chains[style_id]

    def _walk(self, style_id: str) -> Iterator[Element]:
        seen: set[str] = set()
        while style_id in self._by_id and style_id not in seen and len(seen) < LONGEST_CHAIN:
            seen.add(style_id)
            yield self._by_id[style_id]
            style_id = value(child(self._by_id[style_id], "w:basedOn"))

    def run_property(self, style_id: str, wanted: str) -> Element | None:
        """The property of characters (``w:b``, ``w:sz``) that the style or the nearest one below it says."""
        found = (within(style, "w:rPr", wanted) for style in self.chain(style_id))
        return next((one for one in found if one is not None), None)

    def paragraph_property(self, style_id: str, wanted: str) -> tuple[Element | None, str]:
        """The same for a property of paragraphs (``w:numPr``), and the id of the style that says it."""
        for style in self.chain(style_id):
            found = within(style, "w:pPr", wanted)
            if found is not None:
                return found, value(style, "styleId")
        return None, ""

    def size(self, style_id: str) -> int:
        """The type size of the style, in half points; 20, Word's own, where nothing says it."""
        said = self.run_property(style_id, "w:sz")
        return number(said if said is not None else child(self._defaults, "w:sz")) or 20

    def names_columns(self, style_id: str) -> bool:
        """Whether a table style sets the first row apart."""
        return any(
            value(part, "type") == "firstRow" and len(part) > 0
            for style in self.chain(style_id) if style_id
            for part in children(style, "w:tblStylePr")
        )  # fmt: skip


def is_on_attribute(element: Element, attribute: str) -> bool:
    """A switch that is written as an attribute."""
    return value(element, attribute) in ("1", "true", "on")


def _name(style: Element) -> str:
    """The style's name without its aliases; of one without a name its id."""
    called = value(child(style, "w:name")) or value(style, "styleId")
    return called.partition(",")[0]
