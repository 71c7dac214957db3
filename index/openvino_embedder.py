"""The embedded all-MiniLM-L6-v2 by OpenVINO: the model's own vectors in a fraction of the time, and without torch.

The weights are the verified ones; ``index/arithmetic.py`` says in which numbers they are multiplied on this machine,
and docs/decisions/0007 what that costs and brings. Neither torch nor transformers is loaded: a first answer comes
seconds sooner. Any other model is sentence-transformers' work.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

import numpy as np
import openvino
from tokenizers import Tokenizer

from index import minilm_graph
from index.arithmetic import Arithmetic, fastest
from index.minilm import TOKENIZER_SHA256, WEIGHTS_SHA256, embedded_tokenizer, embedded_weights
from index.model import Vectors
from index.processor import physical_cores

DIMENSION = 384
#: Tokens that the model reads, and of these the two special ones.
_LENGTH, _SPECIAL = 256, 2
#: Tokens of a batch: with 512 the cores were a tenth slower, with 2,048 no faster.
_BATCH = 1024
#: Texts of so many tokens in all are somebody's question and its candidate sentences, who waits for them: they do not
#: queue behind a document that is being added.
_PROMPT = 4096
#: A question is padded to a multiple of so many tokens: the runtime prepares itself for every new length. On two busy
#: cores 80 questions of 7 to 21 tokens took 3.6 ms each as they are, 3.3 with 4, 2.7 with 8 and with 16.
_STEP = 8


class _Runner:
    """The compiled model, a stream for each core: batches run beside each other."""

    def __init__(self, compile_model: Callable[[dict[str, Any]], Any]) -> None:
        cores = physical_cores()
        model = compile_model({"NUM_STREAMS": cores, "INFERENCE_NUM_THREADS": cores})
        self._queue = openvino.AsyncInferQueue(model, cores)
        self._lock = threading.Lock()

    def run(
        self, ids: Sequence[Sequence[int]], progress: Callable[[int], None] | None = None, step: int = 1
    ) -> Vectors:
        """Vectors of these token ids, shape (len(ids), dimension).

        Texts of one length share a batch, so that little of it is padding; a batch is a multiple of ``step`` long.
        """
        vectors = np.zeros((len(ids), DIMENSION), np.float32)

        def keep(request: Any, rows: list[int]) -> None:  # noqa: ANN401
            vectors[rows] = request.get_output_tensor(0).data

        with self._lock:
            self._queue.set_callback(keep)
            started = 0
            try:
                for rows in _batches([len(one) for one in ids]):
                    self._queue.start_async(_padded([ids[row] for row in rows], step), rows)
                    if progress and started:
                        progress(started)
                    started += len(rows)
            finally:
                self._queue.wait_all()
        if progress and started:
            progress(started)
        return vectors


class OpenVinoEmbedder:
    """An ``Embedder``. Loads the model when it is made; safe to use from several threads."""

    dimension = DIMENSION
    length = _LENGTH - _SPECIAL

    def __init__(self, arithmetic: Arithmetic | None = None) -> None:
        """Load the model.

        Args:
            arithmetic: In which numbers it is computed; the fastest ones when None.

        Raises:
            ModelMissing: one of its files is not there or fails its checksum.
        """
        tokenizer = str(embedded_tokenizer())
        self._counting = _tokenizer(tokenizer)
        self._cutting = _tokenizer(tokenizer)
        self._cutting.enable_truncation(_LENGTH)
        core = openvino.Core()
        chosen = arithmetic or fastest(core)
        self.fingerprint = _fingerprint(chosen)
        model = minilm_graph.build(embedded_weights(), eight_bits=chosen.eight_bits)

        def compile_model(options: dict[str, Any]) -> Any:  # noqa: ANN401
            return core.compile_model(model, "CPU", options | chosen.options)

        self._prompt = _Runner(compile_model)
        self._make_bulk = cache(lambda: _Runner(compile_model))

    def count_tokens(self, text: str) -> int:
        """Tokens of the text by the model's own tokenizer, without the special ones."""
        return len(self._counting.encode(text, add_special_tokens=False).ids)

    def embed_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Unit vectors of passages, shape (len(texts), dimension); ``progress`` hears how many are done."""
        ids = [one.ids for one in self._cutting.encode_batch(list(texts))]
        runner = self._prompt if sum(map(len, ids)) <= _PROMPT else self._make_bulk()
        return runner.run(ids, progress)

    def embed_question(self, text: str) -> Vectors:
        """Unit vector of a question, shape (1, dimension)."""
        return self._prompt.run([self._cutting.encode(text).ids], step=_STEP)


def _tokenizer(path: str) -> Tokenizer:
    tokenizer = Tokenizer.from_file(path)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """The rows, longest first, in batches of at most ``_BATCH`` tokens with the padding, which is less than the texts.

    A document's titles come with its paragraphs: beside one, a title would be nearly all padding.
    """
    order = sorted(range(len(lengths)), key=lambda row: -lengths[row])
    while order:
        size = max(1, _BATCH // lengths[order[0]])
        size = sum(2 * lengths[row] >= lengths[order[0]] for row in order[:size])
        yield order[:size]
        order = order[size:]


def _padded(ids: Sequence[Sequence[int]], step: int) -> dict[str, np.ndarray[Any, np.dtype[np.int64]]]:
    longest = max(map(len, ids))
    tokens = np.zeros((len(ids), longest + -longest % step), np.int64)
    mask = np.zeros_like(tokens)
    for row, one in enumerate(ids):
        tokens[row, : len(one)] = one
        mask[row, : len(one)] = 1
    return {"input_ids": tokens, "attention_mask": mask}


def _fingerprint(arithmetic: Arithmetic) -> str:
    parts = ("openvino unit", arithmetic.name, minilm_graph.VERSION, WEIGHTS_SHA256, TOKENIZER_SHA256, str(_LENGTH))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
