"""Does the search find the evidence? hit@1, hit@5 and MRR of words, meaning and both, on gold sets.

    python -m benchmarks.retrieval --eval ../shared/eval --sets xquad-en,poquad --questions 300 --cache /tmp/vectors

Documents, passages, terms, engines and fusion are the product's own; only the vectors come from a cache, so that a
sweep over the constants takes minutes: every constant that ranks can be given here.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks import gold
from documents.model import Document
from index import analysis, fusion, passages, words
from index.embedder import Embedder
from index.engine import Engine, Query, Terms
from index.faiss_engine import FaissEngine
from index.model import Passage, Vectors
from index.search import Searcher
from index.words import WordEngine
from qa.compose import make_embedder

#: How far down the ranking is looked at.
DEPTH = 10


@dataclass(frozen=True)
class Constants:
    """The constants that rank, as the product has them or as a sweep varies them."""

    passage_words: int = passages.LONGEST_PASSAGE
    context_in_vectors: float = passages.CONTEXT_WEIGHT
    context_in_words: float = words.CONTEXT_WEIGHT
    words_weight: float = fusion.WORDS_WEIGHT


@dataclass(frozen=True)
class Figures:
    """Shares of questions served at rank 1 and by rank 5, and the mean reciprocal rank within ``DEPTH``."""

    at_1: float
    at_5: float
    mrr: float

    @classmethod
    def of(cls, served: Sequence[Sequence[bool]]) -> Figures:
        """From, for each question, whether it is served by each rank."""
        first = [list(ranks).index(True) + 1 if any(ranks) else 0 for ranks in served]
        return cls(
            at_1=float(np.mean([rank == 1 for rank in first])),
            at_5=float(np.mean([0 < rank <= 5 for rank in first])),
            mrr=float(np.mean([1 / rank if rank else 0 for rank in first])),
        )


class CachedEmbedder:
    """An ``Embedder`` that remembers vectors of passages by the hash of their text, in two files that only grow."""

    def __init__(self, embedder: Embedder, folder: Path) -> None:
        self._embedder = embedder
        self.fingerprint, self.dimension, self.length = embedder.fingerprint, embedder.dimension, embedder.length
        self.count_tokens, self.embed_question = embedder.count_tokens, embedder.embed_question
        folder.mkdir(parents=True, exist_ok=True)
        self._keys, self._rows = folder / f"{self.fingerprint}.keys", folder / f"{self.fingerprint}.rows"
        self._known = self._load()

    def embed_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Vectors of the texts, embedded only where they are new; shape (len(texts), dimension)."""
        keys = [hashlib.sha256(text.encode()).digest() for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        if new:
            self._store(list(new), self._embedder.embed_passages(list(new.values()), progress))
        return np.array([self._known[key] for key in keys], np.float32).reshape(len(texts), self.dimension)

    def _load(self) -> dict[bytes, Vectors]:
        if not self._keys.exists():
            return {}
        keys = self._keys.read_bytes()
        rows = np.fromfile(self._rows, np.float32).reshape(-1, self.dimension)
        return {keys[32 * at : 32 * at + 32]: row for at, row in enumerate(rows[: len(keys) // 32])}

    def _store(self, keys: Sequence[bytes], vectors: Vectors) -> None:
        with self._rows.open("ab") as rows:
            rows.write(vectors.tobytes())
        with self._keys.open("ab") as names:
            names.write(b"".join(keys))
        self._known.update(zip(keys, vectors, strict=True))


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
            self.candidates.extend(_candidate(name, document, passage) for passage in found)
        ids = np.arange(1, len(self.candidates) + 1, dtype=np.int64)
        # The store keeps 16 bits of a vector; what is measured here are the vectors that answer there.
        stored = np.concatenate(vectors).astype(np.float16).astype(np.float32)
        self._searcher.follow(1, ids[:0], ids, stored, terms)

    def rankings(self, question: str) -> Iterator[list[gold.Candidate]]:
        """The best passages by words, by meaning, and by both."""
        query = Query(self._embedder.embed_question(question), self.numbers(question))
        yield self._named(self.words.search(query, DEPTH)[0].tolist())
        yield self._named(self.dense.search(query, DEPTH)[0].tolist())
        yield self._named([hit.id for hit in self._searcher.search(question, query.words, None, DEPTH)])

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


def _candidate(name: str, document: Document, passage: Passage) -> gold.Candidate:
    first, last = document.page_at(passage.start), document.page_at(passage.end - 1)
    pages = (first.number, last.number) if first and last else None
    return gold.Candidate(name, document.text[passage.start : passage.end], pages)


def measure(bench: Bench, questions: Sequence[gold.Question]) -> dict[str, Figures]:
    """The figures of the three rankings."""
    served: dict[str, list[list[bool]]] = {"words": [], "meaning": [], "both": []}
    for question in questions:
        for ranks, ranking in zip(served.values(), bench.rankings(question.text), strict=True):
            ranks.append(gold.hits(question, ranking))
    return {name: Figures.of(ranks) for name, ranks in served.items()}


def table(figures: dict[str, dict[str, Figures]]) -> str:
    """Sets by rankings, per cent: hit@1 / hit@5 / MRR, as a Markdown table with the mean below."""
    lines = ["| set | words | meaning | both |", "|---|---|---|---|"]
    for name, row in figures.items():
        lines.append(f"| {name} | " + " | ".join(_cell(row[ranking]) for ranking in row) + " |")
    mean = [_mean([row[ranking] for row in figures.values()]) for ranking in ("words", "meaning", "both")]
    return "\n".join([*lines, "| **mean** | " + " | ".join(map(_cell, mean)) + " |"])


def _mean(figures: Sequence[Figures]) -> Figures:
    return Figures(*np.mean([[each.at_1, each.at_5, each.mrr] for each in figures], axis=0).tolist())


def _cell(figures: Figures) -> str:
    return f"{100 * figures.at_1:.1f} / {100 * figures.at_5:.1f} / {100 * figures.mrr:.1f}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    options = _parser().parse_args(arguments)
    constants = Constants(
        options.passage_words, options.context_in_vectors, options.context_in_words, options.words_weight
    )
    embedder = CachedEmbedder(make_embedder(options.model), options.cache)
    figures = {}
    for name in options.sets.split(","):
        started = time.monotonic()
        bench = Bench(gold.documents(options.eval / name), embedder, constants)
        print(f"{name}: {len(bench.candidates)} passages in {time.monotonic() - started:.0f} s", file=sys.stderr)
        figures[name] = measure(bench, gold.questions(options.eval / name, options.questions))
        print(table({name: figures[name]}).splitlines()[2], file=sys.stderr)
    print(constants)
    print(table(figures))


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
