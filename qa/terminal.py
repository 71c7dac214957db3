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
from index.model import Entry, Failure, Outcome, Progress, Removal
from qa.cite import DIFFERS, NEWER, UNANSWERED, also, runs
from qa.export.chicago import plain_note
from qa.model import Answer, Citation, Coverage, Ranked, Verdict

WIDTH = 96
VERDICTS = {
    Verdict.ANSWERED: "Answered.",
    Verdict.PARTLY: "Answered in part.",
    Verdict.NOT_FOUND: "Not found: the library does not answer this question.",
}
#: So many of the closest passages are shown where nothing answers.
CLOSEST = 3
#: So many files and documents are named of those that could not be searched.
NAMED = 5

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


def removed(removal: Removal, *, with_quotations: bool) -> dict[str, Any]:
    """The result of one removal; its message says what quotes the document, and whether that stays."""
    numbers = {"stored answer": removal.answers, "pin": removal.pins}
    quoting = " and ".join(count(number, noun) for noun, number in numbers.items() if number)
    went = "removed as well" if with_quotations else "kept; --with-quotations removes what quotes a document as well"
    return {
        "document": removal.entry.document, "outcome": "removed", "source": removal.entry.source,
        "answers": removal.answers, "pins": removal.pins,
        "message": f"{removal.entry.source}; quoted by {quoting}: {went}" if quoting else None,
    }  # fmt: skip


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
    """An answer: the verdict, the quotations, what differs from them, their notes, what was searched."""
    quotes = {one.number: one for one in given.citations}
    blocks = [given.question, _searched(given), _verdict(given), *_stated(given, quotes), *_beside(given, quotes)]
    blocks.append("\n".join(map(_reference, given.citations)))
    if given.verdict is not Verdict.ANSWERED:
        blocks += _absent(given.coverage)
    if given.verdict is Verdict.NOT_FOUND:
        blocks += _not_found(given)
    blocks.append("\n".join(_covered(given)))
    return safe("\n\n".join(block for block in blocks if block)) + "\n"


def _searched(given: Answer) -> str:
    """What a question that refers to another was taken to mean."""
    if given.searched == given.question:
        return ""
    return textwrap.fill(f"Searched for: {given.searched}", WIDTH, subsequent_indent="  ")


def _verdict(given: Answer) -> str:
    if given.verdict is Verdict.NOT_FOUND and given.coverage.documents and not given.coverage.whole:
        return f"{VERDICTS[given.verdict]} It is incomplete: {unsearched(given.coverage)}."
    return VERDICTS[given.verdict]


def _stated(given: Answer, quotes: Mapping[int, Citation]) -> Iterator[str]:
    """The quotations that answer; of a question of several parts under each of them, once."""
    if not given.parts:
        yield from (_quoted(quotes[one.citation]) for one in given.statements)
        return
    told: set[int] = set()
    for part in given.parts:
        again = " ".join(f"[{number}]" for number in part.citations if number in told)
        yield f"{part.question} {again}".rstrip() if part.citations else f"{part.question} – {UNANSWERED}."
        yield from (_quoted(quotes[number]) for number in part.citations if number not in told)
        told.update(part.citations)


def _beside(given: Answer, quotes: Mapping[int, Citation]) -> Iterator[str]:
    """What does not say the same, with its dates, and what is newer."""
    for conflict in given.conflicts:
        yield f"{DIFFERS}: {conflict.values[0]} – {conflict.values[1]}"
        yield from (_quoted(quotes[number], dated=True) for number in conflict.citations)
    if given.newer:
        yield f"{NEWER}:"
        yield from (_quoted(quotes[number], dated=True) for number in given.newer)


def _quoted(cited: Citation, *, dated: bool = False) -> str:
    said = f" (reported: {cited.reported})" if cited.reported else ""
    when = f"{cited.published or 'undated'}: " if dated else ""
    return textwrap.fill(
        f"{when}“{cited.quote}” [{cited.number}]{said}", WIDTH, initial_indent="  ", subsequent_indent="  "
    )


def _reference(cited: Citation) -> str:
    section = f" In “{cited.section[-1]}”." if cited.section else ""
    copies = f"\n{'':4}{also(cited.also)}" if cited.also else ""
    return f"[{cited.number}] {plain_note(cited)}{section} ({cited.document}){copies}"


def _absent(cover: Coverage) -> Iterator[str]:
    """The words that the library never uses, and what might be meant."""
    if not cover.documents:
        return
    if cover.absent_terms:
        yield "Never used in the library: " + ", ".join(cover.absent_terms) + "."
    meant = [f"{term}: {', '.join(near)}?" for term, near in cover.spellings.items()]
    if meant:
        yield "\n".join(("Meant perhaps:", *(f"  {one}" for one in meant)))


def _not_found(given: Answer) -> Iterator[str]:
    if not given.coverage.searched:
        yield "The filters leave no document." if given.coverage.documents else "The library is empty: add documents."
    if given.beyond:
        yield "Outside the filters, these would answer; ask without them:"
        yield from map(_passage, given.beyond)
    if given.passages:
        yield "The closest passages, which do not answer it:"
    closest: dict[str, Ranked] = {}
    for passage in given.passages:  # a reprint says nothing that its original does not
        closest.setdefault(passage.text, passage)
    yield from map(_passage, list(closest.values())[:CLOSEST])


def _passage(passage: Ranked) -> str:
    where = f"{passage.title or PurePath(passage.source).name}, ¶ {passage.paragraphs[0]}"
    text = f"{textwrap.shorten(passage.text, 240, placeholder=' …')} ({where})"
    return textwrap.fill(text, WIDTH, initial_indent="  ", subsequent_indent="  ")


def _covered(given: Answer) -> Iterator[str]:
    """What was searched, and what not and why."""
    cover = given.coverage
    missing = "" if cover.whole else f"; {unsearched(cover)}"
    yield f"Searched {cover.searched} of {count(cover.documents, 'document')}{missing}."
    for name, number in cover.left_out.items():
        yield f"  --{name.replace('_', '-')} leaves out {number}"
    for one in cover.unread[:NAMED]:
        yield f"  not read: {PurePath(one.source).name}: {one.message}"
    if len(cover.unread) > NAMED:
        yield f"  and {len(cover.unread) - NAMED} more: `footnote list --json` names all"
    for held in cover.without_text[:NAMED]:
        pages = "page" if len(held.pages) == 1 else "pages"
        yield f"  no text: {held.title or PurePath(held.source).name}, {pages} {runs(held.pages)}"
    if len(cover.without_text) > NAMED:
        yield f"  and {count(len(cover.without_text) - NAMED, 'document')} more with such pages"


def unsearched(cover: Coverage) -> str:
    """What could not be searched: "1 file could not be read, 4 pages without text"."""
    files = f"{count(len(cover.unread), 'file')} could not be read" if cover.unread else ""
    blank = sum(len(one.pages) for one in cover.without_text)
    return ", ".join(part for part in (files, f"{count(blank, 'page')} without text" if blank else "") if part)
