"""Which documents share words: a sketch of each document's text, and all sketches of a library in memory.

A sketch is a choice of the hashes of all runs of ``RUN`` folded words, made by winnowing (Schleimer, Wilkerson and
Aiken, "Winnowing: local algorithms for document fingerprinting", SIGMOD 2003): of every ``WINDOW`` runs in a row the
least hash is taken. So two texts that share ``GUARANTEED`` words in a row share a hash, wherever these stand; a MinHash
signature (Broder 1997) promises this of no sentence, and says nothing of a short text inside a long one.

Sketches only propose. Whether words are the same is decided on the words themselves (copies.py).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from documents.model import Document
from index import analysis
from index.model import Ids

if TYPE_CHECKING:
    from index.reader import Reader

#: Hashes of a text: ascending, each once, uint32, shape (n,).
Sketch = npt.NDArray[np.uint32]
#: A hash and the row of a document that holds it, as one number: ascending, shape (n,).
_Held = npt.NDArray[np.uint64]

#: Goes up with every change to what a text's sketch is; the store then makes its sketches anew.
VERSION = 1
#: Words of a run: four words in a row are rarely written twice by chance.
RUN = 4
#: Of so many runs in a row one is kept, so a text of n words has about 2n/9 hashes.
WINDOW = 8
#: So many words in a row that two texts share are noticed, whatever stands around them.
GUARANTEED = RUN + WINDOW - 1
#: What more documents hold is what a publisher prints under everything, and tells nothing of two of them.
COMMON = 50

_EMPTY: Sketch = np.empty(0, np.uint32)
#: 2⁶⁴ divided by the golden ratio: the multiplier of Fibonacci hashing (Knuth, TAOCP 3, 6.4).
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_HALF = np.uint64(32)
_ROW = np.uint64(0xFFFFFFFF)


def sketch(text: str) -> Sketch:
    """The sketch of a text, about 0.2 hashes a word; of fewer than ``RUN`` words an empty one."""
    words = analysis.words(text)
    if len(words) < RUN:
        return _EMPTY
    known = {word: zlib.crc32(word.encode()) for word in set(words)}
    runs = _hashed_runs(np.array([known[word] for word in words], np.uint64))
    windows = np.lib.stride_tricks.sliding_window_view(runs, min(WINDOW, len(runs)))
    return np.unique(windows.min(axis=1))


def _hashed_runs(words: npt.NDArray[np.uint64]) -> Sketch:
    """A hash for each run: of the words and of their order."""
    count = len(words) - RUN + 1
    total = np.zeros(count, np.uint64)
    for offset in range(RUN):
        total = (total + words[offset : offset + count]) * _SPREAD  # modulo 2⁶⁴, as it shall be
        total ^= total >> _HALF
    return (total >> _HALF).astype(np.uint32)


def sketch_of(document: Document) -> Sketch:
    """The sketch of what can be cited of a document: heads and feet of pages are no part of the work."""
    return sketch("\n".join(document.text_of(block) for block in document.paragraphs))


@dataclass(frozen=True, slots=True)
class Sketches:
    """The sketches of the documents up to one row."""

    last: int
    #: Row → how many hashes its sketch has.
    sizes: Mapping[int, int]
    held: _Held

    def with_more(self, last: int, sketches: Mapping[int, Sketch]) -> Sketches:
        """These and those of further documents."""
        sizes = {row: len(one) for row, one in sketches.items()}
        come = [(one.astype(np.uint64) << _HALF) | np.uint64(row) for row, one in sketches.items()]
        # Stable, for what is nearly sorted already is sorted fast so.
        held = np.sort(np.concatenate([self.held, *come]), kind="stable")
        return Sketches(last, {**self.sizes, **sizes}, held)

    def sharing(self, wanted: Sketch) -> dict[int, int]:
        """Row → how many of these hashes the document holds; those that too many hold are left out."""
        found = [rows for rows in self._rows(wanted) if len(rows) <= COMMON]
        if not found:
            return {}
        rows, counts = np.unique(np.concatenate(found), return_counts=True)
        return dict(zip(rows.tolist(), counts.tolist(), strict=True))

    def holding(self, wanted: Sketch) -> frozenset[int]:
        """The rows of the documents that hold all of these hashes; of no hashes none."""
        rows = list(self._rows(wanted))
        return frozenset(reduce(np.intersect1d, rows).tolist()) if rows else frozenset()

    def _rows(self, wanted: Sketch) -> Iterable[Ids]:
        """For each of the hashes the rows that hold it."""
        keys = wanted.astype(np.uint64)
        starts = np.searchsorted(self.held, keys << _HALF)
        ends = np.searchsorted(self.held, (keys << _HALF) | _ROW, side="right")
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
            yield (self.held[start:end] & _ROW).astype(np.int64)


class Works:
    """Follows the store. Safe to use from several threads.

    A document's row never changes and its number is never given again, so what is known of a row holds for good; rows
    that are gone may be among those that are found.
    """

    def __init__(self) -> None:
        self._known = Sketches(0, {}, np.empty(0, np.uint64))

    def of(self, reader: Reader) -> Sketches:
        """The sketches of all documents of the reader's snapshot, and perhaps of others.

        For 10,000 documents of 3,000 words 1.1 s the first time, 40 ms after an addition, else nothing.
        """
        known, last = self._known, reader.last_row()
        if last > known.last:
            known = known.with_more(last, reader.sketches(known.last, VERSION))
            self._known = known  # one reference, changed at once: no thread sees half of it
        return known
