"""What a person waits for: adding, the first answer, the next answers, and the room on disk.

    python -m benchmarks.baseline DOCUMENTS QUESTIONS [--paragraphs 2000] [--runs 5]

DOCUMENTS is a folder of real text (txt, md, pdf), of which as many files are taken as make the number of paragraphs;
QUESTIONS a file as ``footnote ask --questions`` takes it. Everything is measured from outside, on the command line
that people use. Prints a Markdown table of medians. CPU seconds stand beside wall seconds, for on a busy machine
only the former mean much.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from documents.errors import DocumentError
from documents.read import read

#: Questions of one warm run: enough for a 95th percentile, few enough for a minute.
QUESTIONS = 100


@dataclass(frozen=True, slots=True)
class Run:
    """One process from its start to its end: seconds on the clock, seconds of CPU, what it printed."""

    wall: float
    cpu: float
    output: str


def footnote(*arguments: str) -> Run:
    """Run ``footnote`` and measure it, with the processes that it starts."""
    before, began = os.times(), time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "qa", *arguments], capture_output=True, text=True, check=False)
    wall, after = time.perf_counter() - began, os.times()
    if done.returncode:
        sys.exit(f"footnote {' '.join(arguments)} failed:\n{done.stderr}")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Run(wall, cpu, done.stdout)


def pick(folder: Path, paragraphs: int, target: Path) -> tuple[int, int]:
    """Copy readable files, by name, until they have so many paragraphs; returns their paragraphs and words."""
    taken = words = 0
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        if taken >= paragraphs:
            break
        try:
            document = read(path.read_bytes(), path.name)
        except DocumentError:
            continue
        taken += len(document.paragraphs)
        words += len(document.text.split())
        shutil.copy(path, target / path.name)
    return taken, words


def some_questions(file: Path, target: Path) -> Path:
    """The first questions of the file, as a file."""
    lines = [line for line in file.read_text("utf-8").splitlines() if line.strip()][:QUESTIONS]
    if len(lines) < QUESTIONS:
        sys.exit(f"{file} has {len(lines)} questions, and {QUESTIONS} are needed.")
    target.write_text("\n".join(lines), encoding="utf-8")
    return target


def size(folder: Path, pattern: str = "*") -> int:
    """Bytes of the files in a folder and below it."""
    return sum(path.stat().st_size for path in folder.rglob(pattern) if path.is_file())


@dataclass(frozen=True, slots=True)
class Figures:
    """The runs of one measurement; ``library`` and ``database`` are bytes, ``warm`` milliseconds of each question."""

    paragraphs: int
    words: int
    adding: tuple[Run, ...]
    listing: tuple[Run, ...]
    asking: tuple[Run, ...]
    many: tuple[Run, ...]
    warm: tuple[float, ...]
    library: int
    database: int


def measure(documents: Path, questions: Path, paragraphs: int, runs: int, folder: Path) -> Figures:
    """Add the documents ``runs`` times into new libraries, and ask the last one."""
    texts = folder / "texts"
    texts.mkdir()
    taken, words = pick(documents, paragraphs, texts)
    asked = some_questions(questions, folder / "questions.txt")
    first = next(iter(json_questions(asked)))
    libraries = [str(folder / f"library-{number}") for number in range(runs)]
    adding = tuple(footnote("add", "--json", "--library", one, str(texts)) for one in libraries)
    at = ("--library", libraries[-1])
    many = tuple(footnote("ask", "--json", *at, "--questions", str(asked)) for _ in range(runs))
    return Figures(
        paragraphs=taken,
        words=words,
        adding=adding,
        listing=tuple(footnote("list", "--json", *at) for _ in range(runs)),
        asking=tuple(footnote("ask", "--json", *at, "--", first) for _ in range(runs)),
        many=many,
        warm=tuple(json.loads(line)["elapsed_ms"] for run in many for line in run.output.splitlines()[1:]),
        library=size(Path(libraries[-1])),
        database=size(Path(libraries[-1]), "library.db*"),
    )


def json_questions(file: Path) -> Iterable[str]:
    """The questions of a file, without their ids."""
    for line in file.read_text("utf-8").splitlines():
        yield json.loads(line)["question"] if line.startswith("{") else line


def table(figures: Figures) -> str:
    """The figures as a Markdown table."""
    wall, cpu = _median(figures.adding)
    rate = f"{figures.paragraphs / wall:.0f} paragraphs/s", f"{figures.paragraphs / cpu:.0f} paragraphs/CPU s"
    per_question = (statistics.median(run.cpu for run in figures.many) - _median(figures.asking)[1]) / (QUESTIONS - 1)
    rows: list[Sequence[str]] = [
        ("", "wall", "CPU"),
        ("---", "---", "---"),
        (
            f"`footnote add`, {figures.paragraphs} paragraphs of {figures.words / figures.paragraphs:.0f} words, "
            "with the start of the model",
            *rate,
        ),
        ("`footnote list`, from start to end", *_seconds(figures.listing)),
        ("`footnote ask`, one question, from start to end", *_seconds(figures.asking)),
        (
            "each further question",
            f"{statistics.median(figures.warm):.0f} ms (95 %: {statistics.quantiles(figures.warm, n=20)[-1]:.0f} ms)",
            f"{per_question * 1000:.0f} ms",
        ),
        ("library on disk, a paragraph", f"{figures.library / figures.paragraphs / 1000:.1f} kB", ""),
        ("… of which the database", f"{figures.database / figures.paragraphs / 1000:.1f} kB", ""),
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _median(runs: Sequence[Run]) -> tuple[float, float]:
    return statistics.median(run.wall for run in runs), statistics.median(run.cpu for run in runs)


def _seconds(runs: Sequence[Run]) -> tuple[str, str]:
    wall, cpu = _median(runs)
    return f"{wall:.2f} s", f"{cpu:.2f} s"


def machine() -> str:
    """What the figures were measured on, in words."""
    cpu = Path("/proc/cpuinfo")
    lines = cpu.read_text("utf-8").splitlines() if cpu.exists() else []
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    python = platform.python_version()
    return f"{os.cpu_count()} cores, {model or platform.machine()}, {platform.system()}, Python {python}"


def main() -> None:
    """The command line."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("documents", type=Path)
    options.add_argument("questions", type=Path)
    options.add_argument("--paragraphs", type=int, default=2000)
    options.add_argument("--runs", type=int, default=5)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="footnote-baseline-") as folder:
        figures = measure(chosen.documents, chosen.questions, chosen.paragraphs, chosen.runs, Path(folder))
    busy = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"{date.today().isoformat()}, {machine()}{busy}; medians of {chosen.runs} runs\n\n{table(figures)}")  # noqa: DTZ011


if __name__ == "__main__":
    main()
