"""What was embedded once is not embedded again, whoever embedded it."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from qa.evaluation.vectors import CachedEmbedder
from tests.index.doubles import WordHashEmbedder


class Counting(WordHashEmbedder):
    """Says how many texts it was given."""

    def __init__(self, name: str = "words") -> None:
        super().__init__(name)
        self.given = 0

    def embed_passages(self, texts, progress=None):
        self.given += len(texts)
        return super().embed_passages(texts, progress)


TEXTS = ["one text", "another text", "one text"]


def test_vectors_are_those_of_the_embedder_and_each_text_is_embedded_once(tmp_path: Path) -> None:
    model = Counting()
    cached = CachedEmbedder(model, tmp_path)
    assert np.array_equal(cached.embed_passages(TEXTS), WordHashEmbedder().embed_passages(TEXTS))
    assert model.given == 2
    cached.embed_passages(TEXTS)
    assert model.given == 2


def test_the_next_process_finds_them(tmp_path: Path) -> None:
    CachedEmbedder(Counting(), tmp_path).embed_passages(TEXTS)
    later = Counting()
    assert np.array_equal(
        CachedEmbedder(later, tmp_path).embed_passages(TEXTS), WordHashEmbedder().embed_passages(TEXTS)
    )
    assert later.given == 0


def test_two_that_embed_at_once_lose_nothing(tmp_path: Path) -> None:
    one, other = CachedEmbedder(Counting(), tmp_path), CachedEmbedder(Counting(), tmp_path)
    for number in range(20):
        one.embed_passages([f"one {number}"])
        other.embed_passages([f"other {number}"])
    later = Counting()
    texts = [f"{who} {number}" for who in ("one", "other") for number in range(20)]
    assert np.array_equal(
        CachedEmbedder(later, tmp_path).embed_passages(texts), WordHashEmbedder().embed_passages(texts)
    )
    assert later.given == 0


def test_what_a_killed_process_half_wrote_is_embedded_again_and_nothing_else_is(tmp_path: Path) -> None:
    CachedEmbedder(Counting(), tmp_path).embed_passages(TEXTS)
    (rows,) = tmp_path.glob("*.rows")
    rows.write_bytes(rows.read_bytes()[:-7])
    later = Counting()
    assert np.array_equal(
        CachedEmbedder(later, tmp_path).embed_passages(TEXTS), WordHashEmbedder().embed_passages(TEXTS)
    )
    assert later.given == 1


def test_names_without_their_vectors_are_ignored(tmp_path: Path) -> None:
    CachedEmbedder(Counting(), tmp_path).embed_passages(TEXTS)
    (rows,) = tmp_path.glob("*.rows")
    rows.unlink()
    later = Counting()
    CachedEmbedder(later, tmp_path).embed_passages(TEXTS)
    assert later.given == 2


def test_another_model_has_vectors_of_its_own(tmp_path: Path) -> None:
    CachedEmbedder(Counting(), tmp_path).embed_passages(TEXTS)
    other = Counting("others")
    found = CachedEmbedder(other, tmp_path).embed_passages(TEXTS)
    assert other.given == 2
    assert np.array_equal(found, WordHashEmbedder("others").embed_passages(TEXTS))


def test_a_question_is_not_a_passage_of_the_same_words(tmp_path: Path) -> None:
    class Prompted(Counting):
        def embed_question(self, text):
            return self.embed_passages([f"question: {text}"])

    cached = CachedEmbedder(Prompted(), tmp_path)
    passage, question = cached.embed_passages(["canal"]), cached.embed_question("canal")
    assert question.shape == (1, 64)
    assert not np.array_equal(passage, question)
    assert np.array_equal(CachedEmbedder(Prompted(), tmp_path).embed_question("canal"), question)


def test_no_text_has_no_vector(tmp_path: Path) -> None:
    assert CachedEmbedder(Counting(), tmp_path).embed_passages([]).shape == (0, 64)
