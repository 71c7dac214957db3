"""Does the search find the evidence? hit@1, hit@5 and MRR of words, meaning and both, on gold sets.

    python -m benchmarks.retrieval --eval ../shared/eval --sets xquad-en,poquad --questions 300 --cache /tmp/vectors

Documents, passages, terms, engines and fusion are the product's own; only the vectors come from a cache, so that a
sweep over the constants takes minutes: every constant that ranks can be given here.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks import gold
from documents.model import Document
from index import analysis, fusion, passages, words
from index.embedder import Embedder
from index.engine import Engine, Query, Terms
from index.faiss_engine import FaissEngine
from index.model import Passage
from index.search import Searcher
from index.words import WordEngine
from qa.compose import make_embedder
from qa.evaluation import metrics
from qa.evaluation.vectors import CachedEmbedder


@dataclass(frozen=True)
class Constants:
    """The constants that rank, as the product has them or as a sweep varies them."""

    passage_words: int = passages.LONGEST_PASSAGE
    context_in_vectors: float = passages.CONTEXT_WEIGHT
    context_in_words: float = words.CONTEXT_WEIGHT
    words_weight: float = fusion.WORDS_WEIGHT


#: Ranking → for each question, whether it is served by each rank.
Served = dict[str, list[list[bool]]]


class Bench:
    """A gold set's library in memory: passages by id, engines, lexicon."""

    def __init__(self, documents: dict[str, Document], embedder: Embedder, constants: Constants) -> None:
        self._embedder = embedder
        self._lexicon: dict[str, int] = {}
        self.languages = sorted({document.metadata.language for document in documents.values()})
        self.dense: Engine = FaissEngine(embedder.dimension)
        self.words = WordEngine(constants.context_in_words)
        self._searcher = Searcher(embedder, self.dense, self.words, words_weight=constants.words_weight)
        self.candidates: list[gold.Candidate] = []
        vectors, terms = [], []
        for name, document in documents.items():
            found = passages.cut(document, embedder.count_tokens, embedder.length, constants.passage_words)
            vectors.append(passages.passage_vectors(embedder, document, found, weight=constants.context_in_vectors))
            terms.extend(self._terms(document, passage) for passage in found)
            self.candidates.extend(gold.candidate(name, document, passage.start, passage.end) for passage in found)
        ids = np.arange(1, len(self.candidates) + 1, dtype=np.int64)
        # The store keeps 16 bits of a vector; what is measured here are the vectors that answer there.
        stored = np.concatenate(vectors).astype(np.float16).astype(np.float32)
        self._searcher.follow(1, ids[:0], ids, stored, terms)

    def rankings(self, question: str) -> Iterator[list[gold.Candidate]]:
        """The best passages by words, by meaning, and by both."""
        query = Query(self._embedder.embed_question(question), self.numbers(question))
        yield self._named(self.words.search(query, metrics.DEPTH)[0].tolist())
        yield self._named(self.dense.search(query, metrics.DEPTH)[0].tolist())
        yield self._named([hit.id for hit in self._searcher.search(question, query.words, None, metrics.DEPTH)])

    def numbers(self, question: str) -> tuple[tuple[int, ...], ...]:
        """The question's words as groups of term numbers."""
        found = analysis.question_words(question, self.languages)
        return tuple(
            tuple(self._lexicon[term] for term in word.alternatives if term in self._lexicon) for word in found
        )

    def _named(self, ids: Sequence[int]) -> list[gold.Candidate]:
        return [self.candidates[number - 1] for number in ids]

    def _terms(self, document: Document, passage: Passage) -> Terms:
        counts = passages.passage_terms(document, passage)
        rows = sorted((self._lexicon.setdefault(term, len(self._lexicon) + 1), *both) for term, both in counts.items())
        table = np.array(rows, np.int64).reshape(-1, 3)
        return Terms(table[:, 0], table[:, 1], table[:, 2])


def measure(bench: Bench, questions: Sequence[gold.Question]) -> Served:
    """By which rank the questions are served, by each of the three rankings."""
    served: Served = {"words": [], "meaning": [], "both": []}
    for question in questions:
        for ranks, ranking in zip(served.values(), bench.rankings(question.text), strict=True):
            ranks.append(gold.hits(question, ranking))
    return served


def figures(served: Sequence[Sequence[bool]]) -> tuple[float, float, float]:
    """hit@1, hit@5 and MRR within ``metrics.DEPTH`` of one ranking."""
    each = [(metrics.hit_at(one, 1), metrics.hit_at(one, 5), metrics.reciprocal_rank(one)) for one in served]
    at_1, at_5, mrr = np.mean(each, axis=0).tolist()
    return at_1, at_5, mrr


def table(measured: dict[str, Served]) -> str:
    """Sets by rankings, per cent: hit@1 / hit@5 / MRR, as a Markdown table with the mean below."""
    rows = {name: [figures(ranks) for ranks in served.values()] for name, served in measured.items()}
    rows["**mean**"] = [tuple(np.mean(column, axis=0).tolist()) for column in zip(*rows.values(), strict=True)]
    lines = ["| set | words | meaning | both |", "|---|---|---|---|"]
    return "\n".join(lines + [f"| {name} | " + " | ".join(map(_cell, row)) + " |" for name, row in rows.items()])


def _cell(shares: Sequence[float]) -> str:
    return " / ".join(f"{100 * share:.1f}" for share in shares)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    options = _parser().parse_args(arguments)
    constants = Constants(
        options.passage_words, options.context_in_vectors, options.context_in_words, options.words_weight
    )
    embedder = CachedEmbedder(make_embedder(options.model), options.cache)
    measured: dict[str, Served] = {}
    for name in options.sets.split(","):
        started = time.monotonic()
        bench = Bench(gold.documents(options.eval / name), embedder, constants)
        print(f"{name}: {len(bench.candidates)} passages in {time.monotonic() - started:.0f} s", file=sys.stderr)
        measured[name] = measure(bench, gold.questions(options.eval / name, options.questions))
        print(table({name: measured[name]}).splitlines()[2], file=sys.stderr)
    print(constants)
    print(table(measured))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--eval", type=Path, required=True, help="folder of gold sets")
    parser.add_argument("--sets", required=True, help="names, parted by commas")
    parser.add_argument("--questions", type=int, help="so many of each set, spread evenly; default: all")
    parser.add_argument("--cache", type=Path, required=True, help="folder for vectors, kept between runs")
    parser.add_argument("--model", help="another sentence-transformers model")
    parser.add_argument("--passage-words", type=int, default=passages.LONGEST_PASSAGE)
    parser.add_argument("--context-in-vectors", type=float, default=passages.CONTEXT_WEIGHT)
    parser.add_argument("--context-in-words", type=float, default=words.CONTEXT_WEIGHT)
    parser.add_argument("--words-weight", type=float, default=fusion.WORDS_WEIGHT)
    return parser


if __name__ == "__main__":
    main()
