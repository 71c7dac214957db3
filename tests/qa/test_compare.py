"""A row for each document: filled if and only if it answers, and nothing claimed of what was not looked into."""

import csv
import io
from dataclasses import replace

import pytest

from index.model import Filters
from qa import sheets
from qa.answer import QuestionRefused
from qa.cli import main
from qa.compare import Row, State, compare, row_record
from qa.compose import open_library
from qa.settings import Settings

QUESTION = "How many ships waited at the Suez Canal?"
LATER = """The Suez Canal after the blockage

5 April 2021

The last of the more than 420 ships that had waited at the Suez Canal passed through it on 3 April 2021. The canal was blocked by the container ship Ever Given for six days, and the price of oil rose for a while.

Insurers expected claims of owners of cargo. The authority of the canal announced that it would widen the southern part of the waterway.
"""  # noqa: E501


@pytest.fixture(scope="module")
def folder(tmp_path_factory, reports):
    """The library of the other tests with a later analysis, the same one reprinted, and one without a date."""
    files = tmp_path_factory.mktemp("more")
    (files / "later.txt").write_text(LATER, "utf-8")
    (files / "reprint.txt").write_text(LATER.replace("5 April", "9 April"), "utf-8")
    (files / "undated.txt").write_text(
        "Bees\n\nA bee visits some fifty flowers before it returns to its hive.\n", "utf-8"
    )
    folder = tmp_path_factory.mktemp("compared")
    assert main(["add", "--library", str(folder), str(reports), str(files)]) == 0
    return folder


@pytest.fixture
def view(folder):
    library = open_library(Settings.of({}, library=folder, model=None, reranker=None, ocr=False))
    with library.snapshot() as view:
        yield view
    library.close()


def names(rows) -> list[str]:
    return [row.source.rpartition("/")[2] for row in rows]


def test_each_document_has_its_row_by_date_and_is_filled_where_it_answers(view) -> None:
    made = compare(view, QUESTION)
    assert names(made.rows) == ["canal.txt", "later.txt", "gas.txt", "undated.txt"]
    canal, later, gas, bees = made.rows
    assert canal.citation.quote == "In the meantime more than 400 ships waited at both ends of the canal."
    assert later.citation.quote.startswith("The last of the more than 420 ships that had waited")
    assert [gas.state, bees.state] == [State.NOTHING, State.NOTHING]
    assert [canal.citation.number, later.citation.number] == [1, 2]
    assert made.counts == {State.ANSWERS: 2, State.NOTHING: 2}
    for row in (canal, later):
        document = view.document(row.document)
        assert document.text[row.citation.start : row.citation.end] == row.citation.quote


def test_a_reprint_shares_the_row_of_its_work(view) -> None:
    later = compare(view, QUESTION).rows[1]
    assert names(later.prints) == ["reprint.txt"]
    [other] = row_record(later)["prints"]
    assert other == {
        "document": later.prints[0].document, "source": later.prints[0].source,
        "title": "The Suez Canal after the blockage", "published": "2021-04-09",
    }  # fmt: skip


def test_of_what_was_not_looked_into_nothing_is_claimed(view) -> None:
    made = compare(view, QUESTION, limit=1)
    (looked,) = [row for row in made.rows if row.state is not State.NOT_READ]
    assert looked.citation
    assert sum(made.counts.values()) == len(made.rows) == 5 - len(looked.prints)
    assert not any(row.citation for row in made.rows if row.state is State.NOT_READ)


def test_a_question_that_nothing_answers_fills_no_row(view) -> None:
    made = compare(view, "Who won the football world cup in Brazil?")
    assert made.counts == {State.NOTHING: 4}


def test_only_documents_that_pass_the_filters_have_a_row(view) -> None:
    made = compare(view, QUESTION, Filters(until="2021-04-06"))
    assert names(made.rows) == ["canal.txt", "later.txt"]
    assert made.rows[1].prints == ()
    assert made.coverage.searched == 2


def test_the_same_library_and_question_give_the_same_rows(view) -> None:
    assert compare(view, QUESTION) == compare(view, QUESTION)


def test_a_row_cannot_be_filled_without_an_answer_or_answer_without_a_quotation(view) -> None:
    filled, *_ = compare(view, QUESTION).rows
    with pytest.raises(ValueError, match="if and only if"):
        replace(filled, state=State.NOTHING)
    with pytest.raises(ValueError, match="if and only if"):
        Row("a" * 16, "/a.txt", "", (), "", State.ANSWERS)


def test_no_question_and_filters_that_name_nothing_are_refused(view) -> None:
    with pytest.raises(QuestionRefused):
        compare(view, " ")
    with pytest.raises(QuestionRefused):
        compare(view, QUESTION, Filters(authors=("Nobody",)))


def test_the_table_has_a_line_for_each_row(view) -> None:
    made = compare(view, QUESTION)
    columns, *lines = csv.reader(io.StringIO("".join(sheets.compared(made)), newline=""))
    told = [dict(zip(columns, line, strict=True)) for line in lines]
    assert [one["state"] for one in told] == ["answers", "answers", "nothing_found", "nothing_found"]
    assert [one["quotation"] for one in told] == [row.citation.quote if row.citation else "" for row in made.rows]
    assert told[0]["paragraph"] == "1"
    assert told[1]["prints"].endswith("reprint.txt")


def test_compare_prints_what_it_knows_then_each_row(run, folder) -> None:
    code, (whole, *rows), _ = run("compare", QUESTION, library=folder)
    assert code == 0
    assert whole["counts"] == {"answers": 2, "nothing_found": 2, "not_looked_into": 0}
    assert [row["state"] for row in rows] == ["answers", "answers", "nothing_found", "nothing_found"]
    assert rows[0]["citation"]["paragraph"] == 1
    assert rows[2]["citation"] is None


def test_compare_says_in_words_what_was_found_and_what_was_not_looked_into(folder, capsys) -> None:
    capsys.readouterr()
    assert main(["compare", "--library", str(folder), QUESTION]) == 0
    out = capsys.readouterr().out
    assert "“In the meantime more than 400 ships waited at both ends of the canal.”" in out
    assert "– nothing found" in out
    assert "2 of 4 documents that were looked into answer." in out
    assert "1 further document is another print or version of one of these." in out
    assert main(["compare", "--library", str(folder), QUESTION, "--limit", "1"]) == 0
    out = capsys.readouterr().out
    assert "1 of 1 document that was looked into answers." in out
    assert "further documents are not looked into" in out
    assert main(["compare", "--library", str(folder), QUESTION, "--author", "Nobody"]) == 1
