"""The answer record: one JSON object with stable keys (more may be added), and the way back from it.

The same library, question, earlier questions and filters give the byte-identical record, but for ``elapsed_ms``, and
the ``id`` of a question that was given one.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from documents import Document, Metadata
from qa.model import Answer, Citation, Ranked
from qa.reading import Unreadable, value_of

#: Decimals of a score in the record: enough to order hits, few enough to be the same on every run.
DECIMALS = 4


def record(answer: Answer) -> dict[str, Any]:
    """The answer as the object that ``footnote ask --json`` prints."""
    return {
        "id": answer.id,
        "question": answer.question,
        "searched": answer.searched,
        "follows": answer.follows,
        "verdict": answer.verdict.value,
        "statements": [dataclasses.asdict(statement) for statement in answer.statements],
        "citations": [dataclasses.asdict(citation) for citation in answer.citations],
        "parts": [{**dataclasses.asdict(part), "verdict": part.verdict.value} for part in answer.parts],
        "conflicts": [{**dataclasses.asdict(one), "kind": one.kind.value} for one in answer.conflicts],
        "newer": list(answer.newer),
        "passages": [ranked_record(passage) for passage in answer.passages],
        "beyond": [ranked_record(passage) for passage in answer.beyond],
        "coverage": dataclasses.asdict(answer.coverage),
        "filters": dict(answer.filters),
        "limit": answer.limit,
        "fingerprint": answer.fingerprint,
        "elapsed_ms": round(answer.elapsed_ms, 1),
    }


def citation_record(citation: Citation) -> dict[str, Any]:
    """The citation as records have it."""
    return dataclasses.asdict(citation)


class BadRecord(ValueError):
    """It is not an answer record, or not a citation of one; the text says what to give instead."""


#: What is said of anything else.
NO_RECORD = "it is not an answer record: give the output of `footnote ask --json`"


def answer_of(given: Mapping[str, Any]) -> Answer:
    """The answer of a record, also of one that an earlier version wrote: ``record(answer_of(r)) == r``.

    Raises:
        BadRecord: it is none, or its statements are not the quotations of its citations.
    """
    first: dict[str, Any] = {"searched": given.get("question"), "follows": "", "filters": {}, "fingerprint": ""}
    try:
        return value_of(Answer, {**first, **given})
    except Unreadable as error:
        raise BadRecord(NO_RECORD) from error


def answers_of(text: str) -> list[Answer]:
    """The answers of a file: one record, or JSON lines of records, at least one.

    Raises:
        BadRecord: it holds anything else.
    """
    return [answer_of(one) for one in objects_of(text)]


def objects_of(text: str) -> list[dict[str, Any]]:
    """One JSON object, or JSON lines of objects, at least one: what a file of records holds.

    Raises:
        BadRecord: it holds anything else.
    """
    try:
        found = _values(text)
    except (ValueError, RecursionError) as error:
        raise BadRecord(NO_RECORD) from error
    if not found or not all(isinstance(one, dict) for one in found):
        raise BadRecord(NO_RECORD)
    return found


def _values(text: str) -> list[Any]:
    try:
        return [json.loads(text)]
    except json.JSONDecodeError:
        return [json.loads(line) for line in text.split("\n") if line.strip()]


def citation_of(given: object) -> Citation:
    """The citation of a record's list.

    Raises:
        BadRecord: it is none.
    """
    try:
        return value_of(Citation, given)
    except Unreadable as error:
        raise BadRecord(NO_RECORD) from error


def identified(answer: Answer) -> Answer:
    """The answer with the id of its content: the same library and question give the same."""
    return replace(answer, id=identity(answer))


def identity(answer: Answer) -> str:
    """16 hexadecimal characters that name the answer by its content, whenever and under whatever id it was given."""
    return identity_of(content_of(answer))


def content_of(answer: Answer) -> dict[str, Any]:
    """The record without what may differ when the same library gives the same answer again."""
    content = record(answer)
    del content["id"], content["elapsed_ms"]
    return content


def identity_of(content: Mapping[str, Any]) -> str:
    """The identity of the answer with this content."""
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]


def ranked_record(passage: Ranked) -> dict[str, Any]:
    """A ranked passage as records have it."""
    return {**dataclasses.asdict(passage), "score": round(passage.score, DECIMALS)}


def line(value: dict[str, Any]) -> str:
    """One JSON line: UTF-8 as it is, keys in their order, no line break inside."""
    return (
        json.dumps(value, ensure_ascii=False, separators=(", ", ": "))
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )


def document_record(document: Document) -> dict[str, Any]:
    """The document as the object that ``footnote show --json`` prints."""
    return {
        "document": document.id,
        "digest": document.digest,
        "source": document.source,
        "media_type": document.media_type,
        "text": document.text,
        "blocks": [
            {
                "ordinal": block.ordinal,
                "kind": block.kind.value,
                "start": block.start,
                "end": block.end,
                "page": block.page,
                "section": list(block.section),
                "paragraph": document.paragraph_number(block),
                "language": block.language,
            }
            for block in document.blocks
        ],
        "pages": [dataclasses.asdict(page) for page in document.pages],
        "metadata": metadata_record(document.metadata),
        "warnings": list(document.warnings),
    }


def metadata_record(known: Metadata) -> dict[str, Any]:
    """What is known of a document, and of each field where it was read; "user" where it was corrected."""
    return {
        "title": known.title,
        "authors": list(known.authors),
        "published": known.published,
        "publisher": known.publisher,
        "series": known.series,
        "topics": list(known.topics),
        "language": known.language,
        "provenance": dict(known.provenance),
    }
