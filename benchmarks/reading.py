"""How fast are files read, and does adding a folder slow the page?

    python -m benchmarks.reading speed --files ../shared/eval/financebench/documents --rounds 3
    python -m benchmarks.reading page --library /tmp/scratch --first ../shared/eval/xquad-en/documents \
        --then ../shared/eval/financebench/documents --questions ../shared/eval/xquad-en/questions.jsonl

``speed`` reads the PDFs of a folder in turn, round after round: by pypdf's own extract_text in one process, which
makes no paragraphs of it, and by two workers. Printed are pages and documents a second and CPU seconds, and the
ratio within each round.

``page`` opens a new library with the folder ``--first``, and asks questions one after the other: idle, while
``--then`` is added by a thread of the same process, and idle again. Printed are median and 95th percentile of the
answer time, and their ratio. Nothing is added when the last question of a round has been asked.
"""

from __future__ import annotations

import argparse
import itertools
import json
import logging
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from documents.errors import DocumentError
from documents.worker import read_apart
from index.ingest import add_paths
from index.library import Library
from qa.answer import ask
from qa.compose import open_library
from qa.settings import Settings

#: pypdf alone, in a process of its own, so that its memory and its CPU time are its own.
PLAIN = """
import sys
from pypdf import PdfReader
pages = 0
for path in sys.argv[1:]:
    for page in PdfReader(path).pages:
        page.extract_text()
        pages += 1
print(pages)
"""


@dataclass(frozen=True)
class Pace:
    """What one way of reading took."""

    pages: int
    seconds: float
    cpu: float


# --- speed ---------------------------------------------------------------------------------------------------


def plain(paths: Sequence[Path]) -> Pace:
    """One process, one file after the other, nothing but pypdf."""
    return timed(lambda: int(subprocess.run([sys.executable, "-c", PLAIN, *map(str, paths)], check=True,
                                            capture_output=True, text=True).stdout))  # fmt: skip


def workers(paths: Sequence[Path], count: int) -> Pace:
    """``read_apart`` by so many threads, their helper and workers included."""

    def read(path: Path) -> int:
        try:
            return len(read_apart(path.read_bytes(), str(path)).pages)
        except DocumentError as error:
            print(f"{path.name}: {error.code}", file=sys.stderr)
            return 0

    def all_of_them() -> int:
        with ThreadPoolExecutor(count) as pool:
            return sum(pool.map(read, paths))

    return timed(all_of_them)


def timed(read: Callable[[], int]) -> Pace:
    """How long it took, and the CPU time of this process and of those that have ended below it."""
    before, begin = cpu(), time.monotonic()
    pages = read()
    return Pace(pages, time.monotonic() - begin, cpu() - before)


def cpu() -> float:
    """CPU seconds of this process, of its children that have ended, and of the helper with its dead children."""
    ours = sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )
    return ours + sum(map(_with_children, _children()))


def _children() -> list[str]:
    listed = Path("/proc/self/task").glob("*/children")
    return [pid for one in listed for pid in one.read_text().split()]


def _with_children(pid: str) -> float:
    """Seconds of a process and of its children that have ended (man 5 proc_pid_stat)."""
    values = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, values[11:15])) / 100


def speed(options: argparse.Namespace) -> None:
    """Rounds of both ways, in turn."""
    paths = sorted(options.files.glob("*.pdf"))
    read_apart(b"The first document starts the helper.", "first.txt")
    ratios: list[float] = []
    for number in range(options.rounds):
        one, two = plain(paths), workers(paths, options.workers)
        for name, pace in (("pypdf alone", one), (f"{options.workers} workers", two)):
            rate = f"{pace.pages / pace.seconds:.0f} pages/s, {len(paths) / pace.seconds:.2f} documents/s"
            took = f"{pace.pages} pages in {pace.seconds:.1f} s, {pace.cpu:.1f} CPU s"
            print(f"round {number + 1}  {name:12}  {took}: {rate}")
        ratios.append(one.seconds / two.seconds)
    print(
        f"workers are {median(ratios):.2f} times as fast as pypdf alone (rounds: {min(ratios):.2f}–{max(ratios):.2f})"
    )


# --- the page ------------------------------------------------------------------------------------------------


def asked(library: Library, questions: Sequence[str], going_on: Callable[[], bool]) -> list[float]:
    """Seconds of each question, one after the other, around and around, as long as ``going_on`` says."""
    times: list[float] = []
    for question in itertools.cycle(questions):
        begin = time.monotonic()
        ask(library, question)
        if not going_on():
            return times
        times.append(time.monotonic() - begin)
    return times


def for_seconds(seconds: float) -> Callable[[], bool]:
    """True until so many seconds have passed."""
    end = time.monotonic() + seconds
    return lambda: time.monotonic() < end


def said(name: str, times: Sequence[float]) -> float:
    """Prints the times; their median in seconds."""
    ordered = sorted(times)
    middle = median(ordered)
    late = ordered[int(0.95 * (len(ordered) - 1))]
    print(f"{name:20} {len(ordered):5} answers   median {1000 * middle:6.0f} ms   95 % {1000 * late:6.0f} ms")
    return middle


def page(options: argparse.Namespace) -> None:
    """Idle, adding, idle again."""
    lines = options.questions.read_text("utf-8").splitlines()[: options.limit]
    questions = [json.loads(line)["question"] for line in lines]
    library = open_library(Settings(options.library))
    try:
        for _ in add_paths(library, [options.first]):
            pass
        for question in questions[:5]:
            ask(library, question)
        idle = asked(library, questions, for_seconds(options.seconds))
        added: list[str] = []
        thread = threading.Thread(target=lambda: added.extend(o.outcome for o in add_paths(library, [options.then])))
        begin = time.monotonic()
        thread.start()
        busy = asked(library, questions, lambda: thread.is_alive())
        took = time.monotonic() - begin
        thread.join()
        again = asked(library, questions, for_seconds(options.seconds))
    finally:
        library.close()
    before = said("idle", idle)
    during = said(f"adding {len(added)} files", busy)
    after = said("idle again", again)
    print(f"adding took {took:.0f} s; ratio to idle before {during / before:.2f}, after {during / after:.2f}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one of the two."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    one = commands.add_parser("speed")
    one.add_argument("--files", type=Path, required=True)
    one.add_argument("--rounds", type=int, default=3)
    one.add_argument("--workers", type=int, default=2)
    one.set_defaults(run=speed)
    two = commands.add_parser("page")
    two.add_argument("--library", type=Path, required=True)
    two.add_argument("--first", type=Path, required=True)
    two.add_argument("--then", type=Path, required=True)
    two.add_argument("--questions", type=Path, required=True)
    two.add_argument("--limit", type=int, default=50)
    two.add_argument("--seconds", type=float, default=20.0)
    two.set_defaults(run=page)
    options = parser.parse_args(arguments)
    logging.disable(logging.WARNING)
    options.run(options)


if __name__ == "__main__":
    main()
