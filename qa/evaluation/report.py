"""Outcomes → figures with intervals → JSON."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qa.evaluation import intervals, metrics
from qa.evaluation.bench import RANKINGS
from qa.evaluation.intervals import Estimate
from qa.evaluation.measure import FIGURES, Doubts, Outcome

#: Decimals of shares in the JSON.
DECIMALS = 4
#: Points of a risk–coverage curve in the JSON: its steps are finer only with more questions than that.
POINTS = 100
#: The ranking that the product answers from, and those that it is made of.
FINAL, HALVES = "reranked", ("words", "meaning")
#: The figures by which rankings are compared.
COMPARED = ("hit@1", "hit@5")


@dataclass(frozen=True, slots=True)
class Row:
    """A set as it was asked in one way."""

    set: str
    #: "" as the questions stand, "scoped", "in conversation".
    way: str
    documents: int
    outcomes: tuple[Outcome, ...]
    doubts: Doubts
    #: What was left out or could not be read, a sentence each.
    problems: tuple[str, ...] = ()

    @property
    def labelled(self) -> list[Outcome]:
        """The outcomes that tell rankings apart."""
        return [one for one in self.outcomes if one.figures]

    def values(self, ranking: str, figure: str) -> list[float]:
        """One figure of one ranking, question by question."""
        return [one.figures[ranking][figure] for one in self.labelled]


def row_record(row: Row) -> dict[str, Any]:
    """A row as one JSON object: shares from 0 to 1, null where there is nothing to measure."""
    languages = sorted({one.language for one in row.labelled if one.language})
    return {
        "set": row.set,
        "way": row.way or "as it stands",
        "questions": len(row.outcomes),
        "with_evidence": len(row.labelled),
        "documents": row.documents,
        "rankings": _rankings(row.labelled),
        "languages": {
            code: _rankings([one for one in row.labelled if one.language == code]) for code in languages
        },
        "differences": _differences(row),
        "refusals": refusals(row),
        "missed": [one.question.id for one in row.labelled if not one.figures[FINAL]["hit@10"]],
        "lower_bound": {
            "pieces": row.doubts.pieces, "nowhere": row.doubts.nowhere, "divided": row.doubts.divided,
        },
        "problems": list(row.problems),
    }  # fmt: skip


def mean_record(rows: Sequence[Row]) -> dict[str, Any]:
    """The mean over sets, each the same whatever its size, and over the languages, each question the same."""
    languages = sorted({one.language for row in rows for one in row.labelled if one.language})
    together = [one for row in rows for one in row.labelled]
    return {
        "set": "mean",
        "sets": [row.set for row in rows],
        "rankings": {
            ranking: {
                figure: _estimate(intervals.mean_of_means([row.values(ranking, figure) for row in rows]))
                for figure in FIGURES
            }
            for ranking in RANKINGS
        },
        "languages": {code: _rankings([one for one in together if one.language == code]) for code in languages},
    }


def _rankings(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    return {
        ranking: {
            figure: _estimate(intervals.mean([one.figures[ranking][figure] for one in outcomes])) for figure in FIGURES
        }
        for ranking in RANKINGS
    }


def _differences(row: Row) -> dict[str, Any]:
    """Fused and final ranking against the halves and each other, paired question by question."""
    if not row.labelled:
        return {}
    return {
        f"{ranking} - {other}": {
            figure: _estimate(intervals.difference(row.values(ranking, figure), row.values(other, figure)))
            for figure in COMPARED
        }
        for ranking, other in (*((ranking, half) for ranking in ("fused", FINAL) for half in HALVES), (FINAL, "fused"))
    }


def _estimate(found: Estimate) -> dict[str, float | int | None]:
    return {
        "value": number(found.value), "low": number(found.low), "high": number(found.high), "questions": found.count,
    }  # fmt: skip


def number(value: float) -> float | None:
    """As JSON has it: rounded, and null for ``nan``."""
    return None if math.isnan(value) else round(value, DECIMALS)


def refusals(row: Row) -> dict[str, Any]:
    """How well it is told which questions the library answers, and how often what is quoted holds evidence."""
    yes = [one for one in row.outcomes if one.question.answerable]
    no = [one for one in row.outcomes if not one.question.answerable]
    judged = [one for one in row.outcomes if one.question.labelled or not one.question.answerable]
    curve = metrics.risk_coverage([one.confidence for one in judged], [one.right for one in judged])
    labelled = [one for one in judged if one.question.labelled]
    return {
        "answerable": len(yes),
        "unanswerable": len(no),
        "auroc": number(metrics.auroc([one.confidence for one in yes], [one.confidence for one in no])),
        "aurc": number(metrics.aurc(curve)),
        "false_answers": _estimate(intervals.mean([float(one.answered) for one in no])),
        "missed_answers": _estimate(intervals.mean([float(not one.answered) for one in yes])),
        "answered_rightly": _estimate(intervals.mean([float(one.answered and one.right) for one in labelled])),
        "quotations_right": _estimate(intervals.mean([float(one.right) for one in labelled if one.answered])),
        "curve": [[number(coverage), number(risk), number(threshold)] for coverage, risk, threshold in _thinned(curve)],
    }


def _thinned(curve: metrics.Curve) -> Iterator[tuple[float, float, float]]:
    """At most ``POINTS`` points of the curve, the last of them always."""
    points = list(zip(curve.coverage.tolist(), curve.risk.tolist(), curve.threshold.tolist(), strict=True))
    most = min(POINTS, len(points))
    yield from (points[len(points) * number // most - 1] for number in range(1, most + 1))


def warnings(row: Row) -> list[str]:
    """What makes a row's figures less than they seem, a sentence each."""
    found = list(row.problems)
    doubts: Mapping[str, int] = {
        "are nowhere in their documents as these were read": row.doubts.nowhere,
        "are divided between passages": row.doubts.divided,
    }
    for what, count in doubts.items():
        if count:
            found.append(
                f"{count} of {row.doubts.pieces} pieces of evidence {what}: no ranking can find them, "
                "so the figures are lower bounds."
            )
    return [f"{row.set}: {sentence}" for sentence in found]
