"""Makes index/minilm: the graph of the embedded all-MiniLM-L6-v2 for OpenVINO, without its weights.

    pip install openvino==2026.4.1 && python -m tools.export_minilm

Mean pooling and normalisation become part of the graph, so that it maps token ids to unit vectors. The weights stay
where they are: the graph's constants that are tensors of model.safetensors are laid out in the order of their names,
and ``index/openvino_embedder.py`` fills them in from the verified file. The few others (shapes, positions) are kept.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import openvino
import torch

from index.minilm import GRAPH, embedded_model, layout, tensors
from index.sentence_embedder import SentenceEmbedder


class Whole(torch.nn.Module):
    """Transformer, mean pooling and normalisation as one: (token ids, mask), both (n, length) → (n, dimension)."""

    def __init__(self, transformer: torch.nn.Module) -> None:
        super().__init__()
        self.transformer = transformer

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """Unit vectors."""
        states = self.transformer(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(states.dtype)
        return torch.nn.functional.normalize((states * mask).sum(1) / mask.sum(1), dim=1)


def exported(transformer: torch.nn.Module) -> openvino.Model:
    """The graph of the model, with its weights."""
    example = {name: torch.ones(2, 16, dtype=torch.long) for name in ("input_ids", "attention_mask")}
    shapes = [(name, [-1, -1], np.int64) for name in example]
    return openvino.convert_model(Whole(transformer.eval()), example_input=example, input=shapes)


def without_weights(graph: Path, weights: bytes, named: Mapping[str, memoryview]) -> tuple[bytes, bytes]:
    """The graph with its constants moved to ``layout``, and the constants that are no tensor of the model.

    Raises:
        ValueError: the graph has weights that are not the model's.
    """
    tree = ElementTree.parse(graph)  # noqa: S314 - our own file, made a moment ago
    places, first = layout(named)
    by_content = {bytes(named[name]): offset for name, offset in places.items()}
    kept = bytearray()
    for data in tree.iterfind(".//layer[@type='Const']/data"):
        offset, size = int(data.attrib["offset"]), int(data.attrib["size"])
        content = weights[offset : offset + size]
        if content in by_content:
            data.set("offset", str(by_content[content]))
        else:
            data.set("offset", str(len(kept)))
            kept += content + bytes(-size % 8)
    if len(kept) > first:
        raise ValueError(f"{len(kept)} bytes of constants are not among the model's weights")
    for info in tree.findall(".//rt_info"):
        info.clear()
    return ElementTree.tostring(tree.getroot()), bytes(kept)


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the files and print their checksum."""
    argparse.ArgumentParser(description=__doc__.splitlines()[0]).parse_args(arguments)
    model = exported(SentenceEmbedder().model[0].auto_model)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "whole.xml"
        openvino.save_model(model, path, compress_to_fp16=False)
        graph, constants = without_weights(path, path.with_suffix(".bin").read_bytes(), tensors(embedded_model()))
    GRAPH.parent.mkdir(exist_ok=True)
    GRAPH.write_bytes(graph)
    GRAPH.with_suffix(".bin").write_bytes(constants)
    print("graph", hashlib.sha256(graph + constants).hexdigest())
    return 0


if __name__ == "__main__":
    sys.exit(main())
