"""Why a quotation was chosen, and its paragraph at a glance: in words, of this very place, and never more than text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from documents.anchors import paragraph_digest
from index.library import Library
from qa.answer import ask
from qa.archive.answers import keep
from qa.compose import open_library
from qa.model import Answer, Citation
from qa.settings import Settings
from qa.web.glance import LONGEST, glance
from qa.web.why import explained, reason

BRIDGE = """# The Example Bridge

*Footnote test desk, 3 July 2019*

## Its length

The Example Bridge is 7,845 metres long. It was built of steel. <img src=x onerror=alert(1)> is no picture here.
"""
LATER = """# The Example Bridge again

*Footnote test desk, 5 May 2021*

The Example Bridge is 8,200 metres long, as was measured anew.
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    opened = open_library(Settings(tmp_path_factory.mktemp("why") / "library"))
    opened.add(BRIDGE.encode(), "/notes/bridge.md")
    opened.add(LATER.encode(), "/notes/later.md")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def given(library: Library) -> Answer:
    found = ask(library, "How long is the Example Bridge made of steel?")
    keep(library, found)
    return found


def of(given: Answer, words: str) -> Citation:
    return next(one for one in given.citations if words in one.quote)


def test_the_words_of_the_question_are_told_by_where_they_stand(library: Library, given: Answer) -> None:
    with library.snapshot() as view:
        found = reason(view, given, of(given, "7,845"), ready=True)
    assert found is not None
    assert {"Example", "Bridge", "long"} <= set(found.words.sentence)
    assert found.words.around == ()
    assert found.words.paragraph == ("steel",)
    every = (*found.words.sentence, *found.words.around, *found.words.paragraph, *found.words.nowhere)
    assert len(every) == len(set(every))


def test_nearness_and_rank_are_told_in_words_and_never_as_a_percentage(library: Library, given: Answer) -> None:
    with library.snapshot() as view:
        told = explained(view, {"answer": given.id, "numbers": [str(of(given, "7,845").number)]}, ready=True)
    assert "near to the question" in told["html"]
    assert "in the best passage" in told["html"]
    assert "Its length" in told["html"]
    assert not re.search(r"%|\d\.\d", told["html"])


def test_without_a_model_nothing_is_said_of_words_and_meaning(library: Library, given: Answer) -> None:
    with library.snapshot() as view:
        found = reason(view, given, of(given, "7,845"), ready=False)
    assert found is not None
    assert found.meaning == ""
    assert found.words.sentence == ()
    assert found.rank == 1


def test_of_a_stored_answer_that_is_gone_it_is_said_so(library: Library) -> None:
    with library.snapshot() as view:
        told = explained(view, {"answer": "0" * 16, "numbers": ["1"]}, ready=True)
    assert "qa-attrib" in told["html"]


def test_a_document_that_was_removed_since_is_not_explained(library: Library, given: Answer) -> None:
    with library.snapshot() as view:
        assert reason(view, given, replace(given.citations[0], document="f" * 16), ready=True) is None


@pytest.mark.parametrize("numbers", [None, "1", [], ["99"], [{}]])
def test_whatever_a_browser_sends_as_numbers_explains_nothing_or_says_why(
    library: Library, given: Answer, numbers: object
) -> None:
    with library.snapshot() as view:
        told = explained(view, {"answer": given.id, "numbers": numbers}, ready=True)
    assert "<dl" not in told["html"]
    assert "This can be told" in told["html"]


def wanted(cited: Citation) -> dict[str, object]:
    at = f"{cited.anchor.start}-{cited.anchor.end}"
    return {"doc": cited.document, "p": cited.paragraph, "h": cited.anchor.paragraph, "at": at}


def test_at_a_glance_the_whole_paragraph_is_shown_with_its_quotation_marked(library: Library, given: Answer) -> None:
    cited = of(given, "7,845")
    with library.snapshot() as view:
        html = glance(view, wanted(cited))
    assert f"<mark>{cited.quote}</mark>" in html
    assert "It was built of steel." in html
    assert "<cite>The Example Bridge</cite>" in html
    assert "<img" not in html


def test_what_the_link_does_not_name_exactly_is_not_shown(library: Library, given: Answer) -> None:
    cited = of(given, "7,845")
    with library.snapshot() as view:
        for change in ({"doc": "f" * 16}, {"h": "0" * 16}, {"h": ""}):
            assert glance(view, {**wanted(cited), **change}) == ""
        for at in ("", "x", "5-2", "0-99999", None):
            html = glance(view, {**wanted(cited), "at": at})
            assert "<mark>" not in html
            assert "It was built of steel." in html


def test_a_long_paragraph_is_cut_around_its_quotation(library: Library) -> None:
    text = " ".join(f"Sentence {n} of the long paragraph." for n in range(400))
    document = library.add(f"# Long\n\nBy a desk\n\n{text}\n".encode(), "/notes/long.md").document
    assert document is not None
    with library.snapshot() as view:
        held = view.document(document)
        block = max(held.paragraphs, key=lambda one: one.end - one.start)
        number = held.paragraphs.index(block) + 1
        at = held.text_of(block).index("Sentence 200")
        link = {"doc": document, "p": number, "h": paragraph_digest(held.text_of(block)), "at": f"{at}-{at + 12}"}
        html = glance(view, link)
    shown = re.sub(r"<[^>]+>", "", html.partition("</blockquote>")[0])
    assert "<mark>Sentence 200</mark>" in html
    assert len(shown) < LONGEST + 20
    assert shown.strip().startswith("… ")
    assert shown.strip().endswith(" …")
    library.remove(document)
