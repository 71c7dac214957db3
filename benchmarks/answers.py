"""Which sentences answer, and whether anything does: measured on gold sets, and the constants fitted there.

    python -m benchmarks.answers --eval ../shared/eval --work /tmp/answers --sets squad2-dev,poquad --questions 300

For each set it builds a library (kept in ``--work``), asks its questions and prints

* the share of answerable questions whose first (and first three) sentences hold the evidence, beside two baselines:
  the first sentence of the best passage, and the sentence nearest to the question in meaning;
* for the verdict the AUROC of answerable against unanswerable questions, beside the best single signals, and the
  share of false answers and of missed answers at the threshold. "other" are questions of other sets, which this
  library cannot answer.

``--fit`` prints the weights of qa/select.py and qa/gate.py as logistic regressions give them, and for each set the
AUROC of a gate that was fitted on all the others.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np

from benchmarks.gold import Question, _question
from benchmarks.retrieval import CachedEmbedder
from documents.read import read
from index.faiss_engine import FaissEngine
from index.library import Library
from index.search import Searcher
from index.sentence_embedder import SentenceEmbedder
from index.words import WordEngine
from qa import gate, select


@dataclass(frozen=True)
class Asked:
    """One question as it was answered: all that the figures are made of."""

    set: str
    kind: str  # answerable, unanswerable, other
    signals: gate.Signals | None
    #: One row for each candidate: its features.
    features: np.ndarray
    #: Which of the candidates hold the evidence.
    right: np.ndarray
    ranks: np.ndarray
    lengths: np.ndarray


def build(folder: Path, work: Path, embedder: CachedEmbedder) -> Library:
    """The library of a set, made once."""
    library = Library(
        work / folder.name, lambda: Searcher(embedder, FaissEngine(embedder.dimension), WordEngine()),
        lambda data, source, *_: read(data, source),
    )  # fmt: skip
    for path in sorted((folder / "documents").iterdir()):
        library.add(path.read_bytes(), str(path.resolve()))
    library.warm()
    return library


def ask(view, set_name: str, question: Question, kind: str) -> Asked:
    """Ask one question and note everything that is known of its candidates."""
    hits = view.search(question.text, limit=10)
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


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """The probability that an answerable question scores above one that is not (ties count half)."""
    ranks = np.searchsorted(np.sort(negative), positive, "left") + np.searchsorted(np.sort(negative), positive, "right")
    return float(ranks.mean() / 2 / len(negative)) if len(positive) and len(negative) else float("nan")


def estimate(row: Asked) -> float:
    """What the gate says."""
    return gate.probability(row.signals) if row.signals else 0.0


def report(rows: list[Asked]) -> None:
    """The table."""
    names = [field.name for field in fields(select.Features)]
    nearest = [float(name == "nearness") for name in names]
    print(
        "| set | questions | in candidates | @1 | @3 | first sentence @1 | nearest @1 | nearest @3 |\n|---|---|---|---|---|---|---|---|"
    )
    weights = astuple(select.WEIGHTS)
    for name in sorted({row.set for row in rows}):
        own = [row for row in rows if row.set == name and row.kind == "answerable"]
        first = np.mean([row.right[:1].any() for row in own])
        cells = [
            np.mean([row.right.any() for row in own]),
            recall(own, weights, 1),
            recall(own, weights, 3),
            first,
            recall(own, nearest, 1),
            recall(own, nearest, 3),
        ]
        print(f"| {name} | {len(own)} | " + " | ".join(f"{100 * cell:.0f}" for cell in cells) + " |")
    print(
        "\n| set | against | AUROC | meaning alone | words alone | false answers | missed answers |\n|---|---|---|---|---|---|---|"
    )
    for name in sorted({row.set for row in rows}):
        for kind in ("unanswerable", "other"):
            own = [row for row in rows if row.set == name and row.signals]
            yes, no = [[r for r in own if r.kind == k] for k in ("answerable", kind)]
            if no:
                cells = [
                    auroc([f(r) for r in yes], [f(r) for r in no])
                    for f in (estimate, lambda r: r.signals.meaning, lambda r: r.signals.words)
                ]
                false = np.mean([estimate(r) >= gate.THRESHOLD for r in no])
                missed = np.mean([estimate(r) < gate.THRESHOLD for r in yes])
                print(
                    f"| {name} | {len(no)} {kind} | "
                    + " | ".join(f"{cell:.3f}" for cell in cells)
                    + f" | {100 * false:.0f} % | {100 * missed:.0f} % |"
                )


# ---------------------------------------------------------------- fitting


def fit(rows: list[Asked]) -> None:
    """Print the weights."""
    from sklearn.linear_model import LogisticRegression

    answerable = [row for row in rows if row.kind == "answerable" and row.right.any()]
    # Every set counts the same, every question counts the same within it.
    share = {name: 1 / sum(row.set == name for row in answerable) for name in {row.set for row in answerable}}
    x = np.vstack([row.features for row in answerable])
    y = np.concatenate([row.right for row in answerable])
    weight = np.concatenate([np.full(len(row.right), share[row.set] / len(row.right)) for row in answerable])
    sentence = LogisticRegression(C=10, max_iter=5000).fit(x, y, sample_weight=weight * len(y) / weight.sum())
    scale = sentence.coef_[0][0]
    names = [field.name for field in fields(select.Features)]
    print(
        "\nqa/select.py WEIGHTS =",
        ", ".join(f"{n}={w / scale:.2f}" for n, w in zip(names, sentence.coef_[0], strict=True)),
    )

    usable = [
        row
        for row in rows
        if row.signals and (row.kind != "answerable" or row.right[order(row, astuple(select.WEIGHTS))[:3]].any())
    ]
    model = _gate(usable)
    print(
        "qa/gate.py BIAS =",
        round(float(model.intercept_[0]), 2),
        "WEIGHTS =",
        ", ".join(f"{f.name}={w:.2f}" for f, w in zip(fields(gate.Signals), model.coef_[0], strict=True)),
    )
    for name in sorted({row.set for row in usable}):
        others = _gate([row for row in usable if row.set != name])
        own = [row for row in usable if row.set == name]
        said = others.predict_proba(np.array([astuple(row.signals) for row in own]))[:, 1]
        for kind in ("unanswerable", "other"):
            yes = [s for s, r in zip(said, own, strict=True) if r.kind == "answerable"]
            no = [s for s, r in zip(said, own, strict=True) if r.kind == kind]
            if no and yes:
                print(f"left out {name}: {kind} AUROC {auroc(yes, no):.3f}")


def _gate(rows: list[Asked]):
    from sklearn.linear_model import LogisticRegression

    groups: dict[tuple[str, str], int] = {}
    for row in rows:
        groups[row.set, row.kind] = groups.get((row.set, row.kind), 0) + 1
    weight = np.array([1 / groups[row.set, row.kind] for row in rows])
    y = np.array([row.kind == "answerable" for row in rows])
    for value in (True, False):  # as many yes as no
        weight[y == value] /= weight[y == value].sum()
    x = np.array([astuple(row.signals) for row in rows])
    return LogisticRegression(C=10, max_iter=5000).fit(x, y, sample_weight=weight * len(rows))


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
    asked = {name: _spread(_questions(options.eval / name), options.questions) for name in names}
    embedder = CachedEmbedder(SentenceEmbedder(), options.cache)
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
            for question in asked[name]:
                rows.append(ask(view, name, question, "answerable" if question.answerable else "unanswerable"))
            for question in _spread(others, options.questions // 2):
                rows.append(ask(view, name, question, "other"))
        library.close()
        print(f"{name}: {len(rows)} rows so far", flush=True)
    report(rows)
    if options.fit:
        fit(rows)


def _questions(folder: Path) -> list[Question]:
    lines = (folder / "questions.jsonl").read_text("utf-8").splitlines()
    return [_question(json.loads(line)) for line in lines if line.strip()]


def _related(one: str, other: str) -> bool:
    """Sets over the same documents or from the same source."""
    return one.split("-")[0] == other.split("-")[0]


def _spread(items: Sequence[Question], limit: int) -> list[Question]:
    return [items[n * len(items) // limit] for n in range(limit)] if len(items) > limit else list(items)


if __name__ == "__main__":
    main()
