"""Suggested questions: made of the library's own words, and promises that it keeps."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.library import Library
from qa.answer import answer
from qa.archive.answers import keep
from qa.compose import open_library
from qa.model import Verdict
from qa.settings import Settings
from qa.web.suggestions import LATEST, NOTHING, SHOWN, Suggestions, latest, suggested

ROOT = Path(__file__).parents[2]
HEAT = """# Heating a house

*Footnote test desk, {day}*

## What is a heat pump?

A heat pump is a machine that brings heat from a colder place to a warmer one. It needs electricity to do so.

## What happened?

Nothing more is told of it here.

## COSTS AND PRICES OF HEAT?

A machine for a house costs several thousand euros.
"""
CANAL = """# The canal between the North Sea and the Baltic Sea

*Footnote test desk, {day}*

The canal between the North Sea and the Baltic Sea was opened in 1895. It is 98 kilometres long.
"""
FORM = """# annual_report_v2.docx

*Footnote test desk, 3 May 2023*

The annual report of the office names all figures of the year in its tables.
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    opened = open_library(Settings(tmp_path_factory.mktemp("suggestions") / "library"))
    opened.add(HEAT.format(day="1 May 2021").encode(), "/notes/heat.md")
    opened.add(CANAL.format(day="2 May 2022").encode(), "/notes/canal.md")
    opened.add(FORM.encode(), "/notes/form.md")
    yield opened
    opened.close()


def test_a_heading_that_asks_is_taken_as_it_stands_and_a_title_is_asked_about(library: Library) -> None:
    with library.snapshot() as view:
        found = suggested(view)
    assert found.questions == (
        "What is a heat pump?",
        "What is “The canal between the North Sea and the Baltic Sea” about?",
    )


def test_what_is_suggested_is_answered_and_what_is_said_to_be_refused_is_refused(library: Library) -> None:
    with library.snapshot() as view:
        found = suggested(view)
        assert {answer(view, one).verdict for one in found.questions} == {Verdict.ANSWERED}
        assert answer(view, found.refused).verdict is Verdict.NOT_FOUND


def test_the_samples_suggest_their_own_questions(tmp_path: Path) -> None:
    library = open_library(Settings(tmp_path / "library"))
    for sample in sorted((ROOT / "qa" / "samples").iterdir()):
        library.add(sample.read_bytes(), sample.name)
    with library.snapshot() as view:
        found = suggested(view)
    library.close()
    assert len(found.questions) == SHOWN
    assert found.questions[2] == "How long did the Ever Given block the Suez Canal?"
    assert found.refused == "What is the capital of Peru?"


def test_an_empty_library_suggests_nothing(tmp_path: Path) -> None:
    library = open_library(Settings(tmp_path / "library"))
    with library.snapshot() as view:
        assert suggested(view) == NOTHING
    library.close()


def test_they_are_made_once_for_each_state_of_the_library_and_nobody_waits_for_them(library: Library) -> None:
    there = Suggestions(library, lambda: True)
    assert there.now() is None
    deadline = time.monotonic() + 60
    while there.now() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    made = there.now()
    assert made is not None
    assert made.questions
    assert there.now() is made
    library.correct("heat.md", {"series": "Notes"})
    assert there.now() is None  # it is another library now


def test_while_something_more_urgent_is_done_none_are_made(library: Library) -> None:
    before = threading.active_count()
    assert Suggestions(library, lambda: False).now() is None
    assert threading.active_count() == before


def test_questions_of_before_are_shown_once_each_newest_first(library: Library) -> None:
    asked = ["What is a heat pump?", "How long is the canal?", "Who sang?", "What is a heat pump?", "Where is Peru?"]
    for number, question in enumerate(asked):
        with library.snapshot() as view:
            given = answer(view, question, limit=number + 1)  # another record each time
        keep(library, given)
    with library.snapshot() as view:
        assert [line.question for line in latest(view)] == ["Where is Peru?", "What is a heat pump?", "Who sang?"]
        assert len(latest(view)) == LATEST
