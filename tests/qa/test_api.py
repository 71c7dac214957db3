"""The library over HTTP: what is asked for is given as the command line gives it, and what cannot be is said."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest
from starlette.testclient import TestClient

from qa.api.app import application
from qa.programs import OpenLibrary
from qa.record import record

QUESTION = "How long did the Ever Given block the Suez Canal?"


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    from qa import open_library

    with open_library(tmp_path_factory.mktemp("api") / "library") as made:
        made.add(str(files("qa") / "samples"))
        yield made


@pytest.fixture(scope="module")
def api(library: OpenLibrary):
    return TestClient(application(library))


def error_of(response) -> tuple[int, str]:
    """Its status and code; nothing but them and a sentence is in it."""
    said = response.json()
    assert said.keys() == {"error"}
    assert said["error"].keys() == {"code", "message"}
    assert said["error"]["message"].strip()
    return response.status_code, said["error"]["code"]


def first_document(api) -> str:
    return api.get("/documents").json()["documents"][0]["document"]


def test_an_answer_is_the_record_of_the_command_line(api, library):
    given = api.post("/ask", json={"question": QUESTION}).json()
    again = json.loads(json.dumps(record(library.ask(QUESTION))))
    del given["elapsed_ms"], again["elapsed_ms"]
    assert given == again
    assert given["verdict"] == "answered"
    assert given["citations"][0]["quote"] == "The canal was blocked for six days."


def test_filters_decide_and_one_that_names_nothing_is_said(api):
    asked = {"question": QUESTION, "filters": {"documents": ["gas-storage.md"]}}
    assert api.post("/ask", json=asked).json()["coverage"]["searched"] == 1
    nobody = {"question": QUESTION, "filters": {"authors": ["Nobody Atall"]}}
    assert error_of(api.post("/ask", json=nobody)) == (400, "filter_unknown")


def test_an_answer_is_stored_and_says_what_became_of_its_quotations(api):
    given = api.post("/ask", json={"question": QUESTION}).json()
    stored = api.get(f"/answers/{given['id']}").json()
    assert {**stored["answer"], "elapsed_ms": 0} == {**given, "elapsed_ms": 0}
    assert [one["state"] for one in stored["citations"]] == ["unchanged"] * len(given["citations"])
    listed = api.get("/answers", params={"words": "Ever Given"}).json()
    assert given["id"] in [one["id"] for one in listed["answers"]]
    assert error_of(api.get("/answers/0000000000000000")) == (404, "not_kept")


def test_a_follow_up_is_searched_with_what_it_refers_to(api):
    asked = {"question": "And who owned it?", "earlier": [QUESTION]}
    assert "Ever Given" in api.post("/ask", json=asked).json()["searched"]


def test_every_paragraph_with_some_terms_is_found_and_given_in_parts(api):
    whole = api.post("/find", json={"terms": "canal"}).json()
    assert whole["paragraphs"] == len(whole["passages"]) > 3
    part = api.post("/find", json={"terms": "canal", "offset": 1, "limit": 2}).json()
    assert part["passages"] == whole["passages"][1:3]
    for one in whole["passages"]:
        assert all("canal" in one["text"][start:end].lower() for start, end in one["marks"])
    assert error_of(api.post("/find", json={"terms": "(canal"})) == (400, "terms_malformed")


def test_the_nearest_passages_are_those_of_the_answer(api):
    given = api.post("/ask", json={"question": QUESTION, "limit": 5}).json()
    nearest = api.post("/passages", json={"question": QUESTION, "limit": 5}).json()
    assert nearest["passages"] == given["passages"]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("The canal was blocked for six days.", "verbatim"),
        ("The canal was blocked for nine days.", "altered"),
        ("Parliament adopted a law on apple orchards in spring.", "not_found"),
    ],
)
def test_a_quotation_is_checked(api, text, verdict):
    (checked,) = api.post("/check", json={"text": text}).json()["quotations"]
    assert (checked["quote"], checked["verdict"]) == (text, verdict)


def test_a_paragraph_is_read_with_those_around_it(api):
    name = first_document(api)
    found = api.get(f"/documents/{name}/paragraphs/2", params={"around": 1}).json()["paragraphs"]
    assert [one["number"] for one in found] == [1, 2, 3]
    whole = api.get(f"/documents/{name}").json()
    for one in found:
        assert whole["text"][one["citation"]["start"] : one["citation"]["end"]] == one["text"]
    assert error_of(api.get(f"/documents/{name}/paragraphs/9999")) == (404, "no_paragraph")


def test_the_catalogue_is_given_in_parts(api):
    every = api.get("/documents").json()
    assert every["total"] == len(every["documents"]) == 3
    part = api.get("/documents", params={"offset": 1, "limit": 1}).json()
    assert (part["total"], part["documents"]) == (3, every["documents"][1:2])


def test_a_document_is_added_found_there_and_removed(api):
    file = {"file": ("trams.txt", b"Lisbon has trams since 1873.\n\nThey climb steep hills.")}
    added = api.post("/documents", files=file)
    assert (added.status_code, added.json()["outcome"]) == (201, "added")
    again = api.post("/documents", files=file)
    assert (again.status_code, again.json()["outcome"]) == (200, "unchanged")
    name = added.json()["document"]
    assert api.get("/documents/trams.txt").json()["document"] == name
    removed = api.delete(f"/documents/{name}")
    assert removed.json() == {"document": name, "outcome": "removed", "answers": 0, "pins": 0}
    assert error_of(api.get(f"/documents/{name}")) == (404, "not_in_library")
    assert error_of(api.delete(f"/documents/{name}")) == (404, "not_in_library")


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty"), (b"%PDF-1.4 broken", "damaged"), (b"\x7fELF" + bytes(64), "wrong_type")],
    ids=["empty", "damaged", "program"],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_code(api, content, code):
    assert error_of(api.post("/documents", files={"file": ("file.pdf", content)})) == (422, code)


@pytest.mark.parametrize(
    "sent",
    [
        {"json": {}},
        {"json": {"question": ""}},
        {"json": {"question": "x", "limit": 0}},
        {"json": {"question": "x", "limit": "many"}},
        {"json": {"question": "x", "surprise": 1}},
        {"json": {"question": "x" * 2001}},
        {"json": {"question": "x", "filters": {"since": "2024-02-31"}}},
        {"json": [1]},
        {"content": b"{not json", "headers": {"content-type": "application/json"}},
    ],
    ids=["nothing", "empty", "none", "word", "surprise", "long", "date", "list", "bytes"],
)
def test_a_request_that_makes_no_sense_is_refused(api, sent):
    assert error_of(api.post("/ask", **sent)) == (422, "malformed")


def test_a_question_of_white_space_is_refused_as_on_the_command_line(api):
    assert error_of(api.post("/ask", json={"question": "  "}))[0] == 400


def test_what_is_not_there_has_the_same_shape(api):
    assert error_of(api.get("/nothing")) == (404, "not_found")
    assert error_of(api.get("/ask")) == (405, "method_not_allowed")


def test_health_counts_what_is_there(api):
    assert api.get("/health").json()["documents"] == 3
