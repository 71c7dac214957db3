"""The Gradio page: what is typed and pressed. What is read is made in qa/web/render.py.

The state of the page is its address: ``?q=…&author=…&doc=…&since=…&until=…`` is the answer, ``#doc=…&p=…&h=…&at=…`` the
passage. The server keeps nothing of a visitor, so any number of tabs may be open.
"""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import socket
import tempfile
import threading
import time
import webbrowser
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

# Gradio reads its environment at import: nothing there may report, share, or open this page to others.
for _name in [name for name in os.environ if name.startswith("GRADIO_")]:
    del os.environ[_name]
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr  # noqa: E402
from starlette.middleware import Middleware  # noqa: E402
from starlette.requests import Request  # noqa: E402
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response  # noqa: E402
from starlette.routing import Mount, Route  # noqa: E402
from starlette.staticfiles import StaticFiles  # noqa: E402

from index.errors import LibraryError, NotInLibrary  # noqa: E402
from index.model import Filters  # noqa: E402
from qa.answer import LONGEST, QuestionRefused, ask  # noqa: E402
from qa.web import render  # noqa: E402
from qa.web.guard import LOOPBACK, Guard  # noqa: E402
from qa.web.jobs import Jobs  # noqa: E402

if TYPE_CHECKING:
    from index.library import Library

log = logging.getLogger(__name__)

STATIC = Path(__file__).parent / "static"
#: Gradio's own default; the next free port is taken when it is in use.
FIRST_PORT, PORTS = 7860, 100
TYPES = [".txt", ".md", ".markdown", ".pdf"]
#: Media types of originals. Text is shown as text whatever it holds.
MEDIA = {".pdf": "application/pdf"}


# ---------------------------------------------------------------- what the handlers do


@dataclass(frozen=True)
class Desk:
    """What the page's handlers work with."""

    library: Library
    jobs: Jobs
    #: Set once the model is loaded and the engines stand.
    ready: threading.Event

    def answer(self, question: str, filters: Filters) -> str:
        """The answer as HTML; every failure as a sentence."""
        began = time.perf_counter()
        try:
            given = ask(self.library, question, filters)
            with self.library.snapshot() as view:
                documents = {}
                for name in {citation.document for citation in given.citations}:
                    with contextlib.suppress(NotInLibrary):  # removed a moment ago: the quotation stands alone
                        documents[name] = view.document(name)
                entries = {entry.document: entry for entry in view.entries()}
                unreadable = view.failures()
        except QuestionRefused as refused:
            return render.error("This question cannot be asked.", str(refused))
        except LibraryError as error:
            return render.error("The question could not be answered.", str(error))
        except Exception:
            log.exception("a question failed")
            return render.error("The question could not be answered.", "Something went wrong; the server's log has it.")
        found = render.sources(given, documents, entries)
        return render.answer(given, filters, found, unreadable, time.perf_counter() - began)

    def skeleton(self, question: str) -> str:
        """What stands there until the answer does."""
        waiting = "" if self.ready.is_set() else "The model is still loading; the answer follows."
        return render.pending(question.strip()[:LONGEST], waiting)

    def head(self) -> str:
        """The head of the Ask tab."""
        with self.library.snapshot() as view:
            return render.hero(view.entries())

    def table(self) -> str:
        """The Library tab's table."""
        with self.library.snapshot() as view:
            return render.library(view.entries(), view.failures())

    def suggestions(self) -> list[str]:
        """Questions to begin with: those of the samples, while the samples are there."""
        with self.library.snapshot() as view:
            held = {entry.source.rsplit("/", 1)[-1] for entry in view.entries()}
        samples = files("qa") / "samples"
        present = all(one.name in held for one in samples.iterdir() if one.name != "questions.txt")
        return (samples / "questions.txt").read_text("utf-8").splitlines() if present else []

    def choices(self) -> tuple[list[str], list[tuple[str, str]]]:
        """Authors and documents to filter by."""
        with self.library.snapshot() as view:
            entries = view.entries()
        authors = sorted({author for entry in entries for author in entry.authors}, key=str.casefold)
        documents = [(_choice(entry.title, entry.source, entry.published), entry.document) for entry in entries]
        return authors, sorted(documents, key=lambda pair: pair[0].casefold())

    def open(self, wanted: dict[str, Any]) -> dict[str, Any]:
        """A document for the reader, at the place where the wanted paragraph stands today."""
        name, number = str(wanted.get("doc", "")), _number(wanted.get("p"))
        digest = str(wanted.get("h") or "")
        with self.library.snapshot() as view:
            place = view.locate(name, number, digest) if digest else None
            entry = view.living(name)
            if entry is None:
                return {"error": "gone"}
            held = view.document(entry.document)
        moved = place is not None and place != (name, number)
        return {
            "html": render.document(held),
            "doc": held.id,
            "title": render.named(held.metadata.title, held.source),
            "by": render.visible(", ".join(held.metadata.authors)),
            "p": place[1] if place else min(number, max(1, len(held.paragraphs))),
            "exact": place is not None or not digest,
            "notice": _notice(found=place is not None or not digest, moved=moved, newer=held.id != name),
            "original": f"files/{held.id}",
            "paged": bool(held.pages),
            "pages": {
                str(n): page.number for n, block in enumerate(held.paragraphs, 1) if (page := held.page_at(block.start))
            },
        }


def _notice(*, found: bool, moved: bool, newer: bool) -> str:
    if found and newer:
        return "The document has been replaced since; the cited paragraph stands unchanged in this newer version."
    if found and moved:
        return "The cited paragraph stands unchanged, under another number."
    if not found:
        return "The cited paragraph has been edited or removed since; this is the document as it is now."
    return ""


def _choice(title: str, source: str, published: str) -> str:
    return render.named(title, source) + (f" ({published[:4]})" if published else "")


def _number(value: object) -> int:
    return int(str(value)) if str(value).isdecimal() and 0 < int(str(value)) < 10**6 else 1


def filters_of(authors: object, documents: object, dates: object) -> Filters:
    """Filters from whatever a browser sent."""
    from datetime import date

    def texts(value: object) -> tuple[str, ...]:
        return tuple(str(one)[:500] for one in value) if isinstance(value, list) else ()

    def day(value: object) -> str:
        with contextlib.suppress(ValueError):
            return date.fromisoformat(str(value)).isoformat()
        return ""

    known = dates if isinstance(dates, dict) else {}
    return Filters(texts(authors), texts(documents), day(known.get("since")), day(known.get("until")))


# ---------------------------------------------------------------- the page


def _script(name: str) -> str:
    return (STATIC / f"{name}.js").read_text("utf-8")


def _part(name: str) -> str:
    return (Path(__file__).parent / "templates" / f"{name}.html").read_text("utf-8")


def _dates() -> gr.HTML:
    # A factory and no subclass: subclassing a component makes Gradio write a file beside this module at import.
    return gr.HTML(
        {},
        elem_id="qa-dates",
        apply_default_css=False,
        js_on_load=_script("daterange"),
        html_template='<div class="qa-dates"><label>From<input type="date" data-k="since"></label>'
        '<label>To<input type="date" data-k="until"></label></div>',
    )


def build(library: Library, jobs: Jobs, ready: threading.Event) -> gr.Blocks:
    """The page over a library."""
    desk = Desk(library, jobs, ready)
    authors, documents = desk.choices()
    plain: dict[str, Any] = {"apply_default_css": False}
    with gr.Blocks(title="Footnote", fill_width=True, analytics_enabled=False, delete_cache=(3600, 86400)) as page:
        gr.HTML(_part("header"), js_on_load=_script("shell"), elem_id="qa-header", **plain)
        with gr.Tabs(elem_id="qa-tabs"):
            with gr.Tab("Ask", id="ask", elem_id="qa-tab-ask"):
                hero = gr.HTML(desk.head(), elem_id="qa-hero", **plain)
                with gr.Row(elem_id="qa-ask-row", equal_height=True):
                    question = gr.Textbox(
                        label="Question",
                        show_label=False,
                        placeholder="Ask a question…",
                        lines=1,
                        max_lines=5,
                        scale=8,
                        elem_id="qa-question",
                        autofocus=True,
                        container=False,
                    )
                    go = gr.Button("Ask", variant="primary", scale=0, min_width=76, elem_id="qa-go")
                with gr.Accordion("Filters", open=False, elem_id="qa-filters") as filters:
                    with gr.Row():
                        by = gr.Dropdown(authors, label="Author", multiselect=True, min_width=200)
                        among = gr.Dropdown(documents, label="Document", multiselect=True, min_width=200)
                    dates = _dates()
                view = gr.HTML(
                    render.empty(desk.suggestions()), js_on_load=_script("answer"), elem_id="qa-view", **plain
                )
            with gr.Tab("Library", id="library", elem_id="qa-tab-lib"):
                gr.HTML(_part("library-head"), elem_id="qa-libhead", **plain)
                drop = gr.File(
                    label="Add documents", file_count="multiple", file_types=None, elem_id="qa-up", height=150
                )
                board = gr.HTML(render.jobs(jobs.board()), elem_id="qa-jobs", **plain)
                table = gr.HTML(desk.table(), js_on_load=_script("library"), elem_id="qa-library", **plain)
        gr.HTML(
            _part("reader"),
            js_on_load=_script("reader"),
            elem_id="qa-reader",
            server_functions=[_opener(desk)],
            **plain,
        )
        _wire(desk, page, _Parts(hero, question, go, filters, by, among, dates, view, drop, board, table))
    return page


@dataclass(frozen=True)
class _Parts:
    hero: gr.HTML
    question: gr.Textbox
    go: gr.Button
    filters: gr.Accordion
    by: gr.Dropdown
    among: gr.Dropdown
    dates: gr.HTML
    view: gr.HTML
    drop: gr.File
    board: gr.HTML
    table: gr.HTML


def _opener(desk: Desk) -> Callable[[dict[str, Any]], dict[str, Any]]:
    def open_document(wanted: dict[str, Any]) -> dict[str, Any]:
        return desk.open(wanted)

    return open_document


def _wire(desk: Desk, page: gr.Blocks, parts: _Parts) -> None:
    """Events: each handler calls the desk and returns HTML."""
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    chosen = [parts.by, parts.among, parts.dates]
    shelf = [parts.hero, parts.table, parts.by, parts.among]

    def on_ask(question: str, by: object, among: object, dates: object) -> Iterator[str]:
        if (question or "").strip():
            yield desk.skeleton(question)
            yield desk.answer(question, filters_of(by, among, dates))

    def on_suggestion(by: object, among: object, dates: object, event: gr.EventData) -> Iterator[tuple[Any, ...]]:
        question = str(getattr(event, "q", "") or "")
        if getattr(event, "clear", False):
            by, among, dates = [], [], {}
        yield question, by, among, dates, desk.skeleton(question)
        yield question, by, among, dates, desk.answer(question, filters_of(by, among, dates))

    def on_load(request: gr.Request) -> tuple[Any, ...]:
        sent = request.query_params
        question = str(sent.get("q", ""))
        shown = _shelf(desk)
        if not question:  # this event may land after a fast visitor has asked: leave the question and answer alone
            return (*shown, *[gr.skip()] * 6)
        filters = filters_of(sent.getlist("author"), sent.getlist("doc"), dict(sent))
        by, among = list(filters.authors), list(filters.documents)
        dates = {"since": filters.since, "until": filters.until}
        return (*shown, question, by, among, dates, gr.Accordion(open=bool(filters)), desk.answer(question, filters))

    def on_drop(paths: list[str] | None) -> Iterator[tuple[Any, ...]]:
        desk.jobs.start(Path(path) for path in paths or [])
        yield render.jobs(desk.jobs.board()), None, *[gr.skip()] * len(shelf)
        while desk.jobs.running:
            time.sleep(0.15)
            yield render.jobs(desk.jobs.board()), gr.skip(), *[gr.skip()] * len(shelf)
        yield render.jobs(desk.jobs.board()), gr.skip(), *_shelf(desk)

    def on_remove(event: gr.EventData) -> tuple[Any, ...]:
        with contextlib.suppress(NotInLibrary):  # another tab was faster
            desk.library.remove(str(getattr(event, "id", "")))
        return _shelf(desk)

    def on_dismiss(event: gr.EventData) -> tuple[Any, ...]:
        desk.library.dismiss(str(getattr(event, "source", "")))
        return _shelf(desk)

    gr.on(
        [parts.question.submit, parts.go.click],
        on_ask,
        [parts.question, *chosen],
        parts.view,
        concurrency_limit=4,
        trigger_mode="always_last",
        **quiet,
    )
    parts.view.ask(on_suggestion, chosen, [parts.question, *chosen, parts.view], concurrency_limit=4, **quiet)
    page.load(
        on_load,
        None,
        [*shelf, parts.question, *chosen, parts.filters, parts.view],
        queue=False,
        **quiet,
    )
    parts.drop.upload(on_drop, parts.drop, [parts.board, parts.drop, *shelf], concurrency_limit=4, **quiet)
    parts.table.remove(on_remove, None, shelf, queue=False, **quiet)
    parts.table.dismiss(on_dismiss, None, shelf, queue=False, **quiet)


def _shelf(desk: Desk) -> tuple[Any, ...]:
    """What changes with the library: head, table, and what can be filtered by."""
    authors, documents = desk.choices()
    return desk.head(), desk.table(), gr.Dropdown(choices=authors), gr.Dropdown(choices=documents)


# ---------------------------------------------------------------- plain routes


def _routes(library: Library) -> list[Any]:
    def original(request: Request) -> Response:
        name = str(request.path_params["name"])
        try:
            with library.snapshot() as view:
                entry = view.find(name)
            path = library.original(entry.document)
        except NotInLibrary as error:
            return PlainTextResponse(str(error), 404)
        media = MEDIA.get(Path(entry.source).suffix.lower(), "text/plain; charset=utf-8")
        shown = Path(entry.source).name
        headers = {"content-security-policy": "sandbox; default-src 'none'"} if media.startswith("text") else {}
        return FileResponse(path, media_type=media, filename=shown, content_disposition_type="inline", headers=headers)

    def health(_: Request) -> Response:
        with library.snapshot() as view:
            return JSONResponse({"status": "ok", "documents": len(view.entries())})

    return [
        Route("/files/{name}", original),
        Route("/healthz", health),
        Mount("/static-footnote", StaticFiles(directory=STATIC)),
    ]


def _head() -> str:
    """The page's own style sheet and fonts, by links: Gradio rewrites what it is given as text."""
    version = int((STATIC / "app.css").stat().st_mtime)
    fonts = ("source-serif-4-latin-wght-normal", "source-sans-3-latin-wght-normal")
    links = [
        f'<link rel="preload" href="static-footnote/fonts/{font}.woff2" as="font" type="font/woff2" crossorigin>'
        for font in fonts
    ]
    return "".join((*links, f'<link rel="stylesheet" href="static-footnote/app.css?v={version}">'))


def _theme() -> gr.themes.Base:
    blue = (
        "#eef5f8",
        "#d7e7ef",
        "#b0d0e0",
        "#7fb2cb",
        "#4a8fb0",
        "#1f6f95",
        "#155a7c",
        "#124a66",
        "#103c53",
        "#0d3144",
        "#081f2c",
    )
    return gr.themes.Base(
        primary_hue=gr.themes.Color(*blue),
        neutral_hue="stone",
        radius_size=gr.themes.sizes.radius_md,
        font=[gr.themes.Font("Source Sans 3"), gr.themes.Font("system-ui"), gr.themes.Font("sans-serif")],
        font_mono=[gr.themes.Font("ui-monospace"), gr.themes.Font("monospace")],
    ).set(
        body_background_fill="#faf8f4",
        body_background_fill_dark="#14171b",
        block_background_fill="#ffffff",
        block_background_fill_dark="#1b1f25",
        input_background_fill="#ffffff",
        input_background_fill_dark="#1b1f25",
        border_color_primary="#e3ddd2",
        border_color_primary_dark="#2f353d",
        body_text_color="#1c2126",
        body_text_color_dark="#e6e3dd",
        body_text_color_subdued="#5d6369",
        body_text_color_subdued_dark="#a3a8ae",
        button_primary_background_fill="*primary_600",
        button_primary_background_fill_hover="*primary_700",
        button_primary_background_fill_dark="*primary_600",
        button_primary_background_fill_hover_dark="*primary_500",
        button_primary_text_color="#ffffff",
        block_label_background_fill="transparent",
        block_label_background_fill_dark="transparent",
        block_label_border_width="0px",
        block_border_width="0px",
        block_shadow="none",
        block_label_text_color="*body_text_color_subdued",
        block_title_text_color="#3c4248",
        block_title_text_color_dark="#c9c6c0",
    )


# ---------------------------------------------------------------- serving


def serve(
    library: Library, *, host: str, port: int | None, open_browser: bool, samples: bool, say: Callable[[str], None]
) -> int:
    """Serve the page until SIGTERM or Ctrl+C; returns the exit code."""
    if host not in LOOPBACK:
        say(
            f"Footnote serves this machine only: {host} would open the library to others, and there is no password yet. Use 127.0.0.1."
        )
        return 2
    chosen = _free_port(host, port)
    if chosen is None:
        say(f"Port {port} is in use: choose another with --port, or leave --port out.")
        return 1
    ready = threading.Event()
    folder = Path(tempfile.mkdtemp(prefix="footnote-"))
    spool = folder / "spool"
    spool.mkdir()
    os.environ["GRADIO_TEMP_DIR"] = str(folder / "uploads")
    jobs = Jobs(library, spool)
    try:
        if samples:
            _add_samples(library, say)
        page = build(library, jobs, ready)
        page.queue(max_size=64, default_concurrency_limit=4)
        page.launch(
            server_name=host,
            server_port=chosen,
            share=False,
            inbrowser=False,
            quiet=True,
            show_error=False,
            prevent_thread_lock=True,
            max_file_size="200mb",
            allowed_paths=[],
            blocked_paths=[str(library.folder)],
            run_history=False,
            enable_monitoring=False,
            footer_links=[],
            mcp_server=False,
            pwa=False,
            ssr_mode=False,
            root_path="",
            theme=_theme(),
            head=_head(),
            app_kwargs={"routes": _routes(library), "middleware": [Middleware(Guard)]},
        )
        url = f"http://{host}:{chosen}/"
        say(f"Footnote is ready at {url}\nThe library is {library.folder}. Press Ctrl+C to end.")
        threading.Thread(target=_warm, args=(library, ready, say), name="model", daemon=True).start()
        if open_browser:
            webbrowser.open(url)
        _wait()
        say("Ending …")
        page.close(verbose=False)
    finally:
        jobs.close()
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def _warm(library: Library, ready: threading.Event, say: Callable[[str], None]) -> None:
    try:
        library.warm()
    except LibraryError as error:
        say(str(error))
        return
    ready.set()
    say("The model is loaded.")


def _add_samples(library: Library, say: Callable[[str], None]) -> None:
    """The three sample analyses into a library that never held a document."""
    with library.snapshot() as view:
        if view.generation:
            return
    say("Reading three sample analyses into the new library …")
    for sample in sorted((files("qa") / "samples").iterdir(), key=lambda one: one.name):
        if sample.name != "questions.txt":
            library.add(sample.read_bytes(), sample.name)


def _free_port(host: str, port: int | None) -> int | None:
    for candidate in [port] if port is not None else range(FIRST_PORT, FIRST_PORT + PORTS):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                probe.bind((host, candidate))
                return candidate
    return None


def _wait() -> None:
    """Until SIGTERM or Ctrl+C."""
    import signal

    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    while not ended.wait(1.0):
        pass
