"""Dates as analyses print them → ISO 8601. A date that can be read in two ways is no date."""

from __future__ import annotations

import re
from datetime import date

#: By language: January to December, forms of one month joined by "/". Abbreviations are told by their first letters.
_MONTHS = (
    "january february march april may june july august september october november december",
    "styczeń/stycznia luty/lutego marzec/marca kwiecień/kwietnia maj/maja czerwiec/czerwca lipiec/lipca "
    "sierpień/sierpnia wrzesień/września październik/października listopad/listopada grudzień/grudnia",
    "januar/jänner februar märz april mai juni juli august september oktober november dezember",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "leden/ledna únor/února březen/března duben/dubna květen/května červen/června červenec/července srpen/srpna "
    "září říjen/října listopad/listopadu prosinec/prosince",
    "январь/января февраль/февраля март/марта апрель/апреля май/мая июнь/июня июль/июля август/августа "
    "сентябрь/сентября октябрь/октября ноябрь/ноября декабрь/декабря",
    "січень/січня лютий/лютого березень/березня квітень/квітня травень/травня червень/червня липень/липня "
    "серпень/серпня вересень/вересня жовтень/жовтня листопад/листопада грудень/грудня",
    "jan feb mar apr may jun jul aug sep/sept oct nov dec",
    "sty lut mar kwi maj cze lip sie wrz paź/paz lis gru",
    "jan feb mrz apr mai jun jul aug sep okt nov dez",
    "janv févr/fév mars avr mai juin juil août sept oct nov déc",
)


def _month_numbers() -> dict[str, int]:
    """Each form with its number; Czech "listopad" (11) is the Polish one too, Croatian's 10 is not read."""
    return {
        form: number for line in _MONTHS for number, forms in enumerate(line.split(), 1) for form in forms.split("/")
    }


_MONTH = _month_numbers()
#: "25/VIII/2021"
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_YEAR_END = r"(?:\s*(?:r\.?|roku|г\.?|года|р\.?|року))?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.|º|°)?"
_NAME = r"(?P<month>[^\W\d_]{3,})\.?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})(?:[T ]\d\d:\d\d\S*)?",
        r"(?P<year>\d{4})[/.](?P<number>\d{1,2})[/.](?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})\.\s?(?P<number>\d{1,2})\.\s?(?P<year>\d{4})" + _YEAR_END,
        rf"(?P<day>\d{{1,2}})(?:\s*[/.]\s*|\s+)(?P<roman>[IVX]+)(?:\s*[/.]\s*|\s+)(?P<year>\d{{4}}){_YEAR_END}",
        rf"{_DAY}\s+(?:of\s+|de\s+)?{_NAME},?\s+(?:de\s+|del\s+)?(?P<year>\d{{4}}){_YEAR_END}",
        rf"{_NAME}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})",
        rf"{_NAME},?\s+(?:de\s+)?(?P<year>\d{{4}}){_YEAR_END}",
        r"(?P<year>\d{4})-(?P<number>\d{2})",
    )
)
_SLASHED = re.compile(r"(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>\d{4})")
_WEEKDAY = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela"
    r"|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|понеділок|вівторок|середа|четвер|п['’]ятниця|субота|неділя|понедельник|вторник|среда|четверг|пятница|суббота"
    r"|воскресенье|lunes|martes|miércoles|jueves|viernes|sábado|domingo",
    re.IGNORECASE,
)
#: "Berlin, den 25. August", "Kraków, dnia 3 maja", "Paris, le 1er août", "Bonn, im Oktober".
_ARTICLE = re.compile(r"\A(?:den|dnia|dn\.|le|im|am|el|il|w dniu|від|от)\s+(?=\w)", re.IGNORECASE)
#: Numbers alone that are a date, though perhaps one that can be read in two ways.
_NUMERIC = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{2,4}\.?")
_TIME = re.compile(r"[\s,–-]*(?:at\s+)?\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?(?:\s+[A-Z]{2,4})?\Z", re.IGNORECASE)
#: "Wednesday, 25th of September 2021 at 12:30:00 p.m. CEST" has 54 characters.
_LONGEST = 80
_YEAR = re.compile(r"\d{4}")
#: Years that a modern analysis, or a scan of an old one, can bear.
_FIRST_YEAR, _LAST_YEAR = 1800, 2100


def parse_date(text: str) -> str:
    """The ISO date that the whole text is: "25 sierpnia 2021" → "2021-08-25", "August 2021" → "2021-08"; else ""."""
    if len(text) > _LONGEST or _YEAR.search(text) is None:
        return ""
    text = _ARTICLE.sub("", _WEEKDAY.sub("", text, count=1).strip(" ,."), count=1)
    if re.match(r"\d{4}-\d\d-\d\d[T ]", text) is None:
        text = _TIME.sub("", text)
    for form in _FORMS:
        if match := form.fullmatch(text):
            return _iso(match.groupdict())
    match = _SLASHED.fullmatch(text)
    return _slashed(match) if match else ""


def _iso(found: dict[str, str | None]) -> str:
    number = found.get("number")
    month = int(number) if number else _MONTH.get((found.get("month") or "").lower(), 0)
    if (roman := (found.get("roman") or "").upper()) in _ROMANS:
        month = _ROMANS.index(roman) + 1
    return _valid(int(found["year"] or 0), month, int(found.get("day") or 0))


def _slashed(match: re.Match[str]) -> str:
    """25/08/2021 and 08/25/2021 are one day; 03/04/2021 is two."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if first > 12 or first == second:
        return _valid(year, second, first)
    return _valid(year, first, second) if second > 12 else ""


def _valid(year: int, month: int, day: int) -> str:
    if not _FIRST_YEAR <= year <= _LAST_YEAR or not 1 <= month <= 12:
        return ""
    if not day:
        return f"{year:04}-{month:02}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:  # 31 June
        return ""


def looks_like_date(text: str) -> bool:
    """Whether the text is a date in numbers, even one that can be read in two ways: "03/04/2020"."""
    return _NUMERIC.fullmatch(text.strip()) is not None


def parse_field_date(text: str) -> str:
    """As ``parse_date``, for a field that says it is a date: a year alone will do."""
    if re.fullmatch(r"\d{4}", text) and _FIRST_YEAR <= int(text) <= _LAST_YEAR:
        return text
    return parse_date(text)
