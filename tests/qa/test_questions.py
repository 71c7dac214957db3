"""A file of questions is plain lines, JSON lines, or both."""

import io
import json
import sys

import pytest

from qa.questions import Asked, BadQuestions, read_questions


def read(tmp_path, data):
    file = tmp_path / "questions"
    file.write_bytes(data)
    return [(one.name, one.question) for one in read_questions(str(file))]


def test_lines_and_json_lines_are_both_questions(tmp_path):
    data = '\ufeffWho?\r\n\n{"id": 7, "question": "When?"}\n{not json}\n  Where?  \n'.encode()
    assert read(tmp_path, data) == [(None, "Who?"), ("7", "When?"), (None, "{not json}"), (None, "Where?")]


def test_an_object_without_a_question_keeps_its_id_and_asks_nothing(tmp_path):
    data = b'{"id": "x"}\n{"id": "y", "question": null}\n{"id": {"a": 1}, "question": "Who?"}'
    assert read(tmp_path, data) == [("x", None), ("y", None), (None, "Who?")]


def test_a_line_too_deep_for_json_is_a_question(tmp_path):
    deep = b'{"a":' * 100_000
    assert read(tmp_path, deep) == [(None, deep.decode())]


def test_standard_input_is_read_like_a_file(monkeypatch):
    given = io.TextIOWrapper(io.BytesIO('\ufeff{"id": "a", "question": "Kto?"}\n'.encode()))
    monkeypatch.setattr(sys, "stdin", given)
    assert read_questions("-") == [Asked("a", "Kto?", '{"id": "a", "question": "Kto?"}')]


@pytest.mark.parametrize(
    ("data", "said"), [(b"", "empty"), (b" \n \n", "empty"), ("Kto?".encode("utf-16"), "not UTF-8")]
)
def test_a_file_without_questions_is_refused_in_a_sentence(tmp_path, data, said):
    with pytest.raises(BadQuestions, match=said):
        read(tmp_path, data)


def test_a_missing_file_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(BadQuestions, match="cannot be read"):
        read_questions(str(tmp_path / "missing"))


def test_the_questions_before_one_are_its_history_without_what_was_answered(tmp_path):
    file = tmp_path / "questions.jsonl"
    turns = [
        {"speaker": "user", "text": "What is a lock?"},
        {"speaker": "agent", "text": "A chamber."},
        {"role": "assistant", "content": "With gates."},
        {"role": "user", "content": "Who built it?"},
    ]
    lines = [
        {"question": "Why?", "history": turns},
        {"question": "Why?", "history": ["What is a lock?", "Who built it?"]},
        {"question": "Why?"},
        {"question": "Why?", "history": "nothing that is a list"},
        {"question": "Why?", "history": [None, 7, {"speaker": "user"}, {"text": 3}]},
    ]
    file.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    earlier = [asked.earlier for asked in read_questions(str(file))]
    assert earlier == [("What is a lock?", "Who built it?")] * 2 + [()] * 3
