"""Mail: a message with its subject, sender and date; and pages that a browser saved as one file (MHTML)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes, policy
from email.headerregistry import AddressHeader, DateHeader
from email.message import EmailMessage, Message
from typing import Any, cast

from documents.builder import build
from documents.decode import decode
from documents.errors import EmptyDocument, WrongType
from documents.journal import SILENT, Journal
from documents.model import BlockKind, Document, Metadata
from documents.names import is_name, split_names
from documents.pieces import Piece, assemble
from documents.readers.html.reader import document_of, seen_parts
from documents.readers.html.tree import parse, parse_text
from documents.text import collapse, normalise

MAIL = "mail header"

#: What Python's parser of headers raises on odd ones.
_ODD = (ValueError, OverflowError, LookupError, AttributeError, TypeError)
_QUOTED = re.compile(r"[ ]?>")
_BULLET = re.compile(r"\s*[-*•]\s+")


def read(data: bytes, source: str, _journal: Journal = SILENT) -> Document:
    """The document that a message is, or the page that a browser saved.

    Raises:
        DocumentError: no message, or one without text.
    """
    # Headers are ASCII: zeros among them are UTF-16, as some programs save messages.
    message = _message(decode(data)[0].encode("utf-8", "replace") if b"\0" in data[:200] else data.lstrip())
    page = _saved_page(message)
    if page is not None:
        return document_of(parse(page)[0], data, source, "multipart/related")
    subject = collapse(normalise(_header(message, "subject")))
    body = list(_body(message))
    if not body:
        raise EmptyDocument("The message has no text: add what is attached to it as files of their own.")
    title = [Piece(BlockKind.TITLE, (subject,))] if subject else []
    drafts, metadata = assemble([*title, *body], metadata_of(message))
    return build(drafts, data, source, metadata, media_type="message/rfc822", warnings=_warnings(message))


def _message(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, _class=EmailMessage, policy=policy.default)
    if not {name.lower() for name in message} & {"from", "subject", "date", "received", "mime-version", "message-id"}:
        raise WrongType("The file is called a message but has none of its headers: save it again, or add its text.")
    return message


def _header(message: EmailMessage, name: str) -> str:
    with suppress(*_ODD):
        return str(message[name] or "")
    return ""


def metadata_of(message: EmailMessage) -> Metadata:
    """Who sent the message and when; an address is no name."""
    found: dict[str, Any] = {"authors": tuple(_senders(message)), "published": ""}
    with suppress(*_ODD):
        date = cast(DateHeader, message["date"])
        found["published"] = date.datetime.date().isoformat() if date.datetime else ""
    known = {name: value for name, value in found.items() if value}
    return Metadata(**known, provenance=dict.fromkeys(known, MAIL))


def _senders(message: EmailMessage) -> Iterator[str]:
    with suppress(*_ODD):
        for address in cast(AddressHeader, message["from"]).addresses:
            surname, _, name = address.display_name.rpartition(", ")
            yield from filter(is_name, split_names(f"{name} {surname}"))


def _saved_page(message: EmailMessage) -> bytes | None:
    """The bytes of the page that a browser saved with its pictures; None of any other message."""
    if message.get_content_type() != "multipart/related" or not message.get("snapshot-content-location"):
        return None
    parts = (part for part in message.walk() if part.get_content_type() == "text/html")
    return next((_payload(part) for part in parts), None)


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


# --- text ----------------------------------------------------------------------------------------------------


def _body(message: EmailMessage) -> Iterator[Piece]:
    part = None
    with suppress(*_ODD):
        part = message.get_body(("plain", "html"))
    if part is None:
        return
    text = _text(part)
    if part.get_content_type() == "text/html":
        with suppress(EmptyDocument):
            yield from (block.piece for block in seen_parts(parse_text(text)))
    else:
        yield from _plain(normalise(text))


def _text(part: Message) -> str:
    """In the charset that the part names, or as its bytes tell."""
    payload = _payload(part)
    with suppress(LookupError, ValueError):  # no such charset, other bytes than it has, or a zero in its name
        return payload.decode(part.get_content_charset("utf-8"))
    return decode(payload)[0] if payload.strip() else ""


def _plain(text: str) -> Iterator[Piece]:
    """Paragraphs between blank lines; lines that begin with ">" are a quotation, those below "-- " the signature."""
    own, _, signature = text.partition("\n-- \n")
    for chunk in re.split(r"\n[ \t]*\n", own):
        lines: list[str] = []
        kind = BlockKind.PARAGRAPH
        for line in chunk.split("\n"):
            quoted, bullet = _QUOTED.match(line), _BULLET.match(line)
            if lines and (bullet or (quoted is None) == (kind is BlockKind.QUOTE)):
                yield Piece(kind, tuple(lines))
                lines = []
            bare = collapse(re.sub(r"^(?:[ ]?>)+", "", line) if quoted else line[bullet.end() :] if bullet else line)
            if not lines:
                kind = BlockKind.QUOTE if quoted else BlockKind.ITEM if bullet else BlockKind.PARAGRAPH
            lines += filter(None, [bare])
        if lines:
            yield Piece(kind, tuple(lines))
    lines = [line for line in map(collapse, signature.split("\n")) if line]
    yield from (Piece(BlockKind.FURNITURE, (line,)) for line in lines)


def _warnings(message: EmailMessage) -> tuple[str, ...]:
    names: list[str] = []
    with suppress(*_ODD):
        names = [
            collapse(normalise(part.get_filename() or part.get_content_type())) for part in message.iter_attachments()
        ]
    if not names:
        return ()
    return (f"Attachments are not read ({', '.join(names[:10])}): add them as files of their own.",)
