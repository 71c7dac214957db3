"""The quality gate: figures that search and answers must not fall below.

    python -m benchmarks.gate --eval ../shared/eval                 measures and compares
    python -m benchmarks.gate --eval ../shared/eval --pin           raises the floors to what was measured
    python -m benchmarks.gate … --pin --allow-lower "reason"        also lowers them, and records why

``--suite fast`` (the default) is what every run of the tests affords: parts of small sets in three languages and of
four kinds. ``--suite whole`` is ``footnote evaluate --sets … --limit 300``, whose ``--json`` may be given with
``--measured`` instead. A floor lies two questions below what was measured: other processors round differently, and a
question or two on the edge may tip.

A ranking of both halves must also be no worse than the better of them: a set fails where it is, with the certainty
that so many questions give, more than ``TOLERANCE`` points below.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.embedder import Embedder
from qa.compose import make_embedder
from qa.evaluation.report import COMPARED, FINAL, HALVES, row_record
from qa.evaluation.run import Choice, Task, measured
from qa.evaluation.vectors import CachedEmbedder
from qa.settings import Settings

FLOORS = Path(__file__).parent.parent / "tests" / "evaluation" / "floors.json"
#: Questions below the measured figure at which its floor lies.
MARGIN = 2
#: Points by which a ranking of both halves may lie below the better half.
TOLERANCE = 1.0
#: The rankings that have floors.
HELD = ("fused", FINAL)


@dataclass(frozen=True)
class Part:
    """What of a set is measured: its first so many documents by name (all if None), so many questions about them."""

    questions: int
    documents: int | None = None


#: Suite → set → part.
SUITES: Mapping[str, Mapping[str, Part]] = {
    "fast": {
        "xquad-en": Part(100, 24),
        "xquad-de": Part(100, 24),
        "poquad": Part(100, 60),
        "covidqa": Part(50, 8),
        "tatqa-dev": Part(100, 80),
        "nq-dev": Part(100, 240),
    },
    "whole": {
        name: Part(300)
        for name in (
            "clapnq", "covidqa", "financebench", "hotpot-100", "mtragun", "nq-dev", "ohr-law", "ohr-manual", "poquad",
            "realtimeqa-2022-23", "realtimeqa-2024", "squad2-dev", "tatqa-dev", "wice-dev", "xquad-de", "xquad-en",
        )
    },
}  # fmt: skip

#: Set → "fused hit@1" … → per cent.
Floors = dict[str, dict[str, float]]
#: What ``footnote evaluate --json`` prints of a set.
Record = Mapping[str, Any]


def record_of(name: str, part: Part, folder: Path, embedder: Embedder, cache: Path | None = None) -> Record:
    """A part of a set as it is found today."""
    documents = folder / name / "documents"
    files = tuple(sorted(path for path in documents.rglob("*") if path.is_file())[: part.documents])
    task = Task(name, folder / name / "questions.jsonl", documents, files if part.documents else ())
    choice = Choice(part.questions, rankings_only=part.documents is not None)
    # The settings' folder is not used: the library is made of the set's documents.
    return row_record(measured(task, Settings(folder), embedder, choice, cache)[0])


def figures_of(record: Record) -> dict[str, float]:
    """Every figure that has a floor, per cent.

    Beside the rankings' these are, of the questions with evidence, how many are answered with a sentence that holds it,
    and where a set has questions without an answer how many of them are refused, and the AUROC of the two kinds.
    """
    rankings = {
        f"{ranking} {figure}": 100 * record["rankings"][ranking][figure]["value"]
        for ranking in HELD
        for figure in COMPARED
    }
    said = record["refusals"]
    answers = {"answered rightly": 100 * said["answered_rightly"]["value"]}
    if said["unanswerable"]:
        answers |= {"refused rightly": 100 - 100 * said["false_answers"]["value"], "auroc": 100 * said["auroc"]}
    return rankings | answers


def failures(floors: Floors, measured: Floors) -> list[str]:
    """A sentence for every figure that lies below its floor or has none."""
    found = []
    for name, figures in measured.items():
        for figure, value in figures.items():
            floor = floors.get(name, {}).get(figure)
            if floor is None:
                found.append(f"{name} {figure} is {value:.1f} and has no floor: pin it.")
            elif value < floor:
                found.append(f"{name} {figure} fell to {value:.1f}, below its floor of {floor:.1f}.")
    return found


def worse_than_a_half(record: Record) -> list[str]:
    """A sentence for every figure at which both halves together are surely worse than one of them alone."""
    found = []
    for ranking in HELD:
        for half in HALVES:
            for figure in COMPARED:
                gained = record["differences"][f"{ranking} - {half}"][figure]
                if 100 * gained["high"] < -TOLERANCE:
                    found.append(
                        f"{record['set']}: {ranking} is {-100 * gained['value']:.1f} points (at least "
                        f"{-100 * gained['high']:.1f}) worse than {half} alone at {figure}."
                    )
    return found


def pinned(floors: Floors, measured: Floors, counts: Mapping[str, int], *, allow_lower: bool) -> Floors:
    """New floors, ``MARGIN`` questions below what was measured; none is lowered unless that is allowed.

    Args:
        floors: As they are.
        measured: Per cent.
        counts: How many questions each set was asked.
        allow_lower: Whether a floor may fall.

    Raises:
        ValueError: a figure lies below its floor and that is not allowed.
    """
    below = [sentence for sentence in failures(floors, measured) if "no floor" not in sentence]
    if below and not allow_lower:
        raise ValueError(" ".join([*below, "Give --allow-lower with the reason to accept that."]))
    new = {
        name: {key: _floor(value, counts[name], floors.get(name, {}).get(key, 0)) for key, value in row.items()}
        for name, row in measured.items()
    }
    return {**floors, **new}


def _floor(value: float, count: int, before: float) -> float:
    """The floor of a figure: only one that fell below its floor before gets a lower one."""
    wanted = value - 100 * MARGIN / count
    return round(max(wanted, before) if value >= before else max(wanted, 0), 1)


def load(suite: str) -> Floors:
    """The floors as they are committed; none before they are pinned."""
    floors: Floors = _content().get(suite, {})
    return floors


def _content() -> dict[str, dict[str, dict[str, float]]]:
    content: dict[str, dict[str, dict[str, float]]] = json.loads(FLOORS.read_text(encoding="utf-8"))
    return content


def _save(suite: str, floors: Floors, reason: str) -> None:
    content = json.loads(FLOORS.read_text(encoding="utf-8"))
    content[suite] = floors
    content["lowered"] = [*content.get("lowered", []), *([f"{suite}: {reason}"] if reason else [])]
    FLOORS.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, compare, pin."""
    options = _parser().parse_args(arguments)
    records = _given(options) if options.measured else _measured(options)
    found = {name: figures_of(record) for name, record in records.items()}
    print(json.dumps(found, indent=1))
    worse = [sentence for record in records.values() for sentence in worse_than_a_half(record)]
    floors = load(options.suite)
    if options.pin:
        counts = {name: record["with_evidence"] for name, record in records.items()}
        lower = bool(options.allow_lower)
        _save(options.suite, pinned(floors, found, counts, allow_lower=lower), options.allow_lower)
    below = [] if options.pin else failures(floors, found)
    print("\n".join([*worse, *below]), file=sys.stderr)
    return 1 if worse or below else 0


def _given(options: argparse.Namespace) -> dict[str, Record]:
    lines = map(json.loads, options.measured.read_text("utf-8").splitlines())
    return {record["set"]: record for record in lines if record.get("way") == "as it stands"}


def _measured(options: argparse.Namespace) -> dict[str, Record]:
    model = make_embedder()
    embedder: Embedder = CachedEmbedder(model, options.cache) if options.cache else model
    parts = {name: part for name, part in SUITES[options.suite].items() if not options.sets or name in options.sets}
    return {name: record_of(name, part, options.eval, embedder, options.cache) for name, part in parts.items()}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--eval", type=Path, default=Path("../shared/eval"), help="folder of gold sets")
    parser.add_argument("--suite", choices=tuple(SUITES), default="fast")
    parser.add_argument("--measured", metavar="FILE", type=Path, help="compare or pin what footnote evaluate printed")
    parser.add_argument("--sets", nargs="*", help="only these of the suite")
    parser.add_argument("--pin", action="store_true", help="raise the floors to what is measured now")
    parser.add_argument("--allow-lower", metavar="REASON", default="", help="with --pin: lower them too, and why")
    parser.add_argument("--cache", type=Path, help="folder for libraries and vectors, kept between runs")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
