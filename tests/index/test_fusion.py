"""The two scores on one scale."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fusion import WORDS_WEIGHT, fuse
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


def test_nothing_fused_is_nothing() -> None:
    assert fuse(scores(), scores()).shape == (0,)
