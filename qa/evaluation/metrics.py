"""Figures of one ranking for one question, and of many refusals: pure functions, no state.

A figure that a question does not have (a page where there are none) is ``nan`` and is not averaged.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]

#: How far down a ranking is looked at.
DEPTH = 10


def hit_at(served: Sequence[bool], rank: int) -> float:
    """1 when the question is served by this rank, else 0; ``served`` has, for each rank, whether it is by then."""
    return float(any(served[:rank]))


def reciprocal_rank(served: Sequence[bool], depth: int = DEPTH) -> float:
    """1 / the first rank that serves the question; 0 when none within ``depth`` does."""
    return next((1 / rank for rank, hit in enumerate(served[:depth], 1) if hit), 0.0)


def ndcg(gains: Sequence[float], ideal: Sequence[float], depth: int = DEPTH) -> float:
    """Normalised discounted cumulative gain (Järvelin and Kekäläinen, ACM TOIS 2002, with log2(rank + 1)).

    Args:
        gains: Of the ranked passages, best rank first.
        ideal: Of everything that could have been ranked, in any order.
        depth: Ranks that count.

    Returns:
        From 0 to 1; 0 where nothing could be gained at all.
    """
    best = _discounted(sorted(ideal, reverse=True)[:depth])
    return _discounted(gains[:depth]) / best if best else 0.0


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """The probability that a positive scores above a negative, ties counted half; ``nan`` where one side is empty."""
    if not len(positive) or not len(negative):
        return math.nan
    below = np.sort(np.asarray(negative, np.float64))
    ranks = np.searchsorted(below, positive, "left") + np.searchsorted(below, positive, "right")
    return float(ranks.mean() / 2 / len(below))


@dataclass(frozen=True, slots=True)
class Curve:
    """Risk over coverage: of the questions answered when only the surest are, how many are answered wrongly.

    All shape (n,), one point for each distinct confidence, the surest first.
    """

    threshold: Values
    coverage: Values
    risk: Values


def risk_coverage(confidence: Sequence[float], right: Sequence[bool]) -> Curve:
    """The curve of a system that answers from some confidence on (El-Yaniv and Wiener, JMLR 2010).

    Args:
        confidence: That there is an answer, for each question.
        right: Whether the answer, if given, is right; never for a question that has none.
    """
    scores = np.asarray(confidence, np.float64)
    order = np.argsort(-scores, kind="stable")
    ranked, wrong = scores[order], np.cumsum(~np.asarray(right, bool)[order])
    last = np.flatnonzero(np.append(ranked[1:] != ranked[:-1], True)) if len(ranked) else np.empty(0, np.int64)
    return Curve(ranked[last], (last + 1) / max(1, len(ranked)), wrong[last] / (last + 1))


def aurc(curve: Curve) -> float:
    """The area under the curve: the mean risk over all coverages, lower is better; ``nan`` without a question.

    Equally sure questions are answered together, so each of them carries the risk at the end of their step.
    """
    if not len(curve.coverage):
        return math.nan
    return float(np.sum(curve.risk * np.diff(curve.coverage, prepend=0.0)))
