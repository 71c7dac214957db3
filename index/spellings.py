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
import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from index import analysis
from index.misspelling import SHORTEST, beginnings, edits, effort, roman

if TYPE_CHECKING:
    from index.model import WeighedWord
    from index.reader import Reader
    from index.search import Searcher

#: So many near words are told.
TOLD = 3
#: So many of the nearest terms are looked up in the texts, each in so many of the passages that hold it.
LOOKED_UP = 12
PASSAGES = 8
#: A misspelt word's own term may be so many edits farther away: its ending is not known for one, and stays.
LOST = 1
#: A word is told whose effort is at most (letters − SPARED) / PER + COMMON · log10(passages): a slip of 0.8 needs nine
#: letters of a word in one passage, six of one in a hundred. Swept over 600 misspelt words of 2,529 texts in three
#: languages and 700 words of other questions that these never have: 87 of 100 swaps and 93 of 100 doublings are set
#: right; of the 700 words 99 get a near one, and for about 60 of these it is what was meant.
PER, SPARED, COMMON = 6.0, 2.4, 0.2
#: What it counts against a word that only its stem is near: its ending was not compared.
INFLECTED = 0.3
#: A word this much less likely than the likeliest is not told beside it.
BEHIND = 0.5
#: The shortest half of a word that was written together or apart.
SHORTEST_HALF = 3

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’ʼ]s$")


class Vocabulary:
    """The terms of a store by language and first letter; follows it. Safe to use from several threads.

    The store only ever adds terms: what is here stays true. A term that no passage holds any more is told by whoever
    knows the passages.
    """

    def __init__(self) -> None:
        self._shelves: dict[tuple[str, str], _Shelf] = {}
        self._last = 0
        self._lock = threading.Lock()

    def follow(self, reader: Reader) -> None:
        """Take in the terms that were added since."""
        with self._lock:
            come: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
            for number, term in reader.terms_after(self._last):
                language, body = parted(term)
                come[language, body[:1]].append((body, number))
                self._last = number
            for key, rows in come.items():
                if key[1]:
                    self._shelves.setdefault(key, _Shelf()).take(rows)

    def near(self, term: str, initials: Iterable[str], most: int) -> list[tuple[str, int, int]]:
        """(body, distance, number) of the terms of this one's language that are at most so many edits away.

        Args:
            term: Folded, a stem with its language.
            initials: The first letters that they may have.
            most: Edits as optimal string alignment counts them: a swap of two neighbours is one (Damerau, "A technique
                for computer detection and correction of spelling errors", CACM 7(3), 1964).
        """
        language, body = parted(term)
        with self._lock:
            shelves = [self._shelves.get((language, initial)) for initial in sorted(initials)]
            return [found for shelf in shelves if shelf for found in shelf.near(body, most)]


@dataclass(slots=True)
class _Shelf:
    """The terms of one language that begin with one letter."""

    bodies: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    #: For each body the set of its letters.
    letters: npt.NDArray[np.uint64] = field(default_factory=lambda: np.empty(0, np.uint64))

    def take(self, rows: Sequence[tuple[str, int]]) -> None:
        """Take in more terms: body and number."""
        bodies = [body for body, _ in rows]
        self.bodies.extend(bodies)
        self.numbers.extend(number for _, number in rows)
        self.letters = np.concatenate([self.letters, _letters(bodies)])

    def near(self, body: str, most: int) -> list[tuple[str, int, int]]:
        """As that of the vocabulary.

        An edit takes at most one letter away and brings at most one: comparing sets of letters spares most terms the
        alignment.
        """
        differ = np.bitwise_count(self.letters ^ _letters([body])[0])
        places = np.flatnonzero(differ <= 2 * most).tolist()
        found = process.extract(
            body, [self.bodies[place] for place in places],
            scorer=OSA.distance, score_cutoff=most, limit=None, processor=None,
        )  # fmt: skip
        return [(near, int(distance), self.numbers[places[at]]) for near, distance, at in found]


def _letters(bodies: Sequence[str]) -> npt.NDArray[np.uint64]:
    """For each body the set of its letters, shape (len(bodies),): a bit for each letter's number modulo 64."""
    codes = np.array(bodies, f"<U{max(map(len, bodies))}").view(np.uint32).reshape(len(bodies), -1)
    bits = np.where(codes > 0, np.uint64(1) << (codes & 63).astype(np.uint64), np.uint64(0))
    return np.asarray(np.bitwise_or.reduce(bits, axis=1), np.uint64)


def parted(term: str) -> tuple[str, str]:
    """A term's language, empty for a folded word, and its body in Latin letters."""
    language, _, body = term.rpartition(":")
    return language, roman(body)


@dataclass(frozen=True, slots=True, order=True)
class _Term:
    """A term that might be meant; the likeliest sorts first."""

    #: The least of its distances from the word's own term and from the beginning of the word.
    distance: int
    #: Minus the number of passages that hold it.
    less: int
    number: int


class Speller:
    """Near spellings in one state of a library."""

    def __init__(self, reader: Reader, searcher: Searcher, vocabulary: Vocabulary, languages: Iterable[str]) -> None:
        self._reader = reader
        self._searcher = searcher
        self._vocabulary = vocabulary
        self._languages = ("", *sorted(languages))
        vocabulary.follow(reader)

    def near(self, question: str, words: Sequence[WeighedWord]) -> dict[str, tuple[str, ...]]:
        """For words of a question that the library never has those that might be meant, up to three, likeliest first.

        What has none is left out: short words, numbers and acronyms too. Two words of which one is never had are told
        as they stand in the question when the library writes them as one.

        Args:
            question: As it was asked.
            words: Its content words.
        """
        absent = {word.alternatives[0]: word for word in words if not word.passages}
        calm = not question.isupper()
        first = _WORD.search(question)
        found = {}
        for word in absent.values():
            if not (calm and word.surface.isupper()):
                begins = first is not None and first[0].startswith(word.surface)
                found[word.surface] = self._meant(word, name=calm and word.surface[0].isupper() and not begins)
        for left, right in pairwise(_WORD.finditer(question)):
            parted_by = question[left.end() : right.start()]
            if parted_by in (" ", "-") and not absent.keys().isdisjoint(map(analysis.fold, (left[0], right[0]))):
                found[question[left.start() : right.end()]] = self._together(left[0], right[0])
        return {surface: near for surface, near in found.items() if near}

    def _meant(self, word: WeighedWord, *, name: bool) -> tuple[str, ...]:
        """The words that might be meant by one; by one that is written as names are only a name."""
        asked = roman(word.alternatives[0])
        if not edits(asked):
            return ()
        efforts: dict[str, tuple[float, str]] = {}
        for term in self._proposed(asked, word.alternatives):
            for likely in self._likely(asked, word.alternatives, term, name=name):
                key = analysis.fold(likely[1])
                efforts[key] = min(likely, efforts.get(key, likely))
        ranked = sorted(efforts.values())
        near = [written for effort_of, written in ranked if effort_of <= ranked[0][0] + BEHIND]
        return tuple([*self._apart(word.alternatives[0]), *near][:TOLD])

    def _proposed(self, asked: str, alternatives: Iterable[str]) -> list[_Term]:
        """The nearest terms that the library has, the nearest first."""
        most, initials = edits(asked), beginnings(asked)
        nearest: dict[int, int] = {}
        for term in alternatives:
            for body, distance, number in self._vocabulary.near(term, initials, most + LOST):
                least = min(distance, _from_beginning(body, asked))
                if least <= most:
                    nearest[number] = min(least, nearest.get(number, least))
        counts = self._searcher.weights(tuple((number,) for number in nearest))
        held = [
            _Term(distance, -passages, number)
            for (number, distance), (_, passages) in zip(nearest.items(), counts, strict=True)
            if passages
        ]
        return sorted(held)[:LOOKED_UP]

    def _likely(self, asked: str, alternatives: Iterable[str], term: _Term, *, name: bool) -> list[tuple[float, str]]:
        """The words of a term that are likely enough to be meant, each with the effort that speaks against it."""
        text = self._reader.term_texts([term.number])[term.number]
        forms = self._written(text, term.number)
        written = {word: counts for word, counts in _by_word(forms).items() if not name or _names(counts)}
        common = COMMON * math.log10(-term.less)
        near = [
            (cost - common, _most_written(counts))
            for word, counts in written.items()
            if OSA.distance(asked, word) <= edits(asked)
            and (cost := effort(asked, word)) - common <= _allowed(asked, word)
        ]
        if near or not written:
            return near
        language, body = parted(text)
        own = next((own for tag, own in map(parted, alternatives) if tag == language), "")
        cost = effort(own, body)
        if min(map(len, (own, body))) < SHORTEST or OSA.distance(own, body) > 1 or cost - common > _allowed(own, body):
            return []
        return [(cost - common + INFLECTED, _most_written(sum(written.values(), Counter())))]

    def _written(self, term: str, number: int) -> Counter[str]:
        """The words that some passages write for a term, with how often they do."""
        language, body = parted(term)
        texts = self._reader.passage_texts(self._searcher.holding([number], PASSAGES))
        words = Counter(_POSSESSIVE.sub("", word) for text in texts for word in _WORD.findall(text))
        return Counter({
            word: count for word, count in words.items()
            if roman(analysis.fold(word[0]))[:1] == body[:1] and term in analysis.terms(word, language)
        })  # fmt: skip

    def _together(self, left: str, right: str) -> tuple[str, ...]:
        """The word that the library writes for two that the question writes apart."""
        if min(len(left), len(right)) < SHORTEST_HALF:
            return ()
        word = (left + right).casefold()
        numbers = self._reader.terms(analysis.stem(word, language) for language in self._languages)
        forms = sum((self._written(term, number) for term, number in numbers.items()), Counter[str]())
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
        for text in self._reader.passage_texts(self._searcher.holding(terms, PASSAGES)):
            for one, other in pairwise(_WORD.finditer(text)):
                beside = text[one.end() : other.start()] in (" ", "-")
                if beside and (analysis.fold(one[0]), analysis.fold(other[0])) == (left, right):
                    yield text[one.start() : other.end()]


def _from_beginning(body: str, asked: str) -> int:
    """The distance of a term from the beginning of a word: a misspelt ending is not stemmed away."""
    return min(OSA.distance(body, asked[:end]) for end in (len(body) - 1, len(body), len(body) + 1))


def _allowed(one: str, other: str) -> float:
    """What it may cost at most to write one word for the other."""
    return (max(len(one), len(other)) - SPARED) / PER


def _by_word(forms: Counter[str]) -> dict[str, Counter[str]]:
    """The forms by the word that they are, folded and in Latin letters."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for form, count in forms.items():
        found[roman(analysis.fold(form))][form] += count
    return found


def _names(forms: Counter[str]) -> bool:
    """Whether any of the forms is written as names are."""
    return any(form[0].isupper() for form in forms)


def _most_written(forms: Counter[str]) -> str:
    """The form that is written most often; of several the last of the alphabet, where small letters are."""
    return max(forms, key=lambda form: (forms[form], form))
