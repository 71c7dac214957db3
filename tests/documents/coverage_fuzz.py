"""Coverage-guided fuzzing of one reader, by atheris (libFuzzer): ``python -m tests.documents.coverage_fuzz html 60``.

Bytes that reach new code are kept and changed further. Whatever is not a document that keeps its promises, or one
DocumentError, ends the process with the traceback and leaves the bytes in the folder FUZZED (default: a temporary one).
"""

from __future__ import annotations

import logging
import os
import sys
import tempfile
from pathlib import Path

import atheris


def main(suffix: str, seconds: str) -> None:
    """Fuzz for so many seconds; never returns."""
    with atheris.instrument_imports(include=["documents", "pypdf", "trafilatura", "markdown_it", "email", "html"]):
        from tests.documents.test_fuzz import SEEDS, as_txt, check

        seeds = SEEDS.get(suffix, [as_txt()])
        check(seeds[0], f"a.{suffix}")  # imports the reader while imports are watched
    logging.disable()
    folder = Path(os.environ.get("FUZZED") or tempfile.mkdtemp())
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds):
        (corpus / str(number)).write_bytes(seed)

    def one(data: bytes) -> None:
        check(data, f"a.{suffix}")

    options = [f"-max_total_time={seconds}", "-timeout=60", "-rss_limit_mb=3000", f"-artifact_prefix={folder}/"]
    atheris.Setup([sys.argv[0], str(corpus), "-max_len=20000", *options], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
