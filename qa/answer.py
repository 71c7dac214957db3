"""A question and a library become an Answer: quotations, or an honest no."""

from __future__ import annotations

import time
import uuid
from typing import TYPE_CHECKING

from index.model import Filters
from qa import gate
from qa.cite import cite, page_label
from qa.model import Answer, Coverage, Ranked, Statement, Verdict
from qa.select import candidates, choose

if TYPE_CHECKING:
    from index.library import Library
    from index.model import Hit
    from index.snapshot import Snapshot

#: Longer than any question that a person asks of a library, short enough to be embedded in a moment.
LONGEST = 2_000


class QuestionRefused(ValueError):
    """The question cannot be asked; ``code`` is stable, the text says why and what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def ask(
    library: Library, question: str, filters: Filters = Filters(), limit: int = 10, *, name: str | None = None
) -> Answer:
    """Answer the question from the library as it is now: ``answer`` in a snapshot of its own."""
    with library.snapshot() as view:
        return answer(view, question, filters, limit, name=name)


def answer(
    view: Snapshot, question: str, filters: Filters = Filters(), limit: int = 10, *, name: str | None = None
) -> Answer:
    """Answer the question from one state of the library.

    Args:
        view: The state; what the answer cites can be read from it afterwards.
        question: 1–2,000 characters; white space is collapsed.
        filters: Which documents may answer; applied before anything is ranked.
        limit: How many ranked passages the answer carries.
        name: The answer's id; a new one if not given.

    Raises:
        QuestionRefused: the question is empty or too long.
        LibraryError: the library cannot be read.
    """
    began = time.perf_counter()
    question = acceptable(question)
    hits = view.search(question, filters, limit)
    found = candidates(view, question, hits)
    chosen = choose(found) if gate.answers(view.question_words(question), hits, found) else []
    return Answer(
        question=question,
        verdict=Verdict.ANSWERED if chosen else Verdict.NOT_FOUND,
        statements=tuple(Statement(one.text, number) for number, one in enumerate(chosen, 1)),
        citations=tuple(cite(one.document, one.start, one.end, number) for number, one in enumerate(chosen, 1)),
        passages=tuple(_ranked(view, hit) for hit in hits),
        coverage=_coverage(view, question, filters),
        fingerprint=f"{view.fingerprint}.{gate.VERSION}",
        filters=_filters(filters),
        id=uuid.uuid4().hex[:16] if name is None else name,
        elapsed_ms=(time.perf_counter() - began) * 1000,
    )


def acceptable(question: str) -> str:
    """The question with its white space collapsed.

    Raises:
        QuestionRefused: it is empty or too long.
    """
    plain = " ".join("".join(c if c.isprintable() or c.isspace() else " " for c in question).split())
    if not plain:
        raise QuestionRefused("question_empty", "There is no question: write one in words.")
    if len(plain) > LONGEST:
        raise QuestionRefused(
            "question_too_long",
            f"The question has {len(plain):,} characters; keep it under {LONGEST:,} and ask for one thing at a time.",
        )
    return plain


def _ranked(view: Snapshot, hit: Hit) -> Ranked:
    document = view.document(hit.document)
    numbers = [
        number for block in document.blocks[hit.first : hit.last + 1] if (number := document.paragraph_number(block))
    ]
    page = document.page_at(hit.start)
    return Ranked(
        document=document.id,
        source=document.source,
        title=document.metadata.title,
        paragraphs=(numbers[0], numbers[-1]),
        page=page.number if page else None,
        page_label=page_label(page, page),
        start=hit.start,
        end=hit.end,
        text=document.text[hit.start : hit.end],
        score=hit.score,
    )


def _coverage(view: Snapshot, question: str, filters: Filters) -> Coverage:
    return Coverage(
        documents=len(view.entries()),
        searched=len(view.entries(filters)),
        unreadable=len(view.failures()),
        absent_terms=tuple(word.surface for word in view.question_words(question) if not word.passages),
    )


def _filters(filters: Filters) -> dict[str, object]:
    return {
        "author": list(filters.authors),
        "document": list(filters.documents),
        "since": filters.since,
        "until": filters.until,
    }
