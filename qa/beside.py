"""What stands beside an answer: sentences of other works that say otherwise."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.claims import Told
from qa.conflicts import conflicts
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
    view: Snapshot, question: str, chosen: Collection[Sentence], found: Sequence[Sentence]
) -> tuple[Differing, ...]:
    """Where one of the sentences that answer and another that was found do not say the same.

    Args:
        view: The state that answered.
        question: As it was searched.
        chosen: The sentences that answer.
        found: All that were found, those among them.
    """
    if len({one.document.digest for one in found}) < 2:
        return ()
    words = [word.alternatives for word in view.question_words(question)]
    works = {name: _work(view, name) for name in {one.document.id for one in found}}
    answering = {one.place for one in chosen}
    pairs = (
        Differing(one.kind, (found[one.first], found[one.second]), one.values)
        for one in conflicts(words, [_told(sentence, works) for sentence in found])
    )
    return tuple(pair for pair in pairs if answering & {side.place for side in pair.sides})


def _told(sentence: Sentence, works: Mapping[str, str]) -> Told:
    known = sentence.document.metadata
    context = "\n".join((known.title, *sentence.block.section))
    return Told(sentence.text, sentence.language, context, known.published, works[sentence.document.id])


def _work(view: Snapshot, document: str) -> str:
    """A name that all prints of a work share."""
    return min([document, *(entry.document for entry in view.copies(document))])
