import pytest

from documents.dates import parse_date, parse_field_date
from documents.names import is_name, split_names


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("25 August 2021", "2021-08-25"), ("25 sierpnia 2021", "2021-08-25"), ("25 sierpnia 2021 r.", "2021-08-25"),
        ("2021-08-25", "2021-08-25"), ("25.08.2021", "2021-08-25"), ("25. August 2021", "2021-08-25"),
        ("25 août 2021", "2021-08-25"), ("1er mai 2021", "2021-05-01"), ("August 25, 2021", "2021-08-25"),
        ("Wednesday, 25 August 2021", "2021-08-25"), ("25th of August 2021", "2021-08-25"), ("August 2021", "2021-08"),
        ("25 августа 2021 г.", "2021-08-25"), ("25 серпня 2021 року", "2021-08-25"), ("2024/04/11", "2024-04-11"),
        ("2011-11-21T05:37:40+00:00", "2011-11-21"), ("25/08/2021", "2021-08-25"), ("08/25/2021", "2021-08-25"),
        ("25 August 2021, 14:30", "2021-08-25"), ("Sept 5, 2021", "2021-09-05"), ("2021-08", "2021-08"),
        ("03/04/2021", ""), ("31 June 2021", ""), ("25 Brumaire 2021", ""), ("2021", ""), ("in August 2021", ""),
        ("25 August 1021", ""), ("12345", ""), ("", ""), ("13.13.2021", ""),
    ],
)  # fmt: skip
def test_a_date_is_read_when_it_can_be_read_in_one_way(text: str, iso: str):
    assert parse_date(text) == iso


def test_a_field_that_is_a_date_may_be_a_year_alone():
    assert parse_field_date("2020") == "2020"
    assert parse_field_date("9999") == ""


@pytest.mark.parametrize(
    "text",
    ["Piotr Żochowski", "Anna Maria van der Meer", "J. K. Rowling", "Seán O’Brien", "Jean-Paul Sartre",
     "Ahmad al-Assad", "Іван Франко", "Лев Толстой", "Ursula von der Leyen"],
)  # fmt: skip
def test_names_of_people_look_like_names(text: str):
    assert is_name(text)


@pytest.mark.parametrize(
    "text",
    ["Cooperation", "Foreign Policy", "the numbers", "NATO Summit", "Executive Summary", "In Brief", "Piotr", "A. B.",
     "Centre for Eastern Studies", "Chapter Two", "25 August 2021", "One Two Three Four Five Six", ""],
)  # fmt: skip
def test_other_lines_do_not(text: str):
    assert not is_name(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Anna Nowak", ("Anna Nowak",)),
        ("Anna Nowak, Jan Kowal and Eva Stein", ("Anna Nowak", "Jan Kowal", "Eva Stein")),
        ("Anna Nowak i Jan Kowal", ("Anna Nowak", "Jan Kowal")),
        ("Anna Nowak & Jan Kowal", ("Anna Nowak", "Jan Kowal")),
        ("Dr. Anna Nowak, prof. dr hab. Jan Kowal", ("Anna Nowak", "Jan Kowal")),
        ("Nowak, Anna; Kowal, Jan", ("Anna Nowak", "Jan Kowal")),
    ],
)
def test_several_names_are_several_authors(text: str, names: tuple[str, ...]):
    assert split_names(text) == names
