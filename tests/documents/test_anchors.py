"""Where the words of a quotation stand in a text, and what a paragraph is called."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from documents.anchors import paragraph_digest, places, within
from documents.folding import fold

TEXT = (
    "The line carries 500 megawatts. It was laid in 2016.\n\n"
    "Nobody repairs the line, and the Line Carries 500 Megawatts again.\n\n"
    "A line that carries 1,500 megawatts is another."
)


def found(text: str, quote: str) -> list[str]:
    return [text[start:end] for start, end in places(text, quote)]


def test_every_place_is_found_in_order_whatever_the_case_and_the_marks_around_it():
    assert found(TEXT, "“The line carries 500 megawatts”") == [
        "The line carries 500 megawatts", "the Line Carries 500 Megawatts",
    ]  # fmt: skip


def test_a_part_of_a_word_or_of_a_number_is_no_place():
    assert found(TEXT, "carries 50") == []
    assert found(TEXT, "500 megawatts is another") == []
    assert found("Non-nuclear plants, and one nuclear plant.", "nuclear plant") == ["nuclear plant"]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("He said: „the price rose by a fifth...” – in May.", "“the price rose by a fifth …” — in May"),
        ("the price\u00a0rose by a ﬁfth".replace("ﬁ", "fi").replace("\u00a0", " "), "The price rose by a fifth"),
        ("İstanbul’da fiyatlar arttı.", "İstanbul'da fiyatlar arttı"),
        ("The straße is closed.", "The straße is closed"),
        ("the energy- efficient house", "the energy-efficient house"),
    ],
)
def test_words_are_found_where_only_their_typography_differs(text: str, quote: str):
    assert len(list(places(text, quote))) == 1


def test_words_are_found_over_the_end_of_a_paragraph():
    assert found(TEXT, "laid in 2016. Nobody repairs") == ["laid in 2016.\n\nNobody repairs"]


def test_a_quotation_without_words_is_looked_for_as_it_is():
    assert found("a → b → c", "→") == ["→", "→"]
    assert found("abc", "—") == []


WORDS = st.lists(
    st.sampled_from(["the", "rate", "of", "5", "%", "was", "Łódź", "не", "cut", "."]), min_size=1, max_size=60
)


@given(st.lists(WORDS, min_size=1, max_size=6), st.data())
def test_what_is_looked_for_window_by_window_is_what_stands_in_the_whole_text(paragraphs: list[list[str]], data):
    text = "\n\n".join(" ".join(words) for words in paragraphs)
    start = data.draw(st.integers(0, len(text) - 1))
    quote = text[start : data.draw(st.integers(start + 1, len(text)))]
    words = fold(quote)
    assume(len(words))
    assert list(places(text, quote)) == list(within(fold(text), words))


@given(st.text(max_size=200), st.text(min_size=1, max_size=40))
def test_no_text_is_too_odd_to_be_searched(text: str, quote: str):
    for start, end in places(text, quote):
        assert fold(text[start:end]).words or text[start:end] == quote


def test_a_paragraph_keeps_its_name_when_only_its_typography_changes_and_loses_it_with_a_letter():
    name = paragraph_digest("“Prices – so they said… – rose.”")
    assert paragraph_digest('"Prices - so they said... - rose."') == name
    assert paragraph_digest('"Prices - so they said... - rise."') != name
    assert len(name) == 16
