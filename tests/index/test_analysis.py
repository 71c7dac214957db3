"""Words and terms."""

from __future__ import annotations

from collections.abc import Collection

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import LONGEST_TERM, STEMMERS, count_terms, fold, initialisms, placed, question_words, stem, words


def terms(text: str, language: str = "en") -> set[str]:
    return set(count_terms(text, "", language))


def asked(question: str, languages: Collection[str] = ("en",)) -> dict[str, tuple[str, ...]]:
    return {word.surface: word.alternatives for word in question_words(question, languages)}


def finds(question: str, text: str, language: str, languages: Collection[str] | None = None) -> bool:
    """Whether every content word of the question is in the text."""
    held = terms(text, language)
    found = question_words(question, languages or (language,))
    return bool(found) and all(held & set(word.alternatives) for word in found)


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Żochowski", "zochowski"), ("Łódź", "lodz"), ("Straße", "strasse"), ("ŁÓDŹ", "lodz"), ("Ærø", "aero"),
        ("İstanbul", "istanbul"), ("Київ", "киів"), ("ﬁnance", "finance"), ("²", "2"), ("Ελλάδα", "ελλαδα"),
        ("한국", "한국"), ("हिन्दी", "हिन्दी"),
    ],
)  # fmt: skip
def test_case_and_marks_do_not_part_words(word: str, folded: str) -> None:
    assert fold(word) == folded


@given(st.text(max_size=20))
def test_folding_twice_changes_nothing(word: str) -> None:
    assert fold(fold(word)) == fold(word)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Taliban’s whistle-blower", ["the", "taliban", "whistle", "blower"]),
        ("1,000,000 and 1.000.000", ["1000000", "and", "1000000"]),
        ("1,5 % is 1.5", ["1.5", "is", "1.5"]),
        ("2021–22", ["2021", "22"]),
        ("on 25.08.2021", ["on", "25", "08", "2021"]),
        ("0.123", ["0.123"]),
        ("in the 1990s", ["in", "the", "1990"]),
        ("U.S. and USA", ["us", "and", "usa"]),
        ("l’Union d'Estaing O'Brien don’t", ["union", "estaing", "obrien", "don"]),
        ("сім’я", ["сімя"]),
        ("日本語", ["日本", "本語"]),
        ("COVID-19's p4.7", ["covid", "19", "p4", "7"]),
        ("snake_case", ["snake", "case"]),
        ("… — !", []),
        ("cafe\u0301", ["cafe"]),
    ],
)
def test_a_text_is_these_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_word_counts_where_it_stands() -> None:
    counts = count_terms("Sanctions and more sanctions.", "The sanctions › Russia", "en")
    assert counts["en:sanction"] == (2, 1)
    assert counts["en:russia"] == (0, 1)


def test_function_words_are_no_terms() -> None:
    assert terms("It is the will of the people") == {"en:peopl"}


def test_a_function_word_of_one_language_is_a_word_of_another() -> None:
    assert "en:die" in terms("The plants die", "en")
    assert terms("Die Pflanzen", "de") == {"de:pflanz"}


def test_capitals_make_a_pronoun_a_name() -> None:
    assert "it" in terms("The IT sector grew")
    assert terms("They said it") == set()
    assert asked("Did the WHO warn them?") == {"WHO": ("who",), "warn": ("warn", "en:warn")}


def test_capitals_say_nothing_in_a_shouted_line() -> None:
    assert terms("THE US LEAVES IT TO THEM ALL") == terms("the us leaves it to them all")


@pytest.mark.parametrize(
    ("name", "acronym"),
    [
        ("members of the Collective Security Treaty Organisation met", "csto"),
        ("The Organization of the Petroleum Exporting Countries met", "opec"),
        ("Shanghai Cooperation Organisation", "sco"),
        ("the North Atlantic Treaty Organization", "nato"),
    ],
)
def test_an_acronym_finds_the_full_name(name: str, acronym: str) -> None:
    assert acronym in terms(name)
    assert finds(f"What is {acronym.upper()}?", name, "en")


def test_initials_need_three_words_and_no_full_stop_between() -> None:
    assert "eu" not in terms("the European Union")
    assert "vek" not in terms("in Vienna. Europe. Kyiv")


@pytest.mark.parametrize(
    ("question", "text", "language"),
    [
        ("Which sanctions were imposed?", "They are imposing a sanction.", "en"),
        ("Welche Verteidigungen gab es?", "Die Verteidigung der Stadt", "de"),
        ("Jakie przedsiębiorstwo?", "z przedsiębiorstwami", "pl"),
        ("Какие санкции?", "о санкциях", "ru"),
        ("Які санкції?", "про санкціями", "uk"),
        ("Zochowski", "Żochowski", "pl"),
        ("Zelenskyy in Kyiv", "Zelenskyy visited Kyiv", "en"),
        ("opec", "OPEC", "en"),
        ("aids", "AIDS", "en"),
        ("sankcje", "Sankcje", ""),
    ],
)
def test_a_question_finds_the_other_forms_of_its_words(question: str, text: str, language: str) -> None:
    assert finds(question, text, language)


def test_a_word_stands_for_its_stems_in_all_languages_of_the_library() -> None:
    assert asked("banks", ["en", "de"]) == {"banks": ("banks", "de:bank", "en:bank")}
    assert finds("banks", "the bank", "en", ["en", "de", "pl"])
    assert finds("Banken", "die Bank", "de", ["en", "de", "pl"])


def test_words_that_ask_are_dropped_in_the_language_of_the_question() -> None:
    assert list(asked("How many points did the Panthers give up?")) == ["points", "Panthers", "give"]
    assert list(asked("Wie viele Punkte gab die Verteidigung ab?", ["de", "en"])) == ["Punkte", "Verteidigung", "ab"]
    assert list(asked("W jakim celu Maria pojechała do Danii?", ["pl"])) == ["celu", "Maria", "pojechała", "Danii"]


def test_the_language_of_the_question_decides_what_a_function_word_is() -> None:
    assert "die" in asked("When did the emperor die?", ["de", "en"])
    assert "war" in asked("What caused the war in the east?", ["de", "en"])
    assert "die" not in asked("Wann endete die Herrschaft des Kaisers?", ["de", "en"])


def test_a_question_in_a_language_that_the_library_lacks_still_loses_its_function_words() -> None:
    assert list(asked("Gdzie jest Kabul?", ["en"])) == ["Kabul"]


def test_a_word_is_asked_once() -> None:
    assert list(asked("Kabul, kabul and KABUL")) == ["Kabul"]


@pytest.mark.parametrize("language", [*STEMMERS, "uk", "sk", ""])
def test_every_language_has_a_term_for_every_word(language: str) -> None:
    for word in ("a", "sanctions", "санкции", "1.5", "日本"):
        assert stem(word, language)


@given(st.text(max_size=60), st.sampled_from(["日本", "x" * 50]))
def test_words_are_the_same_beside_text_without_spaces(text: str, unspaced: str) -> None:
    assert words(f"{text} {unspaced}") == [*words(text), *words(unspaced)]


def test_a_name_may_run_over_lines_and_dashes_but_not_over_other_marks() -> None:
    assert "wto" in terms("of the World\nTrade – Organization in")
    assert "wto" not in terms("the World (Trade) Organization")
    assert "wto" not in terms("the World … Trade Organization")


@given(st.text(max_size=60), st.sampled_from(["en", "pl", "uk", ""]))
def test_any_text_has_terms_of_sane_length(text: str, language: str) -> None:
    for term, (in_text, in_context) in count_terms(text, text, language).items():
        assert 0 < len(term) <= LONGEST_TERM * 3
        assert in_text == in_context > 0


@given(st.text(max_size=60))
def test_a_text_asked_as_a_question_finds_itself(text: str) -> None:
    held = terms(text, "")
    assert all(set(word.alternatives) & held for word in question_words(text, [""]))


def test_an_and_may_stand_in_a_name_or_between_two_names() -> None:
    assert "csto" in terms("On 23 August the Collective Security Treaty Organisation and Uzbekistan held a summit")
    assert "fao" in terms("the Food and Agriculture Organization")
    assert "osce" in terms("the Organization for Security and Co-operation in Europe")


def test_a_stem_of_one_language_does_not_meet_a_word_of_another() -> None:
    assert not finds("Peru", "twelve per cent of trade", "en", ("en", "pl"))
    assert finds("Peru", "w Peru i w Chile", "pl", ("en", "pl"))


def test_a_word_stands_where_the_text_has_it() -> None:
    text = "L’Union paid 1,000,000 to the U.S.\nŁódź,\u00a0on 25.08.2021"
    found = [(text[start:end], word.folded) for start, end, word in placed(text)]
    assert found == [
        ("L’Union", "union"), ("paid", "paid"), ("1,000,000", "1000000"), ("to", "to"), ("the", "the"),
        ("U.S.", "us"), ("Łódź", "lodz"), ("on", "on"), *[("25.08.2021", part) for part in ("25", "08", "2021")],
    ]  # fmt: skip


def test_words_that_are_written_without_spaces_stand_pair_by_pair() -> None:
    text = "in 北京大学"
    assert [text[start:end] for start, end, _ in placed(text)] == ["in", "北京", "京大", "大学"]


def test_initials_stand_where_the_name_does() -> None:
    text = "In 2002 the Collective Security Treaty Organisation was founded."
    spans = [(start, end) for start, end, _ in placed(text)]
    found = {letters: text[spans[first][0] : spans[last][1]] for letters, first, last in initialisms(text)}
    assert found["csto"] == "Collective Security Treaty Organisation"
