"""How a sentence tells what it tells: outright or as a plan, denied or not, for each day or in all.

The words for it are listed for English, Polish, German, French, Russian and Ukrainian together: a sentence is not told
in two of them. How the lists are written is told in qa/language/wordlists.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.disagreement.claims import Claim
from qa.disagreement.moments import Moment, relative
from qa.language.wordlists import whole


@dataclass(frozen=True, slots=True)
class Span:
    """A place in the sentence."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Manner:
    """What two sentences must share, besides their words, to be about one thing."""

    #: Whether it tells what is expected, planned, possible or claimed.
    tentative: bool
    #: Whether it is a question, a condition, or no whole sentence.
    unfit: bool
    #: Words that place it in time without a date: "Tuesday", "last year".
    relative: frozenset[str]
    #: "a day", "per head": what its numbers are for each of.
    rates: frozenset[str]
    #: Words that say on which side: "against".
    sides: frozenset[str]
    #: Where its negations stand.
    negations: tuple[Span, ...]
    #: Whether a negation of it denies only a part: "not only", "not yet", "not all".
    partly: bool


#: What makes a sentence tell less than a fact: plans, forecasts, possibilities, conditions.
_TENTATIVE = whole(
    "will would shall could may might should must expect* forecast* project* predict* plan plans planned planning "
    "target* aim* goal propos* intend* hope* likely possibl* potential* probabl* suppos* alleg* claim* scheduled "
    "set_to to_be due_to is_to are_to was_to were_to ought anticipat* want* call* need* seek* promis* pledg* request* "
    "budget threaten* can",
    "będzie będą byłby byłaby byłoby mógł* mogł* może mogą miał_* miała_* ma_być mają_być powinn* prognoz* przewid* "
    "oczekiw* plan* zamierz* podobno rzekomo chc* prawdopodobn* możliw* zapowi* miał miała miało miały",
    "wird werden würde würden könnte könnten kann können soll sollen sollte sollten dürfte mag voraussichtlich erwart* "
    "prognos* plan* geplant angeblich möglich* wahrscheinlich* will wollen wollte ziel*",
    "sera seront serait seraient pourrait pourraient peut peuvent devrait devraient prév* attend* probabl* possibl* "
    "planifi* projet*",
    "будет будут может могут мог могла могли бы ожида* прогноз* планир* возможно вероятно должен должна должно должны "
    "якобы",
    "буде будуть може можуть міг могла могли би очіку* прогноз* плану* можливо ймовірно має_бути мають нібито",
)
#: What makes a sentence tell something of a case and not of what was: conditions, and questions told.
_CONDITIONAL = whole(
    "if unless whether when whenever in_case provided anyone whoever",
    "jeśli jeżeli gdyby czy gdy kiedy",
    "wenn falls ob sofern",
    "si quand lorsque",
    "если ли когда",
    "якщо чи коли",
)
#: What the numbers of a sentence are for each of, by how it is written.
_RATES = {
    "day": whole("a_day per_day daily each_day every_day dziennie na_dobę pro_tag täglich par_jour в_день на_день"),
    "week": whole("a_week per_week weekly tygodniowo pro_woche wöchentlich par_semaine в_неделю на_тиждень"),
    "month": whole("a_month per_month monthly miesięcznie pro_monat monatlich par_mois в_месяц на_місяць"),
    "year": whole("a_year per_year annual* yearly each_year every_year per_annum rocznie roczn* na_rok pro_jahr "
                  "jährlich* jahres* par_an annuel* в_год ежегодн* на_рік щоріч* річн*"),
    "head": whole("per_capita per_person per_head a_head na_mieszkańca na_głowę na_osobę pro_kopf par_habitant на_душу "
                  "на_человека"),
    "hour": whole("an_hour per_hour hourly na_godzinę pro_stunde par_heure в_час на_годину"),
}  # fmt: skip
#: Words that turn what is told round, and are function words in some language.
_SIDES = whole(
    "against opposed for_and without between among except other than only alone both half under over before after",
    "przeciw przeciwko bez oprócz poza między tylko sam sama samo oba obie przed po",
    "gegen ohne außer zwischen nur allein beide vor nach",
    "contre sans sauf entre seul seule seulement avant après",
    "против без кроме между только до после",
    "проти без крім між лише до після",
)
_NEGATION = whole(
    "not no never cannot neither nor without none n't don't doesn't didn't isn't aren't wasn't weren't won't can't "
    "hasn't haven't hadn't don’t doesn’t didn’t isn’t aren’t wasn’t weren’t won’t can’t hasn’t haven’t hadn’t",
    "nie nigdy bez ani żaden żadna żadne żadnego żadnej żadnych",
    "nicht kein keine keinen keiner keinem keines nie niemals ohne weder",
    "pas aucun aucune jamais ni sans",
    "не нет ни никогда без",
    "не ні ніколи без немає",
)
#: What makes a negation deny less than the whole, or more than one thing.
_PARTLY = whole(
    "not_only not_yet not_all not_every not_until until yet still longer again fully entirely completely necessarily "
    "always merely just doubt because without also too no_more no_less nothing_but nobody partly partially some most "
    "any anymore so_far even alone only",
    "nie_tylko jeszcze nie_wszyscy nie_wszystkie dopóki dopiero już w_pełni całkowicie zawsze ponieważ bez także też "
    "wciąż nadal częściowo niektórzy niektóre większość nawet sam sama samo tylko",
    "nicht_nur noch nicht_alle erst mehr wieder ganz völlig immer weil ohne auch nur teilweise einige meisten sogar "
    "bisher allein",
    "pas_seulement encore plus toujours tout tous entièrement parce sans aussi partiellement certains même seul seule "
    "seulement",
    "не_только ещё еще уже не_все всегда полностью потому без также тоже частично даже только",
    "не_лише не_тільки ще вже не_всі завжди повністю тому без також теж частково навіть лише тільки",
)


def manner(claim: Claim) -> Manner:
    """How a claim tells what it tells."""
    text = claim.told.text
    part = text[claim.start : claim.end]
    return Manner(
        tentative=_TENTATIVE.search(_without(text, claim.moments)[claim.start : claim.end]) is not None,
        unfit=_CONDITIONAL.search(text) is not None or not _whole(text),
        relative=relative(part),
        rates=frozenset(rate for rate, pattern in _RATES.items() if pattern.search(part)),
        sides=frozenset(match.group().casefold() for match in _SIDES.finditer(part)),
        negations=tuple(Span(*match.span()) for match in _NEGATION.finditer(text, claim.start, claim.end)),
        partly=_PARTLY.search(part) is not None,
    )


def _without(text: str, dates: Sequence[Moment]) -> str:
    """The text with its dates blotted out: May is a month and "may" is none."""
    for when in dates:
        text = text[: when.start] + " " * (when.end - when.start) + text[when.end :]
    return text


_OPENING = tuple('"“„«')
_END = re.compile(r"[.!…][\"”’»'“)\]]*\Z")


def _whole(text: str) -> bool:
    """Whether this is a sentence that tells something: no question, no heading, no part, no entry of a list."""
    text = text.strip()
    begins = text[:1].isupper() or text[:1].isdigit() or text.startswith(_OPENING)
    return begins and _END.search(text) is not None and ":" not in text
