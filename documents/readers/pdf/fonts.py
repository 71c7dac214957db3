"""The fonts of a PDF: what a string of bytes says, and how wide it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pypdf.generic import DictionaryObject, IndirectObject

# pypdf has no public name for it; its version is pinned, and tests/documents/test_pdf_content.py holds us to it.
from pypdf.generic._font import Font

#: What a font of pypdf's that knows no widths says of every character, in thousandths of the type size.
_USUAL_WIDTH = 500.0
#: The share of a type size that the letter space of most fonts takes, and the narrowest and widest that are believed:
#: wider ones are a typewriter's, or what pypdf made up, and words stand closer than that.
_USUAL_SPACE, _NARROWEST_SPACE, _WIDEST_SPACE = 0.25, 0.1, 0.3
#: A Type 3 font's glyph space is a thousandth of its size in other fonts.
_GLYPH_SPACE = 0.001

_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|kursiv", re.IGNORECASE)
#: Where TeX's text fonts have their ligatures; a font that says so of one of them has the others too.
_TEX_FL, _TEX_LIGATURES = 13, {11: "ff", 12: "fi", 13: "fl", 14: "ffi", 15: "ffl"}
#: What stands for a character that the file does not tell.
_UNKNOWN = "\ufffd"
#: In WinAnsiEncoding every unused code is a bullet (ISO 32000-1, annex D.2, note 6); pypdf gives the first as DEL.
_WIN_ANSI_BULLET = "\x7f"
#: Symbol fonts have their bullets in a private area; these are what Word's lists use (Symbol, Wingdings).
_SYMBOL_BULLETS = frozenset("\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf06e\uf0a8")


@dataclass(slots=True)
class Typeface:
    """A font as the page needs it: text and width by code, how many bytes a code has, the weight.

    Widths and ``space`` are shares of the type size; ``scale`` is what the type size is to be multiplied with.
    """

    font: Font
    bold: bool
    italic: bool
    space: float
    scale: float = 1.0
    #: Whether the codes tell characters; those that are numbers of glyphs look like letters of a far-off script.
    readable: bool = True
    _known: dict[int | str, tuple[str, float]] = field(default_factory=dict)

    @property
    def single(self) -> bool:
        """Whether each byte is a character; only then does word spacing count for spaces (ISO 32000-1, 9.3.3)."""
        return not isinstance(self.font.encoding, str)

    def glyphs(self, data: bytes) -> list[tuple[str, float]]:
        """Text and width of each character that the bytes show."""
        known = self._known
        codes: Any = data if self.single else _decoded(data, str(self.font.encoding))
        found = []
        for code in codes:
            glyph = known.get(code)
            if glyph is None:
                glyph = known[code] = self._glyph(code)
            found.append(glyph)
        return found

    def _glyph(self, code: int | str) -> tuple[str, float]:
        font = self.font
        raw = chr(code) if isinstance(code, int) else code
        text = raw
        if isinstance(code, int) and isinstance(font.encoding, dict):
            text = font.encoding.get(code, raw)
        text = str(font.character_map.get(text, text)) if self.readable else _UNKNOWN
        if text.startswith("/") and len(text) > 1:
            text = _UNKNOWN  # the name of a glyph: “/C0” may be a minus, and a figure without it would be another
        elif isinstance(code, int) and text < " " and text == chr(code):
            text = self._below_letters(code)
        if text == _WIN_ANSI_BULLET or text in _SYMBOL_BULLETS:
            text = "•"
        width = font.character_widths.get(raw)
        if width is None:
            width = font.space_width if text == " " else font.character_widths.get("default", _USUAL_WIDTH)
        return text, _number(width) / 1000

    def _below_letters(self, code: int) -> str:
        """What a code below 32 shows that the file does not tell: TeX has its ligatures there (OT1 encoding), and fonts
        drawn for one file show anything; other fonts show nothing.
        """
        encoding = self.font.encoding
        if isinstance(encoding, dict) and encoding.get(_TEX_FL) in ("ﬂ", "fl"):
            return _TEX_LIGATURES.get(code, chr(code))
        return _UNKNOWN if self.font.sub_type == "Type3" else chr(code)


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding, "surrogatepass")
    except UnicodeDecodeError:
        return data.decode(encoding, "replace")


def _number(value: Any) -> float:  # noqa: ANN401 - a PDF object
    try:
        return float(value)
    except (TypeError, ValueError):
        return _USUAL_WIDTH


#: For text that is shown before any font is chosen, or in one that the page does not have.
UNKNOWN = Typeface(
    Font("Unknown", encoding=dict.fromkeys(range(256), _UNKNOWN)), bold=False, italic=False, space=_USUAL_SPACE
)


class Fonts:
    """The fonts of a document, each read once however many pages use it."""

    def __init__(self) -> None:
        self._by_reference: dict[tuple[int, int], Typeface] = {}

    def of(self, resources: Mapping[str, Any]) -> dict[str, Typeface]:
        """The fonts by the names that a page or form gives them; those that cannot be read are left out."""
        named = _dictionary(resources.get("/Font"))
        return {str(name): face for name in named if (face := self._face(named, name)) is not None}

    def _face(self, named: DictionaryObject, name: Any) -> Typeface | None:  # noqa: ANN401
        raw = named.raw_get(name)
        reference = (raw.idnum, raw.generation) if isinstance(raw, IndirectObject) else None
        if reference is not None and reference in self._by_reference:
            return self._by_reference[reference]
        face = _typeface(raw.get_object())
        if face is not None and reference is not None:
            self._by_reference[reference] = face
        return face


def _dictionary(value: Any) -> DictionaryObject:  # noqa: ANN401
    found = None if value is None else value.get_object()
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _typeface(resource: Any) -> Typeface | None:  # noqa: ANN401
    if not isinstance(resource, DictionaryObject):
        return None
    try:
        font = Font.from_font_resource(resource)
    except (
        AttributeError,
        TypeError,
        ValueError,
        KeyError,
        IndexError,
    ):  # as pypdf does: the page's other fonts are good
        return None
    scale, widths = _type3_scale(resource) if font.sub_type == "Type3" else (1.0, 1.0)
    if widths != 1.0:
        font.character_widths = {code: _number(width) * widths for code, width in font.character_widths.items()}
        font.space_width *= widths
    space = _number(font.space_width) / 1000
    bold, italic = (style.search(font.name) is not None for style in (_BOLD, _ITALIC))
    space = min(space, _WIDEST_SPACE) if space > _NARROWEST_SPACE else _USUAL_SPACE
    return Typeface(font, bold, italic, space, scale, readable=not _is_of_glyphs(resource))


#: Orderings of characters whose numbers are no Unicode: those of one font alone, and Adobe's of East Asian ones.
_ORDERINGS = frozenset({"Identity", "Japan1", "Korea1", "KR", "GB1", "CNS1"})


def _is_of_glyphs(resource: DictionaryObject) -> bool:
    """Whether the codes are numbers of glyphs and the file does not tell which characters they are."""
    if resource.get("/Encoding") not in ("/Identity-H", "/Identity-V") or "/ToUnicode" in resource:
        return False
    try:
        below = resource["/DescendantFonts"][0].get_object()  # type: ignore[index]
        return str(below["/CIDSystemInfo"]["/Ordering"]) in _ORDERINGS
    except (KeyError, IndexError, TypeError, AttributeError):
        return False


def _type3_scale(resource: DictionaryObject) -> tuple[float, float]:
    """What sizes and widths of a Type 3 font are to be multiplied with; widths are given per scaled size."""
    matrix, box = resource.get("/FontMatrix"), resource.get("/FontBBox")
    try:
        across, up = abs(float(matrix[0])), abs(float(matrix[3]))  # type: ignore[index]
        height = abs(float(box[3]) - float(box[1])) * up  # type: ignore[index]
    except (TypeError, ValueError, IndexError, KeyError):
        return 1.0, 1.0
    if not across or abs(up - _GLYPH_SPACE) < _GLYPH_SPACE / 10:
        return 1.0, across / _GLYPH_SPACE if across else 1.0
    scale = height if 0 < height < 1000 else 1.0
    return scale, across / _GLYPH_SPACE / scale
