"""``footnote check`` on a real library: what it prints, and that only sound quotations pass."""

from __future__ import annotations

import io
import json
import subprocess
import sys

import docx
import pytest

from qa.cli import main

SHIPS = "In the meantime more than 400 ships waited at both ends of the canal."
LEVEL = "W kolejnych latach wymagany poziom wynosi 90 procent."


@pytest.fixture
def check(capsys, library_folder):
    """Run the command; returns exit code, standard output, standard error."""

    def check(*arguments):
        capsys.readouterr()
        code = main(["check", "--library", str(library_folder), *map(str, arguments)])
        return code, *capsys.readouterr()

    return check


@pytest.fixture
def typed(monkeypatch):
    """Put a text on standard input."""

    def typed(text):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), "utf-8"))

    return typed


@pytest.fixture
def draft(tmp_path):
    """A draft in a file."""

    def draft(text, name="draft.md"):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return draft


def records(out):
    return [json.loads(line) for line in out.splitlines()]


def test_a_draft_of_sound_quotations_passes(check, draft):
    code, out, err = check(draft(f"It says “{SHIPS}”, and: „{LEVEL}” So “more than 400 ships … of the canal”."))
    assert code == 0
    assert "left out: waited at both ends" in out
    assert "3 quotations: 2 verbatim; 1 verbatim, with omissions." in err


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (SHIPS.replace("400", "500"), "altered"),
        ("Nobody has ever spoken of anything like this in any paper.", "not_found"),
    ],
)
def test_one_quotation_that_is_not_the_librarys_fails_a_draft(check, draft, text, verdict):
    code, out, _ = check("--json", draft(f"It says “{SHIPS}” and “{text}”."))
    assert code == 1
    assert [one["verdict"] for one in records(out)] == ["verbatim", verdict]


def test_a_record_says_where_the_words_stand_in_the_draft_and_in_the_library(check, draft):
    text = f"So: “{SHIPS}”"
    _, out, _ = check("--json", draft(text))
    (one,) = records(out)
    assert text[one["start"] : one["end"]] == one["quote"] == one["citation"]["quote"] == SHIPS
    assert one["citation"]["url"].startswith("/#doc=")
    assert one["difference"] == one["omitted"] == one["inserted"] == one["others"] == []


def test_the_words_that_differ_are_shown(check):
    code, out, _ = check("--text", SHIPS.replace("400", "500"))
    assert code == 1
    assert "more than [-500-] {+400+} ships waited" in " ".join(out.split())
    _, out, _ = check("--json", "--text", SHIPS.replace("400", "500"))
    assert [one for one in records(out)[0]["difference"] if one["kind"] != "same"] == [
        {"kind": "removed", "text": "500"},
        {"kind": "added", "text": "400"},
    ]


def test_what_is_left_out_is_shown_and_a_not_in_it_is_said(capsys, tmp_path):
    paper = tmp_path / "paper.txt"
    paper.write_text("A paper\n\nThe stores of the north were not filled by the first of November.\n", "utf-8")
    assert main(["add", "--library", str(tmp_path / "library"), str(paper)]) == 0
    capsys.readouterr()
    text = ["--text", "The stores […] were […] filled by [that day]"]
    assert main(["check", "--library", str(tmp_path / "library"), *text]) == 0
    out = capsys.readouterr().out
    assert "left out: of the north" in out
    assert "left out: not" in out
    assert "a “not” is among what is left out" in out
    assert "put in: that day" in out
    assert main(["check", "--json", "--library", str(tmp_path / "library"), *text]) == 0
    (one,) = records(capsys.readouterr().out)
    assert (one["omitted"], one["denied"], one["inserted"]) == (["of the north", "not"], True, ["that day"])


def test_a_document_that_is_named_is_the_one_that_has_to_say_it(check):
    assert check("--text", SHIPS, "--document", "canal.txt")[0] == 0
    code, out, _ = check("--text", SHIPS, "--document", "gas.txt")
    assert code == 1
    assert "elsewhere" in out
    assert "Suez" in out
    assert check("--text", SHIPS, "--document", "gas.txt", "--document", "canal.txt")[0] == 0


def test_a_document_that_is_not_there_is_wrong_use(check):
    code, out, err = check("--text", SHIPS, "--document", "absent.txt")
    assert (code, out) == (2, "")
    assert "absent.txt" in err


@pytest.mark.parametrize("arguments", [(), ("-",)])
def test_standard_input_is_read(check, typed, arguments):
    typed(f"„{LEVEL}”")
    code, out, _ = check(*arguments)
    assert code == 0
    assert "✓ verbatim" in out


def test_a_word_document_is_read_with_its_block_quotations(check, tmp_path):
    made = docx.Document()
    made.add_heading("A draft", 1)
    made.add_paragraph(f"The report says “{SHIPS}” and goes on.")
    made.add_paragraph(LEVEL, style="Quote")
    made.save(tmp_path / "draft.docx")
    code, out, _ = check("--json", tmp_path / "draft.docx")
    assert [one["quote"] for one in records(out)] == [SHIPS, LEVEL]
    assert code == 0


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [("absent.md", None, "absent.md"), ("empty.md", b"", "empty"), ("picture.png", b"\x89PNG\r\n\x1a\n", "picture")],
)
def test_a_file_that_cannot_be_read_is_named_with_the_reason(check, tmp_path, name, content, told):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    code, out, err = check(tmp_path / name)
    assert (code, out) == (2, "")
    assert told in err


def test_a_file_and_a_text_together_are_wrong_use(check, draft):
    assert check(draft("“a b c”"), "--text", "a b c")[0] == 2


def test_a_text_that_quotes_nothing_is_told_so(check, draft):
    code, out, err = check(draft("One paragraph.\n\nAnother one."))
    assert (code, out) == (0, "")
    assert "no quotation marks" in err


def test_a_short_quotation_is_said_to_be_short(check):
    code, out, _ = check("--text", "the canal")
    assert code == 0
    assert "short: in 2 places" in out


def test_a_library_cannot_rule_the_terminal(check):
    _, out, _ = check("--text", "They said \x1b[31m\u202enothing of the kind about it")
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_what_footnote_exports_as_markdown_passes_its_own_check(check, draft, capsys, library_folder):
    main(["ask", "--library", str(library_folder), "--json", "How many ships waited at the Suez Canal?"])
    answer = draft(capsys.readouterr().out, "answer.json")
    for style in ("chicago", "author-date", "apa", "mla"):
        main(["export", "--library", str(library_folder), str(answer), "--format", "markdown", "--style", style])
        code, out, _ = check("--json", draft(capsys.readouterr().out))
        assert {one["verdict"] for one in records(out)} == {"verbatim"}
        assert code == 0


def test_checking_loads_no_model(library_folder):
    script = (
        "import sys; from qa.cli import main; "
        f"assert main(['check', '--library', {str(library_folder)!r}, '--text', {SHIPS!r}]) == 0; "
        "print(sorted({'torch', 'faiss', 'gradio', 'openvino', 'sentence_transformers'} & set(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert out.splitlines()[-1] == "[]"
