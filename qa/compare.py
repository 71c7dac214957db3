"""What each document says to a question: a row each, with the sentence that answers, or an honest gap.

comparison = compare(view, "How much gas is stored?", filters)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from index.model import Entry, Filters
from qa import gate
from qa.answer import acceptable, check, filters_record
from qa.cite import cite
from qa.coverage import coverage
from qa.evidence import weigh
from qa.model import Citation, Coverage

if TYPE_CHECKING:
    from index.model import Hit
    from index.snapshot import Snapshot

_ALL = Filters()
#: So many documents are looked into, those whose passages come nearest first.
LOOKED_INTO = 100


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
    #: The sentence that answers best; its ``also`` are documents that print the same, which have no rows of their own.
    citation: Citation | None = None

    def __post_init__(self) -> None:
        if (self.citation is not None) is not (self.state is State.ANSWERS):
            raise ValueError(f"{self.source}: a row is filled if and only if its document answers")


@dataclass(frozen=True, slots=True)
class Comparison:
    """A row for each document that passes the filters, by date (undated last), then source."""

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

    All passages are ranked once. The documents are then asked one by one, as a library of this one document would be:
    each answers or does not, by the same gate as a question to all of them.

    Args:
        view: The state of the library.
        question: 1–2,000 characters.
        filters: Which documents have a row.
        limit: How many documents are looked into, the nearest first; the others have rows that say so.
        progress: Hears how many have been looked into, and of how many.

    Raises:
        QuestionRefused: the question is empty or too long, or a filter names what is not there.
        LibraryError: the library cannot be read.
    """
    question = acceptable(question)
    check(view, filters)
    hits = _by_document(view.search(question, filters, max(1, view.size)))
    nearest = list(hits)[: max(0, limit)]
    found: dict[str, Citation | None] = {}
    for number, name in enumerate(nearest, 1):
        found[name] = _quotation(view, question, hits[name])
        if progress:
            progress(number, len(nearest))
    rows = tuple(_row(entry, found) for entry in sorted(view.entries(filters), key=_order))
    return Comparison(
        question=question,
        rows=rows,
        counts=Counter(row.state for row in rows),
        coverage=coverage(view, question, filters),
        filters=filters_record(filters),
        fingerprint=f"{view.fingerprint}.{gate.VERSION}",
    )


def _by_document(hits: Sequence[Hit]) -> dict[str, list[Hit]]:
    """The passages of each document, best first; the document with the best one first."""
    found: dict[str, list[Hit]] = {}
    for hit in hits:
        found.setdefault(hit.document, []).append(hit)
    return found


def _quotation(view: Snapshot, question: str, hits: Sequence[Hit]) -> Citation | None:
    """The sentence of these passages that answers best, if any answers."""
    evidence = weigh(view, question, hits)
    if not evidence.answers:
        return None
    best = evidence.candidates[0]
    return cite(best.document, best.start, best.end)


def _row(entry: Entry, found: Mapping[str, Citation | None]) -> Row:
    citation = found.get(entry.document)
    looked = State.ANSWERS if citation else State.NOTHING
    return Row(
        document=entry.document,
        source=entry.source,
        title=entry.title,
        authors=entry.authors,
        published=entry.published,
        state=looked if entry.document in found else State.NOT_READ,
        citation=citation,
    )


def _order(entry: Entry) -> tuple[str, str]:
    return entry.published or "~", entry.source  # "~" sorts after every digit


def record(comparison: Comparison) -> dict[str, Any]:
    """All but the rows: the first JSON line of ``footnote compare --json``."""
    return {
        "question": comparison.question,
        "counts": {state.value: comparison.counts.get(state, 0) for state in State},
        "coverage": asdict(comparison.coverage),
        "filters": dict(comparison.filters),
        "fingerprint": comparison.fingerprint,
    }


def row_record(row: Row) -> dict[str, Any]:
    """A row: a further JSON line."""
    return {**asdict(row), "state": row.state.value}
