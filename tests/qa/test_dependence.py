"""Which sentences need the one before: measured on sentences written before the rules, half of them kept aside."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.language.dependence import LONGEST, leans
from qa.language.leaning import leaning
from qa.language.references import speeches

CASES = Path(__file__).parent / "cases" / "leaning.txt"


def cases(half: str) -> list[tuple[str, bool, str]]:
    """Language, whether it leans, and the sentence, of each case of a half."""
    text = CASES.read_text("utf-8").partition(f"\n## {half}\n")[2].partition("\n## ")[0]
    rows = [line.split(" | ") for line in text.splitlines() if line and not line.startswith("#")]
    return [(language, kind == "leans", sentence) for language, kind, sentence in rows]


@pytest.mark.parametrize("half", ["tuning", "check"])
def test_what_leans_is_told_from_what_stands(half: str) -> None:
    for language, expected, sentence in cases(half):
        assert leans(sentence, language) == expected, sentence


def test_there_are_enough_cases_and_half_of_them_stand_by_themselves() -> None:
    everything = cases("tuning") + cases("check")
    assert len(everything) >= 100
    assert sum(not expected for _, expected, _ in everything) >= len(everything) / 2


def test_in_a_language_that_is_not_known_every_sentence_stands() -> None:
    assert not leans("He rejected this.", "")
    assert not leans("Lo rechazó.", "es")


def test_somebody_who_is_named_in_the_sentence_is_meant_and_one_who_is_not_stands_before() -> None:
    assert leans("In 1985, he took out two pages in a magazine.", "en")
    assert leans("“We won,” she said.", "en")
    assert not leans("In 1985, Hawkins said he would publish it.", "en")
    assert not leans("“Biden forgot his promise,” a spokesman said.", "en")
    assert not leans("Two days after he had left, Navalny was arrested.", "en")
    assert not leans("A paid assassin would use a revolver, or he would pick up the shells.", "en")
    assert leans("A year later, he was released.", "en")
    assert not leans("After his arrest, Navalny was taken to Moscow.", "en")


@pytest.mark.parametrize("opening", ["In fact", "In 2014", "Reportedly", "In May", "On Monday"])
@pytest.mark.parametrize("pronoun", ["he", "it"])
def test_a_time_or_a_phrase_before_the_pronoun_names_nothing(opening: str, pronoun: str) -> None:
    assert leans(f"{opening}, {pronoun} was sold.", "en")


def test_what_is_named_before_the_pronoun_may_be_what_it_stands_for() -> None:
    assert not leans("In Berlin, it was sold.", "en")
    assert not leans("In the days after the war, it was sold.", "en")
    assert not leans("A man said he had seen it.", "en")
    assert not leans("The minister said he would resign.", "en")
    assert not leans("When Putin came, he left.", "en")
    assert not leans("If he wins, Navalny will return.", "en")
    assert leans("If he wins, “Navalny will come back”.", "en")
    assert leans("“Putin won,” he said.", "en")


def test_what_leans_in_a_sentence_refers_back_in_a_question_as_well() -> None:
    for speech in speeches():
        for pronoun in PRONOUNS[speech.language]:
            assert leaning(speech.language).match(f"{pronoun} was sold"), (speech.language, pronoun)
            assert speech.points_back(f"{pronoun} ?"), (speech.language, pronoun)


PRONOUNS = {
    "en": ["he", "she", "they", "it"],
    "pl": ["on", "ona", "oni"],
    "de": ["er"],
    "fr": ["elle", "ils", "elles"],
    "ru": ["он", "она", "они"],
    "uk": ["він", "вона", "вони"],
}


WORDS = ["When", "he", "came", ",", "Putin", "“", "”", "In", "2014", "it", "This year", "A", "said", "But", "she"]


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=5), max_size=20), st.sampled_from([*PRONOUNS, "", "xx"]))
def test_any_text_leans_or_stands_and_without_a_language_it_stands(words: list[str], language: str) -> None:
    sentence = " ".join(words)
    assert leans(sentence, language) in (True, False)
    assert not leans(sentence, "")


@given(st.text(max_size=60))
def test_a_sentence_leans_in_quotation_marks_as_it_does_without_them(sentence: str) -> None:
    letters = "".join(c for c in sentence if c.isalpha() or c == " ").strip()
    assert leans(f"He {letters}", "en") == leans(f"“He {letters}", "en")


@pytest.mark.parametrize(
    ("fragment", "leaning_on"), [("", False), (",", False), ("In 2014,", False), ("When he,", True)]
)
def test_a_fragment_is_no_error(fragment: str, leaning_on: bool) -> None:  # noqa: FBT001
    assert leans(fragment, "en") is leaning_on


@pytest.mark.parametrize(
    "piece", ["this ", "it is to ", "In the ", "He ", "such ", "ten tym ", "W roku tym ", "A", " "]
)
def test_a_text_of_a_hundred_thousand_characters_costs_next_to_nothing(piece: str) -> None:
    long = piece * (100_000 // len(piece))
    began = time.process_time()
    for language in PRONOUNS:
        leans(long, language)
        leans(long[:LONGEST], language)
    assert time.process_time() - began < len(PRONOUNS)
