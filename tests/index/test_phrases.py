"""Which paragraphs may hold a quotation: none that does is ever left out, and few others come with them."""

from __future__ import annotations

import random
import threading

import pytest

from documents.folding import fold
from tests.index.doubles import text_of

#: A word for each document that no other has.
OWN = ["lock", "bridge", "tunnel", "ferry", "pilot", "harbour", "crane", "dock", "quay", "buoy", "tide", "wreck"]
WORDS = ["ship", "canal", "blocked", "refloated", "grid", "power", "Łódź", "газ", "energy-efficient", "13.5", "1,000"]


@pytest.fixture
def paragraphs(library):
    """A library of random paragraphs, by document and number."""
    rng = random.Random(7)  # noqa: S311
    made = {}
    for number in range(len(OWN)):
        texts = [" ".join(rng.choices(WORDS, k=rng.randint(3, 9))) for _ in range(rng.randint(1, 6))]
        texts[0] += f" {OWN[number]}"
        library.add(text_of(*texts), f"{number}.txt")
        made[f"{number}.txt"] = texts
    return made


def spots(view, found):
    return {(view.find(name).source, ordinal) for name, ordinal in found}


def holding_all(paragraphs, words):
    return {
        (source, at)
        for source, texts in paragraphs.items()
        for at, text in enumerate(texts)
        if set(words) <= set(fold(text).words)
    }


@pytest.mark.parametrize("seed", range(20))
def test_every_paragraph_that_holds_all_words_is_proposed_and_with_few_words_no_other(library, paragraphs, seed):
    words = random.Random(seed).sample(list(fold(" ".join(WORDS)).words), 3)  # noqa: S311
    with library.snapshot() as view:
        assert spots(view, view.holding(words)) == holding_all(paragraphs, words)


def test_a_word_that_the_library_lacks_hides_nothing(library, paragraphs):
    with library.snapshot() as view:
        assert spots(view, view.holding(["ship", "neverheard"])) == holding_all(paragraphs, ["ship"])
        assert list(view.holding(["neverheard"])) == []
        assert list(view.holding([])) == []


def test_the_paragraphs_that_share_the_rarest_words_are_the_most_alike(library, paragraphs):
    with library.snapshot() as view:
        best, *others = view.resembling(fold(paragraphs["4.txt"][0]).words, 5)
        assert spots(view, [best]) == {("4.txt", 0)}
        assert 0 < len(others) < 5
        assert list(view.resembling(["neverheard"], 5)) == []


def test_a_rarer_word_weighs_more_and_an_unknown_one_most(library, paragraphs):
    with library.snapshot() as view:
        common, rare, unknown = view.rarity(["ship", "ferry", "neverheard"])
    assert common < rare <= unknown


def test_what_is_added_and_removed_is_known_at_once(library, paragraphs):
    with library.snapshot() as view:
        assert list(view.holding(["ferry"]))
    library.remove("3.txt")
    library.add(text_of("A paragraph of lighthouses."), "new.txt")
    with library.snapshot() as view:
        assert list(view.holding(["ferry"])) == []
        assert list(view.resembling(["ferry"], 3)) == []
        assert spots(view, view.holding(["lighthouses"])) == {("new.txt", 0)}


def test_an_older_snapshot_sees_nothing_that_came_after_it(library, paragraphs):
    with library.snapshot() as before:
        library.add(text_of("A paragraph of lighthouses."), "new.txt")
        with library.snapshot() as after:
            assert list(after.holding(["lighthouses"]))
        assert list(before.holding(["lighthouses"])) == []


def test_threads_that_ask_while_documents_come_find_what_their_snapshot_holds(library, paragraphs):
    wrong = []

    def ask():
        for _ in range(20):
            with library.snapshot() as view:
                held = {entry.source for entry in view.entries()}
                found = {source for source, _ in spots(view, view.holding(["ship"]))}
                wrong.extend(found - held)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(8):
        library.add(text_of(f"One more ship, number {number}."), f"more-{number}.txt")
    for thread in threads:
        thread.join()
    assert wrong == []
    with library.snapshot() as view:
        assert {f"more-{number}.txt" for number in range(8)} <= {
            name for name, _ in spots(view, view.holding(["ship"]))
        }
