"""A sentence as words and the pieces between its marks, with what stands in quotation marks set apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: So many words in quotation marks are a quotation; fewer are words like others.
QUOTATION = 4

_TOKEN = re.compile(
    r"(?P<word>[^\W_]+(?:(?:['’./&+-]|,(?=\d{3}))[^\W_]+)*(?:['’](?=\s))?)"
    r"|(?P<mark>[,;:()?!]|(?<=\s)[-–—](?=\s)|—)|(?P<quote>[\"“”„«»]|''|``|’’|‘‘)"
)
#: What closes a quotation, by what opens it; a mark that only closes ends one that began before the sentence.
_CLOSES = {
    "“": ("”", '"', "’’"),
    "„": ("”", "“", '"'),
    "«": ("»",),
    "»": ("«",),
    '"': ('"', "”"),
    "''": ("''",),
    "``": ("''",),
    "‘‘": ("’’",),
}


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its place in the sentence."""

    text: str
    start: int
    end: int
    #: For comparisons.
    lower: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital, an elided article before it or not: "l'OTAN"."""
        return self.text[0].isupper() or (self.text[1:2] in ("'", "’") and self.text[2:3].isupper())


@dataclass(frozen=True, slots=True)
class Piece:
    """The words between two marks, or those of a quotation."""

    words: tuple[Word, ...]
    #: The mark before: "," ";" ":" "(" ")" "?" "!", a dash, a quotation mark; empty at the sentence's beginning.
    opens: str
    #: The mark after; empty at its end.
    closes: str
    quotation: bool = False

    def starts(self, words: frozenset[str]) -> bool:
        """Whether its first word is one of these."""
        return bool(self.words) and self.words[0].lower in words


def pieces(text: str) -> list[Piece]:
    """The pieces of a sentence that hold words, in order."""
    tokens = list(_TOKEN.finditer(text))
    draft = _Draft()
    at = 0
    for first, last in _quotations(tokens):
        draft.read(tokens[at:first])
        draft.read_quoted(tokens[first:last])
        at = last
    draft.read(tokens[at:])
    return draft.finish()


class _Draft:
    """The pieces so far, and the words of the one that is open."""

    def __init__(self) -> None:
        self._made: list[Piece] = []
        self._words: list[Word] = []
        self._opens = ""

    def read(self, tokens: Sequence[re.Match[str]]) -> None:
        for token in tokens:
            if token["word"]:
                self._words.append(_word(token))
            elif token["mark"]:
                self._end(token["mark"])

    def read_quoted(self, tokens: Sequence[re.Match[str]]) -> None:
        words = [_word(token) for token in tokens if token["word"]]
        if not _is_said(words, tokens[-1]):
            self._words += words
            return
        self._end('"')
        self._made.append(Piece(tuple(words), '"', '"', quotation=True))

    def finish(self) -> list[Piece]:
        self._end("")
        return [piece for piece in self._made if piece.words]

    def _end(self, mark: str) -> None:
        self._made.append(Piece(tuple(self._words), self._opens, mark))
        self._words, self._opens = [], mark


def _is_said(quoted: Sequence[Word], last: re.Match[str]) -> bool:
    """Whether words in quotation marks were said, and are no single word or title: by their number, or a stop."""
    if len(quoted) >= QUOTATION or not quoted:
        return bool(quoted)
    return last["quote"] is not None and last.string[last.start() - 1] in ",.!?…"


def _quotations(tokens: Sequence[re.Match[str]]) -> list[tuple[int, int]]:
    """The stretches of tokens in quotation marks, with their marks: ordered and disjoint.

    A closing mark without its opening one ends a quotation that begins before the sentence, an opening one
    without its closing one begins a quotation that ends after it.
    """
    marks = [at for at, token in enumerate(tokens) if token["quote"]]
    found: list[tuple[int, int]] = []
    opened = -1
    for nth, at in enumerate(marks):
        mark = tokens[at]["quote"]
        if opened >= 0:
            if mark in _CLOSES[tokens[opened]["quote"]]:
                found.append((opened, at + 1))
                opened = -1
        elif nth == 0 and _only_closes(tokens[at], odd=len(marks) % 2 == 1):
            found.append((0, at + 1))
        elif mark in _CLOSES:
            opened = at
    if opened >= 0:
        found.append((opened, len(tokens)))
    return found


def _only_closes(mark: re.Match[str], *, odd: bool) -> bool:
    """Whether the first quotation mark of a sentence ends a quotation: ``we won," he said``."""
    if mark["quote"] in ("”", "’’"):
        return True
    before = mark.string[: mark.start()][-1:]
    return odd and mark["quote"] in ('"', "''") and bool(before) and not before.isspace() and before not in "([–—"


def _word(token: re.Match[str]) -> Word:
    text = token["word"]
    return Word(text, token.start(), token.end(), text.lower().replace("’", "'"))


def count_words(several: Iterable[Piece]) -> int:
    """How many words they hold."""
    return sum(len(piece.words) for piece in several)
