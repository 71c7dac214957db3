"""Does anything in the library answer? A small regression over what is known, never a threshold that moves.

Each signal alone is fooled: a question about nothing in the library can be near in meaning to something, and
one whose words all occur can still be unanswered. Together, weighed by a logistic regression on questions with
known answers and known gaps, they say yes or no.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from qa.select import Candidate, ranked

if TYPE_CHECKING:
    from index.model import Hit, WeighedWord

#: Changes with anything here or in qa/select.py that changes an answer: part of the fingerprint.
VERSION = 1


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known of a question and its best candidates; each is about 0–1."""

    #: Of the best candidate: its cosine, and the share of the question's words in the sentence and around it.
    nearness: float
    coverage: float
    surroundings: float
    #: Of the best passage: the two halves of its score.
    meaning: float
    words: float
    #: The idf of the heaviest word of the question that the best candidate's surroundings lack, as a share of all.
    missing: float
    #: Share of the question's words, weighted by idf, that never occur in the library.
    absent: float


#: Fitted by `python -m benchmarks.answers --fit` on xquad-de, squad2-dev, poquad and nq-dev against questions of the
#: other sets, each weight held to the sign that its signal must have (docs/decisions/0005-answers.md).
BIAS = -5.75
WEIGHTS = Signals(
    nearness=4.01, coverage=1.82, surroundings=2.58, meaning=4.33, words=2.09, missing=-0.18, absent=-2.09
)
#: The probability from which a question counts as answered.
THRESHOLD = 0.5


def signals(words: Sequence[WeighedWord], hits: Sequence[Hit], found: Sequence[Candidate]) -> Signals | None:
    """The signals of a question; None when nothing was found at all."""
    best = next(iter(ranked(found)), None)
    if best is None:
        return None
    total = sum(word.weight for word in words) or 1.0
    return Signals(
        nearness=best.features.nearness,
        coverage=best.features.coverage,
        surroundings=best.features.surroundings,
        meaning=max(hit.meaning for hit in hits),
        words=max(hit.words for hit in hits),
        missing=best.features.lacking,
        absent=sum(word.weight for word in words if not word.passages) / total,
    )


def probability(known: Signals) -> float:
    """The regression's estimate that the best candidate answers, 0–1. Never shown: it is not a truth."""
    total = BIAS + sum(weight * value for weight, value in zip(astuple(WEIGHTS), astuple(known), strict=True))
    return 1 / (1 + math.exp(-total))


def answers(words: Sequence[WeighedWord], hits: Sequence[Hit], found: Sequence[Candidate]) -> bool:
    """Whether the library answers the question."""
    known = signals(words, hits, found)
    return known is not None and probability(known) >= THRESHOLD
