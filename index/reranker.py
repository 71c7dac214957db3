"""The seam to what orders the best passages anew.

The searcher scores every passage of the library by what is known of it beforehand; a reranker may look at the
question and a passage side by side, and therefore at a few passages only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from index.model import Scores, WeighedWord


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of a question."""

    text: str
    #: Its content words with what they weigh in this library.
    words: tuple[WeighedWord, ...]
    #: How far the embedding model's cosines are to be trusted for it: above 0, up to 1 (index/fusion.py).
    trust: float
    #: The cosine of the question with each text, shape (n,).
    nearness: Callable[[Sequence[str]], Scores]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage, or a row of a table, with its language (ISO 639-1, or empty)."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage as the searcher ranked it."""

    #: What of it is searched: its paragraphs, parted by blank lines.
    text: str
    #: Title › section.
    context: str
    sentences: tuple[Sentence, ...]
    #: The fused score, 0–1, and its two parts.
    score: float
    words: float
    meaning: float


class Reranker(Protocol):
    """Scores passages for a question; the same question and passage always get the same score."""

    @property
    def fingerprint(self) -> str:
        """Everything that changes a score."""

    @property
    def depth(self) -> int:
        """How many of the best passages it looks at."""

    def scores(self, asked: Asked, candidates: Sequence[Candidate]) -> Scores:
        """A score from 0 to 1 for each passage, the best highest, shape (len(candidates),).

        A passage's score does not depend on the others.
        """


def try_out(reranker: Reranker) -> None:
    """Let it score a passage, so that it is loaded and what is wrong with it is known.

    Raises:
        ModelMissing: it cannot be loaded, or cannot score.
    """
    nothing = Asked("", (), 1.0, lambda texts: np.zeros(len(texts), np.float32))
    reranker.scores(nothing, [Candidate("", "", (), 0.0, 0.0, 0.0)])
