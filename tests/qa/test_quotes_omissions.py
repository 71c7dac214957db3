"""Marks of omission, brackets and notes in quotations: what is left out and put in, and what never may be."""

import pytest

from documents.folding import fold
from qa.difference import told
from qa.quotes.check import Quotation, Verdict, check
from qa.quotes.matching import LONGEST_GAP, cut, with_omissions
from tests.index.doubles import open_library, text_of

STORES = (
    "The stores were not full in spring. In the summer of 2022 the states agreed that the stores, which belong to "
    "private firms, had to be 80 % full by 1 November. Some states have no stores of their own."
)
PRICES = "Prices rose [4] and fell again [12, 13] within a week, which nobody [sic] had foreseen."
LONG = f"The talks began in May. {'They went on without a result for many weeks. ' * 12}They ended in autumn."


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    opened = open_library(tmp_path_factory.mktemp("library"))
    opened.add(
        text_of(STORES, PRICES, LONG, "Steam is lost [source missing] in every engine.", title="Gas"), "/gas.txt"
    )
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def view(library):
    with library.snapshot() as view:
        yield view


@pytest.fixture(scope="module")
def look(view):
    return lambda text, *claimed: check(
        view, Quotation(text, claimed=tuple(view.find(one).document for one in claimed))
    )


def test_a_mark_that_only_the_quotation_has_at_its_end_is_not_taken_along(look) -> None:
    assert look("the stores were not full!").citation.quote == "The stores were not full"


def test_words_left_out_with_a_mark_are_shown(look) -> None:
    found = look("the states agreed that the stores … had to be 80 % full")
    assert found.verdict is Verdict.OMISSION
    assert found.omitted == ("which belong to private firms",)
    assert not found.denied


def test_a_not_among_the_words_that_are_left_out_is_told(look) -> None:
    found = look("The stores were […] full in spring")
    assert (found.verdict, found.omitted, found.denied) == (Verdict.OMISSION, ("not",), True)


def test_words_left_out_without_a_mark_alter_a_quotation(look) -> None:
    found = look("the states agreed that the stores had to be 80 % full")
    assert found.verdict is Verdict.ALTERED
    assert "{+which belong to private firms, +}" in told(found.changes).replace("firms,+}", "firms, +}")


def test_more_words_than_a_few_sentences_are_no_omission(look) -> None:
    assert look("The talks began in May … They ended in autumn").verdict is Verdict.ALTERED
    assert len(LONG) > LONGEST_GAP


def test_what_is_put_in_may_stand_beside_words_or_in_their_place(look) -> None:
    found = look("the stores [of gas] had to be 80 % full by [the winter]")
    assert found.verdict is Verdict.OMISSION
    assert found.inserted == ("of gas", "the winter")
    assert found.omitted == ("which belong to private firms",)


@pytest.mark.parametrize("quote", ["had to be [90] % full by", "had [not] to be 80 % full", "[No] stores were full"])
def test_what_is_put_in_never_stands_for_another_number_nor_says_not(look, quote) -> None:
    assert look(quote).verdict is Verdict.ALTERED


def test_a_letter_in_brackets_and_sic_leave_a_quotation_verbatim(look) -> None:
    assert look("[t]he stores were [sic] not full").verdict is Verdict.VERBATIM


def test_the_marks_of_notes_may_be_left_out_but_not_be_others(look) -> None:
    assert look("Prices rose and fell again within a week").verdict is Verdict.VERBATIM
    assert look("Prices rose [4] and fell again [12, 13] within a week").verdict is Verdict.VERBATIM
    assert look("Prices rose [5] and fell again").verdict is Verdict.ALTERED


def test_brackets_that_the_text_has_are_its_own(look) -> None:
    found = look("which nobody [sic] had foreseen")
    assert (found.verdict, found.citation.quote) == (Verdict.VERBATIM, "which nobody [sic] had foreseen")


def test_a_single_word_stands_beside_an_omission_that_is_short(look) -> None:
    assert look("Prices … fell again within a week").verdict is Verdict.OMISSION
    assert look("The … They ended in autumn").verdict is not Verdict.OMISSION


def test_the_difference_covers_a_first_and_a_last_word_that_were_changed(look) -> None:
    found = look("Many states have no stores of their friends.")
    assert found.verdict is Verdict.ALTERED
    assert told(found.changes) == "[-Many-] {+Some+} states have no stores of their [-friends.-] {+own.+}"


def test_a_document_that_is_gone_is_quoted_no_more(tmp_path) -> None:
    library = open_library(tmp_path)
    library.add(text_of("The bridge was closed for a year."), "/a.txt")
    library.add(text_of("The bridge is long."), "/b.txt")
    with library.snapshot() as view:
        assert check(view, Quotation("The bridge was closed for a year")).verdict is Verdict.VERBATIM
    library.remove("a.txt")
    with library.snapshot() as view:
        assert check(view, Quotation("The bridge was closed for a year")).verdict is not Verdict.VERBATIM
    library.close()


def test_a_quotation_is_cut_at_its_marks_and_each_gap_has_its_width() -> None:
    parts = cut("one two … three [four] five six (...) seven")
    assert [part.words for part in parts.parts] == [("one", "two"), ("three",), ("five", "six"), ("seven",)]
    assert parts.inserted == ("four",)
    assert with_omissions(parts, fold("One, two and three or five six; then seven.")).gaps == ((2, 3), (4, 5), (7, 8))


def test_sic_may_be_put_into_a_quotation_that_has_brackets_of_its_own(look) -> None:
    assert look("Steam is [sic] lost [source missing] in every engine.").verdict is Verdict.VERBATIM
