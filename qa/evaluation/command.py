"""``footnote evaluate``."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from index.embedder import Embedder
from qa import terminal
from qa.compose import make_embedder
from qa.evaluation import report
from qa.evaluation.report import Row
from qa.evaluation.run import Choice, Task, measured
from qa.evaluation.tables import tables
from qa.evaluation.vectors import CachedEmbedder
from qa.questions import BadQuestions
from qa.record import line
from qa.settings import Settings

DONE, FAILED, USAGE = 0, 1, 2


def evaluate(settings: Settings, options: argparse.Namespace, show: Callable[[str], None]) -> int:
    """Measure what the options name, and print it; returns the exit code."""
    tasks = _tasks(options)
    wrong = _wrong_use(options, settings) or _unusable(options.cache)
    if not wrong and not tasks:
        wrong = f"There is no set in {options.sets}: a set is a folder with questions.jsonl and documents."
    if wrong:
        terminal.say(wrong)
        return USAGE
    model = make_embedder(settings.model)
    embedder: Embedder = CachedEmbedder(model, options.cache) if options.cache else model
    choice = Choice(options.limit, options.only)
    rows: list[Row] = []
    records: list[dict[str, Any]] = []
    failed = False
    for task in tasks:
        try:
            with terminal.progress() as progress:
                found = measured(task, settings, embedder, choice, options.cache, progress)
        except BadQuestions as error:
            terminal.say(str(error))
            failed = True
            continue
        rows += found
        records += _records(found, json=options.json, show=show)
    if not rows:
        return USAGE
    mean = _mean(rows)
    shown = map(line, mean) if options.json else [tables([*records, *mean])]
    for text in shown:
        show(text)
    return FAILED if failed or any(row.problems for row in rows) else DONE


def _wrong_use(options: argparse.Namespace, settings: Settings) -> str:
    """What is wrong with the options together, or nothing."""
    if bool(options.questions) == bool(options.sets):
        return "Name a file of questions with --questions, or a folder of sets with --sets."
    if options.sets and options.documents:
        return "--documents goes with --questions: a set of --sets has documents of its own."
    for option in ("sets", "documents"):
        folder = getattr(options, option)
        if folder and not folder.is_dir():
            return f"--{option} {folder} is no folder: check the path."
    if options.questions and not options.documents and not settings.has_library:
        return f"There is no library in {settings.library} to be asked: name it with --library, or give --documents."
    return ""


def _unusable(cache: Path | None) -> str:
    """Why nothing can be kept in this folder, or nothing."""
    try:
        if cache:
            cache.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return f"Nothing can be kept in --cache {cache} ({error.strerror}): name a folder that you may write to."
    return ""


def _tasks(options: argparse.Namespace) -> list[Task]:
    if options.sets:
        files = sorted(options.sets.glob("*/questions.jsonl"))
        return [Task(file.parent.name, file, file.parent / "documents") for file in files]
    if not options.questions:
        return []
    name = options.questions.parent.name if options.questions.name == "questions.jsonl" else options.questions.stem
    return [Task(name or "questions", options.questions, options.documents)]


def _records(rows: Sequence[Row], *, json: bool, show: Callable[[str], None]) -> list[dict[str, Any]]:
    """The rows of a set as records; as JSON they are printed as soon as they are there."""
    records = [report.row_record(row) for row in rows]
    for sentence in (sentence for row in rows for sentence in report.warnings(row)):
        terminal.say(sentence)
    if json:
        for record in records:
            show(line(record))
    return records


def _mean(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The mean of several sets, each as its questions stand."""
    whole = [row for row in rows if not row.way and row.labelled]
    return [report.mean_record(whole)] if len(whole) > 1 else []
