"""A citation as people write it: where it stands, a note, an answer with footnotes.

Everything here is plain text; escaping is the page's business. A field that is not known is left out, never invented.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from datetime import date
from urllib.parse import quote

from documents import Document, Page
from qa.anchors import anchor_of
from qa.model import Anchor, Answer, Citation, Copy

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
    """The page as a note gives it: "p. 4", "pp. 4–5"."""
    label = citation.page_label or ""
    return f"{'pp.' if '–' in label else 'p.'} {label}" if label else ""


def day(published: str) -> str:
    """An ISO date as a note gives it: "25 August 2021", "August 2021", "2021"."""
    match published.split("-"):
        case [year, month, number]:
            return f"{int(number)} {date(int(year), int(month), 1):%B} {year}"
        case [year, month]:
            return f"{date(int(year), int(month), 1):%B} {year}"
        case _:
            return published


def names(authors: Sequence[str]) -> str:
    """Authors as a Chicago note lists them: up to three by name, more by the first and "et al."."""
    if len(authors) > 3:
        return f"{authors[0]} et al."
    if len(authors) == 3:
        return f"{authors[0]}, {authors[1]}, and {authors[2]}"
    return " and ".join(authors)


def note(citation: Citation) -> str:
    """A Chicago note (Manual of Style, 17th ed., 14.1): author, “title,” date, paragraph and page."""
    title = f"“{citation.title},”" if citation.title else citation.source.rsplit("/", 1)[-1] + ","
    place = ", ".join(part for part in (day(citation.published), f"¶ {citation.paragraph}", pages(citation)) if part)
    by = names(citation.authors)
    said = f" (reported: {citation.reported})" if citation.reported else ""
    doubt = f" ({RECOGNISED})" if citation.ocr else ""
    return f"{by + ', ' if by else ''}{title} {place}{said}{doubt}."


def also(copies: Sequence[Copy]) -> str:
    """Where else the words stand: "Also in: Title (May 2021), ¶ 3; other.txt, ¶ 7.", or nothing."""
    return f"Also in: {'; '.join(map(_copy, copies))}." if copies else ""


def _copy(one: Copy) -> str:
    dated = f" ({day(one.published)})" if one.published else ""
    return f"{one.title or one.source.rsplit('/', 1)[-1]}{dated}, ¶ {one.paragraph}"


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


def markdown(answer: Answer) -> str:
    """The answer as Markdown: each quotation with its footnote; what differs from it and what is newer after it."""
    paragraphs = [f"**{escape(answer.question)}**", *_stated(answer), *_beside(answer)]
    footnotes = [f"[^{one.number}]: {escape(_footnote(one))}" for one in answer.citations]
    return "\n\n".join((*paragraphs, *footnotes)) + "\n"


def _stated(answer: Answer) -> Iterator[str]:
    """The quotations that answer; of a question of several parts under each of them, once."""
    if not answer.parts:
        yield from (_quotation(statement.text, statement.citation) for statement in answer.statements)
        return
    quotes = {one.number: one.quote for one in answer.citations}
    told: set[int] = set()
    for part in answer.parts:
        marks = "".join(f"[^{number}]" for number in part.citations if number in told)
        said = f" {marks}" if marks else ""
        yield f"*{escape(part.question)}*{said if part.citations else f' – {UNANSWERED}'}"
        yield from (_quotation(quotes[number], number) for number in part.citations if number not in told)
        told.update(part.citations)


def _beside(answer: Answer) -> Iterator[str]:
    quotes = {one.number: one.quote for one in answer.citations}
    for conflict in answer.conflicts:
        yield f"**{DIFFERS}:** {' · '.join(map(escape, conflict.values))}"
        yield from (_quotation(quotes[number], number) for number in conflict.citations)
    if answer.newer:
        yield f"**{NEWER}:**"
        yield from (_quotation(quotes[number], number) for number in answer.newer)


def _quotation(text: str, number: int) -> str:
    return f"> {escape(text)}[^{number}]"


def _footnote(cited: Citation) -> str:
    return " ".join(part for part in (note(cited), also(cited.also)) if part)


def escape(text: str) -> str:
    """Markdown's own characters made plain, so that a quotation reads as it stands in its source."""
    return "".join("\\" + character if character in r"\`*_[]<>#|~" else character for character in text)
