"""Plain text and Markdown as drafts are typed in: paragraphs, block quotations, notes, and the signs that say nothing.

Only what tells quotations and their sources is read, and every character keeps its place: what is taken away for one
look is made blank.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from documents.text import normalise

#: What calls a note: [^1] of Markdown, [1], a raised number.
CALL = r"\[\^(?P<name>[^\]\s]{1,40})\]|\[(?P<number>\d{1,3})\]|(?P<raised>[¹²³⁰⁴-⁹]{1,3})"

_NOTE = re.compile(rf"[ ]{{0,3}}(?:{CALL}):?[ ]+")
_QUOTED_LINE = re.compile(r"(?m)^[ ]{0,3}(?:>[ ]?)+")
_FENCE = re.compile(r"(?ms)^[ ]{0,3}(`{3,}|~{3,})[^\n]*\n.*?(?:^[ ]{0,3}\1[^\n]*$|\Z)")
#: How an item of a list and a heading begin.
_BEGINS = re.compile(r"\s*(?:[-*+•‣▪]|#{1,6})\s")
#: What is not said as it is written: calls of notes, addresses of links, tags, entities, signs that make others plain.
_UNSAID = re.compile(
    r"\[\^[^\]\s]{1,40}\]|!?\[(?P<words>[^\[\]\n]{0,300})\]\([^()\s]{1,600}\)|</?[A-Za-z][^<>\n]{0,200}>"
    r"|\\(?P<plain>[!-/:-@\[-`{-~\n])|(?P<entity>&(?:\w{2,31}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});)"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph of a draft, by its offsets."""

    start: int
    end: int
    #: Whether it is a block quotation; one of several paragraphs is one part.
    block: bool = False
    #: Whether it is a note, in which titles stand between quotation marks.
    note: bool = False


class _Line(Enum):
    BLANK, BLOCK, TEXT = range(3)


def read(text: str) -> tuple[str, tuple[Part, ...], dict[str, str]]:
    """A typed draft: its text with what is no text made blank, its paragraphs, its notes by what calls them."""
    shown = _FENCE.sub(_blank, text)
    bare = _QUOTED_LINE.sub(_blank, shown)
    parts, notes = [], {}
    for part in _parts(shown):
        call = None if part.block else _NOTE.match(bare, part.start, part.end)
        if call:
            notes[called(call)] = bare[call.end() : part.end]
        parts.append(Part(part.start, part.end, part.block, call is not None))
    return bare, tuple(parts), notes


def called(call: re.Match[str]) -> str:
    """The name of the note that a mark calls."""
    return call["name"] or call["number"] or call["raised"]


def said(text: str) -> str:
    """The words of a stretch of Markdown, as a reader sees them."""
    return _UNSAID.sub(_meant, text).rstrip("\\")


def _meant(sign: re.Match[str]) -> str:
    return sign["words"] or sign["plain"] or normalise(html.unescape(sign["entity"] or ""))


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _parts(text: str) -> Iterator[Part]:
    for (kind, _), lines in groupby(_lines(text), key=lambda line: line[0]):
        spans = [span for _, span in lines]
        if kind is not _Line.BLANK:
            yield Part(spans[0][0], spans[-1][1], kind is _Line.BLOCK)


def _lines(text: str) -> Iterator[tuple[tuple[_Line, int], tuple[int, int]]]:
    """Each line with its kind and the number of its paragraph, and where it stands."""
    start, number = 0, 0
    for line in text.split("\n"):
        end = start + len(line)
        kind = _Line.BLANK if not line.strip() else _Line.BLOCK if _QUOTED_LINE.match(line) else _Line.TEXT
        number += kind is _Line.TEXT and bool(_BEGINS.match(line) or _NOTE.match(line))
        yield (kind, number), (start, end)
        start = end + 1
