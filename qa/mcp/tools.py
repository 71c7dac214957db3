"""What a language model can do with the library: the tools of the Model Context Protocol, as plain functions.

Their docstrings are what the model is told. Every quotation that they give is verbatim and has an address, so that a
model can cite what it writes, and have its draft checked before a person reads it.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from index.errors import LibraryError
from index.model import Filters
from index.terms_query import BadTermsError
from qa import find as finding
from qa.answer import QuestionRefused
from qa.model import Citation
from qa.programs import OpenLibrary
from qa.quotes.telling import record as quoted
from qa.record import ranked_record

#: Paragraphs that one search gives at most: more than a model reads at once, the rest by ``offset``.
MOST_FOUND = 50
#: Documents that one listing gives.
MOST_LISTED = 100

Told = dict[str, Any]
Tool = Callable[..., Told]


@dataclass(frozen=True, slots=True)
class Tools:
    """The tools over a library, each with the name, the types and the docstring that a model is shown."""

    library: OpenLibrary

    @property
    def all(self) -> tuple[Tool, ...]:
        """Each of them."""
        return self.ask, self.find, self.check, self.read_paragraph, self.list_documents

    def ask(
        self, question: str, documents: list[str] | None = None, since: str = "", until: str = "", passages: int = 5
    ) -> Told:
        """Answer a question from the user's library of documents, in verbatim quotations with citations.

        Use it first for anything that the library may answer. "verdict" is answered, partly or not_found; quote
        "quotations" word for word and give their "cite" line. On not_found say so: "nearest" holds passages that do
        not answer, and "absent" words that the library never uses.

        Args:
            question: A whole question in plain words, in the language of the documents.
            documents: Ask these alone, by id, file name or source.
            since: Only documents dated on or after, as 2024-01-31, 2024-01 or 2024.
            until: Only documents dated on or before.
            passages: How many of the nearest passages to give when nothing answers, 0 to 20.
        """
        try:
            given = self.library.ask(question, _filters(documents, since, until))
        except (QuestionRefused, LibraryError) as error:
            return _error(error)
        told: Told = {
            "verdict": given.verdict.value,
            "quotations": [_quotation(one) for one in given.citations],
            "disagree": [list(one.citations) for one in given.conflicts],
            "newer": list(given.newer),
            "searched_documents": given.coverage.searched,
            "unreadable_files": given.coverage.unreadable,
            "answer_id": given.id,
        }
        if not given.statements:
            nearest = given.passages[: max(0, min(passages, 20))]
            told |= {"absent": list(given.coverage.absent_terms), "nearest": list(map(ranked_record, nearest))}
        return told

    def find(
        self, terms: str, documents: list[str] | None = None, since: str = "", until: str = "", offset: int = 0
    ) -> Told:
        """List every paragraph of the library that holds some terms, with exact counts: complete, not the best few.

        Use it to count, to survey, or to show that something is never mentioned. "total" counts all; "paragraphs"
        has 50 of them from "offset" on.

        Args:
            terms: Words in any of their forms, all in one paragraph; "a phrase"; AND, OR, NOT; gas NEAR/5 storage.
            documents: Look in these alone, by id, file name or source.
            since: Only documents dated on or after, as 2024-01-31, 2024-01 or 2024.
            until: Only documents dated on or before.
            offset: Leave out so many from the beginning.
        """
        try:
            found = self.library.find(terms, _filters(documents, since, until), offset=max(0, offset), limit=MOST_FOUND)
        except (BadTermsError, QuestionRefused, LibraryError) as error:
            return _error(error)
        counted = finding.record(found.findings)
        return {
            "total": counted["paragraphs"],
            "documents": counted["documents"],
            "years": counted["years"],
            "paragraphs": [{**_place(one.citation), "text": one.text} for one in found.shown],
        }

    def check(self, text: str) -> Told:
        """Check the quotations of a sentence or a draft against the library, word for word.

        Use it on everything that you have written with quotation marks, before you give it to the user. "verdict" is
        verbatim, omission (words were left out and nothing else was changed), altered (see "difference"), elsewhere
        (true, but not from the document that you name) or not_found. Correct what is not verbatim; never present an
        altered or not_found quotation as a source.

        Args:
            text: A sentence, or a draft in plain text or Markdown with its quotations in quotation marks.
        """
        try:
            found = self.library.check(text)
        except LibraryError as error:
            return _error(error)
        return {"quotations": [_checked(quoted(one)) for one in found]}

    def read_paragraph(self, document: str, paragraph: int, around: int = 1) -> Told:
        """Read a numbered paragraph of a document, with those around it.

        Use it to see a quotation in its context before you rely on it.

        Args:
            document: Its id, file name or source, as the other tools give it.
            paragraph: Its number, from 1.
            around: How many paragraphs before and after it, 0 to 20.
        """
        try:
            found = self.library.paragraphs(document, paragraph, max(0, around))
        except (IndexError, LibraryError) as error:
            return _error(error)
        return {"paragraphs": [{**_place(one.citation), "text": one.text} for one in found]}

    def list_documents(self, words: str = "", offset: int = 0) -> Told:
        """List the documents of the library: id, title, authors, date, language, number of paragraphs.

        Args:
            words: Only documents whose title, authors, series or file name have all of these words.
            offset: Leave out so many from the beginning; 100 are listed at a time.
        """
        try:
            every = self.library.documents()
        except LibraryError as error:
            return _error(error)
        wanted = words.casefold().split()
        some = [
            {
                "document": one.document,
                "title": one.title,
                "authors": list(one.authors),
                "published": one.published,
                "language": one.language,
                "paragraphs": one.paragraphs,
                "source": one.source,
            }
            for one in every
            if all(
                word in f"{one.title} {' '.join(one.authors)} {one.series} {one.source}".casefold() for word in wanted
            )
        ]
        return {"total": len(some), "documents": some[max(0, offset) :][:MOST_LISTED]}


def as_text(tool: Tool) -> Callable[..., str]:
    """The tool with its result as JSON text, for a server that would write it as Python does."""

    @functools.wraps(tool)
    def told(*given: Any, **named: Any) -> str:  # noqa: ANN401 - whatever the tool takes
        return json.dumps(tool(*given, **named), ensure_ascii=False)

    told.__annotations__["return"] = str
    return told


def _filters(documents: list[str] | None, since: str, until: str) -> Filters:
    return Filters(documents=tuple(documents or ()), since=since, until=until)


def _quotation(cited: Citation) -> Told:
    """A citation as a model needs it: the words, and the address of where they stand."""
    return {"number": cited.number, "quote": cited.quote, "reported": cited.reported, **_place(cited)}


def _place(cited: Citation) -> Told:
    return {
        "document": cited.document,
        "title": cited.title,
        "authors": list(cited.authors),
        "published": cited.published,
        "section": list(cited.section),
        "paragraph": cited.paragraph,
        "page": cited.page_label,
        "cite": _line(cited),
        "link": cited.url,
    }


def _line(cited: Citation) -> str:
    """The citation in one line: "Author, “Title”, 2024-02-11, ¶ 7, p. 4"; what is not known is left out."""
    from qa.cite import names, pages

    title = f"“{cited.title}”" if cited.title else cited.source.rsplit("/", 1)[-1]
    parts = (names(cited.authors), title, cited.published, f"¶ {cited.paragraph}", pages(cited))
    return ", ".join(part for part in parts if part)


def _checked(found: Mapping[str, Any]) -> Told:
    """What a model needs of a checked quotation."""
    cited = found["citation"]
    place = {name: cited[name] for name in ("document", "title", "paragraph", "quote", "url")} if cited else None
    return {name: found[name] for name in ("quote", "verdict", "difference", "omitted", "denied", "short")} | {
        "stands": place
    }


def _error(error: Exception) -> Told:
    """What is wrong, in a sentence that says what to do."""
    return {"error": str(error)}
