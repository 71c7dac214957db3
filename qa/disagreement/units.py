"""Words for numbers and units, as analyses print them: English, Polish, German, French, Russian, Ukrainian.

Tables only; quantities.py reads numbers by them. How the lists are written is told in qa/language/wordlists.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qa.language.wordlists import any_of

#: Languages that are read; a text in another language has no quantities.
LANGUAGES = ("en", "pl", "de", "fr", "ru", "uk")

#: Words that multiply the number before them, by language: a billion is not the same everywhere.
MULTIPLIERS: Mapping[str, Mapping[str, float]] = {
    "en": {
        "hundred": 1e2, **dict.fromkeys(("thousand", "k"), 1e3),
        **dict.fromkeys(("million", "millions", "mn", "m", "mln"), 1e6),
        **dict.fromkeys(("billion", "billions", "bn"), 1e9), **dict.fromkeys(("trillion", "trillions", "tn"), 1e12),
    },
    "pl": {
        **dict.fromkeys(("tys", "tysiąc", "tysiące", "tysięcy"), 1e3),
        **dict.fromkeys(("mln", "milion", "miliona", "miliony", "milionów"), 1e6),
        **dict.fromkeys(("mld", "miliard", "miliarda", "miliardy", "miliardów"), 1e9),
        **dict.fromkeys(("bln", "bilion", "biliona", "biliony", "bilionów"), 1e12),
    },
    "de": {
        **dict.fromkeys(("tausend", "tsd"), 1e3), **dict.fromkeys(("mio", "million", "millionen"), 1e6),
        **dict.fromkeys(("mrd", "milliarde", "milliarden"), 1e9), **dict.fromkeys(("billion", "billionen"), 1e12),
    },
    "fr": {
        "mille": 1e3, **dict.fromkeys(("million", "millions", "mln"), 1e6),
        **dict.fromkeys(("milliard", "milliards", "mds", "mrd"), 1e9),
    },
    "ru": {
        **dict.fromkeys(("тыс", "тысяча", "тысячи", "тысяч"), 1e3),
        **dict.fromkeys(("млн", "миллион", "миллиона", "миллионов"), 1e6),
        **dict.fromkeys(("млрд", "миллиард", "миллиарда", "миллиардов"), 1e9),
        **dict.fromkeys(("трлн", "триллион", "триллиона", "триллионов"), 1e12),
    },
    "uk": {
        **dict.fromkeys(("тис", "тисяча", "тисячі", "тисяч"), 1e3),
        **dict.fromkeys(("млн", "мільйон", "мільйона", "мільйони", "мільйонів"), 1e6),
        **dict.fromkeys(("млрд", "мільярд", "мільярда", "мільярди", "мільярдів"), 1e9),
        **dict.fromkeys(("трлн", "трильйон", "трильйона", "трильйони", "трильйонів"), 1e12),
    },
}  # fmt: skip


def _counted(words: str, values: Iterable[int]) -> dict[str, float]:
    return dict(zip(words.split(), map(float, values), strict=True))


#: Numbers that are written as words; the word for one is left out, for it is an article or a pronoun as well.
NUMBER_WORDS: Mapping[str, Mapping[str, float]] = {
    "en": _counted("two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
                   "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety",
        (*range(2, 21), *range(30, 100, 10))),
    "pl": {
        **dict.fromkeys(("dwa", "dwie", "dwóch", "dwaj", "dwoje"), 2), **dict.fromkeys(("trzy", "trzech", "trzej"), 3),
        **dict.fromkeys(("cztery", "czterech", "czterej"), 4), **dict.fromkeys(("pięć", "pięciu"), 5),
        **dict.fromkeys(("sześć", "sześciu"), 6), **dict.fromkeys(("siedem", "siedmiu"), 7),
        **dict.fromkeys(("osiem", "ośmiu"), 8), **dict.fromkeys(("dziewięć", "dziewięciu"), 9),
        **dict.fromkeys(("dziesięć", "dziesięciu"), 10), **dict.fromkeys(("jedenaście", "jedenastu"), 11),
        **dict.fromkeys(("dwanaście", "dwunastu"), 12), **dict.fromkeys(("dwadzieścia", "dwudziestu"), 20),
        **dict.fromkeys(("trzydzieści", "trzydziestu"), 30),
    },
    "de": _counted("zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn "
                   "siebzehn achtzehn neunzehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
        (*range(2, 21), *range(30, 100, 10))),
    "fr": _counted("deux trois quatre cinq six sept huit dix onze douze treize quatorze quinze seize vingt trente "
                   "quarante cinquante soixante",
        (*range(2, 9), *range(10, 17), *range(20, 70, 10))),
    "ru": {
        **dict.fromkeys(("два", "две", "двух"), 2), **dict.fromkeys(("три", "трех", "трёх"), 3),
        **dict.fromkeys(("четыре", "четырех", "четырёх"), 4), **dict.fromkeys(("пять", "пяти"), 5),
        **dict.fromkeys(("шесть", "шести"), 6), **dict.fromkeys(("семь", "семи"), 7),
        **dict.fromkeys(("восемь", "восьми"), 8), **dict.fromkeys(("девять", "девяти"), 9),
        **dict.fromkeys(("десять", "десяти"), 10), **dict.fromkeys(("двенадцать", "двенадцати"), 12),
    },
    "uk": {
        **dict.fromkeys(("два", "дві", "двох"), 2), **dict.fromkeys(("три", "трьох"), 3),
        **dict.fromkeys(("чотири", "чотирьох"), 4), **dict.fromkeys(("п'ять", "п’ять", "п'яти"), 5),
        **dict.fromkeys(("шість", "шести"), 6), **dict.fromkeys(("сім", "семи"), 7), "вісім": 8, "дев'ять": 9,
        **dict.fromkeys(("десять", "десяти"), 10), "дванадцять": 12,
    },
}  # fmt: skip

#: What a unit measures, its size in the base of that measure, and its forms in all languages.
_UNITS = (
    ("percent", 1, "% per_cent percent proc procent* prozent pour_cent процент* відсотк*"),
    ("points", 1, "percentage_point* pp p.p punkt*_procentow* pkt_proc prozentpunkt* point*_de_pourcentage "
                  "процентн*_пункт* відсотков*_пункт*"),
    ("length", 1, "m metre metres meter meters metr metra metry metrów metern mètre mètres метр метра метров метрів м"),
    ("length", 1e3, "km kilometre* kilometer* kilometr* kilomètre* км километр* кілометр*"),
    ("length", 1e-2, "cm centimetre* centimeter* centymetr* zentimeter* centimètre* см"),
    ("length", 1e-3, "mm millimetre* millimeter* milimetr* мм"),
    ("length", 1609.344, "mile miles mi"),
    ("length", 0.3048, "ft feet foot"),
    ("area", 1e6, "km² km2 sq_km sq._km square_kilometre* square_kilometer* km_kw kilometr*_kwadratow* "
                  "quadratkilometer* kilomètre*_carré* кв_км кв._км квадратн*_километр* квадратн*_кілометр* км²"),
    ("area", 2.58999e6, "square_mile* sq_mi"),
    ("area", 1, "m² m2 square_metre* square_meter* metr*_kwadratow* quadratmeter* mètre*_carré*"),
    ("area", 0.092903, "square_foot square_feet sq_ft sq._ft"),
    ("area", 1e4, "ha hectare* hektar* гектар* га"),
    ("area", 4046.86, "acre acres"),
    ("volume", 1, "m³ m3 cubic_metre* cubic_meter* metr*_sześcienn* kubikmeter* mètre*_cube* куб_м м³ кубометр* "
                  "кубическ*_метр*"),
    ("volume", 1e9, "bcm km³ km3 cubic_kilometre* cubic_kilometer* kubikkilometer* kilometr*_sześcienn*"),
    ("volume", 1e6, "mcm"),
    ("volume", 1e-3, "litre* liter liters litr* литр* літр*"),
    ("barrels", 1, "barrel* baryłk* barył* fass баррел* барел*"),
    ("mass", 1e3, "tonne tonnes ton tons tona tony ton t tonnen тонна тонны тонн т"),
    ("mass", 1, "kg kilogram* kilogramm* kilo кг килограмм* кілограм*"),
    ("power", 1e3, "kw kilowatt* kilowat* квт"),
    ("power", 1e6, "mw megawatt* megawat* мвт мегаватт*"),
    ("power", 1e9, "gw gigawatt* gigawat* гвт гигаватт*"),
    ("energy", 1e3, "kwh kilowattstunde*"),
    ("energy", 1e6, "mwh megawattstunde* megawatogodzin*"),
    ("energy", 1e9, "gwh gigawattstunde* gigawatogodzin*"),
    ("energy", 1e12, "twh terawattstunde* terawatogodzin*"),
    ("speed", 1, "km/h kph kmh км/ч"),
    ("speed", 1.609344, "mph"),
    ("celsius", 1, "°c degrees_celsius grad_celsius stopni_celsjusza"),
    ("fahrenheit", 1, "°f degrees_fahrenheit"),
    ("years", 1, "year years lat lata jahre jahren ans années лет года років роки"),
    ("months", 1, "month months miesiąc* miesięcy monat monate monaten mois месяц* місяц*"),
    ("days", 7, "week weeks tydzień tygodni* woche wochen semaine* недел* тижн*"),
    ("days", 1, "day days dzień dni tag tage tagen jour jours день дня дней дні днів"),
    ("hours", 1, "hour hours godzin* stunde stunden heure heures час часа часов годин*"),
    ("hours", 1 / 60, "minute minutes minut* minuten минут* хвилин*"),
    ("seconds", 1, "second seconds sekund* sekunden seconde* секунд*"),
    ("people", 1, "people persons person osób osoby osobę ludzi menschen personen personnes человек людей осіб особи"),
    ("dollar", 1, "$ us$ usd dollar dollars dolar* доллар* долар* us_dollar*"),
    ("euro", 1, "€ eur euro euros евро євро d'euros d’euros"),
    ("pound", 1, "£ gbp pound pounds pounds_sterling funt* фунт*"),
    ("zloty", 1, "zł pln złot* zloty* złotych zlotys"),
    ("franc", 1, "chf franc francs franken"),
    ("rouble", 1, "rub rouble* ruble* rubl* rubel рубл* руб"),
    ("hryvnia", 1, "uah hryvni* hrywn* griwna гривен* гривн*"),
    ("yen", 1, "¥ jpy yen"),
    ("yuan", 1, "yuan renminbi rmb"),
    ("krone", 1, "sek nok dkk kronor kroner krona krone"),
    ("rupee", 1, "₹ rupee rupees"),
)  # fmt: skip

#: Signs of money, which stand before the number as well as behind it.
SIGNS: Mapping[str, str] = {"us$": "dollar", "$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₹": "rupee"}
#: Measures whose values change slowly or not at all: sizes of places and things.
LASTING = frozenset({"length", "area"})


#: Words before a number that say how it is meant, by language: about so much, so much or more, so much or less.
ABOUT: Mapping[str, str] = {
    "en": "about around some roughly approximately nearly almost circa close_to an_estimated estimated_at just_over "
          "just_under more_or_less approx up_to_about",
    "pl": "około ok blisko prawie niemal mniej_więcej w_przybliżeniu szacunkowo niespełna",
    "de": "etwa rund ungefähr circa ca fast knapp gut nahezu beinahe annähernd schätzungsweise",
    "fr": "environ près_de quelque presque autour_de à_peu_près",
    "ru": "около примерно почти приблизительно порядка",
    "uk": "близько приблизно майже орієнтовно",
}  # fmt: skip
MORE: Mapping[str, str] = {
    "en": "more_than over at_least above greater_than no_less_than no_fewer_than upwards_of a_minimum_of in_excess_of "
          "exceeding exceeded exceeds exceed surpassed surpassing topped",
    "pl": "ponad powyżej więcej_niż co_najmniej przynajmniej minimum nie_mniej_niż przekroczyła przekroczył "
          "przekroczyło przekracza",
    "de": "mehr_als über mindestens wenigstens nicht_weniger_als",
    "fr": "plus_de plus_d' plus_d’ au_moins au_minimum",
    "ru": "более больше свыше не_менее как_минимум по_меньшей_мере",
    "uk": "понад більше більше_ніж щонайменше не_менше принаймні",
}  # fmt: skip
LESS: Mapping[str, str] = {
    "en": "less_than fewer_than under below up_to at_most no_more_than not_more_than a_maximum_of as_much_as "
          "as_many_as within",
    "pl": "mniej_niż poniżej do najwyżej co_najwyżej maksymalnie nie_więcej_niż aż",
    "de": "weniger_als unter bis_zu höchstens maximal nicht_mehr_als",
    "fr": "moins_de jusqu'à jusqu’à au_plus au_maximum",
    "ru": "менее меньше до не_более максимум",
    "uk": "менше до не_більше щонайбільше менше_ніж",
}  # fmt: skip
#: Words before a number that make it a difference, and not a level: "rose by 5 per cent".
BY: Mapping[str, str] = {"en": "by", "pl": "o", "de": "um", "ru": "на", "uk": "на"}
#: Words before a number that make it where something came from: "fell from 46 per cent".
FROM: Mapping[str, str] = {"en": "from", "pl": "z od ze", "de": "von", "fr": "de_à", "ru": "с от", "uk": "з від"}
#: Words before the first of two numbers that are the ends of a range.
BETWEEN: Mapping[str, str] = {
    "en": "between", "pl": "między pomiędzy", "de": "zwischen", "fr": "entre", "ru": "между", "uk": "між",
}  # fmt: skip
#: Words behind a quantity that make it a difference or a time from now: no level to be compared.
DIFFERENCE: Mapping[str, str] = {
    "en": "more less fewer higher lower greater larger smaller longer shorter additional extra further ago earlier "
          "later before after old or another each apart",
    "pl": "więcej mniej wyższy wyższa wyższe niższy niższa niższe dodatkowych temu później wcześniej przed po lub",
    "de": "mehr weniger höher niedriger größer kleiner länger später früher zuvor danach weitere oder alt alte alter",
    "fr": "plus moins supplémentaires après avant ou auparavant",
    "ru": "больше меньше выше ниже назад спустя раньше позже или",
    "uk": "більше менше вище нижче тому пізніше раніше або",
}  # fmt: skip
#: Words round a number that make it one of several numbers: the other three, three more, the first three.
ANOTHER: Mapping[str, str] = {
    "en": "more other another additional further extra new remaining first last next final past previous additional "
          "only just every each these those top",
    "pl": "kolejnych kolejne dalszych dalsze innych nowych pozostałych pozostałe pierwszych ostatnich następnych tylko "
          "co dodatkowych inne nowe te tych",
    "de": "weitere weiteren andere anderen neue neuen übrigen ersten letzten nächsten restlichen nur alle diese diesen",
    "fr": "autres nouveaux nouvelles premiers premières derniers dernières prochains seulement ces",
    "ru": "других новых еще ещё остальных первых последних только эти", "uk": "інших нових ще решта перших останніх "
                                                                              "лише ці",
}  # fmt: skip


#: Every form with the number of its unit, the longest first: "km²" is not "km".
_FORMS = sorted(
    ((form, place) for place, (_, _, forms) in enumerate(_UNITS) for form in forms.split()),
    key=lambda pair: -len(pair[0]),
)
_UNIT = re.compile(
    rf"(?:{'|'.join(rf'(?P<f{n}>{any_of(form)})' for n, (form, _) in enumerate(_FORMS))})(?![\w²³$€£-])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as it stands in a text."""

    measure: str
    #: In the base of its measure: a mile is 1609.344 of them.
    size: float
    #: Where it ends in the text.
    end: int


def unit_at(text: str, at: int) -> Unit | None:
    """The unit that is written at this place."""
    match = _UNIT.match(text, at)
    if not match or not match.lastgroup:
        return None
    measure, size, _ = _UNITS[_FORMS[int(match.lastgroup[1:])][1]]
    return Unit(measure, float(size), match.end())
