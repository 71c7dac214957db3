"""From ranked passages to the sentences that answer.

A candidate is a whole sentence of a ranked passage. It is scored by what is known without a language model:
how near it is to the question in meaning, which of the question's words it holds (weighted by how rare they
are in the library), how its passage was ranked, and whether it holds the kind of thing that the question asks
for. All four are on absolute scales, so that one score means the same for every question.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from documents import Block, BlockKind, Document, sentence_spans
from index.analysis import count_terms
from qa.cues import cue_of

if TYPE_CHECKING:
    from index.model import Hit
    from index.snapshot import Snapshot, WeighedWord


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
    #: The fused score of its passage.
    passage: float
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


#: Sentences of this many of the best passages are considered. See benchmarks/answers.py: the sentence that
#: answers stands in the first five of ten passages for all but a few questions, and each passage more costs
#: the embedding of about five sentences.
PASSAGES = 5


def candidates(view: Snapshot, question: str, hits: Sequence[Hit]) -> list[Candidate]:
    """Every sentence of the best passages with its features, in ranked order."""
    words = view.question_words(question)
    cue = cue_of(question)
    places = [
        place
        for rank, hit in enumerate(hits[:PASSAGES])
        for place in _sentences(view.document(hit.document), hit, rank)
    ]
    nearness = view.nearness(question, [document.text[start:end] for document, _, start, end, _, _ in places])
    found = []
    for (document, block, start, end, rank, passage), near in zip(places, nearness, strict=True):
        sentence, language = document.text[start:end], document.metadata.language
        held, around = shares(words, sentence, language), shares(words, _around(document, block), language)
        features = Features(
            float(near), sum(held), sum(around), _heaviest_missing(words, around), passage, cue(sentence)
        )
        found.append(Candidate(document, block, start, end, rank, features))
    return found


def _sentences(document: Document, hit: Hit, rank: int) -> Iterator[tuple[Document, Block, int, int, int, float]]:
    for block in document.blocks[hit.first : hit.last + 1]:
        if not block.citable:
            continue
        for start, end in _spans(document, block):
            if start < hit.end and end > hit.start:  # a part of a long block brings its own sentences only
                yield document, block, start, end, rank, hit.score


def _spans(document: Document, block: Block) -> Iterator[tuple[int, int]]:
    """The sentences of a block; the rows of a table."""
    if block.kind is not BlockKind.TABLE:
        yield from sentence_spans(document.text, block.start, block.end)
        return
    for row in re.finditer(r"[^\n]+", document.text_of(block)):
        yield block.start + row.start(), block.start + row.end()


def _around(document: Document, block: Block) -> str:
    return "\n".join((document.metadata.title, *block.section, document.text_of(block)))


def shares(words: Sequence[WeighedWord], text: str, language: str) -> list[float]:
    """For each word of the question its share of the question's weight (idf) where the text holds it, else 0."""
    total = sum(word.weight for word in words) or 1.0
    terms = count_terms(text, "", language)
    return [0.0 if terms.keys().isdisjoint(word.alternatives) else word.weight / total for word in words]


def _heaviest_missing(words: Sequence[WeighedWord], held: Sequence[float]) -> float:
    total = sum(word.weight for word in words) or 1.0
    return max((word.weight / total for word, share in zip(words, held, strict=True) if not share), default=0.0)


# ---------------------------------------------------------------- choosing

#: Weights of the features in a candidate's score. Fitted: see benchmarks/answers.py.
WEIGHTS = Features(nearness=1.0, coverage=0.6, surroundings=0.2, lacking=0.0, passage=0.4, cue=0.15)
#: A further sentence must come this close to the best one. Fitted: see benchmarks/answers.py.
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
    taken = [candidate for candidate in order[:MOST] if score(candidate) >= floor]
    documents = list(dict.fromkeys(candidate.document.digest for candidate in taken))
    return sorted(taken, key=lambda one: (documents.index(one.document.digest), one.start))
