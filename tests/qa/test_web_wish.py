"""What a browser may ask for: addresses that come back as they were made, and nothing of what makes no sense."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import Filters
from qa.answer import ALONE, LONGEST, Thread
from qa.language.conversation import MOST_EARLIER
from qa.web.wish import LISTS, LONGEST_NAME, MOST_NAMES, Mode, Wish, filters_of, mode_of, number_of, thread_of, wish_of

SENT = {
    "author": ["Nobody Known"], "doc": ["note.txt"], "series": ["Commentary"], "lang": ["pl"],
    "since": "2021-01-01", "until": "2021-12-31", "asof": "2022-06-30",
}  # fmt: skip

#: What a person may have typed: no control characters and no halves of surrogate pairs, which no address can hold.
words = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=40).map(str.strip).filter(bool)
names = st.lists(words, max_size=3).map(tuple)
days = st.just("") | st.dates().map(lambda day: day.isoformat())


def sent_by(address):
    """What the page reads of an address, as Starlette has it."""
    query = parse_qs(address.removeprefix("?"))
    return {name: values if name in (*LISTS, "after") else values[-1] for name, values in query.items()}


@given(
    st.builds(
        Wish,
        question=words,
        filters=st.builds(
            Filters, authors=names, documents=names, series=names, languages=names, since=days, until=days, as_of=days
        ),
        mode=st.sampled_from(Mode),
        thread=st.builds(Thread, st.lists(words, max_size=MOST_EARLIER).map(tuple), words),
        page=st.integers(1, 999_999),
    )
)
def test_an_address_asks_for_what_it_was_made_of(wish):
    meant = wish if wish.mode is Mode.ANSWER else replace(wish, thread=ALONE)
    assert wish_of(sent_by(wish.address)) == meant


def test_a_stored_answer_has_an_address_of_its_own():
    for wish in (Wish(stored="0123456789abcdef"), Wish(stored="0123456789abcdef", again=True)):
        assert wish_of(sent_by(wish.address)) == wish
    assert Wish(stored="0123456789abcdef").address == "?a=0123456789abcdef"


@pytest.mark.parametrize(
    "name", ["", "0123", "0123456789ABCDEF", "0123456789abcdef0", "../../../etc/pass", 7, None, []]
)
def test_what_is_no_id_names_no_stored_answer(name):
    assert wish_of({"a": name, "q": "gas"}) == Wish("gas")


def test_a_draft_that_is_longer_than_a_question_is_in_no_address():
    draft = Wish("“Quoted.” " * LONGEST, mode=Mode.CHECK)
    assert draft.address == "?mode=check"
    assert wish_of(sent_by(replace(draft, question="“Quoted.”").address)).question == "“Quoted.”"


def test_terms_and_comparisons_follow_no_question():
    thread = {"after": ["What is a lock?"], "for": "locks"}
    for mode in (Mode.FIND, Mode.COMPARE):
        assert wish_of({"q": "gas", "mode": mode.value, **thread}) == Wish("gas", mode=mode)
    assert wish_of({"q": "gas", **thread}).thread == Thread(("What is a lock?",), "locks")


def test_what_is_as_it_is_anyway_is_in_no_address():
    assert Wish("What happened?").address == "?q=What+happened%3F"
    assert Wish().address == "?"


def test_a_permalink_from_before_there_were_modes_asks_for_an_answer():
    assert wish_of(sent_by("?q=What+happened%3F&author=A&since=2021-01-01")) == Wish(
        "What happened?", Filters(authors=("A",), since="2021-01-01")
    )


@pytest.mark.parametrize("value", [None, "", "Find", "checked", 7, ["find"], {"find": 1}])
def test_a_mode_that_there_is_not_is_an_answer(value):
    assert mode_of(value) is Mode.ANSWER


@pytest.mark.parametrize("value", ["-1", "0", "1.5", "²", "１", "9" * 400, None, {}, [2]])
def test_a_page_that_is_no_number_is_the_first(value):
    assert wish_of({"q": "gas", "part": value}).page == 1
    assert number_of(value) == 0


def test_filters_are_taken_as_they_are_meant():
    assert filters_of(SENT) == Filters(
        ("Nobody Known",), ("note.txt",), "2021-01-01", "2021-12-31", ("Commentary",), ("pl",), "2022-06-30"
    )


@pytest.mark.parametrize(
    "sent",
    [
        {},
        dict.fromkeys(SENT),
        {"author": "a text", "doc": 7, "series": {}, "lang": "pl", "since": ["2021-01-01"], "asof": ["2021-01-01"]},
        {"author": [""], "doc": [" "], "lang": ["\t"]},
        {"author": [{}, 7, None], "doc": [["x"]], "since": "yesterday", "until": 20210101.5, "other": "2021-01-01"},
        {"since": None, "until": "2021-02-30", "asof": "2021-1-1"},
        {"since": "20210101", "until": "2021-W01-1", "asof": "２０２１-01-01"},
    ],
)
def test_what_makes_no_sense_filters_nothing(sent):
    assert filters_of(sent) == Filters()


@pytest.mark.parametrize(
    "sent", [{}, {"after": "a text", "for": 7}, {"after": [None, 7, " ", {}], "for": " "}, {"after": {}, "for": []}]
)
def test_what_makes_no_sense_is_no_thread(sent):
    assert not thread_of(sent)


@pytest.mark.parametrize("question", [None, 7, ["gas"], {}, "  \n "])
def test_a_question_that_is_no_text_is_none(question):
    assert wish_of({"q": question}).question == ""


def test_the_last_questions_of_a_thread_are_kept_each_as_long_as_a_question_may_be():
    thread = thread_of({"after": [f"{n} " + "x" * 10_000 for n in range(1_000)]})
    assert [one.split()[0] for one in thread.earlier] == [str(n) for n in range(992, 1_000)]
    assert all(len(one) == LONGEST for one in thread.earlier)


def test_filters_are_bounded():
    filters = filters_of({"author": ["x" * 10_000] * 10_000})
    assert len(filters.authors) == MOST_NAMES
    assert all(len(name) == LONGEST_NAME for name in filters.authors)
