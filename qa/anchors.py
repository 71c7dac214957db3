"""A citation's address for the years: how it is made, and where it leads today.

An address is never resolved to a place that is only likely. The words of the quotation decide first, as
``documents.folding`` compares them; where they stand several times what stood beside them decides, and where that
cannot either, it is said. A place where the words are no longer the same is named only when what stands around it is
what stood around the quotation (qa/surroundings.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import PurePath
from typing import TYPE_CHECKING

from documents import Block, BlockKind, Document, paragraph_digest
from documents.anchors import other_places, places, plain, within
from documents.folding import fold
from qa.difference import Change, difference
from qa.model import Anchor, Citation
from qa.running import Running, running
from qa.surroundings import Side, after, became, before, whole_after, whole_before

if TYPE_CHECKING:
    from index.model import Entry
    from index.snapshot import Snapshot

#: Characters on each side of a quotation that its selector remembers. The W3C model sets no number;
#: 32 is what the Hypothesis annotation client uses for its TextQuoteSelector.
CONTEXT = 32
#: So many at most: more than a page, for what stands in several places may be whole paragraphs.
FURTHEST = 4096
#: Two places whose surroundings were edited are told apart by the likeness of both sides (0–2) to what stood there:
#: one must have so much of it,
ENOUGH = 1.2
#: and so much more than any other.
CLEARLY = 0.4
#: What may stand between a sentence's beginning and its first word.
OPENING = " “”„«»\"'‘’([—–-•"
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
    text, exact = running(document), document.text[start:end]
    first, last = text.offset(start), text.offset(end - 1) + 1
    others = list(other_places(text.text, first, last))
    return Anchor(
        paragraph=paragraph_digest(document.text_of(block)),
        start=start - block.start,
        end=end - block.start,
        exact=exact,
        prefix=_prefix(text.text, first, [start for start, _ in others]),
        suffix=_suffix(text.text, last, [end for _, end in others]),
        places=1 + len(others),
    )


def _prefix(text: str, at: int, others: Sequence[int]) -> str:
    """What stands before a place, so much that it stands nowhere else; empty where no length does."""
    tried = (text[at - length : at] for length in _lengths(at))
    return next((side for side in tried if _tells(before(side), whole_before(side), text, others)), "")


def _suffix(text: str, at: int, others: Sequence[int]) -> str:
    """What stands after a place, so much that it stands nowhere else; empty where no length does."""
    tried = (text[at : at + length] for length in _lengths(len(text) - at))
    return next((side for side in tried if _tells(after(side), whole_after(side), text, others)), "")


def _tells(side: Side, written: str, text: str, others: Sequence[int]) -> bool:
    """Whether the words of a side stand in the text once, nor beside other places, where they may be set otherwise."""
    spans = fold(written).spans
    once = bool(spans) and text.count(written[spans[0][0] : spans[-1][1]]) == 1
    return once and not any(side.stands(text, other) for other in others)


def _lengths(most: int) -> Iterator[int]:
    """How much of what stands beside a quotation is tried: ``CONTEXT`` characters, and twice as many each time."""
    length = CONTEXT
    while length < min(most, FURTHEST):
        yield length
        length *= 2
    yield min(most, FURTHEST)


def address_of(citation: Citation) -> Address:
    """The address of a citation, with all that it knows. Its quotation counts, also where the anchor has another."""
    anchor = replace(citation.anchor, exact=citation.quote)
    return Address(citation.document, citation.paragraph, anchor, citation.start, citation.title, citation.published)


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
    """Where a quotation stands in a document, or what stands in its place."""
    anchor = address.anchor
    place = _where_it_was(document, address) or _in_its_paragraph(document, anchor, numbers)
    if place:
        return _stands(document, address, place)
    text = running(document)
    found = [_Found.at(text, place, anchor) for place in _everywhere(document, text, anchor.exact)]
    own = [one for one in found if not one.quoted]
    meant = _alone(own, anchor.places) or _beside(own, anchor.places)
    if meant:
        return _stands(document, address, _in_document(document, text, meant, anchor))
    today = None
    if anchor.places != 1 or not own:
        today = became(document, text, anchor, [text.place(one.start, one.end) for one in found if one.quoted])
    if today and today[0] < today[1]:
        return _edited(document, address, today, [text.place(one.start, one.end) for one in found])
    meant = _nearest(own, anchor.places) or _alone(found, anchor.places)
    if meant:
        return _stands(document, address, _in_document(document, text, meant, anchor))
    return Resolution(State.AMBIGUOUS if found and not today else State.REMOVED, document.id)


def _stands(document: Document, address: Address, place: Span) -> Resolution:
    """The words are there, word for word."""
    number = _number(document, place[0])
    same = (document.id, number) == (address.document, address.paragraph)
    return Resolution(State.UNCHANGED if same else State.MOVED, document.id, number, *place)


def _edited(document: Document, address: Address, place: Span, found: Sequence[Span]) -> Resolution:
    """Between what stood beside the quotation stands something else; unless it is the same, and more around it."""
    exact = address.anchor.exact
    said = document.text[slice(*place)]
    inside = [one for one in found if one[0] < place[1] and place[0] < one[1]]
    if inside and len(found) == 1:
        return _stands(document, address, _with_marks(document.text, inside[0], exact))
    if inside:
        return Resolution(State.AMBIGUOUS, document.id)  # one of several that are as good
    if fold(said).words == fold(exact).words:
        return _stands(document, address, place)
    return Resolution(State.EDITED, document.id, _number(document, place[0]), *place, difference(exact, said))


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
    if len(numbers) != 1 or anchor.places != 1:
        return None
    block = document.paragraphs[numbers[0] - 1]
    found = next(places(document.text_of(block), anchor.exact), None)
    if found is None:
        return None
    start, end = _with_marks(document.text_of(block), found, anchor.exact)
    return block.start + start, block.start + end


def _everywhere(document: Document, text: Running, exact: str) -> list[Span]:
    """All places of the running text that may be cited where the words stand."""
    found = [place for place in places(text.text, exact) if _citable(document, text.place(*place))]
    if found:
        return found
    return [place for place in within(fold(text.text), fold(exact)) if _citable(document, text.place(*place))]


def _citable(document: Document, place: Span) -> bool:
    """Whether a place is in a paragraph, or goes from one into the next without a heading between them."""
    first, last = document.block_at(place[0]), document.block_at(place[1] - 1)
    if first is None or last is None:
        return False
    between = document.blocks[first.ordinal : last.ordinal + 1]
    return all(block.citable or block.kind is BlockKind.FURNITURE for block in between)


@dataclass(frozen=True, slots=True)
class _Found:
    """Words in the running text, and how much of what stood beside the quotation stands beside them."""

    start: int
    end: int
    #: On how many sides all of it does.
    sides: int
    #: How much of it does on both, 0–2.
    likeness: float
    #: Whether they stand amid a sentence, where the quotation began one: a correction may quote what it corrects.
    quoted: bool

    @classmethod
    def at(cls, text: Running, place: Span, anchor: Anchor) -> _Found:
        """The words at a place."""
        left = before(anchor.prefix).agrees(text.text, place[0])
        right = after(anchor.suffix).agrees(text.text, place[1])
        quoted = not left.wholly and not right.wholly and _begins(anchor.prefix) and not _begins(text.text[: place[0]])
        return cls(*place, left.wholly + right.wholly, left.mostly + right.mostly, quoted)


def _alone(found: Sequence[_Found], once: int) -> _Found | None:
    """Words that stood only once are meant wherever they stand once."""
    return found[0] if once == 1 and len(found) == 1 else None


def _beside(found: Sequence[_Found], once: int) -> _Found | None:
    """Of several places the one beside which all of a side stands, which stood in one place of the document.

    Where one of the places has gone it may be this one, and another have come to stand there: both sides must agree.
    """
    needed = 1 if len(found) >= once else 2
    best = sorted(found, key=lambda one: one.sides, reverse=True)
    if not best or best[0].sides < needed or (len(best) > 1 and best[0].sides == best[1].sides):
        return None
    return best[0]


def _nearest(found: Sequence[_Found], once: int) -> _Found | None:
    """Where as many places are as there were, the one that is clearly the nearest to what stood there."""
    if len(found) != once or once < 2:
        return None
    first, second, *_ = sorted(found, key=lambda one: one.likeness, reverse=True)
    return first if first.likeness >= ENOUGH and first.likeness - second.likeness >= CLEARLY else None


def _begins(before: str) -> bool:
    """Whether a sentence begins behind this."""
    said = before.rstrip(OPENING)
    return not said.strip() or said.endswith("\n") or said.rstrip().endswith((".", "!", "?", "…"))


def _in_document(document: Document, text: Running, found: _Found, anchor: Anchor) -> Span:
    return _with_marks(document.text, text.place(found.start, found.end), anchor.exact)


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
