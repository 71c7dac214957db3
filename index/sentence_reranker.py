"""The built-in reranker: a passage is as good as its best sentence, and better where the question's words stand close.

A passage's vector is an average, and its share of the question's words does not say where they stand. Its sentences
tell both, without another model:

* nearness: the largest cosine of the question and any sentence of the passage;
* closeness: how near each two words of the question come to each other in the passage. It is the mean over the pairs
  of 1 / (1 + (d − 1) / 4), where d is the least distance between the two in content words and a sentence's end is a
  word, and 0 where one is missing; a pair weighs what its commoner word weighs. (Term proximity by pairs as in Tao and
  Zhai, "An Exploration of Proximity Measures in Information Retrieval", SIGIR 2007.)
* phrases: the share of the question's neighbouring words that are neighbours in the passage, weighed the same.

All lie between 0 and 1, as the fused score does, and the whole is their weighted mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations, pairwise

import numpy as np

from index import analysis
from index.model import Scores, WeighedWord
from index.reranker import Asked, Candidate, Sentence

#: Goes up with every change to a score.
VERSION = 1

#: What the parts count for, nearness where the model is fully trusted. Swept on the tuning halves of eight gold sets
#: (docs/decisions/0009-reranking.md).
FUSED_WEIGHT = 7 / 3
NEARNESS_WEIGHT = 0.5
CLOSENESS_WEIGHT = 0.5
PHRASES_WEIGHT = 0.2
#: Words that are so many further apart than neighbours are half as close.
HALVED_BY = 4
#: How many passages it looks at: hit@1 is 0.1 points below what a depth of 40 gives, at a quarter of the sentences.
DEPTH = 10
#: Sentences whose words are kept in their order.
KEPT = 8_192

_WEIGHTS = np.array([FUSED_WEIGHT, NEARNESS_WEIGHT, CLOSENESS_WEIGHT, PHRASES_WEIGHT])


class SentenceReranker:
    """A ``Reranker``."""

    fingerprint = f"sentences {VERSION}"
    depth = DEPTH

    def scores(self, asked: Asked, candidates: Sequence[Candidate]) -> Scores:
        """The weighted mean of the four parts, shape (len(candidates),), from 0 to 1."""
        if not candidates:
            return np.empty(0, np.float32)
        near = asked.trust * _nearest(asked, candidates)
        pairs, neighbours = _pairs(asked.words)
        parts = [
            (candidate.score, nearest, *_closeness(asked.words, pairs, neighbours, candidate.sentences))
            for candidate, nearest in zip(candidates, near.tolist(), strict=True)
        ]
        return np.asarray(np.array(parts) @ _WEIGHTS / _WEIGHTS.sum(), np.float32)


def _nearest(asked: Asked, candidates: Sequence[Candidate]) -> Scores:
    """The cosine of each passage's nearest sentence, at least 0; shape (len(candidates),)."""
    texts = [sentence.text for candidate in candidates for sentence in candidate.sentences]
    cosines = iter(asked.nearness(texts).tolist())
    return np.array([max([0.0, *(next(cosines) for _ in one.sentences)]) for one in candidates], np.float32)


#: Places of two words in the question, and what the pair weighs.
_Pair = tuple[int, int, float]


def _pairs(words: Sequence[WeighedWord]) -> tuple[list[_Pair], list[_Pair]]:
    """Every two words of the question, and those that are neighbours in it."""

    def weighed(one: int, other: int) -> _Pair:
        return one, other, min(words[one].weight, words[other].weight)

    places = range(len(words))
    return [weighed(*pair) for pair in combinations(places, 2)], [weighed(*pair) for pair in pairwise(places)]


def _closeness(
    words: Sequence[WeighedWord], pairs: Sequence[_Pair], neighbours: Sequence[_Pair], sentences: Sequence[Sentence]
) -> tuple[float, float]:
    """Closeness and phrases of one passage."""
    places = _places(words, sentences)
    distances = {(one, other): _distance(places[one], places[other]) for one, other, _ in pairs}
    near = [(weight, _near(distances[one, other])) for one, other, weight in pairs]
    beside = [(weight, float(distances[one, other] <= 1)) for one, other, weight in neighbours]
    return _mean(near), _mean(beside)


def _places(words: Sequence[WeighedWord], sentences: Sequence[Sentence]) -> list[list[int]]:
    """Where each word of the question stands in the passage, counted in content words."""
    wanted: dict[str, list[int]] = {}
    for number, word in enumerate(words):
        for term in word.alternatives:
            wanted.setdefault(term, []).append(number)
    found: list[list[int]] = [[] for _ in words]
    begin = 0
    for sentence in sentences:
        terms = _terms(sentence)
        for at, term in enumerate(terms, begin):
            for number in wanted.get(term, ()):
                found[number].append(at)
        begin += len(terms) + 1
    return found


def _distance(one: Sequence[int], other: Sequence[int]) -> float:
    """The least distance of two words, both in ascending places; infinite where one is missing."""
    least = float("inf")
    i = j = 0
    while i < len(one) and j < len(other):
        least = min(least, abs(one[i] - other[j]))
        if one[i] < other[j]:
            i += 1
        else:
            j += 1
    return least


def _near(distance: float) -> float:
    return 1 / (1 + max(0.0, distance - 1) / HALVED_BY)


def _mean(weighed: Sequence[tuple[float, float]]) -> float:
    total = sum(weight for weight, _ in weighed)
    return sum(weight * value for weight, value in weighed) / total if total else 0.0


@lru_cache(maxsize=KEPT)
def _terms(sentence: Sentence) -> tuple[str, ...]:
    return tuple(analysis.terms(sentence.text, sentence.language))
