"""What the Answers and Dossiers tabs do: a visitor's act becomes a change of what is kept, and the tab drawn anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index.errors import LibraryError
from qa.archive import dossiers
from qa.archive.answers import forget, listed, recall
from qa.web import kept
from qa.web.texts import t
from qa.web.wish import number_of

if TYPE_CHECKING:
    from index.library import Library

#: Answers that the list shows at first, and how many more at a press.
PART = 50
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
                    said = t("kept.forgotten")
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
                name = dossiers.latest(view) or t("kept.first")
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
                return new, t("kept.made", name=new)
            case "renamed":
                dossiers.rename(self.library, name, new)
                return new, t("kept.renamed")
            case "remove":
                dossiers.remove(self.library, name)
                return "", t("kept.removed", name=name)
            case "move":
                dossiers.move(self.library, name, pin, number_of(wanted.get("place")) or 1)
                return name, t("kept.moved")
            case "unpin":
                dossiers.unpin(self.library, name, pin)
                return name, t("kept.taken_out")
            case "note":
                dossiers.annotate(self.library, name, pin, _text(wanted, "text"))
                return name, t("kept.noted")
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
