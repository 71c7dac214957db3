"""The library for language models, over standard input and output and over HTTP, with the protocol's own client."""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client

ROOT = Path(__file__).resolve().parents[2]
NAMES = ["ask", "check", "find", "list_documents", "read_paragraph"]
QUESTION = "When did the Ever Given run aground?"
#: Seconds for the server to listen on a busy machine.
START = 120

Use = Callable[[ClientSession], Awaitable[Any]]


@contextmanager
def serving(folder: Path, log: Path) -> Iterator[str]:
    """The page's server with ``--mcp``; the address for models."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "qa", "serve", "--mcp", "--no-browser", "--port", str(port), "--library", folder]
    with log.open("w") as written:
        process = subprocess.Popen(command, cwd=ROOT, stdout=written, stderr=subprocess.STDOUT)
        try:
            listening(port, process, log)
            yield f"http://127.0.0.1:{port}/gradio_api/mcp/"
        finally:
            process.terminate()
            process.wait(60)
    assert "Traceback" not in log.read_text()


def listening(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.2)
    raise TimeoutError(log.read_text())


@pytest.fixture(scope="module", params=["stdio", "http"])
def using(request, library_folder, tmp_path_factory) -> Iterator[Callable[[Use], Any]]:
    """Runs a conversation with the server."""

    async def by_stdio(use: Use) -> Any:
        command = ["-m", "qa", "mcp", "--library", str(library_folder)]
        server = StdioServerParameters(command=sys.executable, args=command, cwd=ROOT)
        async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
            await session.initialize()
            return await use(session)

    if request.param == "stdio":
        yield lambda use: asyncio.run(by_stdio(use))
        return

    with serving(library_folder, tmp_path_factory.mktemp("mcp") / "server.log") as url:

        async def by_http(use: Use) -> Any:
            async with (
                httpx.AsyncClient(timeout=60) as client,
                streamable_http_client(url, http_client=client) as (read, write, _),
                ClientSession(read, write) as session,
            ):
                await session.initialize()
                return await use(session)

        yield lambda use: asyncio.run(by_http(use))


def told(result: Any) -> dict[str, Any]:
    """What a tool said, from the text that every client shows its model."""
    assert not result.isError
    said = json.loads(result.content[0].text)
    assert isinstance(said, dict)
    return said


def call(using: Callable[[Use], Any], *calls: tuple[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """The results of several calls of one conversation."""

    async def use(session: ClientSession) -> list[dict[str, Any]]:
        return [told(await session.call_tool(name, given)) for name, given in calls]

    return using(use)


def test_a_model_is_shown_the_tools_and_nothing_else_each_with_what_it_is_for(using):
    async def use(session: ClientSession) -> Any:
        return (await session.list_tools()).tools

    shown = {tool.name: tool for tool in using(use)}
    assert sorted(shown) == NAMES
    assert "not_found" in shown["ask"].description
    assert "Correct what is not verbatim" in shown["check"].description
    assert set(shown["ask"].inputSchema["required"]) == {"question"}


def test_a_model_asks_reads_around_the_quotation_and_has_its_draft_checked(using):
    (given,) = call(using, ("ask", {"question": QUESTION}))
    assert given["verdict"] == "answered"
    quoted = given["quotations"][0]
    assert "Ever Given ran aground" in quoted["quote"]
    assert quoted["link"].startswith(f"/#doc={quoted['document']}&p={quoted['paragraph']}&h=")
    place = {"document": quoted["document"], "paragraph": quoted["paragraph"], "around": 0}
    honest = f"The analysis says: “{quoted['quote']}”"
    bent = honest.replace("23 March", "25 March")
    read, sound, altered = call(
        using, ("read_paragraph", place), ("check", {"text": honest}), ("check", {"text": bent})
    )
    assert quoted["quote"] in read["paragraphs"][0]["text"]
    assert [one["verdict"] for one in sound["quotations"]] == ["verbatim"]
    assert [one["verdict"] for one in altered["quotations"]] == ["altered"]


def test_a_model_counts_and_lists_and_is_told_what_is_not_there(using):
    found, listed, absent, wrong, nowhere = call(
        using,
        ("find", {"terms": "canal"}),
        ("list_documents", {"words": "suez"}),
        ("ask", {"question": "What is the capital of Peru?"}),
        ("find", {"terms": "(canal"}),
        ("read_paragraph", {"document": listed_nowhere(), "paragraph": 1}),
    )
    assert found["total"] == len(found["paragraphs"]) >= 3
    assert [one["title"] for one in listed["documents"]] == ["The blockage of the Suez Canal"]
    assert (absent["verdict"], absent["quotations"]) == ("not_found", [])
    assert "Peru" in absent["absent"]
    assert "parenthesis" in wrong["error"]
    assert "No document" in nowhere["error"]


def listed_nowhere() -> str:
    return "no such document"
