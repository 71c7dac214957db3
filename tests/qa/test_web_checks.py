"""The page of checked quotations: each verdict is told apart, what differs is shown, and nothing is more than text."""

from __future__ import annotations

import re
from html import unescape

import pytest

from qa.cite import cite
from qa.difference import difference
from qa.quotes.check import Checked, Quotation, Verdict
from qa.web import checks
from qa.web.wish import Mode, Wish
from tests.qa.pages import HOSTILE, document

HELD = document("The stores had to be 80 % full by 1 November. Nobody objected.", title="Gas rules")
SENTENCE = "The stores had to be 80 % full by 1 November."
CITED = cite(HELD, HELD.text.index(SENTENCE), HELD.text.index(SENTENCE) + len(SENTENCE))


def read(html):
    """What a person reads of it."""
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


def shown(*found):
    return checks.checked(found, Wish("A draft.", mode=Mode.CHECK), 0.002)


def test_a_verbatim_quotation_leads_to_its_paragraph():
    html = shown(Checked(Quotation(SENTENCE), Verdict.VERBATIM, CITED))
    assert "?mode=check&amp;q=A+draft." + CITED.url[1:].replace("&", "&amp;") in html
    assert "1 quotation checked" in read(html)
    assert "1 verbatim" in read(html)


def test_an_altered_one_shows_which_words_are_whose():
    mine = SENTENCE.replace("80", "90")
    html = shown(Checked(Quotation(mine), Verdict.ALTERED, CITED, changes=difference(mine, SENTENCE)))
    assert '<del><span class="qa-vh">not in the source: </span>90</del>' in html
    assert '<ins><span class="qa-vh">in the source: </span>80</ins>' in html
    assert "Copy citation" not in html  # altered words are no quotation to be cited


def test_what_is_left_out_and_put_in_is_shown():
    html = shown(
        Checked(
            Quotation("The stores … full [of gas]"),
            Verdict.OMISSION,
            CITED,
            omitted=("had to be",),
            inserted=("of gas",),
        )
    )
    assert "<q>had to be</q>" in html
    assert "<q>of gas</q>" in html
    assert "it may change what is said" in read(html)


def test_a_not_among_what_is_left_out_is_told():
    found = Checked(Quotation("They did … agree"), Verdict.OMISSION, CITED, omitted=("not",), denied=True)
    assert "A “not” is among what is left out" in read(shown(found))


def test_sentences_that_were_put_together_lead_to_where_each_stands():
    html = shown(Checked(Quotation("A. B."), Verdict.ALTERED, CITED, stitched=(CITED, CITED)))
    assert "joined as if they were one run" in read(html)
    assert html.count("They stand in") == 1


@pytest.mark.parametrize("verdict", [Verdict.NOT_FOUND, Verdict.ELSEWHERE])
def test_a_verdict_that_is_no_yes_says_what_it_means(verdict):
    html = read(shown(Checked(Quotation(SENTENCE), verdict, CITED if verdict is Verdict.ELSEWHERE else None)))
    assert {"not_found": "Nothing in the library is like it", "elsewhere": "it stands here"}[verdict.value] in html


def test_a_short_one_says_that_it_tells_little():
    html = read(shown(Checked(Quotation("the grid"), Verdict.VERBATIM, CITED, others=(CITED,), more=40, short=True)))
    assert "Too short to tell much: these words stand in 42 places" in html
    assert "and in 40 other paragraphs" in html


def test_a_text_without_quotations_is_told_so():
    assert "no quotation marks" in read(shown())


def test_a_draft_is_never_more_than_text():
    hostile = document(HOSTILE, title=HOSTILE, source=f"/{HOSTILE}.txt")
    cited = cite(hostile, hostile.blocks[-1].start, hostile.blocks[-1].end)
    html = shown(
        Checked(Quotation(HOSTILE), Verdict.ALTERED, cited, changes=difference(HOSTILE, f"{HOSTILE} more"),
                omitted=(HOSTILE,), inserted=(HOSTILE,), others=(cited,), stitched=(cited,)),
    )  # fmt: skip
    assert "<img" not in html
    assert "<script" not in html
