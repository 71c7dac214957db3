"""What the reader opens, and which filters a browser may send."""

from __future__ import annotations

import threading

import pytest

from index.model import Filters
from qa.answer import LONGEST
from qa.web.desk import BEYOND, EDITED, GONE, MOVED, NEWER, NEWER_SAME, Desk, filters_of, thread_of
from qa.web.jobs import Jobs
from tests.index.doubles import anchor, open_library, text_of

PATH = "/reports/note.txt"


@pytest.fixture
def desk(tmp_path):
    (tmp_path / "spool").mkdir()
    library = open_library(tmp_path / "library")
    jobs = Jobs(library, tmp_path / "spool")
    yield Desk(library, jobs, threading.Event())
    jobs.close()
    library.close()


def add(desk, *paragraphs):
    return desk.library.add(text_of(*paragraphs, title="A note"), PATH).document


def opened(desk, document, number=0, text=""):
    return desk.open({"doc": document, "p": number, "h": anchor(text) if text else ""})


def test_a_cited_paragraph_is_opened_where_it_stands(desk):
    document = add(desk, "First.", "Second.")
    shown = opened(desk, document, 2, "Second.")
    assert (shown["doc"], shown["p"], shown["exact"], shown["notice"]) == (document, 2, True, "")
    assert "Second." in shown["html"]
    assert shown["title"] == "A note"
    assert shown["original"] == f"files/{document}"


def test_a_paragraph_that_moved_is_opened_under_its_new_number(desk):
    document = add(desk, "First.", "Second.")
    shown = opened(desk, document, 1, "Second.")
    assert (shown["p"], shown["exact"], shown["notice"]) == (2, True, MOVED)


def test_an_unchanged_paragraph_of_a_replaced_document_is_opened_in_the_newer_one(desk):
    before = add(desk, "First.", "Second.")
    after = add(desk, "A new one.", "First.", "Second.")
    shown = opened(desk, before, 2, "Second.")
    assert (shown["doc"], shown["p"], shown["exact"], shown["notice"]) == (after, 3, True, NEWER_SAME)


def test_an_edited_paragraph_is_said_to_be_edited_and_no_other_takes_its_place(desk):
    before = add(desk, "First.", "Second.")
    after = add(desk, "First.", "Second, but otherwise.")
    shown = opened(desk, before, 2, "Second.")
    assert (shown["doc"], shown["exact"], shown["notice"]) == (after, False, EDITED)


def test_a_number_alone_names_nothing_in_a_newer_version(desk):
    before = add(desk, "First.", "Second.")
    add(desk, "Something else.", "First.")
    assert opened(desk, before, 1)["exact"] is False
    assert opened(desk, before, 1)["notice"] == NEWER


def test_a_number_that_the_document_does_not_have_marks_nothing(desk):
    document = add(desk, "First.")
    assert (opened(desk, document, 2)["exact"], opened(desk, document, 2)["notice"]) == (False, BEYOND)
    assert opened(desk, document, 1)["exact"] is True


def test_a_document_without_a_paragraph_is_opened_at_its_head(desk):
    shown = opened(desk, add(desk, "First."))
    assert (shown["p"], shown["exact"], shown["notice"]) == (0, False, "")


def test_a_removed_document_is_said_to_be_gone(desk):
    document = add(desk, "First.")
    desk.library.remove(document)
    assert opened(desk, document, 1, "First.") == {"error": GONE}


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "' OR 1=1", "0" * 16, "x" * 10_000, None, 7, ["a"]])
def test_a_name_that_never_was_one_opens_nothing(desk, name):
    add(desk, "First.")
    assert desk.open({"doc": name, "p": 1}) == {"error": GONE}


@pytest.mark.parametrize("number", ["-1", "1.5", "²", "１", "9" * 400, None, {}, "1; DROP TABLE"])
def test_a_number_that_is_none_opens_the_head(desk, number):
    shown = desk.open({"doc": add(desk, "First."), "p": number})
    assert (shown["p"], shown["exact"]) == (0, False)


def test_a_text_that_the_browser_has_is_not_sent_again(desk):
    document = add(desk, "First.")
    assert desk.open({"doc": document, "p": 1, "known": [document]})["html"] == ""
    assert desk.open({"doc": document, "p": 1, "known": ["another"]})["html"] != ""


def test_a_question_that_is_none_is_refused_in_words(desk):
    assert "write one in words" in desk.answer("  ", Filters())
    assert "keep it under 2,000" in desk.answer("x" * 2001, Filters())


def test_the_skeleton_says_that_the_model_is_loading_until_it_is_loaded(desk):
    assert "still loading" in desk.skeleton("Why?")
    desk.ready.set()
    assert "still loading" not in desk.skeleton("Why?")


def test_an_empty_library_says_what_to_do_and_suggests_nothing(desk):
    assert "The library is empty" in desk.head()
    assert "The library is empty" in desk.answer("Is there anything?", Filters())
    assert desk.suggestions() == []


def test_documents_can_be_chosen_by_title_or_else_by_file_name(desk):
    document = add(desk, "First.")
    other = desk.library.add(text_of("Nothing is known of this."), "/reports/untold.txt").document
    assert desk.choices().documents == [("A note", document), ("untitled: untold.txt", other)]


def test_what_can_be_chosen_is_what_the_library_has(desk):
    document = add(desk, "First.")
    desk.correct({"doc": document, "written": {"authors": "B; A", "series": "Commentary", "language": "pl"}})
    choices = desk.choices()
    assert choices.authors == [("A", "A"), ("B", "B")]
    assert choices.series == [("Commentary", "Commentary")]
    assert choices.languages == [("Polish", "pl")]


SENT = {
    "author": ["Nobody Known"], "doc": ["note.txt"], "series": ["Commentary"], "lang": ["pl"],
    "since": "2021-01-01", "until": "2021-12-31",
}  # fmt: skip


def test_filters_are_taken_as_they_are_meant():
    assert filters_of(SENT) == Filters(
        ("Nobody Known",), ("note.txt",), "2021-01-01", "2021-12-31", ("Commentary",), ("pl",)
    )


@pytest.mark.parametrize(
    "sent",
    [
        {},
        dict.fromkeys(SENT),
        {"author": "a text", "doc": 7, "series": {}, "lang": "pl", "since": ["2021-01-01"]},
        {"author": [""], "doc": [" "], "lang": ["\t"]},
        {"author": [{}, 7, None], "doc": [["x"]], "since": "yesterday", "until": 20210101.5, "other": "2021-01-01"},
        {"since": None, "until": "2021-02-30"},
    ],
)
def test_what_makes_no_sense_filters_nothing(sent):
    assert filters_of(sent) == Filters()


@pytest.mark.parametrize(
    "sent", [{}, {"after": "a text", "for": 7}, {"after": [None, 7, " ", {}], "for": " "}, {"after": {}, "for": []}]
)
def test_what_makes_no_sense_is_no_thread(sent):
    assert not thread_of(sent)


def test_the_last_questions_of_a_thread_are_kept_each_as_long_as_a_question_may_be():
    thread = thread_of({"after": [f"{n} " + "x" * 10_000 for n in range(1_000)]})
    assert [one.split()[0] for one in thread.earlier] == [str(n) for n in range(992, 1_000)]
    assert all(len(one) == LONGEST for one in thread.earlier)


def test_filters_are_bounded():
    filters = filters_of({"author": ["x" * 10_000] * 10_000})
    assert len(filters.authors) == 100
    assert all(len(name) == 500 for name in filters.authors)


# Correcting


def test_what_a_visitor_corrects_is_shown_at_once_and_can_be_taken_back(desk):
    document = add(desk, "First.")
    assert desk.correct({"doc": document, "written": {"title": "Another note", "authors": "A; B"}}) == {"error": ""}
    shown = opened(desk, document)
    assert (shown["title"], shown["by"]) == ("Another note", "A, B")
    assert "yours; the file says “A note”" in shown["html"]
    assert "Another note" in desk.table()
    assert desk.choices().authors == [("A", "A"), ("B", "B")]
    assert desk.correct({"doc": document, "reset": ["title"]}) == {"error": ""}
    assert opened(desk, document)["title"] == "A note"


@pytest.mark.parametrize(
    "wanted",
    [
        {"written": {"published": "soon"}}, {"written": {"nonsense": "x"}}, {"reset": ["nonsense"]},
        {"written": {"title": "x" * 5000}}, {"doc": "nothing", "written": {"title": "x"}}, {"doc": None},
    ],
)  # fmt: skip
def test_a_correction_that_makes_no_sense_is_refused_in_a_sentence(desk, wanted):
    document = add(desk, "First.")
    told = desk.correct({"doc": document, **wanted})
    assert told["error"].endswith(".")
    assert opened(desk, document)["title"] == "A note"


def test_whatever_a_browser_sends_as_a_correction_is_text_or_nothing(desk):
    document = add(desk, "First.")
    for written, reset in (([1], "title"), ("x", None), ({"series": 7}, [None, 3])):
        assert desk.correct({"doc": document, "written": written, "reset": reset}) == {"error": ""}
    with desk.library.snapshot() as view:
        assert view.find(document).series == "7"


def test_an_answer_and_its_sources_are_of_one_moment(desk):
    document = add(desk, "The dam is high.", "The dam was built in 1960.")
    html = desk.answer("When was the dam built?", Filters())
    assert "The dam was built in 1960." in html or "Closest passages" in html
    assert document in html
