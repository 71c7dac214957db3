"""The page as a visitor has it: a server process of its own, the real model, Chromium.

Every test that opens a page fails on a console error, an uncaught exception and a request to another host; the
session fails on a traceback in the server's log. Without Chromium the tests are skipped, but never in CI.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
#: Names under which distributions install it.
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
#: Seconds for the server to listen, samples included, on a machine that is busy with other things.
START = 120
#: Milliseconds that a visitor waits for anything on a busy machine.
PATIENCE = 15_000


def missing(what: str) -> None:
    """A part of the test's own equipment is not here: in CI that is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing, and CI must run the browser tests")
    pytest.skip(f"{what} is not installed")


@pytest.fixture(scope="module")  # while it lives, an event loop runs in this thread: no other module may meet it
def browser():
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright")
    if CHROMIUM is None:
        missing("chromium")
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@contextmanager
def serving(library: Path, log: Path, *flags: str) -> Iterator[str]:
    """A server over the library until the block ends; its log may hold no traceback."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "qa", "serve", "--no-browser", "--port", str(port), "--library", str(library)]
    with log.open("w") as written:
        process = subprocess.Popen([*command, *flags], cwd=ROOT, stdout=written, stderr=subprocess.STDOUT)
        try:
            wait(f"http://127.0.0.1:{port}/healthz", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            code = process.wait(60)
    assert "Traceback" not in log.read_text(), log.read_text()
    assert code == 0, log.read_text()


def wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Until the server answers."""
    deadline = time.monotonic() + START
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(log.read_text())
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 (our own server)
                return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.2)
    raise TimeoutError(log.read_text())


@pytest.fixture(scope="module")
def server(browser, tmp_path_factory) -> Iterator[str]:
    """The page over the samples. The browser is asked for first: without one, no server is started."""
    folder = tmp_path_factory.mktemp("served")
    with serving(folder / "library", folder / "server.log", "--samples") as url:
        yield url


@contextmanager
def visiting(browser, server, **options):
    """A visitor's window; at its end nothing may have gone wrong in it."""
    context = browser.new_context(
        permissions=["clipboard-read", "clipboard-write"], reduced_motion="reduce", locale="en-GB", **options
    )
    context.set_default_timeout(PATIENCE)
    wrong: list[str] = []
    context.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    context.on("request", lambda request: wrong.append(request.url) if foreign(request.url, server) else None)
    yield context
    found = list(wrong)  # what closing the window interrupts is no fault of the page
    context.close()
    assert found == []


def foreign(url: str, server: str) -> bool:
    """Whether a request leaves this server."""
    return not url.startswith((f"{server}/", "data:", "blob:"))


@pytest.fixture
def window(browser, server):
    with visiting(browser, server, viewport={"width": 1440, "height": 900}) as context:
        yield context


@pytest.fixture
def page(window):
    return window.new_page()


@pytest.fixture
def phone(browser, server):
    options = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    with visiting(browser, server, device_scale_factor=2, **options) as context:
        yield context.new_page()
