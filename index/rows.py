"""Rows of the database and the values that they stand for. No SQL is run here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from documents.anchors import paragraph_digest
from documents.model import ID_LENGTH, Block, Document, Metadata, Page
from index.connection import Row
from index.corrections import FIELDS, LISTS, Value
from index.engine import Terms
from index.errors import LibraryDamaged
from index.model import Attempt, Entry, Passage, Vectors
from index.works import Sketch


@dataclass(frozen=True, slots=True)
class Held:
    """A document in the library: its row, its whole digest, its line of the catalogue."""

    row: int
    digest: str
    #: Checksum of the whole document as it was read: ``content_digest``.
    content: str
    attempt: Attempt
    #: The title as it was read.
    title: str
    #: What the user has put in place of what was read; ``entry`` has it already.
    corrections: Mapping[str, Value]
    entry: Entry


@dataclass(frozen=True, slots=True)
class Space:
    """One way of cutting and embedding. Everything that changes a passage or a vector is in the fingerprint."""

    fingerprint: str
    dimension: int


@dataclass(frozen=True, slots=True)
class Derived:
    """What is made of a document for one space: a vector and counted terms for each passage."""

    space: Space
    passages: tuple[Passage, ...]
    #: Shape (len(passages), space.dimension).
    vectors: Vectors
    #: For each passage: term → (count in the text, count in the context).
    terms: tuple[Mapping[str, tuple[int, int]], ...]
    #: Version of the analyser that counted.
    analysis: int
    #: What tells which other documents print the same words; no space's matter, but made at the same time.
    sketch: Sketch


@dataclass(frozen=True, slots=True)
class Made:
    """What is stored of a document in a space: how many passages there should be, how many parts there are."""

    space: Space
    declared: int
    #: Of the right length.
    vectors: int
    postings: int


def content_digest(document: Document) -> str:
    """The checksum that a stored document is verified against, in hexadecimal: text, blocks, pages and metadata.

    It differs from ``Document.digest``, the checksum of the file, whenever another reader reads the file otherwise.
    What libraries of the first schema did not hold (languages of blocks, OCR) is left out where it is empty, so that
    their checksums stay right; the media type has a ``seal`` of its own, for it may be recorded later.
    """
    known = document.metadata
    content = (
        document.text,
        [
            (block.kind, block.start, block.end, block.page, block.section, *_stated(block.language))
            for block in document.blocks
        ],
        [(page.number, page.start, page.label, *_stated(page.ocr)) for page in document.pages],
        (known.title, known.authors, known.published, known.publisher, known.series, known.topics, known.language),
        sorted(known.provenance.items()), document.warnings,
    )  # fmt: skip
    return hashlib.sha256(to_json(content).encode()).hexdigest()


def seal(content: str, media_type: str) -> str:
    """The checksum of the media type of a document with this ``content_digest``; empty where there is none."""
    return hashlib.sha256(f"{content} {media_type}".encode()).hexdigest() if media_type else ""


def _stated(value: str | bool) -> tuple[str | bool, ...]:  # noqa: FBT001
    return (value,) if value else ()


#: The columns of ``held_of``, and where they come from.
HELD = (
    "id, digest, content, source, title, authors, published, publisher, series, topics, language, "
    "paragraphs, pages, added, warnings, "
    "coalesce(media_type, ''), coalesce(version, 0), coalesce(ocr, 0), "
    "(SELECT json_group_object(field, value) FROM correction WHERE correction.digest = document.digest)"
)
#: Documents that are kept as they were read last: twice as many as any library has been measured with.
KEPT = 20_000
HELD_FROM = "document LEFT JOIN reading ON reading.document = document.id"


@lru_cache(maxsize=KEPT)
def held_of(row: Row) -> Held:
    """The document of a row of ``HELD``, its entry with the user's corrections.

    After a change all other rows are what they were: 10,000 documents are read again in 95 ms instead of 240.
    """
    number, digest, content, source, title, authors, published, publisher, series, topics, language, *rest = row
    paragraphs, pages, added, warnings, media_type, version, ocr, values = rest
    try:
        corrections = corrections_of(values)
    except ValueError:  # its document can still be named and removed
        corrections = {}
    read = Entry(
        document=digest[:ID_LENGTH], source=source, title=title, authors=_strings(authors),
        published=published, publisher=publisher, series=series, topics=_strings(topics), language=language,
        media_type=media_type, paragraphs=paragraphs, pages=pages, added=added, warnings=_strings(warnings),
        corrected=tuple(name for name in FIELDS if name in corrections),
    )  # fmt: skip
    entry = replace(read, **corrections) if corrections else read  # type: ignore[arg-type]
    return Held(number, digest, content, Attempt(version, bool(ocr)), title, corrections, entry)


def corrections_of(body: str) -> dict[str, Value]:
    """The corrections of a document as they are stored, by field in the order of the model.

    Raises:
        ValueError: they are damaged.
    """
    if body == "{}":
        return {}
    stored = {name: json.loads(value) for name, value in json.loads(body).items()}
    if any(isinstance(value, list) is not (name in LISTS) for name, value in stored.items()):
        raise ValueError("a correction has the wrong type")
    return {name: tuple(stored[name]) if name in LISTS else stored[name] for name in FIELDS if name in stored}


def _strings(body: str) -> tuple[str, ...]:
    """A stored list; nothing for a damaged one, so that its document can still be named and removed."""
    if body == "[]":
        return ()
    try:
        return tuple(json.loads(body))
    except ValueError:
        return ()


#: The columns of ``document_of``.
DOCUMENT = (
    "digest, source, text, content, title, authors, published, publisher, series, topics, language, "
    "coalesce(media_type, ''), coalesce(seal, ''), provenance, page_list, warnings"
)


def document_of(row: Row, blocks: tuple[Block, ...]) -> Document:
    """The document of a row of ``DOCUMENT``, as it was read.

    Raises:
        ValueError: it is not what was added, or not whole.
        TypeError: the same.
    """
    digest, source, text, expected, title, authors, published, publisher, series, topics, language, *rest = row
    media_type, sealed = rest[:2]
    provenance, pages, warnings = (json.loads(value) for value in rest[2:])
    document = Document(
        digest=digest, source=source, text=text, blocks=blocks,
        metadata=Metadata(
            title=title, authors=tuple(json.loads(authors)), published=published, publisher=publisher, series=series,
            topics=tuple(json.loads(topics)), language=language, provenance=provenance,
        ),
        pages=tuple(Page(*page) for page in pages), media_type=media_type, warnings=tuple(warnings),
    )  # fmt: skip
    if content_digest(document) != expected or seal(expected, media_type) != sealed:
        raise ValueError("it fails its checksum")
    return document


def page_list(document: Document) -> str:
    """The pages of a document as they are stored."""
    return to_json([(page.number, page.start, page.label, *_stated(page.ocr)) for page in document.pages])


def block_rows(row: int, document: Document) -> Iterator[Row]:
    """The rows of a document's blocks."""
    for block in document.blocks:
        anchor = paragraph_digest(document.text_of(block)) if block.citable else None
        yield (
            row, block.ordinal, block.kind.value, block.start, block.end, block.page,
            to_json(block.section), document.paragraph_number(block), anchor, block.language,
        )  # fmt: skip


def posting(counts: Mapping[str, tuple[int, int]], numbers: Mapping[str, int]) -> bytes:
    """The words of a passage as they are stored, by the numbers of its terms."""
    triples = sorted((numbers[term], *fields) for term, fields in counts.items())
    return np.array(triples, "<u4").tobytes()


def postings_of(bodies: Sequence[bytes]) -> list[Terms]:
    """The words of passages from what is stored."""
    triples = np.frombuffer(b"".join(bodies), "<u4").reshape(-1, 3)
    columns: npt.NDArray[np.int64] = np.ascontiguousarray(triples.T, np.int64)
    ends = np.cumsum([len(body) // 12 for body in bodies])
    starts = [0, *ends[:-1].tolist()]
    return [Terms(*columns[:, start:end]) for start, end in zip(starts, ends.tolist(), strict=True)]


def sketch_from(body: bytes) -> Sketch:
    """A sketch from what is stored."""
    return np.frombuffer(body, "<u4").astype(np.uint32)


def vectors_of(bodies: Sequence[bytes], dimension: int) -> Vectors:
    """Stored vectors, shape (len(bodies), dimension).

    Raises:
        LibraryDamaged: one has another length.
    """
    try:
        return np.frombuffer(b"".join(bodies), "<f2").reshape(len(bodies), dimension).astype(np.float32)
    except ValueError as error:
        raise LibraryDamaged("A stored vector has the wrong length: run `footnote verify`.") from error


def to_json(value: object) -> str:
    """The value as it is stored: JSON without needless spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def now() -> str:
    """This second, ISO 8601, UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def damaged(digest: str, why: str) -> LibraryDamaged:
    """What is said of a document that fails its checksum."""
    return LibraryDamaged(
        f"Document {digest[:ID_LENGTH]} is damaged in the library ({why}): "
        "remove it and add its file again, and run `footnote verify`."
    )
