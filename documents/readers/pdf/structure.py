"""What a PDF says of its own structure: the types of its marked content, and its bookmarks.

Both are hints. Many programs tag everything as paragraphs, and many bookmarks lead to pages and not to headings;
``documents.pages.layout`` takes of them what agrees with the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from documents.pages.typeset import Bookmark
from documents.text import collapse, normalise

#: What pypdf raises where the structure is damaged; the text of the page is good without it.
_DAMAGE = (PyPdfError, AttributeError, TypeError, ValueError, KeyError, IndexError, RecursionError)

#: Structure types that say something, the stronger first: a paragraph in a cell is a cell, in a note a note.
_TYPES = (
    "TOCI", "Note", "FENote", "Caption", "TH", "TD", "Title", "H1", "H2", "H3", "H4", "H5", "H6", "H",
    "LI", "BlockQuote", "P",
)  # fmt: skip
#: Elements above one that are looked at, entries of the parent tree, depth of the number tree.
_MOST_ABOVE, _MOST_ENTRIES, _DEEPEST = 12, 200_000, 20


class Tags:
    """The structure types of a document's marked content; empty where it has none."""

    def __init__(self, reader: PdfReader) -> None:
        self._reader = reader
        self._parents: dict[int, Any] | None = None
        self._roles: Mapping[str, Any] = {}
        self._types: dict[int, str] = {}

    def of(self, page: PageObject) -> dict[int, str]:
        """The types by marked-content identifier: "H1", "TD", "LI", …"""
        try:
            return self._of(page)
        except _DAMAGE:
            return {}

    def _of(self, page: PageObject) -> dict[int, str]:
        if self._parents is None:
            self._parents = {}
            self._parents = self._parent_tree()
        elements = self._parents.get(_number(page.get("/StructParents")))
        elements = None if elements is None else elements.get_object()
        if not isinstance(elements, ArrayObject):
            return {}
        found = ((mark, self._type(reference)) for mark, reference in enumerate(elements))
        return {mark: kind for mark, kind in found if kind}

    def _parent_tree(self) -> dict[int, Any]:
        root = self._reader.root_object.get("/StructTreeRoot")
        root = None if root is None else root.get_object()
        if not isinstance(root, DictionaryObject) or "/ParentTree" not in root:
            return {}
        roles = root.get("/RoleMap")
        self._roles = roles.get_object() if roles is not None else {}
        return dict(_number_tree(root["/ParentTree"], 0))

    def _type(self, reference: Any) -> str:  # noqa: ANN401 - a PDF object
        number = reference.idnum if isinstance(reference, IndirectObject) else -1
        if number < 0:
            return self._told(reference)
        if number not in self._types:
            self._types[number] = self._told(reference)
        return self._types[number]

    def _told(self, reference: Any) -> str:  # noqa: ANN401
        above = set()
        element = reference.get_object()
        for _ in range(_MOST_ABOVE):
            if not isinstance(element, DictionaryObject) or "/S" not in element:
                break
            name = element["/S"]
            above.add(str(self._roles.get(str(name), name)).removeprefix("/"))
            element = element.get("/P")
            element = None if element is None else element.get_object()
        return next((kind for kind in _TYPES if kind in above), "")


def _number(value: Any) -> int:  # noqa: ANN401
    return int(value) if isinstance(value, int) else -1


def _number_tree(node: Any, depth: int) -> Iterator[tuple[int, Any]]:  # noqa: ANN401
    """The entries of a number tree (ISO 32000-1, 7.9.7)."""
    node = node.get_object()
    if depth > _DEEPEST or not isinstance(node, DictionaryObject):
        return
    numbers = node.get("/Nums")
    entries = [] if numbers is None else numbers.get_object()
    for at in range(0, min(len(entries) - 1, _MOST_ENTRIES), 2):
        yield int(entries[at]), entries[at + 1]
    kids = node.get("/Kids")
    for kid in [] if kids is None else kids.get_object():
        yield from _number_tree(kid, depth + 1)


#: More bookmarks than a book has; what comes after them is left out.
_MOST_BOOKMARKS = 5_000


def bookmarks(reader: PdfReader) -> tuple[Bookmark, ...]:
    """The document's outline, in its order. pypdf raises anything at all on damaged ones."""
    found = list(_bookmarks(reader, reader.outline, 1))
    return tuple(found[:_MOST_BOOKMARKS])


def _bookmarks(reader: PdfReader, entries: Any, level: int) -> Iterator[Bookmark]:  # noqa: ANN401
    for entry in entries:
        if isinstance(entry, list):
            yield from _bookmarks(reader, entry, level + 1)
            continue
        page = reader.get_destination_page_number(entry)
        title = collapse(normalise(str(entry.title or "")))
        if title and page is not None and page >= 0:
            yield Bookmark(title, level, page + 1)
