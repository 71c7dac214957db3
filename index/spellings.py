"""Near spellings: which words of the library might be meant by one that never occurs in it.

    "Zochowsky" → "Żochowski"    "goverment" → "government"    "seabed" → "sea bed"    "Путин" → "Putin"

The store knows terms: stems, each with its language, and folded names. Those near the question word's own term of the
same language, or near its beginning, propose. The words that the library's texts write for a proposed term decide, for
a stem may be near where no word is; these are weighed by how easily one is written for the other
(index/misspelling.py), and by how many passages hold them: between two that are as near the more common is meant.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from index import analysis
from index.misspelling import LONG, SHORTEST, beginnings, edits, effort, roman
from index.vocabulary import Vocabulary, parted

if TYPE_CHECKING:
    from index.model import WeighedWord
    from index.reader import Reader
    from index.search import Searcher

#: So many words of a question are looked up, and of each so many near ones are told. Where a question has more words
#: that the library never has, it is about something else.
ASKED, TOLD = 5, 3
#: So many of the nearest terms are looked up in the texts, each in so many of the passages that hold it: twice as many
#: of either set one more of a hundred misspelt words right.
LOOKED_UP, PASSAGES = 12, 12
#: Letters of a usual ending, and what each letter of a word that a term leaves unexplained counts as distance.
ENDING, LEFT = 3, 0.25
#: So many edits more than a word's may be between terms: an ending that is misspelt stays on the term.
LOST = 1
#: A word is told whose effort is at most (letters − SPARED) / PER + COMMON · log10(passages), of which last a word of
#: fewer than eight letters has its eighths: a letter left out (1.0) needs nine letters in a word of one passage, seven
#: in one of a hundred. Swept over 600 misspelt words of 2,529 texts in three languages and over 700 words of other
#: questions that these texts never have. Of a hundred words with two neighbours swapped, a letter left out, a letter
#: doubled, 90, 66 and 97 are set right at once: a letter left out of a short rare word makes another word too often.
#: Of the 700 words 99 get near ones: 60 were misspelt or are in the library in another form or spelling, 39 (6 % of
#: all that were right as they stood) are touched for nothing.
PER, SPARED, COMMON = 6.0, 2.4, 0.2
#: A word this much less likely than the likeliest is not told beside it.
BEHIND = 0.5
#: The shortest half of a word that was written together or apart.
SHORTEST_HALF = 3

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
#: A word that begins with one of some letters of the alphabet, or with a letter that may be folded into one.
_BEGINNING_WITH = r"(?<![^\W_])(?:[{}]|(?![\x00-\x7f])[^\W\d_])[^\W\d_]*(?:['’ʼ][^\W\d_]+)*"
#: What stands between two words that might be one.
_BESIDE = (" ", "-")
_POSSESSIVE = re.compile(r"['’ʼ]s$")


@dataclass(frozen=True, slots=True)
class _Asked:
    """A word of a question that the library never has, folded and in Latin letters."""

    text: str
    #: The terms that count as it, and their bodies by language.
    terms: tuple[str, ...]
    bodies: Mapping[str, str]
    #: Whether it is written as names are, where that says anything: then only a name is meant.
    name: bool


@dataclass(frozen=True, slots=True, order=True)
class _Term:
    """A term that might be meant; the likeliest sorts first."""

    #: The least of its distances from the word's own term and from the beginning of the word.
    distance: float
    #: Minus the number of passages that hold it.
    less: int
    number: int


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A term that might be meant, and what the library writes for it."""

    language: str
    body: str
    #: How much it speaks for the term that so many passages hold it, in edits.
    common: float
    #: The forms of each word, folded and in Latin letters, with how often they are written.
    words: Mapping[str, Counter[str]]


@dataclass(frozen=True, slots=True, order=True)
class _Near:
    """A word that might be meant, as it is written; the likeliest sorts first."""

    against: float
    written: str


class Speller:
    """Near spellings in one state of a library."""

    def __init__(self, reader: Reader, searcher: Searcher, vocabulary: Vocabulary, languages: Iterable[str]) -> None:
        self._reader = reader
        self._searcher = searcher
        self._vocabulary = vocabulary
        self._languages = ("", *sorted(languages))
        vocabulary.follow(reader)

    def near(self, question: str, absent: Sequence[WeighedWord]) -> dict[str, tuple[str, ...]]:
        """For words of a question that the library never has those that might be meant, up to three, likeliest first.

        What has none is left out: short words, numbers and acronyms too. Two words of which one is never had are told
        as they stand in the question when the library writes them as one.

        Args:
            question: As it was asked.
            absent: Its words that the library never has.
        """
        found: dict[str, tuple[str, ...]] = {}
        for word in absent[:ASKED]:
            if question.isupper() or not word.surface.isupper():
                found[word.surface] = self._meant(_asked(word, question))
        missing = {word.alternatives[0] for word in absent[:ASKED]}
        for left, right in pairwise(_WORD.finditer(question)):
            beside = question[left.end() : right.start()] in _BESIDE
            if not beside or missing.isdisjoint(map(analysis.fold, (left[0], right[0]))):
                continue
            if together := self._together(left[0], right[0]):
                found |= {left[0]: (), right[0]: (), question[left.start() : right.end()]: together}
        return {surface: near for surface, near in found.items() if near}

    def _meant(self, asked: _Asked) -> tuple[str, ...]:
        """The words that might be meant by one, the likeliest first."""
        if not edits(asked.text):
            return ()
        candidates = self._candidates(asked)
        near = sorted(chain.from_iterable(_misspelt(asked, one) for one in candidates))
        near = near or sorted(chain.from_iterable(_inflected(asked, one) for one in candidates))
        told: dict[str, str] = {}
        for one in near:
            if one.against <= near[0].against + BEHIND:
                told.setdefault(analysis.fold(one.written), one.written)
        return tuple([*self._apart(asked.terms[0]), *told.values()][:TOLD])

    def _candidates(self, asked: _Asked) -> list[_Candidate]:
        """The nearest terms with the words that the library writes for them."""
        proposed = self._proposed(asked)
        written = self._written([term.number for term in proposed])
        found = []
        for term in proposed:
            if term.number in written:  # else another thread has added it since this snapshot
                text, forms = written[term.number]
                words = {word: of for word, of in _by_word(forms).items() if not asked.name or _may_name(of)}
                found.append(_Candidate(*parted(text), COMMON * math.log10(-term.less), words))
        return found

    def _proposed(self, asked: _Asked) -> list[_Term]:
        """The nearest terms that the library has, the nearest first."""
        nearest: dict[int, float] = {}
        for number, distance in self._near_terms(asked):
            if distance <= edits(asked.text) + ENDING * LEFT:
                nearest[number] = min(distance, nearest.get(number, distance))
        weights = self._searcher.weights(tuple((number,) for number in nearest))
        held = [
            _Term(distance, -passages, number)
            for (number, distance), (_, passages) in zip(nearest.items(), weights, strict=True)
            if passages
        ]
        return sorted(held)[:LOOKED_UP]

    def _near_terms(self, asked: _Asked) -> Iterator[tuple[int, float]]:
        """Number and distance of the terms near the word's own, and of those near its beginning."""
        initials, most = beginnings(asked.text), edits(asked.text) + LOST
        for language, own in asked.bodies.items():
            for body, distance, number in self._vocabulary.near(language, own, initials, most):
                yield number, min(distance, _from_beginning(body, asked.text))
            for body, _, number in self._vocabulary.near(language, asked.text[:-ENDING], initials, most):
                yield number, _from_beginning(body, asked.text)

    def _written(self, numbers: Collection[int]) -> dict[int, tuple[str, Counter[str]]]:
        """For each of these terms it, and the words that some passages write for it, each with how often they do."""
        terms = self._reader.term_texts(numbers)
        holding = {number: self._searcher.holding([number], PASSAGES).tolist() for number in terms}
        texts = self._reader.passage_texts(set(chain.from_iterable(holding.values())))
        return {
            number: (term, _forms(term, (texts[one] for one in holding[number] if one in texts)))
            for number, term in terms.items()
        }

    def _together(self, left: str, right: str) -> tuple[str, ...]:
        """The word that the library writes for two that the question writes apart."""
        if min(len(left), len(right)) < SHORTEST_HALF:
            return ()
        word = (left + right).casefold()
        numbers = self._reader.terms(analysis.stem(word, language) for language in self._languages)
        forms = sum((forms for _, forms in self._written(numbers.values()).values()), Counter[str]())
        same = Counter({form: count for form, count in forms.items() if analysis.fold(form) == analysis.fold(word)})
        return (_most_written(same),) if same else ()

    def _apart(self, word: str) -> list[str]:
        """The two words that the library writes for one that the question writes together."""
        halves = [(word[:at], word[at:]) for at in range(SHORTEST_HALF, len(word) - SHORTEST_HALF + 1)]
        terms = {half: [analysis.stem(half, language) for language in self._languages] for half in chain(*halves)}
        numbers = self._reader.terms(chain(*terms.values()))
        found = Counter[str]()
        for left, right in halves:
            for pair in zip(terms[left], terms[right], strict=True):
                if numbers.keys() >= set(pair):
                    found.update(self._side_by_side(left, right, [numbers[term] for term in pair]))
        return [_most_written(found)] if found else []

    def _side_by_side(self, left: str, right: str, terms: Sequence[int]) -> Iterator[str]:
        """Where passages that hold both terms have the two words side by side: as they are written there."""
        for text in self._reader.passage_texts(self._searcher.holding(terms, PASSAGES).tolist()).values():
            for one, other in pairwise(_WORD.finditer(text)):
                beside = text[one.end() : other.start()] in _BESIDE
                if beside and (analysis.fold(one[0]), analysis.fold(other[0])) == (left, right):
                    yield text[one.start() : other.end()]


def _asked(word: WeighedWord, question: str) -> _Asked:
    """The word as it is compared; the first of a question is capitalised whatever it is."""
    first = _WORD.search(question)
    begins = first is not None and first[0].startswith(word.surface)
    name = word.surface[0].isupper() and not begins and not question.isupper()
    return _Asked(roman(word.alternatives[0]), word.alternatives, dict(map(parted, word.alternatives)), name)


def _forms(term: str, texts: Iterable[str]) -> Counter[str]:
    """The words of the texts that a term stands for."""
    language, body = parted(term)
    word = re.compile(_BEGINNING_WITH.format(body[0] + body[0].upper()))
    words = Counter(_POSSESSIVE.sub("", found) for text in texts for found in word.findall(text))
    return Counter({found: count for found, count in words.items() if term in analysis.terms(found, language)})


def _from_beginning(body: str, asked: str) -> float:
    """The distance of a term from the beginning of a word, and a little for each letter that is left of the word."""
    nearest = min(OSA.distance(body, asked[:end]) for end in (len(body) - 1, len(body), len(body) + 1))
    return nearest + LEFT * max(0, len(asked) - len(body))


def _misspelt(asked: _Asked, meant: _Candidate) -> Iterator[_Near]:
    """The words of a term that one may be a misspelling of."""
    for word, forms in meant.words.items():
        if OSA.distance(asked.text, word) <= edits(asked.text) and _is_likely(asked.text, word, meant.common):
            yield _Near(effort(asked.text, word) - meant.common, _most_written(forms))


def _inflected(asked: _Asked, meant: _Candidate) -> Iterator[_Near]:
    """The commonest word of a term that is near the word's own: another ending of what was misspelt."""
    own = asked.bodies[meant.language]
    near = min(len(own), len(meant.body)) >= SHORTEST and OSA.distance(own, meant.body) <= 1
    if meant.words and near and _is_likely(own, meant.body, meant.common):
        yield _Near(effort(own, meant.body) - meant.common, _most_written(sum(meant.words.values(), Counter())))


def _is_likely(asked: str, meant: str, common: float) -> bool:
    """Whether one may be written for the other, which is so common."""
    letters = max(len(asked), len(meant))
    return effort(asked, meant) <= (letters - SPARED) / PER + common * min(1.0, letters / LONG)


def _may_name(forms: Counter[str]) -> bool:
    """Whether any of the forms is written as names are."""
    return any(form[0].isupper() for form in forms)


def _by_word(forms: Counter[str]) -> dict[str, Counter[str]]:
    """The forms by the word that they are, folded and in Latin letters."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for form, count in forms.items():
        found[roman(analysis.fold(form))][form] += count
    return found


def _most_written(forms: Counter[str]) -> str:
    """The form that is written most often; of several the last of the alphabet, where small letters are."""
    return max(forms, key=lambda form: (forms[form], form))
