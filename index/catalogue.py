"""Names: which line of the catalogue is meant.

A source is where a document was read: an absolute path, or the bare name of an upload. It is a label and never
an identity: two uploads may have one name, and one file may hold another text tomorrow.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePath

from index.errors import NotInLibrary
from index.model import Entry

#: A prefix of an id is a name from this length on: shorter ones are more likely a file's name.
SHORTEST_PREFIX = 6
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
