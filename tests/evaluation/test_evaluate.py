"""``footnote evaluate`` measures the product itself, on any folder in the form of a gold set."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qa.cli import main

SAMPLES = Path(__file__).parent.parent.parent / "qa" / "samples"
#: Written for the sample analyses; the page is the one that the sentence stands on.
QUESTIONS: list[dict[str, Any]] = [
    {
        "id": "canal-length", "question": "How long is the Suez Canal?",
        "evidence": [{
            "document": "suez-canal.pdf", "page": 1,
            "text": "The canal was opened on 17 November 1869 and is 193 kilometres long.",
        }],
    },
    {
        "id": "baltic-cost", "question": "How much did the programme of the Baltic grids cost?",
        "evidence": [{
            "document": "baltic-grids.txt",
            "text": "The programme cost about 1.6 billion euros, of which the Connecting Europe Facility of the "
            "European Union paid more than 1.2 billion.",
        }],
    },
    {
        "id": "targets", "question": "What targets did the gas storage regulation set?",
        "about_document": "gas-storage.md",
        "evidence": [{
            "document": "gas-storage.md",
            "text": "Regulation (EU) 2022/1032 of 29 June 2022 set two targets: the stores had to be 80 % full by 1 "
            "November 2022, and 90 % full by 1 November of every following year.",
        }],
    },
    {
        "id": "rhubarb", "question": "Which fertiliser suits rhubarb in clay soil?",
        "answerable": False, "evidence": [],
    },
]  # fmt: skip
FOLLOW_UP = {
    "id": "when", "question": "And when was it opened?",
    "history": [{"speaker": "user", "text": QUESTIONS[0]["question"]}],
    "evidence": QUESTIONS[0]["evidence"],
}  # fmt: skip
Evaluate = Callable[..., tuple[int, list[dict[str, Any]], str]]


def written(folder: Path, questions: list[dict[str, Any]]) -> Path:
    """A gold set of the sample analyses."""
    shutil.copytree(SAMPLES, folder / "documents", dirs_exist_ok=True)
    file = folder / "questions.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in questions), "utf-8")
    return file


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def evaluate(capsys: pytest.CaptureFixture[str], cache: Path) -> Evaluate:
    def run(*arguments: object) -> tuple[int, list[dict[str, Any]], str]:
        capsys.readouterr()
        code = main(["evaluate", "--json", "--cache", str(cache), *map(str, arguments)])
        out, err = capsys.readouterr()
        return code, [json.loads(line) for line in out.splitlines()], err

    return run


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("gold") / "samples", QUESTIONS)


def value(row: dict[str, Any], figure: str, ranking: str = "reranked") -> float:
    found: float = row["rankings"][ranking][figure]["value"]
    return found


def test_a_set_is_measured_by_every_ranking_and_figure(evaluate: Evaluate, gold: Path) -> None:
    code, rows, _ = evaluate("--questions", gold, "--documents", gold.parent / "documents")
    assert code == 0
    whole, scoped = rows
    assert (whole["set"], whole["questions"], whole["with_evidence"], whole["documents"]) == ("samples", 4, 3, 3)
    assert set(whole["rankings"]) == {"words", "meaning", "fused", "reranked"}
    assert value(whole, "hit@5") == value(whole, "document@1") == value(whole, "page@1") == 1.0
    assert whole["rankings"]["reranked"]["page@1"]["questions"] == 1  # only one of the documents has pages
    assert 0.5 < value(whole, "ndcg@10") <= 1.0
    assert set(whole["languages"]) == {"en"}
    assert whole["missed"] == []
    assert whole["lower_bound"] == {"pieces": 3, "nowhere": 0, "divided": 0}
    assert (scoped["way"], scoped["questions"]) == ("scoped", 1)


def test_a_question_of_nothing_in_the_library_is_told_from_the_others(evaluate: Evaluate, gold: Path) -> None:
    _, (row, _), _ = evaluate("--questions", gold, "--documents", gold.parent / "documents")
    refusals = row["refusals"]
    assert (refusals["answerable"], refusals["unanswerable"]) == (3, 1)
    assert refusals["auroc"] == 1.0
    assert refusals["false_answers"]["value"] == 0.0
    assert refusals["answered_rightly"]["value"] == 1.0
    coverage, risk, _ = refusals["curve"][-1]
    assert (coverage, risk) == (1.0, 0.25)


def test_the_table_says_the_same_for_people(capsys: pytest.CaptureFixture[str], cache: Path, gold: Path) -> None:
    code = main(
        ["evaluate", "--cache", str(cache), "--questions", str(gold), "--documents", str(gold.parent / "documents")]
    )
    out = capsys.readouterr().out
    assert code == 0
    assert "| set             | questions |" in out
    assert "| samples         |         3 |" in out
    assert "| samples, scoped |         1 |" in out
    widths = {len(line) for line in out.split("\n\n")[1].splitlines()}
    assert len(widths) == 1, "a table's lines are of one length"


def test_the_library_itself_can_be_measured(evaluate: Evaluate, gold: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    assert (
        main(["add", "--library", str(library), str(SAMPLES / "suez-canal.pdf"), str(SAMPLES / "baltic-grids.txt")])
        == 0
    )
    code, rows, err = evaluate("--questions", gold, "--library", library)
    assert code == 1  # one document that the questions name is not there
    assert "1 document that the questions name is not there (gas-storage.md); 1 question left out." in err
    assert rows[0]["with_evidence"] == 2
    assert value(rows[0], "hit@5") == 1.0
    assert rows[0]["problems"]


def test_a_follow_up_is_measured_alone_and_in_conversation(evaluate: Evaluate, tmp_path: Path) -> None:
    file = written(tmp_path / "thread", [*QUESTIONS[:2], FOLLOW_UP])
    _, rows, _ = evaluate("--questions", file, "--documents", file.parent / "documents")
    alone, together = rows
    assert (alone["way"], together["way"]) == ("as it stands", "in conversation")
    assert alone["questions"] == together["questions"] == 3
    # "It" is the canal; by its own words the question is about lines that were opened.
    assert value(together, "mrr@10") > value(alone, "mrr@10")


def test_every_set_of_a_folder_is_measured_and_their_mean(evaluate: Evaluate, tmp_path: Path) -> None:
    written(tmp_path / "one", QUESTIONS[:2])
    written(tmp_path / "two", QUESTIONS[1:3])
    (tmp_path / "no set").mkdir()
    code, rows, _ = evaluate("--sets", tmp_path)
    assert code == 0
    assert [(row["set"], row.get("way")) for row in rows] == [
        ("one", "as it stands"), ("two", "as it stands"), ("two", "scoped"), ("mean", None),
    ]  # fmt: skip
    mean = rows[-1]
    assert mean["sets"] == ["one", "two"]
    expected = (value(rows[0], "mrr@10") + value(rows[1], "mrr@10")) / 2
    assert value(mean, "mrr@10") == pytest.approx(expected, abs=1e-4)


def test_a_set_that_cannot_be_read_does_not_stop_the_others(evaluate: Evaluate, tmp_path: Path) -> None:
    written(tmp_path / "good", QUESTIONS[:1])
    written(tmp_path / "bad", [])
    code, rows, err = evaluate("--sets", tmp_path)
    assert code == 1
    assert [row["set"] for row in rows] == ["good"]
    assert "is empty" in err


def test_the_halves_of_a_set_are_measured_apart(evaluate: Evaluate, gold: Path) -> None:
    documents = gold.parent / "documents"
    sizes = [
        evaluate("--questions", gold, "--documents", documents, "--only", half)[1][0]["questions"]
        for half in ("tuning", "held-back")
    ]
    assert sum(sizes) == len(QUESTIONS)
    assert evaluate("--questions", gold, "--documents", documents, "--limit", 2)[1][0]["questions"] == 2


def test_evidence_that_is_not_in_its_document_makes_the_figures_lower_bounds(
    evaluate: Evaluate, tmp_path: Path
) -> None:
    wrong = {**QUESTIONS[0], "evidence": [{"document": "suez-canal.pdf", "text": "Rhubarb grows best in clay soil."}]}
    file = written(tmp_path / "wrong", [wrong, QUESTIONS[1]])
    code, rows, err = evaluate("--questions", file, "--documents", file.parent / "documents")
    assert code == 0
    assert rows[0]["lower_bound"] == {"pieces": 2, "nowhere": 1, "divided": 0}
    assert "1 of 2 pieces of evidence are nowhere in their documents" in err
    assert rows[0]["missed"] == ["canal-length"]


def test_a_line_that_is_no_question_and_a_file_that_cannot_be_read_are_named(
    evaluate: Evaluate, tmp_path: Path
) -> None:
    file = written(tmp_path / "mixed", QUESTIONS[:2])
    file.write_text(file.read_text("utf-8") + "not JSON\n", "utf-8")
    (file.parent / "documents" / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    code, rows, err = evaluate("--questions", file, "--documents", file.parent / "documents")
    assert code == 1
    assert rows[0]["questions"] == 2
    assert "Entry 3 of" in err
    assert "broken.pdf: " in err


def test_a_document_that_left_the_folder_is_not_searched_any_more(evaluate: Evaluate, tmp_path: Path) -> None:
    file = written(tmp_path / "shrinking", QUESTIONS[:1])
    documents = file.parent / "documents"
    assert evaluate("--questions", file, "--documents", documents)[1][0]["documents"] == 3
    (documents / "gas-storage.md").unlink()
    assert evaluate("--questions", file, "--documents", documents)[1][0]["documents"] == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "--questions"),
        (["--questions", "q.jsonl", "--sets", "."], "--questions"),
        (["--sets", ".", "--documents", "."], "documents of its own"),
        (["--questions", "q.jsonl", "--documents", "nowhere"], "nowhere is no folder"),
        (["--sets", "nowhere"], "nowhere is no folder"),
        (["--questions", "missing.jsonl", "--documents", "."], "missing.jsonl"),
        (["--questions", "q.jsonl"], "There is no library in"),
        (["--sets", "."], "There is no set in ."),
        (["--sets", ".", "--cache", __file__], "Nothing can be kept in --cache"),
    ],
)
def test_what_cannot_be_measured_is_said_and_exits_with_two(
    evaluate: Evaluate, arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, rows, err = evaluate("--library", tmp_path / "library", *arguments)
    assert (code, rows) == (2, [])
    assert said in err
