"""Papers of what stands in the library of today: only what stands word for word is given as a source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.anchors import SOUND, address_of, resolve
from qa.archive.dossiers import dossier
from qa.cite import cite
from qa.export.paper import Checked, LeftOut, Paper, of_answers, of_citation, of_pins
from qa.export.works import Access
from qa.model import Answer, Citation
from qa.verify import MESSAGES

if TYPE_CHECKING:
    from index.snapshot import Snapshot

_PARTED = "the paragraph was parted amid it"


def answers_today(view: Snapshot, answers: Sequence[Answer], access: Access) -> Paper:
    """Answers with those of their quotations that stand today.

    Raises:
        LibraryDamaged: the text of a document is not what was added.
    """
    found = [checked(view, ((one.number, one) for one in given.citations)) for given in answers]
    return of_answers(list(zip(answers, found, strict=True)), access)


def citation_today(view: Snapshot, given: Answer, number: int, access: Access) -> Paper:
    """The one citation of an answer that has this number, if it stands today; there must be one.

    Raises:
        LibraryDamaged: the text of a document is not what was added.
    """
    found = checked(view, ((number, one) for one in given.citations if one.number == number))
    return of_citation(given, found, access)


def dossier_today(view: Snapshot, name: str, access: Access) -> Paper:
    """The dossier of this name with those of its quotations that stand today.

    Raises:
        NotKept: there is none.
        LibraryDamaged: a pin of it, or the text of a document, is not what was kept.
    """
    held = dossier(view, name)
    found = checked(view, ((place, pin.citation) for place, pin in enumerate(held.pins, 1)))
    return of_pins(held.name, held.pins, found, access)


def checked(view: Snapshot, citations: Iterable[tuple[int, Citation]]) -> Checked:
    """Look citations up.

    Args:
        view: The library of today.
        citations: Each with the number by which it is known; two may quote the same.

    Returns:
        Those that stand, with their words, place and metadata as they are today, and those that do not.

    Raises:
        LibraryDamaged: the text of a document is not what was added.
    """
    standing: dict[int, Citation] = {}
    left_out: list[LeftOut] = []
    for number, cited in citations:
        found = _today(view, cited)
        if isinstance(found, Citation):
            standing[number] = found
        else:
            left_out.append(LeftOut(cited, found))
    return Checked(standing, tuple(left_out))


def _today(view: Snapshot, cited: Citation) -> Citation | str:
    """The citation as it stands today, or why it does not."""
    found = resolve(view, address_of(cited))
    if found.state not in SOUND or found.document is None or found.start is None or found.end is None:
        return MESSAGES[found.state]
    document = view.document(found.document)
    block = document.block_at(found.start)
    if block is None or found.end > block.end:
        return _PARTED
    made = cite(document, found.start, found.end, cited.number)
    return replace(made, reported=cited.reported, also=cited.also)
