"""The Gradio page: what is typed and pressed. What is read is made by qa/web/desk.py.

The state of the page is its address: its query is the answer (qa/web/wish.py), ``#doc=…&p=…&h=…&at=…`` the passage.
The server keeps nothing of a visitor, so any number of tabs may be open.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Gradio reads its environment at import: nothing there may report, share, or open this page to others.
for _name in [name for name in os.environ if name.startswith("GRADIO_")]:
    del os.environ[_name]
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr  # noqa: E402

from qa.web import render, texts  # noqa: E402
from qa.web.desk import Desk  # noqa: E402
from qa.web.markup import STATIC  # noqa: E402
from qa.web.reader import Reader  # noqa: E402
from qa.web.shelves import Answers, Dossiers  # noqa: E402
from qa.web.texts import LANGUAGES, t  # noqa: E402
from qa.web.wish import DAYS, LISTS, Mode, Wish, mode_of, wish_of  # noqa: E402

log = logging.getLogger(__name__)

#: What Gradio's own components say: keys of the section [page], which the browser looks up in its language.
GRADIO = (
    *("tab_ask", "tab_library", "tab_answers", "tab_dossiers"),
    *(f"{part}_{mode.value}" for mode in Mode for part in ("mode", "prompt", "go")),
    *("modes", "question"),
)


# ---------------------------------------------------------------- the page


def page_texts() -> gr.I18n:
    """What Gradio's components say, in every language."""
    return gr.I18n(**{one: {f"page.{name}": texts.every(one)[f"page.{name}"] for name in GRADIO} for one in LANGUAGES})


def _label(name: str) -> str:
    """A text that the browser looks up, as Gradio's components take it."""
    return str(gr.I18n()(f"page.{name}"))


def _script(name: str) -> str:
    return (STATIC / f"{name}.js").read_text("utf-8")


def _part(name: str) -> str:
    return (Path(__file__).parent / "templates" / f"{name}.html").read_text("utf-8")


def build(desk: Desk, tools: Sequence[Callable[..., Any]] = ()) -> gr.Blocks:
    """The page over a library; ``tools`` are what programs may call through it, and nothing else is."""
    with gr.Blocks(title="Footnote", fill_width=True, analytics_enabled=False, delete_cache=(3600, 86400)) as page:
        _html(_part("header"), "qa-header", "keys", "shell")
        with gr.Tabs(elem_id="qa-tabs"):
            with gr.Tab(_label("tab_ask"), id="ask", elem_id="qa-tab-ask"):
                asking = _asking(desk)
            with gr.Tab(_label("tab_library"), id="library", elem_id="qa-tab-lib"):
                _library(desk)
            with gr.Tab(_label("tab_answers"), id="answers", elem_id="qa-tab-answers"):
                _pane("qa-answers", Answers(desk.library).shown)
            with gr.Tab(_label("tab_dossiers"), id="dossiers", elem_id="qa-tab-dossiers"):
                _pane("qa-dossiers", Dossiers(desk.library).shown)
        scripts = ("reader", "reader-text", "reader-find", "reader-page", "reader-select")
        _html(_part("reader"), "qa-reader", *scripts, opened=_reading(Reader(desk.library)))
        _wire(page, _Handlers(desk), asking)
        for tool in tools:
            gr.api(tool, api_name=tool.__name__)
    return page


def _html(value: str, name: str, *scripts: str, opened: Sequence[Callable[..., Any]] = ()) -> gr.HTML:
    """Something to read, with the scripts that make it work, one after the other."""
    js = {"js_on_load": "\n".join(map(_script, scripts))} if scripts else {}
    calls = {"server_functions": list(opened)} if opened else {}
    return gr.HTML(value, elem_id=name, apply_default_css=False, **js, **calls)


@dataclass(frozen=True)
class _Asking:
    """The components of the Ask tab."""

    mode: gr.Radio
    question: gr.Textbox
    go: gr.Button
    #: All filters as one value under the names of an address: ``{"author": […], …, "since": "2021-01-01", …}``.
    filters: gr.HTML
    #: The questions before the next one: ``{"after": […]}``, kept by the browser.
    thread: gr.HTML
    view: gr.HTML

    @property
    def wish(self) -> list[Any]:
        """What a visitor sets, in the order of ``_sent`` and ``_fields``."""
        return [self.question, self.mode, self.filters]


def _asking(desk: Desk) -> _Asking:
    _html('<div class="qa-hero-pane"></div>', "qa-hero", "hero", opened=_heading(desk))
    mode = gr.Radio(
        [(_label(f"mode_{mode.value}"), mode.value) for mode in Mode],
        value=Mode.ANSWER.value,
        label=_label("modes"),
        show_label=False,
        container=False,
        elem_id="qa-mode",
    )
    with gr.Row(elem_id="qa-ask-row", equal_height=True):
        question = _question()
        go = gr.Button(_label("go_answer"), variant="primary", scale=0, min_width=76, elem_id="qa-go")
    filters = _filters(desk)
    thread = _value("thread")
    # What stands here before a question depends on the visitor's language: the answer's script asks for it.
    blank = '<div class="qa-empty qa-waiting" data-state="empty"></div>'
    view = _html(blank, "qa-view", "answer", "answer-beside", opened=_answering(desk))
    return _Asking(mode, question, go, filters, thread, view)


def _filters(desk: Desk) -> gr.HTML:
    """The panel of filters, and the value that it sets."""

    # Gradio finds a server function by its name.
    def choices(wanted: dict[str, Any]) -> dict[str, Any]:
        return desk.choices(wanted)

    _html(_part("filters"), "qa-filters", "filters", opened=[choices])
    return _value("filters")


def _value(name: str) -> gr.HTML:
    # A value that is in no field which a visitor sees: scripts keep it. A factory and no subclass: subclassing a
    # component makes Gradio write a file beside this module at import.
    script = _script(f"{name}-value")
    return gr.HTML({}, elem_id=f"qa-{name}-value", apply_default_css=False, js_on_load=script, html_template="")


def _question() -> gr.Textbox:
    return gr.Textbox(
        label=_label("question"),
        show_label=False,
        placeholder=_label("prompt_answer"),
        lines=1,
        max_lines=5,
        scale=8,
        elem_id="qa-question",
        autofocus=True,
        container=False,
    )


def _library(desk: Desk) -> None:
    """The Library tab: what comes in, and what is there."""

    # Gradio finds a server function by its name.
    def adding(wanted: dict[str, Any]) -> dict[str, Any]:
        return desk.adding.shown(wanted)

    def shelf(wanted: dict[str, Any]) -> dict[str, Any]:
        return desk.catalogue.shown(wanted)

    panes = '<div class="qa-adding-head"></div><div class="qa-adding-board" id="qa-jobs"></div>'
    _html(panes, "qa-adding", "adding", opened=[adding])
    _html('<div class="qa-lib-extra"></div><div class="qa-pane"></div>', "qa-library", "library", opened=[shelf])


def _heading(desk: Desk) -> list[Callable[[dict[str, Any]], dict[str, Any]]]:
    def head(_: dict[str, Any]) -> dict[str, Any]:
        return {"html": desk.head()}

    return [head]


def _pane(name: str, shown: Callable[[Mapping[str, Any]], dict[str, Any]]) -> gr.HTML:
    """A pane of what the library keeps: drawn by its script, with what the server says of each act."""

    # Gradio finds a server function by its name.
    def kept(wanted: dict[str, Any]) -> dict[str, Any]:
        return shown(wanted)

    return _html('<div class="qa-pane"></div>', name, "kept", opened=[kept])


def _answering(desk: Desk) -> list[Callable[[dict[str, Any]], dict[str, Any]]]:
    def welcome(wanted: dict[str, Any]) -> dict[str, Any]:
        made = desk.welcome(mode_of(wanted.get("mode")))
        return {"html": made.html, "unfinished": made.unfinished}

    def pin(wanted: dict[str, Any]) -> dict[str, Any]:
        return Dossiers(desk.library).pin(wanted)

    def why(wanted: dict[str, Any]) -> dict[str, Any]:
        return desk.why(wanted)

    def glance(wanted: dict[str, Any]) -> dict[str, Any]:
        return desk.glance(wanted)

    return [welcome, pin, why, glance]


def _reading(reader: Reader) -> list[Callable[[dict[str, Any]], dict[str, Any]]]:
    # Gradio finds a server function by its name.
    def open_document(wanted: dict[str, Any]) -> dict[str, Any]:
        return reader.open(wanted)

    def read_part(wanted: dict[str, Any]) -> dict[str, Any]:
        return reader.part(wanted)

    def find_words(wanted: dict[str, Any]) -> dict[str, Any]:
        return reader.find(wanted)

    def show_page(wanted: dict[str, Any]) -> dict[str, Any]:
        return reader.page(wanted)

    def quote_selected(wanted: dict[str, Any]) -> dict[str, Any]:
        return reader.quote(wanted)

    def pin_selected(wanted: dict[str, Any]) -> dict[str, Any]:
        return reader.pin(wanted)

    def correct_document(wanted: dict[str, Any]) -> dict[str, Any]:
        return reader.correct(wanted)

    return [open_document, read_part, find_words, show_page, quote_selected, pin_selected, correct_document]


def _wire(page: gr.Blocks, on: _Handlers, asking: _Asking) -> None:
    """Which event calls which handler, and what its result replaces."""
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    patient: dict[str, Any] = {**quiet, "concurrency_limit": 4}
    at_once: dict[str, Any] = {**quiet, "queue": False}
    fields = [*asking.wish, asking.go]
    now = [asking.thread, *asking.wish]

    gr.on([asking.question.submit, asking.go.click], on.ask, now, asking.view, trigger_mode="always_last", **patient)
    asking.mode.input(on.switch, now, [asking.question, asking.go, asking.view], trigger_mode="always_last", **patient)
    asking.view.ask(on.go, asking.wish, [*fields, asking.view], trigger_mode="multiple", **patient)
    loaded = page.load(on.load, None, [*fields, asking.view], **at_once)
    loaded.then(on.linked, None, asking.view, **patient)


class _Handlers:
    """What Gradio calls: its values in, HTML out."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def ask(self, request: gr.Request, thread: object, *values: object) -> Iterator[Any]:
        """The question of the text field."""
        said = _speaker(request)
        wish = wish_of({**_sent(values), **_mapping(thread)})
        if not wish:
            yield gr.skip()
            return
        yield said(self._desk.skeleton, wish)
        yield said(self._shown, wish)

    def switch(self, request: gr.Request, thread: object, *values: object) -> Iterator[tuple[Any, ...]]:
        """Something else is to be made of the question that is there, if one is."""
        said = _speaker(request)
        wish = wish_of({**_sent(values), **_mapping(thread)})
        words = said(_worded, wish.mode)
        if not wish:
            yield *words, said(self._welcome, wish.mode)
            return
        yield *words, said(self._desk.skeleton, wish)
        yield *words, said(self._shown, wish)

    def go(
        self,
        request: gr.Request,
        question: object,
        mode: object,
        filters: object,
        event: gr.EventData,
    ) -> Iterator[tuple[Any, ...]]:
        """A question that is pressed, or an address that the browser goes to: then with all that it says."""
        said = _speaker(request)
        values = (question, mode, filters)
        sent = {name: getattr(event, name, None) for name in _NAMES}
        linked = bool(getattr(event, "link", False))
        wish = wish_of(sent if linked else {**_sent(values), **{name: sent[name] for name in ("q", "after", "for")}})
        # What stands in the fields stays: a visitor may have gone on while this was under way.
        fields = said(_fields if linked else _kept, wish)
        if not wish:
            yield *fields, said(self._welcome, wish.mode)
            return
        yield *fields, said(self._desk.skeleton, wish)
        yield *fields, said(self._shown, wish)

    def load(self, request: gr.Request) -> tuple[Any, ...]:
        """A page that opens: the question of its address."""
        loaded: tuple[Any, ...] = _speaker(request)(self._loaded, _linked(request))
        return loaded

    def _loaded(self, wish: Wish) -> tuple[Any, ...]:
        if wish:
            return *_fields(wish), self._desk.skeleton(wish)
        # This may land after a fast visitor has asked: leave the question and answer alone, but for another mode.
        if wish.mode is Mode.ANSWER:
            return (*[gr.skip()] * (len(_fields(wish)) + 1),)
        _, *fields = _fields(wish)
        placeholder, _ = _worded(wish.mode)  # and what has been typed by now stays
        return placeholder, *fields, self._desk.welcome(wish.mode).html

    def linked(self, request: gr.Request) -> str | dict[str, Any]:
        """The answer to the question of a page's address."""
        wish = _linked(request)
        shown: str | dict[str, Any] = _speaker(request)(self._shown, wish) if wish else gr.skip()
        return shown

    def _welcome(self, mode: Mode) -> str:
        return self._desk.welcome(mode).html

    def _shown(self, wish: Wish) -> str:
        try:
            return self._desk.shown(wish)
        except Exception:
            log.exception("a question failed")
            return render.error("The question could not be answered.", "Something went wrong; the server's log has it.")


def _speaker(request: gr.Request) -> Callable[..., Any]:
    """Makes things in the language of a request: Gradio's queue works outside of it, at each step anew."""
    language = texts.wanted(request.headers)

    def said(make: Callable[..., Any], *given: object) -> Any:  # noqa: ANN401 - whatever it makes
        with texts.speaking(language):
            return make(*given)

    return said


#: What an address may say.
_NAMES = ("a", "again", "mode", "q", "after", "for", *LISTS, *DAYS, "part")


def _fields(wish: Wish) -> tuple[Any, ...]:
    """The wish as the fields hold it, and the button's word."""
    lists = {name: list(getattr(wish.filters, inside)) for name, inside in LISTS.items()}
    days = {name: getattr(wish.filters, inside) for name, inside in DAYS.items()}
    field, button = _field(wish.mode, value=wish.question), gr.Button(t(f"page.go_{wish.mode.value}"))
    return field, wish.mode.value, {**lists, **days}, button


def _kept(wish: Wish) -> tuple[Any, ...]:
    """The fields as they are, but for the words of the mode and a question that was pressed."""
    _, *filters, button = _fields(wish)
    field = _field(wish.mode, value=wish.question) if wish.question else _field(wish.mode)
    return field, *[gr.skip()] * len(filters), button


def _worded(mode: Mode) -> tuple[Any, Any]:
    """The question's field and its button with the words of a mode."""
    return _field(mode), gr.Button(t(f"page.go_{mode.value}"))


def _field(mode: Mode, **value: str) -> gr.Textbox:
    """The question's field as a mode has it: a draft has room, and in it Enter begins a new line."""
    lines, most = (7, 18) if mode is Mode.CHECK else (1, 5)
    return gr.Textbox(placeholder=t(f"page.prompt_{mode.value}"), lines=lines, max_lines=most, **value)


def _sent(values: Sequence[object]) -> dict[str, object]:
    """The fields' values under the names of an address."""
    question, mode, filters = values
    return {**_mapping(filters), "q": question, "mode": mode_of(mode).value}


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _linked(request: gr.Request) -> Wish:
    """The wish that a page's address says."""
    sent = request.query_params
    return wish_of({**dict(sent), **{name: sent.getlist(name) for name in (*LISTS, "after")}})
