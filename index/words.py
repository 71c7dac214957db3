"""Search by words: BM25 over the terms of the store, in two fields.

The score of a passage is the weighted share of the question's words that it answers for:

    score = Σ idf(w) · tf(w) / (k1 + tf(w))  ⁄  Σ idf(w)                                  over the question's words w
    tf(w) = text(w) / (1 − b + b · |text| / mean |text|)  +  c · context(w) / (1 − b + b · |context| / mean |context|)
    idf(w) = ln(1 + (N − n(w) + ½) / (n(w) + ½))

This is the "simple BM25F" of Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields"
(CIKM 2004): the fields are added before saturation, each normalised by its own length, so that a word in title and
text counts hardly more than one in the text alone. The numerator of plain BM25 would carry k1 + 1 throughout; it is
left out of both sums, so that the score lies between 0 and 1 on one scale for all questions. A word that nobody has
stays in the sum below: a question of unknown words has no good answer by words.

A word's alternatives (its stems in several languages) are one word: their counts add up, and n counts the passages
that hold any of them. n and N are those of the whole library, also when the search is filtered.

Postings lie by term in a few segments (CSC). A change makes a small segment, segments of like size are merged, and
a deletion only marks: as in a log-structured merge tree, n additions cost O(n log n) in all. Scores do not depend
on how passages are spread over the segments.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from index.engine import Query, Terms
from index.model import Ids, Scores

#: Goes up with every change to what a score is.
VERSION = 2

#: How often a word must stand in a passage to count half. Smaller than the usual 1.2: a passage that holds each word
#: of the question once is better than one that holds some of them often. The usual b. docs/decisions/0010 has both
#: sweeps.
K1 = 0.5
B = 0.75
#: c above: what a word in title or section counts beside one in the text (docs/decisions/0010).
CONTEXT_WEIGHT = 1.0

_Array = npt.NDArray[np.float64]
_Counts = npt.NDArray[np.uint16]
_Rows = npt.NDArray[np.uint32]
#: A question's words as groups of alternative term numbers.
_Words = tuple[tuple[int, ...], ...]


@dataclass(slots=True)
class _Segment:
    """Postings of some passages by term: those of term t are at ``pointers[t]:pointers[t + 1]``."""

    ids: Ids
    alive: npt.NDArray[np.bool_]
    #: Words in each passage's fields, shape (2, passages): text, context.
    lengths: npt.NDArray[np.int64]
    pointers: npt.NDArray[np.int64]
    rows: _Rows
    #: Counts of each posting, shape (2, postings): text, context.
    counts: _Counts
    #: 1 − b + b · length / mean, shape (2, passages); belongs to the means of the whole engine.
    norms: _Array = field(default_factory=lambda: np.ones((2, 0)))

    def postings(self, term: int) -> slice:
        """Where the term's postings are."""
        if not 0 <= term < len(self.pointers) - 1:
            return slice(0, 0)
        return slice(int(self.pointers[term]), int(self.pointers[term + 1]))


class WordEngine:
    """BM25 in memory; an ``Engine``. Not safe to search while it follows: the searcher holds the lock."""

    def __init__(self, context_weight: float = CONTEXT_WEIGHT) -> None:
        self._context_weight = context_weight
        self._segments: list[_Segment] = []
        self._normed = False
        self._last: tuple[_Words, list[_Array]] | None = None

    def __len__(self) -> int:
        return sum(int(segment.alive.sum()) for segment in self._segments)

    def follow(self, gone: Ids, ids: Ids, vectors: npt.NDArray[np.float32], terms: Sequence[Terms]) -> None:  # noqa: ARG002
        """Forget ``gone``, take in ``ids`` with their terms; an id added again is replaced. Vectors are not looked at.

        Raises:
            ValueError: not one ``Terms`` for each id.
        """
        if len(ids) != len(terms):
            raise ValueError(f"{len(ids)} passages came with the terms of {len(terms)}")
        leaving = np.concatenate([gone, ids])
        for segment in self._segments:
            segment.alive &= ~np.isin(segment.ids, leaving)
        if len(ids):
            self._segments.append(_segment(ids, terms))
        self._segments = _merged([segment for segment in self._segments if segment.alive.any()])
        self._normed, self._last = False, None

    def search(self, query: Query, limit: int) -> tuple[Ids, Scores]:
        """The best ``limit`` passages that hold any of the words, ordered by (−score, id)."""
        ids: list[Ids] = [np.empty(0, np.int64)]
        scores: list[Scores] = [np.empty(0, np.float32)]
        for segment, all_scores in zip(self._segments, self._scores(query.words), strict=True):
            eligible = (all_scores > 0) & segment.alive
            if query.among is not None:
                eligible &= np.isin(segment.ids, query.among)
            ids.append(segment.ids[eligible])
            scores.append(all_scores[eligible].astype(np.float32))
        return best(np.concatenate(ids), np.concatenate(scores), limit)

    def score(self, query: Query, ids: Ids) -> Scores:
        """The score of each passage, shape (len(ids),); 0 for one that is unknown or holds none of the words."""
        found = np.zeros(len(ids), np.float32)
        for segment, all_scores in zip(self._segments, self._scores(query.words), strict=True):
            rows = np.searchsorted(segment.ids, ids)
            rows[rows == len(segment.ids)] = 0
            here = (segment.ids[rows] == ids) & segment.alive[rows]
            found[here] = all_scores[rows[here]]
        return found

    def weights(self, words: _Words) -> list[tuple[float, int]]:
        """For each word its idf and the number of passages that hold it."""
        total = len(self)
        holders = [self._holders(alternatives) for alternatives in words]
        return [(idf(total, count), count) for count in holders]

    def holding(self, terms: Sequence[int], limit: int) -> Ids:
        """Up to ``limit`` of the passages that hold all of these terms, by their numbers; the oldest first."""
        found: list[Ids] = [np.empty(0, np.int64)]
        for segment in self._segments:
            rows = [segment.rows[segment.postings(term)] for term in terms]
            held = np.bincount(np.concatenate(rows), minlength=len(segment.ids)) == len(terms)
            found.append(segment.ids[held & segment.alive][:limit])
        return np.sort(np.concatenate(found))[:limit]

    def held(self, words: _Words, ids: Ids) -> list[bool]:
        """For each word whether any of these passages holds it."""
        return [any(self._holds(segment, alternatives, ids) for segment in self._segments) for alternatives in words]

    @staticmethod
    def _holds(segment: _Segment, alternatives: Sequence[int], ids: Ids) -> bool:
        rows = [segment.rows[segment.postings(term)] for term in alternatives]
        return any(bool(np.isin(segment.ids[of], ids).any()) for of in rows)

    def _holders(self, alternatives: tuple[int, ...]) -> int:
        found = 0
        for segment in self._segments:
            hit = np.zeros(len(segment.ids), np.bool_)
            for term in alternatives:
                hit[segment.rows[segment.postings(term)]] = True
            found += int((hit & segment.alive).sum())
        return found

    def _scores(self, words: _Words) -> list[_Array]:
        """Every passage's score, by segment. Kept for the last question, since ``score`` follows ``search``."""
        if self._last is None or self._last[0] != words:
            self._norm()
            self._last = words, self._computed(words)
        return self._last[1]

    def _computed(self, words: _Words) -> list[_Array]:
        scores = [np.zeros(len(segment.ids)) for segment in self._segments]
        weights = self.weights(words)
        best_possible = sum(weight for weight, _ in weights)
        for alternatives, (weight, count) in zip(words, weights, strict=True):
            if count == 0:
                continue
            for segment, score in zip(self._segments, scores, strict=True):
                frequency = self._frequencies(segment, alternatives)
                score += weight / best_possible * (frequency / (K1 + frequency))
        return scores

    def _frequencies(self, segment: _Segment, alternatives: tuple[int, ...]) -> _Array:
        """tf of the word in every passage of the segment."""
        found = np.zeros(len(segment.ids))
        for term in alternatives:
            at = segment.postings(term)
            rows = segment.rows[at]
            text, context = segment.counts[:, at] / segment.norms[:, rows]
            found[rows] += text + self._context_weight * context
        return found

    def _norm(self) -> None:
        """Bring the length norms up to date with the means. The sums are of whole numbers, hence exact."""
        if self._normed:
            return
        totals = [segment.lengths[:, segment.alive].sum(axis=1) for segment in self._segments]
        total = np.sum(totals, axis=0) if totals else np.zeros(2, np.int64)
        means = np.maximum(total / max(1, len(self)), 1e-9)
        for segment in self._segments:
            segment.norms = 1 - B + B * segment.lengths / means[:, None]
        self._normed = True


def idf(total: int, holders: int) -> float:
    """ln(1 + (N − n + ½) / (n + ½)): above 0 for every n ≤ N."""
    return float(np.log1p((total - holders + 0.5) / (holders + 0.5)))


def best(ids: Ids, scores: Scores, limit: int) -> tuple[Ids, Scores]:
    """The best ``limit``, ordered by (−score, id); exact also where scores tie."""
    if limit <= 0:
        return ids[:0], scores[:0]
    if limit < len(ids):
        threshold = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        ids, scores = ids[scores >= threshold], scores[scores >= threshold]
    order = np.lexsort((ids, -scores))[:limit]
    return ids[order], scores[order]


def _segment(ids: Ids, terms: Sequence[Terms]) -> _Segment:
    """A segment of passages that came together."""
    order = np.argsort(ids, kind="stable")
    counts = [_clipped(terms[row]) for row in order]
    sizes = np.array([part.shape[1] for part in counts])
    lengths = np.array([part.sum(axis=1, dtype=np.int64) for part in counts]).T.reshape(2, -1)
    numbers = np.concatenate([terms[row].terms for row in order]).astype(np.int64)
    rows = np.repeat(np.arange(len(ids), dtype=np.uint32), sizes)
    return _by_term(ids[order], lengths, numbers, rows, np.concatenate(counts, axis=1))


def _clipped(terms: Terms) -> _Counts:
    """The counts of both fields, shape (2, n); 65,535 of one word in one passage are enough."""
    return np.minimum(np.stack([terms.text, terms.context]), 65_535).astype(np.uint16)


def _by_term(ids: Ids, lengths: npt.NDArray[np.int64], numbers: Ids, rows: _Rows, counts: _Counts) -> _Segment:
    """Sort postings by term, keeping the passages' order within a term."""
    order = np.argsort(numbers, kind="stable")
    pointers = np.concatenate([[0], np.cumsum(np.bincount(numbers))]).astype(np.int64)
    return _Segment(ids, np.ones(len(ids), np.bool_), lengths, pointers, rows[order], counts[:, order])


def _merged(segments: list[_Segment]) -> list[_Segment]:
    """Merge from the end while a segment is less than twice its successor: each at least doubles the next."""
    segments = list(segments)
    while len(segments) > 1 and len(segments[-2].ids) < 2 * len(segments[-1].ids):
        last = segments.pop()
        segments[-1] = _join(segments[-1], last)
    return segments


def _join(one: _Segment, other: _Segment) -> _Segment:
    """Both segments' living passages in one."""
    ids = np.concatenate([one.ids[one.alive], other.ids[other.alive]])
    place = np.empty(len(ids), np.uint32)
    place[np.argsort(ids, kind="stable")] = np.arange(len(ids), dtype=np.uint32)
    numbers, rows, counts = [], [], []
    offset = 0
    for segment in (one, other):
        kept = segment.alive[segment.rows]
        row_of = np.cumsum(segment.alive) - 1 + offset
        numbers.append(np.repeat(np.arange(len(segment.pointers) - 1), np.diff(segment.pointers))[kept])
        rows.append(place[row_of[segment.rows[kept]]])
        counts.append(segment.counts[:, kept])
        offset += int(segment.alive.sum())
    lengths = np.concatenate([one.lengths[:, one.alive], other.lengths[:, other.alive]], axis=1)
    return _by_term(
        np.sort(ids), lengths[:, np.argsort(ids, kind="stable")],
        np.concatenate(numbers), np.concatenate(rows), np.concatenate(counts, axis=1),
    )  # fmt: skip
