"""What kind of thing a question asks for, and whether a sentence holds one.

"When" wants a time, "how many" a quantity, "who" and "where" a name; what the question itself names is none of these.
The question words and the words for times and quantities are listed for English, Polish, German, French, Russian and
Ukrainian; a question in another language, or of another kind, is content with any sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable

#: What a sentence scores that holds the kind or lacks it; between them where it may hold it or none is asked for. Names
#: are so common, and so often given by a pronoun, that they tell half as much as times and quantities do: fitted apart,
#: their weights were 0.4 and 0.8 (docs/decisions/0005-answers.md).
HOLDS, LACKS, ANY = 1.0, 0.0, 0.5
NAMED, UNNAMED = 0.75, 0.25


def _any(*beginnings: str, whole: bool = False) -> re.Pattern[str]:
    end = r"\b" if whole else ""
    return re.compile(rf"\b(?:{'|'.join(' '.join(beginnings).split())}){end}", re.IGNORECASE)


#: Underscores stand for spaces, so that the lists can be read.
def _words(*lines: str) -> re.Pattern[str]:
    return _any(*(line.replace("_", r"\s+") for line in lines), whole=True)


_WHEN = _words(
    "when what_year what_date what_day what_month which_year which_date which_day which_month since_when until_when",
    "kiedy w_którym_roku którego_dnia wann seit_wann in_welchem_jahr quand en_quelle_année когда коли",
)
_HOW_MANY = _words(
    "how_many how_much how_long how_old how_far how_large how_big how_high how_tall how_often how_fast",
    "what_percentage what_proportion what_share what_number what_amount",
    "ile ilu jak_wiele jak_długo wieviel wieviele wie_viel wie_viele wie_lange wie_hoch wie_groß wie_alt wie_weit",
    "combien сколько скільки",
)
_WHO_WHERE = _words(
    "who whom whose where kto kogo komu kim gdzie dokąd skąd wer wen wem wessen wo wohin woher qui où",
    "кто кого кому где куда откуда хто де куди звідки",
)
#: Beginnings of month names and the like; a digit is a time as well. May is left to its digits: "may" is a verb, too.
_TIME = _any(
    "january february march april june july august september october november december today yesterday",
    "stycz lutego lutym luty marzec marca marcu kwiet czerw lipiec lipca lipcu sierp wrze paźdz listopad grudz grudni",
    "januar februar märz juni juli oktober dezember janvier février mars avril juin juillet août septembre octobre",
    "décembre",
    "январ феврал март апрел июн июл август сентябр октябр ноябр декабр",
    "січ лют берез квіт трав черв лип серп верес жовт листоп груд",
)
_QUANTITY = _any(
    "one two three four five six seven eight nine ten dozen hundred thousand million billion half third quarter",
    "twice double",
    "jeden dwa dwie dwóch trzy cztery pięć sześć siedem osiem dziewięć dziesięć tysi milion miliard połow",
    "zwei drei vier fünf sechs sieben acht neun zehn hundert tausend hälfte deux trois quatre cinq cent mille",
    "два две три четыре пять шесть семь восемь девять десять тысяч миллион миллиард",
)
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+)*")
_YEAR = re.compile(r"1\d\d\d|20\d\d")

Cue = Callable[[str], float]


def cue_of(question: str) -> Cue:
    """How well a sentence holds the kind of thing that the question asks for, from LACKS to HOLDS."""
    given = set(_NUMBER.findall(question))
    if _WHEN.search(question):
        return lambda sentence: _time(sentence, given)
    if _HOW_MANY.search(question):
        return lambda sentence: _quantity(sentence, given)
    if _WHO_WHERE.search(question):
        known = {word.casefold() for word in _WORD.findall(question)}
        return lambda sentence: NAMED if _has_name(sentence, known) else UNNAMED
    return lambda _: ANY


def _time(sentence: str, given: set[str]) -> float:
    """A year or a month is a time; any other number may be one."""
    new = _numbers(sentence, given)
    if _TIME.search(sentence) or any(_YEAR.fullmatch(number) for number in new):
        return HOLDS
    return ANY if new else LACKS


def _quantity(sentence: str, given: set[str]) -> float:
    """A number is a quantity, but one that looks like a year may be none."""
    new = _numbers(sentence, given)
    if _QUANTITY.search(sentence) or not all(_YEAR.fullmatch(number) for number in new):
        return HOLDS
    return ANY if new else LACKS


def _numbers(sentence: str, given: set[str]) -> list[str]:
    return [number for number in _NUMBER.findall(sentence) if number not in given]


def _has_name(sentence: str, known: set[str]) -> bool:
    """A capitalised word that the question does not have and that does not merely begin the sentence."""
    words = _WORD.findall(sentence)
    return any(word[0].isupper() and word.casefold() not in known for word in words[1:])
