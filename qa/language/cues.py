"""What kind of thing a question asks for, and whether a sentence holds one.

"When" wants a time, "how many" a quantity, "who" and "where" a name; what the question itself names is none of these.
The question words and the words for times and quantities are listed for English, Polish, German, French, Russian and
Ukrainian; a question in another language, or of another kind, is content with any sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from qa.language.wordlists import whole

#: What a sentence scores that holds the kind or lacks it; between them where it may hold it or none is asked for. Names
#: are so common, and so often given by a pronoun, that they tell half as much as times and quantities do: fitted apart,
#: their weights were 0.4 and 0.8 (docs/decisions/0005-answers.md).
HOLDS, LACKS, ANY = 1.0, 0.0, 0.5
NAMED, UNNAMED = 0.75, 0.25


_WHEN = whole(
    "when what_year what_date what_day what_month which_year which_date which_day which_month since_when until_when",
    "kiedy w_którym_roku którego_dnia wann seit_wann in_welchem_jahr quand en_quelle_année когда коли",
)
_HOW_MANY = whole(
    "how_many how_much how_long how_old how_far how_large how_big how_high how_tall how_often how_fast",
    "what_percentage what_proportion what_share what_number what_amount",
    "ile ilu jak_wiele jak_długo wieviel wieviele wie_viel wie_viele wie_lange wie_hoch wie_groß wie_alt wie_weit",
    "combien сколько скільки",
)
_WHO_WHERE = whole(
    "who whom whose where kto kogo komu kim gdzie dokąd skąd wer wen wem wessen wo wohin woher qui où",
    "кто кого кому где куда откуда хто де куди звідки",
)
#: Names of months and the like; a digit is a time as well. May is left to its digits: "may" is a verb, too.
_TIME = whole(
    "january february march april june july august september october november december today* yesterday*",
    "stycznia styczniu styczeń lutego lutym luty marca marcu marzec kwietnia kwietniu kwiecień czerwca czerwcu",
    "czerwiec lipca lipcu lipiec sierpnia sierpniu sierpień września wrześniu wrzesień październik* listopad*",
    "grudnia grudniu grudzień",
    "januar* februar* märz juni juli oktober* dezember* janvier février avril juin juillet août septembre octobre",
    "novembre décembre",
    "январ* феврал* март марта марте апрел* июн* июл* август августа августе сентябр* октябр* ноябр* декабр*",
    "січня січні січень лютого лютому лютий березня березні березень квітня квітні квітень травня травні травень",
    "червня червні червень липня липні липень серпня серпні серпень вересня вересні вересень жовтня жовтні жовтень",
    "листопад* грудня грудні грудень",
)
#: French March; with a capital it is a planet.
_MARS = re.compile(r"(?<!\w)mars(?!\w)")
_QUANTITY = whole(
    "one two three four five six seven eight nine ten eleven twelve *teen twenty* thirty* forty* fifty* sixty*",
    "seventy* eighty* ninety* dozen* hundred* thousand* million* billion* half third* quarter* twice double* *fold",
    "jeden jedna jedno dwa dwie dwóch dwaj trzy trzech trzej cztery czterech pięć pięciu sześć sześciu siedem siedmiu",
    "osiem ośmiu dziewięć dziewięciu dziesięć dziesięciu *naście *nastu *dzieści* *dziesiąt sto stu dwieście",
    "dwustu trzysta czterysta pięćset sześćset siedemset osiemset dziewięćset",
    "tysi* milion* miliard* połow*",
    "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf *zehn *zig *ßig hundert* *hundert *tausend* hälfte",
    "deux trois quatre cinq sept huit neuf dix onze douze vingt* trente* quarante* cinquante* soixante* cent cents",
    "mille",
    "два две двух три трех трёх четыре четырех четырёх пять пяти шесть шести семь семи восемь восьми девять девяти",
    "десять десяти *надцать *дцать *десят сто тысяч* миллион* миллиард* половин*",
    "дві двох трьох чотири чотирьох п'ять п’ять шість сім вісім дев'ять дев’ять *надцять *дцять тисяч* мільйон*",
    "мільярд*",
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
    if _TIME.search(sentence) or _MARS.search(sentence) or any(_YEAR.fullmatch(number) for number in new):
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
