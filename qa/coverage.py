"""What was searched for an answer, what was not and why, and whether what the filters leave out would answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from index.filters import Test, admits
from index.model import Filters
from qa.model import Coverage, Unread, WithoutText

if TYPE_CHECKING:
    from index.model import Hit
    from index.snapshot import Snapshot
    from qa.select import Sentence

#: Filters as the answer record calls them, where that is not the name of the field.
_KEYS = {"authors": "author", "documents": "document", "languages": "language"}
#: So many of the best passages of the whole library are looked through for those of documents that the filters leave
#: out: where so many others are better and do not answer, a worse one does not either.
DEEPEST = 30
#: So many passages from beyond the filters are told: they are a hint to ask again, and no answer.
TOLD = 3


def coverage(view: Snapshot, searched: str, filters: Filters) -> Coverage:
    """What of the library was searched for a question; read it after the search.

    Args:
        view: The state that answered.
        searched: The question as it was searched.
        filters: Which documents might answer.
    """
    return replace(
        scope(view, filters),
        absent_terms=tuple(word.surface for word in view.absent(searched)),
        spellings=view.spellings(searched),
    )


def scope(view: Snapshot, filters: Filters) -> Coverage:
    """What of the library the filters let be searched, whatever is looked for in it; needs no model."""
    unread = tuple(Unread(one.source, one.code, one.message) for one in view.failures())
    return Coverage(
        documents=len(view.entries()),
        searched=len(view.entries(filters)),
        unreadable=len(unread),
        left_out=left_out(view, filters),
        unread=unread,
        without_text=tuple(
            WithoutText(entry.document, entry.source, entry.title, pages) for entry, pages in view.without_text(filters)
        ),
    )


def left_out(view: Snapshot, filters: Filters) -> Mapping[str, int]:
    """For each filter that is set how many documents it alone leaves out, by the filter's name in the record."""
    entries = view.entries()
    return {name: sum(not test(entry) for entry in entries) for name, test in _each(filters)}


def _each(filters: Filters) -> list[tuple[str, Test]]:
    """For each filter that is set its name in the record, and whether a document passes it."""
    values = ((field.name, getattr(filters, field.name)) for field in fields(filters))
    return [(_KEYS.get(name, name), admits(Filters(**{name: value}))) for name, value in values if value]


def beyond(
    view: Snapshot, searched: str, filters: Filters, answering: Callable[[Sequence[Hit]], Sequence[Sentence]]
) -> tuple[Hit, ...]:
    """The passages of documents that the filters leave out which answer a question that nothing within them answers.

    Args:
        view: The state that was asked; a search may move it on, so read what was found within the filters before.
        searched: The question as it was searched.
        filters: Those that were set.
        answering: The sentences that answer, of ranked passages; none where none does.

    Returns:
        Up to three passages, best first, each of which holds one of these sentences.
    """
    if not filters:
        return ()
    best = view.search(searched, limit=DEEPEST)
    within = {entry.document for entry in view.entries(filters)}
    outside = [hit for hit in best if hit.document not in within]
    places = [(one.document.id, one.start) for one in answering(outside)] if outside else []
    holding = (hit for hit in outside if any(hit.document == name and hit.start <= at < hit.end for name, at in places))
    return tuple(holding)[:TOLD]
