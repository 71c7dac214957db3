"""What the server answers beside the page: originals, tables, exports, the style sheet and fonts, a sign of life."""

from __future__ import annotations

import re
import uuid
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from index.catalogue import printable
from index.errors import LibraryError, NotInLibrary, NotKept
from index.terms_query import BadTermsError
from qa.answer import QuestionRefused
from qa.web import texts
from qa.web.downloads import NoFormatError, download
from qa.web.markup import STATIC
from qa.web.wish import LISTS, LONGEST_NAME, wish_of

if TYPE_CHECKING:
    from index.library import Library
    from index.model import Entry
    from qa.web.desk import Desk
    from qa.web.jobs import Jobs

#: A file of somebody's is never a page of this server: no scripts, no origin, nothing loaded.
_SANDBOX = {"content-security-policy": "sandbox; default-src 'none'"}
#: What a browser shows as it stands; the first readers read nothing else but PDF, and recorded no type. All else it is
#: given to keep: shown, it would be interpreted.
_SHOWN = ("text/plain", "text/markdown", "")
_ENCODING = re.compile(r"[\w-]{1,40}", re.ASCII)


def routes(desk: Desk) -> list[BaseRoute]:
    """The routes beside Gradio's own."""
    library = desk.library

    def original(request: Request) -> Response:
        name = str(request.path_params["name"])
        try:
            with library.snapshot() as view:
                entry = view.find(name)
            path = library.original(entry.document)
        except NotInLibrary as error:
            return PlainTextResponse(str(error), 404)
        return _file(path, entry)

    def table(request: Request) -> Response:
        sent = request.query_params
        try:
            text, name = desk.table(wish_of({**dict(sent), **{name: sent.getlist(name) for name in LISTS}}))
        except (BadTermsError, QuestionRefused) as refused:
            return PlainTextResponse(str(refused), 400)
        except LibraryError as error:
            return PlainTextResponse(str(error), 500)
        headers = {**_SANDBOX, "content-disposition": f'attachment; filename="{name}"'}
        return Response(text, media_type="text/csv; charset=utf-8", headers=headers)

    def health(_: Request) -> Response:
        with library.snapshot() as view:
            return JSONResponse({"status": "ok", "documents": len(view.entries())})

    def words(_: Request) -> Response:
        headers = {"cache-control": "no-cache", "vary": "Cookie, Accept-Language"}
        return Response(texts.script(texts.language()), media_type="text/javascript; charset=utf-8", headers=headers)

    return [
        Route("/texts.js", words),
        Route("/upload", _upload(desk.jobs), methods=["POST"]),
        Route("/files/{name}", original),
        Route("/table.csv", table),
        Route("/export", _export(library)),
        Route("/healthz", health),
        Mount("/static-footnote", StaticFiles(directory=STATIC)),
    ]


def _upload(jobs: Jobs) -> Callable[[Request], Awaitable[Response]]:
    """Files of the page, one in a request: written to where files wait as they come."""

    async def upload(request: Request) -> Response:
        name, instead = request.query_params.get("name", ""), request.query_params.get("instead", "")
        # Never an absolute path: what is sent has no place on this computer.
        plain = printable(name.replace("\\", "/").lstrip("/"))[:LONGEST_NAME] or "unnamed"
        part = jobs.spool / f"{uuid.uuid4().hex}.part"
        try:
            with part.open("wb") as file:
                async for piece in request.stream():
                    await run_in_threadpool(file.write, piece)
            number = await run_in_threadpool(jobs.take, part, plain, instead_of=instead[:LONGEST_NAME])
        except OSError as error:
            return PlainTextResponse(f"{plain} was not taken in ({error.strerror}): check the disk.", 507)
        finally:
            part.unlink(missing_ok=True)
        return JSONResponse({"job": number})

    return upload


def _export(library: Library) -> Callable[[Request], Response]:
    """Answers and dossiers as files to keep."""

    def export(request: Request) -> Response:
        try:
            made = download(library, request.query_params, str(request.base_url).rstrip("/"))
        except NotKept as error:
            return PlainTextResponse(str(error), 404)
        except NoFormatError as error:
            return PlainTextResponse(str(error), 400)
        except LibraryError as error:
            return PlainTextResponse(str(error), 500)
        kept = f"attachment; filename*=UTF-8''{quote(made.name)}"
        return Response(made.body, media_type=made.media, headers={**_SANDBOX, "content-disposition": kept})

    return export


def _file(path: Path, entry: Entry) -> Response:
    """The file: a PDF and plain text to look at, anything else to keep."""
    name, (kind, _, encoding) = Path(entry.source).name, entry.media_type.partition("; charset=")
    if is_pdf(path):
        return FileResponse(path, media_type="application/pdf", filename=name, content_disposition_type="inline")
    if kind in _SHOWN:
        media = f"text/plain; charset={encoding if _ENCODING.fullmatch(encoding) else 'utf-8'}"
        return FileResponse(path, media_type=media, filename=name, content_disposition_type="inline", headers=_SANDBOX)
    return FileResponse(path, media_type="application/octet-stream", filename=name, headers=_SANDBOX)


def is_pdf(path: Path) -> bool:
    """Whether the file says that it is a PDF, whatever its name or type."""
    with path.open("rb") as file:
        return b"%PDF-" in file.read(1024)
