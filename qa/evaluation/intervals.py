"""How sure is a mean over so many questions? The bootstrap, percentile intervals, the same on every run.

Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13; paired differences as in Sakai, "Evaluating
evaluation metrics based on the bootstrap", SIGIR 2006.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qa.evaluation.metrics import Values

#: Resamples: with 1,000 the ends of a 95 % interval move by less than 0.2 points from seed to seed at 300 questions.
RESAMPLES = 1_000
#: Of what lies between an interval's ends.
CONFIDENCE = 0.95
SEED = 20_261_122


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean with its interval, and over how many values; all ``nan`` over none."""

    value: float
    low: float
    high: float
    count: int


def mean(values: Sequence[float]) -> Estimate:
    """The mean of the values that are not ``nan``."""
    return mean_of_means([values])


def difference(one: Sequence[float], other: Sequence[float]) -> Estimate:
    """The mean of ``one`` − ``other``, paired question by question; a pair with a ``nan`` is left out.

    Raises:
        ValueError: the two are not of one length.
    """
    if len(one) != len(other):
        raise ValueError(f"{len(one)} values cannot be paired with {len(other)}")
    return mean([first - second for first, second in zip(one, other, strict=True)])


def mean_of_means(groups: Sequence[Sequence[float]]) -> Estimate:
    """The mean of the groups' means, each group the same whatever its size; resampled within the groups."""
    known = [kept for group in groups if len(kept := _known(group))]
    if not known:
        return Estimate(math.nan, math.nan, math.nan, 0)
    random = np.random.default_rng(SEED)
    means = np.mean([_resampled(random, group) for group in known], axis=0)
    low, high = np.quantile(means, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    value = float(np.mean([group.mean() for group in known]))
    return Estimate(value, float(low), float(high), sum(map(len, known)))


def _known(values: Sequence[float]) -> Values:
    all_of_them = np.asarray(values, np.float64)
    return all_of_them[~np.isnan(all_of_them)]


def _resampled(random: np.random.Generator, values: Values) -> Values:
    """The means of ``RESAMPLES`` samples with replacement, shape (RESAMPLES,)."""
    # Row by row for large groups: all of squad2 at once would take 40 MB for each figure.
    return np.array([values[random.integers(0, len(values), len(values))].mean() for _ in range(RESAMPLES)])
