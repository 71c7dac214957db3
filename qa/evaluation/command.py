"""``footnote evaluate``."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from index.embedder import Embedder
from qa import terminal
from qa.answer import QuestionRefused
from qa.compose import make_embedder
from qa.evaluation import report
from qa.evaluation.bench import Bench, opened
from qa.evaluation.gold import Gold, Half, Question, chosen, read_gold, resolved
from qa.evaluation.measure import ALONE, Outcome, Way, ask, doubts, ways
from qa.evaluation.report import Row
from qa.evaluation.shelf import Filled, made_of, place_of
from qa.evaluation.tables import tables
from qa.evaluation.vectors import CachedEmbedder
from qa.questions import BadQuestions
from qa.record import line
from qa.settings import Settings

DONE, FAILED, USAGE = 0, 1, 2
#: So many names are told of documents that are not there.
NAMED = 5


@dataclass(frozen=True, slots=True)
class Task:
    """One set to be measured."""

    name: str
    questions: Path
    #: None for the library itself.
    documents: Path | None


@dataclass(frozen=True, slots=True)
class Choice:
    """Which questions of a set are asked."""

    limit: int | None = None
    only: Half | None = None


def evaluate(settings: Settings, options: argparse.Namespace, show: Callable[[str], None]) -> int:
    """Measure what the options name, and print it; returns the exit code."""
    wrong = _wrong_use(options)
    if wrong:
        terminal.say(wrong)
        return USAGE
    tasks = _tasks(options)
    if not tasks:
        terminal.say(f"There is no set in {options.sets}: a set is a folder with questions.jsonl and documents.")
        return USAGE
    model = make_embedder(settings.model)
    embedder: Embedder = CachedEmbedder(model, options.cache) if options.cache else model
    rows: list[Row] = []
    failed = False
    for task in tasks:
        try:
            found = measured(task, settings, embedder, Choice(options.limit, options.only), options.cache)
        except BadQuestions as error:
            terminal.say(str(error))
            failed = True
            continue
        rows += found
        _told(found, options.json, show)
    if not rows:
        return USAGE
    _closed(rows, options.json, show)
    return FAILED if failed or any(row.problems for row in rows) else DONE


def _wrong_use(options: argparse.Namespace) -> str:
    """What is wrong with the options together, or nothing."""
    if bool(options.questions) == bool(options.sets):
        return "Name a file of questions with --questions, or a folder of sets with --sets."
    if options.sets and options.documents:
        return "--documents goes with --questions: a set of --sets has documents of its own."
    for option in ("sets", "documents"):
        folder = getattr(options, option)
        if folder and not folder.is_dir():
            return f"--{option} {folder} is no folder: check the path."
    return ""


def _tasks(options: argparse.Namespace) -> list[Task]:
    if options.sets:
        files = sorted(options.sets.glob("*/questions.jsonl"))
        return [Task(file.parent.name, file, file.parent / "documents") for file in files]
    name = options.questions.parent.name if options.questions.name == "questions.jsonl" else options.questions.stem
    return [Task(name or "questions", options.questions, options.documents)]


def measured(task: Task, settings: Settings, embedder: Embedder, choice: Choice, cache: Path | None) -> list[Row]:
    """A set in every way that its questions can be asked.

    Raises:
        BadQuestions: its questions cannot be read, or none of them can be asked.
    """
    began = time.monotonic()
    gold = read_gold(task.questions)
    with _bench(task, settings, embedder, cache) as (bench, filled):
        rows = _rows(task.name, bench, gold, filled, choice)
    seconds = time.monotonic() - began
    terminal.say(f"{task.name}: {terminal.count(len(rows[0].outcomes), 'question')} in {seconds:.0f} s")
    return rows


@contextmanager
def _bench(task: Task, settings: Settings, embedder: Embedder, cache: Path | None) -> Iterator[tuple[Bench, Filled]]:
    with terminal.progress() as progress:
        if task.documents is None:
            with opened(settings, embedder, progress.embedding) as bench:
                progress.clear()
                yield bench, Filled(bench.names(), ())
            return
        hear = progress if sys.stderr.isatty() else None  # in a log, a line for every file is too much
        kept = place_of(task.documents, cache) if cache else None
        with made_of(settings, embedder, task.documents, [task.documents], kept, hear) as (bench, filled):
            progress.clear()
            yield bench, filled


def _rows(name: str, bench: Bench, gold: Gold, filled: Filled, choice: Choice) -> list[Row]:
    questions, missing = _placed(chosen(gold.questions, choice.limit, choice.only), filled)
    if not questions:
        raise BadQuestions(f"No question of {name} can be asked: none has its evidence in these documents.")
    problems = (*gold.problems, *filled.failures, *missing)
    return [_row(name, bench, way, questions, problems if way is ALONE else ()) for way in ways(questions)]


def _row(name: str, bench: Bench, way: Way, questions: Sequence[Question], problems: tuple[str, ...]) -> Row:
    asked = [one for one in questions if way.asks(one)]
    outcomes: list[Outcome] = []
    refused: list[str] = []
    for question in asked:
        try:
            outcomes.append(ask(bench, question, way))
        except QuestionRefused as error:
            refused.append(f"Question {question.id} is left out: {error}")
    return Row(name, way.name, bench.documents, tuple(outcomes), doubts(bench, asked), (*problems, *refused))


def _placed(questions: Sequence[Question], filled: Filled) -> tuple[list[Question], list[str]]:
    """The questions whose documents are there, and what is to be said of the others."""
    placed, missing = [], []
    left_out = 0
    for question in questions:
        known, absent = resolved(question, filled.names)
        missing += absent
        left_out += known is None
        if known is not None:
            placed.append(known)
    if not missing:
        return placed, []
    names = list(dict.fromkeys(missing))
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return placed, [
        f"{terminal.count(len(names), 'document')} that the questions name "
        f"{'is' if len(names) == 1 else 'are'} not there ({', '.join(names[:NAMED])}{more}); "
        f"{terminal.count(left_out, 'question')} left out."
    ]


def _told(rows: Sequence[Row], json: bool, show: Callable[[str], None]) -> None:  # noqa: FBT001
    for row in rows:
        for sentence in report.warnings(row):
            terminal.say(sentence)
        if json:
            show(line(report.row_record(row)))


def _closed(rows: Sequence[Row], json: bool, show: Callable[[str], None]) -> None:  # noqa: FBT001
    """What is printed when all is measured."""
    if not json:
        show(tables(rows))
    elif len(whole := [row for row in rows if not row.way and row.labelled]) > 1:
        show(line(report.mean_record(whole)))
