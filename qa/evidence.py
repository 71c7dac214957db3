"""What the library holds on one question: ranked passages, the sentences that answer, and whether they do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.model import Filters, Hit
from qa import gate
from qa.select import Candidate, Sentence, candidates, choose

if TYPE_CHECKING:
    from index.snapshot import Snapshot

#: How many of the best passages decide on the answer, however many are shown.
CONSIDERED = 10
_ALL = Filters()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found for one question."""

    #: The passages in their order.
    hits: tuple[Hit, ...]
    #: Every sentence of the best passages.
    candidates: tuple[Candidate, ...]
    #: The gate's probability that the library answers; never shown: it is not a truth.
    confidence: float

    @property
    def answers(self) -> bool:
        """Whether it is an answer."""
        return bool(self.candidates) and self.confidence >= gate.THRESHOLD

    @property
    def best(self) -> tuple[Sentence, ...]:
        """The sentences that would be quoted, in an order that reads."""
        return tuple(choose(self.candidates))

    @property
    def chosen(self) -> tuple[Sentence, ...]:
        """The sentences that answer, in an order that reads; none where nothing does."""
        return self.best if self.answers else ()


def gather(view: Snapshot, question: str, filters: Filters = _ALL, limit: int = CONSIDERED) -> Evidence:
    """Search for the question and weigh what is found; ``limit`` passages are ranked, or ``CONSIDERED`` if more."""
    return weigh(view, question, view.search(question, filters, max(limit, CONSIDERED)))


def weigh(view: Snapshot, question: str, hits: Sequence[Hit]) -> Evidence:
    """What the passages say to the question, which has just been searched for; best passage first."""
    considered = hits[:CONSIDERED]
    found = candidates(view, question, considered)
    return Evidence(tuple(hits), tuple(found), gate.probability(gate.signals(view.size, considered, found)))
