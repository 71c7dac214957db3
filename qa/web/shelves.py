"""What the Answers and Dossiers tabs do: a visitor's act becomes a change of what is kept, and the tab drawn anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index.errors import LibraryError
from qa.archive import dossiers
from qa.archive.answers import forget, listed, recall
from qa.web import kept
from qa.web.wish import number_of

if TYPE_CHECKING:
    from index.library import Library

#: Answers that the list shows at first, and how many more at a press.
PART = 50
#: The dossier that a quotation goes into where there is none yet.
FIRST = "My dossier"
#: Longer texts than any name, note or question has are cut by what they are given to; these bound what is looked at.
LONGEST = 10_000

Told = dict[str, Any]
Act = Callable[[Mapping[str, Any]], Told]


@dataclass(frozen=True, slots=True)
class Answers:
    """The Answers tab: what has been asked, newest first."""

    library: Library

    def shown(self, wanted: Mapping[str, Any]) -> Told:
        """The list after an act.

        Args:
            wanted: ``op`` (find, more, forget; none to draw it), ``words``, ``count``, ``id``.

        Returns:
            ``html`` with the ``state`` that the browser keeps, and what is to be read out as ``say``; or ``error``.
        """
        words, count = _text(wanted, "words"), number_of(wanted.get("count")) or PART
        said = ""
        try:
            match wanted.get("op"):
                case "forget":
                    forget(self.library, [_text(wanted, "id")])
                    said = "The answer is forgotten"
                case "more":
                    count += PART
                case "find":
                    count = PART
            with self.library.snapshot() as view:
                found = listed(view, words, count)
        except LibraryError as error:
            return {"error": str(error)}
        return {"html": kept.history(found, words), "state": {"words": words, "count": count}, "say": said}


@dataclass(frozen=True, slots=True)
class Dossiers:
    """The Dossiers tab: quotations of several answers, in a person's order and with a person's notes."""

    library: Library

    def shown(self, wanted: Mapping[str, Any]) -> Told:
        """The dossier that is open after an act.

        Args:
            wanted: ``op`` (make, open, renamed, remove, move, unpin, note; none to draw it), ``name`` of the dossier
                that is open, ``to`` a new name, ``pin``, ``place``, ``text``.

        Returns:
            ``html`` with the ``state`` that the browser keeps, and what is to be read out as ``say``; or ``error``.
        """
        try:
            name, said = self._acted(wanted)
            if wanted.get("op") == "note":
                return {"say": said}
            return {**self._drawn(name), "say": said}
        except LibraryError as error:
            return {"error": str(error)}

    def pin(self, wanted: Mapping[str, Any]) -> Told:
        """Pin quotations of a stored answer to the dossier that was used last.

        Args:
            wanted: ``answer`` its id, ``numbers`` of its citations.

        Returns:
            The ``name`` of the dossier, or ``error``.
        """
        numbers = wanted.get("numbers")
        meant = {one for one in numbers if isinstance(one, int)} if isinstance(numbers, list) else set()
        try:
            with self.library.snapshot() as view:
                answer = recall(view, _text(wanted, "answer")).answer
                name = dossiers.latest(view) or FIRST
            for cited in answer.citations:
                if cited.number in meant:
                    dossiers.pin(self.library, name, cited, answer)
        except LibraryError as error:
            return {"error": str(error)}
        return {"name": name}

    def _acted(self, wanted: Mapping[str, Any]) -> tuple[str, str]:
        """The name of the dossier that is open afterwards, and what is said."""
        name, new, pin = _text(wanted, "name"), _text(wanted, "to"), number_of(wanted.get("pin"))
        match wanted.get("op"):
            case "make":
                dossiers.make(self.library, new)
                return new, f"The dossier {new} is made"
            case "renamed":
                dossiers.rename(self.library, name, new)
                return new, "Renamed"
            case "remove":
                dossiers.remove(self.library, name)
                return "", f"The dossier {name} is removed"
            case "move":
                dossiers.move(self.library, name, pin, number_of(wanted.get("place")) or 1)
                return name, "Moved"
            case "unpin":
                dossiers.unpin(self.library, name, pin)
                return name, "Taken out"
            case "note":
                dossiers.annotate(self.library, name, pin, _text(wanted, "text"))
                return name, "The note is kept"
        return name, ""

    def _drawn(self, name: str) -> Told:
        with self.library.snapshot() as view:
            every = view.dossiers.lines()
            there = [one.name for one in every]
            current = name if name in there else (dossiers.latest(view) or "")
            pins = dossiers.dossier(view, current).pins if current else ()
            shown = [kept.pinned(view, pin) for pin in pins]
        return {"html": kept.dossiers(every, current, shown), "state": {"name": current}}


def _text(wanted: Mapping[str, Any], name: str) -> str:
    value = wanted.get(name)
    return value[:LONGEST] if isinstance(value, str) else ""
