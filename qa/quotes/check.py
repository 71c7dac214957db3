"""Is a quotation what the library says? Word for word, with words left out, altered, elsewhere, or not at all.

What is forgiven and what never is says documents/folding.py; where words may be left out qa/quotes/matching.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from documents import Document
from documents.folding import Folded, fold
from documents.sentences import sentence_spans
from qa.cite import cite
from qa.difference import Change, difference
from qa.model import Citation
from qa.quotes.likeness import Likeness, likeness, most
from qa.quotes.matching import Match, Parts, cut, denies, unmarked, whole, with_omissions
from qa.quotes.paragraphs import Paragraphs, joined

if TYPE_CHECKING:
    from index.snapshot import Snapshot

#: A quotation of fewer words is too short to be told from a way of speaking: it is looked up, and never altered.
SHORT = 3
#: Places that are found of one quotation: what stands in more stands everywhere.
MOST_PLACES = 200
#: Other places that are cited; of more only the number is told.
MOST_OTHERS = 20
#: Paragraphs that may be what an altered quotation was made of.
NEAREST = 6
#: Of an altered quotation's words, each weighed by how rare it is, so much must stand in one place, in their order.
#: Found on sentences with one to three changes against sentences of other documents (docs/decisions/0014).
ALTERED = 0.5

#: Ids of the documents that a quotation is given to.
Claimed = tuple[str, ...]
#: Id of a document and ordinal of one of its blocks.
Spot = tuple[str, int]


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
    claimed: Claimed = ()


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
    #: Whether a "not" is among what it leaves out.
    denied: bool = False
    #: What it has in brackets that the library has not.
    inserted: tuple[str, ...] = ()
    #: In which words an altered one differs: removed are those of the quotation, added those of the library.
    changes: tuple[Change, ...] = ()
    #: Where the sentences or parts of an altered one stand that were put together as if they were one run.
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

    def span(self, ends: tuple[str, str] = ("", "")) -> tuple[int, int]:
        """From its first character to behind its last.

        Args:
            ends: What stands before the quotation's first word and behind its last: as much of it as the text has too
                is taken along.
        """
        text = self.document.text
        start, end = self.words.spans[self.match.first][0], self.words.spans[self.match.end - 1][1]
        first, last = self.document.block_at(start), self.document.block_at(end - 1)
        head = _shared(text[first.start : start][::-1], ends[0][::-1]) if first else 0
        tail = _shared(text[end : last.end], ends[1]) if last else 0
        return start - head, end + tail

    def omitted(self) -> Iterator[str]:
        """The words between its parts, as they are written."""
        for first, end in self.match.gaps:
            yield self.document.text[self.words.spans[first][0] : self.words.spans[end - 1][1]]

    def denied(self) -> bool:
        """Whether a "not" is among them."""
        return any(denies(self.words.words[first:end]) for first, end in self.match.gaps)


@dataclass(frozen=True, slots=True)
class _Near:
    """A paragraph that an altered quotation may have been made of."""

    document: Document
    ordinal: int
    words: Folded
    likeness: Likeness

    def span(self) -> tuple[int, int]:
        """The run that is like it, with as many words more as it has at its ends, within the same sentences."""
        block, spans = self.document.blocks[self.ordinal], self.words.spans
        first, last = spans[self.likeness.first], spans[self.likeness.end - 1]
        sentences = sentence_spans(self.document.text, block.start, block.end)
        begin = max((start for start, _ in sentences if start <= first[0]), default=first[0])
        stop = min((end for _, end in sentences if end >= last[1]), default=last[1])
        wider = spans[max(0, self.likeness.first - self.likeness.before)][0]
        further = spans[min(len(spans), self.likeness.end + self.likeness.behind) - 1][1]
        ends = not any(map(str.isalnum, self.document.text[further:stop]))
        return max(begin, wider), stop if ends else min(stop, further)


class _Look:
    """Looks quotations up in one state of the library."""

    def __init__(self, view: Snapshot) -> None:
        self._view = view
        self._paragraphs = Paragraphs(view)
        self._resembling: dict[tuple[str, ...], tuple[Spot, ...]] = {}

    def at(self, quotation: Quotation) -> Checked:
        """What is found of one quotation."""
        parts, words = cut(quotation.text), fold(quotation.text)
        short = len(words) < SHORT
        places = self._literally(quotation.text, words, quotation.claimed)
        if places:
            return self._found(quotation, places, short=short)
        if parts.marked and parts.parts and (places := self._with_omissions(parts, quotation.claimed)):
            return self._found(quotation, places, inserted=parts.inserted, short=short)
        return Checked(quotation, Verdict.NOT_FOUND, short=True) if short else self._altered(quotation, words, parts)

    # Word for word

    def _literally(self, text: str, words: Folded, claimed: Claimed) -> list[_Place]:
        """Where it stands with all that is in it, brackets too, or without what says only "so it is written"."""
        places = self._whole(words, claimed)
        plain = fold(unmarked(text))
        return places if places or plain.words == words.words or not len(plain) else self._whole(plain, claimed)

    def _whole(self, words: Folded, claimed: Claimed = ()) -> list[_Place]:
        """Where all of it stands in one run: in one paragraph, or over the end of one."""
        spots = _claimed_first(self._view.holding(_indexed(words)), claimed)
        found = list(islice((place for spot in spots for place in self._in_block(words, *spot)), MOST_PLACES))
        if found or len(words) < SHORT:
            return found
        near = _claimed_first(self._near(words), claimed)
        return list(islice((place for spot in near for place in self._about(words, *spot)), 1))

    def _in_block(self, words: Folded, name: str, ordinal: int) -> Iterator[_Place]:
        document = self._paragraphs.document(name)
        return _everywhere(document, words, self._paragraphs.readings(document, ordinal))

    def _about(self, words: Folded, name: str, ordinal: int) -> Iterator[_Place]:
        """In the block, where the index missed it for words that are parted otherwise there, or over its ends."""
        yield from self._in_block(words, name, ordinal)
        document = self._paragraphs.document(name)
        yield from _everywhere(document, words, self._paragraphs.stretches(document, ordinal, words))

    def _with_omissions(self, parts: Parts, claimed: Claimed) -> list[_Place]:
        """Where its parts stand in their order: in one paragraph, or in some that follow each other."""
        said = joined(parts.parts)
        spots = _claimed_first(self._view.holding(_indexed(said)), claimed)
        found = list(islice((place for spot in spots for place in self._parted(parts, *spot)), MOST_PLACES))
        if found:
            return found
        near = _claimed_first(self._near(said), claimed)
        return list(islice((place for spot in near for place in self._parted_about(parts, len(said), *spot)), 1))

    def _parted(self, parts: Parts, name: str, ordinal: int) -> Iterator[_Place]:
        document = self._paragraphs.document(name)
        return _parted(document, parts, self._paragraphs.readings(document, ordinal))

    def _parted_about(self, parts: Parts, length: int, name: str, ordinal: int) -> Iterator[_Place]:
        document = self._paragraphs.document(name)
        here = self._paragraphs.words(document, ordinal)
        if any(any(whole(part, here)) for part in parts.parts):
            room = length + len(parts.parts) * LEFT_OUT
            yield from _parted(document, parts, self._paragraphs.around(document, ordinal, room))

    def _near(self, words: Folded) -> tuple[Spot, ...]:
        """The paragraphs that are most like it, as far as single words tell; asked for once of each."""
        if words.words not in self._resembling:
            self._resembling[words.words] = self._view.resembling(_indexed(words), NEAREST)
        return self._resembling[words.words]

    def _found(
        self, quotation: Quotation, places: Sequence[_Place], *, inserted: tuple[str, ...] = (), short: bool
    ) -> Checked:
        """The places of a quotation, first the one in a document that it is given to."""
        claimed = [place for place in places if place.document.id in quotation.claimed]
        first = (claimed or places)[0]
        verdict = Verdict.OMISSION if first.match.gaps or inserted else Verdict.VERBATIM
        ends = _ends(quotation.text)
        citation, *continued = _cited(first.document, *first.span(ends))
        others = [place for place in places if place is not first]
        return Checked(
            quotation,
            verdict if claimed or not quotation.claimed else Verdict.ELSEWHERE,
            citation,
            tuple(continued),
            tuple(_cited(place.document, *place.span(ends))[0] for place in others[:MOST_OTHERS]),
            more=max(0, len(others) - MOST_OTHERS),
            omitted=tuple(first.omitted()),
            denied=first.denied(),
            inserted=inserted,
            short=short,
        )

    # Altered

    def _altered(self, quotation: Quotation, words: Folded, parts: Parts) -> Checked:
        stitched = self._stitched(quotation, parts)
        near = self._nearest(quotation, joined(parts.parts) if parts.parts else words)
        if near is None:
            verdict = Verdict.ALTERED if stitched else Verdict.NOT_FOUND
            return Checked(quotation, verdict, stitched[0] if stitched else None, stitched=stitched)
        start, end = near.span()
        citation = _cited(near.document, start, end)[0]
        changes = difference(quotation.text, near.document.text[start:end])
        return Checked(quotation, Verdict.ALTERED, citation, changes=changes, stitched=stitched)

    def _nearest(self, quotation: Quotation, said: Folded) -> _Near | None:
        """The paragraph that has most of what is said, if any has enough; of equals one that it is given to."""
        rarity = self._view.rarity(said.words)
        best: _Near | None = None
        for name, ordinal in _claimed_first(self._near(said), quotation.claimed):
            document = self._paragraphs.document(name)
            words = self._paragraphs.words(document, ordinal)
            if not _enough(most(said, rarity, words), best):
                continue  # to know that is cheaper than to know how much stands there in its order
            found = _Near(document, ordinal, words, likeness(said, rarity, words))
            best = found if _enough(found.likeness.share, best) else best
        return best

    def _stitched(self, quotation: Quotation, parts: Parts) -> tuple[Citation, ...]:
        """Where the sentences of the quotation stand, or its parts, if there are several and each stands somewhere."""
        spans = sentence_spans(quotation.text, 0, len(quotation.text))
        sentences = [fold(quotation.text[start:end]) for start, end in spans]
        for pieces in (sentences, parts.parts):
            if len(pieces) > 1 and min(map(len, pieces)) >= SHORT:
                found = [self._whole(piece) for piece in pieces]
                if all(found):
                    return tuple(_cited(one[0].document, *one[0].span())[0] for one in found)
        return ()


def _enough(share: float, best: _Near | None) -> bool:
    """Whether so much of an altered quotation is enough, and more than what was found so far."""
    return share > best.likeness.share if best else share >= ALTERED


#: Words that may be left out between two parts, when room is made for them: LONGEST_GAP characters of short words.
LEFT_OUT = 100


def _claimed_first(spots: Iterable[Spot], claimed: Claimed) -> Iterable[Spot]:
    """The paragraphs of documents that a quotation is given to, and then the others."""
    return sorted(spots, key=lambda spot: spot[0] not in claimed) if claimed else spots


def _everywhere(document: Document, quote: Folded, texts: Iterable[Folded]) -> Iterator[_Place]:
    """Where a quotation stands in the first of several readings of a text that has it."""
    for text in texts:
        matches = [_Place(document, text, match) for match in whole(quote, text)]
        yield from matches
        if matches:
            return


def _parted(document: Document, parts: Parts, texts: Iterable[Folded]) -> Iterator[_Place]:
    """Where the parts stand in the first of several readings of a text that has them."""
    found = ((text, with_omissions(parts, text)) for text in texts)
    yield from islice((_Place(document, text, match) for text, match in found if match), 1)


def _ends(quote: str) -> tuple[str, str]:
    """What stands before the first word of a quotation and behind its last."""
    spans = fold(quote).spans
    return quote[: spans[0][0]], quote[spans[-1][1] :]


def _shared(one: str, other: str) -> int:
    """How many characters that are no spaces both begin with."""
    pairs = takewhile(lambda pair: pair[0] == pair[1] and not pair[0].isspace(), zip(one, other, strict=False))
    return sum(1 for _ in pairs)


def _indexed(words: Folded) -> list[str]:
    """The words that the index has: signs are in none."""
    return [word for word in dict.fromkeys(words.words) if word[0].isalnum()]


def _cited(document: Document, start: int, end: int) -> list[Citation]:
    """The citations of a range, one for each paragraph that it lies in."""
    inside = (block for block in document.paragraphs if block.start < end and block.end > start)
    return [cite(document, max(start, block.start), min(end, block.end)) for block in inside]
