"""The Gradio page: what is typed and pressed. What is read is made in qa/web/render.py.

The state of the page is its address: ``?q=…&after=…&for=…&author=…&series=…&lang=…&doc=…&since=…&until=…`` is the
answer, ``#doc=…&p=…&h=…&at=…`` the passage. The server keeps nothing of a visitor, so any number of tabs may be open.
"""

from __future__ import annotations

import contextlib
import html
import logging
import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

# Gradio reads its environment at import: nothing there may report, share, or open this page to others.
for _name in [name for name in os.environ if name.startswith("GRADIO_")]:
    del os.environ[_name]
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr  # noqa: E402

from index.errors import LibraryError, NotInLibrary  # noqa: E402
from index.model import Filters  # noqa: E402
from qa.answer import Thread  # noqa: E402
from qa.web import render  # noqa: E402
from qa.web.desk import Desk, filters_of, thread_of  # noqa: E402
from qa.web.jobs import Jobs  # noqa: E402

if TYPE_CHECKING:
    from index.library import Library

log = logging.getLogger(__name__)

#: Seconds between two looks at the files that are being added: often enough to follow, seldom enough to cost nothing.
TICK = 0.4


# ---------------------------------------------------------------- the page


def _script(name: str) -> str:
    return (render.STATIC / f"{name}.js").read_text("utf-8")


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
    with gr.Blocks(title="Footnote", fill_width=True, analytics_enabled=False, delete_cache=(3600, 86400)) as page:
        _html(_part("header"), "qa-header", "shell")
        with gr.Tabs(elem_id="qa-tabs"):
            with gr.Tab("Ask", id="ask", elem_id="qa-tab-ask"):
                asking = _asking(desk)
            with gr.Tab("Library", id="library", elem_id="qa-tab-lib"):
                adding = _adding(desk)
        reader = _html(_part("reader"), "qa-reader", "reader", opened=_calls(desk))
        _wire(page, _Handlers(desk), asking, adding, reader)
    return page


def _html(value: str, name: str, script: str = "", opened: Sequence[Callable[..., Any]] = ()) -> gr.HTML:
    """Something to read, with the script that makes it work."""
    js = {"js_on_load": _script(script)} if script else {}
    calls = {"server_functions": list(opened)} if opened else {}
    return gr.HTML(value, elem_id=name, apply_default_css=False, **js, **calls)


@dataclass(frozen=True)
class _Asking:
    """The components of the Ask tab."""

    hero: gr.HTML
    question: gr.Textbox
    go: gr.Button
    filters: gr.Accordion
    by: gr.Dropdown
    series: gr.Dropdown
    languages: gr.Dropdown
    among: gr.Dropdown
    dates: gr.HTML
    #: The questions before the next one: ``{"after": […]}``, kept by the browser.
    thread: gr.HTML
    view: gr.HTML

    @property
    def lists(self) -> list[Any]:
        """What can be filtered by, as the library has it."""
        return [self.by, self.series, self.languages, self.among]

    @property
    def chosen(self) -> list[Any]:
        """What the question is filtered by."""
        return [*self.lists, self.dates]


@dataclass(frozen=True)
class _Adding:
    """The components of the Library tab."""

    drop: gr.File
    board: gr.HTML
    table: gr.HTML
    #: Ticks while files are being added.
    clock: gr.Timer


def _asking(desk: Desk) -> _Asking:
    hero = _html(desk.head(), "qa-hero")
    with gr.Row(elem_id="qa-ask-row", equal_height=True):
        question = _question()
        go = gr.Button("Ask", variant="primary", scale=0, min_width=76, elem_id="qa-go")
    there = desk.choices()
    with gr.Accordion("Filters", open=False, elem_id="qa-filters") as filters:
        with gr.Row():
            by, series = _choice("Author", there.authors), _choice("Series", there.series)
        with gr.Row():
            languages, among = _choice("Language", there.languages), _choice("Document", there.documents)
        dates = _dates()
    # The list is in no field that a visitor sees: the answer's script keeps it.
    thread = gr.HTML({}, elem_id="qa-thread", apply_default_css=False, js_on_load=_script("thread"), html_template="")
    view = _html(desk.welcome(), "qa-view", "answer")
    return _Asking(hero, question, go, filters, by, series, languages, among, dates, thread, view)


def _choice(label: str, choices: list[tuple[str, str]]) -> gr.Dropdown:
    # Any name may be asked for: a permalink can name an author who has left the library, and is told so.
    return gr.Dropdown(choices, label=label, multiselect=True, allow_custom_value=True, min_width=200)


def _question() -> gr.Textbox:
    return gr.Textbox(
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


def _adding(desk: Desk) -> _Adding:
    _html(render.library_head(), "qa-libhead")
    drop = gr.File(
        label="Add documents", show_label=False, file_count="multiple", file_types=None, elem_id="qa-up", height=150
    )
    board = _html(desk.board(), "qa-jobs")
    table = _html(desk.table(), "qa-library", "library")
    return _Adding(drop, board, table, gr.Timer(TICK, active=False))


def _calls(desk: Desk) -> list[Callable[[dict[str, Any]], dict[str, Any]]]:
    # Gradio finds a server function by its name.
    def open_document(wanted: dict[str, Any]) -> dict[str, Any]:
        return desk.open(wanted)

    def correct_document(wanted: dict[str, Any]) -> dict[str, Any]:
        return desk.correct(wanted)

    return [open_document, correct_document]


def _wire(page: gr.Blocks, on: _Handlers, asking: _Asking, adding: _Adding, reader: gr.HTML) -> None:
    """Which event calls which handler, and what its result replaces."""
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    patient: dict[str, Any] = {**quiet, "concurrency_limit": 4}
    at_once: dict[str, Any] = {**quiet, "queue": False}
    fields = [asking.question, *asking.chosen]
    shelf = [asking.hero, adding.table, *asking.lists]

    gr.on(
        [asking.question.submit, asking.go.click],
        on.ask,
        [asking.thread, *fields],
        asking.view,
        trigger_mode="always_last",
        **patient,
    )
    asking.view.ask(on.suggestion, asking.chosen, [*fields, asking.view], trigger_mode="multiple", **patient)
    loaded = page.load(
        on.load, None, [*shelf, adding.board, adding.clock, *fields, asking.filters, asking.view], **at_once
    )
    loaded.then(on.linked, None, asking.view, **patient)
    adding.drop.upload(on.drop, adding.drop, [adding.board, adding.drop, adding.clock], **at_once)
    adding.clock.tick(on.tick, None, [adding.board, adding.clock, *shelf], **at_once)
    # Each press counts, also one that comes before the last is done.
    adding.table.remove(on.remove, None, shelf, trigger_mode="multiple", **at_once)
    adding.table.dismiss(on.dismiss, None, shelf, trigger_mode="multiple", **at_once)
    reader.corrected(on.shelf, None, shelf, trigger_mode="multiple", **at_once)


class _Handlers:
    """What Gradio calls: its values in, HTML out."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def ask(self, thread: object, question: str, *chosen: object) -> Iterator[Any]:
        """The question of the text field."""
        if not (question or "").strip():
            yield gr.skip()
            return
        yield self._desk.skeleton(question)
        yield self._answer(question, filters_of(_sent(chosen)), thread_of(_mapping(thread)))

    def suggestion(
        self, by: object, series: object, languages: object, among: object, dates: object, event: gr.EventData
    ) -> Iterator[tuple[Any, ...]]:
        """A question that is pressed, or one that the browser goes back to: then with the filters of its address."""
        sent = {name: getattr(event, name, None) for name in ("after", "for", *_NAMES, "since", "until")}
        question = str(getattr(event, "q", "") or "")
        if not question.strip():
            yield "", *_fields(Filters()), self._desk.welcome()
            return
        chosen = (by, series, languages, among, dates)
        filters = filters_of(sent if getattr(event, "link", False) else _sent(chosen))
        fields = question, *_fields(filters)
        yield *fields, self._desk.skeleton(question)
        yield *fields, self._answer(question, filters, thread_of(sent))

    def load(self, request: gr.Request) -> tuple[Any, ...]:
        """A page that opens: what has changed since the server started, and the question of its address."""
        current = *self.shelf(), self._desk.board(), gr.Timer(active=self._desk.jobs.running)
        question, filters, _ = _linked(request)
        if not question:  # this may land after a fast visitor has asked: leave the question and answer alone
            return (*current, *[gr.skip()] * (len(_fields(filters)) + 3))
        opened = gr.Accordion(open=bool(filters))
        return *current, question, *_fields(filters), opened, self._desk.skeleton(question)

    def linked(self, request: gr.Request) -> str | dict[str, Any]:
        """The answer to the question of a page's address."""
        question, filters, thread = _linked(request)
        return self._answer(question, filters, thread) if question else gr.skip()

    def drop(self, paths: list[str] | None) -> tuple[Any, ...]:
        """Files that have arrived."""
        self._desk.jobs.start(Path(path) for path in paths or [])
        return self._desk.board(), None, gr.Timer(active=True)

    def tick(self) -> tuple[Any, ...]:
        """How far the files are; at their end, what has changed with them."""
        running = self._desk.jobs.running  # asked first: the board is never older than the clock believes
        if running:
            return (self._desk.board(), *[gr.skip()] * (len(_NAMES) + 3))
        return self._desk.board(), gr.Timer(active=False), *self.shelf()

    def remove(self, event: gr.EventData) -> tuple[Any, ...]:
        """Remove a document."""
        with _said(), contextlib.suppress(NotInLibrary):  # another tab was faster
            self._desk.library.remove(str(getattr(event, "id", "")))
        return self.shelf()

    def dismiss(self, event: gr.EventData) -> tuple[Any, ...]:
        """Forget what was wrong with a file."""
        with _said():
            self._desk.library.dismiss(str(getattr(event, "source", "")))
        return self.shelf()

    def _answer(self, question: str, filters: Filters, thread: Thread) -> str:
        try:
            return self._desk.answer(question, filters, thread)
        except Exception:
            log.exception("a question failed")
            return render.error("The question could not be answered.", "Something went wrong; the server's log has it.")

    def shelf(self) -> tuple[Any, ...]:
        """What changes with the library: head, table, and what can be filtered by."""
        there = self._desk.choices()
        lists = (there.authors, there.series, there.languages, there.documents)
        return self._desk.head(), self._desk.table(), *(gr.Dropdown(choices=choices) for choices in lists)


@contextlib.contextmanager
def _said() -> Iterator[None]:
    """What is wrong with the library is said on the page."""
    try:
        yield
    except LibraryError as error:
        gr.Warning(html.escape(str(error)))


#: How an address names the filters by lists, in the order of their fields.
_NAMES = ("author", "series", "lang", "doc")


def _fields(filters: Filters) -> tuple[Any, ...]:
    """The filters as the fields hold them."""
    lists = (filters.authors, filters.series, filters.languages, filters.documents)
    return *map(list, lists), {"since": filters.since, "until": filters.until}


def _sent(chosen: Sequence[object]) -> dict[str, object]:
    """The fields' values under the names of an address."""
    *lists, dates = chosen
    return {**_mapping(dates), **dict(zip(_NAMES, lists, strict=True))}


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _linked(request: gr.Request) -> tuple[str, Filters, Thread]:
    """The question of a page's address, empty for none, its filters and its thread."""
    sent = request.query_params
    given = {**dict(sent), **{name: sent.getlist(name) for name in (*_NAMES, "after")}}
    return str(sent.get("q", "")).strip(), filters_of(given), thread_of(given)
