"""The best passages are ordered anew, by what a question and a passage say side by side."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import sentence_reranker
from index.errors import ModelMissing
from index.faiss_engine import FaissEngine
from index.library import Library
from index.model import Scores, WeighedWord
from index.reranker import Asked, Candidate, Sentence
from index.search import Searcher
from index.sentence_reranker import CLOSENESS_WEIGHT, FUSED_WEIGHT, NEARNESS_WEIGHT, PHRASES_WEIGHT, SentenceReranker
from index.words import WordEngine
from tests.index.doubles import WordHashEmbedder, open_library, read, text_of

ALL = FUSED_WEIGHT + NEARNESS_WEIGHT + CLOSENESS_WEIGHT + PHRASES_WEIGHT
QUESTION = "grain exports through Odesa"


def asked(
    words: str, *, trust: float = 1.0, near: dict[str, float] | None = None, weights: Sequence[float] = ()
) -> Asked:
    """A question of these words, each of them its own only term; sentences are as near as ``near`` says."""
    known = near or {}
    weighed = [WeighedWord(word, (f"en:{word}",), 1.0, 1) for word in words.split()]
    if weights:
        weighed = [
            WeighedWord(one.surface, one.alternatives, weight, 1) for one, weight in zip(weighed, weights, strict=True)
        ]
    return Asked(
        words, tuple(weighed), trust, lambda texts: np.array([known.get(text, 0.0) for text in texts], np.float32)
    )


def candidate(*sentences: str, score: float = 0.0) -> Candidate:
    return Candidate(" ".join(sentences), "", tuple(Sentence(one, "en") for one in sentences), score, 0.0, 0.0)


def score(question: Asked, *sentences: str, fused: float = 0.0) -> float:
    return float(SentenceReranker().scores(question, [candidate(*sentences, score=fused)])[0])


def test_a_passage_is_as_near_as_its_nearest_sentence() -> None:
    near = {"Rain fell.": 0.2, "Ports closed.": 0.6, "Nobody came.": -0.4}
    assert score(asked("x", near=near), *near) == pytest.approx(NEARNESS_WEIGHT * 0.6 / ALL)


def test_nearness_counts_as_far_as_the_model_is_trusted() -> None:
    near = {"Ports closed.": 0.6}
    assert score(asked("x", near=near, trust=0.5), *near) == pytest.approx(NEARNESS_WEIGHT * 0.3 / ALL)


def test_the_opposite_meaning_is_no_worse_than_none() -> None:
    assert score(asked("x", near={"Ports closed.": -0.7}), "Ports closed.") == 0


def test_words_side_by_side_as_in_the_question_are_a_phrase_and_wholly_close() -> None:
    assert score(asked("grain port"), "The grain port burned.") == pytest.approx(
        (CLOSENESS_WEIGHT + PHRASES_WEIGHT) / ALL
    )


def test_words_four_words_further_apart_are_half_as_close() -> None:
    words = asked("grain port")
    assert score(words, "Grain steel coal timber oil port.") == pytest.approx(CLOSENESS_WEIGHT / 2 / ALL)


def test_the_end_of_a_sentence_stands_between_words() -> None:
    words = asked("grain port")
    assert score(words, "They sold grain.", "Port fees rose.") < score(words, "They sold grain port fees.")


def test_a_word_that_is_missing_is_close_to_nothing() -> None:
    assert score(asked("grain port"), "The grain burned.") == 0


def test_a_pair_weighs_what_its_commoner_word_weighs() -> None:
    rare, common = (asked("grain port fees", weights=weights) for weights in ([5.0, 5.0, 1.0], [1.0, 5.0, 5.0]))
    assert score(rare, "The grain port burned.") > score(common, "The grain port burned.")


def test_a_question_of_one_word_has_no_closeness() -> None:
    assert score(asked("grain"), "The grain burned.", fused=0.6) == pytest.approx(FUSED_WEIGHT * 0.6 / ALL)


def test_no_words_and_no_sentences_leave_the_fused_score() -> None:
    assert score(asked(""), fused=0.6) == pytest.approx(FUSED_WEIGHT * 0.6 / ALL)
    assert SentenceReranker().scores(asked("grain"), []).shape == (0,)


@given(
    st.lists(
        st.lists(st.sampled_from(["grain", "port", "fees", "rose", "fell", "the"]), min_size=1, max_size=12), max_size=4
    ),
    st.floats(0, 1, width=32),
    st.lists(st.floats(0.01, 9), min_size=3, max_size=3),
)
def test_a_score_is_a_share_and_does_not_depend_on_company(
    sentences: list[list[str]], fused: float, weights: list[float]
) -> None:
    question = asked("grain port fees", weights=weights)
    one, other = candidate(*map(" ".join, sentences), score=fused), candidate("Grain fees.", score=0.5)
    alone, both = SentenceReranker().scores(question, [one])[0], SentenceReranker().scores(question, [other, one])
    assert 0 <= alone <= 1
    assert both[1] == alone


@given(st.lists(st.integers(0, 40), unique=True, max_size=9), st.lists(st.integers(0, 40), unique=True, max_size=9))
def test_the_distance_is_the_least_of_all(one: list[int], other: list[int]) -> None:
    every = [abs(a - b) for a in one for b in other]
    assert sentence_reranker._distance(sorted(one), sorted(other)) == min(every, default=float("inf"))


# ---------------------------------------------------------------- in the library


class Backwards:
    """Likes best what the searcher liked least, of its first three."""

    fingerprint, depth = "backwards", 3

    def __init__(self) -> None:
        self.seen: list[tuple[Asked, Sequence[Candidate]]] = []

    def scores(self, question: Asked, candidates: Sequence[Candidate]) -> Scores:
        self.seen.append((question, candidates))
        return np.array([1 - one.score for one in candidates], np.float32)


TEXT = text_of(
    *("Title: Trade", "# Ports", "Grain exports went through Odesa."),
    *("# Rail", "Grain exports went by rail. It was slow."),
    *("# Roads", "Exports went by road."),
    *("# Fees", "Grain fees rose."),
    *("# Rain", "It rained."),
)


def with_reranker(folder, reranker) -> Library:
    return Library(folder, lambda: Searcher(WordHashEmbedder(), FaissEngine(64), WordEngine(), reranker), read)


def found(library: Library, limit: int = 10) -> list[tuple[str, float]]:
    with library.snapshot() as view:
        return [
            (view.document(hit.document).text[hit.start : hit.end], hit.score)
            for hit in view.search(QUESTION, limit=limit)
        ]


def test_the_first_are_ordered_anew_and_the_rest_follow_with_scores_that_never_rise(folder) -> None:
    with_reranker(folder, None).add(TEXT, "trade.txt")
    plain, turned = (found(with_reranker(folder, reranker)) for reranker in (None, Backwards()))
    assert [text for text, _ in turned[:3]] == [text for text, _ in plain[:3]][::-1]
    assert [text for text, _ in turned[3:]] == [text for text, _ in plain[3:]]
    scores = [one for _, one in turned]
    assert scores == sorted(scores, reverse=True)


def test_the_reranker_looks_at_its_depth_however_few_are_wanted(folder) -> None:
    library = with_reranker(folder, reranker := Backwards())
    library.add(TEXT, "trade.txt")
    assert found(library, limit=1) == found(library)[:1]
    assert [len(candidates) for _, candidates in reranker.seen] == [3, 3]


def test_the_reranker_sees_question_and_passages_as_they_are_searched(folder) -> None:
    library = with_reranker(folder, reranker := Backwards())
    library.add(TEXT, "trade.txt")
    found(library)
    [(question, candidates)] = reranker.seen
    assert (question.text, [word.surface for word in question.words]) == (QUESTION, ["grain", "exports", "Odesa"])
    rail = next(one for one in candidates if "rail" in one.text)
    assert rail.context == "Trade › # Rail"
    assert [one.text for one in rail.sentences] == ["Grain exports went by rail.", "It was slow."]
    assert question.nearness([rail.text]).shape == (1,)


def test_equals_stay_in_the_order_of_the_searcher(folder) -> None:
    class Indifferent(Backwards):
        def scores(self, question: Asked, candidates: Sequence[Candidate]) -> Scores:
            return np.full(len(candidates), 0.5, np.float32)

    with_reranker(folder, None).add(TEXT, "trade.txt")
    plain, same = (found(with_reranker(folder, reranker)) for reranker in (None, Indifferent()))
    assert [text for text, _ in same] == [text for text, _ in plain]


def test_another_reranker_is_another_fingerprint(folder) -> None:
    library = with_reranker(folder, None)
    library.add(TEXT, "trade.txt")
    fingerprints = set()
    for reranker in (None, Backwards(), SentenceReranker()):
        with with_reranker(folder, reranker).snapshot() as view:
            fingerprints.add(view.fingerprint)
    assert len(fingerprints) == 3


def test_what_is_wrong_with_a_reranker_is_said_before_the_first_question(folder) -> None:
    class Broken(Backwards):
        def scores(self, question: Asked, candidates: Sequence[Candidate]) -> Scores:
            raise ModelMissing("Its weights are damaged.")

    with pytest.raises(ModelMissing, match="damaged"):
        with_reranker(folder, Broken()).warm()
    with_reranker(folder, SentenceReranker()).warm()


def test_the_sentence_that_holds_the_question_lifts_its_passage(folder) -> None:
    library = open_library(folder)
    library.add(
        text_of(
            "# One", "Grain is dear. Exports of steel rose. The road is long, and Odesa lies far behind the hills.",
            "# Two", "The road is long and lies far behind the hills. Grain exports through Odesa rose.",
        ),
        "trade.txt",
    )  # fmt: skip
    assert found(with_reranker(folder, SentenceReranker()))[0][0].endswith("Grain exports through Odesa rose.")
