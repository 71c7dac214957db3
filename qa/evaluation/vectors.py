"""Vectors of texts that were embedded before are read from a folder, so that a sweep takes minutes.

Each process that embeds something new writes a pair of files of its own, and reads those of all: two may run at once.
A process that is killed leaves a pair whose last vectors have no name yet; they are ignored.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from index.embedder import Embedder
from index.model import Vectors

#: Bytes of a name: SHA-256.
NAME = 32
#: What parts a question from a passage of the same words: a model may embed them differently.
_QUESTION = "question\0"


class CachedEmbedder:
    """An ``Embedder`` that remembers vectors by the hash of their text, in files that only grow."""

    def __init__(self, embedder: Embedder, folder: Path) -> None:
        self._embedder = embedder
        self.fingerprint, self.dimension, self.length = embedder.fingerprint, embedder.dimension, embedder.length
        self.count_tokens = embedder.count_tokens
        folder.mkdir(parents=True, exist_ok=True)
        self._keys = folder / f"{self.fingerprint}-{secrets.token_hex(6)}.keys"
        self._rows = self._keys.with_suffix(".rows")
        self._known: dict[bytes, Vectors] = {}
        for keys in sorted(folder.glob(f"{self.fingerprint}*.keys")):
            self._known.update(self._read(keys, keys.with_suffix(".rows")))

    def embed_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Vectors of the texts, embedded only where they are new; shape (len(texts), dimension)."""
        keys = [_name(text) for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        if new:
            self._store(list(new), self._embedder.embed_passages(list(new.values()), progress))
        return np.array([self._known[key] for key in keys], np.float32).reshape(len(texts), self.dimension)

    def embed_question(self, text: str) -> Vectors:
        """Vector of a question, shape (1, dimension)."""
        key = _name(_QUESTION + text)
        if key not in self._known:
            self._store([key], self._embedder.embed_question(text))
        return np.array(self._known[key], np.float32).reshape(1, self.dimension)

    def _read(self, keys: Path, rows: Path) -> dict[bytes, Vectors]:
        names = keys.read_bytes()
        whole = min(len(names) // NAME, rows.stat().st_size // (4 * self.dimension)) if rows.exists() else 0
        if not whole:
            return {}
        vectors = np.memmap(rows, np.float32, "r", shape=(whole, self.dimension))
        return {names[NAME * at : NAME * (at + 1)]: row for at, row in enumerate(np.asarray(vectors))}

    def _store(self, keys: Sequence[bytes], vectors: Vectors) -> None:
        with self._rows.open("ab") as rows:
            rows.write(np.ascontiguousarray(vectors, np.float32).tobytes())
        with self._keys.open("ab") as names:
            names.write(b"".join(keys))
        self._known.update(zip(keys, vectors, strict=True))


def _name(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
