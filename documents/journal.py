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

    ``progress`` hears (pages done, pages in all). ``keep`` hears each page (from 1) as soon as it is read, as a
    JSON value that only the same reader understands; a later attempt finds the values in ``known`` and does not
    read these pages again. ``given_up`` says why a page is not to be tried again, in words for the reader's
    warnings: "took too long".
    """

    progress: Callable[[int, int], None] = _unheard
    keep: Callable[[int, Any], None] = _unheard
    known: Mapping[int, Any] = field(default_factory=lambda: MappingProxyType({}))
    given_up: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))


#: For a reader that nobody waits for.
SILENT = Journal()
