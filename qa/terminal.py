"""What people read in a terminal: progress and messages on standard error, results as text."""

from __future__ import annotations

import contextlib
import sys
import textwrap
import time
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from documents import Block, BlockKind, Document
from index.corrections import FIELDS, written
from index.model import Entry, Failure, Outcome, Progress
from qa.cite import note
from qa.model import Answer, Citation, Verdict

WIDTH = 96
VERDICTS = {
    Verdict.ANSWERED: "Answered.",
    Verdict.PARTLY: "Answered in part.",
    Verdict.NOT_FOUND: "Not found: the library does not answer this question.",
}

#: What is said of documents that older readers read.
AGAIN = "add the files again to read them better; your corrections and links stay."
#: What is counted while a file is added.
UNITS = {"reading": "page ", "embedding": "passage "}


def safe(text: str) -> str:
    """Text of a document or a file name without control and direction characters, which could rule a terminal."""
    return "".join(c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf") else "�" for c in text)


def say(text: str) -> None:
    """A message for the person, on standard error."""
    sys.stderr.write(safe(text) + "\n")
    sys.stderr.flush()


class Meter:
    """Shows where a long step stands: one moving line on a terminal, a line for each stage in a log."""

    def __init__(self) -> None:
        self._moving = sys.stderr.isatty()
        self._shown = 0.0
        self._stage = ""

    def __call__(self, progress: Progress) -> None:
        """Show one step of an addition."""
        stage = f"{progress.stage} {PurePath(progress.path).name}"
        self._show(stage, progress.done, progress.total, UNITS.get(progress.stage, ""))

    def embedding(self, done: int, total: int) -> None:
        """Show how far the library has been embedded by a model that is new to it."""
        self._show("embedding the library for this model", done, total, "document ")

    def comparing(self, done: int, total: int) -> None:
        """Show how many documents have been asked."""
        self._show("asking each document", done, total, "document ")

    def _show(self, stage: str, done: int, total: int, unit: str) -> None:
        """At most ten times a second on a terminal; once a stage elsewhere."""
        now = time.monotonic()
        if self._moving and (done == total or now - self._shown > 0.1):
            self._shown = now
            sys.stderr.write("\r\x1b[K" + safe(f"{stage}: {unit}{done} of {total}")[:WIDTH])
            sys.stderr.flush()
        elif not self._moving and stage != self._stage:
            say(f"{stage} …")
        self._stage = stage

    def clear(self) -> None:
        """Take the moving line away before a result is printed."""
        if self._moving:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


@contextlib.contextmanager
def progress() -> Iterator[Meter]:
    """A meter that leaves no line behind."""
    meter = Meter()
    try:
        yield meter
    finally:
        meter.clear()


def count(number: int, noun: str) -> str:
    """ "1 paragraph", "8 paragraphs"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def outcome(result: Outcome) -> str:
    """One line for one file of ``add``."""
    about = result.message or (count(result.paragraphs, "paragraph") if result.paragraphs is not None else "")
    return safe(
        f"{result.outcome:<9} {result.document or '-':<16}  {result.path}" + (f"\n{'':10}{about}" if about else "")
    )


def removal(result: Mapping[str, Any]) -> str:
    """One line for one document of ``remove``."""
    return safe(f"{result['outcome']:<9} {result['document']}  {result.get('message') or result.get('source')}")


def finding(result: Mapping[str, Any]) -> str:
    """One line of ``verify``."""
    return safe(
        "  ".join(str(result[key]) for key in ("finding", "citation", "document", "message") if result.get(key))
    )


def entry(item: Entry) -> str:
    """Two lines for one document of ``list``, and one for each warning."""
    title = item.title or f"untitled: {PurePath(item.source).name}"
    facts = [
        ", ".join(item.authors),
        item.published,
        count(item.paragraphs, "paragraph"),
        count(item.pages, "page") if item.pages else "",
        item.language,
    ]
    lines = [f"{item.document}  {title}", " · ".join(fact for fact in facts if fact), *item.warnings]
    if item.corrected:
        lines.append(f"corrected by you: {', '.join(item.corrected)}")
    return safe(f"\n{'':18}".join(lines))


def metadata(shown: Document) -> str:
    """What is known of a document, a line a field, and where it was read."""
    known = shown.metadata
    lines = [
        f"{'':2}{name:<10} {written(getattr(known, name)) or '–'}  ({origin})"
        for name in FIELDS
        if (origin := known.provenance.get(name))
    ]
    return safe("\n".join([f"{shown.id}  {PurePath(shown.source).name}", *lines]))


def summary(entries: Sequence[Entry], failures: Sequence[Failure], outdated: int) -> str:
    """The last lines of ``list``; ``outdated`` documents were read by older readers."""
    total = sum(item.paragraphs for item in entries)
    unread = f"; {count(len(failures), 'file')} could not be read" if failures else ""
    older = f"\n{count(outdated, 'document')} read by an earlier version of Footnote: {AGAIN}" if outdated else ""
    return f"{count(len(entries), 'document')}, {count(total, 'paragraph')}{unread}.{older}"


def document(shown: Document) -> str:
    """A document with its numbered paragraphs."""
    meta = shown.metadata
    lines = [
        meta.title or f"untitled: {PurePath(shown.source).name}",
        " · ".join(
            part for part in (", ".join(meta.authors), meta.published, meta.series, ", ".join(meta.topics)) if part
        ),
        f"{shown.id} · {shown.source}",
        *shown.warnings,
    ]
    return safe(
        "\n".join(part for part in lines if part)
        + "\n\n"
        + "\n\n".join(
            _block(shown, block) for block in shown.blocks if block.kind not in (BlockKind.TITLE, BlockKind.FURNITURE)
        )
    )


def _block(shown: Document, block: Block) -> str:
    text = shown.text_of(block)
    number = shown.paragraph_number(block)
    if number is None:
        return text.upper() if len(text) < WIDTH else text
    head = f"¶ {number}".ljust(6)
    first, *rest = text.split("\n")  # the rows of a table
    return "\n".join(
        textwrap.fill(line, WIDTH, initial_indent=indent, subsequent_indent=" " * len(head))
        for line, indent in [(first, head), *((row, " " * len(head)) for row in rest)]
    )


def answer(given: Answer) -> str:
    """An answer: the verdict, the quotations, their notes, what was searched."""
    parts = [given.question, _searched(given), VERDICTS[given.verdict]]
    parts += [
        textwrap.fill(f"“{one.text}” [{one.citation}]", WIDTH, initial_indent="  ", subsequent_indent="  ")
        for one in given.statements
    ]
    parts.append("\n".join(f"[{one.number}] {_reference(one)}" for one in given.citations))
    if given.verdict is Verdict.NOT_FOUND:
        parts += _not_found(given)
    cover = given.coverage
    parts.append(
        f"Searched {cover.searched} of {count(cover.documents, 'document')}"
        + (f"; {count(cover.unreadable, 'file')} could not be read" if cover.unreadable else "")
        + "."
    )
    return safe("\n\n".join(part for part in parts if part)) + "\n"


def _searched(given: Answer) -> str:
    """What a question that refers to another was taken to mean."""
    if given.searched == given.question:
        return ""
    return textwrap.fill(f"Searched for: {given.searched}", WIDTH, subsequent_indent="  ")


def _reference(cited: Citation) -> str:
    section = f" In “{cited.section[-1]}”." if cited.section else ""
    return f"{note(cited)}{section} ({cited.document})"


def _not_found(given: Answer) -> Iterator[str]:
    if not given.coverage.searched:
        yield "The filters leave no document." if given.coverage.documents else "The library is empty: add documents."
    if given.coverage.absent_terms and given.coverage.documents:
        yield "Never used in the library: " + ", ".join(given.coverage.absent_terms) + "."
    if given.passages:
        yield "The closest passages, which do not answer it:"
    for passage in given.passages[:3]:
        where = f"{passage.title or PurePath(passage.source).name}, ¶ {passage.paragraphs[0]}"
        yield textwrap.fill(
            f"{textwrap.shorten(passage.text, 240, placeholder=' …')} ({where})",
            WIDTH,
            initial_indent="  ",
            subsequent_indent="  ",
        )
