"""The composition root: the only place that names concrete classes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from documents.worker import read_apart
from index.library import Library
from qa.settings import NO_RERANKER

if TYPE_CHECKING:
    from index.embedder import Embedder
    from index.reranker import Reranker
    from index.search import Searcher
    from qa.settings import Settings


def open_library(settings: Settings, embedder: Callable[[], Embedder] | None = None) -> Library:
    """Open the library, or create it.

    The model and the engine (openvino or torch, faiss) are imported and made at first need: listing needs neither.

    Args:
        settings: Where it is, and which models it is searched with.
        embedder: Makes the model in place of the one that the settings name; asked once.

    Raises:
        LibraryError: it cannot be opened; the text says why and what to do.
    """

    def searcher() -> Searcher:
        from index.faiss_engine import FaissEngine
        from index.search import Searcher
        from index.words import WordEngine

        model = embedder() if embedder else make_embedder(settings.model)
        return Searcher(model, FaissEngine(model.dimension), WordEngine(), make_reranker(settings.reranker))

    return Library(settings.library, searcher, read_apart)


def make_embedder(model: str | None = None) -> Embedder:
    """The embedded model, by OpenVINO; or any sentence-transformers model, by name or folder.

    Raises:
        ModelMissing: it is not on this machine, or not the one expected.
    """
    if model is None:
        from index.openvino_embedder import OpenVinoEmbedder

        return OpenVinoEmbedder()
    from index.sentence_embedder import SentenceEmbedder

    return SentenceEmbedder(model)


def make_reranker(name: str | None = None) -> Reranker | None:
    """The built-in reranker; any cross-encoder, by name or folder; or none, for ``NO_RERANKER``.

    Raises:
        ModelMissing: it is not on this machine, or is no cross-encoder.
    """
    if name is None:
        from index.sentence_reranker import SentenceReranker

        return SentenceReranker()
    if name == NO_RERANKER:
        return None
    from index.cross_encoder import CrossEncoderReranker

    return CrossEncoderReranker(name)
