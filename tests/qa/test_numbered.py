"""A name with a number is one name: what is said of another one of the series answers nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import question_words
from qa.language.numbered import another


def of_another(question: str, sentence: str, above: str = "") -> bool:
    return another(question, {word.surface for word in question_words(question, ["en", "de"])})(sentence, above)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("What is the capacity of EstLink 1?", "EstLink 2 has a capacity of 650 megawatts."),
        ("What is the capacity of EstLink-1?", "EstLink2 has a capacity of 650 megawatts."),
        ("What does Article 5 say?", "Article 6 says which attacks are meant."),
        ("When was Elizabeth I crowned?", "Elizabeth II was crowned in 1953."),
        ("Who played in Super Bowl 50?", "Super Bowl XLIX was played in Glendale."),
        ("Who attended the G7?", "Leaders of the G20 met in Bali."),
        ("Was sagt Artikel 5?", "Artikel 6 sagt, welche Angriffe gemeint sind."),
    ],
)
def test_another_one_of_a_series_is_told(question: str, sentence: str) -> None:
    assert of_another(question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("What is the capacity of EstLink 1?", "EstLink 1 has a capacity of 350 megawatts, EstLink 2 of 650."),
        ("What is the capacity of EstLink 1?", "EstLink 2 followed when 1 cable was not enough."),
        ("What is the capacity of EstLink 1?", "The cable has a capacity of 350 megawatts."),
        ("Which is longer, EstLink 1 or EstLink 2?", "EstLink 2 is 170 kilometres long."),
        ("Which is longer, EstLink 1 or 2?", "EstLink 2 is 170 kilometres long."),
        ("When did World War 2 end?", "World War II ended in 1945."),
        ("Who played in Super Bowl 50?", "Super Bowl L was played in Santa Clara."),
        ("Who sang at Super Bowl LVIII?", "Usher sang at Super Bowl 2024."),
        ("Who was born in Poland on May 5?", "She was born in Poland on May 6."),
        ("How many people lived in Poland in 2020?", "Poland 2021: 38 million people."),
        ("In 5 years, what will it cost?", "In 10 years it will cost less."),
        ("How far is it?", "EstLink 2 is 170 kilometres long."),
    ],
)
def test_what_may_be_the_one_that_is_asked_for_is_left(question: str, sentence: str) -> None:
    assert not of_another(question, sentence)


def test_a_sentence_that_names_none_is_about_the_one_named_above_it() -> None:
    question, sentence = "What is the capacity of EstLink 1?", "It has a capacity of 650 megawatts."
    assert of_another(question, sentence, "EstLink 2\nThe cable was opened in 2014.")
    assert not of_another(question, sentence, "EstLink 1\nEstLink 2 followed in 2014.")
    assert not of_another(question, sentence, "The cables\nThey were opened in 2006 and 2014.")


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_judged_and_none_is_another_one_than_itself(question: str, sentence: str, above: str) -> None:
    named = {word.surface for word in question_words(question, ["en"])}
    another(question, named)(sentence, above)
    assert not another(question, named)(question, "")
