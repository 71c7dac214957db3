"""The two scores on one absolute scale.

Ranks throw away what both engines know: that the best cosine is only 0.3, or that one passage holds every rare word
of the question. Both scores are absolute, so they are added as they are: the share of the question's words (0–1,
``index/words.py``) and the cosine (−1–1, where random pairs of passages lie near 0).

How much a cosine says depends on how well the model knows the question's words. Its tokenizer tells: what a model has
seen often is one token, what it hardly knows falls to pieces. An English-only model needs 1.2 tokens for an English
word, 2.3 for a German and 3 for a Polish one, a multilingual model about as many for each (the "fertility" of Rust et
al., "How Good is Your Tokenizer?", ACL 2021, which goes along with what a model can do in a language).
"""

from __future__ import annotations

import numpy as np

from index.model import Scores

#: Goes up with every change to what a fused score is.
VERSION = 2

#: What the words count for beside a cosine that is fully trusted, and the tokens a word up to which it is.
#: docs/decisions/0004-fusion.md has the sweep and the command that repeats it.
WORDS_WEIGHT = 4 / 3
FLUENT = 1.3


def trust(tokens: int, words: int) -> float:
    """How far the model's cosines are to be trusted for a question of so many tokens and words: above 0, up to 1."""
    return min(1.0, FLUENT * words / tokens) if tokens and words else 1.0


def fuse(words: Scores, meaning: Scores, trusted: float = 1.0, weight: float = WORDS_WEIGHT) -> Scores:
    """The fused scores, shape (n,), from 0 to 1, a negative cosine counted as 0.

    What a cosine that is not wholly trusted does not contribute is missing from the score: so the scale is one for
    all questions.
    """
    total = weight * words.astype(np.float64) + trusted * np.maximum(meaning, 0).astype(np.float64)
    return (total / (weight + 1)).astype(np.float32)
