"""Models of the sentence-transformers family, from files on this machine only.

A model is named by its folder, or by the name under which it lies in the Hugging Face cache. Nothing is ever
downloaded, and no code or pickle of a model is run.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any, Literal

from index.errors import ModelMissing
from index.minilm import sha256

#: The classes of sentence-transformers that are used, and what people call their models.
Kind = Literal["SentenceTransformer", "CrossEncoder"]
_CALLED: dict[Kind, str] = {"SentenceTransformer": "sentence-transformers model", "CrossEncoder": "cross-encoder"}

#: What a model folder may hold besides the model: the same weights for other runtimes, and prose.
_IGNORED = frozenset({".md", ".onnx", ".h5", ".ot", ".msgpack", ".gitattributes", ".png", ".txt~"})
_IGNORED_FOLDERS = frozenset({"onnx", "openvino", ".git", ".cache"})


def find(model: str | Path, kind: Kind) -> Path:
    """The folder of a model given by folder, or by its name in the Hugging Face cache.

    Raises:
        ModelMissing: it is not on this machine, or has no safetensors weights.
    """
    folder = Path(model)
    if not folder.is_dir():
        from huggingface_hub import snapshot_download
        from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

        try:
            folder = Path(snapshot_download(str(model), local_files_only=True))
        except (LocalEntryNotFoundError, HFValidationError) as error:
            raise ModelMissing(
                f"The model {model} is not on this machine, and nothing is downloaded: "
                f"give the folder of a {_CALLED[kind]}."
            ) from error
    if not any(folder.rglob("*.safetensors")):
        raise ModelMissing(
            f"The model in {folder} has no .safetensors weights, and other formats can run code when they are loaded: "
            "choose a model that has them."
        )
    return folder


def load(folder: Path, kind: Kind) -> Any:  # noqa: ANN401 - the library is imported late, so are its types
    """The model in float32, on a GPU where there is one.

    Raises:
        ModelMissing: the files are not those of such a model.
    """
    # Read when these libraries are imported: belt and braces, for local_files_only and a folder ask for no network.
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    # A thread that waits for another must sleep: by default it spins, and beside other work a batch took twice the
    # processor time (78 ms a passage against 40).
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    import sentence_transformers
    import torch
    from safetensors import SafetensorError
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        return getattr(sentence_transformers, kind)(
            str(folder),
            device="cuda" if torch.cuda.is_available() else "cpu",
            local_files_only=True,
            model_kwargs={"use_safetensors": True, "dtype": torch.float32},
        )
    except (OSError, ValueError, KeyError, RuntimeError, SafetensorError) as error:
        raise ModelMissing(
            f"The model in {folder} cannot be loaded ({error}): give the folder of a {_CALLED[kind]}."
        ) from error


def use_threads(count: int) -> None:
    """For the calling thread; OpenMP keeps the number per thread."""
    import torch

    torch.set_num_threads(count)


def fingerprint(folder: Path, computation: str) -> str:
    """Of every file that can change what the model computes (weights, tokenizer, length, prompts), and of how."""
    digest = hashlib.sha256(computation.encode())
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and path.suffix not in _IGNORED and not _IGNORED_FOLDERS & set(name.parts):
            digest.update(f"\n{name.as_posix()} {sha256(path)}".encode())
    return digest.hexdigest()[:32]
