"""What the page's handlers do, without the page: a library's state and a visitor's wish become HTML."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from index.errors import LibraryError, NotKept
from index.languages import name_of
from index.model import Filters
from index.terms_query import BadTermsError
from qa import sheets
from qa.anchors import Resolution, State, link, resolve
from qa.answer import LONGEST, UNKNOWN, QuestionRefused, acceptable, answer, check, recorded_filters
from qa.archive.answers import keep_or_say, recall
from qa.archive.renewal import ask_again, thread_of
from qa.compare import compare
from qa.find import each, find, shown
from qa.quotes.check import check_all
from qa.quotes.drafts import quotations
from qa.web import answers, checks, listing, render
from qa.web.jobs import Jobs
from qa.web.kept import Stored, leading, statuses
from qa.web.markup import named, visible
from qa.web.wish import Mode, Wish, names_of, number_of

if TYPE_CHECKING:
    from documents import Document, Metadata
    from index.library import Library
    from index.model import Entry
    from index.snapshot import Snapshot
    from qa.model import Answer

#: Why the reader shows another place than the link names, or none.
EDITED = "The cited paragraph has been edited or removed since; this is the document as it is now."
NEWER = "The document has been replaced since this link was made; this is the newer version."
NEWER_SAME = "The document has been replaced since; the cited paragraph stands unchanged in this newer version."
SEVERAL = "The cited paragraph stands several times in this newer version, and the link does not say which is meant."
MOVED = "The cited paragraph stands unchanged, under another number."
BEYOND = "The document has no paragraph of this number."
GONE = "It has been removed from the library since this link was made."

#: Characters of a draft that are checked in one go: a long report.
LONGEST_DRAFT = 300_000


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

    def shown(self, wish: Wish) -> str:
        """What is wished for as HTML; what is wrong with the question, a filter or the library as a sentence."""
        try:
            match wish.mode:
                case _ if wish.stored:
                    return self._again(wish) if wish.again else self._stored(wish)
                case Mode.FIND:
                    return self._passages(wish)
                case Mode.COMPARE:
                    return self._comparison(wish)
                case Mode.CHECK:
                    return self._check(wish)
                case Mode.ANSWER:
                    return self._answer(wish)
        except BadTermsError as unreadable:
            return render.error("These terms cannot be read.", str(unreadable))
        except QuestionRefused as refused:
            everything = replace(wish, filters=Filters()).address if refused.code == UNKNOWN else ""
            return render.error("This question cannot be asked.", str(refused), everything)
        except NotKept as error:
            return render.error("This answer is not stored.", str(error))
        except LibraryError as error:
            return render.error("The question could not be answered.", str(error))

    def _answer(self, wish: Wish) -> str:
        began = time.perf_counter()
        with self.library.snapshot() as view:
            given = answer(view, wish.question, wish.filters, thread=wish.thread)
            documents, entries = _cited(view, given)
        seconds = time.perf_counter() - began
        known = Stored(wrong=keep_or_say(self.library, given))
        return answers.answer(given, wish, documents, entries, seconds, known)

    def _stored(self, wish: Wish) -> str:
        """An answer as it was given, with what has become of its quotations."""
        with self.library.snapshot() as view:
            kept = recall(view, wish.stored)
            documents, entries = _cited(view, kept.answer)
            today = statuses(view, kept.answer.citations)
        cited = tuple(leading(one, today[one.number]) for one in kept.answer.citations)
        given = replace(kept.answer, citations=cited)
        known = Stored(wish.address, kept=kept, statuses=today)
        return answers.answer(given, _wish_of(given), documents, entries, 0, known)

    def _again(self, wish: Wish) -> str:
        """The question of a stored answer asked again, and what is different today."""
        began = time.perf_counter()
        with self.library.snapshot() as view:
            _, renewed = ask_again(view, wish.stored)
            given = renewed.after
            documents, entries = _cited(view, given)
        seconds = time.perf_counter() - began
        known = Stored(wish.address, renewed=renewed, wrong=keep_or_say(self.library, given))
        return answers.answer(given, _wish_of(given), documents, entries, seconds, known)

    def _passages(self, wish: Wish) -> str:
        with self.library.snapshot() as view:
            findings = find(view, acceptable(wish.question), wish.filters)
            part = shown(view, findings.places[listing.part_of(findings, wish.page)])
        return listing.found(findings, part, wish)

    def _comparison(self, wish: Wish) -> str:
        with self.library.snapshot() as view:
            comparison = compare(view, wish.question, wish.filters)
        return listing.compared(comparison, wish)

    def _check(self, wish: Wish) -> str:
        began = time.perf_counter()
        with self.library.snapshot() as view:
            found = check_all(view, quotations(view, wish.question[:LONGEST_DRAFT]))
        return checks.checked(found, wish, time.perf_counter() - began)

    def table(self, wish: Wish) -> tuple[str, str]:
        """All that is found or compared as the text of a CSV file, and the file's name.

        Raises:
            BadTermsError: the terms cannot be read.
            QuestionRefused: the question cannot be asked.
            LibraryError: the library cannot be read.
        """
        with self.library.snapshot() as view:
            if wish.mode is Mode.COMPARE:
                lines, name = sheets.compared(compare(view, wish.question, wish.filters)), "comparison.csv"
            else:
                check(view, wish.filters)
                lines, name = sheets.found(each(view, acceptable(wish.question), wish.filters)), "passages.csv"
            return sheets.MARK + "".join(lines), name

    def skeleton(self, wish: Wish) -> str:
        """What stands there until what is wished for does."""
        waiting = "Each document is asked by itself: this takes a moment." if wish.mode is Mode.COMPARE else ""
        if wish.mode not in (Mode.FIND, Mode.CHECK) and not self.ready.is_set():
            waiting = "The model is still loading; the answer follows."
        return render.pending(wish.question[:LONGEST], waiting)

    def welcome(self, mode: Mode = Mode.ANSWER) -> str:
        """The page before a question."""
        return render.empty(self.suggestions(), mode)

    def head(self) -> str:
        """The head of the Ask tab."""
        with self.library.snapshot() as view:
            return render.hero(view.entries())

    def shelf(self) -> str:
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
        name, number, digest = str(wanted.get("doc", "")), number_of(wanted.get("p")), str(wanted.get("h") or "")
        try:
            with self.library.snapshot() as view:
                entry = view.living(name)
                if entry is None:
                    return {"error": GONE}
                place = resolve(view, link(name, number, digest)) if digest else None
                held, read = view.document(entry.document), view.as_read(entry.document)
        except LibraryError as error:
            return {"error": str(error)}
        today, notice = _today(held, name, number, place)
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
            self.library.correct(str(wanted.get("doc", "")), texts, names_of(reset))
        except LibraryError as error:
            return {"error": str(error)}
        return {"error": ""}


def _cited(view: Snapshot, given: Answer) -> tuple[dict[str, Document], dict[str, Entry]]:
    """The documents that an answer cites and the library has, and their lines of the catalogue."""
    names = {citation.document for citation in given.citations}
    entries = {entry.document: entry for entry in view.entries() if entry.document in names}
    return {name: view.document(name) for name in entries}, entries


def _wish_of(given: Answer) -> Wish:
    """What was asked for when a stored answer was given."""
    return Wish(given.question, recorded_filters(given.filters), thread=thread_of(given))


def _today(held: Document, name: str, number: int, place: Resolution | None) -> tuple[int, str]:
    """The number under which the wanted paragraph stands today, 0 for none, and what the reader says to that."""
    newer = held.id != name
    if place is None:
        if newer:  # a number alone names nothing in another text
            return 0, NEWER
        return (number, "") if number <= len(held.paragraphs) else (0, BEYOND)
    if place.paragraph is None:
        return 0, SEVERAL if place.state is State.AMBIGUOUS else EDITED
    moved = MOVED if place.state is State.MOVED else ""
    return place.paragraph, NEWER_SAME if newer else moved


def _shown(held: Document, read: Metadata, *, with_text: bool) -> dict[str, Any]:
    """The document itself, whatever paragraph is wanted."""
    starts = enumerate(held.paragraphs, 1)
    return {
        "doc": held.id,
        "html": render.document(held, read) if with_text else "",
        "title": named(held.metadata.title, held.source),
        "by": visible(", ".join(held.metadata.authors)),
        "original": f"files/{held.id}",
        # The physical page of each paragraph, for the viewer's own "#page=".
        "pages": {str(n): page.number for n, block in starts if (page := held.page_at(block.start))},
    }


def _sorted(choices: Iterable[Choice]) -> list[Choice]:
    return sorted(dict.fromkeys(choices), key=lambda pair: (pair[0].casefold(), pair[1]))


def _choice(title: str, source: str, published: str) -> str:
    return named(title, source) + (f" ({published[:4]})" if published else "")
