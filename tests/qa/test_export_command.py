"""``footnote export`` on a real library: only what stands there today, as it stands there today, is a source."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from qa.cli import main

QUESTION = "How many ships waited at the Suez Canal?"
UNANSWERED = "Who built the first railway in Peru?"
WORDS = "In the meantime more than 400 ships waited at both ends of the canal."


@pytest.fixture(scope="module")
def asked(tmp_path_factory, library_folder):
    """A library with two stored answers, one of them an honest no; and both records."""
    folder = tmp_path_factory.mktemp("asked")
    library = shutil.copytree(library_folder, folder / "library")
    questions = folder / "questions.txt"
    questions.write_text(f"{QUESTION}\n{UNANSWERED}\n", "utf-8")
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert main(["ask", "--json", "--library", str(library), "--questions", str(questions)]) == 0
    return library, out.getvalue().splitlines()


@pytest.fixture
def say(capsys, asked, tmp_path):
    """Run a command on a library of one's own; returns exit code, standard output, standard error."""
    library = shutil.copytree(asked[0], tmp_path / "library")

    def say(command, *arguments):
        capsys.readouterr()
        code = main([command, "--library", str(library), *map(str, arguments)])
        return code, *capsys.readouterr()

    return say


@pytest.fixture
def saved(asked, tmp_path):
    """The answer to the question, in a file; it quotes one sentence."""
    file = tmp_path / "answer.json"
    file.write_text(asked[1][0], "utf-8")
    assert [one["quote"] for one in json.loads(asked[1][0])["citations"]] == [WORDS]
    return file


def replaced(file, **changes):
    """A record whose citation says something else."""
    record = json.loads(file.read_text("utf-8"))
    record["citations"][0].update(changes)
    record["statements"] = [{"text": one["quote"], "citation": one["number"]} for one in record["citations"]]
    other = Path(file).with_name("other.json")
    other.write_text(json.dumps(record), "utf-8")
    return other


def test_a_saved_answer_is_exported_with_its_sources(say, saved):
    code, out, err = say("export", saved)
    assert code == 0
    assert f"> {WORDS}[^1]" in out
    assert "[^1]: “The blockage of the Suez Canal,” Analyses, March 29, 2021, para. 1, accessed " in out
    assert "Exported 1 quotation of 1 document." in err


def test_a_stored_answer_is_exported_by_its_id_with_its_permalink(say, saved):
    name = json.loads(saved.read_text("utf-8"))["id"]
    code, out, _ = say("export", name, "--address", "https://library.example")
    assert code == 0
    assert f"This answer: <https://library.example/?a={name}>" in out
    assert "<https://library.example/#doc=" in out


@pytest.mark.parametrize(
    "format", ["markdown", "html", "chicago", "author-date", "apa", "mla", "bibtex", "ris", "csl-json"]
)
def test_every_format_can_be_printed_or_written_to_a_file(say, saved, tmp_path, format):  # noqa: A002
    code, out, _ = say("export", saved, "--format", format)
    assert code == 0
    file = tmp_path / "out"
    assert say("export", saved, "--format", format, "-o", file)[:2] == (0, "")
    assert file.read_bytes().decode().splitlines() == out.splitlines()
    assert "The blockage of the Suez Canal" in out


def test_a_word_document_is_written_to_a_file(say, saved, tmp_path):
    import docx

    file = tmp_path / "answer.docx"
    assert say("export", saved, "--format", "docx", "--style", "mla", "-o", file)[0] == 0
    texts = [one.text for one in docx.Document(str(file)).paragraphs]
    assert f"{WORDS} (“The blockage of the Suez Canal,” par. 1)" in texts


def test_an_answer_that_the_library_has_not_stored_has_no_permalink(say, saved):
    name = json.loads(saved.read_text("utf-8"))["id"]
    assert f"?a={name}" in say("export", saved)[1]
    assert say("answers", "--remove", name)[0] == 0
    code, out, _ = say("export", saved)
    assert code == 0
    assert "This answer" not in out


def test_a_word_document_goes_into_a_pipe_and_never_onto_a_terminal(asked, saved):
    command = [sys.executable, "-m", "qa", "export", "--library", asked[0], saved, "--format", "docx"]
    piped = subprocess.run(command, capture_output=True, check=True)
    assert zipfile.is_zipfile(io.BytesIO(piped.stdout))
    pty = pytest.importorskip("pty", reason="no terminals of this kind here")
    ours, theirs = pty.openpty()
    with os.fdopen(ours, "rb"), os.fdopen(theirs, "wb") as terminal:
        shown = subprocess.run(command, stdout=terminal, stderr=subprocess.PIPE, text=True, check=False)
    assert shown.returncode == 2
    assert "A Word document cannot be shown in a terminal: name a file with -o." in shown.stderr


def test_one_citation_is_exported_by_its_number(say, saved):
    code, out, _ = say("export", saved, "--citation", "1", "--format", "apa")
    assert code == 0
    assert out.startswith("(The blockage of the Suez Canal, 2021, para. 1)")
    code, _, err = say("export", saved, "--citation", "2")
    assert code == 2
    assert "has no citation 2: it has 1." in err


def test_corrected_metadata_stand_in_what_is_exported_of_an_older_answer(say, saved):
    assert say("correct", "canal.txt", "--authors", "Berg, Anna", "--publisher", "Example Institute")[0] == 0
    assert (
        "Berg, Anna. “The blockage of the Suez Canal.” Analyses. Example Institute, March 29, 2021."
        in say("export", saved)[1]
    )


def test_whose_words_a_quotation_reports_goes_with_it(say, saved):
    assert "Reported: the canal authority." in say("export", replaced(saved, reported="the canal authority"))[1]


def test_a_sentence_that_moved_is_cited_where_it_stands_today(say, saved, reports, tmp_path):
    text = (reports / "canal.txt").read_text("utf-8")
    file = tmp_path / "canal.txt"
    file.write_text(
        text.replace("On 23 March 2021 the", "A new first paragraph stands here.\n\nOn 23 March 2021 the"), "utf-8"
    )
    document = json.loads(saved.read_text("utf-8"))["citations"][0]["document"]
    assert say("add", file)[0] == 0
    assert say("remove", document)[0] == 0
    code, out, _ = say("export", saved, "--format", "chicago")
    assert code == 0
    assert "para. 2, " in out
    assert document not in out


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("more than 400 ships", "more than 300 ships"),
        ("ships waited at", "ships\n\nwaited at"),
        (WORDS, "Nothing of it is said any more."),
    ],
)
def test_a_quotation_that_does_not_stand_any_more_is_not_exported(say, saved, reports, tmp_path, old, new):
    document = json.loads(saved.read_text("utf-8"))["citations"][0]["document"]
    file = tmp_path / "canal.txt"
    file.write_text((reports / "canal.txt").read_text("utf-8").replace(old, new), "utf-8")
    assert say("add", file)[0] == 0
    assert say("remove", document)[0] == 0
    for format in ("markdown", "bibtex", "apa"):  # noqa: A001
        code, out, err = say("export", saved, "--format", format)
        assert (code, out) == (1, "")
        assert "Nothing is exported" in err


def test_where_some_quotations_stand_and_others_do_not_only_those_are_sources(say, saved, tmp_path):
    other = {"document": "f" * 16, "source": "/r/lost.txt", "title": "Lost", "url": f"/#doc={'f' * 16}&p=1"}
    record = json.loads(saved.read_text("utf-8"))
    lost = {**record["citations"][0], "number": 2, **other}
    lost["anchor"] = {**lost["anchor"], "paragraph": "a" * 16, "exact": "It sank.", "prefix": "", "suffix": ""}
    lost.update(quote="It sank.", start=0, end=8)
    record["citations"].append(lost)
    record["statements"].append({"text": "It sank.", "citation": 2})
    file = tmp_path / "both.json"
    file.write_text(json.dumps(record), "utf-8")
    code, out, err = say("export", file, "--format", "html")
    assert code == 1
    assert WORDS in out
    assert "It sank." not in out
    assert "A quotation is left out here" in out
    assert "Left out: “It sank.” (Lost): the document is no longer in the library." in err


def test_a_record_whose_quotation_is_not_what_its_address_says_is_no_source(say, saved):
    words = WORDS.replace("400", "900")
    code, out, err = say("export", replaced(saved, quote=words), "--format", "bibtex")
    assert (code, out) == (1, "")
    assert "Nothing is exported, because its quotation does not stand in this library" in err


def test_another_library_exports_nothing(saved, tmp_path, capsys):
    capsys.readouterr()
    assert main(["export", str(saved), "--library", str(tmp_path / "elsewhere")]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "its quotation does not stand in this library (the document is no longer in the library)" in err
    assert "--library names another" in err


def test_several_answers_of_a_file_are_exported_as_one(say, saved, tmp_path):
    line = json.dumps(json.loads(saved.read_text("utf-8")))
    file = tmp_path / "answers.jsonl"
    file.write_text(f"{line}\n{line}\n", "utf-8")
    code, out, _ = say("export", file)
    assert code == 0
    assert out.count("[^1]: ") == out.count("[^2]: ") == 1
    assert out.count("**Bibliography**") == 1


def test_an_answer_that_found_nothing_has_no_source(say, asked, tmp_path):
    file = tmp_path / "answer.json"
    file.write_text(asked[1][1], "utf-8")
    code, out, _ = say("export", file)
    assert code == 0
    assert "Not found: the library does not answer this question." in out
    code, out, err = say("export", file, "--format", "ris")
    assert (code, out) == (1, "")
    assert "no source to export as ris: choose markdown" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Give an answer"),
        (("x", "--dossier", "y"), "Give an answer"),
        (("--dossier", "y", "--citation", "1"), "a dossier is exported whole"),
        (("x", "--format", "ris", "--style", "apa"), "ris has one form"),
        (("x", "--address", "127.0.0.1:7860"), "write it as http://127.0.0.1:7860"),
    ],
)
def test_options_that_do_not_go_together_are_refused(say, arguments, said):
    code, out, err = say("export", *arguments)
    assert (code, out) == (2, "")
    assert said in err


def test_what_cannot_be_read_or_written_is_said(say, saved, tmp_path):
    (tmp_path / "bad.json").write_text("{}", "utf-8")
    assert say("export", tmp_path / "bad.json")[0] == 2
    code, _, err = say("export", "0123456789abcdef")
    assert code == 1
    assert "no stored answer 0123456789abcdef" in err
    code, _, err = say("export", saved, "-o", tmp_path / "none" / "out.md")
    assert code == 1
    assert "cannot be written" in err


def test_a_dossier_is_exported_with_its_notes_and_one_bibliography(say, saved):
    name = json.loads(saved.read_text("utf-8"))["id"]
    assert say("dossier", "pin", "Canals", f"{name}:1")[0] == 0
    assert say("dossier", "note", "Canals", "1", "Check *again*.")[0] == 0
    code, out, _ = say("export", "--dossier", "Canals")
    assert code == 0
    assert out.split("\n\n")[:3] == ["**Canals**", f"> {WORDS}[^1]", r"Check \*again\*."]
    assert "**Bibliography**" in out
