"""A question and a library become an answer: real documents, the real model, every field of what is said."""

import pytest

from index.model import Filters
from qa.answer import Thread, ask
from qa.compose import open_library
from qa.model import Disagreement, Verdict
from qa.settings import Settings

#: Checkable facts, in the shape of analyses; written for these tests.
BRIDGE = """Analyses

The bridge over the Great Belt

Transport
Footnote test desk
{date}

The Great Belt Bridge links the Danish islands of Zealand and Funen. The suspension bridge was opened to cars on 14 June 1998. {length}

Commentary

Before the bridge was built, ferries took an hour for the crossing. This kept the islands apart. {extra}
"""  # noqa: E501
LENGTH = "The suspension bridge of the Great Belt is 6,790 metres long."
OTHER_LENGTH = "The suspension bridge of the Great Belt is 6,500 metres long."
FILES = {
    "belt.txt": BRIDGE.format(date="3 May 2003", length=LENGTH, extra="Nearly 30,000 vehicles cross it each day."),
    "reprint.txt": BRIDGE.format(
        date="9 May 2003", length=LENGTH, extra="Nearly 30,000 vehicles cross it each day. The harbour office agrees."
    ),
    "review.txt": f"""Analyses

What the Great Belt Bridge was worth

Transport
Footnote test desk
20 September 2014

Economists looked again at the Great Belt Bridge in Denmark after sixteen years of traffic. {OTHER_LENGTH}

Findings

The tolls repaid most of the loans. Travel between Copenhagen and Odense became an hour shorter.
""",
    "canal.txt": """Analyses

The Kiel Canal

Shipping
Footnote test desk
2 February 2010

The Kiel Canal in Germany links the North Sea with the Baltic Sea. It is 98 kilometres long and was opened on 21 June 1895.

Commentary

According to the canal administration, some 30,000 ships pass through it every year.
""",  # noqa: E501
}


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("answers")
    with_closing = open_library(Settings(folder))
    for name, text in FILES.items():
        assert with_closing.add(text.encode(), f"/{name}").outcome == "added"
    yield with_closing
    with_closing.close()


def quotes(answer):
    return [statement.text for statement in answer.statements]


def named(answer, number):
    return next(citation for citation in answer.citations if citation.number == number)


def test_a_question_of_one_thing_has_no_parts(library):
    answer = ask(library, "When was the Kiel Canal opened?")
    assert answer.verdict is Verdict.ANSWERED
    assert answer.parts == ()
    assert "It is 98 kilometres long and was opened on 21 June 1895." in quotes(answer)


def test_each_thing_that_is_asked_has_its_own_verdict_and_its_own_citations(library):
    answer = ask(library, "How long is the Kiel Canal, and when was the Great Belt Bridge opened to cars?")
    assert [part.verdict for part in answer.parts] == [Verdict.ANSWERED, Verdict.ANSWERED]
    long, opened = (" ".join(named(answer, number).quote for number in part.citations) for part in answer.parts)
    assert "98 kilometres" in long
    assert "14 June 1998" in opened
    assert answer.verdict is Verdict.ANSWERED


def test_a_question_of_which_only_a_part_is_answered_is_answered_in_part(library):
    answer = ask(library, "How long is the Kiel Canal, and who painted the ceiling of the Sistine Chapel?")
    assert answer.verdict is Verdict.PARTLY
    assert [part.verdict for part in answer.parts] == [Verdict.ANSWERED, Verdict.NOT_FOUND]
    assert answer.parts[1].citations == ()
    assert quotes(answer)


def test_a_part_is_told_as_it_was_asked_without_the_words_that_are_searched_with_it(library):
    answer = ask(library, "How long is the suspension bridge of the Great Belt, and what did ferries need for it?")
    assert [part.question for part in answer.parts] == [
        "How long is the suspension bridge of the Great Belt?",
        "What did ferries need for it?",
    ]


def test_a_question_that_another_is_completed_by_is_not_asked_again(library):
    answer = ask(library, "and in Germany?", thread=Thread(("What is the Great Belt Bridge?",)))
    assert answer.searched == "and in Germany? What is the Great Belt Bridge?"
    assert answer.parts == ()


def test_what_a_follow_up_refers_to_goes_with_each_of_its_parts(library):
    thread = Thread(("What is the Kiel Canal?",))
    answer = ask(library, "How long is it, and when was it opened?", thread=thread)
    assert [part.question for part in answer.parts] == ["How long is it?", "When was it opened?"]
    long, opened = (" ".join(named(answer, number).quote for number in part.citations) for part in answer.parts)
    assert "98 kilometres" in long
    assert "21 June 1895" in opened
    again = ask(library, answer.question, thread=Thread(thread.earlier, answer.searched))
    assert (again.parts, again.statements) == (answer.parts, answer.statements)


def test_nothing_is_quoted_where_nothing_answers(library):
    answer = ask(library, "Who painted the ceiling of the Sistine Chapel?")
    assert answer.verdict is Verdict.NOT_FOUND
    assert answer.statements == answer.citations == answer.conflicts == answer.newer == ()
    assert "ceiling" in answer.coverage.absent_terms


def test_a_sentence_brings_the_one_that_it_leans_on(library):
    answer = ask(library, "What kept the Danish islands apart?")
    at = quotes(answer).index("This kept the islands apart.")
    assert quotes(answer)[at - 1] == "Before the bridge was built, ferries took an hour for the crossing."


def test_a_reprint_is_no_further_source_and_is_told_beside_the_sentence(library):
    answer = ask(library, "When was the Great Belt Bridge opened to cars?")
    opened = next(citation for citation in answer.citations if "14 June 1998" in citation.quote)
    assert [copy.source for copy in opened.also] == (
        ["/reprint.txt"] if opened.source == "/belt.txt" else ["/belt.txt"]
    )
    assert len([quote for quote in quotes(answer) if "14 June 1998" in quote]) == 1


def test_works_that_give_different_figures_are_shown_side_by_side_with_their_dates(library):
    answer = ask(library, "How long is the suspension bridge of the Great Belt?")
    assert len(answer.conflicts) == 1
    conflict = answer.conflicts[0]
    assert conflict.kind is Disagreement.NUMBER
    assert [named(answer, number).quote for number in conflict.citations] == [LENGTH, OTHER_LENGTH]
    assert [named(answer, number).published[:4] for number in conflict.citations] == ["2003", "2014"]
    assert conflict.values == ("6,790 metres", "6,500 metres")


def test_who_is_said_to_have_said_it_stands_with_the_citation(library):
    answer = ask(library, "How many ships pass through the Kiel Canal every year?")
    told = next(citation for citation in answer.citations if "30,000 ships" in citation.quote)
    assert told.reported == "the canal administration"


def test_as_of_a_date_only_what_was_out_answers_and_what_came_later_is_pointed_at(library):
    answer = ask(library, "How long is the suspension bridge of the Great Belt?", Filters(as_of="2005-01-01"))
    assert {named(answer, one.citation).published[:4] for one in answer.statements} == {"2003"}
    assert [named(answer, number).source for number in answer.newer] == ["/review.txt"]
    assert answer.coverage.left_out == {"as_of": 2}  # the review and the canal


def test_what_the_filters_leave_out_and_would_answer_is_told_and_not_quoted(library):
    answer = ask(library, "How long is the Kiel Canal?", Filters(since="2012"))
    assert answer.verdict is Verdict.NOT_FOUND
    assert [passage.source for passage in answer.beyond] == ["/canal.txt"]


def test_the_same_question_has_the_same_answer(library):
    one, other = (ask(library, "How long is the suspension bridge of the Great Belt?", name="x") for _ in range(2))
    assert (one.statements, one.citations, one.conflicts, one.newer, one.passages, one.fingerprint) == (
        other.statements, other.citations, other.conflicts, other.newer, other.passages, other.fingerprint,
    )  # fmt: skip
