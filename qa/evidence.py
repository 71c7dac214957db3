"""What the library holds on one question: ranked passages, the sentences that answer, and whether they do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.model import Filters, Hit, Passage
from index.passages import sentences
from index.reprints import distinct
from qa import gate
from qa.language.dependence import leans
from qa.select import Candidate, Sentence, candidates, choose, ranked, unknown

if TYPE_CHECKING:
    from index.snapshot import Snapshot

#: How many of the best passages decide on the answer, however many are shown.
CONSIDERED = 10
#: So many passages are ranked to find them among: with fewer, the reprints of one text would leave no room for others.
DEPTH = 30
_ALL = Filters()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found for one question."""

    #: The passages in their order.
    hits: tuple[Hit, ...]
    #: Those of them that decide: the best ones that do not only repeat better ones.
    considered: tuple[Hit, ...]
    #: Every sentence of the best passages, the one that answers best first.
    candidates: tuple[Candidate, ...]
    #: The sentences that would be quoted, in an order that reads, with those that they lean on.
    best: tuple[Sentence, ...]
    #: The gate's probability that the library answers; never shown: it is not a truth.
    confidence: float

    @property
    def answers(self) -> bool:
        """Whether it is an answer."""
        return bool(self.candidates) and self.confidence >= gate.THRESHOLD

    @property
    def chosen(self) -> tuple[Sentence, ...]:
        """The sentences that answer, in an order that reads; none where nothing does."""
        return self.best if self.answers else ()


def gather(view: Snapshot, question: str, filters: Filters = _ALL, limit: int = CONSIDERED) -> Evidence:
    """Search for the question and weigh what is found; ``limit`` passages are ranked, or ``DEPTH`` if that is more."""
    return weigh(view, question, view.search(question, filters, max(limit, DEPTH)))


def weigh(view: Snapshot, question: str, hits: Sequence[Hit]) -> Evidence:
    """What the passages say to the question, which has just been searched for; best passage first."""
    considered, size = distinct(view, hits, CONSIDERED), view.size
    found = ranked(candidates(view, question, considered))
    if not found:
        return Evidence(tuple(hits), considered, (), (), 0.0)
    missing = unknown(question, view.question_words(question))
    meaning = max(hit.meaning for hit in considered)
    confidence = gate.probability(gate.signals(size, missing, meaning, found[0]))

    def stands(one: Candidate) -> bool:
        """Whether it goes on from the best one, or of another document answers by itself."""
        if one.document.digest == found[0].document.digest:
            return True
        own = gate.signals(size, missing, considered[one.rank].meaning, one)
        return gate.probability(own) >= gate.THRESHOLD

    best = [one for one in choose(found) if stands(one)]
    return Evidence(tuple(hits), considered, tuple(found), tuple(standing(best)), confidence)


#: Sentences in an answer, those that others lean on among them.
MOST = 4


def standing(chosen: Sequence[Sentence]) -> list[Sentence]:
    """The chosen sentences with those that they lean on: "He rejected this." brings the sentence before it.

    The best come first in ``chosen``; of what is brought along only so much that the answer stays short.
    """
    taken = list(chosen)
    for sentence in chosen:
        before = _before(sentence) if leans(sentence.text, sentence.language) else None
        if before and len(taken) < MOST and before.place not in {one.place for one in taken}:
            taken.insert(taken.index(sentence), before)
    return taken


def _before(sentence: Sentence) -> Sentence | None:
    """The sentence before it in its paragraph."""
    block = sentence.block
    whole = Passage(block.ordinal, block.ordinal, block.start, block.end, "")
    starts = [(start, end) for _, start, end in sentences(sentence.document, whole) if start < sentence.start]
    return Sentence(sentence.document, block, *starts[-1]) if starts else None
