"""Names and filters: which line of the catalogue is meant, and which pass.

A source is where a document was read: an absolute path, or the bare name of an upload. It is a label and never
an identity: two uploads may have one name, and one file may hold another text tomorrow.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from index.analysis import fold
from index.errors import NotInLibrary
from index.languages import code_of, name_of
from index.model import Entry, Filters

#: A prefix of an id is a name from this length on: shorter ones are more likely a file's name.
SHORTEST_PREFIX = 6
#: So many names are told when a filter names none of them.
NAMED = 5
#: Characters that turn the direction of text, and so the look of a name: "gpj.exe" shown as "exe.jpg".
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
#: Control characters, line and paragraph separators, and the bytes of a file name that are not UTF-8.
_UNPRINTABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})
_PREFIX = re.compile(r"[0-9a-f]{6,64}")


def printable(name: str) -> str:
    """The name with everything escaped that a terminal or a page would obey instead of show."""
    return "".join(
        character.encode("unicode_escape").decode()
        if unicodedata.category(character) in _UNPRINTABLE or character in _TURNING
        else character
        for character in name
    )


def real_path(path: Path) -> Path:
    """The absolute path without links; one whose links lead in a circle stays as it is."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()


def is_path(source: str) -> bool:
    """Whether a source is a place on a disk, and not the bare name of an upload."""
    return PurePath(source).is_absolute()


def file_name(source: str) -> str:
    """The last part of a source."""
    return PurePath(source).name


def resolve(name: str, entries: Sequence[Entry], digests: Sequence[str]) -> int:
    """The place of the one document that has this name.

    A name is an id or digest, a prefix of it from six characters on, a source, a path to it from here, or a
    file name.

    Raises:
        NotInLibrary: no document has it, or more than one.
    """
    for places in _readings(printable(name), entries, digests):
        if len(places) == 1:
            return places[0]
        if places:
            ids = ", ".join(entries[place].document for place in places[:5])
            raise NotInLibrary(f"{len(places)} documents are called “{printable(name)}”: name one by its id ({ids}).")
    raise NotInLibrary(f"No document in the library is called “{printable(name)}”: `footnote list` shows their names.")


def _readings(name: str, entries: Sequence[Entry], digests: Sequence[str]) -> Iterable[list[int]]:
    if _PREFIX.fullmatch(name.lower()):
        yield [place for place, digest in enumerate(digests) if digest.startswith(name.lower())]
    sources = [entry.source for entry in entries]
    yield _places(sources, name)
    if name:
        yield _places(sources, printable(str(real_path(Path(name)))))
        yield _places([file_name(source) for source in sources], name)


def _places(names: Iterable[str], name: str) -> list[int]:
    return [place for place, other in enumerate(names) if other == name]


def passes(entry: Entry, filters: Filters) -> bool:
    """Whether a document may answer under these filters."""
    return (
        (not filters.authors or any(_wrote(author, entry.authors) for author in filters.authors))
        and (not filters.documents or any(_is_called(name, entry) for name in filters.documents))
        and (not filters.series or any(_is_of(series, entry) for series in filters.series))
        and (not filters.languages or any(_is_in(language, entry) for language in filters.languages))
        and _in_time(entry.published, filters.since, filters.until)
    )


def _in_time(published: str, since: str, until: str) -> bool:
    """Whether any day of the date, which may be a month or a year, is in the range."""
    if not (since or until):
        return True
    # "~" sorts after every digit and dash: "2021~" is the last moment of 2021.
    return bool(published) and published + "~" >= since and (not until or published <= until + "~")


def _wrote(wanted: str, authors: Collection[str]) -> bool:
    """Whether one of the authors has this whole name or surname; a surname may have several words."""
    words = _name_words(wanted)
    return bool(words) and any(_name_words(author)[-len(words) :] == words for author in authors)


def _is_of(series: str, entry: Entry) -> bool:
    return bool(entry.series) and fold(series).split() == fold(entry.series).split()


def _is_in(language: str, entry: Entry) -> bool:
    return bool(entry.language) and code_of(language) == entry.language


def unknown(filters: Filters, entries: Sequence[Entry]) -> str:
    """What is wrong with filters of which one name alone lets no document through, in a sentence; else "".

    Filters that only together let nothing through are no mistake.
    """
    for kind in _KINDS:
        for name in kind.asked(filters):
            if not any(kind.passes(name, entry) for entry in entries):
                return kind.sentence(name, entries)
    return ""


@dataclass(frozen=True, slots=True)
class _Kind:
    """A filter by names: what it asks for, who passes, what there is, and how that is said."""

    asked: Callable[[Filters], tuple[str, ...]]
    passes: Callable[[str, Entry], bool]
    held: Callable[[Entry], Iterable[str]]
    missing: str
    there: str

    def sentence(self, name: str, entries: Sequence[Entry]) -> str:
        """Nothing has this name; these are those that there are."""
        names = sorted({held for entry in entries for held in self.held(entry) if held}, key=fold)
        if not names:
            return f"{self.missing.format(printable(name))}: no document says it. `footnote correct` adds it."
        near = difflib.get_close_matches(fold(name), [fold(one) for one in names], NAMED, cutoff=0.0)
        nearest = [next(one for one in names if fold(one) == folded) for folded in dict.fromkeys(near)]
        more = f", and {len(names) - len(nearest)} more" if len(names) > len(nearest) else ""
        return f"{self.missing.format(printable(name))}; {self.there} {', '.join(map(printable, nearest))}{more}."


_KINDS = (
    _Kind(
        lambda filters: filters.authors, lambda name, entry: _wrote(name, entry.authors), lambda entry: entry.authors,
        "No document is by an author “{}”", "the authors are",
    ),
    _Kind(
        lambda filters: filters.series, lambda name, entry: _is_of(name, entry), lambda entry: (entry.series,),
        "No document is of a series “{}”", "the series are",
    ),
    _Kind(
        lambda filters: filters.languages, lambda name, entry: _is_in(name, entry),
        lambda entry: (name_of(entry.language),),
        "No document is in a language “{}”", "the languages are",
    ),
    _Kind(
        lambda filters: filters.documents, lambda name, entry: _is_called(name, entry),
        lambda entry: (file_name(entry.source),),
        "No document is called “{}”", "the nearest names are",
    ),
)  # fmt: skip


def _name_words(name: str) -> list[str]:
    surname, comma, given = name.partition(",")
    return fold(f"{given} {surname}" if comma else name).split()


def _is_called(name: str, entry: Entry) -> bool:
    name = printable(name)
    as_id = name.lower()
    return name in (entry.source, file_name(entry.source)) or (
        len(as_id) >= SHORTEST_PREFIX and (entry.document.startswith(as_id) or as_id.startswith(entry.document))
    )
