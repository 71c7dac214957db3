"""What stands before every request: who may ask, how much may be sent, what a page may load.

A page on this machine is still reachable by every web site that the browser visits. So a request must name this
machine as its host (against DNS rebinding), must not come from another site, and must say how much it sends; the
relay that Gradio offers is shut; and the content security policy lets a page run our scripts, by their hashes, and
load nothing from elsewhere.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

#: Names by which a browser reaches this machine itself.
LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "::1")
#: One request may send so many bytes: the largest file that is read, and the form around it.
LARGEST_UPLOAD = 201 * 1024 * 1024
#: And what is no upload: a question with its filters has a few kilobytes.
LARGEST_CALL = 1024 * 1024

#: Where files are sent: to the page, and to the API.
UPLOADS = ("/upload", "/api/documents")

_INLINE_SCRIPT = re.compile(rb"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_RELAY = re.compile(r"file=https?:|/proxy=", re.IGNORECASE)

#: Headers of every response. Gradio's components build their scripts from text ('unsafe-eval'), so the hashes keep
#: foreign scripts out and escaping on the server (qa/web/render.py) keeps foreign text out of the components.
_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-eval'{hashes}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; form-action 'self'; frame-src 'none'; "
    "frame-ancestors 'none'; object-src 'none'; base-uri 'self'"
)


class Guard:
    """Middleware around the whole application, its own routes included.

    Args:
        app: The application.
        hosts: The names under which it may be asked.
        head: What every page has at the beginning of its head: there before Gradio's scripts run, which add what
            Gradio is given as a head too late for what they themselves need.
    """

    def __init__(self, app: App, hosts: Iterable[str] = LOOPBACK, head: str = "") -> None:
        self._app = app
        self._hosts = frozenset(hosts)
        self._head = head.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the request, or refuse it with a sentence."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refused = refusal(scope, self._hosts)
        if refused:
            await _refuse(send, *refused)
            return
        await self._app(scope, receive, _Response(send, self._head))


def refusal(scope: Scope, hosts: Iterable[str]) -> tuple[int, str] | None:
    """Why this request is not served, as status and sentence; None when it is."""
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
    host = headers.get("host", "")
    if _name(host) not in hosts:
        return 400, "This page answers only under the address that Footnote printed."
    if _foreign(headers, host):
        return 403, "Requests from other sites are refused."
    if _RELAY.search(scope["path"]):
        return 403, "This server fetches nothing from elsewhere."
    if scope["method"] in ("POST", "PUT", "PATCH"):
        return _too_much(headers, upload=scope["path"].rstrip("/").endswith(UPLOADS))
    return None


def _name(host: str) -> str:
    return host.rsplit(":", 1)[0] if re.search(r":\d+$", host) else host


def _foreign(headers: dict[str, str], host: str) -> bool:
    """Whether another site sent this: the browser says so itself, or its origin is not our host."""
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != host:
        return True
    navigating = headers.get("sec-fetch-mode") == "navigate"  # a link to a permalink from another page is welcome
    return headers.get("sec-fetch-site") in ("cross-site", "same-site") and not navigating


def _too_much(headers: dict[str, str], *, upload: bool) -> tuple[int, str] | None:
    length, most = headers.get("content-length", ""), LARGEST_UPLOAD if upload else LARGEST_CALL
    if not length.isdecimal():
        return 411, "What is sent must say how large it is."
    if int(length) > most:
        return 413, f"One upload may have {LARGEST_UPLOAD // 1024**2} MB; add larger folders with `footnote add`."
    return None


async def _refuse(send: Send, status: int, sentence: str) -> None:
    body = sentence.encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


class _Response:
    """Adds the headers; holds back a page of HTML until it has its head and its scripts are hashed."""

    def __init__(self, send: Send, head: bytes) -> None:
        self._send = send
        self._head = head
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            _set(message, _HEADERS)
            if _is_page(message):
                self._start = message
                return
        elif self._start is not None and message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if message.get("more_body"):
                return
            page = self._body.replace(b"<head>", b"<head>" + self._head, 1)
            _set(self._start, {"content-security-policy": policy(page), "content-length": str(len(page))})
            await self._send(self._start)
            message = {"type": "http.response.body", "body": page}
            self._start = None
        await self._send(message)


def policy(page: bytes) -> str:
    """The content security policy of a page: its own inline scripts by their sha256, and no others."""
    found = dict.fromkeys(hashlib.sha256(script).digest() for script in _INLINE_SCRIPT.findall(page))
    return _POLICY.format(hashes="".join(f" 'sha256-{base64.b64encode(digest).decode()}'" for digest in found))


def _is_page(message: Message) -> bool:
    return any(name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in message["headers"])


def _set(message: Message, headers: dict[str, str]) -> None:
    kept = [(name, value) for name, value in message["headers"] if name.decode("latin-1").lower() not in headers]
    message["headers"] = kept + [(name.encode(), value.encode()) for name, value in headers.items()]
