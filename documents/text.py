"""Characters made uniform, once, before any offset exists; never after.

Only what two copies of one text may differ in without differing is touched: composition, ligatures, kinds of
space, of hyphen and of line end, and characters that nobody sees. Typography (quotation marks, dashes) stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

#: Latin ligatures that typesetters make of plain letters. œ, æ, ß are letters and stay.
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}

#: A hyphen at which no line may break is a hyphen, as a space at which none may is a space; both forms look like "-".
_HYPHENS = {0x2010: "-", 0x2011: "-"}

#: Format characters that carry meaning in scripts (joiners of Persian, Indic and emoji); all other ones go.
_JOINERS = "\u200c\u200d"

#: A soft hyphen at a line's end also takes back the line break.
_SOFT_HYPHEN = re.compile("\u00ad(?:[ \t]*\r?\n[ \t]*)?")
#: Colours and cursor movements of a terminal.
_ESCAPES = re.compile("\x1b\\[[0-9;?]*[ -/]*[@-~]")
_LINE_ENDS = re.compile("\r\n?|[\u000b\u0085\u2028\x1c\x1d\x1e]")


def normalise(text: str) -> str:
    """The text in NFC, with plain spaces, ``\\n`` line ends and ``\\f`` page ends, and nothing invisible in it."""
    text = _ESCAPES.sub("", _SOFT_HYPHEN.sub("", text))
    text = _LINE_ENDS.sub("\n", text).replace("\u2029", "\n\n")
    return unicodedata.normalize("NFC", _many_marks().sub(_fewer_marks, text.translate(_table())))


def collapse(text: str) -> str:
    """The text on one line: each run of white space a single space, none at the ends."""
    return " ".join(text.split())


#: More marks than any script sets upon one letter (UAX 15, Stream-Safe Text Format). NFC sorts a run of them, in
#: quadratic time: a million keep a processor for hours.
_MOST_MARKS = 30


@cache
def _many_marks() -> re.Pattern[str]:
    """A run of more marks than that; of what stands beyond U+FFFF, where sets of characters are slow, any character."""
    marks = "".join(filter(unicodedata.combining, map(chr, range(0x300, 0x10000))))
    return re.compile(f"[{marks}\U00010000-\U0001ffff]{{{_MOST_MARKS + 1},}}")


def _fewer_marks(run: re.Match[str]) -> str:
    kept, marks = [], 0
    for character in run[0]:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)


#: What stands in the place of a picture, and code points that are no characters.
_OBJECT, _NONCHARACTERS = 0xFFFC, range(0xFDD0, 0xFDF0)


class _Characters(dict[int, "str | None"]):
    """What becomes of each character; filled as characters are met."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        category = unicodedata.category(character)
        replacement: str | None = character
        if category == "Zs" or character in "\t\x1f":
            replacement = " "
        elif _is_nothing(code, category):
            replacement = None
        elif category == "Cs":  # half of a UTF-16 pair: cannot be stored as UTF-8
            replacement = "\ufffd"
        self[code] = replacement
        return replacement


def _is_nothing(code: int, category: str) -> bool:
    """Whether nobody sees the character: a control, a mark of direction, a picture's place, no character."""
    if category in ("Cc", "Cf"):
        return chr(code) not in f"\n\f{_JOINERS}"
    return code == _OBJECT or code & 0xFFFE == 0xFFFE or code in _NONCHARACTERS


@cache
def _table() -> _Characters:
    return _Characters(_LIGATURES | _HYPHENS)
