"""Originals, given back to the letter, and tables: never as a page of this server."""

from __future__ import annotations

import csv
import io
from contextlib import contextmanager
from dataclasses import replace

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from index.library import Library
from qa.web.routes import routes
from tests.index.doubles import read, searcher, text_of
from tests.qa.pages import desk_over

SCRIPT = text_of("<script>alert(1)</script> is the text of this file.")


@contextmanager
def serving(library, folder):
    """A browser before the routes of a library."""
    desk, close = desk_over(library, folder)
    yield TestClient(Starlette(routes=routes(desk)))
    close()


@pytest.fixture
def given(tmp_path):
    """Add a file of this type and ask for its original."""
    types = {}

    def typed(data, source, progress=None):
        return replace(read(data, source, progress), media_type=types[source])

    library = Library(tmp_path / "library", searcher, typed)
    with serving(library, tmp_path) as client:

        def given(name, media_type, data=SCRIPT):
            types[name] = media_type
            document = library.add(data, name).document
            response = client.get(f"/files/{document}")
            assert response.content == data
            return response

        yield given


@pytest.mark.parametrize(
    ("name", "media_type", "told"),
    [
        ("a.txt", "text/plain; charset=cp1250", "text/plain; charset=cp1250"),
        ("a.md", "text/markdown; charset=utf-8", "text/plain; charset=utf-8"),
        ("a.txt", "text/plain", "text/plain; charset=utf-8"),
        ("a.txt", "text/plain; charset=x\r\nset-cookie: a=b", "text/plain; charset=utf-8"),
        ("old.html", "", "text/plain; charset=utf-8"),
    ],
)
def test_plain_text_is_shown_as_text_in_a_sandbox(given, name, media_type, told):
    response = given(name, media_type)
    assert response.headers["content-type"] == told
    assert response.headers["content-disposition"].startswith("inline")
    assert response.headers["content-security-policy"].startswith("sandbox")
    assert "set-cookie" not in response.headers


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("a.html", "text/html; charset=utf-8"), ("a.xhtml", "application/xhtml+xml"), ("a.eml", "message/rfc822"),
        ("a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.odt", "application/vnd.oasis.opendocument.text"), ("a.rtf", "application/rtf"),
        ("a.epub", "application/epub+zip"), ("a.svg", "image/svg+xml"), ("a", "nonsense"),
        ("a.pdf", "application/pdf"),  # it says so, and is none
    ],
)  # fmt: skip
def test_anything_that_a_browser_would_interpret_is_given_to_keep(given, name, media_type):
    response = given(name, media_type)
    assert response.headers["content-type"] == "application/octet-stream"
    assert response.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert response.headers["content-security-policy"].startswith("sandbox")


def test_a_pdf_is_opened_by_the_browsers_own_viewer(given):
    response = given("a.pdf", "application/pdf", b"%PDF-1.7 \n\nis how it begins.")
    assert response.headers["content-type"] == "application/pdf"
    assert response.headers["content-disposition"].startswith("inline")


def test_what_is_not_in_the_library_is_not_found_in_a_sentence(tmp_path):
    with serving(Library(tmp_path / "library", searcher, read), tmp_path) as client:
        for name in ("nothing", "..%2f..%2fetc%2fpasswd", "0" * 64):
            response = client.get(f"/files/{name}")
            assert response.status_code == 404
        assert client.get("/healthz").json() == {"status": "ok", "documents": 0}


def test_the_table_of_an_address_is_a_file_to_keep_with_every_passage_and_no_formulas(tmp_path):
    library = Library(tmp_path / "library", searcher, read)
    with serving(library, tmp_path) as client:
        library.add(text_of(*(f"=1+1 The lock number {n}." for n in range(40)), title="Locks"), "/r/locks.txt")
        library.add(text_of("No such thing.", title="Other"), "/r/other.txt")
        response = client.get("/table.csv", params={"mode": "find", "q": "lock"})
        assert response.headers["content-type"] == "text/csv; charset=utf-8"
        assert response.headers["content-disposition"] == 'attachment; filename="passages.csv"'
        assert response.headers["content-security-policy"].startswith("sandbox")
        header, *rows = csv.reader(io.StringIO(response.content.decode("utf-8-sig")))
        assert "paragraph" in header
        assert [row[header.index("paragraph")] for row in rows] == [str(n) for n in range(1, 41)]
        assert not [cell for row in rows for cell in row if cell.startswith("=")]
        narrowed = client.get("/table.csv", params={"mode": "find", "q": "lock", "doc": ["other.txt"]})
        assert len(narrowed.text.splitlines()) == 1
        compared = client.get("/table.csv", params={"mode": "compare", "q": "Which lock?"})
        assert compared.headers["content-disposition"] == 'attachment; filename="comparison.csv"'
        assert len(compared.text.splitlines()) == 1 + 2


@pytest.mark.parametrize(
    "sent", [{}, {"q": ""}, {"q": "lock AND (", "mode": "find"}, {"q": "lock", "mode": "find", "author": "Nobody"}]
)
def test_a_table_of_what_cannot_be_looked_for_is_refused_in_a_sentence(tmp_path, sent):
    library = Library(tmp_path / "library", searcher, read)
    with serving(library, tmp_path) as client:
        library.add(text_of("A lock.", title="Locks"), "/r/locks.txt")
        response = client.get("/table.csv", params=sent)
        assert response.status_code == 400
        assert response.text.rstrip().endswith(".")
        assert response.headers["content-type"].startswith("text/plain")
