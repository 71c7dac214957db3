"""Stand-ins at the protocols, for tests of structure: no model is loaded and nothing here is random.

The embedder ranks by shared words only. Ask it nothing about meaning.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np

from documents.anchors import paragraph_digest
from documents.errors import EmptyDocument
from documents.model import Block, BlockKind, Document, Metadata, digest_of
from index.library import Library
from index.search import Searcher
from index.words import WordEngine


class WordHashEmbedder:
    """A dimension for the hash of each word: texts are near when they share words."""

    def __init__(self, name="words", dimension=64, length=256):
        self.fingerprint, self.dimension, self.length = f"{name} {dimension} {length}", dimension, length

    def count_tokens(self, text):
        return len(text.split())

    def embed_passages(self, texts, progress=None):
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            for word in text.casefold().split()[: self.length]:
                vectors[row, hashlib.sha256((self.fingerprint + word).encode()).digest()[0] % self.dimension] += 1
            if progress:
                progress(row + 1)
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors / np.where(norms > 0, norms, 1)

    def embed_question(self, text):
        return self.embed_passages([text])


class ExactEngine:
    """Inner products with every vector: the yardstick."""

    def __init__(self):
        self.vectors = {}

    def follow(self, gone, ids, vectors, terms):
        for one in gone.tolist():
            self.vectors.pop(one, None)
        self.vectors.update(zip(ids.tolist(), vectors, strict=True))

    def search(self, query, limit):
        allowed = sorted(self.vectors if query.among is None else self.vectors.keys() & set(query.among.tolist()))
        ids = np.array(allowed, np.int64)
        scores = self.score(query, ids)
        order = np.lexsort((ids, -scores))[:limit]
        return ids[order], scores[order]

    def score(self, query, ids):
        nothing = np.zeros(query.vector.shape[1], np.float32)
        rows = [self.vectors.get(one, nothing) for one in ids.tolist()]
        return np.array([row @ query.vector[0] for row in rows], np.float32)

    def __len__(self):
        return len(self.vectors)


def searcher(embedder=None):
    """A searcher with real words, fusion and following, and exact arithmetic for the vectors."""
    return Searcher(embedder or WordHashEmbedder(), ExactEngine(), WordEngine())


def read(data, source, progress=None):
    """Paragraphs parted by blank lines; "# " makes a heading, "Title: " the title."""
    text = data.decode()
    blocks, title, section, position = [], "", (), 0
    for ordinal, part in enumerate(text.split("\n\n")):
        kind = BlockKind.PARAGRAPH
        if part.startswith("Title: "):
            kind, title = BlockKind.TITLE, part.removeprefix("Title: ")
        elif part.startswith("# "):
            kind = BlockKind.HEADING
        section = () if kind is BlockKind.HEADING else section
        blocks.append(Block(ordinal, kind, position, position + len(part), None, section))
        section = (part,) if kind is BlockKind.HEADING else section
        position += len(part) + 2
    if not any(block.citable for block in blocks):
        raise EmptyDocument("There is nothing in the file that could be cited.")
    known = Metadata(title=title, language="en", provenance={"title": "first lines"} if title else {})
    if progress:
        progress(1, 1)
    return Document(digest_of(data), source, text, tuple(blocks), known)


def open_library(folder: Path, embedder=None) -> Library:
    """A library with the stand-ins."""
    return Library(folder, lambda: searcher(embedder), read)


def text_of(*paragraphs, title=""):
    """The bytes of a file with these paragraphs."""
    return "\n\n".join([*([f"Title: {title}"] if title else []), *paragraphs]).encode()


def anchor(text):
    """The permanent name of a paragraph."""
    return paragraph_digest(text)
