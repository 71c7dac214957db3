"""Odd and broken files: is each a document, or told by one code what is wrong?

    python -m benchmarks.robust --files ../shared/robust --workers 2 --slowest 10 --codes

Every file below the folder goes through ``read_apart``. Printed are, by format, how many files are documents, how
many have which code, the wall time, how this process grew, and the slowest files. Any other exception than
DocumentError is counted as "TRACEBACK" and ends the run with 1.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from documents.errors import DocumentError
from documents.worker import read_apart

#: A file of gold answers is no document.
_LEFT_OUT = frozenset({"README.md", "gold.jsonl"})


@dataclass(frozen=True)
class Reading:
    """What became of one file."""

    path: Path
    #: "read", the code of a DocumentError, or "TRACEBACK".
    outcome: str
    message: str
    seconds: float
    size: int


def read(path: Path) -> Reading:
    """One file, read as the library would."""
    data = path.read_bytes()
    begin = time.monotonic()
    outcome, message = "read", ""
    try:
        document = read_apart(data, str(path))
        message = " ".join(document.warnings)
    except DocumentError as error:
        outcome, message = error.code, str(error)
    except Exception as error:  # noqa: BLE001 - this is what the sweep looks for
        outcome, message = "TRACEBACK", repr(error)
    return Reading(path, outcome, message, time.monotonic() - begin, len(data))


def resident() -> float:
    """MB of this process, 0 where the system does not say."""
    gc.collect()
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    return next(int(line.split()[1]) / 1024 for line in status.read_text().splitlines() if line.startswith("VmRSS"))


def table(readings: Iterable[Reading]) -> str:
    """Outcomes by the first folder below the swept one, and in all."""
    counts: dict[str, Counter[str]] = {}
    for reading in readings:
        for name in (reading.path.suffix.lower() or "none", "all"):
            counts.setdefault(name, Counter())[reading.outcome] += 1
    codes = sorted(counts.get("all", Counter()), key=lambda code: (code != "read", code))
    names = sorted(counts, key=lambda name: (name == "all", -counts[name].total()))
    rows = [["", "files", *codes]]
    rows += [[name, str(counts[name].total()), *(str(counts[name][code] or "") for code in codes)] for name in names]
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    return "\n".join("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the sweep; 1 where a file had neither a document nor a code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=Path, default=Path("../shared/robust"))
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--slowest", type=int, default=10)
    parser.add_argument("--codes", action="store_true", help="print every file that is no document, with its message")
    options = parser.parse_args(arguments)
    paths = sorted(p for p in options.files.rglob("*") if p.is_file() and p.name not in _LEFT_OUT)
    if not paths:
        parser.error(f"there are no files below {options.files}")
    read_apart(b"The first document starts the helper.", "first.txt")
    before, begin = resident(), time.monotonic()
    with ThreadPoolExecutor(options.workers) as pool:
        readings = list(pool.map(read, paths))
    print(table(readings))
    size = sum(reading.size for reading in readings) / 1e6
    print(f"\n{time.monotonic() - begin:.0f} s for {len(paths)} files of {size:.0f} MB")
    print(f"this process grew by {resident() - before:.0f} MB")
    for one in sorted(readings, key=lambda one: -one.seconds)[: options.slowest]:
        print(f"{one.seconds:7.1f} s  {one.outcome:16}  {one.path.relative_to(options.files)}  {one.message[:80]}")
    if options.codes:
        for one in readings:
            if one.outcome != "read" or one.message:
                print(f"{one.outcome:16}  {one.path.relative_to(options.files)}  {one.message}")
    return int(any(one.outcome == "TRACEBACK" for one in readings))


if __name__ == "__main__":
    sys.exit(main())
