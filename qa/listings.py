"""What find and compare print for people, as text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import PurePath

from qa.cite import pages
from qa.compare import Comparison, Row, State
from qa.find import Findings, Found
from qa.model import Citation, Coverage
from qa.terminal import WIDTH, count, safe

#: What is said in place of a quotation.
GAPS = {State.NOTHING: "nothing found", State.NOT_READ: "not looked into"}
#: So many files that could not be read are named; `footnote list` names all.
NAMED = 3


def found(shown: Sequence[Found], findings: Findings) -> Iterator[str]:
    """The paragraphs, under their documents, each with its sentences that hold the terms; then the counts."""
    per_document = {one.document: one.paragraphs for one in findings.documents}
    for name, some in groupby(shown, key=lambda one: one.citation.document):
        group = list(some)
        head = _document(group[0].citation.title, group[0].citation.source, group[0].citation.published)
        lines = [f"{head} · {count(per_document[name], 'paragraph')} · {name}", *map(_paragraph, group)]
        yield safe("\n".join(lines) + "\n")
    yield safe(totals(findings, len(shown)))


def _paragraph(one: Found) -> str:
    return _quoted(_place(one.citation), one.citation.quote)


def totals(findings: Findings, shown: int | None = None) -> str:
    """The counts by year, how many there are in all, and what was not searched; ``shown`` if not all are."""
    total = len(findings.places)
    years = " · ".join(f"{year or 'undated'} {number}" for year, number in findings.years.items())
    held = f"{count(total, 'paragraph')} in {len(findings.documents)} of {_documents(findings.coverage)}"
    parts = [
        f"By year: {years}." if total else "",
        f"The first {shown} are shown; --limit sets how many." if shown is not None and 0 < shown < total else "",
        f"{count(findings.titles, 'document')} with the terms in the title, which is no paragraph."
        if findings.titles
        else "",
        *unsearched(findings.coverage),
        f"{held}; there are no more.",
    ]
    return "\n".join(part for part in parts if part)


def _documents(coverage: Coverage) -> str:
    """How many documents were searched, of how many."""
    if coverage.searched == coverage.documents:
        return count(coverage.documents, "document")
    return f"{count(coverage.searched, 'document')} that the filters let through ({coverage.documents} in all)"


def unsearched(coverage: Coverage) -> Iterator[str]:
    """What could not be searched: files that could not be read, pages without text."""
    if coverage.unread:
        names = ", ".join(PurePath(one.source).name for one in coverage.unread[:NAMED])
        more = f" and {len(coverage.unread) - NAMED} more" if len(coverage.unread) > NAMED else ""
        yield f"Not searched: {count(len(coverage.unread), 'file')} that could not be read ({names}{more})."
    if coverage.without_text:
        missing = sum(len(one.pages) for one in coverage.without_text)
        yield f"Not searched: {count(missing, 'page')} without text in {count(len(coverage.without_text), 'document')}."


def compared(comparison: Comparison) -> Iterator[str]:
    """A row for each document that was looked into, and what is known of the others."""
    for row in comparison.rows:
        if row.state is not State.NOT_READ:
            yield safe(_row(row))
    yield safe("\n" + summary(comparison))


def _row(row: Row) -> str:
    head = f"{row.published or 'undated':<10}  {_document(row.title, row.source, '')} · {row.document}"
    said = _quoted(_place(row.citation), row.citation.quote) if row.citation else f"{'':8}– {GAPS[row.state]}"
    prints = [f"{'':8}with {_document(one.title, one.source, one.published)} · {one.document}" for one in row.prints]
    return "\n".join([head, said, *prints])


def summary(comparison: Comparison) -> str:
    """How many documents answer, how many do not, and how many were not asked."""
    counts: Mapping[State, int] = comparison.counts
    looked = counts.get(State.ANSWERS, 0) + counts.get(State.NOTHING, 0)
    answering = counts.get(State.ANSWERS, 0)
    answer, were = "answers" if answering == 1 else "answer", "was" if looked == 1 else "were"
    parts = [f"{answering} of {count(looked, 'document')} that {were} looked into {answer}."]
    if prints := sum(len(row.prints) for row in comparison.rows):
        what = "is another print or version of one" if prints == 1 else "are other prints or versions"
        parts.append(f"{count(prints, 'further document')} {what} of these.")
    if left := counts.get(State.NOT_READ, 0):
        parts.append(
            f"{count(left, 'further document')} {_are(left)} not looked into: "
            "the others come nearer to the question; --limit sets how many."
        )
    return "\n".join([*parts, *unsearched(comparison.coverage)])


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _document(title: str, source: str, published: str) -> str:
    return f"{title or PurePath(source).name}{f' ({published})' if published else ''}"


def _place(cited: Citation) -> str:
    return ", ".join(part for part in (f"¶ {cited.paragraph}", pages(cited)) if part)


def _quoted(place: str, quote: str) -> str:
    # A page makes the place longer than the margin: "¶ 12, p. 13".
    return textwrap.fill(f"“{quote}”", WIDTH, initial_indent=f"  {place} ".ljust(8), subsequent_indent=" " * 8)
