"""Where sentences end: our splitter beside libraries and a plain expression, on the hand-made hard cases.

    PYTHONPATH=. python benchmarks/sentences.py [--misses half] [--text FILE]

A case counts when all its sentences are cut exactly. Half of the cases of each language is held out: never looked
at while the splitter was improved. Speed is characters per second of CPU time on FILE or, without it, on the cases
over and over. Libraries that are not installed are left out.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from documents.sentences import sentence_spans
from tests.documents.hard_sentences import LANGUAGES, HardCase, hard_cases

#: (language, text) → sentences, without the white space at their ends.
Splitter = Callable[[str, str], list[str]]

#: Characters that each splitter is timed on: a few seconds for the slowest.
_TIMED = 200_000
#: The languages that a library knows; it is given English for others.
_PYSBD, _SYNTOK = {"en", "pl", "de", "fr", "ru"}, {"en", "de", "es"}


def ours(_: str, text: str) -> list[str]:
    """The splitter of the product."""
    return [text[start:end] for start, end in sentence_spans(text, 0, len(text))]


def plain(_: str, text: str) -> list[str]:
    """A stop, white space, a capital."""
    return re.split(r"(?<=[.!?…])\s+(?=[^\W\d_a-z])", text)


def pysbd(language: str, text: str) -> list[str]:
    """The rules of pragmatic segmenter."""
    segmenter = import_module("pysbd").Segmenter(language=language if language in _PYSBD else "en", clean=False)
    return [sentence.strip() for sentence in segmenter.segment(text)]


def sentencex(language: str, text: str) -> list[str]:
    """Wikimedia's rules."""
    return [sentence.strip() for sentence in import_module("sentencex").segment(language, text)]


def syntok(_: str, text: str) -> list[str]:
    """Rules for English, German and Spanish."""
    cut = import_module("syntok.segmenter").analyze(text)
    spans = [(tokens[0].offset, tokens[-1].offset + len(tokens[-1].value)) for paragraph in cut for tokens in paragraph]
    return [text[start:end] for start, end in spans]


def razdel(_: str, text: str) -> list[str]:
    """Rules for Russian."""
    return [sentence.text for sentence in import_module("razdel").sentenize(text)]


def splitters() -> Iterator[Splitter]:
    """Ours, the plain expression, and the libraries that are installed."""
    yield ours
    yield plain
    yield from (splitter for splitter in (pysbd, sentencex, syntok, razdel) if find_spec(splitter.__name__))


def exact(splitter: Splitter, case: HardCase) -> bool:
    """Whether all sentences of the case are cut as a reader cuts them."""
    return tuple(splitter(case.language, case.text)) == case.sentences


def shares(splitter: Splitter) -> dict[tuple[str, bool], float]:
    """The share of exact cases by language and by whether they are held out."""
    cases = list(hard_cases())
    total = Counter((case.language, case.held_out) for case in cases)
    right = Counter((case.language, case.held_out) for case in cases if exact(splitter, case))
    return {key: right[key] / count for key, count in total.items()}


def speed(splitter: Splitter, text: str) -> float:
    """Characters per second of CPU time."""
    begin = time.process_time()
    for paragraph in text.split("\n"):
        if paragraph.strip():
            splitter("en", paragraph)
    return len(text) / max(time.process_time() - begin, 1e-6)


def main() -> None:
    """Prints the table, or the misses of one half."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", choices=["worked", "held"], help="print what ours gets wrong in one half")
    parser.add_argument("--text", type=Path, help="a UTF-8 text to measure speed on")
    arguments = parser.parse_args()
    cases = list(hard_cases())
    if arguments.misses:
        for case in cases:
            if case.held_out == (arguments.misses == "held") and not exact(ours, case):
                print(f"{case.language}  {' ‖ '.join(case.sentences)}\n    {' ‖ '.join(ours('', case.text))}")
        return
    text = arguments.text.read_text("utf-8") if arguments.text else "\n".join(case.text for case in cases)
    text = (text * (_TIMED // len(text) + 1))[:_TIMED]
    print(f"{'worked/held out, %':20}" + "".join(f"{language:>10}" for language in LANGUAGES) + "       all   kchars/s")
    for splitter in splitters():
        share = shares(splitter)
        row = [f"{100 * share[one, False]:.0f}/{100 * share[one, True]:.0f}" for one in LANGUAGES]
        for_all = sum(exact(splitter, case) for case in cases) / len(cases)
        print(f"{splitter.__name__:20}" + "".join(f"{cell:>10}" for cell in row)
              + f"{100 * for_all:10.1f}{speed(splitter, text) / 1000:11.0f}")  # fmt: skip


if __name__ == "__main__":
    main()
