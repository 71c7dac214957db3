"""A cited paragraph at a glance: what shows while the pointer rests on a citation, before the source is opened."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from qa.anchors import link, resolve
from qa.web.markup import render
from qa.web.wish import number_of

if TYPE_CHECKING:
    from index.snapshot import Snapshot

#: Characters of a paragraph that are shown, around the quotation: more is for the reader.
LONGEST = 900

_RANGE = re.compile(r"([0-9]{1,6})-([0-9]{1,6})")


def glance(view: Snapshot, wanted: Mapping[str, Any]) -> str:
    """The whole paragraph with its quotation marked, and the bibliographic line; nothing where it does not stand today.

    Args:
        view: The library.
        wanted: ``doc``, ``p``, ``h`` and ``at`` of the citation's link.

    Raises:
        LibraryError: the library cannot be read.
    """
    name, number, digest = str(wanted.get("doc", "")), number_of(wanted.get("p")), str(wanted.get("h") or "")
    entry = view.living(name)
    if entry is None or not digest:
        return ""
    place = resolve(view, link(name, number, digest))
    document = view.document(entry.document)
    if place.document != entry.document or place.paragraph is None:
        return ""
    block = document.paragraphs[place.paragraph - 1]
    text = document.text_of(block)
    before, said, after = _parted(text, str(wanted.get("at") or ""))
    return render(
        "glance.html.j2", entry=entry, paragraph=place.paragraph, kind=block.kind.value,
        language=block.language or document.metadata.language, before=before, said=said, after=after,
    )  # fmt: skip


def _parted(text: str, at: str) -> tuple[str, str, str]:
    """A paragraph before, in and after its quotation, cut at its ends where it is long."""
    found = _RANGE.fullmatch(at)
    start, end = (int(found[1]), int(found[2])) if found else (0, 0)
    if not start <= end <= len(text):
        start = end = 0
    room = max(LONGEST - (end - start), 0) // 2
    first, last = max(0, start - room), min(len(text), end + room)
    head = f"… {text[first:start].partition(' ')[2]}" if first else text[:start]
    tail = f"{text[end:last].rpartition(' ')[0]} …" if last < len(text) else text[end:]
    return head, text[start:end], tail
