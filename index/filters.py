"""Filters: which documents may answer, decided before anything is ranked; and which filters name nothing."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.analysis import fold
from index.catalogue import SHORTEST_PREFIX, file_name, printable
from index.dates import last_day
from index.languages import code_of, name_of
from index.model import Entry, Filters

#: So many names are told when a filter names none of them.
NAMED = 5
#: How alike two names must be (difflib's ratio) to be told first: one letter of three may differ.
ALIKE = 0.6

Test = Callable[[Entry], bool]


def admits(filters: Filters) -> Test:
    """What tells whether a document may answer; made once, for a library has thousands of documents."""
    by_name = ([kind.test(name) for name in kind.asked(filters)] for kind in _KINDS)
    made = [_any_of(tests) for tests in by_name if tests]
    if filters.since or filters.until:
        made.append(_in_time(filters.since, filters.until))
    if filters.as_of:
        made.append(_out_by(filters.as_of))
    return made[0] if len(made) == 1 else lambda entry: all(test(entry) for test in made)


def _any_of(tests: Sequence[Test]) -> Test:
    return tests[0] if len(tests) == 1 else lambda entry: any(test(entry) for test in tests)


def _in_time(since: str, until: str) -> Test:
    """Whether any day of the document's date, which may be a month or a year, is in the range."""
    # "~" sorts after every digit and dash: "2021~" is the last moment of 2021.
    end = until + "~" if until else "~"
    return lambda entry: bool(entry.published) and entry.published + "~" >= since and entry.published <= end


def _out_by(moment: str) -> Test:
    """Whether the whole of the document's date, which may be a month or a year, is over by the end of that day."""
    end = last_day(moment)
    return lambda entry: bool(entry.published) and last_day(entry.published) <= end


def unknown(filters: Filters, entries: Sequence[Entry]) -> str:
    """What is wrong with filters of which one name alone lets no document through, in a sentence; else "".

    Filters that only together let nothing through are no mistake.
    """
    for kind in _KINDS:
        for name in kind.asked(filters):
            if not any(map(kind.test(name), entries)):
                return kind.sentence(name, entries)
    return ""


@dataclass(frozen=True, slots=True)
class _Kind:
    """A filter by names: what it asks for, who passes, what there is, and how that is said."""

    asked: Callable[[Filters], tuple[str, ...]]
    test: Callable[[str], Test]
    held: Callable[[Entry], Iterable[str]]
    missing: str
    there: str

    def sentence(self, name: str, entries: Sequence[Entry]) -> str:
        """Nothing has this name; these are the nearest of those that there are, and then the alphabet's first."""
        missing = self.missing.format(printable(name))
        names = sorted({held for entry in entries for held in self.held(entry) if held}, key=fold)
        if not names:
            return f"{missing}: of none it is known; say it with `footnote correct`, or in the page's reader."
        near = difflib.get_close_matches(fold(name), map(fold, names), NAMED, ALIKE)
        told = sorted(names, key=lambda one: near.index(fold(one)) if fold(one) in near else NAMED)[:NAMED]
        more = f", and {len(names) - len(told)} more" if len(names) > len(told) else ""
        return f"{missing}; {self.there} {', '.join(map(printable, told))}{more}."


def _by_author(wanted: str) -> Test:
    """Whether one of the authors has this whole name or surname; a surname may have several words."""
    words = _name_words(wanted)
    return lambda entry: bool(words) and any(_name_words(author)[-len(words) :] == words for author in entry.authors)


@lru_cache(maxsize=4096)
def _name_words(name: str) -> tuple[str, ...]:
    surname, comma, given = name.partition(",")
    return _folded(f"{given} {surname}" if comma else name)


@lru_cache(maxsize=4096)
def _folded(text: str) -> tuple[str, ...]:
    return tuple(fold(text).split())


def _of_series(wanted: str) -> Test:
    series = _folded(wanted)
    return lambda entry: bool(series) and _folded(entry.series) == series


def _in_language(wanted: str) -> Test:
    code = code_of(wanted)
    return lambda entry: bool(code) and entry.language == code


def _called(wanted: str) -> Test:
    """Whether it is the document's source, its file's name, its id, or long enough a part of that."""
    name = printable(wanted)
    as_id = name.lower()

    def test(entry: Entry) -> bool:
        if entry.source.endswith(name) and name in (entry.source, file_name(entry.source)):
            return True
        return len(as_id) >= SHORTEST_PREFIX and (entry.document.startswith(as_id) or as_id.startswith(entry.document))

    return test


_KINDS = (
    _Kind(
        lambda filters: filters.authors, _by_author, lambda entry: entry.authors,
        "No document is by an author “{}”", "the authors are",
    ),
    _Kind(
        lambda filters: filters.series, _of_series, lambda entry: (entry.series,),
        "No document is of a series “{}”", "the series are",
    ),
    _Kind(
        lambda filters: filters.languages, _in_language, lambda entry: (name_of(entry.language),),
        "No document is in a language “{}”", "the languages are",
    ),
    _Kind(
        lambda filters: filters.documents, _called, lambda entry: (file_name(entry.source),),
        "No document is called “{}”", "the documents are",
    ),
)  # fmt: skip
