"""What every embedder of this house promises, and how near those without torch come to the model's own vectors."""

from __future__ import annotations

import subprocess
import sys
import threading
from dataclasses import replace

import numpy as np
import openvino
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import openvino_embedder
from index.arithmetic import Arithmetic, fastest
from index.embedder import Embedder
from index.openvino_embedder import OpenVinoEmbedder
from index.sentence_embedder import SentenceEmbedder
from tests.index.test_embedder import CANONICAL

KINDS = {
    "sentence-transformers": SentenceEmbedder,
    "float32": lambda: OpenVinoEmbedder(Arithmetic(eight_bits=False, floats="f32")),
    "fastest floats": lambda: OpenVinoEmbedder(replace(fastest(openvino.Core()), eight_bits=False)),
    "fastest": OpenVinoEmbedder,
}
#: How far the numbers of one text's vector differ with the texts beside it: the last digits of sums, and where the
#: processor computes in bfloat16 or in integers, which have eight bits of a number, more than those.
COMPANY = {"sentence-transformers": 1e-5, "float32": 1e-5, "fastest floats": 3e-3, "fastest": 6e-3}


@pytest.fixture(scope="module", params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def embedder(kind: str) -> Embedder:
    return KINDS[kind]()


def test_vectors_have_length_one_and_the_stated_dimension(embedder: Embedder) -> None:
    vectors = embedder.embed_passages([*CANONICAL, "", "x" * 5_000])
    assert vectors.shape == (5, embedder.dimension)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(5), abs=1e-5)


def test_no_texts_have_no_vectors(embedder: Embedder) -> None:
    assert embedder.embed_passages([]).shape == (0, embedder.dimension)


def test_a_text_has_its_vector_in_any_company(embedder: Embedder, kind: str) -> None:
    texts = [f"Text number {number}" + " and more" * number for number in range(40)]
    together = embedder.embed_passages(texts)
    alone = np.concatenate([embedder.embed_passages([text]) for text in texts[::13]])
    assert np.abs(together[::13] - alone).max() < COMPANY[kind]


def test_progress_reaches_the_whole(embedder: Embedder) -> None:
    heard: list[int] = []
    embedder.embed_passages(["a"] * 20, heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 20


def test_what_is_longer_than_the_length_is_not_read(embedder: Embedder) -> None:
    assert embedder.length == 254
    full = " ".join(["word"] * embedder.length)
    assert embedder.count_tokens(full) == embedder.length
    shorter = " ".join(["word"] * (embedder.length - 1)) + " peace"
    vectors = embedder.embed_passages([full, full + " peace", shorter])
    assert np.abs(vectors[0] - vectors[1]).max() < 1e-6
    assert np.abs(vectors[0] - vectors[2]).max() > 1e-4


def test_tokens_are_counted_beyond_what_is_read(embedder: Embedder) -> None:
    assert embedder.count_tokens("word " * 1_000) == 1_000
    assert embedder.count_tokens("") == 0


def test_threads_do_not_disturb_each_other(embedder: Embedder) -> None:
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


def test_the_same_texts_have_the_same_vectors_to_the_bit(embedder: Embedder) -> None:
    texts = [f"Text number {number}" + " and more" * (number % 7) for number in range(60)]
    assert np.array_equal(embedder.embed_passages(texts), embedder.embed_passages(texts))


@given(st.lists(st.integers(2, 256), max_size=80))
def test_every_text_is_in_one_batch_and_less_than_half_of_a_batch_is_padding(lengths: list[int]) -> None:
    batches = list(openvino_embedder._batches(lengths))
    assert sorted(row for rows in batches for row in rows) == list(range(len(lengths)))
    for rows in batches:
        padded = len(rows) * max(lengths[row] for row in rows)
        assert padded <= 1024
        assert 2 * sum(lengths[row] for row in rows) >= padded


def test_an_exception_of_the_listener_stops_the_work_and_leaves_the_embedder_usable(embedder: Embedder) -> None:
    def stop(_done: int) -> None:
        raise KeyError("stop")

    with pytest.raises(KeyError, match="stop"):
        embedder.embed_passages(["a few words"] * 2_000, stop)
    assert embedder.embed_passages(["a few words"]).shape == (1, embedder.dimension)


#: Sentences of the samples' kind in the languages that the tests know; none was seen when the model was made.
SENTENCES = (
    *CANONICAL,
    "The Suez Canal links the Mediterranean Sea with the Red Sea and was opened in November 1869.",
    "Kanał Sueski łączy Morze Śródziemne z Morzem Czerwonym i został otwarty w listopadzie 1869 roku.",
    "Der Suezkanal verbindet das Mittelmeer mit dem Roten Meer und wurde im November 1869 eröffnet.",
    "Le canal de Suez relie la mer Méditerranée à la mer Rouge et fut ouvert en novembre 1869.",
    "Суэцкий канал соединяет Средиземное море с Красным и был открыт в ноябре 1869 года.",
)


def test_without_torch_the_vectors_are_the_models_own() -> None:
    reference = SentenceEmbedder().embed_passages(SENTENCES)
    for kind, least in {"float32": 0.999999, "fastest floats": 0.9998, "fastest": 0.996}.items():
        assert (KINDS[kind]().embed_passages(SENTENCES) * reference).sum(1).min() > least, kind


def test_what_computes_other_vectors_has_another_fingerprint() -> None:
    best = fastest(openvino.Core())
    ways = {Arithmetic(eight_bits=False, floats="f32"), replace(best, eight_bits=False), best}
    fingerprints = {OpenVinoEmbedder(way).fingerprint for way in ways} | {SentenceEmbedder().fingerprint}
    assert len(fingerprints) == len(ways) + 1


def test_a_machine_computes_in_the_same_numbers_every_time() -> None:
    assert len({fastest(openvino.Core()) for _ in range(3)}) == 1


def test_the_embedded_model_needs_neither_torch_nor_transformers() -> None:
    code = (
        "import sys; from index.openvino_embedder import OpenVinoEmbedder as E; E().embed_passages(['a', 'b'] * 20)\n"
        "sys.exit(bool({'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=300)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
