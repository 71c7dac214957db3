"""The figures against values computed by hand, and against a second implementation."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evaluation.metrics import aurc, auroc, hit_at, ndcg, reciprocal_rank, risk_coverage

sklearn = pytest.importorskip("sklearn.metrics", reason="scikit-learn, which comes with sentence-transformers")

scores = st.lists(st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0]), min_size=1, max_size=30)
gains = st.lists(st.integers(0, 4), min_size=2, max_size=20)


def test_a_question_served_at_rank_three_is_no_hit_at_one_and_one_at_five() -> None:
    served = [False, False, True, True]
    assert (hit_at(served, 1), hit_at(served, 3), hit_at(served, 5)) == (0.0, 1.0, 1.0)
    assert reciprocal_rank(served) == pytest.approx(1 / 3)


def test_what_is_served_below_the_depth_does_not_count() -> None:
    assert reciprocal_rank([False] * 10 + [True]) == 0.0
    assert hit_at([False] * 10 + [True], 10) == 0.0


def test_nothing_ranked_serves_nothing() -> None:
    assert hit_at([], 5) == 0.0
    assert reciprocal_rank([]) == 0.0
    assert ndcg([], [1.0]) == 0.0


def test_ndcg_by_hand() -> None:
    # 2 at rank 1, 1 at rank 3; at best 2 and 1 at ranks 1 and 2.
    dcg = 2 / math.log2(2) + 1 / math.log2(4)
    best = 2 / math.log2(2) + 1 / math.log2(3)
    assert ndcg([2, 0, 1], [1, 2]) == pytest.approx(dcg / best)


def test_ndcg_misses_what_was_never_ranked() -> None:
    assert ndcg([1, 0], [1, 1]) == pytest.approx(1 / (1 + 1 / math.log2(3)))


def test_ndcg_of_a_question_without_anything_to_gain_is_nothing() -> None:
    assert ndcg([0, 0], []) == 0.0


@given(gains)
def test_ndcg_is_that_of_scikit_learn(ranked: list[int]) -> None:
    if not any(ranked):
        return
    descending = np.arange(len(ranked), 0, -1, dtype=float)
    expected = sklearn.ndcg_score([ranked], [descending], k=10)
    assert ndcg(ranked, ranked) == pytest.approx(expected)


@given(gains)
def test_the_best_order_has_an_ndcg_of_one_and_no_order_has_more(ranked: list[int]) -> None:
    if any(ranked):
        assert ndcg(sorted(ranked, reverse=True), ranked) == pytest.approx(1.0)
        assert 0.0 <= ndcg(ranked, ranked) <= 1.0 + 1e-12


def test_auroc_by_hand_with_ties_counted_half() -> None:
    # Of the six pairs: 0.9 > 0.5, 0.9 > 0.1, 0.5 = 0.5 (half), 0.5 > 0.1, 0.2 < 0.5, 0.2 > 0.1.
    assert auroc([0.9, 0.5, 0.2], [0.5, 0.1]) == pytest.approx(4.5 / 6)


def test_auroc_of_one_kind_alone_is_not_known() -> None:
    assert math.isnan(auroc([0.5], []))
    assert math.isnan(auroc([], [0.5]))


@given(scores, scores)
def test_auroc_is_that_of_scikit_learn(positive: list[float], negative: list[float]) -> None:
    labels = [1] * len(positive) + [0] * len(negative)
    assert auroc(positive, negative) == pytest.approx(sklearn.roc_auc_score(labels, positive + negative))


def test_the_curve_by_hand() -> None:
    curve = risk_coverage([0.9, 0.8, 0.8, 0.1], [True, False, True, False])
    assert curve.threshold.tolist() == [0.9, 0.8, 0.1]
    assert curve.coverage.tolist() == [0.25, 0.75, 1.0]
    assert curve.risk.tolist() == pytest.approx([0.0, 1 / 3, 0.5])
    # Areas of the steps: 0.25 · 0 + 0.5 · ⅓ + 0.25 · ½.
    assert aurc(curve) == pytest.approx(0.5 / 3 + 0.125)


def test_the_curve_of_no_question_is_empty_and_its_area_not_known() -> None:
    curve = risk_coverage([], [])
    assert curve.coverage.tolist() == []
    assert math.isnan(aurc(curve))


@given(st.lists(st.tuples(st.sampled_from([0.0, 0.3, 0.6, 1.0]), st.booleans()), min_size=1, max_size=25))
def test_the_area_is_the_mean_risk_over_the_questions(questions: list[tuple[float, bool]]) -> None:
    """Question by question: each carries the risk of answering all that are at least as sure as it is."""
    risks = []
    for confidence, _ in questions:
        answered = [right for other, right in questions if other >= confidence]
        risks.append(answered.count(False) / len(answered))
    curve = risk_coverage([one for one, _ in questions], [right for _, right in questions])
    assert aurc(curve) == pytest.approx(sum(risks) / len(risks))
    assert curve.coverage[-1] == 1.0
    assert curve.risk[-1] == pytest.approx([right for _, right in questions].count(False) / len(questions))
