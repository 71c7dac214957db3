"""Names that end in a number: EstLink 1 is not EstLink 2, nor Elizabeth I Elizabeth II.

A question that asks of one of a series is not answered by what is said of another, however near the two are in meaning
and however many words they share. Of 13,972 questions of sixteen gold sets 432 have such a name; for two of them a
sentence is left out that their set calls evidence: it names Henry IV for Henry VI, and game 5 for game 4.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import cache

from qa.disagreement.moments import moments

#: Of four digits it would be a year: "Super Bowl 2024" is Super Bowl LVIII.
_NUMBER = r"(?:[ \u00a0-]?(?P<digits>\d{1,3})|[ \u00a0-](?P<roman>[IVXL]{1,6}))(?![\w%°]|[.,:/]\d)"
_NUMBERED = re.compile(rf"(?<!\w)(?P<name>[^\W\d_][\w’'.]*?){_NUMBER}")
_ANY = re.compile(r"(?<!\w)(?P<digits>\d{1,3})(?!\w)|(?<!\w)(?P<roman>[IVXL]{1,6})(?!\w)")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}

#: Of a sentence and of all that stands above it: whether they speak of another one of a series.
Another = Callable[[str, str], bool]


def another(question: str, named: Collection[str]) -> Another:
    """What tells whether a sentence speaks of another one of a series than the question does.

    It does where it, or what stands above it, has the name with other numbers only ("EstLink 2 followed in 2014"), and
    does not where it has the number that is asked for anywhere ("EstLinks 1 and 2"). Dates are no numbers of a name.

    Args:
        question: As it was asked.
        named: Its content words as they are written: "In 5 years" has no name.
    """
    dates = [range(when.start, when.end) for when in moments(question)]
    found = [one for one in _NUMBERED.finditer(question) if not any(one.end() - 1 in span for span in dates)]
    series = [_series(one["name"]) for one in found if _is_name(one, named)]
    asked = {_value(one) for one in (*found, *_ANY.finditer(question))}

    def of_another(sentence: str, above: str) -> bool:
        return any(_others_only(text, one, asked) for one in series for text in (sentence, f"{above}\n{sentence}"))

    return of_another


def _is_name(found: re.Match[str], named: Collection[str]) -> bool:
    """Whether a word before a number is written as names are, and no "In"; one with its number may be one word."""
    name = found["name"]
    return not name.islower() and (name in named or found.group() in named)


def _others_only(text: str, series: re.Pattern[str], asked: Collection[int]) -> bool:
    """Whether the text has the name with other numbers, and none that is asked for anywhere."""
    named = {_value(one) for one in series.finditer(text)}
    return bool(named) and named.union(map(_value, _ANY.finditer(text))).isdisjoint(asked)


@cache
def _series(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?i:{re.escape(name)}){_NUMBER}")


def _value(number: re.Match[str]) -> int:
    """The number, in figures or in Roman ones: a letter before a greater one is taken from it."""
    if number["digits"]:
        return int(number["digits"])
    values = [_ROMAN[letter] for letter in number["roman"]]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
