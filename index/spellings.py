"""Near spellings: which words of the library a word might be that never occurs in it.

    "Zochowsky" → "Żochowski"    "goverment" → "government"    "seabed" → "sea bed"    "Путин" → "Putin"

The store knows terms: stems, each with its language, and folded names. Those near the question word's own term of the
same language propose (optimal string alignment distance: a swap of two neighbours is one edit; Damerau, "A technique
for computer detection and correction of spelling errors", CACM 7(3), 1964). The words that the library's texts write
for a proposed term then decide: a stem may be near where no word is, and only words are told.
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from index import analysis
from index.model import Ids

if TYPE_CHECKING:
    from index.analysis import QuestionWord
    from index.reader import Reader

#: Shorter words have too many neighbours: of any four letters, one change makes another word.
SHORTEST = 4
#: From this length on two edits still leave most of a word.
LONG = 8
#: So many near words are told.
TOLD = 3
#: So many of the nearest terms are looked up in the texts, and in so many of the passages that hold one.
LOOKED_UP = 12
PASSAGES = 3
#: The shortest half of a word that was written apart or together.
SHORTEST_HALF = 3

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
#: ISO 9 in plain letters, as newspapers write names (ц ts, х kh, ж zh): near enough for the distance to do the rest.
_ROMAN = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z", "и": "i",
    "і": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
    "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e",
    "ю": "yu", "я": "ya",
})  # fmt: skip


def roman(folded: str) -> str:
    """A folded word in Latin letters, where it is in Cyrillic ones; any other as it is."""
    return folded if folded.isascii() else folded.translate(_ROMAN)


def edits(word: str) -> int:
    """How many edits away from this folded word a near one may be; 0 for a word that has no near ones."""
    if len(word) < SHORTEST or not word.isalpha():
        return 0
    return 1 if len(word) < LONG else 2


@dataclass(slots=True)
class _Bucket:
    """The terms of one language and one length."""

    bodies: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    #: For each body the letters that it has, a bit each.
    letters: npt.NDArray[np.uint64] = field(default_factory=lambda: np.empty(0, np.uint64))

    def take(self, bodies: Sequence[str], numbers: Sequence[int]) -> None:
        """Take in more terms; all bodies have one length."""
        self.bodies.extend(bodies)
        self.numbers.extend(numbers)
        self.letters = np.concatenate([self.letters, _letters(bodies)])

    def near(self, body: str, most: int) -> list[tuple[int, int]]:
        """(distance, number) of the terms that are at most so many edits away.

        An edit takes at most one letter away and brings at most one: a comparison of bits spares all but one in a
        hundred terms the alignment.
        """
        differ = np.bitwise_count(self.letters ^ _letters([body])[0])
        places = np.flatnonzero(differ <= 2 * most).tolist()
        found = process.extract(
            body, [self.bodies[place] for place in places],
            scorer=OSA.distance, score_cutoff=most, limit=None, processor=None,
        )  # fmt: skip
        return [(int(distance), self.numbers[places[at]]) for _, distance, at in found]


def _letters(bodies: Sequence[str]) -> npt.NDArray[np.uint64]:
    """For each body, all of one length above 0, the set of its letters as bits (of their numbers modulo 64)."""
    codes = np.array(bodies, f"<U{len(bodies[0])}").view(np.uint32).reshape(len(bodies), -1)
    ones: npt.NDArray[np.uint64] = np.bitwise_or.reduce(np.uint64(1) << (codes & 63).astype(np.uint64), axis=1)
    return ones


class Vocabulary:
    """The terms of a store by language and length; follows it. Safe to use from several threads.

    The store only ever adds terms: what is here stays true, and a term that no passage holds any more is told by
    whoever knows the passages.
    """

    def __init__(self) -> None:
        self._buckets: dict[tuple[str, int], _Bucket] = {}
        self._last = 0
        self._lock = threading.Lock()

    def follow(self, reader: Reader) -> None:
        """Take in the terms that were added since."""
        with self._lock:
            rows = [(*_parted(text), number) for number, text in reader.terms_after(self._last)]
            self._last = max((number for *_, number in rows), default=self._last)
            for key, group in groupby(sorted(rows, key=_bucket_of), _bucket_of):
                if key[1]:
                    _, bodies, numbers = zip(*group, strict=True)
                    self._buckets.setdefault(key, _Bucket()).take(bodies, numbers)

    def near(self, term: str, most: int) -> list[tuple[int, int]]:
        """(distance, number) of the terms of this one's language that are at most so many edits away."""
        language, body = _parted(term)
        with self._lock:
            buckets = [self._buckets.get((language, len(body) + more)) for more in range(-most, most + 1)]
            return [found for bucket in buckets if bucket for found in bucket.near(body, most)]


def _bucket_of(row: tuple[str, str, int]) -> tuple[str, int]:
    return row[0], len(row[1])


def _parted(term: str) -> tuple[str, str]:
    """A term's language and its body in Latin letters."""
    language, _, body = term.rpartition(":")
    return language, roman(body)


@dataclass(frozen=True, slots=True)
class Texts:
    """What a state of the library says of its terms, by their numbers."""

    #: How many passages hold each.
    counts: Callable[[Sequence[int]], list[int]]
    #: Some of the passages that hold all of these.
    holding: Callable[[Sequence[int], int], Ids]
    #: The terms themselves; their numbers.
    names: Callable[[Sequence[int]], dict[int, str]]
    numbers: Callable[[Iterable[str]], dict[str, int]]
    #: The texts of passages, with their titles and headings.
    read: Callable[[Ids], list[str]]


@dataclass(frozen=True, slots=True)
class _Near:
    """A word as the library writes it."""

    written: str
    distance: int
    #: How many passages hold its term.
    passages: int


class Speller:
    """Near spellings in one state of a library."""

    def __init__(self, vocabulary: Vocabulary, texts: Texts) -> None:
        self._vocabulary = vocabulary
        self._texts = texts

    def near(self, word: QuestionWord) -> tuple[str, ...]:
        """The words of the library that this one, which it never has, is most like; the likest first, up to three."""
        asked = roman(word.alternatives[0])
        most = edits(asked)
        if not most:
            return ()
        found: dict[str, _Near] = {}
        for one in self._written(asked, self._proposed(word.alternatives, most), most):
            kept = found.setdefault(analysis.fold(one.written), one)
            if one.passages > kept.passages:
                found[analysis.fold(one.written)] = one
        ranked = sorted(found.values(), key=lambda one: (one.distance, -one.passages, one.written))
        return tuple(one.written for one in ranked[:TOLD])

    def _proposed(self, terms: Iterable[str], most: int) -> list[tuple[int, int, int]]:
        """(distance, −passages, number) of the nearest terms that the library has, the nearest first."""
        nearest: dict[int, int] = {}
        for term in terms:
            for distance, number in self._vocabulary.near(term, most):
                nearest[number] = min(distance, nearest.get(number, distance))
        counts = self._texts.counts(list(nearest))
        held = [
            (distance, -count, number)
            for (number, distance), count in zip(nearest.items(), counts, strict=True) if count
        ]  # fmt: skip
        return sorted(held)[:LOOKED_UP]

    def _written(self, asked: str, proposed: Sequence[tuple[int, int, int]], most: int) -> list[_Near]:
        """What the texts write for these terms, as far as that is near the word too."""
        names = self._texts.names([number for *_, number in proposed])
        found = []
        for _, count, number in proposed:
            forms = self._forms(names[number], number)
            near = [
                (OSA.distance(asked, roman(analysis.fold(form)), score_cutoff=most), -seen, form)
                for form, seen in forms.items()
            ]
            best = min(near, default=None)
            if best and best[0] <= most:
                found.append(_Near(best[2], best[0], -count))
        return found

    def _forms(self, term: str, number: int) -> Counter[str]:
        """The words of some passages that the term stands for, with how often each is written so."""
        language, body = _parted(term)
        text = "\n".join(self._texts.read(self._texts.holding([number], PASSAGES)))
        words = Counter(_WORD.findall(text))
        return Counter({
            word: seen for word, seen in words.items()
            if roman(analysis.fold(word))[:1] == body[:1] and term in analysis.terms(word, language)
        })  # fmt: skip
