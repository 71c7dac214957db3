"""A file of questions is read as far as it can be, and what cannot is named."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from qa.evaluation.gold import Evidence, Question, chosen, half_of, read_gold, resolved, spread
from qa.questions import BadQuestions

EVIDENCE = {"document": "canal.txt", "text": "It opened in 1869.", "page": 3}


def written(folder: Path, *lines: object) -> Path:
    file = folder / "questions.jsonl"
    file.write_text("\n".join(one if isinstance(one, str) else json.dumps(one) for one in lines), "utf-8")
    return file


def question(
    name: str = "1", evidence: Sequence[Evidence] = (), *, needs_all: bool = False, about: str = ""
) -> Question:
    return Question(name, "When?", answerable=True, evidence=tuple(evidence), needs_all=needs_all, about=about)


def test_a_line_with_everything_is_read(tmp_path: Path) -> None:
    line = {
        "id": "a", "question": "When did it open?", "answerable": True, "evidence": [EVIDENCE], "evidence_mode": "all",
        "about_document": "canal.txt", "history": [{"speaker": "user", "text": "What is the Suez Canal?"}],
        "language": "en",
    }  # fmt: skip
    assert read_gold(written(tmp_path, line)).questions == (
        Question(
            "a", "When did it open?", answerable=True, evidence=(Evidence("canal.txt", "It opened in 1869.", 3),),
            needs_all=True, about="canal.txt", earlier=("What is the Suez Canal?",), language="en",
        ),
    )  # fmt: skip


def test_a_question_alone_is_enough(tmp_path: Path) -> None:
    (read,) = read_gold(written(tmp_path, {"question": "When?"})).questions
    assert (read.id, read.answerable, read.evidence, read.labelled) == ("1", True, (), False)


def test_a_question_that_has_no_answer_is_not_labelled(tmp_path: Path) -> None:
    (read,) = read_gold(written(tmp_path, {"question": "?", "answerable": False, "evidence": [EVIDENCE]})).questions
    assert not read.labelled


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("When did it open?", "it is not JSON."),
        ("{broken", "it is not JSON."),
        ({"id": "x"}, 'it has no "question" in words.'),
        ({"question": "  "}, 'it has no "question" in words.'),
        ({"question": 7}, 'it has no "question" in words.'),
        ({"question": "When?", "evidence": "canal.txt"}, 'its "evidence" is no list.'),
        ({"question": "When?", "evidence": [{"text": "1869"}]}, 'a piece of its "evidence" names no "document".'),
        ({"question": "When?", "evidence": ["canal.txt"]}, 'a piece of its "evidence" names no "document".'),
    ],
)
def test_a_line_that_is_no_question_is_left_out_and_named(tmp_path: Path, line: object, why: str) -> None:
    gold = read_gold(written(tmp_path, {"question": "When?"}, line))
    assert len(gold.questions) == 1
    assert gold.problems[0].startswith(f"Entry 2 of {tmp_path / 'questions.jsonl'} is left out: {why} It begins ")


def test_a_file_without_any_question_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadQuestions, match=r"No line of .* is a question"):
        read_gold(written(tmp_path, "[]"))
    with pytest.raises(BadQuestions, match="cannot be read"):
        read_gold(tmp_path / "missing.jsonl")


def test_a_page_that_is_no_number_is_not_known(tmp_path: Path) -> None:
    line = {"question": "When?", "evidence": [{**EVIDENCE, "page": "iv"}, {**EVIDENCE, "page": 0}]}
    (read,) = read_gold(written(tmp_path, line)).questions
    assert [one.page for one in read.evidence] == [None, None]


def test_the_halves_are_told_by_the_ids_alone_and_are_about_as_large() -> None:
    questions = [question(f"q{number}") for number in range(1000)]
    tuning, held_back = chosen(questions, only="tuning"), chosen(questions, only="held-back")
    assert {one.id for one in tuning} | {one.id for one in held_back} == {one.id for one in questions}
    assert not {one.id for one in tuning} & {one.id for one in held_back}
    assert 450 < len(tuning) < 550
    # sha256("q0") begins with 34, sha256("q1") with c7, sha256("q2") with be.
    assert [half_of(name) for name in ("q0", "q1", "q2")] == ["tuning", "held-back", "tuning"]


def test_so_many_questions_are_spread_evenly() -> None:
    assert spread(range(10), 5) == [0, 2, 4, 6, 8]
    assert spread(range(3), 5) == [0, 1, 2]
    assert spread(range(3), None) == [0, 1, 2]


NAMES = {"canal.txt": "id1", "broken.pdf": ""}


def test_a_question_gets_the_ids_of_its_documents() -> None:
    known, missing = resolved(question(evidence=[Evidence("canal.txt", "x", 2)], about="canal.txt"), NAMES)
    assert known == question(evidence=[Evidence("id1", "x", 2)], about="id1")
    assert missing == []


def test_evidence_in_a_document_that_is_not_there_is_left_out_and_named() -> None:
    known, missing = resolved(question(evidence=[Evidence("canal.txt", "x"), Evidence("gone.txt", "y")]), NAMES)
    assert known == question(evidence=[Evidence("id1", "x")])
    assert missing == ["gone.txt"]


def test_a_question_that_cannot_be_judged_any_more_is_left_out() -> None:
    pieces = [Evidence("canal.txt", "x"), Evidence("gone.txt", "y")]
    assert resolved(question(evidence=pieces, needs_all=True), NAMES) == (None, ["gone.txt"])
    assert resolved(question(evidence=pieces[1:]), NAMES) == (None, ["gone.txt"])


def test_a_document_that_could_not_be_read_counts_against_the_product() -> None:
    known, missing = resolved(question(evidence=[Evidence("broken.pdf", "x")]), NAMES)
    assert known is not None
    assert known.labelled
    assert missing == []
