"""Sentences become citations: numbered in the order in which they are quoted, each with what is to be known of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.cite import cite
from qa.language.attribution import reported
from qa.model import Citation, Copy
from qa.select import Sentence

if TYPE_CHECKING:
    from index.model import Standing
    from index.snapshot import Snapshot


class Quotations:
    """The citations of one answer: a sentence that is quoted twice has one number."""

    def __init__(self, view: Snapshot) -> None:
        self._view = view
        self._made: dict[tuple[str, int], Citation] = {}

    def number(self, sentence: Sentence) -> int:
        """The number of the sentence's citation, which is made where it is new."""
        if sentence.place not in self._made:
            self._made[sentence.place] = self._cited(sentence, len(self._made) + 1)
        return self._made[sentence.place].number

    def numbers(self, quoted: Iterable[Sentence]) -> tuple[int, ...]:
        """The numbers of several, without repeats."""
        return tuple(dict.fromkeys(map(self.number, quoted)))

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All of them by their numbers."""
        return tuple(self._made.values())

    def _cited(self, sentence: Sentence, number: int) -> Citation:
        made = cite(sentence.document, sentence.start, sentence.end, number)
        earlier = sentence.document.text[sentence.block.start : sentence.start]
        also = self._view.also(sentence.document.id, sentence.start, sentence.end)
        return replace(
            made,
            reported=reported(sentence.text, sentence.language, earlier),
            also=tuple(map(self._copy, also)),
        )

    def _copy(self, standing: Standing) -> Copy:
        other = cite(self._view.document(standing.document), standing.start, standing.end)
        return Copy(
            other.document, other.source, other.title, other.authors, other.published, other.paragraph,
            other.page_label, other.url,
        )  # fmt: skip
