"""Words become terms: the one analyser that feeds every word index.

A text is cut into words, a word is folded (case, diacritics, ligatures), and a folded word becomes a term: its
stem in the language of its paragraph. Function words are left out. Two things are kept as they are written:

* a word in capitals ("CSTO", "US", "WHO") is a name: it is not stemmed and never a function word;
* a run of capitalised words emits its initials as well ("Collective Security Treaty Organisation" → "csto"),
  so that a question with the acronym finds the full name.

A question's language is not known and need not be: each of its words stands for all its stems in the languages
of the library, and a passage that holds any of them holds the word.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from itertools import combinations
from typing import Any, cast

from documents.language import FUNCTION_WORDS

#: Goes up with every change to what a text's terms are; the store then derives its postings anew.
VERSION = 5

#: Longest term, in characters: what is longer is no word, but data that a reader let through.
LONGEST_TERM = 40
#: Without a stemmer, words that share this many first letters are one word (docs/decisions/0004).
PREFIX_LENGTH = 5
#: An initialism stands for at least this many words: two initials are shared by too many people.
INITIALISM_WORDS = 3
#: Acronyms have at most so many letters; longer words in capitals are shouted.
ACRONYM_LENGTH = 6

#: ISO 639-1 → the Snowball algorithm, by its module's name.
STEMMERS = {
    "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "et": "estonian", "fi": "finnish", "fr": "french", "ga": "irish", "hu": "hungarian", "hy": "armenian",
    "it": "italian", "lt": "lithuanian", "nl": "dutch", "no": "norwegian", "pl": "polish", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip

#: Letters that have no decomposition into a plain letter and a mark.
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})
#: Ideographs and kana, written without spaces: searched by pairs of characters.
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_WORD = re.compile(
    r"(?<![^\W_])(?:[^\W\d_]\.){2,}"  # U.S., e.g.
    r"|(?P<number>(?<![^\W_])\d+(?:[.,\u00a0\u2009\u202f]\d+)+(?![^\W_]))"  # 1,000,000  25.08.2021
    r"|[^\W_]+(?:['’ʼ][^\W_]+)*"  # whistle-blower's → whistle, blower's
)
_ELIDED_BEFORE = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|un|gl|all|dall|dell|nell|sull|quest)'")
_ELIDED_AFTER = re.compile(r"'(?:s|t|d|m|re|ve|ll)$")
_DECADE = re.compile(r"^(\d{2,4})s$")
#: Small words that a name may have inside, in the languages of FUNCTION_WORDS; initials skip them.
_CONNECTORS_WRITTEN = """of the for and on in to at by de la le les l d du des et en der die das den dem und fur zur
    zum von im vom y e el los las del i w z na do o oraz dla di della delle dei van het voor op och for av в и по
    о у з і та"""
_CONNECTORS = frozenset(_CONNECTORS_WRITTEN.split())
#: Those that also stand between two names, or between a date and a name.
_JOINTS_WRITTEN = "and the et le la les und der die das y e el los i oraz en och и і та"
_JOINTS = frozenset(_JOINTS_WRITTEN.split())
#: Words that ask. They name no topic, and no other word tells the language of a short question so well.
_QUESTION_WORDS = {
    "en": "what which who whom whose when where why how did does do is are was were has have had can could would",
    "de": "was welche welcher welches welchen welchem wer wem wen wessen wann wo woher wohin warum weshalb wieso wie "
    "viel viele womit wodurch worauf wofür woran gibt gab",
    "pl": "co jaki jaka jakie jakim jakiej jakich jakimi jakiego jakiemu który która które którym której których "
    "którego którą kto kogo komu kim kiedy gdzie skąd dokąd dlaczego czemu jak ile ilu czyj czyja czyje czy czym czego",
    "fr": "que quoi quel quelle quels quelles qui quand où pourquoi comment combien est-ce",
    "es": "qué cuál cuáles quién quiénes cuándo dónde cómo cuánto cuánta cuántos cuántas",
    "it": "che cosa quale quali chi quando dove come quanto quanta quanti quante perché",
    "pt": "que qual quais quem quando onde como quanto quanta quantos quantas porque",
    "nl": "wat welke welk wie wanneer waar waarom hoe hoeveel",
    "cs": "co jaký jaká jaké který která které kdo koho komu kdy kde proč jak kolik",
    "sk": "čo aký aká aké ktorý ktorá ktoré kto koho komu kedy kde prečo ako koľko",
    "sv": "vad vilken vilket vilka vem när var varför hur",
    "ru": "что какой какая какое какие каком каких кто кого кому кем когда где откуда куда почему зачем как "
    "сколько чем",
    "uk": "що який яка яке які якому яких хто кого кому ким коли де звідки куди чому навіщо як скільки чим",
}


@dataclass(frozen=True, slots=True)
class QuestionWord:
    """A content word of a question: as it was written first, and every term that counts as it."""

    surface: str
    alternatives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Token:
    """A word where it stands; ``folded`` has no case and no marks, ``plain`` only no case (stemmers need the marks)."""

    surface: str
    plain: str
    folded: str
    start: int
    end: int
    acronym: bool


def fold(word: str) -> str:
    """The word without case and diacritics: Żochowski → zochowski, Straße → strasse, ﬁnance → finance."""
    if word.isascii():
        return word.lower()
    bare = "".join(
        mark for mark in unicodedata.normalize("NFKD", word.casefold()).casefold() if not "\u0300" <= mark <= "\u036f"
    )
    return unicodedata.normalize("NFC", bare).translate(_LETTERS)


def words(text: str) -> list[str]:
    """The folded words of a text in their order, function words among them."""
    return [token.folded for token in _tokens(text)]


def count_terms(text: str, context: str, language: str) -> dict[str, tuple[int, int]]:
    """The terms of a passage with their counts in its text and in its context (title › section).

    ``language`` is that of both, ISO 639-1, or empty: then words are folded and not stemmed.
    """
    in_text, in_context = Counter(_terms(text, language)), Counter(_terms(context, language))
    return {term: (in_text[term], in_context[term]) for term in sorted(in_text.keys() | in_context.keys())}


def together(counts: Iterable[Mapping[str, tuple[int, int]]]) -> dict[str, tuple[int, int]]:
    """The counts of several texts as those of one."""
    in_text: Counter[str] = Counter()
    in_context: Counter[str] = Counter()
    for one in counts:
        in_text.update({term: both[0] for term, both in one.items()})
        in_context.update({term: both[1] for term, both in one.items()})
    return {term: (in_text[term], in_context[term]) for term in sorted(in_text)}


def question_words(question: str, languages: Collection[str]) -> tuple[QuestionWord, ...]:
    """The distinct content words of a question, in its order, each with its terms in the languages of the library.

    Function words are dropped: those of the language that the question is likely written in, for "die" is an article
    in German and a verb in English.
    """
    tokens = [token for token in _tokens(question) if len(token.folded) <= LONGEST_TERM]
    dropped = _question_function_words(tokens, languages)
    found: dict[str, QuestionWord] = {}
    for token in tokens:
        if token.folded not in found and (token.acronym or token.folded not in dropped):
            found[token.folded] = QuestionWord(token.surface, _alternatives(token, languages))
    return tuple(found.values())


def stem(word: str, language: str) -> str:
    """The term of a lower-case word in this language (ISO 639-1); the folded word where the language is unknown.

    A stem carries its language ("pl:gaz"): without it a word of one language would meet the stem of quite another
    word of another language ("Peru" is "per" in Polish, and "per cent" is English).
    """
    if not language:
        return fold(word)
    if language in STEMMERS:
        return f"{language}:{fold(_snowball(word, language))}"
    return f"{language}:{fold(word)[:PREFIX_LENGTH]}"


def _terms(text: str, language: str) -> Iterator[str]:
    function_words = _function_words(language)
    tokens = _tokens(text)
    for token in tokens:
        if len(token.folded) > LONGEST_TERM:
            continue
        if token.acronym:
            yield token.folded
        elif token.folded not in function_words:
            yield stem(token.plain, language)
    yield from _initialisms(text, tokens)


def _alternatives(token: _Token, languages: Collection[str]) -> tuple[str, ...]:
    """The folded word itself (an acronym in the text, a text of unknown language) and its stems."""
    stems = () if token.acronym else (stem(token.plain, language) for language in sorted(languages))
    return tuple(dict.fromkeys((token.folded, *stems)))


def _question_function_words(tokens: list[_Token], languages: Collection[str]) -> frozenset[str]:
    """The function and question words of the language that knows most of the question's words.

    The library's own languages win a tie; between two of them only what both leave out is left out, for a word too
    many in the search does less harm than a word too few.
    """
    spoken = {token.folded for token in tokens if not token.acronym}
    known = {
        language: len(spoken & _function_words(language)) + len(spoken & _question_words(language))
        for language in FUNCTION_WORDS
    }
    most = max(known.values(), default=0)
    tied = [language for language, count in known.items() if count == most > 0]
    likely = [language for language in tied if language in languages] or tied
    dropped = [_function_words(language) | _question_words(language) for language in likely]
    return frozenset.intersection(*dropped) if dropped else frozenset()


@lru_cache(maxsize=64)
def _function_words(language: str) -> frozenset[str]:
    return frozenset(fold(word) for word in FUNCTION_WORDS.get(language, ()))


@lru_cache(maxsize=64)
def _question_words(language: str) -> frozenset[str]:
    return frozenset(fold(word) for word in _QUESTION_WORDS.get(language, "").split())


def _tokens(text: str) -> list[_Token]:
    text = unicodedata.normalize("NFC", text)
    matches = list(_WORD.finditer(text))
    calm = not _shouted([match.group() for match in matches])
    return [token for match in matches for token in _parts(match, calm=calm)]


def _shouted(found: list[str]) -> bool:
    """Whether most longer words are in capitals: then capitals say nothing."""
    longer = [word for word in found if len(word) > 1 and word[0].isalpha()]
    return len(longer) > 1 and 2 * sum(word.isupper() for word in longer) > len(longer)


def _parts(match: re.Match[str], *, calm: bool) -> Iterator[_Token]:
    """The words that one match stands for: mostly one."""
    written, start, end = match.group(), match.start(), match.end()
    if match["number"]:
        for number in _numbers(written):
            yield _Token(number, number, number, start, end, acronym=False)
    elif _UNSPACED.search(written):
        for at in range(max(1, len(written) - 1)):
            pair = written[at : at + 2]
            yield _Token(pair, pair.casefold(), fold(pair), start + at, start + at + len(pair), acronym=False)
    else:
        word = written.replace(".", "")
        acronym = calm and 1 < len(word) <= ACRONYM_LENGTH and word.isupper() and word[0].isalpha()
        plain = _plain(word)
        yield _Token(word, plain, fold(plain), start, end, acronym)


def _plain(word: str) -> str:
    """Lower case, without elided neighbours: Taliban’s → taliban, l’Union → union, сім’я → сімя, 1990s → 1990."""
    plain = word.casefold().replace("’", "'").replace("ʼ", "'")
    if "'" in plain:
        plain = _ELIDED_BEFORE.sub("", _ELIDED_AFTER.sub("", plain)).replace("'", "")
    decade = _DECADE.match(plain)
    return decade.group(1) if decade else plain


def _numbers(written: str) -> list[str]:
    """One number as one word however it is grouped (1,000 = 1.000 = 1000; 1,5 = 1.5); dates and sections in parts."""
    parts = re.split(r"\D", written)
    if all(len(part) == 3 for part in parts[1:]) and len(parts[0]) <= 3 and parts[0] != "0":
        return ["".join(parts)]
    return [".".join(parts)] if len(parts) == 2 else parts


def _initialisms(text: str, tokens: list[_Token]) -> Iterator[str]:
    """The initials of every run of capitalised words, small connectors skipped."""
    text = unicodedata.normalize("NFC", text)
    run: list[_Token] = []
    end = -1
    for token in tokens:
        joined = bool(run) and text[end : token.start].strip(" -–\n") == ""
        if not joined:
            yield from _initials(run)
            run = []
        if _capitalised(token) or (run and token.folded in _CONNECTORS):
            run.append(token)
        elif not (run and text[end : token.start] == "-"):  # Co-operation is one word of a name
            yield from _initials(run)
            run = []
        end = token.end
    yield from _initials(run)


def _capitalised(token: _Token) -> bool:
    return token.surface[0].isupper() and len(token.surface) > 1 and not token.surface.isupper()


def _initials(run: list[_Token]) -> Iterator[str]:
    """The initials of the run, and of its parts between joints: "On 23 August the Treaty Organisation and Japan"."""
    parts: list[str] = [""]
    for token in run:
        if token.folded in _JOINTS:
            parts.append("")
        elif token.folded not in _CONNECTORS:
            parts[-1] += token.folded[0]
    found = {"".join(parts)}
    found |= {"".join(parts[first:last]) for first, last in combinations(range(len(parts) + 1), 2) if last - first < 4}
    yield from sorted(letters for letters in found if len(letters) >= INITIALISM_WORDS)


@lru_cache(maxsize=200_000)
def _snowball(word: str, language: str) -> str:
    """Pure Python takes about 20 µs a word; a library repeats its words, so nearly all come from the cache."""
    return str(_stemmer_class(language)().stemWord(word))


@lru_cache(maxsize=64)
def _stemmer_class(language: str) -> Callable[[], Any]:
    """The class, not an object: a stemmer keeps the word that it works on, so every call gets its own.

    By its module and not by ``snowballstemmer.stemmer``: that prefers a C extension of whatever version happens to
    be installed, and terms must be the same everywhere.
    """
    module = import_module(f"snowballstemmer.{STEMMERS[language]}_stemmer")
    return cast("Callable[[], Any]", getattr(module, f"{STEMMERS[language].capitalize()}Stemmer"))
