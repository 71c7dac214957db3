"""Quality has a floor that only an explicit act may lower."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import gate
from index.embedder import Embedder
from qa.compose import make_embedder
from qa.evaluation.gold import Evidence, Question
from qa.evaluation.measure import FIGURES, Doubts, Outcome
from qa.evaluation.report import Row, row_record

EVAL = Path(__file__).parent.parent.parent.parent / "shared" / "eval"
FLOORS = {"set": {"fused hit@1": 80.0, "fused hit@5": 90.0}}
COUNTS = {"set": 200}

here = pytest.mark.skipif(not EVAL.is_dir(), reason="the gold sets are not here: ../shared/eval")


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return make_embedder()


@here
@pytest.mark.parametrize("name", gate.SUITES["fast"])
def test_a_part_of_the_set_is_searched_as_well_as_before(name: str, embedder: Embedder) -> None:
    held_to(name, "fast", embedder)


@here
@pytest.mark.slow
@pytest.mark.parametrize("name", gate.SUITES["whole"])
def test_the_whole_set_is_searched_as_well_as_before(name: str, embedder: Embedder) -> None:
    held_to(name, "whole", embedder)


def held_to(name: str, suite: str, embedder: Embedder) -> None:
    record = gate.record_of(name, gate.SUITES[suite][name], EVAL, embedder)
    assert gate.failures(gate.load(suite), {name: gate.figures_of(record)}) == []
    assert gate.worse_than_a_half(record) == []


@pytest.mark.parametrize("suite", gate.SUITES)
def test_every_set_of_a_suite_has_all_its_floors(suite: str) -> None:
    floors = gate.load(suite)
    assert set(floors) == set(gate.SUITES[suite])
    assert all(set(figures) - {"refused rightly", "auroc"} == WANTED for figures in floors.values())


WANTED = {
    *(f"{ranking} {figure}" for ranking in ("fused", "reranked") for figure in ("hit@1", "hit@5")),
    "answered rightly",
}


def test_refusals_have_floors_where_a_set_has_what_is_to_be_refused() -> None:
    refusing = {name for name, figures in gate.load("whole").items() if {"refused rightly", "auroc"} <= set(figures)}
    assert {"squad2-dev", "poquad", "realtimeqa-2024", "mtragun", "clapnq"} <= refusing


def test_a_floor_that_fell_has_its_reason() -> None:
    content = json.loads(gate.FLOORS.read_text("utf-8"))
    assert set(content) == {*gate.SUITES, "lowered"}
    assert all(reason.partition(": ")[2].strip() for reason in content["lowered"])


def test_a_figure_below_its_floor_is_named() -> None:
    assert gate.failures(FLOORS, {"set": {"fused hit@1": 79.9, "fused hit@5": 90.0}}) == [
        "set fused hit@1 fell to 79.9, below its floor of 80.0."
    ]


def test_a_set_without_a_floor_does_not_pass() -> None:
    assert "has no floor" in gate.failures(FLOORS, {"new": {"fused hit@1": 99.0}})[0]


def test_pinning_raises_floors_to_two_questions_below_and_never_lowers_them() -> None:
    measured = {"set": {"fused hit@1": 85.0, "fused hit@5": 90.5}}
    assert gate.pinned(FLOORS, measured, COUNTS, allow_lower=False) == {
        "set": {"fused hit@1": 84.0, "fused hit@5": 90.0}
    }


def test_pinning_one_set_leaves_the_floors_of_the_others() -> None:
    both = {**FLOORS, "other": {"fused hit@1": 50.0}}
    raised = gate.pinned(both, {"set": {"fused hit@1": 85.0, "fused hit@5": 91.0}}, COUNTS, allow_lower=False)
    assert raised["other"] == {"fused hit@1": 50.0}


def test_a_fall_is_pinned_only_on_purpose_and_lowers_no_other_floor() -> None:
    fallen = {"set": {"fused hit@1": 70.0, "fused hit@5": 90.0}}
    with pytest.raises(ValueError, match="--allow-lower"):
        gate.pinned(FLOORS, fallen, COUNTS, allow_lower=False)
    assert gate.pinned(FLOORS, fallen, COUNTS, allow_lower=True) == {"set": {"fused hit@1": 69.0, "fused hit@5": 90.0}}


def test_the_command_lowers_a_floor_only_with_a_reason_which_it_records(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "floors.json"
    file.write_text('{"fast": {}, "whole": {}, "lowered": []}', "utf-8")
    monkeypatch.setattr(gate, "FLOORS", file)
    monkeypatch.setattr(gate, "SUITES", {"fast": {"tiny": gate.Part(2)}, "whole": {}})
    ours = tiny_set(tmp_path, question="How long is the Suez Canal?")
    assert gate.main(["--eval", str(ours), "--pin"]) == 0
    pinned = gate.load("fast")["tiny"]
    assert gate.main(["--eval", str(ours)]) == 0
    tiny_set(tmp_path, question="Wer malte die Decke?", text="Nothing that is there, in other words altogether.")
    file.write_text(json.dumps({"fast": {"tiny": dict.fromkeys(pinned, 50.0)}, "whole": {}, "lowered": []}), "utf-8")
    assert gate.main(["--eval", str(ours)]) == 1
    with pytest.raises(ValueError, match="fell to 0"):
        gate.main(["--eval", str(ours), "--pin"])
    assert gate.main(["--eval", str(ours), "--pin", "--allow-lower", "another question"]) == 0
    assert json.loads(file.read_text("utf-8"))["lowered"] == ["fast: another question"]


def tiny_set(folder: Path, question: str, text: str = "The Suez Canal is 193 kilometres long.") -> Path:
    documents = folder / "sets" / "tiny" / "documents"
    documents.mkdir(parents=True, exist_ok=True)
    (documents / "canal.txt").write_text("The Suez Canal is 193 kilometres long. It opened in 1869.\n", "utf-8")
    record = {"id": "1", "question": question, "evidence": [{"document": "canal.txt", "text": text}]}
    (documents.parent / "questions.jsonl").write_text(json.dumps(record), "utf-8")
    return folder / "sets"


def measured(words: list[float], fused: list[float]) -> gate.Record:
    """A set whose questions have these hits by words and by both; meaning finds nothing."""

    def figures(hit: float) -> dict[str, float]:
        return {**dict.fromkeys(FIGURES, 0.0), "hit@1": hit, "hit@5": hit}

    outcomes = [
        Outcome(
            Question(str(number), "?", answerable=True, evidence=(Evidence("d", "?"),), needs_all=False), "en",
            {"words": figures(one), "meaning": figures(0.0), "fused": figures(other), "reranked": figures(other)},
            confidence=1.0, answered=True, right=True,
        )
        for number, (one, other) in enumerate(zip(words, fused, strict=True))
    ]  # fmt: skip
    return row_record(Row("set", "", 1, tuple(outcomes), Doubts(0, 0, 0)))


def test_both_halves_together_that_are_surely_worse_than_one_fail() -> None:
    lost = gate.worse_than_a_half(measured([1.0] * 300, [1.0] * 270 + [0.0] * 30))
    assert lost[0].startswith("set: fused is 10.0 points (at least ")
    assert lost[0].endswith("worse than words alone at hit@1.")
    assert len(lost) == 4  # two rankings, two figures


def test_what_evaluate_printed_can_be_pinned_without_measuring_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "FLOORS", tmp_path / "floors.json")
    gate.FLOORS.write_text('{"fast": {}, "whole": {}, "lowered": []}', "utf-8")
    printed = tmp_path / "printed.jsonl"
    lines = [{**measured([1.0] * 99 + [0.0], [1.0] * 100), "way": way} for way in ("as it stands", "scoped")]
    printed.write_text("\n".join(map(json.dumps, [*lines, {"set": "mean"}])), "utf-8")
    assert gate.main(["--suite", "whole", "--measured", str(printed), "--pin"]) == 0
    assert gate.load("whole") == {"set": dict.fromkeys(WANTED, 98.0)}


def test_one_question_lost_of_a_hundred_is_noise() -> None:
    assert gate.worse_than_a_half(measured([1.0] * 100, [1.0] * 99 + [0.0])) == []
