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


@given(st.text())
def test_collapsed_text_is_one_line_with_the_same_words(text: str):
    assert collapse(text).split(" ") == (text.split() or [""])
