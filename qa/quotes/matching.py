"""Where a quotation stands in a text, word for word: in one run, or in several with words left out between them.

A quotation is what a person wrote between quotation marks: "The stores … had to be 80 % full by [November]". The text
is a run of folded words (documents/folding.py). What stands in brackets is the person's own, unless the text has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.folding import Folded, Join, fold, stands

#: Characters that may be left out between two parts of a quotation: some sentences. Two sentences of one paragraph that
#: stand further apart are two quotations (docs/decisions/0014).
LONGEST_GAP = 400
#: What a person puts in stands for so many characters at most: a name for "it", a few words that explain.
LONGEST_REPLACED = 80
#: A part of a quotation beside a mark of omission has so many words at least: fewer stand anywhere.
SHORTEST_PART = 2

#: Marks of omission, with or without brackets: … ... [...] (…) [---]
_OMISSION = r"[\[(<]\s*(?:\.\s*\.\s*\.+|…+|[-–—]{1,3})\s*[\])>]|\.\s?\.\s?\.+|…"
#: What the person who quotes has put in; "[sic]" says only that the text has it so.
_INSERTION = r"\[[^\[\]]*\]"
_CUT = re.compile(rf"(?P<gap>{_OMISSION})|(?P<own>{_INSERTION})(?!\w)")
#: A first letter that was made large or small to fit: "[T]he".
_LETTER = re.compile(r"\[(\w)\](?=\w)")
_SIC = re.compile(r"\[\s*(?:sic!?|так!?|tak)\s*\]", re.IGNORECASE)
#: The mark of a note or of a source in a text: "[12]", "[3, 4]".
_MARK = re.compile(r"\[\d{1,3}(?:\s*[,–-]\s*\d{1,3})*\]")


@dataclass(frozen=True, slots=True)
class Parts:
    """A quotation cut at its marks of omission and its insertions."""

    parts: tuple[Folded, ...]
    #: Characters that may be left out before each part; the first has none before it.
    limits: tuple[int, ...]
    #: What the person who quotes has put in.
    inserted: tuple[str, ...]

    @property
    def marked(self) -> bool:
        """Whether anything is said to be left out or put in."""
        return len(self.parts) > 1 or bool(self.inserted)


@dataclass(frozen=True, slots=True)
class Match:
    """Where the quotation stands: the words of the text from ``first`` to ``end`` (behind the last).

    ``gaps`` are the runs of words between its parts that it leaves out; a part that follows at once leaves none.
    """

    first: int
    end: int
    gaps: tuple[tuple[int, int], ...] = ()


def cut(quote: str) -> Parts:
    """The parts of a quotation; one where nothing is left out of it."""
    plain = _SIC.sub(" ", _LETTER.sub(r"\1", quote))
    parts: list[Folded] = []
    limits: list[int] = []
    inserted: list[str] = []
    at, limit = 0, 0
    for mark in [*_CUT.finditer(plain), None]:
        part = fold(plain[at : mark.start() if mark else len(plain)])
        if len(part):
            parts.append(part)
            limits.append(limit if len(parts) > 1 else 0)
            limit = 0
        if mark:
            at = mark.end()
            # Of several marks in a row the widest counts.
            limit = max(limit, LONGEST_REPLACED if mark["own"] else LONGEST_GAP)
            inserted += [mark["own"].strip("[]").strip()] if mark["own"] else []
    return Parts(tuple(parts), tuple(limits), tuple(filter(None, inserted)))


def whole(quote: Folded, text: Folded) -> Iterator[Match]:
    """Every place where all of the quotation stands in one run."""
    for at in _starts(quote, text, 0, len(text)):
        end = stands(quote, text, at)
        if end is not None:
            yield Match(at, end)


def with_omissions(quote: Parts, text: Folded) -> Match | None:
    """The first place where the parts stand in their order, each as near the one before it as it must."""
    bounds = zip(quote.parts, quote.limits, (*quote.limits[1:], 0), strict=True)
    if any(len(part) < SHORTEST_PART and LONGEST_GAP in (before, after) for part, before, after in bounds):
        return None
    for first in whole(quote.parts[0], text):
        found = _rest(quote.parts[1:], quote.limits[1:], text, first)
        if found is not None:
            return found
    return None


def _rest(parts: Sequence[Folded], limits: Sequence[int], text: Folded, so_far: Match) -> Match | None:
    if not parts:
        return so_far
    last = text.spans[so_far.end - 1][1]
    for at in _starts(parts[0], text, so_far.end, len(text)):
        if text.spans[at][0] - last > limits[0]:
            return None
        end = stands(parts[0], text, at)
        if end is None:
            continue
        gap = ((so_far.end, at),) if at > so_far.end else ()
        found = _rest(parts[1:], limits[1:], text, Match(so_far.first, end, (*so_far.gaps, *gap)))
        if found is not None:
            return found
    return None


def _starts(quote: Folded, text: Folded, start: int, end: int) -> Iterator[int]:
    """Where its first word may begin: the same word, or one that goes on in parts, on either side."""
    first = quote.words[0]
    for at in range(start, end):
        word = text.words[at]
        if word == first or (word[0] == first[0] and (word.startswith(first) or first.startswith(word))):
            yield at


def without_marks(text: str, words: Folded) -> Folded:
    """The words without the marks of notes ("[12]") that a text carries and a quotation need not."""
    marks = [mark.span() for mark in _MARK.finditer(text)]
    if not marks:
        return words
    kept = [at for at, (start, _) in enumerate(words.spans) if not any(one <= start < end for one, end in marks)]
    joins = tuple(
        # What followed a mark closely follows the word before it as closely as a space would have it.
        words.joins[at] if at == 0 or at - 1 in set(kept[max(0, n - 1) : n]) else Join.APART
        for n, at in enumerate(kept)
    )
    return Folded(tuple(words.words[at] for at in kept), tuple(words.spans[at] for at in kept), joins)
