"""From outcomes to figures: what is averaged over what, and what is said when there is nothing to measure."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from qa.evaluation.gold import Evidence, Question
from qa.evaluation.measure import FIGURES, Doubts, Outcome
from qa.evaluation.report import POINTS, Row, mean_record, refusals, row_record, warnings
from qa.evaluation.tables import tables

NONE = Doubts(0, 0, 0)


def outcome(
    name: str, hit: float | None = None, *, language: str = "en", answerable: bool = True, confidence: float = 0.9,
    right: bool = True,
) -> Outcome:  # fmt: skip
    """A question that every ranking finds or does not; without a hit it has no evidence."""
    evidence = () if hit is None else (Evidence("d", "text"),)
    values = dict.fromkeys(FIGURES, hit or 0.0) | {"page@1": float("nan"), "page@5": float("nan")}
    return Outcome(
        Question(name, "?", answerable=answerable, evidence=evidence, needs_all=False), language,
        {} if hit is None else dict.fromkeys(("words", "meaning", "fused", "reranked"), values),
        confidence, answered=confidence >= 0.5, right=right and answerable,
    )  # fmt: skip


def row(outcomes: Sequence[Outcome], name: str = "set", doubts: Doubts = NONE, problems: tuple[str, ...] = ()) -> Row:
    return Row(name, "", 1, tuple(outcomes), doubts, problems)


def test_a_record_is_json_and_what_cannot_be_measured_is_null() -> None:
    record = json.loads(
        json.dumps(
            row_record(
                row([outcome("1", 1.0)]),
            ),
            allow_nan=False,
        )
    )
    assert record["rankings"]["fused"]["page@1"] == {"value": None, "low": None, "high": None, "questions": 0}
    assert record["refusals"]["auroc"] is None
    assert record["refusals"]["false_answers"]["value"] is None


def test_questions_without_evidence_do_not_count_for_rankings() -> None:
    record = row_record(row([outcome("1", 1.0), outcome("2", 0.0), outcome("3", answerable=False)]))
    assert (record["questions"], record["with_evidence"]) == (3, 2)
    assert record["rankings"]["words"]["hit@1"]["value"] == 0.5
    assert record["missed"] == ["2"]


def test_the_mean_counts_each_set_the_same_and_a_language_counts_each_question() -> None:
    large = row([outcome(str(number), 1.0) for number in range(9)], "large")
    small = row([outcome("x", 0.0)], "small")
    mean = mean_record([large, small])
    assert mean["sets"] == ["large", "small"]
    assert mean["rankings"]["fused"]["hit@5"]["value"] == 0.5
    assert mean["languages"]["en"]["fused"]["hit@5"]["value"] == 0.9


def test_languages_are_told_apart() -> None:
    record = row_record(row([outcome("1", 1.0, language="de"), outcome("2", 0.0, language="pl")]))
    assert {code: found["words"]["hit@1"]["value"] for code, found in record["languages"].items()} == {"de": 1, "pl": 0}


def test_a_difference_of_a_ranking_with_itself_is_nothing() -> None:
    record = row_record(row([outcome("1", 1.0), outcome("2", 0.0)]))
    assert record["differences"]["fused - words"]["hit@1"] == {"value": 0.0, "low": 0.0, "high": 0.0, "questions": 2}


def test_refusals_by_hand() -> None:
    found = refusals(
        row(
            [
                outcome("right", 1.0, confidence=0.9),
                outcome("wrong", 1.0, confidence=0.7, right=False),
                outcome("missed", 1.0, confidence=0.2),
                outcome("false", answerable=False, confidence=0.6),
                outcome("refused", answerable=False, confidence=0.1),
            ]
        )
    )
    # Of the six pairs only "missed" against "false" is in the wrong order.
    assert found["auroc"] == pytest.approx(5 / 6, abs=1e-4)
    assert found["false_answers"]["value"] == 0.5
    assert found["missed_answers"]["value"] == pytest.approx(1 / 3, abs=1e-4)
    assert found["answered_rightly"]["value"] == pytest.approx(1 / 3, abs=1e-4)
    assert found["quotations_right"]["value"] == 0.5
    # Risks from the surest on: right, wrong, false, missed (whose quotation is right), refused.
    assert [point[1] for point in found["curve"]] == pytest.approx([0, 1 / 2, 2 / 3, 1 / 2, 3 / 5], abs=1e-4)
    assert found["aurc"] == pytest.approx((0 + 1 / 2 + 2 / 3 + 1 / 2 + 3 / 5) / 5, abs=1e-4)


def test_an_answerable_question_without_evidence_says_nothing_of_right_answers() -> None:
    found = refusals(row([outcome("unlabelled", confidence=0.9), outcome("labelled", 1.0, confidence=0.8)]))
    assert found["answerable"] == 2
    assert found["answered_rightly"]["questions"] == 1
    assert found["curve"][-1][:2] == [1.0, 0.0]


def test_a_long_curve_is_thinned_and_keeps_its_end() -> None:
    outcomes = [outcome(str(number), 1.0, confidence=number / 1000, right=number % 2 == 0) for number in range(1000)]
    curve = refusals(row(outcomes))["curve"]
    assert len(curve) == POINTS
    assert curve[-1] == [1.0, 0.5, 0.0]
    assert [point[0] for point in curve] == sorted(point[0] for point in curve)


def test_what_makes_figures_less_than_they_seem_is_said() -> None:
    said = warnings(row([outcome("1", 1.0)], doubts=Doubts(7, 2, 1), problems=("a.pdf: damaged",)))
    assert said[0] == "set: a.pdf: damaged"
    assert said[1].startswith("set: 2 of 7 pieces of evidence are nowhere in their documents")
    assert said[2].startswith("set: 1 of 7 pieces of evidence are divided between passages")


def test_the_table_has_a_line_for_each_set_and_the_mean_last() -> None:
    rows = [row([outcome("1", 1.0, language="de")], "one"), row([outcome("2", 0.0)], "two")]
    shown = tables([*map(row_record, rows), mean_record(rows)])
    first = shown.split("\n\n")[1].splitlines()
    assert [line.split("|")[1].strip() for line in first[2:]] == ["one", "two", "mean of 2 sets"]
    assert first[-1].split("|")[3].strip() == "50.0 / 50.0"
    assert "By language of the evidence" in shown


def test_a_set_without_evidence_is_shown_with_its_refusals_only() -> None:
    shown = tables([row_record(row([outcome("1", answerable=False)]))])
    assert shown.count("| set ") >= 2
    assert "100.0" in shown  # false answers
