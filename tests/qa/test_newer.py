"""Newer documents are pointed at when they speak of the same point: on cases by hand, with the real model."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from index.model import Filters
from qa.compose import open_library
from qa.newer import newer
from qa.select import Sentence
from qa.settings import Settings

CASES = Path(__file__).parent / "cases" / "newer.txt"
#: Of what is pointed at so much is right, and of what should be so much is pointed at; both halves of the cases.
PRECISION, RECALL = 0.95, 0.8


@dataclass(frozen=True)
class Case:
    number: int
    expected: bool
    language: str
    question: str
    answered: str
    answer: str
    published: str
    other: str

    @property
    def documents(self):
        """Each case has documents of its own, so that one text may have two dates."""
        return f"{self.number}-answer.txt", f"{self.number}-other.txt"


def cases():
    lines = [line for line in CASES.read_text("utf-8").splitlines() if not line.startswith("#")]
    fields = ([field.strip() for field in line.split("|")] for line in lines)
    return [Case(number, verdict == "yes", *rest) for number, (verdict, *rest) in enumerate(fields)]


@pytest.fixture(scope="module")
def view(tmp_path_factory):
    """A snapshot of a library with the two documents of every case."""
    library = open_library(Settings(tmp_path_factory.mktemp("newer")))
    for case in cases():
        for name, text, published in zip(
            case.documents, (case.answer, case.other), (case.answered, case.published), strict=True
        ):
            document = library.add(f"{text}\n\nFile {name}.\n".encode(), name).document
            library.correct(document, {"published": published, "language": case.language})
    with library.snapshot() as opened:
        yield opened
    library.close()


def first_sentence(view, name):
    document = view.document(name)
    block = document.paragraphs[0]
    return Sentence(document, block, block.start, block.end)


def pointed_at(view, case, filters=None):
    chosen = [first_sentence(view, case.documents[0])]
    found = newer(view, case.question, chosen, filters or Filters(documents=case.documents))
    assert {one.document.source for one in found} <= {case.documents[1]}
    return bool(found)


@pytest.mark.parametrize("half", ["tuning", "checking"])
def test_what_is_pointed_at_speaks_of_the_same_point(view, half):
    ours = [case for case in cases() if (case.number % 2 == 0) == (half == "tuning")]
    told = {case.number: pointed_at(view, case) for case in ours}
    right = sum(told[case.number] and case.expected for case in ours)
    wrong = [case.other for case in ours if told[case.number] and not case.expected]
    assert right >= PRECISION * sum(told.values()), wrong
    assert right >= RECALL * sum(case.expected for case in ours)


def test_there_are_enough_cases_and_most_of_them_are_to_be_left_alone():
    expected = [case.expected for case in cases()]
    assert len(expected) >= 100
    assert 2 * sum(expected) <= len(expected)


def case_of(answer_start):
    return next(case for case in cases() if case.expected and case.answer.startswith(answer_start))


def test_what_is_newer_is_looked_for_beyond_the_date_as_of_which_is_asked_and_not_beyond_other_filters(view):
    case = case_of("NATO had 28")
    assert pointed_at(view, case, Filters(documents=case.documents, as_of="2012"))
    assert not pointed_at(view, case, Filters(documents=case.documents, until="2012"))
    assert not pointed_at(view, case, Filters(documents=case.documents[:1], as_of="2012"))


def test_nothing_is_newer_than_an_answer_of_which_one_document_has_no_date(view):
    case = case_of("NATO had 28")
    undated = next(one for one in cases() if not one.published)
    chosen = [first_sentence(view, name) for name in (case.documents[0], undated.documents[1])]
    assert newer(view, case.question, chosen, Filters(documents=case.documents)) == ()


def test_nothing_is_newer_than_no_answer(view):
    case = case_of("NATO had 28")
    assert newer(view, case.question, [], Filters(documents=case.documents)) == ()


def test_the_newest_of_several_documents_that_answer_counts(view):
    case = case_of("NATO had 28")
    chosen = [first_sentence(view, name) for name in case.documents]
    assert newer(view, case.question, chosen, Filters(documents=case.documents)) == ()


def test_the_same_words_published_again_are_no_news(view, tmp_path):
    case = case_of("Saturn has 61")
    library = open_library(Settings(tmp_path / "library"))
    for name, published in (("first.txt", "2009-01-01"), ("again.txt", "2010-01-01")):
        document = library.add(f"{case.answer}\n\nFile {name}.\n".encode(), name).document
        library.correct(document, {"published": published, "language": "en"})
    with library.snapshot() as both:
        assert newer(both, case.question, [first_sentence(both, "first.txt")]) == ()
    library.close()
