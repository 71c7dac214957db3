"""The picture of the library: columns of years in bands of series or authors, and what documents are about."""

from __future__ import annotations

import pytest

from qa.web.overview import OWN, TOPICS, YEARS, overview, timeline, topics
from tests.index.doubles import open_library, text_of
from tests.qa.pages import HOSTILE, assert_only_text, document, entry


def of(title="A note", **changes):
    """A line of the catalogue."""
    return entry(document("It was so.", title=title, source=f"/reports/{title}.txt"), **{"language": "en", **changes})


def test_every_year_has_its_column_also_one_without_documents():
    _, columns = timeline([of("a", published="2019-02"), of("b", published="2021")], by_author=False)
    assert [(one.year, one.documents) for one in columns] == [("2019", 1), ("2020", 0), ("2021", 1)]


def test_a_column_is_as_high_as_its_documents_and_its_pieces_stand_on_each_other():
    entries = [of("a", published="2020", series="A"), of("b", published="2020", series="B"), of("c", published="2021")]
    _, (first, second) = timeline(entries, by_author=False)
    assert [(one.band.value, one.share, one.below) for one in first.pieces] == [("A", 0.5, 0.0), ("B", 0.5, 0.5)]
    assert sum(one.share for one in second.pieces) == pytest.approx(0.5)


def test_the_largest_series_have_bands_of_their_own_and_the_rest_are_together():
    entries = [
        of(f"{number} {copy}", published="2020", series=f"Series {number}")
        for number in range(OWN + 2)
        for copy in range(OWN + 2 - number)
    ]
    bands, _ = timeline(entries, by_author=False)
    assert [band.value for band in bands] == [*(f"Series {number}" for number in range(OWN)), ""]
    assert bands[-1].documents == 2 + 1
    assert sum(band.documents for band in bands) == len(entries)


def test_a_band_leads_to_the_questions_of_its_documents():
    (band,), _ = timeline([of(published="2020", series="Policy & Law")], by_author=False)
    assert band.address == "?series=Policy+%26+Law"
    (band,), _ = timeline([of(published="2020", authors=("Jan Olsen", "Eva Lind"))], by_author=True)
    assert band.address == "?author=Jan+Olsen"


def test_of_a_long_time_no_document_is_lost():
    entries = [of(str(year), published=str(year)) for year in range(1900, 2021)]
    _, columns = timeline(entries, by_author=False)
    assert len(columns) == YEARS
    assert sum(one.documents for one in columns) == len(entries)


def test_documents_without_a_date_are_in_no_column():
    assert timeline([of("a"), of("b")], by_author=False) == ([], [])


def test_topics_are_those_that_documents_name():
    entries = [of("a", topics=("Energy", "Gas")), of("b", topics=("Energy",))]
    assert [(one.name, one.documents) for one in topics(entries)] == [("Energy", 2), ("Gas", 1)]


def test_where_documents_name_none_the_words_that_some_titles_share_are_topics():
    entries = [of(title) for title in ("The gas pipelines", "A pipeline in the north", "Wheat", "Of wheat and rye")]
    found = {one.name.casefold(): one.documents for one in topics(entries)}
    assert found in ({"pipelines": 2, "wheat": 2}, {"pipeline": 2, "wheat": 2})


def test_a_word_that_nearly_every_title_has_tells_nothing():
    entries = [of(f"Report {word}") for word in ("canal", "canal", "harbour", "harbour", "wheat")]
    assert [one.name.casefold() for one in topics(entries)] == ["canal", "harbour"]


def test_only_the_largest_topics_are_shown():
    entries = [of(str(n), topics=(f"Topic {n:03}", *(["Shared"] if n % 2 else []))) for n in range(TOPICS * 2)]
    shown = topics(entries)
    assert len(shown) == TOPICS
    assert max(shown, key=lambda one: one.size).name == "Shared"


@pytest.fixture
def library(tmp_path):
    opened = open_library(tmp_path / "library")
    yield opened
    opened.close()


def test_each_column_is_a_button_that_says_its_year_and_its_documents(library):
    held = library.add(text_of("It was so.", title="Gas"), "/reports/gas.txt").document
    library.correct(held, {"published": "2020-05"})
    with library.snapshot() as view:
        html = overview(view)
    assert 'data-year="2020" aria-label="2020: 1 document, show it"' in html


def test_an_empty_library_has_a_picture_without_columns(library):
    with library.snapshot() as view:
        html = overview(view)
    assert "data-year" not in html
    assert "data-topic" not in html


def test_names_in_the_picture_are_text(library):
    held = library.add(text_of("It was so.", title="Gas"), "/reports/gas.txt").document
    library.correct(held, {"series": HOSTILE, "published": "2020"})
    with library.snapshot() as view:
        assert_only_text(overview(view))
