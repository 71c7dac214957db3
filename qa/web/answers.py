"""An answer → HTML: quotations by part and document, their sources, what differs from them, what is newer."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from documents import Block, BlockKind, Document
from index.languages import code_of
from index.model import Entry, Filters
from qa.answer import ALONE, Thread
from qa.archive.renewal import Renewal, Renewed, gone, headline, told
from qa.language import conversation
from qa.model import Answer, Citation, Conflict, Copy, Part, Verdict
from qa.web.kept import NEVER, Stored
from qa.web.markup import render
from qa.web.texts import day, duration, language_name, t
from qa.web.wish import Wish

#: Characters of the paragraph that a source card shows on each side of a quotation.
AROUND = 160
#: How the answer record calls the filters, and the field of ``Filters`` that each is.
FILTERS = {
    "author": "authors",
    "document": "documents",
    "series": "series",
    "language": "languages",
    "since": "since",
    "until": "until",
    "as_of": "as_of",
}
#: Cited paragraphs of one document that its card shows at once.
MOST_PLACES = 2


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
    given: Answer,
    wish: Wish,
    documents: Mapping[str, Document],
    entries: Mapping[str, Entry],
    seconds: float,
    stored: Stored = NEVER,
) -> str:
    """A finished answer, or its honest no.

    Args:
        given: The answer.
        wish: What was asked for.
        documents: Those that are cited, by id; of a stored answer those that the library still has.
        entries: The same as the catalogue has them.
        seconds: How long it took; 0 for one that was stored.
        stored: What is to be known of it as one that is kept.
    """
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
        differences=[_difference(one, by_number) for one in given.conflicts],
        newer=[_side(by_number[number]) for number in given.newer],
        permalink=stored.address or replace(wish, thread=needed).address,
        asked=stored.address or wish.address,
        before=replace(wish, question=given.follows, thread=_up_to(given.follows, wish.thread)).address,
        alone=replace(wish, thread=ALONE).address,
        thread=before[-conversation.MOST_EARLIER :],
        absent=list(_absent(given, wish)),
        dropped=list(dropped(given.coverage.left_out, wish)),
        everything=replace(wish, filters=Filters()).address if wish.filters else "",
        duration=duration(seconds),
        most=MOST_PLACES,
        whose="" if stored.wrong else given.id,
        kept=stored.kept,
        standing=stored.standing,
        renewed=stored.renewed,
        differs=_differs(stored.renewed) if stored.renewed else (),
        statuses=stored.statuses,
        unstored=stored.wrong,
    )


def _differs(renewed: Renewed) -> tuple[str, tuple[str, ...], tuple[Renewal, ...]]:
    """What is different from the stored answer: in a word, in sentences, and the quotations that are gone."""
    return headline(renewed), tuple(told(renewed)), gone(renewed)


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
        made.append(Section(part, tuple(_places(run, documents.get(name)) for name, run in runs), again))
    return tuple(made)


def sources(given: Answer, documents: Mapping[str, Document], entries: Mapping[str, Entry]) -> tuple[Source, ...]:
    """The documents that the answer quotes, in its order; those quoted beside it are no sources of it."""
    stated = {statement.citation for statement in given.statements}
    by_document: dict[str, list[Citation]] = {}
    for one in given.citations:
        if one.number in stated:
            by_document.setdefault(one.document, []).append(one)
    return tuple(
        Source(entries.get(name) or _entry(cited[0]), _places(sorted(cited, key=_start), documents.get(name)))
        for name, cited in by_document.items()
    )


def _start(cited: Citation) -> int:
    return cited.start


def _entry(cited: Citation) -> Entry:
    """What a citation knows of a document that the library does not have any more."""
    return Entry(
        cited.document, cited.source, cited.title, cited.authors, cited.published, cited.publisher, cited.series,
        topics=(), language=cited.language, media_type="", paragraphs=0, pages=0, added="", warnings=(), corrected=(),
    )  # fmt: skip


def _places(cited: Iterable[Citation], document: Document | None) -> tuple[Place, ...]:
    """The citations of one document by paragraph."""
    paragraphs = itertools.groupby(cited, key=lambda one: one.paragraph)
    return tuple(_place(tuple(inside), document) for _, inside in paragraphs)


def _place(cited: tuple[Citation, ...], document: Document | None) -> Place:
    if document is None or any(document.text[one.start : one.end] != one.quote for one in cited):
        # Gone, or read otherwise since: the quotations alone, as they were given.
        alone = (piece for one in cited for piece in ((one.quote, one.number), (" … ", 0)))
        return Place(BlockKind.PARAGRAPH.value, cited[0].language, cited, tuple(alone)[:-1])
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
    sentences = t("answer.sentences", n=len(given.statements))
    works = independent(found)
    printed = {one.entry.document for one in found} | {copy.document for one in found for copy in one.copies}
    if len(printed) == works:
        return t("answer.quoted_from", sentences=sentences, documents=t("answer.from_documents", n=works))
    reprints = t("answer.reprints", n=len(printed) - works)
    return t("answer.with_reprints", sentences=sentences, sources=t("answer.from_sources", n=works), reprints=reprints)


def independent(found: Sequence[Source]) -> int:
    """How many of the sources do not print what another one does."""
    works: list[set[str]] = []
    for one in found:
        same = {one.entry.document, *(copy.document for copy in one.copies)}
        apart = [work for work in works if work.isdisjoint(same)]
        works = [*apart, same.union(*(work for work in works if work not in apart))]
    return len(works)


# ---------------------------------------------------------------- beside the answer


def _difference(one: Conflict, by_number: Mapping[int, Citation]) -> Difference:
    first, second = (_side(by_number[number], value) for number, value in zip(one.citations, one.values, strict=True))
    return Difference(t(f"answer.differ_{one.kind.value}"), (first, second))


def _side(cited: Citation, value: str = "") -> Side:
    before, said, after = cited.quote.partition(value) if value else (cited.quote, "", "")
    pieces = ((before, False), (said, True), (after, False))
    return Side(cited, cited.language, tuple(piece for piece in pieces if piece[0]))


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
        inside = FILTERS[name]
        value = getattr(wish.filters, inside)
        without = replace(wish, filters=replace(wish.filters, **{inside: type(value)()}), page=1)
        yield Dropped(t(f"nothing.filter_{name}"), _shown(name, value), count, without.address)


def _shown(name: str, value: str | tuple[str, ...]) -> str:
    """The value of a filter, as people say it."""
    if isinstance(value, str):
        return day(value)
    return ", ".join(language_name(code_of(one) or one) if name == "language" else one for one in value)
