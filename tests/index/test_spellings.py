"""Near spellings: what is told for a word that a library never has, on cases by hand and on real texts."""

from __future__ import annotations

import random
import re
import time
from collections import Counter
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.read import read
from index import analysis
from index.engine import Terms
from index.library import Library
from index.misspelling import beginnings, edits, effort, roman
from index.vocabulary import Vocabulary
from index.words import WordEngine
from tests.index.doubles import searcher, text_of

CASES = Path(__file__).parent / "cases"
SHARED = Path(__file__).parents[3] / "shared" / "eval"


def library_of(folder, paths):
    library = Library(folder, searcher, lambda data, source, progress: read(data, source))  # noqa: ARG005
    for path in paths:
        assert library.add(path.read_bytes(), str(path)).outcome == "added"
    return library


@dataclass(frozen=True)
class Case:
    section: str
    question: str
    words: tuple[str, ...]
    #: Folded; empty where nothing should be told.
    expected: str


def cases():
    found, section = [], ""
    for line in (CASES / "spellings.txt").read_text("utf-8").splitlines():
        if line.startswith("## "):
            section = line[3:]
        elif "|" in line and not line.startswith("#"):
            question, expected = (part.strip() for part in line.split("|"))
            words = tuple(re.findall(r"\*(.+?)\*", question))
            found.append(Case(section, question.replace("*", ""), words, analysis.fold(expected.strip("-"))))
    return found


@pytest.fixture(scope="module")
def treaties(tmp_path_factory):
    """The library of the cases."""
    opened = library_of(tmp_path_factory.mktemp("treaties"), sorted(CASES.glob("library_*.txt")))
    yield opened
    opened.close()


def told(view, case):
    near = view.spellings(case.question)
    return [analysis.fold(word) for asked in case.words for word in near.get(asked, ())]


def test_of_the_cases_most_misspelt_words_are_set_right_and_hardly_any_other_word_is_touched(treaties):
    with treaties.snapshot() as view:
        judged = [(case, told(view, case)) for case in cases()]
    meant = [(case, words) for case, words in judged if case.expected]
    others = [(case, words) for case, words in judged if not case.expected]
    assert (len(meant), len(others)) == (76, 64)
    wrong = [(case.words, words) for case, words in meant if words[:1] != [case.expected]]
    touched = [(case.words, words) for case, words in others if words]
    # 70 of 76 at first place; of the half that was kept aside 34 of 38. One of 64 words is touched.
    assert len(wrong) <= 7, wrong
    assert len(touched) <= 2, touched


@pytest.mark.parametrize("half", [0, 1], ids=["tuned on", "kept aside"])
def test_what_is_told_is_what_was_meant_in_either_half_of_the_cases(treaties, half):
    with treaties.snapshot() as view:
        judged = [(case, told(view, case)) for case in cases()[half::2]]
    first = [(case, words[0]) for case, words in judged if words]
    right = [case for case, word in first if word == case.expected]
    assert len(first) >= 30
    assert len(right) >= 0.95 * len(first), first


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which harbour is near Łodź and Swinoujscje?", {"Swinoujscje": ("Świnoujściu",)}),
        ("GOVERMENT AND PARLIMENT", {"GOVERMENT": ("government",), "PARLIMENT": ("parliament",)}),
        ("Who has the sea-bed?", {"sea-bed": ("seabed",)}),
        ("What is Netanyaho's view?", {"Netanyaho's": ("Netanyahu",)}),
        ("Who governs the government?", {}),
        ("Was NATTO at the OPEK meeting of 20222?", {}),
        ("", {}),
    ],
)
def test_words_are_told_as_the_library_writes_them_for_words_as_the_question_does(treaties, question, expected):
    with treaties.snapshot() as view:
        assert view.spellings(question) == expected


def test_a_question_of_many_unknown_words_is_in_another_language_and_not_misspelt(treaties):
    with treaties.snapshot() as view:
        near = view.spellings(
            "Goverment parliment presidnet sanctoins regluation refineires comittee referndum pipelnie"
        )
    assert list(near) == ["Goverment", "parliment", "presidnet", "sanctoins", "regluation"]


def test_two_words_that_are_one_in_the_library_are_told_as_that_alone(library):
    library.add(text_of("The pipeline lies at sea."), "sea.txt")
    for number in range(5):
        library.add(text_of(f"Linné travelled for the {number}th time."), f"{number}.txt")
    with library.snapshot() as view:
        assert view.spellings("Where does the line end?") == {"line": ("Linné",)}
        assert view.spellings("Where does the pipe line end?") == {"pipe line": ("pipeline",)}


def test_a_snapshot_tells_no_word_that_came_after_it(library):
    library.add(text_of("The senate met in Rome."), "rome.txt")
    with library.snapshot() as before:
        assert before.absent("What did Zelenskij do?")
        library.add(text_of("Zelenski met the chancellor in Berlin."), "berlin.txt")
        with library.snapshot() as after:
            assert after.spellings("What did Zelenskij do?") == {"Zelenskij": ("Zelenski",)}
        assert before.spellings("What did Zelenskij do?") == {}


def test_a_function_word_of_a_language_of_the_library_is_never_absent(treaties):
    with treaties.snapshot() as view:
        # "Was" is English as well, so that the question's language is not certain.
        assert "ist" in [word.surface for word in view.question_words("Was ist DECnet?") if not word.passages]
        assert [word.surface for word in view.absent("Was ist DECnet?")] == ["DECnet"]
        assert view.absent("Was beschloss die Bundesregierung?") == ()


def test_only_words_that_the_library_holds_now_are_told(library):
    first = library.add(text_of("Zelenski met the chancellor in Berlin."), "berlin.txt").document
    library.add(text_of("The senate met in Rome."), "rome.txt")
    with library.snapshot() as view:
        assert view.spellings("What did Zelenskij do?") == {"Zelenskij": ("Zelenski",)}
    library.add(text_of("Zelenskiy met the king in London."), "london.txt")
    with library.snapshot() as view:
        assert view.spellings("What did Zelenskij do?") == {"Zelenskij": ("Zelenskiy", "Zelenski")}
    library.remove(first)
    with library.snapshot() as view:
        assert view.spellings("What did Zelenskij do?") == {"Zelenskij": ("Zelenskiy",)}


# ---------------------------------------------------------------- what it is made of

WORDS = st.text("abcdeklż", min_size=4, max_size=9)


@given(WORDS, WORDS)
def test_an_effort_is_the_same_both_ways_and_nothing_for_one_word(one, other):
    assert effort(one, other) == pytest.approx(effort(other, one))
    assert (effort(one, other) == 0) == (one == other)


@pytest.mark.parametrize(
    ("likely", "unlikely"),
    [
        (("recieve", "receive"), ("decieve", "receive")),  # a swap, and beside it another first letter
        (("comittee", "committee"), ("comitee", "committee")),
        (("seperate", "separate"), ("setarate", "separate")),  # a vowel for a vowel
        (("qaddafi", "gaddafi"), ("maddafi", "gaddafi")),  # one that sounds like it
        (("presure", "pressure"), ("prssure", "pressure")),
    ],
)
def test_a_likely_slip_costs_less_than_an_unlikely_one(likely, unlikely):
    assert 0 < effort(*likely) < effort(*unlikely)


@pytest.mark.parametrize(
    ("word", "allowed"), [("gas", 0), ("2022", 0), ("gazu", 1), ("kremlin", 1), ("pipeline", 2), ("b2b4", 0)]
)
def test_short_words_and_numbers_have_no_near_ones_and_long_words_farther_ones(word, allowed):
    assert edits(word) == allowed


def distance(one: str, other: str) -> int:
    """Optimal string alignment, as the textbook has it."""
    table = {(row, 0): row for row in range(len(one) + 1)} | {(0, column): column for column in range(len(other) + 1)}
    for row, column in product(range(1, len(one) + 1), range(1, len(other) + 1)):
        table[row, column] = min(
            table[row - 1, column] + 1,
            table[row, column - 1] + 1,
            table[row - 1, column - 1] + (one[row - 1] != other[column - 1]),
        )
        if row > 1 and column > 1 and one[row - 2 : row] == other[column - 1] + other[column - 2]:
            table[row, column] = min(table[row, column], table[row - 2, column - 2] + 1)
    return table[len(one), len(other)]


@given(
    st.lists(st.lists(st.integers(0, 5), min_size=1, max_size=6, unique=True), max_size=12),
    st.lists(st.integers(0, 6), min_size=1, max_size=3, unique=True),
    st.integers(1, 5),
    st.sets(st.integers(0, 11)),
)
def test_the_word_engine_names_the_oldest_passages_that_hold_all_of_some_terms(passages, terms, limit, gone):
    engine = WordEngine()
    for number, held in enumerate(passages):
        ones = np.ones(len(held), np.int64)
        engine.follow(
            np.empty(0, np.int64),
            np.array([number]),
            np.empty((1, 0), np.float32),
            [Terms(np.array(sorted(held)), ones, ones)],
        )
    engine.follow(np.array(sorted(gone), np.int64), np.empty(0, np.int64), np.empty((0, 0), np.float32), [])
    holding = [number for number, held in enumerate(passages) if number not in gone and set(held) >= set(terms)]
    assert engine.holding(terms, limit).tolist() == holding[:limit]


@dataclass
class Rows:
    """Terms as a reader gives them."""

    terms: list[str]

    def terms_after(self, number):
        return list(enumerate(self.terms, 1))[number:]


@given(st.lists(WORDS, unique=True, max_size=40), WORDS, st.integers(1, 3), st.integers(0, 40))
def test_a_vocabulary_finds_every_term_within_the_edits_and_no_other_however_it_grew(words, asked, most, before):
    rows, vocabulary = Rows([f"pl:{word}" for word in words[:before]]), Vocabulary()
    vocabulary.follow(rows)
    rows.terms += [f"pl:{word}" for word in words[before:]]
    vocabulary.follow(rows)
    initials = beginnings(asked)
    expected = {
        (word, distance(asked, word), number)
        for number, word in enumerate(words, 1)
        if word[0] in initials and distance(asked, word) <= most
    }
    assert set(vocabulary.near("pl", asked, initials, most)) == expected
    assert not vocabulary.near("de", asked, initials, most)


def test_names_in_cyrillic_letters_are_compared_as_newspapers_write_them():
    assert [roman(analysis.fold(name)) for name in ("Хрущёв", "Жданов", "Зеленська", "Tusk")] == [
        *("khrushchev", "zhdanov", "zelenska", "tusk")
    ]


# ---------------------------------------------------------------- on real texts


@pytest.fixture(scope="module")
def newspapers(tmp_path_factory):
    """News in English, encyclopaedia articles in Polish and German."""
    sets = [("realtimeqa-2024", 150), ("poquad", 60), ("xquad-de", 48)]
    if not all((SHARED / name).is_dir() for name, _ in sets):
        pytest.skip("the gold sets are not beside this repository")
    paths = [path for name, count in sets for path in sorted((SHARED / name / "documents").iterdir())[:count]]
    opened = library_of(tmp_path_factory.mktemp("newspapers"), paths)
    yield opened, paths
    opened.close()


def misspelt(word, kind, at):
    """A slip of the hand, not at the word's ends."""
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return {"swap": swapped, "drop": word[:at] + word[at + 1 :], "double": word[:at] + word[at] + word[at:]}[kind]


@pytest.mark.parametrize(("kind", "floor"), [("swap", 0.8), ("drop", 0.5), ("double", 0.9)])
def test_words_of_real_texts_are_set_right_in_a_few_milliseconds(newspapers, kind, floor):
    library, paths = newspapers
    words = Counter(word for path in paths for word in re.findall(r"[^\W\d_]+", path.read_text("utf-8")))
    known = sorted(word for word, count in words.items() if count > 2 and len(word) > 5 and word.islower())
    chosen, outcomes, took = random.Random(1), [], []  # noqa: S311
    with library.snapshot() as view:
        while len(outcomes) < 100:
            word = chosen.choice(known)
            wrong = misspelt(word, kind, chosen.randrange(1, len(word) - 1))
            question = f"What is said of {wrong} here?"
            if all(one.passages for one in view.question_words(question)):
                continue  # the slip made another word of the library, or none at all
            began = time.perf_counter()
            near = view.spellings(question).get(wrong, ("",))[0].casefold()
            took.append(time.perf_counter() - began)
            outcomes.append(any(analysis.stem(near, one) == analysis.stem(word, one) for one in ("en", "pl", "de")))
    assert sum(outcomes) / len(outcomes) >= floor
    assert sorted(took)[50] <= 0.05
