"""A cross-encoder as the reranker, for those who have one.

A cross-encoder reads question and passage as one text, every word of the one beside every word of the other, and
gives the pair a score (Nogueira and Cho, "Passage Re-ranking with BERT", 2019). It knows more than any comparison of
two vectors and costs a run of the model for each passage. Any of sentence-transformers' kind may be named, by its
folder or by the name under which it lies in the Hugging Face cache; nothing is ever downloaded.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from index import local_model
from index.errors import ModelMissing
from index.model import Scores
from index.processor import physical_cores
from index.reranker import Asked, Candidate

#: Goes up with every change to a score.
VERSION = 1
KIND: local_model.Kind = "CrossEncoder"

#: How many passages it looks at: of the best 10, 20, 30, 40 by the fused score, one holds the evidence for 92.4, 95.0,
#: 95.8, 96.4 % of the questions (docs/decisions/0009-reranking.md), and ten more cost a small model 0.3 CPU seconds.
DEPTH = 30
#: Pairs scored at a time: a batch is as slow as its longest pair. 30 passages took 1.0 CPU seconds by 4, 1.1 by 8, 1.4
#: by 16 and 1.9 by 32 (six layers of 384, 117 tokens on average).
BATCH = 8
#: Tokens of a pair at most, where a model reads more: what most were trained on. Passages have 150 words at most:
#: 0.5 % of Polish ones, cut up by an English tokenizer, are longer with their question, and next to no English one.
LONGEST = 512
#: How the classes of transformers end that give a text a score.
_CLASSIFIER = "ForSequenceClassification"


class CrossEncoderReranker:
    """A ``Reranker``. Loads the model with the first question; safe to use from several threads."""

    depth = DEPTH

    def __init__(self, model: str | Path) -> None:
        """Find the model, by folder or name.

        Raises:
            ModelMissing: it is not on this machine, has no safetensors weights, or is no cross-encoder.
        """
        self._folder = local_model.find(model, KIND)
        if not _is_cross_encoder(self._folder):
            raise _unfit(self._folder, "it was not trained to score a question with a passage")
        self._lock = threading.Lock()
        self._model: Any = None

    @cached_property
    def fingerprint(self) -> str:
        """Everything that changes a score."""
        files = local_model.fingerprint(self._folder, "cross-encoder float32 sigmoid")
        return f"cross-encoder {VERSION} {files}"

    def scores(self, asked: Asked, candidates: Sequence[Candidate]) -> Scores:
        """The logistic function of the model's output for each passage, shape (len(candidates),), from 0 to 1.

        It is the probability that the passage is relevant for a model that was trained as a classifier; for every
        model it keeps the order of the outputs.

        Raises:
            ModelMissing: the model cannot be loaded, has not one output, or fails at these passages.
        """
        if not candidates:
            return np.empty(0, np.float32)
        pairs = [(asked.text, f"{candidate.context}\n{candidate.text}".strip()) for candidate in candidates]
        with self._lock:
            return _logistic(self._outputs(pairs))

    def _outputs(self, pairs: list[tuple[str, str]]) -> Any:  # noqa: ANN401 - an array of the library's
        """The model's output for each pair, shape (len(pairs),)."""
        model = self._loaded()
        try:
            outputs = model.predict(
                pairs, batch_size=BATCH, show_progress_bar=False, activation_fn=_as_it_is, convert_to_numpy=True
            )
        except (RuntimeError, MemoryError, IndexError) as error:  # too little memory; another model's tokenizer
            raise _unfit(self._folder, f"it fails: {error}") from error
        if not np.isfinite(outputs).all():
            raise _unfit(self._folder, "what it gives is no number; its weights are damaged")
        return outputs

    def _loaded(self) -> Any:  # noqa: ANN401 - the library is imported late, so are its types
        """The model, with the calling thread set up for it."""
        if self._model is None:
            self._model = _load(self._folder)
        local_model.use_threads(physical_cores())
        return self._model


def _load(folder: Path) -> Any:  # noqa: ANN401
    model = local_model.load(folder, KIND)
    if model.num_labels != 1:
        raise _unfit(folder, f"it gives a pair {model.num_labels} outputs, not one score")
    if lacking := _head(model) - _stored(folder):
        raise _unfit(folder, f"its weights lack {min(lacking)}, for which random numbers would stand")
    if len(model.tokenizer) <= len(model.tokenizer.all_special_ids):
        raise _unfit(folder, "the files of its tokenizer are missing")
    model.max_seq_length = min(model.max_seq_length or LONGEST, LONGEST)
    return model


def _head(model: Any) -> set[str]:  # noqa: ANN401
    """The weights of a classifier's scoring layer, by name: those outside of the language model."""
    network = model[0].auto_model
    if not type(network).__name__.endswith(_CLASSIFIER):
        return set()
    return {name for name in network.state_dict() if not name.startswith(f"{network.base_model_prefix}.")}


def _stored(folder: Path) -> set[str]:
    """The names of all weights in the files."""
    from safetensors import safe_open

    names: set[str] = set()
    for path in folder.rglob("*.safetensors"):
        with safe_open(path, "numpy") as file:
            names.update(file.keys())
    return names


def _is_cross_encoder(folder: Path) -> bool:
    """Whether the files say so. An embedding model would be given a scoring layer of random numbers, without a word."""
    declared = _json(folder / "config_sentence_transformers.json").get("model_type")
    architectures = _json(folder / "config.json").get("architectures") or []
    return declared == KIND or any(str(name).endswith(_CLASSIFIER) for name in architectures)


def _json(file: Path) -> dict[str, Any]:
    try:
        content = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _unfit(folder: Path, why: str) -> ModelMissing:
    return ModelMissing(
        f"The model in {folder} cannot order passages ({why}): give the folder of another cross-encoder, "
        "or none to go without."
    )


def _as_it_is(outputs: Any) -> Any:  # noqa: ANN401
    return outputs


def _logistic(outputs: Any) -> Scores:  # noqa: ANN401
    """1 / (1 + e⁻ˣ), computed so that no power is too large."""
    logits = np.asarray(outputs, np.float64)
    power = np.exp(-np.abs(logits))
    return np.asarray(np.where(logits >= 0, 1, power) / (1 + power), np.float32)
