"""The library over HTTP: FastAPI checks what is sent and writes the schema (OpenAPI) of what is said.

The same guard stands before it as before the page (qa/web/guard.py). A request that fails has one shape:
``{"error": {"code", "message"}}``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from http import HTTPStatus
from typing import Annotated

from fastapi import FastAPI, File, Path, Query, Request, UploadFile
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from documents.read import LARGEST
from index.errors import LibraryBusy, LibraryError, NotInLibrary, NotKept
from index.model import Outcome
from index.terms_query import BadTermsError
from qa import find as finding
from qa.answer import QuestionRefused
from qa.api import shapes
from qa.api.shapes import LONGEST_NAME, MOST, Asking, Checking
from qa.formats import spoken
from qa.model import Answer
from qa.programs import Health, OpenLibrary
from qa.quotes.telling import record as quoted
from qa.record import document_record, ranked_record, record

ABOUT = """Ask a library of analyses: every statement of an answer is a quotation with the address of where it stands.

A citation has `document`, `paragraph`, `page`, the offsets `start` and `end` into the document's text, and an
`anchor` that finds the quotation again after the document has changed. `POST /check` tells what a quotation is.
"""

Name = Annotated[str, Path(min_length=1, max_length=LONGEST_NAME, description="a document's id, source or file name")]
Offset = Annotated[int, Query(ge=0, le=10_000_000)]
Limit = Annotated[int, Query(ge=1, le=MOST)]

#: What went wrong, by the error that says so: its status and its code.
PROBLEMS: Mapping[type[Exception], tuple[HTTPStatus, str]] = {
    BadTermsError: (HTTPStatus.BAD_REQUEST, "terms_malformed"),
    NotInLibrary: (HTTPStatus.NOT_FOUND, "not_in_library"),
    NotKept: (HTTPStatus.NOT_FOUND, "not_kept"),
    LibraryBusy: (HTTPStatus.SERVICE_UNAVAILABLE, "busy"),
    LibraryError: (HTTPStatus.INTERNAL_SERVER_ERROR, "library"),
}
#: Of a file that was not added: too large is told apart, for the next attempt needs another file.
_TOO_LARGE = "too_large"


class _Refused(Exception):
    """The request is not served; has its status, a code and a sentence."""

    def __init__(self, status: HTTPStatus, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code = status, code


def application(library: OpenLibrary, *, ocr: bool = False) -> FastAPI:
    """The API over a library, to be mounted under ``/api``.

    Args:
        library: Asked in threads, several at once.
        ocr: Recognise text in pages that are pictures, in files that are added.
    """
    app = FastAPI(
        title="Footnote",
        version="1",
        description=ABOUT,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        separate_input_output_schemas=False,
        responses={status: {"model": shapes.Refusal} for status in (400, 404, 405, 411, 413, 422, 500, 503)},
    )
    _questions(app, library)
    _kept(app, library)
    _documents(app, library, ocr=ocr)
    _errors(app)
    return app


def _questions(app: FastAPI, library: OpenLibrary) -> None:
    @app.post("/ask", response_model=Answer, summary="Answer a question with quotations")
    def ask(asked: Asking) -> JSONResponse:
        filters, before = asked.filters.filters(), asked.earlier
        given = library.ask(asked.question, filters, asked.limit, earlier=before, searched=asked.searched)
        return JSONResponse(record(given))

    @app.post("/passages", response_model=shapes.Nearest, summary="The passages nearest to a question")
    def passages(asked: shapes.Nearing) -> JSONResponse:
        found = library.passages(asked.question, asked.filters.filters(), asked.limit)
        return JSONResponse({"question": asked.question, "passages": list(map(ranked_record, found))})

    @app.post("/find", response_model=shapes.Hits, summary="Every paragraph that holds some terms")
    def find(sought: shapes.Finding) -> JSONResponse:
        found = library.find(sought.terms, sought.filters.filters(), offset=sought.offset, limit=sought.limit)
        part = {"offset": sought.offset, "passages": [asdict(one) for one in found.shown]}
        return JSONResponse({**finding.record(found.findings), **part})

    @app.post("/check", response_model=shapes.Quotes, summary="What the quotations of a text are in the library")
    def check(sent: Checking) -> JSONResponse:
        return JSONResponse({"quotations": [quoted(one) for one in library.check(sent.text, sent.documents)]})

    @app.get("/health", response_model=Health, summary="Whether the library can be asked")
    def health() -> Health:
        return library.health()


def _kept(app: FastAPI, library: OpenLibrary) -> None:
    @app.get("/answers", response_model=shapes.Askeds, summary="Stored answers, newest first")
    def answers(words: Annotated[str, Query(max_length=LONGEST_NAME)] = "", limit: Limit = 50) -> shapes.Askeds:
        found = library.answers(words, limit)
        lines = (
            shapes.Asked(one.id, one.question, one.verdict, one.quotations, one.first, one.last) for one in found.lines
        )
        return shapes.Askeds(found.total, tuple(lines))

    @app.get("/answers/{name}", response_model=shapes.Stored, summary="A stored answer, and how it stands today")
    def answer(name: Annotated[str, Path(max_length=LONGEST_NAME)]) -> JSONResponse:
        kept, standing = library.answer(name)
        today = [asdict(one) for one in standing]
        return JSONResponse({"answer": record(kept.answer), "first": kept.first, "last": kept.last, "citations": today})


def _documents(app: FastAPI, library: OpenLibrary, *, ocr: bool) -> None:
    @app.get("/documents", response_model=shapes.Lines, summary="What is in the library")
    def documents(wanted: Annotated[shapes.Listing, Query()]) -> shapes.Lines:
        found = library.documents(wanted.filters())
        return shapes.Lines(len(found), found[wanted.offset : wanted.offset + wanted.limit])

    @app.post(
        "/documents",
        response_model=Outcome,
        status_code=HTTPStatus.CREATED,
        responses={200: {"model": Outcome, "description": "It was there already, unchanged"}},
        summary="Add a document",
    )
    def add(file: Annotated[UploadFile, File(description=f"a {spoken()} file")]) -> JSONResponse:
        outcome = library.add_bytes(file.file.read(LARGEST + 1), file.filename or "unnamed", ocr=ocr)
        if outcome.outcome == "failed":
            large = outcome.code == _TOO_LARGE
            status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE if large else HTTPStatus.UNPROCESSABLE_ENTITY
            raise _Refused(status, outcome.code or "failed", outcome.message or "It could not be read.")
        new = outcome.outcome != "unchanged"
        return JSONResponse(asdict(outcome), HTTPStatus.CREATED if new else HTTPStatus.OK)

    @app.get("/documents/{name}", response_model=shapes.Whole, summary="A document with its text")
    def document(name: Name) -> JSONResponse:
        return JSONResponse(document_record(library.document(name)))

    @app.delete("/documents/{name}", response_model=shapes.Removed, summary="Remove a document for good")
    def remove(name: Name, *, with_quotations: bool = False) -> shapes.Removed:
        gone = library.remove(name, with_quotations=with_quotations)
        return shapes.Removed(gone.entry.document, "removed", gone.answers, gone.pins)

    @app.get("/documents/{name}/paragraphs/{number}", response_model=shapes.Numbers, summary="A paragraph to be read")
    def paragraph(
        name: Name,
        number: Annotated[int, Path(ge=1, le=10_000_000)],
        around: Annotated[int, Query(ge=0, le=20, description="as many before and after it")] = 0,
    ) -> JSONResponse:
        try:
            found = library.paragraphs(name, number, around)
        except IndexError as error:
            raise _Refused(HTTPStatus.NOT_FOUND, "no_paragraph", str(error)) from error
        return JSONResponse({"paragraphs": [asdict(one) for one in found]})


def _errors(app: FastAPI) -> None:
    """Each error as its status, code and sentence."""

    def refused(_: Request, error: Exception) -> JSONResponse:
        match error:
            case _Refused():
                return _problem(error.status, error.code, str(error))
            case QuestionRefused():
                return _problem(HTTPStatus.BAD_REQUEST, error.code, str(error))
            case RequestValidationError():
                return _problem(HTTPStatus.UNPROCESSABLE_ENTITY, "malformed", _told(error))
            case HTTPException():
                status = HTTPStatus(error.status_code)
                said = _problem(status, status.name.lower(), str(error.detail))
                said.headers.update(error.headers or {})
                return said
            case _:
                status, code = next(known for kind, known in PROBLEMS.items() if isinstance(error, kind))
                return _problem(status, code, str(error))

    for kind in (_Refused, QuestionRefused, RequestValidationError, HTTPException, *PROBLEMS):
        app.add_exception_handler(kind, refused)


def _problem(status: HTTPStatus, code: str, message: str) -> JSONResponse:
    return JSONResponse({"error": {"code": code, "message": message}}, status)


def _told(error: RequestValidationError) -> str:
    """What is wrong with a request, in a sentence: where, and why."""
    told = (f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
    return f"The request cannot be read: {'; '.join(told)}."
