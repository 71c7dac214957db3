"""What a reader says while it reads, and what it is told of an attempt before: a worker may die on any page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any


def _unheard(*_: object) -> None:
    """Nobody listens."""


@dataclass(frozen=True, slots=True)
class Journal:
    """The line between a reader and whoever waits for it.

    ``progress`` hears (pages done, pages in all). A reader that can leave out a page also says ``begin`` with the
    number of each page (from 1) before it reads that, and ``keep`` afterwards, with what it found or that nothing
    can be found, as a JSON value that only the same reader understands; an empty list is a page without text. A
    later attempt finds these values in ``known`` and does not read the pages again; ``given_up`` says which pages
    are not to be tried again and why, in words that follow "it" in the reader's warnings: "took too long". Of the
    known pages ``recognised`` are those whose text was read off a picture.
    """

    progress: Callable[[int, int], None] = _unheard
    begin: Callable[[int], None] = _unheard
    keep: Callable[[int, Any], None] = _unheard
    known: Mapping[int, Any] = field(default_factory=lambda: MappingProxyType({}))
    given_up: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    recognised: frozenset[int] = frozenset()


#: For a reader that nobody waits for.
SILENT = Journal()
