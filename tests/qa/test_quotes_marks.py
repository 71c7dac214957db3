"""Which words stand between quotation marks, as people of many languages set them."""

from __future__ import annotations

import time

import pytest

from qa.quotes.marks import between_marks


def between(text):
    return [text[start:end] for start, end in between_marks(text, 0, len(text)).spans]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He said “it rose” and left.", ["it rose"]),
        ('He said "it rose", then "it fell".', ["it rose", "it fell"]),
        ("Powiedział: „ceny wzrosły”.", ["ceny wzrosły"]),
        ("Er sagte: „Die Preise stiegen“, und ging.", ["Die Preise stiegen"]),
        ("Er sagte: »Die Preise stiegen«, und ging.", ["Die Preise stiegen"]),
        ("Он сказал: «Цены выросли» и ушёл.", ["Цены выросли"]),
        ("Il a dit : « Les prix montent », puis il est parti.", [" Les prix montent "]),
        ("Han sade: ”Priserna steg” och gick.", ["Priserna steg"]),
        ("Hän sanoi: »Hinnat nousivat» ja lähti.", ["Hinnat nousivat"]),
        ("彼は「価格が上がった」と言った。", ["価格が上がった"]),
        ("Powiedział: „ceny wzrosły\" i wyszedł.", ["ceny wzrosły"]),
        ("He said “it rose“ and left.", ["it rose"]),
        ("The ‘grid’ and the 'stores'.", ["grid", "stores"]),
        ('Markdown: **"it rose"** and *“it fell”*.', ["it rose", "it fell"]),
        ("In brackets (“it rose”), after a dash—“it fell”—and again.", ["it rose", "it fell"]),
    ],
)  # fmt: skip
def test_words_between_the_marks_of_a_language_are_quoted(text, words):
    assert between(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "The companies' profits and the state's losses weren't equal.",
        "The companies’ profits and the state’s losses weren’t equal.",
        "In the '90s rock 'n' roll was 'bout everywhere, and 'tis gone.",
        'A pipe of 5" and a nail of 3" fit.',
        "It is 5' 11\" tall.",
        "l’Ukraine d’aujourd’hui",
        "O'Neill's and D'Arcy's",
        "“”",
        "",
    ],
)
def test_apostrophes_and_inches_quote_nothing(text):
    assert between(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“The minister said ‘it rose’ and left”", ["The minister said ‘it rose’ and left"]),
        ("‘The minister said “it rose” and left’", ["The minister said “it rose” and left"]),
        ("„Minister powiedział «ceny wzrosły» i wyszedł”", ["Minister powiedział «ceny wzrosły» i wyszedł"]),
        ("«Он сказал „выросли“ и ушёл»", ["Он сказал „выросли“ и ушёл"]),
        ("“He said “it rose” and left” at once", ["He said “it rose” and left"]),
        ("“The states’ rights” and “the people’s”", ["The states’ rights", "the people’s"]),
        ("‘The states’ rights were lost,’ he said.", ["The states’ rights were lost,"]),
        ("The ‘states’ and the ‘cities’ agreed.", ["states", "cities"]),
    ],
)
def test_of_marks_in_marks_the_outer_ones_count(text, words):
    assert between(text) == words


@pytest.mark.parametrize("mark", ["“", "„", "«", '"', "‘"])
def test_a_mark_that_is_never_closed_takes_nothing_with_it(mark):
    text = f"An {mark}open mark, and then “it rose” is quoted."
    assert between(text)[-1].endswith("it rose")
    assert between(f"One {mark}open mark and nothing else.") == []


def test_where_the_last_open_mark_stands_is_known():
    text = "He said “it rose” and “it went on"
    assert between_marks(text, 0, len(text)).left_open == text.rindex("“")
    assert between_marks("“it rose”", 0, 9).left_open is None


@pytest.mark.parametrize("mark", ["“", '"', "'", "«", "“‘", "‘’"])
def test_a_text_of_marks_alone_takes_time_as_its_length(mark):
    text = f" {mark}a" * 100_000
    began = time.process_time()
    between_marks(text, 0, len(text))
    assert time.process_time() - began < 5
