"""A set of questions and its library, from files to rows of figures."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from index.embedder import Embedder
from qa import terminal
from qa.answer import QuestionRefused
from qa.evaluation.bench import Bench, opened
from qa.evaluation.gold import Gold, Half, Question, chosen, read_gold, resolved
from qa.evaluation.measure import ALONE, Outcome, Way, ask, doubts, ways
from qa.evaluation.report import Row
from qa.evaluation.shelf import Filled, made_of, place_of
from qa.questions import BadQuestions
from qa.settings import Settings

#: So many names are told of documents that are not there.
NAMED = 5


@dataclass(frozen=True, slots=True)
class Task:
    """One set to be measured."""

    name: str
    questions: Path
    #: Their folder; None for the library of the settings.
    documents: Path | None
    #: Files of the folder; empty for all of them.
    files: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """Which questions of a set are asked, and how."""

    limit: int | None = None
    only: Half | None = None
    #: Leave out what has no evidence, and every other way of asking.
    rankings_only: bool = False


def measured(
    task: Task,
    settings: Settings,
    embedder: Embedder,
    choice: Choice,
    cache: Path | None = None,
    progress: terminal.Meter | None = None,
) -> list[Row]:
    """A set, with a row for every way in which its questions can be asked.

    Args:
        task: What is measured.
        settings: Of the library that is searched.
        embedder: Embeds for it.
        choice: Which questions.
        cache: Where a library that is made for this stays; None for one that is gone afterwards.
        progress: Shows how far reading and embedding are.

    Raises:
        BadQuestions: its questions cannot be read, or none of them can be asked.
    """
    began = time.monotonic()
    gold = read_gold(task.questions)
    with _bench(task, settings, embedder, cache, progress) as (bench, filled):
        rows = _rows(task.name, bench, gold, filled, choice)
    seconds = time.monotonic() - began
    terminal.say(f"{task.name}: {terminal.count(len(rows[0].outcomes), 'question')} in {seconds:.0f} s")
    return rows


@contextmanager
def _bench(
    task: Task, settings: Settings, embedder: Embedder, cache: Path | None, progress: terminal.Meter | None
) -> Iterator[tuple[Bench, Filled]]:
    if task.documents is None:
        with opened(settings, embedder, progress.embedding if progress else None) as bench:
            yield bench, Filled(bench.names(), ())
        return
    hear = progress if sys.stderr.isatty() else None  # in a log, a line for every file is too much
    kept = place_of(task.documents, cache) if cache and not task.files else None
    paths = task.files or (task.documents,)
    with made_of(settings, embedder, task.documents, paths, kept, hear) as (bench, filled):
        yield bench, filled


def _rows(name: str, bench: Bench, gold: Gold, filled: Filled, choice: Choice) -> list[Row]:
    placed, missing = _placed(gold.questions, filled)
    if choice.rankings_only:
        placed = [question for question in placed if question.labelled]
    questions = chosen(placed, choice.limit, choice.only)
    if not questions:
        raise BadQuestions(f"No question of {name} can be asked: none has its evidence in these documents.")
    problems = (*gold.problems, *filled.failures, *missing)
    asked = [ALONE] if choice.rankings_only else ways(questions)
    return [_row(name, bench, way, questions, problems if way is ALONE else ()) for way in asked]


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
