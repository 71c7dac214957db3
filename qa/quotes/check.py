"""Is a quotation what the library says? Word for word, with words left out, altered, elsewhere, or not at all.

What is forgiven and what never is says documents/folding.py; where words may be left out qa/quotes/matching.py.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING

from documents import Block, BlockKind, Document
from documents.folding import Folded, Join, fold
from documents.sentences import sentence_spans
from qa.cite import cite
from qa.difference import Change, difference
from qa.model import Citation
from qa.quotes.matching import Match, Parts, cut, whole, with_omissions, without_marks

if TYPE_CHECKING:
    from index.snapshot import Snapshot

#: A quotation of fewer words is too short to be told from a way of speaking: it is looked up, and never altered.
SHORT = 3
#: Paragraphs that are looked into for one quotation: more hold only what stands everywhere.
MOST_PLACES = 200
#: Other places that are cited; of more only the number is told.
MOST_OTHERS = 20
#: Paragraphs that may be what an altered quotation was made of.
NEAREST = 6
#: Of an altered quotation's words, each weighed by how rare it is, so much must stand in one place, in their order.
#: Found on sentences with one to three changes against sentences of other documents (docs/decisions/0014).
ALTERED = 0.5

#: Blocks that a text runs on in, from one to the next.
_RUNNING = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE})
#: Blocks between two of these that the text runs on over.
_BETWEEN = frozenset({BlockKind.FURNITURE, BlockKind.NOTE, BlockKind.CAPTION, BlockKind.TABLE})


class Verdict(StrEnum):
    """What a quotation is. The values are part of what ``footnote check --json`` prints."""

    VERBATIM = "verbatim"
    OMISSION = "omission"
    ALTERED = "altered"
    ELSEWHERE = "elsewhere"
    NOT_FOUND = "not_found"


#: The verdicts under which the quotation's words are the library's.
SOUND = frozenset({Verdict.VERBATIM, Verdict.OMISSION})


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that a text gives as somebody's, without their quotation marks, and where in it they stand."""

    text: str
    start: int = 0
    end: int = 0
    #: Ids of the documents that the text gives it to; empty where it names none.
    claimed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found of a quotation."""

    quotation: Quotation
    verdict: Verdict
    #: Where it stands; of an altered one where the words stand that it is most like. None where nothing is like it.
    citation: Citation | None = None
    #: The paragraphs that it runs on in, where it is longer than one.
    continued: tuple[Citation, ...] = ()
    #: Where else it stands, word for word, and in how many places beyond these.
    others: tuple[Citation, ...] = ()
    more: int = 0
    #: What it leaves out, as the library has it.
    omitted: tuple[str, ...] = ()
    #: What it has in brackets that the library has not.
    inserted: tuple[str, ...] = ()
    #: In which words an altered one differs: removed are those of the quotation, added those of the library.
    changes: tuple[Change, ...] = ()
    #: Where the sentences of an altered one stand that were put together as if they were one run.
    stitched: tuple[Citation, ...] = ()
    #: Whether it is too short to tell much.
    short: bool = False


def check(view: Snapshot, quotation: Quotation) -> Checked:
    """Look a quotation up in the library.

    Args:
        view: The library; no model is needed.
        quotation: Of any length; its text as ``documents.text.normalise`` makes it.
    """
    return _Look(view).at(quotation)


def check_all(view: Snapshot, quotations: Iterable[Quotation]) -> tuple[Checked, ...]:
    """Look several up, reading each paragraph once."""
    look = _Look(view)
    return tuple(map(look.at, quotations))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a quotation stands."""

    document: Document
    words: Folded
    match: Match

    @property
    def span(self) -> tuple[int, int]:
        """From its first character to behind its last."""
        return self.words.spans[self.match.first][0], self.words.spans[self.match.end - 1][1]

    def omitted(self) -> Iterator[str]:
        """The words between its parts, as they are written."""
        for first, end in self.match.gaps:
            yield self.document.text[self.words.spans[first][0] : self.words.spans[end - 1][1]]


class _Look:
    """Looks quotations up in one state of the library."""

    def __init__(self, view: Snapshot) -> None:
        self._view = view
        self._folded: dict[tuple[str, int], Folded] = {}

    def at(self, quotation: Quotation) -> Checked:
        parts, words = cut(quotation.text), fold(quotation.text)
        if not len(words):
            return Checked(quotation, Verdict.NOT_FOUND, short=True)
        places = self._whole(words)
        if places:
            return self._found(quotation, Verdict.VERBATIM, places, short=len(words) < SHORT)
        if parts.marked and parts.parts and (place := self._with_omissions(parts)):
            verdict = Verdict.OMISSION if place.match.gaps or parts.inserted else Verdict.VERBATIM
            return self._found(quotation, verdict, [place], inserted=parts.inserted)
        if len(words) < SHORT:
            return Checked(quotation, Verdict.NOT_FOUND, short=True)
        return self._altered(quotation, words, parts)

    # Word for word

    def _whole(self, words: Folded) -> list[_Place]:
        """Where all of it stands in one run: in one paragraph, or over the end of one."""
        found = [
            place
            for name, ordinal in islice(self._view.holding(_indexed(words)), MOST_PLACES)
            for place in self._in_block(words, name, ordinal)
        ]
        if found or len(words) < SHORT:
            return found
        near = self._view.resembling(_indexed(words), NEAREST)
        return list(islice((place for name, at in near if (place := self._over_the_end(words, name, at))), 1))

    def _in_block(self, words: Folded, name: str, ordinal: int) -> Iterator[_Place]:
        document = self._view.document(name)
        held = self._words(document, document.blocks[ordinal])
        for text in _readings(document, held):
            matches = [_Place(document, text, match) for match in whole(words, text)]
            yield from matches
            if matches:
                return

    def _over_the_end(self, words: Folded, name: str, ordinal: int) -> _Place | None:
        document = self._view.document(name)
        for text in _readings(document, self._stretch(document, ordinal, len(words))):
            for match in whole(words, text):
                return _Place(document, text, match)
        return None

    def _with_omissions(self, parts: Parts) -> _Place | None:
        words = [word for part in parts.parts for word in _indexed(part)]
        for name, ordinal in islice(self._view.holding(words), MOST_PLACES):
            document = self._view.document(name)
            for text in _readings(document, self._words(document, document.blocks[ordinal])):
                if match := with_omissions(parts, text):
                    return _Place(document, text, match)
        for name, ordinal in self._view.resembling(words, NEAREST):
            document = self._view.document(name)
            for text in _readings(document, self._stretch(document, ordinal, len(words))):
                if match := with_omissions(parts, text):
                    return _Place(document, text, match)
        return None

    def _found(
        self, quotation: Quotation, verdict: Verdict, places: Sequence[_Place], *,
        inserted: tuple[str, ...] = (), short: bool = False,
    ) -> Checked:  # fmt: skip
        claimed = [place for place in places if place.document.id in quotation.claimed]
        first = (claimed or places)[0]
        citation, *continued = _cited(first.document, *first.span)
        others = [place for place in places if place is not first]
        shown = tuple(_cited(place.document, *place.span)[0] for place in others[:MOST_OTHERS])
        elsewhere = bool(quotation.claimed) and not claimed
        return Checked(
            quotation, Verdict.ELSEWHERE if elsewhere else verdict, citation, tuple(continued), shown,
            more=len(others) - len(shown), omitted=tuple(first.omitted()), inserted=inserted, short=short,
        )  # fmt: skip

    # Altered

    def _altered(self, quotation: Quotation, words: Folded, parts: Parts) -> Checked:
        said = _joined(parts.parts) if parts.parts else words
        rarity = self._view.rarity(said.words)
        best: tuple[float, Document, tuple[int, int]] | None = None
        for name, ordinal in self._view.resembling(_indexed(said), NEAREST):
            document = self._view.document(name)
            text = self._words(document, document.blocks[ordinal])
            share, span = _likeness(said, rarity, text)
            if share >= ALTERED and (best is None or share > best[0]):
                best = share, document, span
        if best is None:
            return Checked(quotation, Verdict.NOT_FOUND)
        _, document, (start, end) = best
        return Checked(
            quotation, Verdict.ALTERED, _cited(document, start, end)[0],
            changes=difference(quotation.text, document.text[start:end]), stitched=self._stitched(quotation),
        )  # fmt: skip

    def _stitched(self, quotation: Quotation) -> tuple[Citation, ...]:
        """Where the sentences of the quotation stand, if each stands somewhere."""
        spans = sentence_spans(quotation.text, 0, len(quotation.text))
        if len(spans) < 2:
            return ()
        found = [self._whole(fold(quotation.text[start:end])) for start, end in spans]
        return tuple(_cited(one[0].document, *one[0].span)[0] for one in found) if all(found) else ()

    # Texts

    def _words(self, document: Document, block: Block) -> Folded:
        key = document.id, block.ordinal
        if key not in self._folded:
            words = fold(document.text_of(block))
            spans = tuple((start + block.start, end + block.start) for start, end in words.spans)
            self._folded[key] = Folded(words.words, spans, words.joins)
        return self._folded[key]

    def _stretch(self, document: Document, ordinal: int, length: int) -> Folded:
        """The paragraph with those before and after it that its text runs on in, so many words to each side."""
        before, after = (_joined(self._running(document, ordinal, step, length)) for step in (-1, 1))
        return _joined([before, self._words(document, document.blocks[ordinal]), after])

    def _running(self, document: Document, ordinal: int, step: int, length: int) -> list[Folded]:
        found: list[Folded] = []
        at = ordinal + step
        if document.blocks[ordinal].kind not in _RUNNING:
            return found
        while 0 <= at < len(document.blocks) and sum(map(len, found)) < length:
            block = document.blocks[at]
            if block.kind in _RUNNING:
                found.append(self._words(document, block))
            elif block.kind not in _BETWEEN:
                break
            at += step
        return found[::step]


def _indexed(words: Folded) -> list[str]:
    """The words that the index has: signs are in none."""
    return [word for word in dict.fromkeys(words.words) if word[0].isalnum()]


def _readings(document: Document, words: Folded) -> Iterator[Folded]:
    """The words as they stand, and without the marks of notes among them."""
    yield words
    if len(words):
        start = words.spans[0][0]
        text = document.text[start : words.spans[-1][1] + 1]
        if "[" in text:
            moved = tuple((one - start, other - start) for one, other in words.spans)
            plain = without_marks(text, Folded(words.words, moved, words.joins))
            yield Folded(plain.words, tuple((one + start, other + start) for one, other in plain.spans), plain.joins)


def _joined(parts: Iterable[Folded]) -> Folded:
    """Several runs of words as one."""
    every = list(parts)
    joins = [(Join.APART, *one.joins[1:]) if len(one) else () for one in every]
    return Folded(
        tuple(word for one in every for word in one.words),
        tuple(span for one in every for span in one.spans),
        tuple(join for some in joins for join in some),
    )


def _likeness(said: Folded, rarity: Collection[float], text: Folded) -> tuple[float, tuple[int, int]]:
    """How much of what is said stands in the text in its order, weighed by rarity; and from where to where."""
    matcher = SequenceMatcher(None, said.words, text.words, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    weights = list(rarity)
    best, span = 0.0, (0, 0)
    longest = 2 * len(said) + 10  # so many words of the text may be what was altered
    for at, first in enumerate(blocks):
        shared = 0.0
        for last in blocks[at:]:
            if last.b + last.size - first.b > longest:
                break
            shared += sum(weights[last.a : last.a + last.size])
            if shared > best:
                best, span = shared, (text.spans[first.b][0], text.spans[last.b + last.size - 1][1])
    total = sum(weights)
    return (best / total if total else 0.0), span


def _cited(document: Document, start: int, end: int) -> list[Citation]:
    """The citations of a range, one for each paragraph that it lies in."""
    inside = (block for block in document.paragraphs if block.start < end and block.end > start)
    return [cite(document, max(start, block.start), min(end, block.end)) for block in inside]
