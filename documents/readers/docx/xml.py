"""Names in WordprocessingML, and the few ways in which its readers ask for an element or a value.

Office writes each vocabulary under two namespaces, "transitional" and "strict" (ISO/IEC 29500-1 and -4); here both
have the one prefix that the standard prints: "w:p".
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, TypeAlias

#: lxml's element, which has no types of its own.
Element: TypeAlias = Any

_TRANSITIONAL = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
_PREFIXES = {
    f"{_TRANSITIONAL}wordprocessingml/2006/main": "w",
    f"{_STRICT}wordprocessingml/main": "w",
    f"{_TRANSITIONAL}officeDocument/2006/math": "m",
    f"{_STRICT}officeDocument/math": "m",
    f"{_TRANSITIONAL}officeDocument/2006/relationships": "r",
    f"{_STRICT}officeDocument/relationships": "r",
    f"{_TRANSITIONAL}markup-compatibility/2006": "mc",
}
_HOMES: dict[str, tuple[str, ...]] = {
    prefix: tuple(home for home, other in _PREFIXES.items() if other == prefix) for prefix in "wmr"
}


@lru_cache(maxsize=4096)
def _short(tag: str) -> str:
    home, _, local = tag[1:].rpartition("}")
    prefix = _PREFIXES.get(home, "")
    return f"{prefix}:{local}" if prefix else local


def name(element: Element) -> str:
    """The element's name, "w:p"; the bare local name in vocabularies that are not read; "" for no element."""
    return _short(element.tag) if isinstance(element.tag, str) else ""


def child(element: Element | None, wanted: str) -> Element | None:
    """The first child of that name, or None."""
    return next(children(element, wanted), None)


def children(element: Element | None, wanted: str) -> Iterator[Element]:
    """The children of that name, in order; none of None."""
    return (one for one in (() if element is None else element) if name(one) == wanted)


def within(element: Element | None, *path: str) -> Element | None:
    """The first child of the first child… of these names, or None."""
    for step in path:
        element = child(element, step)
    return element


def value(element: Element | None, attribute: str = "val", prefix: str = "w") -> str:
    """The attribute in either namespace of the prefix; "" where there is none."""
    if element is None:
        return ""
    return next((element.get(f"{{{home}}}{attribute}") or "" for home in _HOMES[prefix]
                 if f"{{{home}}}{attribute}" in element.attrib), "")  # fmt: skip


def number(element: Element | None, attribute: str = "val") -> int | None:
    """The attribute as a whole number, or None; a number of more than nine digits is none."""
    text = value(element, attribute).removeprefix("+")
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None


def is_on(element: Element | None) -> bool | None:
    """A switch (``w:b``, ``w:vanish``): None where it is not said, on where it is said without a value."""
    if element is None:
        return None
    return value(element) not in ("0", "false", "off", "none")


def picked(alternatives: Element) -> Element | None:
    """The one branch of ``mc:AlternateContent`` that is read: the first that holds text, else the first."""
    branches = [one for one in alternatives if name(one) in ("mc:Choice", "mc:Fallback")]
    spoken = (one for one in branches if any(name(part) in ("w:t", "m:t") for part in one.iter()))
    return next(spoken, branches[0] if branches else None)
