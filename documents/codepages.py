"""Which one-byte code page a text is in, told by what its bytes would say in each.

In its own code page the letters outside ASCII are those of one language, that language's function words are there,
capitals begin words, and signs stand between words and not in them. In any other one something of this is wrong.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from documents.language import FUNCTION_WORDS

#: In this order where two fit equally: the more common first. ISO 8859-1 and -9 are parts of cp1252 and cp1254.
CODE_PAGES = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "iso8859-15", "iso8859-2", "iso8859-5", "iso8859-7",
    "iso8859-13", "koi8-r", "koi8-u", "cp866", "cp852", "cp850", "cp437", "mac-roman",
)  # fmt: skip

#: Letters outside ASCII, lower case, by language.
_LATIN = {
    "pl": "ąćęłńóśźż", "de": "äöüß", "fr": "àâçéèêëîïôùûœæ", "es": "áéíñóúü", "it": "àèéìòù", "pt": "áâãàçéêíóôõú",
    "nl": "ëïéèöü", "en": "éèïçâôñ", "cs": "áčďéěíňóřšťúůýž", "sk": "áäčďéíĺľňóôŕšťúýž", "hu": "áéíóöőúüű",
    "ro": "ăâîșțşţ", "hr": "čćđšž", "sv": "åäöé", "da": "æøåé", "no": "æøåéòô", "fi": "äöå", "is": "áðéíóúýþæö",
    "et": "äöõüšž", "lv": "āčēģīķļņšūž", "lt": "ąčęėįšųūž", "tr": "çğıöşü", "ca": "àçèéíïòóúü·",
}  # fmt: skip
#: Letters of scripts of their own, the frequent ones first, "|" before the rest, and "|" before the rare ones.
_SCRIPTS = {
    "ru": "оеаинтсрвл|кмдпуяыьгзбч|йхжшюцщэфъё", "uk": "оаниівтерс|лкудмпязьбг|чйхцжїшюєщфґ’",
    "bg": "аеиотнрсв|лкдпмузяъгбч|жшщцйхфюь", "sr": "аоиејнрсту|квдмљпз|гбчшцњжћхђфџ",
    "be": "анаіеоцрсдяўылк|мупзтвбгчь|йжшюэхфё",
    "el": "αοιετσνηυρ|πκμλςθγδωόάί|έήύώϊχφβξζψΐϋΰ",
}  # fmt: skip
#: Function words of languages that are read here and not told by ``documents.language``.
_MORE_WORDS = {
    "el": "και το να του η της με που την από για είναι στο οι ένα δεν στην τα τον τη θα των σε στη ο μια τους έχει",
    "lt": "ir kad į iš tai su yra bet jis kaip buvo už apie taip dėl po jo ar prie nuo tik dar jie savo šis kurie",
    "lv": "un ir ka no ar uz par bija tas kas bet kā vai arī to viņš pēc lai pie tā savu viņa jau šī tiek kuri",
    "et": "ja on ei see et oli ta kui mis ka aga või oma nii siis tema juba oma kes selle välja pärast veel",
    "hr": "je i u se da na za su od s kao koji što iz nije bio po samo ili ali će bi može kako više već između",
    "is": "og að í er á sem til var við um ekki með það hann en af fyrir frá eru hafa þess þar",
    "ca": "i la de el que els les una per amb és com del al són més però entre seva també",
}
_PUNCTUATION = frozenset("„“”‘’‚–—…«»°§€№•\u00a0©®±½·")
#: Distinct words that are looked at.
_MOST_TOKENS = 2000

#: Points of a letter of the language, of a frequent and of a rare one of a script, and of one that it does not have.
_OWN, _FREQUENT, _RARE, _FOREIGN = 1.0, 1.15, 0.3, -1.5
#: The weight of the share of a language's function words among the words in ASCII; and the number of words that
#: have none, added so that a single "a" tells nothing.
_PRIOR, _FEW = 3.0, 5

_TOKEN = re.compile(rb"[^\s\x00-\x20]*[\x80-\xff][^\s\x00-\x20]*")
_ASCII_WORD = re.compile(rb"(?<![\x80-\xffA-Za-z])[a-z]{1,12}(?![\x80-\xffA-Za-z])")


@dataclass(frozen=True)
class Evidence:
    """What of the bytes tells the code page: distinct words outside ASCII with their counts, and for each language
    the share of its function words among the words in ASCII."""

    tokens: tuple[tuple[bytes, int], ...]
    prior: Mapping[str, float]

    @classmethod
    def of(cls, data: bytes) -> Evidence:
        """The evidence of a text's bytes."""
        tokens = Counter(_TOKEN.findall(data)).most_common(_MOST_TOKENS)
        words = Counter(word.decode("ascii") for word in _ASCII_WORD.findall(data))
        total = sum(words.values()) + _FEW
        prior = {language: _met(words, known) / total for language, known in _function_words().items()}
        return cls(tuple(tokens), prior)

    def score(self, encoding: str) -> float:
        """How much the bytes look like writing: 1 and more where they do, far below 0 where they do not.

        Raises:
            UnicodeDecodeError: bytes that the code page does not have.
        """
        if not self.tokens:
            return 0.0
        decoded = b" ".join(token for token, _ in self.tokens).decode(encoding).split(" ")
        letters: Counter[str] = Counter()
        words: Counter[str] = Counter()
        build, size = 0.0, 0
        for token, (_, count) in zip(decoded, self.tokens, strict=True):
            build += count * _build(token)
            for character in filter(_is_outside, token):
                size += count
                letters[character.lower()] += count * character.isalpha()
            words[token.strip(_CLOSING).lower()] += count
        best = max(
            (_points(letters, language) + _met(words, known)) / size + _PRIOR * self.prior[language]
            for language, known in _function_words().items()
        )
        return best + build / size


def _met(words: Counter[str], known: frozenset[str]) -> int:
    """How many of the words are known."""
    return sum(count for word, count in words.items() if word in known)


_CLOSING = "„“”‘’«»()[]\"'.,;:!?…"


#: Letters outside ASCII that are words by themselves in Latin scripts; Cyrillic and Greek have many.
_LETTER_WORDS = frozenset("àèéóúáýå") | frozenset(map(chr, range(0x370, 0x530)))


def _is_outside(character: str) -> bool:
    return character > "\x7f"


def _build(token: str) -> float:
    """Points, mostly lost ones, for where the signs and the capitals outside ASCII stand in the word."""
    return sum(
        _sign(token, at) if not character.isalpha() else _case(token, at)
        for at, character in enumerate(token)
        if character > "\x7f"
    )


def _sign(token: str, at: int) -> float:
    character = token[at]
    if "\x80" <= character < "\xa0":
        return -10.0
    inside = 0 < at < len(token) - 1 and token[at - 1].isalpha() and token[at + 1].isalpha()
    beside = (at > 0 and token[at - 1].isalpha()) or token[at + 1 : at + 2].isalpha()
    if character in _PUNCTUATION:
        return 0.9 if character in "’–—" and (inside or len(token) == 1) else -0.7 if inside else 0.5
    return -1.5 if inside else -1.0 if beside else -0.4


def _case(token: str, at: int) -> float:
    """A capital after a small letter, and letters of two alphabets in one word, are signs of another code page."""
    character, before = token[at], token[at - 1] if at else " "
    points = -2.0 if character.isupper() and before.islower() else 0.0
    if len(token) == 1 and token.lower() not in _LETTER_WORDS:
        points -= 1.0
    if character.islower() and at > 1 and token[at - 2 : at].isupper():
        points -= 1.0
    neighbours = before + token[at + 1 : at + 2]
    if character > "\u036f" and any(one.isascii() and one.isalpha() for one in neighbours):
        points -= 2.0
    return points


def _points(letters: Mapping[str, int], language: str) -> float:
    known = _alphabets()[language]
    return sum(count * known.get(letter, _FOREIGN) for letter, count in letters.items() if count)


@cache
def _alphabets() -> Mapping[str, Mapping[str, float]]:
    """For each language the points of its letters outside ASCII."""
    latin = {language: dict.fromkeys(letters, _OWN) for language, letters in _LATIN.items()}
    own = {language: dict(_with_points(groups.split("|"))) for language, groups in _SCRIPTS.items()}
    return {**latin, **own}


def _with_points(groups: Iterable[str]) -> Iterator[tuple[str, float]]:
    """Each letter with the points of its group."""
    for letters, points in zip(groups, (_FREQUENT, _OWN, _RARE), strict=True):
        yield from ((letter, points) for letter in letters)


@cache
def _function_words() -> Mapping[str, frozenset[str]]:
    """The function words of every language that has an alphabet here."""
    more = {language: frozenset(words.split()) for language, words in _MORE_WORDS.items()}
    return {
        language: FUNCTION_WORDS.get(language, more.get(language, frozenset())) for language in [*_LATIN, *_SCRIPTS]
    }
