"""An answer as text, in a terminal and as Markdown: all that the page says of it."""

from __future__ import annotations

from datetime import date

from qa import terminal
from qa.cite import runs
from qa.export.chicago import plain_note
from qa.export.works import Access
from qa.export.write import copied
from qa.model import Conflict, Disagreement, Part, Ranked, Unread, Verdict, WithoutText
from tests.qa.pages import answered, copy_of, document

FIRST = document(
    "The lock holds 13 ships. It is old.", source="/r/first.txt", title="First", published="2019-05", authors=("A B",)
)
SECOND = document("The lock holds 7 ships.", source="/r/second.txt", title="Second", published="2021")
MANY = (FIRST, "The lock holds 13 ships.")
OLD = (FIRST, "It is old.")
FEW = (SECOND, "The lock holds 7 ships.")


def markdown(given):
    return copied(given, "chicago", Access(date(2026, 11, 23)))


def blocks(given):
    """What the terminal shows, block by block, with its line breaks undone."""
    return [" ".join(block.split()) for block in terminal.answer(given).split("\n\n")]


def test_each_part_of_a_question_has_its_quotations_or_is_not_found():
    parts = (
        Part("How many?", Verdict.ANSWERED, (1,)),
        Part("Who?", Verdict.NOT_FOUND, ()),
        Part("How old?", Verdict.ANSWERED, (1, 2)),
    )
    given = answered(MANY, OLD, more={"parts": parts, "verdict": Verdict.PARTLY})
    assert blocks(given)[1:7] == [
        "Answered in part.",
        "How many?",
        "“The lock holds 13 ships.” [1]",
        "Who? – not found in the library.",
        "How old? [1]",
        "“It is old.” [2]",
    ]
    assert markdown(given).split("\n\n")[2:7] == [
        "*How many?*",
        "> The lock holds 13 ships.[^1]",
        "*Who? – not found in the library*",
        "*How old?* [^1]",
        "> It is old.[^2]",
    ]


def test_reported_speech_and_reprints_go_with_the_quotation_wherever_it_goes():
    given = answered(MANY, known={1: {"reported": "the harbour office", "also": (copy_of(SECOND), copy_of(FIRST, 2))}})
    assert "“The lock holds 13 ships.” [1] (reported: the harbour office)" in blocks(given)
    cited = "A B, “First,” May 2019, para. 1. Reported: the harbour office."
    copies = "Also in: Second (2021), para. 1; First (May 2019), para. 2."
    assert plain_note(given.citations[0]) == cited
    assert f"[1] {cited} ({FIRST.id}) {copies}" in blocks(given)
    assert f"[^1]: {cited} {copies}\n" in markdown(given)


def test_what_differs_and_what_is_newer_stand_after_the_answer_with_their_dates():
    conflict = Conflict(Disagreement.NUMBER, (1, 2), ("13 ships", "7 ships"))
    given = answered(MANY, FEW, OLD, stated=1, more={"conflicts": (conflict,), "newer": (3,)})
    assert blocks(given)[2:8] == [
        "“The lock holds 13 ships.” [1]",
        "Evidence is not unanimous: 13 ships – 7 ships",
        "2019-05: “The lock holds 13 ships.” [1]",
        "2021: “The lock holds 7 ships.” [2]",
        "Newer analyses on this point:",
        "2019-05: “It is old.” [3]",
    ]
    assert markdown(given).split("\n\n")[2:8] == [
        "> The lock holds 13 ships.[^1]",
        "**Evidence is not unanimous: 13 ships – 7 ships**",
        "> The lock holds 13 ships.[^1]",
        "> The lock holds 7 ships.[^2]",
        "**Newer analyses on this point:**",
        "> It is old.[^3]",
    ]


def test_not_found_says_why_and_how_to_go_on():
    near = Ranked("0" * 16, "a.txt", "A report", (2, 2), None, None, 0, 5, "It was blocked.", 1.0)
    given = answered(
        passages=[near],
        absent_terms=("canl", "Peru"),
        spellings={"canl": ("canal", "canals")},
        searched=1,
        unreadable=1,
        unread=(Unread("/x/scan.pdf", "no_text_layer", "It is a scan: run OCR first."),),
        without_text=(WithoutText("0" * 16, "/x/a.pdf", "Another", (3, 4, 5, 9)),),
        left_out={"as_of": 2},
        more={"beyond": (near,)},
    )
    shown = "\n".join(terminal.answer(given).splitlines())
    for line in (
        "It is incomplete: 1 file could not be read, 4 pages without text.",
        "Never used in the library: canl, Peru.",
        "  canl: canal, canals?",
        "Outside the filters, these would answer; ask without them:",
        "The closest passages, which do not answer it:",
        "  It was blocked. (A report, ¶ 2)",
        "Searched 1 of 3 documents; 1 file could not be read, 4 pages without text.",
        "  --as-of leaves out 2",
        "  not read: scan.pdf: It is a scan: run OCR first.",
        "  no text: Another, pages 3–5, 9",
    ):
        assert line in shown
    assert "incomplete" not in terminal.answer(answered())


def test_the_closest_passages_are_shown_once_each():
    close = [Ranked("0" * 16, "a.txt", "T", (1, 1), None, None, 0, 5, f"Passage {n}.", 1.0) for n in (2, 1, 2, 3, 4)]
    shown = terminal.answer(answered(passages=close))
    assert [line.split()[1] for line in shown.splitlines() if line.startswith("  Passage")] == ["2.", "1.", "3."]


def test_only_so_many_files_are_named():
    unread = tuple(Unread(f"/x/{n}.pdf", "damaged", "It is damaged.") for n in range(40))
    shown = terminal.answer(answered(MANY, unreadable=40, unread=unread))
    assert shown.count("It is damaged.") == terminal.NAMED
    assert "and 35 more" in shown


def test_pages_are_listed_as_people_list_them():
    assert [runs(pages) for pages in ((), (7,), (1, 2), (1, 3, 4, 5, 9))] == ["", "7", "1–2", "1, 3–5, 9"]
