"""The engines against brute force and arithmetic: values are compared, never shapes."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.engine import Engine, Query, Terms
from index.faiss_engine import FaissEngine
from index.words import CONTEXT_WEIGHT, K1, B, WordEngine, idf

DIMENSION = 4
LEXICON = 6


@dataclass(frozen=True)
class Entry:
    """A passage as both kinds of engine are given it."""

    #: Quarters, so that inner products are exact in float32 and ties are real.
    vector: tuple[int, ...]
    #: Term numbers as they stand in the text and in the context.
    text: tuple[int, ...]
    context: tuple[int, ...]

    @property
    def terms(self) -> Terms:
        text, context = Counter(self.text), Counter(self.context)
        numbers = sorted(text.keys() | context.keys())
        columns = [numbers, [text[number] for number in numbers], [context[number] for number in numbers]]
        return Terms(*(np.array(column, np.int64) for column in columns))


Library = dict[int, Entry]


def inner_products(library: Library, query: Query) -> dict[int, float]:
    """Every passage's inner product with the question, in Python."""
    return {
        number: sum(a * b / 4 for a, b in zip(entry.vector, query.vector[0].tolist(), strict=True))
        for number, entry in library.items()
    }


def bm25(library: Library, query: Query) -> dict[int, float]:
    """BM25 over two fields as index/words.py states it, one passage and one word at a time."""
    total = len(library)
    mean_text = sum(len(entry.text) for entry in library.values()) / max(1, total)
    mean_context = sum(len(entry.context) for entry in library.values()) / max(1, total)

    def frequency(entry: Entry, word: tuple[int, ...]) -> float:
        text = sum(term in word for term in entry.text) / (1 - B + B * len(entry.text) / max(mean_text, 1e-9))
        context = sum(term in word for term in entry.context)
        return text + CONTEXT_WEIGHT * context / (1 - B + B * len(entry.context) / max(mean_context, 1e-9))

    holders = [sum(frequency(entry, word) > 0 for entry in library.values()) for word in query.words]
    weights = [math.log(1 + (total - n + 0.5) / (n + 0.5)) for n in holders]
    scores = {}
    for number, entry in library.items():
        frequencies = [frequency(entry, word) for word in query.words]
        gained = [w * f / (K1 + f) for w, f in zip(weights, frequencies, strict=True)]
        scores[number] = sum(gained) / sum(weights) if weights else 0.0
    return scores


@dataclass(frozen=True)
class Kind:
    """An engine with the arithmetic it must agree with, and whether it lists passages of score 0."""

    make: Callable[[], Engine]
    scores: Callable[[Library, Query], dict[int, float]]
    lists_zero: bool
    tolerance: float


KINDS = {
    "faiss": Kind(lambda: FaissEngine(DIMENSION), inner_products, lists_zero=True, tolerance=0),
    "words": Kind(WordEngine, bm25, lists_zero=False, tolerance=1e-6),
}

entries = st.builds(
    Entry,
    vector=st.tuples(*[st.integers(-2, 2)] * DIMENSION),
    text=st.lists(st.integers(1, LEXICON), max_size=8).map(tuple),
    context=st.lists(st.integers(1, LEXICON), max_size=3).map(tuple),
)
additions = st.dictionaries(st.integers(1, 12), entries, max_size=5)
steps = st.lists(st.tuples(st.sets(st.integers(1, 12)), additions), max_size=6)
questions = st.builds(
    Query,
    vector=st.tuples(*[st.integers(-2, 2)] * DIMENSION).map(lambda row: np.array([row], np.float32)),
    words=st.lists(st.lists(st.integers(1, LEXICON + 2), max_size=3, unique=True).map(tuple), max_size=4).map(tuple),
    among=st.none() | st.sets(st.integers(1, 14)).map(lambda ids: np.array(sorted(ids), np.int64)),
)


def ids_of(numbers: set[int] | list[int]) -> np.ndarray:
    return np.array(list(numbers), np.int64)


def follow(engine: Engine, gone: set[int], come: Library) -> None:
    vectors = np.array([entry.vector for entry in come.values()], np.float32).reshape(-1, DIMENSION) / 4
    engine.follow(ids_of(gone), ids_of(list(come)), vectors, [entry.terms for entry in come.values()])


def grown(kind: Kind, history: list[tuple[set[int], Library]]) -> tuple[Engine, Library]:
    """An engine after these steps, and what it must hold."""
    engine, library = kind.make(), {}
    for gone, come in history:
        follow(engine, gone, come)
        library = {number: entry for number, entry in library.items() if number not in gone} | come
    return engine, library


@pytest.fixture(scope="session", params=KINDS.values(), ids=KINDS.keys())
def kind(request: pytest.FixtureRequest) -> Kind:
    return request.param


@given(history=steps, query=questions, limit=st.integers(1, 6))
@settings(max_examples=100, deadline=None)
def test_the_best_are_those_that_arithmetic_finds(kind: Kind, history, query: Query, limit: int) -> None:
    engine, library = grown(kind, history)
    expected = kind.scores(library, query)
    eligible = [n for n in library if query.among is None or n in query.among]
    eligible = [n for n in eligible if kind.lists_zero or expected[n] > 0]
    ids, scores = engine.search(query, limit)
    assert len(ids) == len(set(ids.tolist())) == min(limit, len(eligible))
    assert set(ids.tolist()) <= set(eligible)
    assert scores.tolist() == pytest.approx([expected[n] for n in ids.tolist()], abs=kind.tolerance)
    assert list(zip(-scores, ids, strict=True)) == sorted(zip(-scores, ids, strict=True))
    best = sorted(eligible, key=lambda n: (-expected[n], n))[:limit]
    assert scores.tolist() == pytest.approx([expected[n] for n in best], abs=kind.tolerance)
    if kind.tolerance == 0:
        assert ids.tolist() == best


@given(history=steps, query=questions, asked=st.lists(st.integers(1, 14), max_size=8))
@settings(max_examples=100, deadline=None)
def test_a_score_is_the_same_whoever_asks_and_nothing_for_the_unknown(kind: Kind, history, query, asked) -> None:
    engine, library = grown(kind, history)
    expected = kind.scores(library, query)
    scores = engine.score(query, ids_of(asked))
    assert scores.tolist() == pytest.approx([expected.get(n, 0.0) for n in asked], abs=kind.tolerance)
    found, values = engine.search(query, 20)
    assert engine.score(query, found).tolist() == values.tolist()


@given(history=steps, query=questions)
@settings(max_examples=100, deadline=None)
def test_the_way_there_does_not_matter(kind: Kind, history, query: Query) -> None:
    engine, library = grown(kind, history)
    afresh = kind.make()
    follow(afresh, set(), library)
    assert len(engine) == len(afresh) == len(library)
    for one, other in zip(engine.search(query, 20), afresh.search(query, 20), strict=True):
        assert one.tolist() == other.tolist()


def test_an_id_added_again_says_what_it_says_now(kind: Kind) -> None:
    old, new = Entry((2, 0, 0, 0), (1, 1), ()), Entry((0, 2, 0, 0), (2,), ())
    engine, _ = grown(kind, [(set(), {7: old, 8: old}), (set(), {7: new})])
    query = Query(np.array([[1, 0, 0, 0]], np.float32), ((1,),))
    assert len(engine) == 2
    assert engine.score(query, ids_of([7])).tolist() == [0.0]
    assert engine.search(query, 1)[0].tolist() == [8]


def test_an_empty_engine_finds_nothing(kind: Kind) -> None:
    engine = kind.make()
    query = Query(np.zeros((1, DIMENSION), np.float32), ((1,),))
    assert engine.search(query, 5)[0].tolist() == []
    assert engine.score(query, ids_of([1])).tolist() == [0.0]


def test_a_filter_that_lets_nothing_through_finds_nothing(kind: Kind) -> None:
    engine, _ = grown(kind, [(set(), {1: Entry((1, 0, 0, 0), (1,), ())})])
    query = Query(np.ones((1, DIMENSION), np.float32), ((1,),), among=ids_of([]))
    assert engine.search(query, 5)[0].tolist() == []


def test_a_tie_longer_than_the_limit_is_cut_by_id(kind: Kind) -> None:
    same = Entry((1, 1, 0, 0), (1, 2), (3,))
    engine, _ = grown(kind, [(set(), dict.fromkeys(range(200, 100, -1), same))])
    query = Query(np.ones((1, DIMENSION), np.float32), ((1,),))
    assert engine.search(query, 10)[0].tolist() == list(range(101, 111))


def test_vectors_that_do_not_match_their_passages_are_refused() -> None:
    with pytest.raises(ValueError, match="1 passages came with vectors of shape"):
        FaissEngine(DIMENSION).follow(ids_of([]), ids_of([1]), np.zeros((1, DIMENSION + 1), np.float32), ())
    with pytest.raises(ValueError, match="1 passages came with the terms of 0"):
        WordEngine().follow(ids_of([]), ids_of([1]), np.zeros((1, DIMENSION), np.float32), ())


def test_inner_products_of_real_vectors_agree_with_float64() -> None:
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(2_000, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    engine = FaissEngine(384)
    engine.follow(ids_of([]), np.arange(2_000, dtype=np.int64), vectors, ())
    ids, scores = engine.search(Query(vectors[5:6], ()), 50)
    exact = vectors.astype(np.float64) @ vectors[5].astype(np.float64)
    assert ids.tolist() == np.argsort(-exact)[:50].tolist()
    assert scores == pytest.approx(exact[ids], abs=1e-6)


def test_a_rare_word_outweighs_a_common_one() -> None:
    assert idf(1_000, 1) > idf(1_000, 500) > idf(1_000, 1_000) > 0


def test_a_word_in_all_its_forms_is_one_word() -> None:
    apart = Entry((0,) * 4, (1,), ())
    other = Entry((0,) * 4, (2,), ())
    engine, _ = grown(KINDS["words"], [(set(), {1: apart, 2: other, 3: Entry((0,) * 4, (3,), ())})])
    assert isinstance(engine, WordEngine)
    [(weight, holders)] = engine.weights(((1, 2),))
    assert (weight, holders) == (pytest.approx(idf(3, 2)), 2)


def test_a_word_that_nobody_has_lowers_every_score() -> None:
    engine, _ = grown(KINDS["words"], [(set(), {1: Entry((0,) * 4, (1,), ())})])
    vector = np.zeros((1, DIMENSION), np.float32)
    known = engine.score(Query(vector, ((1,),)), ids_of([1]))[0]
    with_unknown = engine.score(Query(vector, ((1,), ())), ids_of([1]))[0]
    assert 0 < with_unknown < known < 1


def test_many_small_additions_end_in_few_segments() -> None:
    engine = WordEngine()
    for number in range(1, 301):
        follow(engine, set(), {number: Entry((0,) * 4, (number % LEXICON + 1,), ())})
    assert len(engine) == 300
    assert len(engine._segments) <= math.log2(300) + 1


def test_a_passage_with_every_word_once_beats_one_that_repeats_most_of_them() -> None:
    once, repeats = Entry((0,) * DIMENSION, (1, 2, 3, *[4] * 5), ()), Entry((0,) * DIMENSION, (*[1] * 4, *[2] * 4), ())
    other = Entry((0,) * DIMENSION, (3, *[5] * 7), ())  # each word is as rare as the others
    engine, _ = grown(KINDS["words"], [(set(), {1: repeats, 2: once, 3: other})])
    assert engine.search(Query(np.zeros((1, DIMENSION), np.float32), ((1,), (2,), (3,))), 3)[0].tolist() == [2, 1, 3]
