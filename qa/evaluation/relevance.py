"""The hit rule: when does a passage hold the evidence?

Same document, same page where both have one, and at least 80 % of the words of the shorter of both in common: evidence
may be a sentence of a long passage, or a whole paragraph of which the passage is a part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from documents.model import Document
from index import analysis
from qa.evaluation.gold import Evidence, Question

#: A passage holds the evidence when it has this share of the words of the shorter of both (../shared/eval/README.md).
OVERLAP = 0.8
#: A paragraph of fewer distinct words ("Yes.", "Overview") is evidence only if it has all of the evidence's words: by
#: the rule alone it would be part of any longer evidence that happens to use them.
SHORTEST = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text as the hit rule sees it: its document's name or id, and its first and last physical page."""

    document: str
    text: str
    pages: tuple[int, int] | None = None

    def holds(self, evidence: Evidence) -> bool:
        """The rule."""
        if self.document != evidence.document:
            return False
        if evidence.page is not None and self.pages and not self.pages[0] <= evidence.page <= self.pages[1]:
            return False
        own, wanted = words_of(self.text), words_of(evidence.text)
        return not wanted or len(own & wanted) >= OVERLAP * min(len(own), len(wanted)) > 0

    def tells(self, evidence: Evidence) -> bool:
        """The rule for one paragraph or sentence, which may be too short for the words alone to say anything."""
        if not self.holds(evidence):
            return False
        own = words_of(self.text)
        return len(own) >= SHORTEST or words_of(evidence.text) <= own


def candidate(name: str, document: Document, start: int, end: int) -> Candidate:
    """A part of a document, under the name by which evidence calls it, with the pages that it stands on."""
    first, last = document.page_at(start), document.page_at(end - 1)
    return Candidate(name, document.text[start:end], (first.number, last.number) if first and last else None)


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage and, one by one, the paragraphs of it: of one that is longer than the passage, the part in it."""

    whole: Candidate
    paragraphs: tuple[Candidate, ...]

    def gain(self, evidence: Sequence[Evidence]) -> int:
        """How many of its paragraphs hold evidence; 1 where only several of them together do."""
        own = [one for one in evidence if one.document == self.whole.document]
        relevant = sum(any(paragraph.tells(one) for one in own) for paragraph in self.paragraphs)
        return max(relevant, int(any(self.whole.holds(one) for one in own)))


@lru_cache(maxsize=65_536)
def words_of(text: str) -> frozenset[str]:
    """The distinct words of a text."""
    return frozenset(analysis.words(text))


def hits(question: Question, ranked: Sequence[Candidate]) -> list[bool]:
    """For each rank whether the question is served by then: by any evidence, or by all of it."""
    missing = set(range(len(question.evidence)))
    served = []
    for candidate in ranked:
        missing -= {number for number in missing if candidate.holds(question.evidence[number])}
        served.append(not missing if question.needs_all else len(missing) < len(question.evidence))
    return served


def held(question: Question, ranked: Sequence[Candidate]) -> int:
    """How many pieces of the evidence the passages hold together."""
    return sum(any(candidate.holds(one) for candidate in ranked) for one in question.evidence)


def of_documents(question: Question) -> Question:
    """The same question when any passage of a right document serves it."""
    return replace(question, needs_all=False, evidence=tuple(Evidence(one.document, "") for one in question.evidence))


def of_pages(question: Question) -> Question:
    """The same question when any passage of a right page serves it; without evidence where no page is known."""
    pages = tuple(Evidence(one.document, "", one.page) for one in question.evidence if one.page is not None)
    return replace(question, needs_all=False, evidence=pages)
