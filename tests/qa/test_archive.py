"""Stored answers and dossiers with real documents and the real model: kept whole, asked again, told what differs."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace

import pytest

from index.errors import NotKept
from index.model import Filters
from qa.answer import Thread, ask, filters_record, recorded_filters
from qa.archive import dossiers
from qa.archive.answers import forget, keep, keep_or_say, listed, recall
from qa.archive.renewal import Fate, Role, again, ask_again, gone, headline, told
from qa.compose import open_library
from qa.model import Verdict
from qa.record import identity, line, record
from qa.settings import Settings

BELT = """Analyses

The bridge over the Great Belt

Transport
Footnote test desk
3 May 2003

The Great Belt Bridge links the Danish islands of Zealand and Funen. It was opened to cars on 14 June 1998.

Commentary

The suspension bridge of the Great Belt is 6,790 metres long. Nearly 30,000 vehicles cross it each day.
"""
CANAL = """Analyses

The Kiel Canal

Shipping
Footnote test desk
2 February 2010

The Kiel Canal in Germany links the North Sea with the Baltic Sea. It is 98 kilometres long and was opened on 21 June 1895.

Commentary

The Kiel Canal is the busiest artificial waterway for ships that go to sea.
"""  # noqa: E501
LENGTH = "How long is the suspension bridge of the Great Belt?"
QUOTE = "The suspension bridge of the Great Belt is 6,790 metres long."


@pytest.fixture(scope="session")
def first(tmp_path_factory):
    """A library of two documents that nobody changes."""
    folder = tmp_path_factory.mktemp("archive")
    library = open_library(Settings(library=folder / "library"))
    for name, text in (("belt.txt", BELT), ("canal.txt", CANAL)):
        assert library.add(text.encode(), f"/reports/{name}").outcome == "added"
    library.close()
    return folder / "library"


@pytest.fixture
def library(first, tmp_path):
    shutil.copytree(first, tmp_path / "library")
    opened = open_library(Settings(library=tmp_path / "library"))
    yield opened
    opened.close()


def edited(library, old, new):
    """The document of the bridge in a version that says this otherwise."""
    assert old in BELT
    outcome = library.add(BELT.replace(old, new).encode(), "/reports/belt.txt")
    assert outcome.outcome == "replaced"


def recalled(library, name):
    with library.snapshot() as view:
        return recall(view, name)


def asked_again(library, name):
    with library.snapshot() as view:
        return ask_again(view, name)[1]


def test_a_stored_answer_comes_back_whole(library):
    for question in (LENGTH, "Who discovered penicillin?"):
        given = ask(library, question)
        kept = recalled(library, keep(library, given))
        assert line(record(replace(kept.answer, elapsed_ms=given.elapsed_ms))) == line(record(given))
        assert identity(kept.answer) == given.id
    assert {given.verdict, recalled(library, ask(library, LENGTH).id).answer.verdict} == set(Verdict) - {Verdict.PARTLY}


def test_the_same_library_and_question_are_one_stored_answer_under_one_id(library):
    names = {keep(library, ask(library, LENGTH)) for _ in range(3)}
    names.add(keep(library, ask(library, LENGTH, name="q17")))
    assert len(names) == 1
    with library.snapshot() as view:
        assert [one.question for one in listed(view).lines] == [LENGTH]
    assert keep(library, ask(library, LENGTH, limit=3)) not in names
    assert keep(library, ask(library, LENGTH, Filters(since="2000"))) not in names


def test_what_was_only_ranked_is_not_kept_twice_and_goes_with_its_document(library):
    name = keep(library, ask(library, LENGTH))
    with library.snapshot() as view:
        _, body = view.answers.get(name)
    assert QUOTE.encode() in body
    assert b"North Sea" not in body
    library.remove("canal.txt")
    texts = {(one.title, bool(one.text)) for one in recalled(library, name).answer.passages}
    assert texts == {("The bridge over the Great Belt", True), ("The Kiel Canal", False)}


def test_answers_are_found_by_the_words_of_their_questions_however_they_are_written(library):
    questions = [LENGTH, "Which sea does the Kiel Canal lead to?", "Ile kilometrów ma Kanał Kiloński?"]
    for question in questions:
        keep(library, ask(library, question))
    with library.snapshot() as view:
        found = {words: [one.question for one in listed(view, words).lines] for words in ("kana", "KIEL sea", "x", "")}
        part = listed(view, limit=2)
        rest = listed(view, limit=2, below=part.lines[-1].turn)
    assert found == {"kana": questions[2:], "KIEL sea": questions[1:2], "x": [], "": questions[::-1]}
    assert ([one.question for one in part.lines], part.total, part.more) == (questions[:0:-1], 3, True)
    assert ([one.question for one in rest.lines], rest.more) == (questions[:1], False)


def test_a_forgotten_answer_is_gone_and_what_is_not_there_is_said(library):
    name = keep(library, ask(library, LENGTH))
    assert forget(library, [name, "f" * 16]) == ("f" * 16,)
    with pytest.raises(NotKept, match="footnote answers"):
        recalled(library, name)


def test_an_answer_is_given_where_it_cannot_be_stored_and_that_is_said(library):
    given = ask(library, LENGTH)
    library.close()  # nothing can be written any more
    said = keep_or_say(library, given)
    assert said.startswith("This answer is not stored. ")
    assert "closed" in said


# ---------------------------------------------------------------- asked again


def test_asked_again_of_the_same_library_nothing_has_changed(library):
    name = keep(library, ask(library, LENGTH, Filters(since="2001", languages=("English",)), limit=7))
    renewed = asked_again(library, name)
    assert renewed.after.id == name
    assert renewed.same
    assert headline(renewed) == "Nothing has changed."
    assert [(one.fate, one.was, one.now) for one in renewed.quotations] == [(Fate.SAME, Role.ANSWERS, Role.ANSWERS)]


@pytest.mark.parametrize(
    "thread",
    [
        Thread(("How long is the Kiel Canal?",)),
        Thread(("What is the Kiel Canal?", "And in Germany?")),
        Thread(searched="opening of the Kiel Canal"),
        Thread(("How long is the Kiel Canal?",), "When was the Kiel Canal opened?"),
    ],
)
def test_a_follow_up_is_asked_again_as_it_was_understood(library, thread):
    given = ask(library, "When was it opened?", thread=thread)
    assert "Kiel" in given.searched
    renewed = asked_again(library, keep(library, given))
    assert (renewed.after.id, renewed.after.searched) == (given.id, given.searched)


def test_a_paragraph_that_moved_is_the_same_quotation_in_another_place(library):
    name = keep(library, ask(library, LENGTH))
    edited(
        library, "Commentary\n", "Commentary\n\nFerries took an hour for the crossing before the bridge was there.\n"
    )
    renewed = asked_again(library, name)
    (one,) = renewed.quotations
    assert (one.fate, one.before.quote, one.after.quote) == (Fate.MOVED, QUOTE, QUOTE)
    assert one.after.paragraph == one.before.paragraph + 1
    assert renewed.same
    assert headline(renewed) == "The answer is the same."
    assert list(told(renewed))[:2] == [
        "1 quotation stands in another place.",
        "[1] it stood in ¶ 2 of an earlier version and stands in ¶ 3 of this one.",
    ]


def test_a_version_that_says_the_same_there_is_named_as_one(library):
    name = keep(library, ask(library, LENGTH))
    edited(library, "Nearly 30,000", "More than 30,000")
    (one,) = asked_again(library, name).quotations
    assert (one.fate, one.reason) == (Fate.MOVED, "it stands in the same paragraph of a newer version")


def test_an_edited_sentence_is_new_and_the_old_one_gone_with_what_became_of_it(library):
    name = keep(library, ask(library, LENGTH))
    edited(library, "6,790", "6,500")
    renewed = asked_again(library, name)
    assert [one.fate for one in renewed.quotations] == [Fate.NEW, Fate.GONE]
    assert headline(renewed) == "The answer is different today."
    (lost,) = gone(renewed)
    assert lost.before.quote == QUOTE
    assert renewed.quotations[0].reason == "it is of a newer version of the document"
    assert "[-6,790-]" in lost.reason
    assert "{+6,500+}" in lost.reason


def test_a_document_that_was_removed_takes_the_answer_with_it_and_says_so(library):
    name = keep(library, ask(library, LENGTH))
    library.remove("belt.txt")
    renewed = asked_again(library, name)
    (lost,) = renewed.quotations
    assert renewed.after.verdict is Verdict.NOT_FOUND
    assert (lost.fate, lost.was, lost.now) == (Fate.GONE, Role.ANSWERS, Role.NONE)
    assert "removed from the library on 2" in lost.reason
    assert list(told(renewed)) == [
        "It was answered then, and is not found now.",
        "1 quotation is gone.",
        "The library had 2 documents then and has 1 now.",
    ]


def test_a_quotation_that_still_stands_but_is_not_chosen_is_not_called_edited(library):
    given = ask(library, LENGTH)
    other = ask(library, "When was the Kiel Canal opened?")
    with library.snapshot() as view:
        renewed = again(view, given, replace(other, question=LENGTH))
        (lost,) = gone(renewed)
        assert lost.reason == "it still stands; other sentences come nearer to the question now"
        nothing = ask(library, "Who discovered penicillin?")
        (lost,) = gone(again(view, given, nothing))
        assert lost.reason == "it still stands, but is no longer taken for an answer"
        (lost,) = gone(again(view, given, replace(nothing, filters={"document": ["canal.txt"]})))
        assert lost.reason == "it still stands, but the filters leave its document out now"


def test_another_document_that_says_the_same_in_place_of_the_first_is_named(library):
    name = keep(library, ask(library, LENGTH))
    library.remove("belt.txt")
    library.add(BELT.replace("3 May 2003", "9 July 2003").encode(), "/elsewhere/print.txt")
    (one,) = asked_again(library, name).quotations
    assert (one.fate, one.after.published) == (Fate.MOVED, "2003-07-09")
    assert one.reason == "it was quoted from “The bridge over the Great Belt” (2003-05-03)"


def test_an_answer_that_only_stands_beside_now_is_not_the_same_answer(library):
    given = ask(library, LENGTH)
    other = ask(library, "When was the Kiel Canal opened?")
    shifted = replace(given.citations[0], number=2)
    both = replace(other, citations=(*other.citations[:1], shifted), statements=other.statements[:1], newer=(2,))
    with library.snapshot() as view:
        renewed = again(view, given, both)
    assert [(one.fate, one.was, one.now) for one in renewed.quotations] == [
        (Fate.NEW, Role.NONE, Role.ANSWERS),
        (Fate.SAME, Role.ANSWERS, Role.NEWER),
    ]
    assert (
        renewed.quotations[1].reason == "it is newer than the answer now; it was there because it answers the question"
    )
    assert not renewed.same


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(("A", "B"), ("d.txt",), "2020", "2021-05", ("S",), ("pl",), "2022"),
        Filters(languages=("de",)),
    ],
)
def test_filters_come_back_from_their_record(filters):
    assert recorded_filters(json.loads(json.dumps(filters_record(filters)))) == filters


def test_a_quotation_of_a_document_that_was_added_since_says_so(library):
    library.remove("belt.txt")
    given = ask(library, LENGTH)
    assert given.verdict is Verdict.NOT_FOUND
    library.add(BELT.encode(), "/reports/belt.txt")
    with library.snapshot() as view:
        renewed = again(view, given, ask(library, LENGTH), since="2020-01-01T00:00:00+00:00")
    (fresh,) = renewed.quotations
    assert (fresh.fate, fresh.reason) == (Fate.NEW, "it is of a document that was added since")
    assert renewed.added == 2


# ---------------------------------------------------------------- dossiers


def test_a_pinned_quotation_is_the_citation_it_was_and_says_what_became_of_it(library):
    given = ask(library, LENGTH)
    keep(library, given)
    number = dossiers.pin(library, "Bridges", dossiers.quotation(given, 1), given)
    dossiers.annotate(library, "Bridges", number, " for the lead \n")
    with library.snapshot() as view:
        (pin,) = dossiers.dossier(view, "Bridges").pins
        assert pin.citation == given.citations[0]
        assert (pin.question, pin.answer, pin.note) == (LENGTH, given.id, "for the lead")
        assert dossiers.today(view, pin).state == "unchanged"
    edited(library, "6,790", "6,500")
    with library.snapshot() as view:
        assert dossiers.today(view, pin).state == "edited"
    library.remove("belt.txt")
    with library.snapshot() as view:
        assert dossiers.today(view, pin).state == "gone"
        assert [one.citation for one in dossiers.dossier(view, "Bridges").pins] == [given.citations[0]]


def test_one_sentence_of_two_answers_is_pinned_once(library):
    one, other = ask(library, LENGTH), ask(library, "What is the length of the suspension bridge of the Great Belt?")
    assert one.id != other.id
    assert {answer.citations[0].quote for answer in (one, other)} == {QUOTE}
    pins = [dossiers.pin(library, "Bridges", dossiers.quotation(given, 1), given) for given in (one, other)]
    assert pins[0] == pins[1]
    with pytest.raises(NotKept, match="no quotation 9"):
        dossiers.quotation(one, 9)


# ---------------------------------------------------------------- the command line


@pytest.fixture
def footnote(run, library):
    """A command with --json on the library that may be changed: exit code, objects, standard error."""
    return lambda *arguments: run(*arguments, library=library.folder)


def test_what_was_asked_is_listed_shown_asked_again_and_forgotten(footnote, library):
    (answer,) = footnote("ask", LENGTH)[1]
    (listed_one,) = footnote("answers")[1]
    assert set(listed_one) == {"id", "question", "verdict", "quotations", "first", "last"}
    assert listed_one["id"] == answer["id"]
    (shown,) = footnote("answers", answer["id"])[1]
    assert {**shown, "elapsed_ms": 0} == {
        **answer, "elapsed_ms": 0, "first": listed_one["first"], "last": listed_one["last"]
    }  # fmt: skip
    code, (again_,), _ = footnote("ask", "--again", answer["id"])
    assert code == 0
    assert again_["id"] == answer["id"]
    assert again_["renewed"]["same"] is True
    assert footnote("answers", "--search", "penicillin")[1] == []
    code, lines, _ = footnote("answers", "--remove", answer["id"], "f" * 16)
    assert (code, [one["outcome"] for one in lines]) == (1, ["removed", "failed"])
    assert footnote("ask", "--again", answer["id"])[0] == 1
    footnote("ask", LENGTH)
    assert footnote("answers", "--remove-all")[1] == [{"outcome": "removed", "answers": 1}]


def test_a_saved_line_of_a_stored_answer_is_an_answer_record(footnote, tmp_path):
    (answer,) = footnote("ask", LENGTH)[1]
    (shown,) = footnote("answers", answer["id"])[1]
    saved = tmp_path / "answer.json"
    saved.write_text(json.dumps(shown), "utf-8")
    code, lines, _ = footnote("verify", saved)
    assert (code, [one["finding"] for one in lines]) == (0, ["unchanged"])


@pytest.mark.parametrize(
    "wrong",
    [
        ["ask", "--again", "a" * 16, "Why?"],
        ["ask", "--again", "a" * 16, "--since", "2020"],
        ["answers", "a" * 16, "--remove", "b" * 16],
        ["answers", "--remove-all", "--remove", "b" * 16],
        ["answers", "--search", "x", "--remove-all"],
        ["dossier", "pin", "Bridges", "no-number"],
        ["dossier", "rename", "Bridges", " "],
    ],
)
def test_options_that_do_not_go_together_are_wrong_usage_and_change_nothing(footnote, library, wrong):
    given = ask(library, LENGTH)
    keep(library, given)
    dossiers.make(library, "Bridges")
    code, lines, said = footnote(*wrong)
    assert (code, lines) == (2, [])
    assert said
    assert recalled(library, given.id).answer.question == LENGTH


def test_a_dossier_is_made_ordered_annotated_and_removed_by_command(footnote, library):
    questions = (LENGTH, "How long is the Kiel Canal?")
    names = [footnote("ask", question)[1][0]["id"] for question in questions]
    pins = [footnote("dossier", "pin", "North", f"{name}:1")[1][0]["pin"] for name in names]
    assert footnote("dossier", "move", "North", pins[1], 1)[0] == 0
    assert footnote("dossier", "note", "North", pins[1], "first of all")[0] == 0
    code, shown, _ = footnote("dossier", "show", "North")
    assert code == 0
    assert [(one["pin"], one["place"], one["note"], one["finding"]) for one in shown] == [
        (pins[1], 1, "first of all", "unchanged"), (pins[0], 2, "", "unchanged")
    ]  # fmt: skip
    assert shown[1]["citation"]["quote"] == QUOTE
    assert footnote("dossier", "unpin", "North", pins[0])[0] == 0
    assert footnote("dossier", "rename", "North", "Canals")[0] == 0
    assert [(one["dossier"], one["pins"]) for one in footnote("dossier")[1]] == [("Canals", 1)]
    assert footnote("dossier", "remove", "Canals")[0] == 0
    code, lines, said = footnote("dossier", "show", "Canals")
    assert (code, lines) == (1, [])
    assert "Canals" in said
    assert len(footnote("answers")[1]) == 2


def test_removing_a_document_says_what_quotes_it(footnote, library):
    (answer,) = footnote("ask", LENGTH)[1]
    footnote("dossier", "pin", "North", f"{answer['id']}:1")
    (removed,) = footnote("remove", "belt.txt", "--with-quotations")[1]
    assert (removed["outcome"], removed["answers"], removed["pins"]) == ("removed", 1, 1)
    assert footnote("answers")[1] == []
    assert footnote("dossier", "show", "North")[1] == []
    assert not any(QUOTE.encode() in path.read_bytes() for path in library.folder.rglob("*") if path.is_file())
