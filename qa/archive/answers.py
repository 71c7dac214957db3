"""Answers that are kept: each whole, as it was given, under the name of its content.

Of passages that were only ranked, not quoted, the text is not kept twice: it is read from the library again as long as
it stands there as it stood, and left empty afterwards.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from index import analysis
from index.answers import AnswerLine, Stored
from index.errors import LibraryDamaged, LibraryError, NotInLibrary, NotKept
from qa.model import Answer, Ranked
from qa.record import BadRecord, answer_of, content_of, identity_of

if TYPE_CHECKING:
    from index.library import Library
    from index.snapshot import Snapshot

#: Seconds that keeping an answer waits for another writer: it is given already, and a commit takes milliseconds.
PATIENCE = 5.0
#: Lines that are read at a time when a list is searched.
PART = 500


@dataclass(frozen=True, slots=True)
class Kept:
    """A stored answer, and when it was given: ``first`` and ``last``, ISO 8601, UTC."""

    answer: Answer
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A part of the list of stored answers, newest first."""

    lines: tuple[AnswerLine, ...]
    #: How many are stored, whatever was searched.
    total: int
    #: Whether older ones follow.
    more: bool


def keep(library: Library, answer: Answer) -> str:
    """Store an answer, or note that it was given again; the id it is stored under.

    Raises:
        LibraryError: the library cannot be written, or another process writes and does not finish.
    """
    made = stored(answer)
    with library.keeping(patience=PATIENCE) as kept:
        kept.answers.keep(made)
    return made.id


def keep_or_say(library: Library, answer: Answer) -> str:
    """Store an answer; where that fails, why, in a sentence: an answer is given also where it cannot be stored."""
    try:
        keep(library, answer)
    except LibraryError as error:
        return f"This answer is not stored. {error}"
    return ""


def recall(view: Snapshot, name: str) -> Kept:
    """The stored answer of this id, whole but for texts of passages that the library does not have any more.

    Raises:
        NotKept: there is none.
        LibraryDamaged: it is not what was stored.
    """
    found = view.answers.get(name)
    if found is None:
        raise NotKept(f"There is no stored answer {name}: `footnote answers` lists them.")
    line, body = found
    try:
        answer = answer_of({**json.loads(body), "id": name})
    except (BadRecord, ValueError) as error:
        raise LibraryDamaged(
            f"The stored answer {name} cannot be read: remove it with `footnote answers --remove {name}`."
        ) from error
    passages, beyond = (_with_texts(view, some) for some in (answer.passages, answer.beyond))
    return Kept(replace(answer, passages=passages, beyond=beyond), line.first, line.last)


def listed(view: Snapshot, words: str = "", limit: int | None = None, below: int | None = None) -> Listed:
    """The newest stored answers.

    Args:
        view: The library.
        words: Only answers whose question has words that begin with each of these.
        limit: How many at most; None for all.
        below: Only those that come after the line with this turn.
    """
    found: list[AnswerLine] = []
    for line in _each(view, below):
        if not _has(line.question, words):
            continue
        if len(found) == limit:
            return Listed(tuple(found), view.answers.count(), more=True)
        found.append(line)
    return Listed(tuple(found), view.answers.count(), more=False)


def forget(library: Library, names: Sequence[str]) -> tuple[str, ...]:
    """Remove the stored answers of these ids for good; those that are not there. Pins keep what they quote."""
    with library.keeping(erasing=True) as kept:
        return tuple(name for name in names if not kept.answers.remove([name]))


def forget_all(library: Library) -> int:
    """Remove all stored answers for good; how many there were."""
    with library.keeping(erasing=True) as kept:
        return kept.answers.remove_all()


def stored(answer: Answer) -> Stored:
    """The answer as it is stored."""
    content = content_of(answer)
    name = identity_of(content)
    for passage in (*content["passages"], *content["beyond"]):
        passage["text"] = _digest(passage["text"])
    return Stored(
        name, answer.question, answer.verdict.value, _json(content),
        tuple(citation.document for citation in answer.citations),
    )  # fmt: skip


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _digest(text: str) -> str:
    """What stands in a stored record for a passage's text: by it the text is known again."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _with_texts(view: Snapshot, passages: Sequence[Ranked]) -> tuple[Ranked, ...]:
    return tuple(replace(one, text=_text(view, one)) for one in passages)


def _text(view: Snapshot, passage: Ranked) -> str:
    try:
        text = view.document(passage.document).text[passage.start : passage.end]
    except (NotInLibrary, LibraryDamaged):
        return ""
    return text if _digest(text) == passage.text else ""


def _each(view: Snapshot, below: int | None) -> Iterator[AnswerLine]:
    while lines := view.answers.lines(PART, below):
        yield from lines
        below = lines[-1].turn


def _has(question: str, words: str) -> bool:
    asked = analysis.words(question) if words else []
    return all(any(one.startswith(word) for one in asked) for word in analysis.words(words))
