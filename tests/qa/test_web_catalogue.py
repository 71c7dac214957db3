"""The table of documents: what it shows for a wish, and what becomes of documents that are acted on in it."""

from __future__ import annotations

import re
import time

import pytest

from qa.web.bin import Bin
from qa.web.catalogue import PAGE, Catalogue, State
from qa.web.jobs import Jobs
from tests.index.doubles import open_library, text_of
from tests.qa.pages import HOSTILE, assert_only_text

#: Seconds in which a file of two lines has been added again.
PATIENCE = 20


@pytest.fixture
def table(tmp_path):
    for name in ("spool", "bin"):
        (tmp_path / name).mkdir()
    library = open_library(tmp_path / "library")
    jobs = Jobs(library, tmp_path / "spool")
    yield Catalogue(library, Bin(library, jobs, tmp_path / "bin"), "words")
    jobs.close()
    library.close()


def add(table, title, /, *, source="", **known):
    """A document with this title and these fields, as the user writes them; its id."""
    source = source or f"/reports/{title or 'untitled'}.txt"
    document = table.library.add(text_of(f"What {title or source} says.", title=title), source).document
    if known:
        table.library.correct(document, known)
    return document


def titles(told):
    """The titles in the order of the table."""
    return re.findall(r'<a class="qa-open"[^>]*>([^<]*)</a>', told["html"])


def comes(table, expected, **wanted):
    """The table shows these titles, at once or when what is on its way has come."""
    until = time.monotonic() + PATIENCE
    while (found := titles(table.shown(wanted))) != expected and time.monotonic() < until:
        time.sleep(0.01)
    assert found == expected


# ---------------------------------------------------------------- what is shown


def test_the_document_that_was_added_last_is_first(table):
    for title in ("One", "Two", "Three"):
        add(table, title)
    assert titles(table.shown({})) == ["Three", "Two", "One"]


def test_titles_are_sorted_as_people_do_and_not_by_code_points(table):
    for title in ("Zebras", "Łódź", "Élan", "apples", "“Figs”", "Lions"):
        add(table, title)
    assert titles(table.shown({"sort": "title"})) == ["apples", "Élan", "“Figs”", "Lions", "Łódź", "Zebras"]
    assert titles(table.shown({"sort": "title", "down": True}))[0] == "Zebras"


def test_what_has_no_date_is_last_whichever_way_dates_are_sorted(table):
    add(table, "Undated")
    add(table, "Old", published="1999")
    add(table, "New", published="2021-03")
    assert titles(table.shown({"sort": "date", "down": True})) == ["New", "Old", "Undated"]
    assert titles(table.shown({"sort": "date", "down": False})) == ["Old", "New", "Undated"]


def test_the_header_that_sorts_says_so_to_a_screen_reader_and_the_others_do_not(table):
    add(table, "One")
    html = table.shown({"sort": "title", "down": False})["html"]
    assert re.findall(r'aria-sort="(\w+)"><button type="button" data-sort="(\w+)"', html) == [("ascending", "title")]


def test_words_are_found_in_any_field_whatever_their_case_and_marks(table):
    add(table, "Gas", authors="Zofia Żochowska", series="Analyses")
    add(table, "Canals", authors="Karl Huber", series="Analyses")
    assert titles(table.shown({"words": "ZOCHOWSKA"})) == ["Gas"]
    assert titles(table.shown({"words": "analyses huber"})) == ["Canals"]
    assert titles(table.shown({"words": "huber gas"})) == []


def test_a_title_that_was_corrected_is_found_by_its_new_words(table):
    document = add(table, "Gas")
    assert titles(table.shown({"words": "gas"})) == ["Gas"]
    table.shown({"op": "correct", "id": document, "written": {"title": "Water"}})
    assert titles(table.shown({"words": "water"})) == ["Water"]


@pytest.mark.parametrize(
    ("name", "value"), [("series", "Briefs"), ("author", "Jan Olsen"), ("year", "2020"), ("language", "de")]
)
def test_a_filter_leaves_only_the_documents_that_have_the_value(table, name, value):
    add(table, "Wanted", series="Briefs", authors="Eva Lind; Jan Olsen", published="2020-05-01", language="de")
    add(table, "Other", series="Notes", authors="Eva Lind", published="2021-05-01", language="en")
    assert titles(table.shown({name: value})) == ["Wanted"]


def test_a_filter_says_how_many_documents_each_value_has(table):
    for title in ("One", "Two"):
        add(table, title, series="Briefs")
    add(table, "Three", series="Notes")
    options = re.findall(r'<option value="(Briefs|Notes)">\w+ \((\d+)\)', table.shown({})["html"])
    assert options == [("Briefs", "2"), ("Notes", "1")]


def test_what_is_unknown_of_documents_can_be_listed_and_is_named_in_the_row(table):
    add(table, "Whole", authors="Jan Olsen", published="2020")
    add(table, "Undated", authors="Jan Olsen")
    told = table.shown({"problem": "unknown"})
    assert titles(told) == ["Undated"]
    assert "Not known: date" in told["html"]
    assert titles(table.shown({"problem": "author"})) == []


def test_a_library_is_shown_a_page_at_a_time_and_a_page_beyond_the_last_is_the_last(table):
    for number in range(PAGE + 1):
        add(table, f"Note {number:03}")
    assert len(titles(table.shown({}))) == PAGE
    beyond = table.shown({"page": 9})
    assert titles(beyond) == ["Note 000"]
    assert beyond["state"]["page"] == 2
    assert f"{PAGE + 1}–{PAGE + 1} of {PAGE + 1}" in beyond["html"]


def test_what_the_browser_keeps_shows_the_same_again(table):
    for title in ("One", "Two", "Three"):
        add(table, title, series="Briefs" if title != "Two" else "")
    told = table.shown({"sort": "title", "down": False, "series": "Briefs"})
    assert titles(told) == ["One", "Three"]
    assert table.shown(told["state"])["html"] == told["html"]


@pytest.mark.parametrize("sent", [{"sort": "rowid; --"}, {"page": -3}, {"page": "x"}, {"words": None}])
def test_a_state_that_makes_no_sense_is_the_first_one(sent):
    assert State.of(sent) == State()


def test_nothing_of_a_document_becomes_markup(table):
    add(table, "Note", title=HOSTILE, series=HOSTILE)
    assert_only_text(table.shown({"words": HOSTILE[:40]})["html"])


# ---------------------------------------------------------------- what is done


def test_a_correction_that_no_field_can_hold_is_refused_in_a_sentence_and_changes_nothing(table):
    document = add(table, "Gas")
    told = table.shown({"op": "correct", "id": document, "written": {"published": "31.12.2020"}})
    assert "is not a date" in told["error"]
    assert table.shown({"problem": "corrected"})["html"].count("<tr data-id") == 0


def test_a_field_can_be_as_it_was_read_again(table):
    document = add(table, "Gas", title="Water")
    table.shown({"op": "correct", "id": document, "written": {}, "reset": ["title"]})
    assert titles(table.shown({})) == ["Gas"]


def test_the_form_of_a_row_has_the_values_and_says_where_they_are_from(table):
    document = add(table, "Gas", series="Briefs")
    form = table.shown({"op": "edit", "id": document})["form"]
    assert 'name="series" value="Briefs"' in form
    assert 'data-reset="series"' in form
    assert 'data-reset="title"' not in form


def test_several_documents_are_given_one_value_and_the_others_keep_theirs(table):
    one, two, _ = (add(table, title) for title in ("One", "Two", "Three"))
    told = table.shown({"op": "together", "ids": [one, two], "field": "series", "value": "Briefs"})
    assert told["say"] == "2 documents corrected"
    assert sorted(titles(table.shown({"series": "Briefs"}))) == ["One", "Two"]


def test_titles_are_not_given_to_several_documents_at_once(table):
    one = add(table, "One")
    table.shown({"op": "together", "ids": [one], "field": "title", "value": "All alike"})
    assert titles(table.shown({})) == ["One"]


def test_a_removed_document_is_gone_at_once_and_comes_back_with_its_corrections(table):
    document = add(table, "Gas", series="Briefs", published="2020-05")
    told = table.shown({"op": "remove", "ids": [document]})
    assert told["say"] == "1 document removed."
    assert titles(table.shown({})) == []
    with table.library.snapshot() as view:
        assert view.size == 0
    table.shown({"op": "undo", "numbers": told["undo"]})
    comes(table, ["Gas"], series="Briefs", year="2020")


def test_several_are_removed_and_come_back_together(table):
    ids = [add(table, title) for title in ("One", "Two", "Three")]
    told = table.shown({"op": "remove", "ids": ids[:2]})
    assert titles(table.shown({})) == ["Three"]
    table.shown({"op": "undo", "numbers": told["undo"]})
    comes(table, ["One", "Three", "Two"], sort="title", down=False)


def test_after_its_time_a_removed_document_and_its_file_are_gone_for_good(table, tmp_path, monkeypatch):
    told = table.shown({"op": "remove", "ids": [add(table, "Gas")]})
    assert len(list((tmp_path / "bin").iterdir())) == 1
    monkeypatch.setattr("qa.web.bin.KEPT", 0.0)
    assert "add its file again" in table.shown({"op": "undo", "numbers": told["undo"]})["error"]
    assert list((tmp_path / "bin").iterdir()) == []


def test_removing_what_another_tab_has_removed_is_said(table):
    document = add(table, "Gas")
    table.library.remove(document)
    assert "No document in the library" in table.shown({"op": "remove", "ids": [document]})["error"]


def test_what_the_library_is_made_of_is_told(table):
    add(table, "Gas", language="de")
    told = table.shown({"op": "about"})["about"]
    assert "words" in told
    assert "1 document · 1 paragraph · 1 passage to search by" in told
    assert "German (1)" in told
    assert str(table.library.folder) in told
