import pytest

from documents.notes import find_notes
from documents.readers import plain

LONG = "The canal was opened in November 1869 and has no locks, because the two seas have almost the same level"
NOTE = "Its length is 193 kilometres."


def blocks(text: str) -> list[tuple[str, str]]:
    document = plain.read(text.encode(), "a.txt")
    return [(block.kind, document.text_of(block)) for block in document.blocks]


@pytest.mark.parametrize(
    ("call", "mark"),
    [(".[1]", "[1]"), (".¹", "¹"), ("[1].", "[1]"), ("¹.", "¹"), (".”[1]", "[1]"), (",[1] we think.", "[1]")],
)  # fmt: skip
def test_lines_that_the_text_calls_are_notes_and_their_marks_go(call: str, mark: str):
    plainly = call.replace(mark, "")
    assert blocks(f"{LONG}{call} Ships wait.\n\n{LONG}.\n\n{mark} {NOTE}\n") == [
        ("paragraph", f"{LONG}{plainly} Ships wait."), ("paragraph", f"{LONG}."), ("note", NOTE),
    ]  # fmt: skip


@pytest.mark.parametrize("head", ["----------", "* * *", "________", "Notes", "Przypisy:"])
@pytest.mark.parametrize("marks", [("1", "2"), ("1.", "2."), ("[1]", "[2]"), ("¹", "²"), ("1)", "2)")])
def test_numbered_lines_under_a_rule_or_their_name_are_notes(head: str, marks: tuple[str, str]):
    text = f"{LONG}.\n\n{LONG}.\n\n{head}\n\n{marks[0]} {NOTE}\n{marks[1]} It was widened.\n"
    assert blocks(text)[-2:] == [("note", NOTE), ("note", "It was widened.")]
    assert blocks(text)[-3][0] in ("furniture", "heading")


def test_a_numbered_list_at_the_end_that_nothing_calls_is_a_list():
    assert [kind for kind, _ in blocks(f"{LONG}:\n\n1. {LONG}.\n2. {LONG}.\n")] == ["paragraph", "item", "item"]


@pytest.mark.parametrize(
    "text", ["10 km² of land", "in CO2 and G7", "x¹ grows", "see [1] and [2]", "a cost of 3.1 million"]
)
def test_figures_that_only_look_like_calls_stay(text: str):
    body = f"{LONG}. It means {text}.¹"
    assert f"It means {text}." in blocks(f"{body}\n\n{LONG}.²\n\n-----\n\n¹ {NOTE}\n² {NOTE}\n[3] {NOTE}\n")[0][1]


def test_pages_stay_where_they_are_when_marks_go():
    document = plain.read(f"{LONG}[1] and ships\fwait at both ends.\n\n-----\n\n[1] {NOTE}\n".encode(), "a.txt")
    crossing = document.paragraphs[0]
    assert document.text_of(crossing) == f"{LONG} and ships wait at both ends."
    assert document.text[document.pages[1].start :].startswith("wait at both")


@pytest.mark.parametrize("texts", [[], ["[1] a"], ["a", "[2] b", "[1] c"], ["a.[1]", "[1] b", "the end"]])
def test_other_texts_have_no_notes_at_their_end(texts: list[str]):
    assert not find_notes(texts).marks
