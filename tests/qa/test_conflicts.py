"""Evidence that is not unanimous: what is told, what is not, and how surely."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from index.analysis import question_words
from qa.disagreement.claims import Told
from qa.disagreement.conflicts import MOST, Difference, conflicts
from qa.model import Disagreement

CASES = Path(__file__).parent / "cases"
#: What both works of a case share where it says nothing else: they were found under one subject, and are of one day.
TITLE, DAY = "Aurora", "2024-01-15"


@dataclass(frozen=True)
class Case:
    """Two sentences of two works, whether they differ, and whether that is told."""

    differ: bool
    told: bool
    language: str
    why: str
    sentences: tuple[str, str]


def cases(kind: Disagreement) -> list[Case]:
    lines = (CASES / f"conflicts-{kind}.txt").read_text("utf-8").splitlines()
    return [case(line) for line in lines if line and not line.startswith("#")]


def case(line: str) -> Case:
    head, one, other = (part.strip() for part in line.split(" | "))
    sign, language, *why = head.split(" ", 2)
    return Case(sign != "-", sign == "+", language, " ".join(why), (one, other))


def told(written: str, work: str, language: str = "en", title: str = TITLE) -> Told:
    """A sentence, after its work's date in brackets if it has one."""
    match = re.match(r"(?:\[(.*?)\]\s*)?(.*)", written)
    assert match
    return Told(match[2], language, title, DAY if match[1] is None else match[1], work)


def differences(one: str, other: str, language: str = "en") -> list[Difference]:
    return conflicts([], [told(one, "one", language), told(other, "other", language)])


def found(one: Case) -> set[Disagreement]:
    return {difference.kind for difference in differences(*one.sentences, one.language)}


@pytest.mark.parametrize("kind", Disagreement)
def test_what_is_told_to_differ_does(kind: Disagreement) -> None:
    for one in cases(kind):
        assert found(one) == ({kind} if one.told else set()), one.sentences


@pytest.mark.parametrize("kind", Disagreement)
def test_there_are_enough_cases_and_most_that_differ_are_told(kind: Disagreement) -> None:
    known = cases(kind)
    assert len(known) >= 100
    assert sum(not one.differ for one in known) * 2 >= len(known)
    assert sum(one.told for one in known) >= 0.8 * sum(one.differ for one in known)


@pytest.mark.parametrize("kind", Disagreement)
def test_a_sentence_does_not_differ_from_itself(kind: Disagreement) -> None:
    for one in cases(kind):
        for sentence in one.sentences:
            assert not differences(sentence, sentence, one.language), sentence


@pytest.mark.parametrize("kind", Disagreement)
def test_the_order_in_which_sentences_are_found_does_not_matter(kind: Disagreement) -> None:
    for one in cases(kind):
        there, back = (differences(*pair, one.language) for pair in (one.sentences, one.sentences[::-1]))
        assert [(d.kind, set(d.values)) for d in there] == [(d.kind, set(d.values)) for d in back]


LONG, SHORT = "The Suez Canal is 193 kilometres long.", "The Suez Canal is 164 kilometres long."


def test_the_values_are_what_each_sentence_writes_the_earlier_document_first() -> None:
    (difference,) = differences(f"[2021-05-01] {LONG}", f"[1950-03-01] {SHORT}")
    assert difference.kind is Disagreement.NUMBER
    assert (difference.first, difference.second) == (1, 0)
    assert difference.values == ("164 kilometres", "193 kilometres")


def test_what_is_denied_is_shown_with_the_word_that_denies_it() -> None:
    (difference,) = differences(
        "Hungary supported the embargo on Russian oil.", "Hungary did not support the embargo on Russian oil."
    )
    assert difference.kind is Disagreement.POLARITY
    assert difference.values == ("supported", "not support")


def test_opposites_are_shown_as_each_sentence_writes_them() -> None:
    (difference,) = differences(
        "The court in Vilnius approved the merger.", "The court in Vilnius has rejected the merger."
    )
    assert difference.kind is Disagreement.POLARITY
    assert difference.values == ("approved", "rejected")


def test_only_pairs_with_a_side_that_is_asked_for_are_told() -> None:
    both = [told("The Suez Canal was opened in 1869.", "one"), told("The Suez Canal was opened in 1875.", "other")]
    assert [one.kind for one in conflicts([], both)] == [Disagreement.DATE]
    assert conflicts([], both, [1]) == conflicts([], both)
    assert not conflicts([], [*both, told("It rained.", "third")], [2])


def test_two_sentences_of_one_work_are_not_compared() -> None:
    assert not conflicts([], [told(LONG, "one"), told(SHORT, "one")])


def test_sentences_of_two_languages_or_of_an_unknown_one_are_not_compared() -> None:
    assert not conflicts([], [told(LONG, "one", "en"), told(SHORT, "other", "de")])
    assert not conflicts([], [told(LONG, "one", ""), told(SHORT, "other", "")])
    assert not conflicts([], [told(LONG, "one", "xx"), told(SHORT, "other", "xx")])


def test_a_difference_that_was_not_asked_for_is_not_told() -> None:
    both = [told(LONG, "one"), told(SHORT, "other")]
    asked = [word.alternatives for word in question_words("How long is the Suez Canal?", ["en"])]
    other = [word.alternatives for word in question_words("Who governs Norway?", ["en"])]
    assert conflicts(asked, both)
    assert not conflicts(other, both)


def test_the_pair_that_shares_most_is_told_first_though_its_values_are_found_again() -> None:
    fuller = [f"The Suez Canal between Port Said and Suez is {length} kilometres long." for length in (193, 164)]
    other = ["The Panama Canal is 82 kilometres long.", "The Panama Canal is 65 kilometres long."]
    sentences = [*fuller, *other, LONG, SHORT]
    found = conflicts([], [told(sentence, str(place)) for place, sentence in enumerate(sentences)])
    assert (found[0].first, found[0].second) == (0, 1)
    assert len({frozenset(one.values) for one in found}) == len(found) == 2


def test_numbers_without_a_date_in_works_of_unknown_dates_are_not_compared() -> None:
    one, other = "The port of Gdynia employs 1,200 people.", "The port of Gdynia employs 1,900 people."
    assert differences(one, other)
    assert not differences(f"[] {one}", f"[] {other}")
    assert not differences(f"[2019-03-01] {one}", f"[2023-03-01] {other}")
    assert differences(
        "[] In 2020 the port of Gdynia employed 1,200 people.", "[] In 2020 the port of Gdynia employed 1,900 people."
    )


def test_titles_of_two_years_are_of_two_times() -> None:
    one = told("The league consisted of three divisions in Gdynia.", "one", title="League of Gdynia, season of 2012")
    other = told("The league consisted of two divisions in Gdynia.", "other", title="League of Gdynia, season of 2015")
    assert not conflicts([], [one, other])


def test_a_sentence_that_points_back_is_not_compared() -> None:
    one, other = "This method was used for 25 chapters of Luke.", "This method was used for 49 chapters of Luke."
    assert not differences(one, other)
    assert differences(one.replace("This", "The Claremont"), other.replace("This", "The Claremont"))


def test_a_pair_of_values_is_told_once_and_only_a_handful_of_pairs() -> None:
    same = [told(LONG, "one"), told(LONG, "two"), told(SHORT, "three"), told(SHORT, "four")]
    assert len(conflicts([], same)) == 1
    many = [told(f"The Suez Canal is {100 + 20 * place} kilometres long.", str(place)) for place in range(8)]
    assert len(conflicts([], many)) == MOST


def test_sentences_whose_titles_name_other_things_are_not_compared() -> None:
    one = told("It was opened in 1869.", "one", title="The Suez Canal")
    other = told("It was opened in 1914.", "other", title="The Panama Passage")
    assert not conflicts([], [one, other])
