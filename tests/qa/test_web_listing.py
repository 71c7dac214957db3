"""Lists that are whole: what a comparison says of each document."""

from __future__ import annotations

from collections import Counter

from qa.compare import Comparison, Row, State
from qa.model import Coverage
from qa.web import listing
from qa.web.wish import Mode, Wish
from tests.qa.pages import HOSTILE, assert_only_text, document, entry

QUESTION = "What happened?"


def compared(*rows):
    """The comparison of these rows as HTML."""
    coverage = Coverage(documents=len(rows), searched=len(rows), unreadable=0)
    counts = Counter(row.state for row in rows)
    return listing.compared(Comparison(QUESTION, rows, counts, coverage, {}, "x"), Wish(QUESTION, mode=Mode.COMPARE))


def row(source, state=State.NOTHING, prints=()):
    return Row(source, source, f"Title of {source}", (), "2021", state, prints=prints)


def test_prints_of_one_work_are_named_in_its_row_and_open():
    other = entry(document("It was blocked.", title="Reprinted", published="2021-05"))
    html = compared(row("a.txt", prints=(other,)))
    assert "Same work" in html
    assert f'href="?mode=compare&amp;q=What+happened%3F#doc={other.document}">Reprinted</a> (May 2021)' in html


def test_documents_that_were_not_asked_have_no_row_and_are_counted():
    html = compared(row("a.txt"), row("b.txt", State.NOT_READ), row("c.txt", State.NOT_READ))
    assert html.count('<th scope="row">') == 1
    assert "Only the documents nearest to the question were asked (1)" in html
    assert "not 2 others" in html


def test_rows_can_be_left_out_of_sight_only_where_some_answer():
    assert "Only those that answer" not in compared(row("a.txt"), row("b.txt"))


def test_titles_of_rows_and_prints_are_text():
    other = entry(document("It was blocked.", title=HOSTILE))
    assert_only_text(compared(Row("a", HOSTILE, HOSTILE, (HOSTILE,), "", State.NOTHING, prints=(other,))))
