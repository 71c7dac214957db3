"""How easily one word is written for another: what a slip of the hand, the ear or the alphabet costs.

Not all edits are alike. A swap of two neighbours, a letter doubled or not, a vowel for another one and a letter for
one that sounds like it are what people do who know a word; another consonant mostly makes another word. The first
letter is seldom wrong (Kukich, "Techniques for automatically correcting words in text", ACM Computing Surveys 24(4),
1992, §1.2). The costs are round numbers in that order; what is made of them was measured (index/spellings.py).

Words are compared folded (index/analysis.py) and in Latin letters.
"""

from __future__ import annotations

import math

#: Of any shorter word one edit makes another word.
SHORTEST = 4
#: From this length on two edits still leave most of a word.
LONG = 8

#: Costs of one edit, in edits.
DOUBLE, SWAP, SOUND, VOWEL, SOFT, LETTER, OTHER = 0.5, 0.5, 0.6, 0.7, 0.8, 1.0, 1.3
#: What an edit of the first letter costs more, but for one that sounds like it: Gaddafi is Qaddafi and Kaddafi too.
FIRST = 0.5

_VOWELS = frozenset("aeiouy")
_SOUNDS_WRITTEN = "bp cg ck cq cs cz dt fv gh gj gk gq ij iy jy kq mn ou sz uw vw xs xz"
#: Letters that are written for each other, in names from other alphabets above all.
_SOUNDS = frozenset(frozenset(pair) for pair in _SOUNDS_WRITTEN.split())

#: Cyrillic as newspapers write it in Latin letters (х kh, ц ts, ж zh): near enough for a comparison to do the rest.
_ROMAN = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z", "и": "i",
    "і": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
    "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e",
    "ю": "yu", "я": "ya",
})  # fmt: skip


def roman(folded: str) -> str:
    """A folded word in Latin letters where it is in Cyrillic ones; any other as it is."""
    return folded if folded.isascii() else folded.translate(_ROMAN) or folded  # of ъ and ь nothing is left


def edits(word: str) -> int:
    """How many edits away from a word a near one may be; 0 for one that has no near ones: numbers, short words."""
    if len(word) < SHORTEST or not word.isalpha():
        return 0
    return 1 if len(word) < LONG else 2


def beginnings(word: str) -> frozenset[str]:
    """The letters that what was meant by a word of two letters or more may begin with.

    Its own, one that sounds like it, or its second: swapped with the first, or behind one too many.
    """
    alike = {letter for pair in _SOUNDS if word[0] in pair for letter in pair}
    return frozenset({word[0], word[1], *alike})


def effort(asked: str, meant: str) -> float:
    """The least that the edits cost which make one word of the other; 0 for the same word, ∞ for an empty one."""
    if not asked or not meant:
        return math.inf
    before: list[float] = []
    above = [0.0]
    for place in range(len(meant)):
        above.append(above[-1] + _spare(meant, place))
    for row in range(len(asked)):
        line = [above[0] + _spare(asked, row)]
        for column in range(len(meant)):
            costs = [
                above[column] + _instead(asked, row, meant, column),
                above[column + 1] + _spare(asked, row),
                line[column] + _spare(meant, column),
            ]
            if row and column and asked[row - 1 : row + 1] == meant[column] + meant[column - 1]:
                costs.append(before[column - 1] + SWAP)
            line.append(min(costs))
        before, above = above, line
    return above[-1]


def _instead(one: str, at: int, other: str, place: int) -> float:
    """What it costs to write one's letter for the other's."""
    letters = frozenset((one[at], other[place]))
    if len(letters) == 1:
        return 0.0
    if letters in _SOUNDS:
        return SOUND
    return (0.0 if at or place else FIRST) + (VOWEL if letters <= _VOWELS else OTHER)


def _spare(word: str, at: int) -> float:
    """What it costs to leave a letter of the word out, or to write it too many."""
    if word[at] in (word[at - 1 : at], word[at + 1 : at + 2]):
        return DOUBLE
    return (0.0 if at else FIRST) + (SOFT if word[at] in _VOWELS or word[at] == "h" else LETTER)
