"""A picture of the library: documents over time by series or author, and what they are about.

Topics are those that the documents name themselves; of documents without any, words of titles that several share.
Everything in the picture leads to the documents that it counts.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from index import analysis
from qa.web.markup import render
from qa.web.texts import t

if TYPE_CHECKING:
    from index.model import Entry
    from index.snapshot import Snapshot

#: Series or authors that have a colour of their own; the rest are together.
OWN = 6
#: Years that have a column each: of a longer time the earlier years are together.
YEARS = 24
#: Topics that are shown.
TOPICS = 30
#: A word of titles is a topic when so many documents have it, and at most this share of them.
FEWEST, MOST = 2, 0.5
#: Letters of a word that may be a topic.
LETTERS = 4


@dataclass(frozen=True, slots=True)
class Band:
    """A series or author in the picture: the same colour in every column; the last one is all others."""

    name: str
    colour: int
    documents: int
    #: The address that asks its documents alone, and the value by which the table is filtered; empty for the others.
    address: str
    value: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a column: of one band, its height and where it begins, as shares of the highest column."""

    band: Band
    documents: int
    share: float
    below: float


@dataclass(frozen=True, slots=True)
class Column:
    """A year."""

    #: As it is shown, and as the table is filtered by it: the first one may have all before it too.
    label: str
    year: str
    documents: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """What documents are about, and how many."""

    name: str
    documents: int
    #: From 1 to 4, by how many.
    size: int


def overview(view: Snapshot, *, by_author: bool = False) -> str:
    """The picture as HTML."""
    entries = view.entries()
    bands, columns = timeline(entries, by_author=by_author)
    undated = sum(not entry.published for entry in entries)
    return render(
        "overview.html.j2", bands=bands, columns=columns, undated=undated, by_author=by_author, topics=topics(entries)
    )


def timeline(entries: Sequence[Entry], *, by_author: bool) -> tuple[list[Band], list[Column]]:
    """The bands, largest first, and the columns in the order of time."""
    of = {entry.document: _band_of(entry, by_author=by_author) for entry in entries}
    counts = Counter(of[entry.document] for entry in entries if entry.published)
    own = [name for name, _ in sorted(counts.items(), key=lambda one: (-one[1], one[0])) if name][:OWN]
    kind = "author" if by_author else "series"
    bands = [Band(name, at, counts[name], "?" + urlencode({kind: name}), name) for at, name in enumerate(own)]
    others = sum(counts.values()) - sum(band.documents for band in bands)
    bands += [Band(t("library.others"), OWN, others, "", "")] if others else []
    years = _years(entry.published[:4] for entry in entries if entry.published)
    by_year: dict[str, Counter[str]] = defaultdict(Counter)
    for entry in entries:
        if entry.published:
            name = of[entry.document]
            by_year[_column(entry.published[:4], years)][name if name in own else ""] += 1
    highest = max((sum(found.values()) for found in by_year.values()), default=1)
    earlier = bool(years) and any(entry.published and entry.published[:4] < years[0] for entry in entries)
    columns = [_made(year, by_year[year], bands, highest) for year in years]
    if earlier:
        first = columns[0]
        columns[0] = replace(first, label=f"≤ {first.year}", year=f"-{first.year}")
    return bands, columns


def _band_of(entry: Entry, *, by_author: bool) -> str:
    return (entry.authors[0] if entry.authors else "") if by_author else entry.series


def _years(found: Iterable[str]) -> list[str]:
    """Every year from the first to the last, but not more than ``YEARS``: the first column has all before it."""
    known = sorted(set(found))
    if not known:
        return []
    first, last = int(known[0]), int(known[-1])
    return [str(year) for year in range(max(first, last - YEARS + 1), last + 1)]


def _column(year: str, years: Sequence[str]) -> str:
    return max(year, years[0])


def _made(year: str, found: Counter[str], bands: Sequence[Band], highest: int) -> Column:
    pieces, below = [], 0.0
    for band in bands:
        count = found[band.value]
        if count:
            pieces.append(Piece(band, count, count / highest, below))
            below += count / highest
    return Column(year, year, sum(found.values()), tuple(pieces))


# ---------------------------------------------------------------- topics


def topics(entries: Sequence[Entry]) -> list[Topic]:
    """What the documents are about, in the order of the alphabet: the largest topics of all."""
    counts = Counter(topic for entry in entries for topic in entry.topics)
    if sum(bool(entry.topics) for entry in entries) < len(entries) / 4:
        counts += _telling(entry for entry in entries if not entry.topics)
    best = sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:TOPICS]
    if not best:
        return []
    largest = best[0][1]
    made = (Topic(name, count, 1 + round(3 * count / largest)) for name, count in best)
    return sorted(
        (Topic(one.name, one.documents, min(one.size, 4)) for one in made), key=lambda one: one.name.casefold()
    )


def _telling(entries: Iterable[Entry]) -> Counter[str]:
    """Words of titles that several documents share and not all have, as they are written most."""
    written: dict[str, Counter[str]] = defaultdict(Counter)
    documents: Counter[str] = Counter()
    total = 0
    for entry in entries:
        total += 1
        told = dict(_terms(entry.title, entry.language))
        for term, surface in told.items():
            documents[term] += 1
            written[term][surface] += 1
    return Counter(
        {
            written[term].most_common(1)[0][0]: count
            for term, count in documents.items()
            if FEWEST <= count <= max(FEWEST, MOST * total)
        }
    )


def _terms(title: str, language: str) -> Iterator[tuple[str, str]]:
    """The stems of a title's words that may be a topic, each with the word."""
    empty = analysis.function_words(language) if language else frozenset()
    for _, _, word in analysis.placed(unicodedata.normalize("NFC", title)):
        if len(word.folded) >= LETTERS and not word.folded.isnumeric() and word.folded not in empty:
            yield analysis.stem(word.folded, language), word.surface
