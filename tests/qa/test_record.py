"""The record of an answer and the way back: nothing is lost, and nothing that is no answer becomes one."""

from __future__ import annotations

import contextlib
import copy
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.model import (
    Anchor,
    Answer,
    Citation,
    Conflict,
    Copy,
    Coverage,
    Disagreement,
    Part,
    Ranked,
    Statement,
    Unread,
    Verdict,
)
from qa.record import BadRecord, answer_of, citation_of, citation_record, identified, identity, line, record

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
WORD = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=12)
NUMBER = st.integers(0, 10**6)


@st.composite
def citations(draw, number):
    quote, start = draw(WORD), draw(NUMBER)
    anchor = draw(st.builds(Anchor, TEXT, NUMBER, NUMBER, TEXT, TEXT, TEXT))
    copies = draw(st.lists(st.builds(Copy, TEXT, TEXT, TEXT, st.tuples(TEXT), TEXT, NUMBER, st.none() | TEXT, TEXT)))
    return Citation(
        number, draw(WORD), draw(TEXT), draw(TEXT), tuple(draw(st.lists(TEXT, max_size=2))), draw(TEXT),
        tuple(draw(st.lists(TEXT, max_size=2))), draw(NUMBER) + 1, draw(st.none() | NUMBER), draw(st.none() | TEXT),
        draw(st.booleans()), start, start + len(quote), quote, anchor, draw(TEXT), draw(TEXT), tuple(copies[:2]),
    )  # fmt: skip


RANKED = st.builds(
    Ranked, TEXT, TEXT, TEXT, st.tuples(NUMBER, NUMBER), st.none() | NUMBER, st.none() | TEXT, NUMBER, NUMBER, TEXT,
    st.floats(-9, 9),
)  # fmt: skip
COVERAGE = st.builds(
    Coverage, NUMBER, NUMBER, NUMBER, st.tuples(TEXT), st.dictionaries(TEXT, st.tuples(TEXT, TEXT), max_size=2),
    st.dictionaries(TEXT, NUMBER, max_size=2), st.tuples(st.builds(Unread, TEXT, TEXT, TEXT)),
)  # fmt: skip
FILTERS = st.fixed_dictionaries({"author": st.lists(TEXT, max_size=2), "since": TEXT})


@st.composite
def answers(draw):
    """Every kind of answer: quotations that answer, that differ, that are newer; parts; passages; none."""
    total = draw(st.integers(0, 4))
    cited = [draw(citations(number)) for number in range(1, total + 1)]
    stated = draw(st.integers(1, total)) if total else 0
    statements = tuple(Statement(one.quote, one.number) for one in cited[:stated])
    beside = [one.number for one in cited[stated:]]
    kind = draw(st.sampled_from(Disagreement))
    conflicts = [Conflict(kind, (1, number), (draw(TEXT), draw(TEXT))) for number in beside[:1]]
    verdict = draw(st.sampled_from([Verdict.ANSWERED, Verdict.PARTLY])) if total else Verdict.NOT_FOUND
    return Answer(
        question=draw(TEXT),
        searched=draw(TEXT),
        follows=draw(TEXT),
        verdict=verdict,
        statements=statements,
        citations=tuple(cited),
        passages=tuple(draw(st.lists(RANKED, max_size=2))),
        coverage=draw(COVERAGE),
        fingerprint=draw(TEXT),
        filters=draw(FILTERS),
        parts=(Part(draw(TEXT), verdict, (1,)),) if total else (),
        conflicts=tuple(conflicts),
        newer=tuple(beside[1:]),
        beyond=tuple(draw(st.lists(RANKED, max_size=1))),
        limit=draw(NUMBER),
        id=draw(TEXT),
        elapsed_ms=draw(st.floats(0, 10**6)),
    )


@given(answers())
@settings(max_examples=40, deadline=None)
def test_an_answer_comes_back_from_its_record_as_it_was_recorded(answer):
    printed = line(record(answer))
    back = answer_of(json.loads(printed))
    assert line(record(back)) == printed
    assert identity(back) == identity(answer)
    rounded = [replace(one, score=round(one.score, 4)) for one in answer.passages]
    assert back.citations == answer.citations
    assert list(back.passages) == rounded
    assert (back.parts, back.conflicts, back.newer) == (answer.parts, answer.conflicts, answer.newer)
    assert back.coverage == answer.coverage


def plain_answer():
    quote = "The bridge opened in 1912."
    anchor = Anchor("p" * 16, 0, len(quote), quote, "", "")
    cited = Citation(
        1, "d" * 16, "/a.txt", "Bridges", ("A. Example",), "1912", (), 3, None, None, ocr=False, start=0,
        end=len(quote), quote=quote, anchor=anchor, url="/#doc=d",
    )  # fmt: skip
    return Answer(
        "When?", "When?", "", Verdict.ANSWERED, (Statement(quote, 1),), (cited,), (), Coverage(1, 1, 0), "f", {}
    )


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_no_damaged_record_is_anything_but_an_answer_or_refused(data):
    given_record = json.loads(line(record(plain_answer())))
    place, key = given_record, data.draw(st.sampled_from(sorted(given_record)))
    while isinstance(place[key], dict | list) and place[key] and data.draw(st.booleans()):
        place = place[key]
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
    junk = st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=3)
    place[key] = data.draw(st.recursive(junk, lambda inner: st.lists(inner, max_size=2)))
    with contextlib.suppress(BadRecord):
        answer = answer_of(given_record)
        assert all(one.text == answer.citations[0].quote for one in answer.statements)


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda one: one["statements"][0].update(text="The bridge opened in 1913."), "a statement that misquotes"),
        (lambda one: one["citations"].clear(), "a statement without its citation"),
        (lambda one: one.update(verdict="not_found"), "a verdict that does not fit"),
        (lambda one: one["citations"][0].update(paragraph=True), "a number that is none"),
        (lambda one: one["citations"][0].update(authors="A. Example"), "a text in place of a list"),
        (lambda one: one.pop("question"), "no question"),
    ],
)
def test_a_record_that_would_not_hold_as_an_answer_is_refused(change, what):
    given_record = json.loads(line(record(plain_answer())))
    assert answer_of(copy.deepcopy(given_record)).question == "When?"
    change(given_record)
    with pytest.raises(BadRecord):
        answer_of(given_record)


def test_a_record_of_the_first_version_is_still_an_answer():
    given_record = json.loads(line(record(plain_answer())))
    first = ("id", "question", "verdict", "statements", "citations", "passages", "coverage", "filters", "fingerprint")
    known = ("number", "document", "source", "title", "authors", "published", "section", "paragraph", "page",
             "page_label", "ocr", "start", "end", "quote", "anchor", "url")  # fmt: skip
    old = {name: given_record[name] for name in first}
    old["citations"] = [{name: one[name] for name in known} for one in old["citations"]]
    old["coverage"] = {name: old["coverage"][name] for name in ("documents", "searched", "unreadable", "absent_terms")}
    answer = answer_of(old)
    assert (answer.searched, answer.newer, answer.citations[0].also) == ("When?", (), ())


def test_a_citation_comes_back_from_its_record():
    (cited,) = plain_answer().citations
    assert citation_of(json.loads(json.dumps(citation_record(cited)))) == cited
    with pytest.raises(BadRecord):
        citation_of({**citation_record(cited), "quote": "Another."})


def test_an_answer_is_named_by_what_it_says_not_by_when_or_under_which_name():
    answer = plain_answer()
    named = identified(answer)
    assert named.id == identity(answer)
    assert len(named.id) == 16
    assert identity(replace(answer, id="q17", elapsed_ms=99.0)) == named.id
    assert identity(replace(answer, fingerprint="g")) != named.id
    assert identity(replace(answer, filters={"author": ["A"]})) != named.id
