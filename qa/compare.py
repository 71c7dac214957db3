"""What each document says to a question: a row each, with the sentence that answers, or an honest gap.

comparison = compare(view, "How much gas is stored?", filters)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from itertools import count
from typing import TYPE_CHECKING, Any

from index.dates import age
from index.model import Entry, Filters
from qa import gate
from qa.answer import acceptable, check, filters_record
from qa.coverage import coverage
from qa.evidence import weigh
from qa.model import Citation, Coverage
from qa.quotations import Quotations

if TYPE_CHECKING:
    from index.model import Hit
    from index.snapshot import Snapshot

_ALL = Filters()
#: So many works are looked into, those whose passages come nearest first. Of 80 documents each of 2,000 that were put
#: nine questions (realtimeqa-2024), the last that answered came 24th; a document takes 0.06 s.
LOOKED_INTO = 100
#: So many of the best passages of a work are looked at: with all ten the same documents answered all nine questions, in
#: two and a half times the time.
PASSAGES = 2


class State(StrEnum):
    """What is known of a document and a question. The values are part of the record."""

    ANSWERS = "answers"
    #: It was looked into, and no sentence of it answers.
    NOTHING = "nothing_found"
    #: It was not looked into: so many others come nearer to the question.
    NOT_READ = "not_looked_into"


@dataclass(frozen=True, slots=True)
class Row:
    """A document that passes the filters, and its sentence that answers, if one does."""

    document: str
    source: str
    title: str
    authors: tuple[str, ...]
    published: str
    state: State
    #: The sentence that answers best; numbered in the order of the rows.
    citation: Citation | None = None
    #: Other prints and versions of the document that pass the filters: they are asked with it, and have no row.
    prints: tuple[Entry, ...] = ()

    def __post_init__(self) -> None:
        if (self.citation is not None) is not (self.state is State.ANSWERS):
            raise ValueError(f"{self.source}: a row is filled if and only if its document answers")


@dataclass(frozen=True, slots=True)
class Comparison:
    """A row for each work that passes the filters, by date (undated last), then source."""

    question: str
    rows: tuple[Row, ...]
    #: How many rows have each state.
    counts: Mapping[State, int]
    coverage: Coverage
    filters: Mapping[str, object]
    fingerprint: str


def compare(
    view: Snapshot,
    question: str,
    filters: Filters = _ALL,
    limit: int = LOOKED_INTO,
    progress: Callable[[int, int], None] | None = None,
) -> Comparison:
    """What each document says to the question.

    All passages are ranked once. The works are then asked one by one: each answers or does not, by the same gate as a
    question to all of them. Prints and versions of one work are asked together and share a row.

    Args:
        view: The state of the library.
        question: 1–2,000 characters.
        filters: Which documents have a row.
        limit: How many works are looked into, the nearest first; the others have rows that say so.
        progress: Hears how many have been looked into, and of how many.

    Raises:
        QuestionRefused: the question is empty or too long, or a filter names what is not there.
        LibraryError: the library cannot be read.
    """
    question = acceptable(question)
    check(view, filters)
    hits = view.search(question, filters, max(1, view.size))
    entries = {entry.document: entry for entry in view.entries(filters)}
    nearest = _works(view, hits, entries, limit)
    rows: list[Row] = []
    for number, work in enumerate(nearest, 1):
        rows.append(_asked(view, question, work, [hit for hit in hits if hit.document in work]))
        if progress:
            progress(number, len(nearest))
    looked = {name for work in nearest for name in work}
    rows += [_row(entry, State.NOT_READ, ()) for name, entry in entries.items() if name not in looked]
    ordered = _numbered(sorted(rows, key=_by_date))
    return Comparison(
        question=question,
        rows=ordered,
        counts=Counter(row.state for row in ordered),
        coverage=coverage(view, question, filters),
        filters=filters_record(filters),
        fingerprint=f"{view.fingerprint}.{gate.VERSION}",
    )


def _works(view: Snapshot, hits: Sequence[Hit], entries: Mapping[str, Entry], limit: int) -> list[dict[str, Entry]]:
    """The works that come nearest, each with those of its prints that may answer, the earliest first."""
    works: list[dict[str, Entry]] = []
    seen: set[str] = set()
    for name in dict.fromkeys(hit.document for hit in hits):
        if len(works) == limit:
            break
        if name in entries and name not in seen:
            prints = [entries[name], *(one for one in view.copies(name) if one.document in entries)]
            works.append({one.document: one for one in sorted(prints, key=_by_date) if one.document not in seen})
            seen.update(works[-1])
    return works


def _asked(view: Snapshot, question: str, work: Mapping[str, Entry], hits: Sequence[Hit]) -> Row:
    """The row of a work: of the print whose sentence answers, or of the earliest."""
    evidence = weigh(view, question, hits[:PASSAGES])
    if not evidence.answers:
        return _row(next(iter(work.values())), State.NOTHING, work.values())
    best = evidence.candidates[0]
    quotations = Quotations(view)
    quotations.number(best)
    return _row(work[best.document.id], State.ANSWERS, work.values(), quotations.citations[0])


def _row(entry: Entry, state: State, prints: Iterable[Entry], citation: Citation | None = None) -> Row:
    """The row of a document; ``prints`` may have the document itself among them."""
    return Row(
        document=entry.document,
        source=entry.source,
        title=entry.title,
        authors=entry.authors,
        published=entry.published,
        state=state,
        citation=citation,
        prints=tuple(one for one in prints if one.document != entry.document),
    )


def _numbered(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows with their citations numbered in their order."""
    numbers = count(1)
    return tuple(
        replace(row, citation=replace(row.citation, number=next(numbers))) if row.citation else row for row in rows
    )


def _by_date(one: Row | Entry) -> tuple[bool, str, str]:
    return *age(one.published), one.source


def record(comparison: Comparison) -> dict[str, Any]:
    """All but the rows: the first JSON line of ``footnote compare --json``."""
    return {
        "question": comparison.question,
        "counts": {state.value: comparison.counts.get(state, 0) for state in State},
        "coverage": asdict(comparison.coverage),
        "filters": dict(comparison.filters),
        "fingerprint": comparison.fingerprint,
    }


#: What a record says of another print.
PRINT = ("document", "source", "title", "published")


def row_record(row: Row) -> dict[str, Any]:
    """A row: a further JSON line."""
    prints = [{name: getattr(one, name) for name in PRINT} for one in row.prints]
    return {**asdict(row), "state": row.state.value, "prints": prints}
