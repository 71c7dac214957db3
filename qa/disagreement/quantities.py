"""Numbers with their units, as sentences write them: "about 1.6 billion dollars", "ponad 900 mln zł", "12 days".

A quantity is read as an interval: hedges and rounding widen it, so that two quantities are only said to differ when
no reading of them agrees. What cannot be read with certainty is not read: ages, ordinals, scores, times of day,
numbers in words for one, and the two ends of a change ("from 46 to 21 per cent").
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from index.analysis import terms
from qa.disagreement import units
from qa.language.wordlists import any_of

#: How far a hedged number may be from what it stands for: "about 80 per cent" of 72 would be no mistake. Up to 0.15 the
#: cases of tests/qa/cases are told alike; with 0.2 two fewer are.
HEDGED = 0.1
#: How far a round number may be from what it stands for, however many zeros it ends in: 2,000 for 1,900 to 2,100.
ROUNDED = 0.05
#: Four digits from here to there may be a year.
_YEARS = range(1000, 2101)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts; ``start`` and ``end`` are offsets of it as it is written, hedges left out."""

    #: All values that it may stand for, in the base of its measure.
    low: float
    high: float
    #: "percent", "length", "dollar", …; for things that are counted "count" with the term of their name.
    measure: str
    start: int
    end: int
    #: Whether it is a difference ("by 5 per cent", "the other three prisoners") and not a level.
    difference: bool

    def agrees(self, other: Quantity) -> bool:
        """Whether the two may stand for one value; a least and a greatest value are not about one value at all."""
        if self._is_bound and other._is_bound:
            return True
        return self.low <= other.high and other.low <= self.high

    @property
    def _is_bound(self) -> bool:
        """Whether it is a least or a greatest value."""
        return math.isinf(self.low) or math.isinf(self.high)


_SPACE = " \u00a0\u2009\u202f"
_THIN = "\u00a0\u2009\u202f"
#: A figure that is part of nothing else: no word, no date, no section, no time of day, no "U-235".
_BEFORE, _AFTER = r"(?<![\w.,:/§#&=+–—−-])", r"(?![\w]*[:/=]\d)(?!\d)(?![.,]\d)"
_POINT = re.compile(rf"{_BEFORE}(?:\d{{1,3}}(?:[,{_THIN}]\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?){_AFTER}")
_COMMA = re.compile(rf"{_BEFORE}(?:\d{{1,3}}(?:[.{_SPACE}]\d{{3}})+(?:,\d+)?|\d+(?:[.,]\d+)?){_AFTER}")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
#: What joins the ends of a range: "5–7 per cent", "5 to 7 per cent".
_JOINT = re.compile(
    rf"[{_SPACE}]?[–—-][{_SPACE}]?|[{_SPACE}](?:to|do|bis|à|and|a|i|und|et|до|и|та)[{_SPACE}]", re.IGNORECASE
)
_SIGN = re.compile(rf"({'|'.join(re.escape(sign) for sign in units.SIGNS)})[{_SPACE}]?\Z", re.IGNORECASE)


def quantities(text: str, language: str) -> list[Quantity]:
    """The quantities of a sentence, in its order; none in a language that is not known (units.LANGUAGES)."""
    if language not in units.LANGUAGES:
        return []
    found: list[Quantity] = []
    end = 0
    for number in _numbers(text, language):
        if number.start >= end and (quantity := _quantity(text, language, number)):
            found.append(quantity)
            end = quantity.end
    return [one for one in found if not any(_are_one(text, one, other) for other in found)]


#: What joins "five minutes" to "two seconds", and "6 feet" to "2 inches".
_JOINED = re.compile(rf"[{_SPACE}]?(?:,|and|i|und|et|и|та)?[{_SPACE}]", re.IGNORECASE)
_TIMES = frozenset({"years", "months", "days", "hours", "seconds"})


def _are_one(text: str, one: Quantity, other: Quantity) -> bool:
    """Whether two quantities of time are written side by side, as one: "five minutes and two seconds"."""
    first, second = (one, other) if one.start <= other.start else (other, one)
    if one is other or not {one.measure, other.measure} <= _TIMES:
        return False
    return _JOINED.fullmatch(text, first.end, second.start) is not None


@dataclass(frozen=True, slots=True)
class _Number:
    """A bare number, or the two ends of a range."""

    low: float
    high: float
    start: int
    end: int
    #: As it is written: one figure without a separator, which may be a year.
    year: bool


def _numbers(text: str, language: str) -> list[_Number]:
    """The figures and number words; the ends of a range as one, those of a change not at all."""
    single = sorted(_figures(text, language) + _spelled(text, language), key=lambda one: one.start)
    found: list[_Number] = []
    at = 0
    while at < len(single):
        one, following = single[at], single[at + 1] if at + 1 < len(single) else None
        at += 1
        joint = _JOINT.fullmatch(text, one.end, following.start) if following else None
        if not following or not joint:
            found.append(one)
            continue
        at += 1
        if _is_range(text[: one.start], joint.group().strip(), language) and one.low < following.high:
            found.append(_Number(one.low, following.high, one.start, following.end, year=False))
    return found


def _is_range(before: str, joint: str, language: str) -> bool:
    """Whether two joined numbers are the ends of a range: neither a change nor two things."""
    if joint in "–—-":
        return True
    if joint in {"to", "do", "bis", "à", "до"}:
        return not _ends_with(before, units.FROM, language)
    return _ends_with(before, units.BETWEEN, language)


def _figures(text: str, language: str) -> list[_Number]:
    point = language == "en"
    found = []
    for match in (_POINT if point else _COMMA).finditer(text):
        written = match.group()
        value, half = _value(written, point=point)
        found.append(_Number(value - half, value + half, *match.span(), year=written.isdigit() and value in _YEARS))
    return found


def _value(written: str, *, point: bool) -> tuple[float, float]:
    """The value of a figure, and half of what its last digit that is not 0 counts."""
    plain = re.sub(rf"[,{_SPACE}]", "", written) if point else re.sub(rf"[{_SPACE}]|\.(?=\d{{3}}(?!\d))", "", written)
    plain = plain.replace(",", ".")
    value = float(plain)
    whole, _, decimals = plain.partition(".")
    if decimals:
        return value, 0.5 * 10 ** -len(decimals)
    return value, _half(whole)


def _half(whole: str) -> float:
    """Half of what the last digit of a whole number that is not 0 counts.

    Counts of a few are exact: nobody writes 12 for 11.6 days, but 12 for 12.4 per cent is common.
    """
    zeros = len(whole) - len(whole.rstrip("0"))
    return min(0.5 * 10.0**zeros, ROUNDED * float(whole))


def _spelled(text: str, language: str) -> list[_Number]:
    known = units.NUMBER_WORDS[language]
    found: list[tuple[int, int, int]] = []
    for match in _number_word(language).finditer(text):
        value, (start, end) = int(known[match.group().casefold()]), match.span()
        if found and value < 10 <= found[-1][0] < 100 and text[found[-1][2] : start] in {"-", " "}:  # twenty-five
            tens, start, _ = found.pop()
            value += tens
        found.append((value, start, end))
    halves = ((value, _half(str(value)), start, end) for value, start, end in found)
    return [_Number(value - half, value + half, start, end, year=False) for value, half, start, end in halves]


@cache
def _number_word(language: str) -> re.Pattern[str]:
    words = sorted(units.NUMBER_WORDS[language], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)


def _quantity(text: str, language: str, number: _Number) -> Quantity | None:
    """The number with its unit; None where it has none, or one that says that it is no level."""
    sign = _SIGN.search(text, 0, number.start)
    start = sign.start() if sign else number.start
    factor, end = _multiplier(text, number.end, language, money=sign is not None)
    measure, size, end = _measure(text, end, language, sign)
    if not measure or (number.year and factor == 1 and _is_year(text, number, measure, language)):
        return None
    before = text[:start]
    low, high = _hedged(before, language, number.low * factor * size, number.high * factor * size)
    before = _without_hedges(before, language)
    if _ends_with(before, units.FROM, language) and measure == "percent":
        return None
    after = _word_at(text, end)
    difference = (
        _ends_with(before, units.BY, language)
        or _ends_with(before, units.ANOTHER, language)
        or after in _set(units.DIFFERENCE, language)
    )
    return Quantity(low, high, measure, start, end, difference)


_MULTIPLIER = re.compile(rf"[{_SPACE}-]?([^\W\d_]+)\.?")


def _multiplier(text: str, at: int, language: str, *, money: bool) -> tuple[float, int]:
    """What the words behind a number that ends here multiply it by ("two hundred thousand"), and where they end."""
    match = _MULTIPLIER.match(text, at)
    word = match[1].casefold() if match else ""
    factor = units.MULTIPLIERS[language].get(word)
    if not match or factor is None or (word == "m" and not money):
        return 1.0, at
    ends_in_dot = match.group().endswith(".") and len(word) > 3
    further, end = _multiplier(text, match.end() - ends_in_dot, language, money=money)
    return factor * further, end


def _measure(text: str, at: int, language: str, sign: re.Match[str] | None) -> tuple[str, float, int]:
    """What the number before this place counts, its size, and where that ends; an empty measure for nothing."""
    if sign:
        return units.SIGNS[sign[1].casefold()], 1.0, at
    behind = at + 1 if text[at : at + 1] in set(_SPACE) else at
    if unit := units.unit_at(text, behind):
        return unit.measure, unit.size, unit.end
    noun = _WORD.match(text, behind) if behind > at and not _NUMBERED.search(text[: at + 1]) else None
    named = _noun(noun.group(), language) if noun else ""
    return (f"count {named}", 1.0, noun.end()) if noun and named else ("", 1.0, at)


#: A number that is part of a name: "Section 7.1", "Parcel 5".
_NUMBERED = re.compile(r"(?:\w\s+[A-ZŁŚŻÜÖÄ][^\W\d_]*|(?<!\w)(?:No|Nr|Art|art|nr|no|p|pp|s|S)\.)\s+[\d.,]+\s?\Z")


def _noun(word: str, language: str) -> str:
    """The term of what is counted; empty for a word that is no name of a thing."""
    if len(word) < 3 or word.casefold() in _set(units.ANOTHER, language) | _set(units.DIFFERENCE, language):
        return ""
    found = terms(word, language)
    return found[0] if found else ""


#: Words before and behind four digits that make them a year.
_YEAR_BEFORE = (
    "in since by until till from before after during of late early mid summer winter spring autumn fall and the a its "
    "his her their our your this that w od do z na po przed rok roku im jahr seit bis von vor nach der die das den dem "
    "en depuis année le la les du в во с до у з року год году"
)
_YEAR_AFTER = "r roku rok года году год р року рік the a was were to and but"


def _is_year(text: str, number: _Number, measure: str, language: str) -> bool:
    """Whether four digits that something is counted by are a year all the same: "in 2021 exports"."""
    words = _WORD.findall(text[: number.start])
    if _word_at(text, number.end) in _words(_YEAR_AFTER):
        return True
    if not measure.startswith("count"):
        return False
    if not words or text[: number.start].rstrip()[-1:] == ",":
        return True
    last = words[-1].casefold()
    return last in _words(_YEAR_BEFORE) or words[-1][0].isupper() or language == "de"


def _hedged(before: str, language: str, low: float, high: float) -> tuple[float, float]:
    """The interval as the words before it widen it."""
    if _ends_with(before, units.ABOUT, language):
        return low - HEDGED * abs(low), high + HEDGED * abs(high)
    if _ends_with(before, units.MORE, language):
        return low, math.inf
    if _ends_with(before, units.LESS, language):
        return -math.inf, high
    return low, high


def _without_hedges(before: str, language: str) -> str:
    for table in (units.ABOUT, units.MORE, units.LESS):
        before = _ending(table, language).sub("", before)
    return before


def _ends_with(before: str, table: Mapping[str, str], language: str) -> bool:
    return _ending(table, language).search(before) is not None


_BEHIND = re.compile(r"[\s.-]{0,2}([^\W\d_]+)")


def _word_at(text: str, at: int) -> str:
    match = _BEHIND.match(text, at)
    return match[1].casefold() if match else ""


_NEVER = re.compile(r"(?!)")


def _ending(table: Mapping[str, str], language: str) -> re.Pattern[str]:
    return _compiled_ending(table.get(language, ""))


@cache
def _compiled_ending(forms: str) -> re.Pattern[str]:
    if not forms:
        return _NEVER
    return re.compile(rf"(?<!\w)(?:{any_of(forms)})\.?\s*\Z", re.IGNORECASE)


def _set(table: Mapping[str, str], language: str) -> frozenset[str]:
    return _words(table.get(language, ""))


@cache
def _words(forms: str) -> frozenset[str]:
    return frozenset(forms.split())
