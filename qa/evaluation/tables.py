"""Outcomes as people read them: Markdown tables, per cent."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from qa.evaluation import intervals
from qa.evaluation.bench import RANKINGS
from qa.evaluation.intervals import Estimate
from qa.evaluation.measure import FIGURES
from qa.evaluation.report import COMPARED, FINAL, Row, refusals

#: How a figure is headed.
_SHORT = {"coverage@5": "cov@5", "mrr@10": "MRR@10", "ndcg@10": "nDCG@10", "document@1": "doc@1", "document@5": "doc@5"}
HEADED = tuple(_SHORT.get(figure, figure) for figure in FIGURES)


def tables(rows: Sequence[Row]) -> str:
    """Everything that a person wants to see, per cent, as Markdown tables that are readable as they are."""
    labelled = [row for row in rows if row.labelled]
    means = [row for row in labelled if not row.way]
    parts = [
        "Evidence found by each ranking, per cent: hit@1 / hit@5",
        _table(["set", "questions", *RANKINGS], [*map(_side_by_side, labelled), *_mean_side_by_side(means)]),
        f"The {FINAL} ranking, which answers: per cent, with the 95 % interval of hit@1 and hit@5",
        _table(["set", *HEADED], [*map(_all_figures, labelled), *_mean_figures(means)]),
        *_languages(rows),
        "Refusals and quotations, per cent (AUROC and AURC from 0 to 1)",
        _table(
            ["set", "answerable", "unanswerable", "AUROC", "AURC", "false answers", "missed answers",
             "answered rightly", "quotations right"],
            list(map(_refusals, rows)),
        ),
    ]  # fmt: skip
    return "\n\n".join(parts)


def _table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """Columns as wide as their widest cell; numbers to the right."""
    widths = [max(map(len, column)) for column in zip(head, *lines, strict=True)]

    def drawn(cells: Sequence[str]) -> str:
        first, *others = zip(cells, widths, strict=True)
        return "| " + " | ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]) + " |"

    rule = [":" + "-" * (widths[0] + 1), *("-" * (width + 1) + ":" for width in widths[1:])]
    return "\n".join([drawn(head), "|" + "|".join(rule) + "|", *map(drawn, lines)])


def _side_by_side(row: Row) -> list[str]:
    cells = [
        " / ".join(_percent(intervals.mean(row.values(ranking, one)).value) for one in COMPARED) for ranking in RANKINGS
    ]
    return [row.name, str(len(row.labelled)), *cells]


def _mean_side_by_side(rows: Sequence[Row]) -> list[list[str]]:
    if len(rows) < 2:
        return []
    return [
        [
            "mean",
            str(sum(len(row.labelled) for row in rows)),
            *(" / ".join(_percent(_mean(rows, ranking, one).value) for one in COMPARED) for ranking in RANKINGS),
        ]
    ]


def _all_figures(row: Row) -> list[str]:
    return [row.name, *_cells(lambda figure: intervals.mean(row.values(FINAL, figure)))]


def _mean_figures(rows: Sequence[Row]) -> list[list[str]]:
    return [["mean", *_cells(lambda figure: _mean(rows, FINAL, figure))]] if len(rows) > 1 else []


def _cells(estimate: Callable[[str], Estimate]) -> list[str]:
    return [_cell(estimate(figure), ends=figure in COMPARED) for figure in FIGURES]


def _mean(rows: Sequence[Row], ranking: str, figure: str) -> Estimate:
    return intervals.mean_of_means([row.values(ranking, figure) for row in rows])


def _languages(rows: Sequence[Row]) -> list[str]:
    """The same by language, each question counted once; nothing where there is one language."""
    asked = [one for row in rows if not row.way for one in row.labelled]
    codes = sorted({one.language for one in asked})
    if len(codes) < 2:
        return []
    lines = []
    for code in codes:
        own = [one for one in asked if one.language == code]
        cells = _cells(lambda figure, own=own: intervals.mean([one.figures[FINAL][figure] for one in own]))  # type: ignore[misc]
        lines.append([code or "not known", str(len(own)), *cells])
    return [
        f"The {FINAL} ranking by language of the evidence, each question the same",
        _table(["language", "questions", *HEADED], lines),
    ]


def _refusals(row: Row) -> list[str]:
    found = refusals(row)
    shares = ("false_answers", "missed_answers", "answered_rightly", "quotations_right")
    return [
        row.name, str(found["answerable"]), str(found["unanswerable"]),
        *("–" if found[key] is None else f"{found[key]:.3f}" for key in ("auroc", "aurc")),
        *(_percent(math.nan if found[key]["value"] is None else found[key]["value"]) for key in shares),
    ]  # fmt: skip


def _cell(found: Estimate, *, ends: bool) -> str:
    return _percent(found.value) + (f" ({_percent(found.low)}–{_percent(found.high)})" if ends and found.count else "")


def _percent(share: float) -> str:
    return "–" if math.isnan(share) else f"{100 * share:.1f}"
