"""What can be filtered by: looked up as it is typed, a few at a time, and written as a person would."""

from __future__ import annotations

import pytest

from index.model import Entry
from qa.web.choices import LONGEST, OFFERED, choices
from qa.web.texts import speaking


class Shelf:
    """The catalogue of a library, which is all that is looked at."""

    def __init__(self, *entries: Entry) -> None:
        self._entries = entries

    def entries(self) -> tuple[Entry, ...]:
        return self._entries


def entry(number: int, *authors: str, **known: str) -> Entry:
    values = {"title": "", "published": "", "series": "", "language": "", **known}
    return Entry(
        f"{number:016x}", f"/r/{number}.txt", values["title"], authors, values["published"], "", values["series"],
        (), values["language"], "", 1, 0, "2026-01-01T00:00:00+00:00", (), (),
    )  # fmt: skip


SHELF = Shelf(
    entry(1, "Ewa Żak", title="The “Nord” line", published="2021-03", series="Briefs", language="pl"),
    entry(2, "Ewa Żak", "Jan Kos", title="Gas", series="Briefs", language="de"),
    entry(3, "Ann Smith", language="de"),
)


def offered(field: str, words: str = "", **more: object) -> list[list[str]]:
    found: list[list[str]] = choices(SHELF, {"field": field, "words": words, **more})["options"]
    return found


def test_what_most_documents_have_is_offered_first() -> None:
    assert offered("author") == [["Ewa Żak", "Ewa Żak"], ["Ann Smith", "Ann Smith"], ["Jan Kos", "Jan Kos"]]
    assert offered("lang") == [["German", "de"], ["Polish", "pl"]]
    assert offered("series") == [["Briefs", "Briefs"]]


@pytest.mark.parametrize("words", ["zak", "ŻAK ew", "ewa  z"])
def test_names_are_found_by_the_beginnings_of_their_words_without_case_and_accents(words: str) -> None:
    assert offered("author", words) == [["Ewa Żak", "Ewa Żak"]]


def test_a_document_is_found_by_title_also_in_quotation_marks_or_else_by_its_file() -> None:
    assert offered("doc", "nord") == [["The “Nord” line (2021)", f"{1:016x}"]]
    assert offered("doc", "untitled") == [["untitled: 3.txt", f"{3:016x}"]]
    assert offered("doc", "ord") == []


def test_what_is_chosen_is_not_offered_again() -> None:
    assert offered("author", chosen=["Ewa Żak", "Jan Kos"]) == [["Ann Smith", "Ann Smith"]]


def test_languages_are_called_as_the_visitor_calls_them() -> None:
    with speaking("pl"):
        assert offered("lang") == [["niemiecki", "de"], ["polski", "pl"]]
        assert choices(SHELF, {"labels": {"lang": ["pl", "Polish", "xx"]}})["labels"]["lang"] == {
            "pl": "polski", "Polish": "polski", "xx": "xx",
        }  # fmt: skip


def test_a_chosen_document_is_written_by_its_title_and_one_that_is_gone_by_the_name_that_was_given() -> None:
    told = choices(SHELF, {"labels": {"doc": [f"{2:016x}", "old.txt"], "author": ["Nobody"]}})["labels"]
    assert told["doc"] == {f"{2:016x}": "Gas", "old.txt": "old.txt"}
    assert told["author"] == {"Nobody": "Nobody"}


def test_few_names_are_offered_at_a_time_and_how_many_more_there_are() -> None:
    many = Shelf(*(entry(n, f"Author {n:05}") for n in range(500)))
    found = choices(many, {"field": "author", "words": "auth"})
    assert [name for name, _ in found["options"]] == [f"Author {n:05}" for n in range(OFFERED)]
    assert found["more"] == 500 - OFFERED


@pytest.mark.parametrize("wanted", [{}, {"field": "nonsense"}, {"field": None}, {"field": ["author"]}])
def test_a_field_that_there_is_not_offers_nothing(wanted: dict[str, object]) -> None:
    assert choices(SHELF, wanted) == {"options": [], "more": 0}


@pytest.mark.parametrize("labels", [{}, {"doc": 7}, {"doc": [None, {}]}, {"nonsense": ["x"]}])
def test_whatever_a_browser_sends_as_chosen_is_names_or_nothing(labels: dict[str, object]) -> None:
    assert choices(SHELF, {"labels": labels}) == {"labels": {"author": {}, "series": {}, "lang": {}, "doc": {}}}


def test_what_is_typed_is_looked_at_to_a_length() -> None:
    assert offered("author", "e" * (LONGEST + 1)) == []
