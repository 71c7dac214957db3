"""A citation leads where its words stand today, says what became of them, and never leads to a wrong paragraph."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.anchors import CASES, Case, judged
from benchmarks.works import Work, work_of
from documents import paragraph_digest
from documents.read import read
from index.library import Library
from index.snapshot import Snapshot
from qa.anchors import Resolution, State, address_of, link, resolve
from qa.cite import cite
from qa.model import Citation
from qa.verify import message
from tests.index.doubles import open_library, text_of

HERE = Path(__file__).parent
#: Facts that can be checked, written for this project, in six languages and five formats.
TEXTS = sorted((HERE / "cases" / "quotations").glob("*.txt")) + sorted((HERE.parents[1] / "qa" / "samples").iterdir())
PATH = "/reports/note.txt"

LINE = "The line carries five hundred megawatts in both directions."
AROUND = ("It was laid on the sea bed in one summer.", "Repairs took the whole of the following winter.")


@pytest.fixture(scope="module")
def works() -> list[Work]:
    return [work_of(read(path.read_bytes(), path.name), 12) for path in TEXTS]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_of_all_that_happens_to_files_nothing_leads_a_citation_to_a_wrong_place(case: Case, works: list[Work]):
    found = judged(case, works, seed=7)
    assert len(found) >= len(works)
    assert [one for one in found if one.outcome == "wrong"] == []
    if not case.hard:
        missed = [one for one in found if one.outcome not in ("right", "said")]
        assert len(missed) <= len(found) // 20


@pytest.fixture
def library(tmp_path):
    library = open_library(tmp_path / "library")
    yield library
    library.close()


@contextmanager
def open_temporary() -> Iterator[Library]:
    """A library for one example of many."""
    with tempfile.TemporaryDirectory() as folder:
        library = open_library(Path(folder))
        yield library
        library.close()


def cited(library: Library, quote: str = LINE, nth: int = 0, source: str = PATH) -> Citation:
    """The citation of the nth place where the words stand."""
    with library.snapshot() as view:
        document = view.document(source)
    start = -1
    for _ in range(nth + 1):
        start = document.text.index(quote, start + 1)
    return cite(document, start, start + len(quote))


def today(library: Library, citation: Citation) -> Resolution:
    with library.snapshot() as view:
        return resolve(view, address_of(citation))


def shown(view: Snapshot, found: Resolution) -> str:
    return view.document(found.document or "").text[found.start : found.end]


def put(library: Library, *paragraphs: str, source: str = PATH, title: str = "A note on a line") -> str:
    return library.add(text_of(*paragraphs, title=title), source).document or ""


def test_what_stands_where_it_stood_is_unchanged(library):
    document = put(library, AROUND[0], LINE, AROUND[1])
    found = today(library, cited(library))
    assert (found.state, found.document, found.paragraph) == (State.UNCHANGED, document, 2)


def test_what_stands_in_a_newer_version_has_moved_there(library):
    put(library, AROUND[0], LINE)
    before = cited(library)
    newer = put(library, "A new beginning.", AROUND[0], f"However: {LINE}")
    found = today(library, before)
    assert (found.state, found.document, found.paragraph) == (State.MOVED, newer, 3)
    with library.snapshot() as view:
        assert shown(view, found) == LINE
    assert message(address_of(before), found) == "the quotation stands word for word in ¶ 3 of the newer version"


def test_a_range_that_typography_has_shifted_is_found_to_the_character(library):
    put(library, f"“Wait…” they said – twice. {LINE} “And so on.”")
    before = cited(library)
    put(library, f'"Wait..." they said - twice. {LINE} "And so on."', "More.")
    found = today(library, before)
    with library.snapshot() as view:
        assert (found.state, found.paragraph, shown(view, found)) == (State.MOVED, 1, LINE)


def test_an_edited_sentence_is_shown_with_the_words_that_differ(library):
    put(library, AROUND[0], LINE, AROUND[1])
    before = cited(library)
    put(library, AROUND[0], LINE.replace("five", "six"), AROUND[1])
    found = today(library, before)
    assert (found.state, found.paragraph) == (State.EDITED, 2)
    assert [(one.kind, one.text) for one in found.changes if one.kind != "same"] == [
        ("removed", "five"),
        ("added", "six"),
    ]
    assert "carries [-five-] {+six+} hundred" in message(address_of(before), found)


def test_an_edited_sentence_is_found_between_inserted_paragraphs(library):
    put(library, AROUND[0], LINE, AROUND[1])
    before = cited(library)
    put(library, AROUND[0], "A paragraph between.", LINE.replace("five", "six"), "And one more.", AROUND[1])
    found = today(library, before)
    assert (found.state, found.paragraph) == (State.EDITED, 3)


def test_a_removed_sentence_is_removed_though_another_is_almost_the_same(library):
    other = LINE.replace("five", "nine").replace("The", "The other")
    put(library, AROUND[0], LINE, AROUND[1], other)
    before = cited(library)
    put(library, AROUND[0], AROUND[1], other)
    found = today(library, before)
    assert (found.state, found.paragraph, found.start) == (State.REMOVED, None, None)


def test_of_sentences_that_differ_in_a_figure_none_is_taken_for_another(library):
    family = [
        f"In {year} the line carried {n} hundred megawatts to the north."
        for year, n in ((2019, 4), (2020, 5), (2021, 6))
    ]
    put(library, *family)
    before = [cited(library, one) for one in family]
    put(library, family[2], family[0])
    states = [today(library, one) for one in before]
    assert [(one.state, one.paragraph) for one in states] == [(State.MOVED, 2), (State.REMOVED, None), (State.MOVED, 1)]


def test_the_same_words_in_two_paragraphs_are_told_apart_by_what_stands_beside_them(library):
    put(library, "First part.", LINE, AROUND[0], "Second part.", LINE, AROUND[1])
    before = [cited(library, nth=0), cited(library, nth=1)]
    put(library, "New.", "First part.", LINE, AROUND[0], "New too.", "Second part.", LINE, AROUND[1])
    assert [today(library, one).paragraph for one in before] == [3, 7]


def test_where_nothing_tells_two_places_apart_it_is_said_and_none_is_named(library):
    put(library, "First part.", LINE, AROUND[0], "Second part.", LINE, AROUND[1])
    before = cited(library)
    put(library, "All.", LINE, "is.", LINE, "new.")
    found = today(library, before)
    assert (found.state, found.paragraph) == (State.AMBIGUOUS, None)


def test_a_removed_copy_does_not_lead_to_the_one_that_is_left(library):
    put(library, "First part.", LINE, AROUND[0], "Second part.", LINE, AROUND[1])
    before = cited(library)
    put(library, "First part.", AROUND[0], "Second part.", LINE, AROUND[1])
    assert today(library, before).state is State.REMOVED


def test_a_correction_that_quotes_what_it_corrects_is_not_the_sentence(library):
    put(library, AROUND[0], LINE, AROUND[1])
    before = cited(library)
    put(library, AROUND[0], LINE.replace("five", "six"), AROUND[1], f"Correction: this text said that “{LINE}”")
    found = today(library, before)
    assert (found.state, found.paragraph) == (State.EDITED, 2)


def test_a_sentence_over_the_end_of_a_parted_paragraph_stands_there_still(library):
    put(library, f"{AROUND[0]} {LINE} {AROUND[1]}")
    before = cited(library)
    head, tail = LINE.split(" megawatts")
    put(library, f"{AROUND[0]} {head}", f"megawatts{tail} {AROUND[1]}")
    found = today(library, before)
    assert (found.state, found.paragraph) == (State.MOVED, 1)
    with library.snapshot() as view:
        assert shown(view, found).split() == LINE.split()


def test_a_document_that_was_removed_is_gone_and_it_is_said_when(library):
    put(library, LINE)
    before = cited(library)
    library.remove(PATH)
    found = today(library, before)
    assert (found.state, found.document, found.paragraph) == (State.GONE, None, None)
    assert found.removed
    assert message(address_of(before), found) == f"the document was removed from the library on {found.removed[:10]}"


def test_the_same_work_in_another_format_takes_its_place_and_is_named(library):
    put(library, AROUND[0], LINE)
    before = cited(library)
    library.remove(PATH)
    again = put(library, "Set anew.", AROUND[0], LINE, source="/reports/note.pdf")
    found = today(library, before)
    assert (found.state, found.document, found.paragraph, found.elsewhere) == (State.MOVED, again, 3, True)
    assert message(address_of(before), found).endswith("the quotation stands word for word in “A note on a line”, ¶ 3")


def test_another_number_of_a_series_does_not_take_the_place_of_a_removed_one(library):
    put(library, LINE, AROUND[0], source="/weekly/11.txt", title="Weekly report")
    put(library, LINE, AROUND[1], source="/weekly/12.txt", title="Weekly report")
    before = cited(library, source="/weekly/11.txt")
    library.remove("/weekly/11.txt")
    assert today(library, before).state is State.GONE


def test_a_forged_quotation_is_not_what_stands_at_its_address(library):
    put(library, AROUND[0], LINE, AROUND[1])
    true = cited(library)
    forged = replace(true, quote=true.quote.replace("five", "nine"), end=true.end)
    found = today(library, forged)
    assert found.state is State.EDITED
    assert [one.text for one in found.changes if one.kind != "same"] == ["nine", "five"]


def test_a_link_that_knows_only_its_paragraph_leads_to_it_and_to_no_other(library):
    first = put(library, AROUND[0], LINE, "Same.", "Same.")
    named = cited(library)
    with library.snapshot() as view:
        known = link(first, 2, named.anchor.paragraph)
        same = link(first, 4, paragraph_digest("Same."))
        assert resolve(view, known).state is State.UNCHANGED
        assert resolve(view, same).paragraph == 4
    newer = put(library, "New.", AROUND[0], LINE, "Same.", "Same.")
    with library.snapshot() as view:
        found = resolve(view, known)
        assert (found.state, found.document, found.paragraph) == (State.MOVED, newer, 3)
        assert resolve(view, same).state is State.AMBIGUOUS
        assert resolve(view, replace(known, anchor=replace(known.anchor, paragraph="a" * 16))).state is State.REMOVED
    library.remove(PATH)
    with library.snapshot() as view:
        assert resolve(view, known).state is State.GONE


def test_an_address_of_a_document_that_never_was_here_is_gone(library):
    put(library, LINE)
    lost = address_of(replace(cited(library), document="0" * 16, title="Of something else"))
    with library.snapshot() as view:
        found = resolve(view, lost)
    assert (found.state, found.removed) == (State.GONE, "")
    assert message(lost, found) == "the document is no longer in the library"


def test_an_anchor_knows_how_often_its_words_stood_and_so_much_beside_them_as_tells_where(library):
    put(library, "Part one is here.", LINE, AROUND[0], "Part two is here.", LINE, AROUND[1])
    anchors = [cited(library, nth=nth).anchor for nth in (0, 1)]
    assert [one.places for one in anchors] == [2, 2]
    with library.snapshot() as view:
        text = view.document(PATH).text
    assert all(text.count(side.strip()) == 1 for one in anchors for side in (one.prefix, one.suffix))


SENTENCES = st.lists(
    st.sampled_from(["Prices rose.", "Prices fell.", "Nothing changed in May.", "It rained.", LINE, *AROUND]),
    min_size=1,
    max_size=4,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(SENTENCES, min_size=1, max_size=5), st.lists(SENTENCES, min_size=1, max_size=5), st.integers(0, 3))
def test_whatever_a_version_says_a_place_that_is_named_says_the_words_or_shows_the_difference(before, after, which):
    with open_temporary() as library:
        put(library, *map(" ".join, before))
        quote = before[-1][which % len(before[-1])]
        made = cited(library, quote)
        put(library, *map(" ".join, after))
        found = today(library, made)
        with library.snapshot() as view:
            words = shown(view, found) if found.paragraph else ""
    if found.state in (State.UNCHANGED, State.MOVED):
        assert words == quote
    elif found.state is State.EDITED:
        assert words != quote
        assert " ".join(one.text for one in found.changes if one.kind != "removed").split() == words.split()
    else:
        assert found.paragraph is None
    if not any(quote in paragraph for paragraph in after):
        assert found.state not in (State.UNCHANGED, State.MOVED, State.AMBIGUOUS)
