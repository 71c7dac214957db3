"""Answers and dossiers to keep: every format that the page offers is given, and nothing else."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from qa.formats import EXPORTS, STYLED, STYLES
from qa.web.routes import routes
from qa.web.shelves import Dossiers
from tests.index.doubles import open_library
from tests.qa.pages import desk_over
from tests.qa.test_web_shelves import SENTENCES, quoting


@pytest.fixture
def desk(tmp_path):
    made, close = desk_over(open_library(tmp_path / "library"), tmp_path)
    yield made
    close()


@pytest.fixture
def library(desk):
    return desk.library


@pytest.fixture
def client(desk):
    return TestClient(Starlette(routes=routes(desk)), base_url="http://127.0.0.1:7860")


@pytest.mark.parametrize("kind", EXPORTS)
def test_every_format_that_is_offered_is_given_as_a_file_to_keep(library, client, kind):
    answer = quoting(library, *SENTENCES)
    for style in STYLES if kind in STYLED else ("chicago",):
        got = client.get("/export", params={"answer": answer, "format": kind, "style": style})
        assert got.status_code == 200
        assert got.headers["content-disposition"].startswith("attachment; filename*=UTF-8''what-happened.")
        assert got.headers["content-security-policy"].startswith("sandbox")
        assert len(got.content) > 40


def test_permalinks_lead_to_the_server_that_gave_the_file(library, client):
    answer = quoting(library, SENTENCES[0])
    text = client.get("/export", params={"answer": answer, "format": "markdown"}).text
    assert "http://127.0.0.1:7860/#doc=" in text
    assert f"http://127.0.0.1:7860/?a={answer}" in text


def test_a_dossier_is_exported_once_with_one_list_of_sources(library, client):
    Dossiers(library).pin({"answer": quoting(library, SENTENCES[0], question="One?"), "numbers": [1]})
    Dossiers(library).pin({"answer": quoting(library, SENTENCES[1], question="Two?"), "numbers": [1]})
    got = client.get("/export", params={"dossier": "My dossier", "format": "csl-json"})
    assert [one["title"] for one in json.loads(got.content)] == ["A note"]
    word = client.get("/export", params={"dossier": "My dossier", "format": "docx"}).content
    with zipfile.ZipFile(io.BytesIO(word)) as package:
        assert "word/footnotes.xml" in package.namelist()
        said = package.read("word/document.xml").decode()
    assert said.index(SENTENCES[0]) < said.index(SENTENCES[1])


def test_what_does_not_stand_any_more_is_given_as_no_source(library, client):
    answer = quoting(library, *SENTENCES)
    library.remove("/reports/note.txt")
    text = client.get("/export", params={"answer": answer, "format": "markdown"}).text
    assert "[^1]" not in text
    assert "does not stand in the library any more" in text


@pytest.mark.parametrize(
    ("params", "status"),
    [
        ({}, 400),
        ({"answer": "0" * 16, "format": "exe"}, 400),
        ({"answer": "0" * 16, "format": "docx", "style": "../apa"}, 400),
        ({"answer": "0" * 16, "format": "docx"}, 404),
        ({"dossier": "../../etc", "format": "html"}, 404),
        ({"format": "html"}, 404),
    ],
)
def test_what_is_not_there_is_refused_in_a_sentence(client, params, status):
    got = client.get("/export", params=params)
    assert got.status_code == status
    assert got.text.strip().endswith(".")
    assert got.headers["content-type"].startswith("text/plain")
