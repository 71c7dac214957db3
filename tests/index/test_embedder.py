"""The real model: what it computes, what it refuses, what it leaves alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.errors import ModelMissing
from index.minilm import embedded_model
from index.processor import physical_cores
from index.sentence_embedder import SentenceEmbedder

#: The first five numbers of three vectors, from sentence-transformers' own ``encode`` of the verified weights.
#: They mark any drift in weights, tokenizer, pooling or normalisation.
CANONICAL = {
    "The Organisation of the Petroleum Exporting Countries met.": (-0.024050, -0.037695, -0.030296, 0.056608, 0.015478),
    "Żółw": (-0.074286, 0.171950, -0.026051, 0.069079, -0.082361),
    "1 2 3": (-0.030083, -0.025758, -0.078311, -0.005053, -0.036978),
}


@pytest.fixture(scope="module")
def embedder() -> SentenceEmbedder:
    return SentenceEmbedder()


def copy_of_the_model(folder: Path, **changes: dict[str, object]) -> Path:
    """The embedded model in another folder, by links, with some of its JSON files changed."""
    for path in embedded_model().rglob("*"):
        target = folder / path.relative_to(embedded_model())
        if path.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.symlink_to(path)
    for name, change in changes.items():
        file = folder / f"{name}.json"
        content = json.loads(file.read_text())
        file.unlink()
        file.write_text(json.dumps(content | change))
    return folder


def test_the_vectors_are_the_models_own(embedder: SentenceEmbedder) -> None:
    for text, numbers in CANONICAL.items():
        assert embedder.embed_question(text)[0, :5].tolist() == pytest.approx(numbers, abs=2e-5)


def test_the_same_files_have_the_same_fingerprint_wherever_they_lie(embedder: SentenceEmbedder, tmp_path: Path) -> None:
    assert SentenceEmbedder(copy_of_the_model(tmp_path)).fingerprint == embedder.fingerprint


def test_a_model_keeps_its_prompts_and_its_length(embedder: SentenceEmbedder, tmp_path: Path) -> None:
    folder = copy_of_the_model(
        tmp_path,
        config_sentence_transformers={"prompts": {"query": "query: ", "document": "passage: "}},
        sentence_bert_config={"max_seq_length": 64},
    )
    prompted = SentenceEmbedder(folder)
    assert prompted.fingerprint != embedder.fingerprint
    assert np.abs(prompted.embed_question("x") - embedder.embed_question("query: x")).max() < 1e-6
    assert np.abs(prompted.embed_passages(["x"]) - embedder.embed_passages(["passage: x"])).max() < 1e-6
    assert prompted.length == 64 - 2 - embedder.count_tokens("passage: ")


def tiny_model(folder: Path) -> Path:
    """A model of random weights in the form of sentence-transformers, unlike the embedded one in every number."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Pooling, Transformer
    from transformers import AutoTokenizer, BertConfig, BertModel

    AutoTokenizer.from_pretrained(embedded_model()).save_pretrained(folder / "bert")
    sizes = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 64}
    BertModel(BertConfig(**sizes, initializer_range=0.5)).save_pretrained(folder / "bert")
    modules = [Transformer(str(folder / "bert"), max_seq_length=40), Pooling(32, pooling_mode="max")]
    prompts = {"query": "ask: ", "document": "text: "}
    SentenceTransformer(modules=modules, prompts=prompts, device="cpu").save(str(folder / "whole"))
    return folder / "whole"


def test_any_model_keeps_its_own_size_length_pooling_and_prompts_and_runs_on_the_gpu_if_there_is_one(
    tmp_path: Path,
) -> None:
    import torch
    from sentence_transformers import SentenceTransformer

    folder = tiny_model(tmp_path)
    found = SentenceEmbedder(folder)
    assert (found.dimension, found.length) == (32, 40 - 2 - found.count_tokens("text: "))
    own = SentenceTransformer(str(folder), device="cpu")
    expected = own.encode(["ask: a ship", "text: a ship"], normalize_embeddings=True)
    assert np.abs(found.embed_question("a ship") - expected[0]).max() < 1e-5
    assert np.abs(found.embed_passages(["a ship"]) - expected[1]).max() < 1e-5
    assert np.abs(expected[0] - expected[1]).max() > 1e-3
    assert found.model.device.type == ("cuda" if torch.cuda.is_available() else "cpu")


def test_a_model_that_is_not_here_is_not_fetched() -> None:
    with pytest.raises(ModelMissing, match="is not on this machine, and nothing is downloaded"):
        SentenceEmbedder("nobody/no-such-model")


def test_a_model_without_safe_weights_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pytorch_model.bin").write_bytes(b"\x80\x04.")
    with pytest.raises(ModelMissing, match="can run code"):
        SentenceEmbedder(tmp_path)


def test_weights_that_are_not_a_model_are_refused(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"nothing")
    with pytest.raises(ModelMissing, match="cannot be loaded"):
        SentenceEmbedder(tmp_path)


def test_the_embedded_weights_are_the_expected_ones() -> None:
    assert (embedded_model() / "model.safetensors").stat().st_size == 90_868_376


def test_cores_are_at_least_one_and_at_most_those_of_the_machine() -> None:
    assert 1 <= physical_cores() <= (os.cpu_count() or 1)


def test_loading_says_nothing_and_embedding_neither() -> None:
    code = "from index.sentence_embedder import SentenceEmbedder as E; E().embed_passages(['a', 'b'] * 20)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=300)
    assert (done.stdout, done.stderr) == ("", "")
