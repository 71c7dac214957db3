"""Files that the page gives to keep: answers and dossiers in every format."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.archive.answers import recall
from qa.export.checking import answers_today, dossier_today
from qa.export.dates import today
from qa.export.paper import Paper
from qa.export.styles import STYLES
from qa.export.works import Access
from qa.export.write import TYPES, write

if TYPE_CHECKING:
    from index.library import Library
    from index.snapshot import Snapshot

#: Characters of a file's name that come from a question or a dossier's name.
LONGEST = 60
_NOT_IN_NAMES = re.compile(r"[^\w]+")


class NoFormatError(ValueError):
    """There is no format or style of this name."""


@dataclass(frozen=True, slots=True)
class Download:
    """A file: its bytes, what it is called, and its Internet media type."""

    body: bytes
    name: str
    media: str


def download(library: Library, sent: Mapping[str, str], base: str) -> Download:
    """What an address asks for.

    Args:
        library: Where answers and dossiers are kept.
        sent: ``answer`` or ``dossier``, ``format`` and ``style``.
        base: Where the page answers, for permalinks: "http://127.0.0.1:7860".

    Raises:
        NoFormatError: it names none that there is.
        NotKept: nothing is stored under the name.
        LibraryError: the library cannot be read.
    """
    kind, style = sent.get("format", ""), sent.get("style", "chicago")
    if kind not in TYPES or style not in STYLES:
        raise NoFormatError(f"There is no such format: choose one of {', '.join(TYPES)}, in {', '.join(STYLES)}.")
    access = Access(today(), base)
    with library.snapshot() as view:
        paper = _paper(view, sent, access)
    suffix, media = TYPES[kind]
    return Download(write(paper, kind, style, access), f"{_file_name(paper.title)}{suffix}", media)


def _paper(view: Snapshot, sent: Mapping[str, str], access: Access) -> Paper:
    if "dossier" in sent:
        return dossier_today(view, sent["dossier"], access)
    return answers_today(view, [recall(view, sent.get("answer", "")).answer], access)


def _file_name(title: str) -> str:
    return _NOT_IN_NAMES.sub("-", title[:LONGEST]).strip("-").lower() or "answer"
