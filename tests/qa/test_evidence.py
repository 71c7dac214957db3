"""What decides on an answer: passages that say something of their own, the best sentence, what stands beside it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from documents import Block, BlockKind, Document, Metadata, digest_of
from index.model import Hit, WeighedWord
from qa.evidence import MOST, standing, weigh
from qa.select import Sentence

QUESTION = "How many ships waited at the canal?"
WORDS = tuple(WeighedWord(word, (f"en:{word}",), 2.0, 5) for word in ("ship", "wait", "canal"))
SHIPS = "More than 400 ships waited at the canal."
LATER = "Some 420 ships waited at the canal in the end."


@dataclass(frozen=True)
class Entry:
    published: str = ""


@dataclass
class View:
    """What weigh() asks of a snapshot, with meanings given by hand."""

    held: dict[str, Document]
    near: dict[str, float]
    size: int = 1000

    def find(self, name):
        return Entry()

    def document(self, name):
        return self.held[name]

    def question_words(self, question):
        return WORDS

    def mentions(self, name, question):
        return (True,) * len(WORDS)

    def nearness(self, question, texts):
        return np.array([self.near.get(text, 0.0) for text in texts], np.float32)


def document(text, name):
    return Document(
        digest_of(name.encode()), f"/{name}.txt", text, (Block(0, BlockKind.PARAGRAPH, 0, len(text)),),
        Metadata(language="en"),
    )  # fmt: skip


def view(size=1000, **texts):
    held = [document(text, name) for name, text in texts.items()]
    return View({one.id: one for one in held}, {SHIPS: 0.9, LATER: 0.8}, size)


def hits(found, *meanings):
    """A passage of each document, each as well ranked as the others."""
    named = zip(found.held.values(), meanings, strict=True)
    return [Hit(one.id, number, 0, 0, 0, len(one.text), 0.8, 0.8, near) for number, (one, near) in enumerate(named)]


def texts(evidence):
    return [one.text for one in evidence.chosen]


def test_another_document_is_quoted_beside_the_best_one_only_where_it_answers_by_itself():
    both = view(size=10_000_000, a=SHIPS, b=LATER)
    assert texts(weigh(both, QUESTION, hits(both, 0.8, 0.8))) == [SHIPS, LATER]
    evidence = weigh(both, QUESTION, hits(both, 0.8, 0.0))
    assert [one.text for one in evidence.candidates] == [SHIPS, LATER]
    assert texts(evidence) == [SHIPS]


def test_a_further_sentence_of_the_document_that_answers_is_quoted_as_its_best_one_is():
    one = view(size=10_000_000, a=f"{SHIPS} {LATER}")
    assert texts(weigh(one, QUESTION, hits(one, 0.8))) == [SHIPS, LATER]


def test_reprints_take_one_place_among_the_passages_that_decide():
    copies = view(**{f"n{number}": SHIPS for number in range(12)}, other=LATER)
    names = list(copies.held)
    evidence = weigh(copies, QUESTION, hits(copies, *[0.8] * 13))
    assert len(evidence.hits) == 13
    assert [hit.document for hit in evidence.considered] == [names[0], names[-1]]


def test_where_no_passage_is_found_nothing_answers():
    evidence = weigh(view(a=SHIPS), QUESTION, [])
    assert (evidence.chosen, evidence.candidates, evidence.confidence, evidence.answers) == ((), (), 0.0, False)


LEANING = "The canal was blocked. It was dug in 1869. He rejected this. They left. However, it was freed."


def sentence(start_of):
    held = document(LEANING, "leaning")
    start = LEANING.index(start_of)
    end = LEANING.find(". ", start) + 1 or len(LEANING)
    return Sentence(held, held.blocks[0], start, end)


def test_a_sentence_that_leans_brings_the_one_before_it_once():
    assert [one.text for one in standing([sentence("He rejected")])] == ["It was dug in 1869.", "He rejected this."]
    both = [sentence("It was dug"), sentence("He rejected")]
    assert [one.text for one in standing(both)] == [
        "The canal was blocked.",
        "It was dug in 1869.",
        "He rejected this.",
    ]
    assert standing([sentence("The canal")]) == [sentence("The canal")]


def test_what_is_brought_along_leaves_the_answer_short():
    chosen = [sentence(start) for start in ("It was dug", "They left", "However")]
    told = standing(chosen)
    assert len(told) == MOST
    assert [one.place for one in told if one in chosen] == [one.place for one in chosen]
