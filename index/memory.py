"""What is held in memory follows the store.

Nothing here is a fact: the searcher (model and engines) is made at first need and brought to the generation of a
snapshot by the difference of two sets of passage ids. What the present model, cutter or analyser has not yet
made of a document is made first, from the stored text, and committed document by document: an interruption loses
nothing, and what another model made stays until this one's is whole.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from documents.model import Document
from index import analysis, passages, works
from index.blank_pages import BlankPages
from index.errors import LibraryDamaged
from index.model import Ids, Passage
from index.phrases import PhraseIndex
from index.reader import Reader
from index.rows import Derived, Held, Space, to_json
from index.store import Store
from index.vocabulary import Vocabulary
from index.works import Works

if TYPE_CHECKING:
    from index.search import Searcher

_NONE: Ids = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The documents of one generation, read once for all snapshots of it."""

    generation: int
    held: tuple[Held, ...]
    by_id: Mapping[str, Held]
    #: Names the documents as they were read and corrected, in whatever order they came.
    digest: str
    #: The languages of the documents and of their paragraphs.
    languages: frozenset[str]


class Memory:
    """The searcher of one library, in step with its store. Safe to use from several threads."""

    def __init__(self, store: Store, make: Callable[[], Searcher]) -> None:
        self._store = store
        self._make = make
        self._made: Searcher | None = None
        self._making = threading.Lock()
        self._step = threading.RLock()
        self._known = _NONE
        #: Which pages of which documents could not be searched.
        self.blank_pages = BlankPages()
        #: The words that the library might mean by one that it never has.
        self.vocabulary = Vocabulary()
        #: Which documents share words.
        self.works = Works()
        self.phrases = PhraseIndex()
        self._catalogue = Catalogue(-1, (), {}, "", frozenset())

    def catalogue(self, reader: Reader) -> Catalogue:
        """The catalogue of the reader's generation: 8 ms for 1,000 documents the first time (22 ms where each is
        corrected), then nothing.
        """
        kept = self._catalogue
        if kept.generation != reader.generation:
            held = reader.catalogue()
            digest = hashlib.sha256("\n".join(sorted(map(_named, held))).encode()).hexdigest()
            languages = reader.block_languages() | {one.entry.language for one in held} - {""}
            kept = Catalogue(reader.generation, held, {one.entry.document: one for one in held}, digest, languages)
            self._catalogue = kept  # one reference, changed at once: no reader sees half of it
        return kept

    @property
    def searcher(self) -> Searcher:
        """The searcher, made now if it is not there yet."""
        with self._making:
            if self._made is None:
                self._made = self._make()
            return self._made

    @property
    def space(self) -> Space:
        """Where the present model's passages and vectors are kept."""
        embedder = self.searcher.embedder
        return Space(f"{embedder.fingerprint} · passages {passages.VERSION}", embedder.dimension)

    def held(self) -> tuple[int, Ids] | None:
        """The generation in memory and its passage ids; None before the first search."""
        with self._step:
            return (self._made.generation, self._known) if self._made and self._made.generation else None

    def derive(self, document: Document, progress: Callable[[int, int], None] | None = None) -> Derived:
        """Cut, embed and count a document; ``progress`` hears passages done and passages in all."""
        embedder = self.searcher.embedder
        cut = passages.cut(document, embedder.count_tokens, embedder.length)

        def embedded(done: int) -> None:
            if progress:
                progress(min(done, len(cut)), len(cut))

        embedded(0)
        vectors = passages.passage_vectors(embedder, document, cut, embedded)
        return Derived(self.space, cut, vectors, _counted(document, cut), analysis.VERSION, works.sketch_of(document))

    def bring(self, reader: Reader, progress: Callable[[int, int], None] | None = None) -> Searcher:
        """Bring the engines and the reader to one generation, the reader's or a later one.

        Args:
            reader: Moves to a newer snapshot where the engines are ahead of it, or something had to be made first.
            progress: Hears how many documents are done, and of how many, while something is made.
        """
        searcher = self.searcher
        with self._step:
            while searcher.generation != reader.generation:
                if searcher.generation > reader.generation:
                    reader.renew()
                elif lacking := reader.lacking(self.space, analysis.VERSION):
                    reader.rest()
                    self._fill(lacking, progress)
                    reader.renew()
                elif unsketched := reader.unsketched(works.VERSION):
                    reader.rest()
                    self._sketch(unsketched, progress)
                    reader.renew()
                elif self._drop_others(reader):
                    reader.renew()
                else:
                    self._follow(searcher, reader)
        return searcher

    def _follow(self, searcher: Searcher, reader: Reader) -> None:
        now = reader.passage_ids(self.space)
        come, gone = np.setdiff1d(now, self._known), np.setdiff1d(self._known, now)
        vectors, terms = reader.indexed(self.space, come)
        done = False
        try:
            searcher.follow(reader.generation, gone, come, vectors, terms)
            done = True
        finally:
            # Half a step is none: the next search starts from nothing.
            if not done:
                searcher.reset()
            self._known = now if done else _NONE

    def _fill(self, rows: Sequence[int], progress: Callable[[int, int], None] | None) -> None:
        for done, row in enumerate(rows):
            if progress:
                progress(done, len(rows))
            self._complete(row)
        if progress:
            progress(len(rows), len(rows))
        # Words counted anew keep their passage ids, so the engines cannot see the difference: start afresh.
        self.searcher.reset()
        self._known = _NONE

    def _complete(self, row: int) -> None:
        """Make what a document lacks. Done by several processes at once, the first one's is kept."""
        with self._store.reading() as reader:
            if not reader.there(row):
                return
            document = reader.document(row)
            cut = reader.passages(self.space, row)
        if cut is None:
            derived = self.derive(document)
            with self._store.writing() as writer:
                writer.derive(row, derived)
        else:
            terms = _counted(document, cut)
            with self._store.writing() as writer:
                writer.recount(row, self.space, terms, analysis.VERSION)

    def _sketch(self, rows: Sequence[int], progress: Callable[[int, int], None] | None) -> None:
        """Make the sketches that a library of an earlier version lacks."""
        for done, row in enumerate(rows):
            if progress:
                progress(done, len(rows))
            made = self._sketch_of(row)
            with self._store.writing() as writer:
                writer.keep_sketch(row, made)
        if progress:
            progress(len(rows), len(rows))

    def _sketch_of(self, row: int) -> works.Sketch:
        """Of a document that is damaged, or gone meanwhile, an empty one: the others answer all the same."""
        with self._store.reading() as reader:
            try:
                return works.sketch_of(reader.as_read(row))
            except LibraryDamaged:
                return works.sketch("")

    def _drop_others(self, reader: Reader) -> bool:
        """Forget what other models made, now that this one's is whole."""
        if not any(space.fingerprint != self.space.fingerprint for space in reader.spaces()):
            return False
        with self._store.writing() as writer:
            if writer.lacking(self.space, analysis.VERSION):
                return True
            writer.drop_other_spaces(self.space)
        return True


def _counted(document: Document, cut: Sequence[Passage]) -> tuple[Mapping[str, tuple[int, int]], ...]:
    return tuple(passages.passage_terms(document, one) for one in cut)


def _named(held: Held) -> str:
    """All that an answer depends on of a document: what was read of it, and what the user says of it."""
    corrections = f" {to_json(held.corrections)}" if held.corrections else ""
    return f"{held.digest} {held.content}{corrections}"
