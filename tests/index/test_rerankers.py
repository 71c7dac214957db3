"""What every reranker of this house promises."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index.cross_encoder import CrossEncoderReranker
from index.model import WeighedWord
from index.reranker import Asked, Candidate, Reranker, Sentence
from index.sentence_reranker import SentenceReranker
from tests.index import tiny_cross_encoder

KINDS: dict[str, Callable[[Path], Reranker]] = {
    "sentences": lambda _folder: SentenceReranker(),
    "cross-encoder": lambda folder: CrossEncoderReranker(tiny_cross_encoder.write(folder)),
}
#: How far a score differs with the passages beside it: the last digits of sums.
COMPANY = 1e-6


def candidate(*sentences: str, context: str = "Trade › Ports", score: float = 0.5) -> Candidate:
    return Candidate(" ".join(sentences), context, tuple(Sentence(one, "en") for one in sentences), score, score, score)


QUESTION = Asked(
    "Grain exports through Odesa?",
    tuple(WeighedWord(word, (f"en:{word}",), 2.0, 3) for word in ("grain", "exports", "Odesa")),
    0.9,
    lambda texts: np.array([len(text) % 7 / 7 for text in texts], np.float32),
)
CANDIDATES = [
    candidate("Grain exports through Odesa rose.", "Nobody had thought so."),
    candidate("Rail fell.", score=0.7),
    candidate("Żółw, 長い, 🌾 – no word of it is known.", context=""),
    candidate("The port was slow. " * 40, score=0.1),
    candidate("Grain.", "Port.", "Rail.", context="A title that is rather longer than others › and its section"),
    candidate("Exports rose and grain fell.", score=0.0),
]


@pytest.fixture(scope="module", params=KINDS)
def reranker(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Reranker:
    return KINDS[request.param](tmp_path_factory.mktemp("model"))


def assert_scores(scores: np.ndarray, count: int) -> None:
    assert scores.shape == (count,)
    assert scores.dtype == np.float32
    assert np.isfinite(scores).all()
    assert ((scores >= 0) & (scores <= 1)).all()


def test_every_passage_gets_a_score_from_0_to_1(reranker: Reranker) -> None:
    scores = reranker.scores(QUESTION, CANDIDATES)
    assert_scores(scores, len(CANDIDATES))
    assert len(set(scores.tolist())) == len(CANDIDATES)


def test_no_passages_get_no_scores(reranker: Reranker) -> None:
    assert_scores(reranker.scores(QUESTION, []), 0)


def test_the_same_question_and_passages_get_the_same_scores_to_the_bit(reranker: Reranker) -> None:
    assert np.array_equal(reranker.scores(QUESTION, CANDIDATES), reranker.scores(QUESTION, CANDIDATES))


@pytest.mark.parametrize("order", [[5, 4, 3, 2, 1, 0], [3, 0, 5, 1, 4, 2]], ids=str)
def test_scores_go_with_their_passages_in_whatever_order(reranker: Reranker, order: list[int]) -> None:
    scores = reranker.scores(QUESTION, CANDIDATES)
    assert reranker.scores(QUESTION, [CANDIDATES[at] for at in order]) == pytest.approx(scores[order], abs=COMPANY)


def test_a_score_does_not_depend_on_the_other_passages(reranker: Reranker) -> None:
    alone = [float(reranker.scores(QUESTION, [one])[0]) for one in CANDIDATES]
    assert reranker.scores(QUESTION, CANDIDATES * 5) == pytest.approx(alone * 5, abs=COMPANY)


def test_another_question_gets_other_scores(reranker: Reranker) -> None:
    other = Asked("rail", (WeighedWord("rail", ("en:rail",), 1.0, 1),), 0.5, QUESTION.nearness)
    assert not np.allclose(reranker.scores(other, CANDIDATES), reranker.scores(QUESTION, CANDIDATES), atol=1e-3)


@pytest.mark.parametrize(
    "odd",
    [
        candidate("", context=""),
        candidate(context="Only a title"),
        candidate("word " * 20_000),
        candidate("x" * 50_000),
        candidate("Grain rose.", context="c " * 5_000),
        candidate("\x00 \ud7ff \u200b \N{COMBINING ACUTE ACCENT}"),
    ],
    ids=["nothing", "context only", "very long", "one long word", "very long context", "strange signs"],
)
def test_odd_passages_have_a_score_too(reranker: Reranker, odd: Candidate) -> None:
    assert_scores(reranker.scores(QUESTION, [odd]), 1)


@pytest.mark.parametrize("text", ["", "grain " * 5_000, "ż" * 9_000], ids=["empty", "very long", "one long word"])
def test_odd_questions_can_be_asked(reranker: Reranker, text: str) -> None:
    assert_scores(reranker.scores(Asked(text, (), 1.0, QUESTION.nearness), CANDIDATES), len(CANDIDATES))


def test_it_looks_at_some_passages_and_has_a_name(reranker: Reranker) -> None:
    assert reranker.depth > 1
    assert reranker.fingerprint
