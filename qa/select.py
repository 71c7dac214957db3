"""From ranked passages to the sentences that answer.

A candidate is a whole sentence of a ranked passage. It is scored by what is known without a language model:
how near it is to the question in meaning, which of the question's words it and its paragraph hold (weighted by how rare
they are in the library), and whether it holds the kind of thing that the question asks for. All are on absolute
scales, so that one score means the same for every question.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from documents import Block, Document
from index.analysis import count_terms
from index.model import Passage
from index.passages import sentences
from qa.language.cues import ANY, cue_of
from qa.language.numbered import another
from qa.language.references import speech_of

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
    #: The same for the sentence with its neighbours in the paragraph.
    neighbours: float
    #: The same for the sentence with its paragraph, its title and its headings.
    surroundings: float
    #: The share, by weight, of the names and numbers in the question that its document has anywhere; 1 for none.
    names: float
    #: What its passage was ranked by.
    passage: float
    #: How far it holds the kind of thing that the question asks for (qa/language/cues.py).
    cue: float
    #: 1 for a piece of fewer than FEW words, which says little by itself; else 0.
    brief: float


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document, or a row of a table; ``start`` and ``end`` are offsets into the document's text."""

    document: Document
    block: Block
    start: int
    end: int

    @property
    def text(self) -> str:
        """Its words."""
        return self.document.text[self.start : self.end]

    @property
    def language(self) -> str:
        """Its language, ISO 639-1, or empty."""
        return self.block.language or self.document.metadata.language

    @property
    def place(self) -> tuple[str, int]:
        """Names it among all sentences."""
        return self.document.digest, self.start


@dataclass(frozen=True, slots=True)
class Candidate(Sentence):
    """A sentence that might answer."""

    #: The rank of its passage, from 0.
    rank: int
    features: Features


#: Sentences of this many of the best passages are considered: the one that answers is among them for 92 to 98 of 100
#: questions (docs/decisions/0005-answers.md), and each passage more costs the embedding of about five sentences.
PASSAGES = 5


#: A sentence has at least so many words: "Yes.", "See Table 3" and what a stop inside a name cuts off have fewer.
FEW = 5


#: For each word of the question its share of the question's weight, or 0 where it is not held.
_Held = Sequence[float]


def candidates(view: Snapshot, question: str, hits: Sequence[Hit]) -> list[Candidate]:
    """Every sentence of the best passages with its features, in ranked order.

    What speaks of another one of a series than the question does (qa/language/numbered.py) is left out.
    """
    of_another = another(question, {word.surface for word in view.question_words(question)})
    found = [one for one in _sentences(view, hits[:PASSAGES]) if not of_another(one[0].text, _above(one[0]))]
    places = [sentence for sentence, _ in found]
    features = _features(view, question, places, [hits[rank].score for _, rank in found])
    return [
        Candidate(one.document, one.block, one.start, one.end, rank, known)
        for (one, rank), known in zip(found, features, strict=True)
    ]


def _features(
    view: Snapshot, question: str, places: Sequence[Sentence], passages: Sequence[float]
) -> Iterator[Features]:
    """What is known of each sentence; ``passages`` are the scores of theirs."""
    words, cue = view.question_words(question), cue_of(question)
    nearness = view.nearness(question, [one.text for one in places]).tolist()
    held = [shares(words, [(one.text, one.language)]) for one in places]
    paragraphs = {_paragraph(one): one for one in places}
    around = {name: sum(shares(words, _around(one.document, one.block))) for name, one in paragraphs.items()}
    naming = named(question, words)
    documents = {one.document.digest: one.document.id for one in places}
    names = {digest: _mentioned(naming, view.mentions(name, question)) for digest, name in documents.items()}
    for at, one in enumerate(places):
        yield Features(
            nearness=nearness[at],
            coverage=sum(held[at]),
            neighbours=sum(_with_neighbours(places, held, at)),
            surroundings=around[_paragraph(one)],
            names=names[one.document.digest],
            passage=passages[at],
            cue=cue(one.text),
            brief=float(len(one.text.split()) < FEW),
        )


def _sentences(view: Snapshot, hits: Sequence[Hit]) -> Iterator[tuple[Sentence, int]]:
    """The sentences of the passages with the ranks of these; one across a cut belongs to the better passage."""
    seen = set()
    for rank, hit in enumerate(hits):
        document = view.document(hit.document)
        for block, start, end in sentences(document, Passage(hit.first, hit.last, hit.start, hit.end, "")):
            sentence = Sentence(document, block, start, end)
            if sentence.place not in seen and not _lists_sources(block):
                seen.add(sentence.place)
                yield sentence, rank


def named(question: str, words: Sequence[WeighedWord]) -> list[float]:
    """For each word of the question its share of the question's weight if it names something, else 0.

    What has a digit, or a capital that is not only the question's first or, in German, any noun's: what is said of
    another thing answers nothing of this one.
    """
    total = sum(word.weight for word in words) or 1.0
    speech = speech_of(question, "")
    nouns = speech is not None and speech.language == "de"
    return [word.weight / total if _names(question, word.surface, nouns=nouns) else 0.0 for word in words]


def unknown(question: str, words: Sequence[WeighedWord]) -> float:
    """The share, by weight, of the names and numbers in the question that never occur in the library; 0 for none."""
    naming = named(question, words)
    total = sum(naming)
    return sum(one for one, word in zip(naming, words, strict=True) if not word.passages) / total if total else 0.0


def _names(question: str, surface: str, *, nouns: bool) -> bool:
    plain = nouns or question.lstrip("\"'“„«¿ ").startswith(surface)
    return surface[0].isdigit() or surface[1:2].isupper() or (surface[0].isupper() and not plain)


def _mentioned(naming: Sequence[float], mentions: Sequence[bool]) -> float:
    """Which share of the names is mentioned; 1 where there are none."""
    total = sum(naming)
    return sum(one for one, held in zip(naming, mentions, strict=True) if held) / total if total else 1.0


def _paragraph(sentence: Sentence) -> tuple[str, int]:
    return sentence.document.digest, sentence.block.ordinal


def _with_neighbours(places: Sequence[Sentence], held: Sequence[_Held], at: int) -> list[float]:
    """What the sentence holds together with the one before and the one after it in its paragraph."""
    beside = [other for other in (at - 1, at, at + 1) if 0 <= other < len(places)]
    near = [held[other] for other in beside if _paragraph(places[other]) == _paragraph(places[at])]
    return [max(shares) for shares in zip(*near, strict=True)]


#: Headings of lists of what was read: their entries name subjects and answer nothing.
_SOURCES = re.compile(
    r"[\d.\s]*(?:sources?|references|bibliography|works cited|further reading|literature|źródła|bibliografia|literatura"
    r"|quellen|quellenverzeichnis|literatur|literaturverzeichnis|références|bibliographie|источники|литература|джерела"
    r"|література)\s*:?",
    re.IGNORECASE,
)


def _lists_sources(block: Block) -> bool:
    return bool(block.section) and _SOURCES.fullmatch(block.section[-1]) is not None


def _above(sentence: Sentence) -> str:
    """What stands above it: title and headings, and its paragraph up to it."""
    before = sentence.document.text[sentence.block.start : sentence.start]
    return "\n".join((sentence.document.metadata.title, *sentence.block.section, before))


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


# ---------------------------------------------------------------- choosing

#: Fitted by `python -m benchmarks.answers --fit` on the tuning halves of eight sets, rounded;
#: docs/decisions/0005-answers.md has what some of them add.
WEIGHTS = Features(
    nearness=1.0, coverage=1.0, neighbours=0.4, surroundings=1.0, names=0.4, passage=2.6, cue=1.15, brief=-0.8
)
#: A further sentence must come this close to the best one: with 0.2, 0.5 and 0.9 an answer has 1.5, 2.0 and 2.5
#: sentences and holds the evidence in 66, 72 and 75 of 100 questions of those halves.
MARGIN = 0.5
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


def choose(order: Sequence[Candidate]) -> list[Candidate]:
    """One to three sentences that answer, in an order that reads: the best document first, each in its own order.

    Args:
        order: The candidates as ``ranked`` gives them.
    """
    if not order:
        return []
    floor = score(order[0]) - MARGIN
    # Beside a sentence with a date, one without does not answer "when"; no evidence was lost by this (decision 0005).
    told = order[0].features.cue > ANY
    taken = [one for one in order[:MOST] if score(one) >= floor and not (told and one.features.cue < ANY)]
    documents = list(dict.fromkeys(candidate.document.digest for candidate in taken))
    return sorted(taken, key=lambda one: (documents.index(one.document.digest), one.start))
