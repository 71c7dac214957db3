"""The library for other programs: one object, the same verbs as on the command line.

from qa import open_library

with open_library("my-library") as library:
    library.add("reports/")
    answer = library.ask("How long did the Ever Given block the Suez Canal?")

What it gives are the values of ``qa.model``; ``qa.record`` makes the JSON of the command line of them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from index.model import Filters
from qa.model import Citation
from qa.settings import Settings

if TYPE_CHECKING:
    from documents import Document
    from index.library import Library
    from index.model import Entry, Outcome, Removal
    from qa.archive.answers import Kept, Listed
    from qa.find import Findings, Found
    from qa.model import Answer, Ranked
    from qa.quotes.check import Checked

_ALL = Filters()
#: Paragraphs before and after one that are read with it at most: a page of a report.
MOST_AROUND = 20


def open_library(folder: str | Path | None = None, *, model: str | None = None) -> OpenLibrary:
    """Open the library of a folder, or make it.

    Args:
        folder: Where it is; else FOOTNOTE_LIBRARY, else the platform's folder for user data.
        model: A sentence-transformers model, by name or folder; else FOOTNOTE_MODEL, else the embedded one.

    Raises:
        LibraryError: it cannot be opened; the text says why and what to do.
    """
    from qa import compose

    settings = Settings.of(os.environ, library=str(folder) if folder else None, model=model)
    return OpenLibrary(compose.open_library(settings))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A numbered paragraph, with its citation: ``text`` is its quotation."""

    number: int
    kind: str
    text: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Passages:
    """Every paragraph that holds some terms: ``findings`` counts them all, ``shown`` has a part of them."""

    findings: Findings
    shown: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What became of a citation of a stored answer: ``state`` as in ``qa.anchors.State``."""

    citation: int
    state: str
    message: str
    document: str | None
    paragraph: int | None


@dataclass(frozen=True, slots=True)
class Health:
    """Whether the library can be asked, and how much is in it."""

    status: str
    documents: int
    failures: int
    #: Of the state of the library: equal, then nothing has changed.
    generation: int


@dataclass(frozen=True, slots=True)
class OpenLibrary:
    """An open library. Safe to use from several threads; a context manager that closes it."""

    library: Library = field(repr=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close its files."""
        self.library.close()

    # ------------------------------------------------------------ questions

    def ask(
        self,
        question: str,
        filters: Filters = _ALL,
        limit: int = 10,
        *,
        earlier: Sequence[str] = (),
        searched: str = "",
    ) -> Answer:
        """Answer with quotations, and keep the answer: its ``id`` finds it again.

        Args:
            question: 1–2,000 characters.
            filters: Which documents may answer.
            limit: How many ranked passages the answer carries.
            earlier: The questions before it, oldest first.
            searched: What to search in place of what the question is taken to refer to.

        Raises:
            QuestionRefused: the question is empty or too long, or a filter names what is not there.
            LibraryError: the library cannot be read.
        """
        from qa.answer import Thread, ask
        from qa.archive.answers import keep_or_say

        given = ask(self.library, question, filters, limit, thread=Thread(tuple(earlier), searched))
        keep_or_say(self.library, given)
        return given

    def find(self, terms: str, filters: Filters = _ALL, *, offset: int = 0, limit: int = 100) -> Passages:
        """Every paragraph that holds the terms, of which ``limit`` are shown from ``offset`` on.

        Raises:
            BadTermsError: the terms cannot be read.
            QuestionRefused: a filter names what is not there.
        """
        from qa.find import find, shown

        with self.library.snapshot() as view:
            findings = find(view, terms, filters)
            return Passages(findings, tuple(shown(view, findings.places[offset : offset + limit])))

    def passages(self, question: str, filters: Filters = _ALL, limit: int = 10) -> tuple[Ranked, ...]:
        """The passages nearest to a question, best first, whether or not they answer it.

        Raises:
            QuestionRefused: the question is empty or too long, or a filter names what is not there.
        """
        from qa.answer import ranked

        with self.library.snapshot() as view:
            return ranked(view, question, filters, limit)

    def check(self, text: str, documents: Iterable[str] = ()) -> tuple[Checked, ...]:
        """The quotations of a sentence or a draft, each with what it is in the library.

        Args:
            text: Plain text or Markdown.
            documents: Names of documents that all of it is quoted from, whatever the text says.

        Raises:
            NotInLibrary: there is no such document.
        """
        from qa.quotes.check import check_all
        from qa.quotes.drafts import quotations

        with self.library.snapshot() as view:
            claimed = tuple(view.find(name).document for name in documents)
            found = quotations(view, text)
            return check_all(view, [replace(one, claimed=claimed) for one in found] if claimed else found)

    def answer(self, name: str) -> tuple[Kept, tuple[Standing, ...]]:
        """A stored answer by its id, and what became of each of its citations.

        Raises:
            NotKept: there is none.
        """
        from qa.anchors import address_of, resolve
        from qa.archive.answers import recall
        from qa.verify import message

        with self.library.snapshot() as view:
            kept = recall(view, name)
            found = [(one, resolve(view, address_of(one))) for one in kept.answer.citations]
        told = (
            Standing(one.number, today.state.value, message(address_of(one), today), today.document, today.paragraph)
            for one, today in found
        )
        return kept, tuple(told)

    def answers(self, words: str = "", limit: int = 50) -> Listed:
        """The newest stored answers, of those whose question has words that begin with each of ``words``."""
        from qa.archive.answers import listed

        with self.library.snapshot() as view:
            return listed(view, words, limit)

    # ------------------------------------------------------------ documents

    def documents(self, filters: Filters = _ALL) -> tuple[Entry, ...]:
        """What is in the library, in the order it came in."""
        with self.library.snapshot() as view:
            return view.entries(filters)

    def document(self, name: str) -> Document:
        """A document by id, source or file name, with its text.

        Raises:
            NotInLibrary: there is none, or more than one.
        """
        with self.library.snapshot() as view:
            return view.document(name)

    def paragraphs(self, name: str, number: int, around: int = 0) -> tuple[Paragraph, ...]:
        """A paragraph of a document, and up to ``around`` (at most ``MOST_AROUND``) before and after it.

        Raises:
            NotInLibrary: there is no such document.
            IndexError: it has no paragraph of this number; the text says how many it has.
        """
        from qa.cite import cite

        document = self.document(name)
        blocks = document.paragraphs
        if not 1 <= number <= len(blocks):
            raise IndexError(f"There is no paragraph {number}: the document has {len(blocks)}.")
        beside = min(around, MOST_AROUND)
        wanted = range(max(number - beside, 1), min(number + beside, len(blocks)) + 1)
        return tuple(
            Paragraph(one, block.kind.value, document.text_of(block), cite(document, block.start, block.end))
            for one in wanted
            for block in (blocks[one - 1],)
        )

    def add(self, *paths: str | Path, ocr: bool = False) -> tuple[Outcome, ...]:
        """Add files, and folders with all that is in them; one outcome for each file."""
        from index.ingest import add_paths

        return tuple(add_paths(self.library, map(Path, paths), retry=True, ocr=ocr))

    def add_bytes(self, data: bytes, name: str, *, ocr: bool = False) -> Outcome:
        """Add a file that is no file of this machine, under its name."""
        return self.library.add(data, name, retry=True, ocr=ocr)

    def remove(self, name: str, *, with_quotations: bool = False) -> Removal:
        """Remove a document for good.

        Args:
            name: Its id, source or file name.
            with_quotations: Remove what quotes it with it: stored answers and pins of dossiers.

        Raises:
            NotInLibrary: there is none, or more than one.
        """
        return self.library.remove(name, with_quotations=with_quotations)

    def health(self) -> Health:
        """Whether it can be asked, and how much is in it."""
        with self.library.snapshot() as view:
            return Health("ok", len(view.entries()), len(view.failures()), view.generation)


def outcome_record(outcome: Outcome) -> dict[str, Any]:
    """What became of a file, as a line of ``footnote add --json``."""
    return asdict(outcome)
