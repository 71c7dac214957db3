"""A citation: how it is made, where it leads, and the words that the page and the terminal have for its parts.

Everything here is plain text; escaping is the page's business. A field that is not known is left out, never invented.
Sources as editors want them are written by ``qa.export``.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date
from urllib.parse import quote

from documents import Document, Page
from qa.anchors import anchor_of
from qa.model import Anchor, Citation, Copy

#: What is said of a quotation from a page that was a picture.
RECOGNISED = "text recognised by OCR; check against the page"


def cite(document: Document, start: int, end: int, number: int = 1) -> Citation:
    """The citation of ``document.text[start:end]``.

    Raises:
        ValueError: the range is not inside one numbered paragraph.
    """
    block = document.block_at(start)
    paragraph = document.paragraph_number(block) if block else None
    if block is None or paragraph is None or end > block.end:
        raise ValueError(f"{start}–{end} of {document.source} is not inside one numbered paragraph")
    anchor = anchor_of(document, block, start, end)
    first, last = document.page_at(start), document.page_at(end - 1)
    return Citation(
        number=number,
        document=document.id,
        source=document.source,
        title=document.metadata.title,
        authors=document.metadata.authors,
        published=document.metadata.published,
        section=block.section,
        paragraph=paragraph,
        page=first.number if first else None,
        page_label=page_label(first, last),
        ocr=_recognised(document, first, last),
        start=start,
        end=end,
        quote=document.text[start:end],
        anchor=anchor,
        url=address(document.id, paragraph, anchor),
        publisher=document.metadata.publisher,
        series=document.metadata.series,
        language=block.language or document.metadata.language,
    )


def _recognised(document: Document, first: Page | None, last: Page | None) -> bool:
    """Whether any of the pages from the first to the last was a picture."""
    if first is None or last is None:
        return False
    return any(page.ocr for page in document.pages if first.number <= page.number <= last.number)


def page_label(first: Page | None, last: Page | None) -> str | None:
    """How readers name the page: its printed label, else its number; "4–5" for a sentence that crosses a page."""
    if first is None or last is None:
        return None
    labels = [page.label or str(page.number) for page in (first, last)]
    return labels[0] if first.number == last.number else "–".join(labels)


def address(document: str, paragraph: int, anchor: Anchor | None = None) -> str:
    """The permalink of a paragraph, or of a range in it: name and range decide, the number helps where words repeat."""
    link = f"/#doc={quote(document)}&p={paragraph}"
    return f"{link}&h={anchor.paragraph}&at={anchor.start}-{anchor.end}" if anchor else link


def pages(citation: Citation) -> str:
    """The page as people give it: "p. 4", "pp. 4–5"."""
    label = citation.page_label or ""
    return f"{'pp.' if '–' in label else 'p.'} {label}" if label else ""


def day(published: str) -> str:
    """An ISO date as the page gives it: "25 August 2021", "August 2021", "2021"."""
    match published.split("-"):
        case [year, month, number]:
            return f"{int(number)} {date(int(year), int(month), 1):%B} {year}"
        case [year, month]:
            return f"{date(int(year), int(month), 1):%B} {year}"
        case _:
            return published


def names(authors: Sequence[str]) -> str:
    """Authors as the page lists them: up to three by name, more by the first and "et al."."""
    if len(authors) > 3:
        return f"{authors[0]} et al."
    if len(authors) == 3:
        return f"{authors[0]}, {authors[1]}, and {authors[2]}"
    return " and ".join(authors)


def also(copies: Sequence[Copy]) -> str:
    """Where else the words stand: "Also in: Title (May 2021), para. 3; other.txt, para. 7.", or nothing."""
    return f"Also in: {'; '.join(map(_copy, copies))}." if copies else ""


def _copy(one: Copy) -> str:
    dated = f" ({day(one.published)})" if one.published else ""
    return f"{one.title or one.source.rsplit('/', 1)[-1]}{dated}, para. {one.paragraph}"


def runs(numbers: Sequence[int]) -> str:
    """Ascending numbers of pages as people list them: "3–5, 9"."""
    parts = []
    for _, group in itertools.groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        parts.append(f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}")
    return ", ".join(parts)


#: How the evidence beside an answer is headed, on the page as in text.
DIFFERS = "Evidence is not unanimous"
NEWER = "Newer analyses on this point"
#: How a part of a question that nothing answers ends.
UNANSWERED = "not found in the library"
