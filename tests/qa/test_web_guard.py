"""Who may ask the page, how much may be sent, and what a page may load."""

from __future__ import annotations

import asyncio
import base64
import hashlib

import pytest

from qa.web.guard import LARGEST_UPLOAD, LOOPBACK, Guard, policy, refusal

HERE = "127.0.0.1:7860"


def request(path="/", method="GET", **headers):
    """A request as ASGI tells it; header names with underscores, for keyword arguments."""
    sent = {"host": HERE, **{name.replace("_", "-"): value for name, value in headers.items()}}
    pairs = [(name.encode(), value.encode()) for name, value in sent.items() if value is not None]
    return {"type": "http", "method": method, "path": path, "headers": pairs}


def status(scope):
    refused = refusal(scope, LOOPBACK)
    return refused[0] if refused else 200


@pytest.mark.parametrize("host", ["127.0.0.1:7860", "localhost:7860", "localhost", "[::1]:7860", "[::1]"])
def test_this_machine_is_served_under_each_of_its_names(host):
    assert status(request(host=host)) == 200


@pytest.mark.parametrize(
    "host",
    ["example.com", "example.com:7860", "127.0.0.1.example.com:7860", "192.168.1.5:7860", "", None, "localhost@evil:1"],
)
def test_a_name_that_someone_else_gave_this_machine_is_refused(host):
    assert status(request(host=host)) == 400


@pytest.mark.parametrize("origin", ["https://example.com", "http://127.0.0.1:9999", "http://localhost:7860", "null"])
def test_a_page_of_another_origin_may_not_send(origin):
    assert status(request("/gradio_api/queue/join", "POST", origin=origin, content_length="2")) == 403


def test_our_own_page_may_send():
    sent = request("/gradio_api/queue/join", "POST", origin=f"http://{HERE}", content_length="2")
    assert status(sent) == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_may_link_here_but_not_fetch(site):
    assert status(request(sec_fetch_site=site, sec_fetch_mode="navigate")) == 200
    assert status(request("/config", sec_fetch_site=site, sec_fetch_mode="no-cors")) == 403
    assert status(request("/config", sec_fetch_site="same-origin", sec_fetch_mode="cors")) == 200


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/file=http://example.com/x",
        "/gradio_api/file=HTTPS://example.com",
        "/gradio_api/proxy=https://hf.space/",
    ],
)
def test_nothing_is_fetched_from_elsewhere_for_anybody(path):
    assert status(request(path)) == 403


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
def test_a_body_says_its_length_and_keeps_below_the_limit(method):
    assert status(request("/gradio_api/upload", method, content_length=str(LARGEST_UPLOAD))) == 200
    assert status(request("/gradio_api/upload", method, content_length=str(LARGEST_UPLOAD + 1))) == 413
    assert status(request("/gradio_api/upload", method)) == 411


def test_a_refusal_is_a_plain_sentence_and_the_page_is_never_asked():
    async def forbidden(*_):
        raise AssertionError("the application was called")

    messages = asked(Guard(forbidden), request(host="example.com"))
    assert messages[0]["status"] == 400
    assert messages[1]["body"].decode().endswith("printed.")


def asked(guard, scope):
    """What the guard sends for a request."""
    messages = []

    async def send(message):
        messages.append(message)

    async def receive():
        return {"type": "http.request", "body": b""}

    asyncio.run(guard(scope, receive, send))
    return messages


def serving(content_type, *parts, headers=()):
    """An application that answers with these parts of a body."""

    async def app(scope, receive, send):
        sent = [(b"content-type", content_type), *headers]
        await send({"type": "http.response.start", "status": 200, "headers": sent})
        for number, part in enumerate(parts, 1):
            await send({"type": "http.response.body", "body": part, "more_body": number < len(parts)})

    return app


def headers_of(messages):
    return {name.decode(): value.decode() for name, value in messages[0]["headers"]}


def test_a_page_is_let_run_its_own_inline_scripts_by_hash_and_no_others():
    script = b"window.x = 1;"
    page = b"<html><script>" + script + b"</script><script src='a.js'>ignored</script></html>"
    messages = asked(Guard(serving(b"text/html; charset=utf-8", page[:20], page[20:])), request())
    assert b"".join(one.get("body", b"") for one in messages[1:]) == page
    allowed = headers_of(messages)["content-security-policy"]
    digest = base64.b64encode(hashlib.sha256(script).digest()).decode()
    scripts = next(part for part in allowed.split("; ") if part.startswith("script-src"))
    assert scripts == f"script-src 'self' 'unsafe-eval' 'sha256-{digest}'"
    assert "'unsafe-inline'" not in scripts


def test_a_page_begins_with_the_head_that_it_is_given_and_says_its_new_length():
    page = b"<html><head><title>x</title></head></html>"
    length = (b"content-length", str(len(page)).encode())
    guard = Guard(serving(b"text/html", page, headers=[length]), head="<link>")
    sent = asked(guard, request())
    assert sent[1]["body"] == b"<html><head><link><title>x</title></head></html>"
    assert headers_of(sent)["content-length"] == str(len(sent[1]["body"]))


def test_a_page_may_load_nothing_from_elsewhere():
    directives = dict(part.strip().split(" ", 1) for part in policy(b"").split(";"))
    assert directives["default-src"] == directives["connect-src"] == "'self'"
    assert directives["frame-ancestors"] == directives["object-src"] == "'none'"
    assert "http" not in policy(b"")


def test_every_response_forbids_sniffing_framing_and_referrers_and_keeps_its_own_policy():
    own = (b"content-security-policy", b"sandbox; default-src 'none'")
    sent = headers_of(asked(Guard(serving(b"text/plain", b"text", headers=[own])), request("/files/x")))
    assert sent["x-content-type-options"] == "nosniff"
    assert sent["x-frame-options"] == "DENY"
    assert sent["referrer-policy"] == "no-referrer"
    assert sent["content-security-policy"] == "sandbox; default-src 'none'"


def test_a_stream_of_events_is_passed_on_part_by_part():
    messages = asked(Guard(serving(b"text/event-stream", b"one", b"two")), request("/gradio_api/queue/data"))
    assert [one.get("body") for one in messages[1:]] == [b"one", b"two"]
