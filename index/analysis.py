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

#: So many chunks of text are kept with their words and with their terms, and so many words with their stems: texts
#: repeat themselves. Warm, a passage takes a fifth of the time; all three kept to the full are 62 MB.
KEPT = 65_536

#: Longest term, in characters: what is longer is no word, but data that a reader let through.
LONGEST_TERM = 40
#: Without a stemmer, words that share this many first letters are one word (docs/decisions/0010).
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
    r"|(?<![^\W_])\d+(?:[.,\u00a0\u2009\u202f]\d+)+(?![^\W_])"  # 1,000,000  25.08.2021
    r"|[^\W_]+(?:['’ʼ][^\W_]+)*"  # whistle-blower's → whistle, blower's
)
_GROUPED = re.compile(r"\d+[.,\u00a0\u2009\u202f]")
_ELIDED_BEFORE = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|un|gl|all|dall|dell|nell|sull|quest)'")
_ELIDED_AFTER = re.compile(r"'(?:s|t|d|m|re|ve|ll)$")
_DECADE = re.compile(r"^(\d{2,4})s$")
#: Small words that a name may have inside, in the languages of FUNCTION_WORDS; initials skip them.
_CONNECTORS_WRITTEN = """of the for and on in to at by de la le les l d du des et en der die das den dem und fur zur
    zum von im vom y e el los las del i w z na do o oraz dla di della delle dei van het voor op och for av в и по
    о у з і та"""
CONNECTORS = frozenset(_CONNECTORS_WRITTEN.split())
#: Those that also stand between two names, or between a date and a name.
_JOINTS_WRITTEN = "and the et le la les und der die das y e el los i oraz en och и і та"
_JOINTS = frozenset(_JOINTS_WRITTEN.split())
#: Words that ask. They name no topic, and no other word tells the language of a short question so well.
_QUESTION_WORDS = {
    "en": "what which who whom whose when where why how much many did does do is are was were has have had can could "
    "would",
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
class Word:
    """A word of a text; ``folded`` has no case and no marks, ``plain`` only no case (stemmers need the marks)."""

    surface: str
    plain: str
    folded: str
    #: Written as acronyms are ("CSTO"), or as names are ("Treaty").
    acronym: bool
    capitalised: bool
    #: What stands between it and the word before it in its chunk.
    gap: str
    #: Where it stands in its chunk.
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Chunk:
    """What stands between two spaces: mostly one word with its punctuation, but also none or several."""

    #: Its text, by which it is kept; empty: it is not.
    key: str
    words: tuple[Word, ...]
    #: What stands after the last word.
    rest: str
    #: Whether any word is written as names are.
    names: bool
    #: How many words are long enough to show whether the text is in capitals, and how many of these are in capitals.
    longer: int
    capitals: int


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
    return [word.folded for chunk in _read(text) for word in chunk.words]


def placed(text: str) -> Iterator[tuple[int, int, Word]]:
    """The words of a text in their order, function words among them, each with its start and end in the text.

    ``text`` is in NFC, as the texts of documents are.
    """
    at = 0
    for written, chunk in zip(_split(text), _read(text), strict=True):
        for word in chunk.words:
            yield at + word.start, at + word.end, word
        at += len(written) + 1


def initialisms(text: str) -> Iterator[tuple[str, int, int]]:
    """The initials of every run of capitalised words, with the numbers of its first and last word (``placed``).

    Of a run that has more words than these initials need only those that they need are named.
    """
    for run in _runs(_read(text)):
        for letters in _initials([word for _, word in run]):
            needed = _needed(run, letters)
            yield letters, needed[0][0], needed[-1][0]


def _needed(run: list[tuple[int, Word]], letters: str) -> list[tuple[int, Word]]:
    """The run without the words at its ends that these initials do not need: "On Friday the World Health …"."""
    while letters in _initials([word for _, word in run[1:]]):
        run = run[1:]
    while letters in _initials([word for _, word in run[:-1]]):
        run = run[:-1]
    return run


def count_terms(text: str, context: str, language: str) -> dict[str, tuple[int, int]]:
    """The terms of a passage with their counts in its text and in its context (title › section).

    ``language`` is that of both, ISO 639-1, or empty: then words are folded and not stemmed.
    """
    in_text, in_context = Counter(terms(text, language)), Counter(terms(context, language))
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
    chunks = _read(question)
    calm = not _shouted(chunks)
    asked = [word for chunk in chunks for word in chunk.words if len(word.folded) <= LONGEST_TERM]
    dropped = _question_function_words([word for word in asked if not (calm and word.acronym)], languages)
    found: dict[str, QuestionWord] = {}
    for word in asked:
        name = calm and word.acronym
        if word.folded not in found and (name or word.folded not in dropped):
            stems = () if name else (stem(word.plain, language) for language in sorted(languages))
            found[word.folded] = QuestionWord(word.surface, tuple(dict.fromkeys((word.folded, *stems))))
    return tuple(found.values())


@lru_cache(maxsize=KEPT)
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


def terms(text: str, language: str) -> list[str]:
    """The terms of a text in its order, those of its initialisms behind them; ``language`` as in ``count_terms``."""
    chunks = _read(text)
    calm = not _shouted(chunks)
    found = [
        term
        for chunk in chunks
        for term in (_kept_terms(chunk.key, calm, language) if chunk.key else _terms_of(chunk, calm, language))
    ]
    return [*found, *_initialisms(chunks)]


@lru_cache(maxsize=KEPT)
def _kept_terms(key: str, calm: bool, language: str) -> tuple[str, ...]:  # noqa: FBT001
    return _terms_of(_kept_chunk(key), calm, language)


def _terms_of(chunk: _Chunk, calm: bool, language: str) -> tuple[str, ...]:  # noqa: FBT001
    dropped = function_words(language)
    words = [word for word in chunk.words if len(word.folded) <= LONGEST_TERM]
    return tuple(
        word.folded if calm and word.acronym else stem(word.plain, language)
        for word in words
        if (calm and word.acronym) or word.folded not in dropped
    )


def _question_function_words(asked: list[Word], languages: Collection[str]) -> frozenset[str]:
    """The function and question words of the language that knows most of the question's words.

    The library's own languages win a tie; between two of them only what both leave out is left out, for a word too
    many in the search does less harm than a word too few.
    """
    spoken = {word.folded for word in asked}
    known = {
        language: len(spoken & function_words(language)) + len(spoken & _question_words(language))
        for language in FUNCTION_WORDS
    }
    most = max(known.values(), default=0)
    tied = [language for language, count in known.items() if count == most > 0]
    likely = [language for language in tied if language in languages] or tied
    dropped = [function_words(language) | _question_words(language) for language in likely]
    return frozenset.intersection(*dropped) if dropped else frozenset()


@lru_cache(maxsize=64)
def function_words(language: str) -> frozenset[str]:
    """The folded function words of a language (ISO 639-1); none where they are not known."""
    return frozenset(fold(word) for word in FUNCTION_WORDS.get(language, ()))


@lru_cache(maxsize=64)
def _question_words(language: str) -> frozenset[str]:
    return frozenset(fold(word) for word in _QUESTION_WORDS.get(language, "").split())


def _read(text: str) -> list[_Chunk]:
    """The text between spaces and line ends. Not between all white space: narrow spaces group numbers.

    Text without spaces does not repeat itself in such chunks, nor do data: these are not kept.
    """
    chunks = _split(text)
    if max(map(len, chunks)) > LONGEST_TERM or _UNSPACED.search(text):
        return [_chunk(chunk) for chunk in chunks]
    return [_kept_chunk(chunk) for chunk in chunks]


def _split(text: str) -> list[str]:
    return unicodedata.normalize("NFC", text).replace("\n", " ").split(" ")


def _shouted(chunks: Iterable[_Chunk]) -> bool:
    """Whether most longer words are in capitals: then capitals say nothing."""
    capitals = sum([chunk.capitals for chunk in chunks])
    if not capitals:
        return False
    longer = sum([chunk.longer for chunk in chunks])
    return longer > 1 and 2 * capitals > longer


@lru_cache(maxsize=KEPT)
def _kept_chunk(text: str) -> _Chunk:
    return _chunk(text, key=text)


def _chunk(text: str, *, key: str = "") -> _Chunk:
    found: list[Word] = []
    end = 0
    matches = list(_WORD.finditer(text))
    for match in matches:
        surfaces = _surfaces(match.group())
        gaps = [text[end : match.start()], *[""] * (len(surfaces) - 1)]
        found.extend(map(_word, surfaces, gaps, *zip(*_places(match, len(surfaces)), strict=True)))
        end = match.end()
    longer = [match.group() for match in matches if len(match.group()) > 1 and match.group()[0].isalpha()]
    names = any(word.capitalised for word in found)
    return _Chunk(key, tuple(found), text[end:], names, len(longer), sum(map(str.isupper, longer)))


def _surfaces(written: str) -> list[str]:
    """The words that are written without a gap: mostly one."""
    if _GROUPED.match(written):
        return _numbers(written)
    if _UNSPACED.search(written):
        return [written[at : at + 2] for at in range(max(1, len(written) - 1))]
    return [written.replace(".", "")]


def _places(match: re.Match[str], count: int) -> list[tuple[int, int]]:
    """Where so many words that are written without a gap begin and end; the parts of a number all where it does."""
    if count == 1 or _GROUPED.match(match.group()):
        return [match.span()] * count
    return [(at, at + 2) for at in range(match.start(), match.end() - 1)]


def _word(surface: str, gap: str, start: int, end: int) -> Word:
    plain = _plain(surface)
    capitals = surface.isupper()
    acronym = capitals and 1 < len(surface) <= ACRONYM_LENGTH and surface[0].isalpha()
    capitalised = surface[0].isupper() and len(surface) > 1 and not capitals
    return Word(surface, plain, fold(plain), acronym, capitalised, gap, start, end)


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


def _initialisms(chunks: Iterable[_Chunk]) -> Iterator[str]:
    """The initials of every run of capitalised words, small connectors skipped."""
    return (letters for run in _runs(chunks) for letters in _initials([word for _, word in run]))


def _runs(chunks: Iterable[_Chunk]) -> Iterator[list[tuple[int, Word]]]:
    """The runs of capitalised words with the connectors in them, each word with its number in the text."""
    run: list[tuple[int, Word]] = []
    gap = ""
    before = 0
    for chunk in chunks:
        first, before = before, before + len(chunk.words)
        if not run and not chunk.names:
            continue
        gap += " "
        for number, word in enumerate(chunk.words, first):
            gap += word.gap
            if gap.strip(" -–"):
                yield run
                run = []
            if word.capitalised or (run and word.folded in CONNECTORS):
                run.append((number, word))
            elif gap != "-":  # Co-operation is one word of a name
                yield run
                run = []
            gap = ""
        gap += chunk.rest
    yield run


def _initials(run: list[Word]) -> list[str]:
    """The initials of the run, and of its parts between joints: "On 23 August the Treaty Organisation and Japan"."""
    if len(run) < INITIALISM_WORDS:
        return []
    parts: list[str] = [""]
    for word in run:
        if word.folded in _JOINTS:
            parts.append("")
        elif word.folded not in CONNECTORS:
            parts[-1] += word.folded[0]
    found = {"".join(parts)}
    found |= {"".join(parts[first:last]) for first, last in combinations(range(len(parts) + 1), 2) if last - first < 4}
    return sorted(letters for letters in found if len(letters) >= INITIALISM_WORDS)


def _snowball(word: str, language: str) -> str:
    """Pure Python: about 20 µs a word."""
    return str(_stemmer_class(language)().stemWord(word))


@lru_cache(maxsize=64)
def _stemmer_class(language: str) -> Callable[[], Any]:
    """The class, not an object: a stemmer keeps the word that it works on, so every call gets its own.

    By its module and not by ``snowballstemmer.stemmer``: that prefers a C extension of whatever version happens to
    be installed, and terms must be the same everywhere.
    """
    module = import_module(f"snowballstemmer.{STEMMERS[language]}_stemmer")
    return cast("Callable[[], Any]", getattr(module, f"{STEMMERS[language].capitalize()}Stemmer"))
