"""A sentence read as a claim: what it speaks of, when, how much, and whether it says so outright."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from index.analysis import terms
from qa.disagreement.moments import Moment, moments
from qa.disagreement.quantities import Quantity, quantities


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that was found, with what it stands in."""

    text: str
    #: ISO 639-1; what is in no language of qa.disagreement.units.LANGUAGES is not compared.
    language: str
    #: Its document's title and the headings above it.
    context: str
    #: ISO date of its document, as exact as it is known; empty for unknown.
    published: str
    #: Which work it is of: two sentences of one work are not compared.
    work: str


@dataclass(frozen=True, slots=True)
class Word:
    """A content word: its term, and whether it is written as names are."""

    term: str
    name: bool
    #: Whether it only says where: "in Vienna".
    place: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that is part of a name."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence as it is compared with others."""

    told: Told
    words: tuple[Word, ...]
    quantities: tuple[Quantity, ...]
    moments: tuple[Moment, ...]
    #: Numbers that are neither quantities nor dates: "Article 5", "Super Bowl 57".
    figures: tuple[Figure, ...]
    terms: frozenset[str]
    #: Terms of title and headings.
    around: frozenset[str]
    #: Which part of the sentence it is, and the words of the sentence before that part.
    start: int
    end: int
    before: tuple[Word, ...] = ()


_TOKEN = re.compile(r"(?<!\w)(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’ʼ][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s\Z")


#: Says who says so: the words of it are about the source and not about what is told.
_SOURCE = re.compile(
    r"(?:\b(?:according to|as reported by|citing|laut|nach Angaben (?:von|des|der)|według|zdaniem|selon|d'après|"
    r"по данным|по словам|согласно|за даними|за словами)\s+[^,;:()]{2,80}?(?=[,;()]|\.?\Z|\.\s))"
    r"|(?:,\s+[^,;:()]{2,60}\s(?:said|says|told|reported|reports|announced|added|showed|shows)\b[^,;]{0,60}\Z)",
    re.IGNORECASE,
)


def read(told: Told) -> Claim:
    """The claim of a sentence."""
    text, language = told.text, told.language
    numbers, dates = _apart(quantities(text, language), moments(text))
    spans = [(one.start, one.end) for one in numbers] + [(when.start, when.end) for when in dates]
    spans += [match.span() for match in _SOURCE.finditer(text)]
    tokens = [match for match in _TOKEN.finditer(text) if not any(s <= match.start() < e for s, e in spans)]
    words = _content(text, tokens, told.context, language)
    return Claim(
        told=told,
        words=words,
        quantities=tuple(numbers),
        moments=tuple(dates),
        figures=tuple(Figure(one.group(), one.start()) for one in tokens if one.group()[0].isdigit()),
        terms=frozenset(word.term for word in words),
        around=_around(told.context, language),
        start=0,
        end=len(text),
    )


#: Texts repeat their words: so many are kept with their terms.
_KEPT = 65_536


@lru_cache(maxsize=_KEPT)
def _term(word: str, language: str) -> str:
    """The term of a word; empty for a function word and a number."""
    found = () if word[0].isdigit() else terms(_POSSESSIVE.sub("", word), language)
    return found[0] if found else ""


@lru_cache(maxsize=1024)
def _around(context: str, language: str) -> frozenset[str]:
    return frozenset(terms(context, language))


def _apart(numbers: list[Quantity], dates: list[Moment]) -> tuple[list[Quantity], list[Moment]]:
    """What can be read as both is a date if it has a month, and else a quantity: "17 November", "1386 metres"."""
    days = [when for when in dates if when.month]
    numbers = [one for one in numbers if not any(_overlap(one, when) for when in days)]
    return numbers, days + [
        when for when in dates if not when.month and not any(_overlap(one, when) for one in numbers)
    ]


def _overlap(one: Quantity, when: Moment) -> bool:
    return one.start < when.end and when.start < one.end


def _content(text: str, tokens: Sequence[re.Match[str]], context: str, language: str) -> tuple[Word, ...]:
    light = _light(language)
    found = []
    for match in tokens:
        written = match.group()
        term = _term(written, language)
        if not term or term in light:
            continue
        capital = written[0].isupper()
        name = capital and (not _begins(text, match.start()) or (language != "de" and written in context[1:]))
        found.append(Word(term, name, name and _is_place(text, match.start()), *match.span()))
    return tuple(found)


#: What stands before a name that only says where something was, and how far back that is looked for.
_PLACE = re.compile(
    r"(?<!\w)(?:in|at|from|near|to|on|w|we|na|do|z|ze|pod|aus|bei|nach|an|à|au|aux|dans|près de|в|во|на|из|у|з|до|із)"
    r"\s+(?:the\s+)?(?:[A-ZŁŚŻÜÖÄ][\w.-]*,?\s+)*\Z"
)
_BACK = 40


def _is_place(text: str, at: int) -> bool:
    return _PLACE.search(text[max(0, at - _BACK) : at]) is not None


def _begins(text: str, at: int) -> bool:
    """Whether a word there is capitalised because a sentence begins."""
    before = text[max(0, at - 4) : at].rstrip(" \u00a0\"'“„«‘(–—-")
    return before[-1] in ".!?:" if before else at <= 4


#: Words that add nothing to what a number is of: verbs of measure, and of saying.
_LIGHT = {
    "en": "reach reached reaching stand stands stood amount amounts amounted total totalled totaled number numbered "
          "numbers make makes made take takes took account accounted say says said report reported reports accord "
          "according announce announced note noted add added figure figures estimate estimated estimates show shows "
          "showed data contain contains contained hold holds held comprise comprises include includes included "
          "including cover covers covered measure measures also around some roughly get gets got give gave given "
          "remain remains remained leave leaves left consist consists see saw seen record recorded become became does "
          "do did doing done",
    "pl": "wynosi wyniosła wyniósł wyniosło wyniosły wynosiła wynosił sięga sięgnęła sięgnął liczy liczył liczyła "
          "stanowi stanowił stanowiła stanowiło ma mają miał miała miało mieści mieściła obejmuje zajmuje podał podała "
          "podało powiedział powiedziała według zdaniem około osiągnął osiągnęła osiągnęło",
    "de": "beträgt betrug betragen liegt lag liegen lagen erreicht erreichte erreichen umfasst umfasste zählt zählte "
          "macht machte hat hatte sagte teilte mit laut rund etwa insgesamt",
    "fr": "atteint atteignait compte comptait représente représentait élève élevait mesure mesurait dit déclaré selon "
          "environ",
    "ru": "составляет составила составил составило составили достигла достиг достигло насчитывает насчитывал имеет "
          "имел сообщил сообщила",
    "uk": "становить становила становив становило складає склала склав сягає сягнула налічує має мала повідомив "
          "повідомила",
}  # fmt: skip


@cache
def _light(language: str) -> frozenset[str]:
    return frozenset(term for word in _LIGHT.get(language, "").split() for term in terms(word, language))


#: Verbs for what happens to a thing but once: of two dates for it one is wrong. "Elected" and "met" are not of them.
_ONCE = {
    "en": "founded established created born died signed ratified built opened completed launched adopted introduced "
          "abolished invented discovered published joined acceded annexed independence collapsed merged assassinated "
          "crashed sank sunk entered dissolved declared unveiled inaugurated commissioned decommissioned demolished "
          "destroyed enacted passed murdered buried married acquired premiered erupted exploded proclaimed banned "
          "legalised legalized unified reunified",
    "pl": "założono założony założona założone utworzono utworzony urodził urodziła zmarł zmarła podpisano podpisany "
          "podpisał podpisała ratyfikowano ratyfikowała zbudowano zbudowany zbudowana otwarto otwarty otwarta otwarte "
          "ukończono ukończony ukończona uchwalono uchwalił przyjęto przystąpiła przystąpił przystąpiło zamknięto "
          "zamknięty zamknięta odkryto odkrył odkryła wynaleziono wynalazł opublikowano opublikowała stoczono stoczona "
          "zatonął zniesiono wprowadzono uruchomiono uruchomiony ogłoszono ogłosiła niepodległość wybudowano "
          "wybudowany rozwiązano zburzono zginął zginęła weszła wszedł weszło powstał powstała powstało",
    "de": "gegründet geboren starb gestorben unterzeichnet ratifiziert gebaut erbaut eröffnet fertiggestellt "
          "verabschiedet eingeführt abgeschafft erfunden entdeckt veröffentlicht trat beigetreten geschlossen "
          "stillgelegt abgeschaltet verkündet aufgelöst gesunken sank zerstört ermordet genommen abgerissen vollendet "
          "unabhängig errichtet",
    "fr": "fondé fondée né née mort morte décédé signé signée ratifié construit construite ouvert ouverte achevé "
          "achevée lancé adopté adoptée introduit aboli inventé découvert découverte publié publiée adhéré fermé "
          "fermée détruit détruite inauguré inaugurée entra créé créée dissous",
    "ru": "основан основана основано родился родилась умер умерла подписан подписана подписано построен построена "
          "открыт открыта открыто завершен завершён принят принята опубликован опубликована вступил вступила закрыт "
          "закрыта создан создана запущен запущена",
    "uk": "засновано заснований народився народилася помер померла підписано підписаний збудовано відкрито завершено "
          "ухвалено прийнято опубліковано вступила вступив закрито створено запущено",
}  # fmt: skip


@cache
def once(language: str) -> frozenset[str]:
    """Terms of the verbs for what happens to a thing but once."""
    return frozenset(term for word in _ONCE.get(language, "").split() for term in terms(word, language))


_BREAK = re.compile(
    r"[;:()«»“”\"—]|\s[–-]\s|,(?!\d)|\s(?=(?:while|whereas|but|although|though|because|podczas gdy|natomiast|ale|choć|"
    r"gdyż|während|aber|obwohl|weil|tandis que|mais|но|хотя|але|хоча)\s)",
    re.IGNORECASE,
)
#: A clause of fewer content words takes its neighbours in: "In 2021," says nothing by itself. With two to six the cases
#: of tests/qa/cases are told alike.
CLAUSE_WORDS = 4


def clause(claim: Claim, at: int) -> Claim:
    """The claim of the clause that stands at this offset alone, with its neighbours while it has few words.

    Where the clause gives no date, those of the sentence hold for it.
    """
    start, end = _bounds(claim, at)
    words = tuple(word for word in claim.words if start <= word.start < end)
    return replace(
        claim,
        start=start,
        end=end,
        before=tuple(word for word in claim.words if word.start < start),
        words=words,
        quantities=tuple(one for one in claim.quantities if start <= one.start < end),
        moments=tuple(when for when in claim.moments if start <= when.start < end) or claim.moments,
        figures=tuple(figure for figure in claim.figures if start <= figure.start < end),
        terms=frozenset(word.term for word in words),
    )


def _bounds(claim: Claim, at: int) -> tuple[int, int]:
    text = claim.told.text
    cuts = [0, *(match.end() for match in _BREAK.finditer(text)), len(text)]
    first = max(place for place, cut in enumerate(cuts[:-1]) if cut <= at)
    last = first + 1
    while sum(cuts[first] <= word.start < cuts[last] for word in claim.words) < CLAUSE_WORDS:
        if first == 0 and last == len(cuts) - 1:
            break
        first, last = max(0, first - 1), min(len(cuts) - 1, last + 1)
    return cuts[first], cuts[last]
