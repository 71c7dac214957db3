"""All passages and comparisons → HTML: lists that are whole, a part at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from index.model import Filters
from qa.compare import Comparison, State
from qa.find import Count, Findings, Found
from qa.web.answers import dropped
from qa.web.markup import render
from qa.web.wish import Wish

#: Paragraphs on one part of the list: a screen or two of them, and a page that is made at once.
PER_PAGE = 25
#: Characters on each side of a found word that are shown of a long paragraph.
AROUND = 200
#: So many documents are counted by name; the table for spreadsheets has all.
COUNTED = 100


@dataclass(frozen=True, slots=True)
class Hit:
    """A paragraph that was found; ``pieces`` are (text, whether it was looked for)."""

    number: int
    found: Found
    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """How many paragraphs, the share of the largest such number in percent, and the address of these alone."""

    name: str
    paragraphs: int
    share: int
    address: str


def pages_of(findings: Findings) -> int:
    """How many parts the list has: one at least."""
    return max(1, -(-len(findings.places) // PER_PAGE))


def part_of(findings: Findings, page: int) -> slice:
    """Which places are on this part of the list; the last part for a number beyond it."""
    first = (min(page, pages_of(findings)) - 1) * PER_PAGE
    return slice(first, first + PER_PAGE)


def found(findings: Findings, shown: Sequence[Found], wish: Wish) -> str:
    """One part of the paragraphs that hold the terms, and how many there are by year and by document."""
    asked, last = wish.address, pages_of(findings)
    page, at = min(wish.page, last), part_of(findings, wish.page)
    wish = replace(wish, page=page)
    hits = [Hit(number, one, excerpt(one.text, one.marks)) for number, one in enumerate(shown, at.start + 1)]
    return render(
        "find.html.j2",
        f=findings,
        hits=hits,
        total=len(findings.places),
        years=list(_years(findings, wish)),
        documents=[_bar(one, findings.documents, wish) for one in findings.documents[:COUNTED]],
        more=max(0, len(findings.documents) - COUNTED),
        page=page,
        last=last,
        previous=replace(wish, page=page - 1).address if page > 1 else "",
        next=replace(wish, page=page + 1).address if page < last else "",
        asked=asked,
        **_common(findings.coverage.left_out, wish),
    )


def compared(comparison: Comparison, wish: Wish) -> str:
    """A row for each document that was looked into."""
    rows = [row for row in comparison.rows if row.state is not State.NOT_READ]
    counts = comparison.counts
    return render(
        "compare.html.j2",
        c=comparison,
        rows=list(enumerate(rows, 1)),
        answering=counts.get(State.ANSWERS, 0),
        looked=len(rows),
        unread=counts.get(State.NOT_READ, 0),
        **_common(comparison.coverage.left_out, wish),
    )


def _common(left_out: Mapping[str, int], wish: Wish) -> dict[str, object]:
    return {
        "permalink": wish.address,
        "table": f"table.csv{replace(wish, page=1).address}",
        "dropped": list(dropped(left_out, wish)),
        "everything": replace(wish, filters=Filters(), page=1).address if wish.filters else "",
    }


def _years(findings: Findings, wish: Wish) -> Iterator[Bar]:
    """The paragraphs of each year; undated ones have no address of their own."""
    most = max(findings.years.values(), default=1)
    for year, count in findings.years.items():
        yield Bar(year, count, round(100 * count / most), _within(year, wish).address if year else "")


def _within(year: str, wish: Wish) -> Wish:
    """The wish for one year alone, within the days that it is for already."""
    since, until = max(wish.filters.since, f"{year}-01-01"), f"{year}-12-31"
    until = min(until, wish.filters.until or until)
    return replace(wish, filters=replace(wish.filters, since=since, until=until), page=1)


def _bar(one: Count, every: Sequence[Count], wish: Wish) -> tuple[Count, Bar]:
    most = max(count.paragraphs for count in every)
    alone = replace(wish, filters=replace(wish.filters, documents=(one.document,)), page=1)
    return one, Bar(one.title, one.paragraphs, round(100 * one.paragraphs / most), alone.address)


def excerpt(text: str, marks: Sequence[tuple[int, int]]) -> tuple[tuple[str, bool], ...]:
    """The paragraph in pieces, the found words among them; of a long one only what stands around them."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in marks:
        pieces += [(_between(text, at, start), False), (text[start:end], True)]
        at = end
    pieces.append((_between(text, at, len(text)), False))
    return tuple(piece for piece in pieces if piece[0])


def _between(text: str, start: int, end: int) -> str:
    """What stands between two found words, before the first, or after the last; without its middle if it is long."""
    left, right = AROUND if start else 0, AROUND if end < len(text) else 0
    if end - start <= left + right + AROUND:
        return text[start:end]
    before = text[start : text.rfind(" ", start, start + left) + 1] if left else ""
    after = text[text.find(" ", end - right) : end] if right else ""
    return f"{before}…{after}"
