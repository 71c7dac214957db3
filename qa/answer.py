"""A question and a library become an Answer: quotations, or an honest no."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.filters import unknown
from index.model import Filters
from qa import gate
from qa.beside import differing
from qa.cite import page_label
from qa.coverage import beyond, coverage
from qa.evidence import DEPTH, Evidence, gather, weigh
from qa.language import conversation
from qa.language.conversation import Resolved
from qa.language.parts import parts
from qa.model import Answer, Conflict, Part, Ranked, Statement, Verdict
from qa.newer import newer
from qa.quotations import Quotations
from qa.record import identified

if TYPE_CHECKING:
    from index.library import Library
    from index.model import Hit
    from index.snapshot import Snapshot

#: Longer than any question that a person asks of a library, short enough to be embedded in a moment.
LONGEST = 2_000
#: The code of a question whose filters name what is not there.
UNKNOWN = "filter_unknown"


class QuestionRefused(ValueError):
    """The question cannot be asked; ``code`` is stable, the text says why and what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Thread:
    """What a question stands in: the questions before it, and what a person wants searched for it."""

    #: Oldest first.
    earlier: tuple[str, ...] = ()
    #: Searched as it is in place of what the question is taken to refer to; empty for that.
    searched: str = ""

    def __bool__(self) -> bool:
        return bool(self.earlier or self.searched)


_ALL = Filters()
#: A question that follows no other.
ALONE = Thread()


def ask(
    library: Library,
    question: str,
    filters: Filters = _ALL,
    limit: int = 10,
    *,
    thread: Thread = ALONE,
    name: str | None = None,
) -> Answer:
    """Answer the question from the library as it is now: ``answer`` in a snapshot of its own."""
    with library.snapshot() as view:
        return answer(view, question, filters, limit, thread=thread, name=name)


def answer(
    view: Snapshot,
    question: str,
    filters: Filters = _ALL,
    limit: int = 10,
    *,
    thread: Thread = ALONE,
    name: str | None = None,
) -> Answer:
    """Answer the question from one state of the library.

    Args:
        view: The state; what the answer cites can be read from it afterwards.
        question: 1–2,000 characters; white space is collapsed.
        filters: Which documents may answer; applied before anything is ranked.
        limit: How many ranked passages the answer carries.
        thread: The questions before it; one that refers to them is searched with what it refers to.
        name: The answer's id; that of its content if not given (``qa.record.identity``).

    Raises:
        QuestionRefused: the question is empty or too long, or a filter names what is not there.
        LibraryError: the library cannot be read.
    """
    began = time.perf_counter()
    question = acceptable(question)
    check(view, filters)
    meant = _meant(question, thread)
    whole = gather(view, meant.searched, filters, limit)
    shown = tuple(_ranked(view, hit) for hit in whole.hits[:limit])
    searched = coverage(view, meant.searched, filters)
    quotations = Quotations(view)
    asked = [_Asked(_as_asked(one), one, gather(view, one, filters)) for one in _separate(question, meant.searched)]
    asked = asked or [_Asked("", meant.searched, whole)]
    answering = [quotations.numbers(one.found.chosen) for one in asked]
    statements = tuple(Statement(one.quote, one.number) for one in quotations.citations)
    conflicts = [one for part in asked for one in _conflicts(view, part, quotations)]
    later = quotations.numbers(one for part in asked for one in newer(view, part.searched, part.found.chosen, filters))
    given = Answer(
        question=question,
        searched=meant.searched,
        follows=meant.follows,
        verdict=_verdict(answering),
        statements=statements,
        conflicts=tuple(dict.fromkeys(conflicts)),
        newer=later,
        citations=quotations.citations,
        parts=_parts(asked, answering),
        passages=shown,
        coverage=searched,
        beyond=() if statements else _beyond(view, meant.searched, filters),
        fingerprint=f"{view.fingerprint}.{gate.VERSION}.{conversation.VERSION}",
        filters=filters_record(filters),
        limit=limit,
        id=name or "",
        elapsed_ms=(time.perf_counter() - began) * 1000,
    )
    return identified(given) if name is None else given


@dataclass(frozen=True, slots=True)
class _Asked:
    """A part of the question, or the whole of it, and what was found for it."""

    #: The part's words; empty for the whole.
    question: str
    searched: str
    found: Evidence


def _separate(question: str, searched: str) -> list[str]:
    """What is searched for each thing that is asked; empty where one is.

    Words that were carried over from earlier questions go with every part, and are none: "and in Poland?" that was
    completed by "What is EstLink 2?" does not ask that again.
    """
    carried = searched.removeprefix(question) if searched.startswith(f"{question} ") else ""
    return [f"{one}{carried}" for one in parts(question if carried else searched)]


def _as_asked(part: str) -> str:
    """The part without the words that are carried along behind its question mark."""
    asked, mark, _ = part.partition("?")
    return asked + mark


def _parts(asked: Sequence[_Asked], answering: Sequence[tuple[int, ...]]) -> tuple[Part, ...]:
    """What is said to each part; nothing where the question is one."""
    both = zip(asked, answering, strict=True)
    return tuple(Part(one.question, _verdict([numbers]), numbers) for one, numbers in both if one.question)


def _verdict(answering: Sequence[tuple[int, ...]]) -> Verdict:
    """Whether all parts, some, or none of them have sentences that answer."""
    if all(answering):
        return Verdict.ANSWERED
    return Verdict.PARTLY if any(answering) else Verdict.NOT_FOUND


def _conflicts(view: Snapshot, part: _Asked, quotations: Quotations) -> Iterator[Conflict]:
    """Where what answers the part and what else was found for it differ, with the numbers of both sides."""
    for one in differing(view, part.searched, part.found.chosen, part.found.candidates):
        yield Conflict(one.kind, (quotations.number(one.sides[0]), quotations.number(one.sides[1])), one.values)


def _beyond(view: Snapshot, searched: str, filters: Filters) -> tuple[Ranked, ...]:
    """Passages of documents that the filters leave out and that would answer."""
    hits = beyond(view, searched, filters, lambda outside: weigh(view, searched, outside).chosen)
    return tuple(_ranked(view, hit) for hit in hits)


def ranked(view: Snapshot, question: str, filters: Filters = _ALL, limit: int = 10) -> tuple[Ranked, ...]:
    """The passages nearest to a question, best first, whether or not they answer it.

    Raises:
        QuestionRefused: the question is empty or too long, or a filter names what is not there.
        LibraryError: the library cannot be read.
    """
    question = acceptable(question)
    check(view, filters)
    hits = view.search(question, filters, max(limit, DEPTH))[:limit]
    return tuple(_ranked(view, hit) for hit in hits)


def check(view: Snapshot, filters: Filters) -> None:
    """A name that no document has is a mistake to be told, and no question without an answer.

    Raises:
        QuestionRefused: a filter names what is not there.
    """
    entries = view.entries() if filters else ()
    wrong = unknown(filters, entries) if entries else ""
    if wrong:
        raise QuestionRefused(UNKNOWN, wrong)


def _meant(question: str, thread: Thread) -> Resolved:
    """What is searched for the question, and which earlier one it follows."""
    earlier = [plain for one in thread.earlier if (plain := _plain(one)[:LONGEST])]
    if not thread.searched.strip():
        meant = conversation.resolve(question, earlier)
        return Resolved(meant.searched[:LONGEST], meant.follows)
    searched = acceptable(thread.searched)
    return Resolved(searched, earlier[-1] if earlier and searched != question else "")


def acceptable(question: str) -> str:
    """The question with its white space collapsed.

    Raises:
        QuestionRefused: it is empty or too long.
    """
    plain = _plain(question)
    if not plain:
        raise QuestionRefused("question_empty", "There is no question: write one in words.")
    if len(plain) > LONGEST:
        raise QuestionRefused(
            "question_too_long",
            f"The question has {len(plain):,} characters; keep it under {LONGEST:,} and ask for one thing at a time.",
        )
    return plain


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isprintable() or c.isspace() else " " for c in text).split())


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


def filters_record(filters: Filters) -> dict[str, object]:
    """The filters as records have them."""
    return {
        "author": list(filters.authors),
        "document": list(filters.documents),
        "series": list(filters.series),
        "language": list(filters.languages),
        "since": filters.since,
        "until": filters.until,
        "as_of": filters.as_of,
    }


def recorded_filters(given: Mapping[str, object]) -> Filters:
    """The filters of a record; what it does not have lets everything through."""
    return Filters(
        authors=_listed(given.get("author")),
        documents=_listed(given.get("document")),
        series=_listed(given.get("series")),
        languages=_listed(given.get("language")),
        since=str(given.get("since") or ""),
        until=str(given.get("until") or ""),
        as_of=str(given.get("as_of") or ""),
    )


def _listed(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list | tuple) else ()
