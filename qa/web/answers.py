"""An answer → HTML: quotations by part and document, their sources, what differs from them, what is newer."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from documents import Block, BlockKind, Document
from index.model import Entry, Filters
from qa.answer import ALONE, Thread
from qa.export.dates import today
from qa.export.works import Access
from qa.export.write import copied
from qa.language import conversation
from qa.model import Answer, Citation, Conflict, Copy, Disagreement, Part, Verdict
from qa.web.markup import plural, render
from qa.web.wish import Wish

#: Characters of the paragraph that a source card shows on each side of a quotation.
AROUND = 160
#: How a difference is headed: what differs, and never who is right.
DIFFERING = {
    Disagreement.NUMBER: "Different numbers",
    Disagreement.DATE: "Different dates",
    Disagreement.POLARITY: "One affirms what the other denies",
}
#: How the page calls the filters of the answer record, and the field of ``Filters`` that each is.
FILTERS = {
    "author": ("Author", "authors"),
    "document": ("Document", "documents"),
    "series": ("Series", "series"),
    "language": ("Language", "languages"),
    "since": ("From", "since"),
    "until": ("To", "until"),
    "as_of": ("As of", "as_of"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """One cited paragraph of an answer: its text in pieces, the quotations among them."""

    kind: str
    language: str
    citations: tuple[Citation, ...]
    #: (text, the number of the citation that it is, or 0)
    pieces: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Source:
    """One cited document, and where else the quoted sentences stand."""

    entry: Entry
    places: tuple[Place, ...]

    @property
    def first(self) -> Citation:
        """Its first citation."""
        return self.places[0].citations[0]

    @property
    def copies(self) -> tuple[Copy, ...]:
        """The other documents that print any of its sentences, each once."""
        every = (copy for place in self.places for cited in place.citations for copy in cited.also)
        return tuple({copy.document: copy for copy in reversed(list(every))}.values())[::-1]


@dataclass(frozen=True, slots=True)
class Section:
    """What is said to one part of a question; ``part`` is None where it asks one thing."""

    part: Part | None
    #: Paragraphs of one document after the other.
    groups: tuple[tuple[Place, ...], ...]
    #: What answers it too and is quoted for an earlier part.
    again: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One of two quotations that do not say the same; ``pieces`` are (text, whether it is what differs)."""

    citation: Citation
    language: str
    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Two quotations beside each other."""

    title: str
    sides: tuple[Side, Side]


@dataclass(frozen=True, slots=True)
class Meant:
    """A word that the library does not have, and the questions that ask with one that it has: (word, address)."""

    term: str
    spellings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Dropped:
    """A filter, how many documents it leaves out, and the address that asks without it."""

    label: str
    value: str
    documents: int
    address: str


def answer(
    given: Answer, wish: Wish, documents: Mapping[str, Document], entries: Mapping[str, Entry], seconds: float
) -> str:
    """A finished answer, or its honest no; ``documents`` and ``entries`` are those that are cited, by id."""
    needed = wish.thread if given.searched != given.question else ALONE
    # What a person wrote to be searched stands by itself: the next question goes no further back.
    before = [needed.searched] if needed.searched else [*needed.earlier, given.question]
    found = sources(given, documents, entries)
    by_number = {one.number: one for one in given.citations}
    return render(
        "answer.html.j2",
        a=given,
        sections=sections(given, documents),
        sources=found,
        count=_count(given, found),
        differences=[_difference(one, by_number, documents) for one in given.conflicts],
        newer=[_side(by_number[number], "", documents) for number in given.newer],
        permalink=replace(wish, thread=needed).address,
        asked=wish.address,
        before=replace(wish, question=given.follows, thread=_up_to(given.follows, wish.thread)).address,
        alone=replace(wish, thread=ALONE).address,
        thread=before[-conversation.MOST_EARLIER :],
        absent=list(_absent(given, wish)),
        dropped=list(dropped(given.coverage.left_out, wish)),
        everything=replace(wish, filters=Filters()).address if wish.filters else "",
        markdown=copied(given, Access(today())),
        seconds=seconds,
    )


# ---------------------------------------------------------------- quotations


def sections(given: Answer, documents: Mapping[str, Document]) -> tuple[Section, ...]:
    """What is quoted for each part of the question; a sentence stands once, however many parts it answers."""
    by_number = {one.number: one for one in given.citations}
    every = tuple(dict.fromkeys(statement.citation for statement in given.statements))
    told: set[int] = set()
    made = []
    for part in given.parts or (None,):
        numbers = part.citations if part else every
        fresh = [by_number[number] for number in numbers if number not in told]
        again = tuple(by_number[number] for number in numbers if number in told)
        told.update(numbers)
        runs = itertools.groupby(fresh, key=lambda one: one.document)
        made.append(Section(part, tuple(_places(run, documents[name]) for name, run in runs), again))
    return tuple(made)


def sources(given: Answer, documents: Mapping[str, Document], entries: Mapping[str, Entry]) -> tuple[Source, ...]:
    """The documents that the answer quotes, in its order; those quoted beside it are no sources of it."""
    stated = {statement.citation for statement in given.statements}
    by_document: dict[str, list[Citation]] = {}
    for one in given.citations:
        if one.number in stated:
            by_document.setdefault(one.document, []).append(one)
    return tuple(
        Source(entries[name], _places(sorted(cited, key=lambda one: one.start), documents[name]))
        for name, cited in by_document.items()
    )


def _places(cited: Iterable[Citation], document: Document) -> tuple[Place, ...]:
    """The citations of one document by paragraph."""
    paragraphs = itertools.groupby(cited, key=lambda one: one.paragraph)
    return tuple(_place(tuple(inside), document) for _, inside in paragraphs)


def _place(cited: tuple[Citation, ...], document: Document) -> Place:
    block = document.paragraphs[cited[0].paragraph - 1]
    pieces = _rows(cited, document, block) if block.kind is BlockKind.TABLE else _sentences(cited, document, block)
    language = block.language or document.metadata.language
    return Place(block.kind.value, language, cited, tuple(piece for piece in pieces if piece[0]))


def _rows(cited: tuple[Citation, ...], document: Document, block: Block) -> list[tuple[str, int]]:
    """The cited rows of a table under its first one, which names the columns; rows between are left out."""
    text, pieces = document.text, []
    head = min(text.index("\n", block.start) if "\n" in document.text_of(block) else block.end, cited[0].start)
    at = block.start + len(text[block.start : head].rstrip())
    pieces.append((text[block.start : at], 0))
    for one in cited:
        between = text[at : one.start]
        pieces += [("\n…\n" if between.strip() else between, 0), (text[one.start : one.end], one.number)]
        at = one.end
    return pieces


def _sentences(cited: tuple[Citation, ...], document: Document, block: Block) -> list[tuple[str, int]]:
    """The cited sentences among their neighbours."""
    text, pieces, at = document.text, [], max(block.start, _word_start(document.text, cited[0].start - AROUND))
    if at > block.start:
        pieces.append(("… ", 0))
    for one in cited:
        pieces += [(text[at : one.start], 0), (text[one.start : one.end], one.number)]
        at = one.end
    end = min(block.end, _word_end(text, at + AROUND))
    return [*pieces, (text[at:end], 0), (" …" if end < block.end else "", 0)]


def _word_start(text: str, at: int) -> int:
    return text.find(" ", at) + 1 if at > 0 else 0


def _word_end(text: str, at: int) -> int:
    return at if at >= len(text) else text.rfind(" ", 0, at + 1)


def _count(given: Answer, found: Sequence[Source]) -> str:
    """How many sentences there are, of how many sources: documents that print the same are one."""
    sentences = plural(len(given.statements), "sentence")
    works = independent(found)
    printed = {one.entry.document for one in found} | {copy.document for one in found for copy in one.copies}
    if len(printed) == works:
        return f"{sentences} quoted from {plural(works, 'document')}"
    return f"{sentences} from {plural(works, 'independent source')}, {plural(len(printed) - works, 'reprint')}"


def independent(found: Sequence[Source]) -> int:
    """How many of the sources do not print what another one does."""
    works: list[set[str]] = []
    for one in found:
        same = {one.entry.document, *(copy.document for copy in one.copies)}
        apart = [work for work in works if work.isdisjoint(same)]
        works = [*apart, same.union(*(work for work in works if work not in apart))]
    return len(works)


# ---------------------------------------------------------------- beside the answer


def _difference(one: Conflict, by_number: Mapping[int, Citation], documents: Mapping[str, Document]) -> Difference:
    first, second = (
        _side(by_number[number], value, documents) for number, value in zip(one.citations, one.values, strict=True)
    )
    return Difference(DIFFERING[one.kind], (first, second))


def _side(cited: Citation, value: str, documents: Mapping[str, Document]) -> Side:
    document = documents[cited.document]
    language = document.paragraphs[cited.paragraph - 1].language or document.metadata.language
    before, said, after = cited.quote.partition(value) if value else (cited.quote, "", "")
    pieces = ((before, False), (said, True), (after, False))
    return Side(cited, language, tuple(piece for piece in pieces if piece[0]))


# ---------------------------------------------------------------- how to go on


def _up_to(question: str, thread: Thread) -> Thread:
    """The thread of one of its own questions: those before it."""
    earlier = list(thread.earlier)
    return Thread(tuple(earlier[: earlier.index(question)])) if question in earlier else ALONE


def _absent(given: Answer, wish: Wish) -> Iterator[Meant]:
    """The words that the library does not have, with those that might be meant."""
    if given.verdict is Verdict.ANSWERED:
        return
    known = given.coverage.spellings
    for term in dict.fromkeys((*given.coverage.absent_terms, *known)):
        asked = ((near, respelled(given, wish, term, near)) for near in known.get(term, ()))
        yield Meant(term, tuple((near, again.address) for near, again in asked if again))


def respelled(given: Answer, wish: Wish, term: str, near: str) -> Wish | None:
    """The wish with the word spelled so, in the question or else in what was searched for it; None if it has none."""
    word = re.compile(rf"(?<!\w){re.escape(term)}(?!\w)", re.IGNORECASE)
    asked = word.sub(lambda _: near, given.question)
    if asked != given.question and not wish.thread.searched:
        return replace(wish, question=asked)
    searched = word.sub(lambda _: near, given.searched)
    return replace(wish, thread=replace(wish.thread, searched=searched)) if searched != given.searched else None


def dropped(left_out: Mapping[str, int], wish: Wish) -> Iterator[Dropped]:
    """Each filter that is set, with what it leaves out and how to ask without it."""
    for name, count in left_out.items():
        label, inside = FILTERS[name]
        value = getattr(wish.filters, inside)
        without = replace(wish, filters=replace(wish.filters, **{inside: type(value)()}), page=1)
        yield Dropped(label, value if isinstance(value, str) else ", ".join(value), count, without.address)
