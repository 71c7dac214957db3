"""What the page's handlers do, without the page: a library's state and a visitor's wish become HTML."""

from __future__ import annotations

import contextlib
import re
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from index.errors import LibraryError
from index.languages import name_of
from index.model import Filters
from qa.answer import ALONE, LONGEST, UNKNOWN, QuestionRefused, Thread, answer
from qa.conversation import MOST_EARLIER
from qa.web import render
from qa.web.jobs import Jobs

if TYPE_CHECKING:
    from documents import Document, Metadata
    from index.library import Library

#: Characters of a name that a browser may send to filter by: far more than any author or file has.
LONGEST_NAME = 500
#: Names to filter by that a browser may send.
MOST_NAMES = 100
#: Longer paragraph numbers than any document has are no numbers.
MOST_DIGITS = 6

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

#: Why the reader shows another place than the link names, or none.
EDITED = "The cited paragraph has been edited or removed since; this is the document as it is now."
NEWER = "The document has been replaced since this link was made; this is the newer version."
NEWER_SAME = "The document has been replaced since; the cited paragraph stands unchanged in this newer version."
MOVED = "The cited paragraph stands unchanged, under another number."
BEYOND = "The document has no paragraph of this number."
GONE = "It has been removed from the library since this link was made."


Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Choices:
    """What a library can be filtered by, each as (what is shown, what is sent), in the alphabet's order."""

    authors: list[Choice]
    series: list[Choice]
    languages: list[Choice]
    documents: list[Choice]


@dataclass(frozen=True, slots=True)
class Desk:
    """What the page's handlers work with."""

    library: Library
    jobs: Jobs
    #: Set once the model is loaded and the engines stand.
    ready: threading.Event

    def answer(self, question: str, filters: Filters, thread: Thread = ALONE) -> str:
        """The answer as HTML; what is wrong with the question, a filter or the library as a sentence."""
        began = time.perf_counter()
        try:
            with self.library.snapshot() as view:
                given = answer(view, question, filters, thread=thread)
                cited = {citation.document for citation in given.citations}
                documents = {name: view.document(name) for name in cited}
                entries = {name: view.find(name) for name in cited}
                unreadable = view.failures()
        except QuestionRefused as refused:
            return render.error(
                "This question cannot be asked.", str(refused), question if refused.code == UNKNOWN else ""
            )
        except LibraryError as error:
            return render.error("The question could not be answered.", str(error))
        found = render.sources(given, documents, entries)
        return render.answer(given, filters, found, unreadable, time.perf_counter() - began, thread)

    def skeleton(self, question: str) -> str:
        """What stands there until the answer does."""
        waiting = "" if self.ready.is_set() else "The model is still loading; the answer follows."
        return render.pending(question.strip()[:LONGEST], waiting)

    def welcome(self) -> str:
        """The page before a question."""
        return render.empty(self.suggestions())

    def head(self) -> str:
        """The head of the Ask tab."""
        with self.library.snapshot() as view:
            return render.hero(view.entries())

    def table(self) -> str:
        """The Library tab's table."""
        with self.library.snapshot() as view:
            return render.library(view.entries(), view.failures(), self.library.outdated())

    def board(self) -> str:
        """The files on their way."""
        return render.jobs(self.jobs.board())

    def suggestions(self) -> list[str]:
        """Questions to begin with: those of the samples, while the samples are there."""
        with self.library.snapshot() as view:
            held = {entry.source.rsplit("/", 1)[-1] for entry in view.entries()}
        present = all(sample.name in held for sample in (files("qa") / "samples").iterdir())
        return (files("qa") / "sample_questions.txt").read_text("utf-8").splitlines() if present else []

    def choices(self) -> Choices:
        """What can be filtered by."""
        with self.library.snapshot() as view:
            entries = view.entries()
        return Choices(
            authors=_sorted((author, author) for entry in entries for author in entry.authors),
            series=_sorted((entry.series, entry.series) for entry in entries if entry.series),
            languages=_sorted((name_of(entry.language), entry.language) for entry in entries if entry.language),
            documents=_sorted(
                (_choice(entry.title, entry.source, entry.published), entry.document) for entry in entries
            ),
        )

    def open(self, wanted: Mapping[str, Any]) -> dict[str, Any]:
        """A document for the reader, at the place where the wanted paragraph stands today.

        Args:
            wanted: ``doc`` and, where a paragraph is meant, its number ``p`` and permanent name ``h``; ``known``
                lists documents whose text the browser has.

        Returns:
            ``error`` with a sentence, or the document; ``exact`` says whether ¶ ``p`` is the paragraph that was meant.
        """
        name, number, digest = str(wanted.get("doc", "")), _number(wanted.get("p")), str(wanted.get("h") or "")
        try:
            with self.library.snapshot() as view:
                entry = view.living(name)
                if entry is None:
                    return {"error": GONE}
                place = view.locate(name, number, digest) if digest else None
                held, read = view.document(entry.document), view.as_read(entry.document)
        except LibraryError as error:
            return {"error": str(error)}
        today, notice = _today(held, name, number, digest, place)
        known = wanted.get("known")
        shown = _shown(held, read, with_text=not isinstance(known, list) or held.id not in known)
        return {**shown, "p": today or number, "exact": today > 0, "notice": notice}

    def correct(self, wanted: Mapping[str, Any]) -> dict[str, Any]:
        """Put a visitor's values in place of what was read of a document.

        Args:
            wanted: ``doc``, ``written`` with texts by field, ``reset`` with names of fields.

        Returns:
            ``error`` with a sentence; empty when it is done.
        """
        values, reset = wanted.get("written"), wanted.get("reset")
        texts = {str(name): str(text) for name, text in values.items()} if isinstance(values, Mapping) else {}
        try:
            self.library.correct(str(wanted.get("doc", "")), texts, _names(reset))
        except LibraryError as error:
            return {"error": str(error)}
        return {"error": ""}


def _today(held: Document, name: str, number: int, digest: str, place: tuple[str, int] | None) -> tuple[int, str]:
    """The number under which the wanted paragraph stands today, 0 for none, and what the reader says to that."""
    newer = held.id != name
    if digest and place is None:
        return 0, EDITED
    if place is not None:
        moved = MOVED if place[1] != number else ""
        return place[1], NEWER_SAME if newer else moved
    if newer:  # a number alone names nothing in another text
        return 0, NEWER
    return (number, "") if number <= len(held.paragraphs) else (0, BEYOND)


def _shown(held: Document, read: Metadata, *, with_text: bool) -> dict[str, Any]:
    """The document itself, whatever paragraph is wanted."""
    starts = enumerate(held.paragraphs, 1)
    return {
        "doc": held.id,
        "html": render.document(held, read) if with_text else "",
        "title": render.named(held.metadata.title, held.source),
        "by": render.visible(", ".join(held.metadata.authors)),
        "original": f"files/{held.id}",
        # The physical page of each paragraph, for the viewer's own "#page=".
        "pages": {str(n): page.number for n, block in starts if (page := held.page_at(block.start))},
    }


def _sorted(choices: Iterable[Choice]) -> list[Choice]:
    return sorted(dict.fromkeys(choices), key=lambda pair: (pair[0].casefold(), pair[1]))


def _choice(title: str, source: str, published: str) -> str:
    return render.named(title, source) + (f" ({published[:4]})" if published else "")


def _number(value: object) -> int:
    """A paragraph's number, 0 for none."""
    text = str(value)
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else 0


def filters_of(sent: Mapping[str, object]) -> Filters:
    """Filters from whatever a browser sent under the names of an address; what makes no sense filters nothing."""
    return Filters(
        authors=_names(sent.get("author")),
        documents=_names(sent.get("doc")),
        since=_day(sent.get("since")),
        until=_day(sent.get("until")),
        series=_names(sent.get("series")),
        languages=_names(sent.get("lang")),
    )


def thread_of(sent: Mapping[str, object]) -> Thread:
    """The thread of a question from whatever a browser sent: ``after``, and ``for``, what to search for it."""
    earlier, searched = sent.get("after"), sent.get("for")
    texts = earlier[-MOST_EARLIER:] if isinstance(earlier, list) else []
    return Thread(
        tuple(one[:LONGEST] for one in texts if isinstance(one, str) and one.strip()),
        searched if isinstance(searched, str) and searched.strip() else "",
    )


def _names(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        return ()
    return tuple(one[:LONGEST_NAME] for one in value[:MOST_NAMES] if isinstance(one, str) and one.strip())


def _day(value: object) -> str:
    if isinstance(value, str) and _DAY.fullmatch(value):
        with contextlib.suppress(ValueError):
            return date.fromisoformat(value).isoformat()
    return ""
