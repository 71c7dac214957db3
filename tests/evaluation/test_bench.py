"""The rankings that are measured are those of the engines, and the quotations are those of the product."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import gold as in_memory
from benchmarks.retrieval import Bench as InMemory
from benchmarks.retrieval import Constants
from index.model import Filters
from qa.answer import answer
from qa.compose import open_library
from qa.evaluation.bench import POOL, Bench, opened
from qa.evaluation.shelf import fill, made_of
from qa.settings import Settings
from tests.index.doubles import WordHashEmbedder

#: More passages than the pool that a ranking by one half is read from.
DOCUMENTS, PARAGRAPHS, WORDS = 30, 20, 90
ALL = Filters()


def vocabulary() -> list[str]:
    return [a + b + c for a in "bdfgklmnprst" for b in ("a", "e", "i", "o", "u") for c in ("lan", "mor", "tis", "kur")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Documents of made-up words, common ones and rare ones as in a language."""
    chance = random.Random(7)  # noqa: S311
    words = vocabulary()
    weights = [1 / (rank + 1) for rank in range(len(words))]
    documents = tmp_path_factory.mktemp("set") / "documents"
    documents.mkdir()
    for number in range(DOCUMENTS):
        texts = [" ".join(chance.choices(words, weights, k=WORDS)).capitalize() + "." for _ in range(PARAGRAPHS)]
        (documents / f"{number:02}.txt").write_text("\n\n".join(texts) + "\n", "utf-8")
    return documents


@pytest.fixture(scope="module")
def bench(folder: Path) -> Iterator[Bench]:
    with made_of(Settings(folder), WordHashEmbedder(), folder, [folder], None) as (bench, _):
        yield bench


def questions() -> list[str]:
    chance = random.Random(8)  # noqa: S311
    return [" ".join(chance.sample(vocabulary(), 4)) for _ in range(25)]


def test_the_rankings_by_one_half_are_the_engines_own_although_they_are_read_from_a_pool(
    folder: Path, bench: Bench
) -> None:
    """Beside a second implementation: the engines in memory, asked each for itself."""
    alone = InMemory(in_memory.documents(folder.parent), WordHashEmbedder(), Constants())
    assert len(alone.candidates) > POOL
    for question in questions():
        ranked = bench.ranked(question, ALL)
        for name, expected in zip(("words", "meaning", "fused"), alone.rankings(question), strict=True):
            assert [bench.shown(hit).whole.text for hit in ranked[name]] == [one.text for one in expected], name


def test_the_last_ranking_is_the_one_that_the_product_answers_from(folder: Path, tmp_path: Path) -> None:
    settings, embedder = Settings(tmp_path / "library"), WordHashEmbedder()
    library = open_library(settings, lambda: embedder)
    fill(library, folder, [folder])
    with opened(settings, embedder) as bench, library.snapshot() as view:
        for question in questions()[:5]:
            given = answer(view, question)
            ranked = bench.ranked(question, ALL)["reranked"]
            assert [bench.shown(hit).whole.text for hit in ranked] == [one.text for one in given.passages]
            quoted = bench.quoted(question, ranked)
            assert quoted.answered == bool(given.statements)
            if quoted.answered:
                assert [one.text for one in quoted.sentences] == [one.text for one in given.statements]
    library.close()


def test_every_paragraph_of_a_document_is_in_one_of_its_passages(bench: Bench, folder: Path) -> None:
    name = next(iter(bench.names().values()))
    paragraphs = [one.text for passage in bench.passages(name) for one in passage.paragraphs]
    assert len(paragraphs) == PARAGRAPHS
    assert all(paragraph in bench.whole(name).text for paragraph in paragraphs)


def test_a_scope_lets_only_its_document_through(bench: Bench) -> None:
    document = bench.names()["03.txt"]
    for hits in bench.ranked(questions()[0], Filters(documents=(document,))).values():
        assert {hit.document for hit in hits} == {document}


def test_a_name_that_two_documents_have_is_the_name_of_none(tmp_path: Path) -> None:
    for part in ("a", "b"):
        (tmp_path / "documents" / part).mkdir(parents=True)
        (tmp_path / "documents" / part / "same.txt").write_text(f"Part {part} of the whole.\n", "utf-8")
    documents = tmp_path / "documents"
    with made_of(Settings(tmp_path), WordHashEmbedder(), documents, [documents], None) as (_, filled):
        assert "same.txt" not in filled.names
        assert filled.names["a/same.txt"] != filled.names["b/same.txt"]


def test_two_files_of_the_same_bytes_are_one_document_by_both_names(tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    for name in ("one.txt", "two.txt"):
        (documents / name).write_text("The canal is 193 kilometres long.\n", "utf-8")
    with made_of(Settings(tmp_path), WordHashEmbedder(), documents, [documents], None) as (bench, filled):
        assert filled.names["one.txt"] == filled.names["two.txt"]
        assert bench.documents == 1
