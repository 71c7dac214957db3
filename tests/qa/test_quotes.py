"""What a quotation is told to be: by examples that a person would decide as the library does."""

from __future__ import annotations

import pytest

from index.library import Library
from qa.quotes.check import Quotation, Verdict, check, check_all
from tests.index.doubles import read, searcher, text_of

CANAL = [
    "On 23 March 2021 the container ship Ever Given ran aground in the Suez Canal and blocked it.",
    "The ship was not refloated before 29 March. In the meantime more than 400 ships [7] waited. "
    "Egypt lost 14.5 million dollars a day.",
    "The canal is the shortest sea route between Europe and Asia. About 12 % of world trade passes through it.",
]  # fmt: skip
GRID = [
    "The cable joins both countries and has a capacity of 650 MW.",
    "The canal is the shortest sea route between Europe and Asia. It has no locks.",
    "Its owners said that the energy-efficient converter would be mended by August.",
]
POLISH = ["Magazyny gazu nie były pełne do 1 listopada. W kolejnych latach wymagany poziom wynosi 90 procent."]
RUSSIAN = ["Озеро не замерзает до января. Его глубина достигает 1642 метров, и вода в нём прозрачна."]


@pytest.fixture(scope="module")
def view(tmp_path_factory):
    library = Library(tmp_path_factory.mktemp("quotes"), searcher, read)
    papers = {"canal.txt": CANAL, "grid.txt": GRID, "gaz.txt": POLISH, "ozero.txt": RUSSIAN}
    for name, paragraphs in papers.items():
        library.add(text_of(*paragraphs), name)
    with library.snapshot() as opened:
        yield opened
    library.close()


@pytest.fixture
def checked(view):
    """A quotation looked up, given to the documents of these file names."""
    return lambda text, *names: check(view, Quotation(text, claimed=tuple(view.find(name).document for name in names)))


def test_a_verbatim_quotation_is_cited_exactly_where_it_stands(view, checked):
    found = checked("more than 400 ships")
    held = view.document("canal.txt")
    assert found.verdict is Verdict.VERBATIM
    assert held.text[found.citation.start : found.citation.end] == found.citation.quote == "more than 400 ships"
    assert (found.citation.document, found.citation.paragraph) == (held.id, 2)
    assert found.citation.url == f"/#doc={held.id}&p=2&h={found.citation.anchor.paragraph}&at=60-79"


@pytest.mark.parametrize(
    "text",
    [
        "in the meantime MORE than 400 ships waited",  # without the mark of the note
        "In the meantime more than 400 ships [7] waited",
        "the meantime – more “than” 400 ships waited!",
        "The cable joins both countries",
        "the energy efficient converter",
        "the energyefficient converter",
        "MAGAZYNY GAZU NIE BYŁY PEŁNE",
        "Его глубина достигает 1642 метров",
        "Егo глубинa достигает",  # with a Latin o and a Latin a
        "…the container ship Ever Given…",
        "[T]he container ship Ever Given",
        "ran aground [sic] in the Suez Canal",
        "the Suez Canal and blocked it. The ship was not refloated",  # over the end of a paragraph
    ],
)
def test_other_looks_are_the_same_words(checked, text):
    found = checked(text)
    assert found.verdict is Verdict.VERBATIM
    assert found.omitted == found.changes == found.stitched == ()


@pytest.mark.parametrize(
    ("text", "omitted", "inserted"),
    [
        ("the container ship … ran aground", ("Ever Given",), ()),
        ("the container ship [...] ran aground in [it]", ("Ever Given",), ("it",)),
        ("ran aground in the [waterway] and blocked it", ("Suez Canal",), ("waterway",)),
        ("the container ship Ever Given [of 2018] ran aground", (), ("of 2018",)),
        ("Magazyny gazu (…) były pełne", ("nie",), ()),
        ("Озеро […] замерзает до января", ("не",), ()),
    ],
)  # fmt: skip
def test_what_is_left_out_and_put_in_is_told(checked, text, omitted, inserted):
    found = checked(text)
    assert found.verdict is Verdict.OMISSION
    assert (found.omitted, found.inserted) == (omitted, inserted)
    assert found.denied == bool({"nie", "не"} & set(omitted))


@pytest.mark.parametrize(
    ("text", "difference"),
    [
        ("more than 300 ships waited", [("removed", "300"), ("added", "400"), ("added", "[7]")]),
        ("more than 400 ships [4] waited", [("removed", "[4]"), ("added", "[7]")]),
        ("Egypt lost 145 million dollars a day", [("removed", "145"), ("added", "14.5")]),
        ("Egypt lost 14,5 million dollars a day", [("removed", "14,5"), ("added", "14.5")]),
        ("About 12 ‰ of world trade passes through it", [("removed", "‰"), ("added", "%")]),
        ("The ship was refloated before 29 March", [("added", "not")]),
        ("Magazyny gazu były pełne do 1 listopada", [("added", "nie")]),
        ("Озеро замерзает до января", [("added", "не")]),
        ("W kolejnych latach wymagany poziom wynosi prawie 90 procent", [("removed", "prawie")]),
        ("the container ship Ever Forward ran aground", [("removed", "Forward"), ("added", "Given")]),
        ("the ship container Ever Given ran aground in the Suez Canal", None),
        ("Its owners said that the energy-inefficient converter would be mended", None),
    ],
)
def test_a_changed_word_is_told_and_never_accepted(checked, text, difference):
    found = checked(text)
    assert found.verdict is Verdict.ALTERED
    assert found.citation is not None
    told = [(one.kind, one.text) for one in found.changes if one.kind != "same"]
    assert told == difference if difference else told


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("The ship was not refloated before 29 March. Egypt lost 14.5 million dollars a day.", [2, 2]),
        ("The ship was not refloated before 29 March. About 12 % of world trade passes through it.", [2, 3]),
        ("About 12 % of world trade passes through it. It has no locks.", [3, 2]),
    ],
)
def test_sentences_that_are_joined_without_a_mark_are_stitched(checked, text, places):
    found = checked(text)
    assert found.verdict is Verdict.ALTERED
    assert [one.paragraph for one in found.stitched] == places


def test_parts_of_two_documents_are_no_quotation_with_any_mark(checked):
    assert checked("more than 400 ships … It has no locks").verdict is Verdict.ALTERED
    assert checked("It has no locks … The canal is the shortest sea route").verdict is Verdict.ALTERED  # turned round


@pytest.mark.parametrize("text", ["Nobody heard of lighthouses in those days", "Żadna latarnia nie świeciła", ""])
def test_what_is_like_nothing_is_not_found(checked, text):
    found = checked(text)
    assert (found.verdict, found.citation) == (Verdict.NOT_FOUND, None)


def test_every_place_is_told_and_the_one_it_is_given_to_comes_first(checked):
    text = "The canal is the shortest sea route between Europe and Asia."
    found = checked(text)
    assert (found.citation.source, [one.source for one in found.others]) == ("canal.txt", ["grid.txt"])
    given = checked(text, "grid.txt")
    assert given.verdict is Verdict.VERBATIM
    assert (given.citation.source, [one.source for one in given.others]) == ("grid.txt", ["canal.txt"])


def test_an_omission_that_stands_in_two_documents_is_that_of_the_one_it_is_given_to(checked):
    found = checked("The canal is the shortest […] between Europe and Asia.", "grid.txt")
    assert (found.verdict, found.citation.source) == (Verdict.OMISSION, "grid.txt")


def test_words_of_another_document_than_it_is_given_to_are_elsewhere(checked):
    found = checked("It has no locks.", "canal.txt", "gaz.txt")
    assert (found.verdict, found.citation.source) == (Verdict.ELSEWHERE, "grid.txt")
    assert checked("It has no … locks at all", "canal.txt").verdict is not Verdict.VERBATIM


def test_a_quotation_over_two_paragraphs_is_cited_in_both(checked):
    found = checked("the Suez Canal and blocked it. The ship was not refloated before 29 March.")
    assert [found.citation.paragraph, *(one.paragraph for one in found.continued)] == [1, 2]


@pytest.mark.parametrize(("text", "verdict"), [("canal", Verdict.VERBATIM), ("lighthouse keeper", Verdict.NOT_FOUND)])
def test_one_or_two_words_are_looked_up_and_called_short_and_never_altered(checked, text, verdict):
    found = checked(text)
    assert found.verdict is verdict
    assert found.short


def test_short_words_tell_in_how_many_places_they_stand(checked):
    found = checked("The canal")
    assert 1 + len(found.others) + found.more == 2


def test_several_are_looked_up_as_each_by_itself(view):
    texts = ["more than 400 ships", "more than 300 ships waited", "no such thing was said", "It has no locks"]
    quotations = [Quotation(text) for text in texts]
    assert check_all(view, quotations) == tuple(check(view, one) for one in quotations)


def test_a_closing_stop_is_cited_where_the_quotation_has_it(checked):
    assert checked("It has no locks.").citation.quote == "It has no locks."
    assert checked("It has no locks").citation.quote == "It has no locks"
    assert checked("It has no locks,").citation.quote == "It has no locks"
