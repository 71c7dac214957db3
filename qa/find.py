"""Every paragraph that holds the terms, not the best few: its "there are no more" is true.

findings = find(view, 'gas NEAR/5 storage -"Nord Stream"', filters)      # counts, and where: complete and ordered
for one in shown(view, findings.places[:50]): …                          # a page of them, with citations and texts
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from documents import Block, Document
from index.dates import age
from index.model import Entry, Filters, Passage
from index.passages import sentences
from index.term_matcher import Matcher
from index.terms_query import Query, parse
from qa.answer import check, filters_record
from qa.cite import cite
from qa.coverage import scope
from qa.model import Citation, Coverage

if TYPE_CHECKING:
    from index.snapshot import Snapshot

_ALL = Filters()


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph that holds the terms."""

    document: str
    #: Its number, as the reader prints it.
    paragraph: int
    #: The words that were found, as offsets into the paragraph's text; in order, none overlaps another.
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A paragraph that holds the terms, as it is shown: ``citation`` is that of its first sentence with one of them."""

    citation: Citation
    #: The whole paragraph.
    text: str
    #: Offsets into ``text``.
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many paragraphs of a document hold the terms."""

    document: str
    source: str
    title: str
    authors: tuple[str, ...]
    published: str
    paragraphs: int


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found, without the texts."""

    #: As they were asked for.
    terms: str
    #: Every paragraph that holds them, by date of its document (undated last), source and number.
    places: tuple[Place, ...]
    #: The documents that have any, in the same order.
    documents: tuple[Count, ...]
    #: Paragraphs by year ("2021"), ascending; those of undated documents last, under "".
    years: Mapping[str, int]
    #: How many of the documents that were searched hold the terms in their title, which is no paragraph.
    titles: int
    #: What was searched and what not; it has no absent terms and no spellings, for these are no question.
    coverage: Coverage
    filters: Mapping[str, object]


def find(view: Snapshot, terms: str, filters: Filters = _ALL) -> Findings:
    """Every paragraph that holds the terms.

    Args:
        view: The state of the library.
        terms: As ``index/terms_query.py`` reads them.
        filters: Which documents may be found.

    Raises:
        BadTermsError: the terms cannot be read.
        QuestionRefused: a filter names what is not there.
        LibraryDamaged: the text of a document is not what was added.
    """
    query = parse(terms)
    check(view, filters)
    places = tuple(Place(one.document.id, one.paragraph, one.marks) for one in view.paragraphs_with(query, filters))
    entries = view.entries(filters)
    documents = _counted(places, {entry.document: entry for entry in entries})
    return Findings(
        terms=terms,
        places=places,
        documents=documents,
        years=_by_year(documents),
        titles=_titles(query, entries),
        coverage=scope(view, filters),
        filters=filters_record(filters),
    )


def shown(view: Snapshot, places: Sequence[Place]) -> list[Found]:
    """These places with their citations and texts, read from the state that found them."""
    return [_shown(view, place) for place in places]


def each(view: Snapshot, terms: str, filters: Filters = _ALL) -> Iterator[Found]:
    """The same paragraphs as ``find`` has, one after the other: no list of them is made, however many there are.

    Raises:
        BadTermsError: the terms cannot be read.
        LibraryDamaged: the text of a document is not what was added.
    """
    for one in view.paragraphs_with(parse(terms), filters):
        yield _found(one.document, one.block, one.marks)


def _shown(view: Snapshot, place: Place) -> Found:
    document = view.document(place.document)
    return _found(document, document.paragraphs[place.paragraph - 1], place.marks)


def _found(document: Document, block: Block, marks: tuple[tuple[int, int], ...]) -> Found:
    start, end = _sentence(document, block, block.start + marks[0][0], block.start + marks[0][1])
    return Found(cite(document, start, end), document.text_of(block), marks)


def _sentence(document: Document, block: Block, start: int, end: int) -> tuple[int, int]:
    """Where the sentence stands that has this range, or the sentences where it crosses a bound."""
    whole = Passage(block.ordinal, block.ordinal, block.start, block.end, "")
    across = [span for _, *span in sentences(document, whole) if span[0] < end and span[1] > start]
    return across[0][0], across[-1][1]


def _counted(places: Sequence[Place], entries: Mapping[str, Entry]) -> tuple[Count, ...]:
    paragraphs = Counter(place.document for place in places)  # in the order of the places
    return tuple(
        Count(name, entry.source, entry.title, entry.authors, entry.published, count)
        for name, count in paragraphs.items()
        for entry in (entries[name],)
    )


def _by_year(documents: Sequence[Count]) -> dict[str, int]:
    years: Counter[str] = Counter()
    for one in documents:
        years[one.published[:4]] += one.paragraphs
    return dict(sorted(years.items(), key=lambda item: age(item[0])))


def _titles(query: Query, entries: Sequence[Entry]) -> int:
    matcher = Matcher(query)
    return sum(matcher.marks(entry.title, entry.language) is not None for entry in entries)


def record(findings: Findings) -> dict[str, Any]:
    """What was found without the texts: the first JSON line of ``footnote find --json``."""
    return {
        "terms": findings.terms,
        "paragraphs": len(findings.places),
        "documents": [asdict(one) for one in findings.documents],
        "years": dict(findings.years),
        "titles": findings.titles,
        "coverage": asdict(findings.coverage),
        "filters": dict(findings.filters),
    }
