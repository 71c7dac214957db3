"""The real model: what it computes, what it refuses, what it leaves alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from index.errors import ModelMissing
from index.sentence_embedder import MINILM_SHA256, SentenceEmbedder, embedded_model, physical_cores

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


def test_vectors_have_length_one_and_the_stated_dimension(embedder: SentenceEmbedder) -> None:
    vectors = embedder.embed_passages([*CANONICAL, "", "x" * 5_000])
    assert vectors.shape == (5, embedder.dimension)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(5), abs=1e-5)


def test_no_texts_have_no_vectors(embedder: SentenceEmbedder) -> None:
    assert embedder.embed_passages([]).shape == (0, embedder.dimension)


def test_a_text_has_its_vector_in_any_company(embedder: SentenceEmbedder) -> None:
    texts = [f"Text number {number}" + " and more" * number for number in range(40)]
    together = embedder.embed_passages(texts)
    alone = np.concatenate([embedder.embed_passages([text]) for text in texts[::13]])
    assert np.abs(together[::13] - alone).max() < 1e-5


def test_progress_reaches_the_whole(embedder: SentenceEmbedder) -> None:
    heard: list[int] = []
    embedder.embed_passages(["a"] * 20, heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 20


def test_what_is_longer_than_the_length_is_not_read(embedder: SentenceEmbedder) -> None:
    assert embedder.length == 254
    full = " ".join(["word"] * embedder.length)
    assert embedder.count_tokens(full) == embedder.length
    shorter = " ".join(["word"] * (embedder.length - 1)) + " peace"
    vectors = embedder.embed_passages([full, full + " peace", shorter])
    assert np.abs(vectors[0] - vectors[1]).max() < 1e-6
    assert np.abs(vectors[0] - vectors[2]).max() > 1e-4


def test_tokens_are_counted_beyond_what_is_read(embedder: SentenceEmbedder) -> None:
    assert embedder.count_tokens("word " * 1_000) == 1_000
    assert embedder.count_tokens("") == 0


def test_threads_do_not_disturb_each_other(embedder: SentenceEmbedder) -> None:
    texts = [f"A sentence about subject {number}." for number in range(12)]
    expected = [embedder.embed_question(text) for text in texts]
    found: dict[int, np.ndarray] = {}

    def work(start: int) -> None:
        for number in range(start, len(texts), 3):
            embedder.count_tokens(texts[number] * 50)
            found[number] = embedder.embed_question(texts[number])

    threads = [threading.Thread(target=work, args=(start,)) for start in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(np.abs(found[number] - vector).max() < 1e-6 for number, vector in enumerate(expected))


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
    assert len(MINILM_SHA256) == 64


def test_cores_are_at_least_one_and_at_most_those_of_the_machine() -> None:
    assert 1 <= physical_cores() <= (os.cpu_count() or 1)


def test_loading_says_nothing_and_embedding_neither() -> None:
    code = "from index.sentence_embedder import SentenceEmbedder as E; E().embed_passages(['a', 'b'] * 20)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=300)
    assert (done.stdout, done.stderr) == ("", "")
