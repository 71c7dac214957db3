"""Which paragraphs hold all of some words, or most of them: where a quotation may stand, and what it may be made of.

For each paragraph the hashes of its words are kept, as quotations are compared (documents/folding.py), in memory and
following the store. Hashes only propose: whether words stand there in their order is decided on the text, so two words
of one hash cost a look and no more.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from documents.folding import words_of

if TYPE_CHECKING:
    from index.reader import Reader

#: Of so many of the rarest words that a quotation shares with the library the paragraphs must hold all: more of them
#: would hardly leave out more.
RAREST = 6
#: A paragraph that shares less than so much of what the nearest one shares is not what a quotation was made of.
NEARLY = 0.5

#: A word's hash and the number of a paragraph that holds it, as one number: ascending, shape (n,).
_Held = npt.NDArray[np.uint64]
#: Row and ordinal of each paragraph by its number, shape (n, 2).
_Paragraphs = npt.NDArray[np.int64]
_Numbers = npt.NDArray[np.int64]

_HALF = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)

#: Row of a document and ordinal of one of its blocks.
Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Phrases:
    """The words of the paragraphs of all documents up to one row."""

    last: int
    paragraphs: _Paragraphs
    held: _Held

    def with_more(self, last: int, paragraphs: _Paragraphs, words: Iterable[Collection[str]]) -> Phrases:
        """These and those of further paragraphs."""
        first = len(self.paragraphs)
        come = [_keys(one, number) for number, one in enumerate(words, first)]
        # Stable, for what is nearly sorted already is sorted fast so.
        held = np.sort(np.concatenate([self.held, *come]), kind="stable")
        return Phrases(last, np.concatenate([self.paragraphs, paragraphs]), held)

    def holding(self, words: Iterable[str], rows: Collection[int]) -> Iterator[Spot]:
        """The paragraphs of these documents that may hold all of the words; words that none holds are left out.

        A word that is parted otherwise in the library ("co-operation") is one that no paragraph holds, and must not
        hide the quotation that has it.
        """
        found = sorted((one for one in self._numbers(words) if len(one)), key=len)[:RAREST]
        every = (
            reduce(lambda one, other: np.intersect1d(one, other, assume_unique=True), found, found[0]) if found else ()
        )
        return self._spots(every, rows)

    def like(self, words: Iterable[str], rows: Collection[int], most: int) -> list[Spot]:
        """The paragraphs of these documents that share most with the words, each weighed by how rare it is.

        Args:
            words: Each counts once.
            rows: The documents that are looked into.
            most: How many, the most alike first; of equals the earlier. Fewer where the first is far more alike.
        """
        found = [one for one in self._numbers(words) if len(one)]
        if not found:
            return []
        total = len(self.paragraphs)
        weights = np.concatenate([np.full(len(one), np.log(1 + total / len(one))) for one in found])
        shared = np.bincount(np.concatenate(found), weights, minlength=total)
        shared[~self._among(rows)] = 0
        best = float(shared.max())
        near = np.flatnonzero(shared >= NEARLY * best) if best else np.empty(0, np.int64)
        return list(self._spots(near[np.argsort(-shared[near], kind="stable")][:most], rows))

    def weights(self, words: Sequence[str]) -> list[float]:
        """How rare each word is: the logarithm of one and the paragraphs for each that holds it; a new one most."""
        total = max(1, len(self.paragraphs))
        return [float(np.log(1 + total / max(1, len(one)))) for one in self._numbers(words)]

    def _numbers(self, words: Iterable[str]) -> list[_Numbers]:
        """For each word the numbers of the paragraphs that hold it, ascending."""
        keys = np.array([_hash(word) for word in words], np.uint64) << _HALF
        starts = np.searchsorted(self.held, keys)
        ends = np.searchsorted(self.held, keys | _LOW, side="right")
        both = zip(starts.tolist(), ends.tolist(), strict=True)
        return [(self.held[start:end] & _LOW).astype(np.int64) for start, end in both]

    def _spots(self, numbers: Iterable[int], rows: Collection[int]) -> Iterator[Spot]:
        """The paragraphs of these numbers that belong to these documents."""
        for number in numbers:
            row, ordinal = self.paragraphs[number].tolist()
            if row in rows:
                yield row, ordinal

    def _among(self, rows: Collection[int]) -> npt.NDArray[np.bool_]:
        """Which paragraphs belong to these documents, shape (n,)."""
        known = np.zeros(self.last + 1, np.bool_)
        known[[row for row in rows if row <= self.last]] = True
        return known[self.paragraphs[:, 0]]


_NONE = Phrases(0, np.empty((0, 2), np.int64), np.empty(0, np.uint64))


def _keys(words: Collection[str], number: int) -> _Held:
    hashes = np.fromiter(map(_hash, words), np.uint64, len(words))
    return (np.unique(hashes) << _HALF) | np.uint64(number)


def _hash(word: str) -> int:
    return zlib.crc32(word.encode())


class PhraseIndex:
    """Follows the store. Safe to use from several threads.

    A document's row never changes and its number is never given again, so what is known of a row holds for good; rows
    that are gone stay in it and are asked for no more.
    """

    def __init__(self) -> None:
        self._known = _NONE

    def of(self, reader: Reader) -> Phrases:
        """The words of all paragraphs of the reader's snapshot, and perhaps of others."""
        known, last = self._known, reader.last_row()
        if last > known.last:
            known = _with_new(known, reader, last)
            self._known = known  # one reference, changed at once: no thread sees half of it
        return known


#: Documents whose texts are in memory at once: 500 of 100 KB are 50 MB.
AT_ONCE = 500


def _with_new(known: Phrases, reader: Reader, last: int) -> Phrases:
    """What is known, and the documents above its last row."""
    rows = reader.rows_above(known.last)
    for at in range(0, len(rows), AT_ONCE):
        some = rows[at : at + AT_ONCE]
        paragraphs = reader.paragraphs(some)
        words = list(_words(paragraphs, dict(reader.texts(some))))
        known = known.with_more(some[-1], paragraphs[:, :2], words)
    return Phrases(last, known.paragraphs, known.held)


def _words(paragraphs: _Paragraphs, texts: Mapping[int, str]) -> Iterable[frozenset[str]]:
    """The words of each paragraph; blocks are parted by an empty line, and none has one inside."""
    for row, _, start in paragraphs.tolist():
        text = texts[row]
        end = text.find("\n\n", start)
        yield words_of(text[start : end if end >= 0 else len(text)])
