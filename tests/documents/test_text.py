import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.text import collapse, normalise


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("e\u0301", "é"),
        ("ﬁnal ﬂow o\ufb03ce", "final flow office"),
        ("Kar\u00adte", "Karte"),
        ("exam\u00ad\n  ple", "example"),
        ("10\u00a0km\u202f\u2009now", "10 km  now"),
        ("a\r\nb\rc\u2028d\u0085e", "a\nb\nc\nd\ne"),
        ("a\u2029b", "a\n\nb"),
        ("\ufeffa\u200bb\u202ec\u0007d\x00", "abcd"),
        ("page\fpage", "page\fpage"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\ud800", "\ufffd"),
        ("“Taliban’s” – ‘red lines’…", "“Taliban’s” – ‘red lines’…"),
        ("straße œuvre", "straße œuvre"),
        ("Wei\u2010Ju non\u2011breaking", "Wei-Ju non-breaking"),
        ("a – b — c − d", "a – b — c − d"),
        ("\x1b[1;31mred\x1b[0m line", "red line"),
        ("a\ufffcb\uffff\ufdd0c", "abc"),
        ("one\x1ftwo", "one two"),
        ("\u2068right\u2069 \u202bto\u202c left\u200f", "right to left"),
        ("\u212b \u2126 \u00b5", "Å Ω µ"),
        ("q\u0307\u0323", "q\u0323\u0307"),
        ("ﬆ ﬅ Ⅳ ĳ", "st st Ⅳ ĳ"),
        ("10\u202f000\u3000km", "10 000 km"),
        ("exam\u00ad\r\nple", "example"),
        ("x² ½ №", "x² ½ №"),
    ],
)
def test_what_nobody_sees_is_made_uniform_and_nothing_else_changes(before: str, after: str):
    assert normalise(before) == after


@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str):
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode("utf-8")


SPACES = [chr(code) for code in range(0x110000) if chr(code).isspace()]


@pytest.mark.parametrize("space", SPACES, ids=ascii)
def test_no_kind_of_space_is_lost_between_two_words(space: str):
    assert normalise(f"one{space}two").split() == ["one", "two"]


@given(st.lists(st.text(st.characters(categories=["L", "N", "P", "S", "M"]), min_size=1), min_size=1))
def test_normalising_neither_joins_nor_parts_words(words: list[str]):
    assert [normalise(word) for word in words] == normalise(" ".join(words)).split(" ")


@given(st.text())
def test_collapsed_text_is_one_line_with_the_same_words(text: str):
    assert collapse(text).split(" ") == (text.split() or [""])


def test_a_letter_keeps_as_many_marks_as_any_script_sets_and_no_million():
    assert normalise("a" + "\u0323\u0301" * 3 + " b") == "\u1ea1\u0323\u0323\u0301\u0301\u0301 b"
    assert len(normalise("a" + "\u0301\u0327" * 500_000)) <= 31
