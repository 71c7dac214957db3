"""Does anything in the library answer? A small regression over what is known, never a threshold that moves.

Each signal alone is fooled: a question about nothing in the library can be near in meaning to something, and
one whose words all occur can still be unanswered. Together, weighed by a logistic regression on questions with
known answers and known gaps, they say yes or no. The larger the library, the better is the best of what only happens
to be like the question: so its size is a signal, too.
"""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass

from qa.select import Candidate, score

#: Changes with anything here or in qa/select.py that changes an answer: part of the fingerprint.
VERSION = 5


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known of a question, its best passages and its best sentence."""

    #: Of the best sentence: its score (qa/select.py), and its cosine.
    sentence: float
    nearness: float
    #: The share of the question's names and numbers that its document has anywhere.
    names: float
    #: The share of them that never occur in the library.
    unknown: float
    #: The largest cosine of a passage.
    meaning: float
    #: Natural logarithm of the number of passages that the library is searched by.
    size: float


#: Fitted by `python -m benchmarks.answers --fit` on the tuning halves of eight sets, each whole and cut down to a small
#: library: questions that their library answers against questions of other sets and, for less, those with another's
#: name in them and those that the sets call unanswerable; each weight held to the sign that its signal must have. A
#: dozen further signals added nothing (docs/decisions/0005-answers.md).
BIAS = -6.52
WEIGHTS = Signals(sentence=1.27, nearness=2.87, names=2.38, unknown=-0.15, meaning=2.96, size=-0.44)
#: The smallest library of the fit had 59 passages. What smaller ones would be allowed is a guess: they count as that.
SMALLEST = 59
#: The probability from which a question counts as answered.
THRESHOLD = 0.5


def signals(size: int, unknown: float, meaning: float, sentence: Candidate) -> Signals:
    """The signals of a sentence.

    Args:
        size: How many passages the library is searched by.
        unknown: The share of the question's names and numbers that never occur in it.
        meaning: The largest cosine of a passage: of all that were ranked for the best sentence of all, and of its own
            for one that is to stand beside it.
        sentence: The best one, or any.
    """
    known = sentence.features
    return Signals(score(sentence), known.nearness, known.names, unknown, meaning, size_of(size))


def size_of(passages: int) -> float:
    """The signal of a library's size."""
    return math.log(max(passages, SMALLEST))


def probability(known: Signals) -> float:
    """The regression's estimate that the sentence answers, 0–1. Never shown: it is not a truth."""
    total = BIAS + sum(weight * value for weight, value in zip(astuple(WEIGHTS), astuple(known), strict=True))
    return 1 / (1 + math.exp(-total))
