"""Questions are asked of a library, and what comes back is judged by their evidence."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.model import Filters
from qa.answer import LONGEST, acceptable
from qa.evaluation import metrics
from qa.evaluation.bench import Bench
from qa.evaluation.gold import Question
from qa.evaluation.relevance import Candidate, Shown, held, hits, of_documents, of_pages
from qa.language import conversation

#: The figures of a ranking, in the order in which they are shown.
FIGURES = (
    "hit@1", "hit@5", "hit@10", "coverage@5", "mrr@10", "ndcg@10", "page@1", "page@5", "document@1", "document@5",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question as it was answered: all that the figures are made of."""

    question: Question
    #: Of the question, or else of the document that holds its evidence; empty where neither is known.
    language: str
    #: Ranking → figure → value, ``nan`` where the question has none; empty for a question without evidence.
    figures: Mapping[str, Mapping[str, float]]
    #: The gate's probability that the library answers, 0–1.
    confidence: float
    answered: bool
    #: Whether a sentence that would be quoted holds evidence; never for a question that has no answer.
    right: bool


@dataclass(frozen=True, slots=True)
class Way:
    """How questions are asked: as they stand, of the document that they are about, or with those before them."""

    name: str
    scoped: bool = False
    resolved: bool = False

    def asks(self, question: Question) -> bool:
        """Whether the question can be asked so."""
        return bool(question.about) or not self.scoped

    def text(self, question: Question) -> str:
        """What is searched."""
        if not self.resolved:
            return acceptable(question.text)
        return conversation.resolve(acceptable(question.text), question.earlier).searched[:LONGEST]

    def filters(self, question: Question) -> Filters:
        """Where it is searched."""
        return Filters(documents=(question.about,)) if self.scoped else Filters()


ALONE = Way("")
SCOPED = Way("scoped", scoped=True)
IN_CONVERSATION = Way("in conversation", resolved=True)


def ways(questions: Sequence[Question]) -> list[Way]:
    """As they stand; and scoped or in conversation where a question with evidence can be."""
    found = [ALONE]
    questions = [question for question in questions if question.labelled]
    if any(question.about for question in questions):
        found.append(SCOPED)
    if any(question.earlier for question in questions):
        found.append(IN_CONVERSATION)
    return found


def ask(bench: Bench, question: Question, way: Way = ALONE) -> Outcome:
    """Ask one question and judge what comes back.

    Raises:
        QuestionRefused: it is too long to be asked.
    """
    text, filters = way.text(question), way.filters(question)
    ranked = bench.ranked(text, filters)
    quoted = bench.quoted(text, ranked["reranked"])
    figures: dict[str, Mapping[str, float]] = {}
    if question.labelled:
        ideal = _ideal(bench, question)
        for name, found in ranked.items():
            figures[name] = judged(question, [bench.shown(hit) for hit in found], ideal)
    return Outcome(
        question, _language(bench, question), figures, quoted.confidence, quoted.answered,
        right=question.labelled and any(one.tells(piece) for one in quoted.sentences for piece in question.evidence),
    )  # fmt: skip


def judged(question: Question, ranked: Sequence[Shown], ideal: Sequence[float]) -> dict[str, float]:
    """Every one of ``FIGURES`` for one ranking.

    Args:
        question: With evidence.
        ranked: The passages, best first.
        ideal: The gains of every passage that has one.
    """
    whole = [one.whole for one in ranked]
    served, documents = hits(question, whole), hits(of_documents(question), whole)
    gains = [one.gain(question.evidence) for one in ranked]
    has_text = any(one.text for one in question.evidence)
    return {
        "hit@1": metrics.hit_at(served, 1),
        "hit@5": metrics.hit_at(served, 5),
        "hit@10": metrics.hit_at(served, 10),
        "coverage@5": held(question, whole[:5]) / len(question.evidence),
        "mrr@10": metrics.reciprocal_rank(served),
        "ndcg@10": metrics.ndcg(gains, ideal) if has_text else math.nan,
        **_pages(question, whole),
        "document@1": metrics.hit_at(documents, 1),
        "document@5": metrics.hit_at(documents, 5),
    }


def _pages(question: Question, ranked: Sequence[Candidate]) -> dict[str, float]:
    paged = of_pages(question)
    served = hits(paged, ranked)
    return {f"page@{rank}": metrics.hit_at(served, rank) if paged.evidence else math.nan for rank in (1, 5)}


def _ideal(bench: Bench, question: Question) -> list[float]:
    """The gains of every passage of the documents that hold the evidence."""
    documents = dict.fromkeys(one.document for one in question.evidence if one.document)
    gains = (shown.gain(question.evidence) for name in documents for shown in bench.passages(name))
    return [gain for gain in gains if gain]


def _language(bench: Bench, question: Question) -> str:
    return question.language or next((bench.language(one.document) for one in question.evidence if one.document), "")


@dataclass(frozen=True, slots=True)
class Doubts:
    """What of the evidence no passage can be found by: the figures are lower bounds by so much."""

    pieces: int
    #: Its words are not in its document as it was read.
    nowhere: int
    #: They are, and no passage holds enough of them.
    divided: int


def doubts(bench: Bench, questions: Sequence[Question]) -> Doubts:
    """Look for every piece of evidence in its document, whatever the rankings."""
    pieces = [one for question in questions for one in question.evidence if one.document and one.text]
    lost = [one for one in pieces if not any(shown.whole.holds(one) for shown in bench.passages(one.document))]
    nowhere = sum(not bench.whole(one.document).holds(one) for one in lost)
    return Doubts(len(pieces), nowhere, len(lost) - nowhere)
