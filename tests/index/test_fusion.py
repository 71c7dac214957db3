"""The two scores on one scale."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fusion import FLUENT, WORDS_WEIGHT, fuse, trust
from index.model import Scores

shares = st.floats(0, 1, width=32)
cosines = st.floats(-1, 1, width=32)


def scores(*values: float) -> Scores:
    return np.array(values, np.float32)


def test_a_fused_score_is_the_weighted_mean() -> None:
    [found] = fuse(scores(0.5), scores(0.8))
    assert found == pytest.approx((WORDS_WEIGHT * 0.5 + 0.8) / (WORDS_WEIGHT + 1))


@given(shares, cosines)
def test_a_fused_score_lies_between_0_and_1(words: float, meaning: float) -> None:
    assert 0 <= fuse(scores(words), scores(meaning))[0] <= 1


@given(shares, shares, cosines, cosines)
def test_better_in_both_is_never_worse(one: float, other: float, this: float, that: float) -> None:
    low, high = fuse(scores(min(one, other), max(one, other)), scores(min(this, that), max(this, that)))
    assert low <= high


def test_the_opposite_meaning_is_no_worse_than_none() -> None:
    assert fuse(scores(0.3), scores(-0.9)) == fuse(scores(0.3), scores(0.0))


def test_a_passage_scores_the_same_in_any_company() -> None:
    alone = fuse(scores(0.25), scores(0.5))[0]
    assert fuse(scores(0.25, 0.9, 0.1), scores(0.5, 0.9, -0.2))[0] == alone


@given(shares, cosines, st.floats(0, 1))
def test_a_cosine_that_is_trusted_less_adds_less(words: float, meaning: float, trusted: float) -> None:
    assert fuse(scores(words), scores(meaning), trusted)[0] <= fuse(scores(words), scores(meaning))[0]


def test_without_any_trust_the_words_decide_alone() -> None:
    low, high = fuse(scores(0.2, 0.3), scores(0.9, -0.5), 0.0)
    assert low < high


def test_a_question_that_falls_to_pieces_is_trusted_less() -> None:
    assert trust(tokens=10, words=10) == 1.0
    assert trust(tokens=26, words=10) == pytest.approx(FLUENT / 2.6)


@given(st.integers(0, 3_000), st.integers(0, 1_000))
def test_trust_is_a_share(tokens: int, words: int) -> None:
    assert 0 < trust(tokens, words) <= 1


def test_nothing_fused_is_nothing() -> None:
    assert fuse(scores(), scores()).shape == (0,)
