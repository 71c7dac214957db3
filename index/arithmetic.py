"""In which numbers this processor multiplies matrices fastest, asked of OpenVINO itself.

Not of the processor's name or flags: what counts is what the runtime makes of them, on any system.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import openvino
from openvino import opset13 as ops

#: Numbers of a token that are rounded together. All 384 inputs of a dense layer (of 1,536, a quarter): with 128 the
#: mean cosine is 0.9994 instead of 0.9993, and dense layers take an eighth more time.
_GROUP = 384


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """How dense layers are multiplied, and everything else."""

    #: Whether dense layers are multiplied in eight-bit integers.
    eight_bits: bool
    #: What is left: "bf16" or "f32".
    floats: str

    @property
    def name(self) -> str:
        """Stable: part of the fingerprint."""
        return f"int8 {self.floats}" if self.eight_bits else self.floats

    @property
    def options(self) -> dict[str, Any]:
        """For OpenVINO's ``compile_model``."""
        group = _GROUP if self.eight_bits else 0
        return {"INFERENCE_PRECISION_HINT": self.floats, "DYNAMIC_QUANTIZATION_GROUP_SIZE": group}


def fastest(core: Any) -> Arithmetic:  # noqa: ANN401
    """The fastest on this machine, always the same one; takes some 50 ms.

    Integers where the processor has instructions for them: on an AMD with AVX-512 VNNI the dense layers took 67 ms for
    1,024 tokens, 103 in bfloat16, 203 in float32. Not where it has tiles for bfloat16 (AMX), which multiply more in
    one instruction than those; that was not measured. Else bfloat16, else float32.
    """
    floats = "bf16" if "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES") else "f32"
    tiles = floats == "bf16" and "amx" in _primitives(_compiled(core, Arithmetic(False, floats)))  # noqa: FBT003
    return Arithmetic(not tiles and _rounds(core, floats), floats)


def _compiled(core: Any, arithmetic: Arithmetic) -> Any:  # noqa: ANN401
    """A dense layer of ones: (16, 384) → (16, 16). Of one shape: else the kernel is chosen when it runs."""
    states = ops.parameter([16, _GROUP], np.float32)
    ones = np.ones((16, _GROUP), np.uint8 if arithmetic.eight_bits else np.float32)
    weights = ops.multiply(ops.convert(ones, "f32"), np.ones((16, 1), np.float32)) if arithmetic.eight_bits else ones
    layer = ops.matmul(states, weights, False, True)  # noqa: FBT003
    options = arithmetic.options | {"NUM_STREAMS": 1, "INFERENCE_NUM_THREADS": 1}
    return core.compile_model(openvino.Model([layer], [states]), "CPU", options)


def _rounds(core: Any, floats: str) -> bool:  # noqa: ANN401
    """Whether the runtime multiplies in eight bits when it may: a quarter beside 127 is nothing then."""
    try:
        layer = _compiled(core, Arithmetic(True, floats))  # noqa: FBT003
    except RuntimeError:
        # So says a runtime that has no kernel for it on this processor.
        return False
    states = np.full((16, _GROUP), 0.25, np.float32)
    states[:, 0] = 127
    return bool(layer([states])[0][0, 0] < 128)


def _primitives(layer: Any) -> str:  # noqa: ANN401
    """The names of the kernels that the runtime chose."""
    infos = [node.rt_info for node in layer.get_runtime_model().get_ordered_ops()]
    return " ".join(info["primitiveType"].astype(str) for info in infos if "primitiveType" in info)
