"""Sentences are chosen whole, once, and in an order that reads."""

from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents import Block, BlockKind, Document, Metadata, digest_of
from index.model import Hit, WeighedWord
from qa import gate, select
from qa.select import Candidate, Features, candidates, ranked, score, shares

PLAIN = Features(0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.0)
DAM = "The dam was opened in 1967. It is 94 metres high. Engineers praised it."


def document(text=DAM, name="a", kind=BlockKind.PARAGRAPH):
    return Document(digest_of(name.encode()), f"/{name}.txt", text, (Block(0, kind, 0, len(text)),))


def candidate(of, start, end, **features):
    return Candidate(of, of.blocks[0], start, end, 0, replace(PLAIN, **features))


@dataclass
class View:
    """What candidates() asks of a snapshot, with meanings given by hand."""

    held: Document
    near: dict[str, float]
    words: tuple[WeighedWord, ...] = ()

    def question_words(self, question):
        return self.words

    def document(self, name):
        return self.held

    def mentions(self, name, question):
        words = self.held.text.casefold()
        return tuple(any(term in words for term in word.alternatives) for word in self.words)

    def nearness(self, question, texts):
        return np.array([self.near.get(text, 0.0) for text in texts], np.float32)


def choose(found):
    return select.choose(ranked(found))


def hit(start, end, last=0, score=0.6):
    return Hit("d", 1, 0, last, start, end, score, 0.5, 0.7)


def test_every_sentence_of_a_ranked_passage_is_a_candidate():
    held = document()
    found = candidates(View(held, {}), "How high is it?", [hit(0, len(DAM))])
    assert [one.text for one in found] == [
        "The dam was opened in 1967.",
        "It is 94 metres high.",
        "Engineers praised it.",
    ]
    assert [one.features.cue for one in found] == [0.5, 1.0, 0.0]


def test_a_part_of_a_long_paragraph_brings_whole_sentences_of_its_own():
    held = document()
    found = candidates(View(held, {}), "Why?", [hit(30, 40)])
    assert [one.text for one in found] == ["It is 94 metres high."]


def test_rows_of_a_table_are_its_sentences():
    held = document("Year | Price\n2020 | 3.4\n2021 | 4.1", kind=BlockKind.TABLE)
    found = candidates(View(held, {}), "Why?", [hit(0, len(held.text))])
    assert [one.text for one in found] == ["Year | Price", "2020 | 3.4", "2021 | 4.1"]


def test_an_entry_of_a_list_of_sources_is_no_answer():
    held = document()
    listed = replace(held, blocks=(replace(held.blocks[0], section=("2. Sources",)),))
    assert candidates(View(listed, {}), "How high is it?", [hit(0, len(DAM))]) == []


def test_words_weigh_by_how_rare_they_are():
    words = (WeighedWord("dam", ("en:dam",), 1.0, 9), WeighedWord("Aswan", ("en:aswan",), 3.0, 1))
    assert shares(words, [("The dam is high.", "en")]) == [0.25, 0.0]
    held = replace(document(), metadata=Metadata(language="en"))
    found = candidates(View(held, {}, words), "Why?", [hit(0, 27)])
    assert found[0].features.coverage == 0.25


def test_a_sentence_and_its_neighbours_hold_the_words_of_all_of_them():
    words = (WeighedWord("high", ("en:high",), 1.0, 9), WeighedWord("opened", ("en:open",), 3.0, 1))
    held = replace(document(), metadata=Metadata(language="en"))
    found = candidates(View(held, {}, words), "Why?", [hit(0, len(DAM))])
    assert [one.features.coverage for one in found] == [0.75, 0.25, 0.0]
    assert [one.features.neighbours for one in found] == [1.0, 1.0, 0.25]


def test_a_sentence_across_two_passages_is_one_candidate_of_the_better_one():
    held = document()
    found = candidates(View(held, {}), "Why?", [hit(30, 60), hit(0, 29)])
    assert [(one.start, one.rank) for one in found] == [(28, 0), (50, 0), (0, 1)]


def test_names_are_what_has_a_capital_or_a_digit_and_does_not_merely_begin_the_question():
    words = [WeighedWord(word, (word.lower(),), 1.0, 1) for word in ("Ships", "Suez", "canal", "2021")]
    assert select.named("Ships of the Suez canal in 2021?", words) == [0.0, 0.25, 0.0, 0.25]
    assert select.named("NATO ships?", [WeighedWord("NATO", ("nato",), 1.0, 1)]) == [1.0]


def test_in_german_a_capital_is_any_nouns_and_names_nothing():
    words = [WeighedWord(word, (word.lower(),), 1.0, 1) for word in ("Schiffe", "NATO", "1949")]
    assert select.named("Wie viele Schiffe hatte die NATO im Jahr 1949?", words) == [0.0, 1 / 3, 1 / 3]


def test_the_names_that_a_library_never_has_are_a_share_of_all_names_in_the_question():
    words = [WeighedWord("ships", ("ship",), 5.0, 0), WeighedWord("Suez", ("suez",), 3.0, 7)]
    lost = WeighedWord("Atlantis", ("atlantis",), 1.0, 0)
    assert select.unknown("Did ships of Suez reach Atlantis?", [*words, lost]) == 0.25
    assert select.unknown("Did ships of Suez sail?", words) == 0.0
    assert select.unknown("Did ships sail?", words[:1]) == 0.0


def test_a_sentence_has_the_language_of_its_paragraph_or_else_of_its_document():
    held = replace(document(), metadata=Metadata(language="en"))
    assert select.Sentence(held, held.blocks[0], 0, 27).language == "en"
    assert select.Sentence(held, replace(held.blocks[0], language="pl"), 0, 27).language == "pl"


def test_only_sentences_of_the_best_passages_are_candidates():
    text = " ".join(f"Dam number {number} is high." for number in range(10, 20))
    held = document(text)
    starts = [text.index(f"Dam number {number}") for number in range(10, 20)]
    found = candidates(View(held, {}), "Why?", [hit(start, start + 22) for start in starts])
    assert [one.rank for one in found] == list(range(select.PASSAGES))


def test_what_is_said_of_another_one_of_a_series_is_no_candidate():
    held = document("EstLink 1 was opened in 2006. EstLink 2 was opened in 2014. Both are cables.")
    words = (WeighedWord("EstLink", ("estlink",), 3.0, 1), WeighedWord("1", ("1",), 1.0, 9))
    found = candidates(View(held, {}, words), "When was EstLink 1 opened?", [hit(0, len(held.text))])
    assert [one.text for one in found] == ["EstLink 1 was opened in 2006.", "Both are cables."]


def test_a_document_mentions_a_share_of_the_names_and_all_of_none():
    words = (WeighedWord("Aswan", ("aswan",), 3.0, 1), WeighedWord("Egypt", ("egypt",), 1.0, 1))
    held = document("The dam of Aswan is high.")
    [found] = candidates(View(held, {}, words), "How high is the dam of Aswan in Egypt?", [hit(0, len(held.text))])
    assert found.features.names == 0.75
    lower = (WeighedWord("aswan", ("aswan",), 3.0, 1),)
    [found] = candidates(View(held, {}, lower), "how high is aswan?", [hit(0, len(held.text))])
    assert found.features.names == 1.0


def test_a_piece_of_a_few_words_is_brief():
    found = candidates(View(document(), {}), "Why?", [hit(0, len(DAM))])
    assert [one.features.brief for one in found] == [0.0, 0.0, 1.0]


def test_each_text_holds_the_words_of_its_own_language():
    words = (WeighedWord("gazu", ("en:gazu", "gazu", "pl:gaz"), 1.0, 9), WeighedWord("dams", ("en:dam",), 1.0, 9))
    assert shares(words, [("A dam.", "en"), ("Magazyn gazu.", "pl")]) == [0.5, 0.5]
    assert shares(words, [("A dam. Magazyn gazem.", "en")]) == [0.0, 0.5]


@pytest.mark.parametrize("feature", ["nearness", "coverage", "neighbours", "surroundings", "passage", "cue"])
def test_more_evidence_never_lowers_a_score(feature):
    held = document()
    assert score(candidate(held, 0, 27, **{feature: 0.9})) >= score(candidate(held, 0, 27, **{feature: 0.1}))


def test_what_two_documents_say_in_the_same_words_is_said_once():
    one, other = document(name="a"), document(name="b")
    chosen = choose([candidate(one, 0, 27), candidate(other, 0, 27, nearness=0.6)])
    assert [item.document.source for item in chosen] == ["/b.txt"]


def test_sentences_of_one_document_stand_in_its_order():
    held = document()
    chosen = choose(
        [candidate(held, 50, 71, nearness=0.52), candidate(held, 28, 49, nearness=0.51), candidate(held, 0, 27)]
    )
    assert [item.start for item in chosen] == [0, 28, 50]


def test_a_sentence_far_below_the_best_is_not_said():
    held = document()
    chosen = choose([candidate(held, 0, 27, nearness=0.9), candidate(held, 28, 49, nearness=0.9 - 2 * select.MARGIN)])
    assert [item.start for item in chosen] == [0]


def test_beside_a_sentence_with_what_is_asked_for_one_without_is_not_said():
    held = document()
    found = [candidate(held, 0, 27, nearness=0.6, cue=1.0), candidate(held, 28, 49, nearness=0.7, cue=0.0)]
    assert [item.start for item in choose(found)] == [0]


@given(st.lists(st.tuples(st.integers(0, 2), st.floats(0, 1)), max_size=12))
def test_an_answer_has_at_most_three_sentences_and_never_none_of_some(spec):
    held = document()
    spans = [(0, 27), (28, 49), (50, 71)]
    chosen = choose([candidate(held, *spans[which], nearness=near) for which, near in spec])
    assert len(chosen) <= select.MOST
    assert bool(chosen) == bool(spec)
    assert len({item.text for item in chosen}) == len(chosen)


def says(found, meaning=0.7, size=1000):
    return gate.probability(gate.signals(size, 0.0, meaning, found)) >= gate.THRESHOLD


POOR = {"nearness": 0.3, "coverage": 0.28, "neighbours": 0.28, "surroundings": 0.28, "passage": 0.3}
GOOD = {"nearness": 0.8, "coverage": 1.0, "neighbours": 1.0, "surroundings": 1.0, "passage": 0.9, "cue": 1.0}


def test_the_gate_says_no_when_the_word_that_matters_is_nowhere():
    assert not says(candidate(document(), 0, 27, **POOR), meaning=0.4)


def test_the_gate_says_yes_to_a_near_sentence_with_every_word():
    assert says(candidate(document(), 0, 27, **GOOD))


def test_the_same_evidence_is_worth_less_in_a_larger_library():
    found = candidate(document(), 0, 27)
    said = [gate.probability(gate.signals(size, 0.0, 0.7, found)) for size in (10, 59, 1000, 1_000_000)]
    assert said[0] == said[1] > said[2] > said[3]
