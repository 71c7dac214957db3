"""Which sentences answer, and whether anything does: measured on gold sets, and the constants fitted there.

    python -m benchmarks.answers --eval ../shared/eval --work /tmp/answers --sets squad2-dev,poquad --questions 300

For each set it builds a library (kept in ``--work``, with the vectors), asks its questions and prints

* the share of answerable questions whose first (and first three) sentences hold the evidence, beside two baselines:
  the first sentence of the best passage, and the sentence nearest to the question in meaning;
* what an answer is: how many sentences it quotes, and how often one of them holds the evidence;
* for the verdict the AUROC of answerable against unanswerable questions, beside the best single signals (the largest
  cosine, the largest BM25 share), and the shares of false and of missed answers. "other" are questions of other sets,
  which this library cannot answer;
* the risk–coverage curve: of the so many per cent of all questions of which the gate is surest, how many are answered
  wrongly (nothing in the answer holds the evidence, or there is none).

``NAME:20`` among the sets is a small library: 20 of the set's documents, spread evenly, and the questions they answer.
``--only tuning`` and ``--only held-back`` take half of each set. ``--fit`` prints the weights of qa/select.py as a
listwise logistic regression gives them, those of qa/gate.py as a logistic regression gives them with the selection as
it is, and for each set what a gate says of it that was fitted on the others. ``--rows FILE`` keeps what was asked, so
that a second run only counts.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, astuple, dataclass, fields, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.gold import Question, every_question
from index.library import Library
from index.model import Filters
from index.snapshot import Snapshot
from qa import evidence, gate, select
from qa.compose import make_embedder, open_library
from qa.evaluation.gold import Half, chosen, half_of, spread
from qa.evaluation.metrics import auroc, risk_coverage
from qa.evaluation.shelf import Filled, fill
from qa.evaluation.vectors import CachedEmbedder
from qa.language import conversation
from qa.language.references import speech_of
from qa.settings import Settings

#: The first can be answered; the others cannot: by their own set's word, because they are another library's, or because
#: a name in them was replaced by one of a question about another document, or of another set.
YES, NO, OTHER, RENAMED = KINDS = ("answerable", "unanswerable", "other", "renamed")
#: Sets over the same texts: the questions of one may be answered by the other's documents.
KIN = ({"squad2", "xquad"}, {"nq", "clapnq"})
#: The weights of a fit are kept finite by so strong a ridge.
RIDGE = 1e-3
#: What those that cannot be answered count for beside questions of other sets. The unanswerable ones of squad2 and
#: poquad ask, in the words of a paragraph, what it does not say, and no signal sees that: counted in full they only
#: move the threshold, and with it twice as many good answers go missing. So do the renamed ones, above a third.
COUNTED = {NO: 0.15, RENAMED: 0.3}
#: More of any signal but these must not make an answer less likely.
AGAINST = frozenset({"size", "unknown"})
#: Of each other set so many questions are put to a library that cannot answer them.
OF_EACH = 60

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Asked:
    """One question as it was answered: all that the figures are made of."""

    set: str
    kind: str
    half: Half
    #: One row for each candidate: its features; which of them hold the evidence; the order they were found in.
    features: list[list[float]]
    right: list[bool]
    #: Of the sentences that would be quoted.
    quoted: list[bool]
    meaning: float
    words: float
    size: float
    unknown: float

    @property
    def matrix(self) -> Array:
        """The features, shape (candidates, features)."""
        return np.array(self.features, float).reshape(len(self.features), len(fields(select.Features)))

    def order(self, weights: Sequence[float]) -> npt.NDArray[np.int64]:
        """The candidates, best first."""
        return np.argsort(-(self.matrix @ np.array(weights)), kind="stable")

    def found(self, weights: Sequence[float], most: int) -> bool:
        """Whether one of the first ``most`` sentences holds the evidence."""
        return any(self.right[at] for at in self.order(weights)[:most])

    def signals(self) -> gate.Signals:
        """What the gate is told."""
        weights = astuple(select.WEIGHTS)
        best = self.matrix[self.order(weights)[0]]
        told = float(best @ np.array(weights)), float(best[0]), float(best[NAMES])
        return gate.Signals(*told, self.unknown, self.meaning, self.size)


WEIGHTS = astuple(select.WEIGHTS)
NAMES = [one.name for one in fields(select.Features)].index("names")
NEAREST = [float(one.name == "nearness") for one in fields(select.Features)]


# ---------------------------------------------------------------- asking


@dataclass(frozen=True)
class Shelf:
    """A set, or with a count a part of it."""

    name: str
    folder: Path
    documents: list[Path]

    @classmethod
    def of(cls, root: Path, name: str) -> Shelf:
        """The set of this name: "squad2-dev", or "squad2-dev:5" for five of its documents."""
        folder, _, count = name.partition(":")
        documents = sorted(path for path in (root / folder / "documents").rglob("*") if path.is_file())
        return cls(name, root / folder, spread(documents, int(count) if count else None))

    @property
    def small(self) -> bool:
        """Whether it is only a part of its set."""
        return ":" in self.name

    def questions(self, limit: int, only: Half | None) -> list[Question]:
        """Its questions; of a part, those that its documents answer."""
        own = {path.name for path in self.documents}
        everything = every_question(self.folder)
        if self.small:
            everything = tuple(q for q in everything if q.evidence and {one.document for one in q.evidence} <= own)
        return chosen(everything, limit, only)


def build(shelf: Shelf, work: Path, embedder: CachedEmbedder) -> tuple[Library, Filled]:
    """The library of a set, made once."""
    library = open_library(Settings(work / shelf.name.replace(":", "-")), lambda: embedder)
    filled = fill(library, shelf.folder / "documents", shelf.documents)
    library.warm()
    return library, filled


def ask(view: Snapshot, name: str, question: Question, kind: str, about: str = "") -> Asked | None:
    """Ask one question and note everything that is known of its candidates; None when nothing is found at all."""
    text = conversation.resolve(question.text, question.earlier).searched if kind in (YES, NO) else question.text
    got = evidence.gather(view, text, Filters(documents=(about,)) if about else Filters())
    if not got.candidates:
        return None
    found = sorted(got.candidates, key=lambda one: (one.rank, one.start))
    right = [kind == YES and holds(one, question) for one in found]
    places = {one.place for one in got.best}
    quoted = [held for one, held in zip(found, right, strict=True) if one.place in places]
    return Asked(
        name, kind, half_of(question.id), [list(astuple(one.features)) for one in found], right, quoted,
        max(hit.meaning for hit in got.considered), max(hit.words for hit in got.considered), gate.size_of(view.size),
        select.unknown(text, view.question_words(text)),
    )  # fmt: skip


def holds(candidate: select.Candidate, question: Question) -> bool:
    """Whether the sentence is the evidence, holds it, or is a part of it."""
    name, text = Path(candidate.document.source).name, " ".join(candidate.text.split())
    for piece in question.evidence:
        wanted = " ".join(piece.text.split())
        if piece.document == name and wanted and (wanted in text or (len(text) > 20 and text in wanted)):
            return True
    return False


#: A name: words with capitals or digits after the first word, with small words between them at most.
_NAME = re.compile(r"(?<=\s)(?:[^\W\d_a-z][\w.'’-]*|\d[\w.,]*)(?:\s(?:(?:of|the|de|von|der)\s)*[^\W\d_a-z][\w.'’-]*)*")


def renamed(questions: Sequence[Question], donors: Sequence[Question]) -> list[Question]:
    """Questions of which a name is another's: of a donor that is about another document."""
    found = []
    for at, one in enumerate(questions):
        donor = donors[(at + len(questions) // 2) % len(donors)]
        own, other = _longest_name(one.text), _longest_name(donor.text)
        apart = not {piece.document for piece in one.evidence} & {piece.document for piece in donor.evidence}
        alone = one.answerable and not one.about and not one.earlier
        if own and other and own != other and apart and alone and not _german(one.text):
            found.append(replace(one, text=one.text.replace(own, other), evidence=()))
    return found


def _german(text: str) -> bool:
    """Whether every noun has a capital: then a capital is no name's."""
    speech = speech_of(text, "")
    return speech is not None and speech.language == "de"


def _longest_name(text: str) -> str:
    return max((found.rstrip("?.,!") for found in _NAME.findall(text)), key=len, default="")


def kin(one: str, other: str) -> bool:
    """Whether two sets are over the same documents or from the same source."""
    roots = {re.split("[-:]", one)[0], re.split("[-:]", other)[0]}
    return len(roots) == 1 or roots in KIN


def ask_all(options: argparse.Namespace) -> list[Asked]:
    """Every question of every set, and a share of the other sets' questions, to every library."""
    shelves = [Shelf.of(options.eval, name) for name in options.sets.split(",")]
    asked = {shelf.name: shelf.questions(options.questions, options.only) for shelf in shelves}
    embedder = CachedEmbedder(make_embedder(), options.work / "vectors")
    rows: list[Asked | None] = []
    for shelf in shelves:
        name = shelf.name
        library, filled = build(shelf, options.work, embedder)
        others = [one for other in asked if not kin(other, name) for one in spread(asked[other], OF_EACH)]
        strangers = spread([one for one in others if one.answerable], options.questions // 2)
        with library.snapshot() as view:
            for one in asked[name]:
                about = filled.names.get(one.about, "")
                rows.append(ask(view, name, one, YES if one.answerable else NO, about))
            rows += [ask(view, name, one, OTHER) for one in strangers]
            own = spread(asked[name], options.questions // 2)
            rows += [ask(view, name, one, RENAMED) for donors in (own, strangers) for one in renamed(own, donors)]
        library.close()
        print(f"{name}: {len(rows)} rows so far", flush=True)
    return [row for row in rows if row is not None]


# ---------------------------------------------------------------- figures


def share(values: Iterable[object]) -> float:
    """How many of them are true, in per cent."""
    return 100 * float(np.mean([bool(value) for value in values] or [np.nan]))


def estimate(row: Asked) -> float:
    """What the gate says."""
    return gate.probability(row.signals())


def report(rows: Sequence[Asked]) -> None:
    """All tables."""
    sets = list(dict.fromkeys(row.set for row in rows))
    head(
        "set", "questions", "in candidates", "@1", "@3", "nearest @1", "nearest @3", "first of the best passage",
        "quoted: sentences", "quoted: with evidence",
    )  # fmt: skip
    for name in sets:
        sentences_row(name, [row for row in rows if row.set == name and row.kind == YES])
    sentences_row("all", [row for row in rows if row.kind == YES])
    print()
    head("set", "against", "AUROC", "largest cosine", "largest BM25 share", "false answers", "missed answers")
    for name in sets:
        for kind in (OTHER, RENAMED, NO):
            verdict_row(name, kind, [row for row in rows if row.set == name])
    print()
    head("set", *(f"{percent} %" for percent in COVERAGES))
    for name in sets:
        own = [row for row in rows if row.set == name and row.kind in (YES, NO)]
        if own:
            risk_row(name, own)


#: Where the risk–coverage curve is shown.
COVERAGES = (10, 25, 50, 75, 100)


def head(*cells: str) -> None:
    """The first two lines of a Markdown table."""
    print("|", " | ".join(cells), "|\n" + "|---" * len(cells) + "|")


def sentences_row(name: str, own: Sequence[Asked]) -> None:
    """One line of the sentences' table."""
    shares = [
        share(any(row.right) for row in own),
        *(share(row.found(weights, most) for row in own) for weights in (WEIGHTS, NEAREST) for most in (1, 3)),
        share(row.right[0] for row in own),
    ]
    cells = " | ".join(f"{one:.0f}" for one in shares)
    size = np.mean([len(row.quoted) for row in own])
    print(f"| {name} | {len(own)} | {cells} | {size:.1f} | {share(any(row.quoted) for row in own):.0f} |")


def verdict_row(name: str, kind: str, own: Sequence[Asked]) -> None:
    """One line of the verdict's table: how well the gate tells this kind from the answerable questions."""
    yes, no = [row for row in own if row.kind == YES], [row for row in own if row.kind == kind]
    if not no:
        return
    signals: tuple[Callable[[Asked], float], ...] = (estimate, lambda row: row.meaning, lambda row: row.words)
    areas = [auroc([signal(row) for row in yes], [signal(row) for row in no]) for signal in signals]
    false = share(estimate(row) >= gate.THRESHOLD for row in no)
    missed = share(estimate(row) < gate.THRESHOLD for row in yes)
    print(
        f"| {name} | {len(no)} {kind} | "
        + " | ".join(f"{area:.3f}" for area in areas)
        + f" | {false:.0f} % | {missed:.0f} % |"
    )


def risk_row(name: str, own: Sequence[Asked]) -> None:
    """One line of the curve: the risk at each coverage."""
    curve = risk_coverage([estimate(row) for row in own], [any(row.quoted) for row in own])
    risks = [curve.risk[np.searchsorted(curve.coverage, percent / 100 - 1e-9)] for percent in COVERAGES]
    print(f"| {name} | " + " | ".join(f"{100 * risk:.0f}" for risk in risks) + " |")


# ---------------------------------------------------------------- fitting


def fit(rows: Sequence[Asked]) -> None:
    """Print both modules' weights, and what a gate that never saw a set says of it."""
    print("\nqa/select.py", named(select.Features, select_weights([row for row in rows if row.kind == YES])))
    usable = [row for row in rows if row.kind != YES or row.found(WEIGHTS, select.MOST)]
    bias, *weights = gate_weights(usable)
    print(f"qa/gate.py BIAS = {bias:.2f}, {named(gate.Signals, weights)}")
    for name in dict.fromkeys(row.set for row in rows):
        parameters = gate_weights([row for row in usable if row.set != name])
        said = {kind: told(parameters, [row for row in rows if row.set == name and row.kind == kind]) for kind in KINDS}
        for kind in (OTHER, RENAMED, NO):
            if len(said[kind]):
                area = auroc(said[YES].tolist(), said[kind].tolist())
                false, missed = share(said[kind] >= 0), share(said[YES] < 0)
                print(f"left out {name}: {kind} AUROC {area:.3f}, false {false:.0f} %, missed {missed:.0f} %")


def named(kind: type, weights: Iterable[float]) -> str:
    """Weights under their fields' names."""
    return ", ".join(f"{one.name}={weight:.2f}" for one, weight in zip(fields(kind), weights, strict=True))


def select_weights(rows: Sequence[Asked]) -> Array:
    """Listwise logistic regression: the evidence's share of exp(score) in a question; sets alike, nearness 1."""
    from scipy.optimize import minimize

    lists = [(row.matrix, np.array(row.right), row.set) for row in rows if any(row.right) and not all(row.right)]
    counts = {name: sum(one == name for *_, one in lists) for name in {one for *_, one in lists}}

    def loss(weights: Array) -> tuple[float, Array]:
        total, slope = RIDGE * float(weights @ weights), 2 * RIDGE * weights
        for matrix, right, name in lists:
            likely = np.exp(matrix @ weights - (matrix @ weights).max())
            likely /= likely.sum()
            held = likely[right].sum()
            total -= float(np.log(held)) / counts[name]
            slope -= ((likely[right] / held) @ matrix[right] - likely @ matrix) / counts[name]
        return total, slope

    found = minimize(loss, np.zeros(len(NEAREST)), jac=True).x
    return np.asarray(found / found[0])


def gate_weights(rows: Sequence[Asked]) -> Array:
    """Logistic regression with signed weights; each set counts the same, and as many yes as no. Bias first."""
    from scipy.optimize import minimize

    groups = [(row.set, row.kind) for row in rows]
    y = np.array([row.kind == YES for row in rows])
    weight = np.array([COUNTED.get(kind, 1) / groups.count((name, kind)) for name, kind in groups])
    for value in (True, False):
        weight[y == value] /= weight[y == value].sum()
    x = np.array([astuple(row.signals()) for row in rows])

    def loss(parameters: Array) -> float:
        z = parameters[0] + x @ parameters[1:]
        lost = weight * np.where(y, np.logaddexp(0, -z), np.logaddexp(0, z))
        return float(lost.sum() + RIDGE * (parameters[1:] ** 2).sum())

    bounds = [(None, None), *((None, 0) if one.name in AGAINST else (0, None) for one in fields(gate.Signals))]
    return np.asarray(minimize(loss, np.zeros(len(bounds)), bounds=bounds).x)


def told(parameters: Array, rows: Sequence[Asked]) -> Array:
    """What a gate with these parameters says, above 0 for yes; shape (len(rows),)."""
    return np.array([parameters[0] + parameters[1:] @ np.array(astuple(row.signals())) for row in rows])


# ---------------------------------------------------------------- running


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--eval", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True, help="where libraries and vectors are kept between runs")
    parser.add_argument("--sets", required=True)
    parser.add_argument("--questions", type=int, default=300, help="of each set at most so many, spread evenly")
    parser.add_argument("--only", choices=("tuning", "held-back"))
    parser.add_argument("--rows", type=Path, help="JSON lines: what was asked, read if there and else written")
    parser.add_argument("--fit", action="store_true")
    options = parser.parse_args()
    if options.rows and options.rows.exists():
        rows = [Asked(**json.loads(line)) for line in options.rows.read_text("utf-8").splitlines()]
    else:
        rows = ask_all(options)
    if options.rows and not options.rows.exists():
        options.rows.write_text("".join(json.dumps(asdict(row)) + "\n" for row in rows), "utf-8")
    report(rows)
    if options.fit:
        fit([row for row in rows if row.half == "tuning"])


if __name__ == "__main__":
    main()
