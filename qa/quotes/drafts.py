"""What is quoted in a draft: between quotation marks of any language, and in block quotations.

A draft is plain text or Markdown as it was typed, or a document as its reader read it. Each quotation knows which
documents the draft gives it to: those that the note, the link or the bracket right behind it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from documents import BlockKind, Document
from documents.folding import fold
from documents.text import normalise
from qa.quotes import markup
from qa.quotes.check import SOUND, Quotation, check
from qa.quotes.claims import Names
from qa.quotes.marks import Span, between_marks
from qa.quotes.markup import Part

if TYPE_CHECKING:
    from index.snapshot import Snapshot

#: Characters of a text without quotation marks that is one quotation all the same: a long paragraph.
PARAGRAPH = 3_000

#: Paragraphs of one quotation, each with an opening mark; more of them are marks that somebody forgot to close.
MOST_PARAGRAPHS = 100
#: Characters at the end of a block quotation that may name its source, and how many such things stand there.
LONGEST_ENDING, MOST_ENDINGS = 1_000, 20

#: What may name a source behind a quotation: the call of a note, the end of a link, a bracket, a link, an address.
#: Stops, spaces and Markdown's signs may stand before it.
_SOURCE = re.compile(
    rf"[\s.,;:!?…*_\\”\"»]{{0,6}}(?:{markup.CALL}"
    r"|\]?\((?:[^()\n]|\([^()\n]{0,200}\)){1,600}\)"
    r"|\[[^\[\]\n]{1,200}\](?:\([^()\s]{1,600}\))?"
    r"|<?(?:https?:/)?/[^\s<>]{1,600}>?)"
)
#: What ends a block quotation and is none of it: calls of notes, a source in brackets behind the last stop ("(Lee 2022,
#: p. 4)"), who is quoted on a line of its own ("— Lee 2022").
_ENDING = re.compile(
    r"(?:\[\^[^\]\s]{1,40}\]"
    r"|(?<=[.!?…”\"»)])\s*\((?=[^()]*[^\W\d_]{2})(?=[^()]*\d)(?:[^()\n]|\([^()\n]{0,200}\)){3,600}\)"
    r"|\n\s*(?:[—–―]|--?)\s*[^\n]{1,300})\s*\Z"
)


def quotations(view: Snapshot, text: str) -> tuple[Quotation, ...]:
    """What is quoted in a text that was typed: plain text or Markdown.

    A text of one paragraph that stands in the library whole, or has no quotation marks, is itself the quotation.

    Args:
        view: The library, whose documents the text may name.
        text: Of any length; offsets count the characters of ``documents.text.normalise(text)``.
    """
    bare, parts, notes = markup.read(normalise(text))
    found = tuple(_Draft(bare, parts, Names(view), notes, typed=True).quotations())
    if len(parts) != 1 or parts[0].block or len(bare.strip()) > PARAGRAPH:
        return found
    whole = Quotation(markup.said(bare.strip()), parts[0].start, parts[0].end)
    return (whole,) if not found or _is_more(view, whole, found[0]) else found


def _is_more(view: Snapshot, whole: Quotation, first: Quotation) -> bool:
    """Whether the text stands in the library with more words than its first quotation, which are marked there too."""
    return len(fold(whole.text)) > len(fold(first.text)) and check(view, whole).verdict in SOUND


def of_document(view: Snapshot, document: Document) -> tuple[Quotation, ...]:
    """What is quoted in a draft that a reader has read; offsets count the characters of its text."""
    parts = tuple(
        Part(block.start, block.end, block.kind is BlockKind.QUOTE, block.kind is BlockKind.NOTE)
        for block in document.blocks
    )
    return tuple(_Draft(document.text, parts, Names(view)).quotations())


@dataclass(frozen=True, slots=True)
class _Draft:
    """A draft as paragraphs, with the texts of its notes by what calls them."""

    text: str
    parts: tuple[Part, ...]
    names: Names
    notes: Mapping[str, str] = field(default_factory=dict)
    #: Whether it has signs of Markdown in it.
    typed: bool = False

    def quotations(self) -> Iterator[Quotation]:
        """What is quoted, in its order."""
        before: tuple[Span, ...] = ()  # what an earlier paragraph has of a quotation that goes on
        for part, following in zip(self.parts, (*self.parts[1:], None), strict=False):
            if part.block:
                before = ()
                yield from self._block(part)
                continue
            spans, open_ = self._marked(part)
            first = self._first(part)
            if before and spans and spans[0][0] == first + 1:
                yield self._quotation((*before, spans.pop(0)), part)
            yield from (self._quotation((span,), part) for span in spans if not self._is_name(span, part))
            before = self._going_on(before if open_ == first else (), open_, part, following)

    def _marked(self, part: Part) -> tuple[list[Span], int | None]:
        marked = between_marks(self.text, part.start, part.end)
        return list(marked.spans), marked.left_open

    def _going_on(
        self, before: tuple[Span, ...], open_: int | None, part: Part, following: Part | None
    ) -> tuple[Span, ...]:
        """What this paragraph and those before have of a quotation whose mark the next one repeats."""
        if open_ is None or following is None or following.block or len(before) == MOST_PARAGRAPHS:
            return ()
        if self.text[self._first(following)] != self.text[open_]:
            return ()
        return (*before, (open_ + 1, part.end))

    def _first(self, part: Part) -> int:
        """The first character of a paragraph that is no space."""
        return part.end - len(self.text[part.start : part.end].lstrip())

    def _is_name(self, span: Span, part: Part) -> bool:
        """Whether it is a name: a title or file of the library, or in a note words with a comma behind: “The grid,”."""
        start, end = span
        in_note = part.note and "," in (self.text[end - 1], self.text[end + 1 : end + 2])
        return in_note or self.names.is_name(self.text[start:end])

    def _quotation(self, pieces: tuple[Span, ...], part: Part) -> Quotation:
        """A quotation between marks, in one piece or in several paragraphs."""
        text = "\n\n".join(self.text[start:end] for start, end in pieces)
        start, end = pieces[0][0], pieces[-1][1]
        return Quotation(self._said(text), start, end, self.names.named(self._behind(end + 1, part.end)))

    def _block(self, part: Part) -> Iterator[Quotation]:
        """A block quotation without what names its source at its end."""
        start, end = self._first(part), part.end
        sources: list[str] = []
        while ending := _ENDING.search(self.text, max(start + 1, end - LONGEST_ENDING), end):
            if len(sources) == MOST_ENDINGS:
                break
            end = ending.start()
            sources.append(self._source(ending[0]))
        text = self.text[start:end].strip()
        if text:
            claimed = self.names.named("\n".join(sources))
            yield Quotation(self._said(text), start, start + len(text), claimed)

    def _said(self, text: str) -> str:
        return markup.said(text) if self.typed else text

    def _behind(self, start: int, limit: int) -> str:
        """What names sources right behind a quotation."""
        sources: list[str] = []
        while source := _SOURCE.match(self.text, start, limit):
            sources.append(self._source(source[0]))
            start = source.end()
        return "\n".join(sources)

    def _source(self, text: str) -> str:
        """What is written of a source: the text itself, of a call its note."""
        call = re.search(markup.CALL, text)
        return self.notes.get(markup.called(call), text) if call else text
