"""A sentence as the pieces between its marks: quotations apart, every word once and in its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.language.clauses import pieces


def shape(text: str) -> list[str]:
    """Each piece with the marks round it, a quotation in braces."""
    told = ((piece, " ".join(word.text for word in piece.words)) for piece in pieces(text))
    return [f"{one.opens}{f'{{{words}}}' if one.quotation else words}{one.closes}" for one, words in told]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Gazprom, however, said so.", ["Gazprom,", ",however,", ",said so"]),
        ("Prices rose – and fell; why?", ["Prices rose–", "–and fell;", ";why?"]),
        ("A well-known U.S. deal of 1,200 tons", ["A well-known U.S deal of 1,200 tons"]),
        ("He said “we have won it all”.", ['He said"', '"{we have won it all}"']),
        ("He called it a “cold war”.", ["He called it a cold war"]),
        ("“Never,” he said.", ['"{Never}"', '"he said']),
        ("He said “we have won it all", ['He said"', '"{we have won it all}"']),
        ("we have won it all,” he said.", ['"{we have won it all}"', '"he said']),
        ('we have won it all," he said.', ['"{we have won it all}"', '"he said']),
        ("Powiedział: „to już koniec sprawy”.", ["Powiedział:", '"{to już koniec sprawy}"']),
        ("Er sagte: „das ist das Ende“.", ["Er sagte:", '"{das ist das Ende}"']),
        ("Il a dit : «c'est la fin de tout».", ["Il a dit:", '"{c\'est la fin de tout}"']),
        ("", []),
        (" – ", []),
    ],
)
def test_a_sentence_is_cut_at_its_marks_and_what_was_said_stands_apart(text: str, told: list[str]) -> None:
    assert shape(text) == told


def test_an_elided_article_hides_no_capital() -> None:
    [piece] = pieces("l'OTAN et l'armée")
    assert [word.capital for word in piece.words] == [True, False, False]


def test_a_piece_is_known_by_its_first_word() -> None:
    first, second = pieces("But he went, and she came")
    assert first.starts(frozenset({"but"}))
    assert not second.starts(frozenset({"she"}))


@given(st.lists(st.sampled_from(["he", "said", "“", "”", '"', "„", "«", "»", ",", "?", "(", ")", "–"]), max_size=20))
def test_every_word_stands_in_one_piece_at_its_place(tokens: list[str]) -> None:
    text = " ".join(tokens)
    words = [word for piece in pieces(text) for word in piece.words]
    assert [text[word.start : word.end] for word in words] == [one for one in tokens if one.isalpha()]
