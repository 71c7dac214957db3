"""What the page's handlers do, without the page: a library's state and a visitor's wish become HTML."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from index.errors import LibraryError, NotKept
from index.model import Filters
from index.terms_query import BadTermsError
from qa import sheets
from qa.answer import LONGEST, UNKNOWN, QuestionRefused, acceptable, answer, check, recorded_filters
from qa.archive.answers import keep_or_say, recall
from qa.archive.renewal import ask_again, thread_of
from qa.compare import compare
from qa.find import each, find, shown
from qa.quotes.check import check_all
from qa.quotes.drafts import quotations
from qa.web import answers, checks, listing, render
from qa.web.adding import Adding
from qa.web.catalogue import Catalogue
from qa.web.choices import choices
from qa.web.glance import glance
from qa.web.jobs import Jobs
from qa.web.kept import Stored, leading, statuses
from qa.web.suggestions import NOTHING, Suggestions, latest
from qa.web.texts import t
from qa.web.why import explained
from qa.web.wish import Mode, Wish

if TYPE_CHECKING:
    from documents import Document
    from index.library import Library
    from index.model import Entry
    from index.snapshot import Snapshot
    from qa.model import Answer

#: Characters of a draft that are checked in one go: a long report.
LONGEST_DRAFT = 300_000


@dataclass(frozen=True, slots=True)
class Welcome:
    """The page before a question."""

    html: str
    #: Whether suggestions are still being made: ask once more in a while.
    unfinished: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """What the page's handlers work with."""

    library: Library
    jobs: Jobs
    #: Set once the model is loaded and the engines stand.
    ready: threading.Event
    adding: Adding
    catalogue: Catalogue
    suggestions: Suggestions = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "suggestions", Suggestions(self.library, self._idle))

    def _idle(self) -> bool:
        """Whether nothing more urgent is done for this library."""
        return self.ready.is_set() and not self.jobs.running

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
            return render.error(t("ask.unreadable"), str(unreadable))
        except QuestionRefused as refused:
            everything = replace(wish, filters=Filters()).address if refused.code == UNKNOWN else ""
            return render.error(t("ask.refused"), str(refused), everything)
        except NotKept as error:
            return render.error(t("ask.not_stored"), str(error))
        except LibraryError as error:
            return render.error(t("ask.failed"), str(error))

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
        waiting = t("ask.each") if wish.mode is Mode.COMPARE else ""
        if wish.mode not in (Mode.FIND, Mode.CHECK) and not self.ready.is_set():
            waiting = t("ask.loading")
        return render.pending(wish.question[:LONGEST], waiting)

    def welcome(self, mode: Mode = Mode.ANSWER) -> Welcome:
        """The page before a question, with suggestions if they are made by now."""
        found = self.suggestions.now() if mode in (Mode.ANSWER, Mode.COMPARE) else NOTHING
        with self.library.snapshot() as view:
            before = latest(view) if mode is Mode.ANSWER else ()
        return Welcome(render.empty(found or NOTHING, before, mode), found is None)

    def head(self) -> str:
        """The head of the Ask tab."""
        with self.library.snapshot() as view:
            return render.hero(view.entries())

    def choices(self, wanted: Mapping[str, Any]) -> dict[str, Any]:
        """What can be filtered by (qa/web/choices.py); ``error`` with a sentence where the library cannot be read."""
        try:
            with self.library.snapshot() as view:
                return choices(view, wanted)
        except LibraryError as error:
            return {"error": str(error)}

    def why(self, wanted: Mapping[str, Any]) -> dict[str, Any]:
        """Why quotations of an answer were chosen (qa/web/why.py)."""
        with self.library.snapshot() as view:
            return explained(view, wanted, ready=self.ready.is_set())

    def glance(self, wanted: Mapping[str, Any]) -> dict[str, Any]:
        """A cited paragraph (qa/web/glance.py); nothing where the library cannot be read."""
        try:
            with self.library.snapshot() as view:
                return {"html": glance(view, wanted)}
        except LibraryError:
            return {"html": ""}


def _cited(view: Snapshot, given: Answer) -> tuple[dict[str, Document], dict[str, Entry]]:
    """The documents that an answer cites and the library has, and their lines of the catalogue."""
    names = {citation.document for citation in given.citations}
    entries = {entry.document: entry for entry in view.entries() if entry.document in names}
    return {name: view.document(name) for name in entries}, entries


def _wish_of(given: Answer) -> Wish:
    """What was asked for when a stored answer was given."""
    return Wish(given.question, recorded_filters(given.filters), thread=thread_of(given))
