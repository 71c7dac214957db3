"""What ``--json`` says, as people read it: Markdown tables, per cent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qa.evaluation.bench import RANKINGS
from qa.evaluation.measure import FIGURES
from qa.evaluation.report import COMPARED, FINAL
from qa.terminal import safe

#: A row or the mean, as qa/evaluation/report.py makes it.
Record = Mapping[str, Any]

#: How a figure is headed.
_SHORT = {"coverage@5": "cov@5", "mrr@10": "MRR@10", "ndcg@10": "nDCG@10", "document@1": "doc@1", "document@5": "doc@5"}
_HEADED = tuple(_SHORT.get(figure, figure) for figure in FIGURES)
#: Of refusals, what is a number from 0 to 1, and what is a share with an interval.
_AREAS = {"auroc": "AUROC", "aurc": "AURC"}
_SHARES = ("false_answers", "missed_answers", "answered_rightly", "quotations_right")


def tables(records: Sequence[Record]) -> str:
    """Everything that a person wants to see of the rows and, where there is one, their mean."""
    rows = [record for record in records if "way" in record]
    told = [record for record in records if record.get("with_evidence") or record not in rows]
    languages = [(code, found) for record in _widest(records) for code, found in record["languages"].items()]
    compared = [[_name(record), _questions(record), *_side_by_side(record["rankings"])] for record in told]
    parts = [
        "Evidence found by each ranking, per cent: hit@1 / hit@5",
        _table(["set", "questions", *RANKINGS], compared),
        f"The {FINAL} ranking, which answers: per cent, with the 95 % interval of hit@1 and hit@5",
        _table(["set", *_HEADED], [[_name(record), *_all_figures(record["rankings"])] for record in told]),
    ]
    if len(languages) > 1:
        parts += [
            "By language of the evidence, each question the same, per cent: hit@1 / hit@5",
            _table(
                ["language", "questions", *RANKINGS],
                [[code, _counted(found), *_side_by_side(found)] for code, found in languages],
            ),
        ]
    parts += [
        "Refusals and quotations, per cent (AUROC and AURC from 0 to 1)",
        _table(
            ["set", "answerable", "unanswerable", *_AREAS.values(), *(one.replace("_", " ") for one in _SHARES)],
            [[_name(record), *_refusals(record["refusals"])] for record in rows],
        ),
    ]
    return "\n\n".join(parts)


def _widest(records: Sequence[Record]) -> Sequence[Record]:
    """The record whose languages are those of all: the mean, or the one set as it stands."""
    return [record for record in records if "way" not in record] or records[:1]


def _name(record: Record) -> str:
    if "way" not in record:
        return f"mean of {len(record['sets'])} sets"
    return safe(record["set"] if record["way"] == "as it stands" else f"{record['set']}, {record['way']}")


def _questions(record: Record) -> str:
    return _counted(record["rankings"])


def _counted(rankings: Record) -> str:
    return str(rankings[FINAL]["hit@1"]["questions"])


def _side_by_side(rankings: Record) -> list[str]:
    return [" / ".join(_percent(rankings[name][figure]["value"]) for figure in COMPARED) for name in RANKINGS]


def _all_figures(rankings: Record) -> list[str]:
    return [_cell(rankings[FINAL][figure], ends=figure in COMPARED) for figure in FIGURES]


def _refusals(found: Record) -> list[str]:
    return [
        *(str(found[kind]) for kind in ("answerable", "unanswerable")),
        *("–" if found[area] is None else f"{found[area]:.3f}" for area in _AREAS),
        *(_percent(found[share]["value"]) for share in _SHARES),
    ]


def _cell(found: Record, *, ends: bool) -> str:
    interval = f" ({_percent(found['low'])}–{_percent(found['high'])})" if ends and found["questions"] else ""
    return _percent(found["value"]) + interval


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f}"


def _table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """Columns as wide as their widest cell; numbers to the right."""
    widths = [max(map(len, column)) for column in zip(head, *lines, strict=True)]

    def drawn(cells: Sequence[str]) -> str:
        first, *others = zip(cells, widths, strict=True)
        return "| " + " | ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]) + " |"

    rule = [":" + "-" * (widths[0] + 1), *("-" * (width + 1) + ":" for width in widths[1:])]
    return "\n".join([drawn(head), "|" + "|".join(rule) + "|", *map(drawn, lines)])
