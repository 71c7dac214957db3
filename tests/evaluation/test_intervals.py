"""Intervals say how sure a mean is, and say the same on every run."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.evaluation.intervals import difference, mean, mean_of_means

values = st.lists(st.floats(0, 1), min_size=1, max_size=40)


def test_the_same_values_have_the_same_interval_on_every_run() -> None:
    shares = [1.0] * 70 + [0.0] * 30
    assert mean(shares) == mean(shares)


def test_the_interval_of_a_share_is_that_of_the_normal_distribution_where_that_holds() -> None:
    found = mean([1.0] * 700 + [0.0] * 300)
    half = 1.96 * math.sqrt(0.7 * 0.3 / 1000)
    assert found.value == pytest.approx(0.7)
    assert (found.low, found.high) == pytest.approx((0.7 - half, 0.7 + half), abs=0.004)
    assert found.count == 1000


def test_what_is_not_known_is_not_averaged() -> None:
    assert mean([1.0, math.nan, 0.0]).value == 0.5
    assert mean([1.0, math.nan, 0.0]).count == 2


def test_a_mean_of_nothing_is_not_known() -> None:
    found = mean([math.nan])
    assert math.isnan(found.value)
    assert math.isnan(found.low)
    assert found.count == 0


@settings(max_examples=20)
@given(values)
def test_the_interval_holds_values_that_there_are(shares: list[float]) -> None:
    found = mean(shares)
    assert min(shares) - 1e-9 <= found.low <= found.high <= max(shares) + 1e-9


def test_a_mean_over_sets_counts_each_set_the_same() -> None:
    assert mean_of_means([[1.0] * 300, [0.0] * 3]).value == 0.5
    assert mean_of_means([[1.0], []]).value == 1.0


def test_more_questions_make_an_interval_narrower() -> None:
    few, many = mean([1.0, 0.0] * 10), mean([1.0, 0.0] * 250)
    assert few.high - few.low > 3 * (many.high - many.low)


def test_a_difference_is_paired_so_that_what_both_find_hard_does_not_blur_it() -> None:
    hard = np.random.default_rng(1).random(400) < 0.5
    one, other = hard.astype(float), hard.astype(float)
    other[:12] = 0.0
    paired = difference(one.tolist(), other.tolist())
    assert paired.low > 0
    assert mean(one.tolist()).low < mean(other.tolist()).high  # the two intervals alone would not tell them apart


def test_a_pair_of_which_one_half_is_not_known_is_left_out() -> None:
    assert difference([1.0, math.nan], [0.0, 1.0]).count == 1


def test_only_the_same_questions_can_be_compared() -> None:
    with pytest.raises(ValueError, match="cannot be paired"):
        difference([1.0], [1.0, 0.0])
