"""The terms of a library by how they are spelt: those that are at most a few edits away from one."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.misspelling import roman

if TYPE_CHECKING:
    from index.reader import Reader


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

    def near(self, language: str, body: str, initials: Iterable[str], most: int) -> list[tuple[str, int, int]]:
        """(body, distance, number) of the terms of a language that are at most so many edits away from a body.

        Args:
            language: ISO 639-1; empty for folded words.
            body: In Latin letters.
            initials: The first letters that they may have.
            most: Edits as optimal string alignment counts them: a swap of two neighbours is one (Damerau, "A technique
                for computer detection and correction of spelling errors", CACM 7(3), 1964).
        """
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
