"""Draft blocks → Document: joins their texts, computes offsets, sections and pages."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from documents.errors import EmptyDocument
from documents.language import detect, detect_apart
from documents.model import CITABLE, Block, BlockKind, Document, Metadata, Page, digest_of

#: What stands between two blocks in the reading text.
SEPARATOR = "\n\n"

#: Characters of the body that the language is told by: more change nothing, and cost time.
_LANGUAGE_SAMPLE = 20_000

#: The kinds that may be in a language of their own: a table has too few words that tell it.
_SPOKEN = CITABLE - {BlockKind.TABLE}


@dataclass(frozen=True, slots=True)
class Draft:
    """A block before it has a place in a document.

    ``text`` is normalised and has no white space at its ends. ``level`` is a heading's depth, from 1.
    ``pages`` says where in ``text`` each physical page (from 1) begins, ascending; the first entry has
    offset 0; empty in formats without pages. ``under`` is the caption that a table stands under: the last part of
    its section.
    """

    kind: BlockKind
    text: str
    level: int = 0
    pages: tuple[tuple[int, int], ...] = ()
    under: str = ""


def build(
    drafts: Iterable[Draft],
    data: bytes,
    source: str,
    metadata: Metadata,
    *,
    media_type: str = "",
    page_count: int = 0,
    labels: Mapping[int, str] | None = None,
    ocr_pages: Collection[int] = (),
    warnings: Sequence[str] = (),
) -> Document:
    """The document that the drafts make, in their order; drafts without text are left out.

    ``labels`` are printed page numbers by physical page; the text of ``ocr_pages`` was read off pictures. The language
    is told by the citable text where ``metadata`` does not say it; that of a block is told where it certainly differs.

    Raises:
        EmptyDocument: no draft is citable.
    """
    kept = _with_something_to_cite([draft for draft in drafts if draft.text.strip()])
    if not any(draft.kind in CITABLE for draft in kept):
        raise EmptyDocument("The file has no text that could be cited: check that it is the right file.")
    starts = _starts(kept)
    metadata = _with_language(metadata, kept)
    return Document(
        digest=digest_of(data),
        source=source,
        text=SEPARATOR.join(draft.text for draft in kept),
        blocks=tuple(_blocks(kept, starts, metadata.language)),
        metadata=metadata,
        media_type=media_type,
        pages=_pages(kept, starts, page_count, labels or {}, ocr_pages),
        warnings=tuple(warnings),
    )


def _with_something_to_cite(drafts: list[Draft]) -> list[Draft]:
    """The drafts; where none is citable the headings are what the document says, and failing these its title."""
    for kind in (BlockKind.HEADING, BlockKind.TITLE):
        if any(draft.kind in CITABLE for draft in drafts):
            break
        drafts = [replace(draft, kind=BlockKind.PARAGRAPH) if draft.kind is kind else draft for draft in drafts]
    return drafts


def _starts(drafts: Sequence[Draft]) -> list[int]:
    starts, position = [], 0
    for draft in drafts:
        starts.append(position)
        position += len(draft.text) + len(SEPARATOR)
    return starts


def _blocks(drafts: Sequence[Draft], starts: Sequence[int], language: str) -> Iterable[Block]:
    above: list[tuple[int, str]] = []
    for ordinal, (draft, start) in enumerate(zip(drafts, starts, strict=True)):
        if draft.kind is BlockKind.HEADING:
            above = [(level, text) for level, text in above if level < draft.level]
        page = draft.pages[0][1] if draft.pages else None
        section = (*(text for _, text in above), *filter(None, [draft.under]))
        other = detect_apart(draft.text, language) if draft.kind in _SPOKEN else ""
        yield Block(ordinal, draft.kind, start, start + len(draft.text), page, section, other)
        if draft.kind is BlockKind.HEADING:
            above.append((draft.level, draft.text))


def _pages(
    drafts: Sequence[Draft], starts: Sequence[int], count: int, labels: Mapping[int, str], recognised: Collection[int]
) -> tuple[Page, ...]:
    """Pages 1 to ``count``, each from where its first text stands; one without text begins where the next does."""
    first: dict[int, int] = {}
    for draft, start in zip(drafts, starts, strict=True):
        for offset, page in draft.pages:
            first.setdefault(page, start + offset)
    pages = []
    following = starts[-1] + len(drafts[-1].text)
    for number in range(count, 0, -1):
        following = min(first.get(number, following), following)
        pages.append(Page(number, following if number > 1 else 0, labels.get(number), number in recognised))
    return tuple(reversed(pages))


def _with_language(metadata: Metadata, drafts: Sequence[Draft]) -> Metadata:
    if metadata.language:
        return metadata
    sample = "\n".join(draft.text for draft in drafts if draft.kind in CITABLE)[:_LANGUAGE_SAMPLE]
    language = detect(sample)
    if not language:
        return metadata
    return replace(metadata, language=language, provenance={**metadata.provenance, "language": "text"})
