"""The command line keeps its contract: keys, exit codes, one object a line, progress elsewhere."""

import json
import os
import subprocess
import sys

import pytest

from documents import ocr
from qa.cli import main
from qa.settings import Settings

ADD = {"path", "outcome", "document", "paragraphs", "code", "message"}
LIST = {
    "document",
    "source",
    "title",
    "authors",
    "published",
    "publisher",
    "language",
    "media_type",
    "paragraphs",
    "pages",
    "added",
    "corrected",
}
SHOW = {"document", "text", "blocks", "metadata"}
BLOCK = {"ordinal", "kind", "start", "end", "page", "section", "paragraph", "language"}
ANSWER = {"id", "question", "verdict", "statements", "citations", "passages", "coverage", "fingerprint", "elapsed_ms"}
CITATION = {
    "number", "document", "source", "title", "authors", "published", "section", "paragraph",
    "page", "page_label", "ocr", "start", "end", "quote", "anchor", "url",
}  # fmt: skip
PASSAGE = {"document", "source", "paragraphs", "page", "start", "end", "text", "score"}
COVERAGE = {"documents", "searched", "unreadable", "absent_terms"}


def test_list_prints_what_a_footnote_needs(run):
    code, lines, _ = run("list")
    assert code == 0
    assert all(set(line) >= LIST for line in lines)
    canal = next(line for line in lines if line["source"].endswith("canal.txt"))
    assert canal["title"] == "The blockage of the Suez Canal"
    assert canal["published"] == "2021-03-29"
    assert canal["paragraphs"] == 4
    assert canal["language"] == "en"
    assert canal["media_type"] == "text/plain; charset=utf-8"


def test_show_prints_text_and_numbered_blocks_by_id_path_and_file_name(run, reports):
    _, lines, _ = run("list")
    name = next(line["document"] for line in lines if line["source"].endswith("canal.txt"))
    shown = [run("show", key)[1] for key in (name, name[:8], reports / "canal.txt", "canal.txt")]
    assert all(one == shown[0] for one in shown)
    (document,) = shown[0]
    assert set(document) >= SHOW
    assert document["media_type"] == "text/plain; charset=utf-8"
    assert all(set(block) == BLOCK for block in document["blocks"])
    numbered = {block["paragraph"]: block for block in document["blocks"] if block["paragraph"]}
    assert sorted(numbered) == [1, 2, 3, 4]
    assert numbered[4]["section"] == ["Commentary"]
    assert document["text"][numbered[4]["start"] : numbered[4]["end"]].startswith("Egypt lost")


def test_an_answer_is_verbatim_and_says_where_it_stands(run):
    code, (answer,), _ = run("ask", "How many ships waited at the Suez Canal?")
    assert code == 0
    assert set(answer) >= ANSWER
    assert set(answer["coverage"]) >= COVERAGE
    assert answer["verdict"] == "answered"
    assert "In the meantime more than 400 ships waited at both ends of the canal." in [
        statement["text"] for statement in answer["statements"]
    ]
    text = {line["document"]: line["text"] for name in ("canal.txt", "gas.txt") for line in run("show", name)[1]}
    for citation in answer["citations"]:
        assert set(citation) >= CITATION
        assert text[citation["document"]][citation["start"] : citation["end"]] == citation["quote"]
    for passage in answer["passages"]:
        assert set(passage) >= PASSAGE
        assert text[passage["document"]][passage["start"] : passage["end"]] == passage["text"]
    scores = [passage["score"] for passage in answer["passages"]]
    assert scores == sorted(scores, reverse=True)


def test_a_polish_question_finds_its_polish_paragraph(run):
    _, (answer,), _ = run("ask", "W ilu procentach miały być napełnione magazyny gazu?")
    assert answer["verdict"] == "answered"
    assert any("80 procentach" in statement["text"] for statement in answer["statements"])


def test_what_the_library_does_not_answer_is_not_found_with_the_terms_that_it_lacks(run):
    code, (answer,), _ = run("ask", "What is the capital of Peru?")
    assert code == 0
    assert answer["verdict"] == "not_found"
    assert answer["statements"] == []
    assert "Peru" in answer["coverage"]["absent_terms"]


def test_the_same_library_and_question_give_the_identical_record(run):
    def record():
        (answer,) = run("ask", "When was the ship refloated?")[1]
        return json.dumps({**answer, "elapsed_ms": 0})

    assert record() == record()


@pytest.mark.parametrize(
    ("flags", "sources"),
    [
        (["--document", "gas.txt"], {"gas.txt"}),
        (["--since", "2022"], {"gas.txt"}),
        (["--until", "2021-12-31"], {"canal.txt"}),
        (["--until", "2020"], set()),
        (["--language", "Polish"], {"gas.txt"}),
        (["--language", "en", "--since", "2022"], set()),
    ],
)
def test_filters_act_before_anything_is_ranked(run, flags, sources):
    _, (answer,), _ = run("ask", "How much of the canal and the storage is full?", *flags)
    assert {passage["source"].rsplit("/", 1)[-1] for passage in answer["passages"]} == sources
    assert answer["coverage"]["searched"] == len(sources)
    assert answer["coverage"]["documents"] == 2


def test_limit_is_how_many_passages_are_ranked(run):
    (answer,) = run("ask", "canal", "--limit", "1")[1]
    assert len(answer["passages"]) == 1


def test_a_file_of_questions_gets_a_record_each_and_a_refused_one_stops_nothing(run, tmp_path):
    file = tmp_path / "questions.jsonl"
    file.write_text(
        '{"id": "a", "question": "When was the ship refloated?"}\n' + "x" * 10_000 + "\nWhat is lost a day?\n"
    )
    code, (first, refused, last), _ = run("ask", "--questions", file)
    assert code == 1
    assert first["id"] == "a"
    assert refused["code"] == "question_too_long"
    assert "10,000 characters" in refused["message"]
    assert last["question"] == "What is lost a day?"


def test_a_bad_file_has_one_sentence_and_the_good_one_goes_on(run, tmp_path):
    folder = tmp_path / "in"
    (folder / "deeper").mkdir(parents=True)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "blank.md").write_text(" \n\n ")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    (folder / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500))
    (folder / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    (folder / "bell\x07\u202etxt.txt").write_text("A name with control characters holds a sentence that can be read.")
    (folder / "deeper" / "good.txt").write_text("A good report\n\nThis report has one sentence that can be cited.")
    code, lines, _ = run("add", folder, tmp_path / "missing.txt", library=tmp_path / "library")
    assert code == 1
    assert all(set(line) == ADD for line in lines)
    outcomes = {line["path"].rsplit("/", 1)[-1]: line for line in lines}
    assert len(outcomes) == len(lines) == 8
    assert {name: line["code"] for name, line in outcomes.items() if line["outcome"] == "failed"} == {
        "empty.txt": "empty", "blank.md": "empty", "broken.pdf": "damaged", "old.doc": "wrong_type",
        "photo.png": "wrong_type", "missing.txt": outcomes["missing.txt"]["code"],
    }  # fmt: skip
    assert outcomes["good.txt"]["outcome"] == "added"
    assert outcomes["good.txt"]["paragraphs"] == 1
    for line in lines:
        if line["outcome"] == "failed":
            assert line["message"].count("\n") == 0
            assert len(line["message"]) > 20
    assert main(["list", "--library", str(tmp_path / "library")]) == 0


def test_added_unchanged_replaced_removed(run, tmp_path):
    library, file = tmp_path / "library", tmp_path / "rates.txt"
    question = ("ask", "What rate did the bank set?")
    file.write_text("Rates\n\nThe bank set its rate at four per cent in May of that year.")
    first = run("add", file, library=library)[1][0]
    assert first["outcome"] == "added"
    assert run("add", file, library=library)[1][0]["outcome"] == "unchanged"
    file.write_text("Rates\n\nThe bank set its rate at five per cent in June of that year.")
    second = run("add", file, library=library)[1][0]
    assert second["outcome"] == "replaced"
    (answer,) = run(*question, library=library)[1]
    assert [one["text"] for one in answer["statements"]] == [
        "The bank set its rate at five per cent in June of that year."
    ]
    code, (removed,), _ = run("remove", second["document"], library=library)
    assert (code, removed["outcome"]) == (0, "removed")
    (answer,) = run(*question, library=library)[1]
    assert answer["verdict"] == "not_found"
    assert answer["passages"] == []
    assert file.exists()


@pytest.fixture
def rates(run, tmp_path):
    """A library of one document, and its file."""
    file = tmp_path / "rates.txt"
    file.write_text("Rates\n\nThe bank set its rate at four per cent in May of that year.")
    library = tmp_path / "library"
    run("add", file, library=library)
    return lambda *arguments: run(*arguments, library=library), file


def test_a_correction_is_cited_filtered_by_and_kept_until_it_is_reset(rates):
    run, file = rates
    code, (told,), _ = run(
        "correct", "rates.txt", "--title", "On rates", "--authors", "Berg, Anna; Bo Example", "--published", "2021-08",
        "--language", "en",
    )  # fmt: skip
    assert (code, told["outcome"]) == (0, "corrected")
    assert told["metadata"]["authors"] == ["Berg, Anna", "Bo Example"]
    assert {told["metadata"]["provenance"][name] for name in ("title", "authors", "published", "language")} == {"user"}
    (answer,) = run("ask", "What rate did the bank set?", "--author", "Example", "--since", "2021")[1]
    (cited,) = answer["citations"]
    assert (cited["title"], cited["authors"], cited["published"]) == (
        "On rates",
        told["metadata"]["authors"],
        "2021-08",
    )
    (listed,) = run("list")[1]
    assert listed["corrected"] == ["title", "authors", "published", "language"]

    file.write_text("Rates\n\nThe bank set its rate at five per cent in May of that year.")
    assert "Your corrections stay" in run("add", file)[1][0]["message"]
    assert run("show", "rates.txt")[1][0]["metadata"]["title"] == "On rates"
    _, (told,), _ = run("correct", "rates.txt", "--reset", "title", "authors")
    assert (told["metadata"]["title"], told["metadata"]["published"]) == ("Rates", "2021-08")
    run("correct", "rates.txt", "--reset", "all")
    assert run("list")[1][0]["corrected"] == []
    assert run("verify")[:2] == (0, [])


def test_a_correction_changes_the_fingerprint(rates):
    run, _ = rates
    question = ("ask", "What rate did the bank set?")
    before = run(*question)[1][0]["fingerprint"]
    run("correct", "rates.txt", "--published", "2021")
    assert run(*question)[1][0]["fingerprint"] != before
    run("correct", "rates.txt", "--reset", "published")
    assert run(*question)[1][0]["fingerprint"] == before


@pytest.mark.parametrize(
    "arguments",
    [
        [], ["--published", "25.08.2021"], ["--language", "English"], ["--title", "x", "--reset", "title"],
        ["--title", "x", "--reset", "all"], ["--title", "x" * 2000],
    ],
)  # fmt: skip
def test_a_correction_that_makes_no_sense_is_wrong_usage_and_changes_nothing(rates, arguments):
    run, _ = rates
    code, lines, said = run("correct", "rates.txt", *arguments)
    assert (code, lines) == (2, [])
    assert said.strip().endswith(".")
    assert run("list")[1][0]["corrected"] == []


def test_correcting_what_is_not_there_is_a_failure_that_says_so(run):
    code, (line,), _ = run("correct", "nothing.txt", "--title", "x")
    assert (code, line["code"]) == (1, "not_in_library")


SCANNED = ["The lighthouse of Alexandria was", "more than one hundred metres high."]


def a_scan(path, *, first=""):
    """A PDF whose last page is a picture of SCANNED; with ``first`` a page of text stands before it."""
    from PIL import Image, ImageDraw, ImageFont
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    picture = Image.new("L", (1240, 500), 255)
    for line, text in enumerate(SCANNED):
        ImageDraw.Draw(picture).text((80, 100 + 90 * line), text, 0, ImageFont.load_default(52))
    canvas = Canvas(str(path), pagesize=(595, 842))
    if first:
        canvas.drawString(72, 700, first)
        canvas.showPage()
    canvas.drawImage(ImageReader(picture), 0, 500, 595, 240)
    canvas.save()
    return path


@pytest.mark.skipif(not ocr.available(), reason="needs tesseract")
def test_a_scan_is_read_when_ocr_is_asked_for_and_every_citation_from_it_says_so(run, tmp_path):
    library = tmp_path / "library"
    scan, mixed = a_scan(tmp_path / "scan.pdf"), a_scan(tmp_path / "mixed.pdf", first="The Pharos is an island.")
    code, (half, refused), _ = run("add", mixed, scan, library=library)
    assert (code, half["outcome"], refused["code"]) == (1, "added", "no_text_layer")
    code, (again, added), _ = run("add", "--ocr", mixed, scan, library=library)
    assert (code, again["outcome"], added["outcome"]) == (0, "replaced", "added")
    assert again["document"] == half["document"]
    assert {one["outcome"] for one in run("add", "--ocr", mixed, scan, library=library)[1]} == {"unchanged"}
    (shown,) = run("show", "mixed.pdf", library=library)[1]
    assert [page["ocr"] for page in shown["pages"]] == [False, True]
    (answer,) = run("ask", "How high was the lighthouse of Alexandria?", "--document", "mixed.pdf", library=library)[1]
    assert [(one["quote"], one["page"], one["ocr"]) for one in answer["citations"]] == [(" ".join(SCANNED), 2, True)]
    assert run("verify", library=library)[:2] == (0, [])


@pytest.mark.parametrize("command", [["add", "--ocr", "x.pdf"], ["serve", "--ocr", "--no-browser"]])
def test_ocr_without_a_program_for_it_is_wrong_usage(command, tmp_path):
    environment = {**os.environ, "PATH": str(tmp_path)}
    for flags, extra in ((command, {}), ([one for one in command if one != "--ocr"], {"FOOTNOTE_OCR": "1"})):
        done = subprocess.run(
            [sys.executable, "-m", "qa", *flags, "--library", str(tmp_path / "library")],
            env={**environment, **extra}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stdout) == (2, "")
        assert "neither ocrmypdf nor tesseract is installed" in done.stderr
        assert not (tmp_path / "library").exists()


@pytest.mark.parametrize(("value", "asked"), [("1", True), ("yes", True), ("0", False), ("", False), ("no", False)])
def test_ocr_is_asked_for_by_the_environment_too(value, asked):
    assert Settings.of({"FOOTNOTE_OCR": value}).ocr is asked
    assert Settings.of({"FOOTNOTE_OCR": value}, ocr=True).ocr is True


def test_removing_what_is_not_there_is_a_failure_that_says_so(run):
    code, (line,), _ = run("remove", "nothing.txt")
    assert (code, line["outcome"]) == (1, "failed")
    assert "nothing.txt" in line["message"]


def test_a_sound_library_verifies(run):
    assert run("verify")[:2] == (0, [])


def test_a_saved_answer_that_cannot_be_read_is_wrong_usage_and_said_in_words(run, tmp_path):
    code, lines, said = run("verify", tmp_path / "nothing.json")
    assert (code, lines) == (2, [])
    assert "No such file or directory. Check the path." in said
    assert "Errno" not in said
    (tmp_path / "picture.json").write_bytes(b"\x89PNG\xff")
    code, lines, said = run("verify", tmp_path / "picture.json")
    assert (code, lines) == (2, [])
    assert "it is not text in UTF-8" in said


def test_a_saved_answer_is_checked_against_the_library_of_today(run, tmp_path):
    library, file, saved = tmp_path / "library", tmp_path / "rates.txt", tmp_path / "answer.json"
    file.write_text("Rates\n\nThe bank set its rate at four per cent in May of that year.")
    run("add", file, library=library)
    (answer,) = run("ask", "What rate did the bank set?", library=library)[1]
    saved.write_text(json.dumps(answer))

    def check():
        code, lines, _ = run("verify", saved, library=library)
        return code, [line["finding"] for line in lines]

    assert check() == (0, ["unchanged"])
    file.write_text(
        "Rates\n\nAn introduction comes first.\n\nThe bank set its rate at four per cent in May of that year."
    )
    run("add", file, library=library)
    assert check() == (0, ["moved"])
    file.write_text("Rates\n\nThe bank set its rate at five per cent in May of that year.")
    run("add", file, library=library)
    assert check() == (1, ["edited"])
    (finding,) = run("verify", saved, library=library)[1]
    assert [one["text"] for one in finding["difference"] if one["kind"] != "same"] == ["four", "five"]
    assert "[-four-] {+five+}" in finding["message"]
    run("remove", "rates.txt", library=library)
    assert check() == (1, ["gone"])


def test_a_stored_answer_is_checked_by_its_id(run, tmp_path):
    library, file = tmp_path / "library", tmp_path / "rates.txt"
    file.write_text("Rates\n\nThe bank set its rate at four per cent in May of that year.")
    run("add", file, library=library)
    (answer,) = run("ask", "What rate did the bank set?", library=library)[1]
    code, lines, _ = run("verify", answer["id"], library=library)
    assert (code, [line["finding"] for line in lines]) == (0, ["unchanged"])
    code, lines, said = run("verify", "0" * 16, library=library)
    assert (code, lines) == (1, [])
    assert "0" * 16 in said


@pytest.fixture
def answer(run):
    return run("ask", "How many ships waited at the Suez Canal?")[1][0]


def checked(run, tmp_path, record):
    file = tmp_path / "answer.json"
    file.write_text(record if isinstance(record, str) else json.dumps(record))
    code, lines, _ = run("verify", file)
    return code, [line["finding"] for line in lines]


def test_a_forged_statement_is_found_out(run, tmp_path, answer):
    answer["statements"][0]["text"] = "No ships waited."
    code, findings = checked(run, tmp_path, answer)
    assert code == 1
    assert findings[-1] == "altered"


def test_a_statement_without_its_citation_is_found_out(run, tmp_path, answer):
    answer["citations"] = []
    code, findings = checked(run, tmp_path, answer)
    assert (code, set(findings)) == (1, {"altered"})


def test_several_records_are_checked_line_by_line(run, tmp_path, answer):
    code, findings = checked(run, tmp_path, f"\ufeff{json.dumps(answer)}\n{json.dumps(answer)}\n")
    assert code == 0
    assert findings == ["unchanged"] * 2 * len(answer["citations"])


@pytest.mark.parametrize("anchor", [None, [], {}, {"paragraph": "x", "start": "0", "end": 1}])
def test_a_malformed_record_is_refused_in_a_sentence(run, tmp_path, answer, anchor):
    answer["citations"][0]["anchor"] = anchor
    assert checked(run, tmp_path, answer) == (2, [])
    for text in ("", "[]", "[" * 100_000, '{"citations": {}}'):
        assert checked(run, tmp_path, text) == (2, [])


def test_a_question_line_without_a_question_keeps_its_id(run, tmp_path):
    file = tmp_path / "questions"
    file.write_text('{"id": "x"}\n{"id": "", "question": "When was the ship refloated?"}\n')
    code, (refused, answered), _ = run("ask", "--questions", file)
    assert code == 1
    assert (refused["id"], refused["code"]) == ("x", "question_malformed")
    assert answered["id"] == ""


def test_a_library_that_was_not_there_is_said_to_be_empty(run, tmp_path):
    code, lines, said = run("list", library=tmp_path / "nowhere")
    assert (code, lines) == (0, [])
    assert "There was no library in" in said


def test_a_folder_name_that_no_file_may_have_is_refused_in_a_sentence(run, tmp_path):
    code, _, said = run("list", library=tmp_path / ("x" * 300))
    assert code == 1
    assert "cannot be used" in said


def test_output_that_cannot_be_written_is_said(library_folder):
    command = [sys.executable, "-m", "qa", "list", "--json", "--library", str(library_folder)]
    with open("/dev/full", "w") as full:  # noqa: PTH123
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("The output cannot be written")


def test_wrong_usage_is_2(capsys):
    for arguments in (
        ["ask"],
        ["ask", "x", "--since", "soon"],
        ["ask", "x", "--limit", "0"],
        ["add", ""],
        ["ask", "x", "--author", ""],
        ["ask", "x", "--since", "2025", "--until", "2020"],
        [],
        ["dance"],
    ):
        try:
            code = main(arguments)
        except SystemExit as stop:  # argparse's way
            code = stop.code
        assert code == 2
    capsys.readouterr()


def test_the_module_is_the_command():
    shown = subprocess.run([sys.executable, "-m", "qa", "--help"], capture_output=True, text=True, check=True)
    assert all(
        command in shown.stdout for command in ("serve", "add", "list", "show", "correct", "ask", "remove", "verify")
    )


# ---------------------------------------------------------------- follow-ups and filters by name

CANAL = "How many ships waited at the Suez Canal?"


def record_of(run, *arguments):
    """The record of one question, without what differs between two runs."""
    (answer,) = run("ask", *arguments)[1]
    return {**answer, "id": "", "elapsed_ms": 0}


def test_a_follow_up_is_searched_with_what_it_refers_to_and_the_record_says_so(run):
    answer = record_of(run, "Who freed it?", "--after", CANAL)
    assert answer["question"] == "Who freed it?"
    assert answer["follows"] == CANAL
    assert answer["searched"] == "Who freed it? ships waited Suez Canal"
    assert answer == record_of(run, "Who freed it?", "--after", CANAL)
    assert answer["passages"][0]["source"].endswith("canal.txt")


def test_a_question_that_stands_by_itself_has_the_same_record_after_any_other(run):
    alone = record_of(run, CANAL)
    assert (alone["searched"], alone["follows"]) == (CANAL, "")
    assert record_of(run, CANAL, "--after", "How full is the gas storage?") == alone


def test_what_a_person_wants_searched_is_searched_exactly_so(run):
    answer = record_of(run, "And there?", "--after", CANAL, "--searched", "magazyny gazu")
    assert (answer["question"], answer["searched"]) == ("And there?", "magazyny gazu")
    assert answer["passages"][0]["source"].endswith("gas.txt")


def test_a_question_of_a_file_follows_its_history(run, tmp_path):
    file = tmp_path / "questions.jsonl"
    history = [{"speaker": "user", "text": CANAL}, {"speaker": "agent", "text": "More than 400."}]
    file.write_text(json.dumps({"id": "2", "question": "Who freed it?", "history": history}) + "\n", "utf-8")
    (answer,) = run("ask", "--questions", str(file))[1]
    assert {**answer, "id": "", "elapsed_ms": 0} == record_of(run, "Who freed it?", "--after", CANAL)


@pytest.mark.parametrize(
    ("flags", "sentence"),
    [
        (["--author", "Nobody Known"], "No document is by an author “Nobody Known”: of none it is known; "),
        (["--language", "Klingon"], "No document is in a language “Klingon”; the languages are English, Polish."),
        (["--document", "none.txt"], "No document is called “none.txt”; the documents are "),
    ],
)
def test_a_filter_that_names_nothing_is_refused_with_what_there_is(run, flags, sentence):
    code, (refused,), _ = run("ask", CANAL, *flags)
    assert code == 1
    assert refused["code"] == "filter_unknown"
    assert refused["message"].startswith(sentence)


@pytest.mark.parametrize("flags", [["--series", ""], ["--language", " "], ["--questions", "-", "--after", "Why?"]])
def test_filters_and_threads_that_cannot_be_meant_are_wrong_usage(run, flags):
    assert run("ask", *([] if "--questions" in flags else [CANAL]), *flags)[0] == 2


def test_people_read_what_a_follow_up_was_taken_to_mean(library_folder, capsys):
    said = []
    for before in ([], ["--after", CANAL]):
        assert main(["ask", "--library", str(library_folder), "Who freed it?", *before]) == 0
        said.append(capsys.readouterr().out)
    assert "Searched for" not in said[0]
    assert "Searched for: Who freed it? ships waited Suez Canal\n" in said[1]
