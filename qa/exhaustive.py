"""``footnote find`` and ``footnote compare``: everything that there is, not the best few."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from index.terms_query import BadTermsError
from qa import compare as comparing
from qa import find as finding
from qa import listings, sheets, terminal
from qa.answer import QuestionRefused
from qa.record import line

if TYPE_CHECKING:
    from index.library import Library
    from index.model import Filters

DONE, FAILED, USAGE = 0, 1, 2

Show = Callable[[str], None]


def wrong_use(options: argparse.Namespace) -> str:
    """What is wrong with the options together, or nothing."""
    return "--csv and --json are two forms of the same: choose one." if options.csv and options.json else ""


def find(library: Library, filters: Filters, options: argparse.Namespace, show: Show) -> int:
    """Find what the options name, and print it; returns the exit code."""
    terms = " ".join(options.terms)
    with library.snapshot() as view:
        try:
            findings = finding.find(view, terms, filters)
        except (BadTermsError, QuestionRefused) as error:
            _refused({"terms": terms}, error, options, show)
            return USAGE if isinstance(error, BadTermsError) else FAILED
        if options.csv:
            rows = sheets.found(islice(finding.each(view, terms, filters), options.limit))
            return _table(options.csv, rows, listings.totals(findings), show)
        shown = finding.shown(view, findings.places[: options.limit])
    if options.json:
        texts: Iterable[str] = map(line, [finding.record(findings), *map(asdict, shown)])
    else:
        texts = listings.found(shown, findings)
    for text in texts:
        show(text)
    return DONE


def compare(library: Library, filters: Filters, options: argparse.Namespace, show: Show) -> int:
    """Put the question of the options to each document, and print what they say; returns the exit code."""
    question = " ".join(options.question)
    with terminal.progress() as progress:
        library.warm(progress.embedding)
        try:
            with library.snapshot() as view:
                limit = options.limit or comparing.LOOKED_INTO
                made = comparing.compare(view, question, filters, limit, progress.comparing)
        except QuestionRefused as error:
            progress.clear()
            _refused({"question": question}, error, options, show)
            return FAILED
    if options.csv:
        return _table(options.csv, sheets.compared(made), listings.summary(made), show)
    if options.json:
        texts: Iterable[str] = map(line, [comparing.record(made), *map(comparing.row_record, made.rows)])
    else:
        texts = listings.compared(made)
    for text in texts:
        show(text)
    return DONE


def _refused(
    asked: Mapping[str, str], error: BadTermsError | QuestionRefused, options: argparse.Namespace, show: Show
) -> None:
    """Say why nothing was looked for."""
    if options.json:
        show(line({**asked, "outcome": "failed", "code": error.code, "message": str(error)}))
    else:
        terminal.say(str(error))


def _table(file: str, lines: Iterable[str], summary: str, show: Show) -> int:
    """Write a table into a file or print it, and say what is in it; returns the exit code."""
    if file == "-":
        for row in lines:
            show(row.removesuffix("\r\n"))
    else:
        try:
            with Path(file).open("w", encoding="utf-8", newline="") as table:
                table.write(sheets.MARK)
                table.writelines(lines)
        except OSError as error:
            terminal.say(f"The table {file} cannot be written ({error.strerror}): choose another file with --csv.")
            return FAILED
    terminal.say(summary)
    return DONE
