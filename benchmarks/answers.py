"""Which sentences answer, and whether anything does: measured on gold sets, and the constants fitted there.

    python -m benchmarks.answers --eval ../shared/eval --work /tmp/answers --sets squad2-dev,poquad --questions 300

For each set it builds a library (kept in ``--work``), asks its questions and prints

* the share of answerable questions whose first (and first three) sentences hold the evidence, beside two baselines:
  the first sentence of the best passage, and the sentence nearest to the question in meaning;
* for the verdict the AUROC of answerable against unanswerable questions, beside the best single signals, and the
  share of false answers and of missed answers at the threshold. "other" are questions of other sets, which this
  library cannot answer.

``--fit`` prints the weights of qa/gate.py as a logistic regression gives them against the questions of other sets, and
for each set what a gate says of it that was fitted on the others.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np

from benchmarks.gold import Question, every_question
from index.library import Library
from index.snapshot import Snapshot
from qa import gate, select
from qa.answer import CONSIDERED
from qa.compose import make_embedder, open_library
from qa.evaluation.gold import spread
from qa.evaluation.metrics import auroc
from qa.evaluation.shelf import fill
from qa.evaluation.vectors import CachedEmbedder
from qa.settings import Settings

#: The first can be answered; the others cannot: by their own set's word, or because they are another library's.
KINDS = ("answerable", "unanswerable", "other")


@dataclass(frozen=True)
class Asked:
    """One question as it was answered: all that the figures are made of."""

    set: str
    kind: str
    signals: gate.Signals | None
    #: One row for each candidate: its features.
    features: np.ndarray
    #: Which of the candidates hold the evidence.
    right: np.ndarray
    ranks: np.ndarray
    lengths: np.ndarray


def build(folder: Path, work: Path, embedder: CachedEmbedder) -> Library:
    """The library of a set, made once."""
    library = open_library(Settings(work / folder.name), lambda: embedder)
    fill(library, folder / "documents", [folder / "documents"])
    library.warm()
    return library


def ask(view: Snapshot, set_name: str, question: Question, kind: str) -> Asked:
    """Ask one question and note everything that is known of its candidates."""
    hits = view.search(question.text, limit=CONSIDERED)
    found = select.candidates(view, question.text, hits)
    known = gate.signals(view.question_words(question.text), hits, found)
    right = [kind == "answerable" and _holds(one, question) for one in found]
    return Asked(
        set_name, kind, known,
        np.array([astuple(one.features) for one in found]).reshape(len(found), -1),
        np.array(right, bool), np.array([one.rank for one in found]), np.array([one.end - one.start for one in found]),
    )  # fmt: skip


def _holds(candidate: select.Candidate, question: Question) -> bool:
    name = Path(candidate.document.source).name
    text = " ".join(candidate.text.split())
    for evidence in question.evidence:
        wanted = " ".join(evidence.text.split())
        if evidence.document == name and wanted and (wanted in text or (len(text) > 20 and text in wanted)):
            return True
    return False


# ---------------------------------------------------------------- figures


def order(asked: Asked, weights: Sequence[float]) -> np.ndarray:
    """The candidates of a question, best first."""
    return np.argsort(-(asked.features @ np.array(weights)), kind="stable")


def recall(rows: Iterable[Asked], weights: Sequence[float], most: int) -> float:
    """Share of answerable questions with the evidence among their first ``most`` sentences."""
    return float(np.mean([row.right[order(row, weights)[:most]].any() for row in rows]))


def estimate(row: Asked) -> float:
    """What the gate says."""
    return gate.probability(row.signals) if row.signals else 0.0


def report(rows: list[Asked]) -> None:
    """Both tables."""
    nearest = [float(one.name == "nearness") for one in fields(select.Features)]
    weights = astuple(select.WEIGHTS)
    sets = sorted({row.set for row in rows})
    head("set", "questions", "in candidates", "@1", "@3", "first sentence @1", "nearest @1", "nearest @3")
    for name in sets:
        own = [row for row in rows if row.set == name and row.kind == KINDS[0]]
        shares = [
            float(np.mean([row.right.any() for row in own])),
            recall(own, weights, 1),
            recall(own, weights, 3),
            float(np.mean([row.right[:1].any() for row in own])),
            recall(own, nearest, 1),
            recall(own, nearest, 3),
        ]
        print(f"| {name} | {len(own)} | " + " | ".join(f"{100 * share:.0f}" for share in shares) + " |")
    print()
    head("set", "against", "AUROC", "meaning alone", "words alone", "false answers", "missed answers")
    for name in sets:
        for kind in KINDS[1:]:
            verdict_row(name, kind, [row for row in rows if row.set == name and row.signals])


def head(*cells: str) -> None:
    """The first two lines of a Markdown table."""
    print("|", " | ".join(cells), "|\n" + "|---" * len(cells) + "|")


def verdict_row(name: str, kind: str, own: list[Asked]) -> None:
    """One line of the verdict's table: how well the gate tells this kind from the answerable questions."""
    yes, no = [row for row in own if row.kind == KINDS[0]], [row for row in own if row.kind == kind]
    if not no:
        return
    signals = (estimate, lambda row: row.signals.meaning, lambda row: row.signals.words)
    areas = [auroc([signal(row) for row in yes], [signal(row) for row in no]) for signal in signals]
    false = np.mean([estimate(row) >= gate.THRESHOLD for row in no])
    missed = np.mean([estimate(row) < gate.THRESHOLD for row in yes])
    print(
        f"| {name} | {len(no)} {kind} | "
        + " | ".join(f"{area:.3f}" for area in areas)
        + f" | {100 * false:.0f} % | {100 * missed:.0f} % |"
    )


# ---------------------------------------------------------------- fitting

#: More of any signal but these must not make an answer less likely.
AGAINST = frozenset({"missing", "absent"})
#: Strength of the ridge: small, only to keep weights finite where a set is told apart without error.
RIDGE = 1e-3


def fit(rows: list[Asked]) -> None:
    """Print the gate's weights, and what a gate that never saw a set says of it."""
    usable = [row for row in rows if row.signals and (row.kind == "other" or _served(row))]
    bias, *weights = _gate(usable)
    pairs = zip(fields(gate.Signals), weights, strict=True)
    print(f"\nqa/gate.py BIAS = {bias:.2f}, WEIGHTS =", ", ".join(f"{one.name}={weight:.2f}" for one, weight in pairs))
    for name in sorted({row.set for row in usable}):
        parameters = _gate([row for row in usable if row.set != name])
        said = {
            kind: _said(parameters, [row for row in rows if row.set == name and row.kind == kind]) for kind in KINDS
        }
        for kind in KINDS[1:]:
            if len(said[kind]):
                area, false, missed = (
                    auroc(said[KINDS[0]], said[kind]),
                    (said[kind] >= 0).mean(),
                    (said[KINDS[0]] < 0).mean(),
                )
                print(
                    f"left out {name}: {kind} AUROC {area:.3f}, false {100 * false:.0f} %, missed {100 * missed:.0f} %"
                )


def _served(row: Asked) -> bool:
    """Whether an answerable question has its evidence among the three best sentences: then yes is the right answer."""
    return row.kind == KINDS[0] and bool(row.right[order(row, astuple(select.WEIGHTS))[:3]].any())


def _gate(rows: list[Asked]) -> np.ndarray:
    """Logistic regression with signed weights; each set counts the same, and as many yes as no. Bias first."""
    from scipy.optimize import minimize

    groups = [(row.set, row.kind) for row in rows]
    y = np.array([row.kind == KINDS[0] for row in rows])
    weight = np.array([1 / groups.count(group) for group in groups])
    for value in (True, False):
        weight[y == value] /= weight[y == value].sum()
    x = np.array([astuple(row.signals) for row in rows])

    def loss(parameters: np.ndarray) -> float:
        z = parameters[0] + x @ parameters[1:]
        return float(
            (weight * np.where(y, np.logaddexp(0, -z), np.logaddexp(0, z))).sum() + RIDGE * (parameters[1:] ** 2).sum()
        )

    bounds = [(None, None), *((None, 0) if one.name in AGAINST else (0, None) for one in fields(gate.Signals))]
    return minimize(loss, np.zeros(len(bounds)), bounds=bounds).x


def _said(parameters: np.ndarray, rows: list[Asked]) -> np.ndarray:
    return np.array([parameters[0] + parameters[1:] @ np.array(astuple(row.signals)) for row in rows if row.signals])


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--eval", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True, help="where the libraries are kept between runs")
    parser.add_argument("--cache", type=Path, required=True, help="where vectors are kept between runs")
    parser.add_argument("--sets", required=True)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--fit", action="store_true")
    options = parser.parse_args()
    names = options.sets.split(",")
    asked = {name: spread(every_question(options.eval / name), options.questions) for name in names}
    embedder = CachedEmbedder(make_embedder(), options.cache)
    rows: list[Asked] = []
    for name in names:
        library = build(options.eval / name, options.work, embedder)
        others = [
            q
            for other in names
            if not _related(other, name)
            for q in asked[other][: options.questions // 4]
            if q.answerable
        ]
        with library.snapshot() as view:
            rows += [ask(view, name, one, KINDS[0] if one.answerable else KINDS[1]) for one in asked[name]]
            rows += [ask(view, name, one, KINDS[2]) for one in spread(others, options.questions // 2)]
        library.close()
        print(f"{name}: {len(rows)} rows so far", flush=True)
    report(rows)
    if options.fit:
        fit(rows)


def _related(one: str, other: str) -> bool:
    """Sets over the same documents or from the same source."""
    return one.split("-")[0] == other.split("-")[0]


if __name__ == "__main__":
    main()
