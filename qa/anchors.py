"""A citation's address for the years: how it is made, and where it leads today.

An address is never resolved to a place that is only likely. The words of the quotation decide first, as
``documents.folding`` compares them; where they stand several times what stood beside them decides, and where that
cannot either, it is said. A place where the words are no longer the same is named only when what stands around it is
what stood around the quotation (qa/surroundings.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import PurePath
from typing import TYPE_CHECKING

from documents import Block, Document, paragraph_digest
from documents.anchors import places, plain, within
from documents.folding import Folded, fold
from qa.difference import Change, difference
from qa.model import Anchor, Citation
from qa.surroundings import after, became, before

if TYPE_CHECKING:
    from index.model import Entry
    from index.snapshot import Snapshot

#: Characters on each side of a quotation that its selector remembers. The W3C model sets no number;
#: 32 is what the Hypothesis annotation client uses for its TextQuoteSelector.
CONTEXT = 32
#: So many at most, where the words stand in several places: more than a page, for boilerplate is whole paragraphs.
FURTHEST = 4096
#: So many characters longer may the marks around a quotation be elsewhere: "..." for "…".
LONGER = 2
#: A title of so many words names one work: fewer are "Press release" or "Weekly report" (index/copies.py).
TITLE = 4

Span = tuple[int, int]


class State(StrEnum):
    """What became of a cited sentence. The values are part of the findings of ``footnote verify``."""

    #: It stands where it stood.
    UNCHANGED = "unchanged"
    #: It stands word for word, elsewhere: in another paragraph, in a newer version, in another print.
    MOVED = "moved"
    #: Its place is there, and says something else.
    EDITED = "edited"
    #: The document is there, and nothing in it says this.
    REMOVED = "removed"
    #: Its words stand in several places, and nothing tells which is meant.
    AMBIGUOUS = "ambiguous"
    #: The document is not in the library.
    GONE = "gone"


#: The states in which a quotation still stands in the library as it is quoted.
SOUND = frozenset({State.UNCHANGED, State.MOVED})


@dataclass(frozen=True, slots=True)
class Address:
    """What is known of a cited place: all by a citation; by a link only the paragraph, ``anchor.exact`` is empty."""

    document: str
    paragraph: int
    anchor: Anchor
    #: Where the quotation began in the document's text; None where that is not known.
    offset: int | None = None
    title: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True)
class Resolution:
    """Where an address leads today. ``document`` is None when it is gone, ``paragraph`` when no place is meant.

    ``start`` and ``end`` are offsets into the text of ``document``; ``changes`` is what became of the quotation,
    where it was edited.
    """

    state: State
    document: str | None = None
    paragraph: int | None = None
    start: int | None = None
    end: int | None = None
    changes: tuple[Change, ...] = ()
    #: Whether ``document`` is another one than the cited, and no version that took its place: it prints the same.
    elsewhere: bool = False
    #: What that other document is called.
    name: str = ""
    #: When the cited document was removed, ISO 8601; empty where that is not known.
    removed: str = ""


def anchor_of(document: Document, block: Block, start: int, end: int) -> Anchor:
    """The permanent address of a range inside a block."""
    text = document.text
    exact = text[start:end]
    others = [place for place in places(text, exact) if place[1] <= start or end <= place[0]]
    return Anchor(
        paragraph=paragraph_digest(document.text_of(block)),
        start=start - block.start,
        end=end - block.start,
        exact=exact,
        prefix=_telling_before(text, start, [other for other, _ in others]),
        suffix=_telling_after(text, end, [other for _, other in others]),
        unique=not others,
    )


def _telling_before(text: str, at: int, others: Sequence[int]) -> str:
    """What stands before a place, so much of it that it stands before none of the others; empty where no part does."""
    for length in _lengths(at):
        side = before(text[at - length : at])
        if not any(side.agrees(text, other).wholly for other in others):
            return text[at - length : at]
    return ""


def _telling_after(text: str, at: int, others: Sequence[int]) -> str:
    for length in _lengths(len(text) - at):
        side = after(text[at : at + length])
        if not any(side.agrees(text, other).wholly for other in others):
            return text[at : at + length]
    return ""


def _lengths(most: int) -> Iterable[int]:
    """How much context is tried: ``CONTEXT`` characters, and twice as many each time."""
    length = CONTEXT
    while length < min(most, FURTHEST):
        yield length
        length *= 2
    yield min(most, FURTHEST)


def address_of(citation: Citation) -> Address:
    """The address of a citation, with all that it knows."""
    return Address(
        citation.document, citation.paragraph, citation.anchor, citation.start, citation.title, citation.published
    )


def link(document: str, paragraph: int, digest: str, start: int = 0, end: int = 0) -> Address:
    """The address that a link is: it names a paragraph, and offsets in it; of the words it knows nothing."""
    return Address(document, paragraph, Anchor(digest, start, end, "", "", ""))


def resolve(view: Snapshot, address: Address) -> Resolution:
    """Where an address leads today.

    Raises:
        LibraryDamaged: the text of a document is not what was added.
    """
    entry = view.living(address.document)
    if entry is None:
        return _in_another_print(view, address)
    document = view.document(entry.document)
    numbers = [number for name, number in view.named(address.anchor.paragraph) if name == document.id]
    if not address.anchor.exact:
        return _paragraph(document, address, numbers)
    return _sentence(document, address, numbers)


def _paragraph(document: Document, address: Address, numbers: Sequence[int]) -> Resolution:
    """Where a link leads, which knows its paragraph only."""
    if document.id == address.document and address.paragraph in numbers:
        numbers = [address.paragraph]
    if len(numbers) != 1:
        return Resolution(State.AMBIGUOUS if numbers else State.REMOVED, document.id)
    block = document.paragraphs[numbers[0] - 1]
    start, end = (min(block.start + offset, block.end) for offset in (address.anchor.start, address.anchor.end))
    return _stands(document, address, (start, end) if start < end else (block.start, block.end))


def _sentence(document: Document, address: Address, numbers: Sequence[int]) -> Resolution:
    place = _where_it_was(document, address) or _in_its_paragraph(document, address.anchor, numbers)
    if place:
        return _stands(document, address, place)
    found = _everywhere(document, address.anchor.exact)
    return _decided(document, address, found)


def _stands(document: Document, address: Address, place: Span) -> Resolution:
    """The words are there, word for word."""
    number = _number(document, place[0])
    same = (document.id, number) == (address.document, address.paragraph)
    return Resolution(State.UNCHANGED if same else State.MOVED, document.id, number, *place)


def _number(document: Document, offset: int) -> int | None:
    block = document.block_at(offset)
    return document.paragraph_number(block) if block else None


def _where_it_was(document: Document, address: Address) -> Span | None:
    """Its old place, if this is the very document and the words are still there: they are, unless it was read anew."""
    if document.id != address.document or address.offset is None:
        return None
    place = address.offset, address.offset + len(address.anchor.exact)
    there = document.text[slice(*place)] == address.anchor.exact
    return place if there and _number(document, place[0]) == address.paragraph else None


def _in_its_paragraph(document: Document, anchor: Anchor, numbers: Sequence[int]) -> Span | None:
    """The words in the paragraph of the anchor's name, where there is only one; typography may have moved them."""
    if len(numbers) != 1:
        return None
    block = document.paragraphs[numbers[0] - 1]
    found = [(block.start + start, block.start + end) for start, end in places(document.text_of(block), anchor.exact)]
    place = min(found, key=lambda one: abs(one[0] - block.start - anchor.start), default=None)
    if place is None or not (anchor.unique or _evidence(document, anchor, place).sides):
        return None
    return _with_marks(document.text, place, anchor.exact)


def _everywhere(document: Document, exact: str) -> list[Span]:
    """All places of the document that may be cited where the words stand."""
    found = [place for place in places(document.text, exact) if _citable(document, place)]
    found = found or list(within(_said(document), fold(exact)))
    return [_with_marks(document.text, place, exact) for place in found]


def _citable(document: Document, place: Span) -> bool:
    first, last = document.block_at(place[0]), document.block_at(place[1] - 1)
    if first is None or last is None:
        return False
    return all(block.citable for block in document.blocks[first.ordinal : last.ordinal + 1])


def _said(document: Document) -> Folded:
    """The words of all paragraphs, one after the other, as if no page ended and no heading stood between them."""
    folded = fold(document.text)
    blocks = iter(document.paragraphs)
    block = next(blocks, None)
    kept = []
    for at, (start, _) in enumerate(folded.spans):
        while block is not None and start >= block.end:
            block = next(blocks, None)
        if block is not None and start >= block.start:
            kept.append(at)
    return Folded(
        tuple(folded.words[at] for at in kept),
        tuple(folded.spans[at] for at in kept),
        tuple(folded.joins[at] for at in kept),
    )


def _with_marks(text: str, place: Span, exact: str) -> Span:
    """The place of the words with the marks that the quotation has around them, where they stand there too."""
    spans = fold(exact).spans
    if not spans:
        return place
    (start, end), lead, trail = place, plain(exact[: spans[0][0]]), plain(exact[spans[-1][1] :])
    if lead:
        tried = range(1, min(start, len(lead) + LONGER) + 1)
        start = next((start - more for more in tried if plain(text[start - more : start]) == lead), start)
    if trail:
        tried = range(1, len(trail) + LONGER + 1)
        end = next((end + more for more in tried if plain(text[end : end + more]) == trail), end)
    return start, end


@dataclass(frozen=True, slots=True)
class _Evidence:
    """How much of what stood beside the quotation stands beside a place: characters, and on how many sides all."""

    before: int
    after: int
    sides: int

    def beats(self, other: _Evidence) -> bool:
        """Whether it is clearly more: nothing speaks for the other place that does not speak for this one."""
        return self.sides > other.sides and self.before >= other.before and self.after >= other.after


def _evidence(document: Document, anchor: Anchor, place: Span) -> _Evidence:
    left = before(anchor.prefix).agrees(document.text, place[0])
    right = after(anchor.suffix).agrees(document.text, place[1])
    return _Evidence(left.characters, right.characters, left.wholly + right.wholly)


def _decided(document: Document, address: Address, found: Sequence[Span]) -> Resolution:
    anchor = address.anchor
    weighed = [(place, _evidence(document, anchor, place)) for place in found]
    meant = _meant(weighed, unique=anchor.unique)
    if meant and (meant[1].sides or _apart(document, meant[0], anchor.exact)):
        return _stands(document, address, meant[0])
    today = became(document, anchor)
    if today and today[0] < today[1] and not any(start < today[1] and today[0] < end for start, end in found):
        changes = difference(anchor.exact, document.text[slice(*today)])
        return Resolution(State.EDITED, document.id, _number(document, today[0]), *today, changes)
    if meant:
        return _stands(document, address, meant[0])
    cannot_tell = found and (today is None or today[0] < today[1])
    return Resolution(State.AMBIGUOUS if cannot_tell else State.REMOVED, document.id)


def _meant(weighed: Sequence[tuple[Span, _Evidence]], *, unique: bool) -> tuple[Span, _Evidence] | None:
    """The one place that is meant, if one is.

    Words that stood only once are meant wherever they stand once; of others only those that have a whole side of
    what stood beside them: it told them from all others.
    """
    if unique and len(weighed) == 1:
        return weighed[0]
    best = [
        one for one in weighed if one[1].sides and all(one[1].beats(other[1]) for other in weighed if other is not one)
    ]
    return best[0] if best else None


def _apart(document: Document, place: Span, exact: str) -> bool:
    """Whether the words do not begin amid a sentence: a correction may quote what it corrects."""
    block = document.block_at(place[0])
    said = document.text[block.start : place[0]].rstrip() if block else ""
    return not said or said[-1] in ".!?…" or not exact[:1].isupper()


def _in_another_print(view: Snapshot, address: Address) -> Resolution:
    """Where the words stand in another file of the same work, if the library has one; else when they went."""
    left = view.departed(address.document)
    gone = Resolution(State.GONE, removed=left.at if left else "")
    if not address.anchor.exact:
        return gone
    named = view.named(address.anchor.paragraph)
    for entry in view.entries():
        if not _same_work(address, left.source if left else "", entry):
            continue
        document = view.document(entry.document)
        found = _sentence(document, address, [number for name, number in named if name == document.id])
        if found.state in SOUND:
            name = entry.title or PurePath(entry.source).name
            return replace(found, state=State.MOVED, elsewhere=True, name=name, removed=gone.removed)
    return gone


def _same_work(address: Address, source: str, entry: Entry) -> bool:
    """Whether a document is another file of the cited work: it has its path but for the ending, or its title."""
    if source and PurePath(source).with_suffix("") == PurePath(entry.source).with_suffix(""):
        return True
    title = " ".join(address.title.casefold().split())
    if not title or title != " ".join(entry.title.casefold().split()):
        return False
    if address.published and entry.published:
        return address.published == entry.published
    return title.count(" ") + 1 >= TITLE
