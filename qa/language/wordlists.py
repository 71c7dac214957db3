"""Lists of words as they are written down: words apart by blanks; in one of them "_" is a blank, "*" any end."""

from __future__ import annotations

import re


def any_of(*lists: str) -> str:
    """A pattern of any word of the lists, the longest first, for one may begin another; its blanks are white space."""
    words = sorted(" ".join(lists).split(), key=len, reverse=True)
    return "|".join(re.escape(word).replace("_", r"\s+").replace(r"\*", r"\w*") for word in words)


def whole(*lists: str) -> re.Pattern[str]:
    """Finds any word of the lists where it stands as a whole word, whatever its case."""
    return re.compile(rf"(?<!\w)(?:{any_of(*lists)})(?!\w)", re.IGNORECASE)


def words_of(written: str) -> frozenset[str]:
    """The words of a list that has no ends left open."""
    return frozenset(word.replace("_", " ") for word in written.split())
