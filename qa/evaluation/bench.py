"""A library that is measured: made of documents, or a person's own, and asked as the product asks it.

Two views of one folder: as it answers, and without the reranker, from whose long list of scored passages the rankings
by words, by meaning and by both are read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import PurePath

from documents.model import Document
from index import passages
from index.embedder import Embedder
from index.model import Filters, Hit, Passage
from index.snapshot import Snapshot
from qa import gate
from qa.compose import open_library
from qa.evaluation.metrics import DEPTH
from qa.evaluation.relevance import Candidate, Shown, candidate
from qa.evidence import weigh
from qa.settings import NO_RERANKER, Settings

#: Passages that are asked for to read a ranking by one half from: with 400 the first ten by words and by meaning were
#: those of the engines themselves for every question of the sets tried (tests/evaluation/test_bench.py).
POOL = 400
#: The rankings of one question: by one half, by both, and as the product returns them.
RANKINGS = ("words", "meaning", "fused", "reranked")
#: Documents whose passages are kept.
KEPT = 4_096


@dataclass(frozen=True, slots=True)
class Quoted:
    """What the product would quote for a question, and how sure the gate is that this answers."""

    confidence: float
    sentences: tuple[Candidate, ...]

    @property
    def answered(self) -> bool:
        """Whether it would be said, or "not found" instead."""
        return bool(self.sentences) and self.confidence >= gate.THRESHOLD


class Bench:
    """A library open for measuring. Not for two threads at once."""

    def __init__(self, plain: Snapshot, full: Snapshot, embedder: Embedder) -> None:
        self._plain = plain
        self._full = full
        self._embedder = embedder
        self.passages = lru_cache(maxsize=KEPT)(self._passages)

    @property
    def documents(self) -> int:
        """How many documents it holds."""
        return len(self._full.entries())

    def names(self) -> dict[str, str]:
        """Every name by which a gold set may call a document: id, source, file name; those that are one document's."""
        entries = self._full.entries()
        return unambiguous(
            (name, entry.document)
            for entry in entries
            for name in (entry.document, entry.source, PurePath(entry.source).name)
        )

    def language(self, document: str) -> str:
        """The document's language (ISO 639-1), or empty."""
        return self._full.find(document).language

    def ranked(self, question: str, filters: Filters) -> dict[str, tuple[Hit, ...]]:
        """The best ``DEPTH`` passages by each of ``RANKINGS``."""
        pool = self._plain.search(question, filters, POOL)
        with_words = [hit for hit in pool if hit.words > 0]
        by_words = sorted(with_words, key=lambda hit: (-hit.words, hit.passage))[:DEPTH]
        by_meaning = sorted(pool, key=lambda hit: (-hit.meaning, hit.passage))[:DEPTH]
        final = self._full.search(question, filters, DEPTH)
        return dict(zip(RANKINGS, (tuple(by_words), tuple(by_meaning), pool[:DEPTH], final), strict=True))

    def quoted(self, question: str, hits: Sequence[Hit]) -> Quoted:
        """What the product makes of the hits."""
        found = weigh(self._full, question, hits)
        sentences = [candidate(one.document.id, one.document, one.start, one.end) for one in found.best]
        return Quoted(found.confidence, tuple(sentences))

    def shown(self, hit: Hit) -> Shown:
        """A hit with its paragraphs."""
        document = self._full.document(hit.document)
        return _shown(document, Passage(hit.first, hit.last, hit.start, hit.end, ""))

    def whole(self, name: str) -> Candidate:
        """A document's whole text."""
        return Candidate(name, self._full.document(name).text)

    def _passages(self, name: str) -> tuple[Shown, ...]:
        """Every passage of a document, as it is searched."""
        document = self._full.document(name)
        cut = passages.cut(document, self._embedder.count_tokens, self._embedder.length)
        return tuple(_shown(document, passage) for passage in cut)


def _shown(document: Document, passage: Passage) -> Shown:
    paragraphs = [
        candidate(document.id, document, max(block.start, passage.start), min(block.end, passage.end))
        for block in document.blocks[passage.first : passage.last + 1]
        if block.citable
    ]
    return Shown(candidate(document.id, document, passage.start, passage.end), tuple(paragraphs))


@contextmanager
def opened(
    settings: Settings, embedder: Embedder, progress: Callable[[int, int], None] | None = None
) -> Iterator[Bench]:
    """The library of these settings, to be measured; ``progress`` hears how many documents had to be embedded."""
    with ExitStack() as held:
        full = held.enter_context(closing(open_library(settings, lambda: embedder)))
        plain = held.enter_context(closing(open_library(replace(settings, reranker=NO_RERANKER), lambda: embedder)))
        full.warm(progress)
        plain.warm()
        yield Bench(held.enter_context(plain.snapshot()), held.enter_context(full.snapshot()), embedder)


def unambiguous(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The names that belong to one document only."""
    owners: dict[str, set[str]] = {}
    for name, document in pairs:
        owners.setdefault(name, set()).add(document)
    return {name: next(iter(documents)) for name, documents in owners.items() if len(documents) == 1}
