"""What the parser worker and its parent say to each other: frames of JSON, a length before each.

JSON and not pickle: whatever a parser was tricked into, the parent only ever reads text and numbers from it.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from dataclasses import fields
from typing import Any

from documents.model import Block, BlockKind, Document, Metadata, Page

#: A frame is a kind and its values: ["progress", 3, 10], ["document", {…}], ["error", code, message].
Frame = list[Any]

#: The largest message of a worker: the largest text with its blocks has half of it.
LARGEST_FRAME = 128_000_000

_LENGTH = struct.Struct(">I")


class FrameError(Exception):
    """The other side closed in the middle of a frame, or sent what is none."""


def pack(frame: Frame) -> bytes:
    """The frame as bytes, its length (4 bytes, big endian) before it."""
    body = json.dumps(frame, ensure_ascii=False, separators=(",", ":")).encode()
    return _LENGTH.pack(len(body)) + body


def receive(read: Callable[[int], bytes]) -> Frame:
    """The next frame; ``read(n)`` gives up to n bytes, b"" at the end.

    Raises:
        FrameError: the stream ended, or the frame is too large or no JSON list.
    """
    (length,) = _LENGTH.unpack(read_exactly(read, _LENGTH.size))
    if length > LARGEST_FRAME:
        raise FrameError(f"a frame of {length} bytes")
    try:
        frame = json.loads(read_exactly(read, length))
    except ValueError as error:
        raise FrameError("a frame that is no JSON") from error
    if not isinstance(frame, list) or not frame:
        raise FrameError("a frame that is no list")
    return frame


def read_exactly(read: Callable[[int], bytes], count: int) -> bytes:
    """``count`` bytes, however they arrive.

    Raises:
        FrameError: the stream ended before.
    """
    parts, missing = [], count
    while missing:
        part = read(min(missing, 1 << 20))
        if not part:
            raise FrameError("the stream ended")
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def to_json(document: Document) -> dict[str, Any]:
    """The document without its digest and source, which the parent knows better."""
    sections = {section: at for at, section in enumerate(dict.fromkeys(block.section for block in document.blocks))}
    metadata = {field.name: getattr(document.metadata, field.name) for field in fields(Metadata)}
    return {
        "text": document.text,
        "sections": list(sections),
        "blocks": [[b.kind, b.start, b.end, b.page, sections[b.section], b.language] for b in document.blocks],
        "metadata": {**metadata, "provenance": dict(document.metadata.provenance)},
        "pages": [[page.number, page.start, page.label, page.ocr] for page in document.pages],
        "media_type": document.media_type,
        "warnings": document.warnings,
    }


def from_json(value: Any, digest: str, source: str) -> Document:  # noqa: ANN401 - it came over a wire
    """The document that ``to_json`` wrote, with its invariants checked again.

    Raises:
        FrameError: the value is none.
    """
    try:
        sections = [tuple(map(_text, section)) for section in value["sections"]]
        return Document(
            digest=digest,
            source=source,
            text=_text(value["text"]),
            blocks=tuple(
                Block(
                    ordinal,
                    BlockKind(kind),
                    int(start),
                    int(end),
                    None if page is None else int(page),
                    sections[at],
                    _text(language),
                )
                for ordinal, (kind, start, end, page, at, language) in enumerate(value["blocks"])
            ),
            metadata=_metadata(value["metadata"]),
            pages=tuple(
                Page(int(number), int(start), None if label is None else _text(label), bool(ocr))
                for number, start, label, ocr in value["pages"]
            ),
            media_type=_text(value["media_type"]),
            warnings=tuple(map(_text, value["warnings"])),
        )
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise FrameError(f"not a document: {error}") from error


def _metadata(value: dict[str, Any]) -> Metadata:
    lists = {name: tuple(map(_text, value[name])) for name in ("authors", "topics")}
    names = ("title", "published", "publisher", "series", "language")
    texts = {name: _text(value[name]) for name in names}
    provenance = {_text(name): _text(origin) for name, origin in value["provenance"].items()}
    return Metadata(**texts, **lists, provenance=provenance)  # type: ignore[arg-type]


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value
