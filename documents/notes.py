"""Footnotes of plain text: numbered lines that end the document, and the marks in the text that call them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

#: What a note begins with: "[1] ", "¹ ", "1 ", "1. ", "1) ", "* ".
_MARK = re.compile(
    r"(?:\[(?P<bracket>\d{1,3}|\*{1,3})\]|(?P<raised>[¹²³⁰⁴-⁹]{1,3})|(?P<plain>\d{1,3}|\*{1,3})[.)]?)\s+"
)
_RULE = re.compile(r"[-_=–—―─*]{3,}|(?:[-*_] ){2,}[-*_]")
#: Headings above notes, lower case.
_NAMES = frozenset(
    """notes footnotes endnotes przypisy anmerkungen fußnoten endnoten notas note примітки виноски примечания
    сноски""".split()  # noqa: SIM905
)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

#: What may stand between a word and the mark that calls a note.
_STOP = r"[.,;:!?”\"’»)]"

#: Where pages begin in a running text: (offset, page).
Starts = tuple[tuple[int, int], ...]


def begins_note(text: str) -> bool:
    """Whether the line begins with a number in brackets, as notes do and no running text."""
    match = _MARK.match(text)
    return match is not None and match["bracket"] is not None


def is_rule(text: str) -> bool:
    """Whether the line is drawn: "-----", "* * *"."""
    return _RULE.fullmatch(text) is not None


@dataclass(frozen=True)
class Notes:
    """The notes of a document, by index of their paragraph, with the mark that each begins with."""

    marks: Mapping[int, str]

    @cached_property
    def _calls(self) -> re.Pattern[str] | None:
        forms = filter(None, map(_calls_of, self.marks.values()))
        return re.compile("|".join(forms) or r"(?!)") if self.marks else None

    def without_calls(self, text: str, starts: Starts) -> tuple[str, Starts]:
        """The running text without the marks that call these notes: they are not the author's words."""
        spans = [match.span() for match in self._calls.finditer(text)] if self._calls else []
        if self._calls is None or not spans:
            return text, starts
        moved = [(at - sum(min(end, at) - start for start, end in spans if start < at), page) for at, page in starts]
        return self._calls.sub("", text), tuple(moved)


def find_notes(texts: Sequence[str]) -> Notes:
    """The numbered paragraphs that end the document, if they are notes: under a rule or their name, or called above.

    Only numbers that count up by one are notes; a numbered list that nothing calls is a list.
    """
    first = len(texts)
    while first and _begins(texts[first - 1]) and (first == len(texts) or _follow(texts[first - 1], texts[first])):
        first -= 1
    marks = {at: match[0] for at in range(first, len(texts)) if (match := _MARK.match(texts[at]))}
    if not marks or not first:
        return Notes({})
    announced = is_rule(texts[first - 1]) or texts[first - 1].rstrip(":").lower() in _NAMES
    called = announced or all(_called(mark, texts[:first]) for mark in marks.values())
    return Notes(marks if called else {})


def _begins(text: str) -> bool:
    return _MARK.match(text) is not None and not is_rule(text)


def _follow(text: str, following: str) -> bool:
    one, other = _number(text), _number(following)
    return other == one + 1 or (one == other == 0)


def _number(text: str) -> int:
    """The note's number; 0 for stars."""
    match = _MARK.match(text)
    mark = next(filter(None, match.groups()), "") if match else ""
    return int(mark.translate(_RAISED)) if mark and not mark.startswith("*") else 0


def _calls_of(mark: str) -> str:
    """How the text calls the note with this mark: right after a word or its stop, without a space between.

    After a word of three letters, so that no square metre is taken for a note.
    """
    match = _MARK.match(mark)
    if match is None:
        return ""
    if match["bracket"]:
        return rf"(?<=\S)\[{re.escape(match['bracket'])}\]"
    if match["raised"]:
        return rf"(?:(?<=[^\W\d_]{{3}})|(?<={_STOP})){match['raised']}(?![⁰¹²³⁴-⁹])"
    return rf"(?<=[^\W\d_]{_STOP}){match['plain']}(?=\s|\Z)" if match["plain"].isdigit() else ""


def _called(mark: str, texts: Sequence[str]) -> bool:
    """Whether the text has the mark itself, in brackets or raised; a plain number calls nothing."""
    match = _MARK.match(mark)
    if match is None or match["plain"]:
        return False
    return any(mark.strip() in text for text in texts)
