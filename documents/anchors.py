"""The permanent name of a paragraph: a hash of what it says.

A paragraph keeps its name when it moves, when its file is renamed or converted, and when the library is
re-indexed; it loses it exactly when its wording changes. A range of characters inside a named paragraph is
therefore a permanent address of a sentence. With the quotation and its surroundings it is a
TextQuoteSelector (W3C, Web Annotation Data Model, §4.2.4).
"""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator

from documents.folding import Folded, fold, stands

#: Typography that a conversion between formats changes without changing the wording.
_PLAIN = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "‚": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "‐": "-",
        "‑": "-",
        "‒": "-",
        "–": "-",
        "—": "-",
        "…": "...",
    }
)


def paragraph_digest(text: str) -> str:
    """The paragraph's name: 16 letters and digits (80 bits of sha256 over the text without its typography)."""
    return base64.b32encode(hashlib.sha256(plain(text).encode()).digest()[:10]).decode().lower()


def plain(text: str) -> str:
    """The text without what a conversion between formats changes: one space for each run, one form of each mark."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_PLAIN).split())


#: The longest word of a quotation is looked for in a text, with what follows it up to so many characters, before words
#: are compared: two or three words stand in few places, and more would more often be parted by the end of a paragraph.
NEEDLE = 24
#: So much longer than the quotation may the same words be written elsewhere: "..." for "…", a hyphen at a line's end.
SLACK = 48

#: Words with nothing but spaces between them: typography is beside them, not in them.
_PLAINLY = re.compile(r"[^\W_]+(?: [^\W_]+)*")
_WORD = re.compile(r"[^\W_]+")


def places(text: str, quote: str) -> Iterator[tuple[int, int]]:
    """Where the words of a quotation stand in a text, as ``documents.folding`` compares them: (start, end), ascending.

    A place that is written with other hyphens or letters just where the search begins is missed: what the quotation
    was taken from is always found. A quotation without any word is looked for as it is.

    Args:
        text: As of a document.
        quote: As long as a few sentences.
    """
    return _places(text, quote, (0, 0))


def other_places(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where else in a text the words of one of its sentences stand; ``places`` says how."""
    found = _places(text, text[start:end], (start, end))
    return (one for one in found if one[1] <= start or end <= one[0])


def _places(text: str, quote: str, known: tuple[int, int]) -> Iterator[tuple[int, int]]:
    words, (needle, before) = fold(quote), _needle(quote)
    lowered = text.lower()
    if not len(words):
        yield from _literally(text, quote)
    elif not needle or len(lowered) != len(text):  # "İ" becomes two characters
        yield from within(fold(text), words)
    else:
        found = [at for at in _occurrences(lowered, needle) if not known[0] <= at < known[1]]
        for begin, end in _windows(text, found, before, len(quote)):
            yield from ((begin + start, begin + stop) for start, stop in within(fold(text[begin:end]), words))


def _windows(text: str, found: Iterable[int], before: int, length: int) -> Iterator[tuple[int, int]]:
    """Where a quotation may stand whose needle was found there, and some words on both sides; what touches as one."""
    begin = end = -1
    for at in found:
        start, stop = at - before - SLACK, at - before + length + SLACK
        first = max(0, text.find(" ", max(0, start - SLACK), max(0, start)), start - SLACK)
        last = text.rfind(" ", stop, stop + SLACK)
        if first > end >= 0:
            yield begin, end
        begin = first if first > end else begin
        end = max(last if last >= 0 else min(stop + SLACK, len(text)), end)
    if end >= 0:
        yield begin, end


def within(text: Folded, quote: Folded) -> Iterator[tuple[int, int]]:
    """Where the words of a quotation stand among those of a text: (start, end) in the text, ascending."""
    first = quote.words[0][0] if len(quote) else ""
    for at, word in enumerate(text.words):
        if word[0] == first and (end := stands(quote, text, at)) is not None:
            yield text.spans[at][0], text.spans[end - 1][1]


def _needle(quote: str) -> tuple[str, int]:
    """The longest word of a quotation with what follows it plainly, in lower case, and where it begins; or nothing."""
    longest = max(_WORD.finditer(quote), key=lambda found: len(found[0]), default=None)
    run = _PLAINLY.match(quote, longest.start()) if longest else None
    if not longest or not run:
        return "", 0
    cut = run[0] if len(run[0]) <= NEEDLE else run[0][: NEEDLE + 1].rpartition(" ")[0]
    return (cut or longest[0]).lower(), longest.start()


def _literally(text: str, quote: str) -> Iterator[tuple[int, int]]:
    return ((at, at + len(quote)) for at in _occurrences(text, quote))


def _occurrences(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)
