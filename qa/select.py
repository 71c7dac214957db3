"""From ranked passages to the sentences that answer.

A candidate is a whole sentence of a ranked passage. It is scored by what is known without a language model:
how near it is to the question in meaning, which of the question's words it and its paragraph hold (weighted by how rare
they are in the library), and whether it holds the kind of thing that the question asks for. All are on absolute
scales, so that one score means the same for every question.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from documents import Block, Document
from index.analysis import count_terms
from index.model import Passage
from index.passages import sentences
from qa.cues import HOLDS, LACKS, cue_of

if TYPE_CHECKING:
    from index.model import Hit, WeighedWord
    from index.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of a candidate; each is about 0–1."""

    #: Cosine of question and sentence.
    nearness: float
    #: Share of the question's words that the sentence holds, weighted by idf.
    coverage: float
    #: The same for the sentence with its paragraph, its title and its headings.
    surroundings: float
    #: Weight of the heaviest word of the question that even the surroundings lack, as a share of all.
    lacking: float
    #: Whether it holds the kind of thing that the question asks for (1), does not (0), or any kind will do (½).
    cue: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that might answer; ``start`` and ``end`` are offsets into the document's text."""

    document: Document
    block: Block
    start: int
    end: int
    #: The rank of its passage, from 0.
    rank: int
    features: Features

    @property
    def text(self) -> str:
        """The sentence."""
        return self.document.text[self.start : self.end]


#: Sentences of this many of the best passages are considered: the one that answers is among them for 92 to 98 of 100
#: questions (docs/decisions/0005-answers.md), and each passage more costs the embedding of about five sentences.
PASSAGES = 5


def candidates(view: Snapshot, question: str, hits: Sequence[Hit]) -> list[Candidate]:
    """Every sentence of the best passages with its features, in ranked order."""
    words, cue = view.question_words(question), cue_of(question)
    places = [
        (document, block, start, end, rank)
        for rank, hit in enumerate(hits[:PASSAGES])
        for document in (view.document(hit.document),)
        for block, start, end in sentences(document, Passage(hit.first, hit.last, hit.start, hit.end, ""))
        if not _lists_sources(block)
    ]
    nearness = view.nearness(question, [document.text[start:end] for document, _, start, end, _ in places])
    around = {
        (document.digest, block.ordinal): shares(words, _around(document, block)) for document, block, *_ in places
    }
    found = []
    for (document, block, start, end, rank), near in zip(places, nearness, strict=True):
        sentence, context = document.text[start:end], around[document.digest, block.ordinal]
        held = shares(words, [(sentence, block.language or document.metadata.language)])
        features = Features(float(near), sum(held), sum(context), _heaviest_missing(words, context), cue(sentence))
        found.append(Candidate(document, block, start, end, rank, features))
    return found


#: Headings of lists of what was read: their entries name subjects and answer nothing.
_SOURCES = re.compile(
    r"[\d.\s]*(?:sources?|references|bibliography|works cited|further reading|literature|źródła|bibliografia|literatura"
    r"|quellen|quellenverzeichnis|literatur|literaturverzeichnis|références|bibliographie|источники|литература|джерела"
    r"|література)\s*:?",
    re.IGNORECASE,
)


def _lists_sources(block: Block) -> bool:
    return bool(block.section) and _SOURCES.fullmatch(block.section[-1]) is not None


def _around(document: Document, block: Block) -> list[tuple[str, str]]:
    """The block with what stands above it, each text with its language."""
    above = "\n".join((document.metadata.title, *block.section))
    if not block.language:
        return [(f"{above}\n{document.text_of(block)}", document.metadata.language)]
    return [(above, document.metadata.language), (document.text_of(block), block.language)]


def shares(words: Sequence[WeighedWord], texts: Sequence[tuple[str, str]]) -> list[float]:
    """For each word of the question its share of the question's weight (idf) where the texts hold it, else 0.

    Each text comes with its language, by which its words are stemmed as those of the passages were.
    """
    total = sum(word.weight for word in words) or 1.0
    terms: set[str] = set()
    for text, language in texts:
        terms |= count_terms(text, "", language).keys()
    return [0.0 if terms.isdisjoint(word.alternatives) else word.weight / total for word in words]


def _heaviest_missing(words: Sequence[WeighedWord], held: Sequence[float]) -> float:
    total = sum(word.weight for word in words) or 1.0
    return max((word.weight / total for word, share in zip(words, held, strict=True) if not share), default=0.0)


# ---------------------------------------------------------------- choosing

#: Weights of the features in a candidate's score. Swept with benchmarks/answers.py on four sets (xquad-de, squad2-dev,
#: poquad, nq-dev; docs/decisions/0005-answers.md): within 1 point of the best, with the fewest features.
WEIGHTS = Features(nearness=1.0, coverage=0.8, surroundings=0.8, lacking=0.0, cue=0.25)
#: A further sentence must come this close to the best one: with 0.1, 0.3 and 0.6 an answer has 1.3, 2.0 and 2.5
#: sentences and holds the evidence in 68, 77 and 82 of 100 questions of those sets.
MARGIN = 0.25
#: Sentences in an answer: more is a reading list.
MOST = 3


def score(candidate: Candidate) -> float:
    """How well the candidate answers: comparable between questions, not a probability."""
    return float(sum(map(operator.mul, astuple(WEIGHTS), astuple(candidate.features))))


def ranked(found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, best first; of sentences that say the same only the best."""
    best: dict[str, Candidate] = {}
    for candidate in sorted(found, key=lambda one: (-score(one), one.rank, one.start)):
        best.setdefault(" ".join(candidate.text.casefold().split()), candidate)
    return list(best.values())


def choose(found: Sequence[Candidate]) -> list[Candidate]:
    """One to three sentences that answer, in an order that reads: the best document first, each in its own order."""
    order = ranked(found)
    if not order:
        return []
    floor = score(order[0]) - MARGIN
    # Beside a sentence with a date, one without does not answer "when"; no evidence was lost by this (decision 0005).
    told = order[0].features.cue == HOLDS
    taken = [one for one in order[:MOST] if score(one) >= floor and not (told and one.features.cue == LACKS)]
    documents = list(dict.fromkeys(candidate.document.digest for candidate in taken))
    return sorted(taken, key=lambda one: (documents.index(one.document.digest), one.start))
