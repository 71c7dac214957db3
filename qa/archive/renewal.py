"""A stored answer asked again: what is different today, and why as far as that can be known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from documents.folding import fold
from qa.anchors import SOUND, address_of, resolve
from qa.answer import Thread, answer, recorded_filters
from qa.archive.answers import Kept, recall
from qa.model import Answer, Citation, Verdict
from qa.verify import message

if TYPE_CHECKING:
    from index.snapshot import Snapshot


class Fate(StrEnum):
    """What became of a quotation between two answers. The values are part of what ``ask --again --json`` prints."""

    SAME = "same"
    #: The same words, from another place, another version or another print.
    MOVED = "moved"
    NEW = "new"
    GONE = "gone"


class Role(StrEnum):
    """What a quotation is there for."""

    ANSWERS = "answers"
    DIFFERS = "differs"
    NEWER = "newer"
    #: It is not in the answer.
    NONE = ""


@dataclass(frozen=True, slots=True)
class Renewal:
    """One quotation in the two answers; ``before`` is None of a new one, ``after`` of one that is gone."""

    fate: Fate
    before: Citation | None
    after: Citation | None
    was: Role
    now: Role
    #: Why, in a sentence without its capital and full stop; empty where that is not known.
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Renewed:
    """Two answers to one question held against each other; those of the new one in its order, then what is gone."""

    before: Answer
    after: Answer
    quotations: tuple[Renewal, ...]
    #: How many documents, newer versions among them, were added after the old answer was last given.
    added: int = 0

    @property
    def same(self) -> bool:
        """Whether the new answer says what the old one said, wherever its words stand now."""
        stays = all(one.was is one.now for one in self.quotations)  # what is new or gone was or is nothing
        return stays and _verdicts(self.before) == _verdicts(self.after)


def ask_again(view: Snapshot, name: str) -> tuple[Kept, Renewed]:
    """Ask the question of a stored answer as it was asked, of the library of today.

    Raises:
        NotKept: there is no stored answer of this id.
        LibraryDamaged: it is not what was stored.
        QuestionRefused: a filter of it names what is not in the library any more.
    """
    kept = recall(view, name)
    old = kept.answer
    new = answer(view, old.question, recorded_filters(old.filters), old.limit, thread=thread_of(old))
    return kept, again(view, old, new, since=kept.last)


def again(view: Snapshot, old: Answer, new: Answer, since: str = "") -> Renewed:
    """What is different in the new answer.

    Args:
        view: The library that gave the new one: it tells what became of quotations that are gone.
        old: The stored answer.
        new: The answer to the same question today.
        since: When the old one was last given, ISO 8601, UTC; empty where that is not known.
    """
    added = frozenset(entry.document for entry in view.entries() if since and entry.added > since)
    whence = dict.fromkeys(added, ADDED) | dict.fromkeys(_successors(view, old), NEWER_VERSION)
    pairs = _pairs(old.citations, new.citations)
    found = [
        _met(view, _Side(old, pairs[after.number]), _Side(new, after))
        if after.number in pairs
        else Renewal(Fate.NEW, None, after, Role.NONE, _role(new, after), whence.get(after.document, ""))
        for after in new.citations
    ]
    met = {before.number for before in pairs.values()}
    gone = [
        Renewal(Fate.GONE, one, None, _role(old, one), Role.NONE, _why_gone(view, one, new))
        for one in old.citations
        if one.number not in met
    ]
    return Renewed(old, new, (*found, *gone), len(added))


def renewed_record(renewed: Renewed) -> dict[str, Any]:
    """What is different, as the object that ``ask --again --json`` adds to the record."""
    before, after = renewed.before, renewed.after
    return {
        "answer": before.id,
        "same": renewed.same,
        "verdict": [before.verdict.value, after.verdict.value],
        "documents": [before.coverage.documents, after.coverage.documents],
        "added": renewed.added,
        "fingerprint": [before.fingerprint, after.fingerprint],
        "quotations": [_renewal_record(one) for one in renewed.quotations],
    }


def headline(renewed: Renewed) -> str:
    """The difference in a sentence."""
    if renewed.before.id == renewed.after.id:
        return "Nothing has changed."
    return "The answer is the same." if renewed.same else "The answer is different today."


def told(renewed: Renewed) -> Iterator[str]:
    """The difference as people read it, a sentence a line; what is gone is told by ``gone``."""
    before, after = renewed.before, renewed.after
    if before.verdict is not after.verdict:
        yield f"It was {_VERDICTS[before.verdict]} then, and is {_VERDICTS[after.verdict]} now."
    if counts := _counted(renewed):
        yield counts
    for one in renewed.quotations:
        if one.after and one.reason:
            yield f"[{one.after.number}] {one.reason}."
    yield from _what_else(renewed)


def gone(renewed: Renewed) -> tuple[Renewal, ...]:
    """The quotations that the new answer has not, each with the reason."""
    return tuple(one for one in renewed.quotations if one.fate is Fate.GONE)


#: Why a quotation is new, where that is why.
ADDED = "it is of a document that was added since"
NEWER_VERSION = "it is of a newer version of the document"
_VERDICTS = {Verdict.ANSWERED: "answered", Verdict.PARTLY: "answered in part", Verdict.NOT_FOUND: "not found"}
#: How a number of quotations of one fate is told: of one, of several.
_FATES = {
    Fate.SAME: ("is the same", "are the same"),
    Fate.MOVED: ("stands in another place", "stand in another place"),
    Fate.NEW: ("is new", "are new"),
    Fate.GONE: ("is gone", "are gone"),
}


def _verdicts(given: Answer) -> tuple[Verdict, ...]:
    """That of the answer and those of its parts."""
    return (given.verdict, *(part.verdict for part in given.parts))


def thread_of(old: Answer) -> Thread:
    """What makes ``qa.answer`` search again what was searched."""
    if old.searched == old.question:
        return Thread()
    return Thread((old.follows,) if old.follows else (), old.searched)


def _pairs(old: Sequence[Citation], new: Sequence[Citation]) -> dict[int, Citation]:
    """The number of each quotation that was there before, and the one that it was."""
    left, pairs = list(old), {}
    for same in (_same_place, _same_document, _same_words):
        for after in new:
            before = next((one for one in left if same(one, after)), None) if after.number not in pairs else None
            if before is not None:
                pairs[after.number] = before
                left.remove(before)
    return pairs


def _same_place(one: Citation, other: Citation) -> bool:
    return (one.paragraph, one.quote) == (other.paragraph, other.quote) and one.document == other.document


def _same_document(one: Citation, other: Citation) -> bool:
    return one.document == other.document and _same_words(one, other)


def _same_words(one: Citation, other: Citation) -> bool:
    return one.quote == other.quote or fold(one.quote).words == fold(other.quote).words


def _successors(view: Snapshot, old: Answer) -> frozenset[str]:
    """The documents that took the place of those that the old answer quotes or ranked."""
    before = {one.document for one in old.citations} | {one.document for one in old.passages}
    living = (view.living(name) for name in before)
    return frozenset(entry.document for entry in living if entry) - before


@dataclass(frozen=True, slots=True)
class _Side:
    """A quotation in the answer that has it."""

    answer: Answer
    cited: Citation

    @property
    def role(self) -> Role:
        return _role(self.answer, self.cited)


def _met(view: Snapshot, before: _Side, after: _Side) -> Renewal:
    """A quotation that both answers have."""
    same = _same_place(before.cited, after.cited)
    reason = _other_role(before.role, after.role) or ("" if same else _moved(view, before.cited, after.cited))
    fate = Fate.SAME if same else Fate.MOVED
    return Renewal(fate, before.cited, after.cited, before.role, after.role, reason)


def _role(given: Answer, cited: Citation) -> Role:
    if any(one.citation == cited.number for one in given.statements):
        return Role.ANSWERS
    return Role.NEWER if cited.number in given.newer else Role.DIFFERS


def _other_role(was: Role, now: Role) -> str:
    told = {
        Role.ANSWERS: "answers the question",
        Role.DIFFERS: "differs from the answer",
        Role.NEWER: "is newer than the answer",
    }
    return "" if was is now else f"it {told[now]} now; it was there because it {told[was]}"


def _moved(view: Snapshot, before: Citation, after: Citation) -> str:
    if before.document == after.document:
        return f"it stood in ¶ {before.paragraph} and stands in ¶ {after.paragraph}"
    living = view.living(before.document)
    if living and living.document == after.document:
        if before.paragraph == after.paragraph:
            return "it stands in the same paragraph of a newer version"
        return f"it stood in ¶ {before.paragraph} of an earlier version and stands in ¶ {after.paragraph} of this one"
    return f"it was quoted from “{before.title or _file(before)}” ({before.published or 'undated'})"


def _file(cited: Citation) -> str:
    return PurePath(cited.source).name


def _why_gone(view: Snapshot, cited: Citation, new: Answer) -> str:
    """Why a quotation is not in the new answer: what became of its place, or else of its rank."""
    address = address_of(cited)
    today = resolve(view, address)
    if today.state not in SOUND:
        return message(address, today)
    admitted = {entry.document for entry in view.entries(recorded_filters(new.filters))}
    if today.document not in admitted:
        return "it still stands, but the filters leave its document out now"
    if new.verdict is Verdict.NOT_FOUND:
        return "it still stands, but is no longer taken for an answer"
    return "it still stands; other sentences come nearer to the question now"


def _counted(renewed: Renewed) -> str:
    """ "2 quotations are the same, 1 is new." """
    numbers = Counter(one.fate for one in renewed.quotations)
    parts = [(numbers[fate], words[numbers[fate] > 1]) for fate, words in _FATES.items() if numbers[fate]]
    if not parts:
        return ""
    (number, words), *rest = parts
    first = f"{number} quotation{'' if number == 1 else 's'} {words}"
    return ", ".join([first, *(f"{number} {words}" for number, words in rest)]) + "."


def _what_else(renewed: Renewed) -> Iterator[str]:
    before, after = renewed.before, renewed.after
    then, today = before.coverage.documents, after.coverage.documents
    if then != today or renewed.added:
        new = (
            f"; {renewed.added} {'was' if renewed.added == 1 else 'were'} added or replaced since"
            if renewed.added
            else ""
        )
        yield f"The library had {then} documents then and has {today} now{new}."
    rules = before.fingerprint.partition(".")[2] != after.fingerprint.partition(".")[2]
    if rules:
        yield "Footnote itself has changed since: another version decides what answers."
    elif before.fingerprint != after.fingerprint and then == today and not renewed.added:
        yield "A document, the model or the ranking has changed since."


def _renewal_record(one: Renewal) -> dict[str, Any]:
    return {
        "fate": one.fate.value,
        "before": one.before.number if one.before else None,
        "after": one.after.number if one.after else None,
        "was": one.was.value,
        "now": one.now.value,
        "reason": one.reason,
    }
