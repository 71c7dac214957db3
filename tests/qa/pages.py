"""Documents, answers and hostile texts that the tests of the page share, and what a browser would read of it."""

from __future__ import annotations

import threading
from dataclasses import replace
from html.parser import HTMLParser

from documents.model import Block, BlockKind, Document, Metadata, digest_of
from index.model import Entry, Filters
from qa.answer import ALONE
from qa.cite import cite
from qa.model import Answer, Copy, Coverage, Statement, Verdict
from qa.web import answers, catalogue
from qa.web import document as shown_document
from qa.web.adding import Adding
from qa.web.bin import Bin
from qa.web.desk import Desk
from qa.web.folders import Folders
from qa.web.jobs import Jobs
from qa.web.wish import Wish

#: Each would be markup, a template's or a script's if it were not escaped.
HOSTILE = """"><img src=x onerror=alert(1)>'<script>alert(2)</script>&lt;${7*7}{{7*7}}{% raw %}`\\u12"""
PLAIN = "The canal was blocked."


def document(*paragraphs, source="/reports/canal.txt", section=(), pages=(), **metadata):
    """A document with a title, an optional heading and these paragraphs."""
    title, parts, blocks, at = metadata.get("title", ""), [], [], 0
    kinds = [(BlockKind.TITLE, title)] if title else []
    kinds += [(BlockKind.HEADING, one) for one in section] + [(BlockKind.PARAGRAPH, one) for one in paragraphs]
    for ordinal, (kind, text) in enumerate(kinds):
        inside = tuple(section) if kind is BlockKind.PARAGRAPH else ()
        blocks.append(Block(ordinal, kind, at, at + len(text), None, inside))
        parts.append(text)
        at += len(text) + 2
    text = "\n\n".join(parts)
    return Document(digest_of(text.encode()), source, text, tuple(blocks), Metadata(**metadata), tuple(pages))


def entry(held, **changes):
    known = held.metadata
    values = {
        "document": held.id, "source": held.source, "title": known.title, "authors": known.authors,
        "published": known.published, "publisher": known.publisher, "series": known.series, "topics": known.topics,
        "language": known.language, "media_type": held.media_type, "paragraphs": len(held.paragraphs),
        "pages": len(held.pages),
        "added": "2026-01-01T00:00:00+00:00", "warnings": held.warnings,
        "corrected": (),
    }  # fmt: skip
    return Entry(**{**values, **changes})


def answered(
    *quotes,
    question="What happened?",
    meant="",
    follows="",
    passages=(),
    stated=None,
    known=None,
    more=None,
    **coverage,
):
    """An answer of (document, words) quotations; none is an honest no.

    The first ``stated`` of them are its statements, all by default; ``known`` has fields of citations by number,
    ``more`` fields of the answer.
    """
    citations = []
    for number, (held, words) in enumerate(quotes, 1):
        start = held.text.rindex(words)
        citations.append(replace(cite(held, start, start + len(words), number), **(known or {}).get(number, {})))
    statements = tuple(Statement(one.quote, one.number) for one in citations[:stated])
    values = {
        "question": question,
        "searched": meant or question,
        "follows": follows,
        "verdict": Verdict.ANSWERED if statements else Verdict.NOT_FOUND,
        "statements": statements,
        "citations": tuple(citations),
        "passages": tuple(passages),
        "coverage": Coverage(**{"documents": 3, "searched": 3, "unreadable": 0, **coverage}),
        "fingerprint": "x",
        "filters": {},
    }
    return Answer(**{**values, **(more or {})})


def shown(given, *held, filters=Filters(), thread=ALONE):
    """The answer as HTML, with these documents and their entries at hand."""
    by_id = {one.id: one for one in held}
    entries = {name: entry(one) for name, one in by_id.items()}
    return answers.answer(given, Wish(given.question, filters, thread=thread), by_id, entries, 0.05)


class Reading(HTMLParser):
    """What a browser would see: elements, attributes, text."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.elements, self.attributes, self.text = [], [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.text += data


def assert_only_text(html):
    """The hostile text is there, and made nothing of itself."""
    read = Reading(html)
    assert not {"img", "script", "iframe", "object"} & set(read.elements)
    assert not [name for name, _ in read.attributes if name.startswith("on")]
    values = [value or "" for _, value in read.attributes]
    assert HOSTILE in read.text or any(HOSTILE in value for value in values)
    links = [value for name, value in read.attributes if name in ("href", "src", "action") and value]
    assert all(link.startswith(("?", "#", "./", "files/", "table.csv?", "export?", "/")) for link in links)


def read(held):
    """The document as HTML, nothing of it corrected."""
    return whole(held, held.metadata)


def whole(held, told):
    """The document as HTML in all its parts; ``told`` is what its file says."""
    parts = range(len(shown_document.layout(held).firsts))
    return shown_document.head(held, told) + "".join(shown_document.part(held, n) for n in parts)


def table(text, **metadata):
    """A document whose one paragraph is a table."""
    held = document(text, **metadata)
    return replace(
        held, blocks=tuple(replace(one, kind=BlockKind.TABLE) if one.citable else one for one in held.blocks)
    )


def copy_of(held, paragraph=1):
    """Where else a sentence stands."""
    known = held.metadata
    link = f"/#doc={held.id}&p={paragraph}&h={'a' * 16}&at=0-5"
    return Copy(held.id, held.source, known.title, known.authors, known.published, paragraph, None, link)


def library(entries, failures=(), outdated=0):
    """The table of these documents as HTML."""
    some = catalogue.ordered(entries, catalogue.FIRST)
    return catalogue.table(entries, some, failures, outdated=outdated)


def desk_over(library, folder):
    """What the page's handlers work with, over a library; and what ends it."""
    for name in ("spool", "bin"):
        (folder / name).mkdir()
    jobs = Jobs(library, folder / "spool")
    folders = Folders(library, jobs)
    shelf = catalogue.Catalogue(library, Bin(library, jobs, folder / "bin"), "a model")

    def close():
        folders.close()
        jobs.close()
        library.close()

    return Desk(library, jobs, threading.Event(), Adding(library, jobs, folders), shelf), close
