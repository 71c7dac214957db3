"""A text as its words, the way quotations are compared: what a copy may differ in without saying anything else is gone.

Forgiven: case, typography (quotation marks, dashes, punctuation), white space, hyphenation, ligatures, letters that
look alike in a word of two scripts ("Gаzprom" with a Cyrillic а). Kept: every letter with its marks, every digit with
its decimal marks, signs, per cent, currencies: "not", "13.5" and "−2 %" are never the same as anything else.

Where a copy may part a word or join two ("energy-efficient", "energy efficient", "energyeﬃcient" at a line's end) the
words are parted, and it is remembered how closely they stood (``Join``); ``stands`` lets a run of parts be one word.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache

#: So many written words are kept with their folded forms: texts repeat themselves.
KEPT = 65_536
#: A raised number behind so many letters calls a note ("policy²"); behind fewer it is a power of a unit ("km²").
NOTED = 3

_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
#: What makes one word of two, also at the end of a line.
_HYPHENS = "-\u2010\u2011"
_APOSTROPHES = "'’ʼ‘´`′"
#: What stands between the digits of one number, but for white space: "1 000" is two.
_MARKS_OF_NUMBERS = f".,{_APOSTROPHES}"
#: Signs that change what is said. Currencies and the other signs of mathematics join them by their categories.
_SIGNS = "%‰°§&@+"
#: Signs of mathematics that drafts and tables set for their looks.
_LOOKS = "|~^`"

# Letters of one script that nobody can tell from those of another: (Cyrillic or Greek, Latin).
_ALIKE = [
    *zip("АВЕЅІЈКМНОРСТУХҮԌԚԜ", "ABESIJKMHOPCTYXYGQW", strict=True),
    *zip("аеѕіјорсухһԁԛԝү", "aesijopcyxhdqwy", strict=True),
    *zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX", strict=True),
    *zip("ονι", "ovi", strict=True),
]
_TO_LATIN = {ord(other): latin for other, latin in _ALIKE}
_TO_CYRILLIC = {ord(latin): other for other, latin in reversed(_ALIKE) if "\u0400" <= other <= "\u052f"}


class Join(IntEnum):
    """How closely a word follows the one before it."""

    #: White space is between them, or nothing is before.
    APART = 0
    #: Only punctuation is: "and/or", "Berlin–Warsaw", "U.S."; or a hyphen and a space: "mid- to late".
    CLOSE = 1
    #: They are parts of one word: "energy-efficient", "100km", "exam- ple" over the end of a line.
    INSIDE = 2


@dataclass(frozen=True, slots=True)
class Folded:
    """The words of a text in their order; ``spans`` are (start, end) in the text, all three of one length."""

    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    joins: tuple[Join, ...]

    def __len__(self) -> int:
        return len(self.words)

    def __getitem__(self, part: slice) -> Folded:
        """Some of its words in a row; spans stay those of the whole text."""
        return Folded(self.words[part], self.spans[part], self.joins[part])


def fold(text: str) -> Folded:
    """The words of a text.

    Args:
        text: As ``documents.text.normalise`` makes it; so every text of the library is.
    """
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    joins: list[Join] = []
    end = 0
    for piece in _piece().finditer(text):
        word, dash = folded_word(piece[0]), piece.lastgroup == "dash"
        if not word or (dash and not _is_said(text, piece)):
            continue  # what was left out lies between two words, and may keep them close
        gap = text[end : piece.start()]
        joins.append(Join.APART if gap == " " or not words else _join(gap, words[-1]))
        words.append("-" if dash else word)
        spans.append(piece.span())
        end = piece.end()
    return Folded(tuple(words), tuple(spans), tuple(joins))


def words_of(text: str) -> frozenset[str]:
    """The different words and numbers of a text, without their order: what an index keeps; signs are in no index."""
    return frozenset(filter(None, map(folded_word, _word().findall(text))))


def stands(quote: Folded, text: Folded, at: int) -> int | None:
    """Where the quote ends if it stands in the text from the word ``at`` on: the number of the word behind its last.

    None if it does not stand there, and if it begins or ends amid a word: "nuclear" is not said by "non-nuclear".
    """
    if not len(quote) or at >= len(text) or text.joins[at] is Join.INSIDE:
        return None
    here, there = 0, at
    while here < len(quote):
        step = _same(quote, here, text, there)
        if step is None:
            return None
        here, there = here + step[0], there + step[1]
    return None if there < len(text) and text.joins[there] is Join.INSIDE else there


def begins(quote: Folded, text: Folded, at: int) -> int:
    """How many words of the quote stand in the text from the word ``at`` on."""
    here, there = 0, at
    while here < len(quote) and there < len(text) and (step := _same(quote, here, text, there)):
        here, there = here + step[0], there + step[1]
    return here


def _same(one: Folded, here: int, other: Folded, there: int) -> tuple[int, int] | None:
    """How many words of each are the same word there; None if none are.

    Parts of a word are as good as the word, so the shorter side is read on over its close joins.
    """
    if there >= len(other):
        return None
    if one.words[here] == other.words[there]:
        return 1, 1
    left, right = one.words[here], other.words[there]
    first, second = here + 1, there + 1
    while left != right:
        if len(left) < len(right) and right.startswith(left) and _goes_on(one, first):
            left, first = left + one.words[first], first + 1
        elif len(right) < len(left) and left.startswith(right) and _goes_on(other, second):
            right, second = right + other.words[second], second + 1
        else:
            return None
    return first - here, second - there


def _goes_on(text: Folded, at: int) -> bool:
    """Whether a word may be read on: never from a sign, or from one number into another."""
    if at >= len(text) or text.joins[at] is Join.APART:
        return False
    return not (text.words[at - 1][-1].isdecimal() and text.words[at][0].isdecimal()) and text.words[at][0].isalnum()


def _join(gap: str, before: str) -> Join:
    """How what lies between two words joins them; a hyphen and a line's end part a word, and no number ("6- ").

    A hyphen and a space may have been that ("exam- ple"), or stand for the end of another word ("mid- to late").
    """
    if not gap or gap in _HYPHENS:
        return Join.INSIDE
    if before.isalpha() and gap[0] in _HYPHENS and gap[1:].isspace():
        return Join.INSIDE if "\n" in gap else Join.CLOSE
    return Join.APART if any(map(str.isspace, gap)) else Join.CLOSE


def _is_said(text: str, dash: re.Match[str]) -> bool:
    """Whether a dash before a number is a minus or the "to" of a range, and not a hyphen or a pause."""
    before = text[: dash.start()].rstrip()[-1:] if dash.start() else ""
    number = before.isdecimal() or before in tuple("%°")
    adjoining = dash.start() == 0 or not (text[dash.start() - 1].isalnum() or text[dash.start() - 1] in _DASHES)
    spaced = text[dash.end() : dash.end() + 1].isspace()
    return number or (adjoining and not spaced and dash[0] != "—")


#: A number with the marks inside it.
_NUMBER = rf"\d+(?:[{_MARKS_OF_NUMBERS}]\d+)*"


@cache
def _word() -> re.Pattern[str]:
    """One word or number."""
    return re.compile(f"{_written_word()}|{_NUMBER}")


def _written_word() -> str:
    marks = "".join(filter(unicodedata.combining, map(chr, range(0x300, 0x10000)))) + _spacing_marks()
    letter = r"[^\W\d_]"
    # Runs of letters at a stretch: a choice at every letter takes twice as long.
    return rf"{letter}+(?:(?:[{marks}\u200c\u200d]|[{_APOSTROPHES}](?={letter})){letter}*)*"


@cache
def _piece() -> re.Pattern[str]:
    """One word, number or sign; what lies between them is typography."""
    others = "".join(chr(code) for code in range(0x80, 0x10000) if unicodedata.category(chr(code)) in ("Sc", "Sm"))
    signs = re.escape(_SIGNS + "$<=>" + "".join(sign for sign in others if sign not in _DASHES + _LOOKS))
    return re.compile(
        rf"(?P<word>{_written_word()})"
        rf"|(?P<number>{_NUMBER})"
        rf"|(?P<dash>[{re.escape(_DASHES)}](?=\s?\d))"
        rf"|(?P<between>(?<=\d)[:/](?=\d))"
        rf"|(?P<sign>[{signs}])"
    )


def _spacing_marks() -> str:
    """Vowel signs of Indic scripts and their like, which stand beside their letter."""
    return "".join(chr(code) for code in range(0x300, 0x10000) if unicodedata.category(chr(code)) == "Mc")


@lru_cache(KEPT)
def folded_word(written: str) -> str:
    """One word as it is compared; empty for a raised number that calls a note."""
    plain = _without_raised(written)
    if not plain.isascii():
        plain = _one_script(unicodedata.normalize("NFKC", plain))
    folded = unicodedata.normalize("NFKC", plain.casefold()) if not plain.isascii() else plain.lower()
    return folded.translate(_ONE_APOSTROPHE)


_ONE_APOSTROPHE = {ord(one): "'" for one in _APOSTROPHES}


def _without_raised(written: str) -> str:
    """The word without the raised number that calls a note; a power is told from a digit: 10² is not 102."""
    end = len(written.rstrip("⁰¹²³⁴⁵⁶⁷⁸⁹"))
    if end == len(written):
        return written
    raised = written[end:]
    if end == 0:
        return "^" + raised
    return written[:end] if end >= NOTED else written


def _one_script(word: str) -> str:
    """A word of two scripts in one of them, where every letter of the other has its like there."""
    latin = sum("a" <= letter <= "z" for letter in word.lower())
    if not latin or latin == len(word):
        return word
    for table in (_TO_LATIN, _TO_CYRILLIC):
        single = word.translate(table)
        if len({_script(letter) for letter in single if letter.isalpha()}) == 1:
            return single
    return word


def _script(letter: str) -> str:
    """The script of a letter, as the first word of its name has it: LATIN, CYRILLIC, GREEK."""
    return unicodedata.name(letter, "").partition(" ")[0]
