"""The seam to the embedding model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from index.model import Vectors


class Embedder(Protocol):
    """Turns texts into unit vectors. Two verbs and no mode, so that nothing leaks between threads."""

    @property
    def fingerprint(self) -> str:
        """Everything that changes a vector: weights, tokenizer, length, pooling, prompts, precision."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    @property
    def length(self) -> int:
        """How many tokens of a text are read; what is longer is cut."""

    def count_tokens(self, text: str) -> int:
        """Tokens of the text by the model's own tokenizer, without the special ones."""

    def embed_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Vectors of passages, shape (len(texts), dimension); ``progress`` hears how many are done."""

    def embed_question(self, text: str) -> Vectors:
        """Vector of a question, shape (1, dimension)."""
