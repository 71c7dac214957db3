"""Which words name one who speaks: "the Russian foreign ministry", "two people familiar with the talks".

Each word is given a letter for what it can be in a name, and a name is what the letters spell:

    n  one who speaks (a minister, a court)     c  another word with a capital     p  joins nouns ("of", "for")
    d  determiner or possessive                 a  another word                    v  looks like a verb
    w  something written ("a report")           g  joins it to its maker ("by")    t  a time, a number
    r  what holds by itself ("the treaty")      x  in no name
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.language.clauses import Word, pieces
from qa.language.reporting import Reporting
from qa.language.wordlists import words_of

#: Words of a name with all that describes it.
LONGEST = 14

_NOUN = "d*[av]{0,4}[nc](?:a{0,3}[nc])*"
_JOINED = f"(?:a?[pg]+{_NOUN})*"
_MAKER = f"d*[avct]{{0,5}}w[avt]{{0,2}}g{_NOUN}{_JOINED}"
#: Letters of a name; languages of the third kind have no prepositions before a genitive.
_NAME = re.compile(rf"{_NOUN}{_JOINED}|{_MAKER}|d*[at]{{0,3}}na?[pg]d*[at]{{1,3}}")
_GENITIVES = re.compile(rf"a{{0,2}}w?{_NOUN}(?:a{{0,3}}[nc]+)*a{{0,3}}{_JOINED}")
_GERMAN = re.compile("(?:d*a{0,4}w+gd*a{0,4})?d*a{0,4}[nc]+(?:[pg]d*a{0,3}[nc]+)*")
#: The beginning of a clause whose verb comes next, or whose next word is no more of a genitive.
_HEAD_GENITIVE = re.compile("a{0,3}w?n[nc]*(?:[pg][nc]+)*|w?c[nc]*(?:[pg][nc]+)*")
#: Languages whose genitives need no preposition.
_INFLECTED = frozenset(("pl", "ru", "uk"))

_ATTRIBUTES = words_of("united armed allied unnamed retired elected appointed based")
#: Names of people that are words for rules as well.
_GIVEN_NAMES = words_of("bill law")
_IRREGULAR = words_of(
    """won went took made gave met left saw told found held began came got ran rose fell lost led sent kept built
    bought brought wrote spoke thought knew became put set hit cut let read felt stood understood paid struck broke
    chose drew drove fought grew heard hid laid lent meant sang sank sat shot shut slept spent stole taught threw
    wore has said says goes gets makes takes means seems"""
)


def name(words: Sequence[Word], ways: Reporting, *, first: bool) -> tuple[int, int] | None:
    """Where the words name a speaker or stand for one, from its first character to behind its last; None for neither.

    ``first``: they begin the sentence, where a capital says nothing.
    """
    if not 0 < len(words) <= LONGEST:
        return None
    if len(words) == 1 and words[0].lower in ways.pronouns:
        return words[0].start, words[0].end
    spelt = _letters(words, ways, first=first)
    if not _pattern(ways).fullmatch(spelt) or _is_self(words) or _is_paper_alone(spelt, ways):
        return None
    return words[0].start, words[-1].end


def _pattern(ways: Reporting) -> re.Pattern[str]:
    if ways.language == "de":
        return _GERMAN
    return _GENITIVES if ways.language in _INFLECTED else _NAME


def name_at_end(words: Sequence[Word], ways: Reporting) -> tuple[int, int] | None:
    """The name that these words end with, after a circumstance: "13 marca 2020 WHO"."""
    spelt = _letters(words, ways, first=True)
    after = "at" if ways.language in _INFLECTED else "t"
    begins = [at for at in range(1, len(words)) if spelt[at] in "nc" and spelt[at - 1] in after]
    begins += [at for at in range(1, len(words)) if spelt[at - 1 : at + 1] == "cn"]
    for at in sorted(begins, key=lambda at: (spelt[at] != "n", at)):
        found = name(words[at:], ways, first=False)
        if found:
            return found
    return None


def name_at_start(words: Sequence[Word], ways: Reporting) -> tuple[int, int] | None:
    """The name that these words begin with, before the rest of a clause: "Gazpromu dostawy ustały"."""
    words = _unbroken(words[: LONGEST + 1])
    spelt = _letters(words, ways, first=False)
    found = (_GERMAN if ways.language == "de" else _HEAD_GENITIVE).match(spelt)
    if not found or not 0 < found.end() <= LONGEST or spelt[found.end() : found.end() + 1] in ("r", "w", "c"):
        return None
    if _is_paper_alone(found[0], ways) or (ways.language in _INFLECTED and "ccc" in found[0]):
        return (
            None  # of three names the last may be the subject: "według ambasadora Wiktora Dimitriu Ceaușescu wiedział"
        )
    adjectives = words[: len(spelt) - len(spelt.lstrip("a"))]
    if ways.language == "pl" and not all(_ADJECTIVE.search(word.lower) for word in adjectives):
        return None
    return words[0].start, words[found.end() - 1].end


def _is_paper_alone(spelt: str, ways: Reporting) -> bool:
    """Whether a German paper has no maker: there every noun has a capital, which makes a name elsewhere."""
    return ways.language == "de" and "w" in spelt and "n" not in spelt


#: Polish adjectives before a noun, in the cases that a source stands in.
_ADJECTIVE = re.compile(r"(?:ego|ej|ich|ych)\Z|\A(?:części|większości|wielu)\Z")


def _unbroken(words: Sequence[Word]) -> Sequence[Word]:
    """The words before a quotation mark that closes: „Nottingham Evening Post” | Orzeł z gór."""
    for at in range(1, len(words)):
        if words[at].start - words[at - 1].end > 1:
            return words[:at]
    return words


def others_named(sentence: str, speaker: str, ways: Reporting) -> bool:
    """Whether a pronoun in the next sentence may stand for another than this one's speaker.

    Anybody whom the sentence names besides may be meant; what has a capital in German may be anything.
    """
    known = {word.lower() for word in speaker.split()}
    words = [word for piece in pieces(sentence) if not piece.quotation for word in piece.words]
    return any(
        word.capital and at and word.lower.removesuffix("'s") not in known and _may_be_person(word, ways)
        for at, word in enumerate(words)
    )


def _may_be_person(word: Word, ways: Reporting) -> bool:
    return word.text != "I" and word.lower not in ways.times and not word.text.isupper()


def _letters(words: Sequence[Word], ways: Reporting, *, first: bool) -> str:
    spelt = ""
    for at, word in enumerate(words):
        spelt += _letter(word, ways, spelt, first=first and at == 0)
    return spelt


def _letter(word: Word, ways: Reporting, before: str, *, first: bool) -> str:
    if word.text[0].isdigit():
        return "c" if before.endswith("c") else "t"
    if word.capital and not first:
        return _letter_of_name(word, ways)
    small = _letter_of_function_word(word, ways, inside=bool(before)) or _kind(word.lower, ways)
    if small:
        return small
    if first and word.capital:
        return "x" if word.lower in ways.function or word.lower in ways.openings else "c"
    if word.lower in ways.function and ways.language != "en":
        return "x"
    return "v" if _is_verb(word.lower, ways) else "a"


def _letter_of_function_word(word: Word, ways: Reporting, *, inside: bool) -> str:
    lower = word.lower
    if inside and lower in ways.agents:
        return "g"
    if inside and lower in ways.joins:
        return "p"
    if lower in ways.determiners:
        return "d"
    if lower in ways.joins and lower in ways.function:  # "and the minister": a second clause's
        return "x"
    if lower in ways.never and not (len(word.text) > 1 and word.text.isupper()):
        return "x"
    if lower in ways.times:
        return "t"
    return "d" if lower.endswith(("'s", "s'")) else ""


def _letter_of_name(word: Word, ways: Reporting) -> str:
    """A word that has its capital not from the sentence's beginning."""
    if word.text == "I":
        return "x"
    if word.lower in ways.times:
        return "t"
    if word.lower.endswith(("'s", "s'")):
        return "d"
    kind = "" if word.lower in _GIVEN_NAMES else _kind(word.lower, ways)
    return kind if kind and (kind != "w" or ways.language == "de") else "c"  # "the Washington Post"


def _kind(lower: str, ways: Reporting) -> str:
    if ways.rule.search(lower):
        return "r"
    if ways.speaks.search(lower):
        return "n"
    return "w" if ways.paper.search(lower) else ""


def _is_verb(lower: str, ways: Reporting) -> bool:
    if ways.language != "en":
        return False
    return lower in _IRREGULAR or (lower.endswith("ed") and lower not in _ATTRIBUTES and "-" not in lower)


def _is_self(words: Sequence[Word]) -> bool:
    """Whether a text may name itself so: "the authors"."""
    return words[-1].lower in ("author", "authors", "autor", "autorzy", "autoren") and len(words) <= 2
