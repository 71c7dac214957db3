"""Where else in the library the words of a document stand: its other prints and versions, and those of one sentence."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from documents.model import Document
from index.copies import SHORT, Print, Said, folded, print_of, same_work
from index.dates import age
from index.model import Hit, Passage, Standing
from index.passages import sentences
from index.works import GUARANTEED, Sketch, Sketches, sketch

if TYPE_CHECKING:
    from index.rows import Held
    from index.snapshot import Snapshot

#: Documents are compared by their words when the shorter one's sketch has so much of it in common with the other's.
#: All pairs of one work among 5,196 real documents had 0.8 and more.
PROMISING = 0.4
#: A sentence of fewer words ("He declined to comment.") is written twice by chance.
FEWEST = 6
#: Of 70 sentences of real documents that stood elsewhere as well, those in more documents than this were all of the
#: kind "Sign up for our newsletter"; such as were news stood in one or two others.
CROWD = 5
#: A passage of which no more than this is new repeats what was told: a byline, a last sentence cut off elsewhere.
NEW = 0.2


class Reprints:
    """Answers for one snapshot. Every document is read once."""

    def __init__(
        self, sketches: Sketches, held: Iterable[Held], own: Callable[[Held], Sketch], read: Callable[[Held], Document]
    ) -> None:
        self._sketches = sketches
        self._own = own
        self._held: Mapping[int, Held] = {one.row: one for one in held}
        self._read = read
        self._prints: dict[int, Print] = {}
        self._works: dict[int, tuple[Held, ...]] = {}

    def of(self, held: Held) -> tuple[Held, ...]:
        """The other prints and versions of the document's work, the earliest first, undated ones last."""
        if held.row not in self._works:
            own = self._print(held)
            near = (self._held[row] for row in self._promising(held))
            self._works[held.row] = _by_date(one for one in near if same_work(own, self._print(one)))
        return self._works[held.row]

    def also(self, held: Held, start: int, end: int) -> tuple[Standing, ...]:
        """Where the same sentence stands in other documents, once in each, the earliest first, undated ones last.

        Typography, case and diacritics do not count, figures and every other letter do.
        """
        words = folded(self._read(held).text[start:end])
        if words.count(" ") + 1 < FEWEST:
            return ()
        found = ((one, self._place(one, words)) for one in self._holders(held, words))
        return tuple(
            Standing(one.entry.document, number, said.start, said.end)
            for one, said in found
            if said and (number := self._read(one).paragraph_number(said.block))
        )

    def _holders(self, held: Held, words: str) -> tuple[Held, ...]:
        """The documents that may hold the words: all that do where there are ``GUARANTEED`` words or more.

        What a crowd of documents holds is what a publisher prints under everything, and counts in copies only.
        """
        if words.count(" ") + 1 < GUARANTEED:
            return self.of(held)
        rows = self._sketches.holding(sketch(words)) - {held.row}
        if len(rows) > CROWD:
            return tuple(one for one in self.of(held) if one.row in rows)
        return _by_date(self._held[row] for row in rows if row in self._held)

    def _place(self, held: Held, words: str) -> Said | None:
        text = self._print(held)
        return next((one for one in text.said if one.words == words), None) if words in text.words else None

    def _promising(self, held: Held) -> list[int]:
        """The rows of documents that share so many words with this one that they may be of the same work."""
        own = self._own(held)
        shared = self._sketches.sharing(own)
        sizes = {row: self._sketches.sizes[row] for row in shared if row != held.row and row in self._held}
        return [
            row
            for row, size in sizes.items()
            if shared[row] >= PROMISING * min(size, len(own)) and min(size, len(own)) >= SHORT / 2 * max(size, len(own))
        ]

    def _print(self, held: Held) -> Print:
        if held.row not in self._prints:
            self._prints[held.row] = print_of(self._read(held))
        return self._prints[held.row]


def _by_date(held: Iterable[Held]) -> tuple[Held, ...]:
    return tuple(sorted(held, key=lambda one: (*age(one.entry.published), one.row)))


def distinct(view: Snapshot, hits: Sequence[Hit], most: int) -> tuple[Hit, ...]:
    """The best ranked passages without those that only repeat what better ones of other documents say word for word.

    The better one stays, for what ranks two prints of a text apart is their titles and headings, which say what they
    are; of passages with one score that of the earlier document stays. So ten reprints take one place and not ten.
    """
    kept: list[Hit] = []
    told: set[str] = set()
    for hit in sorted(hits, key=lambda one: (-one.score, *age(view.find(one.document).published))):  # stable
        document = view.document(hit.document)
        said = sentences(document, Passage(hit.first, hit.last, hit.start, hit.end, ""))
        words = [folded(document.text[start:end]) for _, start, end in said]
        if not words or _new(words, told) > NEW * _new(words, ()):
            kept.append(hit)
            told.update(words)
        if len(kept) == most:
            break
    return tuple(kept)


def _new(words: Sequence[str], told: Collection[str]) -> int:
    """How many words are in the sentences that were not told yet."""
    return sum(one.count(" ") + 1 for one in words if one not in told)
