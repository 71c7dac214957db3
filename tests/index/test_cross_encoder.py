"""A cross-encoder orders the best passages, from files on this machine only."""

from __future__ import annotations

import json
import math
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.cross_encoder import DEPTH, CrossEncoderReranker
from index.errors import ModelMissing
from index.minilm import embedded_model
from index.reranker import Asked, Candidate
from tests.index import tiny_cross_encoder

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_cross_encoder.write(tmp_path_factory.mktemp("model"))


@pytest.fixture(scope="module")
def reranker(folder: Path) -> CrossEncoderReranker:
    return CrossEncoderReranker(folder)


def asked(text: str) -> Asked:
    return Asked(text, (), 1.0, lambda texts: np.zeros(len(texts), np.float32))


def candidate(text: str, context: str = "") -> Candidate:
    return Candidate(text, context, (), 0.5, 0.5, 0.5)


def outputs(folder: Path, pairs: list[tuple[str, str]]) -> list[float]:
    """What the model itself gives each pair, without sentence-transformers."""
    import torch
    import transformers

    model = transformers.AutoModelForSequenceClassification.from_pretrained(folder).eval()
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    with torch.inference_mode():
        return [float(model(**tokenizer(*pair, truncation=True, return_tensors="pt")).logits[0, 0]) for pair in pairs]


TEXTS = ["Grain exports rose.", "Rail fell, and grain rose.", "Odesa is a port.", "The port fell.", "Exports."]


def test_a_score_is_the_logistic_function_of_the_models_own_output(
    reranker: CrossEncoderReranker, folder: Path
) -> None:
    expected = [1 / (1 + math.exp(-one)) for one in outputs(folder, [("grain exports", text) for text in TEXTS])]
    found = reranker.scores(asked("grain exports"), [candidate(text) for text in TEXTS])
    assert found == pytest.approx(expected, abs=1e-6)
    assert max(expected) - min(expected) > 0.1


def test_title_and_section_are_read_before_the_passage(reranker: CrossEncoderReranker, folder: Path) -> None:
    [output] = outputs(folder, [("grain", "Odesa › Port\nRail rose.")])
    assert reranker.scores(asked("grain"), [candidate("Rail rose.", "Odesa › Port")])[0] == pytest.approx(
        1 / (1 + math.exp(-output)), abs=1e-6
    )


def test_outputs_however_large_keep_their_order_as_far_as_numbers_go(reranker: CrossEncoderReranker) -> None:
    from index.cross_encoder import _logistic

    scores = _logistic(np.array([-1e4, -80, -12, -11.9, 0, 11.9, 12, 1e4]))
    assert (np.diff(scores) > 0).all()
    assert (scores[0], scores[4], scores[-1]) == (0, 0.5, 1)


def test_threads_do_not_disturb_each_other(reranker: CrossEncoderReranker) -> None:
    expected = [reranker.scores(asked(text), [candidate(one) for one in TEXTS]) for text in TEXTS]
    found: dict[int, np.ndarray] = {}

    def work(start: int) -> None:
        for number in range(start, len(TEXTS), 2):
            found[number] = reranker.scores(asked(TEXTS[number]), [candidate(one) for one in TEXTS])

    threads = [threading.Thread(target=work, args=(start,)) for start in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(np.array_equal(found[number], scores) for number, scores in enumerate(expected))


def test_the_model_is_loaded_with_the_first_question_only(folder: Path) -> None:
    code = (
        "import sys; from index.cross_encoder import CrossEncoderReranker as R; r = R(sys.argv[1])\n"
        "assert r.fingerprint and r.depth; sys.exit(bool({'torch', 'transformers'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(folder)], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_model_of_half_precision_is_computed_in_single(folder: Path, tmp_path: Path) -> None:
    import torch
    import transformers

    half = tiny_cross_encoder.write(tmp_path)
    model = transformers.AutoModelForSequenceClassification.from_pretrained(half, dtype=torch.float16)
    model.save_pretrained(half)
    assert json.loads((half / "config.json").read_text())["dtype"] == "float16"
    scores = CrossEncoderReranker(half).scores(asked("grain"), [candidate(text) for text in TEXTS])
    whole = CrossEncoderReranker(folder).scores(asked("grain"), [candidate(text) for text in TEXTS])
    assert np.abs(scores - whole).max() < 5e-3
    assert (scores.astype(np.float16) != scores).any()


def test_other_weights_or_another_tokenizer_are_another_fingerprint(folder: Path, tmp_path: Path) -> None:
    same, other, told = (tmp_path / name for name in ("same", "other", "told"))
    first = CrossEncoderReranker(folder).fingerprint
    assert CrossEncoderReranker(tiny_cross_encoder.write(same)).fingerprint == first
    assert CrossEncoderReranker(tiny_cross_encoder.write(other, seed=8)).fingerprint != first
    tiny_cross_encoder.write(told)
    tokenizer = json.loads((told / "tokenizer.json").read_text())
    tokenizer["normalizer"]["lowercase"] = False
    (told / "tokenizer.json").write_text(json.dumps(tokenizer))
    assert CrossEncoderReranker(told).fingerprint != first


def test_a_model_that_is_not_here_is_not_fetched() -> None:
    with pytest.raises(ModelMissing, match=r"nothing is downloaded: give the folder of a cross-encoder\.$"):
        CrossEncoderReranker("nobody/no-such-model")


def test_a_model_without_safe_weights_is_refused(tmp_path: Path) -> None:
    tiny_cross_encoder.write(tmp_path)
    (tmp_path / "model.safetensors").rename(tmp_path / "pytorch_model.bin")
    with pytest.raises(ModelMissing, match="can run code"):
        CrossEncoderReranker(tmp_path)


def test_an_embedding_model_is_no_reranker(tmp_path: Path) -> None:
    bare = tiny_cross_encoder.write(tmp_path, architecture="BertModel")
    for model in (embedded_model(), bare):
        with pytest.raises(ModelMissing, match="was not trained to score"):
            CrossEncoderReranker(model)


def test_a_model_that_tells_three_classes_apart_is_no_reranker(tmp_path: Path) -> None:
    classes = CrossEncoderReranker(tiny_cross_encoder.write(tmp_path, labels=3))
    with pytest.raises(ModelMissing, match="3 outputs"):
        classes.scores(asked("grain"), [candidate("Grain.")])


@pytest.mark.parametrize("left", [0, 100, -100], ids=["emptied", "cut early", "cut late"])
def test_damaged_weights_are_said(left: int, tmp_path: Path) -> None:
    weights = tiny_cross_encoder.write(tmp_path) / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:left])
    with pytest.raises(ModelMissing, match="cannot be loaded"):
        CrossEncoderReranker(tmp_path).scores(asked("grain"), [candidate("Grain.")])


def changed(folder: Path, change: Callable[[dict[str, Any]], None]) -> CrossEncoderReranker:
    """The reranker after a change to its weights."""
    from safetensors.torch import load_file, save_file

    weights = load_file(file := tiny_cross_encoder.write(folder) / "model.safetensors")
    change(weights)
    save_file(weights, file, {"format": "pt"})
    return CrossEncoderReranker(folder)


def test_a_scoring_layer_that_is_missing_is_not_made_of_random_numbers(tmp_path: Path) -> None:
    headless = changed(tmp_path, lambda weights: weights.pop("classifier.weight"))
    with pytest.raises(ModelMissing, match=r"its weights lack classifier\.weight"):
        headless.scores(asked("grain"), [candidate("Grain.")])


def test_what_is_no_number_orders_nothing(tmp_path: Path) -> None:
    broken = changed(tmp_path, lambda weights: weights["classifier.bias"].fill_(math.nan))
    with pytest.raises(ModelMissing, match="no number"):
        broken.scores(asked("grain"), [candidate("Grain.")])


def test_a_model_without_its_tokenizer_is_said(tmp_path: Path) -> None:
    for path in tiny_cross_encoder.write(tmp_path).glob("tokenizer*"):
        path.unlink()
    with pytest.raises(ModelMissing, match="files of its tokenizer are missing"):
        CrossEncoderReranker(tmp_path).scores(asked("grain"), [candidate("Grain.")])


def test_the_tokenizer_of_another_model_is_said(tmp_path: Path) -> None:
    file = tiny_cross_encoder.write(tmp_path) / "tokenizer.json"
    tokenizer = json.loads(file.read_text())
    tokenizer["model"]["vocab"]["grain"] = 999
    file.write_text(json.dumps(tokenizer))
    with pytest.raises(ModelMissing, match="cannot order passages"):
        CrossEncoderReranker(tmp_path).scores(asked("grain"), [candidate("Rail.")])


def test_a_pair_that_finds_no_memory_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    reranker = CrossEncoderReranker(tiny_cross_encoder.write(tmp_path))
    reranker.scores(asked("grain"), [candidate("Grain.")])
    # Far more than any machine has: what the allocator then says is its own.
    monkeypatch.setattr(reranker._model, "forward", lambda *_, **__: torch.empty(2**55))
    with pytest.raises(ModelMissing, match=r"it fails: .*memory"):
        reranker.scores(asked("grain"), [candidate("Grain.")])


def test_scoring_opens_no_connection_and_says_nothing(folder: Path) -> None:
    code = (
        "import socket, sys\n"
        "def refuse(*_): raise SystemExit('a connection was asked for')\n"
        "socket.socket.connect = socket.getaddrinfo = refuse\n"
        "import numpy as np\n"
        "from index.cross_encoder import CrossEncoderReranker as R; from index.reranker import Asked, Candidate as C\n"
        "asked = Asked('grain', (), 1.0, lambda texts: np.zeros(len(texts)))\n"
        "assert R(sys.argv[1]).scores(asked, [C('Grain.', '', (), 0, 0, 0)] * 3).shape == (3,)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], cwd=ROOT, capture_output=True, text=True, timeout=300
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_it_looks_deeper_than_the_passages_that_are_shown() -> None:
    assert DEPTH > 10
