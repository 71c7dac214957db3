"""The seam to what searches. An engine follows the store, keeps no fact that the store lacks, and returns ids only.

Any engine may be dropped and rebuilt from the store at any time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from index.model import Ids, Scores, Vectors


@dataclass(frozen=True, slots=True)
class Terms:
    """The analysed words of one passage: term numbers of the store's lexicon with their counts, by field."""

    #: uint32 term numbers, ascending, shape (n,).
    terms: Ids
    #: How often each stands in the passage's text, shape (n,).
    text: Ids
    #: How often each stands in its context (title, section), shape (n,).
    context: Ids


@dataclass(frozen=True, slots=True)
class Query:
    """A question as engines see it."""

    #: Shape (1, dimension).
    vector: Vectors
    #: For each distinct word of the question, the term numbers that count as it (its stems in the library's languages).
    words: tuple[tuple[int, ...], ...]
    #: Search among these passages only; None means all. Ascending.
    among: Ids | None = None


class Engine(Protocol):
    """Searches passages by vector or by words."""

    def follow(self, gone: Ids, ids: Ids, vectors: Vectors, terms: Sequence[Terms]) -> None:
        """Forget ``gone`` and take in ``ids`` with their vectors and terms. An id added again is replaced."""

    def search(self, query: Query, limit: int) -> tuple[Ids, Scores]:
        """The best ``limit`` ids with their scores, ordered by (−score, id)."""

    def score(self, query: Query, ids: Ids) -> Scores:
        """The score of each of these passages for the query, shape (len(ids),); 0 for an unknown id."""

    def __len__(self) -> int: ...
