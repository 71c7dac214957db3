import pytest

from documents.dates import looks_like_date, parse_date, parse_field_date
from documents.names import begins_with_title, is_name, split_names, without_runs


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
        ("25/VIII/2021", "2021-08-25"), ("25 VIII 2021", "2021-08-25"), ("25.VIII.2021 r.", "2021-08-25"),
        ("den 25. August 2021", "2021-08-25"), ("dnia 3 maja 2020 r.", "2020-05-03"),
        ("le 1er août 2021", "2021-08-01"),
        ("im Oktober 2018", "2018-10"), ("25 de agosto de 2021", "2021-08-25"), ("1° marzo 2020", "2020-03-01"),
        ("Січень 2022", "2022-01"), ("Октябрь 2019 г.", "2019-10"), ("п’ятниця, 27 серпня 2021 року", "2021-08-27"),
        ("1.3.2020", "2020-03-01"), ("25 XIII 2021", ""), ("31/II/2021", ""),
        ("25 August 1021", ""), ("12345", ""), ("", ""), ("13.13.2021", ""),
    ],
)  # fmt: skip
def test_a_date_is_read_when_it_can_be_read_in_one_way(text: str, iso: str):
    assert parse_date(text) == iso


def test_a_field_that_is_a_date_may_be_a_year_alone():
    assert parse_field_date("2020") == "2020"
    assert parse_field_date("9999") == ""


@pytest.mark.parametrize("text", ["03/04/2020", "3.4.2020", "2020/3/04", "25/08/2021"])
def test_a_date_that_can_be_read_in_two_ways_is_still_a_date_line(text: str):
    assert looks_like_date(text)


@pytest.mark.parametrize("text", ["3.4", "1/2", "3.14159.2", "3.4.2020 is near", "3/4-2020"])
def test_other_numbers_are_no_date_line(text: str):
    assert not looks_like_date(text)


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
        ("д-р Олена Прикладна та к.е.н. Іван Зразковий", ("Олена Прикладна", "Іван Зразковий")),
        ("Dr.-Ing. Max Beispiel und PD Dr. Eva Muster", ("Max Beispiel", "Eva Muster")),
        ("płk rez. Jan Kowal", ("Jan Kowal",)),
        ("Maria Esempio e Carlo degli Esempi", ("Maria Esempio", "Carlo degli Esempi")),
    ],
)
def test_several_names_are_several_authors(text: str, names: tuple[str, ...]):
    assert split_names(text) == names


def test_names_in_a_row_are_not_one_more_author():
    names = ("Anna Nowak Jan Kowal", "Anna Nowak", "Jan Kowal", "Jan Kowalski")
    assert without_runs(names) == names[1:]


@pytest.mark.parametrize(
    ("line", "answer"),
    [("prof. Anna Nowak", True), ("płk rez. Jan Kowal", True), ("prof. of the university came", False),
     ("Prof. Anna Nowak", False), ("doc", False), ("and Anna Nowak", False)],
)  # fmt: skip
def test_a_line_that_begins_with_a_degree_in_small_letters_is_known(line: str, answer: bool):  # noqa: FBT001
    assert begins_with_title(line) is answer


EVERY_MONTH = {
    "en": "January February March April May June July August September October November December",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
}


@pytest.mark.parametrize("language", EVERY_MONTH)
@pytest.mark.parametrize("form", ["5 {} 2021", "5. {} 2021", "den 5 {} 2021"])
def test_every_month_is_read_in_every_language(language: str, form: str):
    read = [parse_date(form.format(month)) for month in EVERY_MONTH[language].split()]
    assert read == [f"2021-{number:02}-05" for number in range(1, 13)]
