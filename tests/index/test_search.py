"""The searcher: both engines behind one verb, following the store."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
import pytest

from index.engine import Engine, Query, Terms
from index.faiss_engine import FaissEngine
from index.fusion import fuse
from index.model import Ids, Scores, Vectors
from index.search import NOTHING, TEXTS_KEPT, Searcher
from index.words import WordEngine

LETTERS = "abcdefgh"


class LetterEmbedder:
    """Counts the letters a–h: a meaning that can be done by hand. Remembers what it was asked."""

    fingerprint, dimension, length = "letters", len(LETTERS), 100

    def __init__(self) -> None:
        self.asked: list[str] = []

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def embed_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        self.asked.extend(texts)
        return np.concatenate([self._vector(text) for text in texts])

    def embed_question(self, text: str) -> Vectors:
        self.asked.append(text)
        return self._vector(text)

    def _vector(self, text: str) -> Vectors:
        counts = np.array([[text.count(letter) for letter in LETTERS]], np.float32)
        return counts / max(1e-9, float(np.linalg.norm(counts)))


def terms_of(text: str) -> Terms:
    """Every letter is a word; its number is its place in the alphabet, from 1."""
    counts = sorted(Counter(LETTERS.index(letter) + 1 for letter in text if letter in LETTERS).items())
    table = np.array(counts, np.int64).reshape(-1, 2)
    return Terms(table[:, 0], table[:, 1], np.zeros(len(table), np.int64))


def words_of(question: str) -> tuple[tuple[int, ...], ...]:
    return tuple((LETTERS.index(letter) + 1,) if letter in LETTERS else () for letter in question)


def ids_of(*numbers: int) -> Ids:
    return np.array(numbers, np.int64)


def follow(searcher: Searcher, generation: int, gone: Sequence[int], come: dict[int, str]) -> None:
    vectors = [searcher.embedder.embed_question(text) for text in come.values()]
    searcher.follow(
        generation, ids_of(*gone), ids_of(*come),
        np.concatenate(vectors) if vectors else np.empty((0, len(LETTERS)), np.float32),
        [terms_of(text) for text in come.values()],
    )  # fmt: skip


@pytest.fixture
def searcher() -> Searcher:
    made = Searcher(LetterEmbedder(), FaissEngine(len(LETTERS)), WordEngine())
    follow(made, 1, [], {1: "aab", 2: "bbc", 3: "cdd", 4: "eee", 5: "aab"})
    return made


class SpellingEmbedder(LetterEmbedder):
    """Knows no word: each letter is a token."""

    def count_tokens(self, text: str) -> int:
        return len(text)


def test_the_meaning_of_words_that_the_model_spells_out_counts_less() -> None:
    fluent, spelling = (
        Searcher(kind(), FaissEngine(len(LETTERS)), WordEngine()) for kind in (LetterEmbedder, SpellingEmbedder)
    )
    for searcher in (fluent, spelling):
        follow(searcher, 1, [], {1: "aab", 2: "bbc"})
    known, spelt = (searcher.search("aabb", words_of("ab"))[0] for searcher in (fluent, spelling))
    assert (known.words, known.meaning) == (spelt.words, spelt.meaning)
    assert spelling.trust("aabb") < fluent.trust("aabb") == 1
    assert spelt.score < known.score


def test_every_candidate_has_both_scores_and_their_fusion(searcher: Searcher) -> None:
    found = searcher.search("ab", words_of("ab"))
    query = Query(searcher.embedder.embed_question("ab"), words_of("ab"))
    assert {hit.id for hit in found} == {1, 2, 3, 4, 5}
    for hit in found:
        assert hit.words == searcher._words.score(query, ids_of(hit.id))[0]
        assert hit.meaning == searcher._dense.score(query, ids_of(hit.id))[0]
        assert hit.score == fuse(np.array([hit.words]), np.array([hit.meaning]))[0]


def test_the_order_is_by_score_and_then_by_id(searcher: Searcher) -> None:
    found = searcher.search("ab", words_of("ab"))
    assert [hit.id for hit in found][:3] == [1, 5, 2]
    assert [(-hit.score, hit.id) for hit in found] == sorted((-hit.score, hit.id) for hit in found)
    assert searcher.search("ab", words_of("ab")) == found
    assert searcher.search("ab", words_of("ab"), limit=2) == found[:2]


def test_only_passages_that_the_filter_allows_are_found(searcher: Searcher) -> None:
    assert {hit.id for hit in searcher.search("ab", words_of("ab"), ids_of(2, 4))} == {2, 4}
    assert searcher.search("ab", words_of("ab"), ids_of()) == []


def test_a_question_of_unknown_words_is_ranked_by_meaning(searcher: Searcher) -> None:
    found = searcher.search("eee", ((), ()))
    assert found[0].id == 4
    assert all(hit.words == 0 for hit in found)


def test_a_question_without_meaning_is_ranked_by_words(searcher: Searcher) -> None:
    found = searcher.search("???", ((4,),))
    assert found[0].id == 3
    assert all(hit.meaning == 0 for hit in found)


def test_a_question_of_nothing_is_no_error(searcher: Searcher) -> None:
    assert {hit.score for hit in searcher.search("", ())} == {0.0}


def test_an_empty_library_has_no_hits() -> None:
    empty = Searcher(LetterEmbedder(), FaissEngine(len(LETTERS)), WordEngine())
    assert empty.generation == NOTHING
    assert empty.search("ab", words_of("ab")) == []


def test_what_is_gone_is_not_found_again(searcher: Searcher) -> None:
    follow(searcher, 2, [1, 5], {6: "fff"})
    assert searcher.generation == 2
    assert {hit.id for hit in searcher.search("ab", words_of("ab"))} == {2, 3, 4, 6}


def test_after_a_reset_it_can_follow_from_the_start(searcher: Searcher) -> None:
    before = searcher.search("ab", words_of("ab"))
    searcher.reset()
    assert (searcher.generation, searcher.search("ab", words_of("ab"))) == (NOTHING, [])
    follow(searcher, 7, [], {1: "aab", 2: "bbc", 3: "cdd", 4: "eee", 5: "aab"})
    assert (searcher.generation, searcher.search("ab", words_of("ab"))) == (7, before)


class BrokenEngine:
    """Fails to follow, as an engine out of memory would."""

    def follow(self, gone: Ids, ids: Ids, vectors: Vectors, terms: Sequence[Terms]) -> None:
        raise MemoryError

    def search(self, query: Query, limit: int) -> tuple[Ids, Scores]:
        return ids_of(), np.empty(0, np.float32)

    def score(self, query: Query, ids: Ids) -> Scores:
        return np.zeros(len(ids), np.float32)

    def __len__(self) -> int:
        return 0


def test_a_step_that_failed_half_way_is_never_taken_for_done() -> None:
    broken: Engine = BrokenEngine()
    searcher = Searcher(LetterEmbedder(), broken, WordEngine())
    with pytest.raises(MemoryError):
        follow(searcher, 3, [], {1: "a"})
    assert searcher.generation == NOTHING


def test_a_question_asked_again_is_not_embedded_again(searcher: Searcher) -> None:
    embedder = searcher.embedder
    assert isinstance(embedder, LetterEmbedder)
    searcher.search("abc", ())
    searcher.search("abc", ())
    searcher.nearness("abc", [])
    assert embedder.asked.count("abc") == 1


def test_nearness_is_the_cosine(searcher: Searcher) -> None:
    found = searcher.nearness("ab", ["ab", "cd", "a", "ab"])
    assert found.tolist() == pytest.approx([1.0, 0.0, 0.5**0.5, 1.0], abs=1e-6)
    assert searcher.nearness("ab", []).tolist() == []


def test_sentences_are_embedded_once_and_the_oldest_forgotten(searcher: Searcher) -> None:
    embedder = searcher.embedder
    assert isinstance(embedder, LetterEmbedder)
    searcher.nearness("ab", ["a1"])
    searcher.nearness("ab", ["a1"])
    assert embedder.asked.count("a1") == 1
    searcher.nearness("ab", [f"b{number}" for number in range(TEXTS_KEPT)])
    searcher.nearness("ab", ["a1"])
    assert embedder.asked.count("a1") == 2


def test_the_version_names_everything_that_ranks(searcher: Searcher) -> None:
    for part in ("passages", "analysis", "words", "fusion", "letters"):
        assert part in searcher.version


def test_the_weights_are_those_of_the_words(searcher: Searcher) -> None:
    assert [holders for _, holders in searcher.weights(words_of("abz"))] == [2, 3, 0]


def test_searches_during_changes_see_one_generation_or_the_other() -> None:
    searcher = Searcher(LetterEmbedder(), FaissEngine(len(LETTERS)), WordEngine())
    follow(searcher, 1, [], {1: "aa", 2: "ab"})
    generations = {frozenset({1, 2}), frozenset({3, 4})}
    stop = threading.Event()
    wrong: list[frozenset[int]] = []

    def ask() -> None:
        while not stop.is_set():
            seen = frozenset(hit.id for hit in searcher.search("a", words_of("a")))
            if seen not in generations:
                wrong.append(seen)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for step in range(100):
        gone, come = ([1, 2], {3: "aa", 4: "ab"}) if step % 2 == 0 else ([3, 4], {1: "aa", 2: "ab"})
        follow(searcher, step + 2, gone, come)
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []
