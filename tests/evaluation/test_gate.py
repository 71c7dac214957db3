"""Quality has a floor that only an explicit act may lower."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import gate
from index.embedder import Embedder
from qa.compose import make_embedder

EVAL = Path(__file__).parent.parent.parent.parent / "shared" / "eval"
#: Longer texts in the model's tokens, hence slower to embed.
MORE = sorted(gate.SETS.keys() - {"xquad-en"})
FLOORS = {"set": {"hit@1": 80.0, "hit@5": 90.0}}


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return make_embedder()


@pytest.mark.skipif(not EVAL.is_dir(), reason="the gold sets are not here: ../shared/eval")
@pytest.mark.parametrize("name", ["xquad-en", *(pytest.param(name, marks=pytest.mark.slow) for name in MORE)])
def test_the_search_finds_what_it_found_before(name: str, embedder: Embedder) -> None:
    assert gate.failures(gate.load(), {name: gate.figures_of(name, EVAL, embedder)}) == []


def test_every_set_has_both_its_floors() -> None:
    floors = gate.load()
    assert set(floors) == set(gate.SETS)
    assert all(set(figures) == {"hit@1", "hit@5"} for figures in floors.values())


def test_a_figure_below_its_floor_is_named() -> None:
    assert gate.failures(FLOORS, {"set": {"hit@1": 79.9, "hit@5": 90.0}}) == [
        "set hit@1 fell to 79.9, below its floor of 80.0."
    ]


def test_a_set_without_a_floor_does_not_pass() -> None:
    assert "has no floor" in gate.failures(FLOORS, {"new": {"hit@1": 99.0}})[0]


def test_pinning_raises_floors_and_never_lowers_them() -> None:
    measured = {"set": {"hit@1": 85.0, "hit@5": 90.5}}
    assert gate.pinned(FLOORS, measured, allow_lower=False) == {"set": {"hit@1": 83.5, "hit@5": 90.0}}


def test_a_fall_is_pinned_only_on_purpose() -> None:
    fallen = {"set": {"hit@1": 70.0, "hit@5": 90.0}}
    with pytest.raises(ValueError, match="--allow-lower"):
        gate.pinned(FLOORS, fallen, allow_lower=False)
    assert gate.pinned(FLOORS, fallen, allow_lower=True) == {"set": {"hit@1": 68.5, "hit@5": 88.5}}
