"""Names in OpenDocument, and its styles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, TypeAlias

from documents.model import BlockKind
from documents.readers.style_names import LONGEST_CHAIN, Role, named_role

#: lxml's element, which has no types of its own.
Element: TypeAlias = Any

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_HOMES = {
    "office": f"{_ODF}office:1.0", "text": f"{_ODF}text:1.0", "table": f"{_ODF}table:1.0", "draw": f"{_ODF}drawing:1.0",
    "style": f"{_ODF}style:1.0", "fo": f"{_ODF}xsl-fo-compatible:1.0", "meta": f"{_ODF}meta:1.0",
    "manifest": f"{_ODF}manifest:1.0", "dc": "http://purl.org/dc/elements/1.1/",
}  # fmt: skip
_PREFIXES = {home: prefix for prefix, home in _HOMES.items()}


@lru_cache(maxsize=4096)
def _short(tag: str) -> str:
    home, _, local = tag[1:].rpartition("}")
    return f"{_PREFIXES[home]}:{local}" if home in _PREFIXES else ""


def name(element: Element) -> str:
    """The element's name as the standard prints it, "text:p"; "" in vocabularies that are not read."""
    return _short(element.tag) if isinstance(element.tag, str) else ""


@lru_cache(maxsize=256)
def _long(wanted: str) -> str:
    prefix, _, local = wanted.partition(":")
    return f"{{{_HOMES[prefix]}}}{local}"


def value(element: Element | None, attribute: str) -> str:
    """The attribute, "text:style-name"; "" where there is none."""
    return "" if element is None else element.get(_long(attribute)) or ""


def number(element: Element, attribute: str, most: int) -> int:
    """The attribute as a number from 1 to ``most``; 1 where it is none."""
    text = value(element, attribute)
    return min(max(int(text), 1), most) if text.isascii() and text.isdigit() and len(text) < 10 else 1


def find(element: Element | None, *path: str) -> Element | None:
    """The first child of the first child… of these names, or None."""
    for step in path:
        element = None if element is None else element.find(_long(step))
    return element


def every(element: Element | None, wanted: str) -> Iterator[Element]:
    """All elements of that name inside, at any depth."""
    return iter(()) if element is None else element.iter(_long(wanted))


_ENCODED = re.compile(r"_([0-9a-f]{1,4})_")
_POINTS = re.compile(r"(\d{1,4}(?:\.\d{1,4})?)pt")
#: The deepest outline level that OpenDocument has.
DEEPEST = 10


class Styles:
    """The styles of a document by family and name; ``roots`` are its content and its styles, in this order."""

    def __init__(self, roots: Iterable[Element | None]) -> None:
        self._styles: dict[tuple[str, str], Element] = {}
        self._defaults: dict[str, Element] = {}
        self._roles: dict[str, Role] = {}
        self._said: dict[tuple[str, str, str], str] = {}
        for root in roots:
            for style in every(root, "style:style"):
                self._styles.setdefault((value(style, "style:family"), value(style, "style:name")), style)
            for style in every(root, "style:default-style"):
                self._defaults.setdefault(value(style, "style:family"), style)

    def _chain(self, family: str, style: str) -> Iterator[Element]:
        """The style and those that it inherits from, the family's default last."""
        seen: set[str] = set()
        while (family, style) in self._styles and style not in seen and len(seen) < LONGEST_CHAIN:
            seen.add(style)
            yield self._styles[family, style]
            style = value(self._styles[family, style], "style:parent-style-name")
        if family in self._defaults:
            yield self._defaults[family]

    def role(self, style: str) -> Role:
        """What a paragraph style makes of a paragraph."""
        if style not in self._roles:
            self._roles[style] = self._role(style)
        return self._roles[style]

    def _role(self, style: str) -> Role:
        for one in self._chain("paragraph", style):
            called = value(one, "style:display-name") or _decoded(value(one, "style:name"))
            if (role := named_role(called)) is not None:
                return role
            level = value(one, "style:default-outline-level")
            if level.isascii() and level.isdigit() and 0 < int(level[:3]) <= DEEPEST:
                return Role(BlockKind.HEADING, int(level))
        return Role()

    def says(self, family: str, style: str, attribute: str) -> str:
        """A property of the text in that style: "bold" of ("paragraph", "P1", "fo:font-weight"); "" when not said."""
        key = (family, style, attribute)
        if key not in self._said:
            found = (value(find(one, "style:text-properties"), attribute) for one in self._chain(*key[:2]))
            self._said[key] = next(filter(None, found), "")
        return self._said[key]


def half_points(size: str) -> int:
    """A font size, "12pt", in half points; 0 for one that is not said in points."""
    match = _POINTS.fullmatch(size)
    return round(2 * float(match[1])) if match else 0


def _decoded(style: str) -> str:
    """A style's name as people read it: "Heading_20_1" is "Heading 1"."""
    return _ENCODED.sub(lambda match: chr(int(match[1], 16)), style)
