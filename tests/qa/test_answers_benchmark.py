"""The benchmark of answers counts what the product decides, and nothing of its own."""

from __future__ import annotations

import pytest

from benchmarks.answers import NO, YES, ask, estimate
from qa.compose import open_library
from qa.evaluation.gold import Evidence, Question
from qa.evidence import gather
from qa.settings import Settings

SHIPS = "In the meantime more than 400 ships waited at both ends of the canal."


@pytest.fixture(scope="module")
def view(tmp_path_factory, reports):
    """The library of the other tests, in which the analysis of the canal stands twelve times."""
    canal = (reports / "canal.txt").read_text("utf-8")
    library = open_library(Settings(tmp_path_factory.mktemp("benchmark")))
    library.add((reports / "gas.txt").read_bytes(), "gas.txt")
    for day in range(1, 13):
        library.add(canal.replace("29 March 2021", f"{day} April 2021", 1).encode(), f"canal-{day}.txt")
    with library.snapshot() as opened:
        yield opened
    library.close()


def question(text, *pieces):
    evidence = tuple(Evidence("canal-1.txt", piece) for piece in pieces)
    return Question("q1", text, bool(pieces), evidence, needs_all=False)


@pytest.mark.parametrize(
    "text", ["How many ships waited at the Suez Canal?", "Who won the cup?", "Ile gazu jest w magazynach?"]
)
def test_the_gate_is_told_by_the_benchmark_what_it_is_told_by_a_question(view, text) -> None:
    row = ask(view, "set", question(text), NO)
    assert row is not None
    assert estimate(row) == pytest.approx(gather(view, text).confidence)
    assert not any(row.right)


def test_what_is_quoted_and_holds_the_evidence_is_counted(view) -> None:
    row = ask(view, "set", question("How many ships waited at the Suez Canal?", SHIPS), YES)
    assert row is not None
    assert any(row.right)
    assert any(row.quoted)
