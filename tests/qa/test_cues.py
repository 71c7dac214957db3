"""What a question asks for is told by its question word, in six languages."""

import pytest

from qa.language.cues import ANY, HOLDS, LACKS, NAMED, UNNAMED, cue_of

CASES = [
    ("When was the summit held?", "The summit was held on 23 August.", "It was held in secret."),
    ("In what year did it open?", "It opened in 1912.", "It opened late."),
    ("Kiedy otwarto most?", "Most otwarto w sierpniu.", "Most otwarto późno."),
    ("Wann wurde er gewählt?", "Er wurde im August gewählt.", "Er wurde nicht gewählt."),
    ("Когда это было?", "Это было в августе.", "Это было давно."),
    ("How many ships waited?", "More than 400 ships waited.", "The ships waited."),
    ("How much did it cost?", "It cost twelve euros, or three dollars.", "It was costly."),
    ("Ile kosztował?", "Kosztował milion złotych.", "Był drogi."),
]


@pytest.mark.parametrize(("question", "holds", "lacks"), CASES)
def test_a_sentence_with_the_kind_of_thing_that_is_asked_for_holds_it(question, holds, lacks):
    cue = cue_of(question)
    assert cue(holds) == HOLDS
    assert cue(lacks) == LACKS


NAMES = [
    ("Who leads the resistance?", "It is led by Ahmad Masoud.", "It is led by nobody."),
    ("Gdzie leży Gdynia?", "Gdynia leży nad Bałtykiem.", "Gdynia leży nad morzem."),
]


@pytest.mark.parametrize(("question", "named", "unnamed"), NAMES)
def test_a_name_tells_less_than_a_time_or_a_quantity(question, named, unnamed):
    cue = cue_of(question)
    assert HOLDS > cue(named) == NAMED > ANY > cue(unnamed) == UNNAMED > LACKS


def test_a_number_that_may_be_what_is_asked_for_counts_as_any_sentence():
    assert cue_of("When was it built?")("It has 12 floors.") == ANY
    assert cue_of("How many floors has it?")("It was built in 1967.") == ANY


def test_a_number_that_the_question_gives_is_not_the_number_that_it_asks_for():
    assert cue_of("How many ships passed in 2021?")("In 2021 ships passed.") == LACKS


def test_a_name_that_the_question_gives_is_not_the_name_that_it_asks_for():
    assert cue_of("Who supports Russia?")("Support for Russia is weak.") == UNNAMED


def test_a_question_of_another_kind_is_content_with_any_sentence():
    assert cue_of("Why did prices rise?")("They rose.") == ANY


def test_a_question_word_inside_a_word_is_none():
    assert cue_of("The whole wheat market")("prices rose") == ANY


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How many people live there?", "The central bank attended the tender."),
        ("How many people live there?", "They met in September."),
        ("Ile osób tam mieszka?", "Trzymali się razem."),
        ("Сколько их было?", "Семья закрыла двери."),
        ("When did it fly?", "A probe to Mars marched on."),
        ("Kiedy to było?", "Armia Czerwona stała pod Grudziądzem."),
        ("Коли це було?", "Трави і квіти росли."),
    ],
)
def test_a_number_or_a_month_that_only_begins_a_word_is_none(question, sentence):
    assert cue_of(question)(sentence) == LACKS


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How many people came?", "Nineteen people came, tenfold what was expected."),
        ("Ile osób przyszło?", "Przyszło kilkanaście osób."),
        ("Wie viele kamen?", "Es kamen zweihundert Menschen."),
        ("Скільки їх було?", "Прийшло двадцять людей."),
        ("Quand est-il né ?", "Il est né en mars."),
    ],
)
def test_numbers_and_months_are_told_in_their_forms(question, sentence):
    assert cue_of(question)(sentence) == HOLDS
