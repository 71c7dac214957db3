"""The embedded all-MiniLM-L6-v2 as a graph for OpenVINO, built from the model's own weights when it is loaded.

Token ids go in and unit vectors come out: a BERT encoder (Devlin et al. 2019) of six layers, the mean over the tokens,
and the length made one. With ``eight_bits`` the dense layers, nine tenths of the work, are multiplied in integers:

- Weights are rounded to 256 steps, for each output from its least weight to its largest.
- What they are multiplied with is rounded when it is there, each token by its own largest number (OpenVINO's dynamic
  quantisation): nothing is calibrated, so no kind of text is favoured.
- A few of the 384 channels are always several times as large as the others and would set every token's scale:
  ``_LOUD`` divides them, and multiplies the weights that they meet.

Embeddings, attention and normalisation stay in floating point.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import openvino
from openvino import opset13 as ops

#: Changes with whatever changes a vector. (The checksum of a graph that once was traced from the model, and gave the
#: same vectors.)
VERSION = "37138df91b6486a5af1e027e401fab85d674ad0dbe76c4013f3f0450ee8a37f4"

Weights: TypeAlias = Mapping[str, npt.NDArray[np.float32]]
_Array: TypeAlias = npt.NDArray[np.float32]
#: OpenVINO's own types are seen by no type checker.
_Node: TypeAlias = Any

_LAYERS, _HEADS, _WIDTH, _HEAD_WIDTH = 6, 12, 384, 32
_EPSILON = 1e-12
#: What is added to the score of padding: its share of the attention is zero, in bfloat16 too.
_NEVER = np.float32(-1e4)
#: Channels of a layer's input and what they are divided by: the four whose largest numbers, over 300 paragraphs of web
#: pages in some thirty languages, were most often furthest above the median channel's (2 to 22 times). Powers of two,
#: so that nothing is rounded by it. On 120 of those paragraphs the mean cosine to the float vectors is 0.9969 without,
#: 0.9990 with these, 0.9986 to 0.9990 with larger or smaller factors or six channels; a factor for every channel
#: (SmoothQuant, Xiao et al. 2022) was no better elsewhere (docs/decisions/0007).
_LOUD = {63: 4, 99: 4, 157: 2, 223: 2}


def build(weights: Weights, *, eight_bits: bool) -> Any:  # noqa: ANN401
    """The graph: ``input_ids`` and ``attention_mask``, both int64 (n, length) → unit vectors, float32 (n, 384).

    Args:
        weights: The tensors of model.safetensors by name.
        eight_bits: Whether the dense layers' weights are rounded to integers. They are multiplied as such where the
            model is compiled with ``DYNAMIC_QUANTIZATION_GROUP_SIZE``.
    """
    return _Builder(weights, eight_bits=eight_bits).model()


class _Builder:
    """The names are those of the model's tensors."""

    def __init__(self, weights: Weights, *, eight_bits: bool) -> None:
        self._weights = weights
        self._eight_bits = eight_bits
        self._quiet = _quiet() if eight_bits else np.ones(_WIDTH, np.float32)

    def model(self) -> Any:  # noqa: ANN401
        ids, mask = _parameter("input_ids"), _parameter("attention_mask")
        present = ops.convert(mask, "f32")
        hidden = self._tokens(ids)
        bias = ops.multiply(ops.subtract(np.float32(1), _with_axes(present, 1, 2)), _NEVER)
        for number in range(_LAYERS):
            hidden = self._layer(hidden, f"encoder.layer.{number}", bias)
        vectors = ops.normalize_l2(_mean(hidden[0], present), _axes(1), 1e-24, "max")
        return openvino.Model([vectors], [ids, mask], "all-MiniLM-L6-v2")

    def _tokens(self, ids: _Node) -> tuple[_Node, _Node]:
        table = self._weights
        words = ops.gather(ops.constant(table["embeddings.word_embeddings.weight"], shared_memory=True), ids, 0)
        # Every token is of the first of the two types.
        places = table["embeddings.position_embeddings.weight"] + table["embeddings.token_type_embeddings.weight"][0]
        length = ops.gather(ops.shape_of(ids), _axes(1), 0)
        placed = ops.slice(ops.constant(places), _axes(0), length, _axes(1), _axes(0))
        return self._normalised(ops.add(words, placed), "embeddings.LayerNorm")

    def _layer(self, hidden: tuple[_Node, _Node], name: str, bias: _Node) -> tuple[_Node, _Node]:
        seen = self._attention(hidden[1], f"{name}.attention.self", bias)
        seen = self._dense(seen, f"{name}.attention.output.dense")
        hidden = self._normalised(ops.add(seen, hidden[0]), f"{name}.attention.output.LayerNorm")
        wide = ops.gelu(self._dense(hidden[1], f"{name}.intermediate.dense", self._quiet), "erf")
        narrow = self._dense(wide, f"{name}.output.dense")
        return self._normalised(ops.add(narrow, hidden[0]), f"{name}.output.LayerNorm")

    def _attention(self, states: _Node, name: str, bias: _Node) -> _Node:
        def heads(part: str, order: list[int], scale: float = 1) -> _Node:
            values = self._dense(states, f"{name}.{part}", self._quiet, scale)
            return ops.transpose(ops.reshape(values, [0, 0, _HEADS, _HEAD_WIDTH], special_zero=True), order)

        queries, keys = heads("query", [0, 2, 1, 3], _HEAD_WIDTH**-0.5), heads("key", [0, 2, 3, 1])
        shares = ops.softmax(ops.add(ops.matmul(queries, keys, False, False), bias), -1)  # noqa: FBT003
        seen = ops.matmul(shares, heads("value", [0, 2, 1, 3]), False, False)  # noqa: FBT003
        return ops.reshape(ops.transpose(seen, [0, 2, 1, 3]), [0, 0, _WIDTH], special_zero=True)

    def _normalised(self, states: _Node, name: str) -> tuple[_Node, _Node]:
        """Normalised over the channels, as it is and as dense layers take it, the loud channels divided."""
        equal = ops.mvn(states, _axes(-1), normalize_variance=True, eps=_EPSILON, eps_mode="inside_sqrt")
        scale, shift = self._weights[f"{name}.weight"], self._weights[f"{name}.bias"]
        whole = _affine(equal, scale, shift)
        return whole, _affine(equal, scale / self._quiet, shift / self._quiet) if self._eight_bits else whole

    def _dense(self, states: _Node, name: str, quiet: _Array | None = None, scale: float = 1) -> _Node:
        """``quiet``: what the inputs were divided by, if they were; ``scale``: what such outputs are multiplied by."""
        weights, shift = self._weights[f"{name}.weight"], self._weights[f"{name}.bias"] * np.float32(scale)
        if quiet is not None:
            weights = weights * (quiet * np.float32(scale))
        constant = _rounded(weights) if self._eight_bits else ops.constant(weights)
        return ops.add(ops.matmul(states, constant, False, True), shift.reshape(1, 1, -1))  # noqa: FBT003


def _quiet() -> _Array:
    quiet = np.ones(_WIDTH, np.float32)
    quiet[list(_LOUD)] = list(_LOUD.values())
    return quiet


def _rounded(weights: _Array) -> _Node:
    """A matrix (outputs, inputs) in eight bits, and how it becomes numbers again: (bits − zero) · step, by output."""
    least = np.minimum(weights.min(1, keepdims=True), 0)
    step = (np.maximum(weights.max(1, keepdims=True), 0) - least) / np.float32(255)
    zero = np.rint(-least / step)
    bits = weights / step
    np.rint(bits, out=bits)
    np.clip(np.add(bits, zero, out=bits), 0, 255, out=bits)
    # Made constants here: an operator would make them of lists of numbers, and take ten times as long.
    bits, zero = ops.constant(bits.astype(np.uint8)), ops.constant(zero.astype(np.uint8))
    return ops.multiply(ops.subtract(ops.convert(bits, "f32"), ops.convert(zero, "f32")), step)


def _parameter(name: str) -> _Node:
    parameter = ops.parameter([-1, -1], np.int64, name)
    parameter.output(0).set_names({name})
    return parameter


def _affine(states: _Node, scale: _Array, shift: _Array) -> _Node:
    return ops.add(ops.multiply(states, scale.reshape(1, 1, -1)), shift.reshape(1, 1, -1))


def _mean(states: _Node, present: _Node) -> _Node:
    """Of the tokens that are there: (n, length, channels), (n, length) → (n, channels)."""
    total = ops.reduce_sum(ops.multiply(states, _with_axes(present, 2)), _axes(1))
    return ops.divide(total, ops.reduce_sum(present, _axes(1), keep_dims=True))


def _with_axes(values: _Node, *axes: int) -> _Node:
    return ops.unsqueeze(values, _axes(*axes))


def _axes(*numbers: int) -> _Node:
    return ops.constant(np.array(numbers, np.int64))
