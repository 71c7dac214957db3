"""What a question asks: measured on questions written before the rules, half of them kept aside."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.language.parts import parts

CASES = Path(__file__).parent / "cases" / "parts.txt"


def cases(half: str) -> list[tuple[str, tuple[str, ...]]]:
    """Each question of a half with what it is told to ask; nothing for one that is not cut although it might be."""
    text = CASES.read_text("utf-8").partition(f"\n## {half}\n")[2].partition("\n## ")[0]
    found: list[tuple[str, list[str]]] = []
    for line in filter(None, text.splitlines()):
        if line.startswith("= "):
            found[-1][1].append(line[2:])
        elif not line.startswith("? "):
            found.append((line, []))
    return [(question, tuple(asked)) for question, asked in found]


@pytest.mark.parametrize("half", ["tuning", "check"])
def test_a_question_is_cut_where_it_asks_something_else_and_nowhere_else(half: str) -> None:
    for question, asked in cases(half):
        assert parts(question) == asked, question


def test_there_are_enough_cases_and_half_of_them_ask_one_thing() -> None:
    everything = cases("tuning") + cases("check")
    assert len(everything) >= 100
    assert sum(not asked for _, asked in everything) >= len(everything) / 2


def test_a_language_that_is_not_known_is_not_cut() -> None:
    assert parts("Quien firmó el tratado y cuándo entró en vigor?", "es") == ()
    assert parts("") == ()


WORDS = ["who", "signed", "the treaty", "and", ",", "?", "when", "did", "it", "end", "Riga", "kto", "i", "und", "wann"]


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=8), max_size=30))
def test_every_part_is_a_question_and_there_is_never_only_one(words: list[str]) -> None:
    asked = parts(" ".join(words))
    assert len(asked) != 1
    assert all("?" in part for part in asked)


def test_a_part_asks_one_thing() -> None:
    for _, asked in cases("tuning") + cases("check"):
        for part in asked:
            assert parts(part) == (), part


@pytest.mark.parametrize("piece", ["who and when ", "and who did it? ", "the ", "in A, ", ", what is ", "A", "It's "])
def test_the_longest_question_that_is_taken_costs_next_to_nothing(piece: str) -> None:
    began = time.process_time()
    parts((piece * 2_000)[:2_000])
    assert time.process_time() - began < 1
