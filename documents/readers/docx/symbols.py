"""Letters of Word's picture fonts as the Unicode characters that they look like.

Word stores them as U+F000 to U+F0FF, where Unicode has nothing: what stands there is the place in the font.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

#: The Symbol font from 0x20 and from 0xA1 on (Adobe's Symbol encoding).
_SYMBOL_LOW = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
_SYMBOL_HIGH = "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\ufffd〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"
#: Of Wingdings what stands in texts: arrows that Word's AutoCorrect makes, ticks, boxes, bullets, telephones.
_WINGDINGS = {
    0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x3A: "💻", 0x46: "☞", 0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0x6C: "●", 0x6D: "❍",
    0x6E: "■", 0x6F: "□", 0x70: "🞐", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x9E: "·", 0x9F: "•",
    0xA0: "▪", 0xA1: "○", 0xA7: "▪", 0xA8: "◻", 0xAB: "★", 0xC3: "⮚", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑",
    0xE2: "↓", 0xE7: "🡸", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩", 0xF3: "⬄", 0xFB: "✗", 0xFC: "✓",
    0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_FONTS: Mapping[str, Mapping[int, str]] = MappingProxyType(
    {
        "symbol": dict(enumerate(_SYMBOL_LOW, 0x20)) | {0xA0: "€"} | dict(enumerate(_SYMBOL_HIGH, 0xA1)),
        "wingdings": _WINGDINGS,
    }
)
_PRIVATE = range(0xF000, 0xF100)
#: What stands for a sign that is in none of these fonts: it was there and cannot be read.
UNKNOWN = "\ufffd"


def symbol(code: str, font: str) -> str:
    """The character of ``w:sym``: ``code`` is its place in hexadecimal, "F0E0"; "" where that is no number."""
    try:
        place = int(code, 16)
    except ValueError:
        return ""
    known = _FONTS.get(font.lower())
    if known is not None:
        return known.get(place & 0xFF, UNKNOWN)
    return UNKNOWN if place in _PRIVATE or not 0x20 <= place < 0x11_0000 else chr(place)


def with_symbols(text: str, font: str) -> str:
    """The text of a run in ``font``, what stands at the places of picture fonts replaced by what it looks like."""
    if not any(ord(character) in _PRIVATE for character in text):
        return text
    known = _FONTS.get(font.lower(), _FONTS["symbol"])
    return "".join(known.get(ord(one) & 0xFF, UNKNOWN) if ord(one) in _PRIVATE else one for one in text)
