"""The quality gate: figures that the search must not fall below.

    python -m benchmarks.gate --eval ../shared/eval                 measures and compares
    python -m benchmarks.gate --eval ../shared/eval --pin           raises the floors to what was measured
    python -m benchmarks.gate … --pin --allow-lower "reason"        also lowers them, and records why

Parts of small sets, so that the tests can afford them: an English, a German and a Polish one. A floor lies a point
and a half below what was measured, which at 150 questions is two of them: other processors round differently, and a
question or two on the edge may tip.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks import gold
from benchmarks.retrieval import Bench, CachedEmbedder, Constants, Figures, measure
from index.embedder import Embedder
from qa.compose import make_embedder

FLOORS = Path(__file__).parent.parent / "tests" / "evaluation" / "floors.json"
QUESTIONS = 150
#: Points below the measured figure.
MARGIN = 1.5
#: Set → how many of its documents are searched; with all of them it would take three times as long.
SETS: Mapping[str, int] = {"xquad-en": 24, "xquad-de": 24, "poquad": 60}

#: Set → "hit@1", "hit@5" → per cent.
Floors = dict[str, dict[str, float]]


def figures_of(name: str, folder: Path, embedder: Embedder) -> dict[str, float]:
    """hit@1 and hit@5 of the fused ranking on one set, per cent."""
    documents = gold.documents(folder / name, SETS[name])
    about = [
        question
        for question in gold.questions(folder / name)
        if all(evidence.document in documents for evidence in question.evidence)
    ]
    return _points(measure(Bench(documents, embedder, Constants()), about[:QUESTIONS])["both"])


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


def pinned(floors: Floors, measured: Floors, *, allow_lower: bool) -> Floors:
    """New floors, ``MARGIN`` below what was measured; none is lowered unless that is allowed.

    Raises:
        ValueError: a figure lies below its floor and that is not allowed.
    """
    below = [sentence for sentence in failures(floors, measured) if "no floor" not in sentence]
    if below and not allow_lower:
        raise ValueError(" ".join([*below, "Give --allow-lower with the reason to accept that."]))
    kept = {} if allow_lower else floors
    return {
        name: {key: round(max(value - MARGIN, kept.get(name, {}).get(key, 0)), 1) for key, value in row.items()}
        for name, row in measured.items()
    }


def load() -> Floors:
    """The floors as they are committed."""
    content = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {"floors": {}}
    floors: Floors = content["floors"]
    return floors


def _points(figures: Figures) -> dict[str, float]:
    return {"hit@1": 100 * figures.at_1, "hit@5": 100 * figures.at_5}


def _save(floors: Floors, reason: str) -> None:
    history = json.loads(FLOORS.read_text(encoding="utf-8")).get("lowered", []) if FLOORS.exists() else []
    content = {"floors": floors, "lowered": [*history, reason] if reason else history}
    FLOORS.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, compare, pin."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--eval", type=Path, required=True, help="folder of gold sets")
    parser.add_argument("--pin", action="store_true", help="raise the floors to what is measured now")
    parser.add_argument("--allow-lower", metavar="REASON", default="", help="with --pin: lower them too, and why")
    parser.add_argument("--cache", type=Path, help="folder for vectors, kept between runs")
    options = parser.parse_args(arguments)
    model = make_embedder()
    embedder: Embedder = CachedEmbedder(model, options.cache) if options.cache else model
    measured = {name: figures_of(name, options.eval, embedder) for name in SETS}
    print(json.dumps(measured, indent=1))
    if options.pin:
        _save(pinned(load(), measured, allow_lower=bool(options.allow_lower)), options.allow_lower)
        return 0
    below = failures(load(), measured)
    print("\n".join(below), file=sys.stderr)
    return 1 if below else 0


if __name__ == "__main__":
    raise SystemExit(main())
