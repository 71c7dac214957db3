"""When a sentence says that something was: dates, months and years, as they are written.

A moment is as exact as its text: a year, a month of one, a day. Two moments agree when one of them may be a less exact
way to write the other. Words that place a thing in time without a date ("Tuesday", "last year", "today") are found as
words, for they mean another day in another document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from documents.dates import parse_date


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as exact as it is written: 0 for what is not."""

    year: int
    month: int
    day: int
    start: int
    end: int
    #: Whether it is no point in time: "by 2021", "since May", "the 1880s", "2014–2020".
    open: bool

    def agrees(self, other: Moment) -> bool:
        """Whether both may be one date, written more and less exactly."""
        parts = zip((self.year, self.month, self.day), (other.year, other.month, other.day), strict=True)
        return all(not one or not two or one == two for one, two in parts)


_WORD = r"[^\W\d_]{3,12}"
_YEAR = r"(?P<year>[12]\d{3})"
_DATES = tuple(
    re.compile(form)
    for form in (
        rf"(?<![\d.,/-]){_YEAR}-(?P<number>\d\d)-(?P<day>\d\d)(?!\d)",
        rf"(?<![\d.,/-])(?P<day>\d{{1,2}})\.\s?(?P<number>\d{{1,2}})\.\s?{_YEAR}(?!\d)",
        rf"(?<![\d.,/-])(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.)?\s+(?:of\s+|de\s+)?(?P<word>{_WORD})\.?(?:,?\s+(?:de\s+)?{_YEAR}(?!\d|s\b))?",
        rf"(?<!\w)(?P<word>{_WORD})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\w:.]\d|\d|\w)(?:,?\s+{_YEAR}(?!\d|s\b))?",
        rf"(?<!\w)(?P<word>{_WORD})\.?,?\s+(?:of\s+|de\s+)?{_YEAR}(?!\d|s\b)",
        rf"(?<![\w.,:/$€£§#-]){_YEAR}(?![\w%°:/]|[.,]\d)",
    )
)
_DECADE = re.compile(
    r"(?<!\w)[12]\d{3}(?:['’]?s|er|ern)\b|(?:19|20)\d0-(?:х|те|ті)|lat(?:a|ach)?\s+\d0\.|"
    r"\b\d{1,2}(?:st|nd|rd|th)[ -]century",
    re.I,
)
#: Words before a date that make it an end of a time or a guess, and not the date of what is told.
_OPEN_BEFORE = re.compile(
    r"(?:\b(?:about|around|circa|c\.|ca\.|by|before|after|since|until|till|from|to|between|through|and|or|late|early|mid|near|"
    r"około|ok\.|do|od|po|przed|między|a|i|lub|etwa|um|bis|seit|ab|vor|nach|zwischen|und|oder|gegen|"
    r"vers|avant|après|depuis|jusqu'en|dès|entre|et|ou|около|до|после|с|от|между|и|к|близько|після|від|між|та|"
    r"not|nie|nicht|pas|не)|[–—-])\s*(?:the\s+|roku\s+|dem\s+|den\s+)?\Z",
    re.IGNORECASE,
)
_OPEN_AFTER = re.compile(r"\s?[–—-]\s?\d|[-/]\d|\s+(?:BC|BCE|p\.n\.e|v\. ?Chr|av\. ?J)", re.IGNORECASE)


_DIGIT = re.compile(r"\d")


def moments(text: str) -> list[Moment]:
    """The dates of a sentence, in its order."""
    if not _DIGIT.search(text):
        return []
    found: list[Moment] = [Moment(0, 0, 0, *match.span(), open=True) for match in _DECADE.finditer(text)]
    taken = [(moment.start, moment.end) for moment in found]
    for form in _DATES:
        for match in form.finditer(text):
            start, end = match.span()
            if all(end <= first or last <= start for first, last in taken) and (moment := _moment(text, match)):
                found.append(moment)
                taken.append((start, end))
    return sorted(found, key=lambda moment: moment.start)


def _moment(text: str, match: re.Match[str]) -> Moment | None:
    parts = match.groupdict()
    word, number = parts.get("word"), parts.get("number")
    month = _month(word) if word else int(number or 0)
    if word and not month:
        return None
    year, day = int(parts.get("year") or 0), int(parts.get("day") or 0)
    if month > 12 or day > 31:
        return None
    start, end = match.span()
    ends = _OPEN_BEFORE.search(text[:start]) or _OPEN_AFTER.match(text, end)
    return Moment(year, month, day, start, end, open=ends is not None)


@lru_cache(maxsize=4096)
def _month(word: str) -> int:
    """The number of the month that a word names in any language that dates are read in; 0 for no month."""
    iso = parse_date(f"{word} 2000")
    return int(iso[5:7]) if iso else 0


#: Words that place what is told by the day on which it is told.
_RELATIVE = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday|tomorrow|tonight|now|currently|so far|once|ago|"
    r"recent\w*|"
    r"(?:this|last|next|previous|past|coming|current|following|same) (?:\w+ )?"
    r"(?:year|month|week|quarter|season|decade|century|summer|winter|spring|autumn|fall|night|day)|earlier|formerly|previously|originally|initially|"
    r"poniedział\w+|wtorek|wtorku|środ[aęy]|czwart\w+|piąt(?:ek|ku)|sobot\w+|niedziel\w+|dziś|dzisiaj|wczoraj|jutro|obecnie|teraz|"
    r"niegdyś|dawniej|wcześniej|(?:tym|ubiegł\w+|zeszł\w+|przyszł\w+) (?:rok|miesiąc|tydzie|tygodni)\w*|"
    r"(?:mon|diens|donners|frei|sams|sonn)tag\w*|mittwoch\w*|heute|gestern|morgen|derzeit|jetzt|gegenwärtig|früher|einst|"
    r"(?:dies|letzt|vergangen|nächst)\w+ (?:jahr|monat|woche)\w*|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|aujourd\W?hui|hier|demain|actuellement|"
    r"понедельник\w*|вторник\w*|сред[ау]|четверг\w*|пятниц\w+|суббот\w+|воскресень\w+|сегодня|вчера|завтра|сейчас|ныне|"
    r"понеділ\w+|вівтор\w+|серед[ау]|четвер\w*|п.ятниц\w+|субот\w+|неділ\w+|сьогодні|вчора|завтра|зараз|нині)\b",
    re.IGNORECASE,
)


def relative(text: str) -> frozenset[str]:
    """The words of a sentence that place it in time without a date."""
    return frozenset(match.group().casefold() for match in _RELATIVE.finditer(text))
