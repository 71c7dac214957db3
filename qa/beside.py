"""What stands beside an answer: sentences of other works that say otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.disagreement.claims import Told
from qa.disagreement.conflicts import conflicts
from qa.model import Disagreement
from qa.select import Sentence

if TYPE_CHECKING:
    from index.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Differing:
    """Two sentences that do not say the same of the same thing, the earlier document's first."""

    kind: Disagreement
    sides: tuple[Sentence, Sentence]
    values: tuple[str, str]


def differing(
    view: Snapshot, question: str, chosen: Sequence[Sentence], found: Sequence[Sentence]
) -> tuple[Differing, ...]:
    """Where one of the sentences that answer and another that was found do not say the same.

    Args:
        view: The state that answered.
        question: As it was searched.
        chosen: The sentences that answer.
        found: All that were found.
    """
    answering = {one.document.digest for one in chosen}
    compared = [*chosen, *(one for one in found if len(answering) > 1 or one.document.digest not in answering)]
    if not chosen or len(compared) == 1:
        return ()
    words = [word.alternatives for word in view.question_words(question)]
    works = {name: _work(view, name) for name in {one.document.id for one in compared}}
    differences = conflicts(words, [_told(one, works) for one in compared], range(len(chosen)))
    return tuple(Differing(one.kind, (compared[one.first], compared[one.second]), one.values) for one in differences)


def _told(sentence: Sentence, works: Mapping[str, str]) -> Told:
    known = sentence.document.metadata
    context = "\n".join((known.title, *sentence.block.section))
    return Told(sentence.text, sentence.language, context, known.published, works[sentence.document.id])


def _work(view: Snapshot, document: str) -> str:
    """A name that all prints of a work share."""
    return min([document, *(entry.document for entry in view.copies(document))])
