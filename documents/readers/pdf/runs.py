"""What stands on a PDF page: runs of text with their place and type, level rules; and the matrices that place them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pypdf.generic import DictionaryObject

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Run:
    """Text that was shown in one go: from ``x`` to ``right`` on the base line ``y``, in points of the page.

    ``size`` is the type's height as seen; ``space`` the width of its letter space. ``turned`` is in quarters
    anticlockwise: 0 is level, -1 askew. ``artifact`` says that the file calls it one (ISO 32000-1, 14.8.2.2);
    ``mark`` is its marked-content identifier, or -1.
    """

    text: str
    x: float
    right: float
    y: float
    size: float
    space: float
    bold: bool = False
    italic: bool = False
    turned: int = 0
    artifact: bool = False
    mark: int = -1


@dataclass(frozen=True, slots=True)
class Rule:
    """A level line from ``x`` to ``right`` at the height ``y``."""

    x: float
    right: float
    y: float


@dataclass(slots=True)
class Content:
    """What stands on a page, in the order of its content stream."""

    runs: list[Run] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)


def times(m: Sequence[float], n: Sequence[float]) -> Matrix:
    """The matrix that does ``m``, then ``n``."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def resolved(value: Any) -> Mapping[str, Any]:  # noqa: ANN401 - a PDF object
    """The dictionary that the object is or refers to; an empty one where it is none."""
    found = None if value is None else value.get_object()
    return found if isinstance(found, DictionaryObject) else {}
