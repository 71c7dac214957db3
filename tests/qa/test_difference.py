"""In which words two texts differ: no more and no less than a reader would say."""

from __future__ import annotations

import random

import pytest

from documents.folding import fold
from qa.difference import Change, difference, told


def changed(one, other):
    return [(change.kind, change.text) for change in difference(one, other) if change.kind != "same"]


def test_the_words_that_differ_are_told_as_they_are_written():
    changes = difference("Exports fell by 12 % in 2023.", "Exports Rose by 12 % in 2023.")
    assert told(changes) == "Exports [-fell-] {+Rose+} by 12 % in 2023."
    assert changes[0] == Change("same", "Exports")


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("It did object.", "It did not object.", [("added", "not")]),
        ("It did not object.", "It did object.", [("removed", "not")]),
        ("W 80 procentach", "W 90 procentach", [("removed", "80"), ("added", "90")]),
        ("about 13.5 bcm", "about 13,5 bcm", [("removed", "13.5"), ("added", "13,5")]),
        ("ein Anstieg von 5 %", "ein Anstieg von 5 ‰", [("removed", "%"), ("added", "‰")]),
        ("Цены выросли", "Цены упали", [("removed", "выросли"), ("added", "упали")]),
        ("the ships [4] waited", "the ships [7] waited", [("removed", "[4]"), ("added", "[7]")]),
        ("the ships (as said) waited", "the ships waited", [("removed", "(as said)")]),
        ("“no” he said", "“yes” he said", [("removed", "“no”"), ("added", "“yes”")]),
        ("", "All of it.", [("added", "All of it.")]),
        ("All of it.", "", [("removed", "All of it.")]),
        ("", "", []),
    ],
)
def test_each_changed_word_is_a_change(one, other, words):
    assert changed(one, other) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The SHIP was “refloated”.", "the ship was 'refloated'"),
        ("Gаzprom", "Gazprom"),  # the first has a Cyrillic а
        ("one – two", "one, two"),
        ("two\n  lines", "two lines"),
    ],
)
def test_what_folding_forgives_is_no_difference(one, other):
    assert changed(one, other) == []


def test_the_same_runs_are_those_of_the_second_text():
    assert told(difference("THE SHIP SANK", "The ship rose")) == "The ship [-SANK-] {+rose+}"


@pytest.mark.parametrize("seed", range(40))
def test_what_is_the_same_and_added_is_the_second_text_and_what_is_the_same_and_removed_the_first(seed):
    rng = random.Random(seed)  # noqa: S311
    words = ["the", "ship", "was", "not", "refloated", "by", "13.5", "%", "in", "Łódź", "корабль", "é", "—", "(2023)"]
    one, other = (" ".join(rng.choices(words, k=rng.randint(0, 14))) for _ in range(2))
    changes = difference(one, other)
    after = " ".join(change.text for change in changes if change.kind != "removed")
    before = " ".join(change.text for change in changes if change.kind != "added")
    assert after.split() == other.split() or fold(after).words == fold(other).words
    assert fold(before).words == fold(one).words
    assert all(change.text for change in changes)
