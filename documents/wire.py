"""What the parser worker and its parent say to each other: frames of JSON, a length before each.

JSON and not pickle: whatever a parser was tricked into, the parent only ever reads text and numbers from it.

    parent → worker   ["read", {source, size, spent, known, …}], the file, the pages that are known
    worker → parent   ["pid", n]                          which process it is; where one is forked
                      ["progress", done, total, seconds]  pages, and its CPU time
                      ["begin", page, seconds]            what it is at
                      ["page", page, size], the page      so that another worker need not read it again
                      ["picture", page, size], the picture
                      ["drawn", size, width, height, boxes], the page as a picture
                      ["document", size], the document    or:
                      ["error", code, message]            what is wrong with the file
                      ["crash", traceback]                what is wrong with us
                      ["exit", code]                      from the process that forked it
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from documents.model import Block, BlockKind, Document, Metadata, Page

#: A frame is a kind and its values: ["progress", 3, 10], ["error", code, message].
Frame = list[Any]

_Read = Callable[[int], bytes]

#: Bytes of a frame: a request that knows 20,000 pages (the most that a PDF may have) has a third of it.
LARGEST_FRAME = 2_000_000
#: Bytes of a page, and of a document: the largest text with its blocks has half of it.
LARGEST_PAGE, LARGEST_DOCUMENT = 4_000_000, 128_000_000
#: Bytes of a picture: a page of 600 dpi in colour, packed.
LARGEST_PICTURE = 64_000_000

_LENGTH = struct.Struct(">I")


class FrameError(Exception):
    """The other side closed in the middle of a frame, or sent what is none."""


def dump(value: Any) -> bytes:  # noqa: ANN401 - JSON
    """The value as JSON. Half a surrogate pair, which damaged files have, becomes a question mark."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def pack(frame: Frame) -> bytes:
    """The frame as bytes, its length (4 bytes, big endian) before it."""
    body = dump(frame)
    return _LENGTH.pack(len(body)) + body


def receive(read: _Read) -> Frame:
    """The next frame; ``read(n)`` gives up to n bytes, b"" at the end.

    Raises:
        FrameError: the stream ended, or the frame is too large or no JSON list.
    """
    (length,) = _LENGTH.unpack(read_exactly(read, _LENGTH.size))
    if length > LARGEST_FRAME:
        raise FrameError(f"a frame of {length} bytes")
    frame = _loaded(read_exactly(read, length))
    if not isinstance(frame, list) or not frame or not isinstance(frame[0], str):
        raise FrameError("a frame that is no list")
    return frame


def receive_body(read: _Read, size: Any, largest: int) -> bytes:  # noqa: ANN401 - it came over a wire
    """What follows a frame that announced ``size`` bytes.

    Raises:
        FrameError: the stream ended, or the size is none or too large.
    """
    if not isinstance(size, int) or not 0 <= size <= largest:
        raise FrameError(f"a body of {size!r} bytes")
    return read_exactly(read, size)


def read_exactly(read: _Read, count: int) -> bytes:
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


def _loaded(body: bytes) -> Any:  # noqa: ANN401 - JSON
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise FrameError("what is no JSON") from error


@dataclass(frozen=True, slots=True)
class Drawing:
    """A page of a PDF to be drawn: from 1, so many pixels wide, with the boxes of a quotation between two texts."""

    page: int
    width: int
    quote: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """A file to be read, and what is known of it from workers that died on it."""

    data: bytes
    source: str
    #: Seconds of CPU time that they used.
    spent: float = 0.0
    #: The pages that they read, as they sent them.
    known: Mapping[int, bytes] = field(default_factory=dict)
    #: The pages that are not to be tried again, and why.
    given_up: Mapping[int, str] = field(default_factory=dict)
    #: The known pages whose text was read off a picture.
    recognised: frozenset[int] = frozenset()
    #: Pages whose pictures are wanted, and no document.
    pictures_of: tuple[int, ...] = ()
    #: A page that is to be drawn, and no document.
    drawing: Drawing | None = None


def pack_request(request: Request) -> list[bytes]:
    """The request as parts to be sent one after the other."""
    about = {
        "source": request.source,
        "size": len(request.data),
        "spent": request.spent,
        "known": [[number, len(value)] for number, value in request.known.items()],
        "given_up": list(request.given_up.items()),
        "recognised": sorted(request.recognised),
        "pictures_of": request.pictures_of,
        "drawing": asdict(request.drawing) if request.drawing else None,
    }
    return [pack(["read", about]), request.data, *request.known.values()]


def receive_request(read: _Read) -> Request:
    """The request that ``pack_request`` packed.

    Raises:
        FrameError: the stream ended.
    """
    _, about = receive(read)
    data = read_exactly(read, about["size"])
    known = {number: read_exactly(read, size) for number, size in about["known"]}
    return Request(
        data, about["source"], about["spent"], known, dict(about["given_up"]),
        frozenset(about["recognised"]), tuple(about["pictures_of"]),
        Drawing(**about["drawing"]) if about["drawing"] else None,
    )  # fmt: skip


def document_to_json(document: Document) -> dict[str, Any]:
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


def document_from_json(body: bytes, digest: str, source: str) -> Document:
    """The document that ``document_to_json`` made and ``dump`` wrote, with its invariants checked again.

    Raises:
        FrameError: it is none.
    """
    value = _loaded(body)
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
