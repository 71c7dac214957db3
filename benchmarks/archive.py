"""What storing an answer costs, and how quickly stored ones come back. The library itself is left as it is.

    python -m benchmarks.archive --library DIR --questions FILE [--limit 100] [--fill 10000]

FILE has JSON lines with "question". Times are CPU milliseconds of this process, medians; the time on the clock is given
where a disk is waited for.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

from index.library import Library
from index.store import Store
from qa.answer import ask
from qa.archive.answers import keep, listed, recall, stored
from qa.archive.renewal import again
from qa.compose import open_library
from qa.model import Answer
from qa.record import identity, line, record
from qa.settings import Settings


def timed(act: Callable[[], object]) -> tuple[float, float]:
    """CPU and clock milliseconds of one act."""
    cpu, clock = time.process_time(), time.perf_counter()
    act()
    return (time.process_time() - cpu) * 1000, (time.perf_counter() - clock) * 1000


def told(name: str, times: Sequence[tuple[float, float]]) -> None:
    """A line of the report: medians and the worst on the clock."""
    cpus, clocks = zip(*times, strict=True)
    print(f"{name:<44} {median(cpus):8.2f} ms CPU {median(clocks):8.2f} ms clock, worst {max(clocks):.2f}")


def questions_of(file: Path, limit: int) -> list[str]:
    """The first questions of a file."""
    lines = file.read_text("utf-8").splitlines()
    return [json.loads(one)["question"] for one in lines[:limit]]


def measure(library: Library, questions: Sequence[str], fill: int) -> None:
    """Ask, keep, recall; then again in an archive that has been filled."""
    library.warm()
    ask(library, questions[0])
    answers: list[Answer] = []
    told("asking", [timed(lambda one=one: answers.append(ask(library, one))) for one in questions])  # type: ignore[misc]
    told("naming an answer by its content", [timed(lambda one=one: identity(one)) for one in answers])  # type: ignore[misc]
    told("keeping it", [timed(lambda one=one: keep(library, one)) for one in answers])  # type: ignore[misc]
    told("keeping it again", [timed(lambda one=one: keep(library, one)) for one in answers])  # type: ignore[misc]
    with library.snapshot() as view:
        names = [identity(one) for one in answers]
        told("recalling it", [timed(lambda one=one: recall(view, one)) for one in names])  # type: ignore[misc]
        told("holding it against itself", [timed(lambda one=one: again(view, one, one)) for one in answers])  # type: ignore[misc]
        whole = all(line(record(recall(view, one.id).answer)) == _still(one) for one in answers)
    print(f"recalled byte for byte: {whole}")
    sizes(library, answers)
    for size in (1_000, fill):
        fill_up(library, answers, size)
        with library.snapshot() as view:
            told(f"listing the newest 50 of {size}", [timed(lambda: listed(view, limit=50)) for _ in range(20)])
            told(f"searching all {size} for a word", [timed(lambda: listed(view, "zzz")) for _ in range(5)])


def _still(answer: Answer) -> str:
    return line(record(replace(answer, elapsed_ms=0.0)))


def sizes(library: Library, answers: Sequence[Answer]) -> None:
    """Bytes of a record as it is printed and as it is stored."""
    printed = [len(line(record(one)).encode()) for one in answers]
    with Store(library.folder).reading() as reader:
        connection = reader.answers._connection
        stored = [size for (size,) in connection.all("SELECT length(record) FROM answer")]
    print(f"a record: {median(printed):.0f} bytes printed, {median(stored):.0f} stored, at most {max(stored)}")


def fill_up(library: Library, answers: Sequence[Answer], size: int) -> None:
    """Store variants of the answers until there are so many."""
    with library.keeping() as kept:
        for number in range(kept.answers.count(), size):
            model = answers[number % len(answers)]
            kept.answers.keep(stored(replace(model, question=f"{model.question} {number}")))


def main() -> None:
    """Measure on a copy."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=100)
    parser.add_argument("--fill", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(options.library, Path(folder) / "library")
        library = open_library(Settings(library=Path(folder) / "library"))
        try:
            measure(library, questions_of(options.questions, options.limit), options.fill)
        finally:
            library.close()


if __name__ == "__main__":
    main()
