"""Serving the page: a port on this machine, the server's life, and its end."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import tempfile
import threading
import webbrowser
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.middleware import Middleware
from starlette.routing import Mount

from index.errors import LibraryError
from index.lock import WriteLock
from qa.api.app import application
from qa.mcp.tools import Tools, as_text
from qa.programs import OpenLibrary
from qa.web import theme
from qa.web.adding import Adding
from qa.web.bin import Bin
from qa.web.catalogue import Catalogue
from qa.web.desk import Desk
from qa.web.folders import Folders
from qa.web.guard import LOOPBACK, Guard
from qa.web.jobs import Jobs
from qa.web.page import build, page_texts
from qa.web.routes import routes
from qa.web.texts import Spoken

if TYPE_CHECKING:
    from index.library import Library

#: Gradio's own default; the next free port is taken when it is in use.
FIRST_PORT, PORTS = 7860, 100


def serve(
    library: Library,
    *,
    host: str,
    port: int | None,
    open_browser: bool,
    samples: bool,
    ocr: bool,
    mcp: bool,
    model: str,
    say: Callable[[str], None],
) -> int:
    """Serve the page until SIGTERM or Ctrl+C; returns the exit code."""
    if host not in LOOPBACK:
        say(
            f"Footnote serves this machine only: {host} would open the library to others, "
            "and there is no password yet. Use 127.0.0.1."
        )
        return 2
    chosen = _free_port(host, port)
    if chosen is None:
        say(f"Port {port} is in use: choose another with --port, or leave --port out.")
        return 1
    ended = _told_to_end()
    ready = threading.Event()
    folder = Path(tempfile.mkdtemp(prefix="footnote-"))
    os.environ["GRADIO_TEMP_DIR"] = str(folder / "uploads")
    ending = contextlib.ExitStack()
    ending.callback(shutil.rmtree, folder, ignore_errors=True)
    jobs = Jobs(library, ending.enter_context(_spool(library, folder)), ocr=ocr)
    ending.callback(jobs.close)
    folders = Folders(library, jobs)
    ending.callback(folders.close)
    with ending:
        if samples:
            _add_samples(library, say)
        catalogue = Catalogue(library, Bin(library, jobs, folder), model)
        desk = Desk(library, jobs, ready, Adding(library, jobs, folders), catalogue)
        programs = OpenLibrary(library)
        page = build(desk, tuple(map(as_text, Tools(programs).all)) if mcp else ())
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
            mcp_server=mcp,
            pwa=False,
            ssr_mode=False,
            root_path="",
            theme=theme.colours(),
            i18n=page_texts(),
            app_kwargs={
                "routes": [*routes(desk), Mount("/api", application(programs, ocr=ocr))],
                "middleware": [Middleware(Guard, head=theme.head()), Middleware(Spoken)],
            },
        )
        url = f"http://{host}:{chosen}/"
        if mcp:
            say(f"Language models are served at {url}gradio_api/mcp/ (Model Context Protocol).")
        say(f"Footnote is ready at {url}\nThe library is {library.folder}. Press Ctrl+C to end.")
        threading.Thread(target=_warm, args=(library, ready, say), name="model", daemon=True).start()
        if open_browser:
            webbrowser.open(url)
        while not ended.wait(1.0):  # a wait without limit would not hear Ctrl+C on Windows
            pass
        say("Ending …")
        page.close(verbose=False)
    return 0


@contextlib.contextmanager
def _spool(library: Library, folder: Path) -> Iterator[Path]:
    """Where files wait: with the library, so that the next server goes on with them; for a second server of the same
    library a folder of its own, that goes with it.
    """
    kept, own = library.folder / "waiting", folder / "waiting"
    for one in (kept, own):
        one.mkdir(exist_ok=True)
    with contextlib.ExitStack() as held:
        try:
            held.enter_context(WriteLock(kept / "lock").held(0))
        except LibraryError:
            kept = own
        yield kept


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
        library.add(sample.read_bytes(), sample.name)


def _free_port(host: str, port: int | None) -> int | None:
    for candidate in [port] if port is not None else range(FIRST_PORT, FIRST_PORT + PORTS):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                probe.bind((host, candidate))
                return candidate
    return None


def _told_to_end() -> threading.Event:
    """Set by SIGTERM and Ctrl+C from now on: what has been made by then is still put away."""
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    return ended
