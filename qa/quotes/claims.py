"""Which documents of the library a note, a link or a bracket names.

A name counts only where it can mean one document: a permalink, a file's name, a title, an author with a year. What
names none, or may mean several, claims nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from itertools import product
from pathlib import PurePath
from typing import TYPE_CHECKING

from documents.folding import fold

if TYPE_CHECKING:
    from index.model import Entry
    from index.snapshot import Snapshot

#: A title of fewer words ("Gas rules") names a document only beside one of its authors or its year.
TELLING = 3

#: Characters that a file system lets a name have.
_LONGEST = 255
_SUFFIX = re.compile(r"\.\w{1,8}(?![\w-])")
#: Where a name may begin.
_START = re.compile(r"(?:^|(?<=[\s(\[{<\"'“„«‘/\\*_`]))")
_LINK = re.compile(r"#doc=([0-9a-f]{16,64})\b")

Words = tuple[str, ...]


class Names:
    """The names that the documents of one snapshot go by."""

    def __init__(self, view: Snapshot) -> None:
        self._view = view

    def named(self, text: str) -> tuple[str, ...]:
        """The ids of the documents that the text names; permalinks go before words."""
        linked = [entry.document for name in _LINK.findall(text) if (entry := self._view.living(name))]
        if linked:
            return tuple(dict.fromkeys(linked))
        words = fold(text).words
        found = [*self._files(text), *self._titled(words), *self._written(words)]
        return tuple(dict.fromkeys(found))

    def is_name(self, text: str) -> bool:
        """Whether the text is the title or the file of a document, and so rather its name than a quotation of it."""
        return fold(text).words in self._titles or text.strip() in self._by_file

    def _files(self, text: str) -> Iterator[str]:
        """Documents whose file's name stands in the text; a name may have spaces in it."""
        for suffix in _SUFFIX.finditer(text):
            starts = [start.end() for start in _START.finditer(text, max(0, suffix.end() - _LONGEST), suffix.start())]
            entries = (self._by_file.get(text[start : suffix.end()], ()) for start in starts)
            yield from (one[0].document for one in entries if len(one) == 1)

    def _titled(self, words: Words) -> Iterator[str]:
        """Documents whose title stands in the words; a title inside a longer one that stands there is none."""
        at = 0
        while at < len(words):
            there = (words[at : at + length] for length in self._lengths if at + length <= len(words))
            title = next((one for one in there if one in self._titles), ())
            entries = self._titles.get(title, [])
            if len(title) < TELLING:
                entries = [one for one in entries if _year(one) in words or _surnames(one) & set(words)]
            if len(entries) == 1:
                yield entries[0].document
            at += max(1, len(title))

    def _written(self, words: Words) -> Iterator[str]:
        """Documents whose author and year stand in the words; none where two are by one author in one year."""
        years = [word for word in words if len(word) == len("2024") and word.isdecimal()]
        for written in product(dict.fromkeys(words), years):
            entries = self._by_author.get(written, ())
            if len(entries) == 1:
                yield entries[0].document

    @cached_property
    def _entries(self) -> tuple[Entry, ...]:
        return self._view.entries()

    @cached_property
    def _titles(self) -> dict[Words, list[Entry]]:
        found = defaultdict(list)
        for entry in self._entries:
            found[fold(entry.title).words].append(entry)
        found.pop((), None)
        return dict(found)

    @cached_property
    def _lengths(self) -> list[int]:
        return sorted({len(words) for words in self._titles}, reverse=True)

    @cached_property
    def _by_file(self) -> dict[str, list[Entry]]:
        found = defaultdict(list)
        for entry in self._entries:
            name = PurePath(entry.source).name
            found[name].append(entry)
        return dict(found)

    @cached_property
    def _by_author(self) -> dict[tuple[str, str], list[Entry]]:
        found = defaultdict(list)
        for entry in self._entries:
            for surname in _surnames(entry):
                found[surname, _year(entry)].append(entry)
        return dict(found)


def _year(entry: Entry) -> str:
    return entry.published[:4]


def _surnames(entry: Entry) -> set[str]:
    """The last word of each author's name; a name that is parted ("Smith-Jones") goes by its last part."""
    return {words[-1] for author in entry.authors if (words := fold(author).words)}
