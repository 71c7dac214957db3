"""The sample analyses are read as they are meant, and the page's suggested questions get the answers they promise."""

from __future__ import annotations

import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest

from documents import BlockKind, Document
from documents.read import read
from index.library import Library
from qa.answer import ask
from qa.compose import open_library
from qa.model import Verdict
from qa.settings import Settings

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "qa" / "samples"
QUESTIONS = SAMPLES.parent / "sample_questions.txt"
FILES = sorted(path for path in SAMPLES.iterdir() if path != QUESTIONS)

#: What each sample says of itself, and how many numbered paragraphs it has.
EXPECTED = {
    "baltic-grids.txt": ("The Baltic states’ grids join continental Europe", ("Energy security",), "2026-11-20", 13),
    "gas-storage.md": ("The European Union’s gas storage rule", ("Energy law",), "2026-11-21", 16),
    "suez-canal.pdf": ("The Suez Canal after the Ever Given", ("Sea routes",), "2026-11-22", 15),
}

#: For each suggested question a part of the sentence that answers it, or None where nothing may be quoted.
ANSWERS = {
    "When did the Baltic states disconnect from the Russian power system?": "8 February",
    "How full must gas storage be under the EU regulation?": "90 % full by 1 November",
    "How long did the Ever Given block the Suez Canal?": "The canal was blocked for six days.",
    "What is the capital of Peru?": None,
}


def sample(path: Path) -> Document:
    return read(path.read_bytes(), path.name)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_sample_says_who_what_and_when(path: Path) -> None:
    document = sample(path)
    title, topics, published, paragraphs = EXPECTED[path.name]
    assert document.metadata.title == title
    assert document.metadata.topics == topics
    assert document.metadata.published == published
    assert document.metadata.authors == ("Footnote Samples",)
    assert document.metadata.series == "Analyses"
    assert document.metadata.language == "en"
    assert len(document.paragraphs) == paragraphs
    assert document.warnings == ()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_sample_has_a_commentary_in_items_its_sources_and_says_that_it_is_a_sample(path: Path) -> None:
    document = sample(path)
    in_section = {
        heading: [block for block in document.paragraphs if block.section[-1:] == (heading,)]
        for heading in ("Commentary", "Sources", "About this text")
    }
    assert all(block.kind is BlockKind.ITEM for block in in_section["Commentary"] + in_section["Sources"])
    assert len(in_section["Commentary"]) >= 3
    assert len(in_section["Sources"]) >= 3
    (about,) = in_section["About this text"]
    assert document.text_of(about).startswith("This text is a sample, written for Footnote")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_sample_is_as_long_as_a_short_analysis(path: Path) -> None:
    assert 500 <= len(sample(path).text.split()) <= 900


def test_the_pdf_sample_has_the_printed_page_numbers_and_a_sentence_that_crosses_a_page() -> None:
    document = sample(SAMPLES / "suez-canal.pdf")
    assert [(page.number, page.label) for page in document.pages] == [(1, "11"), (2, "12"), (3, "13")]
    sentence = "Nobody should conclude that this will be so the next time."
    start = document.text.index(sentence)
    first, last = document.page_at(start), document.page_at(start + len(sentence) - 1)
    assert first is not None
    assert last is not None
    assert (first.label, last.label) == ("12", "13")


def test_the_pdf_sample_says_what_its_text_says() -> None:
    drawn = sample(SAMPLES / "suez-canal.pdf")
    written = sample(ROOT / "tests" / "samples" / "suez-canal.txt")
    assert [drawn.text_of(block) for block in drawn.paragraphs] == [
        written.text_of(block) for block in written.paragraphs
    ]


def test_the_pdf_sample_is_what_its_script_makes(tmp_path: Path) -> None:
    made = tmp_path / "made.pdf"
    runpy.run_path(str(ROOT / "tests" / "samples" / "make_pdf.py"))["make"](target=made)
    assert made.read_bytes() == (SAMPLES / "suez-canal.pdf").read_bytes()


def test_the_page_suggests_the_questions_that_are_tested_here() -> None:
    assert QUESTIONS.read_text("utf-8").splitlines() == list(ANSWERS)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    opened = open_library(Settings.of({}, library=str(tmp_path_factory.mktemp("library"))))
    for path in FILES:
        assert opened.add(path.read_bytes(), path.name).outcome == "added"
    yield opened
    opened.close()


@pytest.mark.parametrize("question", ANSWERS)
def test_a_suggested_question_is_answered_or_refused_as_intended(library: Library, question: str) -> None:
    answer = ask(library, question)
    expected = ANSWERS[question]
    if expected is None:
        assert answer.verdict is Verdict.NOT_FOUND
        assert answer.statements == ()
    else:
        assert any(expected in statement.text for statement in answer.statements), answer.statements


@pytest.mark.parametrize("question", ANSWERS)
def test_how_many_passages_are_shown_changes_nothing_of_the_answer(library: Library, question: str) -> None:
    few, many = ask(library, question, limit=1), ask(library, question, limit=50)
    assert (few.verdict, few.statements, few.citations) == (many.verdict, many.statements, many.citations)
    assert few.passages == many.passages[:1]
    assert len(many.passages) > 10
