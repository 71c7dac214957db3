"""Who is said to have said it: measured on sentences written before the rules, half of them kept aside."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.language.attribution import LONGEST, reported

LANGUAGES = ["en", "pl", "de", "fr", "ru", "uk"]
CASES = Path(__file__).parent / "cases" / "attribution.txt"


def cases(half: str) -> list[tuple[str, str, str]]:
    """Language, who ("" for nobody) and sentence of each case of a half."""
    text = CASES.read_text("utf-8").partition(f"\n## {half}\n")[2].partition("\n## ")[0]
    rows = [line.split(" | ") for line in text.splitlines() if line and not line.startswith("#")]
    return [(language, "" if who == "-" else who, sentence.strip()) for language, who, sentence in rows]


@pytest.mark.parametrize("half", ["tuning", "check"])
def test_who_is_said_to_have_said_it_is_told_to_the_letter_or_not_at_all(half: str) -> None:
    for language, who, sentence in cases(half):
        assert reported(sentence, language) == who, sentence


def test_there_are_enough_cases_and_half_of_them_are_the_authors_own_words() -> None:
    everything = cases("tuning") + cases("check")
    assert len(everything) >= 120
    assert sum(not who for _, who, _ in everything) >= len(everything) / 2
    assert all(who in sentence for _, who, sentence in everything)


def test_a_speaker_who_goes_on_is_the_one_named_before() -> None:
    before = "Naftogaz said on Monday that the storage sites were full. It said that no gas would be sold."
    assert reported("It added that prices would not rise.", "en", before) == "Naftogaz"
    assert reported("Dodał, że umowa jest ważna.", "pl", "Premier powiedział, że budowa trwa.") == "Premier"


@pytest.mark.parametrize("weeks", [2, 3, 10])
def test_a_number_of_weeks_before_the_verb_is_a_circumstance(weeks: int) -> None:
    assert reported(f"{weeks} Wochen später erklärte Merkel, dass die Grenze offen bleibe.", "de") == "Merkel"


def test_a_pronoun_that_may_stand_for_another_names_nobody() -> None:
    assert reported("He said that he was innocent.", "en", "The ministry said that Ivanov had been arrested.") == ""
    assert reported("He said that he was innocent.", "en", "Ivanov was arrested on Monday.") == ""
    assert reported("He said that he was innocent.", "en") == ""
    between = "Naftogaz said that the sites were full. It said that Gazprom had paid."
    assert reported("It added that prices would not rise.", "en", between) == ""


def test_a_clause_that_turns_away_from_what_was_said_may_be_the_authors() -> None:
    assert reported("Gazprom said that supplies had stopped; flows fell.", "en") == ""
    assert reported("Gazprom said that supplies had stopped, but flows went on.", "en") == ""
    assert reported("Gazprom said that supplies had stopped, but that flows went on.", "en") == "Gazprom"
    assert reported("Gazprom, however, said that supplies had stopped.", "en") == "Gazprom"
    assert reported("Supplies, however, stopped, Gazprom said.", "en") == "Gazprom"
    assert reported("Did Gazprom say that supplies had stopped?", "en") == ""


def test_a_name_keeps_the_quotation_mark_that_closes_in_it() -> None:
    assert reported("Magazyn „The Bioscope” napisał, że film był sukcesem.", "pl") == "Magazyn „The Bioscope”"
    assert reported("Nowy magazyn „The Bioscope” napisał, że film był „dobry”.", "pl") == "Nowy magazyn „The Bioscope”"


def test_a_language_that_is_not_known_names_nobody() -> None:
    assert reported("Gazprom said that supplies had stopped.", "") == ""
    assert reported("Gazprom said that supplies had stopped.", "xx") == ""


WORDS = [
    "Gazprom",
    "said",
    "that",
    "the minister",
    ",",
    "“",
    "”",
    '"',
    "according to",
    "but",
    "he",
    "told",
    "-",
    "?",
    "1996",
]


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=8), max_size=40), st.sampled_from(LANGUAGES))
def test_who_is_named_stands_in_the_text_to_the_letter(words: list[str], language: str) -> None:
    sentence = " ".join(words)
    assert reported(sentence, language) in sentence
    before = "Naftogaz said that the sites were full."
    assert reported(sentence, language, before) in f"{sentence}\n{before}"


@pytest.mark.parametrize(
    "piece", ["Gazprom said ", "the ", ", X said", "“", '"', "A", "according to X, ", "said that, "]
)
def test_a_text_of_a_hundred_thousand_characters_costs_next_to_nothing(piece: str) -> None:
    long = piece * (100_000 // len(piece))
    began = time.process_time()
    for language in LANGUAGES:
        reported(long, language, long)
        reported(long[:LONGEST], language, long)
    assert time.process_time() - began < len(LANGUAGES)


@pytest.mark.parametrize("fragment", ["Gazprom,", "said", ",", "according to,", "“", "Gazprom said", "X, said", "wie,"])
def test_a_fragment_says_nothing(fragment: str) -> None:
    assert [reported(fragment, language) for language in LANGUAGES] == [""] * len(LANGUAGES)


def test_two_who_say_two_things_are_neither_of_them_said_to_have_said_it() -> None:
    both = "The minister said the plan was “legal” but the former minister Ivanov said the bill is illegal."
    assert reported(both, "en") == ""
    assert reported("Gazprom said, according to Naftogaz, that supplies had stopped.", "en") == ""
    assert reported("The minister said the plan was “legal” but costly.", "en") == "The minister"
