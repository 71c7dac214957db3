"""Embedder, engines and fusion behind one verb.

The searcher follows the store: the library tells it which passages went and came, with the generation they lead to.
It returns ids and scores only, and any id may be gone from the store by the time it is looked up.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from index import analysis, fusion, passages, words
from index.embedder import Embedder
from index.engine import Engine, Query, Terms
from index.model import Ids, Scores, Vectors
from index.reranker import Reranker
from index.words import WordEngine

#: How many passages each engine proposes; each gets both scores. With 100 the best ten were those of
#: the full ranking for all 1,200 questions tried (poquad, squad2, nq, covidqa); with 30 they differed for 42.
CANDIDATES = 100
#: Vectors of questions and of sentences that are kept: 8,192 × 384 × 4 bytes = 12 MB.
QUESTIONS_KEPT = 256
TEXTS_KEPT = 8_192
#: The generation of an empty searcher, and of one whose last step failed half-way.
NOTHING = 0


@dataclass(frozen=True, slots=True)
class Scored:
    """A ranked passage with its fused score and its two parts."""

    id: int
    score: float
    #: Share of the best possible BM25 score of the question, 0–1.
    words: float
    #: Cosine of question and passage, −1–1.
    meaning: float


class Searcher:
    """Ranks passages for questions. Safe to use from several threads."""

    def __init__(
        self,
        embedder: Embedder,
        dense: Engine,
        words: WordEngine,
        reranker: Reranker | None = None,
        words_weight: float = fusion.WORDS_WEIGHT,
    ) -> None:
        self.embedder = embedder
        #: Who orders the best passages anew; None leaves them in the fused order.
        self.reranker = reranker
        self._dense = dense
        self._words = words
        self._words_weight = words_weight
        self._generation = NOTHING
        self._ids: Ids = np.empty(0, np.int64)
        self._engines = threading.Lock()
        self._embed_question = lru_cache(maxsize=QUESTIONS_KEPT)(embedder.embed_question)
        self._texts = _Vectors(embedder)

    @property
    def version(self) -> str:
        """Everything that ranks, by name: two searchers of one version order the same passages alike."""
        return (
            f"passages {passages.VERSION} · analysis {analysis.VERSION} · words {words.VERSION} · "
            f"fusion {fusion.VERSION} · model {self.embedder.fingerprint} · "
            f"reranker {self.reranker.fingerprint if self.reranker else 'none'}"
        )

    @property
    def generation(self) -> int:
        """The store's generation that the engines stand at."""
        return self._generation

    @property
    def size(self) -> int:
        """How many passages it ranks."""
        return len(self._ids)

    def follow(self, generation: int, gone: Ids, ids: Ids, vectors: Vectors, terms: Sequence[Terms]) -> None:
        """Lead both engines to ``generation``: forget ``gone``, take in ``ids`` with their vectors and terms."""
        with self._engines:
            # If an engine fails the other has moved on already: until both have, the searcher stands nowhere.
            self._generation = NOTHING
            self._dense.follow(gone, ids, vectors, terms)
            self._words.follow(gone, ids, vectors, terms)
            self._ids = np.union1d(np.setdiff1d(self._ids, gone), ids)
            self._generation = generation

    def reset(self) -> None:
        """Forget every passage."""
        with self._engines:
            nothing = np.empty((0, self.embedder.dimension), np.float32)
            for engine in (self._dense, self._words):
                engine.follow(self._ids, np.empty(0, np.int64), nothing, ())
            self._ids = np.empty(0, np.int64)
            self._generation = NOTHING

    def search(
        self, question: str, words: tuple[tuple[int, ...], ...], among: Ids | None = None, limit: int = 10
    ) -> list[Scored]:
        """The best ``limit`` passages, ordered by (−score, id).

        ``words`` has a group of term numbers for every content word of the question; an empty group is a word that
        the library does not have, and it counts. ``among`` are the only passages that may answer, ascending.
        """
        query = Query(self._embed_question(question), words, among)
        trust = self.trust(question)
        with self._engines:
            return self._ranked(query, trust, limit)

    def weights(self, words: tuple[tuple[int, ...], ...]) -> list[tuple[float, int]]:
        """For each word its idf and the number of passages that hold it."""
        with self._engines:
            return self._words.weights(words)

    def held(self, words: tuple[tuple[int, ...], ...], ids: Ids) -> list[bool]:
        """For each word, a group of term numbers, whether any of these passages holds it."""
        with self._engines:
            return self._words.held(words, ids)

    def holding(self, terms: Sequence[int], limit: int) -> Ids:
        """Up to ``limit`` of the passages that hold all of these terms, by their numbers; the oldest first."""
        with self._engines:
            return self._words.holding(terms, limit)

    def nearness(self, question: str, texts: Sequence[str]) -> Scores:
        """The cosine of the question with each text, shape (len(texts),)."""
        return np.asarray(self._texts.of(texts) @ self._embed_question(question)[0], np.float32)

    def trust(self, question: str) -> float:
        """How far the model's cosines are to be trusted for this question: above 0, up to 1."""
        return fusion.trust(self.embedder.count_tokens(question), len(analysis.words(question)))

    def _ranked(self, query: Query, trust: float, limit: int) -> list[Scored]:
        proposed = [engine.search(query, max(limit, CANDIDATES))[0] for engine in (self._dense, self._words)]
        ids = np.union1d(*proposed)
        by_words, by_meaning = self._words.score(query, ids), self._dense.score(query, ids)
        fused = fusion.fuse(by_words, by_meaning, trust, self._words_weight)
        order = np.lexsort((ids, -fused))[:limit]
        return [Scored(int(ids[at]), float(fused[at]), float(by_words[at]), float(by_meaning[at])) for at in order]


class _Vectors:
    """Vectors of texts, the latest kept: the sentences of the same passages are asked for again and again."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._kept: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, texts: Sequence[str]) -> Vectors:
        """The vectors of the texts, shape (len(texts), dimension)."""
        with self._lock:
            known = {text: self._kept[text] for text in texts if text in self._kept}
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        if missing:
            known.update(zip(missing, self._embedder.embed_passages(missing), strict=True))
        self._keep(known)
        return np.array([known[text] for text in texts], np.float32).reshape(-1, self._embedder.dimension)

    def _keep(self, vectors: dict[str, Vectors]) -> None:
        with self._lock:
            for text, vector in vectors.items():
                self._kept[text] = vector
                self._kept.move_to_end(text)
            while len(self._kept) > TEXTS_KEPT:
                self._kept.popitem(last=False)
