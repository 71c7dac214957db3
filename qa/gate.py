"""Does anything in the library answer? A small regression over what is known, never a threshold that moves.

Each signal alone is fooled: a question about nothing in the library can be near in meaning to something, and
one whose words all occur can still be unanswered. Together, weighed by a logistic regression on questions with
known answers and known gaps, they say yes or no. The larger the library, the better is the best of what only happens
to be like the question: so its size is a signal, too.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from qa.select import Candidate, ranked, score

if TYPE_CHECKING:
    from index.model import Hit

#: Changes with anything here or in qa/select.py that changes an answer: part of the fingerprint.
VERSION = 2


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known of a question, its best passages and its best sentence."""

    #: Of the best sentence: its score (qa/select.py), and its cosine.
    sentence: float
    nearness: float
    #: The largest cosine of any passage that was ranked.
    meaning: float
    #: Natural logarithm of the number of passages that the library is searched by.
    size: float


#: Fitted by `python -m benchmarks.answers --fit` on the tuning halves of eight sets: questions that their library
#: answers against questions of other sets and, at a seventh of their weight, those that the sets call unanswerable;
#: each weight held to the sign that its signal must have. A dozen further signals added nothing (decision 0005).
BIAS = -3.27
WEIGHTS = Signals(sentence=1.48, nearness=3.26, meaning=4.08, size=-0.72)
#: The smallest library of the fit had 286 passages. What smaller ones would be allowed is a guess: they count as that.
SMALLEST = 286
#: The probability from which a question counts as answered.
THRESHOLD = 0.5


def signals(size: int, hits: Sequence[Hit], found: Sequence[Candidate]) -> Signals | None:
    """The signals of a question; None when nothing was found at all.

    Args:
        size: How many passages the library is searched by.
        hits: The passages that were ranked.
        found: The candidates of the best of them.
    """
    best = next(iter(ranked(found)), None)
    if best is None:
        return None
    return Signals(
        sentence=score(best),
        nearness=best.features.nearness,
        meaning=max(hit.meaning for hit in hits),
        size=size_of(size),
    )


def size_of(passages: int) -> float:
    """The signal of a library's size."""
    return math.log(max(passages, SMALLEST))


def probability(known: Signals | None) -> float:
    """The regression's estimate that the best candidate answers, 0–1. Never shown: it is not a truth."""
    if known is None:
        return 0.0
    total = BIAS + sum(weight * value for weight, value in zip(astuple(WEIGHTS), astuple(known), strict=True))
    return 1 / (1 + math.exp(-total))
