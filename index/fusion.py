"""The two scores on one absolute scale.

Ranks throw away what both engines know: that the best cosine is only 0.3, or that one passage holds every rare word
of the question. Both scores are absolute, so they are added as they are: the share of the question's words (0–1,
``index/words.py``) and the cosine (−1–1, where random pairs of passages lie near 0).
"""

from __future__ import annotations

import numpy as np

from index.model import Scores

#: Goes up with every change to what a fused score is.
VERSION = 1

#: What the words count for beside the cosine. Between 1.5 and 3 the mean of seven gold sets moves by 0.3 points;
#: docs/decisions/0004-fusion.md has the sweep and the command that repeats it.
WORDS_WEIGHT = 2.0


def fuse(words: Scores, meaning: Scores, weight: float = WORDS_WEIGHT) -> Scores:
    """The fused scores, shape (n,), from 0 to 1: the weighted mean of both, a negative cosine counted as 0."""
    total = weight * words.astype(np.float64) + np.maximum(meaning, 0).astype(np.float64)
    return (total / (weight + 1)).astype(np.float32)
