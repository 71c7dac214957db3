"""A file of questions is plain lines, JSON lines, or both."""

from qa.questions import read_questions


def test_lines_and_json_lines_are_both_questions(tmp_path):
    file = tmp_path / "questions"
    file.write_text('\ufeffWho?\n\n{"id": 7, "question": "When?"}\n{not json}\n  Where?  \n', "utf-8")
    assert read_questions(str(file)) == [(None, "Who?"), ("7", "When?"), (None, "{not json}"), (None, "Where?")]
