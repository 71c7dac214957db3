"""What each document says to a question: a row each, with the sentence that answers, or an honest gap.

comparison = compare(view, "How much gas is stored?", filters)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from qa.model import Citation, Coverage


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
