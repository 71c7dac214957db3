"""When a passage holds the evidence, and when a ranking serves a question."""

from __future__ import annotations

from qa.evaluation.gold import Evidence, Question
from qa.evaluation.relevance import Candidate, Shown, held, hits, of_documents, of_pages

LENGTH = Evidence("canal", "The canal is 193 kilometres long.")
OPENED = Evidence("canal", "It was opened on 17 November 1869.", 2)


def candidate(text: str, document: str = "canal", pages: tuple[int, int] | None = None) -> Candidate:
    return Candidate(document, text, pages)


def asked(*evidence: Evidence, needs_all: bool = False) -> Question:
    return Question("1", "?", answerable=True, evidence=evidence, needs_all=needs_all)


def test_a_passage_holds_the_sentence_that_is_in_it() -> None:
    assert candidate("Egypt owns it. The canal is 193 kilometres long. Ships wait.").holds(LENGTH)


def test_a_passage_holds_the_evidence_that_it_is_a_part_of() -> None:
    assert candidate("193 kilometres long").holds(LENGTH)


def test_four_words_of_five_are_enough_and_three_are_not() -> None:
    evidence = Evidence("canal", "alpha beta gamma delta epsilon")
    assert candidate("alpha beta gamma delta other words here").holds(evidence)
    assert not candidate("alpha beta gamma other words here too").holds(evidence)


def test_the_same_words_in_another_document_are_no_evidence() -> None:
    assert not candidate("The canal is 193 kilometres long.", document="other").holds(LENGTH)


def test_the_same_words_on_another_page_are_no_evidence() -> None:
    text = "It was opened on 17 November 1869."
    assert candidate(text, pages=(2, 2)).holds(OPENED)
    assert candidate(text, pages=(1, 2)).holds(OPENED)
    assert not candidate(text, pages=(3, 4)).holds(OPENED)


def test_a_document_without_pages_is_not_judged_by_them() -> None:
    assert candidate("It was opened on 17 November 1869.").holds(OPENED)


def test_evidence_without_a_text_is_the_whole_page() -> None:
    assert candidate("Anything.", pages=(2, 2)).holds(Evidence("canal", "", 2))
    assert not candidate("Anything.", pages=(3, 3)).holds(Evidence("canal", "", 2))


def test_a_text_without_words_holds_nothing() -> None:
    assert not candidate("— …").holds(LENGTH)


def test_any_evidence_serves_a_question_that_does_not_need_all() -> None:
    ranked = [candidate("Nothing."), candidate("The canal is 193 kilometres long.")]
    assert hits(asked(LENGTH, OPENED), ranked) == [False, True]
    assert hits(asked(LENGTH, OPENED, needs_all=True), ranked) == [False, False]


def test_all_the_evidence_is_there_when_the_last_piece_is_found() -> None:
    ranked = [candidate("The canal is 193 kilometres long."), candidate("It was opened on 17 November 1869.")]
    assert hits(asked(LENGTH, OPENED, needs_all=True), ranked) == [False, True]


def test_pieces_are_counted_once_however_often_they_are_found() -> None:
    ranked = [candidate("The canal is 193 kilometres long.")] * 3
    assert held(asked(LENGTH, OPENED), ranked) == 1


def test_any_passage_of_the_document_is_the_right_document() -> None:
    assert hits(of_documents(asked(LENGTH, needs_all=True)), [candidate("Ships wait.", pages=(9, 9))]) == [True]


def test_a_question_without_a_page_has_no_right_page() -> None:
    assert of_pages(asked(LENGTH)).evidence == ()
    assert hits(of_pages(asked(LENGTH, OPENED)), [candidate("Ships wait.", pages=(2, 2))]) == [True]


def shown(*paragraphs: str) -> Shown:
    return Shown(candidate("\n\n".join(paragraphs)), tuple(map(candidate, paragraphs)))


def test_each_paragraph_that_holds_evidence_is_a_gain() -> None:
    passage = shown("The canal is 193 kilometres long.", "Ships wait.", "It was opened on 17 November 1869.")
    assert passage.gain([LENGTH, OPENED]) == 2
    assert passage.gain([LENGTH]) == 1


def test_a_paragraph_of_a_few_words_is_not_evidence_because_they_occur_there() -> None:
    assert shown("The canal", "Ships wait.").gain([LENGTH]) == 0
    assert shown("Ships wait.", "193").gain([Evidence("canal", "193")]) == 1


def test_evidence_that_lies_in_several_paragraphs_is_one_gain() -> None:
    both = Evidence("canal", "Ships wait at both ends while tugs pull at the bow.")
    halves = shown("Ships wait at both ends", "of the canal, and sailors sleep, while tugs pull at the bow.")
    assert halves.gain([both]) == 1


def test_what_is_told_in_another_document_is_no_gain() -> None:
    assert shown("The canal is 193 kilometres long.").gain([Evidence("other", LENGTH.text)]) == 0
