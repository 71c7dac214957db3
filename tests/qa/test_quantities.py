"""Numbers with their units as sentences write them, read as intervals; what is not certain is not read."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.disagreement.quantities import Quantity, quantities
from qa.disagreement.units import LANGUAGES


def read(text: str, language: str = "en") -> list[tuple[str, str]]:
    """What is written, and the measure, of each quantity."""
    return [(text[one.start : one.end], one.measure) for one in quantities(text, language)]


def only(text: str, language: str = "en") -> Quantity:
    [found] = quantities(text, language)
    return found


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("en", "It cost $1.5 billion, 1.3 billion euros.", [("$1.5 billion", "dollar"), ("1.3 billion euros", "euro")]),
        ("en", "In 2021, 38,000 people left.", [("38,000 people", "people")]),
        ("en", "The Boeing 747 has 4 engines.", [("4 engines", "count en:engin")]),
        ("en", "No. 5 unit was closed with Unit 3 of the plant.", []),
        ("en", "The share rose from 3 to 5 per cent in a 5-year plan.", []),
        ("en", "At 10:30 on 5 May 2021 the score was 3–1.", []),
        ("de", "1.500 Soldaten und 3,5 % der Autos", [("1.500 Soldaten", "count de:soldat"), ("3,5 %", "percent")]),
        ("pl", "1,5 mld m³ gazu i 2 tys. osób", [("1,5 mld m³", "volume"), ("2 tys. osób", "people")]),
        ("fr", "1 500 personnes", [("1 500 personnes", "people")]),
        ("fr", "2,5 milliards d'euros", [("2,5 milliards d'euros", "euro")]),
        ("ru", "2,5 млрд долларов", [("2,5 млрд долларов", "dollar")]),
        ("xx", "5 km", []),
    ],
)  # fmt: skip
def test_a_quantity_is_a_number_with_what_it_counts(language: str, text: str, told: list[tuple[str, str]]) -> None:
    assert read(text, language) == told


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "595 metres", "1,952 feet"),
        ("en", "about 300 km", "275 km"),
        ("en", "approx. 300 km", "275 km"),
        ("pl", "ok. 300 km", "275 km"),
        ("de", "ca. 300 km", "275 km"),
        ("en", "more than 300 km", "412 km"),
        ("en", "two hundred soldiers", "200 soldiers"),
        ("en", "two hundred soldiers", "203 soldiers"),
        ("en", "two hundred thousand soldiers", "200,000 soldiers"),
        ("en", "twenty-five thousand soldiers", "25,300 soldiers"),
        ("en", "three million dollars", "3.1 million dollars"),
        ("en", "twenty soldiers", "21 soldiers"),
        ("en", "5 to 7 km", "6.5 km"),
    ],
)
def test_two_ways_to_write_one_quantity_agree(language: str, one: str, other: str) -> None:
    assert only(one, language).measure == only(other, language).measure
    assert only(one, language).agrees(only(other, language))
    assert only(other, language).agrees(only(one, language))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("595 metres", "1,200 feet"),
        ("about 300 km", "250 km"),
        ("more than 300 km", "275 km"),
        ("two hundred soldiers", "300 soldiers"),
        ("three soldiers", "four soldiers"),
        ("5 to 7 km", "8 km"),
    ],
)
def test_two_quantities_of_which_no_reading_is_the_same_do_not_agree(one: str, other: str) -> None:
    assert only(one).measure == only(other).measure
    assert not only(one).agrees(only(other))


def test_a_least_and_a_greatest_value_are_not_about_one_value() -> None:
    assert math.isinf(only("over 300 km").high)
    assert only("over 300 km").agrees(only("under 200 km"))
    assert not only("over 300 km").agrees(only("200 km"))


def test_what_a_number_rose_by_is_a_difference() -> None:
    assert only("It rose by 5 km.").difference
    assert only("It has 5 km more.").difference
    assert not only("It has 5 km.").difference


@given(st.text(alphabet="0123456789.,:–- kmtwo%$€mln", max_size=30), st.sampled_from(LANGUAGES))
def test_quantities_stand_apart_in_the_text_and_each_agrees_with_itself(text: str, language: str) -> None:
    found = quantities(text, language)
    assert all(one.agrees(one) and one.low <= one.high for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
