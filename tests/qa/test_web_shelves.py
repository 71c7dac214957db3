"""The Answers and Dossiers tabs: every act does what it says, and is never more than text."""

from __future__ import annotations

import re
from html import unescape

import pytest

from qa.archive.answers import keep
from qa.cite import cite
from qa.model import Answer, Coverage, Statement, Verdict
from qa.web.shelves import PART, Answers, Dossiers
from qa.web.texts import speaking
from tests.index.doubles import open_library, text_of
from tests.qa.pages import HOSTILE

SENTENCES = ("The stores were full.", "The pipe was shut.", "The ship was late.")

#: The dossier that is made where there is none.
FIRST = "My dossier"


@pytest.fixture
def library(tmp_path):
    library = open_library(tmp_path / "library")
    yield library
    library.close()


def quoting(library, *sentences, question="What happened?"):
    """A stored answer that quotes these sentences of a document that has them; its id."""
    name = library.add(text_of(*SENTENCES, title="A note"), "/reports/note.txt").document
    with library.snapshot() as view:
        held = view.document(name)
    places = [held.text.index(one) for one in sentences]
    cited = [cite(held, at, at + len(one), n) for n, (at, one) in enumerate(zip(places, sentences, strict=True), 1)]
    given = Answer(
        question, question, "", Verdict.ANSWERED if cited else Verdict.NOT_FOUND,
        tuple(Statement(one.quote, one.number) for one in cited), tuple(cited), (), Coverage(1, 1, 0), "state", {},
    )  # fmt: skip
    return keep(library, given)


def read(told):
    """What a person reads of a pane."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", told["html"])).split())


def order(told):
    """The pinned quotations in their order, and the ids of the pins."""
    quotes = re.findall(r"<blockquote[^>]*>([^<]*)</blockquote>", told["html"])
    return quotes, [int(one) for one in re.findall(r'data-pin="(\d+)"', told["html"])]


# ---------------------------------------------------------------- answers


def test_an_empty_list_says_that_nothing_was_asked(library):
    assert "Nothing has been asked yet" in read(Answers(library).shown({}))


def test_answers_are_listed_with_their_permalinks_newest_first(library):
    first, second = quoting(library, question="One?"), quoting(library, SENTENCES[0], question="Two?")
    html = Answers(library).shown({})["html"]
    assert re.findall(r'href="\?a=(\w+)"', html) == [second, first]
    assert "1 quotation" in html
    assert "not found" in html


def test_a_list_is_searched_by_words_of_the_question(library):
    quoting(library, question="How full were the stores?")
    quoting(library, question="Who shut the pipe?")
    told = Answers(library).shown({"op": "find", "words": "stor"})
    assert "How full" in read(told)
    assert "Who shut" not in read(told)
    assert told["state"]["words"] == "stor"
    assert "No question has these words" in read(Answers(library).shown({"words": "penguin"}))


def test_a_long_list_is_shown_a_part_at_a_time(library):
    for n in range(PART + 2):
        quoting(library, question=f"Question {n}?")
    told = Answers(library).shown({})
    assert len(re.findall(r'href="\?a=', told["html"])) == PART
    more = Answers(library).shown({"op": "more", **told["state"]})
    assert len(re.findall(r'href="\?a=', more["html"])) == PART + 2
    assert "Show older answers" not in more["html"]


def test_a_forgotten_answer_is_gone_from_the_list(library):
    kept, other = quoting(library, question="One?"), quoting(library, question="Two?")
    told = Answers(library).shown({"op": "forget", "id": kept})
    assert re.findall(r'href="\?a=(\w+)"', told["html"]) == [other]
    assert told["say"]


@pytest.mark.parametrize("wanted", [{"op": "forget"}, {"op": 7, "words": {}, "count": "-3"}, {"op": ["more"]}])
def test_what_makes_no_sense_does_nothing(library, wanted):
    quoting(library, question="One?")
    assert "One?" in read(Answers(library).shown(wanted))


# ---------------------------------------------------------------- dossiers


def test_the_first_pin_makes_a_dossier(library):
    assert "There is no dossier yet" in read(Dossiers(library).shown({}))
    told = Dossiers(library).pin({"answer": quoting(library, *SENTENCES), "numbers": [1, 3]})
    assert told == {"name": FIRST}
    assert order(Dossiers(library).shown({}))[0] == [SENTENCES[0], SENTENCES[2]]


def test_pins_of_several_questions_go_into_the_dossier_that_was_used_last(library):
    desk = Dossiers(library)
    desk.shown({"op": "make", "to": "Gas"})
    desk.pin({"answer": quoting(library, SENTENCES[0], question="One?"), "numbers": [1]})
    told = desk.pin({"answer": quoting(library, SENTENCES[1], question="Two?"), "numbers": [1]})
    assert told["name"] == "Gas"
    shown = desk.shown({"name": "Gas"})
    assert order(shown)[0] == [SENTENCES[0], SENTENCES[1]]
    assert "One?" in read(shown)
    assert "Two?" in read(shown)


def test_pins_are_moved_annotated_and_taken_out(library):
    desk = Dossiers(library)
    desk.pin({"answer": quoting(library, *SENTENCES), "numbers": [1, 2, 3]})
    first = order(desk.shown({}))[1][0]
    moved = desk.shown({"op": "move", "name": FIRST, "pin": first, "place": 2})
    assert order(moved)[0] == [SENTENCES[1], SENTENCES[0], SENTENCES[2]]
    assert "html" not in desk.shown({"op": "note", "name": FIRST, "pin": first, "text": "For the lead."})
    assert "For the lead." in desk.shown({"name": FIRST})["html"]
    assert order(desk.shown({"op": "unpin", "name": FIRST, "pin": first}))[0] == [SENTENCES[1], SENTENCES[2]]


def test_a_dossier_is_renamed_and_removed(library):
    desk = Dossiers(library)
    desk.pin({"answer": quoting(library, *SENTENCES), "numbers": [1]})
    assert desk.shown({"op": "renamed", "name": FIRST, "to": "Gas"})["state"] == {"name": "Gas"}
    assert "There is no dossier yet" in read(desk.shown({"op": "remove", "name": "Gas"}))


def test_a_pin_whose_document_is_removed_stays_and_says_so(library):
    desk = Dossiers(library)
    desk.pin({"answer": quoting(library, *SENTENCES), "numbers": [1]})
    assert "stands where it stood" in read(desk.shown({}))
    library.remove("/reports/note.txt")
    told = desk.shown({})
    assert order(told)[0] == [SENTENCES[0]]
    assert "was removed from the library" in read(told)
    assert 'class="qa-open"' not in told["html"]  # there is nothing to open


@pytest.mark.parametrize(
    ("language", "before", "standing", "removed"),
    [
        ("de", "Das Zitat steht, wo es stand.", "Das Zitat steht wörtlich in ¶ 1 der neueren Fassung.", "entfernt."),
        ("pl", "Cytat stoi tam, gdzie stał.", "Cytat stoi dosłownie w ¶ 1 nowszej wersji.", "usunięto z biblioteki:"),
    ],
)
def test_what_became_of_a_pinned_quotation_is_said_in_the_visitors_language(
    library, language, before, standing, removed
):
    desk = Dossiers(library)
    with speaking(language):
        desk.pin({"answer": quoting(library, SENTENCES[1]), "numbers": [1]})
        assert before in read(desk.shown({}))
        library.add(text_of(SENTENCES[1], *SENTENCES[::2], title="A note"), "/reports/note.txt")
        assert standing in read(desk.shown({}))
        library.remove("/reports/note.txt")
        assert removed in read(desk.shown({}))


def test_an_edited_quotation_is_shown_beside_what_stands_there_now_in_the_visitors_language(library):
    desk = Dossiers(library)
    desk.pin({"answer": quoting(library, SENTENCES[1]), "numbers": [1]})
    library.add(text_of(SENTENCES[0], "The pipe was open.", SENTENCES[2], title="A note"), "/reports/note.txt")
    with speaking("de"):
        shown = read(desk.shown({}))
    assert "In ¶ 2 steht jetzt etwas anderes." in shown
    assert "vorher: shut." in shown
    assert "jetzt: open" in shown


@pytest.mark.parametrize(
    "wanted",
    [
        {"op": "make", "to": " "},
        {"op": "renamed", "name": "No such", "to": "Other"},
        {"op": "remove", "name": "No such"},
        {"op": "move", "name": FIRST, "pin": 99, "place": 1},
        {"op": "note", "name": FIRST, "pin": 99, "text": "x"},
        {"op": "unpin", "name": FIRST},
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(library, wanted):
    desk = Dossiers(library)
    desk.pin({"answer": quoting(library, *SENTENCES), "numbers": [1]})
    told = desk.shown(wanted)
    assert set(told) == {"error"}
    assert told["error"].endswith(".")
    assert order(desk.shown({}))[0] == [SENTENCES[0]]


@pytest.mark.parametrize("wanted", [{}, {"answer": "0" * 16, "numbers": [1]}, {"answer": 7, "numbers": "1"}])
def test_nothing_is_pinned_of_an_answer_that_is_not_stored(library, wanted):
    assert "error" in Dossiers(library).pin(wanted)
    assert "There is no dossier yet" in read(Dossiers(library).shown({}))


def test_names_notes_and_questions_are_never_more_than_text(library):
    desk = Dossiers(library)
    name = HOSTILE[:100]
    desk.shown({"op": "make", "to": name})
    desk.pin({"answer": quoting(library, *SENTENCES, question=HOSTILE), "numbers": [1]})
    pin = order(desk.shown({"name": name}))[1][0]
    desk.shown({"op": "note", "name": name, "pin": pin, "text": f"</textarea>{HOSTILE}"})
    for told in (desk.shown({"name": name}), Answers(library).shown({"words": HOSTILE}), Answers(library).shown({})):
        assert "<img" not in told["html"]
        assert "<script" not in told["html"]
    assert desk.shown({"name": name})["html"].count("</textarea>") == 1
