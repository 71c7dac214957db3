"""Is the embedder fast, and does its speed cost anything? Each way of computing, paired with the model's own.

    python -m benchmarks.embedding speed ../shared/eval/{nq-dev,poquad,xquad-de}/documents --texts 300 --rounds 5
    python -m benchmarks.embedding loss --eval ../shared/eval --sets nq-dev,covidqa --cache /tmp/vectors

``speed``: the processor time of plain ``SentenceTransformer.encode`` through that of the embedder, on the same texts,
in turns, so that other work on the machine meets both; the median of the rounds. ``loss``: hit@1 and hit@5 of every
question with float vectors and with the fastest, the difference with a bootstrap interval.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import openvino

from benchmarks import gold
from benchmarks.retrieval import Bench, Constants, measure
from documents.errors import DocumentError
from documents.read import read
from index import passages
from index.arithmetic import Arithmetic, fastest
from index.minilm import embedded_model
from index.model import Vectors
from index.openvino_embedder import OpenVinoEmbedder
from qa.evaluation import intervals, metrics
from qa.evaluation.gold import spread
from qa.evaluation.vectors import CachedEmbedder

#: Words of a question that is timed, and how many are.
QUESTION_WORDS, QUESTIONS = 12, 60
#: Texts embedded before anything is timed: kernels are made for the shapes that come.
WARM = 64

Embed = Callable[[list[str]], Vectors]


@dataclass(frozen=True, slots=True)
class Speed:
    """One way of computing, against plain ``encode``."""

    #: Processor time of plain ``encode`` through its own, round by round.
    ratios: tuple[float, ...]
    #: Texts in a second of processor time, of all rounds.
    texts_per_second: float
    #: Cosines with the vectors of plain ``encode``.
    mean: float
    least: float
    #: A question by itself, milliseconds: of the clock and of the processor, medians.
    clock: float
    processor: float


def ways() -> dict[str, Arithmetic]:
    """What this machine can compute in, the fastest last."""
    best = fastest(openvino.Core())
    known = (Arithmetic(eight_bits=False, floats="f32"), replace(best, eight_bits=False), best)
    return {way.name: way for way in known}


def plain() -> Embed:
    """``SentenceTransformer.encode`` as its users call it."""
    from sentence_transformers import SentenceTransformer

    model: Any = SentenceTransformer(str(embedded_model()), device="cpu", local_files_only=True)
    return lambda texts: np.asarray(model.encode(texts, show_progress_bar=False), np.float32)


def texts_of(folders: Sequence[Path], count: int) -> list[str]:
    """Passages as the product cuts them, as many of each folder, spread evenly over its files."""
    model = OpenVinoEmbedder()
    found: list[str] = []
    for folder in folders:
        files = spread(sorted(path for path in folder.rglob("*") if path.is_file()), count)
        found += spread([text for file in files for text in _passages(file, model)], count // len(folders))
    return found


def _passages(file: Path, model: OpenVinoEmbedder) -> Iterator[str]:
    try:
        document = read(file.read_bytes(), file.name)
    except DocumentError as error:
        print(f"{file} is left out: {error}", file=sys.stderr)
        return
    for passage in passages.cut(document, model.count_tokens, model.length):
        yield passages.searched_text(document, passage)


def speeds(texts: list[str], rounds: int) -> dict[str, Speed]:
    """Every way's speed; first of all plain ``encode``'s own."""
    models = {name: OpenVinoEmbedder(way) for name, way in ways().items()}
    embed: dict[str, Embed] = {"plain encode": plain()} | {name: one.embed_passages for name, one in models.items()}
    ask = {name: one.embed_question for name, one in models.items()}
    for one in embed.values():
        one(texts[:WARM])
    times: dict[str, list[float]] = {name: [] for name in embed}
    vectors = {}
    for _ in range(rounds):
        for name, one in embed.items():
            started = time.process_time()
            vectors[name] = one(texts)
            times[name].append(time.process_time() - started)
    reference = vectors["plain encode"]
    return {
        name: _speed(
            times["plain encode"],
            times[name],
            (vectors[name] * reference).sum(1),
            _asked(ask.get(name, lambda text: embed["plain encode"]([text])), texts),
        )
        for name in embed
    }


def _speed(plain: list[float], own: list[float], cosines: Vectors, asked: tuple[float, float]) -> Speed:
    ratios = tuple(one / other for one, other in zip(plain, own, strict=True))
    rate = len(cosines) * len(own) / sum(own)
    return Speed(ratios, rate, float(cosines.mean()), float(cosines.min()), *asked)


def _asked(ask: Callable[[str], Vectors], texts: list[str]) -> tuple[float, float]:
    questions = [" ".join(text.split()[:QUESTION_WORDS]) for text in spread(texts, QUESTIONS)]
    timed = []
    for question in [*questions, *questions]:
        clock, processor = time.perf_counter(), time.process_time()
        ask(question)
        timed.append((time.perf_counter() - clock, time.process_time() - processor))
    # The second time: kernels have been made by then.
    clocks, processors = zip(*timed[len(questions) :], strict=True)
    return 1e3 * statistics.median(clocks), 1e3 * statistics.median(processors)


def speed_table(measured: dict[str, Speed]) -> str:
    """As Markdown."""
    lines = [
        "| | texts per CPU second | × plain encode (rounds) | cosine, mean / least | question, clock / CPU |",
        "|---|---|---|---|---|",
    ]
    for name, one in measured.items():
        rounds = f"{statistics.median(one.ratios):.1f} ({min(one.ratios):.1f}–{max(one.ratios):.1f})"
        cosines, question = f"{one.mean:.5f} / {one.least:.4f}", f"{one.clock:.1f} / {one.processor:.1f} ms"
        lines.append(f"| {name} | {one.texts_per_second:.0f} | {rounds} | {cosines} | {question} |")
    return "\n".join(lines)


def losses(folder: Path, cache: Path, limit: int | None) -> Iterator[tuple[str, int, intervals.Estimate]]:
    """By ranking and rank: hit@rank with the fastest arithmetic less that with its floats, paired by question."""
    best = fastest(openvino.Core())
    documents, questions = gold.documents(folder), gold.questions(folder, limit)
    floats, fast = (
        measure(Bench(documents, CachedEmbedder(OpenVinoEmbedder(way), cache), Constants()), questions)
        for way in (replace(best, eight_bits=False), best)
    )
    for ranking in ("meaning", "both"):
        for rank in (1, 5):
            before, after = ([metrics.hit_at(one, rank) for one in way[ranking]] for way in (floats, fast))
            yield ranking, rank, intervals.difference(after, before)


def loss_row(name: str, found: Sequence[tuple[str, int, intervals.Estimate]]) -> str:
    """A set's row of a Markdown table, in points."""
    cells = [f"{100 * one.value:+.2f} [{100 * one.low:+.2f}, {100 * one.high:+.2f}]" for _, _, one in found]
    return f"| {name} | {found[0][2].count} | " + " | ".join(cells) + " |"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    options = _parser().parse_args(arguments)
    if options.what == "speed":
        texts = texts_of(options.folders, options.texts)
        print(f"{len(texts)} passages, {np.mean([len(text.split()) for text in texts]):.0f} words on average")
        print(speed_table(speeds(texts, options.rounds)))
        return
    print("| set | questions | meaning, hit@1 | hit@5 | both, hit@1 | hit@5 |\n|---|---|---|---|---|---|")
    for name in options.sets.split(","):
        print(loss_row(name, list(losses(options.eval / name, options.cache, options.questions))), flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    kinds = parser.add_subparsers(dest="what", required=True)
    speed = kinds.add_parser("speed", help="against plain encode")
    speed.add_argument("folders", type=Path, nargs="+", help="folders of documents, the same number of texts of each")
    speed.add_argument("--texts", type=int, default=300, help="how many passages; default: 300")
    speed.add_argument("--rounds", type=int, default=5, help="how often each is timed; default: 5")
    loss = kinds.add_parser("loss", help="against the same model in floating point")
    loss.add_argument("--eval", type=Path, required=True, help="folder of gold sets")
    loss.add_argument("--sets", required=True, help="names, parted by commas")
    loss.add_argument("--questions", type=int, help="so many of each set, spread evenly; default: all")
    loss.add_argument("--cache", type=Path, required=True, help="folder for vectors, kept between runs")
    return parser


if __name__ == "__main__":
    main()
