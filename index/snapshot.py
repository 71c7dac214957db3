"""One read transaction: what a question is answered from.

Everything that an answer cites is read in the snapshot that found it, and verified against its checksum. A passage
that an engine names and this snapshot does not hold is dropped: a phantom citation cannot be built.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from documents.model import ID_LENGTH, Document, Metadata
from index import analysis, catalogue, passages
from index.answers import AnswerReader
from index.corrections import corrected
from index.dossiers import DossierReader
from index.filters import admits
from index.memory import Memory
from index.model import Departed, Entry, Failure, Filters, Hit, Ids, Passage, Scores, Standing, WeighedWord
from index.occurrences import Occurrence, occurrences
from index.phrases import Phrases
from index.reader import Reader
from index.reprints import Reprints
from index.reranker import Asked, Candidate, Reranker, Sentence
from index.rows import Held
from index.spellings import Speller
from index.terms_query import Query

if TYPE_CHECKING:
    from index.search import Scored, Searcher

#: How often a search is repeated because another thread moved the engines on meanwhile. Then it takes what is left
#: of the hits in its own snapshot: fewer perhaps, but none that is not there.
TRIES = 3

_ALL = Filters()
_ID = re.compile(rf"[0-9a-f]{{{ID_LENGTH},64}}\Z")
Group = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """A scored passage where it stands."""

    scored: Scored
    score: float
    digest: str
    passage: Passage

    @property
    def document(self) -> str:
        return self.digest[:ID_LENGTH]


def _hit(found: _Found) -> Hit:
    return Hit(
        document=found.document, passage=found.scored.id,
        first=found.passage.first, last=found.passage.last, start=found.passage.start, end=found.passage.end,
        score=found.score, words=found.scored.words, meaning=found.scored.meaning,
    )  # fmt: skip


class Snapshot:
    """The library at one moment. Not for two threads at once; ends with its ``with`` block.

    A search may move it to a later moment, when the engines are there already or when something had to be made for
    the present model: search first, then read what was found.
    """

    def __init__(self, reader: Reader, memory: Memory) -> None:
        self._reader = reader
        self._memory = memory
        self._read: dict[int, Document] = {}
        self._weighed: dict[str, tuple[WeighedWord, ...]] = {}
        self._reprints: tuple[int, Reprints] | None = None
        self._ids: tuple[int, Mapping[int, str]] | None = None

    @property
    def generation(self) -> int:
        """Counts the changes of the library; 0 is one that never held a document."""
        return self._reader.generation

    @property
    def fingerprint(self) -> str:
        """Names all that an answer depends on: documents as read and corrected, passages, model, ranking."""
        text = f"{self._memory.searcher.version}\n{self._memory.catalogue(self._reader).digest}"
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    @property
    def answers(self) -> AnswerReader:
        """The stored answers."""
        return self._reader.answers

    @property
    def dossiers(self) -> DossierReader:
        """The dossiers."""
        return self._reader.dossiers

    def entries(self, filters: Filters = _ALL) -> tuple[Entry, ...]:
        """The catalogue, in the order of addition."""
        return tuple(held.entry for held in self._passing(filters))

    def failures(self) -> tuple[Failure, ...]:
        """The files that could not be added, oldest first."""
        return self._reader.failures()

    def without_text(self, filters: Filters = _ALL) -> tuple[tuple[Entry, tuple[int, ...]], ...]:
        """The documents with pages that have no text, each with their physical numbers, in the order of addition."""
        blank = self._memory.blank_pages.of(self._reader)
        held, may_answer = self._memory.catalogue(self._reader).held, admits(filters)
        return tuple((one.entry, blank[one.row]) for one in held if one.row in blank and may_answer(one.entry))

    def find(self, name: str) -> Entry:
        """The one document with this id, prefix of an id, source or file name.

        Raises:
            NotInLibrary: none has it, or more than one.
        """
        return self._find(name).entry

    def document(self, name: str) -> Document:
        """The document with the user's corrections, verified against its checksum.

        Raises:
            NotInLibrary: there is none of this name, or more than one.
            LibraryDamaged: what is stored is not what was added.
        """
        held = self._find(name)
        return corrected(self._as_read(held), held.corrections)

    def as_read(self, name: str) -> Metadata:
        """What the document's file says of it, without the user's corrections.

        Raises:
            NotInLibrary: there is none of this name, or more than one.
            LibraryDamaged: what is stored is not what was added.
        """
        return self._as_read(self._find(name)).metadata

    def _as_read(self, held: Held) -> Document:
        if held.row not in self._read:
            self._read[held.row] = self._reader.as_read(held.row)
        return self._read[held.row]

    def search(self, question: str, filters: Filters = _ALL, limit: int = 10) -> tuple[Hit, ...]:
        """The best passages for a question, best first.

        Args:
            question: In any language.
            filters: Decide before anything is ranked.
            limit: How many at most.
        """
        hits: tuple[Hit, ...] = ()
        for _ in range(TRIES):
            searcher = self._memory.bring(self._reader)
            among = self._among(filters)
            if among is not None and not len(among):
                self._weigh(searcher, question)
                return ()
            reranker = searcher.reranker
            depth = max(limit, reranker.depth) if reranker else limit
            found = self._found(searcher.search(question, self._groups(question), among, depth))
            self._weigh(searcher, question)
            if reranker:
                found = self._reranked(reranker, searcher, question, found)
            hits = tuple(map(_hit, found[:limit]))
            if searcher.generation == self.generation:
                break
        return hits

    def _found(self, scored: Sequence[Scored]) -> list[_Found]:
        """The scored passages that are in this snapshot, in their order."""
        places = self._reader.located([one.id for one in scored])
        return [_Found(one, one.score, *places[one.id]) for one in scored if one.id in places]

    def _reranked(self, reranker: Reranker, searcher: Searcher, question: str, found: Sequence[_Found]) -> list[_Found]:
        """The best passages in the reranker's order, the others behind them in theirs.

        What the reranker did not look at scores no more than the last that it did: the scores never rise.
        """
        asked = Asked(
            question, self._weighed[question], searcher.trust(question),
            lambda texts: searcher.nearness(question, texts),
        )  # fmt: skip
        best, rest = found[: reranker.depth], found[reranker.depth :]
        scores = reranker.scores(asked, [self._candidate(one) for one in best]).tolist()
        scored = [replace(one, score=score) for one, score in zip(best, scores, strict=True)]
        least = min(scores, default=0.0)
        return [
            *sorted(scored, key=lambda one: -one.score),  # stable: of equal ones the searcher's first
            *(replace(one, score=min(one.score, least)) for one in rest),
        ]

    def _candidate(self, found: _Found) -> Candidate:
        document, passage = self.document(found.document), found.passage
        return Candidate(
            text=passages.searched_text(document, passage),
            context=passage.context,
            sentences=tuple(
                Sentence(document.text[start:end], block.language or document.metadata.language)
                for block, start, end in passages.sentences(document, passage)
            ),
            score=found.scored.score, words=found.scored.words, meaning=found.scored.meaning,
        )  # fmt: skip

    def question_words(self, question: str) -> tuple[WeighedWord, ...]:
        """The content words of a question, in its order, with what they weigh here.

        After a search for the same question they are what it weighed, and the snapshot stays where it is.
        """
        if question not in self._weighed:
            self._weigh(self._memory.bring(self._reader), question)
        return self._weighed[question]

    def _weigh(self, searcher: Searcher, question: str) -> None:
        weights = searcher.weights(self._groups(question))
        self._weighed[question] = tuple(
            WeighedWord(word.surface, word.alternatives, weight, passages)
            for word, (weight, passages) in zip(self._words(question), weights, strict=True)
        )

    def mentions(self, document: str, question: str) -> tuple[bool, ...]:
        """For each content word of the question whether the document has it anywhere, title and headings among it.

        Raises:
            NotInLibrary: there is no document of this name, or more than one.
        """
        searcher = self._memory.bring(self._reader)
        ids = self._reader.passage_ids(self._memory.space, [self._find(document).row])
        return tuple(searcher.held(self._groups(question), ids))

    def absent(self, question: str) -> tuple[WeighedWord, ...]:
        """The words of a question that never occur here; read it after the search.

        A function word of a language of the library is none: it is not counted, and occurs all the same.
        """
        languages = self._memory.catalogue(self._reader).languages
        missing = (word for word in self.question_words(question) if not word.passages)
        return tuple(word for word in missing if all(analysis.terms(word.surface, one) for one in languages))

    def spellings(self, question: str) -> dict[str, tuple[str, ...]]:
        """For words of a question that never occur here those that might be meant, as they are written here.

        Up to three, the likeliest first; a word without any is left out. Read it after the search.
        """
        absent = self.absent(question)
        if not absent:
            return {}
        languages = self._memory.catalogue(self._reader).languages
        return Speller(self._reader, self._memory.searcher, self._memory.vocabulary, languages).near(question, absent)

    @property
    def size(self) -> int:
        """How many passages the library is searched by."""
        return self._memory.bring(self._reader).size

    def nearness(self, question: str, texts: Sequence[str]) -> Scores:
        """The cosine of the question with each text, shape (len(texts),)."""
        return self._memory.searcher.nearness(question, texts)

    def paragraphs_with(self, query: Query, filters: Filters = _ALL) -> Iterator[Occurrence]:
        """Every numbered paragraph that holds what a query asks for: no model, no ranking, none left out.

        They come by the date of their document, undated ones last, then by its source, then in reading order.

        Args:
            query: As ``terms_query.parse`` makes it.
            filters: Which documents may be found.

        Raises:
            LibraryDamaged: the text of a document is not what was added.
        """
        languages = self._memory.catalogue(self._reader).languages
        return occurrences(self._reader, query, self._passing(filters), languages)

    def copies(self, document: str) -> tuple[Entry, ...]:
        """The other prints and versions of the document's work, the earliest first, undated ones last.

        Raises:
            NotInLibrary: there is no document of this name, or more than one.
            LibraryDamaged: the text of one is not what was added.
        """
        return tuple(held.entry for held in self._prints().of(self._find(document)))

    def also(self, document: str, start: int, end: int) -> tuple[Standing, ...]:
        """Where the sentence at these offsets stands word for word in other documents, the earliest first.

        A sentence of fewer than six words is nobody's own: of it nothing is said; one of fewer than eleven is looked
        for in copies of the document only.

        Raises:
            NotInLibrary: there is no document of this name, or more than one.
            LibraryDamaged: the text of one is not what was added.
        """
        return self._prints().also(self._find(document), start, end)

    def holding(self, words: Iterable[str]) -> Iterator[tuple[str, int]]:
        """Paragraphs that may hold all of these words that the library has at all: document id and block's ordinal.

        Args:
            words: As ``documents.folding`` folds them.
        """
        rows = self._rows()
        return ((rows[row], ordinal) for row, ordinal in self._phrases().holding(words, rows))

    def resembling(self, words: Iterable[str], most: int) -> tuple[tuple[str, int], ...]:
        """The paragraphs that share most with these words, the most alike first: document id and block's ordinal."""
        rows = self._rows()
        return tuple((rows[row], ordinal) for row, ordinal in self._phrases().like(words, rows, most))

    def rarity(self, words: Sequence[str]) -> tuple[float, ...]:
        """How rare each of these words is in the library: the higher, the fewer paragraphs hold it."""
        return tuple(self._phrases().weights(words))

    def _phrases(self) -> Phrases:
        return self._memory.phrases.of(self._reader)

    def _rows(self) -> Mapping[int, str]:
        """The id of each document by its row."""
        if self._ids is None or self._ids[0] != self.generation:
            held = self._memory.catalogue(self._reader).held
            self._ids = (self.generation, {one.row: one.entry.document for one in held})
        return self._ids[1]

    def _prints(self) -> Reprints:
        """What tells reprints, for the moment that this snapshot stands at."""
        self._memory.bring(self._reader)
        if self._reprints is None or self._reprints[0] != self.generation:
            made = Reprints(
                self._memory.works.of(self._reader), self._memory.catalogue(self._reader).held,
                lambda held: self._reader.sketch(held.row), self._as_read,
            )  # fmt: skip
            self._reprints = (self.generation, made)
        return self._reprints[1]

    def named(self, anchor: str) -> tuple[tuple[str, int], ...]:
        """Every paragraph of this permanent name: its document's id and its number, in the order of addition."""
        return tuple((digest[:ID_LENGTH], number) for digest, number in self._reader.named(anchor))

    def living(self, document: str) -> Entry | None:
        """The document of this id, or the version that took its place; None when both are gone."""
        held = self._living(document)
        return held.entry if held else None

    def departed(self, document: str) -> Departed | None:
        """What is remembered of a removed document, or of the last version that took its place and is gone too."""
        return next(
            (
                Departed(*found)
                for name in reversed(list(self._line(document)))
                if (found := self._reader.departed(name))
            ),
            None,
        )

    def _living(self, document: str) -> Held | None:
        """The document of this id, or else the version that took its place, however many there were between."""
        return next((held for name in self._line(document) if (held := self._reader.held(name))), None)

    def _line(self, document: str) -> Iterator[str]:
        """The document, the version that took its place, the one that took that one's, and so on."""
        seen: set[str] = set()
        name: str | None = document
        while name is not None and name not in seen and _ID.match(name):
            seen.add(name)
            yield name
            name = self._reader.successor(name)

    def _passing(self, filters: Filters) -> tuple[Held, ...]:
        held = self._memory.catalogue(self._reader).held
        if not filters:
            return held
        may_answer = admits(filters)
        return tuple(one for one in held if may_answer(one.entry))

    def _find(self, name: str) -> Held:
        known = self._memory.catalogue(self._reader)
        return known.by_id.get(name) or find(known.held, name)

    def _among(self, filters: Filters) -> Ids | None:
        if not filters:
            return None
        return self._reader.passage_ids(self._memory.space, [held.row for held in self._passing(filters)])

    def _words(self, question: str) -> tuple[analysis.QuestionWord, ...]:
        return analysis.question_words(question, self._memory.catalogue(self._reader).languages)

    def _groups(self, question: str) -> tuple[Group, ...]:
        """For each content word the numbers of its terms; an empty group is a word that the library never had."""
        words = self._words(question)
        numbers = self._reader.terms(term for word in words for term in word.alternatives)
        return tuple(tuple(sorted(numbers[term] for term in word.alternatives if term in numbers)) for word in words)


def find(held: Sequence[Held], name: str) -> Held:
    """The one document of this name.

    Raises:
        NotInLibrary: none has it, or more than one.
    """
    place = catalogue.resolve(name, [one.entry for one in held], [one.digest for one in held])
    return held[place]
